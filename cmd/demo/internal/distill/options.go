package distill

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"

	"example.com/sobolev/cmd/demo/internal/cli"
	"example.com/sobolev/cmd/demo/internal/experiment"
	"example.com/sobolev/layers"
)

const about = `Distils the policies of teacher networks into students of half their width, from a small part of the states that
the teachers were recorded in: by the Kullback-Leibler divergence alone (kl), and with the input gradients of the
log-probabilities besides, projected on random directions (kl+sobolev) or all of them (kl+jacobian). Students are judged on all states that they
have not seen, and by what they score when they play. Both methods of a seed see the same states, start from the same
weights and take the same number of steps.`

// options are the command's flags.
type options struct {
	*experiment.Settings
	domains   []*domain
	fractions []float64 // of the recorded states, in per cent
	methods   []method
	seeds     int
	weight    float64            // of the gradients
	along     int                // directions of a projection
	act       *layers.Activation // of students; the game's if nil
	episodes  int                // of a mean return
	states    int                // recorded of every teacher; 0 chooses
	steps     int                // of a student; 0 chooses
	lessons   int                // steps of a teacher; 0 chooses
	quick     bool
}

// parse reads the command line.
func parse(args []string, stdout io.Writer) (*options, error) {
	f := cli.NewFlags("demo distill", about,
		"demo distill",
		"demo distill -quick           # everything, smaller, in less than a minute",
		"demo distill -env catch -fraction 1,2,5,10 -seeds 10",
		"demo distill -method kl,kl+sobolev,kl+jacobian -act relu",
		"demo distill -resume          # go on with a run that was cut short")
	o := &options{Settings: experiment.Declare(f, "report/distill"), fractions: []float64{1, 2, 5}}
	ofDomain := func(d *domain) string { return d.name }
	games := cli.Names(domains, ofDomain)
	names := f.ChoiceList("env", games, games, "the `games`")
	f.Var(cli.NewList(&o.fractions, percentage), "fraction", "`percentages` of the recorded states to train students on")
	ways := f.ChoiceList("method", methodNames[:jacobians], methodNames[:], "the `methods`")
	seeds := f.Seeds(5, "number of `seeds`: training states, initial weights and directions")
	f.Float64Var(&o.weight, "weight", 1, "`weight` of the gradients, relative to the mean square of the teacher's")
	directions := f.IntBetween("directions", 1, 1, 1000, "random `directions` that gradients are projected on, a step and state")
	f.Func("act", "`activation` of the students, such as relu; that of the game's teacher if it is not given", func(s string) error {
		act, err := layers.ActivationByName(s)
		o.act = &act
		return err
	})
	episodes := f.IntAtLeast("episodes", 100, 1, "`episodes` that students play")
	states := f.IntBetween("states", 0, 0, mostStates, "`number` of states to record of every teacher; 0 stands for 20000, or 8000 with -quick")
	f.IntVar(&o.steps, "steps", 0, "training `steps` of a student; 0 chooses by the game")
	f.IntVar(&o.lessons, "lessons", 0, "training `steps` of a teacher; 0 chooses by the game")
	f.BoolVar(&o.quick, "quick", false, "fewer states and seeds, shorter training")
	if err := o.Parse(f, args, stdout); err != nil {
		return nil, err
	}
	o.seeds, o.states = *seeds, *states
	o.along, o.episodes = *directions, *episodes
	if o.quick && !f.Given("seeds") {
		o.seeds = 3
	}
	slices.Sort(o.fractions)
	o.fractions = slices.Compact(o.fractions)
	o.domains = cli.Pick(domains, ofDomain, *names)
	for m, name := range methodNames {
		if slices.Contains(*ways, name) {
			o.methods = append(o.methods, method(m))
		}
	}
	return o, o.check()
}

// mostStates bounds the states that are recorded of a game, with the policy and its derivatives, to some gigabytes.
const mostStates = 500_000

// minStates is the fewest states worth recording: the games played side by side see as many in a few steps.
const minStates = 4 * recordedGames

// check reports flags that are each well formed and yet make no sense.
func (o *options) check() error {
	switch {
	case !(o.weight > 0) || math.IsInf(o.weight, 0):
		return cli.Usagef("distill: -weight is %v, want a positive number", o.weight)
	case o.steps < 0 || o.lessons < 0:
		return cli.Usagef("distill: -steps is %d and -lessons %d, want none negative", o.steps, o.lessons)
	case o.states > 0 && o.states < minStates:
		return cli.Usagef("distill: -states is %d, want at least %d", o.states, minStates)
	}
	return nil
}

// percentage parses a part of the states.
func percentage(s string) (float64, error) {
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || !(v > 0 && v <= 90) {
		return 0, fmt.Errorf("got %q, want a percentage above 0 and up to 90", s)
	}
	return v, nil
}

// budget says how much of everything there is.
func (o *options) budget(d *domain) budget {
	b := budget{states: 20_000, lessonSteps: d.lessonSteps, steps: d.steps, batch: 64}
	if o.quick {
		b = budget{states: 8000, lessonSteps: d.lessonSteps / 3, steps: d.steps / 3, batch: 32}
	}
	ifGiven(&b.states, o.states)
	ifGiven(&b.lessonSteps, o.lessons)
	ifGiven(&b.steps, o.steps)
	b.lessons, b.episodes = 2*b.states, o.episodes
	return b
}

// ifGiven replaces a number by another one that is not 0.
func ifGiven(n *int, given int) {
	if given > 0 {
		*n = given
	}
}

// jobs lists the students to train: for every game and part of the states, all seeds of one method before the next.
func (o *options) jobs() []job {
	var jobs []job
	teachers := newFaculty()
	for _, d := range o.domains {
		act := d.act
		if o.act != nil {
			act = *o.act
		}
		for _, fraction := range o.fractions {
			for _, m := range o.methods {
				for seed := 1; seed <= o.seeds; seed++ {
					j := job{domain: d, budget: o.budget(d), fraction: fraction, method: m, seed: seed, act: act, teachers: teachers}
					switch m {
					case gradients:
						j.gradients = projection{o.weight, o.along}
					case jacobians:
						j.gradients = projection{o.weight, 0}
					}
					jobs = append(jobs, j)
				}
			}
		}
	}
	return jobs
}
