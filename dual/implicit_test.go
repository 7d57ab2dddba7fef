package dual_test

import (
	"errors"
	"math"
	"strings"
	"testing"

	"example.com/sobolev/dual"
	"example.com/sobolev/hyperdual"
	"example.com/sobolev/internal/lu"
	"example.com/sobolev/jet"
)

// kepler is zero where E is the eccentric anomaly of an orbit with the mean anomaly x[0] and the eccentricity x[1].
func kepler[T dual.Scalar[T]](x []T, E T) T { return E.Sub(x[1].Mul(E.Sin())).Sub(x[0]) }

// square is zero where y² = x[0].
func square[T dual.Scalar[T]](x []T, y T) T { return y.Mul(y).Sub(x[0]) }

// near reports got, if it is not want to a relative tolerance.
func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance*max(1, math.Abs(want))) {
		t.Errorf("%s: got %.17g, want %.17g", what, got, want)
	}
}

// TestImplicitLambert compares with the series of Lambert's W at 0, Σ (−n)ⁿ⁻¹/n!·xⁿ.
func TestImplicitLambert(t *testing.T) {
	for order := range 16 {
		x := jet.Variable(jet.Taylor(order), 0., 0)
		w := dual.Implicit(productLog, 0, x)
		for n := range order + 1 {
			want := 0.
			if n > 0 {
				want = math.Pow(-float64(n), float64(n-1)) / math.Gamma(float64(n+1))
			}
			near(t, "coefficient", w.Coefficient(n), want, 1e-14)
		}
	}
}

// productLog is zero where y·eʸ = x[0].
func productLog[T dual.Scalar[T]](x []T, y T) T { return y.Mul(y.Exp()).Sub(x[0]) }

// keplerSeries returns the coefficient of eⁿ of the eccentric anomaly at e = 0, by Lagrange's inversion.
func keplerSeries(n int, M float64) float64 {
	if n == 0 {
		return M
	}
	sum, binomial := 0., 1.
	for k := 0; 2*k <= n; k++ {
		m := float64(n - 2*k)
		sum += binomial * math.Pow(m, float64(n-1)) * math.Sin(m*M)
		binomial *= -float64(n-k) / float64(k+1)
	}
	return sum / (math.Ldexp(1, n-1) * math.Gamma(float64(n+1)))
}

func TestImplicitKepler(t *testing.T) {
	const M = 0.8
	x := jet.Variable(jet.Taylor(8), 0., 0)
	E := dual.Implicit(kepler, M, x.Lift(M), x)
	for n := range 9 {
		near(t, "coefficient", E.Coefficient(n), keplerSeries(n, M), 1e-14)
	}
}

// root returns √x by an implicit equation, from a y that is right to 1e-5 only.
func root[T dual.Scalar[T]](x T) T { return dual.Implicit(square, math.Sqrt(x.Value())+1e-5, x) }

// TestImplicitInEveryNumber compares the derivatives of √x at 4, y⁽ᵏ⁾ = 2, 1/4, −1/32, 3/256, −15/2048, where Newton's
// loop that stops at a zero residual would find none.
func TestImplicitInEveryNumber(t *testing.T) {
	want := []float64{2, 1. / 4, -1. / 32, 3. / 256, -15. / 2048}
	const tolerance = 1e-9 // the square of the error of y, at most

	near(t, "Real", root(dual.Real[float64]{Real: 4}).Real, want[0], tolerance)

	y, dy := dual.Derivative(root, 4.)
	near(t, "Number", y, want[0], tolerance)
	near(t, "Number", dy, want[1], tolerance)

	y32, dy32 := dual.Derivative(root, float32(4))
	near(t, "Number[float32]", float64(y32), want[0], 1e-6)
	near(t, "Number[float32]", float64(dy32), want[1], 1e-6)

	_, grad := dual.Gradient(func(x []dual.Number3[float64]) dual.Number3[float64] { return root(x[0]) }, []float64{4, 1})
	near(t, "Number3", grad[0], want[1], tolerance)
	near(t, "Number3, the other variable", grad[1], 0, 0)

	_, grad = dual.Gradient(func(x []dual.Chunk[float64]) dual.Chunk[float64] { return root(x[1]) }, []float64{1, 4})
	near(t, "Chunk", grad[1], want[1], tolerance)
	near(t, "Chunk, the other variable", grad[0], 0, 0)

	_, dy, d2y := hyperdual.Derivative2(root, 4.)
	near(t, "hyperdual.Number", dy, want[1], tolerance)
	near(t, "hyperdual.Number", d2y, want[2], tolerance)

	_, grad, hess := hyperdual.Hessian(func(x []hyperdual.Chunk[float64]) hyperdual.Chunk[float64] { return root(x[0]) },
		[]float64{4})
	near(t, "hyperdual.Chunk", grad[0], want[1], tolerance)
	near(t, "hyperdual.Chunk", hess[0], want[2], tolerance)

	n := dual.Variable(4.)
	nested := root(dual.Nested[dual.Number[float64]]{Real: n, Emag: n.Lift(1)})
	near(t, "Nested", nested.Emag.Real, want[1], tolerance)
	near(t, "Nested", nested.Emag.Emag, want[2], tolerance)

	boxed := dual.Unbox[dual.Number[float64]](root(dual.Box(n)))
	near(t, "Any", boxed.Emag, want[1], tolerance)

	for order := range len(want) {
		for k, d := range jet.Derivatives(root, 4., order) {
			near(t, "Taylor", d, want[k], tolerance)
		}
		x := jet.Variable(jet.Full(2, order), 4., 0)
		near(t, "Full", root(x).Value(), want[0], tolerance)
	}
}

