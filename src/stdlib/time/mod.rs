//! `time`: clocks, waiting, and calendar times as named tuples (reference: the module `time`).
//!
//! In: seconds, nine numbers, formats. Out: the same, by the host's clock and the machine's time zone. Times as named
//! numbers are in `structure`, texts in `format`.

mod format;
mod structure;

use crate::host::zone::Span;
use crate::machine::Machine;
use crate::native;
use crate::native::convert::{FromValue, type_name};
use crate::native::{NativeModule, class_for};
use crate::object::class::class_of;
use crate::object::descriptor::Module;
use crate::object::dict::Dict;
use crate::object::heap::Gc;
use crate::object::int::as_i64;
use crate::object::list::Tuple;
use crate::object::str::Str;
use crate::object::{Outcome, Value, overflow_error, type_error, value_error};
use chrono::{Datelike, NaiveDate, Timelike};

/// `time`
pub static MODULE: NativeModule = NativeModule {
    name: "time",
    help: "This module provides various functions to manipulate time values.",
    functions: &[
        native!("time()", time, "Return the current time in seconds since the Epoch."),
        native!("time_ns()", time_ns, "Return the current time in nanoseconds since the Epoch."),
        native!("sleep(seconds, /)", sleep, "Delay execution for a given number of seconds."),
        native!("monotonic()", monotonic, "Monotonic clock, cannot go backward."),
        native!("monotonic_ns()", monotonic_ns, "Monotonic clock, cannot go backward, as nanoseconds."),
        native!("perf_counter()", monotonic, "Performance counter for benchmarking."),
        native!("perf_counter_ns()", monotonic_ns, "Performance counter for benchmarking as nanoseconds."),
        native!("process_time()", process_time, "Process time for profiling."),
        native!("process_time_ns()", process_time_ns, "Process time for profiling as nanoseconds."),
        native!("thread_time()", thread_time, "Thread time for profiling."),
        native!("thread_time_ns()", thread_time_ns, "Thread time for profiling as nanoseconds."),
        native!("get_clock_info(name, /)", clock_info, "Get information of the specified clock."),
        native!("clock_gettime(clk_id, /)", clock_gettime, "Return the time of the specified clock clk_id as a float."),
        native!(
            "clock_gettime_ns(clk_id, /)",
            clock_gettime_ns,
            "Return the time of the specified clock clk_id as nanoseconds (int)."
        ),
        native!(
            "clock_getres(clk_id, /)",
            |m: &mut Machine, a: &[Value]| clock_of(m, &a[0]).map(|_| Value::float(1e-9)),
            "Return the resolution (precision) of the specified clock clk_id."
        ),
        native!("clock_settime(clk_id, time, /)", clock_settime, "Set the time of the specified clock clk_id."),
        native!("clock_settime_ns(clk_id, time, /)", clock_settime, "Set the time of the specified clock clk_id."),
        native!("_span(seconds, /)", span, "The offset from UTC and the zone's name at a moment."),
        native!(
            "tzset()",
            tzset,
            "Initialize, or reinitialize, the local timezone to the value stored in os.environ['TZ']."
        ),
        native!("localtime(seconds=None, /)", localtime, "Seconds since the Epoch as local time."),
        native!("gmtime(seconds=None, /)", gmtime, "Seconds since the Epoch as UTC."),
        native!("mktime(t, /)", mktime, "Local time as seconds since the Epoch."),
        native!("asctime(t=<unset>, /)", asctime, "A time as 'Sat Jun 06 16:26:11 1998'."),
        native!("ctime(seconds=None, /)", ctime, "Seconds since the Epoch as text in local time."),
        native!(
            "strptime(string, format='%a %b %d %H:%M:%S %Y', /)",
            strptime,
            "Parse a string to a time tuple by a format."
        ),
        native!("strftime(format, t=<unset>, /)", strftime, "A time as text by a format."),
    ],
    types: &[&structure::STRUCT_TIME],
    fill: Some(fill),
};

/// The span of local time in which calendar parts lie.
fn span_of(m: &mut Machine, parts: &[i64; 9]) -> Span {
    let zone = m.host.zone();
    let clock = naive_seconds(parts).unwrap_or(0);
    zone.at(zone.moment(clock, parts[8])).clone()
}

fn fill(m: &mut Machine, dict: &Gc<Dict>) -> Outcome<()> {
    dict.set_name("_STRUCT_TM_ITEMS", 11i64);
    structure::fill();
    for (name, number) in CLOCKS {
        dict.set_name(name, *number);
    }
    tell_zone(m, dict);
    Ok(())
}

