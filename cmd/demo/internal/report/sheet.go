package report

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"math"

	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	vgdraw "gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"
)

// A sheet is a transparent picture that takes pixels and, above them, lines and lettering. Lengths are pixels, y runs
// down.
type sheet struct {
	canvas vgdraw.Canvas
	img    draw.Image
	height float64
}

func newSheet(width, height int) *sheet {
	c := vgimg.NewWith(vgimg.UseWH(vg.Length(width), vg.Length(height)), vgimg.UseDPI(72), // 1 point is 1 pixel
		vgimg.UseBackgroundColor(color.Transparent))
	return &sheet{vgdraw.New(c), c.Image(), float64(height)}
}

// paste draws img with its upper left corner at (x, y).
func (s *sheet) paste(img image.Image, x, y int) {
	r := img.Bounds().Sub(img.Bounds().Min).Add(image.Pt(x, y))
	draw.Draw(s.img, r, img, img.Bounds().Min, draw.Over)
}

func (s *sheet) point(x, y float64) vg.Point {
	return vg.Point{X: vg.Length(x), Y: vg.Length(s.height - y)}
}

// line draws a line through points given as x, y pairs.
func (s *sheet) line(c color.Color, width float64, xy ...float64) {
	points := make([]vg.Point, len(xy)/2)
	for i := range points {
		points[i] = s.point(xy[2*i], xy[2*i+1])
	}
	s.canvas.StrokeLines(vgdraw.LineStyle{Color: c, Width: vg.Length(width)}, points)
}

// fill draws the polygon with the corners xy.
func (s *sheet) fill(c color.Color, xy ...float64) {
	points := make([]vg.Point, len(xy)/2)
	for i := range points {
		points[i] = s.point(xy[2*i], xy[2*i+1])
	}
	s.canvas.FillPolygon(c, points)
}

// dot draws a filled circle with a rim.
func (s *sheet) dot(x, y, radius float64, fill, rim color.Color, rimWidth float64) {
	var p vg.Path
	at := s.point(x, y)
	p.Move(vg.Point{X: at.X + vg.Length(radius), Y: at.Y})
	p.Arc(at, vg.Length(radius), 0, 6.283185307179586)
	p.Close()
	s.canvas.SetColor(fill)
	s.canvas.Fill(p)
	s.canvas.SetColor(rim)
	s.canvas.SetLineWidth(vg.Length(rimWidth))
	s.canvas.Stroke(p)
}

// write draws text whose anchor is the fraction (ax, ay) of its box from the left and from the top.
func (s *sheet) write(x, y, ax, ay, size float64, c color.Color, str string) {
	style := lettering(size, c)
	style.XAlign, style.YAlign = vgdraw.XAlignment(-ax), vgdraw.YAlignment(ay-1)
	s.canvas.FillText(style, s.point(x, y), str)
}

// writeUpwards writes text that reads from below, with its middle at (x, y).
func (s *sheet) writeUpwards(x, y, size float64, c color.Color, str string) {
	style := lettering(size, c)
	style.Rotation = math.Pi / 2
	style.XAlign, style.YAlign = vgdraw.XCenter, vgdraw.YCenter
	s.canvas.FillText(style, s.point(x, y), str)
}

// lettering is the one type face of all figures, of a size in pixels.
func lettering(size float64, c color.Color) text.Style {
	return text.Style{
		Color:   c,
		Font:    font.From(font.Font{Typeface: "Liberation", Variant: "Sans"}, vg.Length(size)),
		Handler: raised{text.Plain{Fonts: font.DefaultCache}},
	}
}

// onWhite lays a picture on white.
func onWhite(img image.Image) image.Image {
	out := image.NewRGBA(img.Bounds())
	draw.Draw(out, out.Bounds(), image.White, image.Point{}, draw.Src)
	draw.Draw(out, out.Bounds(), img, img.Bounds().Min, draw.Over)
	return out
}

func encodePNG(img image.Image) ([]byte, error) {
	var b bytes.Buffer
	err := png.Encode(&b, img)
	return b.Bytes(), err
}
