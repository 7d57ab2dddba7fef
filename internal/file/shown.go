package file

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// What errors show of names at most: a file may have names of megabytes, and many of them.
const (
	maxShown = 500 // runes of a name
	maxNames = 64
)

// Shown returns a name that a file holds as an error or a terminal may show it: cut where it is very long, and quoted if it has
// characters that do not print, such as the escape that begins a terminal's commands.
func Shown(name string) string {
	if cut := fmt.Sprintf("%.*s", maxShown, name); len(cut) < len(name) {
		name = cut + "…"
	}
	if !utf8.ValidString(name) || strings.ContainsFunc(name, func(r rune) bool { return !strconv.IsPrint(r) }) {
		return strconv.Quote(name)
	}
	return name
}

// ShownAll lists names, the first of them if they are many.
func ShownAll(names []string) string {
	var s []string
	for _, name := range names[:min(len(names), maxNames)] {
		s = append(s, Shown(name))
	}
	if more := len(names) - maxNames; more > 0 {
		s = append(s, fmt.Sprintf("and %d more", more))
	}
	return "[" + strings.Join(s, " ") + "]"
}
