package fit

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"example.com/sobolev/cmd/demo/internal/cli"
	"example.com/sobolev/cmd/demo/internal/count"
	"example.com/sobolev/cmd/demo/internal/progress"
	"example.com/sobolev/cmd/demo/internal/ranks"
	"example.com/sobolev/internal/file"
	"example.com/sobolev/layers"
	"example.com/sobolev/train"
	"example.com/sobolev/train/data"
)

// Command is the verb that trains.
var Command = cli.Command{
	Name:  "fit",
	Short: "fit a network to a table of yours (CSV, NumPy), derivatives included",
	Run:   run,

	Shared: true,
}

// The files that a fit leaves in its directory, beside the report.
const (
	modelFile       = "model.safetensors"
	predictionsFile = "predictions.csv"
	checkpointFile  = "run.checkpoint"
)

// A fit is a network on its way.
type fit struct {
	*options
	names           columns
	all, seen, kept *data.Data[float64] // all rows, those that are fitted, those that are set aside
	net             *layers.Net[float64]
	result          *train.Result
	training        time.Duration
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	started := time.Now()
	o, err := parse(args, stdout)
	if err != nil {
		return err
	}
	f, err := cli.Waiting(ctx, func() (*fit, error) { return begin(o) })
	if err != nil {
		return fmt.Errorf("fit: %w", err)
	}
	group := ranks.Of(ctx)
	if group.Rank() == 0 {
		if err := o.makeDirectory(stderr); err != nil {
			return err
		}
	}
	if err := f.train(ctx, group, stderr); err != nil {
		if errors.Is(err, context.Canceled) {
			fmt.Fprintf(stderr, "The run is saved in %s; the same command with -resume goes on with it.\n", filepath.Join(o.Dir, checkpointFile))
		}
		return err
	}
	if group.Rank() > 0 {
		return nil
	}
	return f.deliver("demo fit "+strings.Join(args, " "), started, stdout)
}

// begin reads the data and makes the network.
func begin(o *options) (*fit, error) {
	d, names, err := o.columns.read(o.path)
	if err != nil {
		return nil, err
	}
	rng := rand.New(rand.NewPCG(uint64(o.seed), 0x5eed))
	f := &fit{options: o, names: names, all: d.Shuffle(rng)}
	f.seen, f.kept = f.all.Split(1 - o.validation)
	if f.seen.Len() == 0 || o.validation > 0 && f.kept.Len() == 0 {
		return nil, fmt.Errorf("%s: %s, too few to set a share of %v aside; want more, or another -validation", o.path, count.Of(d.Len(), "row"), o.validation)
	}
	if loss(f.seen).Orders == nil {
		return nil, fmt.Errorf("%s: no output and no derivative of one is a number in any row, want some", o.path)
	}
	if err := cli.CheckWidths("-hidden "+cli.Joined(o.hidden), slices.Concat([]int{d.In}, o.hidden, []int{d.Out})...); err != nil {
		return nil, err
	}
	f.net, err = layers.NewMLP[float64](d.In, o.hidden, d.Out, o.activation, rng)
	if err != nil {
		return nil, err
	}
	return f, nil
}

// makeDirectory makes the directory for what the fit leaves, unless there is a fit before in it that would be lost. It says if there
// is none to go on with.
func (o *options) makeDirectory(stderr io.Writer) error {
	there := func(name string) bool {
		_, err := os.Stat(filepath.Join(o.Dir, name))
		return err == nil
	}
	for _, name := range []string{modelFile, predictionsFile, checkpointFile} {
		if err := file.CheckReplaceable(filepath.Join(o.Dir, name)); err != nil {
			return cli.Usagef("fit: %v, or another -out", err)
		}
	}
	switch {
	case o.resume && !there(checkpointFile):
		fmt.Fprintf(stderr, "No run to go on with in %s: the fit begins anew.\n", o.Dir)
	case o.resume || o.overwrite:
	case there(modelFile):
		return cli.Usagef("fit: %s is there already; want another -out, or -overwrite", filepath.Join(o.Dir, modelFile))
	case there(checkpointFile):
		return cli.Usagef("fit: %s is there already, a run that was interrupted; want -resume to go on with it, another -out, or -overwrite",
			filepath.Join(o.Dir, checkpointFile))
	}
	if err := os.MkdirAll(o.Dir, 0o777); err != nil {
		return fmt.Errorf("fit: %w", err)
	}
	return nil
}

