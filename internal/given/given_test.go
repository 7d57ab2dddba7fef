package given_test

import (
	"fmt"
	"testing"

	"example.com/sobolev/internal/given"
)

func TestGiven(t *testing.T) {
	const want = "dual: Gradient: the function f is nil, want one"
	if err := given.Check(false, "dual: Gradient", "the function f"); fmt.Sprint(err) != want {
		t.Errorf("Check: %v, want %s", err, want)
	}
	if err := given.Check(true, "dual: Gradient", "the function f"); err != nil {
		t.Errorf("Check: %v of what is there", err)
	}
	given.Must(true, "dual: Gradient", "the function f")
	defer func() {
		if got := recover(); got != want {
			t.Errorf("Must: panic %v, want %s", got, want)
		}
	}()
	given.Must(false, "dual: Gradient", "the function f")
}
