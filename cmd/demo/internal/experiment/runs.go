package experiment

// Runs cuts a list where neighbours are not the same: results come ordered by what was compared.
func Runs[T any](all []T, same func(a, b T) bool) [][]T {
	var runs [][]T
	for first := 0; first < len(all); {
		end := first + 1
		for end < len(all) && same(all[end-1], all[end]) {
			end++
		}
		runs = append(runs, all[first:end:end])
		first = end
	}
	return runs
}
