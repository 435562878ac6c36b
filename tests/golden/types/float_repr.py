# Floats: repr, str, special values, parsing.
for x in (0.0, -0.0, 1.0, -1.5, 0.1, 0.2, 0.3, 0.1 + 0.2, 1/3, 2/3, 100.0, 1e15, 1e16, 123456789012345680.0, 1e17, 1e-4, 1e-5, 0.00012345, 1.7976931348623157e308, 5e-324, 2.2250738585072014e-308, 1e22, 1e23, 9007199254740993.0, 4.35, 2.675, 1e100, 3.141592653589793, 6.02214076e23, -1e-7, 12345.6789, 0.5, 1e21, 1.5e300 * 1e10, float("inf"), -float("inf"), float("nan"), 5e-5, 123e-7, 1.0e5, 99999999999999999.0, 999999999999999.9, 0.1e-6):
    print(repr(x), str(x), f"{x}", f"{x:.3f}", f"{x:e}", f"{x:g}")
for text in ("1", "1.", ".5", " 1.5 ", "1e5", "1E-5", "+1.5", "-.5e+3", "inf", "-Infinity", "nan", "NaN", "1_000.5", "infinity", "1e400", "-1e400", "1e-400", "0x1p3", "", ".", "e5", "1e", "1 2", "1__0", "_1", "1,5", "++1", "in", "１.５", "1e5.5", "1.5\n", "\t2"):
    try: print(repr(text), float(text))
    except ValueError as e: print(e)
print(float(), float(5), float(True), float(10**20), float(b"1.5"), float(bytearray(b"2")))
print((1.5).hex(), (0.1).hex(), (-0.0).hex(), (5e-324).hex(), (1e308).hex(), float("inf").hex(), float("nan").hex(), (255.0).hex())
print(float.fromhex("0x1.8p0"), float.fromhex("-0x.1p4"), float.fromhex("1.8"), float.fromhex("inf"), float.fromhex("0x1p-1074"), float.fromhex(" 0xA "), float.fromhex("nan"), float.fromhex("0x1.999999999999ap-4"))
print((0.5).as_integer_ratio(), (0.1).as_integer_ratio(), (-2.5).as_integer_ratio(), (1e20).as_integer_ratio(), (0.0).as_integer_ratio(), (3.0).is_integer(), (3.5).is_integer(), float("inf").is_integer(), (1.5).real, (1.5).imag, (1.5).conjugate())
print(1.0 == 1, 0.0 == -0.0, [0.0, -0.0], {0.0: 1}[-0.0], str(-0.0), -0.0 + 0, -0.0 - 0, 0.0 * -1, -0.0 * -1)
nan = float("nan"); print(nan == nan, nan is nan, nan != nan, nan in [nan], sorted([3, nan, 1])[0] == 3, max(nan, 1), max(1, nan), min(1, nan))
class S(float):
    def __repr__(self): return "S!"
print(S(1.5), [S(1)], S(2) + 1, f"{S(1.25):.1f}", S("1e3") * 1)
class F:
    def __init__(self, v): self.v = v
    def __float__(self): return self.v
for v in (1.5, 5, "x", None, True):
    try: print(float(F(v)))
    except TypeError as e: print(e)
print(float.__getformat__("double")[:4], 1e5 .hex(), 1.5.__repr__())
print(*(0.1 * i for i in range(11)))
print(*(10.0 ** i for i in range(-7, 24, 3)))
print(*(1 / i for i in range(1, 15)))
