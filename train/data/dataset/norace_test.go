//go:build !race

package dataset

const raceAllocates = false
