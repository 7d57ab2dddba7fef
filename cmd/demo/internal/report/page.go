package report

import (
	"bytes"
	_ "embed"
	"errors"
	"fmt"
	"html"
	"html/template"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"sync"
	"time"
)

// A Page is a report.
type Page struct {
	Title    string
	Result   string // what came out, a number in words
	Lead     string // what was done and what is seen, in a few sentences
	Command  string // the command line that made it
	Machine  string // on which it ran: "linux/amd64, 2 CPUs"
	Made     time.Time
	Elapsed  time.Duration
	Sections []Section

	// BeforeItem, if set, is called before each item is drawn, by several goroutines at once. An error ends Write.
	BeforeItem func() error
}

// Sign says on the page by which command line it was made, on which machine, when, and how long it took.
func (p *Page) Sign(command string, started time.Time) {
	p.Command, p.Made, p.Elapsed = command, time.Now(), time.Since(started)
	p.Machine = fmt.Sprintf("%s/%s, %d CPUs", runtime.GOOS, runtime.GOARCH, runtime.NumCPU())
}

// A Section is a heading, paragraphs, a line of the text each, and items under it.
type Section struct {
	Title, Text string
	Items       []Item
}

//go:embed page.html
var pageSource string

var pageTemplate = template.Must(template.New("page").Funcs(template.FuncMap{
	"join":   strings.Join,
	"lines":  func(text string) []string { return strings.FieldsFunc(text, func(r rune) bool { return r == '\n' }) },
	"same":   strings.EqualFold,
	"stamp":  func(t time.Time) string { return t.Format("2 January 2006, 15:04") },
	"length": func(d time.Duration) string { return d.Round(100 * time.Millisecond).String() },
	"gradient": func(b *colourBar) template.CSS {
		return template.CSS("linear-gradient(to right, " + strings.Join(b.Stops, ", ") + ")")
	},
}).Parse(pageSource))

// PageFile is the name of the page in the report's directory.
const PageFile = "index.html"

// Write makes the directory if needed, writes the page and the figures into it, and returns the page's path. Files
// are replaced only when their content is complete. Figures need names that differ and fit into file names.
func (p Page) Write(dir string) (string, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", fmt.Errorf("report: %w", err)
	}
	blocks, err := p.render()
	if err == nil {
		err = embed(blocks)
	}
	if err != nil {
		return "", err
	}
	if err := writeFigures(dir, blocks); err != nil {
		return "", err
	}
	type section struct {
		Title, Text string
		Blocks      []block
	}
	sections := make([]section, len(p.Sections))
	for i, s := range p.Sections {
		sections[i] = section{s.Title, s.Text, blocks[:len(s.Items)]}
		pairUp(sections[i].Blocks)
		blocks = blocks[len(s.Items):]
	}
	var text bytes.Buffer
	if err := pageTemplate.Execute(&text, struct {
		Page
		Sections []section
	}{p, sections}); err != nil {
		return "", fmt.Errorf("report: %w", err)
	}
	path := filepath.Join(dir, PageFile)
	return path, replaceFile(path, text.Bytes())
}

var resultPattern = regexp.MustCompile(`<p class="result">([^<]*)</p>`)

// ResultOf returns the result of a page that was written, "" if it has none.
func ResultOf(path string) (string, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return "", err
	}
	if m := resultPattern.FindSubmatch(text); m != nil {
		return html.UnescapeString(string(m[1])), nil
	}
	return "", nil
}

// pairUp lets two charts that follow one another share a row, if they are about as high, and gives every other item a row of its own.
func pairUp(blocks []block) {
	for i := 0; i < len(blocks); i++ {
		if i+1 < len(blocks) && blocks[i].pairs(blocks[i+1]) {
			i++
			continue
		}
		blocks[i].Wide = true
	}
}

// render draws all items, in their order.
func (p Page) render() ([]block, error) {
	var items []Item
	for _, s := range p.Sections {
		items = append(items, s.Items...)
	}
	blocks := make([]block, len(items))
	err := each(len(items), func(i int) (err error) {
		if p.BeforeItem != nil {
			if err := p.BeforeItem(); err != nil {
				return err
			}
		}
		blocks[i], err = items[i].render()
		return err
	})
	return blocks, err
}

// each does something n times, as often at once as there are processors.
func each(n int, do func(i int) error) error {
	errs := make([]error, n)
	var wait sync.WaitGroup
	turn := make(chan struct{}, runtime.GOMAXPROCS(0))
	for i := range n {
		wait.Go(func() {
			turn <- struct{}{}
			defer func() { <-turn }()
			errs[i] = do(i)
		})
	}
	wait.Wait()
	return errors.Join(errs...)
}

func writeFigures(dir string, blocks []block) error {
	seen := map[string]bool{}
	for _, b := range blocks {
		if b.file == nil {
			continue
		}
		if b.Name == "" || seen[b.Name] || filepath.Base(b.Name) != b.Name {
			return fmt.Errorf("report: figure name %q is empty, taken or not a file name", b.Name)
		}
		seen[b.Name] = true
		if err := replaceFile(filepath.Join(dir, b.Name+".png"), b.file); err != nil {
			return err
		}
	}
	return nil
}

// replaceFile writes data beside path and then renames, so that a failure leaves the old file.
func replaceFile(path string, data []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*")
	if err != nil {
		return fmt.Errorf("report: %w", err)
	}
	defer os.Remove(f.Name()) // fails after the rename, as it should
	_, err = f.Write(data)
	if e := f.Chmod(0o644); err == nil {
		err = e
	}
	if e := f.Close(); err == nil {
		err = e
	}
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return fmt.Errorf("report: writing %s: %w", path, err)
	}
	return nil
}
