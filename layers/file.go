package layers

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/file"
	"example.com/sobolev/internal/number"
	"example.com/sobolev/internal/safetensors"
)

// WriteTo writes the network, its layers and parameters, in the safetensors format (docs/files.md). A parameter that is not
// finite is an error, since reading it back would be one. It implements [io.WriterTo].
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

// Save writes the network to a file, as WriteTo does. Whoever reads it finds the old contents or the new ones whole, at any
// time; an error leaves an old file as it was. A file that stands there keeps its mode, and a symbolic link stays one. What
// WriteTo refuses, and a path where something else than a regular file stands, are errors.
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

// ReadFrom reads parameters for a network of the same layers: those that WriteTo wrote, in this version or in version 1, or
// those of a safetensors file that others wrote, which has arrays of the same names and shapes. Numbers of another width are
// converted; one that is not finite, or not so in float32, is an error. The network is left as it was if anything is
// wrong. Nothing is read beyond the network's last byte: several can follow one another. It implements [io.ReaderFrom].
func (n *Net[F]) ReadFrom(r io.Reader) (int64, error) {
	start, k, err := readStart(r)
	all := io.MultiReader(bytes.NewReader(start), r)
	var params []F
	switch {
	case err != nil:
	case isVersion1(start):
		params, k, err = n.readVersion1(all)
	default:
		var f safetensors.File
		if f, k, err = safetensors.Read(all); err == nil {
			params, err = n.paramsOf(f)
		}
	}
	if err != nil {
		return k, fmt.Errorf("layers: ReadFrom: %w", err)
	}
	copy(n.params, params)
	return k, nil
}

// Load reads parameters for a network of the same layers, as ReadFrom does, from a regular file that holds nothing else. The
// network is left as it was if anything is wrong. [Open] needs no network.
func (n *Net[F]) Load(path string) error {
	params, err := n.load(path)
	if err != nil {
		return fmt.Errorf("layers: Load %s: %w", path, err)
	}
	copy(n.params, params)
	return nil
}

func (n *Net[F]) load(path string) ([]F, error) {
	r, version1, err := openFile(path)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	if version1 {
		return n.decodeVersion1(r)
	}
	f, err := readAlone(r)
	if err != nil {
		return nil, err
	}
	return n.paramsOf(f)
}

// openFile opens a file to be read from its beginning, and says whether that is one of version 1.
func openFile(path string) (r *os.File, version1 bool, err error) {
	if r, err = file.Open(path); err != nil {
		return nil, false, err
	}
	start, _, err := readStart(r)
	if err == nil {
		_, err = r.Seek(0, io.SeekStart)
	}
	if err != nil {
		r.Close()
		return nil, false, err
	}
	return r, isVersion1(start), nil
}

// ErrNoLayers is the cause of [Open]'s error for a file that says nothing of its network's layers, as those of version 1 and those that
// others wrote.
var ErrNoLayers = errors.New("the file does not hold the layers of a network; build the network, and Load it")

// Open reads a network, layers and parameters, from a file that [Net.Save] wrote: nothing but the file is needed. Layers that
// are not of this package have to be registered, see [Register] and [RegisterActivation]. Numbers of another width than that of
// F are converted. Files of version 1, and those that others wrote, do not hold the layers in a form that would do, see [ErrNoLayers]:
// build the network, and [Net.Load] them.
func Open[F dual.Float](path string) (*Net[F], error) {
	n, err := open[F](path)
	if err != nil {
		return nil, fmt.Errorf("layers: Open %s: %w", path, err)
	}
	return n, nil
}

func open[F dual.Float](path string) (*Net[F], error) {
	r, version1, err := openFile(path)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	if version1 {
		return nil, notOpened(r)
	}
	f, err := readAlone(r)
	if err != nil {
		return nil, err
	}
	return build[F](f)
}

// notOpened says why a file that begins with the library's name, as those of version 1 do, is none for Open.
func notOpened(r io.Reader) error {
	word := make([]byte, len(version1.Word))
	if _, err := io.ReadFull(r, word); err != nil || string(word) != version1.Word {
		return fmt.Errorf("no network file: begins with %q; train.Trainer.Load and Checkpoint.Resume read training runs", word)
	}
	return fmt.Errorf("%w (it is of version 1)", ErrNoLayers)
}

// build makes the network that a file describes.
func build[F dual.Float](f safetensors.File) (*Net[F], error) {
	a, err := readArchitecture(f)
	if err != nil {
		return nil, err
	}
	if a == nil {
		return nil, ErrNoLayers
	}
	layers, err := openLayers[F](a.Layers, constantsOf(f), "")
	if err != nil {
		return nil, err
	}
	dims, offs, err := Sequential[F](layers).shapes(max(a.In, 1))
	if err != nil {
		return nil, err
	}
	if want, got := offs[len(layers)], numbersOf(f); want != got || a.In < 1 {
		return nil, fmt.Errorf("%d inputs and layers of %d parameters, the file has %d", a.In, want, got)
	}
	n := &Net[F]{layers: layers, dims: dims, offs: offs, params: make([]F, offs[len(layers)])}
	if n.params, err = n.collect(f); err != nil {
		return nil, err
	}
	return n, n.SetNames(a.Inputs, a.Outputs)
}

// encode returns the contents of the network's file.
func (n *Net[F]) encode() ([]byte, error) {
	if err := checkParams(n.params); err != nil {
		return nil, err
	}
	f := safetensors.File{Tensors: n.tensors()}
	var err error
	if f.Metadata, err = newArchitecture(n).metadata(f); err != nil {
		return nil, err
	}
	return f.Encode()
}

// checkParams reports the first parameter that is not finite.
func checkParams[F dual.Float](params []F) error {
	if i := number.IndexNonFinite(params); i >= 0 {
		return fmt.Errorf("parameter %d is %v, want a finite number", i, params[i])
	}
	return nil
}

// readStart reads what tells the formats apart: 8 bytes, or what there is.
func readStart(r io.Reader) (start []byte, n int64, err error) {
	start = make([]byte, 8)
	k, err := io.ReadFull(r, start)
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		err = fmt.Errorf("no network file: %d bytes, want 8 at least", k)
	}
	return start, int64(k), err
}

// readAlone reads a safetensors file from the beginning of r and expects nothing to follow.
func readAlone(r io.ReadSeeker) (safetensors.File, error) {
	f, n, err := safetensors.Read(r)
	if err != nil {
		return f, err
	}
	end, err := r.Seek(0, io.SeekEnd)
	if err == nil && end != n {
		err = fmt.Errorf("%d bytes after the network, want none", end-n)
	}
	return f, err
}

// paramsOf returns the parameters that a safetensors file has for this network.
func (n *Net[F]) paramsOf(f safetensors.File) ([]F, error) {
	a, err := readArchitecture(f)
	if err != nil {
		return nil, err
	}
	if a != nil {
		if err := n.matches(a.In, a.names(), numbersOf(f)); err != nil {
			return nil, err
		}
	}
	return n.collect(f)
}

// matches returns how the network of a file differs from this one.
func (n *Net[F]) matches(in int, names []string, params int) error {
	var want []string
	for _, l := range n.layers {
		want = append(want, l.String())
	}
	if in != n.In() || params != len(n.params) || !slices.EqualFunc(names, want, sameName) {
		return fmt.Errorf("the file holds a network of %d inputs, layers %s and %d parameters, want %d, %s and %d",
			in, file.ShownAll(names), params, n.In(), file.ShownAll(want), len(n.params))
	}
	return nil
}
