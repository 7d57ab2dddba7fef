package layers_test

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"example.com/sobolev/layers"
)

const tanhRecord = `{"name":"tanh","kind":"Activate","settings":{"function":"tanh"}}`

// nested is the architecture of so many Skips, one inside the other, around tanh. They have the names given, the innermost first.
func nested(depth int, name func(level int) string) string {
	var b strings.Builder
	b.WriteString(`{"version":2,"in":2,"layers":[`)
	for level := range depth {
		fmt.Fprintf(&b, `{"name":%q,"kind":"Skip","layers":[`, name(depth-1-level))
	}
	return b.String() + tanhRecord + strings.Repeat("]}", depth+1)
}

// skipName is what that Skip calls itself.
func skipName(level int) string {
	return strings.Repeat("Skip(", level+1) + "tanh" + strings.Repeat(")", level+1)
}

// side is the architecture of a Concat of so many tanh.
func side(branches int) string {
	return fmt.Sprintf(`{"version":2,"in":1,"layers":[{"name":"Concat(tanh%s)","kind":"Concat","layers":[%s%s]}]}`,
		strings.Repeat(", tanh", branches-1), tanhRecord, strings.Repeat(","+tanhRecord, branches-1))
}

// openText opens a file of the architecture and one number, and returns the bytes that were allocated, and the error.
func openText(t *testing.T, architecture string) (allocated uint64, err error) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "net")
	if err := os.WriteFile(path, hostile(t, architecture, "0.weight", "[1]", 8), 0o666); err != nil {
		t.Fatal(err)
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, err = layers.Open[float64](path)
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc, err
}

// TestOpenBounds opens files that describe more than a network has, and expects errors that are short, before memory is taken
// beyond a small multiple of the file. What is within the bounds is read to its end: it lacks the file's one array alone.
func TestOpenBounds(t *testing.T) {
	const fits = "layers of 0 parameters, the file has 1"
	short := func(int) string { return "s" }
	for _, c := range []struct{ name, architecture, want string }{
		{"63 deep", nested(63, skipName), fits},
		{"64 deep", nested(64, skipName), "layers inside layers 65 deep, want at most 64"},
		{"3,000 deep", nested(3000, short), "layers inside layers 65 deep, want at most 64"},
		{"20,000 deep", nested(20000, short), "exceeded max depth"},
		{"other names", nested(63, short), "layer 0" + strings.Repeat(".0", 62) + ", s: the layer made of its record calls itself Skip(tanh)"},
		{"65,535 side by side", side(65535), fits},
		{"65,536 side by side", side(65536), "more than 65536 layers, want at most so many"},
		{"a million empty ones", `{"version":2,"in":1,"layers":[{}` + strings.Repeat(",{}", 1e6) + `]}`, "more than 65536 layers, want at most so many"},
		{"a million numbers", `{"version":2,"in":1,"layers":[1` + strings.Repeat(",1", 1e6) + `]}`, `layer 0 of the file is "1", want an object`},
		{"large", `{"version":2,"in":1,"layers":[` + strings.Repeat(" ", 1<<24) + `]}`, "architecture of 16777248 bytes, want at most 16777216"},
		{"wrong list of names", `{"version":2,"in":1,"layers":[{"name":"Concat(","kind":"Concat","layers":[` +
			tanhRecord + strings.Repeat(","+tanhRecord, 10000) + `]}]}`, "calls itself Concat(tanh, tanh"},
		{"long name", `{"version":2,"in":1,"layers":[{"name":"` + strings.Repeat("x", 1e6) + `","kind":"Softmax"}]}`, "xx…: the layer made of its record"},
		{"long kind", `{"version":2,"in":1,"layers":[{"name":"x","kind":"` + strings.Repeat("x", 1e6) + `"}]}`, "are not known here"},
		{"long settings", `{"version":2,"in":1,"layers":[{"name":"x","kind":"Dense","settings":{"out":1,"a":[` + strings.Repeat("1,", 1e6) + `1]}}]}`, `unknown field "a"`},
		{"long activation", `{"version":2,"in":1,"layers":[{"name":"x","kind":"Activate","settings":{"function":"` + strings.Repeat("x", 1e6) + `"}}]}`, "is not known here"},
		{"commands to a terminal", `{"version":2,"in":1,"layers":[{"name":"\u001b[2J","kind":"Softmax"}]}`, `layer 0, "\x1b[2J": the layer made`},
		{"not a list", `{"version":2,"in":1,"layers":{}}`, `layers begin with "{", want a list`},
		{"none", `{"version":2,"in":1,"layers":null}`, "no layers"},
		{"unknown key", `{"version":2,"in":1,"layers":[{"later":[1,{}],"name":"tanh","kind":"Activate","settings":{"function":"tanh"}}]}`, fits},
		{"other type of name", `{"version":2,"in":1,"layers":[{"name":[]}]}`, "cannot unmarshal array"},
	} {
		allocated, err := openText(t, c.architecture)
		switch most := 100*uint64(len(c.architecture)) + 1<<20; {
		case err == nil || !strings.Contains(err.Error(), c.want):
			t.Errorf("%s: error %.3000v, want one with %q", c.name, err, c.want)
		case len(err.Error()) > 3000:
			t.Errorf("%s: an error of %d bytes, want 3000 at most", c.name, len(err.Error()))
		case strings.Contains(err.Error(), "\x1b"):
			t.Errorf("%s: the error holds an escape", c.name)
		case allocated > most:
			t.Errorf("%s: %d bytes allocated for an architecture of %d, want at most %d", c.name, allocated, len(c.architecture), most)
		}
		t.Logf("%s: %d bytes allocated, of %d", c.name, allocated, len(c.architecture))
	}
}

// TestSaveBounds expects that what Open would not read is not written either.
func TestSaveBounds(t *testing.T) {
	l := layers.Activate[float64](layers.Tanh)
	for range 63 {
		l = layers.Skip(l)
	}
	path := filepath.Join(t.TempDir(), "net")
	for want, l := range map[string]layers.Layer[float64]{"": l, "layers inside layers 65 deep, want at most 64": layers.Skip(l)} {
		net, err := layers.New(1, nil, l)
		if err != nil {
			t.Fatal(err)
		}
		err = net.Save(path)
		if want != "" {
			if err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("error %v, want one with %q", err, want)
			}
			continue
		}
		if err != nil {
			t.Error(err)
		}
		if got, err := layers.Open[float64](path); err != nil || got.String() != net.String() {
			t.Errorf("opened as %v (%v), want %v", got, err, net)
		}
	}
}
