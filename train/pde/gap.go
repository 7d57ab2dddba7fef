package pde

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"example.com/sobolev/internal/number"
)

// A gap is what a residual read first that is not there: a derivative that is not computed since the residual did not read it
// where it was tried out, or a column of data that there is not. It belongs to one goroutine.
type gap struct {
	found  bool
	column int // of the data, −1 if it is a derivative
	output int
	along  []int

	unknown bool // whether the output is an unknown coefficient, and was read as that
	param   int  // the number of that
}

// derivative notes a partial derivative of an output that is not computed.
func (g *gap) derivative(output int, along []int) {
	if !g.found {
		*g = gap{found: true, column: -1, output: output, along: slices.Clone(along)}
	}
}

// coefficient notes an unknown coefficient, an output of the network, that is not read.
func (g *gap) coefficient(i, output int) {
	if !g.found {
		*g = gap{found: true, column: -1, output: output, unknown: true, param: i}
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
	if g.unknown {
		return fmt.Sprintf("Param(%d)", g.param)
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
	case g.unknown && g.output >= outputs:
		return fmt.Sprintf("the network has %d unknown coefficients, see layers.Coefficients", outputs-(g.output-g.param))
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

// bridge notes the gap that an evaluation of residual i found at the point that was read, as the term's fault, and returns it.
func (p *residualPass[F]) bridge(e *evaluation, i int) error {
	err := fmt.Errorf("%s reads %v at %s, %s", p.subject(i, len(e.calls)), &e.gap, p.place(), e.gap.remedy(p.outputs, len(p.Data)/p.Len()))
	e.gap.found = false
	p.fault.note(err, p.point, i)
	return err
}

// subject names residual i of n in errors.
func (t *residualTerm[F]) subject(i, n int) string {
	if n == 1 {
		return fmt.Sprintf("pde: %s: the residual", t.Name)
	}
	return fmt.Sprintf("pde: %s: residual %d of %d", t.Name, i+1, n)
}

// place names the point that was read in errors.
func (p *residualPass[F]) place() string {
	return fmt.Sprintf("point %d, x = %v", p.point, p.Points.X[p.point*p.inputs:(p.point+1)*p.inputs])
}

// explain returns why the loss of the point that was read is not finite, where the solution is: what residual is not, or its
// derivative in what.
func (p *residualPass[F]) explain(e *evaluation) error {
	if number.IndexNonFinite(e.u) >= 0 {
		return p.explainAnsatz()
	}
	for i := range e.calls {
		if r := p.evaluate(e, i); !number.Finite(r) {
			return fmt.Errorf("%s is %v at %s", p.subject(i, len(e.calls)), r, p.place())
		}
		if k := number.IndexNonFinite(e.grad); k >= 0 {
			return fmt.Errorf("%s has the slope %v in %s at %s", p.subject(i, len(e.calls)), e.grad[k], p.form.name(k%len(p.form.parts)), p.place())
		}
	}
	return p.explainAnsatz()
}

// explainAnsatz returns which of the functions of an ansatz is not finite at the point that was read, or which derivative of
// one; nil if all are.
func (p *residualPass[F]) explainAnsatz() error {
	for o, a := range p.ansatz {
		if a == nil {
			continue
		}
		offset, factor := a.at(p.point)
		for _, f := range []struct {
			name         string
			coefficients []float64
		}{{"Offset", offset}, {"Factor", factor}} {
			if k := number.IndexNonFinite(f.coefficients); k >= 0 {
				what := "is"
				if k > 0 {
					what = fmt.Sprintf("has component %d of %v", k, p.form.alg)
				}
				return fmt.Errorf("pde: %s: %s of the ansatz of output %d %s %v at %s", p.Name, f.name, o, what, f.coefficients[k], p.place())
			}
		}
	}
	return nil
}

// name returns the derivative of a slot as a residual writes it.
func (f *form) name(slot int) string {
	if f.parts[slot] == f.omega {
		return "the Laplacian"
	}
	g := gap{column: -1, output: f.outputs[slot]}
	for i, e := range f.alg.Exponents(f.parts[slot]) {
		for range e {
			g.along = append(g.along, i)
		}
	}
	return g.String()
}
