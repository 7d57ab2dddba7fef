package beyond

import (
	"fmt"
	"math/rand/v2"
	"time"

	"example.com/sobolev/cmd/demo/internal/report"
	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
)

const laplacianBatch = 16

// laplacianHidden are the layers of the published timings.
var laplacianHidden = []int{768, 768, 512, 512}

// laplacianJobs measures some dimensions.
func laplacianJobs(o *options) []job {
	dims, hidden := []int{5, 10, 20, 50, 100}, laplacianHidden
	if o.quick {
		dims, hidden = []int{5, 20}, []int{128, 128}
	}
	var jobs []job
	for _, d := range dims {
		jobs = append(jobs, measurement(fmt.Sprint(d), fmt.Sprint(hidden), func() (values, error) { return timeLaplacian(d, hidden, o.rounds()) }))
	}
	return jobs
}

// timeLaplacian times Laplacians in milliseconds for a point, forward and with the parameter gradient: collapsed, that is one
// jet of value, d slopes and their sum of curvatures, and in the usual Taylor mode, d jets of second order that share the
// value.
func timeLaplacian(d int, hidden []int, rounds int) (values, error) {
	net, err := layers.NewMLP[float32](d, hidden, 1, layers.Tanh, rand.New(rand.NewPCG(uint64(d), 0x1a9)))
	if err != nil {
		return nil, err
	}
	value, _, err := passes(net, jet.Real(), laplacianBatch)
	if err != nil {
		return nil, err
	}
	collapsed, collapsedBoth, err := passes(net, jet.Laplace(d), laplacianBatch)
	if err != nil {
		return nil, err
	}
	standard, standardBoth, err := passes(net, jet.Diagonal(d, 2), laplacianBatch)
	if err != nil {
		return nil, err
	}
	t := interleaved(rounds, 4*time.Millisecond, value, collapsed, standard, collapsedBoth, standardBoth)
	v := values{}
	for i, name := range []string{"value_ms", "collapsed_ms", "standard_ms", "collapsed_gradient_ms", "standard_gradient_ms"} {
		v[name] = t[i] * 1e3 / laplacianBatch
	}
	return v, nil
}

// laplacianTable lists the dimensions.
func laplacianTable(cs []*cell) report.Table {
	t := report.Table{
		Title: "Collapsed Taylor mode: time of a Laplacian",
		Caption: "Milliseconds a point for the Laplacian of a network d–768–768–512–512–1 of tanh units, float32, one thread, and with the " +
			"parameter gradient besides; times in one row were taken in turn, medians of processor time. By the number of vectors that are carried, the ratio is " +
			"(2 + d)/(1 + 2d). Published (Dangel et al. 2025, an RTX 6000): 0.290 and 0.564 ms at d = 50, ratio 0.514.",
		Header: []string{"d", "values", "collapsed", "usual", "ratio", "by vectors", "with gradient", "usual", "ratio"},
	}
	for _, c := range cs {
		v := c.results[0].Values
		var d float64
		if _, err := fmt.Sscan(c.of, &d); err != nil {
			panic(err)
		}
		t.Rows = append(t.Rows, append([]report.Cell{report.Text(c.of)},
			figures(v["value_ms"], v["collapsed_ms"], v["standard_ms"], v["collapsed_ms"]/v["standard_ms"], (2+d)/(1+2*d),
				v["collapsed_gradient_ms"], v["standard_gradient_ms"], v["collapsed_gradient_ms"]/v["standard_gradient_ms"])...))
	}
	return t
}

// laplacianResult says what collapsing saves at the highest dimension.
func laplacianResult(cs []*cell) string {
	last := cs[len(cs)-1]
	v := last.results[0].Values
	return fmt.Sprintf("A collapsed Laplacian takes %s of the time of the usual one in %s dimensions.", report.Significant(v["collapsed_ms"]/v["standard_ms"], 2), last.of)
}
