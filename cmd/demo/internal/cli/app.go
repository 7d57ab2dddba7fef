// Package cli is the frame of a program with subcommands: dispatch, flags that explain themselves and their mistakes,
// exit codes, interruption, and results as one JSON object a line.
//
// A command is a value with a Run function; a program is a list of them:
//
//	app := cli.App{Name: "demo", Summary: "…", Commands: []cli.Command{regress.Command}, Default: "regress"}
//	os.Exit(app.Main(os.Args[1:], os.Stdout, os.Stderr))
package cli

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"
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

// Main runs the command that args name and returns the process's exit code. The first interrupt cancels the command's
// context, so that it can write what it has; a second one ends the process at once.
func (a App) Main(args []string, stdout, stderr io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	defer context.AfterFunc(ctx, stop)()
	return a.Run(ctx, args, stdout, stderr)
}

// Run is [App.Main] under a context of the caller's, without signals.
func (a App) Run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	run, args, err := a.find(args, stdout)
	if err == nil {
		err = run(ctx, args, stdout, stderr)
	}
	var usage *UsageError
	switch {
	case err == nil, errors.Is(err, flag.ErrHelp):
		return ExitOK
	case errors.As(err, &usage):
		fmt.Fprintf(stderr, "%s: %v\n", a.Name, err)
		return ExitUsage
	case errors.Is(err, context.Canceled):
		fmt.Fprintf(stderr, "%s: interrupted\n", a.Name)
		return ExitInterrupted
	}
	fmt.Fprintf(stderr, "%s: %v\n", a.Name, err)
	return ExitFailure
}

type runFunc = func(ctx context.Context, args []string, stdout, stderr io.Writer) error

// find returns the function of the command that args name, and the arguments left for it. Flags without a command go
// to the default one, but for those that ask for help.
func (a App) find(args []string, stdout io.Writer) (runFunc, []string, error) {
	help := len(args) > 0 && (isHelp(args[0]) || args[0] == "help")
	switch {
	case help && len(args) > 1 && args[0] == "help":
		c, err := a.command(args[1])
		return c.Run, []string{"-h"}, err
	case help, len(args) == 0 && a.Default == "":
		a.help(stdout)
		if a.Default == "" {
			return nil, nil, flag.ErrHelp
		}
		fmt.Fprintf(stdout, "\nWithout a command, or with flags alone:\n\n")
		c, err := a.command(a.Default)
		return c.Run, []string{"-h"}, err
	case len(args) == 0 || strings.HasPrefix(args[0], "-"):
		c, err := a.command(a.Default)
		return c.Run, args, err
	}
	c, err := a.command(args[0])
	return c.Run, args[1:], err
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