// TestImplicitConstant: a constant stays one.
func TestImplicitConstant(t *testing.T) {
	if got := root(dual.Constant(4.)); got.Emag != 0 {
		t.Errorf("got %v, want slope 0", got)
	}
}

// TestImplicitDoubleRoot: y² = x has a fold at 0.
func TestImplicitDoubleRoot(t *testing.T) {
	if got := dual.Implicit(square, 0, dual.Variable(0.)); got.Real != 0 || !math.IsNaN(got.Emag) {
		t.Errorf("got %v, want (0+NaNϵ)", got)
	}
	if got := dual.Implicit(square, 0, dual.Constant(0.)); got != dual.Constant(0.) {
		t.Errorf("got %v, want (0+0ϵ)", got)
	}
}

func TestImplicitPanics(t *testing.T) {
	for name, c := range map[string]struct {
		call func()
		want string
	}{
		"no x": {func() { dual.Implicit[dual.Real[float64]](square, 1) }, "got no x"},
		"too few": {func() {
			_, _ = dual.ImplicitSystem(func(x, y []dual.Nested[dual.Real[float64]]) []dual.Nested[dual.Real[float64]] {
				return y[:1]
			}, []float64{1, 2}, dual.Real[float64]{})
		}, "f(x, y) has length 1, want 2"},
	} {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if r, _ := recover().(string); !strings.Contains(r, c.want) {
					t.Errorf("panic %q, want it to contain %q", r, c.want)
				}
			}()
			c.call()
		})
	}
}

// inversePolar is zero where y are the polar coordinates of the point x.
func inversePolar[T dual.Scalar[T]](x, y []T) []T {
	return []T{y[0].Mul(y[1].Cos()).Sub(x[0]), y[0].Mul(y[1].Sin()).Sub(x[1])}
}

// TestImplicitSystem compares all partial derivatives to order 6 with those of Hypot and Atan2.
func TestImplicitSystem(t *testing.T) {
	for order := range 7 {
		alg := jet.Full(2, order)
		x, y := jet.Constant(1.), jet.Constant(-2.)
		if order > 0 {
			x, y = jet.Variable(alg, 1., 0), jet.Variable(alg, -2., 1)
		}
		z, err := dual.ImplicitSystem(inversePolar, []float64{math.Sqrt(5) + 1e-7, math.Atan2(-2, 1)}, x, y)
		if err != nil {
			t.Fatal(err)
		}
		r, phi := x.Hypot(y), y.Atan2(x)
		for k := range alg.Dim() {
			near(t, "r", z[0].Coefficient(k), r.Coefficient(k), 1e-13)
			near(t, "φ", z[1].Coefficient(k), phi.Coefficient(k), 1e-13)
		}
	}
}

func TestImplicitSystemSingular(t *testing.T) {
	_, err := dual.ImplicitSystem(inversePolar, []float64{0, 0}, dual.Variable(0.), dual.Constant(0.))
	var singular *lu.SingularError
	if !errors.As(err, &singular) || !strings.Contains(err.Error(), "2×2 matrix is singular: no pivot in column 1") {
		t.Errorf("got error %v, want that the 2×2 matrix is singular in column 1", err)
	}
}

func TestOrder(t *testing.T) {
	type ordered = dual.Ordered
	for want, numbers := range [][]ordered{
		{dual.Real[float64]{}, jet.Constant(1.), jet.Number[float64]{}},
		{dual.Number[float64]{}, dual.Number3[float32]{}, dual.Chunk[float64]{}, dual.Nested[dual.Real[float64]]{}},
		{hyperdual.Number[float64]{}, hyperdual.Chunk[float64]{}, dual.Nested[dual.Number[float64]]{},
			dual.Box(hyperdual.Number[float64]{}).(ordered), jet.Variable(jet.Laplace(3), 1., 0)},
		{jet.Variable(jet.Taylor(3), 1., 0), dual.Nested[hyperdual.Number[float64]]{}},
	} {
		for _, n := range numbers {
			if got := n.Order(); got != want {
				t.Errorf("%T: order %d, want %d", n, got, want)
			}
		}
	}
}
