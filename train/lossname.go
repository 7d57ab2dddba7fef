package train

import (
	"fmt"
	"strings"
)

// String names the loss as the function that makes it does, with the weights of its orders: Sobolev(1, 0.1), Balanced(1, 1), Line
// KullbackLeibler(1, 1); MeanSquared(2) up to order 2, and Differential(λn=3), of which the loss knows the product alone. One that
// no function makes is Orders(1, 1 pooled), its orders with what they are besides weighted squares. Penalties are functions and
// have no names.
func (l Loss) String() string {
	kind, settings := l.kind()
	switch {
	case l.Projection == NoProjection:
	case kind == "Sobolev":
		kind = l.Projection.String()
	default:
		kind = l.Projection.String() + " " + kind
	}
	return kind + "(" + settings + ")"
}

// kind returns the name of the function that makes the orders, and what it is given.
func (l Loss) kind() (name, settings string) {
	var weights, marked []string
	marks, unit := 0, true
	for _, o := range l.Orders {
		w, m := fmt.Sprintf("%g", o.Weight), o.marks()
		weights, marked = append(weights, w), append(marked, w+m)
		marks += len(m)
		unit = unit && o.Weight == 1
	}
	plain := strings.Join(weights, ", ")
	switch {
	case l.Logits != NoLogits:
		return l.Logits.String(), strings.Join(marked, ", ")
	case marks == 0:
		return "Sobolev", plain
	case unit && l.eachOrder(func(int) OrderLoss { return OrderLoss{Mean: true} }):
		return "MeanSquared", fmt.Sprint(len(l.Orders) - 1)
	case l.eachOrder(l.balancedOrder):
		return "Balanced", plain
	case len(l.Orders) == 2 && l.Orders[0].Weight > 0 && l.eachOrder(differentialOrder):
		return "Differential", fmt.Sprintf("λn=%.6g", l.Orders[1].Weight/l.Orders[0].Weight)
	}
	return "Orders", strings.Join(marked, ", ")
}

// eachOrder reports whether every order is the wanted one, whatever the weights and which penalty it is.
func (l Loss) eachOrder(want func(order int) OrderLoss) bool {
	for q, o := range l.Orders {
		if o.marks() != want(q).marks() {
			return false
		}
	}
	return true
}

// balancedOrder is the order of [Balanced], with a penalty where the first derivatives have one.
func (l Loss) balancedOrder(order int) OrderLoss {
	o := OrderLoss{Balance: Pooled, Mean: true}
	if order == 1 {
		o.Balance = PerEntry
	}
	if order > 0 {
		o.Penalty = l.Orders[1].Penalty
	}
	return o
}

// differentialOrder is the order of [Differential].
func differentialOrder(order int) OrderLoss {
	if order == 0 {
		return OrderLoss{Mean: true}
	}
	return OrderLoss{Mean: true, Balance: PerEntry}
}

// marks says what an order is besides weighted squares of all entries.
func (o OrderLoss) marks() string {
	s := ""
	switch o.Balance {
	case Unscaled:
	case PerEntry:
		s = " per entry"
	case Pooled:
		s = " pooled"
	default:
		s = fmt.Sprintf(" balance %d", int(o.Balance))
	}
	if o.Tensor != nil {
		return s + " tensor" // in place of penalty and mean
	}
	if o.Mean {
		s += " mean"
	}
	if o.Penalty != nil {
		s += " penalty"
	}
	if o.Entries != nil {
		s += " entries"
	}
	return s
}
