# `from None` hides what was being handled.
try:
    int("x")
except ValueError:
    raise RuntimeError("only this is shown") from None
