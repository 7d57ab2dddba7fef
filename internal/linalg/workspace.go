package linalg

import "example.com/sobolev/internal/vec"

// A Workspace is the memory that products and factorisations need beside their arguments. It serves one call at a time,
// whose work it shares out among the workers of a team.
type Workspace struct {
	team    *Team
	workers []scratch
	job     job
	task    func(worker, task int) // Workspace.do, made once
}

// scratch is the memory of one worker.
type scratch struct {
	negative []float64
	packed   vec.Packed[float64]
}

// A job is an operation cut into tasks, each of which writes some columns of c, of its own.
type job struct {
	kind jobKind
	c, a Matrix
	sign float64
	cols int // of a task
}

type jobKind int

const (
	addOuter   jobKind = iota // upper triangle of c += sign·a·aᵀ
	addGram                   // upper triangle of c += sign·aᵀ·a
	solveLower                // c = a⁻ᵀ·c, a upper triangular
)

const (
	triangleCols = 48  // of a task that writes a triangle
	outerDepth   = 512 // columns of a that are multiplied at a time, so that they stay in the cache
	solveCols    = 192 // of a task that solves
	smallJob     = 1e6 // multiplications below which a job is not worth sharing
)

// NewWorkspace returns a workspace whose calls share their work among the team, which may be nil.
func NewWorkspace(team *Team) *Workspace {
	w := &Workspace{team: team, workers: make([]scratch, team.Workers())}
	w.task = w.do
	return w
}

// share does a job of so many multiplications.
func (w *Workspace) share(j job, multiplications float64) {
	w.job = j
	tasks := (j.c.Cols + j.cols - 1) / j.cols
	if multiplications >= smallJob {
		w.team.Do(tasks, w.task)
		return
	}
	for i := range tasks {
		w.do(0, i)
	}
}

func (w *Workspace) do(worker, task int) {
	s, j := &w.workers[worker], &w.job
	if j.kind == addOuter || j.kind == addGram {
		task = (j.c.Cols+j.cols-1)/j.cols - 1 - task // the longest columns first
	}
	first := task * j.cols
	n := min(j.cols, j.c.Cols-first)
	switch j.kind {
	case addOuter:
		all, own := j.a.Part(0, 0, first+n, j.a.Cols), j.a.Part(first, 0, n, j.a.Cols)
		s.addOuter(j.c.Part(0, first, first+n, n), j.sign, all, own)
	case addGram:
		all, own := j.a.Part(0, 0, j.a.Rows, first+n), j.a.Part(0, first, j.a.Rows, n)
		s.addGram(j.c.Part(0, first, first+n, n), j.sign, all, own)
	case solveLower:
		s.solveLower(j.c.Part(0, first, j.c.Rows, n), j.a)
	}
}

// addOuter sets C = C + sign·A·Bᵀ.
func (s *scratch) addOuter(c Matrix, sign float64, a, b Matrix) {
	if a.Cols == 0 {
		return
	}
	b = s.signed(b, sign)
	s.packed.PackTransposed(b.Data, b.Stride, b.Rows, b.Cols)
	vec.MulPacked(c.Data, c.Stride, a.Data, a.Stride, 1, &s.packed, c.Rows, true)
}

// addGram sets C = C + sign·Aᵀ·B.
func (s *scratch) addGram(c Matrix, sign float64, a, b Matrix) {
	if a.Rows == 0 {
		return
	}
	b = s.signed(b, sign)
	vec.MatMul(c.Data, c.Stride, a.Data, 1, a.Stride, b.Data, b.Stride, c.Rows, c.Cols, a.Rows, true)
}

// signed returns sign·A: the matrix itself, or a copy.
func (s *scratch) signed(a Matrix, sign float64) Matrix {
	if sign > 0 {
		return a
	}
	if cap(s.negative) < a.Rows*a.Cols {
		s.negative = make([]float64, a.Rows*a.Cols)
	}
	b := Matrix{a.Rows, a.Cols, a.Cols, s.negative[:a.Rows*a.Cols]}
	for i := range a.Rows {
		vec.Scale(b.Row(i), -1, a.Row(i))
	}
	return b
}

// AddOuter adds sign·A·Aᵀ, sign 1 or −1, to the upper triangle of the square matrix C. Of the lower triangle it changes
// some elements.
func (w *Workspace) AddOuter(c Matrix, sign float64, a Matrix) {
	c.want("AddOuter", a.Rows, a.Rows)
	for from := 0; from < a.Cols; from += outerDepth {
		part := a.Part(0, from, a.Rows, min(outerDepth, a.Cols-from))
		j := job{kind: addOuter, c: c, a: part, sign: sign, cols: triangleCols}
		w.share(j, 0.5*float64(c.Rows)*float64(c.Rows)*float64(part.Cols))
	}
}

// AddGram adds sign·Aᵀ·A, sign 1 or −1, to the upper triangle of the square matrix C. Of the lower triangle it changes
// some elements.
func (w *Workspace) AddGram(c Matrix, sign float64, a Matrix) {
	c.want("AddGram", a.Cols, a.Cols)
	j := job{kind: addGram, c: c, a: a, sign: sign, cols: triangleCols}
	w.share(j, 0.5*float64(c.Rows)*float64(c.Rows)*float64(a.Rows))
}
