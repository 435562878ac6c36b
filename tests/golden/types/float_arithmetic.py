# Float arithmetic: division, modulo, powers, rounding, mixing with ints.
for a in (7.5, -7.5, 0.0, -0.0, 1e300, 5e-324, float("inf")):
    for b in (2.0, -2.0, 0.3, -1e-300):
        try: print(a + b, a - b, a * b, a / b, a // b, a % b, divmod(a, b))
        except (ZeroDivisionError, OverflowError) as e: print(type(e).__name__, e)
inf, nan = float("inf"), float("nan")
print(inf - inf, inf * 0, inf / inf, inf // 2, inf % 2, 5 % inf, -5 % inf, 5 // inf, -5 // inf, nan + 1, inf + 1, -inf < inf, divmod(-1, inf), divmod(5.5, -inf))
print(2.0 ** 3, 2.0 ** 0.5, (-8.0) ** (1/3), (-2.0) ** 3, (-2.0) ** -3, 0.0 ** 0, inf ** 0, nan ** 0, 1 ** nan, 1.0 ** inf, 0.0 ** 5, (-0.0) ** 3, inf ** -1, 2 ** 0.5, (-1) ** 0.5, 2.0 ** -1074, 4 ** -0.5)
for f in (lambda: 0.0 ** -1, lambda: 1e300 ** 2, lambda: 1.5 / 0, lambda: 1.5 // 0.0, lambda: 1.5 % 0, lambda: divmod(1.5, 0), lambda: (-0.0) ** -0.5, lambda: pow(2.0, 3, 5), lambda: 10.0 ** 400, lambda: int(1e400), lambda: 1.5 << 1, lambda: 1.5 & 1, lambda: ~1.5, lambda: "a" * 2.0, lambda: [1][1.0], lambda: range(2.0), lambda: round(1.5, 2.0)):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
print(*(round(x) for x in (0.5, 1.5, 2.5, -0.5, -1.5, 2.4, 2.6, 1e20, -2.5, 0.49999999999999994)))
print(*(round(x, 1) for x in (0.05, 0.15, 0.25, 0.35, 2.675, 1.005, -0.05, 1e20, 123.456)), round(2.675, 2), round(1.005, 2), round(1234.5678, -2), round(1250.0, -2), round(1e308, -308), round(5e-324, 400), round(1.5, 0), round(-0.4), round(-0.4, 0), round(nan, 2), round(inf, 1), type(round(1.5)), type(round(1.5, 0)), round(1.5, None))
print(0.1 + 0.2, 0.1 * 3, 1.1 + 2.2, 1e16 + 1, 1e16 + 2, 0.1 + 0.1 + 0.1 - 0.3, sum([0.1] * 10), sum([1e16, 1, -1e16]), sum([0.1, 0.2, 0.3]), sum([1e100, 1.0, -1e100]), sum([1, 0.5, 2**60]), sum([0.1] * 3, 0.0))
print(5 + 1.5, 5 - 1.5, 5 * 1.5, 5 / 2.5, 5 // 1.5, 5 % 1.5, 2 ** 1.5, 1.5 ** 2, True + 0.5, 10**20 + 1.0, 10**20 * 1.5, 2**53 + 1.0, 1.5 - 1, 7 // 2.0, -7 // 2.0, -7 % 2.5, 7 % -2.5)
print(1 < 1.5, 2**63 < 2.0**63, 2**63 == 2.0**63, 2**63 + 1 > 2.0**63, 10**400 > 1e308, -10**400 < -inf, 1e308 < 10**309, 0.5 == 1/2, 1e16 == 10**16, 1e23 == 10**23, 0.1 == 1/10)
print((7.9).__floor__(), (7.1).__ceil__(), (-7.5).__trunc__(), (7.5).__round__(), (7.55).__round__(1), int(-0.9), int(1e15 + 0.5), abs(-1.5), -(-1.5), +1.5, bool(0.0), bool(-0.0), bool(nan), hash(1.5), hash(1.0), hash(-0.0), hash(inf), hash(2.0**70))
print((1.5).__add__(1), (1.5).__add__("a"), (1.5).__divmod__(1), (1.5).__rtruediv__(3), (1.5).__eq__(1.5), (1.5).__lt__(2), (1.5).__pow__(2), (2.0).__rpow__(3), (1.5).__bool__(), (1.5).__int__(), (1.5).__float__())
x = 1.0
for _ in range(20): x = x * 1.1 - 0.05
print(x)
h = sum(1 / k for k in range(1, 1000)); print(h)
pi = 4 * sum((-1) ** k / (2 * k + 1) for k in range(1000)); print(pi)
def newton(n):
    x = n
    for _ in range(30): x = (x + n / x) / 2
    return x
print(newton(2.0), newton(1e10), 2.0 ** 0.5)
print(max(1.5, 2), min(1, 0.5), sorted([2.5, 1, -0.5, 10**20, 1e19]), 1.0 in [1], [1, 2.0].index(2))
