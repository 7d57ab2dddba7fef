package traintest

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"example.com/sobolev/train/optim"
)

// TakeProducts compares the products that a run's problem makes with its Jacobian with that itself, and returns them in order.
// It is given how to run an optimiser.
func TakeProducts(t *testing.T, run func(o optim.Optimizer) error) [][]float64 {
	t.Helper()
	p := &products{t: t}
	if err := run(p); err != nil {
		t.Fatal(err)
	}
	if len(p.results) == 0 {
		t.Fatal("no products")
	}
	return p.results
}

// products is an optimiser that takes no step but the products.
type products struct {
	optim.Optimizer // nil: there is no more to ask it
	t               *testing.T
	results         [][]float64
}

func (p *products) Rate() float64 { return 1 }

func (p *products) String() string { return "products" }

func (p *products) Update64(int) optim.Update[float64] { return &productsUpdate{products: p} }

type productsUpdate struct {
	*products
	problem optim.LeastSquares
}

func (u *productsUpdate) State() [][]float64 { return nil }

func (u *productsUpdate) Bind(p optim.LeastSquares, _ int) error {
	u.problem = p
	return nil
}

func (u *productsUpdate) Why() string { return "all products were compared" }

func (u *productsUpdate) Forget() {}

func (u *productsUpdate) Close() {}

func (u *productsUpdate) Step(params []float64) (bool, error) {
	p, ok := u.problem.(optim.MatrixFreeLeastSquares)
	if !ok {
		return false, fmt.Errorf("a %T, want a MatrixFreeLeastSquares", u.problem)
	}
	m, n := p.Size()
	j := make([]float64, m*n)
	p.Jacobian(j, params)
	rng := rand.New(rand.NewPCG(7, 9))
	for range 2 {
		y, wantY, back := unset(m), make([]float64, m), random(m, rng)
		x, wantX, v := unset(n), make([]float64, n), random(n, rng)
		for i := range m {
			for k, d := range j[i*n : (i+1)*n] {
				wantY[i] += d * v[k]
				wantX[k] += d * back[i]
			}
		}
		p.Mul(y, v, params)
		p.MulTransposed(x, back, params)
		RequireNear(u.t, "J·v", y, wantY, 1e-12)
		RequireNear(u.t, "Jᵀ·u", x, wantX, 1e-12)
		u.results = append(u.results, y, x)
	}
	return false, nil
}

func random(n int, rng *rand.Rand) []float64 {
	x := make([]float64, n)
	for i := range x {
		x[i] = rng.NormFloat64()
	}
	return x
}

// unset returns numbers that must be overwritten.
func unset(n int) []float64 {
	x := make([]float64, n)
	for i := range x {
		x[i] = math.NaN()
	}
	return x
}
