# Types as objects: names, instances, attributes, calls.
for t in (int, float, complex, bool, str, bytes, bytearray, list, tuple, dict, set, frozenset, range, slice, type, object, type(None), type(...), type(NotImplemented), memoryview, property, classmethod, staticmethod, super, enumerate, zip, map, filter, reversed, type(lambda: 0), type(len), type(i for i in ()), type([].append), type((lambda: 0).__code__), type(iter([])), type({}.keys()), type({}.items()), type({}.values()), BaseException, KeyError):
    print(t, t.__name__, t.__qualname__, t.__module__, t.__base__ and t.__base__.__name__, [b.__name__ for b in t.__mro__], type(t).__name__)
print(type(5) is int, type("a")("b"), int.__class__, int() + int("3"), isinstance(int, type), issubclass(bool, int), int.__call__("7") if False else int("7"), type(int)(5))
print(hasattr(int, "__add__"), int.__add__(1, 2), str.upper("a"), list.append.__name__, dict.get({"a": 1}, "a"), int.__dict__["__add__"], "__doc__" in int.__dict__, type(int.__dict__).__name__, object.__subclasses__.__name__)
for f in (lambda: str.upper(5), lambda: str.upper(), lambda: list.append([1]), lambda: list.append(5, 1), lambda: int.__add__("a", 1), lambda: int.__add__(1), lambda: dict.get(), lambda: list.__len__(()), lambda: object.__repr__(), lambda: type.__call__(), lambda: int.from_bytes(), lambda: [].__len__(1), lambda: (5).__add__(), lambda: "a".join(), lambda: int.__new__(), lambda: int.__dict__.__setitem__("x", 1), lambda: setattr(list, "x", 1), lambda: delattr(int, "real"), lambda: int.nope, lambda: type.mro(5), lambda: len.__call__(), lambda: str.join("a"), lambda: float.hex(5)):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
class A: "doc of A"
print(A.__doc__, A.__dict__["__doc__"], A.__module__, A.__name__, A.__qualname__, A.__bases__, A.__weakrefoffset__ >= 0, A.__flags__ >= 0, A.__annotations__, A.__subclasses__(), A.__type_params__, A.__firstlineno__, A.__static_attributes__)
A.__name__ = "B"; A.__qualname__ = "Q.B"; A.__module__ = "m"; A.__doc__ = "changed"; print(A, A.__name__, A().__doc__)
for text in ("A.__name__ = 5", "A.__name__ = ''", "del A.__name__", "A.__bases__ = ()", "A.__bases__ = (int,)", "A.__mro__ = ()", "A.__dict__ = {}", "A.__class__ = 5", "int.__name__ = 'x'", "A.__doc__ = 5", "A.__qualname__ = 5"):
    try: exec(text); print(text, "fine", A)
    except Exception as e: print(text, "->", type(e).__name__, e)
o = object(); print(type(o), o == o, o != 1, hash(o) == hash(o), repr(o).startswith("<object object at 0x"), o.__class__, o.__doc__ == object.__doc__, o.__eq__(1), o.__ne__(1), o.__str__() == repr(o), o.__format__("") == str(o), o.__dir__() != [], o.__init__(), o.__lt__(1), o.__sizeof__() > 0, object.__init_subclass__(), object.__subclasshook__(1))
print(type("T", (), {"a": 1}).a, type("T", (int,), {"__repr__": lambda s: "T!"})(5), type(type("X", (), {})), type(A())() .__class__.__name__)
print(int | str, (int | None), list[int], dict[str, int], type[int], tuple[()], tuple[int, ...], list[list[int]], isinstance(5, (int, str)), isinstance(5, int | str), issubclass(int, (str, int)), isinstance([], (tuple, (list, set))))
print(callable(int), callable(5), callable(A), callable(A()), id(o) == id(o), A() is A(), bool(A), bool(object()))
