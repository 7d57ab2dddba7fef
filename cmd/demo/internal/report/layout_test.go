package report

import (
	"fmt"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/google/go-cmp/cmp"

	"example.com/sobolev/cmd/demo/internal/browser"
)

// wideTable is as wide as the widest one of the experiments.
func wideTable() Table {
	t := Table{Title: "Wide", Header: []string{"function", "network", "samples", "trained on", "value error", "gradient error", "ratio", "seeds won", "seconds"}}
	for range 3 {
		t.Rows = append(t.Rows, []Cell{Text("StyblinskiTang"), Text("relu 256-256"), Text("10000"), Text("gradient along a random direction"),
			{Text: "(3.1247 ± 0.0086)·10⁸", Best: true}, Text("(2.595 ± 0.089)·10⁸"), Text("0.60"), Text("5 of 5"), Text("12.34")})
	}
	return t
}

// On a wide screen tables are whole; on a phone they scroll in their cards, and the page itself is as wide as the screen. Panels of a
// figure are in line, and so are the axes of two charts side by side, whatever stands above them.
func TestLayout(t *testing.T) {
	panels := []Surface{bowl("truth", 0), bowl("a network", 0.5)}
	panels[0].Note = ""
	chart := func(name, caption string) Item {
		return Curves{Name: name, Title: name, Caption: caption, Series: []Series{{Name: "s", X: []float64{1, 2}, Y: []float64{1, 2}}}}
	}
	p := Page{Title: "Layout", Result: "The result.", Sections: []Section{
		{Title: "Wide", Items: []Item{wideTable(), Surfaces{Name: "f", Title: "Panels", Panels: panels, ZLabel: "height"}}},
		{Title: "a", Items: []Item{chart("a", ""), chart("b", "A caption that takes more than one line of a card, since it goes on and on until it does so, and a bit further.")}},
	}}
	alone := Surfaces{Name: "m", Title: "A map beside which half a card would be empty", View: Map, Panels: panels[:1], ZLabel: "height"}
	p.Sections = append(p.Sections, Section{Title: "a", Items: []Item{alone, chart("c", "")}})
	path, err := p.Write(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	type layout struct {
		Page, Table, Headings int  // widths of the page, how much of the table is out of sight, cards with the title of their section
		Panels, Charts        bool // pictures side by side end at one height
		Halves                int  // cards that share a row with another, where there is room
		Titles                int  // heights at which the titles of these are
		Legible, Shaded       bool // lettering of charts has 11 pixels at least; tables show that they go on
	}
	for width, want := range map[int]layout{1280: {1280, 0, 0, true, true, 2, 1, true, true}, 400: {400, 1, 0, false, false, 2, 2, true, true}} {
		t.Run(fmt.Sprint(width), func(t *testing.T) {
			ctx := browser.Open(t, width, 900)
			if err := chromedp.Do(ctx, chromedp.Navigate("file://"+filepath.ToSlash(path))); err != nil {
				t.Fatal(err)
			}
			got, err := chromedp.Run(ctx, chromedp.Evaluate[layout](fmt.Sprintf(`(() => {
				const hidden = document.querySelector(".scroll"), ends = (s) => new Set([...document.querySelectorAll(s)].map((e) => Math.round(e.getBoundingClientRect().bottom))).size;
				return {Page: document.documentElement.scrollWidth, Table: Math.min(1, hidden.scrollWidth - hidden.clientWidth),
					Headings: [...document.querySelectorAll("h3")].filter((h) => h.textContent === "Wide").length,
					Panels: ends(".panels img") === 1, Charts: ends(".card:not(.wide) .single img") === 1,
					Halves: document.querySelectorAll(".card:not(.wide)").length, Titles: ends(".card:not(.wide) h3"),
					Legible: [...document.querySelectorAll(".single img")].every((e) => e.getBoundingClientRect().width * %d / %d >= 11),
					Shaded: getComputedStyle(hidden).backgroundAttachment === "local, scroll"};
			})()`, chartLettering, chartWidth)))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("layout (-want +got)\n%s", diff)
			}
		})
	}
}
