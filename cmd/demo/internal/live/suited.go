package live

import (
	"errors"
	"fmt"
	"math"

	"example.com/sobolev/cmd/demo/internal/count"
	"example.com/sobolev/train"
	"example.com/sobolev/train/data"
)

// mostMagnitude bounds values and derivatives: the squares of larger ones, of which losses and errors are made, come near
// the end of floats.
const mostMagnitude = 1e100

// checkFunction reports a function that nothing can be learned from, as it is at the held-out points.
func (n *Session) checkFunction() error {
	j, name := n.judged, n.f.Name
	if found := len(j.y); found < heldOut/10 {
		return fmt.Errorf("live: %s has finite values at %d of %d points where x goes from %.4g to %.4g and y from %.4g to %.4g, want some at %d or more",
			name, found, heldOut, n.box.Lo[0], n.box.Hi[0], n.box.Lo[1], n.box.Hi[1], heldOut/10)
	}
	for i, y := range j.y {
		if err := checkMagnitude(name, j.x[2*i:2*i+2], y, j.grad[2*i], j.grad[2*i+1]); err != nil {
			return err
		}
	}
	switch {
	case !(j.spread > 0):
		return fmt.Errorf("live: %s is %.4g all over its domain, or hardly off it, want a function that varies", name, j.y[0])
	case !(j.slopeSpread > 0):
		return fmt.Errorf("live: %s has the slope 0 wherever it has one, want a function that rises and falls", name)
	}
	return nil
}

// checkMagnitude reports a value at a point, or derivatives, the later ones, that are too large.
func checkMagnitude(name string, x []float64, numbers ...float64) error {
	for k, v := range numbers {
		if math.Abs(v) > mostMagnitude {
			what := name
			if k > 0 {
				what = "a derivative of " + name
			}
			return fmt.Errorf("live: %s is %.3g at x = %.4g, y = %.4g, want a function whose values and derivatives stay within ±%g there",
				what, v, x[0], x[1], mostMagnitude)
		}
	}
	return nil
}

// checkLabels takes the infinite labels out, as from a pole: they count as not measured, and are holes as in the picture. It
// reports labels that are too large, and a lack of any.
func (n *Session) checkLabels(d *data.Data[float64]) error {
	measured := 0
	for i := range n.points {
		label := make([]float64, d.Labels.Alg.Dim())
		for k := range label {
			v := &d.Labels.Plane(k)[i]
			if math.IsInf(*v, 0) {
				*v = math.NaN()
			}
			label[k] = *v
		}
		if err := checkMagnitude(n.f.Name, n.points[i][:], label...); err != nil {
			return err
		}
		if label[0] == label[0] {
			measured++
		}
	}
	if measured == 0 {
		return fmt.Errorf("live: %s has no value at the %s, want one at least where it has", n.f.Name, count.Of(len(n.points), "sample"))
	}
	return nil
}

// explained is an error of a network's training, in words for those who look at it.
func explained(err error, order int) error {
	if err == nil {
		return nil
	}
	which := []string{"values alone", "values and gradients", "values, gradients and Hessians"}[order]
	if far := new(train.NonFiniteError); errors.As(err, &far) {
		return fmt.Errorf("live: at step %d the network that learns from %s left the range of floating-point numbers, "+
			"want a smaller learning rate, or a function that is less steep", far.Step, which)
	}
	return fmt.Errorf("live: the network that learns from %s: %w", which, err)
}
