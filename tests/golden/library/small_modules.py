import timeit, sched, graphlib, runpy, pkgutil, codeop, code, cmath, fractions, doctest, sys
from fractions import Fraction as F
print(F(3, 6), F("1.5e-2"), F(0.25), F(1,3) + 1, F(1,3) ** -2, F(7, 3) // 1, round(F(5, 2)), F(1,3) < 0.5, hash(F(1,2)) == hash(0.5), f"{F(1,3):.3f} {F(10, 4)} {F(1000000):,}", F(3.14159).limit_denominator(100), repr(F(-1, 2)), divmod(F(7,2), F(2)))
try: F(1, 0)
except ZeroDivisionError as e: print(e)
try: F("x")
except ValueError as e: print(e)
t = [0.0]
s = sched.scheduler(lambda: t[0], lambda d: t.__setitem__(0, t[0] + d))
s.enter(2, 1, print, ("b",)); s.enter(1, 1, print, ("a",), {"end": "!\n"}); s.enter(1, 0, print, ("first",)); s.run(); print(t, s.empty())
ts = graphlib.TopologicalSorter({"D": {"B", "C"}, "B": {"A"}, "C": {"A"}}); o = list(ts.static_order()); print(o[0], o[-1], len(o))
try: graphlib.TopologicalSorter({1: [2], 2: [1]}).prepare()
except graphlib.CycleError as e: print(e.args[0], sorted(set(e.args[1])))
print(timeit.timeit("x = 1", number=10) >= 0, timeit.repeat(lambda: None, repeat=2, number=3).__len__())
print(codeop.compile_command("x = 1") is not None, codeop.compile_command("def f():"), codeop.compile_command("(1,"))
for f in "sqrt exp log cos sin tan acos asin atan cosh sinh tanh acosh asinh atanh log10".split():
    r = getattr(cmath, f)(0.5+1.25j); print(f, round(r.real, 12), round(r.imag, 12))
print(cmath.polar(1+1j), cmath.phase(-1), cmath.rect(2, 0), cmath.isclose(1+1j, 1+1.0000000001j), cmath.sqrt(-1))
def fact(n):
    """
    >>> fact(5)
    120
    >>> fact(-1)
    Traceback (most recent call last):
      ...
    ValueError: neg
    >>> fact(3)
    7
    >>> print("a  b") # doctest: +NORMALIZE_WHITESPACE
    a b
    >>> list(range(20)) # doctest: +ELLIPSIS
    [0, 1, ..., 19]
    """
    if n < 0: raise ValueError("neg")
    return n * fact(n-1) if n > 1 else 1
print(doctest.testmod())
