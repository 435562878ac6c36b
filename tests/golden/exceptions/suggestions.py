# What an exception knows of the name that was wrong.
import sys
def attempt(f):
    try: f()
    except (NameError, AttributeError, ImportError) as e: print(type(e).__name__, e, "|", e.name, type(getattr(e, "obj", None)).__name__)
value = 1
class Thing:
    colour = 1
    def method(self): pass
attempt(lambda: valeu); attempt(lambda: Thing().color); attempt(lambda: Thing.metod); attempt(lambda: sys.no_such); attempt(lambda: "x".uper())
def imports(): from sys import argvv
def imports2(): import no_such_module
def imports3(): import sys.nothing
def imports4(): from no.such import x
for f in (imports, imports2, imports3, imports4): attempt(f)
