package bench

import (
	"context"
	"fmt"
	"io"
	"runtime"
	"strings"

	"example.com/sobolev/cmd/demo/internal/cli"
	"example.com/sobolev/layers"
)

// Command is the benchmark.
var Command = cli.Command{
	Name:  "bench",
	Short: "time training steps, single evaluations and scalar derivatives",
	Run:   runCommand,
}

const about = `Times full training steps (forward, loss, parameter gradient, Adam) of networks d → w → w → 1 and prints one JSON
object a line. The fraction is that of the measured one-core peak of multiply-adds, times the threads, for the number
of matrix products that the task needs in principle: 3, 6 and 3d+6 a layer at orders 0, 1 and 2.

With -cells the work is read from a file: a JSON list of objects with name, kind (mlp, res, lap, conv, convgrad: steps;
lapfwd, evalhess: evaluations, on one thread alone), d, hidden, B (batch), order and act.`

// options are the command's flags.
type options struct {
	tasks   []string
	orders  []int
	shapes  []shape
	acts    []string
	dtypes  []string
	threads []int
	cells   string // path of a file of cells
	only    []string
	latency bool
	scalar  bool
}

func parse(args []string, stdout io.Writer) (*options, error) {
	f := cli.NewFlags("demo bench", about,
		"demo bench -order 0,1,2 -d 2 -w 256 -batch 1024",
		`demo bench -order 1 -configs "2,256,20;2,256,100;10,128,256" -dtype float32,float64 -threads 1,2`,
		"demo bench -task laplacian,laplacian_fwd -d 10 -w 128 -batch 256",
		"demo bench -cells cells.json -dtype float32,float64", "demo bench -latency", "demo bench -scalar")
	o := new(options)
	tasks := f.ChoiceList("task", []string{"sobolev"}, []string{"sobolev", "laplacian", "laplacian_fwd"}, "what to time: `tasks`")
	orders := f.IntList("order", []int{1}, 0, "`orders` of the derivatives in the loss, 0 to 2")
	d := f.IntAtLeast("d", 2, 1, "number of `inputs`")
	w := f.IntAtLeast("w", 256, 1, "`width` of the two hidden layers")
	batch := f.IntAtLeast("batch", 20, 1, "`samples` a step")
	configs := f.String("configs", "", "several `shapes` d,w,batch separated by ; instead of -d, -w and -batch")
	acts := f.ChoiceList("act", []string{"tanh"}, activationNames(), "`activations`")
	dtypes := f.ChoiceList("dtype", []string{"float32"}, []string{"float32", "float64"}, "number `types`")
	threads := f.IntList("threads", []int{1}, 1, "numbers of worker `goroutines`")
	for alias, name := range map[string]string{"orders": "order", "acts": "act", "dtypes": "dtype"} {
		f.Alias(alias, name)
	}
	f.Bool("json", true, "print one JSON object a line, which this command does in any case")
	f.StringVar(&o.cells, "cells", "", "time the cells of a `file` instead, with -dtype and -threads")
	f.Var(cli.NewList(&o.only, func(s string) (string, error) { return s, nil }), "only", "`names` of the cells to time, all if empty")
	f.BoolVar(&o.latency, "latency", false, "time evaluations at one point instead")
	f.BoolVar(&o.scalar, "scalar", false, "time gradients and Hessians of plain functions instead")
	if err := f.ParseArgs(args, stdout); err != nil {
		return nil, err
	}
	o.tasks, o.orders, o.acts, o.dtypes, o.threads = *tasks, *orders, *acts, *dtypes, *threads
	for _, q := range o.orders {
		if q > 2 {
			return nil, cli.Usagef("bench: -order has %d, want 0, 1 or 2", q)
		}
	}
	for _, n := range o.threads {
		if n > runtime.NumCPU() {
			return nil, cli.Usagef("bench: -threads has %d, want at most the %d processors", n, runtime.NumCPU())
		}
	}
	if len(o.only) > 0 && o.cells == "" {
		return nil, cli.Usagef("bench: -only names cells, want -cells with it")
	}
	o.shapes = []shape{{*d, *w, *batch}}
	if *configs != "" {
		o.shapes = nil
		for part := range strings.SplitSeq(*configs, ";") {
			var s shape
			if _, err := fmt.Sscanf(part, "%d,%d,%d", &s.d, &s.w, &s.batch); err != nil || min(s.d, s.w, s.batch) < 1 {
				return nil, cli.Usagef("bench: -configs has %q, want three positive numbers d,w,batch", part)
			}
			o.shapes = append(o.shapes, s)
		}
	}
	for _, c := range o.configurations() {
		if err := c.cell().checkSize(); err != nil {
			return nil, cli.Usagef("bench: %v", err)
		}
	}
	return o, nil
}

