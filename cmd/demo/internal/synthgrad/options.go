package synthgrad

import (
	"io"

	"example.com/sobolev/cmd/demo/internal/cli"
	"example.com/sobolev/cmd/demo/internal/experiment"
)

const about = `Trains a classifier of images in four parts that are cut off from one another: instead of the gradient that
backpropagation would bring down, each part follows an estimate by a small network (a synthetic gradient), which was fitted
to gradients, to losses, or to both (Sobolev training). All methods of a seed start from the same weights, see the same
images and take as many steps; the accuracy is that on the test images.`

// options are the command's flags.
type options struct {
	*experiment.Settings
	data    string
	folder  string // of the data, empty for the usual one
	methods []method
	seeds   int
	steps   int
	hidden  int
	quick   bool
}

// parse reads the command line.
func parse(args []string, stdout io.Writer) (*options, error) {
	f := cli.NewFlags("demo synthgrad", about,
		"demo synthgrad",
		"demo synthgrad -data generated -quick -json",
		"demo synthgrad -data fashion -hidden 128 -out report/fashion",
		"demo synthgrad -method critic,sobolev -seeds 10 -resume")
	o := &options{Settings: experiment.Declare(f, "report/synthgrad")}
	ofMethod := func(m method) string { return m.name }
	names := cli.Names(methods, ofMethod)
	data := f.Choice("data", "mnist", sources, "the `images`: MNIST from a Go module, Fashion-MNIST from a Debian package, or digits drawn by this program")
	f.StringVar(&o.folder, "dir", "", "take the four files of mnist or fashion from this `folder`")
	chosen := f.ChoiceList("method", names, names, "`methods` to compare")
	seeds := f.IntAtLeast("seeds", 3, 1, "number of `seeds`: initial weights and order of the images")
	steps := f.IntAtLeast("steps", 0, 0, "training `steps` of 256 images; 0 takes 705, three passes over MNIST, or 200 with -quick")
	hidden := f.IntAtLeast("hidden", 0, 0, "hidden `units` of the networks that estimate; with 0 they are linear")
	f.BoolVar(&o.quick, "quick", false, "fewer steps, and fewer images where they are generated")
	if err := o.Parse(f, args, stdout); err != nil {
		return nil, err
	}
	o.data, o.seeds, o.steps, o.hidden = *data, *seeds, *steps, *hidden
	o.methods = cli.Pick(methods, ofMethod, *chosen)
	switch {
	case o.folder != "" && o.data == "generated":
		return nil, cli.Usagef("synthgrad: -dir is %q with -data generated, want it with mnist or fashion", o.folder)
	case o.steps == 0 && o.quick:
		o.steps = 200
	case o.steps == 0:
		o.steps = 705
	}
	return o, nil
}

// generated is the size of the data set where it is generated.
func (o *options) generated() generated {
	if o.quick {
		return generated{train: 6000, test: 1000}
	}
	return generated{train: 20_000, test: 5000}
}

// jobs lists the classifiers to train, all seeds of one method before the next.
func (o *options) jobs(s *setup) []job {
	var jobs []job
	for _, m := range o.methods {
		for seed := 1; seed <= o.seeds; seed++ {
			jobs = append(jobs, job{s, m, seed})
		}
	}
	return jobs
}
