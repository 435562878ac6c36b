# What reads format texts and field names piece by piece.
import _string
print(list(_string.formatter_parser("prefix {2!s}xxx{0:^+10.3f}{obj.attr!s} {z[0]!s:10}")))
f, r = _string.formatter_field_name_split("obj.a[0][x].b")
print(f, list(r))
f, r = _string.formatter_field_name_split("0.a"); print(f, list(r))
for bad in (1,):
    for g in (_string.formatter_parser, _string.formatter_field_name_split):
        try: g(bad)
        except TypeError as e: print(e)
