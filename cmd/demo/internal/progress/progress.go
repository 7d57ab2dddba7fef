// Package progress shows on a terminal how far parallel jobs have come: one bar for the whole, with the time left,
// and one for each job that is running. Where nobody would see it, in a file, a pipe or on request, it is silent.
package progress

import (
	"io"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
	"golang.org/x/term"
)

// A Group is the set of bars of one command. It and its bars may be used by many goroutines at once.
type Group struct {
	container *mpb.Progress // nil if silent
	whole     *mpb.Bar
}

// A Bar shows one running job. It appears with the job's first step.
type Bar struct {
	group *Group
	name  string
	steps int64
	done  atomic.Int64
	note  atomic.Pointer[string]
	shown sync.Once
	bar   *mpb.Bar // nil if it has not been shown
}

// New returns a group that draws on w for work of the given total number of steps, added up over all jobs. It is
// silent if quiet is set or w is not a terminal.
func New(w io.Writer, quiet bool, name string, total int) *Group {
	if quiet || !isTerminal(w) {
		return &Group{}
	}
	return newGroup(w, name, total)
}

func newGroup(w io.Writer, name string, total int, options ...mpb.ContainerOption) *Group {
	options = append([]mpb.ContainerOption{
		mpb.WithOutput(w), mpb.WithWidth(40), mpb.WithRefreshRate(150 * time.Millisecond),
	}, options...)
	g := &Group{container: mpb.New(options...)}
	g.whole = g.container.New(int64(total), style(),
		mpb.BarPriority(1<<30),
		mpb.PrependDecorators(decor.Name(name, decor.WCSyncSpaceR), decor.Percentage(decor.WCSyncSpace)),
		mpb.AppendDecorators(decor.OnComplete(decor.AverageETA(decor.ET_STYLE_GO), "took "), decor.OnComplete(decor.Name(" left, at "), ""),
			decor.Elapsed(decor.ET_STYLE_GO)))
	return g
}

func style() mpb.BarStyleComposer {
	return mpb.BarStyle().Lbound("").Rbound("").Filler("━").Tip("━").Padding("─").Refiller("━")
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// Start adds the bar of a job of the given number of steps.
func (g *Group) Start(name string, steps int) *Bar {
	return &Bar{group: g, name: name, steps: int64(steps)}
}

// Beside adds another bar to the group of b, for work that a job has to wait for.
func (b *Bar) Beside(name string, steps int) *Bar { return b.group.Start(name, steps) }

// draw puts the bar on the terminal.
func (b *Bar) draw() {
	b.bar = b.group.container.New(b.steps, style(), mpb.BarRemoveOnComplete(),
		mpb.PrependDecorators(decor.Name(b.name, decor.WCSyncSpaceR), decor.Percentage(decor.WCSyncSpace)),
		mpb.AppendDecorators(decor.Any(func(decor.Statistics) string { return b.text() })))
}

func (b *Bar) text() string {
	if s := b.note.Load(); s != nil {
		return *s
	}
	return ""
}

// Advance tells that n more steps are done.
func (b *Bar) Advance(n int) {
	if b.group.container == nil {
		return
	}
	b.shown.Do(b.draw)
	b.done.Add(int64(n))
	b.bar.IncrBy(n)
	b.group.whole.IncrBy(n)
}

// Note shows a short text, say the present loss, behind the bar.
func (b *Bar) Note(text string) { b.note.Store(&text) }

// Finish removes the bar. Steps that the job did not need count as done.
func (b *Bar) Finish() {
	if b.group.container == nil {
		return
	}
	b.shown.Do(func() {}) // and never
	b.group.whole.IncrInt64(b.steps - b.done.Swap(b.steps))
	if b.bar != nil {
		b.bar.Abort(true)
	}
}

// Close leaves the whole's bar as it stands and gives the terminal back. Call it before printing results.
func (g *Group) Close() {
	if g.container == nil {
		return
	}
	if !g.whole.Completed() {
		g.whole.Abort(false)
	}
	g.container.Shutdown()
}
