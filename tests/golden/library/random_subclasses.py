# What subclasses and instances put in place of a generator's methods; pickles; the module's constants and command.
import pickle
import random


class Half(random.Random):
    def random(self):
        return 0.5


class Bits(random.Random):
    def getrandbits(self, k):
        return 1


half = Half()
print(half.uniform(0, 10), half.randrange(100), half.choice("abcd"), half.shuffle([1, 2]), half.sample(range(10), 3)[:1])
print(half.gauss(0, 1), half.expovariate(2), half.triangular(0, 1))
bits = Bits()
print(bits.randrange(100), bits.choice("abcd"), bits.randint(5, 9))
own = random.Random(4)
own.random = lambda: 0.25
print(own.uniform(0, 8), own.choices("abcd", k=3), own.randrange(10**6) == random.Random(4).randrange(10**6))
one = random.Random(7)
other = pickle.loads(pickle.dumps(one))
print([one.random() for _ in range(3)] == [other.random() for _ in range(3)])
for seed in ("nofar", b"nofar", ""):
    made = random.Random()
    made.seed(seed, version=1)
    print([made.random().hex() for _ in range(2)])
print(random.BPF, random.RECIP_BPF, random.TWOPI, random.NV_MAGICCONST, random.LOG4, random.SG_MAGICCONST)
print(random.Random.VERSION, random.SystemRandom.__mro__)
try:
    random.SystemRandom().getstate()
except NotImplementedError as fault:
    print(fault)
random.seed(1)
print(random.main(["--choice", "a", "b", "c"]), random.main(["10"]), random.main(["2.5"]), random.main(["x", "y"]))
