# The built-in functions that take and give values.
print(abs(-5), abs(-2.5), abs(3 + 4j), abs(True), divmod(7, 3), divmod(-7, 3), divmod(7.5, 2), pow(2, 10), pow(2, -1), pow(3, 4, 5), round(2.5), round(3.14159, 2), round(-1.5), sum([1, 2, 3]), sum([0.1] * 3), sum([[1], [2]], []), sum((), 5), sum({1: 2}), sum([1, 2], start=10))
print(min(3, 1, 2), max("abc"), min([5, 2]), max({"a": 1, "b": 0}), min([], default="none"), max("aa", "b", key=len), min((1, "x"), (0, "z")), max([1, 2.5, True]), max(range(5), key=lambda x: -x), min("b", "a", key=None), max(1, 1.0), min(1.0, 1))
print(all([1, 2]), all([0, 1]), all([]), any([0, 1]), any([]), all(x > 0 for x in (1, 2)), any("" for _ in range(3)))
print(len("abc"), len({}), len(range(10, 0, -2)), ord("a"), ord("中"), ord(b"x"), chr(97), chr(0x10ffff) == "\U0010ffff", bin(5), oct(8), hex(255), ascii("é\n"), repr("x"), hash(5), callable(len), callable(5), id(1) == id(1))
print(sorted([3, 1, 2]), sorted("bca", reverse=True), sorted([("b", 1), ("a", 2)], key=lambda p: p[1]), list(reversed([1, 2])), list(enumerate("ab")), list(enumerate("ab", 1)), list(zip("ab", [1, 2], (True, False))), list(map(lambda x: x + 1, [1, 2])), list(filter(None, [0, 1, "", 2])), list(filter(str.isalpha, "a1b")))
print(isinstance(5, int), isinstance(5, (str, int)), isinstance("a", int | str), issubclass(bool, int), issubclass(int, object), type(5), type(5)(), isinstance(True, int), isinstance(None, type(None)), isinstance(int, type))
class C: x = 1; _y = 2
c = C(); print(getattr(c, "x"), getattr(c, "zz", "default"), hasattr(c, "x"), hasattr(c, "zz"), setattr(c, "new", 5), c.new, delattr(c, "new"), hasattr(c, "new"), vars(c), [n for n in dir(c) if "_" not in n])
print(format(5, "03d"), format("x", ">3"), format(3.14159, ".2f"), int("5"), float("2.5"), str(5), bool([]), complex("1j"), list("ab"), tuple([1]), set([1]), frozenset([1]), dict(a=1), bytes([1]), bytearray(2), range(3), slice(1, 2), object() is object(), memoryview(b"a").tolist())
it = iter([1, 2]); print(next(it), next(it), next(it, "end"), list(iter("ab")), list(iter([3, 2, 1, 0, 5].pop, 0)))
print(eval("1 + 2"), eval("x * 2", {"x": 5}), exec("q = 5"), q, compile("1+1", "s", "eval").co_filename, eval(compile("1+1", "s", "eval")), callable(compile), globals()["q"], "q" in locals(), "q" in vars())
print(print("a", "b", sep="-", end="!\n"), print(), print(*[1, 2], sep=""), print("x", end=""), print("y", flush=True), print(1, None, 2.5, [], sep=" | "), print("", end=""), print(sep="x"))
class W:
    def __init__(self): self.t = []
    def write(self, s): self.t.append(s)
    def flush(self): self.t.append("FLUSH")
w = W(); print("a", 1, sep="+", file=w); print(file=w); print("z", end="", file=w, flush=True); print(w.t)
for f in (lambda: print("a", file=5), lambda: print("a", sep=5), lambda: print("a", end=b"x"), lambda: print("a", sep=None, end=None)):
    try: f(); print("fine")
    except Exception as e: print(type(e).__name__, e)
import builtins
names = [n for n in dir(builtins) if not n.startswith("_") and n[0].islower() and n not in ("copyright", "credits", "license", "exit", "quit", "help")]
print(len(names), names)
print([n for n in dir(builtins) if n[0].isupper()])
def f(a, b=2): "doc"
print(f.__doc__, help is not None, callable(exit), repr(exit)[:4] , __import__("sys").__name__, __name__, __builtins__ is builtins, builtins.len is len)
print(breakpoint.__name__, input.__name__, open.__name__, aiter.__name__, anext.__name__, isinstance(property(), property), super.__name__, staticmethod(len)([1]), classmethod(len).__func__ is len, [type(x).__name__ for x in (map(len, []), filter(None, []), zip(), enumerate([]), reversed([]))])
