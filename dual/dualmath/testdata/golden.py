#!/usr/bin/env python3
"""Golden values of the special functions of package dualmath, computed with mpmath (pip install mpmath).

    python3 dual/dualmath/testdata/golden.py [function...]

writes <function>.tsv beside itself, of those that are named or of all (some minutes): a line holds a point, as an exact hexadecimal float, and the Taylor coefficients
f^(k)(point)/k! for k = 0..9 to 50 significant digits, separated by tabs.

Γ and polygamma come from mpmath's polygamma, by the complete Bell polynomials, Bessel functions from those of the orders
around. Any other function is a pair of quantities (p, q)
at the point, from mpmath's own functions, whose derivatives are polynomials in p and
q; its derivatives are polynomials then, found symbolically with exact coefficients and evaluated at 900 digits. Each is
checked against mpmath's numerical differentiation of the function itself.
"""

import functools
import pathlib
import random
import sys

from mpmath import mp, mpf

ORDERS = 10  # one more than the tests compare: the scale of the last one comes from its neighbours
DIGITS = 50
OUT = pathlib.Path(__file__).parent
mp.dps = 900


def multiply(f, g):
    h = {}
    for (i, j), a in f.items():
        for (k, l), b in g.items():
            h[i + k, j + l] = h.get((i + k, j + l), 0) + a * b
    return h


def differentiate(f, dp, dq):
    """The derivative of a polynomial {(i, j): c} in p and q, whose own derivatives are the polynomials dp and dq."""
    h = {}
    for (i, j), c in f.items():
        for n, inner, outer in ((i, (i - 1, j), dp), (j, (i, j - 1), dq)):
            if n:
                for key, v in multiply({inner: n * c}, outer).items():
                    h[key] = h.get(key, 0) + v
    return h


def derivatives(slope, dp, dq):
    """The polynomials of f', f'', ..., given that of f'."""
    result = [slope]
    while len(result) < ORDERS - 1:
        result.append(differentiate(result[-1], dp, dq))
    return result


def evaluate(f, p, q):
    return mp.fsum(c * p**i * q**j for (i, j), c in f.items())


def ncdf(x):
    return mp.erfc(-x / mp.sqrt(2)) / 2


def quantile(p):
    small = min(p, 1 - p)
    if small == p == mpf(1) / 2:
        return mpf(0)
    t = mp.sqrt(-2 * mp.log(small))
    x = mpf("-0.7") * t if t < 3 else -t + (mp.log(t) + mpf("0.92")) / t
    digits = mp.dps
    mp.dps = 15
    while mp.dps < digits:  # Newton's method for the logarithm, which doubles the digits
        mp.dps = min(2 * mp.dps, digits)
        for _ in range(4 if mp.dps == 30 else 1):
            x -= (mp.log(ncdf(x)) - mp.log(small)) * ncdf(x) / mp.npdf(x)
    x -= (mp.log(ncdf(x)) - mp.log(small)) * ncdf(x) / mp.npdf(x)
    return x if small == p else -x


ONE, P, Q = {(0, 0): 1}, {(1, 0): 1}, {(0, 1): 1}
GAUSS = (ONE, {(1, 1): -1})  # p = x, q = e^(-x²/2)/√(2π)


def spread(name, lo, hi, n=10):
    rng = random.Random(name)
    return [rng.uniform(lo, hi) for _ in range(n)]


def both(xs):
    return [s * x for x in xs for s in (1, -1)]


NORMAL = [0.0] + both([1e-300, 1e-5, 0.5, 1.0, 1.5, 2.0, 3.0, 5.0, 8.0, 12.0, 20.0, 30.0, 37.0])

# name: the function, p and q at a point, the polynomial of f', those of p' and q', the points
TABLE = {
    "NormalCDF": (ncdf, lambda x: (x, mp.npdf(x)), Q, *GAUSS, NORMAL + [-37.4] + spread("NormalCDF", -8, 8)),
    "NormalPDF": (mp.npdf, lambda x: (x, mp.npdf(x)), {(1, 1): -1}, *GAUSS, NORMAL + [-37.4] + spread("NormalPDF", -8, 8)),
    "LogNormalCDF": (lambda x: mp.log(ncdf(x)), lambda x: (x, mp.npdf(x) / ncdf(x)), Q, ONE, {(1, 1): -1, (0, 2): -1},
                     NORMAL + [-1.0000001, -0.9999999, -100.0, -1e4, -1e8] + spread("LogNormalCDF", -12, 6, 20)),
    "NormalQuantile": (quantile, lambda p: (quantile(p), 1 / mp.npdf(quantile(p))), Q, Q, {(1, 2): 1},
                       [1e-300, 1e-100, 1e-20, 1e-8, 1e-3, 0.0013, 0.2, 0.2499, 0.25, 0.4, 0.5 - 1e-12, 0.5, 0.5 + 1e-9, 0.7, 0.75,
                        0.76, 0.99, 1 - 1e-6, 1 - 2.0**-53] + spread("NormalQuantile", 0, 1)),
    "Log1mExp": (lambda x: mp.log(-mp.expm1(x)), lambda x: (x, 1 / mp.expm1(-x)), {(0, 1): -1}, ONE, {(0, 1): 1, (0, 2): 1},
                 [-1e-300, -1e-20, -1e-3, -0.5, -0.69, -0.7, -1.0, -3.0, -20.0, -50.0, -300.0, -699.0, -705.0]
                 + spread("Log1mExp", -4, 0)),
}
GAMMA = [1e-300, 1e-8, 1e-3, 0.5, 1.0, 1.4616321449683622, 1.5, 2.0, 3.0, 10.0, 50.5, 170.0, -0.5, -1.5, -0.999, -3.001, -10.3,
         -50.75]
