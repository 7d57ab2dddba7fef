package vec

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// adamStep is the published update in float64.
func adamStep(p, m, v, g float64, s *AdamStep) (float64, float64, float64) {
	g += s.L2 * p
	m = s.Beta1*m + (1-s.Beta1)*g
	v = s.Beta2*v + (1-s.Beta2)*g*g
	p -= s.Rate * s.Decay * p
	return p - s.Rate*(m*s.Correct1)/(math.Sqrt(v*s.Correct2)+s.Epsilon), m, v
}

func TestAdam(t *testing.T) {
	forEachLevel(t, func(t *testing.T) {
		testAdam[float32](t, 0x1p-21)
		testAdam[float64](t, 0x1p-50)
	})
}

func testAdam[F Float](t *testing.T, tol float64) {
	rng := rand.New(rand.NewPCG(11, 12))
	for _, decay := range []AdamStep{{}, {L2: 0.01}, {Decay: 0.1}} {
		for _, n := range []int{0, 1, 3, 7, 8, 9, 15, 16, 17, 33, 100} {
			p, m, v, g := fence(random[F](rng, n)), fence(random[F](rng, n)), fence(random[F](rng, n)), fence(random[F](rng, n))
			Mul(v.x, v.x, v.x)
			for i := range g.x {
				g.x[i] *= F(math.Pow(10, float64(i%13)-8))
			}
			for step := 1; step <= 3; step++ {
				s := decay
				s.Rate, s.Beta1, s.Beta2, s.Epsilon = 0.01, 0.9, 0.999, 1e-8
				s.Correct1, s.Correct2 = 1/(1-math.Pow(s.Beta1, float64(step))), 1/(1-math.Pow(s.Beta2, float64(step)))
				p0, m0, v0 := append([]F(nil), p.x...), append([]F(nil), m.x...), append([]F(nil), v.x...)
				Adam(p.x, m.x, v.x, g.x, &s)
				for _, f := range []fenced[F]{p, m, v, g} {
					f.check(t)
				}
				for i := range n {
					wp, wm, wv := adamStep(float64(p0[i]), float64(m0[i]), float64(v0[i]), float64(g.x[i]), &s)
					change := math.Abs(wp - float64(p0[i]))
					if !(math.Abs(float64(p.x[i])-wp) <= tol*(math.Abs(wp)+change)) || !(math.Abs(float64(m.x[i])-wm) <= tol*(math.Abs(wm)+math.Abs(float64(m0[i])))) ||
						!(math.Abs(float64(v.x[i])-wv) <= tol*wv) {
						t.Fatalf("n=%d step %d element %d: p, m, v = %v, %v, %v, want %v, %v, %v", n, step, i, p.x[i], m.x[i], v.x[i], wp, wm, wv)
					}
				}
			}
		}
	}
}

// TestMomentsUnderflow lets the moments of parameters without gradient, or with a tiny one, decay: they must reach
// zero, never a denormal number, and never disturb the parameters.
func TestMomentsUnderflow(t *testing.T) {
	forEachLevel(t, func(t *testing.T) {
		const n = 37
		tiny := smallestNormal[float32]()
		p, m, v, g := make([]float32, n), make([]float32, n), make([]float32, n), make([]float32, n)
		Fill(p, 1)
		for i := range m {
			m[i], v[i] = 3*tiny, 1.0005*tiny
			if i%3 == 0 {
				g[i] = 1e-22 // its square is below the smallest number
			}
		}
		s := AdamStep{Rate: 0.01, Beta1: 0.5, Beta2: 0.999, Epsilon: 1e-8, Correct1: 1, Correct2: 1}
		for range 3 {
			Adam(p, m, v, g, &s)
			for i := range m {
				if m[i] != 0 && math.Abs(float64(m[i])) < float64(tiny) || v[i] != 0 && v[i] < tiny || p[i] != 1 {
					t.Fatalf("element %d: p, m, v = %v, %v, %v", i, p[i], m[i], v[i])
				}
			}
		}
		if m[1] != 0 || v[1] != 0 {
			t.Fatalf("moments without gradient are %v and %v, want 0", m[1], v[1])
		}
		Fill(v, 1.5*tiny)
		SGD(p, v, make([]float32, n), 0.1, 0.5, 0, false)
		if most := slices.Max(v); most != 0 || slices.Min(v) != 0 {
			t.Fatalf("velocity without gradient is from %v to %v, want 0", slices.Min(v), most)
		}
		// The processor's mode must be as before: denormal numbers are made again.
		x := []float32{tiny}
		Scale(x, 0.5, x)
		if x[0] != tiny/2 {
			t.Fatalf("half the smallest normal number is %v after an update, want %v", x[0], tiny/2)
		}
	})
}

func TestSGD(t *testing.T) {
	forEachLevel(t, func(t *testing.T) {
		rng := rand.New(rand.NewPCG(13, 14))
		for _, nesterov := range []bool{false, true} {
			for _, n := range []int{0, 1, 5, 8, 16, 31, 64, 100} {
				p, v, g := fence(random[float64](rng, n)), fence(random[float64](rng, n)), fence(random[float64](rng, n))
				p0, v0 := append([]float64(nil), p.x...), append([]float64(nil), v.x...)
				const rate, mu, l2 = 0.1, 0.9, 0.01
				SGD(p.x, v.x, g.x, rate, mu, l2, nesterov)
				p.check(t)
				v.check(t)
				for i := range n {
					grad := g.x[i] + l2*p0[i]
					wv := mu*v0[i] + grad
					wp := p0[i] - rate*wv
					if nesterov {
						wp = p0[i] - rate*(grad+mu*wv)
					}
					if math.Abs(p.x[i]-wp) > 1e-15 || math.Abs(v.x[i]-wv) > 1e-15 {
						t.Fatalf("nesterov %v n=%d element %d: p, v = %v, %v, want %v, %v", nesterov, n, i, p.x[i], v.x[i], wp, wv)
					}
				}
			}
		}
	})
}
