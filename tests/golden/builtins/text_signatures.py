# What built-in functions and methods say of their parameters: `__text_signature__`, from which inspect.signature reads.
import builtins
import inspect

FUNCTIONS = """abs aiter all any anext ascii bin breakpoint callable chr compile delattr dir divmod eval exec format getattr
globals hasattr hash hex id input isinstance issubclass iter len locals max min next oct open ord pow print repr round
setattr sorted sum vars __import__ __build_class__""".split()

for name in FUNCTIONS:
    print(name, getattr(builtins, name).__text_signature__)

TYPES = [bool, bytearray, bytes, classmethod, complex, dict, enumerate, filter, float, frozenset, int, list, map, memoryview,
         object, property, range, reversed, set, slice, staticmethod, str, super, tuple, type, zip, BaseException, ValueError]
for each in TYPES:
    print(each.__name__, each.__text_signature__)
    for name in sorted(vars(each)):
        if name.startswith("_") and name not in ("__format__", "__init_subclass__"):
            continue
        value = getattr(each, name)
        text = getattr(value, "__text_signature__", None)
        if callable(value) and (each, name) not in [(dict, "update")]:
            print("   ", name, text)

print(inspect.signature(str.split), inspect.signature("".split), inspect.signature(sorted), inspect.signature(open))
print(dict.__dict__["fromkeys"], type(dict.__dict__["fromkeys"]).__name__, dict.__dict__["fromkeys"](dict, "ab"))
