// Package order holds the order in which points are taken before anyone shuffles them.
package order

// Identity fills order with 0, 1, 2, … and returns it.
func Identity(order []int) []int {
	for i := range order {
		order[i] = i
	}
	return order
}
