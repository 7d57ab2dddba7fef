package bachelier

import "example.com/sobolev/layers"

// curve holds a function of the basket at the points of baskets.
type curve []float64

// baskets are the points of curves: more than what the held-out states cover.
func baskets() []float64 {
	var b []float64
	for v := 0.5; v < 1.605; v += 0.02 {
		b = append(b, v)
	}
	return b
}

// trueCurves are those of the closed form.
func trueCurves() (prices, deltas curve) {
	for _, b := range baskets() {
		prices, deltas = append(prices, price(b)), append(deltas, delta(b))
	}
	return prices, deltas
}

// line evaluates a network where all assets are worth as much as the basket. The derivative along that line is the sum
// of the deltas.
func line(net *layers.Net[number]) (prices, deltas curve) {
	ws := net.NewWorkspace()
	x := make([]number, net.In())
	for _, b := range baskets() {
		for i := range x {
			x[i] = number(b)
		}
		y, grad := net.Gradient(ws, x)
		sum := 0.0
		for _, g := range grad {
			sum += float64(g)
		}
		prices, deltas = append(prices, float64(y[0])), append(deltas, sum)
	}
	return prices, deltas
}
