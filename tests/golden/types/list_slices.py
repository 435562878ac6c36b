# Assignment to and deletion of slices, all together with what a slice reads.
def t(code):
    x = list(range(8))
    try: exec(code, {"x": x, "g": (i for i in "ab")}); print(code, "->", x)
    except Exception as e: print(code, "->", type(e).__name__, e)
for code in ("x[2:4] = 'ab'", "x[2:4] = []", "x[2:4] = [1, 2, 3, 4]", "x[:] = []", "x[:0] = [9]", "x[8:] = [9]", "x[100:] = [9]", "x[-2:] = 'z'", "x[5:2] = 'in'", "x[-100:2] = 'k'", "x[::2] = 'abcd'", "x[1::2] = [0] * 4", "x[::-1] = range(8)", "x[::-2] = 'wxyz'", "x[7:0:-3] = 'abc'", "x[::3] = 'abc'", "x[::2] = 'abc'", "x[::-1] = 'a'", "x[1:7:2] = 'abcd'", "x[3:3] = x", "x[2:5] = x", "x[:] = x[::-1]", "x[::2] = x[1::2]", "x[1:3] = g", "x[0:2] = {5: 6}", "x[0:1] = range(3)", "x[0:2] = 5", "x[::2] = 5", "x[0:2] = None", "x['a':] = []", "x[1.5:] = []", "x[::0] = []", "del x[2:4]", "del x[::2]", "del x[::-2]", "del x[1::3]", "del x[:]", "del x[5:2]", "del x[-3:]", "del x[7::-4]", "del x[100:]", "del x[::100]", "del x[6:1:-2]", "x[2:4] += [7]", "x[::4] *= 1", "x[-1:] = x[:1] = 'q'", "x[slice(1, 3)] = 'S'", "x[None:None] = 'N'", "x[True:3] = []", "x[:-1] = 'L'", "x[2**100:] = 'B'", "x[-2**100:1] = 'b'", "x[1:2, 3] = 1", "x[3:2:-1] = 'y'", "x[4:4:-1] = ''", "x[4:4:2] = 'a'", "x.__setitem__(slice(0, 2), 'mm')", "x.__delitem__(slice(None, None, 3))"): t(code)
x = list(range(10))
for sl in (slice(None), slice(2), slice(2, None), slice(None, None, 2), slice(None, None, -1), slice(8, 2, -2), slice(-3, None), slice(None, -3), slice(20), slice(-20, 3), slice(5, 5), slice(3, None, -1), slice(None, 3, -1), slice(-1, -5, -1), slice(1, 9, 3), slice(0, 10, 100), slice(9, None, -100)):
    print(sl, x[sl], tuple(x)[sl], "abcdefghij"[sl], bytes(x)[sl], range(10)[sl], list(range(10)[sl]) == x[sl], sl.indices(10))
