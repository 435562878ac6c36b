# Python's own options before -c: warnings, -X, -O, -I, joined letters.
import subprocess
import sys


def run(*words, **environment):
    done = subprocess.run([sys.executable, *words], capture_output=True, text=True, env=environment or None)
    print(done.returncode, done.stdout.strip(), "UserWarning: old" in done.stderr)


code = "import warnings; warnings.warn('old'); print('on')"
run("-W", "error", "-c", code)
run("-Wignore", "-c", code)
run("-c", code, PYTHONWARNINGS="error")
run("-E", "-c", code, PYTHONWARNINGS="error::ImportWarning")
show = "import sys; f = sys.flags; print(f.isolated, f.optimize, f.ignore_environment, sys._xoptions, sys.warnoptions, sys.argv)"
run("-I", "-X", "one=1", "-Xtwo", "-OO", "-W", "ignore::DeprecationWarning", "-c", show, "-W", "x")
