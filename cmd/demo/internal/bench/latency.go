package bench

import (
	"fmt"
	"math/rand/v2"

	"example.com/sobolev/dual"
	"example.com/sobolev/layers"
)

// latencyRow is the time of one evaluation at one point.
type latencyRow struct {
	Task  string  `json:"task"`
	What  string  `json:"what"`
	Net   string  `json:"net"`
	Dtype string  `json:"dtype"`
	Ns    float64 `json:"ns"` // median over blocks
	NsMin float64 `json:"ns_min"`
	NsMax float64 `json:"ns_max"`
}

// latency times evaluations of a 4-64-64-1 tanh network at one point.
func latency[F dual.Float]() ([]latencyRow, error) {
	rng := rand.New(rand.NewPCG(1, 2))
	net, err := layers.NewMLP[F](4, []int{64, 64}, 1, layers.Tanh, rng)
	if err != nil {
		return nil, err
	}
	x := []F{0.1, -0.2, 0.3, 0.4}
	ws := net.NewWorkspace()
	var rows []latencyRow
	for _, e := range []struct {
		what string
		f    func()
	}{
		{"value", func() { net.Value(ws, x) }},
		{"value+gradient", func() { net.Gradient(ws, x) }},
		{"value+gradient+laplacian", func() { net.Laplacian(ws, x) }},
		{"value+gradient+hessian", func() { net.Hessian(ws, x) }},
	} {
		t := measure(blocks, block, warmUp, func(n int) {
			for range n {
				e.f()
			}
		})
		rows = append(rows, latencyRow{"latency", e.what, "4-64-64-1 tanh", fmt.Sprintf("%T", *new(F)),
			nanoseconds(t.median), nanoseconds(t.min), nanoseconds(t.max)})
	}
	return rows, nil
}
