//go:build !race

package jet

const poolForgets = false
