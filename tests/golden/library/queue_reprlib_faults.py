# What queues refuse, and how reprlib cuts: limits, indents, classes of its own, reprs within themselves.
import array
import collections
import queue
import reprlib
from reprlib import Repr, recursive_repr

q = queue.Queue(1)
q.put(1)
for attempt in (
    lambda: q.put(1, timeout=-1), lambda: q.put(1, timeout=.01), lambda: q.put(1, False), lambda: q.get(timeout=-1),
    lambda: q.get(), lambda: q.get(timeout=.01), lambda: q.put(1, False, -1), lambda: q.get(), lambda: q.get_nowait(),
    lambda: queue.SimpleQueue().get(timeout=-1), lambda: queue.SimpleQueue().get(False, -1), lambda: q.task_done(),
    lambda: q.task_done(), lambda: q.task_done(), lambda: q.join(), lambda: q.shutdown(), lambda: q.put(1),
    lambda: q.get(), lambda: queue.LifoQueue().get_nowait(),
):
    try:
        print(attempt())
    except BaseException as fault:
        print(type(fault), fault)
p = queue.PriorityQueue()
for each in 3, 1, 2:
    p.put(each)
print(p.qsize(), p.full(), [p.get() for _ in range(3)], p.empty(), p.unfinished_tasks)
p.put(1)
p.shutdown()
print(p.get(), p.is_shutdown)

values = [
    1, 'a' * 50, '\n' * 40, "it's" * 20, 10 ** 60, -10 ** 50, [], [1], (1,), (), tuple(range(9)), [*range(9)], set(),
    {3, 1, 2}, {*range(20)}, frozenset(range(9)), {}, {i: i for i in range(9)}, {'a': [1, [2, [3, [4, [5, [6, [7]]]]]]]},
    array.array('i'), array.array('i', range(9)), collections.deque(range(9)), 3.5, None, {1: (2, {3: [4]})}, [[[]]],
    b'x' * 100, object,
]
for limits in (
    {}, {'maxlevel': 2, 'maxlist': 2, 'maxtuple': 1}, {'maxstring': 2, 'maxlong': 5, 'fillvalue': '~'}, {'indent': 2},
    {'indent': '->'}, {'indent': 0}, {'maxdict': 0, 'maxset': 0, 'maxlist': 0}, {'maxlevel': 0},
):
    for value in values:
        print(limits, Repr(**limits).repr(value))
for wrong in -1, 1.5:
    try:
        print(Repr(indent=wrong).repr([1]))
    except Exception as fault:
        print(type(fault), fault, type(fault.__cause__))


class Own(Repr):
    def repr_int(self, x, level):
        return f'I{x}'


class Ring:
    def __init__(self):
        self.members = [self]

    @recursive_repr('<me>')
    def __repr__(self):
        return f'Ring({self.members!r})'


print(Own().repr([1, (2,)]), Ring(), Ring.__repr__.__qualname__, reprlib.repr('b' * 99))
