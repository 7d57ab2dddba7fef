package pde

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/number"
)

// A gap is what a residual read first that is not there: a derivative that is not computed since the residual did not read it
// where it was tried out, or a column of data that there is not. It belongs to one goroutine.
type gap struct {
	found  bool
	column int // of the data, −1 if it is a derivative
	output int
	along  []int
}

// derivative notes a partial derivative of an output that is not computed.
func (g *gap) derivative(output int, along []int) {
	if !g.found {
		*g = gap{found: true, column: -1, output: output, along: slices.Clone(along)}
	}
}

// data notes a column that there is not.
func (g *gap) data(column int) {
	if !g.found {
		*g = gap{found: true, column: column}
	}
}

// String returns what was read as a residual writes it.
func (g *gap) String() string {
	if g.column >= 0 {
		return fmt.Sprintf("Data(%d)", g.column)
	}
	s := "U()"
	if len(g.along) > 0 {
		s = "D(" + strings.Trim(strings.ReplaceAll(fmt.Sprint(g.along), " ", ", "), "[]") + ")"
	}
	if g.output != 0 {
		s = fmt.Sprintf("Output(%d).%s", g.output, s)
	}
	return s
}

// remedy says what would have to be different.
func (g *gap) remedy(outputs, columns int) string {
	switch {
	case g.column >= 0:
		return fmt.Sprintf("the data has %d columns", columns)
	case g.output >= outputs:
		return fmt.Sprintf("the network has %d outputs", outputs)
	}
	return fmt.Sprintf("which it did not where it was tried out; set Collocation.Order to %d", max(len(g.along), 1))
}

// fault is what a term has found out about its residuals while they were evaluated: the first gap, by points and
// residuals, so that it does not depend on which goroutine came first.
type fault struct {
	mu              sync.Mutex
	err             error
	point, residual int
}

// note keeps the error if it is of an earlier point than the one it has.
func (f *fault) note(err error, point, residual int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.err == nil || point < f.point || point == f.point && residual < f.residual {
		f.err, f.point, f.residual = err, point, residual
	}
}

// take returns the error and forgets it.
func (f *fault) take() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	err := f.err
	f.err = nil
	return err
}

// Fault implements [train.FallibleTerm]: it returns the gap of the first point where a residual found one.
func (t *residualTerm[F]) Fault() error { return t.fault.take() }

// bridge notes the gap that the last evaluation of residual i of n found at a point, as the term's fault, and returns it.
func (t *residualTerm[F]) bridge(g *gap, i, n, point int, x []F) error {
	err := fmt.Errorf("%s reads %v at %s, %s", t.subject(i, n), g, place(point, x), g.remedy(t.outputs, len(t.Data)/(len(t.Points.X)/t.inputs)))
	g.found = false
	t.fault.note(err, point, i)
	return err
}

// subject names residual i of n in errors.
func (t *residualTerm[F]) subject(i, n int) string {
	if n == 1 {
		return fmt.Sprintf("pde: %s: the residual", t.Name)
	}
	return fmt.Sprintf("pde: %s: residual %d of %d", t.Name, i+1, n)
}

// place names a point in errors.
func place[F dual.Float](point int, x []F) string { return fmt.Sprintf("point %d, x = %v", point, x) }

// explain returns why the loss of a point is not finite, where the solution is: what residual is not, or its derivative in
// what.
func (p *residualPass[F]) explain(u []float64, n, point int, x []F, residual func(i int) (r float64, grad []float64)) error {
	if number.IndexNonFinite(u) >= 0 {
		return nil
	}
	for i := range n {
		r, grad := residual(i)
		if !number.Finite(r) {
			return fmt.Errorf("%s is %v at %s", p.subject(i, n), r, place(point, x))
		}
		if k := number.IndexNonFinite(grad); k >= 0 {
			return fmt.Errorf("%s has the slope %v in %s at %s", p.subject(i, n), grad[k], p.form.name(k%len(p.form.parts)), place(point, x))
		}
	}
	return nil
}

// name returns the derivative of a slot as a residual writes it.
func (f *form) name(slot int) string {
	g := gap{column: -1, output: f.outputs[slot]}
	for i, e := range f.alg.Exponents(f.parts[slot]) {
		for range e {
			g.along = append(g.along, i)
		}
	}
	if f.parts[slot] == f.omega {
		return "the Laplacian"
	}
	return g.String()
}
