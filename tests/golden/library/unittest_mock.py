from unittest.mock import *
from unittest import mock
import asyncio, os
m = Mock(return_value=3)
print(m(1, a=2), m.called, m.call_count, m.call_args, m.call_args_list, m.mock_calls)
m.assert_called_once_with(1, a=2)
try: m.assert_called_with(2)
except AssertionError as e: print(e)
m.x.y.z(5); print(m.mock_calls, m.method_calls, m.x.y.z.call_args.args)
m = MagicMock(); m.__len__.return_value = 7; print(len(m), list(m), m[3] is not None, bool(m), int(m), m == m, str(m)[:11])
m = Mock(side_effect=[1, 2, ValueError("x")]); print(m(), m())
try: m()
except ValueError as e: print(repr(e))
m = Mock(side_effect=lambda x: x * 2); print(m(4))
class C:
    def f(self, a, b=1): return a
    async def g(self): return 1
    attr = 3
m = Mock(spec=C)
try: m.nope
except AttributeError as e: print(e)
print(isinstance(m, C), repr(m).split(" id=")[0])
with patch.object(C, "f", return_value=9) as p:
    print(C().f(1), p.call_args)
print(C().f(1))
with patch("os.getcwd") as p:
    p.return_value = "/x"; print(os.getcwd())
@patch("os.getcwd", new=lambda: "new")
def t(): return os.getcwd()
print(t())
@patch.object(C, "attr", 10)
@patch.object(C, "f")
def t2(f): print(C.attr); return C().f()
print(type(t2()))
d = {"a": 1}
with patch.dict(d, {"b": 2}, clear=True): print(d)
print(d, call(1, 2), call.foo(3), call.a.b(c=1), sentinel.foo, ANY == 5)
am = AsyncMock(return_value=4)
async def main():
    print(await am(1), am.await_count, am.await_args); am.assert_awaited_once_with(1)
    mm = MagicMock()
    async with mm as x: print("in")
    mm.__aiter__.return_value = [1, 2]
    print([i async for i in mm])
    s = Mock(spec=C); print(await s.g() is not None)
asyncio.run(main())
a = create_autospec(C)
inst = a(); inst.f(1, b=2)
try: inst.f()
except TypeError as e: print(e)
def fn(x, y): pass
af = create_autospec(fn, return_value=5); print(af(1, 2)); af.assert_called_once_with(1, 2)
try: af(1)
except TypeError as e: print(e)
mo = mock_open(read_data="line1\nline2\n")
with patch("builtins.open", mo):
    with open("f") as f: print(f.read())
    with open("f") as f: print(list(f))
mo.assert_called_with("f")
m = Mock(); m.a(1); m.b(2)
m.assert_has_calls([call.a(1), call.b(2)])
try: m.assert_has_calls([call.a(9)])
except AssertionError as e: print(e)
try: m.assert_not_called(); m.a.assert_not_called()
except AssertionError as e: print(e)
try: m.asert_called()
except AttributeError as e: print(e)
m.reset_mock(); print(m.mock_calls)
class P:
    @property
    def p(self): return 1
with patch.object(P, "p", new_callable=PropertyMock) as pm:
    pm.return_value = 5; print(P().p, pm.mock_calls)
seal(m)
try: m.zzz
except AttributeError as e: print(e)
print(Mock(name="foo"), MagicMock(name="x").y().z) if 0 else None
m = Mock(**{"a.b.return_value": 3, "c": 4}); print(m.a.b(), m.c)
