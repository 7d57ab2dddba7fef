package bench

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// BenchmarkCells times the cells that the library is compared with others by, as "demo bench -cells" does.
func BenchmarkCells(b *testing.B) {
	cells, err := readCells("testdata/cells.json")
	if err != nil {
		b.Fatal(err)
	}
	for _, c := range cells {
		for _, dtype := range []string{"float32", "float64"} {
			b.Run(c.Name+"/"+dtype, func(b *testing.B) { benchmarkCell(b, dtype, c) })
		}
	}
}

func benchmarkCell(b *testing.B, dtype string, c cell) {
	w, err := newWorkOf(dtype, c, 1)
	if err != nil {
		b.Fatal(err)
	}
	if err := w.do(3); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if err := w.do(1); err != nil {
			b.Fatal(err)
		}
	}
	rate := w.flops * float64(b.N) / b.Elapsed().Seconds()
	b.ReportMetric(rate/1e9, "GFLOP/s")
	b.ReportMetric(rate/peakOf(dtype), "of-peak")
}

// TestCells times small cells of every kind and checks what the rows say of them.
func TestCells(t *testing.T) {
	if testing.Short() {
		t.Skip("runs for some seconds")
	}
	var out bytes.Buffer
	args := strings.Fields("-cells testdata/small.json -dtype float32,float64")
	if err := runCommand(context.Background(), args, &out, io.Discard); err != nil {
		t.Fatal(err)
	}
	cells, err := readCells("testdata/small.json")
	if err != nil {
		t.Fatal(err)
	}
	// One product of one sample: 3-8-8-1 with a further block in the third, two convolutions and two dense layers in
	// the images, 4-8-8-1.
	images := 28*28*9*8 + 14*14*72*16 + 14*14*16*64 + 64*10
	products := []int{24, 15, 5, 6, 3, 6, 6}
	multiplications := []int{96, 96, 96, 160, images, images, 104}
	d := json.NewDecoder(&out)
	for i, c := range cells {
		for _, dtype := range []string{"float32", "float64"} {
			var got cellRow
			if err := d.Decode(&got); err != nil {
				t.Fatal(err)
			}
			want := cellRow{Cell: c.Name, Dtype: dtype, Threads: 1, Products: products[i]}
			if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(cellRow{}, "Us", "UsMin", "Peak", "Fraction", "Plan")); diff != "" {
				t.Errorf("row (-want +got):\n%s", diff)
			}
			if !(got.UsMin > 0 && got.UsMin <= got.Us) || got.Plan == "" {
				t.Errorf("row %+v: times out of order, or no plan", got)
			}
			flops := 2 * float64(c.Batch) * float64(products[i]) * float64(multiplications[i])
			if want := flops / got.Us / 1e3 / got.Peak; math.Abs(got.Fraction/want-1) > 0.01 {
				t.Errorf("row %+v: want the fraction %v", got, want)
			}
		}
	}
	if d.More() {
		t.Error("more rows than asked for")
	}
}

// TestCellsToCompareBy reads the file that other programs' times are for.
func TestCellsToCompareBy(t *testing.T) {
	cells, err := readCells("testdata/cells.json")
	if err != nil || len(cells) != 27 {
		t.Fatalf("%d cells, %v, want 27", len(cells), err)
	}
	products := map[string]int{"o2_10_128_256": 36, "lap_10_128_256": 36, "lapfwd_10_128_256": 12, "o3_3_64_100": 24, "o4_3_64_100": 42,
		"conv_grad_64": 6, "evalhess_1000": 6}
	for _, c := range cells {
		if want, ok := products[c.Name]; ok && c.products() != want {
			t.Errorf("%s: %d products a layer, want %d", c.Name, c.products(), want)
		}
	}
}

// TestBadCells checks that a mistake in a file is named, with the cell it is in.
func TestBadCells(t *testing.T) {
	for text, want := range map[string]string{
		`[]`:                                  `no cells, want some, such as [{"name": "small"`,
		``:                                    `empty; want a list of cells in JSON, such as [{"name": "small"`,
		`d,B`:                                 `want a list of cells in JSON, such as`,
		`[{"width":3}]`:                       "width",
		`[{"name":"a"}]`:                      `cell 0, "a": kind ""`,
		`[{"kind":"mlp","d":2,"hidden":[4]}]`: "B = 0",
		`[{"kind":"mlp","d":2,"hidden":[],"B":1}]`:                               "hidden = []",
		`[{"kind":"mlp","d":2,"hidden":[0],"B":1}]`:                              "hidden = [0]",
		`[{"kind":"mlp","d":2,"hidden":[4],"B":1,"order":9}]`:                    "order 9",
		`[{"kind":"lap","d":2,"hidden":[4],"B":1,"order":1}]`:                    "want 2 for lap",
		`[{"kind":"res","d":2,"hidden":[4,5],"B":1,"order":1}]`:                  "equal widths",
		`[{"kind":"conv","d":100,"B":1}]`:                                        "784",
		`[{"kind":"mlp","d":2,"hidden":[4],"B":1},{"name":"b","act":"softest"}]`: `cell 1, "b"`,
		`[{"kind":"mlp","d":2,"hidden":[4],"B":1,"act":"softest"}]`:              "softest",
	} {
		path := filepath.Join(t.TempDir(), "cells.json")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := readCells(path); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want an error with %q", text, err, want)
		}
	}
	if _, err := readCells(filepath.Join(t.TempDir(), "none")); err == nil {
		t.Error("a file that is not there was read")
	}
}
