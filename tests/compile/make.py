"""Asks CPython 3.13 what it says about each case of faults.txt: the first error with its place, or the warnings.

Run with CPython 3.13; writes faults.out beside the cases.
"""

import pathlib
import warnings

here = pathlib.Path(__file__).parent
answers = []
for case in (here / "faults.txt").read_text().split("---\n"):
    with warnings.catch_warnings(record=True) as found:
        warnings.simplefilter("always")
        try:
            compile(case, "<case>", "exec")
            answer = [f"warning: {w.message}" for w in found] or ["fine"]
        except SyntaxError as error:
            end = error.end_offset if error.end_offset is not None else error.offset
            answer = [f"{error.msg} ({error.lineno}, {error.offset}, {error.end_lineno}, {end})"]
    answers.append("\n".join(answer) + "\n")
(here / "faults.out").write_text("---\n".join(answers))
