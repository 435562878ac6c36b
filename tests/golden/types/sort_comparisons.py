# Which items a sort compares, and in which order: natural runs, insertion, merges, galloping.
class Chance:
    state = 5
    def below(self, k):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) % k
class Key:
    def __init__(self, place, key): self.place = place; self.key = key
    def __lt__(self, other):
        global count, trail
        count += 1
        trail = (trail * 1000003 + self.place * 1009 + other.place) % 1000000007
        return self.key < other.key
chance = Chance()
for length in [0, 1, 2, 3, 5, 10, 30, 63, 64, 65, 100, 200, 500, 1000]:
    for kinds in [2, 5, length + 1]:
        for shape in range(6):
            keys = [chance.below(kinds) for _ in range(length)]
            half = length // 2
            if shape == 1: keys.sort()
            if shape == 2: keys.sort(reverse=True)
            if shape == 3: keys[:half] = sorted(keys[:half]); keys[half:] = sorted(keys[half:])
            if shape == 4: keys[:half] = sorted(keys[:half]); keys[half:] = sorted(keys[half:], reverse=True)
            if shape == 5 and length:
                keys.sort()
                for _ in range(5): keys[chance.below(length)] = chance.below(kinds)
            count = trail = 0
            items = [Key(i, k) for i, k in enumerate(keys)]
            items.sort()
            print(length, kinds, shape, count, trail, [x.place for x in items][:4])
