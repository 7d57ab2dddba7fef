#!/usr/bin/env python3
"""Golden values of the derivative rules, computed with mpmath (pip install mpmath==1.3.0: 1.4 rounds ties otherwise).

    python3 testdata/golden.py [--to directory] [--points n] [function...]

writes <rule>.tsv for every rule, or those of the named functions alone, into testdata/golden, or another directory with more
random points a rule for a closer look: go test ./internal/series -run Golden -v -golden <directory> reads them and prints the
errors found. Pow names the rules of all exponents, "Pow(3)" one. A line holds a point, as an exact hexadecimal float, and the Taylor coefficients
f^(k)(point)/k! for k = 0..9 to 50 significant digits, separated by tabs. Lines that begin with # are comments.

The derivatives come from closed forms (polynomials with integer coefficients, Hermite polynomials, polygamma, partial
fractions), not from the recurrences that the rules use; every closed form is checked below against mpmath's numerical
differentiation of the function itself. The working precision is far above 60 digits: it covers the cancellation that
the closed forms suffer at tiny and huge points.
"""

import argparse
import pathlib
import random
import sys
from functools import lru_cache

from mpmath import mp, mpf, mpc

ORDERS = 10  # one more than the tests compare: the scale of the last one comes from its neighbours
DIGITS = 50
ARGUMENTS = argparse.ArgumentParser(description="writes golden values of derivative rules")
ARGUMENTS.add_argument("--to", metavar="directory", type=pathlib.Path, default=pathlib.Path(__file__).parent / "golden")
ARGUMENTS.add_argument("--points", metavar="n", type=int, default=12, help="random points a rule, 12 if not given")
ARGUMENTS.add_argument("functions", metavar="function", nargs="*", help="those to write, all if none is named")
OPTIONS = ARGUMENTS.parse_args()
RANDOM_POINTS = OPTIONS.points

# --- derivatives in closed form: each returns [f(x), f'(x), f''(x)/2!, ...] ---


def scaled(derivatives):
    return [d / mp.factorial(k) for k, d in enumerate(derivatives)]


def polynomial(p, x):
    return mp.polyval(p[::-1], x)


def multiply(p, q):
    r = [0] * (len(p) + len(q) - 1)
    for i, a in enumerate(p):
        for j, b in enumerate(q):
            r[i + j] += a * b
    return r


def differentiate(p):
    return [i * a for i, a in enumerate(p)][1:] or [0]


def add(p, q):
    n = max(len(p), len(q))
    return [(p[i] if i < len(p) else 0) + (q[i] if i < len(q) else 0) for i in range(n)]


@lru_cache(None)
def riccati(slope):
    """Polynomials P_k with y^(k) = P_k(y) where y' = slope(y)."""
    ps = [[0, 1]]
    for _ in range(ORDERS):
        ps.append(multiply(differentiate(ps[-1]), list(slope)))
    return ps


def solution(slope, y):
    return scaled([polynomial(p, y) for p in riccati(slope)[:ORDERS]])


@lru_cache(None)
def root_polynomials(b, c):
    """Polynomials Q_k with f^(k) = Q_k(x)·q^(1/2-k), where f' = q^(-1/2) and q = c + b·x²."""
    qs = [None, [1]]
    for k in range(1, ORDERS):
        q = qs[-1]
        qs.append(add(multiply(differentiate(q), [c, 0, b]), multiply([0, b * (1 - 2 * k)], q)))
    return qs


def inverse_root(value, b, c, x):
    q = c + b * x * x
    rest = [polynomial(root_polynomials(b, c)[k], x) * mp.sqrt(q) / q**k for k in range(1, ORDERS)]
    return scaled([value] + rest)


def power(x, p):
    if x == 0:
        return [mpf(1) if k == p else mpf(0) for k in range(ORDERS)]
    return [mp.binomial(p, k) * mp.power(x, p - k) for k in range(ORDERS)]


def logarithm(value, x, base=None):
    scale = 1 if base is None else 1 / mp.log(base)
    return [value] + [scale * mpf(-1) ** (k - 1) / (k * x**k) for k in range(1, ORDERS)]


