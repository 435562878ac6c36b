# Augmented assignment: in-place methods first, the binary operators after them, one evaluation of the target.
n = 7
n += 3; print(n)
n -= 4; print(n)
n *= 5; print(n)
n //= 4; print(n)
n **= 2; print(n)
n %= 10; print(n)
n <<= 3; print(n)
n >>= 1; print(n)
n |= 3; print(n)
n &= 6; print(n)
n ^= 15; print(n)
n /= 2; print(n)


class Traced:
    def __init__(self, name):
        self.name = name

    def __iadd__(self, other):
        print(self.name, "iadd", other)
        return self

    def __isub__(self, other):
        return NotImplemented

    def __sub__(self, other):
        print(self.name, "sub", other)
        return "difference"

    def __imatmul__(self, other):
        return f"{self.name}@{other}"

    def __rmul__(self, other):
        return f"rmul {other}"


t = Traced("t")
t += 1
print(t.name)
u = t
t -= 2
print(t)
u @= 3
print(u)
k = 5
k *= Traced("r")
print(k)

calls = []


def index():
    calls.append("index")
    return 0


def target():
    calls.append("target")
    return values


values = [1, 2]
target()[index()] += (calls.append("value"), 10)[1]
print(values, calls)

same = values
values += (3, 4)
print(same, values is same)
values = values + [5]
print(same, values is same)
values *= 2
print(values)
text = "ab"
text *= 3
print(text)

tup = ([],)
try:
    tup[0] += [1]
except TypeError as e:
    print(type(e).__name__, e)
print(tup)

s = {1, 2, 3}
alias = s
s |= {4}; print(s, s is alias)
s &= {2, 3, 4}; print(s)
s -= {3}; print(s)
s ^= {4, 9}; print(sorted(s), s is alias)
d = {"a": 1}
d |= {"b": 2}
d |= [("c", 3)]
print(d)


class Plain:
    count = 10


p = Plain()
p.count += 1
print(p.count, Plain.count)


def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


def bad1():
    x = 1
    x += "a"


def bad2():
    x = []
    x += 1


def bad3():
    x = "a"
    x -= 1


def bad4():
    x = None
    x @= 1


def bad5():
    x = 1
    x **= "2"


def bad6():
    unbound += 1


for f in (bad1, bad2, bad3, bad4, bad5, bad6):
    attempt(f)