# Where Γ leaves the range of floats and its derivatives do not, or the other way round.
GAMMA_FAR = [165.5, 170.25, 171.5, 172.0, 180.3, 1e4, 1e155, -165.5, -170.1, -171 - 2.0**-44, -180 + 2.0**-45, -200 + 2.0**-45,
             -1000.5]


def gamma_coefficients(x):
    """Γ⁽ᵏ⁾ = Γ·Bₖ(ψ, ψ', …) with the complete Bell polynomials."""
    psi = [mp.psi(k, x) for k in range(ORDERS - 1)]
    bell = [mpf(1)]
    for n in range(ORDERS - 1):
        bell.append(mp.fsum(mp.binomial(n, i) * bell[n - i] * psi[i] for i in range(n + 1)))
    return [mp.gamma(x) * b / mp.factorial(k) for k, b in enumerate(bell)]


def polygamma_coefficients(n):
    return lambda x: [mp.psi(n + k, x) / mp.factorial(k) for k in range(ORDERS)]


def cylinder_coefficients(f, left, right):
    """f(n, x) with f'ₙ = (left·fₙ₋₁ + right·fₙ₊₁)/2, so that f⁽ᵏ⁾ is a sum with binomial coefficients."""

    f = functools.cache(f)

    def coefficients(n):
        return lambda x: [mp.fsum(mp.binomial(k, j) * left ** (k - j) * right**j * f(n - k + 2 * j, x) for j in range(k + 1))
                          / (2**k * mp.factorial(k)) for k in range(ORDERS)]

    return coefficients


BESSEL = {"BesselJ": (mp.besselj, 1, -1), "BesselY": (mp.bessely, 1, -1), "BesselI": (mp.besseli, 1, 1),
          "BesselK": (mp.besselk, -1, -1)}
BESSEL_POINTS = [1e-20, 1e-5, 0.3, 0.999, 1.0, 1.7, 2.404825557695773, 3.1, 5.135622301840683, 6.9, 9.99, 14.5, 19.9, 20.1, 47.0,
                 150.3, 700.0]


def bessel():
    """Rows of the orders 0, 5 and −3 of each function."""
    rows = {}
    for name, (f, left, right) in BESSEL.items():
        for n in (0, 5, -3):
            points = BESSEL_POINTS + spread(name + str(n), 0.1, 30)
            if name in ("BesselJ", "BesselI"):
                points += [-0.7, -12.3]
            if name in ("BesselJ", "BesselY"):
                points += [1e4, 1e9]
            rows[name + str(n)] = (lambda x, f=f, n=n: f(n, x), cylinder_coefficients(f, left, right)(n), points)
            if name in ("BesselK", "BesselY"):
                CHECKED_AT[name + str(n)] = "1.3"
    return rows


CHECKED_AT = {"NormalQuantile": "0.3", "Log1mExp": "-0.7"}
# name: the function, its coefficients, the points
CLOSED = {
    "Gamma": (mp.gamma, gamma_coefficients, GAMMA + GAMMA_FAR + spread("Gamma", 0.1, 12)),
    "Polygamma1": (lambda x: mp.psi(1, x), polygamma_coefficients(1), GAMMA[1:] + [1e5, 1e10] + spread("Polygamma1", 0.1, 12)),
    "Polygamma4": (lambda x: mp.psi(4, x), polygamma_coefficients(4), GAMMA[1:] + [1e5, 1e10] + spread("Polygamma4", 0.1, 12)),
} | bessel()


def decimal(v):
    """50 digits; a number far below every float is 0."""
    return "0" if abs(v) < mpf(10) ** -10000 else mp.nstr(v, DIGITS, min_fixed=0, max_fixed=0).replace(".0e", "e")


def coefficients(row, x):
    f, pair, slope, dp, dq, _ = row
    p, q = pair(x)
    return [f(x)] + [evaluate(d, p, q) / mp.factorial(k + 1) for k, d in enumerate(derivatives(slope, dp, dq))]


def check(name, f, series):
    with mp.workdps(60):
        at = mpf(CHECKED_AT.get(name, "-1.3"))
        for k, (want, got) in enumerate(zip(mp.taylor(f, at, ORDERS - 1), series(at))):
            if abs(want - got) > mpf(10) ** -30 * (1 + abs(want)):
                raise SystemExit(f"{name}: coefficient {k} at {at}: {got}, differences {want}")


def main():
    functions = {name: (row[0], lambda x, row=row: coefficients(row, x), row[-1], 900) for name, row in TABLE.items()}
    functions |= {name: (*row, 70 if "Bessel" in name else 120) for name, row in CLOSED.items()}
    for name, (f, series, points, digits) in functions.items():
        if sys.argv[1:] and name not in sys.argv[1:]:
            continue
        check(name, f, series)
        lines = [f"# {name}: point, then f^(k)/k! for k = 0..{ORDERS - 1}; written by golden.py"]
        with mp.workdps(digits):
            for x in dict.fromkeys(points):
                lines.append("\t".join([float(x).hex()] + [decimal(c) for c in series(mpf(x))]))
        (OUT / f"{name}.tsv").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
