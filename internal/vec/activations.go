package vec

import (
	"math"

	"example.com/sobolev/internal/series"
)

// The activations' Taylor coefficients. Slots 0 to count−1 of the programs hold the coefficients; more are taken behind
// them as they are needed.

// TanhTaylor returns the first count Taylor coefficients of tanh: y' = 1 − y².
func TanhTaylor[F Float](count int) *Taylor[F] {
	return newTaylor(count, series.Tanh, TanhJet[F], recurrence[F]{
		start: func(p [][]F, z []F) bool {
			TanhJet(p[0], p[1], nil, nil, z)
			return true
		},
		program: func(count int) *Program[F] {
			l := listing{slots: count}
			for k := 1; k+1 < count; k++ {
				l.add(Statement{Dst: k + 1, Scale: -2 / float64(k+1), Pairs: l.halfSquare(0, k)})
			}
			p := NewProgram[F](moves(0, 2), l.statements, moves(2, count))
			p.Straighten(tanhSeries[F](count))
			return p
		},
	})
}

// SigmoidTaylor returns the first count Taylor coefficients of the logistic function σ: y' = y − y².
func SigmoidTaylor[F Float](count int) *Taylor[F] {
	return newTaylor(count, series.Sigmoid, SigmoidJet[F], recurrence[F]{
		start: func(p [][]F, z []F) bool {
			SigmoidJet(p[0], p[1], nil, nil, z)
			return true
		},
		program: func(count int) *Program[F] {
			l := listing{slots: count}
			l.logistic(0, count, 1)
			return NewProgram[F](moves(0, 2), l.statements, moves(2, count))
		},
	})
}

// SoftplusTaylor returns the first count Taylor coefficients of ln(1 + eᶻ), the integral of σ.
func SoftplusTaylor[F Float](count int) *Taylor[F] {
	return newTaylor(count, series.Softplus, SoftplusJet[F], integralOfLogistic(1, SoftplusJet[F]))
}

// LogSigmoidTaylor returns the first count Taylor coefficients of ln σ(z), the integral of y = σ(−z): y' = y² − y.
func LogSigmoidTaylor[F Float](count int) *Taylor[F] {
	return newTaylor(count, series.LogSigmoid, LogSigmoidJet[F], integralOfLogistic(-1, LogSigmoidJet[F]))
}

// integralOfLogistic is for functions whose derivative has y' = sign·(y − y²).
func integralOfLogistic[F Float](sign float64, jet func(y, d1, d2, d3, z []F)) recurrence[F] {
	return recurrence[F]{
		start: func(p [][]F, z []F) bool {
			jet(p[0], p[1], p[2], nil, z)
			return true
		},
		program: func(count int) *Program[F] {
			l := listing{slots: count}
			l.logistic(1, count-1, sign)
			for k := 2; k < count; k++ {
				l.add(Statement{Dst: k, AddScale: 1 / float64(k), Add: k})
			}
			return NewProgram[F](moves(1, 3), l.statements, moves(2, count))
		},
	}
}

// SiLUTaylor returns the first count Taylor coefficients of z·σ(z).
func SiLUTaylor[F Float](count int) *Taylor[F] {
	return newTaylor(count, series.SiLU, SiLUJet[F], gated(siluGateKernel[F], func(l *listing, g, slope, x, count int) {
		l.add(Statement{Dst: g + 1, AddScale: 1, Add: slope})
		l.logistic(g, count, 1)
	}))
}

// GELUTaylor returns the first count Taylor coefficients of z·Φ(z), Φ the normal distribution function: Φ″ = −zΦ'.
func GELUTaylor[F Float](count int) *Taylor[F] {
	return newTaylor(count, series.GELU, GELUJet[F], gated(geluGateKernel[F], func(l *listing, g, slope, x, count int) {
		l.add(Statement{Dst: g + 1, AddScale: 1, Add: slope})
		for k := range count - 2 {
			f := float64(k)
			l.add(Statement{Dst: g + k + 2, Scale: -1 / (f + 2), Pairs: [][2]int{{x, g + k + 1}},
				AddScale: -f / ((f + 1) * (f + 2)), Add: g + k})
		}
	}))
}

