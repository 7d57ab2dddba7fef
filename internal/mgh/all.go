package mgh

import "math"

// All returns the problems, from the standard starting points, in the order of the paper.
func All() []Problem {
	return []Problem{
		{"Rosenbrock", []float64{-1.2, 1}, 2, []float64{0}, rosenbrock},
		{"Freudenstein and Roth", []float64{0.5, -2}, 2, []float64{0, 48.9842}, freudensteinRoth},
		{"Powell badly scaled", []float64{0, 1}, 2, []float64{0}, powellBadlyScaled},
		{"Brown badly scaled", []float64{1, 1}, 3, []float64{0}, brownBadlyScaled},
		{"Beale", []float64{1, 1}, 3, []float64{0}, beale},
		{"Jennrich and Sampson", []float64{0.3, 0.4}, 10, []float64{124.362}, jennrichSampson},
		{"helical valley", []float64{-1, 0, 0}, 3, []float64{0}, helicalValley},
		{"Bard", []float64{1, 1, 1}, 15, []float64{8.21487e-3, 17.4286}, bard},
		{"Gaussian", []float64{0.4, 1, 0}, 15, []float64{1.12793e-8}, gaussian},
		{"Meyer", []float64{0.02, 4000, 250}, 16, []float64{87.9458}, meyer},
		{"Box", []float64{0, 10, 20}, 10, []float64{0}, box},
		{"Powell singular", []float64{3, -1, 0, 1}, 4, []float64{0}, powellSingular},
		{"Wood", []float64{-3, -1, -3, -1}, 6, []float64{0}, wood},
		{"Kowalik and Osborne", []float64{0.25, 0.39, 0.415, 0.39}, 11, []float64{3.07505e-4, 1.02734e-3}, kowalikOsborne},
		{"Brown and Dennis", []float64{25, 5, -5, -1}, 20, []float64{85822.2}, brownDennis},
		{"Osborne 1", []float64{0.5, 1.5, -1, 0.01, 0.02}, 33, []float64{5.46489e-5}, osborne1},
		{"Biggs EXP6", []float64{1, 2, 1, 1, 1, 1}, 13, []float64{0, 5.65565e-3}, biggs},
		{"Osborne 2", []float64{1.3, 0.65, 0.65, 0.7, 0.6, 3, 5, 7, 2, 4.5, 5.5}, 65, []float64{4.01377e-2}, osborne2},
		{"Watson", make([]float64, 6), 31, []float64{2.28767e-3}, watson},
		Rosenbrock(10),
		Rosenbrock(100),
		{"variably dimensioned", ramp(10), 12, []float64{0}, variablyDimensioned},
		{"trigonometric", constant(10, 0.1), 10, []float64{0, 2.79506e-5}, trigonometric},
		{"Brown almost linear", constant(10, 0.5), 10, []float64{0, 1}, brownAlmostLinear},
	}
}

// Rosenbrock returns the extended Rosenbrock function of an even number of variables.
func Rosenbrock(n int) Problem {
	x := make([]float64, n)
	for i := range x {
		x[i] = []float64{-1.2, 1}[i%2]
	}
	return Problem{"extended Rosenbrock", x, n, []float64{0}, rosenbrock}
}

func constant(n int, c float64) []float64 {
	x := make([]float64, n)
	for i := range x {
		x[i] = c
	}
	return x
}

// ramp returns 1 − j/n for j = 1 … n.
func ramp(n int) []float64 {
	x := make([]float64, n)
	for i := range x {
		x[i] = 1 - float64(i+1)/float64(n)
	}
	return x
}

func rosenbrock(r, x []Number) {
	for i := 0; i < len(x); i += 2 {
		r[i] = x[i+1].Sub(x[i].Mul(x[i])).Scale(10)
		r[i+1] = x[i].Neg().Shift(1)
	}
}

func freudensteinRoth(r, x []Number) {
	a, b := x[0], x[1]
	r[0] = b.Neg().Shift(5).Mul(b).Shift(-2).Mul(b).Add(a).Shift(-13)
	r[1] = b.Shift(1).Mul(b).Shift(-14).Mul(b).Add(a).Shift(-29)
}

func powellBadlyScaled(r, x []Number) {
	r[0] = x[0].Mul(x[1]).Scale(1e4).Shift(-1)
	r[1] = x[0].Neg().Exp().Add(x[1].Neg().Exp()).Shift(-1.0001)
}

