# In a class body, a metaclass, a property and a comparison.
class Meta(type):
    def __new__(mcs, name, bases, ns):
        cls = super().__new__(mcs, name, bases, ns)
        cls.check()
        return cls

    def check(cls):
        cls.instance = cls()
        return sorted([cls.instance, cls.instance])


class Model(metaclass=Meta):
    @property
    def key(self):
        return self.missing

    def __lt__(self, other):
        return self.key < other.key
