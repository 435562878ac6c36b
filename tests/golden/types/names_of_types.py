# Every attribute that dir() shows of the built-in types.
import builtins, sys, types
def gen(): yield
async def co(): pass
async def ag(): yield
c = co(); c.close()
class P:
    __slots__ = ("m",)
    @property
    def p(self): pass
kinds = [object, type, int, bool, float, complex, str, bytes, bytearray, memoryview, list, tuple, dict, set, frozenset, range, slice,
    property, staticmethod, classmethod, super, enumerate, zip, map, filter, reversed, type(None), type(...), type(NotImplemented),
    type(gen), type(gen()), type(c), type(ag), type(ag()), type(len), type([].append), type(P().__init__), type(P.__init__), type(str.join), type(dict.__dict__["fromkeys"]),
    type(P.__dict__["m"]), type(type.__dict__["__dict__"]), type(P.__dict__["p"]), type(gen.__code__), type(sys), type(sys._getframe()), type(lambda: 0), type((lambda x: lambda: x)(1).__closure__[0]),
    type({}.keys()), type({}.values()), type({}.items()), type(iter([])), type(iter(())), type(iter({})), type(iter({}.values())), type(iter({}.items())), type(iter(set())), type(iter(range(1))), type(iter("")), type(iter("é")), type(iter(b"")), type(iter(bytearray())), type(reversed([])), type(reversed({})), type(iter(int, 1)), type(iter(P.__dict__)) if 0 else type(iter([1])),
    types.MappingProxyType, types.SimpleNamespace, types.GenericAlias, types.UnionType, types.TracebackType, types.CellType, type(c.__await__()) if 0 else type(co),
    type(ag().asend(None)), type(ag().athrow(ValueError)), type(P().__init__), type(P().__str__)]
kinds += [v for v in vars(builtins).values() if isinstance(v, type) and issubclass(v, BaseException)]
class W: pass
kinds.append(W)
seen = set()
for k in kinds:
    if k.__name__ in seen: continue
    seen.add(k.__name__)
    print(k.__name__, *[n for n in dir(k)])
print("builtins", *sorted(n for n in dir(builtins) if n != "_"))
