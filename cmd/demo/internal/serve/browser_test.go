package serve

import (
	"context"
	"fmt"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"example.com/sobolev/cmd/demo/internal/browser"
)

// A tab is a page of a headless Chromium that has loaded the server's page.
type tab struct {
	*testing.T
	ctx        context.Context
	mu         sync.Mutex
	complaints []string // exceptions, and what was written to the console
}

// open opens a tab of the given size. It skips the test where there is no Chromium, and fails it at its end if the page
// complained.
func open(t *testing.T, width, height int) *tab {
	t.Helper()
	ctx := browser.Open(t, width, height)
	server := httptest.NewServer(handler())
	t.Cleanup(server.Close)
	p := &tab{T: t, ctx: ctx}
	if err := chromedp.Listen(ctx, p.listen); err != nil {
		t.Fatal(err)
	}
	p.do(chromedp.Navigate(server.URL))
	p.until(`at step`)
	return p
}

// listen collects complaints.
func (p *tab) listen(event any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch e := event.(type) {
	case *runtime.EventExceptionThrown:
		p.complaints = append(p.complaints, fmt.Sprintf("%+v", e.ExceptionDetails))
	case *runtime.EventConsoleAPICalled:
		p.complaints = append(p.complaints, fmt.Sprintf("console: %v", e.Type))
	}
}

// quiet fails the test if the page complained.
func (p *tab) quiet() {
	p.Helper()
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.complaints) > 0 {
		p.Errorf("the page complains: %v", p.complaints)
	}
}

func (p *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	p.Helper()
	if err := chromedp.Do(p.ctx, steps...); err != nil {
		p.Fatal(err)
	}
}

// ask evaluates an expression of JavaScript.
func ask[T any](p *tab, expression string) T {
	p.Helper()
	v, err := chromedp.Run(p.ctx, chromedp.Evaluate[T](expression))
	if err != nil {
		p.Fatalf("%s: %v", expression, err)
	}
	return v
}

// says is what the page says: a problem, if there is one, and the result.
func (p *tab) says() string {
	p.Helper()
	return ask[string](p, `document.getElementById("problem").textContent + "|" + document.getElementById("result").textContent`)
}

// until waits for the page to say something.
func (p *tab) until(words string) {
	p.Helper()
	for begin := time.Now(); !strings.Contains(p.says(), words); time.Sleep(20 * time.Millisecond) {
		if time.Since(begin) > time.Minute {
			p.Fatalf("the page says %q after a minute, want %q", p.says(), words)
		}
	}
}

// set fills fields of the form, given by their names and values, and tells the page.
func (p *tab) set(pairs ...string) {
	p.Helper()
	for i := 0; i < len(pairs); i += 2 {
		ask[bool](p, fmt.Sprintf(`((e) => { e.value = %q; return e.dispatchEvent(new Event("change", {bubbles: true})); })(document.getElementById(%q))`, pairs[i+1], pairs[i]))
	}
}

// A typed function is learned in the page to the end of its run, better with gradients, and drawn.
func TestBrowserLearns(t *testing.T) {
	p := open(t, 1280, 900)
	p.set("function", "your own formula…", "formula", "sin(3x) + x y", "hidden", "16,16", "steps", "400", "samples", "30")
	p.until("Done at step 400")
	if !strings.Contains(p.says(), "times smaller") {
		t.Errorf("the page says %q, want a smaller error with derivatives", p.says())
	}
	for _, id := range []string{"truth", "plain", "sobolev", "scale", "curves"} {
		colours := ask[int](p, fmt.Sprintf(`((c) => {
			const d = c.getContext("2d").getImageData(0, 0, c.width, c.height).data, seen = new Set();
			for (let i = 0; i < d.length; i += 4) seen.add(d[i] << 16 | d[i + 1] << 8 | d[i + 2]);
			return seen.size;
		})(document.getElementById(%q))`, id))
		if colours < 10 {
			t.Errorf("picture %s has %d colours, want a drawing", id, colours)
		}
	}
	p.quiet()
}

