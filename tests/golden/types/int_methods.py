# Methods of int and bool, each by itself.
for n in (0, 1, -1, 255, 256, -128, 10**20, -10**20, True):
    print(n, n.bit_length(), n.bit_count(), n.conjugate(), n.real, n.imag, n.numerator, n.denominator, n.as_integer_ratio(), n.is_integer(), n.__index__(), n.__trunc__(), n.__floor__(), n.__ceil__(), n.__round__(), round(n, -2), n.__sizeof__() > 0)
for n, length in ((0, 1), (1, 1), (255, 1), (256, 2), (65535, 2), (10**10, 5), (2**64, 9)):
    b, l = n.to_bytes(length, "big"), n.to_bytes(length + 1, "little"); print(n, b, l, int.from_bytes(b, "big"), int.from_bytes(l, "little"), b.hex(), int.from_bytes(b, "big", signed=True))
for n in (-1, -128, -129, 127, -2**63): b = n.to_bytes(9, signed=True); print(n, b, int.from_bytes(b, signed=True), int.from_bytes(b))
for bad in (lambda: (256).to_bytes(1), lambda: (-1).to_bytes(1), lambda: (128).to_bytes(1, signed=True), lambda: (1).to_bytes(1, "x"), lambda: int.from_bytes("x"), lambda: int.from_bytes(5), lambda: (1).to_bytes("a"), lambda: (1).bit_length(1), lambda: int.from_bytes(b"", "weird"), lambda: (5).real.nope, lambda: (5).__round__("x"), lambda: (1).to_bytes(1, "big", True)):
    try: print(bad())
    except Exception as e: print(type(e).__name__, e)
print([n for n in dir(int) if not n.startswith("__")], [n for n in dir(bool) if n not in dir(int)], (5).__class__, (5).__doc__[:5], int.__name__)
for a, b in ((7, 2), (-7, 2), (7, -2), (0, 5), (2**70, 3), (5, 2**70)): print(a.__add__(b), a.__sub__(b), a.__mul__(b), a.__truediv__(b), a.__floordiv__(b), a.__mod__(b), a.__divmod__(b), a.__and__(b), a.__or__(b), a.__xor__(b), a.__lt__(b), a.__le__(b), a.__eq__(b), a.__ne__(b), a.__gt__(b), a.__ge__(b), a.__radd__(b), a.__rsub__(b), a.__rfloordiv__(b) if a else "-")
print((2).__pow__(10), (2).__pow__(10, 7), (2).__rpow__(3), (1).__lshift__(5), (32).__rshift__(2), (3).__rlshift__(1), (5).__neg__(), (5).__pos__(), (-5).__abs__(), (5).__invert__(), (5).__bool__(), (5).__float__(), (5).__int__(), (5).__str__(), (5).__repr__(), (5).__format__("03"), (5).__hash__(), (5).__getnewargs__(), (3).__add__(1.0), (3).__eq__(3.0), (3).__lt__("x"))