func brownBadlyScaled(r, x []Number) {
	r[0] = x[0].Shift(-1e6)
	r[1] = x[1].Shift(-2e-6)
	r[2] = x[0].Mul(x[1]).Shift(-2)
}

func beale(r, x []Number) {
	power := x[1]
	for i, y := range []float64{1.5, 2.25, 2.625} {
		r[i] = x[0].Mul(power.Shift(-1)).Shift(y)
		power = power.Mul(x[1])
	}
}

func jennrichSampson(r, x []Number) {
	for i := range r {
		t := float64(i + 1)
		r[i] = x[0].Scale(t).Exp().Add(x[1].Scale(t).Exp()).Neg().Shift(2 + 2*t)
	}
}

// helicalValley takes the angle of (x₁, x₂) from −π/2 to 3π/2, as the paper does.
func helicalValley(r, x []Number) {
	angle := x[0].Neg().Atan2(x[1]).Shift(math.Pi / 2).Scale(1 / (2 * math.Pi))
	r[0] = x[2].Sub(angle.Scale(10)).Scale(10)
	r[1] = x[0].Mul(x[0]).Add(x[1].Mul(x[1])).Sqrt().Shift(-1).Scale(10)
	r[2] = x[2]
}

func bard(r, x []Number) {
	for i, y := range []float64{0.14, 0.18, 0.22, 0.25, 0.29, 0.32, 0.35, 0.39, 0.37, 0.58, 0.73, 0.96, 1.34, 2.10, 4.39} {
		u, v := float64(i+1), float64(15-i)
		r[i] = x[0].Add(x[1].Scale(v).Add(x[2].Scale(min(u, v))).Inv().Scale(u)).Neg().Shift(y)
	}
}

func gaussian(r, x []Number) {
	for i, y := range []float64{0.0009, 0.0044, 0.0175, 0.0540, 0.1295, 0.2420, 0.3521, 0.3989,
		0.3521, 0.2420, 0.1295, 0.0540, 0.0175, 0.0044, 0.0009} {
		u := x[2].Neg().Shift(float64(7-i) / 2)
		r[i] = x[1].Mul(u).Mul(u).Scale(-0.5).Exp().Mul(x[0]).Shift(-y)
	}
}

func meyer(r, x []Number) {
	for i, y := range []float64{34780, 28610, 23650, 19630, 16370, 13720, 11540, 9744, 8261, 7030, 6005, 5147, 4427, 3820, 3307, 2872} {
		t := 45 + 5*float64(i+1)
		r[i] = x[1].Div(x[2].Shift(t)).Exp().Mul(x[0]).Shift(-y)
	}
}

func box(r, x []Number) {
	for i := range r {
		t := 0.1 * float64(i+1)
		r[i] = x[0].Scale(-t).Exp().Sub(x[1].Scale(-t).Exp()).Sub(x[2].Scale(math.Exp(-t) - math.Exp(-10*t)))
	}
}

func powellSingular(r, x []Number) {
	u, v := x[1].Sub(x[2].Scale(2)), x[0].Sub(x[3])
	r[0] = x[0].Add(x[1].Scale(10))
	r[1] = x[2].Sub(x[3]).Scale(math.Sqrt(5))
	r[2] = u.Mul(u)
	r[3] = v.Mul(v).Scale(math.Sqrt(10))
}

func wood(r, x []Number) {
	r[0] = x[1].Sub(x[0].Mul(x[0])).Scale(10)
	r[1] = x[0].Neg().Shift(1)
	r[2] = x[3].Sub(x[2].Mul(x[2])).Scale(math.Sqrt(90))
	r[3] = x[2].Neg().Shift(1)
	r[4] = x[1].Add(x[3]).Shift(-2).Scale(math.Sqrt(10))
	r[5] = x[1].Sub(x[3]).Scale(1 / math.Sqrt(10))
}

func kowalikOsborne(r, x []Number) {
	us := []float64{4, 2, 1, 0.5, 0.25, 0.167, 0.125, 0.1, 0.0833, 0.0714, 0.0625}
	for i, y := range []float64{0.1957, 0.1947, 0.1735, 0.1600, 0.0844, 0.0627, 0.0456, 0.0342, 0.0323, 0.0235, 0.0246} {
		u := us[i]
		above := x[1].Scale(u).Shift(u * u).Mul(x[0])
		r[i] = above.Div(x[2].Scale(u).Shift(u * u).Add(x[3])).Neg().Shift(y)
	}
}

