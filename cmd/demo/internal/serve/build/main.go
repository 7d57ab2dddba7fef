// Command build compiles package live for browsers into page/sobolev.wasm.gz and puts beside it the Go distribution's
// wasm_exec.js, which starts it, and build.json, which says from what it was made. It runs in the folder of package serve:
//
//	go generate ./internal/serve                  makes them
//	go run ./build -check                         reports whether they are what it would make
//
// The same Go release gives the same bytes, and -check compares them. Another release compiles other bytes: then -check
// compares the sources' checksums in build.json, so that nobody has to build with the very release that was used last.
package main

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
)

const program = "example.com/sobolev/cmd/demo/internal/live/wasm"

// limit is what the compressed program may weigh, in bytes.
const limit = 3 << 20

// A record says from what the program was made.
type record struct {
	Go      string `json:"go"`
	Sources string `json:"sources"` // checksum of the files that are compiled, but for Go's own
}

func main() {
	log.SetFlags(0)
	log.SetPrefix("build: ")
	check := flag.Bool("check", false, "write nothing; report whether the files are current")
	dir := flag.String("dir", "page", "where the files are")
	flag.Parse()
	if err := run(*dir, *check); err != nil {
		log.Fatal(err)
	}
}

func run(dir string, check bool) error {
	sum, err := sources()
	if err != nil {
		return err
	}
	now := record{runtime.Version(), sum}
	if check {
		var then record
		text, err := os.ReadFile(filepath.Join(dir, "build.json"))
		if err == nil {
			err = json.Unmarshal(text, &then)
		}
		if err != nil {
			return err
		}
		if then.Sources != now.Sources {
			return fmt.Errorf("%s/sobolev.wasm.gz was made from other sources, want go generate ./internal/serve", dir)
		}
		if then.Go != now.Go {
			fmt.Printf("made by %s from these sources; this is %s, which compiles other bytes\n", then.Go, now.Go)
			return nil
		}
	}
	files, err := build(now)
	if err != nil {
		return err
	}
	for name, content := range files {
		path := filepath.Join(dir, name)
		if !check {
			err = os.WriteFile(path, content, 0o644)
		} else if old, readErr := os.ReadFile(path); readErr != nil || !bytes.Equal(old, content) {
			err = fmt.Errorf("%s is not what %s makes of these sources, want go generate ./internal/serve", path, now.Go)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// command returns a command of Go for browsers whose result depends on nothing that a user may have set.
func command(args ...string) *exec.Cmd {
	c := exec.Command("go", args...)
	c.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm", "GOWASM=", "GOFLAGS=", "GOEXPERIMENT=", "CGO_ENABLED=0")
	c.Stderr = os.Stderr
	return c
}

// sources returns the checksum of all files that are compiled and not Go's own.
func sources() (string, error) {
	const list = `{{if not .Standard}}{{$p := .}}{{range .GoFiles}}{{$p.ImportPath}}/{{.}}` + "\t" + `{{$p.Dir}}/{{.}}` + "\n" + `{{end}}{{end}}`
	out, err := command("list", "-deps", "-f", list, program).Output()
	if err != nil {
		return "", fmt.Errorf("listing the sources: %w", err)
	}
	lines := strings.Fields(string(out))
	var named []string
	for i := 0; i+1 < len(lines); i += 2 {
		content, err := os.ReadFile(lines[i+1])
		if err != nil {
			return "", err
		}
		named = append(named, fmt.Sprintf("%s %x\n", lines[i], sha256.Sum256(content)))
	}
	slices.Sort(named)
	sum := sha256.Sum256([]byte(strings.Join(named, "")))
	return hex.EncodeToString(sum[:]), nil
}

// build returns the files by their names.
func build(r record) (map[string][]byte, error) {
	temp, err := os.MkdirTemp("", "sobolev-wasm-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(temp)
	out := filepath.Join(temp, "sobolev.wasm")
	if err := command("build", "-trimpath", "-buildvcs=false", "-ldflags=-s -w -buildid=", "-o", out, program).Run(); err != nil {
		return nil, fmt.Errorf("compiling: %w", err)
	}
	plain, err := os.ReadFile(out)
	if err != nil {
		return nil, err
	}
	packed, err := pack(plain)
	if err != nil {
		return nil, err
	}
	if len(packed) > limit {
		return nil, fmt.Errorf("the program has %d bytes, compressed, want at most %d", len(packed), limit)
	}
	root, err := command("env", "GOROOT").Output()
	if err != nil {
		return nil, err
	}
	starter, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(root)), "lib", "wasm", "wasm_exec.js"))
	if err != nil {
		return nil, err
	}
	note, err := json.MarshalIndent(r, "", "  ")
	return map[string][]byte{"sobolev.wasm.gz": packed, "wasm_exec.js": starter, "build.json": append(note, '\n')}, err
}

func pack(plain []byte) ([]byte, error) {
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err == nil {
		_, err = io.Copy(w, bytes.NewReader(plain))
	}
	if err == nil {
		err = w.Close()
	}
	return b.Bytes(), err
}
