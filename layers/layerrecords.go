package layers

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// The bounds of what a file says of its network, far beyond what networks need: deep ones have a thousand layers, and blocks
// within blocks within blocks. Without them a small file could ask for the memory of a large one.
const (
	maxArchitecture = 1 << 24 // bytes
	maxLayers       = 1 << 16
	maxNesting      = 64 // of layers inside layers
)

// A layerRecord is a [Record] in a file.
type layerRecord struct {
	Name     string          `json:"name"`           // what its String says
	Kind     string          `json:"kind,omitempty"` // none where the layer has no [Record]
	Settings json.RawMessage `json:"settings,omitempty"`
	Layers   layerRecords    `json:"layers,omitempty"`
}

// layerRecords are layers in a file, with those inside them.
type layerRecords []layerRecord

// UnmarshalJSON reads layer by layer, and stops at what is beyond the bounds.
func (l *layerRecords) UnmarshalJSON(b []byte) (err error) {
	r := recordReader{d: json.NewDecoder(bytes.NewReader(b))}
	*l, err = r.layers(1)
	return err
}

// A recordReader counts what it reads.
type recordReader struct {
	d     *json.Decoder
	count int
}

// layers reads a list of layers, so many lists deep.
func (r *recordReader) layers(depth int) (all layerRecords, err error) {
	if depth > maxNesting {
		return nil, fmt.Errorf("layers inside layers %d deep, want at most %d", depth, maxNesting)
	}
	if t, err := r.d.Token(); err != nil || t == nil { // null is none
		return nil, err
	} else if t != json.Delim('[') {
		return nil, fmt.Errorf("layers begin with %.80q, want a list", fmt.Sprint(t))
	}
	for r.d.More() {
		if r.count++; r.count > maxLayers {
			return nil, fmt.Errorf("more than %d layers, want at most so many", maxLayers)
		}
		l, err := r.layer(depth)
		if err != nil {
			return nil, err
		}
		all = append(all, l)
	}
	_, err = r.d.Token() // the end of the list
	return all, err
}

// layer reads one layer with those inside it.
func (r *recordReader) layer(depth int) (l layerRecord, err error) {
	if t, err := r.d.Token(); err != nil {
		return l, err
	} else if t != json.Delim('{') {
		return l, fmt.Errorf("layer %d of the file is %.80q, want an object", r.count-1, fmt.Sprint(t))
	}
	for err == nil && r.d.More() {
		var key json.Token
		if key, err = r.d.Token(); err != nil {
			return l, err
		}
		switch key {
		case "name":
			err = r.d.Decode(&l.Name)
		case "kind":
			err = r.d.Decode(&l.Kind)
		case "settings":
			err = r.d.Decode(&l.Settings)
		case "layers":
			l.Layers, err = r.layers(depth + 1)
		default: // of a later release, or of another program
			err = r.d.Decode(new(json.RawMessage))
		}
	}
	if err == nil {
		_, err = r.d.Token() // the end of the object
	}
	return l, err
}
