# and, or, not, the conditional expression, truth of objects.
def t(value):
    print("<", value, ">", sep="", end=" ")
    return value


print(t(0) and t(1))
print(t(1) and t(2))
print(t(0) or t("") or t("x") or t("y"))
print(t(1) or t(2))
print(t([]) or t(0) and t(1))
print(not t([]), not t(1))
print(t(1) if t(0) else t(2))
print(t(1) if t(1) else t(2) if t(3) else t(4))
print(not 1 == 2, not (1 and 0), (not 0) + 1)
print(1 and 2 or 3, 0 and 2 or 3, not 0 and 1)


class Truth:
    def __init__(self, b):
        self.b = b

    def __bool__(self):
        print("bool", end=" ")
        return self.b


class Sized:
    def __init__(self, n):
        self.n = n

    def __len__(self):
        print("len", end=" ")
        return self.n


class Both(Sized):
    def __bool__(self):
        return True


for o in (Truth(True), Truth(False), Sized(0), Sized(3), Both(0)):
    print("yes" if o else "no", bool(o), not o)

x = Truth(False) or Truth(True)
print(x.b)
y = Truth(False) and Truth(True)
print(y.b)
while Truth(False):
    print("never")
print()
assert Sized(1)
print()

for value in [0, 0.0, 0j, "", b"", (), [], {}, set(), frozenset(), range(0), None, False, -0.0, bytearray()]:
    if value:
        print("true?", value)
for value in [1, -1, 0.1, 1j, " ", b"\0", (0,), [0], {0: 0}, {0}, range(1), True, object, print, ..., NotImplementedError, float("nan")]:
    if not value:
        print("false?", value)


class Bad:
    def __init__(self, result):
        self.result = result

    def __bool__(self):
        return self.result


class BadLen(Bad):
    __bool__ = None

    def __len__(self):
        return self.result


for make in (lambda: Bad(1), lambda: Bad("x"), lambda: Bad(None)):
    try:
        print(bool(make()))
    except Exception as e:
        print(type(e).__name__, e)


class Lens:
    def __init__(self, result):
        self.result = result

    def __len__(self):
        return self.result


for n in (-1, "3", 1.0, 2**100, True):
    try:
        print(bool(Lens(n)))
    except Exception as e:
        print(type(e).__name__, e)
    try:
        print(len(Lens(n)))
    except Exception as e:
        print(type(e).__name__, e)

print(True + True, True * 3, -True, ~5, True == 1, True is (1 == 1), isinstance(True, int))
print(True & False, True | False, True ^ True, type(True & 1), type(True & True))
print(sum([True, True, False]), [10, 20][True], "ab"[False])
print(str(True), repr(False), int(True), float(True), f"{True:d} {True!s:>6}")
