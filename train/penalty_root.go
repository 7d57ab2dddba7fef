package train

import (
	"fmt"
	"math"
)

// Root returns the number whose square is the penalty of a residual, with the residual's sign, and the derivative of that
// number in the residual. A loss of such penalties is a sum of squares with the same gradient, of which a method for least
// squares sees a little less of what lies far off: for [Huber] beyond delta the curvature delta/(2|e|−delta) in place
// of 1. A nil penalty is [Squared].
func (p Penalty) Root(residual float64) (root, slope float64) {
	if p == nil {
		return residual, 1
	}
	loss, derivative := p(residual)
	if loss != loss {
		return loss, loss
	}
	if loss > 0 {
		root = math.Copysign(math.Sqrt(loss), residual)
		return root, derivative / (2 * root)
	}
	for h := leastProbe; h < 1; h *= 10 { // the limit at 0
		if loss, derivative = p(h); loss > 0 {
			return 0, derivative / (2 * math.Sqrt(loss))
		}
	}
	return 0, 0
}

// leastProbe is where penalties are first tried near 0.
const leastProbe = 1e-10

// CheckRoot returns an error unless the penalty is like a square near 0, so that it has a [Penalty.Root] with a slope
// there: 0 at 0, and growing as e² on both sides.
func (p Penalty) CheckRoot() error {
	if p == nil {
		return nil
	}
	if at0, _ := p(0); at0 != 0 {
		return fmt.Errorf("train: a penalty of %v where the residual is 0, want 0 for a sum of squares", at0)
	}
	for h := leastProbe; h < 1; h *= 10 {
		if p.quadruples(h) && p.quadruples(-h) {
			return nil
		}
	}
	return fmt.Errorf("train: a penalty that is not like a square near 0, want one for a sum of squares, such as Squared or Huber")
}

// quadruples reports whether the penalty grows about fourfold from e to 2e.
func (p Penalty) quadruples(e float64) bool {
	near, _ := p(e)
	far, _ := p(2 * e)
	return near > 0 && math.Abs(far/near-4) < 0.1
}
