package layertest

import (
	"fmt"
	"math"
	"strings"

	"example.com/sobolev/jet"
)

// A failure says where a pass and the oracle differ.
type failure struct {
	check     string // what was compared
	where     string // the number in it
	got, want float64
	infinite  bool // want is any finite number
}

func (f *failure) String() string {
	if f.infinite {
		return fmt.Sprintf("%s: %s is %v, want a finite number; see Within and Perturb for where the layer is tested",
			f.check, f.where, f.got)
	}
	return fmt.Sprintf("%s: %s is %v, want %v", f.check, f.where, f.got, f.want)
}

// compareJets compares batches of jets, of which those wanted must be finite. A component is compared relative to its own largest number, or to a hundredth
// of the largest number of all components, if that is more.
func compareJets(check, what string, got, want *jet.Batch[float64], tol float64) *failure {
	floor := largest(want.Data) / 100
	for k := range want.Alg.Dim() {
		g, w := got.Plane(k), want.Plane(k)
		scale := max(floor, largest(w))
		for i := range w {
			if w[i]-w[i] != 0 {
				return &failure{check: "Eval", where: jetName(what, want, k*len(w)+i), got: w[i], infinite: true}
			}
			if !close(g[i], w[i], tol*scale) {
				return &failure{check: check, where: jetName(what, want, k*len(w)+i), got: g[i], want: w[i]}
			}
		}
	}
	return nil
}

// compareNumbers compares numbers relative to the largest of them.
func compareNumbers(check, what string, got, want []float64, tol float64) *failure {
	scale := largest(want)
	for i := range want {
		if !close(got[i], want[i], tol*scale) {
			return &failure{check: check, where: name(what, i), got: got[i], want: want[i]}
		}
	}
	return nil
}

// compareAlong compares the gradient along a direction with the cotangent applied to the tangent of the result.
func compareAlong(check string, gradient, direction, cot, tangent []float64, tol float64) *failure {
	got, a := dot(gradient, direction)
	want, b := dot(cot, tangent)
	if close(got, want, tol*max(a, b)) {
		return nil
	}
	return &failure{check: check, where: "derivative along a random direction", got: got, want: want}
}

// locate compares along a direction, and if that fails along its axes one by one, to name the first that fails.
func locate(direction []float64, compare func([]float64) *failure, label func(int) string) *failure {
	f := compare(direction)
	if f == nil {
		return nil
	}
	axis := make([]float64, len(direction))
	for i, v := range direction {
		if v == 0 {
			continue
		}
		axis[i] = 1
		if g := compare(axis); g != nil {
			g.where = label(i)
			return g
		}
		axis[i] = 0
	}
	return f
}

// close reports whether two numbers differ by no more than tol. A NaN is close to nothing.
func close(got, want, tol float64) bool { return math.Abs(got-want) <= tol }

// dot returns Σ a·b and Σ |a·b|.
func dot(a, b []float64) (sum, magnitude float64) {
	for i := range a {
		p := a[i] * b[i]
		sum += p
		magnitude += math.Abs(p)
	}
	return sum, magnitude
}

// largest returns the largest magnitude among finite numbers.
func largest(x []float64) float64 {
	m := 0.0
	for _, v := range x {
		if v = math.Abs(v); v <= math.MaxFloat64 {
			m = max(m, v)
		}
	}
	return m
}

func name(what string, i int) string { return fmt.Sprintf("%s %d", what, i) }

// jetName names number i of a batch's data.
func jetName(what string, b *jet.Batch[float64], i int) string {
	size := b.Samples * b.Features
	k, i := i/size, i%size
	return fmt.Sprintf("%s %d of sample %d, %s,", what, i%b.Features, i/b.Features, component(b.Alg, k))
}

// component names component k of an algebra.
func component(alg *jet.Algebra, k int) string {
	exponents := alg.Exponents(k)
	switch {
	case k == 0:
		return "value"
	case exponents == nil:
		return "coefficient of ω"
	}
	var b strings.Builder
	for i, e := range exponents {
		switch {
		case e == 0:
			continue
		case alg.Vars() == 1:
			b.WriteString("ε")
		case alg.Vars() < 10:
			fmt.Fprintf(&b, "ε%c", '₀'+rune(i+1))
		default:
			fmt.Fprintf(&b, "ε(%d)", i+1)
		}
		switch {
		case e > 9:
			fmt.Fprintf(&b, "^%d", e)
		case e > 1:
			b.WriteRune([]rune("⁰¹²³⁴⁵⁶⁷⁸⁹")[e])
		}
	}
	return "coefficient of " + b.String()
}
