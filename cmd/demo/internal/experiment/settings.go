package experiment

import (
	"io"
	"strings"

	"example.com/sobolev/cmd/demo/internal/cli"
)

// Settings are the flags that all experiments have: those of [cli.Output], and -resume.
type Settings struct {
	*cli.Output
	Resume bool // keep what an earlier run left in Dir

	command string // the command line, as the page shows it
}

// Declare declares the flags; dir is where the report goes if nothing else is said.
func Declare(f *cli.Flags, dir string) *Settings {
	s := &Settings{Output: f.OutputFlags(dir)}
	f.BoolVar(&s.Resume, "resume", false, "keep the results that an earlier run left in the report's directory, and go on there")
	return s
}

// Parse parses args by [cli.Flags.ParseArgs] and settles what the flags mean together: with -json there is no directory
// unless -out or -resume asks for it.
func (s *Settings) Parse(f *cli.Flags, args []string, stdout io.Writer) error {
	if err := f.ParseArgs(args, stdout); err != nil {
		return err
	}
	s.command = strings.TrimSpace("go run ./cmd/demo " + f.Command() + " " + strings.Join(args, " "))
	if !s.Resume {
		s.Dir = s.ReportDir(f)
	}
	if s.Resume && s.Dir == "" {
		return cli.Usagef("%s: -resume without a report's directory, want -out", f.Command())
	}
	return nil
}
