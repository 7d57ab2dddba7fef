package distill

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"example.com/sobolev/cmd/demo/internal/cli"
	"example.com/sobolev/cmd/demo/internal/progress"
)

// Command is the distillation experiment.
var Command = cli.Command{
	Name:  "distill",
	Short: "distil policies of small games with and without the teacher's gradients",
	Run:   run,
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	o, err := parse(args, stdout)
	if err != nil {
		return err
	}
	store, err := openStore(o)
	if err != nil {
		return err
	}
	defer store.close()
	started, jobs := time.Now(), o.jobs()
	bars := progress.New(stderr, o.Quiet || o.JSON, "distilling", workLeft(jobs, store))
	rows := cli.NewRows(stdout, o.JSON)
	var results []*result
	err = runAll(ctx, jobs, store, bars, func(r *result) error {
		results = append(results, r)
		return rows.Write(newRow(r))
	})
	bars.Close()
	if len(results) == 0 {
		return err
	}
	if e := o.present(cells(results), args, started, stdout); err == nil {
		err = e
	}
	return err
}

// workLeft is what the jobs and their teachers cost that the store does not know.
func workLeft(jobs []job, known *store) (total int) {
	taught := map[*domain]bool{}
	for _, j := range jobs {
		if known.find(j) != nil {
			continue
		}
		total += j.work()
		if !taught[j.domain] {
			taught[j.domain] = true
			total += teacherWork(j.domain, j.budget)
		}
	}
	return total
}

// present prints the table and writes the report, as far as the flags want them.
func (o *options) present(cs []*cell, args []string, started time.Time, stdout io.Writer) error {
	if !o.JSON {
		if err := resultTable(cs).WriteText(stdout); err != nil {
			return err
		}
	}
	if o.dir == "" {
		return nil
	}
	command := strings.TrimSpace("go run ./cmd/demo distill " + strings.Join(args, " "))
	path, err := page(cs, o, command, started).Write(o.dir)
	if err == nil && !o.JSON {
		fmt.Fprintf(stdout, "\n%s\nThe report with all figures: %s\n", resultTable(cs).Caption, path)
	}
	return err
}
