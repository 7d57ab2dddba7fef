package beyond

import (
	"bytes"
	"context"
	"errors"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.com/sobolev/cmd/demo/internal/cli"
	"example.com/sobolev/cmd/demo/internal/cli/clitest"
	"example.com/sobolev/cmd/demo/internal/report/reporttest"
	"example.com/sobolev/dual"
	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
)

// TestEigenvalues compares derivatives of the unit's gradients with the published closed forms.
func TestEigenvalues(t *testing.T) {
	for _, angle := range []float64{0.01, 0.5, 1.5, 2.5, 3.1} {
		for _, h1 := range []bool{false, true} {
			got, want := eigenvalues(angle, h1), closedEigenvalues(angle, h1)
			for i := range got {
				if d := math.Abs(got[i] - want[i]); d > 1e-12 {
					t.Errorf("angle %v, H1 %v: eigenvalue %d is %v, want %v", angle, h1, i, got[i], want[i])
				}
			}
		}
	}
}

// TestUnitGradient compares the unit's gradients with means over many normal inputs.
func TestUnitGradient(t *testing.T) {
	const n = 2_000_000
	w, target := []float64{0.4, 0.9, -0.3}, []float64{1, 0, 0}
	x := make([]dual.Real[float64], len(w))
	for i, v := range w {
		x[i].Real = v
	}
	for _, h1 := range []bool{false, true} {
		rng := rand.New(rand.NewPCG(7, 7))
		mean := make([]float64, len(w))
		for range n {
			in := []float64{rng.NormFloat64(), rng.NormFloat64(), rng.NormFloat64()}
			own, other := 0.0, 0.0
			for i, v := range in {
				own, other = own+w[i]*v, other+target[i]*v
			}
			if own <= 0 { // neither value nor gradient moves with w
				continue
			}
			for i, v := range in {
				mean[i] += (own - max(other, 0)) * v / n
				if h1 {
					mean[i] += w[i] / n
					if other > 0 {
						mean[i] -= target[i] / n
					}
				}
			}
		}
		for i, g := range unitGradient(x, target, h1) {
			if math.Abs(g.Real-mean[i]) > 3e-3 {
				t.Errorf("H1 %v: component %d is %v, mean over inputs %v", h1, i, g.Real, mean[i])
			}
		}
	}
}

// TestTwoBody compares the solution and its Laplacian with those of the definition, by jets.
func TestTwoBody(t *testing.T) {
	const d = 7
	b := newTwoBody(d, rand.New(rand.NewPCG(1, 1)))
	rng := rand.New(rand.NewPCG(2, 2))
	x, wide := make([]float32, d), make([]float64, d)
	for range 20 {
		inBall(x, rng)
		for i, v := range x {
			wide[i] = float64(v)
		}
		wantU, _, want := jet.Laplacian(func(x []jet.Number[float64]) jet.Number[float64] { return solution(b, x) }, wide)
		u, got := b.at(x)
		if math.Abs(u-wantU) > 1e-13 || math.Abs(got-want) > 1e-11 {
			t.Errorf("at %v: %v and Laplacian %v, want %v and %v", x, u, got, wantU, want)
		}
	}
}

