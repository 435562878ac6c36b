# cr_* attributes, the repr, flags.
class Pause:
    def __await__(self): yield
async def inner(): await Pause()
async def outer(a):
    b = a * 2
    await inner()
    return b
c = outer(3)
print(c.cr_frame.f_locals, c.cr_frame.f_lineno, c.cr_running, c.cr_suspended, c.cr_await, c.cr_code is outer.__code__, c.cr_origin)
c.send(None)
print(c.cr_frame.f_locals, c.cr_frame.f_lineno, c.cr_running, c.cr_suspended, c.cr_await.__name__, type(c.cr_await.cr_await).__name__)
try: c.send(None)
except StopIteration as e: print(e.value)
print(c.cr_frame, c.cr_running, c.cr_suspended, c.cr_await)
print(c.__name__, c.__qualname__, repr(c).split(" at ")[0], type(c))
async def running(): return me.cr_running, me.cr_suspended
me = running()
try: me.send(None)
except StopIteration as e: print(e.value)
print(sorted(n for n in dir(c) if not n.startswith("__")))
w = outer(1).__await__(); print(repr(w).split(" at ")[0], sorted(n for n in dir(w) if not n.startswith("_"))); w.close()
class C:
    async def m(self): pass
    @classmethod
    async def c(cls): return cls.__name__
    @staticmethod
    async def s(): return "s"
    async def __call__(self): return "called"
    async def gen(self): yield
def run(c):
    try: c.send(None)
    except StopIteration as e: return e.value
m = C().m(); print(m.__qualname__); m.close()
print(run(C.c()), run(C.s()), run(C()()))
f = outer.__code__.co_flags; print(bool(f & 0x80), bool(f & 0x20), bool(C.gen.__code__.co_flags & 0x200), bool(run.__code__.co_flags & 0x80))
ag = C().gen(); print(type(ag).__name__, ag.__name__, ag.__qualname__, ag.ag_frame is not None, ag.ag_running, ag.ag_await, ag.ag_code.co_name, repr(ag).split(" at ")[0], sorted(n for n in dir(ag) if not n.startswith("__")))
an = ag.asend(None); print(type(an).__name__, type(ag.athrow(ValueError)).__name__, type(ag.aclose()).__name__, type(ag.__anext__()).__name__, ag.__aiter__() is ag); an.close()
for bad in ("c.cr_frame = 1", "c.__name__ = 5", "c.x = 1", "len(c)", "iter(c)", "c()", "c + 1", "bool(c)", "c[0]", "type(c)()"):
    try: print(bad, eval(bad) if "=" not in bad else exec(bad))
    except Exception as e: print(bad, "->", type(e).__name__, e)
async def lam(): return (lambda: 5)()
print(run(lam()))
c = outer(1); c.__name__ = "renamed"; print(c.__name__, c.__qualname__); c.close(); c.close()
async def local(): 
    async def nested(): pass
    n = nested(); q = n.__qualname__; n.close(); return q
print(run(local()))
