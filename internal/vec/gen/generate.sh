#!/bin/sh
# Writes the generated kernels of package vec; with -check, fails if those in the tree are not what the generator writes.
set -eu
cd "$(dirname "$0")"
GOWORK=off exec go run . "$@"
