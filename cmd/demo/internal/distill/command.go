package distill

import (
	"context"
	"io"
	"strings"
	"time"

	"example.com/sobolev/cmd/demo/internal/cli"
	"example.com/sobolev/cmd/demo/internal/jobs"
	"example.com/sobolev/cmd/demo/internal/progress"
	"example.com/sobolev/cmd/demo/internal/report"
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
	store, err := jobs.Open[kept](o.dir, o.resume)
	if err != nil {
		return err
	}
	defer store.Close() // every row has been written and checked
	started, todo := time.Now(), o.jobs()
	bars := progress.New(stderr, o.Quiet || o.JSON, "distilling", workLeft(todo, store))
	rows := cli.NewRows(stdout, o.JSON)
	teachers := newFaculty(bars)
	var results []*result
	err = jobs.All(ctx, todo, func(ctx context.Context, j job) (*result, error) {
		return runOne(ctx, j, store, teachers)
	}, func(r *result) error {
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

// runOne trains one student, unless its result is known.
func runOne(ctx context.Context, j job, known *jobs.Store[kept], teachers *faculty) (*result, error) {
	if k, ok := known.Find(j.key()); ok {
		return j.earlier(k), nil
	}
	t, err := teachers.of(ctx, j)
	if err != nil {
		return nil, err
	}
	bar := teachers.bars.Start(j.String(), j.work())
	defer bar.Finish()
	r, err := j.run(ctx, t, bar)
	if err == nil {
		err = known.Keep(j.key(), keptOf(r))
	}
	return r, err
}

// workLeft is what the jobs and their teachers cost that the store does not know.
func workLeft(todo []job, known *jobs.Store[kept]) (total int) {
	taught := map[*domain]bool{}
	for _, j := range todo {
		if _, ok := known.Find(j.key()); ok {
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
	command := strings.TrimSpace("go run ./cmd/demo distill " + strings.Join(args, " "))
	return report.Deliver(stdout, o.JSON, resultTable(cs), o.dir, func() report.Page { return page(cs, o, command, started) })
}
