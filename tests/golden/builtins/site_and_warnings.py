# exit and its company, breakpoint, warnings of the compiler as errors, keywords for the other constructor.
import os, sys, warnings
print(repr(exit), repr(quit), type(exit).__name__, callable(help), type(license).__name__)
for leave in (exit, quit):
    try: leave(3)
    except SystemExit as e: print("left", e.code)
calls = []
sys.breakpointhook = lambda *a, **k: calls.append((a, k)) or "hooked"
print(breakpoint(1, x=2), calls)
with warnings.catch_warnings():
    warnings.simplefilter("error")
    for text in ("x is 1", "assert (x, 'y')", "1()"):
        try: compile(text, "<t>", "exec"); print("fine", text)
        except SyntaxError as e: print(type(e).__name__, e.msg, e.lineno, e.offset)
with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter("always"); compile("x = 1\ny is 'a'\n", "file", "exec"); b = True; ~b
print([(w.category.__name__, str(w.message)[:40], w.lineno if w.filename == "file" else "") for w in seen])
class L(list):
    def __new__(cls, items, more=None): self = super().__new__(cls, items); self.more = more; return self
class T(tuple):
    def __init__(self, items, more=None): self.more = more
class D(float):
    def __init__(self, value, more=None): self.more = more
print(L([1], more=2).more, T([1, 2], more=3).more, D(1.5, more=4).more)
for make in (lambda: list(x=1), lambda: tuple(x=1), lambda: float(x=1)):
    try: make()
    except TypeError as e: print(e)
g, l = {}, {}
exec("def f():\n  global y\n  return y\ny = 5\nprint(f(), 'y' in globals(), 'y' in locals())", g, l)
