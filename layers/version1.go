package layers

import (
	"fmt"
	"io"
	"math"
	"strings"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/file"
)

// version1 is the kind of file that version 1 wrote. Its body is the parameters, of the header's width.
var version1 = file.Format{Word: "sobolev-net", Name: "network file", Body: "parameters", Version: 1}

// header1 says what network such a file holds.
type header1 struct {
	In     int      `json:"in"`
	Layers []string `json:"layers"`
	Params int      `json:"params"`
	Bits   int      `json:"bits"` // of one parameter, 32 or 64
}

// isVersion1 reports whether a file that starts so is one of version 1.
func isVersion1(start []byte) bool { return strings.HasPrefix(version1.Word, string(start)) }

// readVersion1 reads the parameters of this network from a file of version 1, and not a byte beyond.
func (n *Net[F]) readVersion1(r io.Reader) (params []F, k int64, err error) {
	var got header1
	body, k, err := version1.Read(r, &got, func() (int, error) { return n.bodySize(got) })
	if err == nil {
		params, err = paramsOfBody[F](body, got.Bits)
	}
	return params, k, err
}

// decodeVersion1 reads a file of version 1 that holds nothing else.
func (n *Net[F]) decodeVersion1(r io.ReadSeeker) ([]F, error) {
	var got header1
	body, err := version1.Decode(r, &got, func() (int, error) { return n.bodySize(got) })
	if err != nil {
		return nil, err
	}
	return paramsOfBody[F](body, got.Bits)
}

// bodySize returns the bytes that the parameters of a file of this network take, or how its header differs.
func (n *Net[F]) bodySize(got header1) (int, error) {
	if err := n.matches(got.In, got.Layers, got.Params); err != nil {
		return 0, err
	}
	return file.AddFloats(0, got.Params, got.Bits)
}

// paramsOfBody returns the parameters, numbers of the given width.
func paramsOfBody[F dual.Float](body []byte, bits int) ([]F, error) {
	if i, v := file.Overflow[F](body, bits); i >= 0 {
		return nil, fmt.Errorf("parameter %d is %v, want it within ±%v", i, v, float32(math.MaxFloat32))
	}
	params := file.Floats[F](body, bits)
	return params, checkParams(params)
}

// sameName reports whether a file's layer is the given one. Version 1.0 wrote Residual for [Skip].
func sameName(file, layer string) bool {
	return file == layer || strings.ReplaceAll(file, "Residual(", "Skip(") == layer
}
