package layers

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"

	"example.com/sobolev/dual"
)

// A network file holds, after its magic word, the length of a header (4 bytes, little-endian), the header as JSON, the
// parameters as IEEE numbers of the header's width, little-endian, and the CRC-32 (IEEE) of all that.
const magic = "sobolev-net\x00\x01\n"

// maxHeader bounds the header of a file that claims to be a network.
const maxHeader = 1 << 20

// header says what network a file holds.
type header struct {
	In     int      `json:"in"`
	Layers []string `json:"layers"`
	Params int      `json:"params"`
	Bits   int      `json:"bits"` // of one parameter, 32 or 64
}

func (n *Net[F]) header() header {
	h := header{In: n.In(), Params: len(n.params), Bits: bits[F]()}
	for _, l := range n.layers {
		h.Layers = append(h.Layers, l.String())
	}
	return h
}

// bits is the width of F.
func bits[F dual.Float]() int {
	if F(1)+F(0x1p-30) == 1 {
		return 32
	}
	return 64
}

// WriteTo writes the network's shape and parameters. It implements [io.WriterTo].
func (n *Net[F]) WriteTo(w io.Writer) (int64, error) {
	h, err := json.Marshal(n.header())
	if err != nil {
		return 0, fmt.Errorf("layers: WriteTo: %w", err)
	}
	b := append([]byte(magic), binary.LittleEndian.AppendUint32(nil, uint32(len(h)))...)
	b = append(b, h...)
	for _, v := range n.params {
		if bits[F]() == 32 {
			b = binary.LittleEndian.AppendUint32(b, math.Float32bits(float32(v)))
		} else {
			b = binary.LittleEndian.AppendUint64(b, math.Float64bits(float64(v)))
		}
	}
	b = binary.LittleEndian.AppendUint32(b, crc32.ChecksumIEEE(b))
	k, err := w.Write(b)
	if err != nil {
		err = fmt.Errorf("layers: WriteTo: %w", err)
	}
	return int64(k), err
}

// ReadFrom reads parameters that WriteTo wrote for a network of the same layers; those of the other width are
// converted. The network is left as it was if anything is wrong. It implements [io.ReaderFrom].
func (n *Net[F]) ReadFrom(r io.Reader) (int64, error) {
	in := &checked{r: bufio.NewReader(r)}
	params, err := n.read(in)
	if err != nil {
		return in.n, fmt.Errorf("layers: ReadFrom: %w", err)
	}
	copy(n.params, params)
	return in.n, nil
}

// checked counts and sums what is read through it.
type checked struct {
	r   io.Reader
	n   int64
	sum uint32
}

func (c *checked) Read(b []byte) (int, error) {
	k, err := c.r.Read(b)
	c.n += int64(k)
	c.sum = crc32.Update(c.sum, crc32.IEEETable, b[:k])
	return k, err
}

// read parses a file and compares its shape with the network's.
func (n *Net[F]) read(r *checked) ([]F, error) {
	head := make([]byte, len(magic)+4)
	if _, err := io.ReadFull(r, head); err != nil {
		return nil, fmt.Errorf("no network file: %w", err)
	}
	if got := head[:len(magic)]; string(got) != magic {
		return nil, fmt.Errorf("no network file: begins with %q, want %q", got, magic)
	}
	size := binary.LittleEndian.Uint32(head[len(magic):])
	if size > maxHeader {
		return nil, fmt.Errorf("header of %d bytes, want at most %d", size, maxHeader)
	}
	raw := make([]byte, size)
	if _, err := io.ReadFull(r, raw); err != nil {
		return nil, fmt.Errorf("header: %w", err)
	}
	var got header
	if err := json.Unmarshal(raw, &got); err != nil {
		return nil, fmt.Errorf("header: %w", err)
	}
	if err := n.matches(got); err != nil {
		return nil, err
	}
	data := make([]byte, got.Params*got.Bits/8)
	if _, err := io.ReadFull(r, data); err != nil {
		return nil, fmt.Errorf("parameters: %w", err)
	}
	want := r.sum
	var tail [4]byte
	if _, err := io.ReadFull(r, tail[:]); err != nil {
		return nil, fmt.Errorf("checksum: %w", err)
	}
	if sum := binary.LittleEndian.Uint32(tail[:]); sum != want {
		return nil, fmt.Errorf("checksum is %08x, want %08x: the file is damaged", sum, want)
	}
	return decode[F](data, got.Bits), nil
}

// matches reports how the header of a file differs from the network.
func (n *Net[F]) matches(got header) error {
	want := n.header()
	if got.Bits != 32 && got.Bits != 64 {
		return fmt.Errorf("parameters of %d bits, want 32 or 64", got.Bits)
	}
	if got.In != want.In || got.Params != want.Params || !slices.EqualFunc(got.Layers, want.Layers, sameName) {
		return fmt.Errorf("the file holds a network of %d inputs, layers %v and %d parameters, want %d, %v and %d",
			got.In, got.Layers, got.Params, want.In, want.Layers, want.Params)
	}
	return nil
}

// decode converts little-endian IEEE numbers of the given width.
func decode[F dual.Float](data []byte, bits int) []F {
	params := make([]F, len(data)*8/bits)
	for i := range params {
		if bits == 32 {
			params[i] = F(math.Float32frombits(binary.LittleEndian.Uint32(data[4*i:])))
		} else {
			params[i] = F(math.Float64frombits(binary.LittleEndian.Uint64(data[8*i:])))
		}
	}
	return params
}

// Save writes the network to a file, by way of a temporary one beside it: an error leaves an old file as it was.
func (n *Net[F]) Save(path string) error {
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+"-*")
	if err != nil {
		return fmt.Errorf("layers: Save: %w", err)
	}
	defer os.Remove(f.Name()) // fails once the file is renamed
	_, err = n.WriteTo(f)
	if err == nil {
		err = f.Sync()
	}
	if e := f.Close(); err == nil {
		err = e
	}
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return fmt.Errorf("layers: Save: %w", err)
	}
	return nil
}

// Load reads parameters that [Net.Save] wrote for a network of the same layers. The network is left as it was if
// anything is wrong.
func (n *Net[F]) Load(path string) error {
	b, err := os.ReadFile(path)
	if err != nil {
		return fmt.Errorf("layers: Load: %w", err)
	}
	if _, err := n.ReadFrom(bytes.NewReader(b)); err != nil {
		return fmt.Errorf("layers: Load %s: %w", path, err)
	}
	return nil
}
