package formula

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"example.com/sobolev/dual"
)

// MaxLength is the number of bytes that a formula may have.
const MaxLength = 500

// Parse reads a formula in x and y. There are + − * / ^ with their usual precedence (^ binds to the right and more
// tightly than a sign before it), parentheses, numbers, pi and e, and the functions of package dual. The sign of a
// product may be left out, as in 2x or 3(x+y). The result takes the coordinates as numbers of any kind. An error says
// at which character something else was wanted.
func Parse(text string) (func(x []dual.Any) dual.Any, error) {
	if len(text) > MaxLength {
		return nil, fmt.Errorf("formula: got %d bytes, want at most %d", len(text), MaxLength)
	}
	tokens, err := scan(ascii.Replace(text))
	if err != nil {
		return nil, fmt.Errorf("formula: %w", err)
	}
	p := &parser{tokens: tokens}
	n := p.sum()
	if p.err == nil && p.next().text != "" {
		p.fail("an operator or the end")
	}
	if p.err != nil {
		return nil, fmt.Errorf("formula: %w", p.err)
	}
	return n.eval, nil
}

// parser descends recursively. After the first mistake it returns without reading on.
type parser struct {
	tokens []token
	at     int
	err    error
}

func (p *parser) next() token { return p.tokens[p.at] }

// take moves past a sign if it is the next token.
func (p *parser) take(sign string) bool {
	if p.err != nil || p.next().name || p.next().text != sign {
		return false
	}
	p.at++
	return true
}

// fail records the first mistake, at the next token.
func (p *parser) fail(want string) node {
	if p.err == nil {
		p.err = fmt.Errorf("at character %d: got %v, want %s", p.next().at, p.next(), want)
	}
	return constant(0)
}

func (p *parser) sum() node {
	n := p.product()
	for {
		switch {
		case p.take("+"):
			n = sum(n, p.product())
		case p.take("-"):
			n = sum(n, call(dual.Any.Neg, p.product()))
		default:
			return n
		}
	}
}

func (p *parser) product() node {
	n := p.signed()
	for p.err == nil {
		switch t := p.next(); {
		case p.take("*"):
			n = product(n, p.signed())
		case p.take("/"):
			n = call2(dual.Any.Div, n, p.signed())
		case t.name || t.num || t.text == "(": // the sign left out
			n = product(n, p.power())
		default:
			return n
		}
	}
	return n
}

func (p *parser) signed() node {
	switch {
	case p.take("-"):
		return call(dual.Any.Neg, p.signed())
	case p.take("+"):
		return p.signed()
	}
	return p.power()
}

func (p *parser) power() node {
	n := p.atom()
	if p.take("^") {
		return power(n, p.signed())
	}
	return n
}

func (p *parser) atom() node {
	if p.err != nil {
		return constant(0)
	}
	switch t := p.next(); {
	case t.num:
		p.at++
		return constant(t.value)
	case t.name:
		return p.named()
	case p.take("("):
		n := p.sum()
		if !p.take(")") {
			return p.fail("a closing parenthesis")
		}
		return n
	}
	return p.fail("a number, x, y, a function or a parenthesis")
}

// named reads a variable, a constant or the call of a function.
func (p *parser) named() node {
	name := strings.ToLower(p.next().text)
	if i, ok := variables[name]; ok {
		p.at++
		return variable(i)
	}
	if v, ok := constants[name]; ok {
		p.at++
		return constant(v)
	}
	one, two := unary[name], binary[name]
	if one == nil && two == nil {
		return p.fail(p.instead(name))
	}
	p.at++
	if !p.take("(") {
		return p.fail("a parenthesis after " + name)
	}
	a := p.sum()
	if two != nil {
		if !p.take(",") {
			return p.fail("a comma and the second argument of " + name)
		}
		b := p.sum()
		if !p.take(")") {
			return p.fail("a closing parenthesis")
		}
		return call2(two, a, b)
	}
	if !p.take(")") {
		return p.fail("a closing parenthesis")
	}
	return call(one, a)
}

// instead says what may stand in place of a name that nothing has, the next token.
func (p *parser) instead(name string) string {
	if p.tokens[p.at+1].text == "(" {
		return "one of the functions " + functions()
	}
	var factors []string
	for _, r := range name {
		factors = append(factors, string(r))
		_, isVariable := variables[string(r)]
		_, isConstant := constants[string(r)]
		if !isVariable && !isConstant {
			return "a number in its place: the only names of numbers are x, y, pi and e"
		}
	}
	return strings.Join(factors, "*")
}

// functions lists what can be called.
func functions() string {
	return strings.Join(slices.Sorted(maps.Keys(unary)), ", ") + "; " + strings.Join(slices.Sorted(maps.Keys(binary)), ", ")
}
