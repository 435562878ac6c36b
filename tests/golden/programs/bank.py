# Accounts, a hierarchy of errors, a transaction as a context manager, an audit by a decorator.
class BankError(Exception): pass
class NoFunds(BankError):
    def __init__(self, account, amount):
        super().__init__(f"{account.owner} has {account.balance}, not {amount}")
        self.short = amount - account.balance
class Closed(BankError): pass


log = []
def audited(f):
    def wrapper(self, *args, **kw):
        try: result = f(self, *args, **kw)
        except BankError as e: log.append(f"{f.__name__}{args} failed: {type(e).__name__}"); raise
        log.append(f"{f.__name__}{args} -> {result}")
        return result
    return wrapper


class Account:
    interest = 0.0
    _number = 100
    def __new__(cls, *a, **k):
        self = super().__new__(cls); Account._number += 1; self.number = Account._number; return self
    def __init__(self, owner, balance=0): self.owner, self.balance, self.open = owner, balance, True
    @audited
    def deposit(self, n):
        if n <= 0: raise ValueError("deposit must be positive")
        if not self.open: raise Closed(self.owner)
        self.balance += n; return self.balance
    @audited
    def withdraw(self, n):
        if not self.open: raise Closed(self.owner)
        if n > self.limit: raise NoFunds(self, n)
        self.balance -= n; return self.balance
    @property
    def limit(self): return self.balance
    def __repr__(self): return f"{type(self).__name__}({self.owner!r}, {self.balance})"
    def __lt__(self, o): return self.balance < o.balance
class Savings(Account):
    interest = 0.05
    def month(self): self.deposit(round(self.balance * self.interest, 2))
class Credit(Account):
    def __init__(self, *a, credit=100, **k): super().__init__(*a, **k); self.credit = credit
    @property
    def limit(self): return super().limit + self.credit


class Transaction:
    def __init__(self, *accounts): self.accounts = accounts
    def __enter__(self): self.before = [a.balance for a in self.accounts]; return self
    def __exit__(self, kind, error, tb):
        if kind and issubclass(kind, BankError):
            for a, b in zip(self.accounts, self.before): a.balance = b
            print("rolled back:", error); return True


def transfer(a, b, n):
    with Transaction(a, b): b.deposit(n); a.withdraw(n); print(f"moved {n} from {a.owner} to {b.owner}")


ada, bob, cy = Savings("Ada", 100), Credit("Bob", 20, credit=50), Account("Cy")
transfer(ada, bob, 30); transfer(bob, cy, 90); transfer(bob, cy, 90); transfer(cy, ada, 500); ada.month()
cy.open = False; transfer(ada, cy, 1)
for f in (lambda: ada.deposit(-5), lambda: cy.withdraw(1), lambda: bob.withdraw(1000)):
    try: f()
    except NoFunds as e: print("short by", e.short)
    except BankError as e: print(type(e).__name__, e)
    except ValueError as e: print("value", e)
print(sorted([ada, bob, cy]), max(ada, bob), [a.number for a in (ada, bob, cy)], sum(a.balance for a in (ada, bob, cy)))
print(*log, sep="\n")
