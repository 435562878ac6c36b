//! `match` (PEP 634).
//!
//! In: the subject and the cases. Out: tests that go to the next case when they fail. The parts of the subject lie in
//! temporaries while a pattern is tried; names are bound when the whole pattern has matched, then the temporaries are
//! cleared.

use super::Compiler;
use super::builder::Label;
use super::constant::{self, Constant};
use crate::bytecode::op::{Op, Reg};
use crate::diagnostic::codes;
use crate::source::Span;
use crate::syntax::ast::{Expr, ExprKind, MatchCase, Name, Pattern, PatternKind};
use crate::syntax::unparse;
use std::rc::Rc;

/// What a pattern has found so far.
struct Attempt<'a> {
    /// Where to go when it fails.
    fail: Label,
    /// The names to bind and the registers that hold their values.
    captures: Vec<(&'a Name, Reg)>,
    /// Whether a pattern that always matches may stand here.
    irrefutable: bool,
}

impl<'a> Compiler<'a> {
    /// `match subject: case ...`
    pub(super) fn match_(&mut self, subject: &'a Expr, cases: &'a [MatchCase]) {
        let held = self.temporary(subject);
        let end = self.unit.label();
        for (i, case) in cases.iter().enumerate() {
            let fail = self.unit.label();
            let irrefutable = case.guard.is_some() || i + 1 == cases.len();
            let mut attempt = Attempt { fail, captures: Vec::new(), irrefutable };
            let mark = self.unit.top;
            self.pattern(&case.pattern, held, &mut attempt);
            for (name, reg) in &attempt.captures {
                self.store_copy(&name.id, *reg, name.span);
            }
            if let Some(guard) = &case.guard {
                self.jump_if(guard, false, fail);
            }
            let used = self.unit.top - mark;
            self.clear_range(held, used + 1, case.pattern.span);
            self.unit.top = mark;
            self.suite(&case.body);
            self.unit.jump(end, case.pattern.span);
            self.unit.place(fail);
            if used > 0 {
                self.clear_range(mark, used, case.pattern.span);
            }
        }
        self.unit.emit(Op::Clear(held), subject.span);
        self.unit.place(end);
    }

    fn clear_range(&mut self, from: Reg, count: Reg, span: Span) {
        let op = if count == 1 { Op::Clear(from) } else { Op::ClearRange(from, count) };
        self.unit.emit(op, span);
    }

    /// Tries a pattern on what is in `subject`, which stays there.
    fn pattern(&mut self, pattern: &'a Pattern, subject: Reg, attempt: &mut Attempt<'a>) {
        let span = pattern.span;
        match &pattern.kind {
            PatternKind::Value(value) => {
                if let Some(small) = self.small_int(value) {
                    return self.unit.emit_jump(Op::JumpEqInt(0, subject, small, 0), attempt.fail, span);
                }
                let mark = self.unit.top;
                let value = self.operand(value);
                let dies = self.unit.dies1(value) << 1;
                self.unit.emit_jump(Op::JumpEq(dies, subject, value, 0), attempt.fail, span);
                self.unit.top = mark;
            }
            PatternKind::Singleton(value) => match constant::of(value) {
                Constant::None => self.unit.emit_jump(Op::JumpIfNotNone(0, subject, 0), attempt.fail, span),
                value => {
                    let reg = self.unit.temp();
                    self.unit.load_constant(reg, value, span);
                    self.unit.emit_jump(Op::JumpIs(2, subject, reg, 0), attempt.fail, span);
                    self.unit.top = reg;
                }
            },
            PatternKind::Sequence(patterns) => self.sequence_pattern(patterns, subject, attempt, span),
            PatternKind::Mapping { keys, patterns, rest } => {
                self.mapping_pattern(keys, patterns, rest.as_ref(), subject, attempt, span)
            }
            PatternKind::Class { cls, patterns, keywords } => {
                self.class_pattern(cls, patterns, keywords, subject, attempt, span)
            }
            // Only sequences have these, and take them themselves.
            PatternKind::Star(_) => self.error(codes::STAR_PATTERN, "starred pattern cannot stand here", span),
            PatternKind::As { pattern: None, name } => {
                if !attempt.irrefutable {
                    let what = match name {
                        Some(name) => format!("name capture '{}'", name.id),
                        None => "wildcard".to_string(),
                    };
                    self.error(codes::IRREFUTABLE, format!("{what} makes remaining patterns unreachable"), span);
                }
                if let Some(name) = name {
                    self.capture_name(name, subject, attempt, span);
                }
            }
            PatternKind::As { pattern: Some(inner), name } => {
                self.pattern(inner, subject, attempt);
                if let Some(name) = name {
                    self.capture_name(name, subject, attempt, span);
                }
            }
            PatternKind::Or(patterns) => self.or_pattern(patterns, subject, attempt, span),
        }
    }

    fn capture_name(&mut self, name: &'a Name, reg: Reg, attempt: &mut Attempt<'a>, span: Span) {
        if &*name.id == "__debug__" {
            self.error(codes::DEBUG, "cannot assign to __debug__", span);
        }
        if attempt.captures.iter().any(|c| c.0.id == name.id) {
            self.error(codes::PATTERN_NAME, format!("multiple assignments to name '{}' in pattern", name.id), span);
        }
        attempt.captures.push((name, reg));
    }

