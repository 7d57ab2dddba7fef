package report

import (
	"cmp"
	"image"
	"image/color"
	"slices"
)

// paletted returns a picture with at most so many colours, up to 256, transparency being the first of them: a page then takes less than
// half of what it takes with all of them. Colours are divided where they vary most, at their mean, until there are as many groups.
func paletted(img *image.NRGBA, colours int) *image.Paletted {
	counts := map[color.NRGBA]int{}
	b := img.Bounds()
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			if c := img.NRGBAAt(x, y); c.A > 0 {
				counts[c]++
			}
		}
	}
	groups := divide(counts, colours-1)
	palette, index := color.Palette{color.NRGBA{}}, map[color.NRGBA]uint8{}
	for i, g := range groups {
		palette = append(palette, g.mean())
		for _, s := range g {
			index[s.c] = uint8(i + 1)
		}
	}
	out := image.NewPaletted(b, palette)
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			if c := img.NRGBAAt(x, y); c.A > 0 {
				out.SetColorIndex(x, y, index[c])
			}
		}
	}
	return out
}

// A tone of a picture is a colour and its number of pixels, a hue a group of tones that become one.
type (
	tone struct {
		c color.NRGBA
		n float64
	}
	hue []tone
)

// divide groups the colours.
func divide(counts map[color.NRGBA]int, most int) []hue {
	var all hue
	for c, n := range counts {
		all = append(all, tone{c, float64(n)})
	}
	if len(all) == 0 {
		return nil
	}
	slices.SortFunc(all, func(a, b tone) int { // a map has no order, and the same page is to be the same file
		return cmp.Or(cmp.Compare(a.c.R, b.c.R), cmp.Compare(a.c.G, b.c.G), cmp.Compare(a.c.B, b.c.B), cmp.Compare(a.c.A, b.c.A))
	})
	groups := []hue{all}
	channel, spread := []int{0}, []float64{0}
	channel[0], spread[0] = all.widest()
	for len(groups) < most {
		i := slices.Index(spread, slices.Max(spread))
		if spread[i] == 0 {
			break // every group is one colour
		}
		lower, upper := groups[i].split(channel[i])
		groups[i], groups = lower, append(groups, upper)
		channel[i], spread[i] = lower.widest()
		k, s := upper.widest()
		channel, spread = append(channel, k), append(spread, s)
	}
	return groups
}

// widest returns the channel in which the pixels of a group differ most, and the sum of their squared distances from the mean there.
func (g hue) widest() (channel int, spread float64) {
	for k := range 4 {
		sum, squares, n := 0.0, 0.0, 0.0
		for _, s := range g {
			v := value(s.c, k)
			sum, squares, n = sum+s.n*v, squares+s.n*v*v, n+s.n
		}
		if v := squares - sum*sum/n; len(g) > 1 && v > spread {
			channel, spread = k, v
		}
	}
	return channel, spread
}

// split divides a group of several colours at the mean of a channel.
func (g hue) split(channel int) (lower, upper hue) {
	mean := value(g.mean(), channel)
	slices.SortStableFunc(g, func(a, b tone) int { return cmp.Compare(value(a.c, channel), value(b.c, channel)) })
	at := slices.IndexFunc(g, func(s tone) bool { return value(s.c, channel) > mean })
	if at <= 0 {
		at = len(g) / 2 // the mean was rounded to the highest value, or up from it
	}
	return g[:at:at], g[at:]
}

func (g hue) mean() color.NRGBA {
	var sum [4]float64
	n := 0.0
	for _, s := range g {
		for k := range sum {
			sum[k] += s.n * value(s.c, k)
		}
		n += s.n
	}
	at := func(k int) uint8 { return uint8(sum[k]/n + 0.5) }
	return color.NRGBA{at(0), at(1), at(2), at(3)}
}

func value(c color.NRGBA, channel int) float64 {
	return float64([...]uint8{c.R, c.G, c.B, c.A}[channel])
}
