// Package progress shows on a terminal how far parallel jobs have come: one bar for the whole, with the time left,
// and one for each job that is running. Where nobody would see it, in a file, a pipe or on request, it is silent.
package progress

import (
	"io"
	"os"
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

// A Bar shows one running job.
type Bar struct {
	group *Group
	bar   *mpb.Bar // nil if silent
	steps int64
	done  atomic.Int64
	note  atomic.Pointer[string]
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
	b := &Bar{group: g, steps: int64(steps)}
	if g.container == nil {
		return b
	}
	b.bar = g.container.New(b.steps, style(), mpb.BarRemoveOnComplete(),
		mpb.PrependDecorators(decor.Name(name, decor.WCSyncSpaceR), decor.Percentage(decor.WCSyncSpace)),
		mpb.AppendDecorators(decor.Any(func(decor.Statistics) string { return b.text() })))
	return b
}

func (b *Bar) text() string {
	if s := b.note.Load(); s != nil {
		return *s
	}
	return ""
}

// Advance tells that n more steps are done.
func (b *Bar) Advance(n int) {
	if b.bar == nil {
		return
	}
	b.done.Add(int64(n))
	b.bar.IncrBy(n)
	b.group.whole.IncrBy(n)
}

// Note shows a short text, say the present loss, behind the bar.
func (b *Bar) Note(text string) { b.note.Store(&text) }

// Finish removes the bar. Steps that the job did not need count as done.
func (b *Bar) Finish() {
	if b.bar == nil {
		return
	}
	b.Advance(int(b.steps - b.done.Load()))
	b.bar.Abort(true)
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
