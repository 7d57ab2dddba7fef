//go:build mpi

package mpi

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// buildDemo builds the demo program, with tags or without.
func buildDemo(t *testing.T, args ...string) string {
	path := filepath.Join(t.TempDir(), "demo")
	cmd := exec.Command("go", append(append([]string{"build", "-o", path}, args...), ".")...)
	cmd.Dir = "../cmd/demo"
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return path
}

// TestDemo runs commands of the demo alone, built without the tag, and on ranks, and expects the same network, predictions and rows.
func TestDemo(t *testing.T) {
	dir := t.TempDir()
	table := "x,y,dy/dx\n"
	for i := range 300 {
		x := float64(i)/100 - 1.5
		table += fmt.Sprintf("%v,%v,%v\n", x, x*x*x-x, 3*x*x-1)
	}
	path := filepath.Join(dir, "cubic.csv")
	if err := os.WriteFile(path, []byte(table), 0o600); err != nil {
		t.Fatal(err)
	}
	plain, demo := buildDemo(t), buildDemo(t, "-tags", tags(t))
	fit := func(out string) []string {
		return []string{"fit", path, "-hidden", "16,16", "-epochs", "30", "-batch", "120", "-quiet", "-out", filepath.Join(dir, out)}
	}
	regress := strings.Fields("regress -json -n 10,20 -order 0,1 -hidden 16 -act tanh -seeds 3 -epochs 20")
	seconds := regexp.MustCompile(`"seconds":[^}]*`) // differ
	rows := func(out []byte) string { return seconds.ReplaceAllString(string(out), "") }
	run := func(ranks int, args ...string) string {
		out, err := output(t, ranks, "", demo, args...)
		if err != nil {
			t.Fatalf("%d ranks: %v\n%s", ranks, err, out)
		}
		return out
	}
	if out, err := exec.Command(plain, fit("0")...).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	wantRows, err := exec.Command(plain, regress...).Output()
	if err != nil || strings.Count(string(wantRows), "\n") != 12 {
		t.Fatalf("%v, rows\n%s", err, wantRows)
	}
	for _, ranks := range []int{1, 2, 4} {
		out := fmt.Sprint(ranks)
		run(ranks, fit(out)...)
		for _, file := range []string{"model.safetensors", "predictions.csv"} {
			want, err := os.ReadFile(filepath.Join(dir, "0", file))
			if err != nil {
				t.Fatal(err)
			}
			if got, err := os.ReadFile(filepath.Join(dir, out, file)); err != nil || !slices.Equal(got, want) {
				t.Errorf("%d ranks: another %s than alone (%v)", ranks, file, err)
			}
		}
		if got := run(ranks, regress...); rows([]byte(got)) != rows(wantRows) {
			t.Errorf("%d ranks: rows\n%s\nwant but for the seconds\n%s", ranks, got, wantRows)
		}
	}
}

// TestDemoRefuses expects programs without the tag, and commands without work to share, to say so and end when they are launched
// on several ranks.
func TestDemoRefuses(t *testing.T) {
	for want, program := range map[string]string{
		"launched as one of 2 processes (OMPI_COMM_WORLD_SIZE) that know of 1, want as many: build with the tag mpi, as by go build -tags mpi": buildDemo(t),
		"demo: functions on 2 ranks, want one: it has no work to share":                                                                        buildDemo(t, "-tags", tags(t)),
	} {
		if strings.Contains(tags(t), "mpich") {
			want = strings.Replace(want, "OMPI_COMM_WORLD_SIZE", "PMI_SIZE", 1)
		}
		if out, err := output(t, 2, "", program, "functions"); err == nil || !strings.Contains(out, want) {
			t.Errorf("%v, want an error and %q in\n%s", err, want, out)
		}
	}
}
