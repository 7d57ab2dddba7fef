package layertest

import (
	"fmt"
	"math"
	"math/rand/v2"

	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
)

const (
	smoothOrders    = 3  // the highest derivative looked at
	smoothLines     = 6  // lines through the space of inputs
	smoothGrid      = 64 // intervals on a line
	smoothIntervals = 2  // of them that are bisected
	smoothHalves    = 40 // bisections of an interval
	jumpSize        = 1e-3
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
					"\tat the point %s\n\tin the direction %s", stated, order, jump.before, jump.after, list(l.at(jump.t)), list(l.direction))
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

// A jump is a change of a derivative between t and a number close to it.
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

// derivative returns the derivative of the order at t, and a magnitude to which changes of it compare.
func (l line) derivative(order int, t float64) (value, size float64) {
	x := jet.NewBatch[float64](jet.Taylor(order), 1, len(l.start))
	copy(x.Plane(0), l.at(t))
	if order > 0 {
		copy(x.Plane(1), l.direction)
	}
	y := l.eval(x)
	sum, magnitude := dot(l.weights, y.Plane(order))
	_, lowest := dot(l.weights, y.Plane(0))
	factorial := x.Alg.Factorial(order)
	return sum * factorial, magnitude*factorial + lowest*1e-9 // what is zero but for rounding does not jump
}

// jump returns a jump of the derivative of the order for t in [0, 1], nil if none is found.
func (l line) jump(order int) *jump {
	var f, change [smoothGrid + 1]float64
	size := 0.0
	for i := range f {
		v, m := l.derivative(order, float64(i)/smoothGrid)
		f[i], size = v, max(size, m)
	}
	for i := range smoothGrid {
		change[i] = math.Abs(f[i+1] - f[i])
	}
	for range smoothIntervals {
		widest := 0
		for i, c := range change {
			if c > change[widest] {
				widest = i
			}
		}
		change[widest] = 0
		j := jump{float64(widest) / smoothGrid, f[widest], f[widest+1]}
		if l.bisect(order, &j, jumpSize*size) {
			return &j
		}
	}
	return nil
}

// bisect narrows the interval that begins at j down to where the derivative changes most, and reports whether it still
// changes by more than the given size there.
func (l line) bisect(order int, j *jump, size float64) bool {
	width := 1.0 / smoothGrid
	for range smoothHalves {
		if math.Abs(j.after-j.before) <= size {
			return false
		}
		width /= 2
		if v, _ := l.derivative(order, j.t+width); math.Abs(v-j.before) > math.Abs(j.after-v) {
			j.after = v
		} else {
			j.t, j.before = j.t+width, v
		}
	}
	return math.Abs(j.after-j.before) > size
}
