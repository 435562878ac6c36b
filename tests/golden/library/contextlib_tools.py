from contextlib import *
def run(c):
    try:
        while True: c.send(None)
    except StopIteration as e: return e.value
@contextmanager
def cm(x):
    print('enter', x)
    try: yield x * 2
    except ValueError as e: print('caught', e)
    finally: print('exit', x)
with cm(3) as v: print(v)
with cm(4): raise ValueError('oops')
try:
    with cm(5): raise KeyError('k')
except KeyError as e: print('out', e)
@contextmanager
def none():
    if 0: yield
try:
    with none(): pass
except RuntimeError as e: print(e)
@contextmanager
def two():
    yield 1
    yield 2
try:
    with two(): pass
except RuntimeError as e: print(e)
@cm('deco')
def f(a): print('in f', a); return 1
print(f(1), f(2))
with suppress(ZeroDivisionError): 1 / 0
print('after')
class T:
    def close(self): print('closed')
with closing(T()): print('use')
with nullcontext(5) as n: print(n)
with ExitStack() as s:
    s.enter_context(cm('a')); s.enter_context(cm('b')); s.callback(print, 'cb', 1)
    s.push(lambda *d: print('pushed', d[0]))
try:
    with ExitStack() as s:
        s.callback(lambda: 1 / 0)
        raise KeyError('first')
except ZeroDivisionError as e: print(repr(e), repr(e.__context__))
with ExitStack() as s:
    keep = s.pop_all()
@asynccontextmanager
async def acm(x):
    print('aenter', x)
    try: yield x
    finally: print('aexit', x)
async def main():
    async with acm(1) as v: print('body', v)
    try:
        async with acm(2): raise KeyError('z')
    except KeyError as e: print('got', e)
    async with AsyncExitStack() as st:
        print(await st.enter_async_context(acm('x')), st.enter_context(cm('y')))
        async def bye(n): print('bye', n)
        st.push_async_callback(bye, 1)
    async def ag():
        try: yield 1
        finally: print('ag closed')
    async with aclosing(ag()) as g:
        async for z in g: print(z); break
    async with nullcontext(7) as q: print(q)
    return 'end'
print(run(main()))
try: ExitStack().enter_context(3)
except TypeError as e: print(e)
print(isinstance(cm(1), AbstractContextManager), isinstance(acm(1), AbstractAsyncContextManager), cm.__name__)