/// The module's names that say what the local zone is.
fn tell_zone(m: &mut Machine, dict: &Gc<Dict>) {
    let now = m.host.clock.now_wall() / 1_000_000_000;
    let (plain, forward) = m.host.zone().both(now);
    let other = forward.clone().unwrap_or_else(|| plain.clone());
    dict.set_name("timezone", i64::from(-plain.offset));
    dict.set_name("altzone", i64::from(-other.offset));
    dict.set_name("daylight", i64::from(forward.is_some()));
    dict.set_name("tzname", Tuple::of([Value::from(plain.name), Value::from(other.name)]));
}

fn span(m: &mut Machine, a: &[Value]) -> Outcome {
    let seconds = when(m, &a[0])?;
    let zone = m.host.zone();
    let span = zone.at(seconds);
    Ok(Tuple::of([Value::Int(i64::from(span.offset)), Value::from(span.name.as_str())]).into_value())
}

fn clock_info(m: &mut Machine, a: &[Value]) -> Outcome {
    let Some(name) = a[0].get::<Str>() else {
        return type_error(format!("get_clock_info() argument 1 must be str, not {}", type_name(&a[0])));
    };
    let (implementation, monotonic) = match name.as_str() {
        "monotonic" | "perf_counter" => ("clock_gettime(CLOCK_MONOTONIC)", true),
        "process_time" => ("clock_gettime(CLOCK_PROCESS_CPUTIME_ID)", true),
        "thread_time" => ("clock_gettime(CLOCK_THREAD_CPUTIME_ID)", true),
        "time" => ("clock_gettime(CLOCK_REALTIME)", false),
        _ => return value_error("unknown clock"),
    };
    let namespace = crate::object::types().simple_namespace.value();
    let fields = [
        ("implementation", Value::from(implementation)),
        ("monotonic", Value::bool(monotonic)),
        ("adjustable", Value::bool(!monotonic)),
        ("resolution", Value::float(1e-9)),
    ];
    m.call_keywords(&namespace, &[], &fields)
}

fn tzset(m: &mut Machine, _: &[Value]) -> Outcome {
    m.host.zone = None;
    let time = m.import_module("time")?;
    if let Some(time) = time.get::<Module>() {
        tell_zone(m, &time.dict.clone());
    }
    Ok(Value::None)
}

fn seconds(nanoseconds: i64) -> Outcome {
    Ok(Value::float(nanoseconds as f64 / 1e9))
}

fn time(m: &mut Machine, _: &[Value]) -> Outcome {
    seconds(m.host.clock.now_wall())
}

fn time_ns(m: &mut Machine, _: &[Value]) -> Outcome {
    Ok(Value::Int(m.host.clock.now_wall()))
}

fn monotonic(m: &mut Machine, _: &[Value]) -> Outcome {
    seconds(m.host.clock.monotonic())
}

fn monotonic_ns(m: &mut Machine, _: &[Value]) -> Outcome {
    Ok(Value::Int(m.host.clock.monotonic()))
}

fn process_time(m: &mut Machine, _: &[Value]) -> Outcome {
    seconds(m.host.clock.process())
}

fn process_time_ns(m: &mut Machine, _: &[Value]) -> Outcome {
    Ok(Value::Int(m.host.clock.process()))
}

/// The clocks that have numbers (Linux).
const CLOCKS: &[(&str, i64)] = &[
    ("CLOCK_REALTIME", 0),
    ("CLOCK_MONOTONIC", 1),
    ("CLOCK_PROCESS_CPUTIME_ID", 2),
    ("CLOCK_THREAD_CPUTIME_ID", 3),
    ("CLOCK_MONOTONIC_RAW", 4),
    ("CLOCK_BOOTTIME", 7),
    ("CLOCK_TAI", 11),
];

/// What a clock with a number shows, in nanoseconds: the host's clocks, which may be simulated.
fn clock_of(m: &mut Machine, number: &Value) -> Outcome<i64> {
    Ok(match m.size_argument(number)? {
        0 => m.host.clock.now_wall(),
        11 => m.host.clock.now_wall().saturating_add(37_000_000_000),
        1 | 4 | 7 => m.host.clock.monotonic(),
        2 => m.host.clock.process(),
        3 => m.host.clock.thread(),
        _ => return Err(crate::machine::protocol::text::os_error(&std::io::Error::from_raw_os_error(22))),
    })
}

fn clock_gettime(m: &mut Machine, a: &[Value]) -> Outcome {
    let now = clock_of(m, &a[0])?;
    seconds(now)
}

