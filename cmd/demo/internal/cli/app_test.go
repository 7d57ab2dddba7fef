package cli_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"
	"testing"

	"example.com/sobolev/cmd/demo/internal/cli"
	"example.com/sobolev/cmd/demo/internal/ranks"
	"example.com/sobolev/cmd/demo/internal/ranks/rankstest"
	"example.com/sobolev/train"
)

// app has one command with every kind of flag; it prints what it parsed.
func app() cli.App {
	return cli.App{
		Name: "demo", Summary: "Shows things.", Default: "fit",
		Commands: []cli.Command{
			{Name: "fit", Short: "fits", Run: fit},
			{Name: "wait", Short: "waits", Run: func(ctx context.Context, _ []string, stdout, _ io.Writer) error {
				<-ctx.Done()
				fmt.Fprintln(stdout, "partial")
				return fmt.Errorf("wait: %w", ctx.Err())
			}},
			{Name: "share", Short: "shares", Shared: true, Run: func(ctx context.Context, _ []string, stdout, _ io.Writer) error {
				g := ranks.Of(ctx)
				fmt.Fprintf(stdout, "%d of %d\n", g.Rank(), g.Size())
				all, err := ranks.Gather(g, []byte(strings.Repeat("a", g.Rank())))
				if err != nil || fmt.Sprintf("%s", all) != "[ a]" {
					return fmt.Errorf("gathered %s (%v), want nothing of rank 0 and a letter of rank 1", all, err)
				}
				return nil
			}},
			{Name: "fail", Short: "fails", Run: func(context.Context, []string, io.Writer, io.Writer) error {
				return errors.New("disk full")
			}},
		},
	}
}

func fit(_ context.Context, args []string, stdout, _ io.Writer) error {
	f := cli.NewFlags("demo fit", "Fits a thing.", "demo fit -n 20,100")
	n := f.IntList("n", []int{20}, 1, "sizes")
	act := f.Choice("act", "relu", []string{"relu", "tanh"}, "activation")
	modes := f.ChoiceList("mode", []string{"plain"}, []string{"plain", "sobolev"}, "methods")
	seeds := f.IntAtLeast("seeds", 5, 1, "`number` of seeds")
	rate := f.Float64("rate", 0.5, "learning rate")
	steps := f.Int("steps", 7, "steps")
	out := f.OutputFlags("report")
	if err := f.ParseArgs(args, stdout); err != nil {
		return err
	}
	_, err := fmt.Fprintln(stdout, *n, *act, *modes, *seeds, *rate, *steps, out.JSON, out.ReportDir(f))
	return err
}

func TestRun(t *testing.T) {
	const defaults = "[20] relu [plain] 5 0.5 7 false report\n"
	for _, c := range []struct {
		args           string
		code           int
		stdout, stderr string // stdout: all of it, or a part after "…"; stderr: all of it
	}{
		{"", 0, defaults, ""},
		{"fit", 0, defaults, ""},
		{"-n 5,6", 0, "[5 6] relu [plain] 5 0.5 7 false report\n", ""},
		{"fit -act TA-NH -mode sobolev,plain -seeds 2", 0, "[20] tanh [sobolev plain] 2 0.5 7 false report\n", ""},
		{"fit -json", 0, "[20] relu [plain] 5 0.5 7 true \n", ""},
		{"fit -json -out x", 0, "[20] relu [plain] 5 0.5 7 true x\n", ""},
		{"-h", 0, "…fit          fits (runs when no command is named)", ""},
		{"help fit", 0, "…demo fit -n 20,100", ""},
		{"fit -h", 0, "…activation (one of relu, tanh) (default relu)", ""},
		{"fti", 2, "", "demo: unknown command \"fti\", want one of fit, wait, share, fail; did you mean fit?\n"},
		{"fit -seed 3", 2, "", "demo: fit: unknown flag -seed, want one of -act, -json, -mode, -n, -out, -quiet, -rate, -seeds, -steps; did you mean seeds?\n"},
		{"fit -n 5,zero", 2, "", "demo: fit: invalid value \"5,zero\" for flag -n: got \"zero\", want a whole number of at least 1\n"},
		{"fit -act sine", 2, "", "demo: fit: invalid value \"sine\" for flag -act: got \"sine\", want one of relu, tanh\n"},
		{"fit -rate fast", 2, "", "demo: fit: invalid value \"fast\" for flag -rate, want a number\n"},
		{"fit -steps 1.5", 2, "", "demo: fit: invalid value \"1.5\" for flag -steps, want a whole number\n"},
		{"fit -rate", 2, "", "demo: fit: flag needs an argument: -rate\n"},
		{"fit 20", 2, "", "demo: fit: unexpected argument \"20\", want only flags\n"},
		{"fail", 1, "", "demo: disk full\n"},
	} {
		var stdout, stderr bytes.Buffer
		code := app().Run(t.Context(), strings.Fields(c.args), &stdout, &stderr)
		if code != c.code || stderr.String() != c.stderr || !matches(stdout.String(), c.stdout) {
			t.Errorf("demo %s: code %d, stdout %q, stderr %q\nwant %d, %q, %q",
				c.args, code, stdout.String(), stderr.String(), c.code, c.stdout, c.stderr)
		}
	}
}

