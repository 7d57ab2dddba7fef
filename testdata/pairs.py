#!/usr/bin/env python3
"""Golden derivatives of the functions of two numbers, computed with mpmath (pip install mpmath).

    python3 testdata/pairs.py

writes testdata/pairs.tsv. A line holds a function, the bits of the floats at whose ends the points lie, a point (x, y) as
exact hexadecimal floats, which are floats of that many bits, and the derivatives
f_x, f_y, f_xx, f_xy, f_yy to 50 significant digits, separated by tabs. They come from the textbook formulas, evaluated with
1500 digits, so that the digits they cancel and the range they leave do not matter; each is checked against mpmath's
numerical differentiation at an ordinary point. Lines that begin with # are comments.
"""

import pathlib
import struct

from mpmath import mp, mpf

OUT = pathlib.Path(__file__).parent / "pairs.tsv"


def hypot(x, y):
    h = mp.sqrt(x * x + y * y)
    return [x / h, y / h, y * y / h**3, -x * y / h**3, x * x / h**3]


def atan2(y, x):
    q = x * x + y * y
    return [x / q, -y / q, -2 * x * y / q**2, (y * y - x * x) / q**2, 2 * x * y / q**2]


def div(x, y):
    return [1 / y, -x / y**2, mpf(0), -1 / y**2, 2 * x / y**3]


def power(x, y):
    v, log = x**y, mp.log(x)
    return [v * y / x, v * log, v * y * (y - 1) / x**2, v * (1 + y * log) / x, v * log**2]


FUNCTIONS = {
    "Hypot": (hypot, lambda x, y: mp.sqrt(x * x + y * y)),
    "Atan2": (atan2, lambda y, x: mp.atan2(y, x)),
    "Div": (div, lambda x, y: x / y),
    "Pow": (power, lambda x, y: x**y),
}

SIZES = [1e-300, 1e-200, 1e-155, 1e-103, 1e-8, 0.75, 1.0, 100.0, 1e4, 1e8, 1e150, 1e300]
PLANE = [(a, b) for a in SIZES for b in SIZES] + [(-a, 0.6 * a) for a in SIZES] + [(3e-155, 4e-155), (1e300, -1e-300)]
HALF = [(a, b) for a in (1e-100, 1e-8, 0.7, 3.0, 1e4, 1e100) for b in (-1.25, 0.5, 1e-9, 2.0, 3.5)]


def single(x):
    return struct.unpack("f", struct.pack("f", x))[0]


SIZES32 = [single(x) for x in (1e-38, 1e-25, 1e-19, 1e-13, 1e-4, 0.75, 1.0, 100.0, 1e4, 1e10, 1e18, 1e37)]
PLANE32 = [(a, b) for a in SIZES32 for b in SIZES32] + [(-a, single(0.6 * a)) for a in SIZES32]
HALF32 = [(a, single(b)) for a in (1e-12, 1e-4, 0.7, 3.0, 1e4, 1e12) for b in (-1.25, 0.5, 1e-9, 2.0, 3.5)]
HALF32 = [(single(a), b) for a, b in HALF32]


def main():
    lines = ["# function, bits, x, y, f_x, f_y, f_xx, f_xy, f_yy; written by pairs.py"]
    for name, (derivatives, function) in FUNCTIONS.items():
        with mp.workdps(60):
            at = (mpf("0.7"), mpf("1.3"))
            orders = [(1, 0), (0, 1), (2, 0), (1, 1), (0, 2)]
            for n, got in zip(orders, derivatives(*at)):
                if abs(mp.diff(function, at, n) - got) > mpf(10) ** -25:
                    raise SystemExit(f"{name}: derivative {n} differs from numerical differentiation")
        with mp.workdps(1500):
            for bits, half, plane in (("64", HALF, PLANE), ("32", HALF32, PLANE32)):
                for x, y in half if name == "Pow" else plane:
                    values = [mp.nstr(v, 50, min_fixed=0, max_fixed=0) for v in derivatives(mpf(x), mpf(y))]
                    lines.append("\t".join([name, bits, x.hex(), y.hex()] + values))
    OUT.write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
