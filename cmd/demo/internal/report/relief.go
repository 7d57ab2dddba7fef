package report

import "math"

// Geometry of a relief, in pixels of the finished picture and units of the box [−1, 1]².
const (
	reliefWidth  = 880
	reliefHeight = 690
	oversampling = 2
	reliefTop    = 0.9 // height of the box
	azimuth      = -58
	elevation    = 37
	cells        = 240 // triangles are drawn on a grid of at most this many cells a side
)

// light comes from the upper left, a little behind the eye.
var light = vec3{-0.42, -0.52, 0.78}.unit()

// drawRelief draws a surface in perspective: a block cut from the landscape, lit from one side, with contour lines,
// and the points the fit was made from as balls at their true height.
func drawRelief(p Surface, s scale, points []Point, xLabel, yLabel string) *sheet {
	h := s.heights(resample(p.Values))
	r := newRaster(reliefWidth*oversampling, reliefHeight*oversampling)
	const o = oversampling
	cam := newCamera(azimuth, elevation, reliefTop, 56*o, 10*o, (reliefWidth-112)*o, (reliefHeight-96)*o)
	drawLand(r, cam, h, s.colours)
	drawSides(r, cam, h)
	for _, q := range points {
		x, y := p.Values.X.unit(q.X)*2-1, p.Values.Y.unit(q.Y)*2-1
		px, py, near := cam.project(vec3{x, y, elevate(s.height(q.Z))})
		r.ball(px, py, near, 7*o, 0.0006)
	}
	out := newSheet(reliefWidth, reliefHeight)
	small := cam
	small.zoom, small.cx, small.cy = cam.zoom/o, cam.cx/o, cam.cy/o
	drawFloor(out, small)
	out.paste(r.shrink(o), 0, 0)
	drawReliefAxes(out, small, p.Values.X, p.Values.Y, xLabel, yLabel)
	return out
}

// elevate maps the height on the colour scale to z.
func elevate(height float64) float64 { return (height + margin) / (1 + 2*margin) * reliefTop }

// resample returns the grid with at most cells cells a side, for an even look and bounded work.
func resample(g Grid) Grid {
	nx, ny := cells+1, cells+1
	return Grid{X: g.X, Y: g.Y, NX: nx, NY: ny, Z: Sample(Range{0, 1}, Range{0, 1}, nx, ny, g.bilinear).Z}
}

// rock is the colour of the cut faces, slate.
func rock(_, _ float64) rgb { return rgb{0.115, 0.15, 0.215} }

// drawLand draws the upper side.
func drawLand(r *raster, cam camera, h Grid, colours *ramp) {
	land := func(height, slope float64) rgb { return contoured(colours, height, slope, 1.6*oversampling) }
	corners := make([]corner, len(h.Z))
	shade := lighting(h)
	for j := range h.NY {
		for i := range h.NX {
			k := j*h.NX + i
			c := &corners[k]
			c.x, c.y, c.near = cam.project(position(h, i, j))
			c.height, c.brightness, c.gloss = h.Z[k], shade[k].diffuse, shade[k].gloss
		}
	}
	for j := range h.NY - 1 {
		for i := range h.NX - 1 {
			k := j*h.NX + i
			a, b, c, d := corners[k], corners[k+1], corners[k+h.NX], corners[k+h.NX+1]
			r.triangle(a, b, d, land)
			r.triangle(a, d, c, land)
		}
	}
}

func position(h Grid, i, j int) vec3 {
	return vec3{
		2*float64(i)/float64(h.NX-1) - 1,
		2*float64(j)/float64(h.NY-1) - 1,
		elevate(h.Z[j*h.NX+i]),
	}
}

// drawSides draws the four cut faces of the block, darker towards the floor.
func drawSides(r *raster, cam camera, h Grid) {
	side := func(i0, j0, i1, j1 int, brightness float64) {
		a, b := position(h, i0, j0), position(h, i1, j1)
		wall := func(p vec3, height, k float64) corner {
			x, y, near := cam.project(p)
			// A little further away than the land, whose edge then stays in front.
			return corner{x, y, near * (1 - 1e-6), height, k, 0}
		}
		ta, tb := h.Z[j0*h.NX+i0], h.Z[j1*h.NX+i1]
		la, lb := wall(a, ta, brightness), wall(b, tb, brightness)
		a.z, b.z = 0, 0
		fa, fb := wall(a, ta, brightness*0.55), wall(b, tb, brightness*0.55)
		r.triangle(la, lb, fb, rock)
		r.triangle(la, fb, fa, rock)
	}
	for i := range h.NX - 1 {
		side(i, 0, i+1, 0, 1)
		side(i, h.NY-1, i+1, h.NY-1, 0.7)
	}
	for j := range h.NY - 1 {
		side(h.NX-1, j, h.NX-1, j+1, 0.6)
		side(0, j, 0, j+1, 0.7)
	}
}

// shade is the light that a node sends to the eye.
type shade struct{ diffuse, gloss float64 }

