# Integers to and from text and bytes.
print(int(), int("42"), int(" -42\n"), int("+7"), int("1_000"), int("0b101", 2), int("0o17", 8), int("0xff", 16), int("ff", 16), int("z", 36), int("0b11", 0), int("0x1F", 0), int("12", 0), int("-0o17", 0), int("0", 0), int("00", 0), int("٣٤"), int("１２"))
print(int(3.99), int(-3.99), int(1e20), int(True), int(b"12"), int(bytearray(b"-5")), int("9" * 40), int("-" + "1" * 50), int("1" * 70, 2), int("zz" * 10, 36))
for bad in ("", " ", "a", "1.5", "1 2", "0x", "0b2", "--1", "+ 1", "1__2", "_1", "1_", "0x_", "½", "1e5", "\x00", "12\x00"):
    try: print(int(bad))
    except ValueError as e: print(e)
for args in (("8", 8), ("2", 2), ("g", 16), ("1", 1), ("1", 37), ("1", -1), ("0b1", 16), ("0x1", 10), ("010", 0), ("0b1", 8)):
    try: print(int(*args))
    except ValueError as e: print(e)
print(bin(0), bin(10), bin(-10), oct(8), oct(-64), hex(255), hex(-4096), bin(2**70), hex(10**30), oct(-10**20), hex(True))
print(str(0), str(-0), repr(10**25), str(-2**63), "%d" % 2**70 if False else "%d" % (2**70,), f"{10**18:,}")
print((1024).to_bytes(2), (1024).to_bytes(4, "little"), (-1).to_bytes(2, "big", signed=True), (-1024).to_bytes(3, "little", signed=True), (0).to_bytes(0, "big"), (255).to_bytes(), (2**70).to_bytes(9, "big"), (128).to_bytes(length=2, byteorder="little", signed=True))
print(int.from_bytes(b"\x04\x00"), int.from_bytes(b"\x00\x04", "little"), int.from_bytes(b"\xff\xff", "big", signed=True), int.from_bytes(b""), int.from_bytes([1, 2]), int.from_bytes(bytearray(b"\x80"), signed=True), int.from_bytes(b"\x01" * 10, "little"))
print((10).as_integer_ratio(), (-3).as_integer_ratio(), (5).numerator, (5).denominator, (5).real, (5).imag, (5).conjugate(), True.real, (5).is_integer())
class T:
    def __init__(self, v): self.v = v
    def __int__(self): return self.v
class I:
    def __index__(self): return 9
class Tr:
    def __trunc__(self): return 4
print(int(T(5)), int(I()))
for bad in (T("x"), T(1.5), Tr(), None, [], object(), "é", 1j):
    try: print(int(bad))
    except (TypeError, ValueError) as e: print(type(e).__name__, str(e).split(" at ")[0])
class Sub(int): pass
s = Sub(5); print(s, type(s + 1), type(+s), type(abs(s)), type(int(s)), type(-s), Sub("12") * 2, isinstance(s, int), Sub.from_bytes(b"\x05"), type(Sub.from_bytes(b"\x05")))
print(int("5", base=8), int(x := "7") , int("1" * 4300) % 1000)
try: int("1" * 4301)
except ValueError as e: print(e)
try: str(10**4300)
except ValueError as e: print(e)
print(len(str(10**4299)), len(hex(10**5000)), int("f" * 5000, 16) == 16**5000 - 1)
