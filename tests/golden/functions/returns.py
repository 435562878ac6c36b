# return: values, nothing, through finally and loops.
def nothing(): pass
def bare(): return
def several(): return 1, 2
def nested():
    def f(): return "inner"
    return f()
def conditional(x):
    if x: return "yes"
def in_loop():
    for i in range(5):
        for j in range(5):
            if i * j == 6: return i, j
def in_with():
    class C:
        def __enter__(self): return self
        def __exit__(self, *a): print("exit", a[0])
    with C(): return "from with"
def finally_wins():
    try: return "try"
    finally: return "finally"
def finally_swallows():
    try: 1 / 0
    finally: return "swallowed"
def finally_changes():
    x = [1]
    try: return x
    finally: x.append(2)
def finally_rebinds():
    x = 1
    try: return x
    finally: x = 2
def except_returns():
    try: raise ValueError
    except ValueError: return "except"
    finally: print("still runs")
def else_returns():
    try: pass
    except ValueError: return "no"
    else: return "else"
    finally: print("after else")
def loop_finally():
    for i in range(3):
        try:
            if i == 1: return i
        finally:
            print("finally", i)
def break_cancels():
    while True:
        try: return "lost"
        finally: break
    return "after break"
def continue_cancels():
    for i in range(3):
        try: return "lost"
        finally: continue
    return "after continue", i
def nested_finally():
    try:
        try: return 1
        finally: print("inner")
    finally: print("outer")
def raises_in_finally():
    try: return 1
    finally: raise KeyError("replaces")
for f in (nothing, bare, several, nested, in_loop, in_with, finally_wins, finally_swallows, finally_changes, finally_rebinds, except_returns, else_returns, loop_finally, break_cancels, continue_cancels, nested_finally, raises_in_finally):
    try:
        print(f.__name__, f())
    except KeyError as e:
        print(f.__name__, "raised", e)
print(conditional(1), conditional(0))
def gen():
    yield 1
    return 2
def delegating():
    got = yield from gen()
    print("got", got)
print(list(delegating()))
