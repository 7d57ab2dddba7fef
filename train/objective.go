package train

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"

	"example.com/sobolev/dual"
	"example.com/sobolev/layers"
)

// objective is the sum of the terms that a network is trained on, with the order of their points and all it takes to
// compute their gradient.
type objective[F dual.Float] struct {
	net    *layers.Net[F]
	terms  []Term[F]
	nets   []*layers.Net[F] // as each of the terms sees the network
	plans  []layers.Plan
	shards *shards[F]
	supply []*supply // the points of each term
	names  []string
	offs   []int // the parts of term k are offs[k] to offs[k+1]
	rng    *rand.Rand
	pcg    *rand.PCG // of rng
	pool   *pool     // of the current range over the steps

	grad    []F
	parts   []float64 // of the loss at the parameters that grad belongs to
	samples int       // points that these are of

	cancelled func() error // of the context of the current range over the steps
	ending    bool         // whether that was cancelled on any rank before the last evaluation
	lost      error        // why the ranks can no longer be added up

	evaluations int
}

func newObjective[F dual.Float](net *layers.Net[F], opt Options, r ranks, terms []Term[F]) (*objective[F], error) {
	if net == nil {
		return nil, fmt.Errorf("train: no network to train, want one")
	}
	if len(terms) == 0 {
		return nil, fmt.Errorf("train: no terms to train on, want at least 1")
	}
	o := &objective[F]{net: net, terms: terms, grad: make([]F, len(net.Params())), offs: []int{0}, pcg: rand.NewPCG(0, 0),
		cancelled: func() error { return nil }}
	o.rng = rand.New(o.pcg)
	o.shards = newShards(r, net, opt.Workers, o.grad)
	for i, term := range terms {
		if err := o.add(i, term, opt); err != nil {
			return nil, err
		}
	}
	o.parts = o.shards.allocateParts()[:len(o.names)]
	return o, nil
}

// add plans a term and allocates its shards.
func (o *objective[F]) add(i int, term Term[F], opt Options) error {
	if err := checkTerm(o.net, i, term); err != nil {
		return fmt.Errorf("train: %w", err)
	}
	supply, err := newSupply(term, opt.BatchSize, o.shards.ranks)
	if err != nil {
		return fmt.Errorf("train: term %d: %w", i, err)
	}
	net, err := netFor(o.net, term)
	if err != nil {
		return err
	}
	plan, err := net.Plan(term.Algebra(), term.SeedsInputs(), opt.Strategy)
	if err != nil {
		return err
	}
	o.nets = append(o.nets, net)
	o.plans = append(o.plans, plan)
	o.supply = append(o.supply, supply)
	o.shards.addTerm(net, term, plan, supply.most(), tileSize(supply.most(), net.Tile()))
	for _, name := range term.Parts() {
		o.names = append(o.names, o.unused(name))
	}
	o.offs = append(o.offs, len(o.names))
	return nil
}

// unused returns the name of a part, numbered from 2 on where another term has a part of that name.
func (o *objective[F]) unused(name string) string {
	numbered := name
	for i := 2; slices.Contains(o.names, numbered); i++ {
		numbered = fmt.Sprintf("%s #%d", name, i)
	}
	return numbered
}

// plansString says how the derivatives of every term are computed.
func (o *objective[F]) plansString() string {
	var s []string
	for _, p := range o.plans {
		s = append(s, p.String())
	}
	return strings.Join(s, "; ")
}

// stepsPerEpoch is the number of steps in which the first term's points are all used once.
func (o *objective[F]) stepsPerEpoch() int { return o.supply[0].steps() }

// shuffle draws the order of the points for an epoch of mini-batches.
func (o *objective[F]) shuffle(seed uint64, epoch int) {
	o.pcg.Seed(seed, uint64(epoch))
	for _, s := range o.supply {
		s.shuffle(o.rng)
	}
	for k, s := range o.supply { // after the others, whose order must not depend on how many numbers these draw
		s.shuffleShards(o.rng, o.pcg, mix(mix(mix(seed)+uint64(epoch))+uint64(k)))
	}
}

// evaluate computes the parts of the loss and their gradient at the points of step i of the epoch. The seed is the step
// as the terms see it. If the ranks cannot be added up, it says so in lost, and the loss is not a number from then on.
func (o *objective[F]) evaluate(i, seed int) {
	o.samples = 0
	for k, s := range o.supply {
		lists, count := s.take(i)
		o.samples += count
		o.shards.setPoints(k, lists, count)
	}
	if o.lost == nil {
		o.lost = o.shared(seed)
	}
	if o.lost != nil {
		o.parts[0] = math.NaN()
	}
}

// digestEvery is the number of evaluations after which ranks see whether they still have the same parameters.
const digestEvery = 64

// shared computes the gradient together with the other ranks.
func (o *objective[F]) shared(seed int) error {
	var tell told
	if o.cancelled() != nil {
		tell[ending] = 1
	}
	if o.shards.group != nil && o.evaluations%digestEvery == 0 {
		tell[digest] = float64(Checksum(o.net.Params()))
	}
	o.evaluations++
	all, err := o.shards.gradient(o.pool, seed, tell)
	o.ending = all[ending] > 0
	if err == nil && o.shards.group != nil && all[digest] != tell[digest]*float64(o.shards.size) {
		err = o.nameOdd(tell[digest])
	}
	return err
}

// sameParams returns an error on all ranks unless their parameters are the same.
func (o *objective[F]) sameParams() error {
	if o.shards.group == nil || o.lost != nil {
		return o.lost
	}
	digest := float64(Checksum(o.net.Params()))
	sum := []float64{digest}
	if o.lost = sumRanks(o.shards.ranks, sum); o.lost == nil && sum[0] != digest*float64(o.shards.size) {
		o.lost = o.nameOdd(digest)
	}
	return o.lost
}

// nameOdd returns an error that names the ranks whose parameters are not those of rank 0. It is called on all ranks.
func (o *objective[F]) nameOdd(digest float64) error {
	digests := o.shards.messages
	clear(digests)
	digests[o.shards.rank()] = digest
	if err := sumRanks(o.shards.ranks, digests); err != nil {
		return err
	}
	var odd []int
	for rank, d := range digests {
		if d != digests[0] {
			odd = append(odd, rank)
		}
	}
	return fmt.Errorf("train: the parameters of ranks %d differ from those of rank 0, want the same on all: "+
		"terms, optimisers and callbacks have to do the same on every rank", odd)
}

// loss returns the sum of the parts.
func (o *objective[F]) loss() float64 { return sum(o.parts) }

// partsOf returns those of term k among numbers for all parts.
func (o *objective[F]) partsOf(k int, all []float64) []float64 { return all[o.offs[k]:o.offs[k+1]] }

// sum returns Σ x.
func sum(x []float64) float64 {
	s := 0.0
	for _, v := range x {
		s += v
	}
	return s
}
