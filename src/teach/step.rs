//! The lines that a busy loop writes most: the steps of tasks, and the sites where they are suspended.
//!
//! In: a task that goes on or is suspended. Out: a `step` where nothing happened between the two, else a line for each;
//! what is always the same of a site (function, state, place, the names of variables) is written once, or once made.

use super::buffer::{Buffer, Piece};
use super::row::{Writer, key};
use crate::machine::observe::{Level, Place, Serial, Variables, View, WaitReason};
use rustc_hash::FxHashMap;

/// Sites that are found without a search.
const RECENT: usize = 16;

/// Sites that are known at once: a program that makes ever new ones is told of ever new ones.
const MOST: usize = 1 << 13;

/// How the line of a step begins.
const STEP: &[u8; 21] = b"{\"event\":\"step\",\"at\":";

/// So many nanoseconds are told by the last six digits of a time.
const SPELL: i64 = 1_000_000;

/// The sites of a recording.
#[derive(Default)]
pub struct Sites {
    all: Vec<Site>,
    /// How many were made and forgotten.
    gone: u32,
    /// Those of coroutines with one frame of the program or none, by the place and the state of that.
    alone: FxHashMap<(Place, u16), usize>,
    /// Those of deeper ones, as they are written.
    deep: FxHashMap<Box<[u8]>, usize>,
    /// Sites that were asked for lately.
    recent: [Option<((Place, u16), usize)>; RECENT],
    /// The millisecond of the last step, and how its line began with that.
    spell: (i64, Piece),
}

/// Where a coroutine stands with all its frames.
struct Site {
    /// `,"site":1`
    named: Piece,
    /// `,"site":1,"variables":{`
    opened: Piece,
    /// Registers and `,"name":"` of the variables, once they were asked for.
    names: Option<Vec<(usize, Piece, Piece)>>,
}

impl Writer {
    /// Where a task stands, what it waits for, and its variables.
    #[inline]
    pub fn stands(&mut self, view: &View<'_>, stand: (Place, u16), on: &WaitReason, variables: bool) {
        if !matches!(on, WaitReason::Turn) {
            self.reason(on);
        }
        let site = self.site(view, stand);
        if variables {
            self.variables(view, site);
        } else {
            self.lines.put_piece(&self.sites.all[site].named);
        }
    }

    /// How the line of a step begins: of its time, all digits but the last ones are those of the step before most of the
    /// time.
    #[inline]
    pub fn step(&mut self, at: i64, took: i64, task: Serial) {
        self.begin = self.lines.len();
        let (spell, rest) = (at / SPELL, at % SPELL);
        match &self.sites.spell {
            (known, piece) if *known == spell && spell > 0 => {
                self.lines.put_piece(piece);
                self.lines.six_digits(rest as u32);
            }
            _ => {
                self.lines.put_short(STEP);
                self.lines.number(at);
                let digits = self.lines.since(self.begin);
                // A time before the first has no such digits.
                let known = if spell > 0 { digits.len() - 6 } else { 0 };
                self.sites.spell = (spell, Piece::new(&digits[..known]));
            }
        }
        self.number(key!("took"), took);
        self.number(key!("task"), task);
    }

    /// The number of the site of a place and state.
    #[inline]
    fn site(&mut self, view: &View<'_>, key: (Place, u16)) -> usize {
        let slot = (key.0.span.start as usize ^ usize::from(key.1)) % RECENT;
        match self.sites.recent[slot] {
            Some((known, site)) if known == key && view.depth() <= 1 => site,
            _ => self.find_site(view, key, slot),
        }
    }

    #[inline(never)]
    fn find_site(&mut self, view: &View<'_>, key: (Place, u16), slot: usize) -> usize {
        if self.sites.all.len() >= MOST {
            let gone = self.sites.gone + MOST as u32;
            self.sites = Sites { gone, ..Sites::default() };
        }
        let is_alone = view.depth() <= 1;
        if let (true, Some(site)) = (is_alone, self.sites.alone.get(&key)) {
            self.sites.recent[slot] = Some((key, *site));
            return *site;
        }
        // It is written where a line is being written, and taken away from there.
        let begin = self.lines.len();
        self.number(key!("state"), key.1);
        self.place(key!("place"), view, key.0);
        self.stack(view);
        let site = match self.sites.deep.get(self.lines.since(begin)) {
            Some(site) => *site,
            None => self.new_site(begin),
        };
        if is_alone {
            self.sites.alone.insert(key, site);
        } else if site + 1 == self.sites.all.len() {
            self.sites.deep.insert(self.lines.since(begin).into(), site);
        }
        self.lines.truncate(begin);
        site
    }

    /// The line of a new site, whose fields were written from a place on.
    fn new_site(&mut self, begin: usize) -> usize {
        let site = self.sites.all.len();
        let mut named = Buffer::default();
        named.put_short(key!("site"));
        named.number(i64::from(self.sites.gone) + site as i64 + 1);
        let head = &mut self.heads;
        head.put_short(b"{\"event\":\"site\",\"at\":0");
        head.put(named.since(0));
        head.put(self.lines.since(begin));
        head.put_short(b"}\n");
        let written = Piece::new(named.since(0));
        named.put_short(b",\"variables\":{");
        self.sites.all.push(Site { named: written, opened: Piece::new(named.since(0)), names: None });
        site
    }

    /// The frames of the program.
    fn stack(&mut self, view: &View<'_>) {
        let mut levels = std::mem::take(&mut self.levels);
        view.stack(&mut levels);
        self.lines.put_short(key!("stack"));
        self.lines.put_short(b"[");
        for (i, level) in levels.iter().enumerate() {
            self.lines.put(if i == 0 { b"" } else { b"," });
            self.level(view, level);
        }
        self.lines.put_short(b"]");
        levels.clear();
        self.levels = levels;
    }

    fn level(&mut self, view: &View<'_>, level: &Level) {
        self.lines.put_short(b"[");
        self.lines.text(&level.function);
        self.number(b",", level.state);
        let before = self.lines.len();
        self.place(b",", view, level.place);
        if self.lines.len() == before {
            self.lines.put_short(b",null");
        }
        self.lines.put_short(b"]");
    }

    /// The site and the variables of its innermost frame.
    fn variables(&mut self, view: &View<'_>, site: usize) {
        let (lines, site) = (&mut self.lines, &mut self.sites.all[site]);
        lines.put_piece(&site.opened);
        if let Some(variables) = view.variables() {
            let names = site.names.get_or_insert_with(|| named(&variables));
            let begin = lines.len();
            for (register, first, name) in names {
                let name = if lines.len() == begin { &*first } else { &*name };
                if let Some(number) = variables.int(*register) {
                    lines.put_piece(name);
                    lines.put_short(b"\"");
                    lines.number(number);
                    lines.put_short(b"\"");
                } else {
                    self.value.clear();
                    if variables.write(*register, &mut self.value) {
                        lines.put_piece(name);
                        lines.text(&self.value);
                    }
                }
            }
        }
        lines.put_short(b"}");
    }
}

/// The registers of variables, and what stands before the value of each: of the first in a line, and of any other.
fn named(variables: &Variables<'_>) -> Vec<(usize, Piece, Piece)> {
    // A name needs no escapes.
    let piece = |name: &str, gap: &str| Piece::new(format!("{gap}\"{name}\":").as_bytes());
    variables.names().map(|(register, name)| (register, piece(name, ""), piece(name, ","))).collect()
}
