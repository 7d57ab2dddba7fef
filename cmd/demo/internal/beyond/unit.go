package beyond

import (
	"fmt"
	"math"

	"example.com/sobolev/cmd/demo/internal/report"
	"example.com/sobolev/dual"
)

// A ReLU unit w learns another, w*, from normally distributed inputs. Of the mean squared errors of values (L2) and of values
// and gradients (H1), halved, the gradients are known, with θ the angle between w and w*, v and u their directions:
//
//	L2   (w − w*)/2 + (θ·w* − |w*|·sin θ·v)/2π
//	H1   the same + w/2 − (π − θ)/2π·w*
//
// where that of H1 is the one automatic differentiation finds, which does not see the kink move. Oh, Lyu and Son give their
// derivatives, whose eigenvalues are, with s = |w*|·sin θ/(2π|w|),
//
//	L2   ½ along w, ½ − 2s towards w*, ½ − s across
//	H1   1 along w, 1 − 3s towards w*, 1 − s across
//
// in place of which [curvature] differentiates the gradients.

// unitGradient is the gradient in w of the L2 or the H1 loss.
func unitGradient[T dual.Scalar[T]](w []T, target []float64, h1 bool) []T {
	squared, length := w[0].Lift(0), norm(target)
	for _, x := range w {
		squared = squared.Add(x.Mul(x))
	}
	own := squared.Sqrt()
	gap := w[0].Lift(0) // |v − u|² = 4 sin²(θ/2): no digits are lost at small angles
	for i, x := range w {
		d := x.Div(own).Shift(-target[i] / length)
		gap = gap.Add(d.Mul(d))
	}
	angle := gap.Sqrt().Scale(0.5).Asin().Scale(2)
	g := make([]T, len(w))
	for i, x := range w {
		g[i] = x.Shift(-target[i]).Scale(0.5).Add(angle.Scale(target[i]).Sub(angle.Sin().Scale(length).Mul(x.Div(own))).Scale(1 / (2 * math.Pi)))
		if h1 {
			g[i] = g[i].Add(x.Scale(0.5)).Sub(angle.Neg().Shift(math.Pi).Scale(target[i] / (2 * math.Pi)))
		}
	}
	return g
}

func norm(x []float64) float64 {
	sum := 0.0
	for _, v := range x {
		sum += v * v
	}
	return math.Sqrt(sum)
}

// curvature returns the derivative of the gradient at a unit w of length 1 that is turned by an angle off w* = e₁, in three
// dimensions, row by row; w lies in the plane of the first two.
func curvature(angle float64, h1 bool) []float64 {
	w := []float64{math.Cos(angle), math.Sin(angle), 0}
	_, h := dual.Jacobian(func(w []dual.Number3[float64]) []dual.Number3[float64] {
		return unitGradient(w, []float64{1, 0, 0}, h1)
	}, w)
	return h
}

// eigenvalues returns those of the curvature by the derivatives. With w, the direction towards w* and the one across as axes
// the matrix is diagonal in L2 and triangular in H1, so that they stand on its diagonal.
func eigenvalues(angle float64, h1 bool) [3]float64 {
	h := curvature(angle, h1)
	sin, cos := math.Sincos(angle)
	return [3]float64{form(h, cos, sin, 0), form(h, sin, -cos, 0), form(h, 0, 0, 1)}
}

// form is x'Hx.
func form(h []float64, x ...float64) float64 {
	sum := 0.0
	for i, a := range x {
		for j, b := range x {
			sum += a * h[3*i+j] * b
		}
	}
	return sum
}

// closedEigenvalues are the same by the published formulas.
func closedEigenvalues(angle float64, h1 bool) [3]float64 {
	s := math.Sin(angle) / (2 * math.Pi)
	if h1 {
		return [3]float64{1, 1 - 3*s, 1 - s}
	}
	return [3]float64{0.5, 0.5 - 2*s, 0.5 - s}
}

