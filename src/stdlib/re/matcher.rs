//! The matcher: runs the steps of a pattern over a text, going back where a way leads nowhere.
//!
//! In: a program, characters, where to begin. Out: where it matched and what its groups matched: the first way in the pattern's own
//! order, as CPython's engine finds it. Ways not yet tried are kept in a list, not on the native stack; only look-around and
//! atomic groups nest, as deep as the pattern says.

use super::node::{Case, Category, MANY, Manner, Place, same};
use super::program::{First, Program, Step};

/// Characters by position.
pub trait Text {
    /// The one at a position.
    fn at(&self, position: usize) -> u32;
    /// The next position of an ASCII character, before `end`.
    fn find(&self, c: u32, from: usize, end: usize) -> Option<usize>;
}

impl Text for [u8] {
    #[inline(always)]
    fn at(&self, position: usize) -> u32 {
        u32::from(self[position])
    }

    fn find(&self, c: u32, from: usize, end: usize) -> Option<usize> {
        let byte = u8::try_from(c).ok()?;
        memchr::memchr(byte, &self[from..end]).map(|at| from + at)
    }
}

impl Text for [char] {
    #[inline(always)]
    fn at(&self, position: usize) -> u32 {
        self[position] as u32
    }

    fn find(&self, c: u32, from: usize, end: usize) -> Option<usize> {
        self[from..end].iter().position(|own| *own as u32 == c).map(|at| from + at)
    }
}

/// A position that is none.
pub const NOWHERE: usize = usize::MAX;

/// What to do when a way leads nowhere.
enum Choice {
    /// Go on there from that position.
    Way(usize, usize),
    /// A mark was changed: what it was.
    Mark(usize, usize),
    /// The last closed group was this one.
    Last(usize),
    /// A counter was changed: its count and the position of its last round.
    Counter(usize, u32, usize),
    /// A greedy run: where to go on, the least position, the present one.
    Fewer(usize, usize, usize),
    /// A lazy run: its step, the present position, how many more there may be.
    More(usize, usize, u32),
}

/// A try at a match.
pub struct Matcher<'a, T: Text + ?Sized> {
    program: &'a Program,
    text: &'a T,
    end: usize,
    /// Whether a match must reach the end.
    whole: bool,
    /// A position at which a match must not end.
    not_at: usize,
    /// Starts and ends of groups.
    pub marks: Vec<usize>,
    /// The last closed group, 0 for none.
    pub last: usize,
    counters: Vec<(u32, usize)>,
    choices: Vec<Choice>,
}

