package report

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"hash/crc32"
	"image"
)

// plainPNG encodes a picture without the filters that package png puts before compression: they suit shades that change from pixel to
// pixel, and make pictures of few levels, as [coarse] leaves them, a third larger.
func plainPNG(img *image.NRGBA) ([]byte, error) {
	b := img.Bounds()
	var header, rows, out bytes.Buffer
	for _, v := range []any{uint32(b.Dx()), uint32(b.Dy()), [5]byte{8, 6, 0, 0, 0}} { // 8 bits of red, green, blue and opacity
		_ = binary.Write(&header, binary.BigEndian, v) // buffers take everything
	}
	w, err := zlib.NewWriterLevel(&rows, zlib.BestCompression)
	if err != nil {
		return nil, err
	}
	for y := range b.Dy() {
		at := y * img.Stride
		for _, part := range [][]byte{{0}, img.Pix[at : at+4*b.Dx()]} { // no filter
			if _, err := w.Write(part); err != nil {
				return nil, err
			}
		}
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	out.WriteString("\x89PNG\r\n\x1a\n")
	for _, c := range []struct {
		kind string
		data []byte
	}{{"IHDR", header.Bytes()}, {"IDAT", rows.Bytes()}, {"IEND", nil}} {
		chunk := append([]byte(c.kind), c.data...)
		_ = binary.Write(&out, binary.BigEndian, uint32(len(c.data)))
		out.Write(chunk)
		_ = binary.Write(&out, binary.BigEndian, crc32.ChecksumIEEE(chunk))
	}
	return out.Bytes(), nil
}
