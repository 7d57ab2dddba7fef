"""Writes the arrays of this directory with NumPy, and tables with NumPy and pandas. Run it here: python3 make.py"""
import numpy as np
import pandas as pd

floats = np.array([0.5, -1.25, 3.0, -0.0, np.inf, np.nan])
for name, dtype in [("f2", "<f2"), ("f4", "<f4"), ("f8", "<f8"), ("f8big", ">f8"), ("f2big", ">f2")]:
    np.save(name + ".npy", floats.astype(dtype))
for name, dtype in [("i1", "i1"), ("i2big", ">i2"), ("i4", "<i4"), ("i8", "<i8")]:
    np.save(name + ".npy", np.array([0, 1, -1, 127, -128]).astype(dtype))
for name, dtype in [("u1", "u1"), ("u2", "<u2"), ("u4big", ">u4"), ("u8", "<u8")]:
    np.save(name + ".npy", np.array([0, 1, 200, 255]).astype(dtype))
np.save("bool.npy", np.array([True, False, True]))
np.save("halves.npy", np.array([0x0001, 0x03ff, 0x0400, 0x7bff, 0x8001, 0x3555], dtype="<u2").view("<f2"))
cube = np.arange(24.0).reshape(2, 3, 4)
np.save("cube.npy", cube)
np.save("cubefortran.npy", np.asfortranarray(cube))
np.save("scalar.npy", np.array(2.5))
np.save("empty.npy", np.zeros((3, 0)))
np.save("text.npy", np.array(["a"]))
with open("version2.npy", "wb") as f:
    np.lib.format.write_array(f, cube, version=(2, 0))
np.savez("plain.npz", x=cube, y=floats)
np.savez_compressed("packed.npz", x=cube, y=floats)

# values, gradients and Hessians of x0² x1 at four points, and no value at the last
x = np.array([[1.0, 2.0], [-1.0, 0.5], [0.0, 3.0], [2.0, -1.0]])
y = x[:, 0] ** 2 * x[:, 1]
y[3] = np.nan
grad = np.stack([2 * x[:, 0] * x[:, 1], x[:, 0] ** 2], axis=1)
hess = np.stack([2 * x[:, 1], 2 * x[:, 0], 2 * x[:, 0], 0 * x[:, 0]], axis=1).reshape(4, 2, 2)
np.savez("samples.npz", x=x, y=y, grad=grad, hess=hess, weights=np.array([1.0, 1, 1, 2]))

# what is refused
np.save("structured.npy", np.zeros(3, dtype=[("x", "<f8"), ("y", "<f8", (2,))]))
np.save("object.npy", np.array([1.0, None]), allow_pickle=True)
np.save("complex.npy", np.array([1j]))
np.save("times.npy", np.array(["2026-11-25"], dtype="datetime64[D]"))
np.savez_compressed("zeros.npz", x=np.zeros(1 << 20, dtype="i1"))

# molecules of two atoms on springs: E = |r0 - r1|^2 / 2, forces = -gradient; what a program of simulation leaves beside
positions = np.array([[[0.0, 0, 0], [1, 2, 3]], [[1, 1, 1], [1, 1, 0]], [[-1, 0, 2], [0, 0, 0]]])
bond = positions[:, 0] - positions[:, 1]
np.savez("molecules.npz", positions=positions.astype("<f4"), energy=(bond**2).sum(axis=1) / 2,
         forces=np.stack([-bond, bond], axis=1), names=np.array(["H", "H"]))

# x, its square, and twice x, none at the second
table = np.array([[1.0, 1, 2], [-0.5, 0.25, np.nan], [3, 9, 6]])
np.savetxt("savetxt.csv", table, delimiter=",", header="x,y,dy")
pd.DataFrame(table, columns=["x", "y", "dy"]).to_csv("pandas.csv")
pd.DataFrame(table, columns=["x", "y", "dy"]).to_csv("excel.csv", index=False, na_rep="#N/A", encoding="utf-8-sig", quoting=1,
                                                     lineterminator="\r\n")
