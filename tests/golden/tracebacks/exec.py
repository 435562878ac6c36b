# Errors inside executed text show no source line, for there is no file.
code = """
def inner():
    return 1 / 0

inner()
"""
exec(compile(code, "<made up>", "exec"))
