# What inspect reads off unusual callables, and where blocks of source end.
import functools
import inspect


class Commented:
    def first(self):
        return 1
        # the last line of first

    pair = [
        lambda x: x,
        None]

    def second(self): return 2
    # not of second


print(inspect.getsource(Commented.first))
print(inspect.getsource(Commented.pair[0]))
print(inspect.getsource(Commented.second))


class Made:
    @staticmethod
    def __init__(b):
        pass


class Partial:
    def _new(cls, x, a):
        pass
    __init__ = functools.partialmethod(_new, 2)


print(inspect.signature(Made), inspect.signature(Partial))


class Meta(type):
    def __getattr__(cls, name):
        if name == "virtual":
            return "made up"
        raise AttributeError(name)

    def __dir__(cls):
        return ["virtual", "plain"]


class Shown(metaclass=Meta):
    plain = 1


print([(a.name, a.kind, a.defining_class.__name__, a.object) for a in inspect.classify_class_attrs(Shown)])


def misused(a, /, b, *, c, d=1):
    pass


for positional, named in (((), {}), ((1,), {}), ((1, 2), {}), ((1,), {"b": 2}), ((1, 2, 3), {}), ((1, 2), {"b": 1}),
                          ((), {"a": 1, "b": 2, "c": 3}), ((1, 2), {"c": 1, "z": 2})):
    for bind in (inspect.signature(misused).bind, functools.partial(inspect.getcallargs, misused)):
        try:
            print(bind(*positional, **named))
        except TypeError as fault:
            print(fault)
