"""Copies of mappings that refer weakly share what they refer to."""
import copy
import weakref


class C:
    pass


a, b, c, d = [C() for _ in range(4)]
keys = weakref.WeakKeyDictionary({a: b, c: d})
made = copy.deepcopy(keys)
print(len(made), made[a] is not b, isinstance(made[a], C))
del c
print(len(made), len(keys))
values = weakref.WeakValueDictionary({1: a, 2: b})
made = copy.deepcopy(values)
print(len(made), made[1] is a, len(copy.copy(values)))
