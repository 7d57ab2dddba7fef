# Writes reference.safetensors by the reference implementation, for the tests of this package:
#
#	pip install numpy safetensors && python3 make.py
import numpy as np
from safetensors.numpy import save_file

save_file({
    "double": np.array([[0, 0.1, 0.2], [0.3, 0.4, -1e300]]),
    "single": np.array([1, 0.1, -3.5, 1e38], dtype=np.float32),
    "half": np.array([[0, 1, -2.5, 65504], [2.0**-24, -1/3, np.inf, 6.0976e-05]], dtype=np.float16),
    "scalar": np.array(7.0),
    "none": np.zeros((0, 2)),
    "integers": np.arange(6, dtype=np.int32).reshape(2, 3),
    "flags": np.array([True, False]),
}, "reference.safetensors", metadata={"made": "by the reference implementation"})
