package regress

import (
	"hash/fnv"
	"math/rand/v2"

	"example.com/sobolev/cmd/demo/internal/report"
	"example.com/sobolev/funcs"
	"example.com/sobolev/train/data"
)

// heldOut is the number of points that every network of a function is judged on.
const heldOut = 10_000

// number is the floating-point type of the networks.
type number = float32

// problem is one function with its domain and its held-out points.
type problem struct {
	f    funcs.Function
	box  data.Box
	test *data.Data[number] // values and gradients
}

// newProblem draws the held-out points of a function, the same ones every time.
func newProblem(f funcs.Function) (*problem, error) {
	p := &problem{f: f}
	for _, side := range f.Domain(0) {
		p.box.Lo = append(p.box.Lo, side.Lo)
		p.box.Hi = append(p.box.Hi, side.Hi)
	}
	var err error
	p.test, err = p.sample(heldOut, 1, rand.New(rand.NewPCG(nameSeed(f.Name), 0)))
	return p, err
}

// sample labels n uniform points of the domain with derivatives up to the order.
func (p *problem) sample(n, order int, rng *rand.Rand) (*data.Data[number], error) {
	return data.FromFunc(p.f.Any, data.Uniform[number](p.box, n, rng), order)
}

// side is the domain of one coordinate.
func (p *problem) side(i int) report.Range { return report.Range{Lo: p.box.Lo[i], Hi: p.box.Hi[i]} }

// nameSeed makes a seed of a name.
func nameSeed(name string) uint64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(name)) // never fails
	return h.Sum64()
}
