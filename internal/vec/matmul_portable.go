package vec

// mulPortable adds A·B to C in blocks of 2×4 elements, which is what the compiler can keep in registers.
func mulPortable[F Float](c []F, ldc int, a []F, ars, acs int, b []F, ldb int, m, n, k int) {
	i := 0
	for ; i+2 <= m; i += 2 {
		j := 0
		for ; j+4 <= n; j += 4 {
			mul2x4(c[i*ldc+j:i*ldc+j+4], c[(i+1)*ldc+j:(i+1)*ldc+j+4], a[i*ars:], ars, acs, b[j:], ldb, k)
		}
		mulTail(c, ldc, a, ars, acs, b, ldb, i, i+2, j, n, k)
	}
	mulTail(c, ldc, a, ars, acs, b, ldb, i, m, 0, n, k)
}

func mul2x4[F Float](c0, c1, a []F, ars, acs int, b []F, ldb, k int) {
	c0, c1 = c0[:4], c1[:4]
	c00, c01, c02, c03 := c0[0], c0[1], c0[2], c0[3]
	c10, c11, c12, c13 := c1[0], c1[1], c1[2], c1[3]
	ia, ib := 0, 0
	for p := 0; p < k; p++ {
		a0, a1 := a[ia], a[ia+ars]
		row := b[ib : ib+4 : ib+4]
		c00 += a0 * row[0]
		c01 += a0 * row[1]
		c02 += a0 * row[2]
		c03 += a0 * row[3]
		c10 += a1 * row[0]
		c11 += a1 * row[1]
		c12 += a1 * row[2]
		c13 += a1 * row[3]
		ia += acs
		ib += ldb
	}
	c0[0], c0[1], c0[2], c0[3] = c00, c01, c02, c03
	c1[0], c1[1], c1[2], c1[3] = c10, c11, c12, c13
}

// mulTail adds the rows i0 to i1 and columns j0 to j1 of A·B to C.
func mulTail[F Float](c []F, ldc int, a []F, ars, acs int, b []F, ldb int, i0, i1, j0, j1, k int) {
	for i := i0; i < i1; i++ {
		for j := j0; j < j1; j++ {
			s := c[i*ldc+j]
			for p := 0; p < k; p++ {
				s += a[i*ars+p*acs] * b[p*ldb+j]
			}
			c[i*ldc+j] = s
		}
	}
}

// mulTPortable adds A·Bᵀ to C.
func mulTPortable[F Float](c []F, ldc int, a []F, ars, acs int, b []F, ldb int, m, n, k int) {
	for i := 0; i < m; i++ {
		for j := 0; j < n; j++ {
			s := c[i*ldc+j]
			for p, x := range b[j*ldb : j*ldb+k] {
				s += a[i*ars+p*acs] * x
			}
			c[i*ldc+j] = s
		}
	}
}
