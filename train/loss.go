package train

import (
	"fmt"

	"example.com/sobolev/internal/number"
)

// A Loss compares a network's values and derivatives with data, order by order. It is a value: build one with
// [Sobolev], [Balanced], [Differential], [Stochastic], [KullbackLeibler] or [CrossEntropy], or write out the orders.
type Loss struct {
	Orders []OrderLoss // entry q is for the derivatives of order q; the values are order 0

	// Outputs holds a weight for each output of the network, nil if all are 1.
	Outputs []float64

	// Schedule changes the weights of the orders from one epoch to the next, nil if they stay as they are. What is
	// validated or evaluated has the weights in Orders whatever the schedule, so that epochs can be compared.
	Schedule WeightSchedule

	// Projection says whether derivatives are compared along random directions instead of all together, see
	// [Stochastic]; Seed is that of the directions.
	Projection Projection
	Seed       uint64

	// Logits says whether the outputs are the logits of a probability distribution, see [KullbackLeibler].
	Logits Logits
}

// An OrderLoss is what the derivatives of one order contribute: Weight · Σ Penalty((prediction − label)/scale) over all
// entries of the derivative tensor, averaged over the samples.
type OrderLoss struct {
	Weight  float64
	Penalty Penalty // of every entry, [Squared] if nil
	Balance Balance
	Mean    bool // divide by the number of entries of the tensor

	// Tensor, if not nil, measures all entries of the order together, in place of Penalty and Mean.
	Tensor TensorPenalty

	// Entries holds a weight for each component of the order, nil if all are 1. They stand as in the algebra: for
	// gradients one for each input, for Hessians the upper triangle row by row, ∂₁∂₁, ∂₁∂₂, …, ∂₂∂₂, …
	Entries []float64
}

// Balance says what residuals are divided by before the penalty is taken.
type Balance int

const (
	// Unscaled leaves residuals as they are.
	Unscaled Balance = iota
	// PerEntry divides every entry by the root mean square of its own labels, or by that of its order's labels
	// together where its own are all zero, as are the mixed derivatives of a separable function, or below 10⁻⁶ of that, as
	// rounding errors are: such an entry is next to nothing in the loss. Where it is meant all the same, its input wants
	// other units, see data.Standardize. Labels of all outputs count as one: those of one that is far larger than the others
	// want other units, too, or the weights of Outputs.
	PerEntry
	// Pooled divides all entries of an order by the root mean square of that order's labels together, those of all outputs.
	Pooled
)

// Sobolev is the loss of Czarnecki et al. 2017: squared errors of the values and of every derivative, summed over all
// entries of an order and weighted per order: w[0]·|m−f|² + w[1]·|∇m−∇f|² + w[2]·|∇²m−∇²f|² + …
func Sobolev(w ...float64) Loss {
	var l Loss
	for _, w := range w {
		l.Orders = append(l.Orders, OrderLoss{Weight: w})
	}
	return l
}

// Balanced brings the orders to one scale before they are weighted: gradient entries are divided by their root mean
// squares (Huge and Savine 2020), those of higher orders by the root mean square of the order, and entries are averaged
// instead of summed. An entry far below the others, by 10⁶, and the outputs of a network are no scales of their own, see
// [PerEntry]. The penalty, [Squared] if nil, applies to the derivatives; the values keep the squared error. Unlike
// [Sobolev] it can be used with weights 1 at every order.
func Balanced(penalty Penalty, w ...float64) Loss {
	var l Loss
	for q, w := range w {
		o := OrderLoss{Weight: w, Penalty: penalty, Balance: Pooled, Mean: true}
		switch q {
		case 0:
			o.Penalty = nil
		case 1:
			o.Balance = PerEntry
		}
		l.Orders = append(l.Orders, o)
	}
	return l
}

// Differential is the loss of differential machine learning (Huge and Savine 2020) for n inputs,
//
//	(MSE + λn·meanⱼ MSEⱼ/rmsⱼ²) / (1 + λn),
//
// MSEⱼ that of the derivatives in input j and rmsⱼ the root mean square of their labels, of all outputs together; where it is below
// 10⁻⁶ of that of all inputs, the latter, see [PerEntry]. The paper has λ = 1. Values should be standardised, see
// data.Standardize.
func Differential(n int, lambda float64) Loss {
	slopes := lambda * float64(n)
	return Loss{Orders: []OrderLoss{
		{Weight: 1 / (1 + slopes), Mean: true},
		{Weight: slopes / (1 + slopes), Mean: true, Balance: PerEntry},
	}}
}

// weights returns those of the first orders.
func (l Loss) weights(orders int) []float64 {
	w := make([]float64, orders)
	for q := range w {
		w[q] = l.Orders[q].Weight
	}
	return w
}

// order is the highest order with a weight. A schedule may give one to any order.
func (l Loss) order() int {
	if l.Schedule != nil {
		return len(l.Orders) - 1
	}
	for q := len(l.Orders) - 1; q > 0; q-- {
		if l.Orders[q].Weight != 0 {
			return q
		}
	}
	return 0
}

// check reports the first weight that is no weight.
func (l Loss) check(outputs int) error {
	if len(l.Orders) == 0 {
		return fmt.Errorf("train: loss without orders, want at least the values")
	}
	for q, o := range l.Orders {
		if !isWeight(o.Weight) {
			return fmt.Errorf("train: loss: weight %v of order %d, want a finite number of at least 0", o.Weight, q)
		}
		for k, w := range o.Entries {
			if !isWeight(w) {
				return fmt.Errorf("train: loss: order %d: weight %v of entry %d, want a finite number of at least 0", q, w, k)
			}
		}
	}
	if l.Outputs != nil && len(l.Outputs) != outputs {
		return fmt.Errorf("train: loss: weights of %d outputs, the network has %d", len(l.Outputs), outputs)
	}
	for o, w := range l.Outputs {
		if !isWeight(w) {
			return fmt.Errorf("train: loss: weight %v of output %d, want a finite number of at least 0", w, o)
		}
	}
	return nil
}

// isWeight reports whether w can multiply a loss.
func isWeight(w float64) bool { return w >= 0 && number.Finite(w) }
