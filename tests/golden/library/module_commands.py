# Modules run as commands.
import calendar
import os
import runpy
import sys
import tempfile


def command(*words):
    before = sys.argv
    sys.argv = list(words)
    try:
        runpy.run_module(words[0], run_name="__main__", alter_sys=True)
    except SystemExit as end:
        print("ends with", end.code)
    finally:
        sys.argv = before
    sys.stdout.flush()


with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    with open("x.py", "w") as file:
        file.write("def f(a):\n    return a + 1\n")
    command("calendar", "2024", "2")
    command("calendar", "2023", "-m", "4", "-w", "1")
    command("tokenize", "-e", "x.py")
    command("base64", "-e", "x.py")
    os.chdir("/")
print(calendar.HTMLCalendar(6).formatyearpage(2024, 6, None).decode()[-700:])
print(len(calendar.HTMLCalendar().formatyear(2023)), calendar.HTMLCalendar().formatyear(2023, 12)[:90])