func matches(got, want string) bool {
	part, ok := strings.CutPrefix(want, "…")
	return got == want || ok && strings.Contains(got, part)
}

// TestMainOnRanks runs commands on two ranks: the first alone prints, and commands without work to share are refused.
func TestMainOnRanks(t *testing.T) {
	for _, c := range []struct{ command, stdout, err string }{
		{"share", "0 of 2\n", ""},
		{"fail", "", "demo: fail on 2 ranks, want one: it has no work to share"},
		{"fti", "", "demo: unknown command"},
	} {
		var stdout [2]bytes.Buffer
		errs := rankstest.Run(2, func(g train.Group) error {
			return app().Main(t.Context(), g, []string{c.command}, &stdout[g.Rank()], io.Discard)
		})
		for rank, err := range errs {
			var exit *cli.ExitError
			if c.err == "" && err != nil || c.err != "" && (!errors.As(err, &exit) || exit.ExitCode() != cli.ExitUsage || !strings.HasPrefix(err.Error(), c.err)) {
				t.Errorf("%s on rank %d: %v, want %q", c.command, rank, err, c.err)
			}
		}
		if stdout[0].String() != c.stdout || stdout[1].Len() > 0 {
			t.Errorf("%s: stdout %q and %q, want %q of the first rank", c.command, stdout[0].String(), stdout[1].String(), c.stdout)
		}
	}
}

func TestInterrupt(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var stdout, stderr bytes.Buffer
	if code := app().Run(ctx, []string{"wait"}, &stdout, &stderr); code != cli.ExitInterrupted {
		t.Errorf("code %d, want %d", code, cli.ExitInterrupted)
	}
	if stdout.String() != "partial\n" {
		t.Errorf("stdout %q, want the partial result", stdout.String())
	}
}

func TestRows(t *testing.T) {
	var b bytes.Buffer
	rows := cli.NewRows(&b, true)
	for _, n := range []int{20, 100} {
		if err := rows.Write(struct {
			N int `json:"n"`
		}{n}); err != nil {
			t.Fatal(err)
		}
	}
	if got, want := b.String(), "{\"n\":20}\n{\"n\":100}\n"; got != want {
		t.Errorf("rows %q, want %q", got, want)
	}
	b.Reset()
	if err := cli.NewRows(&b, false).Write(1); err != nil || b.Len() != 0 {
		t.Errorf("disabled rows wrote %q, %v", b.String(), err)
	}
	if err := rows.Write(func() {}); err == nil {
		t.Error("a row that cannot be encoded was accepted")
	}
}

// TestRowsNull writes numbers that JSON does not have as null, and everything beside them as ever.
func TestRowsNull(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	type inner struct {
		Seed int     `json:"seed"`
		Loss float64 `json:"loss"`
	}
	type row struct {
		inner
		Name   string             `json:"name"`
		Net    string             `json:"net,omitempty"`
		Method string             `json:"method,omitempty"`
		X      []float64          `json:"x"`
		None   []float64          `json:"none"`
		Values map[string]float64 `json:"values"`
		Curve  []inner            `json:"curve"`
		Pair   [2]float32         `json:"pair"`
		hidden float64
		Plain  float64
		Next   *inner `json:"next"`
	}
	for _, c := range []struct {
		row  any
		want string
	}{
		{row{inner: inner{3, nan}, Name: "a<b", Method: "lm", X: []float64{1e-9, inf, -inf}, Values: map[string]float64{"z": nan, "a": 1},
			Curve: []inner{{1, 0.5}, {2, inf}}, hidden: 1, Next: &inner{4, nan}},
			`{"seed":3,"loss":null,"name":"a\u003cb","method":"lm","x":[1e-9,null,null],"none":null,"values":{"a":1,"z":null},` +
				`"curve":[{"seed":1,"loss":0.5},{"seed":2,"loss":null}],"pair":[0,0],"Plain":0,"next":{"seed":4,"loss":null}}`},
		{&inner{0, inf}, `{"seed":0,"loss":null}`},
		{[]float64{nan}, `[null]`},
	} {
		var b bytes.Buffer
		if err := cli.NewRows(&b, true).Write(c.row); err != nil || b.String() != c.want+"\n" {
			t.Errorf("%+v: %v, row\n%swant\n%s", c.row, err, b.String(), c.want)
		}
	}
}
