#!/usr/bin/env python3
"""Golden Taylor coefficients of composed functions, computed with mpmath (pip install mpmath).

    python3 testdata/composed.py

writes testdata/composed.tsv. A line holds a function, the coefficients of a polynomial p(t) of degree 8 (exact floats), and
the Taylor coefficients of f(p(t)) at t = 0 from order 0 to 15 to 50 significant digits, and their condition, by how much
each changes at most where every coefficient of p changes by its own size (to first order), separated by tabs. They are contour
integrals of f(p(t)), summed by the trapezoidal rule on a circle inside the domain of analyticity, which converges
geometrically, at 120 digits and with two radii that have to agree. Lines that begin with # are comments.
"""

import pathlib

from mpmath import mp, mpf

OUT = pathlib.Path(__file__).parent / "composed.tsv"
ORDER, POINTS = 15, 256

# Polynomials whose powers grow, so that sums of powers cancel.
STEEP = [1, -8, 28, -56, 70, -56, 28, -8, 1]  # (1-t)^8
FLAT = [0, 4, -6, 4, -1, 0, 0, 0, 0]  # 1-(1-t)^4


def shifted(p, a):
    return [p[0] + a] + p[1:]


def power(q):
    return lambda x: x**q


POWERS = {f"Pow({q})": power(mpf(q)) for q in (-2, 0.5, 2.5, -1.5)}
AWAY = {"Log": mp.log, "Log2": lambda x: mp.log(x, 2), "Log10": mp.log10, "Sqrt": mp.sqrt, "Cbrt": mp.cbrt, **POWERS}
CASES = [(name, f, STEEP) for name, f in AWAY.items()]
CASES += [(name, f, [3 * c for c in STEEP]) for name, f in AWAY.items()]
CASES += [("Log1p", mp.log1p, shifted(STEEP, -1)), ("Log1p", mp.log1p, FLAT)]
CASES += [
    (name, f, [c * s for c in shifted(FLAT, a)])
    for a in (0, 0.25)
    for name, f, s in (
        ("Exp", mp.exp, 1),
        ("Expm1", mp.expm1, 1),
        ("Exp2", lambda x: mpf(2) ** x, 1),
        ("Sin", mp.sin, 1),
        ("Cos", mp.cos, 1),
        ("Sinh", mp.sinh, 1),
        ("Cosh", mp.cosh, 1),
        ("Tan", mp.tan, 1),
        ("Tanh", mp.tanh, 2),
        ("Asin", mp.asin, 0.5),
        ("Acos", mp.acos, 0.5),
        ("Atan", mp.atan, 2),
        ("Asinh", mp.asinh, 2),
        ("Atanh", mp.atanh, 0.5),
        ("Sigmoid", lambda x: 1 / (1 + mp.exp(-x)), 4),
        ("Erf", mp.erf, 1),
    )
]
CASES += [("Acosh", mp.acosh, shifted(FLAT, 3))]


def coefficients(f, p, radius):
    ring = [radius * mp.expjpi(mpf(2 * i) / POINTS) for i in range(POINTS)]
    values = [f(mp.polyval(p[::-1], t)) for t in ring]
    return [
        mp.re(sum(v * mp.expjpi(-mpf(2 * i * k) / POINTS) for i, v in enumerate(values))) / POINTS / radius**k
        for k in range(ORDER + 2)
    ]


def condition(y, p):
    """The product of |f'(p)| and |p|, coefficient by coefficient; f'(p) is the quotient of series y'/p'."""
    dy = [(k + 1) * c for k, c in enumerate(y[1:])]
    dp = ([(k + 1) * c for k, c in enumerate(p[1:])] + [0] * len(dy))[: len(dy)]
    q = []
    for k in range(len(dy)):
        q.append((dy[k] - sum(q[j] * dp[k - j] for j in range(k))) / dp[0])
    p = p + [0] * len(y)
    return [sum(abs(q[j] * p[k - j]) for j in range(k + 1)) for k in range(ORDER + 1)]


def main():
    lines = ["# function, the coefficients of p, those of f(p(t)), their conditions; written by composed.py"]
    mp.dps = 120
    for name, f, p in CASES:
        p = [mpf(c) for c in p]
        a, b = (coefficients(f, p, mpf(r)) for r in ("0.04", "0.03"))
        if any(abs(x - y) > mpf(10) ** -55 * (1 + abs(y)) for x, y in zip(a, b)):
            raise SystemExit(f"{name} of {p}: two radii disagree")
        values = [mp.nstr(v, 50, min_fixed=0, max_fixed=0) if abs(v) > mpf(10) ** -55 else "0" for v in b[:-1]]
        values += [mp.nstr(c, 4) for c in condition(b, p)]
        lines.append("\t".join([name] + [float(c).hex() for c in p] + values))
    OUT.write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
