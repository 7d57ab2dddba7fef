package formula

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"unicode"
)

// token is a word of a formula: a number, a name, or a sign; at the end it is empty.
type token struct {
	text  string
	at    int // where it begins, in characters, counted from 1
	name  bool
	num   bool
	value float64
}

func (t token) String() string {
	if t.text == "" {
		return "the end"
	}
	return strconv.Quote(t.text)
}

// scan cuts a formula into tokens, the last one empty.
func scan(text string) ([]token, error) {
	var tokens []token
	runes := []rune(text)
	for i := 0; i < len(runes); {
		from := i
		switch r := runes[i]; {
		case unicode.IsSpace(r):
			i++
			continue
		case digit(r):
			i = number(runes, i)
			word := string(runes[from:i])
			v, err := strconv.ParseFloat(word, 64)
			if errors.Is(err, strconv.ErrRange) {
				return nil, fmt.Errorf("at character %d: got %s, want a number of at most %.2g", from+1, word, math.MaxFloat64)
			}
			if err != nil {
				return nil, fmt.Errorf("at character %d: got %q, want a number", from+1, word)
			}
			tokens = append(tokens, token{text: word, at: from + 1, num: true, value: v})
		case unicode.IsLetter(r):
			for i < len(runes) && (unicode.IsLetter(runes[i]) || unicode.IsDigit(runes[i])) {
				i++
			}
			tokens = append(tokens, token{text: string(runes[from:i]), at: from + 1, name: true})
		default:
			i++
			tokens = append(tokens, token{text: string(r), at: from + 1})
		}
	}
	return append(tokens, token{at: len(runes) + 1}), nil
}

func digit(r rune) bool { return r >= '0' && r <= '9' || r == '.' }

// number returns where the number that begins at i ends. An e belongs to it only if an exponent follows: 2e is twice e.
func number(runes []rune, i int) int {
	for i < len(runes) && digit(runes[i]) {
		i++
	}
	if i < len(runes) && (runes[i] == 'e' || runes[i] == 'E') {
		j := i + 1
		if j < len(runes) && (runes[j] == '+' || runes[j] == '-') {
			j++
		}
		if j < len(runes) && digit(runes[j]) {
			for i = j; i < len(runes) && digit(runes[i]); i++ {
			}
		}
	}
	return i
}
