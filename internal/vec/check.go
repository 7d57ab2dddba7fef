package vec

import "fmt"

// want panics unless the named slice has exactly n elements.
func want(op, name string, got, n int) {
	if got != n {
		panicLength(op, name, got, n)
	}
}

//go:noinline
func panicLength(op, name string, got, n int) {
	panic(fmt.Sprintf("vec: %s: %s has %d elements, want %d", op, name, got, n))
}

// wantMatrix panics unless a slice of got elements holds a rows×cols matrix with the given strides.
func wantMatrix(op, name string, got, rows, cols, rowStride, colStride int) {
	if rows < 0 || cols < 0 || rowStride < 0 || colStride < 0 {
		panicShape(op, name, rows, cols, rowStride, colStride)
	}
	if rows > 0 && cols > 0 && (rows-1)*rowStride+(cols-1)*colStride >= got {
		panicMatrix(op, name, got, rows, cols, rowStride, colStride)
	}
}

//go:noinline
func panicShape(op, name string, rows, cols, rowStride, colStride int) {
	panic(fmt.Sprintf("vec: %s: %s is %d×%d with strides %d, %d, want none negative", op, name, rows, cols, rowStride, colStride))
}

//go:noinline
func panicMatrix(op, name string, got, rows, cols, rowStride, colStride int) {
	panic(fmt.Sprintf("vec: %s: %s has %d elements, want at least %d for %d×%d with strides %d, %d",
		op, name, got, (rows-1)*rowStride+(cols-1)*colStride+1, rows, cols, rowStride, colStride))
}
