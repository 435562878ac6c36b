# Text: building, splitting, joining, searching.
import time


def run(rounds):
    check = 0
    for r in range(rounds):
        text = ""
        for i in range(300):
            text += chr(97 + (i * r) % 26)
        words = " ".join(text[i : i + 5] for i in range(0, 300, 5)).split()
        check += len(words) + text.count("a") + text.find("z")
        check += sum(w.upper().startswith("A") for w in words)
        check += len("-".join(sorted(words)).replace("a", "bb"))
    return check


start = time.perf_counter()
print("check", run(5000))
print("seconds", time.perf_counter() - start)
