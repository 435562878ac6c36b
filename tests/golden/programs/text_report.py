# Text worked on: words counted, tables laid out, paragraphs wrapped, ciphers, roman numbers.
TEXT = """It was the best of times, it was the worst of times, it was the age of wisdom, it was the age of foolishness,
it was the epoch of belief, it was the epoch of incredulity, it was the season of Light, it was the season of Darkness."""
words = "".join(c.lower() if c.isalpha() else " " for c in TEXT).split()
count = {}
for w in words: count[w] = count.get(w, 0) + 1
top = sorted(count.items(), key=lambda p: (-p[1], p[0]))[:8]
width = max(len(w) for w, _ in top)
for w, n in top: print(f"{w:>{width}} {n:>3} {'#' * n}")
def wrap(text, width):
    line, out = "", []
    for w in text.split():
        if line and len(line) + 1 + len(w) > width: out.append(line); line = w
        else: line = f"{line} {w}" if line else w
    return out + [line] * bool(line)
for l in wrap(TEXT, 40): print(f"|{l:<40}|{l:^44}|".rstrip())
def justify(line, width):
    ws = line.split(); gaps = len(ws) - 1
    if not gaps: return line
    spaces = width - sum(map(len, ws)); each, more = divmod(spaces, gaps)
    return "".join(w + " " * (each + (i < more)) * (i < gaps) for i, w in enumerate(ws))
print(*(justify(l, 36) + "|" for l in wrap(TEXT, 36)[:3]), sep="\n")
def caesar(t, n): return "".join(chr((ord(c) - b + n) % 26 + b) if c.isascii() and c.isalpha() and (b := 65 if c.isupper() else 97) else c for c in t)
print(caesar("Hello, World!", 3), caesar(caesar("Hello, World!", 3), -3), caesar("中a", 1))
def roman(n):
    out = ""
    for v, s in zip((1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1), "M CM D CD C XC L XL X IX V IV I".split()): out += s * (n // v); n %= v
    return out
def arabic(s):
    v = dict(zip("IVXLCDM", (1, 5, 10, 50, 100, 500, 1000)))
    return sum(-v[a] if v[a] < v.get(b, 0) else v[a] for a, b in zip(s, s[1:] + " "))
print([roman(n) for n in (1, 4, 9, 14, 40, 90, 400, 1994, 2024, 3999)], all(arabic(roman(n)) == n for n in range(1, 4000)))
def table(rows, head):
    widths = [max(len(str(r[i])) for r in [head, *rows]) for i in range(len(head))]
    line = "+".join("-" * (w + 2) for w in widths)
    def row(r): return "|".join(f" {c:>{w}} " if isinstance(c, (int, float)) else f" {c:<{w}} " for c, w in zip(r, widths))
    return "\n".join([row(head), line, *map(row, rows)])
print(table([("apple", 3, 1.5), ("fig", 12, 0.25), ("watermelon", 1, 10.0)], ("fruit", "count", "price")))
def rle(s):
    out = []
    for c in s:
        if out and out[-1][0] == c: out[-1][1] += 1
        else: out.append([c, 1])
    return "".join(f"{n}{c}" if n > 1 else c for c, n in out)
def unrle(s):
    out, n = "", ""
    for c in s:
        if c.isdigit(): n += c
        else: out += c * int(n or 1); n = ""
    return out
print(rle("aaabccdddd"), unrle(rle("aaabccdddd")), rle(""), unrle("12x"), rle("中中文"))
def palindrome(s): t = [c.lower() for c in s if c.isalnum()]; return t == t[::-1]
print([s for s in ("A man, a plan, a canal: Panama", "hello", "", "上海自来水来自海上", "Noon") if palindrome(s)])
def anagrams(ws):
    groups = {}
    for w in ws: groups.setdefault("".join(sorted(w)), []).append(w)
    return [g for g in groups.values() if len(g) > 1]
print(anagrams("listen silent enlist google banana elbow below state taste".split()))
print(" ".join(w[::-1] for w in TEXT.split()[:6]), TEXT.title()[:40], TEXT.swapcase()[:20], sum(c in "aeiou" for c in TEXT.lower()), len(set(words)), sorted(set(map(len, words))))
print("\n".join(f"{i:2d} {i:08b} {i:03o} {i:#06x} {i**2:>6,} {1/i:.4f}" for i in range(1, 40, 6)), "{:=^30}".format(" end "), sep="\n")
