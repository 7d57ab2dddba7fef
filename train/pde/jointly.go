package pde

import (
	"fmt"
	"math"

	"example.com/sobolev/dual"
	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
	"example.com/sobolev/train"
)

// Jointly returns the term that asks conditions to hold which see several points at once: the two ends of a period, the nodes
// of an integral, see [Quadrature]. The collocation's points are taken in groups of the given size, one after the other; a
// residual gets the fields at those of a group, in their order:
//
//	// periodic is u(x₀) = u(x₁), for groups of two.
//	func periodic(p []pde.Point) pde.Num { return p[0].U().Sub(p[1].U()) }
//
// Its part of the loss is the mean over the groups of its squares. The other fields of the collocation are those of [Residual];
// Data belong to the points, not to the groups. Points that are drawn anew are not supported. What one member of a group
// reads is computed for all of them.
func Jointly[F dual.Float](net *layers.Net[F], c Collocation[F], size int, residuals ...func(p []Point) Num) (train.Term[F], error) {
	if c.Name == "" {
		c.Name = "condition"
	}
	if err := checkNet(c.Name, net); err != nil {
		return nil, err
	}
	switch {
	case c.Resample != nil:
		return nil, fmt.Errorf("pde: %s: groups of points that are drawn anew, want fixed ones", c.Name)
	case size < 1 || net.In() > 0 && len(c.Points.X)%(size*net.In()) != 0:
		return nil, fmt.Errorf("pde: %s: %d coordinates in groups of %d points with %d, want a multiple", c.Name, len(c.Points.X), size, net.In())
	}
	// Trying out goes through the points one after the other: the last of a group completes it.
	var tried []func(p Point) Num
	for i, r := range residuals {
		if r == nil {
			return nil, fmt.Errorf("pde: %s: residual %d is nil, want one", c.Name, i)
		}
		group := make([]Point, 0, size)
		tried = append(tried, func(p Point) Num {
			p.x = append([]Num(nil), p.x...)
			p.data = append([]float64(nil), p.data...)
			if group = append(group, p); len(group) < size {
				return Num{}
			}
			defer func() { group = group[:0] }()
			return r(group)
		})
	}
	c.group = size
	t, err := newResidualTerm(net, c, tried)
	if err != nil {
		return nil, err
	}
	return &jointTerm[F]{t, size, residuals}, nil
}

// jointTerm is the term of residuals that see groups of points.
type jointTerm[F dual.Float] struct {
	points    *residualTerm[F] // the points one by one; its residuals are not used
	size      int
	residuals []func(p []Point) Num
}

// GroupSize implements [train.GroupedTerm].
func (t *jointTerm[F]) GroupSize() int { return t.size }

// Fault implements [train.FallibleTerm].
func (t *jointTerm[F]) Fault() error { return t.points.Fault() }

func (t *jointTerm[F]) Algebra() *jet.Algebra { return t.points.form.alg }

// SeedsInputs implements [train.Term]: the points of a group share the algebra's symbols, which Load seeds.
func (t *jointTerm[F]) SeedsInputs() bool { return t.Algebra().Order() == 0 }

// Shape implements [train.ShapedTerm].
func (t *jointTerm[F]) Shape() (in, out int) { return t.points.Shape() }

func (t *jointTerm[F]) Len() int { return t.points.Len() / t.size }

func (t *jointTerm[F]) Parts() []string { return t.points.Parts() }

// Describe implements [train.Describer].
func (t *jointTerm[F]) Describe() []train.Trait {
	return append(t.points.Describe(), train.Trait{Name: "group", Value: fmt.Sprint(t.size)})
}

// NewPass implements [train.Term].
func (t *jointTerm[F]) NewPass(points int) train.Pass[F] { return t.newPass(points) }

func (t *jointTerm[F]) newPass(points int) *jointPass[F] {
	n := len(t.points.form.parts)
	all := t.size * n
	p := &jointPass[F]{jointTerm: t, evaluation: newEvaluation(all), sum: make([]float64, all),
		primals: make([]F, points*t.size*t.points.inputs), group: make([]Point, t.size)}
	for j := range t.size {
		m := t.points.newPass()
		m.u, m.sum = p.u[j*n:(j+1)*n], p.sum[j*n:(j+1)*n]
		m.at.gap = &p.gap
		p.members = append(p.members, m)
	}
	for _, r := range t.residuals {
		p.calls = append(p.calls, func(u []Num) Num {
			for j, m := range p.members {
				p.group[j] = m.at
				p.group[j].u = u[j*n : (j+1)*n]
			}
			return r(p.group)
		})
	}
	return p
}