def hermite(k, x):
    """The physicists' Hermite polynomial, from its integer coefficients."""
    h = [[1], [0, 2]]
    while len(h) <= k:
        h.append(add(multiply([0, 2], h[-1]), [-2 * (len(h) - 1) * a for a in h[-2]]))
    return polynomial(h[k], x)


def gauss_integral(value, x, scale):
    """Integral of scale·e^(-x²)."""
    e = scale * mp.exp(-x * x)
    return scaled([value] + [(-1) ** (k - 1) * hermite(k - 1, x) * e for k in range(1, ORDERS)])


def erfc(x):
    """mp.erfc fails where x² is beyond Python's floats; what it is off by here is far below every float."""
    return mp.erfc(x) if abs(x) < 1e100 else 1 - mp.sign(x)


def normal(x):
    root = mp.sqrt(2)
    g = gauss_integral(erfc(-x / root) / 2, x / root, 1 / mp.sqrt(mp.pi))
    return [g[0]] + [g[k] / root**k for k in range(1, ORDERS)]


def times_x(c, x):
    return [x * c[0]] + [x * c[k] + c[k - 1] for k in range(1, ORDERS)]


def logistic(x):
    return solution((0, 1, -1), 1 / (1 + mp.exp(-x)))


def softplus(x):
    s = logistic(x)
    return [mp.log1p(mp.exp(x))] + [s[k - 1] / k for k in range(1, ORDERS)]


def gelu_tanh(x):
    lin, cub = 2 * mp.sqrt(2 / mp.pi), 2 * mp.sqrt(2 / mp.pi) * mpf("0.044715")
    outer = logistic(lin * x + cub * x**3)
    inner = [0, lin + 3 * cub * x * x, 3 * cub * x, cub]
    total, powers = [mpf(0)] * ORDERS, [mpf(1)]
    for c in outer:
        for k, p in enumerate(powers[:ORDERS]):
            total[k] += c * p
        powers = multiply(powers, inner)
    return times_x(total, x)


