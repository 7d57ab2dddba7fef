package main

import "testing"

// TestOptions runs the program in a small form: greeks make prices better, and penalties leave less arbitrage.
func TestOptions(t *testing.T) {
	prices, broken, err := run(t.Output(), "../data", 400, 60)
	if err != nil {
		t.Fatal(err)
	}
	if !(prices[1] < prices[0]/2 && prices[2] < prices[0]/2) {
		t.Errorf("price errors %v, want those with greeks less than half of the first", prices)
	}
	if !(broken[2] < broken[1]) {
		t.Errorf("arbitrage at shares %v of points, want the last smaller than that before", broken)
	}
}
