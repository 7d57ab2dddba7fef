package vec

import "testing"

func TestInitialLevel(t *testing.T) {
	tests := []struct {
		name  string
		best  Level
		want  Level
		panic string
	}{
		{"", AVX512, AVX512, "<nil>"},
		{"", Portable, Portable, "<nil>"},
		{"portable", AVX512, Portable, "<nil>"},
		{"avx2", AVX512, AVX2, "<nil>"},
		{"avx512", AVX512, AVX512, "<nil>"},
		{"avx512", AVX2, 0, "vec: SOBOLEV_CPU=avx512, but this machine and build support only avx2"},
		{"avx2", Portable, 0, "vec: SOBOLEV_CPU=avx2, but this machine and build support only portable"},
		{"AVX", AVX512, 0, `vec: SOBOLEV_CPU="AVX", want portable, avx2 or avx512`},
	}
	for _, test := range tests {
		var got Level
		if p := panicOf(func() { got = initialLevel(test.name, test.best) }); p != test.panic || got != test.want {
			t.Errorf("initialLevel(%q, %v) = %v, panic %s, want %v, panic %s", test.name, test.best, got, p, test.want, test.panic)
		}
	}
}

func TestForce(t *testing.T) {
	before := Current()
	for i, l := range Levels() {
		if int(l) != i {
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
	if got, want := panicOf(func() { Force(AVX512 + 1) }), "vec: Force: level is Level(3), want at most "+supported().String(); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	var p Packed[float32]
	func() {
		defer Force(Portable)()
		p.Pack([]float32{1, 2, 3, 4}, 2, 2, 2)
	}()
	if before != Portable {
		got, want := panicOf(func() { MulPacked(make([]float32, 2), 2, make([]float32, 2), 2, 1, &p, 1, false) }),
			"vec: MulPacked: matrix was packed for portable, now running "+before.String()
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
