//! Calendar times as texts: what C's `strftime` and `asctime` write in the "C" locale, with glibc's widths and paddings.
//!
//! In: nine numbers, a format, the zone that holds. Out: text. An unknown directive is left as it stands.

use super::naive_seconds;
use crate::host::zone::Span;
use crate::machine::Machine;
use chrono::{Datelike, NaiveDate};
use std::fmt::Write;

const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn day(p: &[i64; 9]) -> &'static str {
    DAYS[p[6].rem_euclid(7) as usize]
}

fn month(p: &[i64; 9]) -> &'static str {
    MONTHS[(p[1] - 1).rem_euclid(12) as usize]
}

pub(super) fn asctime_text(p: &[i64; 9]) -> String {
    format!("{} {} {:2} {:02}:{:02}:{:02} {}", &day(p)[..3], &month(p)[..3], p[2], p[3], p[4], p[5], p[0])
}

/// How a directive is to be written: what stands between its `%` and its letter.
#[derive(Default)]
struct Directive {
    /// `-` no padding, `_` with blanks, `0` with zeros.
    padding: Option<char>,
    /// `^`
    upper: bool,
    /// `#`
    swapped: bool,
    /// The least number of characters.
    width: Option<usize>,
}

impl Directive {
    /// A number as wide as asked for, or as the directive is by itself.
    fn number(&self, out: &mut String, number: i64, width: usize, blank: bool) {
        let blank = match self.padding {
            Some('-') => {
                let _ = write!(out, "{number}");
                return;
            }
            Some('_') => true,
            Some('0') => false,
            _ => blank,
        };
        let width = self.width.unwrap_or(width);
        let _ = if blank { write!(out, "{number:width$}") } else { write!(out, "{number:0width$}") };
    }

    fn text(&self, out: &mut String, text: &str) {
        let cased = match (self.upper, self.swapped) {
            (true, _) => text.to_uppercase(),
            (_, true) if text.chars().all(|c| !c.is_lowercase()) => text.to_lowercase(),
            (_, true) => text.to_uppercase(),
            _ => text.to_string(),
        };
        let fill = if self.padding == Some('0') { '0' } else { ' ' };
        let missing = self.width.unwrap_or(0).saturating_sub(cased.chars().count());
        out.extend(std::iter::repeat_n(fill, missing));
        out.push_str(&cased);
    }
}

/// A calendar time by the format of C's `strftime`.
pub(super) fn write_time(m: &mut Machine, format: &str, p: &[i64; 9], span: &Span) -> String {
    let mut out = String::new();
    let mut rest = format;
    let hour12 = (p[3] + 11) % 12 + 1;
    let half = if p[3] < 12 { "AM" } else { "PM" };
    let year_day = (p[7] - 1).max(0);
    let sunday = (p[6] + 1) % 7;
    let (iso_year, iso_week) = iso(p);
    while let Some(at) = rest.find('%') {
        out.push_str(&rest[..at]);
        let whole = &rest[at..];
        rest = &whole[1..];
        let mut how = Directive::default();
        while let Some(c) = rest.chars().next().filter(|c| "_-0^#".contains(*c)) {
            match c {
                '^' => how.upper = true,
                '#' => how.swapped = true,
                _ => how.padding = Some(c),
            }
            rest = &rest[1..];
        }
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        if digits > 0 {
            // Wider than any text is not asked for in earnest.
            how.width = Some(rest[..digits].parse().unwrap_or(usize::MAX).min(1024));
            rest = &rest[digits..];
        }
        // The other numerals and eras that `E` and `O` ask for are the plain ones.
        rest = rest.strip_prefix(['E', 'O']).unwrap_or(rest);
        let Some(code) = rest.chars().next() else {
            out.push_str(whole);
            rest = "";
            break;
        };
        rest = &rest[code.len_utf8()..];
        let out = &mut out;
        match code {
            'Y' => how.number(out, p[0], 0, false),
            'C' => how.number(out, p[0].div_euclid(100), 2, false),
            'y' => how.number(out, p[0].rem_euclid(100), 2, false),
            'm' => how.number(out, p[1].max(1), 2, false),
            'd' => how.number(out, p[2].max(1), 2, false),
            'e' => how.number(out, p[2].max(1), 2, true),
            'H' => how.number(out, p[3], 2, false),
            'I' => how.number(out, hour12, 2, false),
            'k' => how.number(out, p[3], 2, true),
            'l' => how.number(out, hour12, 2, true),
            'M' => how.number(out, p[4], 2, false),
            'S' => how.number(out, p[5], 2, false),
            'j' => how.number(out, p[7].max(1), 3, false),
            'w' => how.number(out, sunday, 1, false),
            'u' => how.number(out, p[6] + 1, 1, false),
            'U' => how.number(out, (year_day + 7 - sunday) / 7, 2, false),
            'W' => how.number(out, (year_day + 7 - p[6]) / 7, 2, false),
            'G' => how.number(out, iso_year, 0, false),
            'g' => how.number(out, iso_year.rem_euclid(100), 2, false),
            'V' => how.number(out, iso_week, 2, false),
            's' => {
                let naive = naive_seconds(p).unwrap_or(0);
                let moment = m.host.zone().moment(naive, p[8]);
                how.number(out, moment, 0, false);
            }
            'p' => how.text(out, half),
            'P' => how.text(out, &half.to_lowercase()),
            'a' => how.text(out, &day(p)[..3]),
            'A' => how.text(out, day(p)),
            'b' | 'h' => how.text(out, &month(p)[..3]),
            'B' => how.text(out, month(p)),
            'X' | 'T' => how.text(out, &format!("{:02}:{:02}:{:02}", p[3], p[4], p[5])),
            'R' => how.text(out, &format!("{:02}:{:02}", p[3], p[4])),
            'r' => how.text(out, &format!("{hour12:02}:{:02}:{:02} {half}", p[4], p[5])),
            'x' | 'D' => how.text(out, &format!("{:02}/{:02}/{:02}", p[1], p[2], p[0].rem_euclid(100))),
            'F' => how.text(out, &format!("{}-{:02}-{:02}", p[0], p[1], p[2])),
            'c' => how.text(out, &asctime_text(p)),
            'Z' => how.text(out, &span.name),
            'z' => {
                let offset = span.offset;
                let sign = if offset < 0 { '-' } else { '+' };
                how.text(out, &format!("{sign}{:02}{:02}", offset.abs() / 3600, offset.abs() / 60 % 60));
            }
            'n' => out.push('\n'),
            't' => out.push('\t'),
            '%' => out.push('%'),
            _ => out.push_str(&whole[..whole.len() - rest.len()]),
        }
    }
    out.push_str(rest);
    out
}

fn iso(p: &[i64; 9]) -> (i64, i64) {
    let date = NaiveDate::from_ymd_opt(p[0] as i32, p[1].max(1) as u32, p[2].max(1) as u32);
    date.map_or((p[0], 1), |d| (i64::from(d.iso_week().year()), i64::from(d.iso_week().week())))
}