// GELUTanhTaylor returns the first count Taylor coefficients of ½z(1 + tanh(√(2/π)(z + 0.044715z³))) = z·σ(v(z)): the
// gate g = σ(v) has g' = v'·p, p = g − g², and v' is a polynomial of degree 2.
func GELUTanhTaylor[F Float](count int) *Taylor[F] {
	const cubic = 3 * 0.044715
	linear := 2 * math.Sqrt(2/math.Pi)
	return newTaylor(count, series.GELUTanh, GELUTanhJet[F], gated(geluTanhGateKernel[F], func(l *listing, g, slope, x, count int) {
		v0, v1, one, p := l.take(1), l.take(1), l.take(1), l.take(count)
		l.ones = one
		l.add(Statement{Dst: v0, Scale: cubic * linear, Pairs: [][2]int{{x, x}}, AddScale: linear, Add: one})
		l.add(Statement{Dst: v1, AddScale: 2 * cubic * linear, Add: x})
		l.add(Statement{Dst: p, AddScale: 1, Add: slope})
		for k := range count - 1 {
			if k > 0 {
				l.add(Statement{Dst: p + k, Scale: -2, Pairs: l.halfSquare(g, k), AddScale: 1, Add: g + k})
			}
			s := Statement{Dst: g + k + 1, Scale: 1 / float64(k+1), Pairs: [][2]int{{v0, p + k}}}
			if k > 0 {
				s.Pairs = append(s.Pairs, [2]int{v1, p + k - 1})
			}
			if k > 1 {
				s.AddScale, s.Add = cubic*linear/float64(k+1), p+k-2
			}
			l.add(s)
		}
	}))
}

// SineTaylor returns the first count Taylor coefficients of sin(omega·z).
func SineTaylor[F Float](count int, omega F) *Taylor[F] {
	w := float64(omega)
	rule := func(c []float64, a float64) {
		series.Sin(c, float64(omega*F(a)))
		power := w
		for k := 1; k < len(c); k++ {
			c[k] *= power
			power *= w
		}
	}
	jet := func(y, d1, d2, d3, z []F) { SineJet(y, d1, d2, d3, z, omega) }
	return newTaylor(count, rule, jet, recurrence[F]{
		start: func(p [][]F, z []F) bool {
			SineJet(p[0], p[1], nil, nil, z, omega)
			return true
		},
		program: func(count int) *Program[F] {
			l := listing{slots: count}
			for k := 2; k < count; k++ {
				l.add(Statement{Dst: k, AddScale: -w * w / float64(k*(k-1)), Add: k - 2})
			}
			return NewProgram[F](moves(0, 2), l.statements, moves(2, count))
		},
	})
}

// ELUTaylor returns the first count Taylor coefficients of z for z > 0 and alpha·(eᶻ − 1) below.
func ELUTaylor[F Float](count int, alpha F) *Taylor[F] {
	rule := func(c []float64, a float64) { series.ELU(c, a, float64(alpha)) }
	jet := func(y, d1, d2, d3, z []F) { ELUJet(y, d1, d2, d3, z, alpha) }
	return newTaylor(count, rule, jet, recurrence[F]{
		start: func(p [][]F, z []F) bool {
			ELUJet(p[0], p[1], p[2], nil, z, alpha)
			return true
		},
		program: func(count int) *Program[F] {
			l := listing{slots: count}
			l.add(Statement{Dst: 2, AddScale: 0.5, Add: 2})
			for k := 3; k < count; k++ {
				l.add(Statement{Dst: k, AddScale: 1 / float64(k), Add: k - 1})
			}
			return NewProgram[F](moves(2, 3), l.statements, moves(2, count))
		},
	})
}

