package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
)

// processes returns the numbers of those that run the program.
func processes(program string) (pids []int, err error) {
	links, err := filepath.Glob("/proc/[0-9]*/exe")
	if err == nil && len(links) == 0 {
		err = fmt.Errorf("no processes in /proc, want those of Linux")
	}
	for _, link := range links {
		if exe, _ := os.Readlink(link); exe == program { // none of processes that have just ended
			pid, err := strconv.Atoi(filepath.Base(filepath.Dir(link)))
			if err != nil {
				return nil, err
			}
			pids = append(pids, pid)
		}
	}
	return pids, err
}
