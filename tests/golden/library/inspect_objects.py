import inspect, functools, types, asyncio
def f(a, /, b: int, c=3, *args, d, e: "str" = 'x', **kw) -> list: 
    """Doc
       more
    """
    return a
print(inspect.signature(f), inspect.getfullargspec(f))
s = inspect.signature(f)
print(repr(s), list(s.parameters), s.parameters['b'], repr(s.parameters['e']), s.parameters['b'].kind, s.return_annotation)
b = s.bind(1, 2, d=4, z=5); print(b, b.args, b.kwargs, b.arguments); b.apply_defaults(); print(b)
for a, k in [((), {}), ((1,), {}), ((1,2,3,4), {}), ((1,2), {'d': 1, 'a': 3}), ((1, 2), {'d': 1, 'b': 3})]:
    try: print(s.bind(*a, **k))
    except TypeError as e: print(e)
print(inspect.getdoc(f), inspect.cleandoc("a\n   b\n     c\n"))
class C:
    "class doc"
    def __init__(self, x, y=2): pass
    def m(self, q): "m doc"
    @classmethod
    def cm(cls, z): pass
    @staticmethod
    def sm(z): pass
    @property
    def p(self): return 1
class D(C):
    def m(self, q): pass
for o in [C, C.m, C(1).m, C.cm, C.sm, D, functools.partial(f, 1, d=3), len, print, int, str.join, [].append, dict.get, lambda x, *, y=1: 0, object, C(1).sm, isinstance, sum]:
    try: print(getattr(o,'__name__',o.__class__), inspect.signature(o))
    except Exception as e: print(getattr(o,'__name__',o), type(e), e if 'builtin' not in str(e) else '')
print(inspect.getdoc(D.m), inspect.getdoc(D))
print(inspect.getsource(C.m), inspect.getsource(f), inspect.getsourcelines(D)[1], inspect.getsourcefile(f) == __file__)
print([n for n, v in inspect.getmembers(C, inspect.isfunction)], inspect.getmro(D))
def g(): x = 1; yield x; yield 2
async def co(): await asyncio.sleep(0)
async def ag(): yield 1
G = g(); print(inspect.getgeneratorstate(G), inspect.getgeneratorlocals(G)); next(G); print(inspect.getgeneratorstate(G), inspect.getgeneratorlocals(G)); list(G); print(inspect.getgeneratorstate(G))
c = co(); print(inspect.getcoroutinestate(c), inspect.isawaitable(c), inspect.iscoroutine(c)); c.close(); print(inspect.getcoroutinestate(c))
print([n for n in dir(inspect) if n.startswith("is") and getattr(inspect, n)(co)], [n for n in dir(inspect) if n.startswith("is") and getattr(inspect, n)(ag)], [n for n in dir(inspect) if n.startswith("is") and getattr(inspect, n)(g)])
for o in [C, C.m, C(1).m, len, [].append, str.join, inspect, C.p, C.__dict__['cm'], object().__str__, object.__str__, f.__code__, type.__dict__['__name__'], inspect.currentframe()]:
    print([n for n in dir(inspect) if n.startswith("is") and n != 'isabstract' and getattr(inspect, n)(o)])
def h():
    fr = inspect.currentframe(); print(fr.f_code.co_name, inspect.stack()[0].function, inspect.stack()[1].lineno, inspect.stack()[0].code_context, inspect.getframeinfo(fr).lineno)
h()
@functools.wraps(f)
def w(*a): pass
print(inspect.signature(w), inspect.unwrap(w) is f, inspect.signature(w, follow_wrapped=False))
print(inspect.getclosurevars(h).globals.keys(), inspect.isabstract(C))
@inspect.markcoroutinefunction
def mk(): pass
print(inspect.iscoroutinefunction(mk))
print(s.replace(parameters=[]), inspect.Signature([inspect.Parameter('a', inspect.Parameter.KEYWORD_ONLY, default=1)]), s == inspect.signature(f), hash(s) == hash(inspect.signature(f)))
try: inspect.Parameter('1', 1)
except ValueError as e: print(e)
try: inspect.signature(3)
except TypeError as e: print(e)
print(inspect.getsource(lambda x: x))
def ann(x: list[int], y: "int|None" = None, *a: int | str) -> "C": pass
print(inspect.signature(ann), inspect.signature(ann, eval_str=True), inspect.get_annotations(ann))