fn clock_gettime_ns(m: &mut Machine, a: &[Value]) -> Outcome {
    clock_of(m, &a[0]).map(Value::Int)
}

/// No program sets the machine's clock.
fn clock_settime(m: &mut Machine, a: &[Value]) -> Outcome {
    clock_of(m, &a[0])?;
    Err(crate::machine::protocol::text::os_error(&std::io::Error::from_raw_os_error(1)))
}

fn thread_time(m: &mut Machine, _: &[Value]) -> Outcome {
    seconds(m.host.clock.thread())
}

fn thread_time_ns(m: &mut Machine, _: &[Value]) -> Outcome {
    Ok(Value::Int(m.host.clock.thread()))
}

fn sleep(m: &mut Machine, a: &[Value]) -> Outcome {
    let seconds = number(m, &a[0])?;
    if seconds.is_nan() {
        return value_error("Invalid value NaN (not a number)");
    }
    if seconds < 0.0 {
        return value_error("sleep length must be non-negative");
    }
    if seconds > 9_223_372_036.0 {
        return overflow_error("timestamp out of range for platform time_t");
    }
    // What was printed is seen before the wait.
    if m.host.stdout.is_by_line() {
        let _ = m.host.stdout.flush();
    }
    let nanoseconds = (seconds * 1e9).round() as i64;
    m.sleep(nanoseconds)?;
    m.blocked_for("time.sleep", nanoseconds);
    Ok(Value::None)
}

fn number(m: &mut Machine, value: &Value) -> Outcome<f64> {
    match value {
        Value::Int(i) => Ok(*i as f64),
        Value::Float(f) => Ok(f.get()),
        Value::Bool(b) => Ok(*b as u64 as f64),
        _ => {
            if crate::object::class::class_of(value).has_special(crate::object::special::Special::Index)
                || crate::object::int::as_float(value).is_some()
            {
                return f64::from_value(value, m);
            }
            type_error(format!("'{}' object cannot be interpreted as an integer", type_name(value)))
        }
    }
}

// ---- calendar times

/// A calendar time as nine numbers, with its offset from UTC.
struct Calendar {
    parts: [i64; 9],
    offset: i32,
    zone: String,
}

/// The calendar of local time.
fn local(m: &mut Machine, seconds: i64) -> Outcome<Calendar> {
    let zone = m.host.zone();
    let span = zone.at(seconds);
    let mut made = calendar(seconds, span.offset)?;
    made.parts[8] = i64::from(span.forward);
    made.offset = span.offset;
    made.zone = span.name.clone();
    Ok(made)
}

fn calendar(seconds: i64, offset: i32) -> Outcome<Calendar> {
    let Some(shown) = chrono::DateTime::from_timestamp(seconds.saturating_add(i64::from(offset)), 0) else {
        return overflow_error("timestamp out of range for platform time_t");
    };
    let parts = [
        i64::from(shown.year()),
        i64::from(shown.month()),
        i64::from(shown.day()),
        i64::from(shown.hour()),
        i64::from(shown.minute()),
        i64::from(shown.second()),
        i64::from(shown.weekday().num_days_from_monday()),
        i64::from(shown.ordinal()),
        0,
    ];
    Ok(Calendar { parts, offset, zone: "GMT".into() })
}

fn struct_value(c: Calendar) -> Value {
    let items: Vec<Value> = c.parts.iter().map(|&p| Value::Int(p)).collect();
    let made = Tuple::of_class(items, &class_for(&structure::STRUCT_TIME)).into_value();
    structure::hide(&made, c.zone.into(), Value::Int(i64::from(c.offset)));
    made
}

fn when(m: &mut Machine, value: &Value) -> Outcome<i64> {
    if value.is_none() || !value.is_set() {
        return Ok(m.host.clock.now_wall().div_euclid(1_000_000_000));
    }
    let seconds = number(m, value)?.floor();
    if seconds.is_nan() {
        return value_error("Invalid value NaN (not a number)");
    }
    if !seconds.is_finite() || seconds.abs() > 1e15 {
        return overflow_error("timestamp out of range for platform time_t");
    }
    Ok(seconds as i64)
}

fn localtime(m: &mut Machine, a: &[Value]) -> Outcome {
    let seconds = when(m, &a[0])?;
    local(m, seconds).map(struct_value)
}

fn gmtime(m: &mut Machine, a: &[Value]) -> Outcome {
    let seconds = when(m, &a[0])?;
    calendar(seconds, 0).map(struct_value)
}

