package dataset

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// parse reads the header's text, the literal of a Python dictionary with exactly three keys:
//
//	{'descr': '<f8', 'fortran_order': False, 'shape': (3, 4), }
//
// The offset is that of the text, for errors.
func (h *header) parse(text string, offset int) error {
	p := literal{text: text, offset: offset}
	p.expect("{")
	seen := map[string]bool{}
	for p.err == nil && !p.accept("}") {
		key := p.quoted()
		p.expect(":")
		switch {
		case seen[key]:
			p.fail("a second "+quote(key), "one of each key")
		case key == "descr":
			h.element = p.element()
		case key == "fortran_order":
			h.columnMajor = p.boolean()
		case key == "shape":
			h.shape = p.tuple()
		default:
			p.fail("key "+quote(key), "descr, fortran_order or shape")
		}
		seen[key] = true
		if !p.accept(",") {
			p.expect("}")
			break
		}
	}
	if p.err == nil && len(seen) != 3 {
		p.fail(fmt.Sprintf("%d keys", len(seen)), "descr, fortran_order and shape")
	}
	if p.err == nil && strings.TrimSpace(p.text[p.at:]) != "" {
		p.fail(p.next(), "the end of the header")
	}
	return p.err
}

// literal reads the few kinds of Python literals that a header has. After the first error it reads nothing more.
type literal struct {
	text   string
	at     int
	offset int // of the text in the file
	err    error
}

// fail keeps the first error.
func (p *literal) fail(got, want string) {
	if p.err == nil {
		p.err = fmt.Errorf("offset %d: %s, want %s", p.offset+p.at, got, want)
	}
}

// next quotes what comes next.
func (p *literal) next() string {
	p.space()
	rest := p.text[p.at:]
	return strconv.Quote(rest[:min(len(rest), 12)])
}

func (p *literal) space() {
	for p.at < len(p.text) && strings.IndexByte(" \t\r\n", p.text[p.at]) >= 0 {
		p.at++
	}
}

// accept skips the token if it comes next, and reports whether it did.
func (p *literal) accept(token string) bool {
	p.space()
	if p.err != nil || !strings.HasPrefix(p.text[p.at:], token) {
		return false
	}
	p.at += len(token)
	return true
}

func (p *literal) expect(token string) {
	if !p.accept(token) {
		p.fail(p.next(), strconv.Quote(token))
	}
}

// quoted reads a string in either kind of quotes, without escapes.
func (p *literal) quoted() string {
	p.space()
	if p.err != nil {
		return ""
	}
	rest := p.text[p.at:]
	if rest == "" || rest[0] != '\'' && rest[0] != '"' {
		p.fail(p.next(), "a string")
		return ""
	}
	end := strings.IndexByte(rest[1:], rest[0])
	if end < 0 {
		p.fail(p.next(), "a closing quote")
		return ""
	}
	p.at += end + 2
	return rest[1 : end+1]
}

func (p *literal) boolean() bool {
	if p.accept("True") {
		return true
	}
	if !p.accept("False") {
		p.fail(p.next(), "True or False")
	}
	return false
}

// tuple reads lengths of axes, such as (), (3,) or (3, 4).
func (p *literal) tuple() []int {
	shape := []int{}
	p.expect("(")
	for p.err == nil && !p.accept(")") {
		p.space()
		end := p.at
		for end < len(p.text) && p.text[end] >= '0' && p.text[end] <= '9' {
			end++
		}
		n, err := strconv.Atoi(p.text[p.at:end])
		if errors.Is(err, strconv.ErrRange) {
			p.fail("an axis of length "+quote(p.text[p.at:end])+" has too many elements", fmt.Sprintf("at most %d", math.MaxInt/16))
			return nil
		}
		if err != nil {
			p.fail(p.next(), "the length of an axis")
			return nil
		}
		p.at = end
		p.accept("L") // as Python 2 wrote long integers
		shape = append(shape, n)
		if !p.accept(",") {
			p.expect(")")
			break
		}
	}
	return shape
}

// element reads the type of elements.
func (p *literal) element() element {
	const want = "booleans, integers or floating-point numbers, such as <f8"
	at := p.at
	p.space()
	if p.err == nil && strings.HasPrefix(p.text[p.at:], "[") {
		p.fail("a structured type "+quote(p.fields()), want+": save every field as an array of its own")
		return element{}
	}
	descr := p.quoted()
	e, ok := elementOf(descr)
	if !ok && p.err == nil {
		p.at = at
		p.fail(fmt.Sprintf("elements of type %s, %s", quote(descr), foreign(descr)), want)
	}
	return e
}

// fields returns the list that comes next, as far as its closing bracket.
func (p *literal) fields() string {
	depth := 0
	for i, c := range p.text[p.at:] {
		switch c {
		case '[':
			depth++
		case ']':
			depth--
		}
		if depth == 0 {
			return p.text[p.at : p.at+i+1]
		}
	}
	return p.text[p.at:]
}
