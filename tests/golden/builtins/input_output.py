# print to the letter; input from an empty stream.
import sys
print(); print("a"); print("a", "b"); print("a", "b", sep="-"); print("a", end="|"); print(); print(1, 2.0, None, True, [1, "x"], {"k": "v"}, (1,), {1}, b"b", 1j, ..., sep="; "); print("multi\nline"); print(*"abc"); print(*[], sep="x"); print("", "", sep="sep"); print("unicode: é 中文 😀"); print("tab\there"); print("end", end=""); print("", end="\n\n"); print("x", sep=None, end=None)
class S:
    def __str__(self): return "S.str"
class R:
    def __repr__(self): return "R.repr"
print(S(), R(), [R()]); sys.stdout.write("written\n"); print(sys.stdout.write("n\n")); sys.stdout.flush(); print("to stderr", file=sys.stderr); print("flush", flush=True); print("a\0b".encode()); print("caf\u00e9", "\x41")
class F:
    def __init__(self): self.parts = []
    def write(self, s): self.parts.append(s)
f = F(); print("a", 1, None, sep=", ", end="!", file=f); print(f.parts); f = F(); print(file=f); print(f.parts); f = F(); print("x", "y", file=f); print(f.parts)
try: input("prompt> ")
except EOFError as e: print(type(e).__name__, e)
for bad in (lambda: print("a", sep=1), lambda: print("a", end=1), lambda: print("a", file=None) or "None means stdout", lambda: print("a", file=1), lambda: print("a", foo=1), lambda: print("a", sep="", end="", flush="yes") or ""):
    try: print(bad())
    except Exception as e: print(type(e).__name__, e)
old = sys.stdout; sys.stdout = f = F(); print("captured"); sys.stdout = old; print(f.parts, sys.stdout is sys.__stdout__); print(repr("\r"), "a\rb".replace("\r", "R"))
