//go:build mpi

package mpi

/*
#include <mpi.h>
#include <unistd.h>

static MPI_Comm job;

// start joins the job. It has a communicator of its own, so that other users of MPI in the program do not meet its messages.
static int start(int *provided, int *rank, int *size) {
	int e = MPI_Init_thread(NULL, NULL, MPI_THREAD_SERIALIZED, provided);
	if (e == MPI_SUCCESS) e = MPI_Comm_dup(MPI_COMM_WORLD, &job);
	if (e == MPI_SUCCESS) e = MPI_Comm_set_errhandler(job, MPI_ERRORS_RETURN);
	if (e == MPI_SUCCESS) e = MPI_Comm_rank(job, rank);
	if (e == MPI_SUCCESS) e = MPI_Comm_size(job, size);
	return e;
}

typedef struct { int code, bytes; } came;

// exchange sends to and receives from another rank, and says how many bytes came.
static came exchange(void *send, int sent, void *receive, int received, int other) {
	MPI_Status status;
	came c = {0, 0};
	c.code = MPI_Sendrecv(send, sent, MPI_BYTE, other, 0, receive, received, MPI_BYTE, other, 0, job, &status);
	if (c.code == MPI_SUCCESS) c.code = MPI_Get_count(&status, MPI_BYTE, &c.bytes);
	return c;
}

// part waits until the other rank is done as well, without keeping a processor busy, since it may have much to do. What is to
// come is looked at before it is received: errors of many requests at once are not those of a communicator, and end the job in MPICH.
static came part(int other) {
	MPI_Request sent;
	MPI_Status status;
	int there = 0;
	came c = {0, 0};
	c.code = MPI_Isend(NULL, 0, MPI_BYTE, other, 0, job, &sent);
	while (c.code == MPI_SUCCESS && !there) {
		c.code = MPI_Iprobe(other, 0, job, &there, &status);
		if (c.code == MPI_SUCCESS && !there) usleep(1000);
	}
	if (c.code == MPI_SUCCESS) c.code = MPI_Get_count(&status, MPI_BYTE, &c.bytes);
	if (c.code == MPI_SUCCESS && c.bytes == 0) c.code = MPI_Recv(NULL, 0, MPI_BYTE, other, 0, job, &status);
	if (c.code == MPI_SUCCESS && c.bytes == 0) c.code = MPI_Wait(&sent, &status);
	return c;
}

static int truncated(int code) {
	int class;
	return MPI_Error_class(code, &class) == MPI_SUCCESS && class == MPI_ERR_TRUNCATE;
}

static void end_all(int code) {
	int over;
	if (MPI_Finalized(&over) == MPI_SUCCESS && !over) MPI_Abort(MPI_COMM_WORLD, code);
}
*/
import "C"

import (
	"errors"
	"fmt"
	"runtime"
	"sync/atomic"
	"unsafe"

	"example.com/sobolev/mpi/internal/tree"
)

// advice is what is wrong where the launcher counts other ranks than the library.
const advice = "launch with the mpirun of the MPI library that the program was built with"

// world is the ranks of an MPI job.
type world struct {
	rank, size int
	sum32      *tree.Summer[float32]
	sum64      *tree.Summer[float64]
	done       chan struct{}
	left       chan error // what MPI_Finalize said
}

// joined is whether the process has been a rank: MPI cannot be started again.
var joined atomic.Bool

// join makes the process a rank of the job. MPI is started and ended on a thread of its own, as it asks for; what is
// between may happen on any, one at a time.
func join() (*world, error) {
	w := &world{size: 1, done: make(chan struct{}), left: make(chan error, 1)}
	if joined.Swap(true) {
		return w, errors.New("a second call of Main, want one in a program: MPI starts once in a process")
	}
	started := make(chan error)
	go func() {
		runtime.LockOSThread()
		started <- w.start()
		<-w.done
		var err error
		if code := C.MPI_Finalize(); code != C.MPI_SUCCESS {
			err = fmt.Errorf("mpi: MPI_Finalize: error %d", code) // its text can no longer be asked for
		}
		w.left <- err
	}()
	return w, <-started
}

func (w *world) start() error {
	var provided, rank, size C.int
	if err := failure("MPI_Init_thread", C.start(&provided, &rank, &size)); err != nil {
		return err
	}
	if provided < C.MPI_THREAD_SERIALIZED {
		return fmt.Errorf("the MPI library gives threads level %d, want at least %d, MPI_THREAD_SERIALIZED", provided, C.MPI_THREAD_SERIALIZED)
	}
	w.rank, w.size = int(rank), int(size)
	w.sum32, w.sum64 = tree.New[float32](wire{}, w.rank, w.size), tree.New[float64](wire{}, w.rank, w.size)
	return nil
}

// leave ends this rank's part in the job once the others end theirs. What a rank goes on to share with one that has come
// here is an error on both.
func (w *world) leave() error {
	for bit := 1; bit < w.size; bit *= 2 {
		other := w.rank ^ bit
		if got := C.part(C.int(other)); got.code != C.MPI_SUCCESS || got.bytes > 0 {
			return fmt.Errorf("mpi: rank %d goes on, and this one is done: %s", other, alike)
		}
	}
	close(w.done)
	return <-w.left
}

// abort ends all processes of the job.
func (*world) abort(code int) { C.end_all(C.int(code)) }

func (w *world) Rank() int { return w.rank }

func (w *world) Size() int { return w.size }

func (w *world) SumFloat32(x []float32) error { return w.sum32.Sum(x) }

func (w *world) SumFloat64(x []float64) error { return w.sum64.Sum(x) }

func (w *world) Broadcast(b []byte, root int) error {
	if err := checkRoot(root, w.size); err != nil {
		return err
	}
	return tree.Broadcast(wire{}, w.rank, w.size, b, root)
}

// largest is the most bytes of one message, which MPI counts in an int.
const largest = 1 << 30

// alike is what is wrong where ranks do not have the same to say to one another.
const alike = "all ranks have to make the same calls"

// wire is the exchange between two ranks of the job.
type wire struct{}

func (wire) Exchange(send, receive []byte, other int) error {
	for len(send) > 0 || len(receive) > 0 {
		s, r := send[:min(len(send), largest)], receive[:min(len(receive), largest)]
		got := C.exchange(unsafe.Pointer(unsafe.SliceData(s)), C.int(len(s)), unsafe.Pointer(unsafe.SliceData(r)), C.int(len(r)), C.int(other))
		if got.code != C.MPI_SUCCESS && C.truncated(got.code) != 0 {
			return fmt.Errorf("mpi: more than %d bytes from rank %d, want as many: %s", len(r), other, alike)
		}
		if err := failure("MPI_Sendrecv", got.code); err != nil {
			return fmt.Errorf("%w, with rank %d", err, other)
		}
		if int(got.bytes) != len(r) {
			return fmt.Errorf("mpi: %d bytes from rank %d, want %d: %s", got.bytes, other, len(r), alike)
		}
		send, receive = send[len(s):], receive[len(r):]
	}
	return nil
}

// failure returns what an MPI function says by its result.
func failure(function string, code C.int) error {
	if code == C.MPI_SUCCESS {
		return nil
	}
	var text [C.MPI_MAX_ERROR_STRING]C.char
	var n C.int
	C.MPI_Error_string(code, &text[0], &n)
	return fmt.Errorf("mpi: %s: %s", function, C.GoStringN(&text[0], n))
}
