# Exceptions in greenlets: they travel to the parent; throw; GreenletExit; finalisation.
import sys
from greenlet import greenlet, getcurrent, GreenletExit, error

main = getcurrent()


def attempt(function):
    try:
        print("->", repr(function()))
    except BaseException as fault:
        print(type(fault).__name__, fault)


def fails():
    raise ValueError("inside")


attempt(lambda: greenlet(fails).switch())


def outer():
    try:
        greenlet(fails).switch()
    except ValueError as fault:
        print("outer caught", fault)
        names = []
        entry = fault.__traceback__
        while entry is not None:
            names.append(entry.tb_frame.f_code.co_name)
            entry = entry.tb_next
        return names


attempt(lambda: greenlet(outer).switch())
attempt(lambda: greenlet(print).throw())
attempt(lambda: greenlet(print).throw(ValueError))
attempt(lambda: greenlet(print).throw(ValueError("x")))
attempt(lambda: greenlet(print).throw(ValueError, "y"))
attempt(lambda: greenlet(print).throw(3))
attempt(lambda: greenlet(print).throw(ValueError, None, 3))
attempt(lambda: greenlet(print).throw(ValueError("x"), 3))


def catcher():
    while True:
        try:
            got = main.switch("waiting")
            print("got", got)
            if got is None:
                return "end"
        except KeyError as fault:
            print("caught", repr(fault), sys.exc_info()[0])


c = greenlet(catcher)
attempt(c.switch)
attempt(lambda: c.throw(KeyError(1)))
attempt(lambda: c.throw(KeyError, 2))
attempt(lambda: c.switch(5))
attempt(lambda: c.throw(ZeroDivisionError("through")))
print(c.dead)
attempt(lambda: c.throw(KeyError(3)))
attempt(lambda: c.throw())


# The exception being handled is each greenlet's own.
def handling():
    try:
        raise KeyError("own")
    except KeyError:
        main.switch()
        print(repr(sys.exception()))


h = greenlet(handling)
h.switch()
print(sys.exception())
try:
    raise TypeError("main's")
except TypeError:
    h.switch()
    print(repr(sys.exception()))


# An unfinished greenlet that is dropped gets GreenletExit.
def unfinished():
    try:
        main.switch("alive")
    except GreenletExit as exit:
        print("exit", repr(exit), getcurrent().parent is main)
        raise
    finally:
        print("finally")


u = greenlet(unfinished)
print(u.switch())
del u
print("dropped")
u = greenlet(unfinished)
print(u.switch())
attempt(u.throw)
print(u.dead)


def returns_exit():
    return GreenletExit("as a value")


attempt(greenlet(returns_exit).switch)


def raises_exit():
    raise GreenletExit("raised")


attempt(greenlet(raises_exit).switch)
print(issubclass(GreenletExit, Exception), issubclass(error, Exception), GreenletExit.__base__, error.__base__)


# Generators and context managers across switches.
def numbers():
    for i in range(3):
        main.switch("generating")
        yield i


class Manager:
    def __enter__(self):
        self.state = main.switch("entering")
        return self

    def __exit__(self, *exc):
        print("leaving", exc)


def consumer():
    with Manager() as manager:
        return list(numbers()), manager.state


g = greenlet(consumer)
print(g.switch(), g.switch(), g.switch(), g.switch(), g.switch())
