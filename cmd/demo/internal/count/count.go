// Package count writes how many things there are in words: 1 seed, 5 seeds.
package count

import "strconv"

// Of returns the number with the word for what is counted: that for one thing, or the one for several, its plural. If that is
// left out it ends in s.
func Of(n int, one string, several ...string) string {
	switch {
	case n == 1:
		return "1 " + one
	case len(several) > 0:
		return strconv.Itoa(n) + " " + several[0]
	}
	return strconv.Itoa(n) + " " + one + "s"
}