// TestSineGordon compares the term's residual in all axes with the definition, u and its Laplacian by jets through the network,
// its cotangents with those that dual numbers find, and the mean over sampled axes with the whole.
func TestSineGordon(t *testing.T) {
	const d = 5
	b := newTwoBody(d, rand.New(rand.NewPCG(1, 1)))
	net, err := layers.NewMLP[float32](d, []int{8, 8}, 1, layers.Tanh, rand.New(rand.NewPCG(3, 3)))
	if err != nil {
		t.Fatal(err)
	}
	score := func(term *sineGordon, step int) (x, cot, y *jet.Batch[float32], loss float64) {
		pass := term.NewPass(2)
		x, cot = jet.NewBatch[float32](term.alg, 2, d), jet.NewBatch[float32](term.alg, 2, 1)
		pass.Load(x, []int{0, 1}, step)
		y = net.Jets(net.NewWorkspace(), x)
		parts := []float64{0}
		pass.Score(cot, y, []int{0, 1}, step, 0.5, parts)
		return x, cot, y, parts[0]
	}
	whole := newSineGordon(b, d, 9)
	x, cot, y, got := score(whole, 3)
	want := 0.0
	params := make([]jet.Number[float64], len(net.Params()))
	for i, p := range net.Params() {
		params[i] = jet.Constant(float64(p))
	}
	for s := range 2 {
		at := make([]float64, d)
		for i := range at {
			at[i] = float64(x.Plane(0)[s*d+i])
		}
		u, _, lap := jet.Laplacian(func(x []jet.Number[float64]) jet.Number[float64] {
			squares := x[0].Mul(x[0])
			for _, v := range x[1:] {
				squares = squares.Add(v.Mul(v))
			}
			return squares.Neg().Shift(1).Mul(layers.Eval(net, params, x)[0])
		}, at)
		r := lap + math.Sin(u) - b.source(x.Plane(0)[s*d:(s+1)*d])
		want += r * r
	}
	if math.Abs(got-want) > 1e-4*want {
		t.Errorf("squared residuals %v, want %v", got, want)
	}
	checkCotangents(t, whole, x, cot, y)
}

// checkCotangents moves every component of y a little: the loss changes as the cotangents say.
func checkCotangents(t *testing.T, term *sineGordon, x, cot, y *jet.Batch[float32]) {
	t.Helper()
	pass := term.NewPass(2)
	pass.Load(x, []int{0, 1}, 3)
	trash := jet.NewBatch[float32](term.alg, 2, 1)
	at := func(i int, move float32) float64 {
		was := y.Data[i]
		defer func() { y.Data[i] = was }()
		y.Data[i] += move
		parts := []float64{0}
		pass.Score(trash, y, []int{0, 1}, 3, 1, parts)
		return 0.5 * parts[0]
	}
	for i, got := range cot.Data {
		const h = 1.0 / 16
		if want := (at(i, h) - at(i, -h)) / (2 * h); math.Abs(float64(got)-want) > 2e-3*math.Abs(want)+2e-3 {
			t.Errorf("cotangent %d is %v, want %v", i, got, want)
		}
	}
}

// TestConstantError checks that of a solution that is one, and of one that is half another.
func TestConstantError(t *testing.T) {
	x := []float32{0, 0, 0.6, 0, 0, 0.8}
	if e := constantError(x, []float32{3, 1.92, 1.08}); e > 1e-6 {
		t.Errorf("error %v of a constant, want none", e)
	}
	// 1 − |x|² is 1 and 0.64: the best constant for (1, 0) is 1/(1 + 0.64²).
	want := math.Sqrt(1 - 1/(1+0.64*0.64))
	if e := constantError(x[:4], []float32{1, 0}); math.Abs(e-want) > 1e-6 {
		t.Errorf("error %v, want %v", e, want)
	}
}

// TestAxes checks that a step's axes differ, are the same in every pass, and over many steps all come equally often.
func TestAxes(t *testing.T) {
	term := newSineGordon(newTwoBody(40, rand.New(rand.NewPCG(1, 1))), 16, 5)
	a, b := term.NewPass(1).(*sineGordonPass), term.NewPass(1).(*sineGordonPass)
	counts := make([]int, 40)
	const steps = 4000
	for step := range steps {
		a.draw(step)
		b.draw(step)
		if diff := cmp.Diff(a.drawn, b.drawn); diff != "" {
			t.Fatalf("step %d: two passes draw different axes (-one +other):\n%s", step, diff)
		}
		seen := map[int]bool{}
		for _, axis := range a.drawn {
			seen[axis] = true
			counts[axis]++
		}
		if len(seen) != 16 {
			t.Fatalf("step %d: axes %v, want 16 different ones", step, a.drawn)
		}
	}
	for axis, n := range counts {
		if want := steps * 16 / 40; n < want*9/10 || n > want*11/10 {
			t.Errorf("axis %d came %d times, want about %d", axis, n, want)
		}
	}
}

