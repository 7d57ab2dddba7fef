package beyond

import (
	"io"

	"example.com/sobolev/cmd/demo/internal/cli"
	"example.com/sobolev/cmd/demo/internal/experiment"
)

const about = `Repeats claims of later work on derivatives of networks, a table each, with the published figure beside it where one is
known: Sobolev acceleration (the curvature of one ReLU unit, and three functions fitted in L2, H1 and H2), n-TangentProp's
time against the order, the time of a Laplacian in collapsed Taylor mode, and STDE's sine-Gordon equation in 100 and 1,000
dimensions.`

// options are the command's flags.
type options struct {
	*experiment.Settings
	parts     []*part
	seeds     int
	acts      []string // of the networks for the three functions
	dims      []int    // of the sine-Gordon equation
	steps     int      // of its training
	published bool
	quick     bool
}

// parse reads the command line.
func parse(args []string, stdout io.Writer) (*options, error) {
	f := cli.NewFlags("demo beyond", about,
		"demo beyond",
		"demo beyond -quick                                   # half a minute",
		"demo beyond -part orders,laplacian -json",
		"demo beyond -part functions -published -seeds 20 -resume   # the published number of steps: overnight",
		"demo beyond -part sinegordon -d 100,1000 -steps 10000")
	o := &options{Settings: experiment.Declare(f, "report/beyond")}
	ofPart := func(p *part) string { return p.name }
	names := cli.Names(parts, ofPart)
	chosen := f.ChoiceList("part", names, names, "the `claims`")
	seeds := f.Seeds(3, "number of `seeds` of what is trained")
	acts := f.ChoiceList("act", []string{"tanh", "sine"}, bodies, "`networks` that are fitted to the three functions")
	dims := f.IntListBetween("d", []int{100, 1000}, sampledAxes, 100_000, "`dimensions` of the sine-Gordon equation")
	steps := f.IntAtLeast("steps", 10_000, 1, "training `steps` of the sine-Gordon equation")
	f.BoolVar(&o.published, "published", false, "fit the three functions by 25,000 steps of Adam at a rate of 1e-5 and 25,000 of L-BFGS")
	f.BoolVar(&o.quick, "quick", false, "one seed and few steps")
	if err := o.Parse(f, args, stdout); err != nil {
		return nil, err
	}
	o.parts = cli.Pick(parts, ofPart, *chosen)
	o.seeds, o.acts, o.dims, o.steps = *seeds, *acts, *dims, *steps
	if o.quick {
		if !f.Given("seeds") {
			o.seeds = 1
		}
		if !f.Given("steps") {
			o.steps = 100
		}
	}
	return o, nil
}

// rounds is the number of repetitions of a timing.
func (o *options) rounds() int {
	if o.quick {
		return 3
	}
	return 15
}

// jobs lists what there is to do, all seeds of one method before the next.
func (o *options) jobs() []job {
	var all []job
	for _, p := range o.parts {
		for _, j := range p.jobs(o) {
			j.part = p
			all = append(all, j)
		}
	}
	return all
}
