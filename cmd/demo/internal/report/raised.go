package report

import (
	"math"
	"strings"

	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
)

// raised letters text with raised digits and signs. The figures' type face lacks most of them, so that they are drawn as ordinary
// ones, smaller and higher.
type raised struct{ text.Plain }

// How small and how high raised characters are, in sizes of the type.
const raisedSize, raisedBy = 0.68, 0.38

var lowered = strings.NewReplacer("⁻", "−", "⁰", "0", "¹", "1", "²", "2", "³", "3", "⁴", "4", "⁵", "5", "⁶", "6", "⁷", "7", "⁸", "8", "⁹", "9")

// Box implements [text.Handler].
func (h raised) Box(txt string, fnt font.Font) (width, height, depth vg.Length) {
	_, height, depth = h.Plain.Box(txt, fnt)
	for _, p := range pieces(txt) {
		width += h.width(p, fnt)
	}
	return width, height, depth
}

// Draw implements [text.Handler].
func (h raised) Draw(c vg.Canvas, txt string, sty text.Style, pt vg.Point) {
	if lowered.Replace(txt) == txt { // of several lines, perhaps
		h.Plain.Draw(c, txt, sty, pt)
		return
	}
	width, _, _ := h.Box(txt, sty.Font)
	along := vg.Length(sty.XAlign) * width
	sty.XAlign = text.XLeft
	sin, cos := math.Sincos(sty.Rotation)
	for _, p := range pieces(txt) {
		up, own := vg.Length(0), sty
		if p.raised {
			// What is aligned by its height, all of it or a part, is moved by that part of the difference less.
			up, own.Font = raisedBy*sty.Font.Size, p.font(sty.Font)
			up += vg.Length(sty.YAlign) * (sty.Height(p.text) - own.Height(p.text))
			up -= h.Extents(sty.Font).Ascent - h.Extents(own.Font).Ascent - (sty.Font.Size - own.Font.Size)
		}
		at := vg.Point{X: along*vg.Length(cos) - up*vg.Length(sin), Y: along*vg.Length(sin) + up*vg.Length(cos)}
		h.Plain.Draw(c, p.text, own, pt.Add(at))
		along += h.width(p, sty.Font)
	}
}

// A piece of text is raised or not, all of it.
type piece struct {
	text   string
	raised bool
}

// pieces divides text.
func pieces(txt string) (all []piece) {
	for _, r := range txt {
		s := lowered.Replace(string(r))
		up := s != string(r)
		if n := len(all); n > 0 && all[n-1].raised == up {
			all[n-1].text += s
		} else {
			all = append(all, piece{s, up})
		}
	}
	return all
}

func (p piece) font(f font.Font) font.Font {
	if p.raised {
		f.Size *= raisedSize
	}
	return f
}

func (h raised) width(p piece, f font.Font) vg.Length {
	width, _, _ := h.Plain.Box(p.text, p.font(f))
	return width
}
