package layers

import (
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"strconv"

	"example.com/sobolev/dual"
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
	Version int           `json:"version"`
	In      int           `json:"in"`
	Layers  []layerRecord `json:"layers"`
	Inputs  []string      `json:"inputs,omitempty"`  // names, one each
	Outputs []string      `json:"outputs,omitempty"` // likewise
}

// A layerRecord is a [Record] in a file.
type layerRecord struct {
	Name     string          `json:"name"`           // what its String says
	Kind     string          `json:"kind,omitempty"` // none where the layer has no [Record]
	Settings json.RawMessage `json:"settings,omitempty"`
	Layers   []layerRecord   `json:"layers,omitempty"`
}

func newArchitecture[F dual.Float](n *Net[F]) architecture {
	return architecture{architectureVersion, n.In(), recordsOf(n.layers, n.In(), false), n.inputs, n.outputs}
}

func recordsOf[F dual.Float](layers Sequential[F], in int, parallel bool) []layerRecord {
	if len(layers) == 0 {
		return nil
	}
	var all []layerRecord
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
	var v struct {
		Version int `json:"version"`
	}
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		return nil, fmt.Errorf("architecture: %w", err)
	}
	if v.Version != architectureVersion {
		return nil, fmt.Errorf("network file of version %d, want at most %d: a newer release wrote it", v.Version, architectureVersion)
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

// openLayers makes the layers again; their constants are arrays of the file.
func openLayers[F dual.Float](records []layerRecord, f safetensors.File, prefix string) ([]Layer[F], error) {
	var all []Layer[F]
	for i, r := range records {
		name := prefix + strconv.Itoa(i) + "."
		l, err := openLayer[F](r, f, name)
		if err == nil && l.String() != r.Name {
			err = fmt.Errorf("the layer made of its record calls itself %v", l)
		}
		if err != nil {
			return nil, fmt.Errorf("layer %s%d, %s: %w", prefix, i, r.Name, err)
		}
		all = append(all, l)
	}
	return all, nil
}

func openLayer[F dual.Float](r layerRecord, f safetensors.File, name string) (Layer[F], error) {
	if r.Kind == "" {
		return nil, errors.New("it has no record; build the network, and Load the file")
	}
	inner, err := openLayers[F](r.Layers, f, name)
	if err != nil {
		return nil, err
	}
	record := Record[F]{Kind: r.Kind, Settings: r.Settings, Layers: inner}
	for _, t := range f.Tensors {
		if t.Name == name+constantsName {
			if record.Constants, err = safetensors.Floats[F](t); err != nil {
				return nil, err
			}
		}
	}
	return record.open()
}
