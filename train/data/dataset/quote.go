package dataset

import "strconv"

// quote puts a text of someone else's in quotes for an error, cut after 40 runes: a cell may hold megabytes.
func quote(s string) string {
	const most = 40
	n := 0
	for i := range s {
		if n == most {
			return strconv.Quote(s[:i]) + "…"
		}
		n++
	}
	return strconv.Quote(s)
}