func activationNames() []string {
	var names []string
	for _, a := range layers.Activations() {
		names = append(names, a.Name)
	}
	return names
}

func runCommand(ctx context.Context, args []string, stdout, _ io.Writer) error {
	o, err := parse(args, stdout)
	if err != nil {
		return err
	}
	rows := cli.NewRows(stdout, true)
	switch {
	case o.latency:
		return o.runLatency(rows)
	case o.scalar:
		return runScalar(ctx, rows)
	case o.cells != "":
		return o.runCells(ctx, rows)
	}
	return o.runSteps(ctx, rows)
}

func (o *options) runLatency(rows *cli.Rows) error {
	for _, dtype := range o.dtypes {
		var found []latencyRow
		var err error
		if dtype == "float32" {
			found, err = latency[float32]()
		} else {
			found, err = latency[float64]()
		}
		if err != nil {
			return err
		}
		for _, r := range found {
			if err := rows.Write(r); err != nil {
				return err
			}
		}
	}
	return nil
}

// runSteps times every combination of the flags.
func (o *options) runSteps(ctx context.Context, rows *cli.Rows) error {
	for _, c := range o.configurations() {
		err := o.each(ctx, func(dtype string) error {
			row, err := stepOf(dtype, c)
			if err != nil {
				return err
			}
			return rows.Write(row)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// runCells times every cell of the file.
func (o *options) runCells(ctx context.Context, rows *cli.Rows) error {
	cells, err := cli.Waiting(ctx, func() ([]cell, error) { return readCells(o.cells) })
	if err != nil {
		return err
	}
	if cells, err = pick(cells, o.only); err != nil {
		return err
	}
	for _, c := range cells {
		for _, threads := range o.threads {
			if c.evaluates() && threads > 1 {
				continue
			}
			err := o.each(ctx, func(dtype string) error {
				row, err := cellOf(dtype, c, threads)
				if err != nil {
					return err
				}
				return rows.Write(row)
			})
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// pick returns the cells of the names, or all if there are none.
func pick(cells []cell, names []string) ([]cell, error) {
	if len(names) == 0 {
		return cells, nil
	}
	name := func(c cell) string { return c.Name }
	known := cli.OneOf(cli.Names(cells, name)...)
	for _, n := range names {
		if _, err := known(n); err != nil {
			return nil, cli.Usagef("bench: -only: %v", err)
		}
	}
	return cli.Pick(cells, name, names), nil
}

// each calls f for every number type until it fails or the user has had enough.
func (o *options) each(ctx context.Context, f func(dtype string) error) error {
	for _, dtype := range o.dtypes {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := f(dtype); err != nil {
			return err
		}
	}
	return nil
}

func (o *options) configurations() []config {
	var cs []config
	for _, task := range o.tasks {
		orders := o.orders
		if task != "sobolev" {
			orders = []int{2}
		}
		for _, order := range orders {
			for _, s := range o.shapes {
				for _, name := range o.acts {
					for _, n := range o.threads {
						cs = append(cs, config{task, order, s, name, n})
					}
				}
			}
		}
	}
	return cs
}
