# OrderedDict: copies with attributes, arguments by name, comparisons that change what is compared.
import copy
import pickle
import time
from collections import OrderedDict


class Named(OrderedDict):
    pass


row = Named(a=1, b=[2])
row.note = "kept"
for made in (copy.copy(row), copy.deepcopy(row), pickle.loads(pickle.dumps(row))):
    print(type(made).__name__, made, made.note, made == row)
print(row.copy(), hasattr(row.copy(), "note"))
print(row.pop(key="a"), row.pop("x", default=5), row.setdefault(key="c", default=7), row)
try:
    row.pop("nothing")
except KeyError as fault:
    print(repr(fault))


class Meddler:
    def __hash__(self):
        return 1

    def __eq__(self, other):
        global calls
        calls += 1
        if calls == 2:
            one.clear()
        return True


class Slotted(OrderedDict):
    __slots__ = ("spot",)


slotted = Slotted(a=1)
slotted.spot = 5
print(copy.copy(slotted).spot, pickle.loads(pickle.dumps(slotted)).spot, OrderedDict().__reduce__()[2])
calls = 0
one, other = OrderedDict(dict.fromkeys((0, Meddler(), 4.2))), OrderedDict(dict.fromkeys((0, Meddler(), 4.2)))
try:
    print(one == other)
except RuntimeError as fault:
    print(fault)
print(time.get_clock_info("monotonic"))
for call in (lambda: time.get_clock_info("x"), lambda: time.asctime((2000, 13, 1, 0, 0, 0, 0, 1, 0)),
             lambda: time.asctime((2**40, 1, 1, 0, 0, 0, 0, 1, 0)), lambda: time.strftime("%d", (2000, 1, 32, 0, 0, 0, 0, 1, 0))):
    try:
        print(call())
    except (ValueError, OverflowError) as fault:
        print(type(fault).__name__, fault)
print(pickle.loads(pickle.dumps(time.gmtime(0))), time.asctime((2000, 0, 0, 0, 0, 0, 0, 0, 0)))
