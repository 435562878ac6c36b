# tuple.
t = (1, "a", 2.5)
print(t, (), (1,), 1, (1, 2)[0], t[-1], t[1:], t[::-1], len(t), "a" in t, t + (4,), t * 2, 0 * t, t.index("a"), t.count(1), (1, 1, 2).count(1), (1, 2, 1).index(1, 1), t == (1, "a", 2.5), t != [1, "a", 2.5])
print(tuple(), tuple("ab"), tuple([1, 2]), tuple({"k": 1}), tuple(range(3)), tuple(x * x for x in range(3)), tuple(t) is t, t[:] is t, (*t, *"xy"), tuple((1,)), () is ())
print((1, 2) < (1, 3), (1,) < (1, 0), () < (0,), (2,) > (1, 9), (1, "a") < (2, None), (1, 2) == (1.0, 2.0), max((1, 2), (1, 3)), min([(2, "a"), (1, "z")]), sorted([(2, 1), (1, 2)]))
print(hash((1, 2)) == hash((1, 2)), {(1, 2): "v"}[1, 2], hash(()) == hash(tuple()), {(0, 1), (0, 1)}, ((1, 2), 3)[0][1], (((1,),),), ([],), (None, True, ..., int, "é", b"x"), repr((1,)), str((1, "a")), ("a\n",))
t2 = ([],); t2[0].append(1); print(t2)
l = []; t3 = (l,); l.append(t3); print(t3, l)
a, b, *c = (1, 2, 3, 4); (d, e), f = (5, 6), 7; print(a, b, c, d, e, f)
def f(): return 1, 2
print(f(), type(f()), *f(), [*f()], sum(f()), max(f()), any(()), all(()), list(enumerate(("a", "b"))), list(zip((1, 2), (3, 4))), list(reversed((1, 2))), tuple(reversed((1, 2))), tuple(sorted((3, 1, 2))))
class P(tuple):
    __slots__ = ()
    def __new__(cls, x, y): return tuple.__new__(cls, (x, y))
    x = property(lambda s: s[0]); y = property(lambda s: s[1])
    def __repr__(self): return f"P(x={self.x}, y={self.y})"
    def __add__(self, o): return P(self.x + o.x, self.y + o.y)
p = P(1, 2); print(p, p + P(3, 4), p == (1, 2), hash(p) == hash((1, 2)), p[0], tuple(p), isinstance(p, tuple), len(p), [*p], p < P(1, 3), (0,) + tuple(p))
print((1, 2).__contains__(1), (1,).__add__((2,)), (1,).__eq__((1,)), (1,).__eq__([1]), (1, 2).__getitem__(slice(1)), (1,).__len__(), (1,).__mul__(2), (3,).__iter__().__next__(), (1,).__getnewargs__(), ().__hash__() == hash(()))
print(tuple.__doc__ is not None, "%s %s" % (1, 2), "%s" % ((1, 2),), "{0[1]}".format((5, 6)), f"{(1, 2)} {(1,)!r:>8}", "%r" % ((1,),))
