# The assignment expression, where it binds and where it may not stand.
print((a := 3) + a, a)
if (n := len("hello")) > 3:
    print("long", n)
data = [1, 2, 3, 4]
print([y := x * 2 for x in data], y)
print([last := x for x in data if (half := x // 2)], last, half)
print(any((witness := x) > 2 for x in data), witness)


def f():
    total = 0
    sums = [total := total + v for v in range(5)]
    return total, sums


print(f())
def g(x):
    return [(w := x, w + 1), w]
print(g(3))
print((b := 1, b := 2) if 0 else [c := 1, c := 2, c])
values = {(k := "key"): (v := k + "!")}
print(values, k, v)
print(f"{(z := 4)} {z:>{(width := 6)}} {width}")
it = iter(data)
while (item := next(it, None)) is not None:
    print(item, end=" ")
print()
def h(*args, **kwargs): return args, kwargs
print(h((p := 1), q := 2, r=(s := 3)), p, q, s)
print([0, 1, 2][i := 1], i, "abc"[(j := 0):(k := 2)], j, k)
x = lambda: (m := 5) + m
print(x())
def counter():
    global seen
    (seen := 7)
counter()
print(seen)
def closure():
    def inner():
        nonlocal q
        return (q := q + 1)
    q = 0
    return inner(), inner(), q
print(closure())
print(not (t := 0), t)
assert (u := True), "message"
{(e := 1), (e := 2)}
print(e)
