# Markers under every kind of expression: each function fails in its own way.
import sys


def binary(): return 1 + 2 * (3 / 0) - 4
def longer(): a = {"k": [1, 2]}; return a["k"][5] + a["z"]
def attribute(): x = None; return x.name.first
def call(): return len(5) + len([])
def nested_call(): return max(min(3), 4)
def subscript(): x = (1, 2); return x[0][1]
def compare(): return 1 < 2 < "a"
def unary(): return -"a"
def method(): return "abc".index("z", 1)
def aug(): x = 1; x += "a"
def unpack(): a, b = 1, 2, 3
def iterate():
    for x in 5: pass
def raise_(): raise KeyError("k")
def assert_(): assert 1 == 2, "message"
def import_(): import no_such_module_at_all
def from_(): from sys import no_such_name
def delete(): x = {}; del x["a"]
def store(): x = (); x[0] = 1
def store_attr(): (5).x = 1
def with_():
    with 5: pass
def fstring(): return f"a {1/0} b"
def lambda_(): return (lambda v: v / 0)(1)
def comprehension(): return [1 / v for v in (1, 0)]
def generator(): return sum(1 / v for v in (1, 0))
def walrus(): return (y := 1 / 0)
def conditional(): return 1 if 1 / 0 else 2
def kwargs(): return print(*5, **{})
def starred(): return [*1, 2]
def slice_(): return [1][1:"a"]
def several_lines():
    return (1 +
            2 +
            None +
            3)
def call_lines():
    return max(
        1,
        "a",
    )
def long_dict():
    return {
        "a": 1,
        "b": 1 / 0,
    }
def unicode(): 名 = "é"; return 名 + 1 + 名
def tabs():
	return  1 / 0
def whole_line(): raise ValueError
def chain(): return [].pop().x().y
def boolean(): return True and 1 / 0
def decorated():
    @5
    def f(): pass
def class_():
    class C(5, 6): pass
def default():
    def f(a=1 / 0): pass
def yield_from():
    def g(): yield from 5
    next(g())
def matching():
    match 1:
        case {"a": int(x, y)}: pass
        case int(1, 2): pass
def await_():
    async def f(): await 5
    f().send(None)


for f in list(globals().values()):
    if type(f) is type(binary):
        try:
            f()
        except Exception as e:
            sys.excepthook(type(e), e, e.__traceback__.tb_next)
            print(f.__name__, type(e).__name__)
