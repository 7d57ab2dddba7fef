//go:build !amd64 || purego

package vec

func supported() Level { return Portable }
