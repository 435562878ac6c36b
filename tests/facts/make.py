"""Prints what CPython 3.13 says of numbers and text, one fact a line, for tests/facts.rs.

    python3.13 tests/facts/make.py

writes numbers.txt, text.txt and format.txt beside this file. A line is a function's name, its arguments and the result,
separated by tabs; texts are escaped (`\\n`, `\\x..`, `\\u....`), faults are `!Kind: message`.
"""
import math, os, random, subprocess, sys

random.seed(5)
HERE = os.path.dirname(os.path.abspath(__file__))


def enc(x):
    if isinstance(x, str):
        return x.encode("unicode_escape").decode("ascii")
    if isinstance(x, (bytes, bytearray)):
        return x.decode("latin-1").encode("unicode_escape").decode("ascii")
    if isinstance(x, (list, tuple)):
        return "|".join(enc(i) for i in x)
    if isinstance(x, bool):
        return "true" if x else "false"
    if x is None:
        return "none"
    return repr(x)


class Facts:
    def __init__(self, name):
        self.name, self.lines = name, []

    def add(self, name, f, *args, show=None):
        try:
            result = enc(f(*args))
        except Exception as e:
            text = e.args[0] if isinstance(e, KeyError) else str(e)
            result = f"!{type(e).__name__}: {enc(text)}"
        self.lines.append("\t".join([name, *[enc(a) for a in (show or args)], result]))

    def write(self):
        """Writes at most MOST facts of each function, or all with an argument `all`."""
        MOST = 10**9 if sys.argv[1:] == ["all"] else 120
        by_name = {}
        for line in dict.fromkeys(self.lines):
            by_name.setdefault(line.split("\t")[0], []).append(line)
        self.lines = []
        for lines in by_name.values():
            kept = set(random.sample(lines, MOST)) if len(lines) > MOST else lines
            self.lines += [line for line in lines if line in kept]
        with open(os.path.join(HERE, self.name), "w", encoding="ascii", newline="\n") as f:
            f.write("\n".join(self.lines) + "\n")


# Numbers.
F = Facts("numbers.txt")
ints = [0, 1, -1, 2, -2, 3, 7, -7, 10, 255, -256, 2**31, -2**31, 2**53, 2**53 + 1, -2**53 - 1, 2**61 - 1, 2**61, 2**62,
        2**63 - 1, -2**63, 2**63, -2**63 - 1, 2**64, 10**18, 10**19, -10**25, 2**100 + 1, 3**70, -3**90, 10**30 + 7]
