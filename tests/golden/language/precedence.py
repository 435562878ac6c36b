# Which operator binds tighter.
print(2 + 3 * 4, (2 + 3) * 4, 2 * 3 + 4, 2 ** 3 ** 2, -2 ** 2, (-2) ** 2, 2 ** -1)
print(10 - 4 - 3, 100 / 10 / 5, 7 // 2 * 2, 7 % 4 * 2, 2 * 7 % 4)
print(1 + 2 << 3, 1 << 2 + 3, 8 >> 1 << 2)
print(6 & 3 | 8, 6 | 3 & 8, 6 ^ 3 & 1, 1 | 2 ^ 3 & 4, ~1 & 3, -1 & 255)
print(1 < 2 & 3, (1 < 2) & 3, 5 & 4 == 4, not 1 == 2, not 0 or 1)
print(1 if 0 else 2 if 0 else 3, (lambda: 1 if 0 else 2)(), [1, 2 if 0 else 3])
print(not 1 in [1, 2], -1 in [-1], 2 in [1] + [2])
print("%s %s" % (1, 2) + "!", "a" + "b" * 3, "a" in "abc" + "d")
print(~-1, -~1, - - 1, not not 3, +-+2)
print(2 ** 2 * 3, 2 * 2 ** 3, -3 // 2, -(3 // 2), 3 ** 2 // -2)
x = [1, 2, 3]
print(-x[0], -x[0] ** 2, x[1] ** x[2], *x[1:], sep=",")
print(1 or 0 and 0, (1 or 0) and 0, 0 or 1 and 2, 1 and 0 or 2)
f = lambda a, b=2 if 1 else 3: a + b
print(f(1), (lambda *a, **k: (a, k))(1, z=2))
y = 1, 2 if 0 else 3, 4
print(y)
print((yes := 5) + 1, yes)
print(1 == 1 == 1, 1 == (1 == 1), 3 > 2 > 1, (3 > 2) > 1)
print(5 - -5, 5 - +5, 5--5, 2**-2, 2**+2, 2 if-1else 3)
print(0 if 1 else (yield_ := 4), 10 @ 2 if 0 else "no")
print("a" "b" * 2, "x" "y"[0], ("p" "q")[1])
print(1. .real, 1..imag, 1.0.hex(), 5 .bit_length(), 0xfor 1)