    /// Goes on with a part of the subject: there, a pattern that always matches is welcome.
    fn part(&mut self, pattern: &'a Pattern, reg: Reg, attempt: &mut Attempt<'a>) {
        let outside = std::mem::replace(&mut attempt.irrefutable, true);
        self.pattern(pattern, reg, attempt);
        attempt.irrefutable = outside;
    }

    fn sequence_pattern(&mut self, patterns: &'a [Pattern], subject: Reg, attempt: &mut Attempt<'a>, span: Span) {
        let is_star = |p: &&Pattern| matches!(p.kind, PatternKind::Star(_));
        let star = patterns.iter().position(|p| is_star(&p));
        if patterns.iter().filter(is_star).count() > 1 {
            return self.error(codes::PATTERN_STARS, "multiple starred names in sequence pattern", span);
        }
        let tested = self.unit.temp();
        self.unit.emit(Op::MatchSequence(tested, subject), span);
        self.unit.emit_jump(Op::JumpIfFalse(1, tested, 0), attempt.fail, span);
        let least = patterns.len() - usize::from(star.is_some());
        if star.is_none() || least > 0 {
            self.unit.emit(Op::GetLen(tested, subject), span);
            let least = least.min(i16::MAX as usize) as i16;
            let op = match star {
                None => Op::JumpEqInt(1, tested, least, 0),
                Some(_) => Op::JumpGeInt(1, tested, least, 0),
            };
            self.unit.emit_jump(op, attempt.fail, span);
        }
        self.unit.top = tested;
        let only_wildcards = patterns
            .iter()
            .all(|p| matches!(p.kind, PatternKind::As { pattern: None, name: None } | PatternKind::Star(None)));
        if only_wildcards {
            return;
        }
        let base = self.unit.temps(patterns.len());
        match star {
            None => self.unit.emit(Op::UnpackSequence(0, base, subject, patterns.len() as u16), span),
            Some(star) => {
                let after = patterns.len() - star - 1;
                if star > 255 || after > 255 {
                    return self.error(
                        codes::PATTERN_STARS,
                        "too many expressions in star-unpacking sequence pattern",
                        span,
                    );
                }
                if matches!(patterns[star].kind, PatternKind::Star(None)) {
                    self.items_around_star(patterns, star, base, subject, span);
                } else {
                    let copy = self.unit.temp();
                    self.unit.emit(Op::Move(copy, subject), span);
                    self.unit.emit(Op::UnpackStar(base, copy, (star | after << 8) as u16), span);
                    self.unit.top = copy;
                }
            }
        }
        for (i, pattern) in patterns.iter().enumerate() {
            let reg = base + i as Reg;
            match &pattern.kind {
                PatternKind::Star(None) => {}
                PatternKind::Star(Some(name)) => self.capture_name(name, reg, attempt, pattern.span),
                _ => self.part(pattern, reg, attempt),
            }
        }
    }

    /// `[a, *_, b]`: the items are fetched one by one, the rest is not looked at.
    fn items_around_star(&mut self, patterns: &'a [Pattern], star: usize, base: Reg, subject: Reg, span: Span) {
        for (i, pattern) in patterns.iter().enumerate() {
            let reg = base + i as Reg;
            if i == star || matches!(pattern.kind, PatternKind::As { pattern: None, name: None }) {
                continue;
            }
            if i < star {
                self.unit.emit(Op::LoadItemInt(0, reg, subject, i as i16), span);
            } else {
                let from_end = (patterns.len() - i) as i16;
                self.unit.emit(Op::GetLen(reg, subject), span);
                self.unit.emit(Op::SubInt(0, reg, reg, from_end), span);
                self.unit.emit(Op::LoadItem(0, reg, subject, reg), span);
            }
        }
    }

