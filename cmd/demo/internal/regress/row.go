package regress

import "fmt"

// row is one result as the command prints and keeps it.
type row struct {
	Fn      string  `json:"fn"`
	N       int     `json:"n"`
	Order   int     `json:"order"`
	Net     string  `json:"net,omitempty"`    // if methods are chosen by name
	Method  string  `json:"method,omitempty"` // likewise
	Seed    int     `json:"seed"`
	MSE     float64 `json:"test_mse"`
	GradMSE float64 `json:"test_grad_mse"`
	Seconds float64 `json:"seconds"`
}

// newRow makes a result's row, with the names of network and method if the orders do not say them.
func newRow(r *result, named bool) row {
	out := row{Fn: r.problem.f.Name, N: r.n, Order: r.method.order, Seed: r.seed, MSE: r.mse, GradMSE: r.gradMSE, Seconds: r.seconds}
	if named {
		out.Net, out.Method = r.arch.String(), r.method.name
	}
	return out
}

// key says all that a job's result depends on.
func (j job) key() string {
	b := j.budget
	return fmt.Sprintf("%v, %v, %d epochs of %d, rate %g", j, j.arch, b.epochs, b.batch, b.rate)
}

// earlier makes a result of the row that an earlier run kept.
func (j job) earlier(r row) *result {
	return &result{job: j, mse: r.MSE, gradMSE: r.GradMSE, seconds: r.Seconds}
}