// loss weights the orders that were measured alike. It has none if none was.
func loss(d *data.Data[float64]) train.Loss {
	weights := make([]float64, d.Order()+1)
	for k := range d.Labels.Alg.Dim() {
		for _, v := range d.Labels.Plane(k) {
			if v == v {
				weights[d.Labels.Alg.Degree(k)] = 1
				break
			}
		}
	}
	if slices.Max(weights) == 0 {
		return train.Loss{}
	}
	return train.Balanced(nil, weights...)
}

// train fits the network in units of the data, and brings it back to those it came in.
func (f *fit) train(ctx context.Context, group train.Group, stderr io.Writer) error {
	units := data.Standardize(f.seen)
	optimizer, schedule, epochs, batch := f.plan(f.seen.Len())
	bars := progress.New(stderr, f.Quiet || f.JSON, "fitting", epochs)
	bar := bars.Start(f.String(), epochs)
	opt := train.Options{Loss: loss(f.seen), Optimizer: optimizer, Schedule: schedule, Epochs: epochs, BatchSize: batch, Seed: uint64(f.seed), Group: group,
		Checkpoint: train.Checkpoint{Path: filepath.Join(f.Dir, checkpointFile), Every: max(1, epochs/20), Resume: f.resume},
		OnEpoch: func(e train.Epoch) {
			bar.Note(fmt.Sprintf("loss %.2e", e.Loss))
			bar.Advance(1)
		}}
	var validation *data.Data[float64]
	if f.kept.Len() > 0 {
		validation = units.Apply(f.kept)
		opt.Patience = epochs // the best parameters are those that are kept
	}
	started := time.Now()
	var err error
	f.result, err = train.FitValidated(ctx, f.net, units.Apply(f.seen), validation, opt)
	f.training = time.Since(started)
	bar.Finish()
	bars.Close()
	if err != nil {
		return err
	}
	if err := units.Fold(f.net); err != nil {
		return err
	}
	return f.net.SetNames(f.names.x, f.names.y)
}

// deliver writes the model, the predictions and the report, and says how good they are.
func (f *fit) deliver(command string, started time.Time, stdout io.Writer) error {
	model := filepath.Join(f.Dir, modelFile)
	if err := f.net.Save(model); err != nil {
		return err
	}
	judged, held := f.judged(), "held out"
	if f.kept.Len() == 0 {
		held = "fitted"
	}
	components := compare(f.net, judged, f.names)
	table, rows := errorTable(components, judged.Len(), held)
	out := cli.NewRows(stdout, f.JSON)
	for _, r := range rows {
		line := struct {
			row
			Model string `json:"model"`
		}{r, model}
		if err := out.Write(line); err != nil {
			return err
		}
	}
	if err := f.writePredictions(filepath.Join(f.Dir, predictionsFile)); err != nil {
		return err
	}
	if !f.report {
		return nil
	}
	page := f.page(components, table, held)
	page.Sign(command, started)
	path, err := page.Write(f.Dir)
	if err != nil || f.JSON {
		return err
	}
	if err := table.WriteText(stdout); err != nil {
		return err
	}
	_, err = fmt.Fprintf(stdout, "\n%s\n%s\n\nThe network: %s\nIts predictions: %s\nThe report: %s\n", page.Result, page.Lead, model, filepath.Join(f.Dir, predictionsFile), path)
	return err
}