// Mistakes are answered in words, and leave the page working.
func TestBrowserRefuses(t *testing.T) {
	p := open(t, 1280, 900)
	p.set("hidden", "8", "steps", "30", "function", "your own formula…", "formula", "sin(x")
	p.until("at character 6: got the end, want a closing parenthesis|")
	p.set("formula", "exp(1000x)")
	p.until("want a function whose values and derivatives stay within ±1e+100 there|")
	p.set("formula", "sin(a x)")
	p.until(`formula: at character 5: got "a", want a number in its place: `)
	p.set("formula", "sin(x)", "act", "relu", "order", "2")
	p.until("want lower labels or a smooth activation")
	for _, c := range []struct{ field, bad, good, want string }{
		{"samples", "5000", "40", "Samples: got 5000, want a whole number from 1 to 2000|"},
		{"samples", "2.5", "40", "Samples: got 2.5, want a whole number from 1 to 2000|"},
		{"hi", "", "2", "x, y to: got nothing, want a number|"},
		{"rate", "-1", "0.005", "Learning rate: got -1, want a number from 0 to 1|"},
		{"rate", "0", "0.005", "got the learning rate 0, want more than 0 and at most 1|"},
		{"hidden", "8,many", "8", "Hidden layers: got 8,many, want whole numbers, such as 64,64|"},
		{"hidden", "8,999", "8", "got a hidden layer of 999 units, want 1 to 256|"},
	} {
		p.set(c.field, c.bad)
		p.until(c.want)
		p.set(c.field, c.good)
	}
	p.set("order", "1", "steps", "40")
	p.until("|Done at step 40")
	p.quiet()
}

// Keys place samples, and the networks begin a new run from where they are. Nothing is wider than the window.
func TestBrowserKeys(t *testing.T) {
	p := open(t, 400, 800)
	p.set("hidden", "8", "steps", "50", "samples", "3")
	p.until("Done at step 50.")
	if wide := ask[int](p, "document.documentElement.scrollWidth"); wide > 400 {
		t.Errorf("the page is %d pixels wide, want at most the window's 400", wide)
	}
	ask[bool](p, `(document.getElementById("truth").focus(), true)`)
	p.do(chromedp.KeyEvent(kb.Enter))
	p.until("Done at step 100.")
	p.do(chromedp.KeyEvent(kb.ArrowRight))
	p.until("Done at step 150.")
	p.do(chromedp.KeyEvent(kb.Delete))
	p.until("Done at step 200.")
	p.do(chromedp.KeyEvent("n"), chromedp.WaitEnabled(chromedp.CSS("#remove")))
	p.quiet()
}

// The number of the last step, which stands at the end of the axis, is whole.
func TestBrowserNumbersWhole(t *testing.T) {
	p := open(t, 400, 800)
	p.set("hidden", "2", "samples", "3", "steps", "2000")
	p.until("Done at step 2,000.")
	if cut := ask[int](p, `((c) => c.getContext("2d").getImageData(c.width - 2, 0, 2, c.height).data.filter((v) => v > 0).length)(document.getElementById("curves"))`); cut > 0 {
		t.Errorf("%d bytes of the curves' last pixels are not blank: a number is cut", cut)
	}
	p.quiet()
}

// A click adds a sample, which the pointer then drags.
func TestBrowserDrags(t *testing.T) {
	p := open(t, 1280, 1200)
	p.set("hidden", "8", "steps", "50", "samples", "1")
	p.until("Done at step 50.")
	at := ask[[]float64](p, `((r) => [r.left + r.width / 2, r.top + r.height / 2])(document.getElementById("truth").getBoundingClientRect())`)
	p.do(chromedp.MouseClickXY(at[0], at[1]))
	p.until("Done at step 100.")
	if !red(p, 0, 0) || red(p, 40, 30) {
		t.Error("the new sample is not drawn in the middle")
	}
	p.do(chromedp.DragAndDropXY(at[0], at[1], at[0]+40, at[1]+30))
	for begin := time.Now(); !strings.Contains(p.says(), "Done") || strings.Contains(p.says(), "step 100."); time.Sleep(20 * time.Millisecond) {
		if time.Since(begin) > time.Minute {
			t.Fatalf("the page says %q, want the end of a new run", p.says())
		}
	}
	if red(p, 0, 0) || !red(p, 40, 30) {
		t.Error("the sample is not drawn where it was dragged to")
	}
	p.quiet()
}

// red reports whether the selected sample is drawn over a pixel, counted from the middle of the first picture.
func red(p *tab, dx, dy int) bool {
	p.Helper()
	return ask[bool](p, fmt.Sprintf(`((c) => {
		const d = c.getContext("2d").getImageData(c.width / 2 + %d, c.height / 2 + %d, 1, 1).data;
		return d[0] > 200 && d[1] < 100;
	})(document.getElementById("truth"))`, dx, dy))
}
