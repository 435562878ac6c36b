# struct_time: its fields and its zone; the widths and paddings of strftime; what strptime refuses.
import copy
import pickle
import time
import warnings
from datetime import date, datetime, time as clock, timedelta, timezone

moment = time.gmtime(1700000000)
print(moment.tm_zone, moment.tm_gmtoff, time.strftime("%H:%M %Z %z", moment))
print(moment.n_fields, moment.n_sequence_fields, moment.n_unnamed_fields, len(moment), moment.__match_args__[:2])
print(moment.__reduce__())
print(pickle.loads(pickle.dumps(moment)).tm_zone, copy.copy(moment).tm_gmtoff)
print(copy.replace(moment, tm_year=5, tm_zone="Q"))
print(time.struct_time(range(9)).tm_zone, time.struct_time(range(11)).tm_gmtoff, time.struct_time(range(9), {"tm_zone": "X"}).tm_zone)


def show(make):
    try:
        print(make())
    except Exception as fault:
        print(type(fault).__name__, fault)


show(lambda: copy.replace(moment, colour=5))
show(lambda: time.struct_time(range(8)))
show(lambda: time.struct_time(range(12)))
show(lambda: time.struct_time(3))
show(lambda: setattr(moment, "tm_year", 3))
show(lambda: moment.colour)
show(lambda: time.gmtime(float("nan")))
for function in (time.mktime, time.asctime, lambda t: time.strftime("%Y", t)):
    show(lambda: function((1, 2)))
for form in ("%_d|%-d|%05d", "%^a|%^B|%#p|%#Z", "%10A|%010j|%-m", "%Ey|%Od|%5Y", "%i|%", "%e|%_H|%k|%l|%P", "100%%|%n%t|"):
    print(repr(time.strftime(form, moment)))

warnings.simplefilter("error")
for text, form in (("Feb 30", "%b %d %Y"), ("2021 Feb 30", "%Y %b %d"), ("x", "x%z"), ("x+05", "x%z"), ("x+0530", "x%z"), ("20", "%d"),
                   ("29 2 2024", "%d %m %Y")):
    show(lambda: time.strptime(text, form))
    show(lambda: datetime.strptime(text, form))


# What stands before the brackets, where fold stands, what cannot be set.
class Day(date):
    pass


class Moment(datetime):
    pass


class Span(timedelta):
    pass


print(repr(Day(2024, 1, 2)), [Moment(2024, 1, 2, 3)], [Span(1)], Moment(2024, 1, 2, 3) + timedelta(1))
print(repr(datetime(2024, 11, 3, 1, 30, fold=1, tzinfo=timezone.utc)), repr(clock(1, tzinfo=timezone.utc, fold=1)))
for thing, name in ((date(2024, 1, 1), "year"), (datetime(2024, 1, 1), "hour"), (clock(1), "minute"), (timedelta(1), "days")):
    show(lambda: setattr(thing, name, 3))
    show(lambda: delattr(thing, name))
show(lambda: date.fromisocalendar(2020, 1, 8))
