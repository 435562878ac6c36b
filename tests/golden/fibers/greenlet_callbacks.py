# Switching from inside callbacks: sort keys, comparisons, iterators, special methods, map and reduce.
from functools import reduce
from greenlet import greenlet, getcurrent

main = getcurrent()


def drive(function):
    """Runs a function in a greenlet that switches out all the time; says what came out of it and how often it switched."""
    g = greenlet(function)
    seen = [g.switch()]
    while not g.dead:
        seen.append(g.switch())
    print(seen[-1], len(seen), seen[:3])


def out(value):
    main.switch(value)
    return value


drive(lambda: sorted([3, 1, 2], key=lambda x: out(x)))


class Ordered:
    def __init__(self, n):
        self.n = n

    def __lt__(self, other):
        out((self.n, other.n))
        return self.n < other.n

    def __eq__(self, other):
        return out(self.n == other.n)

    def __hash__(self):
        return out(1)

    def __repr__(self):
        out("repr")
        return f"O{self.n}"

    def __iter__(self):
        for i in range(self.n):
            out(i)
            yield i

    def __getitem__(self, index):
        return out(index)

    def __len__(self):
        return out(self.n)

    def __bool__(self):
        return out(True)

    def __add__(self, other):
        return out(self.n + other)

    def __enter__(self):
        return out(self)

    def __exit__(self, *exc):
        out("exit")

    def __del__(self):
        pass


drive(lambda: sorted([Ordered(3), Ordered(1), Ordered(2)]))
drive(lambda: max([Ordered(3), Ordered(1), Ordered(2)]).n)
drive(lambda: repr([Ordered(1), [Ordered(2)], {1: Ordered(3)}]))
drive(lambda: list(Ordered(3)))
drive(lambda: dict(zip("abc", Ordered(3))))
drive(lambda: [a + b for a in Ordered(2) for b in Ordered(2)])
drive(lambda: len({Ordered(1), Ordered(1), Ordered(2)}))
drive(lambda: Ordered(1) in [Ordered(2), Ordered(1)])
drive(lambda: Ordered(1) + 5)
drive(lambda: sum(map(out, [1, 2, 3])))
drive(lambda: reduce(lambda a, b: out(a + b), [1, 2, 3, 4]))
drive(lambda: list(filter(out, [0, 1, 2])))
drive(lambda: "".join(out(c) for c in "abc"))
drive(lambda: "%s %r" % (Ordered(1), Ordered(2)))
drive(lambda: bool(Ordered(0)) and len(Ordered(4)))


def manager():
    with Ordered(1) as o:
        return o.n


drive(manager)


# Depth: each greenlet has its own recursion.
def deep(n):
    if n == 0:
        return out("bottom")
    return deep(n - 1)


drive(lambda: deep(500))


def too_deep(n):
    return too_deep(n + 1)


def recursion():
    try:
        too_deep(0)
    except RecursionError as fault:
        return str(fault)


drive(recursion)
