// Package launch starts MPI jobs on this machine, for tests.
package launch

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"os/exec"
)

// Command returns the one that runs a program on that many ranks, more than there are processors if need be, and as root
// if that is who asks. The variable MPIRUN names another mpirun than the one in the path.
func Command(ctx context.Context, ranks int, program string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, cmp.Or(os.Getenv("MPIRUN"), "mpirun"), append([]string{"-n", fmt.Sprint(ranks), program}, args...)...)
	cmd.Env = append(os.Environ(), "OMPI_ALLOW_RUN_AS_ROOT=1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1",
		"OMPI_MCA_rmaps_base_oversubscribe=1", "PRTE_MCA_rmaps_default_mapping_policy=:oversubscribe")
	return cmd
}
