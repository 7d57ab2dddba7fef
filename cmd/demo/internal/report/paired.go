package report

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// confidence is that of intervals.
const confidence = 0.95

// Interval returns half the width of the 95 % confidence interval of the mean, by Student's t distribution with N − 1 degrees
// of freedom: of measurements that are independent and nearly normal. It is +Inf for fewer than two.
func (s Stat) Interval() float64 {
	if s.N < 2 {
		return math.Inf(1)
	}
	t := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: float64(s.N - 1)}.Quantile((1 + confidence) / 2)
	return t * s.Deviation / math.Sqrt(float64(s.N))
}

// A Paired is the difference of two methods over pairs of measurements, one pair for every seed that both have: what the seeds
// have in common drops out.
type Paired struct {
	Stat
	Wins int // pairs in which the first is larger
}

// Pair summarises a − b, element by element.
func Pair(a, b []float64) Paired {
	differences := make([]float64, min(len(a), len(b)))
	p := Paired{}
	for i := range differences {
		if differences[i] = a[i] - b[i]; differences[i] > 0 {
			p.Wins++
		}
	}
	p.Stat = Summarize(differences)
	return p
}

// Verdict says in a word what the interval allows: that the first is larger, smaller, or that it is open.
func (p Paired) Verdict() string {
	switch h := p.Interval(); {
	case p.Mean-h > 0:
		return "larger"
	case p.Mean+h < 0:
		return "smaller"
	}
	return "open"
}

// String writes the mean difference and the ends of its interval.
func (p Paired) String() string {
	if p.N < 2 {
		return fmt.Sprintf("%+.2f", p.Mean)
	}
	h := p.Interval()
	return fmt.Sprintf("%+.2f [%+.2f, %+.2f]", p.Mean, p.Mean-h, p.Mean+h)
}