def sinc(x):
    if abs(x) < 1:
        out = []
        for k in range(ORDERS):
            total = mpf(0)
            for j in range((k + 1) // 2, 60):
                if 2 * j == k or x != 0:
                    total += (-1) ** j * mp.binomial(2 * j, k) * x ** (2 * j - k) / mp.factorial(2 * j + 1)
            out.append(total)
        return out
    out = [mp.sin(x) / x]
    for k in range(1, ORDERS):
        out.append((mp.sin(x + k * mp.pi / 2) / mp.factorial(k) - out[-1]) / x)
    return out


def cycle(fs, x):
    return scaled([fs[k % len(fs)](x) for k in range(ORDERS)])


def atan(x):
    return [mp.atan(x)] + [mpf(-1) ** (k - 1) / k * mp.im(mpc(x, -1) ** -k) for k in range(1, ORDERS)]


def atanh(x):
    return [mp.atanh(x)] + [((1 - x) ** -k - (-1) ** k * (1 + x) ** -k) / (2 * k) for k in range(1, ORDERS)]


def gamma_family(value, first, x):
    """[value, psi^(first), …] where value is f and f' = psi^(first)."""
    return scaled([value] + [mp.psi(first + k, x) for k in range(ORDERS - 1)])


def negated(c):
    return [-v for v in c]


def constant_line(value, slope):
    return [mpf(value), mpf(slope)] + [mpf(0)] * (ORDERS - 2)


def elu(x, alpha):
    if x > 0:
        return constant_line(x, 1)
    return [alpha * mp.expm1(x)] + [alpha * mp.exp(x) / mp.factorial(k) for k in range(1, ORDERS)]


# --- points ---

TINY = [1e-300, 1e-160, 1e-20, 1e-8, 1e-3]
HUGE = [1e8, 1e20, 1e160, 1e300]
UNIT = [0.1, 0.25, 0.5, 0.625, 0.7, 0.9]
SIZES = [1.0, 1.25, 1.7, 2.0, 3.0, 4.5, 7.0, 10.0]
FAR = [20.0, 44.5, 100.0, 340.0, 400.0, 700.0]
# Where a square, a cube or a multiple of the argument leaves the range of floats; the largest floats of both precisions are
# among them. TestFarOut wants them in the tables of all rules that are real there.
FAR_OUT = [2.0**128 - 2.0**104, 1e103, 1e155, 1e308, sys.float_info.max]


def both(points):
    return sorted({s * p for p in points for s in (1.0, -1.0)})


def spread(name, lo, hi, n=RANDOM_POINTS):
    """Random points, the same on every run, the same for a rule whatever the others are."""
    rng = random.Random(name)
    return [rng.uniform(lo, hi) for _ in range(n)]


def magnitudes(name, lo, hi, n=RANDOM_POINTS * 2 // 3):
    rng = random.Random(name + " magnitudes")
    return [2.0 ** rng.uniform(lo, hi) for _ in range(n)]


REAL = [0.0] + both(TINY + UNIT + SIZES)
NEXT1 = [1 - 2.0**-53, 1 - 1e-10, 1 - 1e-5]
PI = 3.141592653589793
TRIG = REAL + both([PI / 6, PI / 4, PI / 2, PI, 3 * PI / 2, 2 * PI, 22.0, 355.0, 1e5, 1e10, 1e22, 1e300])
POSITIVE = [5e-324, 1e-310, 2.3e-308] + TINY + UNIT + NEXT1 + [1 + 2.0**-52, 1 + 1e-8] + SIZES + HUGE + [1.7e308]
INNER = [0.0] + both(TINY + UNIT + NEXT1)
ROOT = 1.4616321449683622  # the zero of digamma, rounded
FLAT = -1.2784645427610738  # the minimum of SiLU, rounded

# name: (coefficients, points, function to check by numerical differentiation, point of that check)
RULES = {}


def rule(name, coefficients, points, function=None, at=mpf("0.7"), far=both(FAR_OUT)):
    RULES[name] = (coefficients, points + far, function, at)


def describe():
    real = lambda name, lo, hi: REAL + spread(name, lo, hi)
    rule("Exp", lambda x: cycle([mp.exp], x), real("Exp", -30, 30) + both(FAR) + [-745.0, -740.0, 709.5], mp.exp)
    rule("Expm1", lambda x: [mp.expm1(x)] + cycle([mp.exp], x)[1:],
         real("Expm1", -5, 5) + both(FAR) + [-0.6931, -0.6932, 709.5], mp.expm1)
    rule("Exp2", lambda x: [mp.power(2, x) * mp.log(2) ** k / mp.factorial(k) for k in range(ORDERS)],
         real("Exp2", -40, 40) + both(FAR) + [-1074.0, 1023.5], lambda x: mp.power(2, x))
    for name, f, base in (("Log", mp.log, None), ("Log2", lambda x: mp.log(x, 2), 2), ("Log10", mp.log10, 10)):
        rule(name, lambda x, f=f, base=base: logarithm(f(x), x, base),
             POSITIVE + spread(name, 0, 5) + magnitudes(name, -60, 60), f, far=FAR_OUT)
    rule("Log1p", lambda x: logarithm(mp.log1p(x), 1 + x),
         [0.0] + both(TINY + UNIT + NEXT1) + SIZES + HUGE + spread("Log1p", -1, 3) + magnitudes("Log1p", -40, 60), mp.log1p,
         far=FAR_OUT)
    rule("Sqrt", lambda x: power(x, mpf(1) / 2), POSITIVE + spread("Sqrt", 0, 5) + magnitudes("Sqrt", -60, 60), mp.sqrt,
         far=FAR_OUT)
    rule("Cbrt", lambda x: [mp.sign(x) * c * mp.sign(x) ** k for k, c in enumerate(power(abs(x), mpf(1) / 3))],
         both(POSITIVE) + spread("Cbrt", -5, 5) + magnitudes("Cbrt", -60, 60), mp.cbrt)
    for p in (0.0, 1.0, 2.0, 3.0, 7.0, -1.0, -2.0, 20.0):
        points = both(UNIT + SIZES + NEXT1 + TINY[2:] + HUGE[:2] + [1e-300, 1e300]) + spread(f"Pow{p}", -5, 5)
        rule(f"Pow({p:g})", lambda x, p=p: power(x, int(p)), points + ([0.0, -0.0] if p >= 0 else []),
             lambda x, p=p: x ** int(p))
    for p in (0.5, 2.5, 100.5, 1 / 3, 0.1, -1.7, 1e-8, 1e-16):
        rule(f"Pow({p!r})", lambda x, p=p: power(x, mpf(p)),
             [x for x in POSITIVE if x > 1e-309] + spread(f"Pow{p}", 0, 5) + magnitudes(f"Pow{p}", -60, 60),
             lambda x, p=p: x ** mpf(p), far=FAR_OUT)
    rule("Sin", lambda x: cycle([mp.sin, mp.cos, lambda t: -mp.sin(t), lambda t: -mp.cos(t)], x),
         TRIG + spread("Sin", -30, 30), mp.sin)
    rule("Cos", lambda x: cycle([mp.cos, lambda t: -mp.sin(t), lambda t: -mp.cos(t), mp.sin], x),
         TRIG + spread("Cos", -30, 30), mp.cos)
    rule("Tan", lambda x: solution((1, 0, 1), mp.tan(x)), TRIG + spread("Tan", -30, 30), mp.tan)
    rule("Asin", lambda x: inverse_root(mp.asin(x), -1, 1, x), INNER + spread("Asin", -1, 1), mp.asin, far=[])
    rule("Acos", lambda x: [mp.acos(x)] + negated(inverse_root(mp.asin(x), -1, 1, x))[1:],
         INNER + spread("Acos", -1, 1), mp.acos, far=[])
    rule("Atan", atan, real("Atan", -5, 5) + both(HUGE), mp.atan)
    rule("Sinh", lambda x: cycle([mp.sinh, mp.cosh], x), real("Sinh", -25, 25) + both(FAR + [710.3]), mp.sinh)
    rule("Cosh", lambda x: cycle([mp.cosh, mp.sinh], x), real("Cosh", -25, 25) + both(FAR + [710.3]), mp.cosh)
    rule("Tanh", lambda x: solution((1, 0, -1), mp.tanh(x)),
         real("Tanh", -3, 3) + both(FAR + [0.6249, 0.626, 0.6585, 17.0, 372.5, 1e5]), mp.tanh)
    rule("Asinh", lambda x: inverse_root(mp.asinh(x), 1, 1, x), real("Asinh", -5, 5) + both(HUGE + [1e200]), mp.asinh)
    rule("Acosh", lambda x: inverse_root(mp.acosh(x), 1, -1, x),
         [1 + 2.0**-52, 1 + 1e-10, 1 + 1e-5] + SIZES[1:] + HUGE + [1e200] + spread("Acosh", 1, 5)
         + magnitudes("Acosh", 0.01, 60), mp.acosh, mpf("1.7"), FAR_OUT)
    rule("Atanh", atanh, INNER + spread("Atanh", -1, 1), mp.atanh, far=[])
    rule("Erf", lambda x: gauss_integral(mp.erf(x), x, 2 / mp.sqrt(mp.pi)),
         real("Erf", -6, 6) + both([15.0, 26.0, 27.0, 1e5]), mp.erf)
    rule("Erfc", lambda x: [erfc(x)] + gauss_integral(0, x, -2 / mp.sqrt(mp.pi))[1:],
         real("Erfc", -6, 6) + both([15.0, 26.0, 27.0, 1e5]), mp.erfc)
    gamma_points = (both([1e-300, 1e-20, 1e-8, 1e-3] + UNIT) + [-1.5, -2.5, -0.999, -3.001, -10.3, -100.7, -1000.25]
                    + SIZES + [20.0, 100.0, 1e8, 1e20, 1e300, ROOT, 1.46, 1.45, 1.47, 1.3, 1.6, 1 - 1e-8, 1 + 1e-8, 2 - 1e-8,
                               2 + 1e-8, -0.5040830082644554, -1.573498473162391] + spread("Gamma", -4, 12, 2 * RANDOM_POINTS))
    rule("Lgamma", lambda x: gamma_family(mp.re(mp.loggamma(x)), 0, x), gamma_points, lambda x: mp.loggamma(x), far=FAR_OUT)
    rule("Digamma", lambda x: gamma_family(mp.psi(0, x), 1, x), gamma_points, lambda x: mp.psi(0, x), far=FAR_OUT)
    far = both(FAR + [30.0, 36.0, 740.0, 1e5])
    rule("Sigmoid", logistic, real("Sigmoid", -6, 6) + far, lambda x: 1 / (1 + mp.exp(-x)))
    rule("Softplus", softplus, real("Softplus", -6, 6) + far, lambda x: mp.log(1 + mp.exp(x)))
    rule("LogSigmoid", lambda x: [-c * mpf(-1) ** k for k, c in enumerate(softplus(-x))],
         real("LogSigmoid", -6, 6) + far, lambda x: -mp.log(1 + mp.exp(-x)))
    rule("SiLU", lambda x: times_x(logistic(x), x), real("SiLU", -6, 6) + far + [FLAT], lambda x: x / (1 + mp.exp(-x)))
    near = both([5.5, 8.3, 12.0, 20.0, 21.2, 21.5, 26.0, 37.0, 37.2, 37.7, 38.4, 45.0, 1e5])
    rule("GELU", lambda x: times_x(normal(x), x), real("GELU", -6, 6) + near + [-0.7517915246935645],
         lambda x: x * mp.ncdf(x))
    rule("GELUTanh", gelu_tanh, real("GELUTanh", -6, 6) + near + [-0.7524614220710162],
         lambda x: x / 2 * (1 + mp.tanh(mp.sqrt(2 / mp.pi) * (x + mpf("0.044715") * x**3))))
    kink = [0.0] + both(TINY + UNIT + [1.0, 3.0, 1e300])
    rule("ReLU", lambda x: constant_line(x, 1) if x > 0 else constant_line(0, 0), kink)
    slope = mpf(0.01)
    rule("LeakyReLU(0.01)", lambda x: constant_line(x, 1) if x > 0 else constant_line(slope * x, slope if x < 0 else 0), kink)
    rule("Abs", lambda x: constant_line(abs(x), mp.sign(x)), kink)
    for alpha in (1.0, 0.5):
        rule(f"ELU({alpha:g})", lambda x, alpha=alpha: elu(x, mpf(alpha)),
             real(f"ELU{alpha}", -5, 2) + [-44.5, -700.0, 1e5], lambda x, a=mpf(alpha): a * mp.expm1(x), mpf("-0.7"))
    rule("Sinc", sinc, TRIG + spread("Sinc", -12, 12) + both([1.5, 2.0815759778181245, 4.493409457909064]),
         lambda x: mp.sin(x) / x)


PRECISION = {"Erf": 120, "Erfc": 120, "GELU": 120, "Lgamma": 120, "Digamma": 120, "Sinc": 3200}


def check(name, coefficients, function, at):
    with mp.workdps(100):
        direct = mp.taylor(function, at, ORDERS - 1)
        for k, (want, got) in enumerate(zip(direct, coefficients(at))):
            if abs(want - got) > mpf(10) ** -30 * (1 + abs(want)):
                raise SystemExit(f"{name}: coefficient {k} at {at}: closed form {got}, differences {want}")


def decimal(v):
    """50 digits; a number far below every float is 0 and one far above Inf, for readers with a small exponent range."""
    if abs(v) > mpf(10) ** 100000:
        return "Inf" if v > 0 else "-Inf"
    return "0" if abs(v) < mpf(10) ** -10000 else mp.nstr(v, DIGITS, min_fixed=0, max_fixed=0).replace(".0e", "e")


def chosen():
    """The names of the rules to write. A function with a parameter has several."""
    names = []
    for function in OPTIONS.functions:
        found = [name for name in RULES if function in (name, name.partition("(")[0])]
        if not found:
            ARGUMENTS.error(f"no rule of a function {function}, want some of {', '.join(RULES)}")
        names += found
    return names or list(RULES)


def main():
    describe()
    names = chosen()
    OPTIONS.to.mkdir(parents=True, exist_ok=True)
    for name in names:
        coefficients, points, function, at = RULES[name]
        if function is not None:
            check(name, coefficients, function, at)
        with mp.workdps(PRECISION.get(name, 800)):
            lines = [f"# {name}: point, then f^(k)/k! for k = 0..{ORDERS - 1}; written by golden.py"]
            for x in dict.fromkeys(points):
                values = [decimal(mpf(c)) for c in coefficients(mpf(x))]
                lines.append("\t".join([x.hex()] + values))
        (OPTIONS.to / f"{name}.tsv").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
