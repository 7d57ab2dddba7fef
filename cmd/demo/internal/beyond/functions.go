package beyond

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"time"

	"example.com/sobolev/cmd/demo/internal/experiment"
	"example.com/sobolev/cmd/demo/internal/progress"
	"example.com/sobolev/cmd/demo/internal/report"
	"example.com/sobolev/dual"
	"example.com/sobolev/layers"
	"example.com/sobolev/train"
	"example.com/sobolev/train/data"
	"example.com/sobolev/train/optim"
)

// A curve is one of the three functions on [−1, 1].
type curve struct {
	name string
	f    func(x []dual.Any) dual.Any
}

// curves lists them.
var curves = []curve{
	{"sin 2πx + sin 20πx", func(x []dual.Any) dual.Any {
		return x[0].Scale(2 * math.Pi).Sin().Add(x[0].Scale(20 * math.Pi).Sin())
	}},
	{"x + sin 2πx⁴", func(x []dual.Any) dual.Any { return x[0].Add(x[0].PowReal(4).Scale(2 * math.Pi).Sin()) }},
	{"eˣ sin 20x", func(x []dual.Any) dual.Any { return x[0].Exp().Mul(x[0].Scale(20).Sin()) }},
}

// bodies are the networks, of three hidden layers of 64: tanh units, sine units (Sitzmann et al. 2020), and tanh units behind
// random Fourier features.
var bodies = []string{"tanh", "sine", "fourier"}

// body returns an untrained network.
func body(name string, rng *rand.Rand) (*layers.Net[float64], error) {
	hidden := []int{64, 64, 64}
	switch name {
	case "tanh":
		return layers.NewMLP[float64](1, hidden, 1, layers.Tanh, rng)
	case "sine":
		return layers.NewSIREN[float64](1, hidden, 1, 30, rng)
	}
	ls := []layers.Layer[float64]{layers.Fourier[float64](1, hidden[0]/2, 5, rng)}
	for _, w := range hidden[1:] {
		ls = append(ls, layers.Dense[float64](w, layers.Glorot), layers.Activate[float64](layers.Tanh))
	}
	return layers.New(1, rng, append(ls, layers.Dense[float64](1, layers.Glorot))...)
}

// A measure is what is minimised.
type measure struct {
	name  string
	loss  train.Loss
	order int // of the labels it uses
}

// norms are the published ones, squares without weights, and those in which every order is divided by the mean square of its
// labels.
var norms = []measure{
	{"L2", train.Sobolev(1), 0},
	{"H1", train.Sobolev(1, 1), 1},
	{"H2", train.Sobolev(1, 1, 1), 2},
	{"H1, balanced", train.Balanced(nil, 1, 1), 1},
	{"H2, balanced", train.Balanced(nil, 1, 1, 1), 2},
}

// A schedule is the number of steps.
type schedule struct {
	adam, lbfgs int
	rate        float64
	shape       optim.Schedule
}

// schedule is the published one or a shorter one.
func (o *options) schedule() schedule {
	switch {
	case o.published:
		return schedule{25_000, 25_000, 1e-5, nil}
	case o.quick:
		return schedule{200, 50, 1e-3, optim.Cosine}
	}
	return schedule{2000, 500, 1e-3, optim.Cosine}
}

// functionJobs lists the networks to fit.
func functionJobs(o *options) []job {
	s := o.schedule()
	var jobs []job
	for _, act := range o.acts {
		for _, c := range curves {
			for _, norm := range norms {
				for seed := 1; seed <= o.seeds; seed++ {
					jobs = append(jobs, job{of: act + ": " + c.name, method: norm.name, seed: seed, steps: s.adam + s.lbfgs,
						dependencies: fmt.Sprintf("%d steps of Adam(%g) and %d of L-BFGS", s.adam, s.rate, s.lbfgs),
						run: func(ctx context.Context, bar *progress.Bar) (values, []point, error) {
							return fit(ctx, bar, c, act, norm, seed, s)
						}})
				}
			}
		}
	}
	return jobs
}

// grid labels n points of [−1, 1], the ends among them.
func (c curve) grid(n, order int) (*data.Data[float64], error) {
	p := data.Points[float64]{Dim: 1}
	for i := range n {
		p.X = append(p.X, -1+2*float64(i)/float64(n-1))
	}
	return data.FromFunc(c.f, p, order)
}

