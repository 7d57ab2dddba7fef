package envs

import (
	"math"
	"testing"
)

// energyRate is the change of the system's energy with time at the given accelerations, from the energy
//
//	½(M+m)v² + m·l·v·ω·cos a + ½·4/3·m·l²·ω² + m·g·l·cos a
//
// of a cart of mass M with a uniform rod of mass m and length 2l.
func energyRate(s cartState, cart, pole float64) float64 {
	sin, cos := math.Sincos(s.angle)
	ml := poleMass * halfLength
	return (cartMass+poleMass)*s.v*cart +
		ml*(cart*s.spin*cos+s.v*pole*cos-s.v*s.spin*s.spin*sin) +
		4.0/3*ml*halfLength*s.spin*pole - ml*gravity*s.spin*sin
}

// TestEnergyBalance checks the equations of motion without knowing them: the energy changes by the power of the force,
// and by nothing else.
func TestEnergyBalance(t *testing.T) {
	rng := generator(1)
	for range 1000 {
		s := cartState{rng.NormFloat64(), 3 * rng.NormFloat64(), 2 * rng.NormFloat64(), 3 * rng.NormFloat64()}
		push := 20 * rng.NormFloat64()
		cart, pole := s.accelerations(push)
		if got, want := energyRate(s, cart, pole), push*s.v; math.Abs(got-want) > 1e-11*(1+math.Abs(want)) {
			t.Fatalf("state %+v, force %v: energy changes by %v, want the power %v", s, push, got, want)
		}
	}
}

// TestMomentumBalance checks the second equation: the total horizontal momentum changes by the force.
func TestMomentumBalance(t *testing.T) {
	rng := generator(2)
	for range 1000 {
		s := cartState{0, rng.NormFloat64(), 2 * rng.NormFloat64(), 3 * rng.NormFloat64()}
		push := 20 * rng.NormFloat64()
		cart, pole := s.accelerations(push)
		sin, cos := math.Sincos(s.angle)
		got := (cartMass+poleMass)*cart + poleMass*halfLength*(pole*cos-s.spin*s.spin*sin)
		if math.Abs(got-push) > 1e-12*(1+math.Abs(push)) {
			t.Fatalf("state %+v: momentum changes by %v, want the force %v", s, got, push)
		}
	}
}

// TestMirroredCart pushes a mirrored cart the other way.
func TestMirroredCart(t *testing.T) {
	rng := generator(3)
	for range 100 {
		s := cartState{rng.NormFloat64(), rng.NormFloat64(), rng.NormFloat64(), rng.NormFloat64()}
		mirrored := cartState{-s.x, -s.v, -s.angle, -s.spin}
		got, want := mirrored.next(-force), s.next(force)
		if got != (cartState{-want.x, -want.v, -want.angle, -want.spin}) {
			t.Fatalf("state %+v: mirrored step %+v, want the mirror image of %+v", s, got, want)
		}
	}
}

// TestFirstStep is one step worked out by hand from rest, upright: q = 10/1.1, α = −q/(l(4/3 − 0.1/1.1)).
func TestFirstStep(t *testing.T) {
	var c CartPole
	c.state = cartState{}
	if reward, over := c.Step(1); reward != 1 || over {
		t.Errorf("reward %v, over %v, want 1 and to go on", reward, over)
	}
	alpha := -(10 / 1.1) / (0.5 * (4.0/3 - 0.1/1.1))
	want := cartState{0, 0.02 * (10/1.1 - 0.05*alpha/1.1), 0, 0.02 * alpha}
	if math.Abs(c.state.v-want.v) > 1e-15 || math.Abs(c.state.spin-want.spin) > 1e-15 || c.state.x != 0 || c.state.angle != 0 {
		t.Errorf("state %+v, want %+v", c.state, want)
	}
}

// TestCartPoleEnds checks every way an episode can end, and states just short of it.
func TestCartPoleEnds(t *testing.T) {
	for _, c := range []struct {
		state cartState
		steps int
		over  bool
	}{
		{cartState{x: 2.399, v: 1}, 0, true},
		{cartState{x: -2.399, v: -1}, 0, true},
		{cartState{x: 2.37, v: 1}, 0, false},
		{cartState{angle: 0.2094, spin: 1}, 0, true},
		{cartState{angle: -0.2094, spin: -1}, 0, true},
		{cartState{angle: 0.18, spin: 1}, 0, false},
		{cartState{}, CartPoleSteps - 1, true},
		{cartState{}, CartPoleSteps - 2, false},
	} {
		g := CartPole{state: c.state, steps: c.steps}
		if _, over := g.Step(1); over != c.over {
			t.Errorf("%+v after %d steps: over %v, want %v", c.state, c.steps, over, c.over)
		}
	}
}