// LeakyReLUTaylor returns the first count Taylor coefficients of max(z, 0) + slope·min(z, 0).
func LeakyReLUTaylor[F Float](count int, slope F) *Taylor[F] {
	rule := func(c []float64, a float64) { series.LeakyReLU(c, a, float64(slope)) }
	t := &Taylor[F]{rule: rule, count: count, c: make([]float64, count), planes: make([][]F, max(count, 2))}
	t.start = func(p [][]F, z []F) bool {
		if count < 3 {
			LeakyReLUJet(p[0], p[1], nil, nil, z, slope)
			return true
		}
		LeakyReLUJet(p[0], p[1], p[2], nil, z, slope)
		for k := 3; k < count; k++ {
			copy(p[k], p[2]) // 0, or NaN
		}
		return true
	}
	return t
}

// gated is for an activation φ = z·g(z): φₖ = z·gₖ + gₖ₋₁. The kernel computes φ₀, g, some first derivative of it, and z
// cut down to where g is not constant, so that no infinity meets a zero. The coefficients of g from the first on, in the
// slots from g on, are for statements to compute.
func gated[F Float](kernel func(y, g, slope, x, z []F) bool, statements func(l *listing, g, slope, x, count int)) recurrence[F] {
	return recurrence[F]{
		extra: 2,
		start: func(p [][]F, z []F) bool {
			count := len(p) - 2
			return kernel(p[0], p[count], p[1], p[count+1], z)
		},
		program: func(count int) *Program[F] {
			l := listing{slots: count, ones: -1}
			g, slope, x := l.take(count), l.take(1), l.take(1)
			statements(&l, g, slope, x, count)
			for k := 1; k < count; k++ {
				l.add(Statement{Dst: k, Scale: 1, Pairs: [][2]int{{x, g + k}}, AddScale: 1, Add: g + k - 1})
			}
			p := NewProgram[F]([]Move{{count, g}, {1, slope}, {count + 1, x}}, l.statements, moves(1, count))
			if l.ones >= 0 {
				p.Set(l.ones, 1)
			}
			return p
		},
	}
}

// A listing is a program while it is written.
type listing struct {
	statements []Statement
	slots      int         // taken
	halves     map[int]int // the slot that holds half of another
	ones       int         // a slot that holds ones
}

func (l *listing) add(s Statement) { l.statements = append(l.statements, s) }

// take returns the first of n new slots.
func (l *listing) take(n int) int {
	l.slots += n
	return l.slots - n
}

// moves returns the moves between planes and slots of the same numbers, from up to, not including, to.
func moves(from, to int) []Move {
	var m []Move
	for k := from; k < to; k++ {
		m = append(m, Move{k, k})
	}
	return m
}

// halfSquare returns pairs that add up to half of coefficient k of y², y having its coefficients in the slots from y on.
func (l *listing) halfSquare(y, k int) [][2]int {
	var pairs [][2]int
	for j := 0; 2*j < k; j++ {
		pairs = append(pairs, [2]int{y + j, y + k - j})
	}
	if k%2 == 0 {
		pairs = append(pairs, [2]int{y + k/2, l.half(y + k/2)})
	}
	return pairs
}

// half returns a slot with half of what the given one holds.
func (l *listing) half(slot int) int {
	if h, ok := l.halves[slot]; ok {
		return h
	}
	h := l.take(1)
	if l.halves == nil {
		l.halves = map[int]int{}
	}
	l.halves[slot] = h
	l.add(Statement{Dst: h, AddScale: 0.5, Add: slot})
	return h
}

// logistic computes count coefficients, in the slots from y on, of a function with y' = sign·(y − y²), from the first two.
func (l *listing) logistic(y, count int, sign float64) {
	for k := 1; k+1 < count; k++ {
		r := sign / float64(k+1)
		l.add(Statement{Dst: y + k + 1, Scale: -2 * r, Pairs: l.halfSquare(y, k), AddScale: r, Add: y + k})
	}
}
