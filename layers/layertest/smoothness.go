package layertest

import (
	"fmt"
	"math"
	"math/rand/v2"

	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
)

const (
	smoothOrders = 3  // the highest derivative looked at
	smoothLines  = 6  // lines through the space of inputs
	smoothGrid   = 64 // intervals on a line
	smoothHalves = 40 // bisections of an interval
	jumpSize     = 1e-3
)

// checkSmoothness looks for jumps in the derivatives that Smoothness declares continuous, along random lines in the
// space of inputs. It takes the intervals of a line over which a derivative changes most and halves them: the change
// of a continuous function goes to zero, a jump stays.
func (s *subject[F]) checkSmoothness() error {
	rng := s.rng(forSmoothness)
	declared := s.Smoothness()
	for range smoothLines {
		l := s.drawLine(rng)
		for order := 0; order <= min(declared, smoothOrders); order++ {
			if jump := l.jump(order); jump != nil {
				stated := fmt.Sprint(declared)
				if declared == layers.Smooth {
					stated = "Smooth"
				}
				return fmt.Errorf("Smoothness is %s, but the derivative of order %d along a line in the inputs jumps from %v to %v\n"+
					"\tat the point %v\n\tin the direction %v", stated, order, jump.before, jump.after, l.at(jump.t), l.direction)
			}
		}
	}
	return nil
}

// A line is a weighted sum of the outputs as a function of t, at the inputs start + t·direction.
type line struct {
	start, direction []float64
	eval             func(x *jet.Batch[float64]) *jet.Batch[float64]
	weights          []float64
}

// jump is a discontinuity between two neighbouring numbers.
type jump struct{ t, before, after float64 }

// drawLine draws a line between two points of the inputs, so that what lies between them is in the domain too.
func (s *subject[F]) drawLine(rng *rand.Rand) line {
	params := s.initial(rng)
	l := line{start: make([]float64, s.in), direction: make([]float64, s.in), weights: normal[F](s.out, rng)}
	for i := range l.start {
		l.start[i] = s.input(rng)
		l.direction[i] = s.input(rng) - l.start[i]
	}
	l.eval = func(x *jet.Batch[float64]) *jet.Batch[float64] { return s.forward(params, x) }
	return l
}

func (l line) at(t float64) []float64 {
	x := make([]float64, len(l.start))
	for i := range x {
		x[i] = l.start[i] + t*l.direction[i]
	}
	return x
}

// derivative returns the derivative of the order at t.
func (l line) derivative(order int, t float64) float64 {
	x := jet.NewBatch[float64](jet.Taylor(order), 1, len(l.start))
	copy(x.Plane(0), l.at(t))
	if order > 0 {
		copy(x.Plane(1), l.direction)
	}
	y := l.eval(x)
	sum, _ := dot(l.weights, y.Plane(order))
	return sum * x.Alg.Factorial(order)
}

// jump returns a jump of the derivative of the order for t in [0, 1], nil if none is found.
func (l line) jump(order int) *jump {
	var f [smoothGrid + 1]float64
	for i := range f {
		f[i] = l.derivative(order, float64(i)/smoothGrid)
	}
	size := largest(f[:])
	for range 2 {
		widest := 0
		for i := range smoothGrid {
			if math.Abs(f[i+1]-f[i]) > math.Abs(f[widest+1]-f[widest]) {
				widest = i
			}
		}
		from, to := float64(widest)/smoothGrid, float64(widest+1)/smoothGrid
		before, after := f[widest], f[widest+1]
		for range smoothHalves {
			if math.Abs(after-before) <= jumpSize*size {
				break
			}
			mid := (from + to) / 2
			if v := l.derivative(order, mid); math.Abs(v-before) > math.Abs(after-v) {
				to, after = mid, v
			} else {
				from, before = mid, v
			}
		}
		if math.Abs(after-before) > jumpSize*size {
			return &jump{from, before, after}
		}
		f[widest+1] = f[widest] // has been looked at
	}
	return nil
}