impl<'a, T: Text + ?Sized> Matcher<'a, T> {
    /// A matcher of a text up to `end`.
    pub fn new(program: &'a Program, text: &'a T, end: usize, whole: bool) -> Matcher<'a, T> {
        Matcher {
            program,
            text,
            end,
            whole,
            not_at: NOWHERE,
            marks: vec![NOWHERE; program.groups * 2],
            last: 0,
            counters: vec![(0, NOWHERE); program.counters],
            choices: Vec::new(),
        }
    }

    /// Matches at one position; where the match ends. With `advance`, it must not be empty.
    pub fn at(&mut self, start: usize, advance: bool) -> Option<usize> {
        self.not_at = if advance { start } else { NOWHERE };
        self.marks.fill(NOWHERE);
        self.last = 0;
        self.choices.clear();
        self.run(0, start)
    }

    /// The first match at or after a position: start and end. With `advance`, it must not be empty at that very position.
    pub fn search(&mut self, from: usize, advance: bool) -> Option<(usize, usize)> {
        let mut start = from;
        while start <= self.end {
            match &self.program.first {
                First::Any => {}
                First::Start if start > 0 => return None,
                First::Start => {}
                First::Char(c) => start = self.text.find(*c, start, self.end)?,
                First::Ascii(table) => {
                    while start < self.end && table.get(self.text.at(start) as usize) == Some(&false) {
                        start += 1;
                    }
                    if start == self.end {
                        return None;
                    }
                }
            }
            if let Some(end) = self.at(start, advance && start == from) {
                return Some((start, end));
            }
            start += 1;
        }
        None
    }

    #[inline(always)]
    fn single(&self, step: &Step, position: usize) -> bool {
        let c = self.text.at(position);
        match step {
            Step::Char(wanted, Case::Exact) => c == *wanted,
            Step::Char(wanted, case) => same(c, *wanted, *case),
            Step::Any => true,
            Step::AnyButLine => c != 10,
            Step::Set(set) => match self.program.ascii[*set].get(c as usize) {
                Some(is) => *is,
                None => self.program.sets[*set].has(c),
            },
            _ => false,
        }
    }

    fn is_word(&self, position: usize, unicode: bool) -> bool {
        Category::Word.has(self.text.at(position), unicode)
    }

    fn boundary(&self, position: usize, unicode: bool) -> bool {
        let before = position > 0 && self.is_word(position - 1, unicode);
        let after = position < self.end && self.is_word(position, unicode);
        before != after
    }

    fn is_at(&self, place: Place, position: usize) -> bool {
        let line_end = |at: usize| self.text.at(at) == 10;
        match place {
            Place::Start => position == 0,
            Place::LineStart => position == 0 || line_end(position - 1),
            Place::End => position == self.end || position + 1 == self.end && line_end(position),
            Place::LineEnd => position == self.end || line_end(position),
            Place::VeryEnd => position == self.end,
            Place::Boundary(unicode) => self.boundary(position, unicode),
            // Of an empty text, neither is true.
            Place::NoBoundary(unicode) => self.end > 0 && !self.boundary(position, unicode),
        }
    }

    fn mark(&mut self, slot: usize, position: usize) {
        self.choices.push(Choice::Mark(slot, self.marks[slot]));
        self.marks[slot] = position;
        if slot & 1 == 1 {
            self.choices.push(Choice::Last(self.last));
            self.last = slot / 2 + 1;
        }
    }

    fn count(&mut self, counter: usize, count: u32, position: usize) {
        let (old, place) = self.counters[counter];
        self.choices.push(Choice::Counter(counter, old, place));
        self.counters[counter] = (count, position);
    }

    /// Undoes what was done since there were `base` choices, and forgets the ways.
    fn undo(&mut self, base: usize) {
        while self.choices.len() > base {
            match self.choices.pop() {
                Some(Choice::Mark(slot, old)) => self.marks[slot] = old,
                Some(Choice::Last(old)) => self.last = old,
                Some(Choice::Counter(counter, count, place)) => self.counters[counter] = (count, place),
                _ => {}
            }
        }
    }

    /// Takes the newest way not yet tried; None when there is none above `base`.
    fn next_way(&mut self, base: usize) -> Option<(usize, usize)> {
        while self.choices.len() > base {
            match self.choices.pop()? {
                Choice::Way(step, position) => return Some((step, position)),
                Choice::Mark(slot, old) => self.marks[slot] = old,
                Choice::Last(old) => self.last = old,
                Choice::Counter(counter, count, place) => self.counters[counter] = (count, place),
                Choice::Fewer(step, least, position) => {
                    let mut position = position - 1;
                    // Where a certain character must follow, only its places are worth a try.
                    if let Some(Step::Char(c, Case::Exact)) = self.program.steps.get(step) {
                        while position > least && (position >= self.end || self.text.at(position) != *c) {
                            position -= 1;
                        }
                    }
                    if position > least {
                        self.choices.push(Choice::Fewer(step, least, position));
                    }
                    return Some((step, position));
                }
                Choice::More(step, position, left) => {
                    if position < self.end && self.single(&self.program.steps[step], position) {
                        if left > 1 {
                            let left = if left == MANY { MANY } else { left - 1 };
                            self.choices.push(Choice::More(step, position + 1, left));
                        }
                        return Some((step + 1, position + 1));
                    }
                }
            }
        }
        None
    }

    /// Runs from a step up to the end of the pattern, or of a part that is matched by itself; where it ends.
    fn run(&mut self, step: usize, position: usize) -> Option<usize> {
        let base = self.choices.len();
        let program = self.program;
        let (mut pc, mut at) = (step, position);
        loop {
            let goes_on = match &program.steps[pc] {
                step @ (Step::Char(..) | Step::Any | Step::AnyButLine | Step::Set(_)) => {
                    let found = at < self.end && self.single(step, at);
                    at += usize::from(found);
                    pc += 1;
                    found
                }
                Step::At(place) => {
                    pc += 1;
                    self.is_at(*place, at)
                }
                Step::Mark(slot) => {
                    self.mark(*slot, at);
                    pc += 1;
                    true
                }
                Step::Split(first, second) => {
                    self.choices.push(Choice::Way(*second, at));
                    pc = *first;
                    true
                }
                Step::Jump(to) => {
                    pc = *to;
                    true
                }
                Step::Run(least, most, manner) => {
                    let step = &program.steps[pc + 1];
                    let room = self.end - at;
                    let wanted = match manner {
                        Manner::Lazy => *least as usize,
                        _ if *most == MANY => room,
                        _ => (*most as usize).min(room),
                    };
                    let mut to = at;
                    while to < self.end && to - at < wanted && self.single(step, to) {
                        to += 1;
                    }
                    let enough = to - at >= *least as usize;
                    if enough && *manner == Manner::Lazy && most > least {
                        let left = if *most == MANY { MANY } else { most - least };
                        self.choices.push(Choice::More(pc + 1, to, left));
                    } else if enough && *manner == Manner::Greedy && to > at + *least as usize {
                        self.choices.push(Choice::Fewer(pc + 2, at + *least as usize, to));
                    }
                    at = to;
                    pc += 2;
                    enough
                }
                Step::Begin(counter) => {
                    self.count(*counter, 0, NOWHERE);
                    pc += 1;
                    true
                }
                Step::Again(counter, least, most, greedy, start) => {
                    let (count, place) = self.counters[*counter];
                    let more = *most == MANY || count < *most;
                    if count < *least {
                        self.count(*counter, count + 1, place);
                        pc = *start;
                    } else if !more || place == at {
                        pc += 1;
                    } else if *greedy {
                        self.choices.push(Choice::Way(pc + 1, at));
                        self.count(*counter, count + 1, at);
                        pc = *start;
                    } else {
                        // The way not yet tried is this same step, with one more round allowed.
                        let round = self.lazy_round(pc);
                        self.choices.push(Choice::Way(round, at));
                        pc += 1;
                    }
                    true
                }
                Step::Look(negate, back, over) => {
                    let mark = self.choices.len();
                    let found = match at.checked_sub(*back as usize) {
                        Some(start) => self.run(pc + 1, start).is_some(),
                        None => false,
                    };
                    if *negate && found {
                        self.undo(mark);
                    } else if found {
                        self.keep_marks(mark);
                    }
                    pc = *over;
                    found != *negate
                }
                Step::Atomic(over) => {
                    let mark = self.choices.len();
                    let found = self.run(pc + 1, at);
                    if let Some(end) = found {
                        self.keep_marks(mark);
                        at = end;
                    }
                    pc = *over;
                    found.is_some()
                }
                Step::Done => return Some(at),
                Step::Back(group, case) => {
                    let slot = (*group as usize - 1) * 2;
                    let (from, to) = (self.marks[slot], self.marks[slot + 1]);
                    let found = from != NOWHERE && to != NOWHERE && from <= to && {
                        let length = to - from;
                        length <= self.end - at
                            && (0..length).all(|i| {
                                let (a, b) = (self.text.at(from + i), self.text.at(at + i));
                                a == b || *case != Case::Exact && same(a, b, *case)
                            })
                    };
                    if found {
                        at += to - from;
                    }
                    pc += 1;
                    found
                }
                Step::Unless(group, over) => {
                    let slot = (*group as usize - 1) * 2;
                    pc = if self.marks[slot + 1] == NOWHERE { *over } else { pc + 1 };
                    true
                }
                Step::Match if self.whole && at != self.end => false,
                Step::Match if at == self.not_at => false,
                Step::Match => return Some(at),
            };
            if !goes_on {
                let (step, position) = self.next_way(base)?;
                if step >= LAZY {
                    (pc, at) = self.enter_round(step - LAZY, position);
                } else {
                    (pc, at) = (step, position);
                }
            }
        }
    }

    /// How a further round of a lazy repetition is written down as a way.
    fn lazy_round(&self, again: usize) -> usize {
        LAZY + again
    }

    fn enter_round(&mut self, again: usize, position: usize) -> (usize, usize) {
        let Step::Again(counter, _, _, _, start) = &self.program.steps[again] else { return (again, position) };
        let (count, _) = self.counters[*counter];
        self.count(*counter, count + 1, position);
        (*start, position)
    }

    /// Forgets the ways since there were `base` choices, but not what is to be undone.
    fn keep_marks(&mut self, base: usize) {
        let mut kept = base;
        for i in base..self.choices.len() {
            if matches!(self.choices[i], Choice::Mark(..) | Choice::Last(_) | Choice::Counter(..)) {
                self.choices.swap(kept, i);
                kept += 1;
            }
        }
        self.choices.truncate(kept);
    }
}

/// Ways from here on are further rounds of lazy repetitions.
const LAZY: usize = 1 << 40;
