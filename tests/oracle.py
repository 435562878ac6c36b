#!/usr/bin/env python3
"""The oracle: writes beside every golden program what CPython 3.13 prints for it, and checks that it still does.

    tests/oracle.py [TEXT...]           write the outputs of the programs whose path has one of the TEXTs (all without)
    tests/oracle.py --check [TEXT...]   write nothing; say which committed outputs are not what CPython prints, exit 1
    tests/oracle.py --twice [TEXT...]   as --check, each program twice with different hash seeds

CPython 3.13 is found as $PYTHON, as python3.13 on PATH or in ~/.pyenv/versions; without one, --check says so and passes.

NAME.out is standard output. NAME.status is the exit status, when it is not 0. NAME.err is standard error: it is written
when the program fails, or when the file is already there (so an empty one asks for it). Addresses and the project's own
folder are taken out of what is compared, here as in tests/process.rs. Programs of greenlet and gevent need those packages
beside CPython; without them their outputs are left as they are.
"""
import os
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ["tests/golden", "tests/wishlist", "examples"]


def find_python():
    """A CPython 3.13, or None."""
    places = [os.environ.get("PYTHON"), shutil.which("python3.13"), sys.executable]
    places += sorted(map(str, Path("~/.pyenv/versions").expanduser().glob("3.13*/bin/python3.13")), reverse=True)
    for place in filter(None, places):
        say = "import sys; print(sys.implementation.name, *sys.version_info[:2])"
        try:
            answer = subprocess.run([place, "-c", say], capture_output=True, text=True).stdout
        except OSError:
            continue
        if answer.split() == ["cpython", "3", "13"]:
            return place
    return None


def programs(texts):
    found = [p for f in FOLDERS for p in (ROOT / f).rglob("*") if p.suffix in (".py", ".co") and "/_" not in str(p)]
    found = sorted(p.relative_to(ROOT) for p in found)
    return [p for p in found if not texts or any(t in str(p) for t in texts)]


def without(python, chosen):
    """The programs of packages that are not CPython's own and not installed: their outputs stand as committed."""
    known = {}
    def missing(package):
        if package not in known:
            known[package] = subprocess.run([python, "-c", f"import {package}"], capture_output=True).returncode != 0
        return known[package]
    left = []
    for program in chosen:
        text = (ROOT / program).read_bytes().decode("utf-8", "replace")
        packages = set(re.findall(r"^(?:from|import) (greenlet|gevent)\b", text, re.M))
        if any(missing(package) for package in sorted(packages)):
            left.append(program)
    if left:
        print(f"left as committed, for want of {', '.join(sorted(p for p in known if known[p]))}:", *left)
    return [program for program in chosen if program not in left]


def steady(text):
    text = text.replace(f"{ROOT}/", "")
    return re.sub(r"0x[0-9a-fA-F]{8,}", "0x...", text)


def run(python, program, seed=None):
    """(standard output, standard error, exit status) of one program."""
    env = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON") and k != "FORCE_COLOR"}
    env.update(LC_ALL="C.UTF-8", NO_COLOR="1", COLUMNS="80", PYTHONDONTWRITEBYTECODE="1")
    if seed is not None:
        env["PYTHONHASHSEED"] = seed
    try:
        done = subprocess.run([python, str(program)], cwd=ROOT, env=env, stdin=subprocess.DEVNULL, capture_output=True, timeout=60)
    except subprocess.TimeoutExpired:
        sys.exit(f"{program}: CPython does not end with it")
    out, err = (steady(data.decode("utf-8", "backslashreplace")) for data in (done.stdout, done.stderr))
    return out, err, done.returncode


def expected(program):
    """What is committed beside a program."""
    def read(ending):
        path = (ROOT / program).with_suffix(ending)
        return path.read_bytes().decode("utf-8") if path.exists() else None
    status = read(".status")
    return read(".out"), read(".err"), 0 if status is None else int(status)


def write(program, out, err, status):
    base = ROOT / program
    base.with_suffix(".out").write_bytes(out.encode("utf-8"))
    if status or base.with_suffix(".err").exists():
        base.with_suffix(".err").write_bytes(err.encode("utf-8"))
    if status:
        base.with_suffix(".status").write_text(f"{status}\n")
    else:
        base.with_suffix(".status").unlink(missing_ok=True)


def specs(python, texts):
    """Spec programs whose own expectations are not CPython's; those of the dialect say `# dialect` in their first line."""
    bad = []
    for path in sorted((ROOT / "tests/spec").rglob("*.co")):
        relative = path.relative_to(ROOT)
        source = path.read_text("utf-8")
        if source.startswith("# dialect") or (texts and not any(t in str(relative) for t in texts)):
            continue
        wanted = "".join(line.split("# expect:", 1)[1].removeprefix(" ") + "\n" for line in source.splitlines() if "# expect:" in line)
        raises = [line.split("# raises:", 1)[1].strip() for line in source.splitlines() if "# raises:" in line]
        out, err, status = run(python, relative)
        if out != wanted or (err.splitlines()[-1:] if raises else []) != raises or status != bool(raises):
            bad.append(f"{relative}: CPython prints {out!r} {err.splitlines()[-1:]}, not {wanted!r}")
    return bad


def main():
    flags = [a for a in sys.argv[1:] if a.startswith("--")]
    texts = [a for a in sys.argv[1:] if not a.startswith("--")]
    if any(f not in ("--check", "--twice") for f in flags):
        sys.exit(__doc__)
    python = find_python()
    if python is None:
        print("no CPython 3.13 here: the committed outputs stand unchecked")
        sys.exit(0 if flags else 1)
    chosen = without(python, programs(texts))
    bad = specs(python, texts)
    with ThreadPoolExecutor(2 * (os.cpu_count() or 1)) as pool:
        first = list(pool.map(lambda p: run(python, p, "1" if "--twice" in flags else None), chosen))
        second = list(pool.map(lambda p: run(python, p, "2"), chosen)) if "--twice" in flags else first
    for program, one, two in zip(chosen, first, second):
        out, err, status = one
        if not flags:
            if status and expected(program)[2] != status:
                print(f"{program}: ends with {status}", *err.splitlines()[-1:])
            write(program, out, err, status)
            continue
        want_out, want_err, want_status = expected(program)
        if one[0] != two[0] or one[2] != two[2] or (want_err is not None and one[1] != two[1]):
            bad.append(f"{program}: prints something else each time")
        elif (out, status) != (want_out, want_status) or (want_err is not None and err != want_err):
            bad.append(f"{program}: CPython prints something else than what is committed")
    print(*bad, f"{len(chosen)} programs, {len(bad)} not as committed" if flags else f"{len(chosen)} programs written", sep="\n")
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
