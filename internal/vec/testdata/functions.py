"""Writes functions.txt: values of elementary functions and of derivatives of activations, computed with 60 digits.

Each line holds a name, an argument, and the value as the nearest float64 and what is left, all as hexadecimal floats.
Run: python3 functions.py > functions.txt (mpmath 1.3).
"""
import random
import sys
from mpmath import mp, mpf, exp, expm1, log1p, tanh, sech, sin, cos, erfc, sqrt, pi

mp.dps = 60
points = int(sys.argv[1]) if len(sys.argv) > 1 else 120


def sigmoid(x):
    return 1 / (1 + exp(-x))


def sigmoids(x):
    y, n = sigmoid(x), sigmoid(-x)
    s = y * n
    return [y, s, s * (n - y), s * (1 - 6 * s)]


def tanhs(x):
    t, s = tanh(x), sech(x) ** 2
    return [t, s, -2 * t * s, s * (4 - 6 * s)]


def softpluses(x):
    return [log1p(exp(x)) if x < 50 else x + log1p(exp(-x))] + sigmoids(x)[:3]


def silus(x):
    c = sigmoids(x)
    return [x * c[0], c[0] + x * c[1], 2 * c[1] + x * c[2], 3 * c[2] + x * c[3]]


def gelus(x):
    cdf, pdf = erfc(-x / sqrt(mpf(2))) / 2, exp(-x * x / 2) / sqrt(2 * pi)
    return [x * cdf, cdf + x * pdf, pdf * (2 - x * x), pdf * x * (x * x - 4)]


def gelutanhs(x):
    r, a = sqrt(8 / pi), mpf("0.044715")
    s = sigmoids(r * (x + a * x**3))
    v1, v2, v3 = r * (1 + 3 * a * x**2), r * 6 * a * x, r * 6 * a
    f1, f2, f3 = s[1] * v1, s[2] * v1**2 + s[1] * v2, s[3] * v1**3 + 3 * s[2] * v1 * v2 + s[1] * v3
    return [x * s[0], s[0] + x * f1, 2 * f1 + x * f2, 3 * f2 + x * f3]


def logsigmoids(x):
    c = softpluses(-x)
    return [-c[0], c[1], -c[2], c[3]]


def four_sines(x):
    return [sin(4 * x), 4 * cos(4 * x), -16 * sin(4 * x), -64 * cos(4 * x)]


def sines(x):
    return [sin(x), cos(x), -sin(x), -cos(x)]


def elus(x):
    return [x, mpf(1), mpf(0), mpf(0)] if x > 0 else [expm1(x)] + [exp(x)] * 3


def single(f):
    return lambda x: [f(x)]


# name, function, uniform range, largest exponent of the log-uniform magnitudes
table = [
    ("exp", single(exp), -700, 709, 9), ("sigmoid", sigmoids, -30, 30, 9), ("tanh", tanhs, -20, 20, 8),
    ("softplus", softpluses, -30, 30, 9), ("silu", silus, -30, 30, 9), ("gelu", gelus, -36, 10, 3),
    ("sin", sines, -1000, 1000, 19), ("elu", elus, -30, 2, 9), ("gelutanh", gelutanhs, -14, 5, 3),
    ("logsigmoid", logsigmoids, -30, 30, 9), ("sine", four_sines, -20, 20, 0),
]


def main():
    for name, f, lo, hi, top in table:
        rng = random.Random(name)  # so that a function added or removed leaves the others' arguments alone
        for i in range(points if name in ("exp", "tanh", "sin") else points // 2):
            if i % 2:
                x = rng.uniform(lo, hi)
            else:
                x = 2.0 ** rng.uniform(-30, min(top, 900)) * rng.choice([-1, 1])
            if name == "gelu":
                x = max(x, -37.0)
            for k, y in enumerate(f(mpf(x))):
                top_part = float(y)
                rest = float(y - mpf(top_part)) if abs(top_part) < 1e308 else 0.0
                print(name + "'" * k, float(x).hex(), top_part.hex(), rest.hex())


main()
