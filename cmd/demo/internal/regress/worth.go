package regress

import (
	"fmt"
	"math"

	"example.com/sobolev/cmd/demo/internal/report"
)

// worthTable says, for every function, network and size, how many values alone it takes to come to the error of that many
// values with derivatives. It needs several sizes to have a scale: between two of them the logarithm of the error is a line in
// that of the size.
func worthTable(cs []*cell) report.Table {
	t := report.Table{
		Title: "What derivatives are worth in samples",
		Caption: "The number of values alone that reach the error of n values with derivatives, by the geometric means over the seeds and lines " +
			"through them in logarithms; every method has the steps that are usual for its number of samples. < and > say that the smallest or " +
			"the largest size is not enough to tell. With two inputs, a value with its gradient is three numbers: above 3n, gradients pay " +
			"also where a number costs the same whatever it is.",
		Header: []string{"function", "network", "trained on", "n", "are worth values alone", "a sample"},
	}
	for _, c := range cs {
		ladder := c.ladder(cs)
		if c.method.order == 0 || len(ladder) < 3 {
			continue
		}
		m, relation := equivalent(ladder, report.GeometricMean(c.mse()).Mean)
		t.Rows = append(t.Rows, []report.Cell{report.Text(c.problem.f.Name), report.Text(c.arch.String()), report.Text(c.method.title),
			report.Text(fmt.Sprint(c.n)), report.Text(relation + report.Significant(m, 2)), report.Text(relation + report.Significant(m/float64(c.n), 2))})
	}
	return t
}

// A rung is the error of a number of values.
type rung struct {
	n     int
	error float64
}

// ladder is the errors of values alone of a cell's function and network, by size.
func (c *cell) ladder(cs []*cell) []rung {
	var rungs []rung
	for _, o := range cs {
		if o.method.order == 0 && o.rivals(&cell{problem: c.problem, arch: c.arch, n: o.n}) {
			rungs = append(rungs, rung{o.n, report.GeometricMean(o.mse()).Mean})
		}
	}
	return rungs
}

// equivalent returns the number of values with an error, the smallest if there are several, and "<" or ">" if it is beyond an
// end of the ladder, which is then returned.
func equivalent(ladder []rung, e float64) (n float64, relation string) {
	switch first := ladder[0]; {
	case e > first.error:
		return float64(first.n), "<"
	case e == first.error:
		return float64(first.n), ""
	}
	for i, upper := range ladder[1:] {
		lower := ladder[i]
		if e < upper.error {
			continue
		}
		part := math.Log(lower.error/e) / math.Log(lower.error/upper.error)
		return float64(lower.n) * math.Pow(float64(upper.n)/float64(lower.n), part), ""
	}
	return float64(ladder[len(ladder)-1].n), ">"
}
