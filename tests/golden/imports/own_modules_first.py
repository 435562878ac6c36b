# A program's own modules come before the library's, but for those that are built in; what is missing then is said with the reason.
import subprocess, sys, tempfile
from pathlib import Path

FILES = {
    "random.py": "print('my random')\nx = 1\n",
    "queue.py": "print('my queue')\n",
    "statistics.py": "import random\nprint('my statistics', random.x)\n",
    "pk/__init__.py": "import random\nprint('a package sees', random.x)\n",
    "circ.py": "import circ2\ny = 1\n",
    "circ2.py": """import circ
try: circ.y
except AttributeError as e: print(e)
try: from circ import y
except ImportError as e: print(e)
""",
    "main.py": """import random, sys
print(random.x, random.__file__)
try: random.randint
except AttributeError as e: print(e)
try: from random import choice
except ImportError as e: print(e)
import pk, statistics
import queue
try: queue.Queue
except AttributeError as e: print(e)
import sys, time, os, io, itertools, math
print([getattr(m, 'mine', None) for m in (sys, time, os, io, itertools)], math.mine)
import circ
""",
}
FILES |= {f"{name}.py": f"mine = {name!r}\n" for name in ("sys", "time", "os", "io", "itertools", "math")}
with tempfile.TemporaryDirectory() as folder:
    for name, text in FILES.items():
        path = Path(folder, name)
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    ran = subprocess.run([sys.executable, str(Path(folder, "main.py"))], capture_output=True, text=True)
    print(ran.stdout.replace(folder, "FOLDER"), ran.stderr, ran.returncode)
