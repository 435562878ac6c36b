# Greenlets: values that travel with switches, parents, states.
from greenlet import greenlet, getcurrent, GreenletExit, error
import greenlet as module


def attempt(function):
    try:
        print("->", function())
    except BaseException as fault:
        print(type(fault).__name__, fault)


def ping():
    print(1)
    second.switch()
    print(2)
    second.switch()


def pong():
    print(3)
    first.switch()
    print(4)


first = greenlet(ping)
second = greenlet(pong)
first.switch()
print(first.dead, second.dead, bool(first), bool(second))

main = getcurrent()
print(main.parent, main.dead, bool(main), main.gr_frame)

g = greenlet(lambda *args, **keywords: (args, keywords))
print(g.dead, bool(g), g.gr_frame, g.parent is main)
attempt(lambda: g.switch(1, 2, x=3))
print(g.dead, bool(g))
attempt(lambda: g.run)
attempt(lambda: g.switch(1))
attempt(lambda: g.switch())
attempt(lambda: g.switch(1, 2))
attempt(lambda: g.switch(x=1))
attempt(lambda: g.switch(1, x=1))
attempt(lambda: greenlet().switch())
attempt(lambda: greenlet(1).switch())
attempt(lambda: greenlet(print, 5))


def echo(first):
    got = first
    while got != "stop":
        got = main.switch(("echo", got))
    return "stopped"


e = greenlet(echo)
print(e.switch("a"), e.switch("b"), e.switch(1, 2), e.switch(k=1), e.switch("stop"), e.switch("late"))


def set_parent(child, parent):
    child.parent = parent


a = greenlet(print)
b = greenlet(print, a)
attempt(lambda: set_parent(a, b))
attempt(lambda: set_parent(a, 3))
attempt(lambda: set_parent(main, a))
attempt(lambda: main.run)
print(b.parent is a)


class Sub(greenlet):
    def run(self, *args):
        print("run", args, getcurrent() is self)
        back = self.parent.switch("from run")
        return back * 2


s = Sub()
attempt(lambda: s.switch(1, 2))
attempt(lambda: s.switch(21))
attempt(lambda: s.dead)


# The result of a greenlet goes to its parent, which need not be who switched to it.
def child():
    print("child")
    return "for the parent"


def parent():
    got = main.switch("parent waits")
    print("parent got", got)
    return "done"


p = greenlet(parent)
print(p.switch())
print(greenlet(child, p).switch())


# A parent that has not begun begins with the value.
def late(value):
    return "late " + value


print(greenlet(child, greenlet(late)).switch())
g = greenlet(print)
g.attribute = 1
print(g.__dict__, module.getcurrent() is main)


def frame():
    local = 5
    main.switch()


f = greenlet(frame)
f.switch()
print(f.gr_frame.f_code.co_name, f.gr_frame.f_lineno, f.gr_frame.f_locals, f.gr_frame.f_back)
f.switch()
print(f.gr_frame)
