"""Writes golden.json: values, gradients and Hessians of the test functions at generic points, to 17 digits.

The functions are typed in as published, without the rearrangements of the Go code, and differentiated numerically
at 60 digits (central differences with a step of 1e-12 have an error far below the 17 digits kept).
Run: python3 golden.py > golden.json (needs mpmath).
"""
import json
from mpmath import mp, mpf, sin, cos, exp, sqrt, pi, e, fabs, nstr

mp.dps = 60


def ackley(x):
    n = len(x)
    return (-20 * exp(-mpf("0.2") * sqrt(sum(v * v for v in x) / n))
            - exp(sum(cos(2 * pi * v) for v in x) / n) + e + 20)


def beale(p):
    x, y = p
    return (mpf("1.5") - x + x * y)**2 + (mpf("2.25") - x + x * y**2)**2 + (mpf("2.625") - x + x * y**3)**2


def booth(p):
    x, y = p
    return (x + 2 * y - 7)**2 + (2 * x + y - 5)**2


def bukin(p):
    x, y = p
    return 100 * sqrt(fabs(y - mpf("0.01") * x**2)) + mpf("0.01") * fabs(x + 10)


def mccormick(p):
    x, y = p
    return sin(x + y) + (x - y)**2 - mpf("1.5") * x + mpf("2.5") * y + 1


def rosenbrock(x):
    return sum(100 * (x[i + 1] - x[i]**2)**2 + (x[i] - 1)**2 for i in range(len(x) - 1))


def styblinski_tang(x):
    return sum(v**4 - 16 * v**2 + 5 * v for v in x) / 2


def branin(p):
    x, y = p
    a, b, c, r, s, t = 1, mpf("5.1") / (4 * pi**2), 5 / pi, 6, 10, 1 / (8 * pi)
    return a * (y - b * x**2 + c * x - r)**2 + s * (1 - t) * cos(x) + s


def easom(p):
    x, y = p
    return -cos(x) * cos(y) * exp(-(x - pi)**2 - (y - pi)**2)


def franke(p):
    x, y = p
    return (mpf(3) / 4 * exp(-(9 * x - 2)**2 / 4 - (9 * y - 2)**2 / 4)
            + mpf(3) / 4 * exp(-(9 * x + 1)**2 / 49 - (9 * y + 1) / 10)
            + mpf(1) / 2 * exp(-(9 * x - 7)**2 / 4 - (9 * y - 3)**2 / 4)
            - mpf(1) / 5 * exp(-(9 * x - 4)**2 - (9 * y - 7)**2))


def goldstein_price(p):
    x, y = p
    return ((1 + (x + y + 1)**2 * (19 - 14 * x + 3 * x**2 - 14 * y + 6 * x * y + 3 * y**2))
            * (30 + (2 * x - 3 * y)**2 * (18 - 32 * x + 12 * x**2 + 48 * y - 36 * x * y + 27 * y**2)))


def griewank(x):
    product = mpf(1)
    for i, v in enumerate(x, 1):
        product *= cos(v / sqrt(i))
    return sum(v * v for v in x) / 4000 - product + 1


def himmelblau(p):
    x, y = p
    return (x**2 + y - 11)**2 + (x + y**2 - 7)**2


def levy(x):
    w = [1 + (v - 1) / 4 for v in x]
    return (sin(pi * w[0])**2
            + sum((v - 1)**2 * (1 + 10 * sin(pi * v + 1)**2) for v in w[:-1])
            + (w[-1] - 1)**2 * (1 + sin(2 * pi * w[-1])**2))


def matyas(p):
    x, y = p
    return mpf("0.26") * (x**2 + y**2) - mpf("0.48") * x * y


def michalewicz(x):
    return -sum(sin(v) * sin(i * v**2 / pi)**20 for i, v in enumerate(x, 1))


def rastrigin(x):
    return 10 * len(x) + sum(v * v - 10 * cos(2 * pi * v) for v in x)


