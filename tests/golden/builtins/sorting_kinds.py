# Sorting rows of one kind and of several: order, stability, and what compares.
import random

random.seed(7)
ints = [random.randrange(-50, 50) * 10 ** random.randrange(18) for _ in range(200)]
print(sorted(ints) == sorted(ints, key=str) or sorted(ints)[:3], sorted(ints, reverse=True)[-2:])
floats = [random.choice([0.0, -0.0, 1.5, -1.5, 1e300, float("inf"), -float("inf"), 5e-324]) for _ in range(40)]
print(sorted(floats), sorted(floats, reverse=True), sep="\n")
print(sorted([3.0, float("nan"), 1.0, 2.0]), sorted([1, 2.5, True, 0]))
texts = ["", "a", "a\0", "aaaaaaaa", "aaaaaaaab", "aaaaaaaaa", "é", "z", "日本", "\U0001f600", "aaaaaaa"]
random.shuffle(texts)
print(sorted(texts), sorted(texts, reverse=True), sep="\n")
rows = [(random.randrange(3), random.choice("ab"), random.choice([0.5, -0.0, 0.0]), n) for n in range(30)]
print(sorted(rows), sorted(rows, key=lambda row: row[:3]), sep="\n")
print(sorted(rows, key=lambda row: (row[1], row[0]), reverse=True))
print(sorted([(1,), (1, 2), (), (0, 9)]), sorted([(2, "b"), (2, "a"), (1, 5)][:2]))
print(sorted([(1, [2]), (1, [1]), (0, [5])]), sorted([((1, 2), 3), ((1, 1), 4)]))
for wrong in ([(1, "a"), (1, 2)], [1, "a"], [(1,), 2], ["a", None]):
    try:
        print(sorted(wrong))
    except TypeError as fault:
        print(fault)
print(sorted([(1, "a"), (2, 2)]), sorted([[2], [1]]), sorted([True, False, True]))
numbers = list(range(20))
random.shuffle(numbers)
numbers.sort(key=lambda n: n % 3)
print(numbers)