// fit trains a network on 1,000 points, first by Adam and then by L-BFGS, and measures its relative error at 1,777 others.
func fit(ctx context.Context, bar *progress.Bar, c curve, act string, norm measure, seed int, s schedule) (values, []point, error) {
	training, err := c.grid(1000, norm.order)
	if err != nil {
		return nil, nil, err
	}
	test, err := c.grid(1777, 0)
	if err != nil {
		return nil, nil, err
	}
	net, err := body(act, rand.New(rand.NewPCG(uint64(seed), 0xacce1)))
	if err != nil {
		return nil, nil, err
	}
	ws := net.NewWorkspace()
	relative := func() float64 { return train.RelativeL2(net.Value(ws, test.X), test.Labels.Plane(0)) }
	var errors []point
	began, watching, done := time.Now(), time.Duration(0), 0
	every := max(1, (s.adam+s.lbfgs)/100)
	onEpoch := func(train.Epoch) {
		bar.Advance(1)
		if done++; done%every != 0 {
			return
		}
		start := time.Now()
		errors = append(errors, point{done, relative()})
		watching += time.Since(start)
	}
	v := values{}
	if _, err = train.Fit(ctx, net, training, train.Options{Loss: norm.loss, Optimizer: optim.Adam(s.rate), Schedule: s.shape, Epochs: s.adam,
		Workers: 1, OnEpoch: onEpoch}); err != nil {
		return nil, nil, err
	}
	v["adam"] = relative()
	_, err = train.Fit(ctx, net, training, train.Options{Loss: norm.loss, Optimizer: optim.LBFGS(50), Epochs: s.lbfgs, Workers: 1, OnEpoch: onEpoch})
	v["error"] = relative()
	v["seconds"] = (time.Since(began) - watching).Seconds()
	return v, errors, err
}

// until returns the first step at which the error of a curve is at most e, and false if it never is.
func until(curve []point, e float64) (int, bool) {
	for _, p := range curve {
		if p.Error <= e {
			return p.Step, true
		}
	}
	return 0, false
}

// acceleration compares a norm with L2: of how many seeds the errors come to where L2 ends within the same steps, and in what
// part of them, in the geometric mean over those.
func acceleration(c, plain *cell) (part report.Stat, reached int) {
	var parts []float64
	for _, r := range c.results {
		for _, p := range plain.results {
			if p.Seed != r.Seed {
				continue
			}
			end := p.Curve[len(p.Curve)-1]
			if step, ok := until(r.Curve, end.Error); ok {
				parts = append(parts, float64(step)/float64(end.Step))
			}
		}
	}
	return report.GeometricMean(parts), len(parts)
}

// functionTable lists the functions.
func functionTable(cs []*cell) report.Table {
	t := report.Table{
		Title: "Sobolev acceleration of three functions",
		Caption: "Relative L2 error of the values at 1,777 points after Adam and after L-BFGS, geometric mean over the seeds with its deviation " +
			"as a factor; the last column is the part of all steps after which a fit has the error that L2 ends with, over the seeds that " +
			"get there. Balanced losses divide every order by the mean square of its labels; the published ones do not. Functions, grid of 1,000 points and network (three layers of 64) are those of Oh, Lyu and Son 2025, whose own " +
			"figures are not known here.",
		Header: []string{"function", "norm", "after Adam", "after L-BFGS", "seconds", "of L2's steps", "seeds"},
	}
	var plain *cell
	for _, c := range cs {
		if c.method == norms[0].name {
			plain = c
		}
		line := []report.Cell{report.Text(c.of), report.Text(c.method)}
		for _, name := range []string{"adam", "error"} {
			line = append(line, report.Text(factor(report.GeometricMean(c.all(name)))))
		}
		line = append(line, report.Text(report.Significant(report.Summarize(c.all("seconds")).Mean, 3)))
		if plain == nil || plain.of != c.of || plain == c {
			line = append(line, report.Text("–"), report.Text(fmt.Sprint(len(c.results))))
		} else {
			part, reached := acceleration(c, plain)
			line = append(line, report.Text(factor(part)), report.Text(fmt.Sprintf("%d of %d", reached, len(c.results))))
		}
		t.Rows = append(t.Rows, line)
	}
	return t
}

// functionCurves draws the errors on the way.
func functionCurves(cs []*cell) []report.Item {
	var items []report.Item
	for i, same := range experiment.Runs(cs, func(a, b *cell) bool { return a.of == b.of }) {
		f := report.Curves{Name: fmt.Sprintf("function-%d", i+1), Title: same[0].of, XLabel: "step", YLabel: "relative L2 error", LogY: true,
			Caption: "Geometric mean over the seeds, and one standard deviation to either side."}
		for _, c := range same {
			f.Series = append(f.Series, meanErrors(c.method, c))
		}
		items = append(items, f)
	}
	return items
}

// functionResult says where the norms end, compared with L2.
func functionResult(cs []*cell) string {
	ratios := map[string][]float64{}
	for _, same := range experiment.Runs(cs, func(a, b *cell) bool { return a.of == b.of }) {
		for _, c := range same[1:] {
			ratios[c.method] = append(ratios[c.method], report.GeometricMean(c.all("error")).Mean/report.GeometricMean(same[0].all("error")).Mean)
		}
	}
	var ends []string
	for _, n := range norms[1:] {
		if r := ratios[n.name]; len(r) > 0 {
			ends = append(ends, fmt.Sprintf("%s times in %s", report.Significant(report.GeometricMean(r).Mean, 2), n.name))
		}
	}
	if len(ends) == 0 {
		return ""
	}
	return fmt.Sprintf("Three functions end with a multiple of the error that L2 ends with: %s (geometric means over functions and networks).", strings.Join(ends, "; "))
}
