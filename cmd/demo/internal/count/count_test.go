package count_test

import (
	"testing"

	"example.com/sobolev/cmd/demo/internal/count"
)

func TestOf(t *testing.T) {
	for _, c := range []struct {
		got, want string
	}{
		{count.Of(0, "seed"), "0 seeds"},
		{count.Of(1, "seed"), "1 seed"},
		{count.Of(20, "seed"), "20 seeds"},
		{count.Of(1, "random axis", "random axes"), "1 random axis"},
		{count.Of(2, "random axis", "random axes"), "2 random axes"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}
