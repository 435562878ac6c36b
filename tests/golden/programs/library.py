# Mixins, properties, class registries, iteration, formatting: a small library of books.
class Registered:
    kinds = {}
    def __init_subclass__(cls, **kw): super().__init_subclass__(**kw); Registered.kinds[cls.__name__.lower()] = cls
class Comparable:
    def __eq__(self, o): return self.key == o.key if isinstance(o, Comparable) else NotImplemented
    def __lt__(self, o): return self.key < o.key
    def __hash__(self): return hash(self.key)
class Field:
    def __init__(self, kind, default=None): self.kind, self.default = kind, default
    def __set_name__(self, owner, name): self.name = name; owner.fields = (*getattr(owner, "fields", ()), name)
    def __get__(self, o, owner=None): return self if o is None else o.__dict__.get(self.name, self.default)
    def __set__(self, o, v):
        if not isinstance(v, self.kind): raise TypeError(f"{self.name} must be {self.kind.__name__}, not {type(v).__name__}")
        o.__dict__[self.name] = v
class Item(Comparable):
    title, year = Field(str), Field(int, 2000)
    def __init__(self, **kw):
        for k in kw:
            if k not in self.fields: raise TypeError(f"{type(self).__name__} has no {k}")
        for k, v in kw.items(): setattr(self, k, v)
    key = property(lambda self: (self.year, self.title))
    def __repr__(self): return f"{type(self).__name__}({', '.join(f'{f}={getattr(self, f)!r}' for f in self.fields)})"
    def __format__(self, spec): return f"{self.title:{spec}}" if spec else repr(self)
class Book(Item, Registered): author = Field(str, "anonymous")
class Film(Item, Registered): minutes = Field(int, 90)
class Library:
    def __init__(self): self._items = {}
    def add(self, kind, **kw): item = Registered.kinds[kind](**kw); self._items[item.title] = item; return item
    def __len__(self): return len(self._items)
    def __iter__(self): yield from sorted(self._items.values())
    def __contains__(self, t): return t in self._items
    def __getitem__(self, k): return list(self)[k] if isinstance(k, (int, slice)) else self._items[k]
    def __getattr__(self, name):
        if name.startswith("by_"): return lambda v: [i for i in self if getattr(i, name[3:], None) == v]
        raise AttributeError(name)
    def __call__(self, test): return filter(test, self)
l = Library()
l.add("book", title="水浒传", year=1589, author="施耐庵"); l.add("film", title="Metropolis", year=1927, minutes=153); l.add("book", title="Emma", year=1815, author="Austen"); l.add("book", title="Beowulf", year=1000); l.add("film", title="Short")
print(len(l), "Emma" in l, l["Emma"], l[0], l[-2:], list(l), l.by_author("Austen"), l.by_minutes(153), [i.title for i in l(lambda i: i.year > 1800)], max(l).title, Registered.kinds)
for i in l: print(f"{i:<12}|{i:>12}|{i.year:>6}|{getattr(i, 'author', '-'):^12}|")
for f in (lambda: l.add("book", title=5), lambda: l.add("book", pages=5), lambda: l.add("song", title="x"), lambda: l.nothing, lambda: l["none"], lambda: l[99], lambda: l["Emma"] < 5, lambda: setattr(l["Emma"], "year", "old")):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
print(l["Emma"] == Book(title="Emma", year=1815), l["Emma"] == 5, len({l["Emma"], Book(title="Emma", year=1815)}), Book.title, Book.fields, Item.fields, Film.fields) if False else print(l["Emma"] == Book(title="Emma", year=1815), l["Emma"] == 5, len({l["Emma"], Book(title="Emma", year=1815)}), Book.fields, Item.fields, Film.fields, type(Book.title).__name__)
