# A call over several lines: every line of it is shown and marked.
def add(a, b,
        c):
    return (a
            + b
            + c)


result = add(
    1,
    2,
    add(
        3,
        4,
        "5",
    ),
)
