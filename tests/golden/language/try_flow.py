# Control flow through try in loops and functions, every way out.
def f(x):
    for i in range(3):
        try:
            if x == "return": return "returned"
            if x == "break": break
            if x == "continue": continue
            if x == "raise": raise ValueError(i)
            if x == "nested":
                try: raise KeyError
                finally: print("inner", end=" ")
        except ValueError as e: print("caught", e, end=" ")
        except KeyError: print("key", end=" ")
        else: print("else", end=" ")
        finally: print("finally", i, end=" ")
    else: print("loop else", end=" ")
    return "end"
for x in ("return", "break", "continue", "raise", "nested", ""): print(x, "->", f(x))
def g():
    try:
        try: 1 / 0
        except ZeroDivisionError: return "handler"
        finally: print("A", end=" ")
    finally: print("B", end=" ")
print(g())
def h():
    while True:
        try:
            try: break
            finally: print("in", end=" ")
        finally: print("out", end=" ")
    return "after"
print(h())
def i():
    r = []
    for a in range(2):
        for b in range(2):
            try:
                if a: continue
                r.append((a, b))
            finally: r.append("f")
    return r
print(i())
def j():
    try: return k()
    finally: print("after k", end=" ")
def k(): print("k runs", end=" "); return "k"
print(j())
def l():
    for n in range(5):
        try:
            try:
                if n == 2: raise IndexError(n)
            except KeyError: print("never")
        except IndexError as e: print("index", e, end=" "); break
    return n
print(l())
def m():
    e = "kept"
    try: raise ValueError
    except ValueError as err: e2 = err
    return e, type(e2).__name__, "err" in locals()
print(m())
try:
    try: raise TypeError("t")
    except TypeError: raise
    else: print("no")
    finally: print("fin")
except TypeError as e: print("outer", e)
