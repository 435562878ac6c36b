# Lines of frames that exceptions have left: of the traceback, and where the frame ended.
def f():
    try:
        1/0
    finally:
        x = 1
        y = 2
def g():
    try:
        f()
    except ZeroDivisionError as e:
        tb = e.__traceback__
        while tb:
            print(tb.tb_lineno, tb.tb_frame.f_lineno, tb.tb_frame.f_code.co_name)
            tb = tb.tb_next
g()
def h():
    try:
        try:
            raise KeyError(1)
        finally:
            a = 3

    except KeyError:
        b = 1
        raise
try: h()
except KeyError as e:
    tb = e.__traceback__
    while tb:
        print(tb.tb_lineno, tb.tb_frame.f_lineno, tb.tb_frame.f_code.co_name)
        tb = tb.tb_next
def gen():
    try:
        yield 1
    finally:
        z = 1
        w = 2
g = gen(); next(g)
try: g.throw(ValueError)
except ValueError as e:
    tb = e.__traceback__
    while tb:
        print(tb.tb_lineno, tb.tb_frame.f_lineno, tb.tb_frame.f_code.co_name)
        tb = tb.tb_next
def lines(e):
    tb = e.__traceback__
    out = []
    while tb:
        out.append((tb.tb_lineno, tb.tb_frame.f_lineno, tb.tb_frame.f_code.co_name)); tb = tb.tb_next
    print(out)
def a():
    try:
        1/0
    except KeyError:
        pass
    except (TypeError,
            IndexError):
        pass
def b():
    with open("/dev/null") as f:
        x = 1
        1/0
def c():
    for i in [1,
              2]:
        try:
            try:
                [][1]
            finally:
                if i == 1:
                    pass
                else:
                    y = 1
        except IndexError:
            if i == 2:
                raise
            continue
def d():
    try:
        raise ValueError(1)
    except ValueError as e:
        raise KeyError(2) from e
def e1():
    try:
        try: 1/0
        except ZeroDivisionError:
            z = 1
            raise
    finally:
        q = 2
async def co():
    try:
        async with A():
            1/0
    finally:
        p = 3
class A:
    async def __aenter__(self): pass
    async def __aexit__(self, *a): return False
def run():
    try: co().send(None)
    except StopIteration: pass
for f in a, b, c, d, e1, run:
    try: f()
    except Exception as e: lines(e)
