package dual_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/numbertest"
)

// polar maps (r, φ) to (x, y), with a third output that is constant.
func polar[T dual.Scalar[T]](x []T) []T {
	return []T{x[0].Mul(x[1].Cos()), x[0].Mul(x[1].Sin()), x[0].Lift(7)}
}

func polarByHand(r, phi float64) (y, jac []float64) {
	s, c := math.Sincos(phi)
	return []float64{r * c, r * s, 7}, []float64{c, -r * s, s, r * c, 0, 0}
}

func closeAll(t *testing.T, what string, got, want []float64) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s: %v, want %v", what, got, want)
	}
	for i := range want {
		if !numbertest.Close(got[i], want[i], 1e-15) {
			t.Errorf("%s: %v, want %v", what, got, want)
			return
		}
	}
}

func testJacobian[T dual.Directions[T, float64]](t *testing.T) {
	t.Helper()
	x := []float64{2, 0.7}
	wantY, want := polarByHand(2, 0.7)
	y, jac := dual.Jacobian(polar[T], x)
	closeAll(t, "values", y, wantY)
	closeAll(t, "Jacobian", jac, want)
	clear(y)
	clear(jac)
	dual.JacobianInto(y, jac, polar[T], x, make([]T, 2))
	closeAll(t, "values", y, wantY)
	closeAll(t, "Jacobian", jac, want)
}

func TestJacobian(t *testing.T) {
	testJacobian[number](t)
	testJacobian[number3](t)
	testJacobian[chunk](t)
}

func TestDirectional(t *testing.T) {
	x, v := []float64{0.3, -1.2, 2}, []float64{1, -2, 0.5}
	y, grad := dual.Gradient(tangle[number], x)
	z, slope := dual.Directional(tangle[number], x, v)
	want := 0.0
	for i := range v {
		want += grad[i] * v[i]
	}
	closeAll(t, "Directional", []float64{z, slope}, []float64{y, want})
	yy, jv := dual.JVP(polar[number], []float64{2, 0.7}, []float64{1, 3})
	wantY, jac := polarByHand(2, 0.7)
	closeAll(t, "JVP values", yy, wantY)
	closeAll(t, "JVP", jv, []float64{jac[0] + 3*jac[1], jac[2] + 3*jac[3], 0})
}

func TestDerivative(t *testing.T) {
	y, dy := dual.Derivative(func(x number) number { return x.Sin().Mul(x) }, 0.7)
	closeAll(t, "x·sin x", []float64{y, dy}, []float64{0.7 * math.Sin(0.7), math.Sin(0.7) + 0.7*math.Cos(0.7)})
}

func TestNoVariables(t *testing.T) {
	y, grad := dual.Gradient(func(x []chunk) chunk { return chunk{Real: 3} }, nil)
	if y != 3 || len(grad) != 0 {
		t.Errorf("%v, %v", y, grad)
	}
	yy, jac := dual.Jacobian(func(x []number) []number { return []number{{Real: 3}} }, nil)
	if len(yy) != 1 || yy[0] != 3 || len(jac) != 0 {
		t.Errorf("%v, %v", yy, jac)
	}
}

func TestNoAllocations(t *testing.T) {
	check := func(name string, f func()) {
		t.Helper()
		for range 5 {
			f() // an arena finds its size in the first evaluations
		}
		if allocs := testing.AllocsPerRun(20, f); allocs != 0 {
			t.Errorf("%s: %v allocations, want 0", name, allocs)
		}
	}
	n := 60
	x, v, grad := make([]float64, n), make([]float64, n), make([]float64, n)
	for i := range x {
		x[i], v[i] = 0.3+0.1*float64(i), 1
	}
	chunks, numbers, threes := make([]chunk, n), make([]number, n), make([]number3, n)
	check("GradientInto, Chunk", func() { dual.GradientInto(grad, tangle[chunk], x, chunks) })
	check("GradientInto, Number", func() { dual.GradientInto(grad, tangle[number], x, numbers) })
	check("GradientInto, Number3", func() { dual.GradientInto(grad, tangle[number3], x, threes) })
	check("DirectionalInto", func() { dual.DirectionalInto(tangle[number], x, v, numbers) })
	out, y, jac := make([]chunk, 3), make([]float64, 3), make([]float64, 3*n)
	f := func(x []chunk) []chunk { out[0], out[1], out[2] = x[0].Mul(x[1]), x[2].Exp(), x[3]; return out }
	check("JacobianInto", func() { dual.JacobianInto(y, jac, f, x, chunks) })
	outs, jv := make([]number, 3), make([]float64, 3)
	g := func(x []number) []number { outs[0], outs[1], outs[2] = x[0].Mul(x[1]), x[2].Exp(), x[3]; return outs }
	check("JVPInto", func() { dual.JVPInto(y, jv, g, x, v, numbers) })

	a := number{Real: 0.3, Emag: 2}
	for _, f := range numbertest.Unaries[number]() {
		check(f.Name, func() { sink = f.Op(a) })
	}
	for _, f := range numbertest.Binaries[number]() {
		check(f.Name, func() { sink = f.Op(a, a) })
	}
	for _, f := range numbertest.Unaries[chunk]() {
		g := func(x []chunk) chunk { return f.Op(x[0]) }
		check(f.Name+", Chunk", func() { dual.GradientInto(grad, g, x, chunks) })
	}
	for _, f := range numbertest.Unaries[number3]() {
		g := func(x []number3) number3 { return f.Op(x[0]) }
		check(f.Name+", Number3", func() { dual.GradientInto(grad, g, x, threes) })
	}
}

