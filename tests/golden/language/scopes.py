# local, enclosing, global, builtin: who owns a name.
x = "global"


def reads():
    return x


def assigns():
    x = "local"
    return x


def declares():
    global x, fresh
    x = "changed"
    fresh = "made by declares"


print(reads(), assigns(), x)
declares()
print(x, fresh)


def outer():
    a = 1
    def middle():
        nonlocal a
        a += 1
        def inner():
            nonlocal a
            a += 10
            return a
        return inner
    f = middle()
    return f(), f(), a


print(outer())


def unbound():
    try:
        print(later)
    except UnboundLocalError as e:
        print(type(e).__name__, e)
    later = 1
    del later
    try:
        later
    except UnboundLocalError as e:
        print(e)


unbound()


def free():
    def inner():
        return value
    try:
        inner()
    except NameError as e:
        print(type(e).__name__, e)
    value = 5
    print(inner())
    del value
    try:
        inner()
    except NameError as e:
        print(type(e).__name__, e)


free()
try:
    nowhere
except NameError as e:
    print(e, e.name)

# A class body is a scope of its own that its methods do not see.
level = "module"


class C:
    level = "class"
    seen = level
    copied = [level for _ in range(1)]
    made = [i for i in range(3) if i]
    def method(self):
        return level
    lam = lambda self: level


print(C.seen, C.copied, C().method(), C().lam(), C.made)


def maker():
    level = "function"
    class D:
        print("in class:", level)
        level = "own"
        print("in class:", level)
        def m(self): return level
    return D().m()


print(maker())


def conditional(flag):
    if flag:
        y = 1
    try:
        return y
    except UnboundLocalError as e:
        return str(e)


print(conditional(True), conditional(False))


def shadow(print=print, len=3):
    print("shadowed", len)


shadow()
def builtin_hidden():
    global len
    len = lambda x: "mine"
    print(len([]))
    del len
    print(len([]))


builtin_hidden()
def comprehension(n):
    n_ = [n for n in range(3)]
    return n, n_


print(comprehension("kept"))
i = "outer i"
print([i for i in range(2)], i, {i: i for i in "a"}, i)
def loops():
    fs = []
    for i in range(3):
        fs.append(lambda: i)
    return [f() for f in fs], [f() for f in [lambda i=i: i for i in range(3)]]
print(loops())
def nested_global():
    x = "function's"
    def inner():
        global x
        return x
    return inner(), x
print(nested_global())
def except_name():
    e = "before"
    try: 1/0
    except ZeroDivisionError as e: print("caught", e)
    try: print(e)
    except UnboundLocalError as err: print(err)
except_name()
