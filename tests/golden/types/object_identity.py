# Identity, equality and copies.
a = [1, [2]]; b = a; c = a[:]; d = list(a); e = a.copy(); print(a is b, a is c, a == c == d == e, c[1] is a[1]); c[1].append(3); print(a, d, e); a += [4]; print(b, len(c)); a = a + [5]; print(b is a, b)
x = {"k": [1]}; y = x.copy(); z = dict(x); y["k"].append(2); y["n"] = 1; print(x, y, z); s = {1}; t = s; t |= {2}; print(s is t, s); t = t | {3}; print(s is t, s)
u = (1, [2]); v = u[:]; w = tuple(u); print(u is v, u is w, u + () is u, u * 1 is u); p = "text"; print(p[:] is p, str(p) is p, p + "" is p, "".join([p]) is p, p * 1 is p, p.replace("z", "") is p) if False else print(p[:] is p, str(p) is p)
n = None; print(n is None, n == None, n is not None, not n is None, type(n) is type(None), ... is Ellipsis, NotImplemented is NotImplemented, True is True, (1 == 1) is True, bool(1) is True)
def f(x): x.append(1); x = [9]; return x
g = []; print(f(g), g); h = [[]] * 3; h[0].append(1); print(h, h[0] is h[1]); i = [[] for _ in range(3)]; i[0].append(1); print(i); j = k = []; j.append(1); print(k); l = [0] * 3; l[0] = 1; print(l)
m = {}; m["self"] = m; print(m["self"]["self"] is m); o = []; o.append(o); print(o[0][0] is o, o == o) ; q = object(); r = object(); print(q == q, q == r, q is q, q != r, {q: 1}[q], q in [r, q], [q].index(q))
class E:
    def __eq__(self, o): return True
    def __hash__(self): return 0
print(E() == 5, E() is E(), E() in [1], [1] == [E()], {E(): 1} == {E(): 1}, E() != 1, [E()] in [[3]]); print(id(a) == id(a), id(a) != id(b), type(id(a)).__name__, hash(q) == hash(q))
sa, sb = "a" * 3, "aaa"; print(sa == sb, [sa].count(sb), {sa: 1}[sb], (sa,) == (sb,)); print(1 == 1.0, 1 is not 1.0, [1] == [True], (0,) == (False,), {1} == {1.0}, "1" == 1, b"a" == "a", [] == (), {} == set(), 0 == "", None == 0, 0 == 0.0 == 0j == False)
