package beyond

import (
	"fmt"
	"math/rand/v2"
	"time"

	"example.com/sobolev/cmd/demo/internal/report"
	"example.com/sobolev/dual"
	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
)

const (
	ordersBatch  = 256
	nestedLevels = 6 // types of nested numbers that are written down below
)

// ordersNet is the network of n-TangentProp's timings: three hidden layers of 24 tanh units, one input, one output.
func ordersNet() (*layers.Net[float64], error) {
	return layers.NewMLP[float64](1, []int{24, 24, 24}, 1, layers.Tanh, rand.New(rand.NewPCG(1, 0x24)))
}

// Numbers that are nested to have a derivative of an order, with 2 to the power of it parts.
type (
	nested1 = dual.Number[float64]
	nested2 = dual.Nested[nested1]
	nested3 = dual.Nested[nested2]
	nested4 = dual.Nested[nested3]
	nested5 = dual.Nested[nested4]
	nested6 = dual.Nested[nested5]
)

// deeper seeds one more level.
func deeper[T dual.Scalar[T]](x T) dual.Nested[T] { return dual.Nested[T]{Real: x, Emag: x.Lift(1)} }

// evaluation returns a function that evaluates the network at a number and returns the last of the result's coefficients.
func evaluation[T interface {
	dual.Scalar[T]
	dual.Coefficients
}](net *layers.Net[float64], x T) func() float64 {
	params := make([]T, len(net.Params()))
	for i, p := range net.Params() {
		params[i] = x.Lift(p)
	}
	in := []T{x}
	return func() float64 {
		c := layers.Eval(net, params, in)[0].AppendCoefficients(nil)
		return c[len(c)-1]
	}
}

// nestedEvaluation returns a function that computes the derivative of an order at x by nested dual numbers.
func nestedEvaluation(net *layers.Net[float64], x float64, order int) func() float64 {
	one := dual.Variable(x)
	two := deeper(one)
	three := deeper(two)
	four := deeper(three)
	five := deeper(four)
	switch order {
	case 1:
		return evaluation[nested1](net, one)
	case 2:
		return evaluation[nested2](net, two)
	case 3:
		return evaluation[nested3](net, three)
	case 4:
		return evaluation[nested4](net, four)
	case 5:
		return evaluation[nested5](net, five)
	case nestedLevels:
		return evaluation[nested6](net, deeper(five))
	}
	panic(fmt.Sprintf("beyond: nested numbers of order %d, want 1 to %d", order, nestedLevels))
}

// orderJobs measures every order.
func orderJobs(o *options) []job {
	highest := 12
	if o.quick {
		highest = 4
	}
	var jobs []job
	for n := 1; n <= highest; n++ {
		jobs = append(jobs, measurement(fmt.Sprint(n), fmt.Sprintf("quick %v", o.quick), func() (values, error) { return timeOrder(n, o.rounds()) }))
	}
	return jobs
}

// timeOrder times all derivatives up to an order in microseconds for a point: of batches, forward and with the parameter
// gradient, and of one number after the other, as a jet and nested.
func timeOrder(order, rounds int) (values, error) {
	net, err := ordersNet()
	if err != nil {
		return nil, err
	}
	plain, _, err := passes(net, jet.Real(), ordersBatch)
	if err != nil {
		return nil, err
	}
	forward, both, err := passes(net, jet.Taylor(order), ordersBatch)
	if err != nil {
		return nil, err
	}
	const x = 0.3
	number := evaluation(net, jet.Variable(jet.Taylor(order), x, 0))
	fs := []func(){plain, forward, both, func() { number() }}
	if order <= nestedLevels {
		nested := nestedEvaluation(net, x, order)
		fs = append(fs, func() { nested() })
	}
	t := interleaved(rounds, 4*time.Millisecond, fs...)
	v := values{}
	for i, name := range []string{"value_us", "jets_us", "gradient_us"} {
		v[name] = t[i] * 1e6 / ordersBatch
	}
	for i, s := range t[3:] {
		v[[]string{"number_us", "nested_us"}[i]] = s * 1e6
	}
	return v, nil
}

// passes returns functions that carry a batch of jets through a network, and that also pull a cotangent back to the
// parameters. Every input is seeded in all of the algebra's symbols' places that its number admits.
func passes[F dual.Float](net *layers.Net[F], alg *jet.Algebra, samples int) (forward, both func(), err error) {
	plan, err := net.Plan(alg, false, layers.Jets)
	if err != nil {
		return nil, nil, err
	}
	sweep := net.NewSweep(plan, samples)
	x, cot := jet.NewBatch[F](alg, samples, net.In()), jet.NewBatch[F](alg, samples, net.Out())
	rng := rand.New(rand.NewPCG(uint64(samples), 0x5eed))
	for i := range x.Plane(0) {
		x.Plane(0)[i] = F(rng.NormFloat64())
	}
	for k := 1; k <= alg.Vars(); k++ {
		for s := range samples {
			x.Plane(k)[s*net.In()+(k-1)%net.In()] = 1
		}
	}
	for i := range cot.Data {
		cot.Data[i] = 1
	}
	grad := make([]F, len(net.Params()))
	forward = func() {
		sweep.Prepare(net.Params(), samples)
		sweep.Forward(x)
	}
	return forward, func() {
		forward()
		sweep.Backward(nil, grad, cot)
	}, nil
}

// orderTable lists the orders.
func orderTable(cs []*cell) report.Table {
	t := report.Table{
		Title: "n-TangentProp: time against the order",
		Caption: fmt.Sprintf("All derivatives up to order n of a network 1–24–24–24–1 of tanh units in its input, microseconds a point on one "+
			"thread: in batches of %d (jets), the same with the parameter gradient, and number by number, as jets and as nested dual "+
			"numbers, whose 2ⁿ parts are what nested automatic differentiation computes. Times in one row were taken in turn, medians of processor time. Published "+
			"(Chickering 2024): training with n-TangentProp is over 24 times (n = 3) and over 65 times (n = 4) as fast as with nested "+
			"reverse mode in PyTorch; up to nine derivatives are feasible.", ordersBatch),
		Header: []string{"n", "values", "jets", "jets/values", "with gradient", "number: jet", "nested", "nested/jet"},
	}
	for _, c := range cs {
		v := c.results[0].Values
		line := append([]report.Cell{report.Text(c.of)},
			figures(v["value_us"], v["jets_us"], v["jets_us"]/v["value_us"], v["gradient_us"], v["number_us"])...)
		if nested, ok := v["nested_us"]; ok {
			line = append(line, figures(nested, nested/v["number_us"])...)
		} else {
			line = append(line, report.Text("–"), report.Text("–"))
		}
		t.Rows = append(t.Rows, line)
	}
	return t
}

// orderResult says what the highest order costs.
func orderResult(cs []*cell) string {
	last := cs[len(cs)-1]
	v := last.results[0].Values
	return fmt.Sprintf("All derivatives up to order %s cost %s times the value, in one pass.", last.of, report.Significant(v["jets_us"]/v["value_us"], 2))
}
