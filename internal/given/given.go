// Package given names the arguments that a function cannot do without and was not given: functions, networks, contexts that are
// nil.
package given

import "errors"

// Must panics unless ok, which says that an argument is not nil. The function is named with its package, and what is the argument:
//
//	given.Must(f != nil, "dual: Gradient", "the function f")
//
// It costs a comparison: nothing is written before it is needed.
func Must(ok bool, function, what string) {
	if !ok {
		panicMissing(function, what)
	}
}

// Check is [Must] with an error in place of the panic.
func Check(ok bool, function, what string) error {
	if ok {
		return nil
	}
	return errors.New(missing(function, what))
}

//go:noinline
func panicMissing(function, what string) { panic(missing(function, what)) }

func missing(function, what string) string { return function + ": " + what + " is nil, want one" }
