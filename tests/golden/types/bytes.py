# bytes and bytearray: making, reading, the methods they share with str.
print(bytes(), bytes(3), bytes([65, 66]), bytes("é", "utf-8"), bytes(b"x"), bytes(range(5)), bytes(bytearray(b"q")), bytes.fromhex("de ad BE ef"), bytes("a", encoding="ascii", errors="strict"), bytes((1, 2)), bytes(memoryview(b"m")))
b = b"hello world"
print(b[0], b[-1], b[1:4], b[::-1], len(b), 104 in b, b"wor" in b, b"" in b, b + b"!", b * 2, list(b"ab"), b == b"hello world", b < b"z", hash(b) == hash(bytes(b)), max(b), sorted(b"cab"))
print(b.find(b"o"), b.find(111), b.rfind(b"o"), b.find(b"z"), b.index(b"w"), b.count(b"l"), b.count(108), b.split(), b.split(b"o", 1), b.rsplit(b" ", 1), b.partition(b" "), b.rpartition(b"x"), b" a  b".split(), b"a,b,,".split(b","), b"a\nb\r\nc".splitlines(), b"a\nb".splitlines(True))
print(b.upper(), b.title(), b.capitalize(), b.swapcase(), b"ABC".lower(), b"\xc3\xa9".upper(), b"abc".isalpha(), b"12".isdigit(), b"a1".isalnum(), b" \t".isspace(), b"Ab".istitle(), b"AB".isupper(), b"ab".islower(), b"\x80".isascii(), b"".isalpha())
print(b.replace(b"o", b"0"), b.replace(b"l", b"", 1), b"abc".replace(b"", b"-"), b"  x ".strip(), b"xxaxx".strip(b"x"), b"abc".lstrip(b"ab"), b"abc".rstrip(b"c"), b"a".center(3, b"*"), b"a".ljust(3), b"a".rjust(3, b"."), b"7".zfill(3), b"-7".zfill(4), b"a\tb".expandtabs(4), b"-".join([b"a", bytearray(b"b")]), b"abc".removeprefix(b"a"), b"abc".removesuffix(b"c"), b.startswith(b"he"), b.startswith((b"x", b"h")), b.endswith(b"d", 0, 5))
print(b.hex(), b"abc".hex("-"), b"abcdef".hex(":", 2), b"abcde".hex("_", -2), b.decode(), b"\xe4".decode("latin-1"), b"abc".translate(bytes(range(255, -1, -1))), b"hello".translate(None, b"l"), b"abc".translate(bytes.maketrans(b"ab", b"xy")), b"abc".translate(bytes.maketrans(b"a", b"z"), b"c"))
print(repr(b"\x00\t\n\r\\'\"\x7f\x80\xff ~"), repr(b"'"), repr(b'"'), str(b"a"), b"%s %d %x %r %c %a" % (b"s", 5, 255, "é", 65, "é"), b"%5.1f|%-5s|%05d" % (1.25, b"ab", 42), b"%b" % b"x", b"%%")
a = bytearray(b"abc")
a[0] = 120; a.append(100); a.extend(b"ef"); a += b"g"; a.insert(1, 33); print(a, a.pop(), a.pop(0), a)
a.remove(33); a.reverse(); print(a, a.copy() == a, a.copy() is a); a[1:3] = b"XYZ"; print(a); del a[0]; del a[::2]; print(a); a.clear(); print(a, bool(a)); a[:] = [1, 2, 3]; print(a, list(a)); a *= 2; print(a, a.find(2), a.count(b"\x03"), 3 in a)
a[::2] = b"abc"; print(a, a == b"a\x02c\x01b\x03", a.hex(), bytearray(3), bytearray("é", "utf-8"), bytearray([1]), bytearray(b"x") + b"y", b"y" + bytearray(b"x"), type(b"y" + bytearray(b"x")).__name__, type(bytearray(b"x") + b"y").__name__)
print(bytearray(b"ab").upper(), bytearray(b"a b").split(), bytearray.fromhex("0aff"), bytearray(b"abc")[1:], bytearray(b"abc")[1], bytearray(b"x") == bytearray(b"x"), bytearray(b"a") < b"b", repr(bytearray(b"'\"\xff")), str(bytearray(b"a")), bytearray(b"abc").translate(None, b"b"), bytearray(b"a,b").partition(b","), bytearray(b"%d") % 5)
try: hash(a)
except TypeError as e: print(e)
class B:
    def __bytes__(self): return b"via bytes"
class S(bytes): pass
print(bytes(B()), S(b"x"), type(S(b"x")[:]).__name__, S(b"a") + b"b", S(b"q") == b"q", isinstance(S(), bytes))
m = memoryview(bytearray(b"abcdef"))
print(m[0], m[1:3].tobytes(), len(m), m.tolist(), m.format, m.itemsize, m.nbytes, m.readonly, bytes(m[::2]), m.hex(), m == b"abcdef", m.shape, m.ndim, m.obj)
m[0] = 122; m[1:3] = b"ZZ"; print(m.obj, bytes(m), 122 in m, list(m[-2:]), m.toreadonly().readonly); m.release()
for f in (lambda: m[0], lambda: memoryview(b"a").__setitem__(0, 1), lambda: memoryview("a"), lambda: memoryview(bytearray(b"ab")).__setitem__(0, 300), lambda: memoryview(bytearray(b"ab")).__setitem__(slice(0, 1), b"xy")):
    try: f()
    except Exception as e: print(type(e).__name__, e)
x = bytearray(b"ab"); v = memoryview(x)
try: x.append(1)
except BufferError as e: print(e)
v.release(); x.append(1); print(x)
with memoryview(b"ctx") as c: print(c.tobytes(), c)  if False else print(c.tobytes())
