package bench

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"example.com/sobolev/cmd/demo/internal/cli"
	"example.com/sobolev/dual"
	"example.com/sobolev/hyperdual"
)

// TestMeasure times a function that takes a known time.
func TestMeasure(t *testing.T) {
	const nap = 2 * time.Millisecond
	got := measure(3, 5*time.Millisecond, 5*time.Millisecond, func(n int) {
		for range n {
			time.Sleep(nap)
		}
	})
	if got.min < nap.Seconds() || got.median < got.min || got.max < got.median {
		t.Errorf("measured %+v for naps of %v", got, nap)
	}
}

// TestRows runs the command on small shapes and checks what the rows say of them.
func TestRows(t *testing.T) {
	if testing.Short() {
		t.Skip("runs for some seconds")
	}
	var out bytes.Buffer
	args := strings.Fields("-task sobolev,laplacian,laplacian_fwd -orders 0,2 -configs 3,8,16 -dtypes float32,float64")
	if err := runCommand(context.Background(), args, &out, io.Discard); err != nil {
		t.Fatal(err)
	}
	want := []struct {
		task     string
		order    int
		products int
	}{{"sobolev", 0, 3}, {"sobolev", 2, 15}, {"laplacian", 2, 15}, {"laplacian_fwd", 2, 5}}
	d := json.NewDecoder(&out)
	for _, w := range want {
		for _, dtype := range []string{"float32", "float64"} {
			var r stepRow
			if err := d.Decode(&r); err != nil {
				t.Fatal(err)
			}
			if r.Task != w.task || r.Order != w.order || r.Products != w.products || r.Dtype != dtype || r.D != 3 || r.W != 8 || r.Batch != 16 {
				t.Errorf("row %+v, want %+v in %s", r, w, dtype)
			}
			if !(r.UsMin > 0 && r.UsMin <= r.Us && r.Us <= r.UsMax) || r.Plan == "" {
				t.Errorf("row %+v: times out of order, or no plan", r)
			}
			flops := 2 * 16 * float64(w.products) * (3*8 + 8*8 + 8)
			if rate := flops / r.Us / 1e3; rate/r.GFLOPS < 0.99 || rate/r.GFLOPS > 1.01 {
				t.Errorf("row %+v: %v GFLOP/s, want %v", r, r.GFLOPS, rate)
			}
		}
	}
	if d.More() {
		t.Error("more rows than asked for")
	}
}

// TestHelp checks that no flag is explained twice: the plurals of some names are understood in silence.
func TestHelp(t *testing.T) {
	var out bytes.Buffer
	if err := runCommand(context.Background(), []string{"-h"}, &out, io.Discard); !errors.Is(err, flag.ErrHelp) {
		t.Fatal(err)
	}
	for flag, want := range map[string]int{"-order": 1, "-orders": 0, "-act": 1, "-acts": 0, "-dtype": 1, "-dtypes": 0, "-json": 1} {
		if got := strings.Count(out.String(), "\n  "+flag+" ") + strings.Count(out.String(), "\n  "+flag+"\n"); got != want {
			t.Errorf("help explains %s %d times, want %d:\n%s", flag, got, want, out.String())
		}
	}
	o, err := parse(strings.Fields("-json -orders 0,2 -acts relu -dtypes float64"), io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	got := options{orders: o.orders, acts: o.acts, dtypes: o.dtypes}
	want := options{orders: []int{0, 2}, acts: []string{"relu"}, dtypes: []string{"float64"}}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(options{}, shape{})); diff != "" {
		t.Errorf("options (-want +got):\n%s", diff)
	}
}

// TestUsage checks that mistakes in the flags are reported as such.
func TestUsage(t *testing.T) {
	for args, want := range map[string]string{
		"-order 3":                              "0, 1 or 2",
		"-configs 2,64":                         `"2,64"`,
		"-configs 2,64,0":                       "positive",
		"-threads 4096":                         "processors",
		"-dtype float16":                        `"float16"`,
		"-task backprop":                        `"backprop"`,
		"-act tanh -d three":                    `"three"`,
		"-only dense":                           "want -cells",
		"-w 100000000":                          "bench: hidden = 100000000,100000000 makes a network of 1e+16 weights, want at most 67108864",
		"-d 1000000000":                         "bench: d = 1000000000, want at most 20000",
		"-batch 1000000000":                     "bench: B = 1000000000 with d = 2 and order 1 makes 1.54e+12 numbers, want at most 268435456",
		"-configs 2,64,20;2,64,1000000000":      "B = 1000000000 with d = 2",
		"-cells testdata/small.json -only dens": `"dens"`,
	} {
		err := runCommand(context.Background(), strings.Fields(args), io.Discard, io.Discard)
		var usage *cli.UsageError
		if !errors.As(err, &usage) || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want a usage error with %q", args, err, want)
		}
	}
}

// TestTimedFunctions compares the forms of the functions that the scalar benchmark differentiates.
func TestTimedFunctions(t *testing.T) {
	x := []float64{0.3, -0.2, 0.7}
	for _, f := range timedFunctions() {
		_, want := dual.Gradient(f.generic, x)
		_, a := dual.Gradient(f.one, x)
		_, b := dual.Gradient(f.three, x)
		_, c := dual.Gradient(f.chunk, x)
		d := make([]float64, len(x))
		gonumGradient(f.gonum, x, d)()
		_, e, hess := hyperdual.Hessian(f.pair, x)
		for i, got := range [][]float64{a, b, c, d, e} {
			requireNear(t, fmt.Sprintf("%s: gradient %d", f.name, i), got, want)
		}
		_, _, h := hyperdual.Hessian(f.cross, x)
		g := make([]float64, len(hess))
		gonumHessian(f.gonumPair, x, g)()
		for i, got := range [][]float64{h, g} {
			requireNear(t, fmt.Sprintf("%s: Hessian %d", f.name, i), got, hess)
		}
	}
}

// requireNear compares numbers to the rounding errors of a few operations.
func requireNear(t *testing.T, what string, got, want []float64) {
	t.Helper()
	if diff := cmp.Diff(want, got, cmpopts.EquateApprox(1e-12, 1e-12)); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}
