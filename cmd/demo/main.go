// Command demo shows what training on derivatives does: it runs the library's experiments, prints tables and writes
// reports with figures.
//
//	go run ./cmd/demo                 the main experiment, in half a minute
//	go run ./cmd/demo serve           a page where two networks learn while you watch and move their samples
//	go run ./cmd/demo help            all commands
//	go run ./cmd/demo regress -h      the flags of one
//
// Built with the tag mpi it runs on the processes of an MPI job, see docs/scaling.md.
package main

import (
	"context"
	"os"

	"example.com/sobolev/cmd/demo/internal/bachelier"
	"example.com/sobolev/cmd/demo/internal/bench"
	"example.com/sobolev/cmd/demo/internal/beyond"
	"example.com/sobolev/cmd/demo/internal/cli"
	"example.com/sobolev/cmd/demo/internal/distill"
	"example.com/sobolev/cmd/demo/internal/fit"
	"example.com/sobolev/cmd/demo/internal/gallery"
	"example.com/sobolev/cmd/demo/internal/losses"
	"example.com/sobolev/cmd/demo/internal/optimisers"
	"example.com/sobolev/cmd/demo/internal/orders"
	"example.com/sobolev/cmd/demo/internal/paper"
	"example.com/sobolev/cmd/demo/internal/pinn"
	"example.com/sobolev/cmd/demo/internal/regress"
	"example.com/sobolev/cmd/demo/internal/serve"
	"example.com/sobolev/cmd/demo/internal/synthgrad"
	"example.com/sobolev/mpi"
	"example.com/sobolev/train"
)

func main() {
	app := cli.App{
		Name: "demo",
		Summary: `Trains networks on values and derivatives (Sobolev training) and compares them with networks trained on
values alone.`,
		Commands: []cli.Command{
			fit.Command, fit.EvalCommand, fit.PlotCommand, fit.ConvertCommand, serve.Command,
			regress.Command, distill.Command, gallery.Command, bench.Command, losses.Command, pinn.Command, synthgrad.Command,
			bachelier.Command, orders.Command, beyond.Command, paper.Command, optimisers.Command,
		},
		Default: "regress",
	}
	mpi.Main(func(ctx context.Context, g train.Group) error {
		return app.Main(ctx, g, os.Args[1:], os.Stdout, os.Stderr)
	})
}