// TestNested compares derivatives by nested dual numbers with those by jets.
func TestNested(t *testing.T) {
	net, err := ordersNet()
	if err != nil {
		t.Fatal(err)
	}
	const x = 0.3
	for order := 1; order <= nestedLevels; order++ {
		alg := jet.Taylor(order)
		got := nestedEvaluation(net, x, order)()
		want := evaluation(net, jet.Variable(alg, x, 0))() * alg.Factorial(order)
		if math.Abs(got-want) > 1e-10*math.Abs(want) {
			t.Errorf("order %d: %v nested, %v by a jet", order, got, want)
		}
	}
}

// TestAcceleration checks what part of the steps is counted.
func TestAcceleration(t *testing.T) {
	of := func(errors ...float64) *result {
		r := &result{row: row{Seed: 1}}
		for i, e := range errors {
			r.Curve = append(r.Curve, point{10 * (i + 1), e})
		}
		return r
	}
	plain, fast, never := &cell{results: []*result{of(4, 3, 2, 1)}}, &cell{results: []*result{of(2, 1, 0.5, 0.2)}}, &cell{results: []*result{of(9, 9, 9, 9)}}
	if part, n := acceleration(fast, plain); n != 1 || math.Abs(part.Mean-0.5) > 1e-15 {
		t.Errorf("%v of %d seeds, want half of the steps", part, n)
	}
	if _, n := acceleration(never, plain); n != 0 {
		t.Errorf("%d seeds get there, want none", n)
	}
}

// TestRun checks rows, tables and page of a short run, and that it is taken up again.
func TestRun(t *testing.T) {
	if testing.Short() {
		t.Skip("runs for some seconds")
	}
	dir := t.TempDir()
	args := []string{"-quick", "-quiet", "-part", "unit,laplacian,sinegordon", "-d", "20", "-steps", "30", "-out", dir}
	var out bytes.Buffer
	if err := run(context.Background(), args, &out, &out); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"condition, L2", "collapsed", "all axes", "16 random axes"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("nothing about %q in:\n%s", want, out.String())
		}
	}
	reporttest.Result(t, dir, "sine-Gordon equation:")
	for _, name := range []string{"index.html", "sinegordon.png"} {
		if s, err := os.Stat(filepath.Join(dir, name)); err != nil || s.Size() == 0 {
			t.Errorf("%s: %v", name, err)
		}
	}
	first := clitest.Rows[row](t, run, append(args, "-json", "-resume")...)
	second := clitest.Rows[row](t, run, append(args, "-json", "-resume")...)
	if diff := cmp.Diff(first, second); diff != "" || len(first) != 10 {
		t.Errorf("%d rows, want 10; the second time (-first +second):\n%s", len(first), diff)
	}
	for _, r := range first {
		if e := r.Values["error"]; r.Part == "sinegordon" && !(e > 0 && e < 0.5) {
			t.Errorf("row %+v, want an error below 0.5", r)
		}
	}
}

// TestFunctions checks that a short fit of the smoothest function is better than nothing.
func TestFunctions(t *testing.T) {
	if testing.Short() {
		t.Skip("runs for some seconds")
	}
	rows := clitest.Rows[row](t, run, "-json", "-quick", "-part", "functions", "-act", "fourier")
	if len(rows) != len(curves)*len(norms) {
		t.Fatalf("%d rows, want one for every function and norm", len(rows))
	}
	for _, r := range rows {
		if e := r.Values["error"]; r.Method == "L2" && !(e > 0 && e < 0.5) {
			t.Errorf("row %+v, want an error below 0.5", r)
		}
	}
}

// TestUsage checks that mistakes in the flags are reported as such.
func TestUsage(t *testing.T) {
	for _, c := range []struct{ args, want string }{
		{"-d 3", "at least 16"}, {"-d 100,1000000000", "at most 100000"}, {"-seeds 100000000", "at most 10000"},
	} {
		err := run(t.Context(), strings.Fields(c.args), io.Discard, io.Discard)
		var usage *cli.UsageError
		if !errors.As(err, &usage) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want a usage error with %q", c.args, err, c.want)
		}
	}
}
