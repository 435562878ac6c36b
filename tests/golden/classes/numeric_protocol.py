# A vector and a fraction in plain Python: the numeric methods working together.
class Vec:
    __slots__ = ("x", "y")
    def __init__(self, x, y): self.x, self.y = x, y
    def __repr__(self): return f"Vec({self.x!r}, {self.y!r})"
    def __add__(self, o): return Vec(self.x + o.x, self.y + o.y) if isinstance(o, Vec) else NotImplemented
    def __radd__(self, o): return self if o == 0 else NotImplemented
    def __sub__(self, o): return self + -o
    def __neg__(self): return Vec(-self.x, -self.y)
    def __pos__(self): return self
    def __mul__(self, k): return Vec(self.x * k, self.y * k) if isinstance(k, (int, float)) else self @ k if isinstance(k, Vec) else NotImplemented
    __rmul__ = __mul__
    def __matmul__(self, o): return self.x * o.x + self.y * o.y
    def __truediv__(self, k): return Vec(self.x / k, self.y / k)
    def __abs__(self): return (self @ self) ** 0.5
    def __bool__(self): return bool(self.x or self.y)
    def __eq__(self, o): return (self.x, self.y) == (o.x, o.y) if isinstance(o, Vec) else NotImplemented
    def __hash__(self): return hash((self.x, self.y))
    def __iter__(self): yield self.x; yield self.y
    def __iadd__(self, o): self.x += o.x; self.y += o.y; return self
    def __complex__(self): return complex(self.x, self.y)
    def __round__(self, n=None): return Vec(round(self.x, n), round(self.y, n))
a, b = Vec(1, 2), Vec(3, 4)
print(a + b, a - b, -a, +a, a * 2, 3 * a, a * b, a @ b, b / 2, abs(b), bool(Vec(0, 0)), sum([a, b]), complex(a), round(Vec(1.26, 2.74), 1), round(Vec(1.5, 2.5)))
c = a; c += b; print(a, c is a, a == Vec(4, 6), a != b, {a: 1}[Vec(4, 6)], list(a), a == 5, 5 == a)
for f in (lambda: a + 1, lambda: 1 + a, lambda: a * "x", lambda: a ** 2, lambda: a < b, lambda: a // 2, lambda: a["x"], lambda: 1 - a):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
class Frac:
    def __init__(self, n, d=1):
        if d == 0: raise ZeroDivisionError(f"Frac({n}, 0)")
        g, r = n, d
        while r: g, r = r, g % r
        self.n, self.d = n // g, d // g
    @staticmethod
    def of(x): return x if isinstance(x, Frac) else Frac(x) if isinstance(x, int) else None
    def op(f):
        def forward(self, o):
            o = Frac.of(o)
            return NotImplemented if o is None else f(self, o)
        def backward(self, o):
            o = Frac.of(o)
            return NotImplemented if o is None else f(o, self)
        return forward, backward
    __add__, __radd__ = op(lambda a, b: Frac(a.n * b.d + b.n * a.d, a.d * b.d))
    __sub__, __rsub__ = op(lambda a, b: Frac(a.n * b.d - b.n * a.d, a.d * b.d))
    __mul__, __rmul__ = op(lambda a, b: Frac(a.n * b.n, a.d * b.d))
    __truediv__, __rtruediv__ = op(lambda a, b: Frac(a.n * b.d, a.d * b.n))
    __lt__, __gt__ = op(lambda a, b: a.n * b.d < b.n * a.d)
    __le__, __ge__ = op(lambda a, b: a.n * b.d <= b.n * a.d)
    __eq__ = op(lambda a, b: a.n == b.n and a.d == b.d)[0]
    def __pow__(self, k): return Frac(self.n ** k, self.d ** k)
    def __floor__(self): return self.n // self.d
    def __float__(self): return self.n / self.d
    def __int__(self): return int(self.n / self.d)
    def __trunc__(self): return int(self)
    def __hash__(self): return hash((self.n, self.d))
    def __repr__(self): return f"{self.n}/{self.d}" if self.d != 1 else str(self.n)
h, t = Frac(1, 2), Frac(1, 3)
print(h + t, h - t, h * t, h / t, 1 + h, 1 - h, 2 * h, 1 / t, h ** 3, float(h), int(Frac(7, 2)), h < t, h >= t, 1 > h, 0 < h <= 1, sorted([h, t, 1, 0]), sum([h, t, Frac(1, 6)]), h == Frac(2, 4), h == "x", max(h, t))
for f in (lambda: h + 1.5, lambda: "a" * h, lambda: h / 0, lambda: h < "a"):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
harmonic = sum((Frac(1, k) for k in range(1, 11)), Frac(0)); print(harmonic)
