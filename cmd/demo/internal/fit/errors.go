package fit

import (
	"math"
	"strings"

	"example.com/sobolev/internal/linalg"
	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
	"example.com/sobolev/train/data"
)

// A component is one column of labels, with what a network makes of it.
type component struct {
	name      string
	order     int
	got, want []float64 // for every point; NaN where want was not measured
	typical   float64   // size of such a derivative where values vary as these do over inputs that do as these do
}

// compare evaluates the network's derivatives where d has labels.
func compare(net *layers.Net[float64], d *data.Data[float64], names columns) []component {
	alg, n, units := d.Labels.Alg, d.Len(), data.Standardize(d)
	var all []component
	for k := range alg.Dim() {
		for o, y := range names.y {
			c := component{name: derivative(y, names.x, alg.Exponents(k)), order: alg.Degree(k),
				got: make([]float64, n), want: make([]float64, n), typical: units.YScale[o]}
			for i, e := range alg.Exponents(k) {
				c.typical /= math.Pow(units.XScale[i], float64(e))
			}
			all = append(all, c)
			for i := range n {
				all[len(all)-1].want[i] = d.Labels.Plane(k)[i*d.Out+o]
			}
		}
	}
	const most = 256 // points at a time
	ws := net.NewWorkspace()
	for from := 0; from < n; from += most {
		to := min(n, from+most)
		x := jet.NewBatch[float64](alg, to-from, d.In)
		x.Seed(d.X[from*d.In : to*d.In])
		y := net.Jets(ws, x)
		for k := range alg.Dim() {
			for o := range d.Out {
				c := all[k*d.Out+o]
				for i := from; i < to; i++ {
					c.got[i] = y.Plane(k)[(i-from)*d.Out+o] * alg.Factorial(k)
				}
			}
		}
	}
	return all
}

// derivative names a derivative of y: y, dy/dx, d2y/dxdz.
func derivative(y string, x []string, exponents []int) string {
	var by strings.Builder
	order := 0
	for i, e := range exponents {
		order += e
		for range e {
			by.WriteString("d" + x[i])
		}
	}
	switch order {
	case 0:
		return y
	case 1:
		return "d" + y + "/" + by.String()
	}
	return "d" + string(rune('0'+order)) + y + "/" + by.String()
}

// A row is how well a component is met, as -json prints it.
type row struct {
	Label    string  `json:"label"`
	Measured int     `json:"measured"` // number of labels
	RMSE     float64 `json:"rmse"`     // root mean square of the errors
	MAE      float64 `json:"mae"`      // mean of their magnitudes
	Relative float64 `json:"relative"` // RMSE over the standard deviation of the labels; NaN if they hardly vary

	spread float64 // that deviation
}

// noise is the share of their typical size below which labels that vary are taken for rounding errors, as a loss does.
const noise = 1e-6

// judge returns how well the component is met, and false if it was not measured.
func (c component) judge() (row, bool) {
	r := row{Label: c.name, Relative: math.NaN()}
	var errors, labels []float64
	for i, w := range c.want {
		if w == w {
			errors, labels = append(errors, c.got[i]-w), append(labels, w)
		}
	}
	if r.Measured = len(labels); r.Measured == 0 {
		return r, false
	}
	n := float64(r.Measured)
	mean := 0.0
	for i, w := range labels {
		mean += w / n
		r.MAE += math.Abs(errors[i]) / n
	}
	for i := range labels {
		labels[i] -= mean
	}
	r.RMSE = linalg.Norm(errors) / math.Sqrt(n) // which does not overflow
	if r.spread = linalg.Norm(labels) / math.Sqrt(n); r.spread > noise*c.typical {
		r.Relative = r.RMSE / r.spread
	}
	return r, true
}