// condition is the largest eigenvalue over the smallest.
func condition(e [3]float64) float64 { return max(e[0], e[1], e[2]) / min(e[0], e[1], e[2]) }

// learningTime follows the gradient's flow from a unit turned by an angle off w* until it is nearer than a thousandth, by
// Runge and Kutta's method, and returns the time.
func learningTime(angle float64, h1 bool) float64 {
	const dt = 0.01
	target := []float64{1, 0}
	w := []float64{math.Cos(angle), math.Sin(angle)}
	slope := func(w []float64) []float64 {
		x := make([]dual.Real[float64], len(w))
		for i, v := range w {
			x[i].Real = v
		}
		g := make([]float64, len(w))
		for i, v := range unitGradient(x, target, h1) {
			g[i] = -v.Real
		}
		return g
	}
	moved := func(by []float64, h float64) []float64 {
		at := make([]float64, len(w))
		for i := range at {
			at[i] = w[i] + h*by[i]
		}
		return at
	}
	for t := 0.0; ; t += dt {
		if math.Hypot(w[0]-1, w[1]) < 1e-3 {
			return t
		}
		a := slope(w)
		b := slope(moved(a, dt/2))
		c := slope(moved(b, dt/2))
		d := slope(moved(c, dt))
		for i := range w {
			w[i] += dt / 6 * (a[i] + 2*b[i] + 2*c[i] + d[i])
		}
	}
}

// unitJobs measures some angles.
func unitJobs(*options) []job {
	var jobs []job
	for _, degrees := range []float64{10, 30, 60, 90, 120, 150} {
		jobs = append(jobs, measurement(fmt.Sprintf("%g°", degrees), "tolerance 1e-3", func() (values, error) { return learn(degrees * math.Pi / 180), nil }))
	}
	return jobs
}

// learn measures one angle.
func learn(angle float64) values {
	v := values{}
	for name, h1 := range map[string]bool{"l2": false, "h1": true} {
		e := eigenvalues(angle, h1)
		v["condition_"+name] = condition(e)
		v["smallest_"+name] = min(e[0], e[1], e[2])
		v["time_"+name] = learningTime(angle, h1)
		for i, closed := range closedEigenvalues(angle, h1) {
			v["formula_error"] = max(v["formula_error"], math.Abs(e[i]-closed))
		}
	}
	return v
}

// unitTable lists the angles.
func unitTable(cs []*cell) report.Table {
	t := report.Table{
		Title: "Sobolev acceleration of one ReLU unit",
		Caption: "One ReLU unit: eigenvalues of the loss's curvature and the time in which the gradient's flow comes within 10⁻³ of a target of " +
			"the same length, by the angle at the start. Published (Oh, Lyu and Son 2025): the closed forms that the last column compares " +
			"with derivatives by dual numbers; at the target, 1/2 in L2 and 1 in H1.",
		Header: []string{"angle", "smallest, L2", "H1", "condition, L2", "H1", "time, L2", "H1", "L2/H1", "formula − derivative"},
	}
	for _, c := range cs {
		v := c.results[0].Values
		line := append([]report.Cell{report.Text(c.of)}, figures(v["smallest_l2"], v["smallest_h1"], v["condition_l2"], v["condition_h1"],
			v["time_l2"], v["time_h1"], v["time_l2"]/v["time_h1"])...)
		t.Rows = append(t.Rows, append(line, report.Text(fmt.Sprintf("%.0e", v["formula_error"]))))
	}
	return t
}

// unitResult says how much faster H1 learns.
func unitResult(cs []*cell) string {
	var ratios []float64
	for _, c := range cs {
		v := c.results[0].Values
		ratios = append(ratios, v["time_l2"]/v["time_h1"])
	}
	return fmt.Sprintf("One ReLU unit is learned %s times as fast in H1 as in L2 (geometric mean over the angles).",
		report.Significant(report.GeometricMean(ratios).Mean, 2))
}
