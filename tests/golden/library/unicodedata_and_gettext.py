import gettext
import unicodedata

print(unicodedata.normalize("NFKC", "ﬁ①é"), len(unicodedata.normalize("NFD", "é")), unicodedata.is_normalized("NFC", "é"))
print([unicodedata.category(c) for c in "aA1 _-\n中€"], unicodedata.combining("\u0301"))
print([unicodedata.east_asian_width(c) for c in "a中ａｱ"], unicodedata.name("é"), unicodedata.lookup("SNOWMAN"))
print(unicodedata.name("\n", "none"), unicodedata.digit("7"), unicodedata.decimal("x", -1))
for wrong in (lambda: unicodedata.name("\n"), lambda: unicodedata.lookup("NO SUCH"), lambda: unicodedata.normalize("X", "e")):
    try:
        wrong()
    except (ValueError, KeyError) as e:
        print(repr(e))
print(gettext.gettext("text"), gettext.ngettext("one", "many", 2), gettext.NullTranslations().gettext("x"))
print([unicodedata.category(c) for c in ("\ud7fb", "\ud800", "\udfff", "\ue000")])
