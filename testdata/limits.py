#!/usr/bin/env python3
"""Derivatives of functions of two numbers where terms of them leave the range of floats, computed with mpmath.

    python3 testdata/limits.py

writes testdata/limits.tsv. A line holds the bits of the floats, a function, the primals p and q of its operands
x = p + 0.7t + 0.3t² and y = q - 0.4t + 0.9t², which of them move (the other is constant), and f'(0) and f''(0): Inf
or -Inf beyond the range of the floats, 0 below it. An infinite p stands for 10^4000 and an infinite q for 10^400, from
where on no result in the table changes. Lines that begin with # are comments.
"""

import pathlib

from mpmath import mp, mpf

from pairs import div, power

OUT = pathlib.Path(__file__).parent / "limits.tsv"

SLOPES = {"x": (mpf(7) / 10, mpf(6) / 10), "y": (mpf(-4) / 10, mpf(18) / 10)}
SMALLEST = {32: mpf(2) ** -150, 64: mpf(2) ** -1075}
LARGEST = {32: mpf(2) ** 128, 64: mpf(2) ** 1024}

INF = float("inf")
ROWS = {
    64: {
        "Inv": [(1, q) for q in (1e-300, -1e-300, 1e-310, 5e-324)],
        "Div": [(p, q) for p in (INF, -INF) for q in (2, -3.25, 0.5, -0.75, 700)]
        + [(p, q) for p in (1, -3.25, 1e300) for q in (1e-300, -1e-300, 1e-310)],
        "Pow": [(p, q) for p in (1e-300, 1e-310) for q in (-2, -3.25, -20)]
        + [(p, q) for p in (0.5, 2, 3, 20, 1e10, 1e-300, 1e300) for q in (1e300, -1e300, 1.7e308)]
        + [(2.0**-664, 1.5), (2.0**-532, 1.875), (2.0**664, 1.375), (1e300, 0.3), (3e-308, 0.5)]
        + [(3, 700), (1e300, 3), (1e300, 20), (1e10, 1e10)]
        + [(INF, 2), (INF, 20), (INF, -2), (INF, 0.5), (2, INF), (0.5, -INF)],
    },
    32: {
        "Inv": [(1, q) for q in (1e-30, -1e-30, 1e-40)],
        "Div": [(p, q) for p in (INF, -INF) for q in (2, -3.25, 0.5, -0.75)] + [(1, 1e-30), (-3.25, 1e-40)],
        "Pow": [(p, q) for p in (1e-30, 1e-40) for q in (-2, -3.25)]
        + [(3, 300), (2, 700), (20, 1e10), (2, 1e30), (0.5, 1e30)]
        + [(2.0**-133, 0.5), (2.0**-100, 1.25)],
    },
}
ONES = [INF, -INF, 1e300, 700]


def text(value, bits):
    if abs(value) >= LARGEST[bits]:
        return "Inf" if value > 0 else "-Inf"
    if abs(value) <= SMALLEST[bits]:
        return "0"
    return mp.nstr(value, 30)


def row(bits, name, p, q, moves):
    real = [mp.sign(v) * mpf(10) ** n if abs(v) == INF else mpf(v) for v, n in ((p, 4000), (q, 400))]
    e, e2 = SLOPES["x"] if "x" in moves else (0, 0)
    f, f2 = SLOPES["y"] if "y" in moves else (0, 0)
    fx, fy, fxx, fxy, fyy = (power if name == "Pow" else div)(*real)
    first = fx * e + fy * f
    second = fx * e2 + fy * f2 + fxx * e * e + 2 * fxy * e * f + fyy * f * f
    return "\t".join([str(bits), name, repr(float(p)), repr(float(q)), moves, text(first, bits), text(second, bits)])


def main():
    lines = ["# bits, function, p, q, operands that move, f', f''; written by limits.py"]
    with mp.workdps(1500):
        for bits, functions in ROWS.items():
            for name, points in functions.items():
                for p, q in points:
                    for moves in ["y"] if name == "Inv" else ["xy", "y"]:
                        lines.append(row(bits, name, p, q, moves))
            lines += [row(bits, "Pow", 1, q, "y") for q in ONES]
    OUT.write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
