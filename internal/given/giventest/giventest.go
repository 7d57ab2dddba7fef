// Package giventest tests that functions name the argument that they were not given.
package giventest

import (
	"fmt"
	"testing"
)

// Panics expects every call to panic with its key, such as "dual: Gradient: the function f is nil, want one".
func Panics(t *testing.T, calls map[string]func()) {
	t.Helper()
	for want, call := range calls {
		func() {
			defer func() {
				if got := fmt.Sprint(recover()); got != want {
					t.Errorf("panic %s, want %s", got, want)
				}
			}()
			call()
		}()
	}
}

// Errors expects every call to return an error with its key as the text.
func Errors(t *testing.T, calls map[string]func() error) {
	t.Helper()
	for want, call := range calls {
		if got := fmt.Sprint(call()); got != want {
			t.Errorf("error %s, want %s", got, want)
		}
	}
}
