package vec

import (
	"fmt"
	"math/rand/v2"
	"os"
	"testing"
)

func TestDev2(t *testing.T) {
	if os.Getenv("DEV") == "" {
		t.Skip()
	}
	dev2[float32]("f32")
	dev2[float64]("f64")
}
func dev2[F Float](typ string) {
	const w = 128
	rng := rand.New(rand.NewPCG(1, 2))
	for _, d := range []int{2, 10} {
		t, tbar, r, h := random[F](rng, d*w), random[F](rng, d*w), random[F](rng, d*d), make([]F, d*d)
		v := make([][]F, 6)
		for i := range v {
			v[i] = random[F](rng, w)
		}
		Scale(v[1], 1e-3, v[1])
		row := func(name string, f func()) { fmt.Printf("%s d=%d %-20s %.1f ns\n", typ, d, name, minNs(f)) }
		row("quad", func() { Quad(v[0], r, t, w, d) })
		row("gram", func() { Gram(h, v[1], t, w, d) })
		row("mulsmall", func() { MulSmall(tbar, w, v[1], r, t, w, d) })
		Fill(tbar, 1)
		row("wsq", func() { WeightedSquares(v[0], r[:d], t, w) })
		row("addscaled", func() { AddScaledPlanes(tbar, w, r[:d], t, w, v[1]) })
		row("mulplanes", func() { MulPlanes(tbar, w, t, w, d, v[3]) })
		Fill(v[0], 0)
		Fill(v[1], 1)
		Fill(tbar, 0)
		row("adjoint", func() { ActivationAdjoint(v[0], tbar, t, w, d, v[1], v[2], v[3], v[4], nil, nil) })
	}
}
