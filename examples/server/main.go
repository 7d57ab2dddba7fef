// Program server answers for a network over HTTP: value, gradient and Hessian at a point. It reads the network from a file, and
// again when it is told to, without a request that waits.
//
//	go run ./examples/server            # trains a network, saves it and asks itself
//	go run ./examples/server -listen :8080
//	curl 'localhost:8080/hessian?x=0.5,-1'
//	curl -X POST localhost:8080/reload
package main

import (
	"errors"
	"flag"
	"fmt"
	"log"
	"net/http"
	"os"
	"path/filepath"

	"example.com/sobolev/funcs"
	"example.com/sobolev/hyperdual"
)

func run() error {
	listen := flag.String("listen", "", "address to serve at, such as :8080; a demonstration if empty")
	path := flag.String("net", filepath.Join(os.TempDir(), "franke.net"), "file of the network; it is trained if there is none")
	flag.Parse()
	if *listen == "" {
		if err := ask(os.Stdout, *path, 60); err != nil {
			return err
		}
		y, grad, hess := hyperdual.Hessian(funcs.Franke[hyperdual.Chunk[float64]], []float64{0.3, 0.6})
		fmt.Println("truth:    ", y, grad, hess)
		return nil
	}
	if _, err := os.Stat(*path); errors.Is(err, os.ErrNotExist) {
		if err := fit(*path, 60); err != nil {
			return err
		}
	}
	handler, err := newServer(*path)
	if err != nil {
		return err
	}
	return http.ListenAndServe(*listen, handler)
}

func main() {
	if err := run(); err != nil {
		log.Fatal(err)
	}
}
