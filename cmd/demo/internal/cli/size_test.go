package cli_test

import (
	"fmt"
	"io"
	"math"
	"testing"

	"example.com/sobolev/cmd/demo/internal/cli"
)

// Flags that size memory say what they take where more is wanted, numbers beyond integers among them.
func TestBetween(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"3", "<nil>"},
		{"7", "<nil>"},
		{"2", `got "2", want a whole number of at least 3`},
		{"8", `got "8", want a whole number of at most 7`},
		{"99999999999999999999", `got "99999999999999999999", want a whole number of at most 7`},
		{"-99999999999999999999", `got "-99999999999999999999", want a whole number of at least 3`},
		{"many", `got "many", want a whole number of at least 3`},
	} {
		if _, err := cli.Between(3, 7)(c.text); fmt.Sprint(err) != c.want {
			t.Errorf("%s: %v, want %s", c.text, err, c.want)
		}
	}
}

func TestSeeds(t *testing.T) {
	for args, want := range map[string]string{
		"-seeds=4":         "<nil>",
		"-seeds=0":         `fit: invalid value "0" for flag -seeds: got "0", want a whole number of at least 1`,
		"-seeds=100000000": `fit: invalid value "100000000" for flag -seeds: got "100000000", want a whole number of at most 10000`,
	} {
		f := cli.NewFlags("demo fit", "")
		f.Seeds(5, "repetitions")
		if err := f.ParseArgs([]string{args}, io.Discard); fmt.Sprint(err) != want {
			t.Errorf("%s: %v, want %s", args, err, want)
		}
	}
}

func TestCheckSizes(t *testing.T) {
	for _, c := range []struct {
		err  error
		want string
	}{
		{cli.CheckWidths("-hidden "+cli.Joined([]int{8192, 8190}), 1, 8192, 8190, 1), "<nil>"},
		{cli.CheckWidths("-hidden "+cli.Joined([]int{8192, 8192}), 1, 8192, 8192, 1), "-hidden 8192,8192 makes a network of 6.71e+07 weights, want at most 67108864"},
		{cli.CheckWidths("-hidden 2e9", 1, math.MaxInt32, math.MaxInt32, 1), "-hidden 2e9 makes a network of 4.61e+18 weights, want at most 67108864"},
		{cli.CheckNumbers("-d 2 with -n 3", 2, 3), "<nil>"},
		{cli.CheckNumbers("-d 9 with -n 8", math.MaxInt32, math.MaxInt32, math.MaxInt32), "-d 9 with -n 8 makes 9.9e+27 numbers, want at most 268435456"},
	} {
		if fmt.Sprint(c.err) != c.want {
			t.Errorf("%v, want %s", c.err, c.want)
		}
	}
}