func TestWrongLengthsPanic(t *testing.T) {
	x := make([]float64, 2)
	for _, test := range []struct {
		want string
		call func()
	}{
		{"dual: GradientInto: grad has length 1, want 2", func() { dual.GradientInto(x[:1], tangle[number], x, make([]number, 2)) }},
		{"dual: GradientInto: work has length 1, want 2", func() { dual.GradientInto(x, tangle[number], x, make([]number, 1)) }},
		{"dual: JacobianInto: jac has length 2, want 6", func() { dual.JacobianInto(make([]float64, 3), x, polar[number], x, make([]number, 2)) }},
		{"dual: JacobianInto: y has length 1, want 3", func() { dual.JacobianInto(x[:1], x, polar[number], x, make([]number, 2)) }},
		{"dual: DirectionalInto: v has length 1, want 2", func() { dual.Directional(tangle[number], x, x[:1]) }},
		{"dual: JVP: v has length 1, want 2", func() { dual.JVP(polar[number], x, x[:1]) }},
		{"dual: Any holds a dual.Real[float64], want dual.Number[float64]", func() { dual.Box(number{}).Add(dual.Box(real64{})) }},
		{"dual: Any holds a <nil>, want dual.Number[float64]", func() { dual.Unbox[number](nil) }},
	} {
		func() {
			defer func() {
				if r := fmt.Sprint(recover()); !strings.Contains(r, test.want) {
					t.Errorf("panic %q, want %q", r, test.want)
				}
			}()
			test.call()
		}()
	}
}

// D(x·D(x+y)) is 1. With one number type for both levels the inner derivative takes the outer ϵ for its own.
func TestPerturbationConfusion(t *testing.T) {
	_, confused := dual.Derivative(func(x number) number {
		inner := x.Add(dual.Variable(1.0)).Emag // d/dy (x + y): the ϵ of x counts too
		return x.Scale(inner)
	}, 1)
	if confused != 2 {
		t.Errorf("the same type at both levels gives %v; the documentation says 2", confused)
	}
	_, right := dual.Derivative(func(x number) number {
		type inner = dual.Nested[number]
		y := inner{Real: number{Real: 1}, Emag: number{Real: 1}}
		return x.Mul(inner{Real: x}.Add(y).Emag)
	}, 1)
	if right != 1 {
		t.Errorf("nested types give %v, want 1", right)
	}
}

// A rule stated once holds in every type: the third derivative of x⁴·eˣ from a user's rule for x⁴, by nesting.
func TestUserRuleAtEveryOrder(t *testing.T) {
	fourth := func(c []float64, a float64) {
		full := []float64{a * a * a * a, 4 * a * a * a, 6 * a * a, 4 * a, 1}
		clear(c)
		copy(c, full)
	}
	type third = dual.Nested[nested]
	one := number{Real: 1}
	x := third{Real: nested{Real: number{Real: 2, Emag: 1}, Emag: one}, Emag: nested{Real: one}}
	got := x.Apply(fourth).Mul(x.Exp()).Emag.Emag.Emag
	if want := (16 + 3*32 + 3*48 + 48) * math.Exp(2); !numbertest.Close(got, want, 1e-14) {
		t.Errorf("third derivative of x⁴eˣ at 2: %v, want %v", got, want)
	}
	if y := dual.Unbox[number](dual.Box(number{Real: 2, Emag: 1}).Apply(fourth)); y != (number{Real: 16, Emag: 32}) {
		t.Errorf("rule through Any: %v", y)
	}
	half := func(c []float64, a float64) { // √, to test the edge of a user's domain
		c[0] = math.Sqrt(a)
		if len(c) > 1 {
			c[1] = 0.5 / c[0]
		}
	}
	for _, test := range []struct{ seed, want float64 }{{1, inf}, {-1, nan}, {0, 0}} {
		if got := (number{Real: 0, Emag: test.seed}).Apply(half).Emag; !numbertest.Close(got, test.want, 0) {
			t.Errorf("a user's √ at 0, seed %v: slope %v, want %v", test.seed, got, test.want)
		}
	}
}

// A function that goes through many different vectors of derivatives, such as a path, has its memory kept, too.
func TestNoAllocationsAlongAPath(t *testing.T) {
	x, grad, work := make([]float64, 160), make([]float64, 160), make([]dual.Chunk[float64], 160)
	for i := range x {
		x[i] = math.Sin(float64(i))
	}
	path := func(x []dual.Chunk[float64]) dual.Chunk[float64] {
		s, sum := x[0].Lift(1), x[0].Lift(0)
		for i := range 4 * len(x) { // several blocks of memory
			v := x[i%len(x)]
			s = s.Mul(v.Scale(0.1).Exp()).Add(v.Scale(0.01))
			sum = sum.Add(s.Shift(-1).Max(s.Lift(0)))
		}
		return sum
	}
	f := func() { dual.GradientInto(grad, path, x, work) }
	f()
	if allocs := testing.AllocsPerRun(5, f); allocs != 0 {
		t.Errorf("%v allocations, want 0", allocs)
	}
}
