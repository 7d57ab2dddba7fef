// Package number holds what the number types of packages dual, hyperdual and jet share and what is no derivative
// rule: how they print, how they are ordered at kinks, what functions of two numbers have in common, and where those
// with many directions keep their derivatives.
package number

import (
	"fmt"
	"strconv"
	"strings"
)

// A Part is one coefficient of a number as it is printed: its field name, the symbol it multiplies (empty for the
// primal) and its value, a float or a number of its own.
type Part struct {
	Name, Unit string
	Value      any
}

// Format prints a number for its method Format. %v and %g print (1+2ϵ), as do %e, %f and their capitals; flags,
// width and precision apply to each coefficient. %+v adds the field names, %#v prints Go syntax. The coefficients
// after the first always show their sign, except where they are numbers in parentheses themselves.
func Format(s fmt.State, verb rune, typeName string, parts ...Part) {
	switch verb {
	case 'v':
		switch {
		case s.Flag('#'):
			fields(s, typeName, ", ", "%#v", parts)
			return
		case s.Flag('+'):
			fields(s, "", " ", "%+v", parts)
			return
		}
		verb = 'g'
	case 'e', 'E', 'f', 'F', 'g', 'G':
	default:
		fmt.Fprintf(s, "%%!%c(%s=", verb, typeName)
		Format(s, 'g', typeName, parts...)
		fmt.Fprint(s, ")")
		return
	}
	plain, signed := directive(s, verb, false), directive(s, verb, true)
	fmt.Fprint(s, "(")
	for i, p := range parts {
		_, nested := p.Value.(fmt.Formatter)
		switch {
		case i == 0:
			fmt.Fprintf(s, plain, p.Value)
		case nested:
			fmt.Fprintf(s, "+"+plain, p.Value)
		default:
			fmt.Fprintf(s, signed, p.Value)
		}
		fmt.Fprint(s, p.Unit)
	}
	fmt.Fprint(s, ")")
}

// fields prints the parts as the fields of a struct literal.
func fields(s fmt.State, typeName, separator, directive string, parts []Part) {
	fmt.Fprint(s, typeName, "{")
	for i, p := range parts {
		if i > 0 {
			fmt.Fprint(s, separator)
		}
		fmt.Fprintf(s, "%s:"+directive, p.Name, p.Value)
	}
	fmt.Fprint(s, "}")
}

// directive rebuilds the formatting directive that s came from, with the plus flag added where signed.
func directive(s fmt.State, verb rune, signed bool) string {
	var b strings.Builder
	b.WriteByte('%')
	for _, flag := range "+-# 0" {
		if s.Flag(int(flag)) || flag == '+' && signed {
			b.WriteRune(flag)
		}
	}
	if w, ok := s.Width(); ok {
		fmt.Fprint(&b, w)
	}
	if p, ok := s.Precision(); ok {
		fmt.Fprintf(&b, ".%d", p)
	}
	b.WriteRune(verb)
	return b.String()
}

// Subscript returns i in subscript digits, for the name of the i-th unit.
func Subscript(i int) string {
	digits := []rune(strconv.Itoa(i))
	for k, d := range digits {
		digits[k] = d - '0' + '₀'
	}
	return string(digits)
}
