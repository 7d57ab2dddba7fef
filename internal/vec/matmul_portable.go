package vec

// portableLanes is the number of columns that the portable product has sums of.
const portableLanes = 4

// mulPortable adds A·B to C. It copies strips of four columns of B, which lie far apart, to where they lie together,
// and multiplies them with two rows of A at a time: 2×4 sums are what the compiler can keep in registers.
func mulPortable[F Float](c []F, ldc int, a []F, ars, acs int, b []F, ldb int, m, n, k int) {
	const depth = 128
	var strip [4 * depth]F
	j := 0
	for ; j+4 <= n && m > 1; j += 4 {
		for p := 0; p < k; p += depth {
			kb := min(depth, k-p)
			for q := range kb {
				copy(strip[4*q:4*q+4], b[(p+q)*ldb+j:(p+q)*ldb+j+4])
			}
			for i := 0; i+2 <= m; i += 2 {
				c0, c1 := c[i*ldc+j:i*ldc+j+4], c[(i+1)*ldc+j:(i+1)*ldc+j+4]
				mul2x4((*[4]F)(c0), (*[4]F)(c1), a[i*ars+p*acs:], ars, acs, strip[:4*kb])
			}
		}
	}
	mulTail(c, ldc, a, ars, acs, b, ldb, m&^1, m, 0, j, k)
	mulTail(c, ldc, a, ars, acs, b, ldb, 0, m, j, n, k)
}

func mul2x4[F Float](c0, c1 *[4]F, a []F, ars, acs int, strip []F) {
	c00, c01, c02, c03 := c0[0], c0[1], c0[2], c0[3]
	c10, c11, c12, c13 := c1[0], c1[1], c1[2], c1[3]
	for i := 0; len(strip) >= 4; i += acs {
		a0, a1 := a[i], a[i+ars]
		b0, b1, b2, b3 := strip[0], strip[1], strip[2], strip[3]
		strip = strip[4:]
		c00 += F(a0 * b0)
		c01 += F(a0 * b1)
		c02 += F(a0 * b2)
		c03 += F(a0 * b3)
		c10 += F(a1 * b0)
		c11 += F(a1 * b1)
		c12 += F(a1 * b2)
		c13 += F(a1 * b3)
	}
	c0[0], c0[1], c0[2], c0[3] = c00, c01, c02, c03
	c1[0], c1[1], c1[2], c1[3] = c10, c11, c12, c13
}

// mulTail adds the rows i0 to i1 and columns j0 to j1 of A·B to C, four rows of B at a time.
func mulTail[F Float](c []F, ldc int, a []F, ars, acs int, b []F, ldb int, i0, i1, j0, j1, k int) {
	if j0 == j1 {
		return
	}
	n := j1 - j0
	for i := i0; i < i1; i++ {
		row := c[i*ldc+j0 : i*ldc+j1]
		p := 0
		for ; p+4 <= k; p += 4 {
			x := a[i*ars+p*acs:]
			x0, x1, x2, x3 := x[0], x[acs], x[2*acs], x[3*acs]
			y := b[p*ldb+j0:]
			y0, y1, y2, y3 := y[:n], y[ldb:ldb+n], y[2*ldb:2*ldb+n], y[3*ldb:3*ldb+n]
			for j, s := range row {
				s += F(x0 * y0[j])
				s += F(x1 * y1[j])
				s += F(x2 * y2[j])
				s += F(x3 * y3[j])
				row[j] = s
			}
		}
		for ; p < k; p++ {
			x := a[i*ars+p*acs]
			for j, y := range b[p*ldb+j0 : p*ldb+j1] {
				row[j] += F(x * y)
			}
		}
	}
}

// mulTPortable adds A·Bᵀ to C, by two rows of A and four of B at a time: eight sums that do not wait for one another.
func mulTPortable[F Float](c []F, ldc int, a []F, ars, acs int, b []F, ldb int, m, n, k int) {
	j := 0
	for ; j+4 <= n; j += 4 {
		b0, b1, b2, b3 := b[j*ldb:j*ldb+k], b[(j+1)*ldb:(j+1)*ldb+k], b[(j+2)*ldb:(j+2)*ldb+k], b[(j+3)*ldb:(j+3)*ldb+k]
		i := 0
		for ; i+2 <= m; i += 2 {
			c0, c1 := c[i*ldc+j:i*ldc+j+4], c[(i+1)*ldc+j:(i+1)*ldc+j+4]
			mulT2x4((*[4]F)(c0), (*[4]F)(c1), a[i*ars:], ars, acs, b0, b1, b2, b3)
		}
		if i < m {
			mulT1x4((*[4]F)(c[i*ldc+j:i*ldc+j+4]), a[i*ars:], acs, b0, b1, b2, b3)
		}
	}
	for ; j < n; j++ {
		for i := range m {
			s := c[i*ldc+j]
			for p, x := range b[j*ldb : j*ldb+k] {
				s += F(a[i*ars+p*acs] * x)
			}
			c[i*ldc+j] = s
		}
	}
}

func mulT2x4[F Float](c0, c1 *[4]F, a []F, ars, acs int, b0, b1, b2, b3 []F) {
	c00, c01, c02, c03 := c0[0], c0[1], c0[2], c0[3]
	c10, c11, c12, c13 := c1[0], c1[1], c1[2], c1[3]
	b1, b2, b3 = b1[:len(b0)], b2[:len(b0)], b3[:len(b0)]
	i := 0
	for p, y0 := range b0 {
		a0, a1 := a[i], a[i+ars]
		i += acs
		y1, y2, y3 := b1[p], b2[p], b3[p]
		c00 += F(a0 * y0)
		c01 += F(a0 * y1)
		c02 += F(a0 * y2)
		c03 += F(a0 * y3)
		c10 += F(a1 * y0)
		c11 += F(a1 * y1)
		c12 += F(a1 * y2)
		c13 += F(a1 * y3)
	}
	c0[0], c0[1], c0[2], c0[3] = c00, c01, c02, c03
	c1[0], c1[1], c1[2], c1[3] = c10, c11, c12, c13
}

func mulT1x4[F Float](c *[4]F, a []F, acs int, b0, b1, b2, b3 []F) {
	c0, c1, c2, c3 := c[0], c[1], c[2], c[3]
	b1, b2, b3 = b1[:len(b0)], b2[:len(b0)], b3[:len(b0)]
	for p, y0 := range b0 {
		x := a[p*acs]
		c0 += F(x * y0)
		c1 += F(x * b1[p])
		c2 += F(x * b2[p])
		c3 += F(x * b3[p])
	}
	c[0], c[1], c[2], c[3] = c0, c1, c2, c3
}
