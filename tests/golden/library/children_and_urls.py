# subprocess, signal, calendar, urllib.parse.
import subprocess, signal, calendar, sys
r = subprocess.run(["echo", "hi"], capture_output=True, text=True); print(r)
print(subprocess.check_output("echo a; echo b 1>&2", shell=True, stderr=subprocess.STDOUT), subprocess.run("cat", input=b"xyz", capture_output=True).stdout, subprocess.call("exit 3", shell=True))
for fn in [lambda: subprocess.run("exit 2", shell=True, check=True), lambda: subprocess.run(["nope_x"])]:
    try: fn()
    except Exception as e: print(type(e).__name__, e)
p = subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True); p.stdin.write("line\n"); p.stdin.close(); print(p.stdout.read(), p.wait(), p.poll(), p.returncode)
p = subprocess.Popen(["sleep", "9"]); p.terminate(); print(p.wait()); print(subprocess.getoutput("echo x"))
print(signal.SIGINT, repr(signal.SIGTERM), signal.Signals(2).name)
def h(n, f): print("got", n, f is not None)
print(signal.signal(signal.SIGUSR1, h)); signal.raise_signal(signal.SIGUSR1); print(signal.strsignal(2))
print(calendar.month(2024, 2)); print(calendar.isleap(2024), calendar.monthrange(2024, 2), calendar.timegm((2024, 1, 1, 0, 0, 0)), calendar.monthcalendar(2024, 2)[0], calendar.day_name[0], calendar.MONDAY)
from urllib.parse import *
print(urlparse("http://u:p@h.com:80/p;x?q=1#f"), urlsplit("//a/b").netloc, urljoin("http://a/b/c", "../d"), quote("a b/é"), unquote("a%20b%C3%A9"), urlencode({"a": 1, "b": "x y"}), parse_qs("a=1&a=2&b="), urlparse("http://h:81/").port, urlunparse(("http","h","/p","","q","")), quote_plus("a b&c"))
