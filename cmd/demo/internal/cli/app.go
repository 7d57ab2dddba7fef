// Package cli is the frame of a program with subcommands: dispatch, flags that explain themselves and their mistakes,
// exit codes, and results as one JSON object a line.
//
// A command is a value with a Run function; a program is a list of them:
//
//	app := cli.App{Name: "demo", Summary: "…", Commands: []cli.Command{regress.Command}, Default: "regress"}
//	mpi.Main(func(ctx context.Context, g train.Group) error {
//		return app.Main(ctx, g, os.Args[1:], os.Stdout, os.Stderr)
//	})
package cli

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"

	"example.com/sobolev/cmd/demo/internal/ranks"
	"example.com/sobolev/train"
)

// Exit codes of [App.Main].
const (
	ExitOK          = 0
	ExitFailure     = 1
	ExitUsage       = 2   // the command line is wrong
	ExitInterrupted = 130 // Ctrl-C; what was ready has been written
)

// A Command is one subcommand.
type Command struct {
	Name  string
	Short string // one line for the program's help

	// Run does the work. A mistake in args is a [UsageError]; after ctx is done it writes what it has and returns
	// ctx.Err(). Results go to stdout, everything else to stderr.
	Run func(ctx context.Context, args []string, stdout, stderr io.Writer) error

	Shared bool // whether the ranks of an MPI job share its work, see package ranks; other commands run on one process alone
}

// An App is a program of commands.
type App struct {
	Name     string
	Summary  string // what the program is for, printed above the list of commands
	Commands []Command
	Default  string // the command to run when none is named; if empty, help is printed
}

// A UsageError is a mistake in the command line: [App.Main] prints it and exits with [ExitUsage].
type UsageError struct{ Message string }

func (e *UsageError) Error() string { return e.Message }

// Usagef returns a [UsageError] with a formatted message, which should name what was wrong, got and wanted.
func Usagef(format string, args ...any) error { return &UsageError{fmt.Sprintf(format, args...)} }

// An ExitError is how a program ended that did not do what it was asked to: what is to be said of it, and the exit code.
type ExitError struct {
	Message string
	Code    int
}

func (e *ExitError) Error() string { return e.Message }

// ExitCode is the one that the process should end with.
func (e *ExitError) ExitCode() int { return e.Code }

// Main runs the command that args name on one rank of a group. It returns nil, or an [ExitError]. The first rank alone
// prints.
func (a App) Main(ctx context.Context, g train.Group, args []string, stdout, stderr io.Writer) error {
	if g.Rank() > 0 {
		stdout, stderr = io.Discard, io.Discard
	}
	if e := a.run(ranks.With(ctx, g), args, stdout, stderr); e != nil { // not an error that is not nil and holds nil
		return e
	}
	return nil
}

// Run runs the command that args name on this process alone, says what went wrong, and returns the exit code.
func (a App) Run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	if e := a.run(ctx, args, stdout, stderr); e != nil {
		fmt.Fprintln(stderr, e)
		return e.Code
	}
	return ExitOK
}

func (a App) run(ctx context.Context, args []string, stdout, stderr io.Writer) *ExitError {
	c, args, err := a.find(args, stdout)
	if n := ranks.Of(ctx).Size(); err == nil && n > 1 && !c.Shared {
		err = Usagef("%s on %d ranks, want one: it has no work to share", c.Name, n)
	}
	if err == nil {
		err = c.Run(ctx, args, stdout, stderr)
	}
	var usage *UsageError
	switch {
	case err == nil, errors.Is(err, flag.ErrHelp):
		return nil
	case errors.As(err, &usage):
		return &ExitError{fmt.Sprintf("%s: %v", a.Name, err), ExitUsage}
	case errors.Is(err, context.Canceled):
		return &ExitError{a.Name + ": interrupted", ExitInterrupted}
	}
	return &ExitError{fmt.Sprintf("%s: %v", a.Name, err), ExitFailure}
}

// find returns the command that args name, and the arguments left for it. Flags without a command go to the default one, but for
// those that ask for help.
func (a App) find(args []string, stdout io.Writer) (Command, []string, error) {
	help := len(args) > 0 && (isHelp(args[0]) || args[0] == "help")
	switch {
	case help && len(args) > 1 && args[0] == "help":
		c, err := a.command(args[1])
		return c, []string{"-h"}, err
	case help, len(args) == 0 && a.Default == "":
		a.help(stdout)
		if a.Default == "" {
			return Command{}, nil, flag.ErrHelp
		}
		fmt.Fprintf(stdout, "\nWithout a command, or with flags alone:\n\n")
		c, err := a.command(a.Default)
		return c, []string{"-h"}, err
	case len(args) == 0 || strings.HasPrefix(args[0], "-"):
		c, err := a.command(a.Default)
		return c, args, err
	}
	c, err := a.command(args[0])
	return c, args[1:], err
}

func (a App) command(name string) (Command, error) {
	var names []string
	for _, c := range a.Commands {
		if c.Name == name {
			return c, nil
		}
		names = append(names, c.Name)
	}
	return Command{}, Usagef("unknown command %q, want %s%s", name, oneOf(names), suggestion(name, names))
}

// help prints the list of commands.
func (a App) help(w io.Writer) {
	fmt.Fprintf(w, "%s\n\nUsage:\n\n  %s [command] [flags]\n\nCommands:\n\n", a.Summary, a.Name)
	for _, c := range a.Commands {
		mark := ""
		if c.Name == a.Default {
			mark = " (runs when no command is named)"
		}
		fmt.Fprintf(w, "  %-12s %s%s\n", c.Name, c.Short, mark)
	}
	fmt.Fprintf(w, "\n%q explains a command's flags.\n", a.Name+" command -h")
}

func isHelp(arg string) bool {
	return arg == "-h" || arg == "-help" || arg == "--help" || arg == "--h"
}
