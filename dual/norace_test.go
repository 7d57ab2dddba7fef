//go:build !race

package dual_test

const poolForgets = false