// lighting computes for each node the sky light, dimmed in hollows, the sun, dimmed where a ridge stands before it,
// and a soft gloss.
func lighting(h Grid) []shade {
	out := make([]shade, len(h.Z))
	sa, ca := math.Sincos(azimuth * math.Pi / 180)
	se, ce := math.Sincos(elevation * math.Pi / 180)
	eye := vec3{ce * ca, ce * sa, se}
	half := vec3{light.x + eye.x, light.y + eye.y, light.z + eye.z}.unit()
	for j := range h.NY {
		for i := range h.NX {
			n := normal(h, i, j)
			sun := max(0, n.dot(light)) * sunlit(h, i, j)
			out[j*h.NX+i] = shade{
				diffuse: 0.38*openSky(h, i, j) + 0.82*sun,
				gloss:   0.1 * math.Pow(max(0, n.dot(half)), 60) * sunlit(h, i, j),
			}
		}
	}
	return out
}

func normal(h Grid, i, j int) vec3 {
	i0, i1, j0, j1 := max(i-1, 0), min(i+1, h.NX-1), max(j-1, 0), min(j+1, h.NY-1)
	dx, dy := 2*float64(i1-i0)/float64(h.NX-1), 2*float64(j1-j0)/float64(h.NY-1)
	return vec3{
		-(elevate(h.Z[j*h.NX+i1]) - elevate(h.Z[j*h.NX+i0])) / dx,
		-(elevate(h.Z[j1*h.NX+i]) - elevate(h.Z[j0*h.NX+i])) / dy,
		1,
	}.unit()
}

// openSky returns the fraction of the sky seen from a node, from the horizon in eight directions.
func openSky(h Grid, i, j int) float64 {
	directions := [8][2]int{{1, 0}, {1, 1}, {0, 1}, {-1, 1}, {-1, 0}, {-1, -1}, {0, -1}, {1, -1}}
	z, cell, open := elevate(h.Z[j*h.NX+i]), 2/float64(h.NX-1), 0.0
	for _, d := range directions {
		steepest, length := 0.0, cell*math.Hypot(float64(d[0]), float64(d[1]))
		for k := 2; k <= 40; k += 3 {
			x, y := i+k*d[0], j+k*d[1]
			if x < 0 || y < 0 || x >= h.NX || y >= h.NY {
				break
			}
			steepest = max(steepest, (elevate(h.Z[y*h.NX+x])-z)/(length*float64(k)))
		}
		open += 1 - steepest/math.Sqrt(1+steepest*steepest)
	}
	return open / 8
}

// sunlit returns 1 in the sun, less in shadow, with a soft edge.
func sunlit(h Grid, i, j int) float64 {
	z, cell := elevate(h.Z[j*h.NX+i]), 2/float64(h.NX-1)
	flat := math.Hypot(light.x, light.y)
	above := 0.0
	for k := 2.0; k < 120; k += 2 {
		x, y := float64(i)+k*light.x/flat, float64(j)+k*light.y/flat
		if x < 0 || y < 0 || x > float64(h.NX-1) || y > float64(h.NY-1) {
			break
		}
		ray := z + k*cell*light.z/flat
		if ray > reliefTop {
			break
		}
		above = max(above, elevate(h.Z[int(y+0.5)*h.NX+int(x+0.5)])-ray)
	}
	return 1 - 0.55*min(above/0.05, 1)
}

// drawFloor draws the ground's outline and a grid on it, behind the block.
func drawFloor(s *sheet, cam camera) {
	edge := func(x0, y0, x1, y1 float64) {
		ax, ay, _ := cam.project(vec3{x0, y0, 0})
		bx, by, _ := cam.project(vec3{x1, y1, 0})
		s.line(faint, 1.5, ax, ay, bx, by)
	}
	const m = 1.04
	edge(-m, -m, m, -m)
	edge(m, -m, m, m)
}

// drawReliefAxes letters the two near edges of the floor.
func drawReliefAxes(s *sheet, cam camera, x, y Range, xLabel, yLabel string) {
	const m, size = 1.04, 28
	mark := func(px, py, dx, dy float64, text string) {
		ax, ay, _ := cam.project(vec3{px, py, 0})
		bx, by, _ := cam.project(vec3{px + 0.035*dx, py + 0.035*dy, 0})
		cx, cy, _ := cam.project(vec3{px + 0.16*dx, py + 0.16*dy, 0})
		s.line(ink, 1.5, ax, ay, bx, by)
		s.write(cx, cy, 0.5, 0.5, size, ink, text)
	}
	for _, v := range ticks(x, 4) {
		mark(2*x.unit(v)-1, -m, 0, -1, label(v))
	}
	for _, v := range ticks(y, 4) {
		mark(m, 2*y.unit(v)-1, 1, 0, label(v))
	}
	name := func(text string, short, long vec3, away float64) {
		style := lettering(size+2, ink)
		x, y, _ := cam.project(short)
		if style.Width(text) <= 60 {
			s.write(x, y, 0.5, 0.5, size+2, ink, text)
			return
		}
		x, y, _ = cam.project(long) // from there away from the numbers, to the border
		s.write(x, y, away, 0.5, size+2, ink, shortened(style, text, math.Abs(x-(1-away)*reliefWidth)-8))
	}
	name(xLabel, vec3{0.1, -m - 0.4, 0}, vec3{0.1, -m - 0.4, 0}, 1)
	name(yLabel, vec3{m + 0.37, 0.1, 0}, vec3{m + 0.35, -0.95, 0}, 0)
}
