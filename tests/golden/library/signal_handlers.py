# Handlers of signals: set, called between two operations of the main thread, refused; the alarm and pause.
import os
import signal
import threading
import time


def h(n, f): print("got", n, type(n).__name__, f is not None and f.f_code.co_name)
for s in signal.SIGTERM, signal.SIGUSR1, signal.SIGALRM, signal.SIGHUP, signal.SIGUSR2:
    print(signal.signal(s, h), signal.getsignal(s) is h)
    os.kill(os.getpid(), s)
    print("after kill")
    signal.raise_signal(s)
print(signal.signal(signal.SIGTERM, signal.SIG_IGN) is h)
os.kill(os.getpid(), signal.SIGTERM); print("ignored")
signal.raise_signal(signal.SIGTERM); print("ignored")
print(signal.signal(signal.SIGTERM, h), signal.getsignal(signal.SIGTERM) is h)
print(signal.alarm(5)); print(signal.alarm(0))
print(signal.setitimer(signal.ITIMER_REAL, .1), signal.getitimer(signal.ITIMER_REAL)[0] > 0)
signal.pause()
print("paused")
class Late(Exception): pass
def late(n, f): raise Late
signal.signal(signal.SIGALRM, late)
signal.setitimer(signal.ITIMER_REAL, .05)
try: time.sleep(10)
except Late: print("late")
signal.setitimer(signal.ITIMER_REAL, .1)
try:
    while True: pass
except Late: print("late in a loop")
for bad in ((0, h), (65, h), (signal.SIGKILL, h), (signal.SIGSTOP, h), (10, 5), (10, None), ("x", h)):
    try: signal.signal(*bad)
    except Exception as e: print(type(e).__name__, e)
def other():
    try: signal.signal(signal.SIGTERM, h)
    except ValueError as e: print(e)
t=threading.Thread(target=other); t.start(); t.join()
def raiser(n,f): raise ValueError("from handler")
signal.signal(signal.SIGUSR1, raiser)
try: os.kill(os.getpid(), signal.SIGUSR1); print("not reached?")
except ValueError as e: print(e)
try: signal.raise_signal(signal.SIGUSR1)
except ValueError as e: print(e)
try: signal.raise_signal(signal.SIGINT)
except KeyboardInterrupt: print("KI")
try: os.kill(os.getpid(), signal.SIGINT); time.sleep(1)
except KeyboardInterrupt: print("KI")
signal.signal(signal.SIGINT, h); os.kill(os.getpid(), signal.SIGINT); print(signal.getsignal(signal.SIGINT) is h)
signal.signal(signal.SIGINT, signal.SIG_IGN); signal.raise_signal(signal.SIGINT); print(signal.getsignal(signal.SIGINT))
signal.signal(signal.SIGINT, signal.default_int_handler)
for x in (lambda: signal.setitimer(0, -1), lambda: signal.setitimer(7, 1), lambda: signal.alarm(1.5), lambda: signal.raise_signal(99), lambda: signal.getsignal(99), lambda: signal.getitimer(9), lambda: signal.raise_signal("x")):
    try: print(x())
    except Exception as e: print(type(e).__name__, e)
print([signal.strsignal(i) for i in range(1,32)])
print(signal.Signals(15), signal.SIGTERM.name, repr(signal.SIGTERM), signal.getsignal(signal.SIGPIPE), signal.getsignal(signal.SIGCHLD))
