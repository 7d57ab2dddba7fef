package layers

import (
	"fmt"
	"io"
	"math"
	"slices"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/file"
)

// netFormat is the kind of file that holds a network: its body is the parameters, of the header's width.
var netFormat = file.Format{Word: "sobolev-net", Name: "network file", Body: "parameters", Version: 1}

// header says what network a file holds.
type header struct {
	In     int      `json:"in"`
	Layers []string `json:"layers"`
	Params int      `json:"params"`
	Bits   int      `json:"bits"` // of one parameter, 32 or 64
}

func (n *Net[F]) header() header {
	h := header{In: n.In(), Params: len(n.params), Bits: file.Bits[F]()}
	for _, l := range n.layers {
		h.Layers = append(h.Layers, l.String())
	}
	return h
}

// encode returns the contents of the network's file.
func (n *Net[F]) encode() ([]byte, error) {
	if err := checkParams(n.params); err != nil {
		return nil, err
	}
	return netFormat.Encode(n.header(), file.AppendFloats(nil, n.params))
}

// WriteTo writes the network's shape and parameters. A parameter that is not finite is an error, since reading it back
// would be one. It implements [io.WriterTo].
func (n *Net[F]) WriteTo(w io.Writer) (int64, error) {
	b, err := n.encode()
	if err != nil {
		return 0, fmt.Errorf("layers: WriteTo: %w", err)
	}
	k, err := w.Write(b)
	if err != nil {
		err = fmt.Errorf("layers: WriteTo: %w", err)
	}
	return int64(k), err
}

// Save writes the network to a file. Whoever reads it finds the old contents or the new ones whole, at any time; an error
// leaves an old file as it was. A file that stands there keeps its mode, and a symbolic link stays one. What WriteTo
// refuses, and a path where something else than a regular file stands, are errors.
func (n *Net[F]) Save(path string) error {
	b, err := n.encode()
	if err == nil {
		err = file.Replace(path, b)
	}
	if err != nil {
		return fmt.Errorf("layers: Save: %w", err)
	}
	return nil
}

// ReadFrom reads parameters that WriteTo wrote for a network of the same layers; those of the other width are
// converted. A parameter that is not finite, or not so in float32, is an error. The network is left as it was if anything
// is wrong. Nothing is read beyond the network's last byte: several can follow one another. It implements
// [io.ReaderFrom].
func (n *Net[F]) ReadFrom(r io.Reader) (int64, error) {
	var got header
	body, k, err := netFormat.Read(r, &got, func() (int, error) { return n.bodySize(got) })
	if err == nil {
		err = n.setParams(body, got.Bits)
	}
	if err != nil {
		err = fmt.Errorf("layers: ReadFrom: %w", err)
	}
	return k, err
}

// Load reads parameters that [Net.Save] wrote for a network of the same layers, as ReadFrom does, from a regular file
// that holds nothing else. The network is left as it was if anything is wrong.
func (n *Net[F]) Load(path string) error {
	f, err := file.Open(path)
	if err != nil {
		return fmt.Errorf("layers: Load: %w", err)
	}
	defer f.Close()
	var got header
	body, err := netFormat.Decode(f, &got, func() (int, error) { return n.bodySize(got) })
	if err == nil {
		err = n.setParams(body, got.Bits)
	}
	if err != nil {
		return fmt.Errorf("layers: Load %s: %w", path, err)
	}
	return nil
}

// bodySize returns the bytes that the parameters of a file of this network take, or how its header differs.
func (n *Net[F]) bodySize(got header) (int, error) {
	want := n.header()
	if got.In != want.In || got.Params != want.Params || !slices.EqualFunc(got.Layers, want.Layers, sameName) {
		return 0, fmt.Errorf("the file holds a network of %d inputs, layers %v and %d parameters, want %d, %v and %d",
			got.In, got.Layers, got.Params, want.In, want.Layers, want.Params)
	}
	return file.AddFloats(0, got.Params, got.Bits)
}

// setParams takes the parameters from a file's body, of numbers of the given width.
func (n *Net[F]) setParams(body []byte, bits int) error {
	if bits > file.Bits[F]() {
		for i, v := range file.Floats[float64](body, bits) {
			if math.Abs(v) <= math.MaxFloat64 && math.IsInf(float64(F(v)), 0) {
				return fmt.Errorf("parameter %d is %v, want it within ±%v", i, v, float32(math.MaxFloat32))
			}
		}
	}
	params := file.Floats[F](body, bits)
	if err := checkParams(params); err != nil {
		return err
	}
	copy(n.params, params)
	return nil
}

// checkParams reports the first parameter that is not finite.
func checkParams[F dual.Float](params []F) error {
	for i, v := range params {
		if v-v != 0 {
			return fmt.Errorf("parameter %d is %v, want a finite number", i, v)
		}
	}
	return nil
}
