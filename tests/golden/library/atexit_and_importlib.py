import atexit
import importlib
import importlib.util
import sys


def say(*words, end=""):
    print("exit", *words, end)


atexit.register(say, 1)
atexit.register(say, 2, end="!")
atexit.register(print, "never")
atexit.unregister(print)
math = importlib.import_module("math")
print(math is sys.modules["math"], importlib.import_module(".abc", "collections").__name__)
print(importlib.util.find_spec("no_such_module"), importlib.util.resolve_name("..b", "a.c.d"))
try:
    importlib.import_module(".x")
except TypeError as e:
    print(e)
spec = importlib.util.spec_from_file_location("made", __file__)
print(spec.name, spec.parent == "", spec.has_location, importlib.util.module_from_spec(spec).__name__)
print("end")
