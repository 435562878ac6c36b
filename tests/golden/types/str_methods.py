# str: finding, cutting, joining, padding.
s = "the quick brown fox"
print(s.find("q"), s.find("z"), s.find("o", 13), s.find("o", 0, 5), s.find(""), s.find("", 5), s.find("", 50), s.find("t", -3), s.rfind("o"), s.rfind("o", 0, 13), s.rfind(""), s.rfind("the", 1), s.index("quick"), s.rindex("o"), s.count("o"), s.count(""), s.count("o", 13), "aaaa".count("aa"), "".count(""), s.find("quick", 4, 9), s.find("quick", 4, 8))
print(s.split(), s.split(" ", 1), s.split("o"), " a  b ".split(), " a  b ".split(" "), "a,b,,c,".split(","), "".split(), "".split(","), "a,b,c".split(",", 0), "abc".split("abc"), "a--b--c".split("--", 1), "a b c".split(None, 1), " a b ".split(None, 5), "a b c".split(maxsplit=1), "a\tb\nc\u2003d".split())
print(s.rsplit(" ", 1), s.rsplit(None, 2), "a,b,c".rsplit(","), "a,b,c".rsplit(",", 1), " a b ".rsplit(None, 1), "aXbXc".rsplit("X", -1))
print("a\nb\r\nc\rd\x0be\x0cf\x1cg\x85h\u2028i".splitlines(), "a\nb\n".splitlines(True), "".splitlines(), "\n".splitlines(), "\n\n".splitlines(keepends=True), "a\r\n\rb".splitlines())
print(s.partition(" "), s.rpartition(" "), s.partition("zz"), s.rpartition("zz"), "a=b=c".partition("="), "a=b=c".rpartition("="), "abc".partition("abc"))
print("-".join(["a", "b"]), "".join("abc"), ",".join([]), ", ".join(("x",)), "ab".join("12"), "-".join({"k": 1}), "é".join("中文"), " ".join(c for c in "xyz"))
print("  a ".strip() + "|", "  a ".lstrip() + "|", "  a ".rstrip() + "|", "xxaxx".strip("x"), "abcba".strip("ab"), "abc".strip("abc") + "|", "\t\n a\u3000".strip() + "|", "abc".lstrip("a"), "abc".rstrip("c"), "  ".strip() + "|", "éaé".strip("é"), "a".strip(""), "mississippi".strip("ipm"))
print("ab".ljust(5) + "|", "ab".rjust(5, "*"), "ab".center(5), "ab".center(6, "-") + "|", "abc".center(6, "*"), "abc".center(2), "a".center(4, "x"), "42".zfill(5), "-42".zfill(5), "+4".zfill(4), "".zfill(2), "--1".zfill(5), "中".ljust(3, "文"), "é".zfill(3))
print("a-b-a".replace("a", "x"), "aaa".replace("a", "b", 2), "abc".replace("", "-"), "".replace("", "x"), "abc".replace("b", ""), "aaa".replace("aa", "b"), "abc".replace("", "-", 2), "x".replace("y", "z"), "aXbX".replace("X", "中"), "abc".replace("b", "xyz", -1), "abc".replace("b", "q", count=1))
print("prefix_x".removeprefix("prefix_"), "x_suf".removesuffix("_suf"), "abc".removeprefix("z"), "abc".removesuffix(""), "abc".removeprefix("abc") + "|", "aa".removesuffix("a"))
print(s.startswith("the"), s.endswith("fox"), s.startswith(("a", "t")), s.endswith(()), s.startswith("quick", 4), s.startswith("quick", 4, 8), s.endswith("brown", 0, 15), "".startswith(""), "a".startswith("", 1), "a".startswith("", 2), "abc".endswith(("c", "bc"), 2))
print("a\tb\tc".expandtabs(), "a\tb".expandtabs(4), "\t".expandtabs(3) + "|", "ab\tcd\n\te".expandtabs(4), "a\tb".expandtabs(0), "abc\td".expandtabs(tabsize=2), "中\t文".expandtabs(4))
print("abc" * 3, "ab" * 0, "ab" * -1, 2 * "é", "a" + "b" + "中", "abc"[1], "abc"[-1], "abc"[::-1], "a" in "abc", "" in "abc", "abc" in "ab", len("中文é"), "abc" < "abd", "abc" == "abc", min("hello"), max("héllo"), sorted("hello"), list("ab"), tuple("中文"), set("aab") == {"a", "b"})
print("x=%s" % 5, "{}".format(5), "abc".encode(), "a{b}c".format(b=1), "%%", "abc".__contains__("b"), "abc".__getitem__(1), "abc".__len__(), "abc".__add__("d"), "abc".__mul__(2), "abc".__rmul__(2), "a".__eq__("a"), "a".__eq__(1), "a".__lt__("b"), "%d".__mod__(5), "abc".__iter__().__next__(), "a".__hash__() == hash("a"))
t = str.maketrans("abc", "xyz", "d"); print("abcd!".translate(t), t, "abc".translate({97: None, 98: "BB", 99: 67}), str.maketrans({"a": "1", 98: "2"}), "ab中".translate({"中": 1} if False else {0x4e2d: "Z"}), "abc".translate(str.maketrans("", "", "b")))
class Tr:
    def __getitem__(self, k):
        if k == 97: raise LookupError
        return chr(k + 1)
print("abc".translate(Tr()))
print("Hello" "World".lower(), "a,b".split(",")[0].upper().center(5, "*"), " x ".strip().join(["1", "2"]))
