package distill

// row is one result as the command prints it.
type row struct {
	Env          string  `json:"env"`
	Fraction     float64 `json:"fraction"` // of the recorded states, in per cent
	Method       string  `json:"method"`
	Seed         int     `json:"seed"`
	Act          string  `json:"act"`
	Directions   int     `json:"directions,omitempty"` // of projection; all of them for a Jacobian
	Disagreement float64 `json:"disagreement"`         // part of the states that were not trained on
	KL           float64 `json:"kl"`                   // mean over them, in nats
	Return       float64 `json:"return"`               // mean over the episodes played
}

// kept is a row with what tables say besides, as a store keeps it.
type kept struct {
	row
	Teacher  float64 `json:"teacher_return"`
	Trained  int     `json:"trained"`  // number of states that the student saw
	Recorded int     `json:"recorded"` // number of all states
	Seconds  float64 `json:"seconds"`  // of training
}
