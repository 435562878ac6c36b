# The fields of a namedtuple are descriptors of their own; the views of an OrderedDict have its name.
import pickle
from collections import OrderedDict, namedtuple

Point = namedtuple("Point", "x y")
point = Point(1, 2)
print(Point.x, Point.y.__doc__, Point.x.__get__(point), Point.x.__get__(None, Point) is Point.x)


def show(make):
    try:
        print(make())
    except Exception as fault:
        print(type(fault).__name__, fault)


show(lambda: setattr(point, "x", 5))
show(lambda: delattr(point, "x"))
show(lambda: setattr(point, "z", 5))
show(lambda: Point.x.__get__(3))
Point.x.__doc__ = "how far right"
print(Point.x, Point.x.__doc__, pickle.loads(pickle.dumps(Point.__dict__["x"])))


class Named(Point):
    __slots__ = ()

    @property
    def length(self):
        return self.x + self.y


print(Named(3, 4).length, Named(3, 4)._replace(x=1), Named.x)
show(lambda: setattr(Named(1, 2), "length", 5))

order = OrderedDict(a=1, b=2)
print(order.keys(), order.values(), order.items())
print(type(order.items()).__name__, isinstance(order.keys(), type({}.keys())), order.keys() & {"a"}, ("a", 1) in order.items())
print(order.keys().mapping, len(order.values()), list(reversed(order.items())), order.keys() == {"a", "b"})


class Loud(OrderedDict):
    def __iter__(self):
        return super().__iter__()


print(Loud(a=1).items(), dict(Loud(a=1)), [*Loud(b=2).values()])
