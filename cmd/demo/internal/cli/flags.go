package cli

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"
)

// Flags is a command's flag set. Declare flags on it as on a [flag.FlagSet] and call [Flags.ParseArgs].
type Flags struct {
	*flag.FlagSet
	About    string   // a paragraph on what the command does
	Examples []string // command lines, each after a comment or alone
	Operand  string   // what the one argument that is no flag is called, see [Flags.ParseOperand]
	aliases  map[string]bool
}

// NewFlags returns an empty flag set for the named command, name being what the user types, "demo regress".
func NewFlags(name, about string, examples ...string) *Flags {
	f := &Flags{FlagSet: flag.NewFlagSet(name, flag.ContinueOnError), About: about, Examples: examples}
	f.SetOutput(io.Discard)
	return f
}

// Alias declares another name for a flag. Help and messages do not list it.
func (f *Flags) Alias(alias, name string) {
	f.Var(f.Lookup(name).Value, alias, "")
	if f.aliases == nil {
		f.aliases = map[string]bool{}
	}
	f.aliases[alias] = true
}

// listed returns the flags under their own names alone, for help and messages.
func (f *Flags) listed() *flag.FlagSet {
	own := flag.NewFlagSet(f.Name(), flag.ContinueOnError)
	f.VisitAll(func(g *flag.Flag) {
		if !f.aliases[g.Name] {
			own.Var(g.Value, g.Name, g.Usage)
			own.Lookup(g.Name).DefValue = g.DefValue // the value may have been set
		}
	})
	return own
}

// ParseArgs parses args. For -h it prints the help to stdout and returns [flag.ErrHelp]; for a mistake it returns a
// [UsageError] that names the flag, what it got and what it wants. Arguments that are not flags are mistakes.
func (f *Flags) ParseArgs(args []string, stdout io.Writer) error {
	f.Usage = func() {}
	err := f.Parse(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		f.help(stdout)
		return flag.ErrHelp
	case err != nil:
		return f.explain(err)
	case f.NArg() > 0:
		return Usagef("%s: unexpected argument %q, want only flags", f.Command(), f.Arg(0))
	}
	return nil
}

// ParseOperand is ParseArgs for a command with one argument that is no flag, before the flags or after them. It returns that.
func (f *Flags) ParseOperand(args []string, stdout io.Writer) (string, error) {
	operand := ""
	if len(args) > 0 && !strings.HasPrefix(args[0], "-") {
		operand, args = args[0], args[1:]
	} else if last := len(args) - 1; last >= 0 && !strings.HasPrefix(args[last], "-") && f.isOperand(args) {
		operand, args = args[last], args[:last]
	}
	if err := f.ParseArgs(args, stdout); err != nil {
		return "", err
	}
	if operand == "" {
		return "", Usagef("%s: no %s, want it as the first argument; %q explains", f.Command(), f.Operand, f.Name()+" -h")
	}
	return operand, nil
}

// isOperand reports whether the last of args is no value of the flag before it.
func (f *Flags) isOperand(args []string) bool {
	if len(args) < 2 || !strings.HasPrefix(args[len(args)-2], "-") || strings.Contains(args[len(args)-2], "=") {
		return true
	}
	g := f.Lookup(strings.TrimLeft(args[len(args)-2], "-"))
	b, ok := any(nil), false
	if g != nil {
		b, ok = g.Value, true
	}
	boolean, is := b.(interface{ IsBoolFlag() bool })
	return ok && is && boolean.IsBoolFlag()
}

// Command is the last word of the name.
func (f *Flags) Command() string { return f.Name()[strings.LastIndexByte(f.Name(), ' ')+1:] }

// explain turns an error of package flag into one that says what was wanted.
func (f *Flags) explain(err error) error {
	if name, ok := strings.CutPrefix(err.Error(), "flag provided but not defined: -"); ok {
		var known []string
		f.listed().VisitAll(func(g *flag.Flag) { known = append(known, g.Name) })
		return Usagef("%s: unknown flag -%s, want one of -%s%s", f.Command(), name, strings.Join(known, ", -"),
			suggestion(name, known))
	}
	// Package flag writes "parse error" for a number it cannot read.
	message := strings.Replace(err.Error(), ": parse error", ", want "+f.kind(err), 1)
	return Usagef("%s: %s", f.Command(), message)
}

// kind names the type of value that the flag in a parse error wants.
func (f *Flags) kind(err error) string {
	_, after, _ := strings.Cut(err.Error(), "flag -")
	name, _, _ := strings.Cut(after, ":")
	g := f.Lookup(name)
	if g == nil {
		return "another value"
	}
	getter, ok := g.Value.(flag.Getter)
	if !ok {
		return "another value"
	}
	switch getter.Get().(type) {
	case int, int64, uint, uint64:
		return "a whole number"
	case float64:
		return "a number"
	case bool:
		return "true or false"
	}
	return fmt.Sprintf("a value like %s", g.DefValue)
}

// help prints what the command does, its flags with their defaults, and the examples.
func (f *Flags) help(w io.Writer) {
	usage := f.Name()
	if f.Operand != "" {
		usage += " " + f.Operand
	}
	fmt.Fprintf(w, "%s\n\nUsage:\n\n  %s [flags]\n\nFlags:\n\n", f.About, usage)
	var list bytes.Buffer
	own := f.listed()
	own.SetOutput(&list)
	own.PrintDefaults()
	_, _ = list.WriteTo(w)
	if len(f.Examples) > 0 {
		fmt.Fprintf(w, "\nExamples:\n\n")
		for _, e := range f.Examples {
			fmt.Fprintf(w, "  %s\n", e)
		}
	}
}
