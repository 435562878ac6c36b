# pwd, grp, resource, ctypes' simple types, ntpath, readline's names, faulthandler, encodings, and the tree of a pattern.
import ctypes
import encodings.aliases
import encodings.idna
import faulthandler
import grp
import ntpath
import pwd
import re._constants
import re._parser
import readline
import resource
import sys
import tracemalloc

print(pwd.getpwuid(0).pw_name, pwd.getpwnam("root").pw_uid, pwd.getpwnam("root")[3], grp.getgrgid(0).gr_name)
for ask in (lambda: pwd.getpwnam("no such user"), lambda: grp.getgrnam("no such group"), lambda: pwd.getpwuid("0")):
    try:
        ask()
    except (KeyError, TypeError) as fault:
        print(type(fault).__name__, fault)
usage = resource.getrusage(resource.RUSAGE_SELF)
print(len(usage), usage.ru_maxrss > 1000, usage[0] == usage.ru_utime, len(resource.getrlimit(resource.RLIMIT_NOFILE)))

print(ctypes.c_int(5), ctypes.c_uint8(300).value, ctypes.c_int8(200).value, ctypes.c_bool(3), ctypes.c_char(b"x"))
print(ctypes.sizeof(ctypes.c_long), ctypes.sizeof(ctypes.c_double * 4), ctypes.sizeof(ctypes.c_char))
numbers = (ctypes.c_int * 3)(1, 2)
numbers[2] = -1
print(list(numbers), len(numbers), numbers[1:])
buffer = ctypes.create_string_buffer(b"hello", 8)
print(buffer.value, buffer.raw, ctypes.sizeof(buffer))


class Point(ctypes.Structure):
    _fields_ = [("x", ctypes.c_int), ("y", ctypes.c_double), ("tag", ctypes.c_char)]


point = Point(3, y=2.5)
point.tag = b"t"
print(point.x, point.y, point.tag, ctypes.sizeof(Point))
for make in (lambda: ctypes.c_int("x"), lambda: ctypes.c_int(1.5), lambda: ctypes.c_double("x")):
    try:
        make()
    except TypeError as fault:
        print(fault)

for path in (r"C:\a\b.txt", r"\\host\share\x\y", "C:rel/x", "/a/../b", r"a\.\b"):
    print(ntpath.splitdrive(path), ntpath.split(path), ntpath.isabs(path), ntpath.normpath(path), ntpath.splitext(path))
print(ntpath.join("C:\\a", "b", "c.d"), ntpath.join("C:/a", "D:b"), ntpath.join("a", "\\b"), ntpath.commonpath([r"C:\a\b", "c:/a/c"]))
print(ntpath.relpath(r"C:\a\b\c", r"C:\a\d"), ntpath.isreserved("nul.txt"), ntpath.normcase("A/B"))

readline.parse_and_bind("tab: complete")
readline.set_completer(len)
readline.add_history("one")
print(readline.get_completer(), readline.get_current_history_length(), readline.get_history_item(1))
faulthandler.enable()
print(faulthandler.is_enabled(), faulthandler.disable(), faulthandler.is_enabled())
faulthandler.dump_traceback(sys.stdout if sys.stdout.isatty() else 2, all_threads=False)
tracemalloc.start()
kept = [str(i) * 3 for i in range(100000)]
now, peak = tracemalloc.get_traced_memory()
print(now > 1000000, peak >= now, tracemalloc.is_tracing())
tracemalloc.stop()
print(tracemalloc.get_traced_memory(), tracemalloc.is_tracing())
print(encodings.normalize_encoding("UTF 8"), encodings.aliases.aliases["latin1"], encodings.idna.ToASCII("bücher"),
      encodings.idna.ToUnicode("xn--bcher-kva"))

for pattern in (r"ab*?c{2,3}", r"(?P<n>x|y)+(?P=n)", r"[^a-z\d]", r"^(?=a)(?<!b)$", r"abc|abd", r"(?i:a)(?>b)c++", r"\w\.\x41"):
    tree = re._parser.parse(pattern)
    print(tree, tree.getwidth(), tree.state.groupdict)
print(re._constants.MAXREPEAT, repr(re._constants.LITERAL), int(re._constants.LITERAL))
