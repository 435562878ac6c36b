# Complex numbers.
a, b = 3 + 4j, 1 - 2j
print(a + b, a - b, a * b, a / b, -a, +a, abs(a), a.conjugate(), a.real, a.imag, a == 3 + 4j, a != b, a ** 2, a ** 0.5, a ** b, a ** -1, 2 ** a, a ** 0, bool(0j), bool(1j))
for z in (0j, -0j, 1j, -1j, 1+0j, complex(-0.0, 0.0), complex(0.0, -0.0), complex(1.5, -2), 1e20j, 1e-5+1e16j, complex("inf"), complex("nan"), complex(float("inf"), float("nan")), complex(-1, float("-inf")), 0.1 + 0.2j): print(z, repr(z), f"{z}", f"{z:.2f}", f"{z:g}")
print(complex(), complex(1), complex(1, 2), complex("1+2j"), complex("-1.5e3-2.5j"), complex("j"), complex(" 3 "), complex("(1+2j)"), complex(1j, 2j), complex(True), complex(real=1, imag=2), complex("infj"), complex("-nan"), complex("1_0+2j"))
for bad in ("", "1 + 2j", "1+", "j1", "1+2", "(1", "1j2", "abc", "1+2jj", "--1"):
    try: print(complex(bad))
    except ValueError as e: print(e)
for f in (lambda: 1j < 2, lambda: 1j // 2, lambda: 1j % 2, lambda: divmod(1j, 1), lambda: int(1j), lambda: float(1j), lambda: 1j / 0, lambda: 0j ** -1, lambda: 0j ** 1j, lambda: pow(1j, 2, 3), lambda: 1j << 1, lambda: complex("1", 2), lambda: complex(1, "2"), lambda: complex([]), lambda: round(1j), lambda: 1e200j ** 2, lambda: abs(complex(1e308, 1e308)), lambda: f"{1j:d}", lambda: f"{1j:05}", lambda: (1j).real.x):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
class C:
    def __complex__(self): return 5 + 1j
class Fl:
    def __float__(self): return 2.5
class Ix:
    def __index__(self): return 3
class Bad:
    def __complex__(self): return 5
print(complex(C()), complex(Fl()), complex(Ix()), complex(C(), 1))
try: complex(Bad())
except TypeError as e: print(e)
print(1 + 1j == complex(1, 1), 1 == 1 + 0j, hash(1 + 0j) == hash(1), hash(1j), {1 + 0j: "one"}[1], 1j * 1j, 1j ** 2, (1j) ** 4, (1 + 1j) ** 10, (2j) ** -2, (-1 + 0j) ** 0.5)
print(f"{3+4j:10.1f}|{3+4j:<20}|{3+4j:>20}|{1.5+0j:e}|{1234567+1j:,}|{3+4j:+.1f}|{-3-4j:^20.2g}|")
print(a.__add__(1), a.__radd__(1.5), a.__add__("x"), a.__eq__(5), a.__abs__(), a.__neg__(), a.__getnewargs__(), a.__bool__(), sum([1j, 2, 3.5]))
print(5 - 1j, 1.5 * 2j, 1 / 1j, True + 1j, 10**20 + 0j, 2j - 1, 0 * 1j, -0.0 + 1j, -(0j))
