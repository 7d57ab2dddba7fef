//go:build race

package dataset

// The race detector lets what the reader of CSV reuses escape.
const raceAllocates = true
