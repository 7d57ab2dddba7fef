package bench

// timed is how long a cell takes.
type timed struct {
	timing
	plan             string
	flops            float64
	peak             float64 // flops a second of one core, measured just before
	gflops, fraction float64 // by the median; of the peak of all threads
}

// cellRow is the result of a cell.
type cellRow struct {
	Cell     string  `json:"cell"`
	Dtype    string  `json:"dtype"`
	Threads  int     `json:"threads"`
	Us       float64 `json:"us"` // median over blocks
	UsMin    float64 `json:"us_min"`
	Peak     float64 `json:"peak_gflops"` // of one core, measured just before
	Fraction float64 `json:"fraction"`    // of the peak of all threads, by the median
	Plan     string  `json:"plan"`
	Products int     `json:"products"` // a layer, as counted for the fraction
}

// newWorkOf prepares the cell for networks of a number type.
func newWorkOf(dtype string, c cell, threads int) (*work, error) {
	if dtype == "float32" {
		return newWork[float32](c, threads)
	}
	return newWork[float64](c, threads)
}

func peakOf(dtype string) float64 {
	if dtype == "float32" {
		return peak[float32]()
	}
	return peak[float64]()
}

// run times a cell.
func run(dtype string, c cell, threads int) (timed, error) {
	w, err := newWorkOf(dtype, c, threads)
	if err != nil {
		return timed{}, err
	}
	r := timed{plan: w.plan, flops: w.flops, peak: peakOf(dtype)}
	r.timing = measure(blocks, block, warmUp, func(n int) {
		if e := w.do(n); e != nil && err == nil {
			err = e
		}
	})
	r.gflops = r.flops / r.median / 1e9
	r.fraction = r.flops / r.median / (r.peak * float64(threads))
	return r, err
}

// cellOf times a cell and returns its row.
func cellOf(dtype string, c cell, threads int) (cellRow, error) {
	t, err := run(dtype, c, threads)
	return cellRow{Cell: c.Name, Dtype: dtype, Threads: threads, Us: microseconds(t.median), UsMin: microseconds(t.min),
		Peak: t.peak / 1e9, Fraction: t.fraction, Plan: t.plan, Products: c.products()}, err
}