small = [0, 1, 2, 3, 5, 10, 31, 62, 63, 64, 65, 100, -1, -2]
pairs = [(a, b) for a in ints for b in random.sample(ints, 9)] + [(a, b) for a in (7, -7) for b in (2, -2, 3, -3, 0)]
for a, b in pairs:
    F.add("int.add", lambda a, b: a + b, a, b)
    F.add("int.sub", lambda a, b: a - b, a, b)
    F.add("int.mul", lambda a, b: a * b, a, b)
    F.add("int.floordiv", lambda a, b: a // b, a, b)
    F.add("int.mod", lambda a, b: a % b, a, b)
    F.add("int.divmod", divmod, a, b)
    F.add("int.truediv", lambda a, b: a / b, a, b)
    F.add("int.and", lambda a, b: a & b, a, b)
    F.add("int.or", lambda a, b: a | b, a, b)
    F.add("int.xor", lambda a, b: a ^ b, a, b)
    F.add("int.gcd", math.gcd, a, b)
for a, b in [(10**400, 3), (10**400, 10**399 + 1), (1, 10**400), (-10**330, 10**20 + 3), (5, 2**1075), (1, 2**1075), (3, 2**1075),
             (2**1074 + 1, 2**2148), (2**53 + 1, 1), (2**54 + 3, 7)]:
    F.add("int.truediv", lambda a, b: a / b, a, b)
for a in ints:
    for b in small:
        F.add("int.shl", lambda a, b: a << b, a, b)
        F.add("int.shr", lambda a, b: a >> b, a, b)
        if 0 <= b <= 10:
            F.add("int.pow", lambda a, b: a ** b, a, b)
    for d in (-1, -2, -3, -18, -19, -20, -30, 0, 2):
        F.add("int.round", round, a, d)
    F.add("int.bit_length", int.bit_length, a)
    F.add("int.bit_count", int.bit_count, a)
    F.add("int.invert", lambda a: ~a, a)
    F.add("int.neg", lambda a: -a, a)
    F.add("int.hash", hash, a)
    F.add("int.float", float, a)
    F.add("int.hex", lambda a: format(a, "x"), a)
    F.add("int.octal", lambda a: format(a, "o"), a)
    F.add("int.binary", lambda a: format(a, "b"), a)
    F.add("int.isqrt", math.isqrt, a)
    for n in (0, 1, 2, 4, 8, 9, 16, -1):
        for signed in (False, True):
            for order in ("big", "little"):
                F.add("int.to_bytes", lambda a, n, o, s: a.to_bytes(n, o, signed=s), a, n, order, signed)
    for m in (1, -1, 7, -7, 2**64 + 13, -10**20, 0):
        for e in (0, 1, 3, 100, -1, -3):
            F.add("int.pow_mod", pow, a, e, m)
for a in (5, 15, 25, 35, 45, 55, -5, -15, -25, 149, 150, 151, 250, 350):
    F.add("int.round", round, a, -1)
    F.add("int.round", round, a, -2)
for b in (b"", b"\x00", b"\xff", b"\x01\x02", b"\xff\xfe\xfd", b"\x80" + b"\0" * 9, b"\x7f" * 12):
    for signed in (False, True):
        for order in ("big", "little"):
            F.add("int.from_bytes", lambda b, o, s: int.from_bytes(b, o, signed=s), b, order, signed)
for text, base in [(t, 10) for t in ["", " 12 ", "1_000", "1__0", "_1", "1_", "+5", "-5", "--5", "+ 5", "0", "00", "-0", "12x", "１２", "٣", "1\x00",
                   "\u20281\u3000", "9" * 30, "-" + "9" * 19, "9223372036854775808", "-9223372036854775808", "x" * 300, "½", "1.0", "\n7\t", "²"]] + [
                   ("0x1f", 0), ("0X1F", 16), ("1f", 16), ("0x", 16), ("0x_1", 16), ("0x_1", 0), ("0b101", 0), ("0b102", 0), ("0o17", 0), ("0o17", 8),
                   ("017", 0), ("00", 0), ("0_0", 0), ("0", 0), ("-0x1F", 0), ("z", 36), ("Zz", 36), ("12", 2), ("12", 1), ("12", 37), ("12", -2),
                   ("0b1", 16), ("0x1", 10), ("f" * 40, 16), ("1" * 100, 2), ("9" * 4301, 10), ("0b_1_0", 2)]:
    F.add("int.parse", int, text, base)

floats = [0.0, -0.0, 1.0, -1.0, 0.1, 0.5, 1.5, 2.5, -2.5, 3.0, 1e15, 1e16, 1e17, 123456789012345680.0, 1e-4, 1e-5, 0.0001234, 1.5e-7, 5e-324, 2.2250738585072014e-308,
          1.7976931348623157e308, 1e22, 1e23, 9007199254740993.0, 0.3, 1 / 3, 2 / 3, 100.0, 1e100, 123.456, 1e300, -7.0, 7.5, 4.35, 2.675, 1.005, 0.045, 1e-310,
          float("inf"), float("-inf"), float("nan"), 9.999999999999999e22, 299792458.0, 6.02214076e23, 2.0**63, -2.0**63, 2.0**64]
for _ in range(120):
    floats.append(random.uniform(-1, 1) * 10 ** random.randint(-20, 20))
for x in floats:
    F.add("float.repr", repr, x)
    F.add("float.hex", float.hex, x)
    F.add("float.int", int, x)
    F.add("float.round", round, x)
    F.add("float.ratio", float.as_integer_ratio, x)
    F.add("float.is_integer", float.is_integer, x)
    if x == x:
        F.add("float.hash", hash, x)
    for d in (-309, -308, -20, -2, -1, 0, 1, 2, 3, 5, 10, 17, 300, 330):
        F.add("float.round_digits", round, x, d)
for a in floats[:47]:
    for b in random.sample(floats[:47], 10) + [0.0, -3.0, 2.0]:
        F.add("float.div", lambda a, b: a / b, a, b)
        F.add("float.floordiv", lambda a, b: a // b, a, b)
        F.add("float.mod", lambda a, b: a % b, a, b)
        F.add("float.divmod", divmod, a, b)
        F.add("float.pow", lambda a, b: a ** b, a, b)
    for b in (0, 1, -7, 2**53 + 1, 2**63, 10**16, 10**400, -10**400):
        F.add("int.less", lambda b, a: b < a, b, a)
        F.add("int.equal", lambda b, a: b == a, b, a)
for text in ["", "1", " 1.5 ", "1e5", "1E+5", "1e-400", "1e400", "-inf", "Infinity", "NaN", "-nan", "+inf", "infin", "1_0.0_1e1_0", "1__0", "1_.0", "1._0", "_1", "1_", ".5", "5.", ".",
             "e5", "1e", "1e+", "0x1", "１.５", "\u20031\u2003", "1 2", "1\x00", "--1", "+-1", "1e5_0", "nan_", "9" * 400, "0." + "3" * 400, "abc", "1,5", "\x1c1"]:
    F.add("float.parse", float, text)
for text in ["0x1p0", "0x1.8p3", "-0x1.fffffffffffffp1023", "0x1p1024", "0x1p1025", "0x1p-1074", "0x1p-1075", "0x1.8p-1074", "0x1.00000000000008p0", "0x1.000000000000080001p0", "inf", "-Infinity",
             "nan", "zz", "", "0x", "0x.", "1.8", "a", "0x1p", "0x1p+", "  0x10  ", "0x1.p3", "0x.8", "0x" + "f" * 60, "0x1p99999999999999999999", "0x0p99999", "1 2", "0x1p-99999"]:
    F.add("float.fromhex", float.fromhex, text)

parts = [0.0, -0.0, 1.0, -1.0, 2.5, -3.25, 1e200, 1e16, float("inf"), float("nan"), 0.1]
zs = [complex(a, b) for a in parts for b in parts]
for z in zs:
    F.add("complex.repr", repr, z, show=(z.real, z.imag))
    F.add("complex.abs", abs, z, show=(z.real, z.imag))
    if z == z:
        F.add("complex.hash", hash, z, show=(z.real, z.imag))
tame = [z for z in zs if math.isfinite(z.real) and math.isfinite(z.imag)]
for a in tame:
    for b in random.sample(tame, 5) + [0j, 2 + 0j, 1j, -1 + 0j]:
        show = (a.real, a.imag, b.real, b.imag)
        F.add("complex.mul", lambda a, b: a * b, a, b, show=show)
        F.add("complex.div", lambda a, b: a / b, a, b, show=show)
        F.add("complex.pow", lambda a, b: a ** b, a, b, show=show)
for text in ["1+2j", "1", "j", "-j", "+j", "(1+2j)", "( 1+2j )", "1 +2j", "1+", "", "()", "((1))", "1e5+nanj", "1_0+1_1j", "1e5j", "1e+5j", "1+2", "infj", "-inf-infj", "nan", "1+2J", "1-2e-3j",
             "1j+2", "j1", "1+j", "1--2j", "１+２j", "(1", "1)", "1e5-1e-5j", ".5j", "5.j", "1+2jj", "\t1j\n", "1\x00"]:
    F.add("complex.parse", complex, text)
for t in [(), (1,), (1, 2, 3), (-1, -2), (0, 0), tuple(range(20)), (2**61, -5)]:
    F.add("hash.tuple", lambda *t: hash(t), *t)
    F.add("hash.frozenset", lambda *t: hash(frozenset(t)), *t)

# Hashes of text, each seed in a process of its own.
code = "import sys; [print(hash(eval(x))) for x in sys.stdin.read().splitlines()]"
samples = ["", "a", "abc", "hello world, hello", "é", "中文", "😀x", "\ud800", b"abc", b"", b"\xff\x00"]
for seed in (0, 1, 42, 4294967295):
    out = subprocess.run([sys.executable, "-c", code], input="\n".join(ascii(s) for s in samples), text=True, capture_output=True,
                         env={**os.environ, "PYTHONHASHSEED": str(seed)}).stdout.split()
    for s, h in zip(samples, out):
        F.add("hash.text" if isinstance(s, str) else "hash.bytes", lambda s, k: int(h), s, seed)
F.write()

# Text.
T = Facts("text.txt")
chars = [chr(i) for i in range(0x180)] + list("ǅǆΣσςßŉﬁᾳᾼᏸᎠꭰⅧª²½①一٣〇㊀\u2028\u2029\u3000\u200b\u180e\ufeff\u0378\ue000😀𝟘İıſǰΐև\u0345\u0295\u019b\u0264\ua7d5\u10d0\u1c90\ua7dc℘℮·ͺ\u1e9e")
for c in chars:
    T.add("char.is", lambda c: "".join("01"[f(c)] for f in (str.isalpha, str.isdecimal, str.isdigit, str.isnumeric, str.isalnum, str.isspace, str.isprintable,
          str.islower, str.isupper, str.istitle, str.isidentifier)) + "01"[("a" + c).isidentifier()], c)
    T.add("str.upper", str.upper, c)
    T.add("str.lower", str.lower, c)
    T.add("str.title", str.title, c)
    T.add("str.casefold", str.casefold, c)
    T.add("str.swapcase", str.swapcase, c)
words = ["", "hello world", "Hello", "HELLO", "they're bill's", "ΑΣ ΣΑ Σ", "aΣ\u0301b", "ΑΣ\u0345", "ǆ ǅ", "ßA", "ﬁx ﬀ", "1a b2", "x\u0345a", "ὈΔΥΣΣΕΎΣ", "straße", "i\u0307", "Ab Cd", "Ab cd", "A", "AB", "1A", "σΣ"]
for w in words:
    for f in (str.upper, str.lower, str.title, str.capitalize, str.casefold, str.swapcase):
        T.add("str." + f.__name__, f, w)
    T.add("str.is", lambda w: "".join("01"[f(w)] for f in (str.islower, str.isupper, str.istitle, str.isidentifier, str.isprintable)), w)
texts = ["", "abc", "it's", 'say "x"', "it's \"q\"", "a\x00\n\t\r\\é\u200b\U0001f600\x7f\xad\u3000\u2028", "\U000e0001\ue000", "tab\there", "😀é"]
for t in texts:
    T.add("str.repr", repr, t)
    T.add("str.ascii", ascii, t)
    T.add("bytes.repr", repr, t.encode())
lines = ["", "a\nb", "a\nb\n", "a\r\nb\rc\n\r\n", "a\x1cb\x85c\u2028d\x0be\x0cf\x1dg\x1eh\x1fi", "\n\n", "x"]
for t in lines:
    for keep in (False, True):
        T.add("str.splitlines", str.splitlines, t, keep)
        T.add("bytes.splitlines", bytes.splitlines, t.encode("utf-8"), keep)
for t in ["", " a  b ", "a b c", " a b c ", "a\u3000b\x1cc", "aaa", "a,b,,c", ",", "ab,,"]:
    for limit in (-1, 0, 1, 2):
        T.add("str.split_space", lambda t, n: t.split(None, n), t, limit)
        T.add("str.rsplit_space", lambda t, n: t.rsplit(None, n), t, limit)
        T.add("bytes.split_space", lambda t, n: t.split(None, n), t.encode(), limit)
        T.add("bytes.rsplit_space", lambda t, n: t.rsplit(None, n), t.encode(), limit)
        for by in (",", " ", "aa", ""):
            T.add("str.split", str.split, t, by, limit)
            T.add("str.rsplit", str.rsplit, t, by, limit)
            T.add("bytes.split", bytes.split, t.encode(), by.encode(), limit)
            T.add("bytes.rsplit", bytes.rsplit, t.encode(), by.encode(), limit)
    for by in (",", " ", "aa", ""):
        T.add("str.partition", str.partition, t, by)
        T.add("str.rpartition", str.rpartition, t, by)
        T.add("bytes.partition", bytes.partition, t.encode(), by.encode())
        T.add("bytes.rpartition", bytes.rpartition, t.encode(), by.encode())
for t in ["", "abc", "aaaa", "äöü😀äöü", "abcabc"]:
    for needle in ["", "a", "aa", "bc", "ö", "äöü", "x"]:
        for start, end in [(None, None), (1, None), (None, -1), (-2, None), (2, 1), (3, 3), (10, None), (0, 100), (-100, 2)]:
            T.add("str.find", str.find, t, needle, start, end)
            T.add("str.rfind", str.rfind, t, needle, start, end)
            T.add("str.count", str.count, t, needle, start, end)
            T.add("str.startswith", str.startswith, t, needle, start, end)
            T.add("str.endswith", str.endswith, t, needle, start, end)
            b, n = t.encode(), needle.encode()
            T.add("bytes.find", bytes.find, b, n, start, end)
            T.add("bytes.rfind", bytes.rfind, b, n, start, end)
            T.add("bytes.count", bytes.count, b, n, start, end)
        for limit in (-1, 0, 1, 2):
            T.add("str.replace", str.replace, t, needle, "<>", limit)
            T.add("bytes.replace", bytes.replace, t.encode(), needle.encode(), b"<>", limit)
for t in ["", "a", "ab", "abc", "-5", "+5", "--5", "é😀"]:
    for w in (-1, 0, 2, 3, 4, 5, 6):
        for f in (str.center, str.ljust, str.rjust):
            T.add("str." + f.__name__, f, t, w, "*")
        for f in (bytes.center, bytes.ljust, bytes.rjust):
            T.add("bytes." + f.__name__, f, t.encode(), w, b"*")
        T.add("str.zfill", str.zfill, t, w)
        T.add("bytes.zfill", bytes.zfill, t.encode(), w)
for t in ["", "a\tb\t", "\ta\n\tb", "ab\r\tc", "é\t😀\t|"]:
    for n in (8, 4, 1, 0, -1):
        T.add("str.expandtabs", str.expandtabs, t, n)
        T.add("bytes.expandtabs", bytes.expandtabs, t.encode(), n)
for t in ["", "  a ", "xxaxx", "mississippi", "\u3000a\x1c\x85", "\x0ba\x0c", "aaa"]:
    for s in (None, "x", "ipm", "a", "", "x "):
        for f in (str.strip, str.lstrip, str.rstrip):
            T.add("str." + f.__name__, f, t, s)
            T.add("bytes." + f.__name__, getattr(bytes, f.__name__), t.encode(), s.encode() if s is not None else None)
for b in [b"", b"hello World", b"\xe9a", b"A1", b"a1 B", b"Title Case", b"1"]:
    T.add("bytes.title", bytes.title, b)
    T.add("bytes.capitalize", bytes.capitalize, b)
    T.add("bytes.swapcase", bytes.swapcase, b)
    T.add("bytes.is", lambda b: "".join("01"[f(b)] for f in (bytes.islower, bytes.isupper, bytes.istitle)), b)
for b in (b"", b"\x01", b"\xab\xcd\xef", bytes(range(7))):
    T.add("bytes.hex", lambda b: b.hex(), b)
    for n in (1, 2, -2, 3, -3, 0, 100):
        T.add("bytes.hex", lambda b, s, n: b.hex(s, n), b, "-", n)
for t in ("", "ab cd", "abc", "ax", "a b", "zz", " 01\n02 ", "é", "0é", "ABcd"):
    T.add("bytes.fromhex", bytes.fromhex, t)
HANDLERS = ("strict", "ignore", "replace", "backslashreplace", "surrogateescape", "surrogatepass", "nope")
blobs = [b"", b"abc", "é中😀".encode(), b"\xff", b"a\xc3", b"\xe4\xb8x", b"\xed\xa0\x80", b"\xc3(", b"\xf4\x90\x80\x80", b"\xe4\xb8x\xff\xf0\x9f\x98", b"\xc0\x80", b"\xf0\x80\x80", b"a\x80b\xff\xfe"]
for b in blobs:
    for h in HANDLERS:
        T.add("decode", lambda b, c, h: b.decode(c, h), b, "utf-8", h)
        T.add("decode", lambda b, c, h: b.decode(c, h), b, "ascii", h)
    T.add("decode", lambda b, c, h: b.decode(c, h), b, "latin-1", "strict")
    T.add("decode", lambda b, c, h: b.decode(c, h), b, "cp437", "strict")
    T.add("decode", lambda b, c, h: b.decode(c, h), b, "utf-8-sig", "replace")
for b in [b"", b"\xff\xfea\x00", b"a\x00", b"\xfe\xff\x00a", b"a", b"\x00\xd8", b"\x00\xd8a\x00", b"\x00\xdca\x00", b"=\xd8\x00\xde", b"abc", b"\xd8=\xde\x00"]:
    for c in ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"):
        for h in ("strict", "ignore", "replace", "surrogatepass"):
            T.add("decode", lambda b, c, h: b.decode(c, h), b, c, h)
for b in [b"\x00\x00\x11\x00", b"\x00\xd8\x00\x00", b"a\x00\x00\x00", b"\xff\xfe\x00\x00a\x00\x00\x00", b"\x00\x00\xfe\xff\x00\x00\x00a"]:
    for c in ("utf-32", "utf-32-le", "utf-32-be"):
        for h in ("strict", "ignore", "surrogatepass"):
            T.add("decode", lambda b, c, h: b.decode(c, h), b, c, h)
strs = ["", "abc", "é", "aéé", "\u1234", "\xe9\u1234x\U0001f600", "\ud800", "a\ud800\udfffb", "\udcff", "x\udc80\ud800", "€", "中あ"]
for t in strs:
    for c in ("utf-8", "ascii", "latin-1"):
        for h in HANDLERS + ("xmlcharrefreplace", "namereplace"):
            T.add("encode", lambda t, c, h: t.encode(c, h), t, c, h)
    for c in ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be", "utf-8-sig", "cp1252", "cp437", "gbk", "gb18030", "gb2312", "shift_jis", "euc_kr", "iso8859-15", "koi8-r", "unicode_escape", "raw_unicode_escape"):
        for h in ("strict", "replace", "ignore"):
            if c == "gb18030" and "\ud800" <= max(t, default="") <= "\udfff":
                continue
            T.add("encode", lambda t, c, h: t.encode(c, h), t, c, h)
for b in [b"\xd6\xd0\xce\xc4", b"\x81", b"\xff\xff", b"a\xd6", b"\xa4\xa4", b"\x82\xa0", b"\x95\x96\x97"]:
    for c in ("gbk", "gb18030", "cp1252", "cp850", "koi8-r", "mac-roman", "iso8859-2"):
        T.add("decode", lambda b, c, h: b.decode(c, h), b, c, "strict")
        T.add("decode", lambda b, c, h: b.decode(c, h), b, c, "replace")
for b in [b"\\x41\\n\\u1234\\U0001f600\\101\\q\\\\", b"\\x4", b"\\", b"\\u12", b"\\N{BULLET}", b"\\N{nope}", b"\xe9", b"\\N", b"\\U99999999", b"a\\\nb"]:
    for c in ("unicode_escape", "raw_unicode_escape"):
        T.add("decode", lambda b, c, h: b.decode(c, h), b, c, "strict")
for n in ("nope", "rot13", "hex"):
    T.add("encode", lambda t, c, h: t.encode(c, h), "a", n, "strict")
    T.add("decode", lambda b, c, h: b.decode(c, h), b"a", n, "strict")
T.write()

# Formatting.
X = Facts("format.txt")
spec_ints = ["", "d", "5", "<5", "^5", "=5", "*=5", "05", "+", " ", "-", "x", "X", "#x", "#X", "b", "#b", "o", "#o", "c", "n", ",", "_", "_x", "#_x", "#012x", "012,", "06,", "05,", "<010,",
             ">010", "é^9", "e", ".2f", "%", "G", "+.1e", "s", ".3", ".3d", "z", "zd", "+c", "#c", ",c", ",x", ",n", "_n", ",,", "_,", ",_", "99999999999999999999", "abc", "d ", "\x00", "é", "5.2x", "05c",
             "08b", "+,", "020_b", "<<5", "==5", "^=5", "0<5", "z5", "#,"]
for n in (0, 1, -1, 65, 1234, -1234567, 2**40, -10**20, 0x110000):
    for s in spec_ints:
        X.add("format.int", format, n, s)
spec_floats = ["", "e", "f", "g", "E", "F", "G", "%", "n", ".0f", ".1f", ".2f", ".3f", ".10f", ".0e", ".3e", ".0g", ".3g", ".10g", ".17g", ".20", ".3", ".1", "#", "#g", "#.0f", "#.0e", "#.3g", "+", " ", "z.1f", "z", ",",
               "_", ",.2f", "_.3f", "020,", "012,.2f", "010", "+010.2f", "<10", ">10", "^10", "*^15.2e", "=10", "é=+12.1f", "d", "s", ",x", ".", "x", "abc", ".99999999999", "é", "08.3f", "+.2%", ".0%", "10.3n"]
for x in floats[:44] + [1234567.0, -1234.5678, 12345678901234567890.0, 0.5, 2.5, 0.0001, 999999.5, 9.5, 99.95]:
    for s in random.sample(spec_floats, 22):
        X.add("format.float", format, x, s)
for z in [1 + 2j, 1j, -0.0 + 0j, complex(-0.0, -0.0), complex("nan+infj"), 1e16 + 1j, 1234.5 - 2.25j, 0j, complex(0, -1)]:
    for s in ["", ".2f", "e", "g", "G", ".3", "#", "+", " ", ",", ",.1f", "<15", ">20", "^30.1e", "010", "=10", "d", "%", "*^20", "z.0f", "s", ".1e"]:
        X.add("format.complex", format, z, s, show=(z.real, z.imag, s))
for t in ["", "abc", "héé😀"]:
    for s in ["", "s", "5", "<5", ">5", "^6", "=5", "05", ".2", ".0", "^7.2", "é>6", "d", "+", " ", "z", "#", ",", "_", "-", "x5", ".", "5.2s", "10.3.4", "\x00<5", ".-1"]:
        X.add("format.str", format, t, s)
flags = ["", "-", "+", " ", "#", "0", "-0", "+0", "#0", " +", "- "]
for n in (0, 5, -255, 10**20):
    for f in flags:
        for w in ("", "3", "10", ".3", "8.5", "."):
            for c in "dixXou":
                X.add("percent.int", lambda s, n: s % n, f"<%{f}{w}{c}>", n)
for x in (0.0, -0.0, 1.5, -12345.678, 1e100, 1e-7, float("inf"), float("nan"), float("-inf"), 100.0):
    for f in flags:
        for w in ("", "12", ".0", ".3", "12.5"):
            for c in "eEfFgG":
                X.add("percent.float", lambda s, n: s % n, f"<%{f}{w}{c}>", x)
for t in ("", "a", "héllo"):
    for w in ("", "3", "-8", "08", ".2", "6.1", "+5", "#5"):
        for c in "sra":
            X.add("percent.str", lambda s, t: s % t, f"<%{w}{c}>", t)
for s in ["%", "abc%", "%d%", "%5", "%.", "%-", "%.5", "%l", "%y", "%lld", "%é", "%\x00", "%5%", "100%%", "%%%%d", "%99999999999999999999d", "%.99999999999d", "%hd|%ld|%Ld", "x%%y", "%z"]:
    X.add("percent.pieces", lambda s: s % 7, s)
for s in ["", "a", "{", "}", "{{", "}}", "{}}", "{{}", "{0", "{0:", "{0!", "{0!r", "{0!}", "{0!:}", "{0!rr}", "{0!x}", "{a.b}", "{.", "{0.}", "{0[}", "{0[]}", "{0[a", "{0[1]b}", "{0[1].c[d]}", "{0]}", "{a{b}}",
          "{}{1}", "{1}{}", "{:{}}", "{:{:{}}}", "{!r:>{w}}", "x{0}y{1!s}z", "{:}}", "{[a:b]}", "{99999999999999999999}", "{٣}", "{-1}", "{0[-1]}", "{0[99999999999999999999]}", "{ }", "{a!r:^10}", "{0!\u1234}"]:
    class Any:
        def __getattr__(self, name): return Any()
        def __getitem__(self, key): return Any()
        def __format__(self, spec): return "F(" + spec + ")"
        def __repr__(self): return "R"
        def __str__(self): return "S"
    class Args(dict):
        def __missing__(self, key): return Any()
    class Tuple(tuple):
        pass
    import string
    X.add("template", lambda s: s.format(*[Any() for _ in range(8)], a=Any(), w=Any(), **{" ": Any(), "-1": Any(), "0]": Any()}), s)
X.write()
