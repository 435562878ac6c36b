# datetime: spans, dates, times, zones; arithmetic, texts, errors.
from datetime import *
import datetime as dtm
print(timedelta(days=1, hours=2.5, milliseconds=3), repr(timedelta(-1, 5)), timedelta(seconds=-1), timedelta(1)/2, timedelta(1)//timedelta(hours=5), timedelta(1)%timedelta(hours=5), -timedelta(hours=1), timedelta(1)*2.5, timedelta(hours=1).total_seconds(), timedelta.max, repr(timedelta()))
d = date(2024, 2, 29); print(d, repr(d), d.weekday(), d.isocalendar(), d + timedelta(1), d - date(2023, 1, 1), d.replace(year=2020), d.strftime("%Y/%m/%d %A %B %j"), d.ctime(), d.timetuple(), d.toordinal(), date.fromordinal(1), date.fromisoformat("2024-W09-4"), hash(d)==hash(date(2024,2,29)))
t = time(1, 2, 3, 4); print(t, repr(t), t.replace(hour=5), time.fromisoformat("12:30+01:00"), t.isoformat("milliseconds"), time(1) < time(2))
x = datetime(2024, 1, 31, 12, 30, 15, 123456); print(x, repr(x), x.isoformat(), x.isoformat(" ", "minutes"), x.date(), x.time(), x + timedelta(days=30), x - datetime(2023, 1, 1), x.timetuple(), f"{x:%H:%M}", x.strftime("%d %b %Y %I:%M:%S.%f %p %z|%Z|%%"))
u = datetime(2024, 1, 1, tzinfo=timezone.utc); print(u, repr(u), u.timestamp(), u.astimezone(timezone(timedelta(hours=5, minutes=30))), u.tzname(), u.utcoffset(), datetime.fromtimestamp(0, timezone.utc), datetime.fromtimestamp(1.5, UTC), timezone(timedelta(hours=-3), "X"), repr(timezone(timedelta(hours=1))))
for s in ["2024-01-01", "2024-01-01T12:30:00Z", "2024-01-01 12:30:00.123+02:00", "20240101T123000", "2024-W01-1T10", "bad", "2024-13-01", "2024-01-01T25:00"]:
    try: print(datetime.fromisoformat(s))
    except ValueError as e: print(repr(s), e)
print(datetime.strptime("2024-01-31 10:20:30", "%Y-%m-%d %H:%M:%S"), datetime.strptime("Jan 5, 99 3PM", "%b %d, %y %I%p"), datetime.strptime("2024 060 +0130", "%Y %j %z"))
for fn in [lambda: datetime.strptime("x", "%Y"), lambda: datetime.strptime("2024 1", "%Y"), lambda: date(2023, 2, 29), lambda: date(0, 1, 1), lambda: datetime(2024, 1, 1, 24), lambda: u < x, lambda: u - x, lambda: date.max + timedelta(1), lambda: timedelta(10**10), lambda: time(1, tzinfo=3), lambda: date(1.5, 1, 1), lambda: timezone(timedelta(1)), lambda: datetime.strptime("1", "%Q"), lambda: date("a"), lambda: timedelta("1")]:
    try: print(fn())
    except Exception as e: print(type(e).__name__, e)
print(u == x, u != x, x == x.replace(), sorted([x, datetime(2020, 1, 1)]), {d: 1}[date(2024, 2, 29)], d == x, datetime.combine(d, t), x.min, x.max)
