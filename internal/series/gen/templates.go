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
