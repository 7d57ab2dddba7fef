package jet

import (
	"fmt"
	"strconv"
	"strings"

	"example.com/sobolev/internal/number"
)

// Format implements [fmt.Formatter]: %v prints (1+2ϵ+3ϵ²), %+v and %#v add names for the coefficients, and %e, %f, %g
// with their flags, width and precision apply to all of them.
func (x Number[F]) Format(s fmt.State, verb rune) {
	x = x.defined()
	parts := make([]number.Part, len(x.c))
	for k, c := range x.c {
		unit := x.alg.unit(k)
		name := "Real"
		if k > 0 {
			name = unit
		}
		parts[k] = number.Part{Name: name, Unit: unit, Value: F(c)}
	}
	number.Format(s, verb, fmt.Sprintf("%T", x), parts...)
}

// unit returns basis element k as it is printed, and nothing for the primal.
func (a *Algebra) unit(k int) string {
	e := a.basis[k]
	switch {
	case e.exponents == nil && a.base != nil:
		return "e" + number.Subscript(k) + "*"
	case e.exponents == nil:
		return "ω"
	}
	var s strings.Builder
	for v, n := range e.exponents {
		if n == 0 {
			continue
		}
		s.WriteString("ϵ")
		if a.vars > 1 {
			s.WriteString(number.Subscript(v + 1))
		}
		if n > 1 {
			s.WriteString(superscript(n))
		}
	}
	return s.String()
}

// superscript returns n in superscript digits.
func superscript(n int) string {
	digits := []rune(strconv.Itoa(n))
	for k, d := range digits {
		digits[k] = []rune("⁰¹²³⁴⁵⁶⁷⁸⁹")[d-'0']
	}
	return string(digits)
}
