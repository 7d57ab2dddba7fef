package report

import (
	"bytes"
	"encoding/base64"
	"errors"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

func TestWrite(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "report")
	path, err := page().Write(dir)
	if err != nil {
		t.Fatal(err)
	}
	html, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"<h1>Samples &amp; &lt;slopes&gt;</h1>", "What two networks make of it.", "go run ./cmd/demo -fn &#39;a&lt;b&#39;",
		"3 February 2020, 04:05", "1.2s", "testing", "<h2>First</h2>", `<p class="result">The second is off by half.</p>`, "<p>Another paragraph.</p>",
		`<div class="meaning">what it stands for</div>`, "<h2>Second</h2>", "Booth &amp; co",
		`<td class="best">0.1</td>`, "1.25 ± 0.25", "values and gradients", "error 0.80", "prefers-color-scheme: dark",
		`name="viewport"`, "linear-gradient(to right, #1d164a",
	} {
		if !strings.Contains(string(html), want) {
			t.Errorf("the page has no %q", want)
		}
	}
	if strings.Contains(string(html), "ZgotmplZ") {
		t.Error("the template refused a value")
	}
	checkImages(t, string(html), 8)
	again, err := page().Write(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if second, err := os.ReadFile(again); err != nil || !bytes.Equal(html, second) {
		t.Errorf("the same page written twice differs, %v", err)
	}
	var names []string
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	if want := []string{"bars.png", "curves.png", "fields.png", "index.html", "parity.png", "residuals.png", "surfaces.png"}; !slices.Equal(names, want) {
		t.Errorf("files %v, want %v", names, want)
	}
}

// checkImages tests that the page needs nothing from outside and that its pictures decode to the size it states.
func checkImages(t *testing.T, html string, want int) {
	t.Helper()
	for _, link := range regexp.MustCompile(`(?:src|href|url)\s*[=(]\s*"?([^">)]*)`).FindAllStringSubmatch(html, -1) {
		if !strings.HasPrefix(link[1], "data:") {
			t.Errorf("the page refers to %q", link[1])
		}
	}
	images := regexp.MustCompile(`src="data:image/png;base64,([^"]*)" width="(\d+)" height="(\d+)"`).FindAllStringSubmatch(html, -1)
	if len(images) != want {
		t.Fatalf("%d pictures, want %d", len(images), want)
	}
	for i, m := range images {
		// The template writes + as a character reference.
		data, err := base64.StdEncoding.DecodeString(strings.ReplaceAll(m[1], "&#43;", "+"))
		if err != nil {
			t.Fatalf("picture %d: %v", i, err)
		}
		img, err := png.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatalf("picture %d: %v", i, err)
		}
		if w, h := img.Bounds().Dx(), img.Bounds().Dy(); m[2] != strconv.Itoa(w) || m[3] != strconv.Itoa(h) {
			t.Errorf("picture %d is %d × %d, the page says %s × %s", i, w, h, m[2], m[3])
		}
		if _, _, _, a := img.At(0, 0).RGBA(); a != 0 {
			t.Errorf("picture %d has an opaque corner; figures stand on the page's own ground", i)
		}
	}
}

func TestWriteErrors(t *testing.T) {
	broken := bowl("broken", 0)
	broken.Values.Z[7] = broken.Values.Z[7] / 0.0 * 0
	short := bowl("short", 0)
	short.Values.Z = short.Values.Z[:9]
	stop := errors.New("stopped")
	for _, c := range []struct {
		want string
		page Page
	}{
		{`figure f, panel "broken": grid: value 7 is NaN`, one(Surfaces{Name: "f", Panels: []Surface{broken}})},
		{`panel "short": grid of 41 × 51 nodes has 9 values`, one(Surfaces{Name: "f", Panels: []Surface{short}})},
		{"figure f: no panels", one(Surfaces{Name: "f"})},
		{`table "T": row 0 has 1 cells, want 2`, one(Table{Title: "T", Header: []string{"a", "b"}, Rows: [][]Cell{{Text("x")}}})},
		{"1 x and 2 y, want as many", one(Parity{Name: "f", X: []float64{1}, Y: []float64{1, 2}})},
		{"figure f: no points to draw", one(Parity{Name: "f", X: []float64{math.NaN()}, Y: []float64{1}})},
		{`series "s": 1 x, 2 y`, one(Curves{Name: "f", Series: []Series{{Name: "s", X: []float64{1}, Y: []float64{1, 2}}}})},
		{"figure f: no points to draw", one(Curves{Name: "f", LogY: true, Series: []Series{{X: []float64{1}, Y: []float64{-1}}}})},
		{`series "s": 1 values, 0 lo and 0 hi, want 2`, one(Bars{Name: "f", Groups: []string{"a", "b"}, Series: []BarSeries{{Name: "s", Y: []float64{1}}}})},
		{"figure f: no bars to draw", one(Bars{Name: "f"})},
		{`figure name "" is empty`, one(figureNamed(""))},
		{`figure name "a/b" is`, one(figureNamed("a/b"))},
		{`figure name "f" is empty, taken`, one(figureNamed("f"), figureNamed("f"))},
		{"stopped", Page{Sections: one(figureNamed("f")).Sections, BeforeItem: func() error { return stop }}},
	} {
		dir := t.TempDir()
		if _, err := c.page.Write(dir); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("error %v, want one with %q", err, c.want)
		}
		if _, err := os.Stat(filepath.Join(dir, PageFile)); err == nil {
			t.Errorf("a page was written in spite of %q", c.want)
		}
	}
}

func one(items ...Item) Page { return Page{Sections: []Section{{Items: items}}} }

func figureNamed(name string) Item {
	return Curves{Name: name, Series: []Series{{Name: "s", X: []float64{1, 2}, Y: []float64{1, 2}}}}
}

// A page that cannot be written leaves the old one.
func TestWriteKeepsOldPage(t *testing.T) {
	dir := t.TempDir()
	path, err := one(figureNamed("f")).Write(dir)
	if err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := one(figureNamed("f"), Surfaces{Name: "g"}).Write(dir); err == nil {
		t.Fatal("a figure without panels was written")
	}
	if after, err := os.ReadFile(path); err != nil || !bytes.Equal(before, after) {
		t.Errorf("the old page is gone: %v", err)
	}
}
