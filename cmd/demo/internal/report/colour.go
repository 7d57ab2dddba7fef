package report

import (
	"image/color"
	"math"
)

// ink is the colour of lettering and axes: it reads on white as on near-black.
var ink = color.NRGBA{0x7b, 0x86, 0x94, 0xff}

// faint is the colour of grid lines.
var faint = color.NRGBA{0x7b, 0x86, 0x94, 0x48}

// palette holds the colours of series, in order of use.
var palette = []color.NRGBA{
	{0xe8, 0x7a, 0x3d, 0xff}, // orange
	{0x1f, 0x9e, 0x96, 0xff}, // teal
	{0x6b, 0x7f, 0xd7, 0xff}, // blue
	{0xc9, 0x5d, 0x9b, 0xff}, // magenta
	{0x9a, 0xa8, 0x3a, 0xff}, // olive
	{0x8a, 0x8f, 0x98, 0xff}, // grey
	{0xd8, 0xa8, 0x27, 0xff}, // amber
	{0x9c, 0x6b, 0x4f, 0xff}, // brown
}

// stops are the colours of the surface map from the lowest to the highest value, of rising lightness so that it reads
// without colour vision as well.
var stops = []color.NRGBA{
	{0x1d, 0x16, 0x4a, 0xff},
	{0x2a, 0x3f, 0x86, 0xff},
	{0x1c, 0x6f, 0x96, 0xff},
	{0x22, 0x9a, 0x8c, 0xff},
	{0x6c, 0xbf, 0x6c, 0xff},
	{0xc6, 0xd8, 0x58, 0xff},
	{0xfb, 0xf2, 0xa6, 0xff},
}

// rgb is a colour in linear light.
type rgb struct{ r, g, b float64 }

func (c rgb) times(k float64) rgb { return rgb{c.r * k, c.g * k, c.b * k} }

func (c rgb) mix(d rgb, t float64) rgb {
	return rgb{c.r + (d.r-c.r)*t, c.g + (d.g-c.g)*t, c.b + (d.b-c.b)*t}
}

func linear(c color.NRGBA) rgb { return rgb{decode(c.R), decode(c.G), decode(c.B)} }

// srgb encodes a colour for display.
func (c rgb) srgb() color.RGBA { return color.RGBA{encode(c.r), encode(c.g), encode(c.b), 0xff} }

func decode(v uint8) float64 {
	x := float64(v) / 255
	if x > 0.04045 {
		return math.Pow((x+0.055)/1.055, 2.4)
	}
	return x / 12.92
}

// encodeTable saves a power for every pixel.
var encodeTable = func() (table [4096]uint8) {
	for i := range table {
		v := float64(i) / float64(len(table)-1)
		if v > 0.0031308 {
			v = 1.055*math.Pow(v, 1/2.4) - 0.055
		} else {
			v *= 12.92
		}
		table[i] = uint8(v*255 + 0.5)
	}
	return table
}()

func encode(v float64) uint8 {
	return encodeTable[int(min(max(v, 0), 1)*float64(len(encodeTable)-1)+0.5)]
}

// signedStops are the colours of differences from the most negative to the most positive one: 0, in the middle, is pale, and what
// is as far off on either side is as dark.
var signedStops = []color.NRGBA{
	{0x17, 0x3f, 0x8a, 0xff},
	{0x4d, 0x86, 0xc6, 0xff},
	{0xb4, 0xce, 0xe6, 0xff},
	{0xf6, 0xf4, 0xef, 0xff},
	{0xee, 0xbf, 0xa3, 0xff},
	{0xd2, 0x6d, 0x54, 0xff},
	{0x8f, 0x1d, 0x2c, 0xff},
}

// A ramp holds colours at equal steps of height from 0 to 1.
type ramp [512]rgb

var surfaceRamp, signedRamp = newRamp(stops), newRamp(signedStops)

// newRamp joins colours in OKLab, where equal steps look equal (Ottosson 2020).
func newRamp(stops []color.NRGBA) *ramp {
	table := new(ramp)
	for i := range table {
		t := float64(i) / float64(len(table)-1) * float64(len(stops)-1)
		k := min(int(t), len(stops)-2)
		table[i] = lab(linear(stops[k])).mix(lab(linear(stops[k+1])), t-float64(k)).unlab()
	}
	return table
}

// at returns the colour of a height. Heights outside [0, 1] have the colour of the end.
func (r *ramp) at(height float64) rgb {
	x := min(max(height, 0), 1) * float64(len(r)-1)
	i := min(int(x), len(r)-2)
	return r[i].mix(r[i+1], x-float64(i))
}

// lab returns OKLab coordinates, in the fields of an rgb.
func lab(c rgb) rgb {
	l := math.Cbrt(0.4122214708*c.r + 0.5363325363*c.g + 0.0514459929*c.b)
	m := math.Cbrt(0.2119034982*c.r + 0.6806995451*c.g + 0.1073969566*c.b)
	s := math.Cbrt(0.0883024619*c.r + 0.2817188376*c.g + 0.6299787005*c.b)
	return rgb{
		0.2104542553*l + 0.7936177850*m - 0.0040720468*s,
		1.9779984951*l - 2.4285922050*m + 0.4505937099*s,
		0.0259040371*l + 0.7827717662*m - 0.8086757660*s,
	}
}

// unlab is the inverse of lab.
func (c rgb) unlab() rgb {
	l := c.r + 0.3963377774*c.g + 0.2158037573*c.b
	m := c.r - 0.1055613458*c.g - 0.0638541728*c.b
	s := c.r - 0.0894841775*c.g - 1.2914855480*c.b
	l, m, s = l*l*l, m*m*m, s*s*s
	return rgb{
		4.0767416621*l - 3.3077115913*m + 0.2309699292*s,
		-1.2684380046*l + 2.6097574011*m - 0.3413193965*s,
		-0.0041960863*l - 0.7034186147*m + 1.7076147010*s,
	}
}
