# fcntl: two opens of one file that lock it in turn; termios and tty where there is no terminal.
import fcntl
import os
import tempfile
import termios
import tty

path = os.path.join(tempfile.mkdtemp(), "lock")
with open(path, "w") as one, open(path, "w") as other:
    fcntl.flock(one, fcntl.LOCK_EX)
    try:
        fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as fault:
        print(type(fault).__name__, fault)
    fcntl.flock(one, fcntl.LOCK_UN)
    fcntl.flock(other.fileno(), fcntl.LOCK_SH | fcntl.LOCK_NB)
    fcntl.flock(one, fcntl.LOCK_SH)
    print("shared")
    for change in (lambda: termios.tcgetattr(one), lambda: tty.setcbreak(one.fileno())):
        try:
            change()
        except termios.error as fault:
            print(type(fault), fault)
    reading, writing = os.pipe()
    flags = fcntl.fcntl(reading, fcntl.F_GETFL)
    fcntl.fcntl(reading, fcntl.F_SETFL, flags | os.O_NONBLOCK)
    try:
        os.read(reading, 1)
    except BlockingIOError as fault:
        print(fault)
mode = [termios.ICRNL, termios.OPOST, 0, termios.ECHO | termios.ICANON | termios.ISIG, 0, 0, [b"\0"] * 32]
tty.cfmakecbreak(mode)
print(mode[3] == termios.ISIG, mode[6][termios.VMIN], termios.VEOF, termios.B9600)
