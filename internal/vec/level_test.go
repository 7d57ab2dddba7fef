package vec

import (
	"fmt"
	"testing"
)

func TestInitialLevel(t *testing.T) {
	portable, avx2, avx512, neon := []Level{Portable}, []Level{Portable, AVX2}, []Level{Portable, AVX2, AVX512}, []Level{Portable, NEON}
	tests := []struct {
		name      string
		supported []Level
		want      Level
		panic     string
	}{
		{"", avx512, AVX512, "<nil>"},
		{"", portable, Portable, "<nil>"},
		{"", neon, NEON, "<nil>"},
		{"portable", avx512, Portable, "<nil>"},
		{"avx2", avx512, AVX2, "<nil>"},
		{"avx512", avx512, AVX512, "<nil>"},
		{"neon", neon, NEON, "<nil>"},
		{"avx512", avx2, 0, "vec: SOBOLEV_CPU=avx512, but this machine and build support only avx2"},
		{"avx2", portable, 0, "vec: SOBOLEV_CPU=avx2, but this machine and build support only portable"},
		{"avx2", neon, 0, "vec: SOBOLEV_CPU=avx2, but this machine and build support only neon"},
		{"neon", avx512, 0, "vec: SOBOLEV_CPU=neon, but this machine and build support only avx512"},
		{"AVX", avx512, 0, `vec: SOBOLEV_CPU="AVX", want portable, avx2, avx512 or neon`},
	}
	for _, test := range tests {
		var got Level
		if p := panicOf(func() { got = initialLevel(test.name, test.supported) }); p != test.panic || got != test.want {
			t.Errorf("initialLevel(%q, %v) = %v, panic %s, want %v, panic %s", test.name, test.supported, got, p, test.want, test.panic)
		}
	}
}

func TestForce(t *testing.T) {
	before := Current()
	for i, l := range Levels() {
		if (l == Portable) != (i == 0) {
			t.Errorf("level %d is %v", i, l)
		}
		restore := Force(l)
		if Current() != l {
			t.Errorf("level is %v, want %v", Current(), l)
		}
		restore()
	}
	if Current() != before {
		t.Errorf("level is %v after the tests, want %v", Current(), before)
	}
	if got, want := panicOf(func() { Force(NEON + 1) }), fmt.Sprintf("vec: Force: level is Level(4), want one of %v", Levels()); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	var p Packed[float32]
	func() {
		defer Force(Portable)()
		p.PackTransposed([]float32{1, 2, 3, 4}, 2, 2, 2)
	}()
	if before != Portable {
		got, want := panicOf(func() { MulPacked(make([]float32, 2), 2, make([]float32, 2), 2, 1, &p, 1, false) }),
			"vec: MulPacked: matrix was packed for portable, now running "+before.String()
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
