# Arrays: kinds, what they refuse, slices, bytes, files, copies.
import copy
import io
import pickle
from array import array, typecodes

print(typecodes, array("i"), array("i", [1, 2, 3]), array("d", (1, 2.5)), array("w", "abc"), array("b", b"ab"))


def tell(call):
    try:
        print(repr(call()))
    except Exception as fault:
        print(type(fault).__name__, fault)


for code in "bBhHiIlLqQ":
    for value in (-1, 2**64, -2**64, 1.5, "a"):
        tell(lambda: array(code, [value]))
row = array("i", [1, 2, 3])
tell(lambda: array("x"))
tell(lambda: array())
tell(lambda: array("i", "ab"))
tell(lambda: row + [1])
tell(lambda: row + array("i", [4]))
tell(lambda: row * 2)
tell(lambda: row[5])
tell(lambda: row["x"])
tell(lambda: row[::-1])
tell(lambda: array("i").pop())
tell(lambda: row.remove(9))
tell(lambda: row.index(3))
tell(lambda: row.frombytes(b"abc"))
tell(lambda: row.extend(array("h", [1])))
tell(lambda: row.__setitem__(slice(0, 1), [1]))
tell(lambda: row.__setitem__(slice(0, 3, 2), array("i", [1])))
row[1:2] = array("i", [7, 8])
del row[0]
row.insert(1, -5)
row.reverse()
print(row, len(row), 7 in row, row.count(8), row.tolist(), row == array("i", [3, 8, -5, 7]), row < array("i", [4]))
print(row.tobytes(), bytes(array("H", [1, 256])), row.itemsize, row.typecode, list(row), max(row))
out = io.BytesIO()
row.tofile(out)
out.seek(0)
back = array("i")
back.fromfile(out, 2)
print(back)
tell(lambda: back.fromfile(out, 9))
print(back)
back.byteswap()
print(back, pickle.loads(pickle.dumps(row)), copy.copy(row), copy.deepcopy(row))
print(array.__class_getitem__(int), isinstance(row, __import__("collections").abc.MutableSequence))
