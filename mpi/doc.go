// Package mpi trains networks on many processes, of one machine or of a cluster, over the Message Passing Interface: Open MPI,
// MPICH and what is derived from them.
//
//	func main() { mpi.Main(fit) }
//
//	func fit(ctx context.Context, g train.Group) error {
//		…
//		res, err := train.Fit(ctx, net, samples, train.Options{Group: g, …})
//		if g.Rank() == 0 {
//			fmt.Println(res)
//		}
//		return err
//	}
//
// The program runs alone, with Go and nothing else. Built with the tag mpi, it runs under mpirun or srun as well, and its
// network is the same, bit for bit, see [train.Options]. The tag takes cgo, pkg-config and an MPI library, whose package
// is ompi (of Open MPI) or, with the tag mpich besides, mpich:
//
//	go run .
//	go build -tags mpi -o fit . && mpirun -n 4 ./fit
//	go build -tags mpi,mpich -o fit . && mpirun.mpich -n 4 ./fit
//
// docs/scaling.md says how to launch on clusters and what there is to gain.
package mpi
