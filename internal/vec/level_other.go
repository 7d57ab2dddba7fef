//go:build (!amd64 && !arm64) || purego

package vec

func detect() []Level { return []Level{Portable} }
