package orders

import (
	"hash/fnv"
	"math/rand/v2"

	"example.com/sobolev/dual"
	"example.com/sobolev/funcs"
	"example.com/sobolev/train/data"
)

// number is the floating-point type of the networks: errors of high orders go below what float32 resolves.
type number = float64

// heldOut is the number of points that every network of a function is judged on.
const heldOut = 10_000

// target is a function to be learned.
type target struct {
	name string
	box  data.Box
	f    func(x []dual.Any) dual.Any
	test *data.Data[number] // values, gradients and Hessians
}

// curves are functions of one variable; those of two are in package funcs.
var curves = []target{
	{name: "Wave", box: data.Box{Lo: []float64{-1}, Hi: []float64{1}}, // a wave that grows: eˣ·sin 8x
		f: func(x []dual.Any) dual.Any { return x[0].Exp().Mul(x[0].Scale(8).Sin()) }},
	{name: "Runge", box: data.Box{Lo: []float64{-1}, Hi: []float64{1}}, // 1/(1+25x²), whose Taylor series converges nearby alone
		f: func(x []dual.Any) dual.Any { return x[0].Mul(x[0]).Scale(25).Shift(1).Inv() }},
}

// targetNames lists the functions there are.
func targetNames() []string {
	var names []string
	for _, c := range curves {
		names = append(names, c.name)
	}
	for _, f := range funcs.All() {
		names = append(names, f.Name)
	}
	return names
}

// lookup returns the function of a name, with its held-out points.
func lookup(name string) (*target, error) {
	var t target
	for _, c := range curves {
		if c.name == name {
			t = c
		}
	}
	if t.f == nil {
		f, err := funcs.Lookup(name)
		if err != nil {
			return nil, err
		}
		t = target{name: f.Name, f: f.Any}
		for _, side := range f.Domain(0) {
			t.box.Lo, t.box.Hi = append(t.box.Lo, side.Lo), append(t.box.Hi, side.Hi)
		}
	}
	var err error
	t.test, err = t.sample(heldOut, 2, t.stream(0))
	return &t, err
}

// dim is the number of variables.
func (t *target) dim() int { return len(t.box.Lo) }

// sample labels n uniform points of the domain with derivatives up to the order.
func (t *target) sample(n, order int, rng *rand.Rand) (*data.Data[number], error) {
	return data.FromFunc(t.f, data.Uniform[number](t.box, n, rng), order)
}

// stream returns random numbers of the function's own.
func (t *target) stream(seed uint64) *rand.Rand {
	h := fnv.New64a()
	_, _ = h.Write([]byte(t.name)) // never fails
	return rand.New(rand.NewPCG(h.Sum64(), seed))
}
