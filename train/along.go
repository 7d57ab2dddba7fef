package train

import (
	"math"

	"example.com/sobolev/dual"
	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
)

// A source knows the jets of a function at seeded inputs. It serves several goroutines at once.
type source[F dual.Float] interface {
	// label writes the jets at the points with the given numbers, seeded in x, to y.
	label(y, x *jet.Batch[F], points []int)
}

// Along returns data that holds the function's values at the points, and the function itself, whose derivatives a
// [Stochastic] loss takes along the directions it draws. A step then evaluates the function at its points, in one pass
// for each, whatever the number of inputs; that allocates. The function is called by several goroutines at once.
func Along[F dual.Float](f func(x []dual.Any) dual.Any, p Points[F]) (*Data[F], error) {
	return AlongVector(func(x []dual.Any) []dual.Any { return []dual.Any{f(x)} }, p)
}

// AlongVector is [Along] for a function with several outputs.
func AlongVector[F dual.Float](f func(x []dual.Any) []dual.Any, p Points[F]) (*Data[F], error) {
	d, err := FromVectorFunc(f, p, 0)
	if err != nil {
		return nil, err
	}
	d.along = function[F](f)
	return d, nil
}

// AlongNet is [Along] for a teacher network. Its parameters must stay as they are while the data is used.
func AlongNet[F dual.Float](teacher *layers.Net[F], p Points[F]) (*Data[F], error) {
	d, err := FromNet(teacher, p, 0)
	if err != nil {
		return nil, err
	}
	d.along = &teacherSource[F]{teacher, newFreeList(teacher.NewWorkspace)}
	return d, nil
}

// function is a source that evaluates generic code.
type function[F dual.Float] func(x []dual.Any) []dual.Any

func (f function[F]) label(y, x *jet.Batch[F], _ []int) {
	vars := make([]dual.Any, x.Features)
	for s := range x.Samples {
		for i := range vars {
			n := x.Number(s, i)
			vars[i] = dual.Box(jet.New(x.Alg, n.AppendCoefficients(nil)...))
		}
		for o, v := range f(vars) {
			c := dual.Unbox[jet.Number[float64]](v)
			for k := range x.Alg.Dim() {
				y.Plane(k)[s*y.Features+o] = F(coefficient(c, k))
			}
		}
	}
}

// coefficient returns coefficient k of a number, which may know fewer orders than it was asked for: the others were not
// measured.
func coefficient(x jet.Number[float64], k int) float64 {
	if alg := x.Algebra(); alg.Vars() == 1 && k >= alg.Dim() {
		return math.NaN()
	}
	return x.Coefficient(k)
}

// teacherSource is a source that evaluates a network.
type teacherSource[F dual.Float] struct {
	net  *layers.Net[F]
	free *freeList[layers.Workspace[F]]
}

func (t *teacherSource[F]) label(y, x *jet.Batch[F], _ []int) {
	ws := t.free.take()
	defer t.free.give(ws)
	y.Copy(t.net.Jets(ws, x))
}

// contraction is a source that has all derivatives at the points and contracts them with the directions.
type contraction[F dual.Float] struct {
	labels *jet.Batch[F]
	alg    *jet.Algebra
	parent []int // component k is component parent[k] times variable factor[k]
	factor []int
	free   *freeList[[]float64]
}

func newContraction[F dual.Float](d *Data[F]) *contraction[F] {
	alg := d.Labels.Alg
	c := &contraction[F]{labels: d.Labels, alg: alg, parent: make([]int, alg.Dim()), factor: make([]int, alg.Dim())}
	c.free = newFreeList(func() *[]float64 { m := make([]float64, alg.Dim()); return &m })
	for k := 1; k < alg.Dim(); k++ {
		alpha := append([]int(nil), alg.Exponents(k)...)
		v := 0
		for alpha[v] == 0 {
			v++
		}
		alpha[v]--
		c.parent[k], c.factor[k] = alg.Index(alpha...), v
	}
	return c
}

func (c *contraction[F]) label(y, x *jet.Batch[F], points []int) {
	y.Zero()
	for k := range y.Alg.Dim() {
		if y.Alg.Degree(k) > c.alg.Order() {
			fill(y.Plane(k), F(math.NaN())) // validation data may hold fewer orders
		}
	}
	powers := c.free.take()
	defer c.free.give(powers)
	for r, p := range points {
		if y.Alg.Vars() == 1 {
			c.taylor(y, x, r, p, *powers)
		} else {
			c.directions(y, x, r, p)
		}
	}
}

// taylor sets the coefficients along one direction v: those of order q are Σ v^α/α! ∂^α f over |α| = q.
func (c *contraction[F]) taylor(y, x *jet.Batch[F], r, p int, powers []float64) {
	out, d := y.Features, x.Features
	powers[0] = 1
	for k := range c.alg.Dim() {
		q := c.alg.Degree(k)
		if q > y.Alg.Order() {
			return
		}
		if k > 0 {
			powers[k] = powers[c.parent[k]] * float64(x.Plane(1)[r*d+c.factor[k]])
		}
		add(y.Plane(q)[r*out:(r+1)*out], powers[k]/c.alg.Factorial(k), c.labels.Plane(k)[p*out:])
	}
}

// directions sets the value, the slopes v·g along all directions and, of a hyper-dual number, wᵀHv.
func (c *contraction[F]) directions(y, x *jet.Batch[F], r, p int) {
	out, d := y.Features, x.Features
	copy(y.Plane(0)[r*out:(r+1)*out], c.labels.Plane(0)[p*out:])
	if c.alg.Order() == 0 {
		return
	}
	for k := range y.Alg.Vars() {
		for i, v := range x.Plane(1 + k)[r*d : (r+1)*d] {
			add(y.Plane(1 + k)[r*out:(r+1)*out], float64(v), c.labels.Plane(1 + i)[p*out:])
		}
	}
	if c.alg.Order() == 1 || y.Alg.Order() == 1 {
		return
	}
	v, w := x.Plane(1)[r*d:(r+1)*d], x.Plane(2)[r*d:(r+1)*d]
	k, _ := c.alg.Components(2)
	for i := range d { // the upper triangle row by row
		for j := i; j < d; j++ {
			vw := float64(v[i]) * float64(w[j])
			if i != j {
				vw += float64(v[j]) * float64(w[i])
			}
			add(y.Plane(3)[r*out:(r+1)*out], vw, c.labels.Plane(k)[p*out:])
			k++
		}
	}
}

// fill sets all elements of x.
func fill[F dual.Float](x []F, v F) {
	for i := range x {
		x[i] = v
	}
}

// add adds c·src to dst.
func add[F dual.Float](dst []F, c float64, src []F) {
	for i := range dst {
		dst[i] += F(c * float64(src[i]))
	}
}