func brownDennis(r, x []Number) {
	for i := range r {
		t := float64(i+1) / 5
		u := x[0].Add(x[1].Scale(t)).Shift(-math.Exp(t))
		v := x[2].Add(x[3].Scale(math.Sin(t))).Shift(-math.Cos(t))
		r[i] = u.Mul(u).Add(v.Mul(v))
	}
}

func osborne1(r, x []Number) {
	for i, y := range []float64{0.844, 0.908, 0.932, 0.936, 0.925, 0.908, 0.881, 0.850, 0.818, 0.784, 0.751, 0.718, 0.685, 0.658,
		0.628, 0.603, 0.580, 0.558, 0.538, 0.522, 0.506, 0.490, 0.478, 0.467, 0.457, 0.448, 0.438, 0.431, 0.424, 0.420, 0.414,
		0.411, 0.406} {
		t := -10 * float64(i)
		r[i] = x[3].Scale(t).Exp().Mul(x[1]).Add(x[4].Scale(t).Exp().Mul(x[2])).Add(x[0]).Neg().Shift(y)
	}
}

func biggs(r, x []Number) {
	for i := range r {
		t := 0.1 * float64(i+1)
		y := math.Exp(-t) - 5*math.Exp(-10*t) + 3*math.Exp(-4*t)
		e := func(k int) Number { return x[k].Scale(-t).Exp() }
		r[i] = x[2].Mul(e(0)).Sub(x[3].Mul(e(1))).Add(x[5].Mul(e(4))).Shift(-y)
	}
}

func osborne2(r, x []Number) {
	for i, y := range []float64{1.366, 1.191, 1.112, 1.013, 0.991, 0.885, 0.831, 0.847, 0.786, 0.725, 0.746, 0.679, 0.608, 0.655,
		0.616, 0.606, 0.602, 0.626, 0.651, 0.724, 0.649, 0.649, 0.694, 0.644, 0.624, 0.661, 0.612, 0.558, 0.533, 0.495, 0.500,
		0.423, 0.395, 0.375, 0.372, 0.391, 0.396, 0.405, 0.428, 0.429, 0.523, 0.562, 0.607, 0.653, 0.672, 0.708, 0.633, 0.668,
		0.645, 0.632, 0.591, 0.559, 0.597, 0.625, 0.739, 0.710, 0.729, 0.720, 0.636, 0.581, 0.428, 0.292, 0.162, 0.098, 0.054} {
		t := float64(i) / 10
		sum := x[4].Scale(-t).Exp().Mul(x[0])
		for k := 1; k < 4; k++ {
			u := x[7+k].Neg().Shift(t)
			sum = sum.Add(u.Mul(u).Mul(x[4+k]).Neg().Exp().Mul(x[k]))
		}
		r[i] = sum.Neg().Shift(y)
	}
}

func watson(r, x []Number) {
	for i := range 29 {
		t := float64(i+1) / 29
		var value, slope Number
		power, before := 1.0, 0.0 // tʲ and its derivative by t, divided by j
		for j, c := range x {
			value, slope = value.Add(c.Scale(power)), slope.Add(c.Scale(float64(j)*before))
			power, before = power*t, power
		}
		r[i] = slope.Sub(value.Mul(value)).Shift(-1)
	}
	r[29] = x[0]
	r[30] = x[1].Sub(x[0].Mul(x[0])).Shift(-1)
}

func variablyDimensioned(r, x []Number) {
	n := len(x)
	var sum Number
	for j, v := range x {
		r[j] = v.Shift(-1)
		sum = sum.Add(v.Shift(-1).Scale(float64(j + 1)))
	}
	r[n], r[n+1] = sum, sum.Mul(sum)
}

func trigonometric(r, x []Number) {
	n := float64(len(x))
	var sum Number
	for _, v := range x {
		sum = sum.Add(v.Cos())
	}
	for i, v := range x {
		r[i] = v.Cos().Neg().Shift(1).Scale(float64(i + 1)).Sub(v.Sin()).Sub(sum).Shift(n)
	}
}

func brownAlmostLinear(r, x []Number) {
	n := len(x)
	sum, product := Number{}, Number{Real: 1}
	for _, v := range x {
		sum, product = sum.Add(v), product.Mul(v)
	}
	for i, v := range x[:n-1] {
		r[i] = v.Add(sum).Shift(-float64(n + 1))
	}
	r[n-1] = product.Shift(-1)
}
