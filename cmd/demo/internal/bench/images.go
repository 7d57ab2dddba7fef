package bench

import (
	"math"

	"example.com/sobolev/dual"
	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
	"example.com/sobolev/train"
)

// images is the loss of a classifier that is distilled from another: the cross-entropy with given probabilities and, with
// gradients, |∇⟨log p, v⟩ − target|² for one direction v in the outputs of every image. The residual of an adjoint sweep
// is held constant and seeds the inputs: the parameter gradient is that of one derivative along it.
type images[F dual.Float] struct {
	net           *layers.Net[F]
	x             []F // images × inputs
	probabilities []F // images × classes
	directions    []F // images × classes; nil without gradients
	targets       []F // images × inputs
}

func newImages[F dual.Float](net *layers.Net[F], n int, gradients bool, normals func(int) []F) *images[F] {
	t := &images[F]{net: net, x: normals(n * net.In()), probabilities: make([]F, n*net.Out())}
	for i := range t.probabilities {
		t.probabilities[i] = 1 / F(net.Out())
	}
	if gradients {
		t.directions, t.targets = normals(n*net.Out()), normals(n*net.In())
		for i := range t.directions {
			t.directions[i] /= F(math.Sqrt(float64(net.Out())))
		}
	}
	return t
}

func (t *images[F]) Algebra() *jet.Algebra {
	if t.directions == nil {
		return jet.Real()
	}
	return jet.Dual(1)
}

func (t *images[F]) SeedsInputs() bool { return false }

func (t *images[F]) Len() int { return len(t.x) / t.net.In() }

func (t *images[F]) Parts() []string { return []string{"value", "gradient"} }

func (t *images[F]) NewPass(points int) train.Pass[F] {
	return &imagesPass[F]{images: t, ws: t.net.NewWorkspace(), mismatch: make([]float64, points),
		tile: make([]F, 0, points*t.net.In()), chosen: make([]F, 0, points*t.net.Out())}
}

// imagesPass is what the input gradients of one tile are computed in.
type imagesPass[F dual.Float] struct {
	*images[F]
	ws           *layers.Workspace[F]
	tile, chosen []F       // images and directions
	mismatch     []float64 // |residual|² of the points loaded
}

func (t *imagesPass[F]) Load(x *jet.Batch[F], points []int, _ int) {
	d, out := t.net.In(), t.net.Out()
	for r, p := range points {
		copy(x.Plane(0)[r*d:(r+1)*d], t.x[p*d:])
	}
	if t.directions == nil {
		return
	}
	t.tile, t.chosen = append(t.tile[:0], x.Plane(0)...), t.chosen[:0]
	for _, p := range points {
		t.chosen = append(t.chosen, t.directions[p*out:(p+1)*out]...)
	}
	_, gradients := t.net.VJP(t.ws, t.tile, t.chosen)
	seeds := x.Plane(1)
	for r, p := range points {
		square := F(0)
		for i, want := range t.targets[p*d : (p+1)*d] {
			e := gradients[r*d+i] - want
			seeds[r*d+i] = e
			square += e * e
		}
		t.mismatch[r] = float64(square)
	}
}

func (t *imagesPass[F]) Score(cot, y *jet.Batch[F], points []int, _ int, scale float64, parts []float64) {
	out := t.net.Out()
	for r, p := range points {
		for a := range out {
			prob := t.probabilities[p*out+a]
			parts[0] -= float64(prob * y.Plane(0)[r*out+a])
			cot.Plane(0)[r*out+a] = -F(scale) * prob
		}
		if t.directions == nil {
			continue
		}
		parts[1] += t.mismatch[r]
		for a := range out {
			cot.Plane(1)[r*out+a] = 2 * F(scale) * t.directions[p*out+a]
		}
	}
}