    #[allow(clippy::too_many_arguments)]
    fn mapping_pattern(
        &mut self,
        keys: &'a [Expr],
        patterns: &'a [Pattern],
        rest: Option<&'a Name>,
        subject: Reg,
        attempt: &mut Attempt<'a>,
        span: Span,
    ) {
        let mut seen = Vec::new();
        for key in keys {
            let Some(value) = self.fold(key) else { continue };
            let key_of = super::builder::key_of(&by_value(&value), usize::MAX);
            if seen.contains(&key_of) {
                let text = match (&key.kind, &value) {
                    (ExprKind::UnaryOp { .. }, Constant::Int(n)) => n.to_string(),
                    _ => unparse::annotation(key),
                };
                self.error(codes::PATTERN_KEY, format!("mapping pattern checks duplicate key ({text})"), span);
            }
            seen.push(key_of);
        }
        let tested = self.unit.temp();
        self.unit.emit(Op::MatchMapping(tested, subject), span);
        self.unit.emit_jump(Op::JumpIfFalse(1, tested, 0), attempt.fail, span);
        if !keys.is_empty() {
            self.unit.emit(Op::GetLen(tested, subject), span);
            let least = keys.len().min(i16::MAX as usize) as i16;
            self.unit.emit_jump(Op::JumpGeInt(1, tested, least, 0), attempt.fail, span);
        }
        self.unit.top = tested;
        if keys.is_empty() && rest.is_none() {
            return;
        }
        let names = self.unit.temp();
        match self.fold_all(keys) {
            Some(constants) => self.unit.load_constant(names, Constant::Tuple(constants.into()), span),
            None => {
                let base = self.unit.top;
                for key in keys {
                    self.temporary(key);
                }
                self.unit.emit(Op::BuildTuple(names, base, keys.len() as u16), span);
                self.unit.top = base;
            }
        }
        if !keys.is_empty() {
            let values = self.unit.temp();
            self.unit.emit(Op::MatchKeys(values, subject, names), span);
            self.unit.emit_jump(Op::JumpIfNone(0, values, 0), attempt.fail, span);
            let base = self.unit.temps(keys.len());
            self.unit.emit(Op::UnpackSequence(1, base, values, keys.len() as u16), span);
            for (i, pattern) in patterns.iter().enumerate() {
                self.part(pattern, base + i as Reg, attempt);
            }
        }
        if let Some(rest) = rest {
            let others = self.unit.temp();
            self.unit.emit(Op::CopyWithoutKeys(others, subject, names), span);
            self.capture_name(rest, others, attempt, span);
        }
    }

    #[allow(clippy::too_many_arguments)]
    fn class_pattern(
        &mut self,
        cls: &'a Expr,
        patterns: &'a [Pattern],
        keywords: &'a [(Name, Pattern)],
        subject: Reg,
        attempt: &mut Attempt<'a>,
        span: Span,
    ) {
        for (i, (name, pattern)) in keywords.iter().enumerate() {
            if keywords[..i].iter().any(|(other, _)| other.id == name.id) {
                let message = format!("attribute name repeated in class pattern: {}", name.id);
                self.error(codes::PATTERN_ATTRIBUTE, message, pattern.span);
            }
        }
        let base = self.unit.temps(3);
        self.unit.top = base + 1;
        self.unit.emit(Op::Move(base, subject), span);
        self.temporary(cls);
        // As in CPython, private names are not mangled here.
        let names = keywords.iter().map(|(name, _)| Constant::Str(name.id.clone())).collect();
        let attributes = self.unit.temp();
        self.unit.load_constant(attributes, Constant::Tuple(names), span);
        let count = patterns.len() + keywords.len();
        let values = self.unit.temp();
        self.unit.emit(Op::MatchClass(patterns.len() as u8, values, base), span);
        self.unit.emit_jump(Op::JumpIfNone(0, values, 0), attempt.fail, span);
        if count == 0 {
            return;
        }
        let parts = self.unit.temps(count);
        self.unit.emit(Op::UnpackSequence(1, parts, values, count as u16), span);
        for (i, pattern) in patterns.iter().chain(keywords.iter().map(|k| &k.1)).enumerate() {
            self.part(pattern, parts + i as Reg, attempt);
        }
    }

    fn or_pattern(&mut self, patterns: &'a [Pattern], subject: Reg, attempt: &mut Attempt<'a>, span: Span) {
        let matched = self.unit.label();
        let fail = attempt.fail;
        let irrefutable = attempt.irrefutable;
        let before = attempt.captures.len();
        // The names of the first alternative, each with a register where every alternative leaves its value.
        let mut names: Vec<(&'a Name, Reg)> = Vec::new();
        for (i, pattern) in patterns.iter().enumerate() {
            let last = i + 1 == patterns.len();
            let next = self.unit.label();
            attempt.fail = next;
            attempt.irrefutable = irrefutable && last;
            self.pattern(pattern, subject, attempt);
            let found: Vec<(&'a Name, Reg)> = attempt.captures.drain(before..).collect();
            if i == 0 {
                names = found.iter().map(|(name, _)| (*name, self.unit.temp())).collect();
            }
            let same = |a: &Rc<str>| found.iter().any(|f| f.0.id == *a);
            if found.len() != names.len() || !names.iter().all(|n| same(&n.0.id)) {
                self.error(codes::ALTERNATIVES, "alternative patterns bind different names", span);
            }
            for (name, reg) in &names {
                if let Some((_, value)) = found.iter().find(|f| f.0.id == name.id) {
                    self.unit.emit(Op::Move(*reg, *value), pattern.span);
                }
            }
            self.unit.jump(matched, pattern.span);
            self.unit.place(next);
        }
        self.unit.jump(fail, span);
        self.unit.place(matched);
        attempt.fail = fail;
        attempt.irrefutable = irrefutable;
        attempt.captures.extend(names);
    }
}

/// A number in the simplest form that is equal to it: what are the same keys to a dict.
fn by_value(constant: &Constant) -> Constant {
    match constant {
        Constant::Bool(b) => Constant::Int(i64::from(*b)),
        Constant::Float(f) if f.fract() == 0.0 && f.abs() < 9e15 => Constant::Int(*f as i64),
        Constant::Complex(re, im) if *im == 0.0 => by_value(&Constant::Float(*re)),
        other => other.clone(),
    }
}
