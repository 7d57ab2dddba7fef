package series

import "fmt"

// A Kind says what the number types make of a function.
type Kind int

const (
	Elementary Kind = iota // a method of its own, generated
	Activation             // a function of package dual, through Apply
	Kinked                 // a method written by hand, which follows the seed at the kink as the rule does not
)

// A Function is one row of the table: all that is known about a function of one variable apart from its coefficients.
// The generator in internal/series/gen writes the methods of every number type from it, and the lists of the tests.
type Function struct {
	Name      string // the name of the rule in this package
	Method    string // the name of the number types' method, if that is another
	Kind      Kind
	Parameter string // the name of the rule's parameter; empty where it has none

	Rule     Rule                            // the rule, where it has no parameter
	Family   func(c []float64, a, p float64) // the rule, where it has one
	Equation Equation                        // the differential equation, where it is of a form that jets can solve

	One      string                     // the value of the parameter with which the function is 1 whatever x, NaN too
	Domain   Domain                     // where the function is real, poles apart
	DomainOf func(p float64) Domain     // the same where it depends on the parameter; the function is named <Name>Domain
	Smooth   int                        // the number of continuous derivatives inside the domain, poles apart
	SmoothOf func(p float64) int        // the same where it depends on the parameter; named <Name>Smoothness
	Math     func(x float64) float64    // the function of package math whose values it has, nil if there is none
	MathOf   func(x, p float64) float64 // the same with the parameter

	Doc   string   // what the comment of the method, or of the function of package dual, says it returns
	Cases []string // the special cases of dual.Number, in order

	Init   string  // the initialiser of package layers that suits the weights before it, if networks have it as activation
	Kernel string  // the kernel of package layers that computes the activation, if there is one
	Usual  float64 // the parameter that the activation has if none is named

	Golden  []float64 // the parameters with golden values
	Sampled []float64 // the parameters for which the number types are tested
}

// An Entry is a function of the table with its parameter fixed where it has one.
type Entry struct {
	Name       string // that of the file of its golden values
	Rule       Rule
	Smoothness int // the number of continuous derivatives inside the domain, poles apart; [Smooth] for all
	Domain
	Math func(x float64) float64 // nil if package math has no such function
}

// With returns the entry of the function for a value of its parameter.
func (f Function) With(p float64) Entry {
	e := Entry{f.Name, f.Rule, f.Smooth, f.Domain, f.Math}
	if f.Parameter == "" {
		return e
	}
	e.Name = fmt.Sprintf("%s(%v)", f.Name, p)
	e.Rule = func(c []float64, a float64) { f.Family(c, a, p) }
	if f.DomainOf != nil {
		e.Domain = f.DomainOf(p)
	}
	if f.SmoothOf != nil {
		e.Smoothness = f.SmoothOf(p)
	}
	if f.MathOf != nil {
		e.Math = func(x float64) float64 { return f.MathOf(x, p) }
	}
	return e
}

// Entries returns the function for each of the values of its parameter, or once if it has none.
func (f Function) Entries(parameters []float64) []Entry {
	if f.Parameter == "" {
		return []Entry{f.With(0)}
	}
	entries := make([]Entry, len(parameters))
	for i, p := range parameters {
		entries[i] = f.With(p)
	}
	return entries
}

// All returns the entries of the table that have golden values.
func All() []Entry {
	var entries []Entry
	for _, f := range Functions() {
		entries = append(entries, f.Entries(f.Golden)...)
	}
	return entries
}
