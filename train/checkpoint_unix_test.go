//go:build unix

package train_test

import (
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"example.com/sobolev/train"
)

// TestCheckpointNamedPipe checks that a checkpoint's path where a named pipe stands is an error, not a wait for whoever
// opens its other end.
func TestCheckpointNamedPipe(t *testing.T) {
	path := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(path, 0o644); err != nil {
		t.Skip("no named pipes here:", err)
	}
	for _, resume := range []bool{false, true} {
		opt := train.Options{Loss: train.Sobolev(1), Epochs: 2, Checkpoint: train.Checkpoint{Path: path, Every: 1, Resume: resume}}
		_, err := train.Fit(t.Context(), testNet[float64](t, 2), teacherData[float64](t, 5, 0, 1), opt)
		if err == nil || !strings.Contains(err.Error(), "is a named pipe, want a regular file") {
			t.Errorf("resume %t: error %v, want one that names the pipe", resume, err)
		}
	}
}
