package distill

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"example.com/sobolev/cmd/demo/internal/progress"
	"example.com/sobolev/train"
)

func envf(k string, def float64) float64 {
	if v, err := strconv.ParseFloat(os.Getenv(k), 64); err == nil {
		return v
	}
	return def
}

func TestExplore(t *testing.T) {
	names := os.Getenv("ENVS")
	if names == "" {
		t.Skip()
	}
	n := int(envf("N", 8000))
	for _, d := range domains {
		if !strings.Contains(names, d.name) {
			continue
		}
		g := progress.New(os.Stderr, true, "", 1)
		start := time.Now()
		ep := int(envf("EPOCHS", float64(d.teacherEpochs)))
		te, err := newTeacher(context.Background(), d, n, ep, g.Start("", ep))
		if err != nil {
			t.Fatal(err)
		}
		// agreement with advice
		les := record(d.game, adviser, 2000, 0.3, rand.New(rand.NewPCG(9, 9)))
		dis, kl := judge(te.net, les)
		fmt.Printf("%s teacher: %.1fs, %d states, score %.2f, vs advice: dis %.3f kl %.4f; adviser %.2f params %d\n", d.name, time.Since(start).Seconds(), te.states.len(), te.score, dis, kl,
			meanReturn(d.game, adviser, episodes, playSeed), len(te.net.Params()))
		for _, f := range strings.Split(os.Getenv("FR"), ",") {
			frac, _ := strconv.ParseFloat(f, 64)
			for _, ws := range strings.Split(os.Getenv("W"), ",") {
				w, _ := strconv.ParseFloat(ws, 64)
				sd, sk, ss := 0.0, 0.0, 0.0
				start := time.Now()
				seeds := int(envf("SEEDS", 2))
				for seed := 1; seed <= seeds; seed++ {
					rng := rand.New(rand.NewPCG(uint64(seed)+uint64(envf("SEED0", 100)), 1))
					perm := rng.Perm(te.states.len())
					m := max(1, int(frac/100*float64(te.states.len())+0.5))
					own, rest := te.states.pick(perm[:m]), te.states.pick(perm[m:])
					own.differentiate(te.net)
					net, _ := d.network(1, rng)
					batch := int(envf("BATCH", 64))
					per := (m + batch - 1) / batch
					steps := int(envf("STEPS", float64(d.steps)))
					_, err := train.FitTerms(context.Background(), net, []train.Term[number]{newPolicyTerm(net, own, w, uint64(seed))}, nil, train.Options{
						Optimizer: train.Adam(envf("RATE", 2e-3)), Schedule: train.Cosine, Epochs: (steps + per - 1) / per, BatchSize: batch, Seed: uint64(seed)})
					if err != nil {
						t.Fatal(err)
					}
					a, b := judge(net, rest)
					sd += a
					sk += b
					ss += meanReturn(d.game, playerOf(net), 50, playSeed)
				}
				k := float64(seeds)
				fmt.Printf("  %s %4g%% w=%-6g dis %.4f kl %.5f return %.2f   %.2fs each\n", d.name, frac, w, sd/k, sk/k, ss/k, time.Since(start).Seconds()/k)
			}
		}
	}
}
