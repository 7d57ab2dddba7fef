package report

import "math"

// vec3 is a point or direction: x and y of the domain mapped to [−1, 1], z upwards.
type vec3 struct{ x, y, z float64 }

func (a vec3) dot(b vec3) float64 { return a.x*b.x + a.y*b.y + a.z*b.z }

func (a vec3) unit() vec3 {
	n := math.Sqrt(a.dot(a))
	return vec3{a.x / n, a.y / n, a.z / n}
}

// A camera projects points in perspective onto a picture.
type camera struct {
	right, up, towards vec3 // unit vectors; towards points from the scene to the eye
	distance           float64
	zoom, cx, cy       float64
}

// newCamera looks at the box [−1, 1]² × [0, top] from the given angles in degrees, azimuth counted from the x axis,
// and fills the rectangle of the picture.
func newCamera(azimuth, elevation, top float64, left, upper, width, height float64) camera {
	sa, ca := math.Sincos(azimuth * math.Pi / 180)
	se, ce := math.Sincos(elevation * math.Pi / 180)
	c := camera{
		right:    vec3{-sa, ca, 0},
		up:       vec3{-se * ca, -se * sa, ce},
		towards:  vec3{ce * ca, ce * sa, se},
		distance: 6, zoom: 1,
	}
	lo, hi := vec3{math.Inf(1), math.Inf(1), 0}, vec3{math.Inf(-1), math.Inf(-1), 0}
	for i := range 8 {
		x, y, _ := c.project(vec3{float64(i&1)*2 - 1, float64(i&2) - 1, top * float64(i>>2)})
		lo, hi = vec3{min(lo.x, x), min(lo.y, y), 0}, vec3{max(hi.x, x), max(hi.y, y), 0}
	}
	c.zoom = min(width/(hi.x-lo.x), height/(hi.y-lo.y))
	c.cx = left + width/2 - c.zoom*(lo.x+hi.x)/2
	c.cy = upper + height/2 - c.zoom*(lo.y+hi.y)/2
	return c
}

// project returns where p appears and how near it is: larger is nearer.
func (c camera) project(p vec3) (x, y, near float64) {
	near = 1 / (c.distance - p.dot(c.towards))
	return c.cx + c.zoom*near*p.dot(c.right), c.cy - c.zoom*near*p.dot(c.up), near
}
