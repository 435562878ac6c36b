# Powers and exponentials far from 1, and what a context refuses: nothing takes long, every digit is right.
from decimal import (BasicContext, Context, Decimal as D, FloatOperation, localcontext)
import decimal
import pickle


def show(make):
    try:
        print(make())
    except Exception as fault:
        print(type(fault).__name__, fault)


for number in ("2", "10", "-3", "1.0000001", "0.5", "1"):
    for power in ("1000000000", "-100000000", "12345", "-7", "40", "1e100", "0.25"):
        show(lambda: D(number) ** D(power))
for number in ("-29", "-0.5", "-48", "100", "1234567", "-1234567", "9999999", "1e500000", "-1e-400000"):
    show(lambda: D(number).exp())
for other in ("1", "-1", "1e999970"):
    show(lambda: D("1e999999") + D(other))
show(lambda: D("1e10") - D("1e-200"))
show(lambda: D("1e999999").quantize(D(1)))
show(lambda: D("2.5").quantize(D(1), rounding="up"))
show(lambda: pow(D(2), 3, 5))
show(lambda: pow(D(2), 3, 0))
show(lambda: pow(D(-2), 3, 5))
show(lambda: pow(D(2), D("0.5"), 5))
show(lambda: "{:_}".format(D(1234567)))
show(lambda: round(D("1.5"), "x"))

context = Context(prec=5)
for name, value in (("prec", 0), ("prec", "a"), ("Emax", -1), ("Emin", 1), ("capitals", 2), ("clamp", 5), ("rounding", "x"),
                    ("traps", 3), ("flags", {}), ("colour", 1)):
    show(lambda: setattr(context, name, value))
show(lambda: delattr(context, "prec"))
show(lambda: Context(colour=1))
show(lambda: Context(traps=[3]))
show(lambda: localcontext(colour=1))
show(lambda: context.flags.__setitem__(3, True))
show(lambda: context.flags.__delitem__(FloatOperation))
print(BasicContext.traps)
print(pickle.loads(pickle.dumps(context)))
with localcontext() as context:
    context.traps[FloatOperation] = True
    show(lambda: D(1) < 1.5)
    show(lambda: D(1) == 1.5)
    print(context.flags[FloatOperation])
print(decimal.__version__, hasattr(decimal, "NaN"))
