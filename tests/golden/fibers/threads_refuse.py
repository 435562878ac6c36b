# What threads, locks and hooks refuse, and what happens at the end of the program: messages to the letter.
import _thread
import io
import sys
import threading
import time
import warnings


def attempt(function, *arguments, **named):
    try:
        print("gives", function(*arguments, **named))
    except BaseException as exception:
        print(type(exception).__name__, exception)


print("--- interrupt_main")
attempt(_thread.interrupt_main)
attempt(_thread.interrupt_main, -1)


def interrupted():
    thread = threading.Thread(target=_thread.interrupt_main)
    thread.start()
    thread.join()


attempt(interrupted)


def spinning():
    threading.Thread(target=lambda: (time.sleep(0.05), _thread.interrupt_main())).start()
    while True:
        pass


attempt(spinning)

print("--- excepthook")


def own(args):
    print("own hook:", args.exc_type, args.exc_value, args.thread.name)


def fail(name):
    thread = threading.Thread(target=lambda: 1 / 0, name=name)
    thread.start()
    thread.join()


threading.excepthook = own
fail("w")
threading.excepthook = threading.__excepthook__
leaving = threading.Thread(target=sys.exit)
leaving.start()
leaving.join()


thread = threading.Thread(target=lambda: 1 / 0, name="without a stream")
thread._stderr = written = io.StringIO()
kept, sys.stderr = sys.stderr, None
thread.start()
thread.join()
sys.stderr = kept
print(written.getvalue().splitlines()[0])
attempt(threading.excepthook, 3)
attempt(threading.excepthook, (1, 2, 3, 4))
attempt(threading.ExceptHookArgs, (1, 2))
try:
    1 / 0
except ZeroDivisionError:
    args = threading.ExceptHookArgs([*sys.exc_info(), None])
    print(args.exc_type, args.thread, len(args), args[1], type(args).__mro__, type(args).__match_args__)

print("--- threads that somebody else began")


def foreign():
    global dummy
    dummy = threading.current_thread()
    print(type(dummy).__name__, dummy.is_alive(), dummy.daemon, dummy.name.partition("-")[0])
    lock.release()


lock = threading.Lock()
lock.acquire()
_thread.start_new_thread(foreign, ())
lock.acquire()
time.sleep(0.01)
print(threading.enumerate() == [threading.main_thread()])
attempt(dummy.join)


class Died:
    def __del__(self):
        print("died with its thread")


local = threading.local()


def with_local():
    local.value = Died()


thread = threading.Thread(target=with_local)
thread.start()
thread.join()
print("joined")

print("--- refusals")


class Unmade(threading.Thread):
    def __init__(self):
        pass


attempt(Unmade().start)
attempt(Unmade().join)
attempt(lambda: Unmade().name)
attempt(repr, Unmade())
attempt(threading.Thread, 1)
attempt(threading.Thread(target=print).join)
thread = threading.Thread(target=print)
thread.start()
attempt(thread.start)
attempt(setattr, thread, "daemon", True)
attempt(threading.current_thread().join)
attempt(threading.Barrier, 0)
attempt(threading.Semaphore, -1)
attempt(threading.BoundedSemaphore().release)
attempt(threading.Condition().wait)
attempt(threading.Condition().notify)
attempt(threading.Lock().release)
attempt(threading.RLock().release)
lock = threading.Lock()
attempt(lock.acquire, False, 1)
attempt(lock.acquire, True, -2)
attempt(lock.acquire, True, 1e30)
attempt(lock.acquire, timeout="a")
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    attempt(threading.RLock, 1)
    print([str(w.message) for w in caught])

print("--- at the end")


class AtTheEnd:
    def __del__(self):
        attempt(_thread.start_new_thread, print, ())
        attempt(threading.Thread(target=print).start)
        attempt(threading.main_thread().is_alive)


kept = AtTheEnd()


def late():
    time.sleep(0.05)
    print("late", threading.main_thread().is_alive())
    threading.main_thread().join()
    attempt(threading._register_atexit, print)
    threading.Thread(target=lambda: print("begun late")).start()


threading.Thread(target=late).start()
