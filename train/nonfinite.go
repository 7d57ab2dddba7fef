package train

import (
	"fmt"
	"slices"

	"example.com/sobolev/internal/number"
	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
)

// NonFiniteError reports that the loss or its gradient left the finite numbers. The network keeps the parameters of
// the last finite step.
type NonFiniteError struct {
	Step           int
	Loss, GradNorm float64

	// Term is the index of the term in which the first such number turned up, −1 if every sample on its own is finite
	// and only sums over samples overflow, or the sample is one of another rank's.
	Term int
	// Place is where in the network that was; its Sample is the point's index in the term, among those of this rank.
	Place layers.NonFinite
	// Cause is what the term says of it, nil if nothing, see [ExplainingPass].
	Cause error

	shared bool // whether other ranks have other points, or other tiles of them
}

func (e *NonFiniteError) Error() string {
	where := "no single sample is to blame, their sum overflows"
	if e.shared {
		where = "no single sample of this rank is to blame"
	}
	if e.Term >= 0 {
		where = fmt.Sprintf("first in term %d: %v", e.Term, e.Place)
		if e.Cause != nil {
			where += fmt.Sprintf(" (%v)", e.Cause)
		}
	}
	return fmt.Sprintf("train: step %d: loss %v with gradient norm %v, want finite numbers; %s; "+
		"the parameters of the last finite step are kept", e.Step, e.Loss, e.GradNorm, where)
}

// Unwrap returns the cause.
func (e *NonFiniteError) Unwrap() error { return e.Cause }

// nonFinite finds out what went wrong in the current step, step i of the epoch, by repeating it sample by sample.
func (t *Trainer[F]) nonFinite(i int) *NonFiniteError {
	e := &NonFiniteError{Step: t.step.Step, Loss: t.step.Loss, GradNorm: t.step.GradNorm, Term: -1, shared: t.shards.group != nil}
	for k, s := range t.supply {
		lists, _ := s.take(i)
		for _, point := range slices.Concat(lists...) {
			if at, found := t.findNonFinite(k, point); found {
				e.Term, e.Place, e.Cause = k, at, explain(t.nets[k], t.terms[k], point, t.seed())
				return e
			}
		}
	}
	return e
}

// largestJets is the number of coefficients of the inputs' jets up to which they are searched.
const largestJets = 1 << 24

// findNonFinite carries one point of a term through the network and back.
func (t *Trainer[F]) findNonFinite(k, point int) (at layers.NonFinite, found bool) {
	term, pass, points := t.terms[k], t.terms[k].NewPass(1), []int{point}
	parts := make([]float64, len(term.Parts()))
	score := func(cot, y *jet.Batch[F]) { pass.Score(cot, y, points, t.seed(), 1, parts) }
	net := t.nets[k]
	alg, in := term.Algebra(), net.In()
	if term.SeedsInputs() && alg.Dim() > largestJets/in { // then values alone, and the loss
		x := jet.NewBatch[F](jet.Real(), 1, in)
		pass.Load(x, points, t.seed())
		if at, found = net.FindNonFinite(x, true, nil); !found {
			sweep := net.NewForward(alg, true, 1)
			sweep.Prepare(net.Params(), 1)
			score(jet.NewBatch[F](alg, 1, net.Out()), sweep.Forward(x))
		}
	} else {
		x := jet.NewBatch[F](alg, 1, in)
		pass.Load(x, points, t.seed())
		at, found = net.FindNonFinite(x, term.SeedsInputs(), score)
	}
	if loss := sum(parts); !found && !number.Finite(loss) {
		at, found = layers.NonFinite{Layer: -1, Quantity: "loss", Number: loss}, true
	}
	at.Sample = point
	return at, found
}
