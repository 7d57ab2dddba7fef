module example.com/sobolev/onnx

go 1.26.0

require (
	example.com/sobolev v0.0.0
	github.com/google/go-cmp v0.7.0
	google.golang.org/protobuf v1.36.11
)

replace example.com/sobolev => ..
