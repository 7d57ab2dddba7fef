package report

import (
	"encoding/base64"
	"html/template"
	"image"
)

// An Item is a part of a section: a [Table], [Surfaces], [Curves] or [Bars].
type Item interface {
	render() (block, error)
}

// A block is an item ready for the page's template.
type block struct {
	Name, Title, Caption string
	Table                *Table
	Panels               []panel
	Scale                *colourBar
	Wide                 bool // has a row of the page to itself

	pictures []image.Image // of the panels
	file     []byte        // the PNG beside the page; nil for tables
}

// A panel is one picture of a figure. Several in a figure stand side by side, or below one another on a phone.
type panel struct {
	Title, Note   string
	Source        template.HTMLAttr
	Width, Height int
}

// pairs reports whether a block may stand beside another one: each has one picture, and beside neither would half a card be empty.
func (b *block) pairs(with block) bool {
	if len(b.pictures) != 1 || len(with.pictures) != 1 || (b.Scale == nil) != (with.Scale == nil) {
		return false
	}
	height := func(of image.Image) float64 { return float64(of.Bounds().Dy()) / float64(of.Bounds().Dx()) }
	taller := height(b.pictures[0]) / height(with.pictures[0])
	return max(taller, 1/taller) < 1.25
}

func (b *block) addPanel(title, note string, img image.Image) {
	b.Panels, b.pictures = append(b.Panels, panel{Title: title, Note: note}), append(b.pictures, img)
}

// embed gives the panels their pictures, the sides times scale, and returns what they take of the page.
func (b *block) embed(scale float64) (size int, err error) {
	for i, picture := range b.pictures {
		img := coarse(scaled(picture, scale))
		data, err := plainPNG(img)
		if err != nil {
			return 0, err
		}
		p := &b.Panels[i]
		// A whole attribute, since the template would write every + of a URL as &#43;, and there are many.
		p.Source = template.HTMLAttr(`src="data:image/png;base64,` + base64.StdEncoding.EncodeToString(data) + `"`)
		p.Width, p.Height = img.Bounds().Dx(), img.Bounds().Dy()
		size += len(p.Source)
	}
	return size, nil
}
