package progress

import (
	"bytes"
	"strings"
	"sync"
	"testing"

	"github.com/vbauerster/mpb/v8"
)

func TestSilentWithoutTerminal(t *testing.T) {
	var b bytes.Buffer
	g := New(&b, false, "training", 10)
	bar := g.Start("job", 10)
	bar.Note("loss 1")
	bar.Advance(5)
	bar.Finish()
	g.Close()
	if b.Len() != 0 {
		t.Errorf("wrote %q to something that is no terminal", b.String())
	}
}

func TestBars(t *testing.T) {
	var b bytes.Buffer
	g := newGroup(&b, "training", 20, mpb.WithAutoRefresh())
	var wait sync.WaitGroup
	for _, name := range []string{"first", "second"} {
		wait.Go(func() {
			bar := g.Start(name, 10)
			bar.Advance(4)
			bar.Note("loss 0.5")
			bar.Finish()
			bar.Finish() // a second time changes nothing
		})
	}
	wait.Wait()
	if got := g.whole.Current(); got != 20 {
		t.Errorf("%d steps done, want 20: those left when a job finishes count", got)
	}
	g.Close()
	if !strings.Contains(b.String(), "training") || !strings.Contains(b.String(), "100 %") {
		t.Errorf("the bar of the whole is missing in %q", b.String())
	}
}

func TestCloseBeforeTheEnd(t *testing.T) {
	var b bytes.Buffer
	g := newGroup(&b, "training", 20, mpb.WithAutoRefresh())
	g.Start("job", 20).Advance(3)
	g.Close() // must not wait for the job
}
