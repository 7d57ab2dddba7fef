package main

import "testing"

// TestCalls runs the program in a small form: greeks make prices better, a softplus at the end leaves a fifth of the arbitrage,
// and penalties half of that and prices no worse.
func TestCalls(t *testing.T) {
	r := usual
	r.epochs = 120
	prices, broken, err := calls(t.Output(), "../data", 400, 20_000, r)
	if err != nil {
		t.Fatal(err)
	}
	if !(prices[1] < prices[0]/2 && prices[3] < prices[0]/2 && prices[3] < 1.1*prices[2]) {
		t.Errorf("price errors %v", prices)
	}
	if !(broken[2] < broken[1]/5 && broken[3] < broken[2]/2) {
		t.Errorf("arbitrage at %v points", broken)
	}
}

// TestPuts: so do delta and gamma, which are all that is known.
func TestPuts(t *testing.T) {
	r := usual
	r.epochs = 150
	prices, err := puts(t.Output(), "../data", 1200, r)
	if err != nil {
		t.Fatal(err)
	}
	if !(prices[1] < 0.8*prices[0]) {
		t.Errorf("price errors %v, want the second much smaller than the first", prices)
	}
}
