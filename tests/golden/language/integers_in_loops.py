# Counting in loops past the sizes of machine words.
n = 1; steps = 0
while n < 10**40: n = n * 3 + 1; steps += 1
print(n, steps)
a = 2**62 - 2
for i in range(4): a += 1; print(a, type(a).__name__, a == 2**62 - 1 + i)
a = 2**63 - 2
for i in range(4): a += 1; print(a, -a, ~a, a >> 1, a << 1, a & 0xff, a | 1, a ^ a - 1)
a = -2**63 + 1
for i in range(3): a -= 1; print(a, abs(a), -a, a // 2, a % 1000, a * -1)
for i in range(2**63 - 2, 2**63 + 2): print(i, end=" ")
print()
for i in range(-2**63 - 1, -2**63 + 2): print(i, end=" ")
print()
x = 1
for i in range(1, 70): x = x * 2 if i % 2 else x * 2 + 1
print(x); total = 0
for i in range(1000): total += i ** 5
print(total); p = 1
for i in range(30): p *= -7
print(p); c = 10**18
while c > 0: c //= 97; print(c, end=" ")
print(); h = 5381
for ch in "hash this text, please": h = (h * 33 + ord(ch)) & 0xFFFFFFFFFFFFFFFF
print(h, h % 1000, h >> 60, hex(h)); h = 0xcbf29ce484222325
for b in b"fnv": h = ((h ^ b) * 0x100000001b3) % 2**64
print(h); x = 12345; bits = []
for _ in range(5): x ^= (x << 13) & (2**64 - 1); x ^= x >> 7; x ^= (x << 17) & (2**64 - 1); bits.append(x)
print(bits); print(sum(1 << i for i in range(100)), sum(range(10**10, 10**10 + 100)), max(2**63, 2**63 - 1), min(-2**63, -2**63 - 1), 2**63 in [2**63], {2**63: 1}[2**63], 2**64 == float(2**64), hash(2**64) == hash(8))
print(7 * 2**60 + 2**60, 2**60 * 8 - 2**63, (2**63 - 1) - (-1), (-2**63) + (-1), 2**31 * 2**31, 2**32 * 2**32, 3037000499 ** 2, 3037000500 ** 2, -3037000500 ** 2, 2**62 + 2**62, -(2**62) - 2**62, -(2**62) - 2**62 - 1)
