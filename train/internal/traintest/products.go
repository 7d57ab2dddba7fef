package traintest

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"example.com/sobolev/train/optim"
)

// Products is an optimiser that takes no step. It compares the products that a run's problem makes with its Jacobian with
// that itself.
type Products struct {
	optim.Optimizer // nil: there is no more to ask it
	T               *testing.T
	Results         [][]float64 // of all products, in order
}

func (p *Products) Rate() float64 { return 1 }

func (p *Products) String() string { return "Products" }

func (p *Products) Update64(int) optim.Update[float64] { return &productsUpdate{Products: p} }

type productsUpdate struct {
	*Products
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
		RequireNear(u.T, "J·v", y, wantY, 1e-12)
		RequireNear(u.T, "Jᵀ·u", x, wantX, 1e-12)
		u.Results = append(u.Results, y, x)
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