fn from_value(m: &mut Machine, value: &Value, function: &str) -> Outcome<[i64; 9]> {
    let Some(tuple) = value.get::<Tuple>() else { return type_error("Tuple or struct_time argument required") };
    let items = tuple.as_slice().to_vec();
    if items.len() != 9 {
        return type_error(format!("{function}(): illegal time tuple argument"));
    }
    let mut parts = [0; 9];
    for (part, item) in parts.iter_mut().zip(&items) {
        *part = i64::from_value(item, m)?;
        if i32::try_from(*part).is_err() {
            let what = if *part > 0 { "greater than maximum" } else { "less than minimum" };
            return overflow_error(format!("signed integer is {what}"));
        }
    }
    Ok(parts)
}

fn given_or_now(m: &mut Machine, value: &Value, function: &str) -> Outcome<[i64; 9]> {
    if value.is_set() {
        return from_value(m, value, function);
    }
    let seconds = when(m, &Value::None)?;
    local(m, seconds).map(|c| c.parts)
}

fn naive_seconds(p: &[i64; 9]) -> Option<i64> {
    let months = p[0] * 12 + p[1] - 1;
    let (year, month) = (months.div_euclid(12), months.rem_euclid(12) + 1);
    let first = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month as u32, 1)?;
    let days = i64::from(first.num_days_from_ce()) - 719_163 + p[2] - 1;
    Some(days * 86_400 + p[3] * 3600 + p[4] * 60 + p[5])
}

fn mktime(m: &mut Machine, a: &[Value]) -> Outcome {
    let parts = from_value(m, &a[0], "mktime")?;
    let Some(naive) = naive_seconds(&parts) else { return overflow_error("mktime argument out of range") };
    Ok(Value::float(m.host.zone().moment(naive, parts[8]) as f64))
}

fn asctime(m: &mut Machine, a: &[Value]) -> Outcome {
    let parts = given_or_now(m, &a[0], "asctime")?;
    Ok(format::asctime_text(&checked(parts)?).into())
}

/// Calendar parts that C's functions can write: a month and a day of zero are the first.
fn checked(mut parts: [i64; 9]) -> Outcome<[i64; 9]> {
    if i32::try_from(parts[0] - 1900).is_err() {
        return overflow_error("year out of range");
    }
    for (value, range, what) in [
        (parts[1], 0..=12, "month out of range"),
        (parts[2], 0..=31, "day of month out of range"),
        (parts[3], 0..=23, "hour out of range"),
        (parts[4], 0..=59, "minute out of range"),
        (parts[5], 0..=61, "seconds out of range"),
        (parts[6], -1..=i64::MAX, "day of week out of range"),
        (parts[7], 0..=366, "day of year out of range"),
    ] {
        if !range.contains(&value) {
            return value_error(what);
        }
    }
    for place in [1, 2, 7] {
        parts[place] = parts[place].max(1);
    }
    parts[6] = parts[6].rem_euclid(7);
    Ok(parts)
}

fn ctime(m: &mut Machine, a: &[Value]) -> Outcome {
    let seconds = when(m, &a[0])?;
    Ok(format::asctime_text(&local(m, seconds)?.parts).into())
}

fn strftime(m: &mut Machine, a: &[Value]) -> Outcome {
    let Some(format) = a[0].typed::<Str>().cloned() else {
        return type_error(format!("strftime() argument 1 must be str, not {}", type_name(&a[0])));
    };
    let parts = given_or_now(m, &a[1], "strftime")?;
    let parts = checked(parts)?;
    // Nine plain numbers have no zone of their own: the name is the local one, the offset nobody knows.
    let span = match class_of(&a[1]) == &class_for(&structure::STRUCT_TIME) {
        _ if !a[1].is_set() => span_of(m, &parts),
        true => {
            let name = structure::hidden(&a[1], "tm_zone").get::<Str>().map(|name| name.as_str().to_string());
            let offset = as_i64(&structure::hidden(&a[1], "tm_gmtoff")).unwrap_or(0) as i32;
            let name = name.unwrap_or_else(|| span_of(m, &parts).name);
            Span { offset, name, ..span_of(m, &parts) }
        }
        false => Span { offset: 0, ..span_of(m, &parts) },
    };
    Ok(format::write_time(m, format.as_str(), &parts, &span).into())
}

/// What does it is written in Co.
fn strptime(m: &mut Machine, a: &[Value]) -> Outcome {
    let module = m.import_module("_strptime")?;
    m.call_method(&module, "_strptime_time", a)
}
