# import in all its forms, from a package beside the program.
import _parts.plain
print(_parts.plain.value, _parts.__name__, _parts.plain.__name__)
import _parts.plain as p, _parts.sub.inner as inner
print(p is _parts.plain, inner.where, inner.__package__, inner.up)
from _parts import plain, sub as s, attribute
print(plain is p, s.__name__, attribute)
from _parts.plain import value, function as f, Class
print(value, f(), Class().name, Class.__module__, f.__module__)
from _parts.plain import *
print(function(), "_hidden" in globals(), "Class" in globals())
from _parts.listed import *
print(shown, "not_shown" in globals(), _listed)
from _parts.sub import (
    inner as i2,
    sibling,
)
print(i2 is inner, sibling.seen)
def local():
    import _parts.plain as q
    from _parts.plain import value
    return q.value, value
print(local(), "q" in globals())
class C:
    from _parts.plain import value as v
    import _parts.sub
print(C.v, C._parts.sub.__name__)
import sys
print("_parts.plain" in sys.modules, sys.modules["_parts.plain"] is p, "_parts.sub.inner" in sys.modules, sys.modules["__main__"].p is p)
p.value = "changed"
import _parts.plain
print(_parts.plain.value, value)
for text in ("import _parts.nothing", "import nothing_at_all", "from _parts import nothing", "from _parts.plain import nothing", "from _parts.broken import x", "import _parts.broken", "from . import x", "from .x import y", "import _parts.plain.deeper", "from nothing.at import all", "import _parts.cycle_a"):
    try: exec(text); print(text, "fine")
    except Exception as e: print(text, "->", type(e).__name__, str(e).split(" (")[0])
print(_parts.cycle_a.a, _parts.cycle_a.cycle_b.b)
m = __import__("_parts.plain"); print(m.__name__, __import__("_parts.plain", fromlist=["value"]).__name__)
print(type(sys).__name__, repr(sys), p.__name__, p.__package__, p.__doc__, p.__file__.endswith("plain.py"), p.__spec__.name, _parts.__path__ is not None, sorted(k for k in vars(p) if k[0] != "_"))
try: p.nope
except AttributeError as e: print(e)
p.added = 5; print(p.added); del p.added
M = type(sys); mod = M("made", "its doc"); mod.x = 1; print(mod.__name__, mod.__doc__, mod.x, repr(mod)); sys.modules["made"] = mod; import made; print(made.x)
from _parts import lazy; print(lazy.anything, lazy.real)
try: lazy.forbidden
except AttributeError as e: print(e)
print(dir(lazy))
if __name__ == "__main__": print("run as a program", __name__)
sys.modules["blocked"] = None
try: import blocked
except ImportError as e: print(type(e).__name__, e)
