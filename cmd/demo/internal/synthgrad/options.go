package synthgrad

import (
	"context"
	"fmt"
	"io"
	"strings"

	"example.com/sobolev/cmd/demo/internal/cli"
	"example.com/sobolev/cmd/demo/internal/experiment"
)

const about = `Trains a classifier of images in four parts that are cut off from one another: instead of the gradient that
backpropagation would bring down, each part follows an estimate by a small network (a synthetic gradient), which was fitted
to gradients, to losses, or to both (Sobolev training). All methods of a seed start from the same weights, see the same
images and take as many steps; the accuracy is that on the test images. Methods are compared pair by pair over the seeds.`

// options are the command's flags.
type options struct {
	*experiment.Settings
	data    []string
	folder  string // of the data, empty for the usual one
	nets    []*architecture
	forms   []string
	units   int
	heads   []bool // whether modules are free
	methods []method
	seeds   int
	steps   int
	images  int // of the training images, all if 0
	slopes  float64
	tune    bool
	equal   bool // at equal time
	quick   bool
}

// parse reads the command line.
func parse(args []string, stdout io.Writer) (*options, error) {
	f := cli.NewFlags("demo synthgrad", about,
		"demo synthgrad",
		"demo synthgrad -data generated -quick -json",
		"demo synthgrad -data fashion -net conv -module conv -out report/fashion",
		"demo synthgrad -head loss,free -module hidden -method vfbn,critic,sobolev -seeds 5",
		"demo synthgrad -images 12000 -steps 940 -tune    # the weight of gradients by a validation split",
		"demo synthgrad -full -resume                      # everything until it has converged: some nights")
	o := &options{Settings: experiment.Declare(f, "report/synthgrad")}
	ofMethod, ofNet := func(m method) string { return m.name }, func(a *architecture) string { return a.name }
	names, nets := cli.Names(methods, ofMethod), cli.Names(architectures, ofNet)
	data := f.ChoiceList("data", []string{"mnist"}, sources, "the `images`: MNIST from a Go module, Fashion-MNIST from a Debian package, or digits drawn by this program")
	f.StringVar(&o.folder, "dir", "", "take the four files of mnist or fashion from this `folder`")
	net := f.ChoiceList("net", []string{"dense"}, nets, "the `classifiers`: dense layers, or two convolutions and a dense layer")
	form := f.ChoiceList("module", []string{"linear"}, forms, "what `networks` estimate")
	units := f.IntBetween("hidden", 128, 1, 4096, "hidden `units` of these networks if they are not linear, eight for each channel of a convolution")
	heads := f.ChoiceList("head", []string{"loss"}, []string{"loss", "free"}, "how differentiated modules `end`: in a cross-entropy, or in a number for the label")
	chosen := f.ChoiceList("method", names, names, "`methods` to compare")
	seeds := f.Seeds(3, "number of `seeds`: initial weights and order of the images")
	steps := f.IntAtLeast("steps", 0, 0, "training `steps` of 256 images; 0 takes 705, three passes over MNIST, or 200 with -quick")
	images := f.IntAtLeast("images", 0, 0, "train on the first so many `images`; 0 takes all")
	f.Float64Var(&o.slopes, "weight", 1, "`weight` of the gradients in Sobolev training, that of the losses being 1")
	f.BoolVar(&o.tune, "tune", false, "choose that weight first, on a part of the training images, by the rule of docs/paper.md")
	equal := f.Choice("equal", "steps", []string{"steps", "time"}, "what methods have `equal`ly much of: time by a table of measured costs")
	full := f.Bool("full", false, "MNIST and Fashion-MNIST, both classifiers and all modules, tuned, five seeds, 20 passes")
	f.BoolVar(&o.quick, "quick", false, "fewer steps, and fewer images where they are generated")
	if err := o.Parse(f, args, stdout); err != nil {
		return nil, err
	}
	o.data, o.seeds, o.steps, o.units, o.images, o.forms, o.equal = *data, *seeds, *steps, *units, *images, *form, *equal == "time"
	o.nets, o.methods = cli.Pick(architectures, ofNet, *net), cli.Pick(methods, ofMethod, *chosen)
	for _, h := range *heads {
		o.heads = append(o.heads, h == "free")
	}
	if *full {
		o.everything(f)
	}
	return o, o.settle()
}

// everything fills in what -full stands for and other flags have not said.
func (o *options) everything(f *cli.Flags) {
	cli.Preset(f, "data", &o.data, []string{"mnist", "fashion"})
	cli.Preset(f, "net", &o.nets, architectures)
	cli.Preset(f, "module", &o.forms, forms)
	cli.Preset(f, "head", &o.heads, []bool{false, true})
	cli.Preset(f, "seeds", &o.seeds, 5)
	cli.Preset(f, "steps", &o.steps, 4700)
	cli.Preset(f, "tune", &o.tune, true)
}

// settle checks what flags mean together.
func (o *options) settle() error {
	switch {
	case o.folder != "" && (len(o.data) > 1 || o.data[0] == "generated"):
		return cli.Usagef("synthgrad: -dir is %q with -data %s, want it with mnist or fashion alone", o.folder, strings.Join(o.data, ","))
	case !(o.slopes > 0):
		return cli.Usagef("synthgrad: -weight is %v, want a positive number", o.slopes)
	case o.steps == 0 && o.quick:
		o.steps = 200
	case o.steps == 0:
		o.steps = 705
	}
	return nil
}

// generated is the size of the data set where it is generated.
func (o *options) generated() generated {
	if o.quick {
		return generated{train: 6000, test: 1000}
	}
	return generated{train: 20_000, test: 5000}
}

// setups lists the comparisons: of every data set, classifier and module.
func (o *options) setups(ctx context.Context) ([]*setup, error) {
	var all []*setup
	for _, name := range o.data {
		d, err := load(ctx, name, o.folder, o.generated())
		if err != nil {
			return nil, err
		}
		if o.images > d.train.len() {
			return nil, fmt.Errorf("synthgrad: -images is %d, want at most the %d training images of %s", o.images, d.train.len(), name)
		}
		if o.images > 0 {
			d.train = d.train.first(o.images)
		}
		for _, net := range o.nets {
			for _, form := range o.forms {
				if form == "conv" && net.shapes[0].Height == 1 && len(o.forms) > 1 {
					continue // the same as hidden
				}
				for _, free := range o.heads {
					all = append(all, &setup{data: d, net: net, predictor: predictor{form, o.units, free, o.slopes}, steps: o.steps, batch: 256,
						curve: 12, equalTime: o.equal})
				}
			}
		}
	}
	return all, nil
}

// jobs lists the classifiers to train, all seeds of one method before the next.
func (o *options) jobs(setups []*setup) []job {
	var jobs []job
	for _, s := range setups {
		for _, m := range o.methods {
			for seed := 1; seed <= o.seeds; seed++ {
				jobs = append(jobs, job{s, m, seed})
			}
		}
	}
	return jobs
}