// jointPass is what one goroutine needs to evaluate residuals of groups.
type jointPass[F dual.Float] struct {
	*jointTerm[F]
	evaluation                    // in what all members read
	members    []*residualPass[F] // of the points of a group
	primals    []F
	group      []Point
	sum        []float64 // derivatives of the loss in what is read
	view       jet.Batch[F]
}

// apart returns b with the members of groups for samples.
func (p *jointPass[F]) apart(b *jet.Batch[F]) *jet.Batch[F] {
	p.view = jet.Batch[F]{Alg: b.Alg, Samples: b.Samples * p.size, Features: b.Features / p.size, Data: b.Data}
	return &p.view
}

// Load implements [train.Pass].
func (p *jointPass[F]) Load(x *jet.Batch[F], groups []int, _ int) {
	n := p.size * p.points.inputs
	primals := p.primals[:len(groups)*n]
	for row, g := range groups {
		copy(primals[row*n:(row+1)*n], p.points.Points.X[g*n:])
	}
	p.apart(x).Seed(primals)
}

// read reads all members of a group.
func (p *jointPass[F]) read(y *jet.Batch[F], row, group int) {
	all := p.apart(y)
	for j, m := range p.members {
		m.read(all, row*p.size+j, group*p.size+j)
	}
}

// write sets the cotangents of all members.
func (p *jointPass[F]) write(cot *jet.Batch[F], row, group int) {
	all := p.apart(cot)
	for j, m := range p.members {
		m.write(all, row*p.size+j, group*p.size+j)
	}
}

// residual returns residual i of the group that was read and sets grad to its derivatives. It is NaN if there is a gap, which is
// said of the group's first point, as all is.
func (p *jointPass[F]) residual(i int) float64 { return p.members[0].evaluate(&p.evaluation, i) }

// Explain implements [train.ExplainingPass].
func (p *jointPass[F]) Explain() error {
	err := p.members[0].explain(&p.evaluation)
	for i := 1; err == nil && i < len(p.members); i++ {
		err = p.members[i].explainAnsatz()
	}
	return err
}

// Score implements [train.Pass].
func (p *jointPass[F]) Score(cot, y *jet.Batch[F], groups []int, _ int, scale float64, parts []float64) {
	cot.Zero()
	for row, g := range groups {
		p.read(y, row, g)
		clear(p.sum)
		for i := range p.calls {
			loss, slope := p.points.penalty(p.residual(i))
			parts[i] += loss
			slope *= scale
			for slot, d := range p.grad {
				p.sum[slot] += float64(slope * d)
			}
		}
		p.write(cot, row, g)
	}
}

// Residuals implements [train.ResidualTerm].
func (t *jointTerm[F]) Residuals() (int, error) {
	return len(t.residuals), t.points.Penalty.CheckRoot()
}

// NewResidualPass implements [train.ResidualTerm].
func (t *jointTerm[F]) NewResidualPass(points int) train.ResidualPass[F] {
	p := &jointRootPass[F]{jointPass: t.newPass(points)}
	p.slopes = make([]float64, points*len(t.residuals)*len(p.grad))
	return p
}

// jointRootPass computes the residuals with their weights, so that their squares are the loss.
type jointRootPass[F dual.Float] struct {
	*jointPass[F]
	groups []int     // the last ones
	slopes []float64 // groups × residuals × the derivatives that are read
}

// Residuals implements [train.ResidualPass].
func (p *jointRootPass[F]) Residuals(r []float64, y *jet.Batch[F], groups []int, _ int) {
	p.groups = groups
	weight, slopes := math.Sqrt(p.points.Weight), p.slopes
	for row, g := range groups {
		p.read(y, row, g)
		for i := range p.calls {
			root, slope := p.points.Penalty.Root(p.residual(i))
			r[0] = weight * root
			for slot, d := range p.grad {
				slopes[slot] = weight * slope * d
			}
			r, slopes = r[1:], slopes[len(p.grad):]
		}
	}
}

// Slopes implements [train.ResidualPass].
func (p *jointRootPass[F]) Slopes(cot *jet.Batch[F], i int) {
	cot.Zero()
	for row, g := range p.groups {
		copy(p.sum, p.slopes[(row*len(p.residuals)+i)*len(p.grad):])
		p.write(cot, row, g)
	}
}
