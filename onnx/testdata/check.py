"""Checks exported models with onnx and computes them with ONNX Runtime; writes results.json, which go test compares with.

    python3 -m venv /tmp/venv && /tmp/venv/bin/pip install onnx==1.23.2 onnxruntime==1.32.0
    mkdir /tmp/models && go test . -run TestRuntimes -args -write /tmp/models
    /tmp/venv/bin/python testdata/check.py /tmp/models testdata/results.json
"""

import glob
import hashlib
import json
import math
import os
import sys

import numpy as np
import onnx
import onnxruntime
from onnx.reference import ReferenceEvaluator
from onnx.reference.op_run import OpRun

folder, out = sys.argv[1:]
onnxruntime.set_default_logger_severity(4)


class Erf(OpRun):
    """That of the reference is in single precision whatever its input."""

    def _run(self, x):
        return (np.vectorize(math.erf, otypes=[x.dtype])(x),)


def session(model):
    """The runtime's name and a function of the inputs: ONNX Runtime, or the reference where that has no kernels."""
    try:
        s = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
        return "onnxruntime " + onnxruntime.__version__, s.run
    except onnxruntime.capi.onnxruntime_pybind11_state.NotImplemented:
        return "reference of onnx " + onnx.__version__, ReferenceEvaluator(model, new_ops=[Erf]).run


results = {}
for path in sorted(glob.glob(os.path.join(folder, "*.onnx"))):
    name = os.path.basename(path)[: -len(".onnx")]
    model = onnx.load(path)
    onnx.checker.check_model(model, full_check=True)
    inputs, outputs = model.graph.input[0], [o.name for o in model.graph.output]
    assert outputs == ["y", "dy_dx"], outputs
    features = inputs.type.tensor_type.shape.dim[1].dim_value
    dtype = onnx.helper.tensor_dtype_to_np_dtype(inputs.type.tensor_type.elem_type)
    x = np.array(json.load(open(path[: -len("onnx")] + "json")), dtype).reshape(-1, features)
    runtime, run = session(model)
    y, dy = run(None, {"x": x})
    for array, output in zip((y, dy), model.graph.output):
        shape = [d.dim_value or len(x) for d in output.type.tensor_type.shape.dim]
        assert array.dtype == dtype and list(array.shape) == shape, (name, array.dtype, array.shape, shape)
    one = run(None, {"x": x[2:3]})  # the axis of samples has any length
    np.testing.assert_allclose(one[0], y[2:3], rtol=1e-5, atol=1e-5)
    np.testing.assert_allclose(one[1], dy[2:3], rtol=1e-5, atol=1e-5)
    results[name] = {
        "Model": hashlib.sha256(open(path, "rb").read()).hexdigest(),
        "Runtime": runtime,
        "X": x.ravel().tolist(),
        "Y": y.ravel().tolist(),
        "DY": dy.ravel().tolist(),
    }
    print(name, runtime)

with open(out, "w") as f:
    f.write("{\n" + ",\n".join(json.dumps(k) + ": " + json.dumps(v) for k, v in results.items()) + "\n}\n")
