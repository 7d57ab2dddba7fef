#!/usr/bin/env python3
"""Golden values of the functions of two variables of package dualmath, computed with mpmath (pip install mpmath).

    python3 dual/dualmath/testdata/golden2.py [function...]

writes two/<function>.tsv beside itself, of those that are named or of all: a line holds the two arguments, as exact hexadecimal floats, and the Taylor coefficients
f^(i,j)/(i!j!) for i + j = 0..4, by degree and within a degree by descending i, to 50 significant digits, separated by tabs.

Derivatives of the incomplete gamma functions in x are those of the density, in closed form; those in a are mpmath's numerical ones
of 80 digits. Those of ln B are polygamma functions.
"""

import pathlib
import sys

from golden import decimal
from mpmath import mp, mpf

ORDER = 4
DIGITS = 80
OUT = pathlib.Path(__file__).parent / "two"
# Where 1 - Q is far below a rounding error its derivatives in a are left out: they need more digits.
GAMMA = [(a, x) for a in (0.01, 0.4, 1.0, 2.5, 9.9, 40.0, 300.0) for x in (1e-6, 0.3, 1.0, 3.0, 11.0, 41.0, 290.0)
         if x < 6 * a + 60] + [(1e-9, 0.5), (1e-9, 2.0), (5.0, 60.0), (1e4, 1.001e4), (1e4, 9.9e3), (3.0, 1e-20)]
BETA = [(a, b) for a in (1e-8, 0.3, 1.0, 2.0, 9.5, 10.0, 33.0, 1e3) for b in (1e-8, 0.3, 1.0, 2.0, 9.5, 10.0, 33.0, 1e3)] + [
    (1e10, 0.5), (0.5, 1e10), (1e-5, 1e6), (1e8, 1e9), (-0.5, 2.3), (1.7, -3.2), (-0.4, -0.3)]


def density(a, x, j):
    """The derivative of order j of x^(a-1)·e^(-x)/Γ(a) in x, by Leibniz's rule."""
    terms = []
    for k in range(j + 1):
        falling = mp.fprod(a - 1 - i for i in range(k))
        terms.append(mp.binomial(j, k) * falling * x ** (a - 1 - k) * (-1) ** (j - k))
    return mp.fsum(terms) * mp.exp(-x) / mp.gamma(a)


def incomplete(lower):
    def f(a, x):
        if lower:
            return x**a * mp.exp(-x) / mp.gamma(a + 1) * mp.hyp1f1(1, a + 1, x)
        return mp.gammainc(a, x) / mp.gamma(a)

    sign = 1 if lower else -1

    def table(a, x):
        columns = [mp.taylor(lambda t: f(t, x), a, ORDER, chop=False)]
        for j in range(1, ORDER + 1):
            columns.append([sign * c / mp.factorial(j) for c in mp.taylor(lambda t: density(t, x, j - 1), a, ORDER - j, chop=False)])
        return lambda i, j: columns[j][i]

    return table


def log_beta(a, b):
    def f(i, j):
        if i == j == 0:
            return mp.log(abs(mp.beta(a, b)))
        d = -mp.psi(i + j - 1, a + b)
        if j == 0:
            d += mp.psi(i - 1, a)
        if i == 0:
            d += mp.psi(j - 1, b)
        return d / mp.factorial(i) / mp.factorial(j)

    return f


def main():
    OUT.mkdir(exist_ok=True)
    for name, table, points in (("GammaP", incomplete(True), GAMMA), ("GammaQ", incomplete(False), GAMMA), ("LogBeta", log_beta, BETA)):
        if sys.argv[1:] and name not in sys.argv[1:]:
            continue
        lines = [f"# {name}: a, b, then the coefficients of total degree 0..{ORDER}; written by golden2.py"]
        with mp.workdps(DIGITS):
            for a, b in points:
                if name == "GammaQ" and b < a / 20 and a > 10:
                    continue
                f = table(mpf(a), mpf(b))
                row = [decimal(f(d - j, j)) for d in range(ORDER + 1) for j in range(d + 1)]
                lines.append("\t".join([a.hex(), b.hex()] + row))
        (OUT / f"{name}.tsv").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
