//! The clock: what time it is, how long something took, and how long a wait
//! is in the world. Real, simulated (waiting costs nothing and the time jumps), or at a multiple of real time.
//!
//! In: how fast it goes. Out: nanoseconds since 1970 and since some moment; both move together. Nothing here knows values.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// How a clock goes.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Pace {
    /// As the world's.
    Real,
    /// It stands still but for waits, which end at once.
    Simulated,
    /// So many times as fast as the world's.
    Times(f64),
}

/// The source of time.
#[derive(Clone, Debug)]
pub struct Clock {
    pace: Pace,
    start: Instant,
    /// Nanoseconds that had passed when it began to go at this pace.
    begin: i64,
    wall: i128,
    /// Simulated: nanoseconds waited so far.
    jumped: i64,
}

/// Where the monotonic clock begins, so that it looks like a machine that has been up for a while.
const BEGIN: i64 = 1_000_000_000_000;

/// What day the simulated clock begins on, so that a program that prints the time prints the same in every run: the first
/// moment of 2025, UTC.
const SIMULATED_START: i128 = 1_735_689_600 * 1_000_000_000;

impl Default for Clock {
    fn default() -> Clock {
        Clock::at(Pace::Real)
    }
}

impl Clock {
    fn at(pace: Pace) -> Clock {
        let wall = match pace {
            Pace::Simulated => SIMULATED_START,
            _ => SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_nanos() as i128),
        };
        Clock { pace, start: Instant::now(), begin: 0, wall, jumped: 0 }
    }

    /// A clock by name: `real`, `virtual`, or a multiple like `10x`.
    pub fn named(name: &str) -> Option<Clock> {
        match name {
            "real" => Some(Clock::at(Pace::Real)),
            "virtual" => Some(Clock::at(Pace::Simulated)),
            _ => {
                let times: f64 = name.strip_suffix('x')?.parse().ok()?;
                (times.is_finite() && times > 0.0).then(|| Clock::at(Pace::Times(times)))
            }
        }
    }

    /// Goes on as another clock does, without a leap.
    pub fn change(&mut self, other: &Clock) {
        let (monotonic, wall) = (self.monotonic(), self.now_wall());
        let begin = monotonic - BEGIN;
        *self = Clock { begin, wall: i128::from(wall) - i128::from(begin), ..other.clone() };
    }

    /// Its name, as [`Clock::named`] takes it.
    pub fn pace(&self) -> String {
        match self.pace {
            Pace::Real => "real".to_string(),
            Pace::Simulated => "virtual".to_string(),
            Pace::Times(times) => format!("{times}x"),
        }
    }

    /// Whether waiting costs nothing.
    pub fn is_simulated(&self) -> bool {
        self.pace == Pace::Simulated
    }

    fn elapsed(&self) -> i64 {
        let real = self.start.elapsed();
        let real = (real.as_secs() as i64).wrapping_mul(1_000_000_000).wrapping_add(i64::from(real.subsec_nanos()));
        let since = match self.pace {
            Pace::Real => real,
            Pace::Simulated => self.jumped,
            Pace::Times(times) => (real as f64 * times) as i64,
        };
        self.begin.saturating_add(since)
    }

    /// Nanoseconds on a clock that never goes back.
    pub fn monotonic(&self) -> i64 {
        BEGIN.saturating_add(self.elapsed())
    }

    /// Nanoseconds since 1970, UTC.
    pub fn now_wall(&self) -> i64 {
        i64::try_from(self.wall + i128::from(self.elapsed())).unwrap_or(i64::MAX)
    }

    /// Nanoseconds of processor time that this process has used; the simulated clock counts what was waited.
    pub fn process(&self) -> i64 {
        match self.pace {
            Pace::Simulated => self.jumped,
            _ => cpu_time::ProcessTime::now().as_duration().as_nanos() as i64,
        }
    }

    /// Nanoseconds of processor time that this thread has used.
    pub fn thread(&self) -> i64 {
        match self.pace {
            Pace::Simulated => self.jumped,
            _ => cpu_time::ThreadTime::now().as_duration().as_nanos() as i64,
        }
    }

    /// Lets the simulated time jump; other clocks go by themselves.
    pub fn jump(&mut self, nanoseconds: i64) {
        self.jumped = self.jumped.saturating_add(nanoseconds.max(0));
    }

    /// How long so many nanoseconds of this clock take in the world.
    pub fn real(&self, nanoseconds: i64) -> Duration {
        let nanoseconds = nanoseconds.max(0);
        match self.pace {
            Pace::Real => Duration::from_nanos(nanoseconds as u64),
            Pace::Simulated => Duration::ZERO,
            Pace::Times(times) => Duration::from_nanos((nanoseconds as f64 / times).ceil() as u64),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Clock;

    #[test]
    fn a_simulated_year_is_over_at_once() {
        let Some(mut clock) = Clock::named("virtual") else { return };
        let (before, wall) = (clock.monotonic(), clock.now_wall());
        let year = 365 * 24 * 3600 * 1_000_000_000;
        clock.jump(year);
        assert_eq!(clock.monotonic() - before, year);
        assert_eq!(clock.now_wall() - wall, year);
    }

    #[test]
    fn a_simulated_day_is_the_same_in_every_run() {
        assert_eq!(Clock::named("virtual").map(|c| c.now_wall()), Some(1_735_689_600_000_000_000));
    }

    #[test]
    fn names() {
        assert!(Clock::named("10x").is_some() && Clock::named("real").is_some());
        assert!(Clock::named("0x").is_none() && Clock::named("fast").is_none());
    }
}
