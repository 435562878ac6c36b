# Methods of float, each by itself.
for x in (0.0, 1.0, -1.5, 0.1, 1e100, -2.5, 3.7, 1e-10, 123456.789):
    print(x, x.is_integer(), x.as_integer_ratio(), x.hex(), float.fromhex(x.hex()) == x, x.conjugate(), x.real, x.imag, x.__trunc__(), x.__floor__(), x.__ceil__(), x.__round__(), x.__round__(1), x.__bool__(), x.__int__(), x.__abs__(), x.__neg__(), x.__hash__() == hash(x), x.__getnewargs__())
for t in ("0x1p0", "0x1.8p1", "-0x1.fp-3", "0x.8", "0xa.8p0", "1.5", "inf", "-nan", "0x1p-1075", "0x1.fffffffffffffp1023", "  0x1p2 ", "0X1P+3", "infinity", "0x0p0", "-0x0"): print(t, float.fromhex(t))
for t in ("", "0x", "x", "0x1p", "0x1.8p", "1e400x", "0x1p1024", "0x1 p0", "--1", "0x1.8.8"):
    try: print(float.fromhex(t))
    except (ValueError, OverflowError) as e: print(t, type(e).__name__, e)
print([n for n in dir(float) if not n.startswith("__")], float.__doc__ is not None, float("1e3").__format__(".1f"), (1.5).__add__(1), (1.5).__add__("x"), (1.5).__radd__(2), (1.5).__mul__(2), (1.5).__rsub__(1), (1.5).__divmod__(1), (1.5).__floordiv__(1), (1.5).__mod__(1), (1.5).__pow__(2), (1.5).__rpow__(2), (1.5).__eq__(1), (1.5).__lt__(2), (1.5).__ge__(1.5), (2.0).__rtruediv__(1), (2.0).__rfloordiv__(5), (2.0).__rmod__(5), (2.0).__rdivmod__(5))
for bad in (lambda: (1.5).__round__("x"), lambda: float("nan").__int__(), lambda: float("inf").__trunc__(), lambda: float("inf").as_integer_ratio(), lambda: float("nan").__round__(), lambda: (1.5).hex(1), lambda: float.fromhex(5), lambda: (1.5).is_integer(1), lambda: (1.5).__divmod__(0), lambda: float(1, 2), lambda: float(x=1), lambda: (1.5).nope, lambda: float.fromhex()):
    try: print(bad())
    except Exception as e: print(type(e).__name__, e)
