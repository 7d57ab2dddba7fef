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

	file []byte // the PNG beside the page; nil for tables
}

// A panel is one picture of a figure. Several in a figure stand side by side, or below one another on a phone.
type panel struct {
	Title, Note   string
	Source        template.HTMLAttr
	Width, Height int
}

func (b *block) addPanel(title, note string, img image.Image) error {
	data, err := encodePNG(coarse(img))
	if err != nil {
		return err
	}
	b.Panels = append(b.Panels, panel{
		Title: title, Note: note,
		// A whole attribute, since the template would write every + of a URL as &#43;, and there are many.
		Source: template.HTMLAttr(`src="data:image/png;base64,` + base64.StdEncoding.EncodeToString(data) + `"`),
		Width:  img.Bounds().Dx(), Height: img.Bounds().Dy(),
	})
	return nil
}
