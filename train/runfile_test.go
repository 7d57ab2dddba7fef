package train

import "testing"

// FuzzDecodeRun checks that no file makes the parser fail in any other way than by an error, and that what it accepts is
// written back as it was.
func FuzzDecodeRun(f *testing.F) {
	h := runHeader{Optimizer: "Adam(0.001)", Parts: []string{"value"}, Points: []int{3}, Batches: []int{3},
		Sections: []runSection{newSection("params", []float32{1, 2}), newSection("counters", []float64{3})}}
	b, err := h.encode()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b)
	f.Add([]byte(runMagic))
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, b []byte) {
		h, err := decodeRun(b)
		if err != nil {
			return
		}
		for _, s := range h.Sections {
			if s.Bits == 32 {
				_, err = numbers[float32](s)
			} else {
				_, err = numbers[float64](s)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		again, err := h.encode()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := decodeRun(again); err != nil {
			t.Fatal(err)
		}
	})
}
