# global and nonlocal in every kind of scope.
counter = 0
def inc(by=1):
    global counter, made
    counter += by; made = f"made {counter}"
    return counter
print(inc(), inc(5), counter, made)
def outer():
    x, log = 0, []
    def a():
        nonlocal x
        x += 1; log.append(("a", x))
        def b():
            nonlocal x
            x *= 10; log.append(("b", x))
            def c():
                global x
                x = "global x"
            c()
        b()
    a(); a(); return x, log
print(outer(), x)
class K:
    global in_class
    in_class = "set in a class body"
    def f(self):
        global counter
        counter = "from method"
K().f(); print(in_class, counter, hasattr(K, "in_class"))
def loop():
    total = 0
    def add(n): nonlocal total; total += n
    for i in range(5): add(i)
    [add(i) for i in (100, 200)]; return total
print(loop())
def targets():
    a = b = c = d = None
    def set_all():
        nonlocal a, b, c, d
        for a in range(3): pass
        with CM() as b: pass
        (c, [d]) = 1, [2]
    set_all(); return a, b, c, d
class CM:
    def __enter__(self): return "cm"
    def __exit__(self, *a): pass
print(targets())
def funcs():
    def f(): return "first f"
    def replace():
        nonlocal f
        def f(): return "second f"
    before = f(); replace(); return before, f()
print(funcs())
def imports():
    global loaded
    import sys as loaded
imports(); print(loaded.__name__)
def deleted():
    v = 1
    def d(): nonlocal v; del v
    d()
    try: v
    except UnboundLocalError as e: return str(e)
print(deleted())
def g_del():
    global temp
    temp = 5; del temp
    try: temp
    except NameError as e: return str(e)
print(g_del())
def walrus():
    n = 0
    def w(): nonlocal n; return [(n := n + i) for i in range(4)], n
    return w(), n
print(walrus())
def gen():
    state = 0
    def g():
        nonlocal state
        while state < 3: state += 1; yield state
    return list(g()), state
print(gen())
def exc():
    e = "outer e"
    def h():
        nonlocal e
        try: 1 / 0
        except ZeroDivisionError as e: pass
    h()
    try: return e
    except NameError as err: return type(err).__name__, str(err)
print(exc())
def match_(v):
    got = None
    def m():
        nonlocal got
        match v:
            case [got, *_]: pass
    m(); return got
print(match_([7, 8]))
