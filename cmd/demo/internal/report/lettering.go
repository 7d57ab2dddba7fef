package report

import (
	"strings"

	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
)

// Drawable reports whether figures have a letter for every one of s: their type face has Latin, Greek and Cyrillic ones.
func Drawable(s string) bool {
	face := font.DefaultCache.Lookup(lettering(1, ink).Font, 1).Face
	for _, r := range s {
		if glyph, err := face.GlyphIndex(nil, r); err != nil || glyph == 0 {
			return false
		}
	}
	return true
}

// shortened returns the beginning of a text with an ellipsis, or the whole if it is no wider than so many pixels.
func shortened(style text.Style, s string, width float64) string {
	if style.Width(s) <= vg.Length(width) {
		return s
	}
	runes := []rune(s)
	for n := len(runes) - 1; n > 0; n-- {
		if short := strings.TrimRight(string(runes[:n]), " ") + "…"; style.Width(short) <= vg.Length(width) {
			return short
		}
	}
	return "…"
}
