package report

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestNarrow writes a table for a terminal that is narrower.
func TestNarrow(t *testing.T) {
	table := Table{Header: []string{"", "one", "two", "three"}, Rows: [][]Cell{{Text("a"), Text("1"), {Text: "22", Best: true}, Text("33333")}}}
	for columns, want := range map[string]string{
		"": "    one   two   three \n" + strings.Repeat("─", 22) + "\n" +
			"a     1    22*  33333 \n",
		"14": "    one   two \n" + strings.Repeat("─", 14) + "\n" +
			"a     1    22*\n\n" +
			"    three \n" + strings.Repeat("─", 10) + "\n" +
			"a   33333 \n",
		"1": "    one \n" + strings.Repeat("─", 8) + "\n" + "a     1 \n\n" +
			"    two \n" + strings.Repeat("─", 8) + "\n" + "a    22*\n\n" +
			"    three \n" + strings.Repeat("─", 10) + "\n" + "a   33333 \n",
	} {
		t.Setenv("COLUMNS", columns)
		var b strings.Builder
		if err := table.WriteText(&b); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, b.String()); diff != "" {
			t.Errorf("COLUMNS=%s (-want +got):\n%s", columns, diff)
		}
	}
}

// TestCommandsInTable writes a table of names that would be commands to a terminal.
func TestCommandsInTable(t *testing.T) {
	table := Table{Header: []string{"", "\x1b[2J"}, Rows: [][]Cell{{Text("d\x1b]0;title\x07"), Text("1")}}}
	var b strings.Builder
	if err := table.WriteText(&b); err != nil {
		t.Fatal(err)
	}
	if s := b.String(); strings.ContainsAny(s, "\x1b\x07") || !strings.Contains(s, `"\x1b[2J"`) || !strings.Contains(s, `"d\x1b]0;title\a"`) {
		t.Errorf("written as %q, want names quoted", s)
	}
}
