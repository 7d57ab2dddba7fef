package vec

import (
	"fmt"
	"os"
	"slices"
)

// A Level is an instruction set that the kernels can be run with.
type Level int

const (
	Portable Level = iota // plain Go
	AVX2                  // AVX2 and FMA3, 256-bit vectors
	AVX512                // AVX-512 F, VL, DQ and BW, and BMI2, 512-bit vectors
	NEON                  // arm64's Advanced SIMD, 128-bit vectors
)

// String returns the name by which SOBOLEV_CPU selects the level.
func (l Level) String() string {
	switch l {
	case Portable:
		return "portable"
	case AVX2:
		return "avx2"
	case AVX512:
		return "avx512"
	case NEON:
		return "neon"
	}
	return fmt.Sprintf("Level(%d)", int(l))
}

// supported are the levels that this machine and build support, portable first, the best last.
var supported = detect()

// current is read by every kernel call and written at start-up, and by Force in tests, alone.
var current = initialLevel(os.Getenv("SOBOLEV_CPU"), supported)

// initialLevel returns the level named by the environment, or the best one if none is named. A name that is
// unknown or asks for more than the machine has is refused: running something else would falsify whatever
// measurement or test asked for it.
func initialLevel(name string, supported []Level) Level {
	best := supported[len(supported)-1]
	if name == "" {
		return best
	}
	for l := Portable; l <= NEON; l++ {
		if l.String() != name {
			continue
		}
		if !slices.Contains(supported, l) {
			panic(fmt.Sprintf("vec: SOBOLEV_CPU=%s, but this machine and build support only %v", name, best))
		}
		return l
	}
	panic(fmt.Sprintf("vec: SOBOLEV_CPU=%q, want portable, avx2, avx512 or neon", name))
}

// Current returns the level the kernels run with.
func Current() Level { return current }

// Levels returns the levels that this machine and build support, portable first.
func Levels() []Level { return slices.Clone(supported) }

// Force makes the kernels run with level l and returns a function that undoes it. It is for tests and benchmarks
// and may not be called while another goroutine is inside this package. It panics if l is not supported.
func Force(l Level) (restore func()) {
	if !slices.Contains(supported, l) {
		panic(fmt.Sprintf("vec: Force: level is %v, want one of %v", l, supported))
	}
	old := current
	current = l
	return func() { current = old }
}
