package synthgrad

// costs are the times of a step of a classifier, relative to that of Sobolev training, by classifier and modules: the least
// processor time of three to five runs of BenchmarkStep, on one thread of an AMD EPYC with AVX-512. They are a table, so that a
// comparison at equal time can be repeated exactly.
var costs = map[string]map[string]float64{
	"dense/linear": {"noprop": 0.31, "direct": 1.21, "vfbn": 0.93, "critic": 0.85, "sobolev": 1, "backprop": 0.77},
	"dense/hidden": {"noprop": 0.17, "direct": 0.91, "vfbn": 0.99, "critic": 0.77, "sobolev": 1, "backprop": 0.56},
	"dense/conv":   {"noprop": 0.20, "direct": 0.94, "vfbn": 1.02, "critic": 0.75, "sobolev": 1, "backprop": 0.56},
	"conv/linear":  {"noprop": 0.26, "direct": 7.42, "vfbn": 1.00, "critic": 0.73, "sobolev": 1, "backprop": 0.54},
	"conv/hidden":  {"noprop": 0.11, "direct": 0.96, "vfbn": 0.95, "critic": 0.68, "sobolev": 1, "backprop": 0.38},
	"conv/conv":    {"noprop": 0.14, "direct": 1.47, "vfbn": 0.96, "critic": 0.65, "sobolev": 1, "backprop": 0.43},
}

// stepsInTime is the number of steps that a method takes in the time of the setup's with Sobolev training.
func stepsInTime(s *setup, m method) int {
	return max(1, int(float64(s.steps)/costs[s.net.name+"/"+s.predictor.form][m.name]))
}
