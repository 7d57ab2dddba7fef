package bench

import "time"

// shape is a network with two hidden layers and the batch it is trained on.
type shape struct{ d, w, batch int }

// config is one line of the benchmark that the flags describe.
type config struct {
	task    string // sobolev, laplacian or laplacian_fwd
	order   int    // of the loss's derivatives, for sobolev
	shape   shape
	act     string
	threads int
}

// stepRow is the result of a config.
type stepRow struct {
	Task     string  `json:"task"`
	Order    int     `json:"order"`
	D        int     `json:"d"`
	W        int     `json:"w"`
	Batch    int     `json:"batch"`
	Act      string  `json:"act"`
	Dtype    string  `json:"dtype"`
	Threads  int     `json:"threads"`
	Us       float64 `json:"us_per_step"` // median over blocks
	UsMin    float64 `json:"us_min"`
	UsMax    float64 `json:"us_max"`
	Plan     string  `json:"plan"`
	Products int     `json:"products"` // a layer, as counted for gflops
	GFLOPS   float64 `json:"gflops"`
	Peak     float64 `json:"peak_gflops"` // of one core, measured just before
	Fraction float64 `json:"fraction"`    // of the peak of all threads
}

// blocks, block and warmUp are those of the scripts for other programs that the rows are compared with.
const (
	blocks = 11
	block  = 25 * time.Millisecond
	warmUp = 150 * time.Millisecond
)

// tasks are what a config may be, with the kinds of their cells.
var tasks = map[string]string{"sobolev": "mlp", "laplacian": "lap", "laplacian_fwd": "lapfwd"}

// cell is the work of the config.
func (c config) cell() cell {
	return cell{Kind: tasks[c.task], D: c.shape.d, Hidden: []int{c.shape.w, c.shape.w}, Batch: c.shape.batch, Order: c.order, Act: c.act}
}

// stepOf times the config and returns its row.
func stepOf(dtype string, c config) (stepRow, error) {
	work := c.cell()
	t, err := run(dtype, work, c.threads)
	return stepRow{Task: c.task, Order: c.order, D: c.shape.d, W: c.shape.w, Batch: c.shape.batch, Act: c.act, Dtype: dtype,
		Threads: c.threads, Us: microseconds(t.median), UsMin: microseconds(t.min), UsMax: microseconds(t.max), Plan: t.plan,
		Products: work.products(), GFLOPS: t.gflops, Peak: t.peak / 1e9, Fraction: t.fraction}, err
}
