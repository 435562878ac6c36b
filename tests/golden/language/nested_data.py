# Nested displays, subscripts and attributes in one expression, with assignment into them.
d = {"list": [1, {"deep": (2, [3, 4])}], "fn": lambda x: {"got": x}, ("t", 1): {"s": {1, 2}}}
print(d["list"][1]["deep"][1][-1], d["fn"](5)["got"], d["t", 1]["s"] | {3}, d["list"][0:1], [*d][0], {**d, "list": None}["list"])
d["list"][1]["deep"][1].append(5); d["list"][1]["new"] = d["list"][0] = "changed"; print(d["list"])
d["list"][1]["deep"][1][1:2] = [7, 8, 9]; del d["list"][1]["deep"][1][0]; print(d["list"][1]["deep"])
class N:
    def __init__(self, **k): self.__dict__.update(k)
n = N(a=N(b=[N(c=1), N(c=2)]), f=lambda *x: N(args=x))
print(n.a.b[1].c, n.f(1, 2).args[0], [x.c for x in n.a.b]); n.a.b[0].c += 10; n.a.b[1].d = n.a.b[0].c, n.a.b[1].c; print(n.a.b[0].c, n.a.b[1].d)
m = [[0] * 3 for _ in range(3)]
for i in range(3):
    for j in range(3): m[i][j] = i * 3 + j
m[0], m[2] = m[2], m[0]; m[1][0], m[1][2] = m[1][2], m[1][0]; print(m, [r[::-1] for r in m], [list(c) for c in zip(*m)], sum(sum(r) for r in m), [m[i][i] for i in range(3)])
print({k: {i: [v] * i for i in range(2)} for k, v in zip("ab", (1, 2))}, [[(i, j) for j in range(i)] for i in range(3)], {(i, j): i * j for i in range(2) for j in range(2)})
x = y = [[]]; x[0].append(y); print(x, x[0][0] is y); del x[0][0]; print(x)
grid = {(r, c): "#" if (r + c) % 2 else "." for r in range(3) for c in range(4)}; print(*("".join(grid[r, c] for c in range(4)) for r in range(3)), sep="\n")
s = [("b", 2), ("a", 1)]; (s[0], s[1]), k = (s[1], s[0]), "k"; print(s, k); s[0], *s[1:] = "xyz"; print(s)
