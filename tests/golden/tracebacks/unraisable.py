# Exceptions that nobody can catch are told on standard error.
import sys


class D:
    def __del__(self):
        raise ValueError("in del")


D()
print("went on")


def gen():
    try:
        yield
    finally:
        raise KeyError("in finally of a dropped generator")


g = gen()
next(g)
del g
print("went on again")


def ignores():
    while True:
        try:
            yield
        except GeneratorExit:
            print("ignored")
            yield


g = ignores()
next(g)
del g
print("and again")
