package main

import (
	"fmt"
	"io"
	"path/filepath"

	"example.com/sobolev/train"
	"example.com/sobolev/train/data"
)

// calls prints how well Heston's prices are learned, and returns the errors of prices and how many of the edgy points checked have
// arbitrage: on prices alone, with greeks, with the end that is bounded, and after violations were penalised.
func calls(w io.Writer, folder string, points, checked int, r recipe) (prices []float64, broken []int, err error) {
	all, err := data.FromNumPy[float64](filepath.Join(folder, "heston.npz"))
	if err != nil {
		return nil, nil, err
	}
	greeks := train.Balanced(nil, 1, 1, 1)
	var m model
	for i, name := range []string{"prices alone", "prices and greeks", "the same, bounded", "arbitrage penalised"} {
		if r.lm && i != 1 {
			continue
		}
		switch i {
		case 0:
			m, err = learn(all.Slice(0, points), train.Sobolev(1), plain(), r)
		case 1:
			m, err = learn(all.Slice(0, points), greeks, plain(), r)
		case 2:
			m, err = learn(all.Slice(0, points), greeks, bounded(), r)
		case 3: // of the last one
			err = m.penalise(points, r.gently())
		}
		if err != nil {
			return nil, nil, err
		}
		price, text, err := m.judge(all.Slice(1200, all.Len()))
		if err != nil {
			return nil, nil, err
		}
		prices, broken = append(prices, price), append(broken, m.violations(checked, edgy))
		fmt.Fprintf(w, "Heston, %s: %s; arbitrage at %d of %d points, %d near edges\n", name, text, m.violations(checked, even), checked, broken[len(broken)-1])
	}
	return prices, broken, nil
}

// puts prints how well prices of American puts are learned, and returns their errors on prices alone and with greeks. The penalty
// is Huber's, since differences have no gamma at the boundary of exercise, where it jumps: some of the labels there are far off.
func puts(w io.Writer, folder string, points int, r recipe) (prices []float64, err error) {
	all, err := data.FromNumPy[float64](filepath.Join(folder, "amput.npz"))
	if err != nil {
		return nil, err
	}
	losses := []train.Loss{train.Sobolev(1), train.Balanced(r.penalty(), 1, 1, 0.1)}
	if r.lm {
		losses = losses[1:]
	}
	for _, loss := range losses {
		m, err := learn(all.Slice(0, points), loss, plain(), r)
		if err != nil {
			return nil, err
		}
		price, text, err := m.judge(all.Slice(1200, all.Len()))
		if err != nil {
			return nil, err
		}
		prices = append(prices, price)
		fmt.Fprintf(w, "American put, %d orders of labels: %s\n", len(loss.Orders), text)
	}
	return prices, nil
}
