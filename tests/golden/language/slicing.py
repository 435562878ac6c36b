# Subscripts and slices of every shape; what __getitem__ is given.
class Show:
    def __getitem__(self, key): return key
    def __setitem__(self, key, value): print("set", key, value)


s = Show()
print(s[1], s[1:2], s[:], s[::], s[1:], s[:2], s[::3], s[1::3], s[:2:3], s[1:2:3])
print(s[1, 2], s[1:2, 3], s[:, :], s[...], s[..., 1], s[(1, 2)], s[1,], s[(1, 2), 3], s[()], s["a":"b":None])
print(s[-1], s[not 1], s[1 if 0 else 2], s[lambda: 0].__name__, s[[1, 2]], s[{1: 2}])
s[1] = 2
s[1:2, ::3] = "x"
x = list(range(10))
print(x[2:5], x[-3:], x[:-3], x[::2], x[::-1], x[8:2:-2], x[100:], x[:100], x[-100:3], x[5:5], x[5:2])
print(x[None:None:None], x[True:], x[::-100], x[-1:-11:-1], x[-11:11], "hello"[1:-1], "hello"[::-1], (1, 2, 3)[1:])
print("héllo 世界"[1:7], "世界你好"[::-1], b"bytes"[1:3], bytearray(b"abc")[::-1], range(10)[2:8:3], range(10)[::-1])


class I:
    def __init__(self, n): self.n = n
    def __index__(self): return self.n


print(x[I(2):I(5)], x[I(3)], "abc"[I(-1)], x[::I(4)], (5, 6)[I(0)])
sl = slice(1, 10, 2)
print(sl, sl.start, sl.stop, sl.step, slice(5), slice(None), slice(1, 2) == slice(1, 2), slice(1) == slice(2))
print(sl.indices(5), slice(None, None, -1).indices(4), slice(-3, None).indices(5), slice(10, -10, -2).indices(6))
print(slice(1, 2) < slice(1, 3), slice("a", None), hash(slice(1, 2)) == hash(slice(1, 2, None)))
for text in ["x[1.5]", "x['a']", "x[None]", "x[10]", "x[-11]", "x[::0]", "x[1:'a']", "'abc'[5]", "'abc'['a']", "(1,)[2]", "(1,)['a']", "5[0]", "None[0]", "{}[[]]", "{}['missing']", "{}[1, 2]", "x[1, 2]", "range(3)[5]", "range(3)['a']", "b'ab'[2]", "b'ab'['x']", "len[0]", "slice(1).indices(-1)", "slice(1, 2, 0).indices(3)", "slice('a').indices(3)", "slice()", "slice(1, 2, 3, 4)", "x[2**100]", "'abc'[2**70]", "x[2**100:]", "int[0]", "print[1:2]", "{1}[0]", "(i for i in x)[0]"]:
    try:
        print(text, "=", eval(text))
    except Exception as e:
        print(text, "->", type(e).__name__, e)

y = list(range(6))
y[1:3] = "abc"; print(y)
y[::2] = [0, 0, 0, 0]; print(y)
y[2:2] = [7, 8]; print(y)
y[:] = y[::-1]; print(y)
y[5:] = (); print(y)
y[-1:] = {"k": 1}; print(y)
y[1:1] = y; print(y)
y[100:] = [1]; print(y)
y[3:1] = ["here"]; print(y)
y[-100:1] = range(2); print(y)
for text in ["y[::2] = [1]", "y[0:2] = 5", "y[::2] = 5", "y[20] = 1", "y['a'] = 1", "'abc'[0] = 'x'", "(1,)[0] = 2", "range(3)[0] = 1", "b'a'[0] = 1", "5[0] = 1", "y[::-1] = [1, 2]", "y[1:2:0] = []"]:
    try:
        exec(text)
    except Exception as e:
        print(text, "->", type(e).__name__, e)
print(y)
