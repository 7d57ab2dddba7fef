package file_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"

	"example.com/sobolev/internal/file"
)

func ExampleReplace() {
	dir, err := os.MkdirTemp("", "file")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "greeting")
	for _, s := range []string{"hello", "goodbye"} {
		if err := file.Replace(path, []byte(s)); err != nil {
			fmt.Println(err)
			return
		}
	}
	b, err := os.ReadFile(path)
	fmt.Println(string(b), err)
	// Output: goodbye <nil>
}

func ExampleOpen() {
	_, err := file.Open(os.TempDir())
	fmt.Println(err != nil)
	// Output: true
}

func ExampleCheckReplaceable() {
	fmt.Println(file.CheckReplaceable(filepath.Join(os.TempDir(), "none of this name")))
	fmt.Println(file.CheckReplaceable(os.TempDir()) != nil)
	// Output:
	// <nil>
	// true
}

func ExampleFormat() {
	type header struct{ Count, Bits int }
	format := file.Format{Word: "list", Name: "list of numbers", Body: "numbers", Version: 1}
	b, err := format.Encode(header{3, 64}, file.AppendFloats(nil, []float64{1, 2, 3}))
	if err != nil {
		fmt.Println(err)
		return
	}
	var h header
	body, err := format.Decode(bytes.NewReader(b), &h, func() (int, error) { return file.AddFloats(0, h.Count, h.Bits) })
	fmt.Println(file.Floats[float64](body, h.Bits), err)
	_, err = format.Decode(bytes.NewReader(b[:40]), &h, func() (int, error) { return file.AddFloats(0, h.Count, h.Bits) })
	fmt.Println(err)
	// Output:
	// [1 2 3] <nil>
	// numbers: 8 of 24 bytes: the list of numbers is truncated
}
