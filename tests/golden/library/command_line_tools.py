# optparse, cmd, fileinput, filecmp, netrc, quopri, rlcompleter, this: programs at a command line.
import cmd
import filecmp
import fileinput
import io
import netrc
import optparse
import os
import quopri
import rlcompleter
import sys
import tempfile

parser = optparse.OptionParser(usage="%prog [options] FILE", version="%prog 1.0", prog="tool", description="Does things "
                               "that take a long description to be told of, longer than one line of a terminal has room for.")
parser.add_option("-f", "--file", dest="filename", metavar="FILE", help="write report to FILE")
parser.add_option("-q", "--quiet", action="store_false", dest="verbose", default=True, help="don't print status messages")
parser.add_option("-n", type="int", default=3, help="how often [default: %default]")
parser.add_option("-v", action="count", dest="level")
parser.add_option("--point", type="float", nargs=2, action="append")
parser.add_option("-m", "--mode", type="choice", choices=["fast", "slow"])
group = optparse.OptionGroup(parser, "Dangerous Options", "Caution: use these options at your own risk.")
group.add_option("-g", "--go", action="store_true", help="Group option.")
parser.add_option_group(group)
parser.print_help()
print(parser.parse_args(["-f", "a.txt", "-qn5", "-vvv", "--point", "1", "2.5", "--mo=fast", "rest", "--", "-x"]))
sys.stderr = sys.stdout
for words in (["-n", "x"], ["--nope"], ["--mode", "odd"], ["-f"], ["--quiet=1"], ["--version"]):
    try:
        parser.parse_args(words)
    except SystemExit as end:
        print("exit", end.code)
try:
    parser.add_option("-q")
except optparse.OptionConflictError as fault:
    print(fault)


class Shell(cmd.Cmd):
    """A shell of two commands."""
    prompt = "> "

    def do_greet(self, rest):
        """greet NAME: says hello"""
        print("hello", rest)

    def do_add(self, rest):
        print(sum(map(int, rest.split())))

    def do_quit(self, rest):
        "Ends."
        return True


Shell(stdin=io.StringIO(), stdout=sys.stdout).onecmd("help")
shell = Shell()
shell.use_rawinput = False
shell.stdin = io.StringIO("greet you\n? greet\nnonsense 1\nadd 1 2\n\nhelp nope\nquit\n")
shell.cmdloop("begin")
print()
shell.columnize([f"word{i}" * (i % 3 + 1) for i in range(12)], 60)

folder = tempfile.mkdtemp()
one, two = os.path.join(folder, "one"), os.path.join(folder, "two")
for path, extra in ((one, "x"), (two, "y")):
    os.mkdir(path)
    with open(os.path.join(path, "same.txt"), "w") as file:
        file.write("line 1\nline 2\n")
    with open(os.path.join(path, "differs.txt"), "w") as file:
        file.write(extra)
    open(os.path.join(path, "only_" + extra), "w").close()
compared = filecmp.dircmp(one, two)
print(compared.left_only, compared.right_only, compared.same_files, compared.diff_files, compared.common_dirs)
print(filecmp.cmp(os.path.join(one, "same.txt"), os.path.join(two, "same.txt"), shallow=False))
with fileinput.input([os.path.join(one, "same.txt"), os.path.join(two, "differs.txt")], encoding="utf-8") as lines:
    for line in lines:
        print(os.path.basename(lines.filename()), lines.lineno(), lines.filelineno(), lines.isfirstline(), repr(line))
with fileinput.input(os.path.join(one, "same.txt"), inplace=True, encoding="utf-8") as lines:
    for line in lines:
        print(line.upper(), end="")
print(open(os.path.join(one, "same.txt")).read())
with open(os.path.join(one, "netrc"), "w") as file:
    file.write('machine example.org login me password "a b"\ndefault login anonymous password x\nmacdef init\ncd /\n\n')
known = netrc.netrc(os.path.join(one, "netrc"))
print(known.authenticators("example.org"), known.authenticators("other"), known.macros)
print(known)
print(quopri.encodestring("Grüße = ok \n".encode()), quopri.decodestring(b"a=3Db=\nc"))
completer = rlcompleter.Completer({"value": 1, "variant": print})
print([completer.complete("va", i) for i in range(3)], completer.complete("impor", 0))
import this
