# settrace: the trace function hears of a switch where the switch led to, and is taken out when it raises.
import threading
from greenlet import getcurrent, gettrace, greenlet, settrace

main = getcurrent()
names = {id(main): "main"}


def made(name, run):
    one = greenlet(run)
    names[id(one)] = name
    return one


def tell(event, pair):
    origin, target = pair
    print(f"   {event}: {names[id(origin)]} -> {names[id(target)]}, in {names[id(getcurrent())]}")


def run(*arguments):
    print("begins with", arguments)
    try:
        print("resumed with", main.switch("first"))
    finally:
        print("ends")
    return "last"


def attempt(label, call, *arguments):
    try:
        print(label, "gives", call(*arguments))
    except BaseException as exception:
        print(label, "raises", type(exception).__name__, exception)


print(settrace(tell), gettrace() is tell)
g = made("g", run)
attempt("switch", g.switch, 5, 6)
attempt("switch to oneself", main.switch, 9)
attempt("switch", g.switch, "x")
attempt("switch to a dead one", g.switch, "dead")

attempt("throw before the start", made("h", run).throw, ValueError("v"))
h = made("h", run)
attempt("exit before the start", h.throw)
attempt("throw at a dead one", h.throw, KeyError("k"))
h = made("h", run)
h.switch()
attempt("throw at a suspended one", h.throw, KeyError("k"))

inner = made("inner", lambda: 1 / 0)
outer = made("outer", lambda: inner.switch())
inner.parent = outer
attempt("a fault on its way to the main greenlet", outer.switch)


def broken(event, pair):
    raise RuntimeError("in the trace function")


print("--- a trace function that raises")
settrace(broken)
h = made("h", run)
attempt("switch", h.switch)
print(h.dead, gettrace())
h = made("h", run)
h.switch()
settrace(broken)
attempt("switch", h.switch, 1)
print(h.dead, gettrace())

print("--- every thread has its own")
settrace(tell)
thread = threading.Thread(target=lambda: print("in another thread:", gettrace()))
thread.start()
thread.join()
attempt("settrace()", settrace)
print(settrace(None) is tell, gettrace())
