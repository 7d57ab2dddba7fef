// Package paper runs everything that docs/paper.md reports, one experiment after the other, and collects their pages.
package paper

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"html/template"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"example.com/sobolev/cmd/demo/internal/bachelier"
	"example.com/sobolev/cmd/demo/internal/beyond"
	"example.com/sobolev/cmd/demo/internal/cli"
	"example.com/sobolev/cmd/demo/internal/distill"
	"example.com/sobolev/cmd/demo/internal/orders"
	"example.com/sobolev/cmd/demo/internal/regress"
	"example.com/sobolev/cmd/demo/internal/report"
	"example.com/sobolev/cmd/demo/internal/synthgrad"
	"example.com/sobolev/internal/file"
)

// Command runs all experiments.
var Command = cli.Command{
	Name:  "paper",
	Short: "everything in docs/paper.md, resumable: some nights, or minutes with -quick",
	Run:   run,
}

const about = `Runs all experiments of docs/paper.md one after the other and collects their pages behind one. It can be broken off at
any time: started again it goes on where it was.`

// An experiment is one of them.
type experiment struct {
	name, claim string
	command     cli.Command
	args, quick string // arguments, in full and with -quick
}

// experiments lists them, the paper's first.
var experiments = []experiment{
	{"regress-grid", "Derivative labels lower the error of regression", regress.Command, "-grid", "-grid -quick"},
	{"regress-published", "The same in the paper's setting", regress.Command, "-published -n 20,100", "-published -n 20 -seeds 1 -epochs 2000"},
	{"regress-curve", "What gradients are worth in samples", regress.Command, "-curve -fn paper -act tanh -hidden 64,64 -order 0,1",
		"-curve -fn paper -act tanh -hidden 64,64 -order 0,1 -quick"},
	{"distill", "Gradients of the teacher make better students", distill.Command, "-method kl,kl+sobolev,kl+jacobian", "-quick"},
	{"distill-directions", "Several projection directions", distill.Command, "-method kl,kl+sobolev -directions 2", "-quick -method kl,kl+sobolev -directions 2"},
	{"distill-relu", "Students of ReLU", distill.Command, "-act relu", "-quick -act relu"},
	{"synthgrad", "Synthetic gradients, until they have converged", synthgrad.Command, "-full", "-data generated -quick -tune"},
	{"synthgrad-time", "Synthetic gradients at equal time", synthgrad.Command, "-data mnist,fashion -seeds 5 -steps 4700 -equal time",
		"-data generated -quick -equal time"},
	{"beyond", "Sobolev acceleration, n-TangentProp, collapsed Laplacians, STDE", beyond.Command, "", "-quick"},
	{"bachelier", "Differential machine learning", bachelier.Command, "", "-quick"},
	{"orders", "Third and fourth derivatives", orders.Command, "", "-quick"},
}

// options are the command's flags.
type options struct {
	dir   string
	only  []string
	quick bool
	quiet bool
	json  bool
}

func parse(args []string, stdout io.Writer) (*options, error) {
	f := cli.NewFlags("demo paper", about, "demo paper", "demo paper -quick", "demo paper -only synthgrad,beyond")
	o := &options{}
	names := cli.Names(experiments, func(e experiment) string { return e.name })
	only := f.ChoiceList("only", names, names, "the `experiments` to run")
	f.StringVar(&o.dir, "out", "report/paper", "write the pages into folders of this `directory`, and go on with what is there")
	f.BoolVar(&o.quick, "quick", false, "a small version of each")
	f.BoolVar(&o.json, "json", false, "print results as one JSON object a line, each with the name of its experiment, and nothing else")
	f.BoolVar(&o.quiet, "quiet", false, "show no progress bars")
	if err := f.ParseArgs(args, stdout); err != nil {
		return nil, err
	}
	if o.dir == "" {
		return nil, cli.Usagef("paper: -out is empty, want a directory")
	}
	o.only = *only
	return o, nil
}

// arguments are those of an experiment's command.
func (o *options) arguments(e experiment) []string {
	text := e.args
	if o.quick {
		text = e.quick
	}
	args := append(strings.Fields(text), "-resume", "-out", filepath.Join(o.dir, e.name))
	if o.quiet {
		args = append(args, "-quiet")
	}
	if o.json {
		args = append(args, "-json")
	}
	return args
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	o, err := parse(args, stdout)
	if err != nil {
		return err
	}
	for _, e := range experiments {
		if !slices.Contains(o.only, e.name) {
			continue
		}
		out := stdout
		if o.json {
			out = rows{stdout, e.name}
		} else {
			fmt.Fprintf(stderr, "%s: demo %s %s\n", e.claim, e.command.Name, strings.Join(o.arguments(e), " "))
		}
		err := e.command.Run(ctx, o.arguments(e), out, stderr)
		if late := o.collect(); err == nil { // also of what was broken off
			err = late
		}
		if err != nil {
			return fmt.Errorf("paper: %s: %w", e.name, err)
		}
	}
	if o.json {
		return nil
	}
	_, err = fmt.Fprintf(stdout, "All pages: %s\n", filepath.Join(o.dir, report.PageFile))
	return err
}

// rows names the experiment in the JSON objects of its command, which come one a Write.
type rows struct {
	to         io.Writer
	experiment string
}

func (r rows) Write(object []byte) (int, error) {
	name, err := json.Marshal(r.experiment)
	if err == nil {
		_, err = fmt.Fprintf(r.to, `{"experiment":%s,%s`, name, bytes.TrimPrefix(object, []byte("{")))
	}
	if err != nil {
		return 0, err
	}
	return len(object), nil
}

//go:embed index.html
var indexSource string

var indexTemplate = template.Must(template.New("index").Parse(indexSource))

// collect writes the page that leads to those that there are.
func (o *options) collect() error {
	type entry struct{ Claim, Result, Command, Page string }
	var entries []entry
	for _, e := range experiments {
		page := filepath.Join(e.name, report.PageFile)
		if result, err := report.ResultOf(filepath.Join(o.dir, page)); err == nil {
			entries = append(entries, entry{e.claim, result, "demo " + e.command.Name + " " + strings.Join(o.arguments(e), " "), filepath.ToSlash(page)})
		}
	}
	if len(entries) == 0 {
		return nil
	}
	var html strings.Builder
	if err := indexTemplate.Execute(&html, entries); err != nil {
		return err
	}
	return file.Replace(filepath.Join(o.dir, report.PageFile), []byte(html.String()))
}
