package fit

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"example.com/sobolev/cmd/demo/internal/cli"
	"example.com/sobolev/layers"
	"example.com/sobolev/train/optim"
)

// options are what the command line says.
type options struct {
	*cli.Output
	columns
	path       string
	hidden     []int
	activation layers.Activation
	optimizer  string
	epochs     int
	batch      int
	rate       float64
	validation float64
	seed       int
	resume     bool
	overwrite  bool
	report     bool // write the page
}

// optimizers are the names that -optimiser takes.
var optimizers = []string{"adam", "lbfgs", "lm"}

func parse(args []string, stdout io.Writer) (*options, error) {
	o := &options{hidden: []int{64, 64}}
	f := cli.NewFlags("demo fit", "Fits a network to a table of values and derivatives, and says how well it does on the rows that it has not seen.\n\n"+
		"DATA is CSV with a header, or a NumPy archive with arrays x, y, grad and hess. Columns of CSV are told apart by -x, -y, -grad\n"+
		"and -hess, or by their names: x…, y…, dy/dx and d2y/dxdz. Empty cells and NaN were not measured.",
		"demo fit heston.csv -x S,T,v0 -y price -grad d_S,d_T,d_v0 -out heston",
		"demo fit ethanol.npz -hidden 128,128 -act silu",
		"demo eval heston/model.safetensors -x 1,0.5,0.04 -order 1")
	f.Operand = "DATA"
	names := func(list *[]string, name, usage string) {
		f.Var(cli.NewList(list, cli.Any), name, usage)
	}
	names(&o.x, "x", "`columns` of the inputs")
	names(&o.y, "y", "`columns` of the outputs")
	names(&o.grad, "grad", "`columns` of first derivatives: for each output one for each input; none between two commas where not measured")
	names(&o.hess, "hess", "`columns` of second derivatives: for each output one for each pair of inputs, row by row")
	f.StringVar(&o.weight, "weight", "", "`column` of weights of the rows")
	f.Var(cli.NewList(&o.hidden, cli.AtLeast(1)), "hidden", "widths of the hidden layers")
	act := f.Choice("act", "tanh", activations(), "activation")
	optimizer := f.Choice("optimiser", "adam", optimizers, "optimiser; lm is the most exact one for some hundred rows and narrow networks")
	f.IntVar(&o.epochs, "epochs", 0, "passes over the data; 0 for as many as some 20,000 steps are, or what the optimiser needs")
	f.IntVar(&o.batch, "batch", 32, "rows of a step, of Adam")
	f.Float64Var(&o.rate, "rate", 3e-3, "learning rate, of Adam")
	f.Float64Var(&o.validation, "validation", 0.2, "share of the rows that is set aside")
	f.IntVar(&o.seed, "seed", 1, "seed of the network, of the rows set aside and of the order of the others")
	f.BoolVar(&o.resume, "resume", false, "go on with the run that was interrupted in the directory")
	f.BoolVar(&o.overwrite, "overwrite", false, "write over a fit before in the directory, its model or the run that was interrupted")
	o.Output = f.OutputFlags("fit")
	f.Lookup("out").Usage = "write model, predictions and report into this `directory`"
	path, err := f.ParseOperand(args, stdout)
	if err != nil {
		return nil, err
	}
	o.path, o.optimizer = path, *optimizer
	if o.activation, err = layers.ActivationByName(*act); err != nil {
		return nil, err
	}
	o.report = o.ReportDir(f) != ""
	return o, o.check()
}

// activations are the names that -act takes.
func activations() []string {
	return cli.Names(layers.Activations(), func(a layers.Activation) string {
		name, _, _ := strings.Cut(a.Name, "(")
		return name
	})
}

// check reports numbers that cannot be meant.
func (o *options) check() error {
	for _, names := range []struct {
		flag string
		list []string
	}{{"-x", o.x}, {"-y", o.y}} {
		for i, name := range names.list {
			if name != "" && slices.Contains(names.list[:i], name) {
				return cli.Usagef("fit: %s names %q twice, want each column once", names.flag, name)
			}
		}
	}
	switch {
	case slices.Contains(o.x, ""):
		return cli.Usagef("fit: -x has an empty name, want a column for each input")
	case o.epochs < 0:
		return cli.Usagef("fit: -epochs %d, want at least 1, or 0 for a number that suits", o.epochs)
	case o.batch < 1:
		return cli.Usagef("fit: -batch %d, want at least 1", o.batch)
	case !(o.rate > 0):
		return cli.Usagef("fit: -rate %v, want a number above 0", o.rate)
	case !(o.validation >= 0 && o.validation < 1):
		return cli.Usagef("fit: -validation %v, want a share from 0 to less than 1", o.validation)
	case o.Dir == "":
		return cli.Usagef("fit: -out is empty, want a directory for the model")
	}
	return nil
}

// plan returns the optimiser, the epochs and the batch for so many rows.
func (o *options) plan(rows int) (opt optim.Optimizer, schedule optim.Schedule, epochs, batch int) {
	switch o.optimizer {
	case "lbfgs":
		return optim.LBFGS(50), nil, orElse(o.epochs, 1000), 0
	case "lm":
		return optim.LevenbergMarquardt(optim.LevenbergOptions{}), nil, orElse(o.epochs, 100), 0
	}
	batch = min(o.batch, rows)
	steps := (rows + batch - 1) / batch
	return optim.Adam(o.rate), optim.Cosine, orElse(o.epochs, max(20, 20000/steps)), batch
}

func orElse(n, otherwise int) int {
	if n > 0 {
		return n
	}
	return otherwise
}

// String says what is trained.
func (o *options) String() string {
	return o.activation.Name + " network " + strings.Trim(strings.ReplaceAll(fmt.Sprint(o.hidden), " ", "-"), "[]")
}