def six_hump_camel(p):
    x, y = p
    return (4 - mpf("2.1") * x**2 + x**4 / 3) * x**2 + x * y + (-4 + 4 * y**2) * y**2


def zakharov(x):
    s = sum(mpf(i) / 2 * v for i, v in enumerate(x, 1))
    return sum(v * v for v in x) + s**2 + s**4


CASES = [
    ("Ackley", ackley, [["-1.25", "2.375"], ["0.3"], ["1.5", "-0.7", "3.125"], ["1e-3", "-2e-3"]]),
    ("Beale", beale, [["-1.25", "2.375"], ["3.5", "-4.25"]]),
    ("Booth", booth, [["-1.25", "2.375"], ["8.5", "-9.75"]]),
    ("Bukin", bukin, [["-6.25", "2.375"], ["-12.5", "-1.125"]]),
    ("McCormick", mccormick, [["-1.25", "2.375"], ["3.5", "-2.75"]]),
    ("Rosenbrock", rosenbrock, [["-1.25", "1"], ["-1.25", "1.5", "0.625", "-0.5"]]),
    ("StyblinskiTang", styblinski_tang, [["-1.25", "2.375"], ["-3.5"], ["4.5", "-0.25", "1.75"]]),
    ("Branin", branin, [["-1.25", "2.375"], ["9.5", "14.25"]]),
    ("Easom", easom, [["2.25", "3.875"], ["0.5", "5.25"]]),
    ("Franke", franke, [["0.21875", "0.6875"], ["0.78125", "0.34375"]]),
    ("GoldsteinPrice", goldstein_price, [["-1.25", "0.375"], ["1.75", "-1.5"]]),
    ("Griewank", griewank, [["-1.25", "2.375"], ["12.5", "-250.75", "3.5", "77"]]),
    ("Himmelblau", himmelblau, [["-1.25", "2.375"], ["4.5", "-3.75"]]),
    ("Levy", levy, [["-1.25", "2.375"], ["7.5"], ["-9.5", "4.25", "0.125"]]),
    ("Matyas", matyas, [["-1.25", "2.375"], ["8.5", "8.25"]]),
    ("Michalewicz", michalewicz, [["2.25", "1.5"], ["1.875", "1.625", "1.25", "2"]]),
    ("Rastrigin", rastrigin, [["-1.25", "2.375"], ["0.375"], ["4.625", "-0.125", "2.5"]]),
    ("SixHumpCamel", six_hump_camel, [["-1.25", "0.375"], ["2.75", "-1.875"]]),
    ("Zakharov", zakharov, [["-1.25", "2.375"], ["-3.5"], ["4.5", "-0.25", "1.75"]]),
]

H = mpf(10)**-12


def shifted(x, *moves):
    y = list(x)
    for i, step in moves:
        y[i] += step
    return y


def gradient(f, x):
    return [(f(shifted(x, (i, H))) - f(shifted(x, (i, -H)))) / (2 * H) for i in range(len(x))]


def hessian(f, x):
    n = len(x)
    return [[(f(shifted(x, (i, H), (j, H))) - f(shifted(x, (i, H), (j, -H)))
              - f(shifted(x, (i, -H), (j, H))) + f(shifted(x, (i, -H), (j, -H)))) / (4 * H * H)
             for j in range(n)] for i in range(n)]


def digits(v):
    if isinstance(v, list):
        return [digits(w) for w in v]
    return float(nstr(v, 20))


rows = []
for name, f, points in CASES:
    for p in points:
        # The points are the doubles that Go will read, not the decimals.
        x = [mpf(float(v)) for v in p]
        rows.append({"name": name, "x": [float(v) for v in p], "value": digits(f(x)),
                     "gradient": digits(gradient(f, x)), "hessian": digits(hessian(f, x))})
print("[\n" + ",\n".join(json.dumps(r) for r in rows) + "\n]")
