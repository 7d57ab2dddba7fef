package file

import (
	"strings"
	"testing"
)

func TestShown(t *testing.T) {
	for name, want := range map[string]string{
		"":                        "",
		"Skip(Dense(2) → tanh)":   "Skip(Dense(2) → tanh)",
		"Größe 2":                 "Größe 2",
		"\x1b[31mred\x1b[0m":      `"\x1b[31mred\x1b[0m"`,
		"a\nb":                    `"a\nb"`,
		"a\u009bb":                `"a\u009bb"`,
		"a\u202eb":                `"a\u202eb"`,
		"a\xffb":                  `"a\xffb"`,
		strings.Repeat("é", 500):  strings.Repeat("é", 500),
		strings.Repeat("é", 501):  strings.Repeat("é", 500) + "…",
		strings.Repeat("\t", 600): `"` + strings.Repeat(`\t`, 500) + `…"`,
	} {
		if got := Shown(name); got != want {
			t.Errorf("%q is shown as %s, want %s", name, got, want)
		}
	}
	if got, want := ShownAll([]string{"a b", "c\td"}), `[a b "c\td"]`; got != want {
		t.Errorf("a list is shown as %s, want %s", got, want)
	}
	if got, want := ShownAll(make([]string, 100)), "["+strings.Repeat(" ", 64)+"and 36 more]"; got != want {
		t.Errorf("a long list is shown as %q, want %q", got, want)
	}
}
