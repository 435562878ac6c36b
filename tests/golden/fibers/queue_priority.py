# Priority queues: the lowest first.
from queue import PriorityQueue

q = PriorityQueue()
for item in ((3, "c"), (1, "a"), (2, "b")):
    q.put(item)
print([q.get() for _ in range(3)], q.empty())
