# Conway's game of life on a set of cells.
def step(cells):
    count = {}
    for x, y in cells:
        for dx in (-1, 0, 1):
            for dy in (-1, 0, 1):
                if dx or dy:
                    count[x + dx, y + dy] = count.get((x + dx, y + dy), 0) + 1
    return {c for c, n in count.items() if n == 3 or n == 2 and c in cells}


def show(cells):
    if not cells: return "(empty)"
    xs, ys = [c[0] for c in cells], [c[1] for c in cells]
    return "\n".join("".join("#" if (x, y) in cells else "." for x in range(min(xs), max(xs) + 1)) for y in range(min(ys), max(ys) + 1))


def parse(text): return {(x, y) for y, line in enumerate(text.split("/")) for x, c in enumerate(line) if c == "#"}


for name, text, n in (("glider", ".#/..#/###", 8), ("blinker", "###", 3), ("block", "##/##", 2), ("pentomino", ".##/##/.#", 20), ("lonely", "#", 1)):
    cells = parse(text)
    seen = {}
    for i in range(n):
        key = frozenset(cells)
        if key in seen: print(name, "repeats generation", seen[key], "at", i); break
        seen[key] = i
        cells = step(cells)
    print(f"{name}: {len(cells)} cells after {n}"); print(show(cells))
