package main

// text holds the templates. A row is one function; see type row for what it offers.
const text = `
{{define "imports"}}
import (
	{{if mathIsUsed .}}"math"

	{{end}}"example.com/sobolev/internal/series"
)
{{end}}

{{define "one"}}{{if .One}}	if {{.Parameter}} == {{.One}} {
		return x.Lift(1)
	}
{{end}}{{end}}

{{define "static"}}{{template "imports" .}}{{range .}}{{if .Elementary}}
{{.Comment}}func (x {{.Type}}) {{.Method}}({{.Parameters}}) {{.Type}} {
{{template "one" .}}	var c [{{.Size}}]float64
	series.{{.Name}}(c[:], float64(x.Real){{with .Parameter}}, {{.}}{{end}})
	return x.chain{{with .Edges}}Within(&c, {{.}}){{else}}(&c){{end}}
}
{{end}}{{end}}{{end}}

{{define "kinks"}}{{with index . 0}}
// Abs returns |x|.
func (x {{.Type}}) Abs() {{.Type}} {
	switch {
	case x.Real > 0:
		return x
	case x.Real < 0:
		return x.Neg()
	}
	return x.each(Number[F].Abs)
}

// Max returns the larger of x and y, with the value of math.Max.
func (x {{.Type}}) Max(y {{.Type}}) {{.Type}} {
	switch {
	case x.Real > y.Real:
		return x
	case x.Real < y.Real:
		return y
	}
	return zip(x, y, Number[F].Max)
}

// Min returns the smaller of x and y, with the value of math.Min.
func (x {{.Type}}) Min(y {{.Type}}) {{.Type}} {
	switch {
	case x.Real < y.Real:
		return x
	case x.Real > y.Real:
		return y
	}
	return zip(x, y, Number[F].Min)
}

// Clamp returns x limited to [lo, hi].
func (x {{.Type}}) Clamp(lo, hi float64) {{.Type}} { return x.Max(x.Lift(lo)).Min(x.Lift(hi)) }
{{end}}{{end}}

{{define "nested"}}{{template "imports" .}}{{range .}}{{if .Elementary}}
{{.Comment}}func (x {{.Type}}) {{.Method}}({{.Parameters}}) {{.Type}} {
{{template "one" .}}	return x.chain{{if .Edges}}Within{{end}}(x.Real.{{.Method}}({{.Parameter}}), {{.Value}}{{with .Edges}}, {{.}}{{end}})
}
{{end}}{{end}}{{end}}

{{define "any"}}
{{range .}}{{if .Elementary}}func (b {{.Type}}) {{.Method}}({{.Parameters}}) Any { return {{.Type}}{b.x.{{.Method}}({{.Parameter}})} }
{{end}}{{end}}{{end}}

{{define "scalar"}}{{range .}}{{if .Elementary}}	{{.Method}}({{.Parameters}}) T // {{.Doc}}
{{end}}{{end}}{{end}}

{{define "activations"}}
import "example.com/sobolev/internal/series"

// The activation functions of neural networks are functions over [Scalar], not methods of it: they are their rules,
// and every number type has them through Apply. At a kink their slope is one fixed number whatever the seed, as a
// layer's is; Abs, Max and Min follow the seed.
{{range .}}{{if .Activation}}
{{if .Parameter}}var {{.Variable}}Family = family{of: series.{{.Name}}}

{{.Comment}}func {{.Method}}[T Scalar[T]](x T, {{.Parameters}}) T { return x.Apply({{.Variable}}Family.rule({{.Parameter}})) }
{{else}}{{.Comment}}func {{.Method}}[T Scalar[T]](x T) T { return x.Apply(series.{{.Name}}) }
{{end}}{{end}}{{end}}{{end}}

{{define "layers"}}
import (
	"fmt"

	"example.com/sobolev/internal/series"
)

// The activations. At a kink the derivative is fixed: ReLU'(0) = 0, |·|'(0) = 0.
var (
{{range .}}{{if and .Init (not .Parameter)}}	{{.Name}} = Activation{Name: {{printf "%q" .Lower}}, Rule: series.{{.Name}}, Smoothness: {{.Smoothness}}, Init: {{.Init}}{{with .Kernel}}, kernel: {{.}}{{end}}}
{{end}}{{end}})
{{range .}}{{if and .Init .Parameter}}
// {{.Name}} returns the activation {{.Doc}}.
func {{.Name}}({{.Parameters}}) Activation {
	return Activation{Name: fmt.Sprintf("{{.Lower}}(%g)", {{.Parameter}}), Rule: {{.Value}},
		Smoothness: {{.Smoothness}}, Init: {{.Init}}, {{with .Kernel}}kernel: {{.}}, {{end}}param: {{.Parameter}}}
}
{{end}}{{end}}
// Activations lists the activations that [ActivationByName] finds.
func Activations() []Activation {
	return []Activation{Identity{{range .}}{{if .Init}}, {{.Name}}{{if .Parameter}}({{.Usual}}){{end}}{{end}}{{end}}}
}
{{end}}

{{define "jet"}}
import "example.com/sobolev/internal/series"

// The functions of one variable are their rules, composed with x, or the solutions of their equations at x: see
// [Algebra.Apply] for what happens at the edge of a domain. The special cases of the value are those of package math.
{{range .}}{{$r := .}}{{if .Elementary}}
{{.Comment}}func (x {{.Type}}) {{.Method}}({{.Parameters}}) {{.Type}} { return x.{{with .Solution}}function({{$r.Value}}, {{.}}){{else}}Apply({{.Value}}){{end}} }
{{end}}{{end}}{{end}}

{{define "numbertest"}}
import "example.com/sobolev/dual"

// operations returns the functions of the table as operations on numbers, by the names of their entries.
func operations[T dual.Scalar[T]]() map[string]func(x T) T {
	return map[string]func(x T) T{
{{range .}}{{$r := .}}{{if .Elementary}}{{range .Samples}}		"{{.Name}}": func(x T) T { return x.{{$r.Method}}({{.Argument}}) },
{{end}}{{else if .Activation}}{{range .Samples}}		"{{.Name}}": {{if .Argument}}func(x T) T { return dual.{{$r.Method}}(x, {{.Argument}}) }{{else}}dual.{{$r.Method}}[T]{{end}},
{{end}}{{end}}{{end}}	}
}
{{end}}

{{define "stack"}}
import "testing"

// TestStaysOnStack calls every rule statically on a local array, as the number types do.
func TestStaysOnStack(t *testing.T) {
	allocs := testing.AllocsPerRun(100, func() {
		var c [3]float64
		for _, a := range []float64{-0.5, 0.5, 1.5} {
{{range .}}{{$r := .}}{{range .Samples}}			{{$r.Name}}(c[:], a{{with .Argument}}, {{.}}{{end}})
{{end}}{{end}}		}
		Derivative(c[:2], c[:])
		sink = c[0]
	})
	if allocs != 0 {
		t.Errorf("%v allocations, want 0", allocs)
	}
}
{{end}}
`
