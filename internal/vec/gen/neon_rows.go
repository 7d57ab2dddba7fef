package main

// eachRow emits a loop over the rows of matrices, each walked over by its columns; body has the bytes before the row.
func (n *neon) eachRow(body func(p *neonPlanes, row gp)) {
	p := &neonPlanes{neon: n, index: n.gp()}
	row, rows, width := p.gp(), p.param("rows"), p.stride("d")
	p.op("MOVD $0, %s", row)
	p.each(rows, func() {
		p.op("MOVD %s, %s", row, p.index)
		body(p, row)
	}, [2]gp{row, width})
	p.op("RET")
}

// writeNEONRowDots emits dst[i] = Σ a_i·b_i, by a vector of partial sums, to which what is left of a row is added.
func writeNEONRowDots(n *neon) {
	dst, left, right := n.param("dst"), n.param("a"), n.param("b")
	n.eachRow(func(p *neonPlanes, _ gp) {
		sum := p.fresh()
		p.walk("d", func() { p.fmla(sum, p.get(left), p.get(right)) })
		p.faddp(sum, sum, sum)
		if p.single() {
			p.faddp(sum, sum, sum)
		}
		p.storeOne(sum, dst, 0)
		p.next(dst)
	})
}

func writeNEONCombineRows(n *neon) {
	dst, at := n.param("dst"), n.gp()
	n.op("MOVD $0, %s", at)
	n.eachRow(func(p *neonPlanes, _ gp) {
		p.walk("d", func() {
			planes, scales, terms, sum := p.param("planes"), p.param("scales"), p.param("terms"), p.fresh()
			p.each(terms, func() {
				factor, x := p.gp(), p.gp()
				p.op("MOVD (%s), %s", planes, factor)
				p.op("MOVD %d(%s), %s", sliceBytes, planes, x)
				p.op("ADD %s, %s", at, factor)
				f, scale := p.number(factor), p.number(scales)
				p.fmul(f, f, scale)
				p.fmla(sum, f, p.get(x))
				p.op("ADD $%d, %s", 2*sliceBytes, planes)
				p.next(scales)
			})
			p.put(dst, sum)
		})
		p.next(at)
	})
}

func writeNEONShiftRows(n *neon) {
	dst, x, by := n.param("dst"), n.param("x"), n.param("r")
	n.eachRow(func(p *neonPlanes, _ gp) {
		shift := p.number(by)
		p.walk("d", func() {
			v := p.get(x)
			p.fsub(v, v, shift)
			p.put(dst, v)
		})
		p.next(by)
	})
}

func writeNEONScaleRows(n *neon) {
	dst, x := n.param("dst"), n.param("x")
	n.eachRow(func(p *neonPlanes, row gp) {
		scale := p.param("scale") // less the start of the row, so that the index of the matrix fits it
		p.op("SUB %s, %s", row, scale)
		p.walk("d", func() {
			v := p.get(x)
			p.fmul(v, v, p.get(scale))
			p.put(dst, v)
		})
	})
}

// writeNEONAddRowProducts emits dst += Σ_i a_i·b_i, element by element.
func writeNEONAddRowProducts(n *neon) {
	p := &neonPlanes{neon: n, index: n.gp()}
	dst, width := p.param("dst"), p.stride("d")
	p.op("MOVD $0, %s", p.index)
	p.walk("d", func() {
		left, right, count, sum := p.param("a"), p.param("b"), p.param("rows"), p.get(dst)
		p.each(count, func() { p.fmla(sum, p.get(left), p.get(right)) }, [2]gp{left, width}, [2]gp{right, width})
		p.put(dst, sum)
	})
	p.op("RET")
}
