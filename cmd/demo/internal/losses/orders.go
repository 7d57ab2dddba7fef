package losses

import "example.com/sobolev/train"

// orders has derivatives of one order after the other, all on one scale.
func orders() []task {
	return []task{{
		name: "orders", feature: "Orders", about: "Franke's surface from 20 points with all derivatives up to an order",
		sample: fromFunction("Franke", 20, 4),
		methods: []method{
			{name: "values", loss: train.Sobolev(1)},
			{name: "order 1", loss: train.Balanced(nil, 1, 1)},
			{name: "order 2", loss: train.Balanced(nil, 1, 1, 1)},
			{name: "order 3", loss: train.Balanced(nil, 1, 1, 1, 1)},
			{name: "order 4", loss: train.Balanced(nil, 1, 1, 1, 1, 1)},
		},
	}}
}
