# decimal: exact numbers, rounding, contexts, signals.
from decimal import *
D = Decimal
print(D("0.1") + D("0.2"), D(1) / D(3), D("1.10") * 3, D(10) ** -2, D(2).sqrt(), D("1E+5"), D("-0"), D("123.456").quantize(D("0.01")), round(D("2.675"), 2), D("1e-10"), repr(D("3.14")), D(0.1), D("7") // 2, D("-7") % 3, divmod(D(7), 2))
print(getcontext(), D("1.5") == 1.5, D("1.5") > 1, hash(D("1.0")) == hash(1), sorted([D(3), D(1)]), D("NaN"), D("Infinity") + 1, D(5).ln(), D(1).exp(), D(100).log10(), D("2") ** D("0.5"), D("1.00").normalize(), D("100").normalize())
for r in [ROUND_UP, ROUND_DOWN, ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_05UP]: print(r, D("2.5").quantize(D(1), r), D("-2.5").quantize(D(1), rounding=r), D("2.1").to_integral_value(r))
with localcontext() as c: c.prec = 5; print(D(1) / 7, D("123456") + 1)
print(D(1) / 7, f"{D('1234.5'):,.2f}", f"{D('0.5'):.0%}", f"{D('1.5'):>10}", f"{D('1e3')}", f"{D(5):e}", D("1.23").as_tuple(), D("1.25").as_integer_ratio(), int(D("9.9")), float(D("0.5")), D("12").adjusted())
for f in [lambda: D(1) / 0, lambda: D("x"), lambda: D(0) / 0, lambda: D("sNaN") + 1, lambda: D(-1).sqrt(), lambda: D([1])]:
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
print(sum([D("0.1")] * 10), max(D(1), D(2)), -D("1.5"), abs(D("-1")), D("1e400") * D("1e400"), D(3).compare(D(4)), D("1.1").is_finite(), D("5E-7"), D("0.000001"), D("0.0000001"), D("1_000.5"))
