package layers

import (
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"strconv"
	"strings"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/file"
	"example.com/sobolev/internal/safetensors"
)

// The names of what a network's file says in its metadata.
const (
	architectureName = "sobolev"
	checksumName     = "crc32" // of the architecture and all arrays, in hexadecimal
)

// architectureVersion is the one that is written, and the newest that is read. Version 1 was another format.
const architectureVersion = 2

// An architecture says what network a file holds.
type architecture struct {
	Version int          `json:"version"`
	In      int          `json:"in"`
	Layers  layerRecords `json:"layers"`
	Inputs  []string     `json:"inputs,omitempty"`  // names, one each
	Outputs []string     `json:"outputs,omitempty"` // likewise
}

func newArchitecture[F dual.Float](n *Net[F]) architecture {
	return architecture{architectureVersion, n.In(), recordsOf(n.layers, n.In(), false), n.inputs, n.outputs}
}

func recordsOf[F dual.Float](layers Sequential[F], in int, parallel bool) layerRecords {
	if len(layers) == 0 {
		return nil
	}
	var all layerRecords
	dims, _ := layers.entered(in, parallel)
	for i, l := range layers {
		r := recordOf(l, dims[i])
		all = append(all, layerRecord{l.String(), r.Kind, r.Settings, recordsOf(r.Layers, r.In, r.Parallel)})
	}
	return all
}

// metadata returns what the file of the architecture and these arrays says.
func (a architecture) metadata(f safetensors.File) (map[string]string, error) {
	b, err := json.Marshal(a)
	if err != nil {
		return nil, fmt.Errorf("architecture: %w", err)
	}
	if _, err := parseArchitecture(string(b)); err != nil { // a file that cannot be read is none
		return nil, err
	}
	return map[string]string{architectureName: string(b), checksumName: checksum(string(b), f)}, nil
}

func checksum(architecture string, f safetensors.File) string {
	sum := crc32.ChecksumIEEE([]byte(architecture))
	for _, t := range f.Tensors {
		sum = crc32.Update(sum, crc32.IEEETable, t.Data)
	}
	return fmt.Sprintf("%08x", sum)
}

// readArchitecture returns what a file says of its network, nil if it says nothing.
func readArchitecture(f safetensors.File) (*architecture, error) {
	text, ok := f.Metadata[architectureName]
	if !ok {
		return nil, nil
	}
	if want, ok := f.Metadata[checksumName]; ok {
		if got := checksum(text, f); got != want {
			return nil, fmt.Errorf("checksum is %s, want %s: the file is damaged, or was changed by a program that kept its %s", got, want, checksumName)
		}
	}
	return parseArchitecture(text)
}

// parseArchitecture reads an architecture within the bounds of what one may be.
func parseArchitecture(text string) (*architecture, error) {
	if len(text) > maxArchitecture {
		return nil, fmt.Errorf("architecture of %d bytes, want at most %d", len(text), maxArchitecture)
	}
	var v struct {
		Version *int `json:"version"`
	}
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		return nil, fmt.Errorf("architecture: %w", err)
	}
	switch {
	case v.Version == nil:
		return nil, fmt.Errorf("architecture without a version, want %d", architectureVersion)
	case *v.Version > architectureVersion:
		return nil, fmt.Errorf("network file of version %d, want at most %d: a newer release wrote it", *v.Version, architectureVersion)
	case *v.Version < architectureVersion: // version 1 was no such file
		return nil, fmt.Errorf("architecture of version %d, want %d", *v.Version, architectureVersion)
	}
	a := new(architecture)
	if err := json.Unmarshal([]byte(text), a); err != nil {
		return nil, fmt.Errorf("architecture: %w", err)
	}
	return a, nil
}

// names returns what the layers call themselves.
func (a architecture) names() []string {
	var names []string
	for _, l := range a.Layers {
		names = append(names, l.Name)
	}
	return names
}

// openLayers makes the layers again, with the constants of those that have some, by their arrays' names. Errors begin with the
// place of the layer at fault, and say nothing of those around it.
func openLayers[F dual.Float](records layerRecords, constants map[string]safetensors.Tensor, prefix string) ([]Layer[F], error) {
	var all []Layer[F]
	for i, r := range records {
		name := prefix + strconv.Itoa(i)
		inner, err := openLayers[F](r.Layers, constants, name+".")
		if err != nil {
			return nil, err
		}
		l, err := openLayer(r, inner, constants[name+"."+constantsName])
		if err == nil && l.String() != r.Name {
			err = fmt.Errorf("the layer made of its record calls itself %s", file.Shown(l.String()))
		}
		if err != nil {
			return nil, fmt.Errorf("layer %s, %s: %w", name, file.Shown(r.Name), err)
		}
		all = append(all, l)
	}
	return all, nil
}

func openLayer[F dual.Float](r layerRecord, inner []Layer[F], constants safetensors.Tensor) (Layer[F], error) {
	if r.Kind == "" {
		return nil, errors.New("it has no record; build the network, and Load the file")
	}
	record := Record[F]{Kind: r.Kind, Settings: r.Settings, Layers: inner}
	if constants.Type != "" {
		var err error
		if record.Constants, err = safetensors.Floats[F](constants); err != nil {
			return nil, err
		}
	}
	return record.open()
}

// constantsOf returns the arrays of a file that are constants of layers, by their names.
func constantsOf(f safetensors.File) map[string]safetensors.Tensor {
	constants := map[string]safetensors.Tensor{}
	for _, t := range f.Tensors {
		if strings.HasSuffix(t.Name, "."+constantsName) {
			constants[t.Name] = t
		}
	}
	return constants
}
