package distill

import "fmt"

// row is one result as the command prints it.
type row struct {
	Env          string  `json:"env"`
	Fraction     float64 `json:"fraction"` // of the recorded states, in per cent
	Method       string  `json:"method"`
	Seed         int     `json:"seed"`
	Disagreement float64 `json:"disagreement"` // part of the states that were not trained on
	KL           float64 `json:"kl"`           // mean over them, in nats
	Return       float64 `json:"return"`       // mean over the episodes played
}

func newRow(r *result) row {
	return row{r.domain.name, r.fraction, r.method.String(), r.seed, r.disagreement, r.divergence, r.returned}
}

// kept is a row with what tables say besides, as a store keeps it.
type kept struct {
	row
	Teacher  float64 `json:"teacher_return"`
	Trained  int     `json:"trained"`
	Recorded int     `json:"recorded"`
	Seconds  float64 `json:"seconds"`
}

// keptOf is the form in which a result is kept.
func keptOf(r *result) kept { return kept{newRow(r), r.score, r.trained, r.recorded, r.seconds} }

// earlier makes a result of what an earlier run kept.
func (j job) earlier(k kept) *result {
	return &result{job: j, score: k.Teacher, trained: k.Trained, recorded: k.Recorded, disagreement: k.Disagreement,
		divergence: k.KL, returned: k.Return, seconds: k.Seconds}
}

// key says all that a job's result depends on.
func (j job) key() string {
	return fmt.Sprintf("%s, %g %%, %v, seed %d, weight %g, %+v", j.domain.name, j.fraction, j.method, j.seed, j.weight, j.budget)
}
