package cli

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// List is a flag of comma-separated values; parse reads one of them. It satisfies [flag.Getter].
type List[V any] struct {
	values *[]V
	parse  func(string) (V, error)
}

// NewList returns a flag that fills values, whose present content is the default. The errors of parse should say what
// is wanted; they are given the flag's name by [Flags.ParseArgs].
func NewList[V any](values *[]V, parse func(string) (V, error)) List[V] {
	return List[V]{values, parse}
}

// Set implements [flag.Value]. Every call replaces the values.
func (l List[V]) Set(s string) error {
	var values []V
	for part := range strings.SplitSeq(s, ",") {
		v, err := l.parse(strings.TrimSpace(part))
		if err != nil {
			return err
		}
		values = append(values, v)
	}
	*l.values = values
	return nil
}

// Get implements [flag.Getter].
func (l List[V]) Get() any { return *l.values }

// String implements [flag.Value].
func (l List[V]) String() string {
	if l.values == nil {
		return ""
	}
	parts := make([]string, len(*l.values))
	for i, v := range *l.values {
		parts[i] = fmt.Sprint(v)
	}
	return strings.Join(parts, ",")
}

// IntList declares a flag of comma-separated whole numbers of at least least.
func (f *Flags) IntList(name string, values []int, least int, usage string) *[]int {
	return f.IntListBetween(name, values, least, math.MaxInt, usage)
}

// IntListBetween declares a flag of comma-separated whole numbers from least to most.
func (f *Flags) IntListBetween(name string, values []int, least, most int, usage string) *[]int {
	f.Var(NewList(&values, Between(least, most)), name, usage)
	return &values
}

// ChoiceList declares a flag of comma-separated words, each one of choices.
func (f *Flags) ChoiceList(name string, values []string, choices []string, usage string) *[]string {
	f.Var(NewList(&values, OneOf(choices...)), name, usage+" (any of "+strings.Join(choices, ", ")+")")
	return &values
}

// Names returns the names of all, in their order: the choices of a flag that [Pick] takes.
func Names[T any](all []T, name func(T) string) []string {
	names := make([]string, len(all))
	for i, x := range all {
		names[i] = name(x)
	}
	return names
}

// Pick returns those of all whose names are chosen, in the order of all.
func Pick[T any](all []T, name func(T) string, chosen []string) []T {
	var picked []T
	for _, x := range all {
		if slices.Contains(chosen, name(x)) {
			picked = append(picked, x)
		}
	}
	return picked
}

// Choice declares a flag of one word out of choices.
func (f *Flags) Choice(name, value string, choices []string, usage string) *string {
	f.Var(NewSingle(&value, OneOf(choices...)), name, usage+" (one of "+strings.Join(choices, ", ")+")")
	return &value
}

// IntAtLeast declares a flag of a whole number that is least or more.
func (f *Flags) IntAtLeast(name string, value, least int, usage string) *int {
	f.Var(NewSingle(&value, AtLeast(least)), name, usage)
	return &value
}

// IntBetween declares a flag of a whole number from least to most.
func (f *Flags) IntBetween(name string, value, least, most int, usage string) *int {
	f.Var(NewSingle(&value, Between(least, most)), name, usage)
	return &value
}

// Seeds declares the flag -seeds, the number of repetitions, whose usage says what differs between them.
func (f *Flags) Seeds(value int, usage string) *int {
	const most = 10_000 // a job for each of them is made at the start
	return f.IntBetween("seeds", value, 1, most, usage)
}

// Single is a flag of one value. It satisfies [flag.Getter].
type Single[V any] struct {
	value *V
	parse func(string) (V, error)
}

// NewSingle returns a flag that sets value, whose present content is the default.
func NewSingle[V any](value *V, parse func(string) (V, error)) Single[V] {
	return Single[V]{value, parse}
}

// Set implements [flag.Value].
func (s Single[V]) Set(text string) error {
	v, err := s.parse(text)
	if err == nil {
		*s.value = v
	}
	return err
}

// Get implements [flag.Getter].
func (s Single[V]) Get() any { return *s.value }

// String implements [flag.Value].
func (s Single[V]) String() string {
	if s.value == nil {
		return ""
	}
	return fmt.Sprint(*s.value)
}

// AtLeast returns a parser of whole numbers not below least.
func AtLeast(least int) func(string) (int, error) { return Between(least, math.MaxInt) }

// Between returns a parser of whole numbers from least to most. What sizes memory has a most that memory is there for, so that a
// slip of the finger is an error in words and not the end of the process.
func Between(least, most int) func(string) (int, error) {
	return func(s string) (int, error) {
		n, err := strconv.Atoi(s)
		switch {
		case err == nil && n > most, errors.Is(err, strconv.ErrRange) && !strings.HasPrefix(s, "-"):
			return 0, fmt.Errorf("got %q, want a whole number of at most %d", s, most)
		case err != nil || n < least:
			return 0, fmt.Errorf("got %q, want a whole number of at least %d", s, least)
		}
		return n, nil
	}
}

// Finite is the parser of finite numbers.
func Finite(s string) (float64, error) {
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || v-v != 0 {
		return 0, fmt.Errorf("got %q, want a finite number", s)
	}
	return v, nil
}

// Any is the parser of words that may be anything, such as names in a file that is not read yet.
func Any(s string) (string, error) { return s, nil }

// OneOf returns a parser of words that accepts the given ones. Case, hyphens and underscores do not matter.
func OneOf(choices ...string) func(string) (string, error) {
	return func(s string) (string, error) {
		for _, c := range choices {
			if plain(c) == plain(s) {
				return c, nil
			}
		}
		return "", fmt.Errorf("got %q, want %s%s", s, oneOf(choices), suggestion(s, choices))
	}
}

// plain strips what OneOf ignores.
func plain(s string) string {
	return strings.ToLower(strings.NewReplacer("-", "", "_", "", " ", "").Replace(s))
}

// Preset gives a flag that was not on the command line another value, for flags that stand for several others.
func Preset[V any](f *Flags, name string, value *V, preset V) {
	if !f.Given(name) {
		*value = preset
	}
}
