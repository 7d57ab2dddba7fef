package cli

import (
	"fmt"
	"strings"
)

// mostWeights bounds networks to those that fit into memory with their gradients and the optimiser's averages: some gigabytes.
const mostWeights = 1 << 26

// CheckWidths reports layers, inputs first and outputs last, that make too large a network. The flag is how they were given.
func CheckWidths(flag string, widths ...int) error {
	weights := 0.0
	for i := 1; i < len(widths); i++ {
		weights += float64(widths[i-1]) * float64(widths[i])
	}
	if weights > mostWeights {
		return Usagef("%s makes a network of %.3g weights, want at most %d", flag, weights, mostWeights)
	}
	return nil
}

// Joined writes numbers as a flag takes them, with commas between.
func Joined(numbers []int) string {
	return strings.Trim(strings.ReplaceAll(fmt.Sprint(numbers), " ", ","), "[]")
}

// mostNumbers bounds what a command keeps of its data: some gigabytes.
const mostNumbers = 1 << 28

// CheckNumbers reports flags, as they were given, that make too many numbers to be kept: the product of the counts.
func CheckNumbers(flags string, counts ...int) error {
	numbers := 1.0
	for _, n := range counts {
		numbers *= float64(n)
	}
	if numbers > mostNumbers {
		return Usagef("%s makes %.3g numbers, want at most %d", flags, numbers, mostNumbers)
	}
	return nil
}
