package report

import (
	"math"
	"slices"
	"strconv"
	"strings"
)

// A scale maps values to heights and colours, 0 at the lowest and 1 at the highest value of the reference surface.
// Where most of a surface lies near its floor, as with steep-walled valleys, a linear scale would show one colour.
// Heights then grow like a logarithm, log(1 + bend·t)/log(1 + bend) for the fraction t of the range, with the bend that
// puts the median at a good height.
type scale struct {
	values  Range
	bend    float64 // 0: linear
	colours *ramp
}

// mid is the height that the median is raised to; a median above linearFrom stays where it is.
const (
	mid        = 0.4
	linearFrom = 0.2
	mostBend   = 1e4
)

func newScale(reference Grid) scale {
	z := slices.Sorted(slices.Values(reference.Z))
	s := scale{values: Range{z[0], z[len(z)-1]}, colours: surfaceRamp}
	if s.values.Hi == s.values.Lo {
		s.values.Hi++
		return s
	}
	median := s.values.unit(z[len(z)/2])
	if median >= linearFrom {
		return s
	}
	// The median's height rises with the bend; bisect on its logarithm.
	lo, hi := 1e-3, mostBend
	for range 60 {
		s.bend = math.Sqrt(lo * hi)
		if s.bent(median) < mid {
			lo = s.bend
		} else {
			hi = s.bend
		}
	}
	return s
}

// newSignedScale is the scale of differences: 0 has the middle of the height and of the colours, and nothing is beyond the ends.
func newSignedScale(panels []Surface) scale {
	largest := 0.0
	for _, p := range panels {
		for _, z := range p.Values.Z {
			largest = max(largest, math.Abs(z))
		}
	}
	if largest == 0 {
		largest = 1
	}
	return scale{values: Range{-largest, largest}, colours: signedRamp}
}

// compressed reports whether heights are not proportional to values.
func (s scale) compressed() bool { return s.bend != 0 }

// bent maps a fraction of the range to a height.
func (s scale) bent(t float64) float64 {
	if s.bend == 0 {
		return t
	}
	if t < 0 { // straight on below the floor
		return t * s.bend / math.Log1p(s.bend)
	}
	return math.Log1p(s.bend*t) / math.Log1p(s.bend)
}

// height maps a value to its height, a little below 0 or above 1 for values out of the reference's range.
func (s scale) height(v float64) float64 {
	return min(max(s.bent(s.values.unit(v)), -margin), 1+margin)
}

// value is the inverse of height on [0, 1].
func (s scale) value(height float64) float64 {
	if s.bend == 0 {
		return s.values.at(height)
	}
	return s.values.at(math.Expm1(height*math.Log1p(s.bend)) / s.bend)
}

// margin is how far a fit may be drawn outside the range of the truth before it is cut.
const margin = 0.12

// heights maps all values of a grid.
func (s scale) heights(g Grid) Grid {
	h := g
	h.Z = make([]float64, len(g.Z))
	for i, z := range g.Z {
		h.Z[i] = s.height(z)
	}
	return h
}

// ticks returns round numbers inside r, about n of them.
func ticks(r Range, n int) []float64 {
	step := niceStep((r.Hi - r.Lo) / float64(n))
	var t []float64
	for k := math.Ceil(r.Lo/step - 1e-9); k*step <= r.Hi+1e-9*step; k++ {
		t = append(t, k*step)
	}
	return t
}

// niceStep rounds a step to 1, 2 or 5 times a power of ten.
func niceStep(step float64) float64 {
	p := math.Pow(10, math.Floor(math.Log10(step)))
	switch m := step / p; {
	case m < 1.5:
		return p
	case m < 3.5:
		return 2 * p
	case m < 7.5:
		return 5 * p
	}
	return 10 * p
}

// label formats a tick: three digits and a true minus sign.
func label(v float64) string {
	if math.Abs(v) < 1e-12 {
		return "0"
	}
	exponent := math.Floor(math.Log10(math.Abs(v)))
	text := ""
	if exponent < -4 || exponent > 5 {
		digits, power := scientific(v, 3)
		text = strings.TrimRight(strings.TrimRight(digits, "0"), ".") + "·10" + power
	} else {
		v = roundTo(v, math.Pow(10, exponent-1))
		text = strconv.FormatFloat(v, 'f', max(0, 2-int(exponent)), 64)
		if strings.Contains(text, ".") {
			text = strings.TrimRight(strings.TrimRight(text, "0"), ".")
		}
	}
	return strings.Replace(text, "-", "−", 1)
}

// roundTo rounds v to a multiple of a tenth of step.
func roundTo(v, step float64) float64 { return math.Round(v/step*10) / 10 * step }
