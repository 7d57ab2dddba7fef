package train

import (
	"fmt"

	"example.com/sobolev/dual"
	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
)

// A FallibleTerm is a [Term] that may find out only in training that there are points which it cannot score: a residual that
// asks for a derivative which is not computed, say. It gives them the loss NaN, and says why in Fault, which ends the run with
// that error also where a search would have gone round such points.
type FallibleTerm interface {
	// Fault returns what went wrong since the last call, nil if nothing did. It is called while no step runs.
	Fault() error
}

// An ExplainingPass is a [Pass] that can say more of a loss that is not finite than that.
type ExplainingPass interface {
	// Explain returns why the loss of the one point of the last Score, or its slope, is not finite, nil if that is not the
	// term's doing.
	Explain() error
}

// faultOf returns what went wrong in the first term in which something did.
func faultOf[F dual.Float](terms ...Term[F]) error {
	var first error
	for _, term := range terms {
		if t, ok := term.(FallibleTerm); ok {
			if err := t.Fault(); err != nil && first == nil {
				first = err
			}
		}
	}
	return first
}

// explain returns why the loss of a point is not finite at the network's parameters, nil if the term does not say. The network
// is as the term sees it.
func explain[F dual.Float](net *layers.Net[F], term Term[F], point, step int) error {
	pass, points := term.NewPass(1), []int{point}
	e, ok := pass.(ExplainingPass)
	if !ok {
		return nil
	}
	alg, x := term.Algebra(), newInputs(term, 1, net.In())
	pass.Load(x, points, step)
	sweep := net.NewForward(alg, term.SeedsInputs(), 1)
	sweep.Prepare(net.Params(), 1)
	pass.Score(jet.NewBatch[F](alg, 1, net.Out()), sweep.Forward(x), points, step, 1, make([]float64, len(term.Parts())))
	return e.Explain()
}

// agreeOnFault returns what went wrong in a term in the step, or at any of the points of parameters that a search tried, or else
// the search's own error. It is the same on all ranks.
func (t *Trainer[F]) agreeOnFault(err error) error {
	if t.lost != nil {
		return err
	}
	if e := t.fault(); e != nil {
		err = e
	}
	return t.shards.agree(err)
}

// fault returns what went wrong in a term on this rank.
func (t *Trainer[F]) fault() error {
	if err := faultOf(t.terms...); err != nil {
		return fmt.Errorf("train: step %d: %w", t.step.Step, err)
	}
	return nil
}
