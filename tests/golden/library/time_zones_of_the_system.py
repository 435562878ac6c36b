# Local time by the variable TZ: rules, names of zones, clocks that go forward and back.
import datetime
import os
import time

for zone in ("EST+05EDT,M3.2.0,M11.1.0", "UTC+0", "Europe/Berlin", "Australia/Lord_Howe", "<+0330>-3:30", "XXX-3YYY,J60,J300/1"):
    os.environ["TZ"] = zone
    time.tzset()
    print(zone, time.tzname, time.timezone, time.altzone, time.daylight)
    for moment in (0, 1704110400, 1719835200, 1730597400 + 4 * 3600, 4102444800):
        local = time.localtime(moment)
        print(" ", time.strftime("%Y-%m-%d %H:%M:%S %Z %z", local), local.tm_isdst, local.tm_zone, local.tm_gmtoff,
              time.mktime(local) == moment)
    print(" ", datetime.datetime.fromtimestamp(1719835200).astimezone())
os.environ["TZ"] = "America/New_York"
time.tzset()
twice = (2024, 11, 3, 1, 30, 0, 0, 0)
print([time.mktime((*twice, forward)) for forward in (0, 1)])
print(time.ctime(1704110400), time.asctime(time.localtime(1719835200)))
# A time that never was, and one that was twice.
for day in (datetime.datetime(2020, 3, 8, 2, 30), datetime.datetime(2020, 11, 1, 1, 30)):
    for fold in (0, 1):
        when = day.replace(fold=fold)
        print(when, when.timestamp(), when.astimezone(datetime.timezone.utc))
