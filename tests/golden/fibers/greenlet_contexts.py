# gr_context: every greenlet has a context of its own, made when it is first needed; it can be exchanged.
import contextvars
import threading
from greenlet import getcurrent, greenlet

number = contextvars.ContextVar("number", default=None)
main = getcurrent()


def attempt(label, call):
    try:
        print(label, "gives", call())
    except Exception as exception:
        print(label, "raises", type(exception).__name__, exception)


def run():
    print("begins with", number.get(), getcurrent().gr_context)
    number.set(1)
    first = getcurrent().gr_context
    print("its own:", first[number], type(first))
    getcurrent().gr_context = None
    print("without:", number.get(), getcurrent().gr_context)
    number.set(2)
    second = getcurrent().gr_context
    main.switch((first, second))
    print("exchanged from outside:", number.get())
    getcurrent().gr_context = second
    print("exchanged from inside:", number.get())
    main.switch()
    print("taken away:", number.get())


number.set(0)
g = greenlet(run)
print("before it begins:", g.gr_context)
first, second = g.switch()
print(g.gr_context is second, first[number], second[number], number.get())
g.gr_context = first
g.switch()
print(g.gr_context is second)
g.gr_context = None
g.switch()
print(g.dead, g.gr_context)

print("--- handed over")
shared = greenlet(lambda: print("sees", number.get()))
shared.gr_context = contextvars.copy_context()
shared.switch()
print(shared.dead, shared.gr_context[number])

print("--- faults")
g = greenlet(run)


def assign(value):
    g.gr_context = value


def delete():
    del g.gr_context


attempt("a number", lambda: assign(5))
attempt("del", delete)

print("--- another thread's")
running, asked = threading.Event(), threading.Event()
suspended, over = threading.Event(), threading.Event()


def within():
    number.set("in the thread")
    running.set()
    asked.wait()
    getcurrent().parent.switch()
    print("resumed with", number.get())


def work():
    global g
    g = greenlet(within)
    g.switch()
    suspended.set()
    over.wait()
    g.switch()


thread = threading.Thread(target=work)
thread.start()
running.wait()
attempt("to get it while it runs", lambda: g.gr_context)
attempt("to set it while it runs", lambda: assign(None))
asked.set()
suspended.wait()
attempt("to get it while it is suspended", lambda: g.gr_context[number])
g.gr_context = None
over.set()
thread.join()
attempt("once it is dead", lambda: g.gr_context)
g.gr_context = first
print(g.gr_context is first)
