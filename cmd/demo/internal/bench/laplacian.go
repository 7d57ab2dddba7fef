package bench

import (
	"example.com/sobolev/dual"
	"example.com/sobolev/jet"
	"example.com/sobolev/train"
	"example.com/sobolev/train/data"
	"example.com/sobolev/train/optim"
)

// laplacian is the term of a squared loss on values and Laplacians.
type laplacian[F dual.Float] struct {
	data *data.Data[F] // its values are the labels of both
	alg  *jet.Algebra
}

func newLaplacian[F dual.Float](d *data.Data[F]) train.Term[F] {
	return &laplacian[F]{d, jet.Laplace(d.In)}
}

func (t *laplacian[F]) Algebra() *jet.Algebra { return t.alg }

func (t *laplacian[F]) SeedsInputs() bool { return true }

func (t *laplacian[F]) Len() int { return t.data.Len() }

func (t *laplacian[F]) Parts() []string { return []string{"value", "Laplacian"} }

// NewPass returns the term itself: it needs no memory.
func (t *laplacian[F]) NewPass(int) train.Pass[F] { return t }

func (t *laplacian[F]) Load(x *jet.Batch[F], points []int, _ int) {
	t.data.Load(x, points)
}

func (t *laplacian[F]) Score(cot, y *jet.Batch[F], points []int, _ int, scale float64, parts []float64) {
	clear(cot.Data)
	last := t.alg.Dim() - 1
	for part, k := range []int{0, last} {
		factor := F(t.alg.Factorial(k))
		for r, p := range points {
			e := factor*y.Plane(k)[r] - t.data.Labels.Plane(0)[p]
			parts[part] += float64(e * e)
			cot.Plane(k)[r] = 2 * F(scale) * factor * e
		}
	}
}

// noUpdate is an optimiser that leaves the parameters as they are: what remains of a step is the gradient.
type noUpdate struct{}

func (noUpdate) Rate() float64 { return 0 }

func (noUpdate) Update32(int) optim.Update[float32] { return still[float32]{} }

func (noUpdate) Update64(int) optim.Update[float64] { return still[float64]{} }

func (noUpdate) String() string { return "none" }

type still[F dual.Float] struct{}

func (still[F]) Step(_, _ []F, _ float64) {}

func (still[F]) State() [][]F { return nil }
