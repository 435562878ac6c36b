//! `re.Pattern`: what a compiled regular expression can be asked for.
//!
//! In: texts. Out: Match objects, pieces, replacements.

use super::matched::{self, Match};
use super::program::Program;
use super::subject::{Found, Manner, Subject};
use crate::machine::Machine;
use crate::native::convert::{this, type_name};
use crate::native::{Native, NativeGetset, NativeType, class_for};
use crate::object::bytes::Bytes;
use crate::object::class::class_flag;
use crate::object::dict::Dict;
use crate::object::heap::{Gc, Kind, Own, Payload};
use crate::object::int::as_i64;
use crate::object::list::{List, Tuple};
use crate::object::str::{Str, intern};
use crate::object::{Outcome, Value, type_error};
use crate::{getset, native};
use std::cell::Cell;
use std::rc::Rc;

/// The payload of a `re.Pattern`.
pub struct Pattern {
    /// The pattern as it was given.
    pub source: Value,
    /// Whether it is for `str`.
    pub is_text: bool,
    /// The flags in force.
    pub flags: u32,
    /// Names of groups.
    pub names: Vec<(String, u32)>,
    /// What the matcher runs.
    pub program: Program,
    /// `groupindex`, once asked for.
    pub index: Own<Value>,
}

crate::payload!(
    Pattern,
    Kind::Extension,
    trace | this,
    visit | {
        visit(&this.source);
        this.index.with(|v| visit(v));
    }
);

/// `re.Pattern`
pub static PATTERN: NativeType = NativeType {
    name: "Pattern",
    module: "re",
    layout: <Pattern>::layout,
    flags: class_flag::WEAK,
    help: "Compiled regular expression object.",
    methods: METHODS,
    getsets: GETSETS,
    ..NativeType::BASE
};

const METHODS: &[Native] = &[
    native!(
        "match(self, /, string, pos=0, endpos=9223372036854775807)",
        match_,
        "Matches zero or more characters at the beginning of the string."
    ),
    native!(
        "fullmatch(self, /, string, pos=0, endpos=9223372036854775807)",
        fullmatch,
        "Matches against all of the string."
    ),
    native!(
        "search(self, /, string, pos=0, endpos=9223372036854775807)",
        search,
        "Scan through string looking for a match, and return a corresponding match object instance."
    ),
    native!(
        "findall(self, /, string, pos=0, endpos=9223372036854775807)",
        findall,
        "Return a list of all non-overlapping matches of pattern in string."
    ),
    native!(
        "finditer(self, /, string, pos=0, endpos=9223372036854775807)",
        finditer,
        "Return an iterator over all non-overlapping matches for the RE pattern in string."
    ),
    native!("scanner(self, /, string, pos=0, endpos=9223372036854775807)", scanner, ""),
    native!("split(self, /, string, maxsplit=0)", split, "Split string by the occurrences of pattern."),
    native!(
        "sub(self, /, repl, string, count=0)",
        sub,
        "Return the string obtained by replacing the leftmost non-overlapping occurrences of pattern in string by the replacement repl."
    ),
    native!("subn(self, /, repl, string, count=0)", subn, "Return the tuple (new_string, number_of_subs_made)."),
    native!("__copy__(self, /)", |_: &mut Machine, a: &[Value]| Ok(a[0].clone()), ""),
    native!("__deepcopy__(self, memo, /)", |_: &mut Machine, a: &[Value]| Ok(a[0].clone()), ""),
    native!("__reduce__(self, /)", reduce, ""),
    native!("__repr__(self, /)", repr, "Return repr(self)."),
    native!("__hash__(self, /)", hash, "Return hash(self)."),
    native!("__eq__(self, value, /)", eq, "Return self==value."),
];

const GETSETS: &[NativeGetset] = &[
    getset!(
        "pattern",
        |_, v| Ok(pattern(v)?.source.clone()),
        "The pattern string from which the RE object was compiled."
    ),
    getset!("flags", |_, v| Ok(Value::Int(i64::from(pattern(v)?.flags))), "The regex matching flags."),
    getset!(
        "groups",
        |_, v| Ok(Value::from(pattern(v)?.program.groups)),
        "The number of capturing groups in the pattern."
    ),
    getset!("groupindex", groupindex, "A dictionary mapping group names to group numbers."),
];

/// The payload of what `finditer` and `scanner` give.
pub struct Scanner {
    pattern: Gc<Pattern>,
    subject: Rc<Subject>,
    at: Cell<usize>,
    end: usize,
    start: usize,
    advance: Cell<bool>,
    over: Cell<bool>,
}

crate::payload!(
    Scanner,
    Kind::Extension,
    trace | this,
    visit | {
        visit(&this.pattern.value());
        visit(&this.subject.value);
    }
);

/// What `finditer` and `scanner` give.
pub static SCANNER: NativeType = NativeType {
    name: "SRE_Scanner",
    module: "_sre",
    layout: <Scanner>::layout,
    methods: &[
        native!("match(self, /)", |m: &mut Machine, a: &[Value]| scan(m, a, Manner::Match), ""),
        native!("search(self, /)", |m: &mut Machine, a: &[Value]| scan(m, a, Manner::Search), ""),
        native!("__iter__(self, /)", |_: &mut Machine, a: &[Value]| Ok(a[0].clone()), ""),
        native!("__next__(self, /)", next, ""),
    ],
    getsets: &[getset!(
        "pattern",
        |_, v| match v.get::<Scanner>() {
            Some(scanner) => Ok(scanner.pattern.value()),
            None => type_error("not a scanner"),
        },
        "The pattern."
    )],
    ..NativeType::BASE
};

fn pattern(value: &Value) -> Outcome<&Pattern> {
    match value.get::<Pattern>() {
        Some(pattern) => Ok(pattern),
        None => type_error("descriptor requires a 're.Pattern' object"),
    }
}

fn own(a: &[Value]) -> Outcome<&Gc<Pattern>> {
    match a.first().and_then(Value::typed::<Pattern>) {
        Some(pattern) => Ok(pattern),
        None => type_error("descriptor requires a 're.Pattern' object"),
    }
}

fn groupindex(_: &mut Machine, v: &Value) -> Outcome {
    let pattern = pattern(v)?;
    if pattern.index.with(|index| index.is_none()) {
        let dict = Dict::create();
        for (name, group) in &pattern.names {
            dict.set_name(name, Value::Int(i64::from(*group)));
        }
        pattern.index.set(crate::object::descriptor::MappingProxy::create(dict.into_value()));
    }
    Ok(pattern.index.get())
}

/// `pos` and `endpos` within a subject.
fn bounds(m: &mut Machine, a: &[Value], subject: &Subject) -> Outcome<(usize, usize)> {
    let length = subject.len() as i64;
    let start = m.size(&a[2])?.clamp(0, length);
    let end = match as_i64(&a[3]) {
        Some(end) => end,
        None => m.size(&a[3])?,
    };
    Ok((start as usize, end.clamp(0, length) as usize))
}

fn once(m: &mut Machine, a: &[Value], manner: Manner) -> Outcome {
    let pattern = own(a)?;
    let subject = Subject::of(m, &a[1], pattern.is_text)?;
    let (from, end) = bounds(m, a, &subject)?;
    if from > end {
        return Ok(Value::None);
    }
    match subject.find(&pattern.program, from, end, manner, false) {
        Some(found) => Ok(made(pattern, &subject, found, from, end)),
        None => Ok(Value::None),
    }
}

fn made(pattern: &Gc<Pattern>, subject: &Rc<Subject>, found: Found, pos: usize, endpos: usize) -> Value {
    let payload = Match { pattern: pattern.clone(), subject: subject.clone(), found, pos, endpos };
    Gc::new(payload, &class_for(&matched::MATCH)).into_value()
}

fn match_(m: &mut Machine, a: &[Value]) -> Outcome {
    once(m, a, Manner::Match)
}

fn fullmatch(m: &mut Machine, a: &[Value]) -> Outcome {
    once(m, a, Manner::Full)
}

fn search(m: &mut Machine, a: &[Value]) -> Outcome {
    once(m, a, Manner::Search)
}

/// Walks over all matches; the visitor says whether to go on.
fn each(
    m: &mut Machine,
    pattern: &Pattern,
    subject: &Subject,
    (from, end): (usize, usize),
    mut visit: impl FnMut(&mut Machine, Found) -> Outcome<bool>,
) -> Outcome<()> {
    let (mut at, mut advance) = (from, false);
    while at <= end {
        let Some(found) = subject.find(&pattern.program, at, end, Manner::Search, advance) else { break };
        let (start, stop) = found.spans[0];
        at = stop;
        advance = start == stop;
        if !visit(m, found)? {
            break;
        }
    }
    Ok(())
}

fn findall(m: &mut Machine, a: &[Value]) -> Outcome {
    let pattern = own(a)?;
    let subject = Subject::of(m, &a[1], pattern.is_text)?;
    let bounds = bounds(m, a, &subject)?;
    let mut all = Vec::new();
    let empty = || if pattern.is_text { Value::from("") } else { Vec::<u8>::new().into() };
    let piece = |span: (usize, usize)| if span.1 == usize::MAX { empty() } else { subject.part(span.0, span.1) };
    each(m, pattern, &subject, bounds, |_, found| {
        all.push(match pattern.program.groups {
            0 | 1 => piece(found.spans[pattern.program.groups]),
            _ => Tuple::create(found.spans[1..].iter().map(|span| piece(*span)).collect()).into_value(),
        });
        Ok(true)
    })?;
    Ok(List::create(all).into_value())
}

fn scanner(m: &mut Machine, a: &[Value]) -> Outcome {
    let pattern = own(a)?;
    let subject = Subject::of(m, &a[1], pattern.is_text)?;
    let (start, end) = bounds(m, a, &subject)?;
    let scanner = Scanner {
        pattern: pattern.clone(),
        subject,
        at: Cell::new(start),
        end,
        start,
        advance: Cell::new(false),
        over: Cell::new(start > end),
    };
    Ok(Gc::new(scanner, &class_for(&SCANNER)).into_value())
}

fn scan(_: &mut Machine, a: &[Value], manner: Manner) -> Outcome {
    let scanner = this::<Scanner>(a)?;
    if scanner.over.get() {
        return Ok(Value::None);
    }
    let program = &scanner.pattern.program;
    match scanner.subject.find(program, scanner.at.get(), scanner.end, manner, scanner.advance.get()) {
        Some(found) => {
            let (start, stop) = found.spans[0];
            scanner.at.set(stop);
            scanner.advance.set(start == stop);
            Ok(made(&scanner.pattern, &scanner.subject, found, scanner.start, scanner.end))
        }
        None => {
            scanner.over.set(true);
            Ok(Value::None)
        }
    }
}

fn next(m: &mut Machine, a: &[Value]) -> Outcome {
    match scan(m, a, Manner::Search)? {
        Value::None => Err(crate::object::Exc::StopIteration.with(Vec::new())),
        found => Ok(found),
    }
}

fn finditer(m: &mut Machine, a: &[Value]) -> Outcome {
    let scanner = scanner(m, a)?;
    let search = m.get_attr(&scanner, &intern("search"))?;
    m.call_builtin("iter", &[search, Value::None])
}

fn split(m: &mut Machine, a: &[Value]) -> Outcome {
    let pattern = own(a)?;
    let subject = Subject::of(m, &a[1], pattern.is_text)?;
    let most = m.size(&a[2])?;
    let mut pieces = Vec::new();
    let mut last = 0;
    let length = subject.len();
    if most >= 0 {
        each(m, pattern, &subject, (0, length), |_, found| {
            let (start, stop) = found.spans[0];
            pieces.push(subject.part(last, start));
            for span in &found.spans[1..] {
                pieces.push(if span.1 == usize::MAX { Value::None } else { subject.part(span.0, span.1) });
            }
            last = stop;
            Ok(most == 0 || (pieces.len() / found.spans.len()) < most as usize)
        })?;
    }
    pieces.push(subject.part(last, length));
    Ok(List::create(pieces).into_value())
}

/// What replaces a match.
enum Replacement {
    /// The same each time.
    Plain(Value),
    /// A function of the match.
    Function(Value),
    /// Pieces, and numbers of groups.
    Template(Vec<Value>),
}

fn replacement(m: &mut Machine, pattern: &Gc<Pattern>, value: &Value) -> Outcome<Replacement> {
    if m.is_callable(value) {
        return Ok(Replacement::Function(value.clone()));
    }
    let plain = match (value.get::<Str>(), value.get::<Bytes>()) {
        (Some(text), _) => !text.as_str().contains('\\'),
        (_, Some(bytes)) => !bytes.data.contains(&b'\\'),
        _ => m.buffer(value).is_some_and(|bytes| !bytes.contains(&b'\\')),
    };
    if plain {
        return Ok(Replacement::Plain(value.clone()));
    }
    matched::template(m, pattern, value).map(Replacement::Template)
}

fn substitute(m: &mut Machine, a: &[Value]) -> Outcome<(Value, usize)> {
    let pattern = own(a)?;
    let replacement = replacement(m, pattern, &a[1])?;
    let subject = Subject::of(m, &a[2], pattern.is_text)?;
    let most = m.size(&a[3])?;
    let mut joined = Joined { text: String::new(), bytes: Vec::new(), is_text: pattern.is_text };
    let (mut last, mut count) = (0, 0);
    let length = subject.len();
    if most >= 0 {
        each(m, pattern, &subject, (0, length), |m, found| {
            let (start, stop) = found.spans[0];
            joined.add_part(&subject, last, start);
            match &replacement {
                Replacement::Plain(value) => joined.add(m, value)?,
                Replacement::Template(parts) => matched::fill(m, parts, &subject, &found, &mut joined)?,
                Replacement::Function(function) => {
                    let found = made(pattern, &subject, found, 0, length);
                    let value = m.call(function, &[found])?;
                    if !value.is_none() {
                        joined.add(m, &value)?;
                    }
                }
            }
            last = stop;
            count += 1;
            Ok(most == 0 || count < most as usize)
        })?;
    }
    if count == 0 {
        return Ok((subject.part(0, length), 0));
    }
    joined.add_part(&subject, last, length);
    Ok((joined.value(), count))
}

/// A text or bytes put together.
pub struct Joined {
    text: String,
    bytes: Vec<u8>,
    is_text: bool,
}

impl Joined {
    /// An empty one.
    pub fn new(is_text: bool) -> Joined {
        Joined { text: String::new(), bytes: Vec::new(), is_text }
    }

    /// Adds a part of what was searched.
    pub fn add_part(&mut self, subject: &Subject, from: usize, to: usize) {
        match self.is_text {
            true => subject.add_text(from, to, &mut self.text),
            false => subject.add_bytes(from, to, &mut self.bytes),
        }
    }

    /// Adds a value, which must be of the right kind.
    pub fn add(&mut self, m: &mut Machine, value: &Value) -> Outcome<()> {
        match (self.is_text, value.get::<Str>()) {
            (true, Some(text)) => self.text.push_str(text.as_str()),
            (false, None) if m.buffer(value).is_some() => self.bytes.extend(m.buffer(value).unwrap_or_default()),
            (true, None) => {
                return type_error(format!("sequence item 0: expected str instance, {} found", type_name(value)));
            }
            _ => {
                return type_error(format!(
                    "sequence item 0: expected a bytes-like object, {} found",
                    type_name(value)
                ));
            }
        }
        Ok(())
    }

    /// What was put together.
    pub fn value(self) -> Value {
        if self.is_text { self.text.into() } else { self.bytes.into() }
    }
}

fn sub(m: &mut Machine, a: &[Value]) -> Outcome {
    substitute(m, a).map(|(value, _)| value)
}

fn subn(m: &mut Machine, a: &[Value]) -> Outcome {
    let (value, count) = substitute(m, a)?;
    Ok(Tuple::create(vec![value, Value::from(count)]).into_value())
}

fn reduce(m: &mut Machine, a: &[Value]) -> Outcome {
    let pattern = own(a)?;
    let re = m.import_module("re")?;
    let compile = m.get_attr(&re, &intern("_compile"))?;
    let arguments = Tuple::create(vec![pattern.source.clone(), Value::Int(i64::from(pattern.flags))]);
    Ok(Tuple::create(vec![compile, arguments.into_value()]).into_value())
}

fn repr(m: &mut Machine, a: &[Value]) -> Outcome {
    const NAMES: &[(u32, &str)] = &[
        (2, "re.IGNORECASE"),
        (4, "re.LOCALE"),
        (8, "re.MULTILINE"),
        (16, "re.DOTALL"),
        (32, "re.UNICODE"),
        (64, "re.VERBOSE"),
        (128, "re.DEBUG"),
        (256, "re.ASCII"),
    ];
    let pattern = own(a)?;
    let shown = m.repr(&pattern.source)?;
    let shown: String = shown.as_str().chars().take(200).collect();
    // For texts, UNICODE goes without saying.
    let hidden = if pattern.is_text && pattern.flags & 0x124 == 0x20 { 0x20 } else { 0 };
    let mut rest = pattern.flags & !hidden;
    let mut words: Vec<String> = Vec::new();
    for (bit, name) in NAMES {
        if rest & bit != 0 {
            words.push((*name).to_string());
            rest &= !bit;
        }
    }
    if rest != 0 {
        words.push(format!("{rest:#x}"));
    }
    let flags = if words.is_empty() { String::new() } else { format!(", {}", words.join("|")) };
    Ok(format!("re.compile({shown}{flags})").into())
}

fn hash(m: &mut Machine, a: &[Value]) -> Outcome {
    let pattern = own(a)?;
    let key = [pattern.source.clone(), Value::Int(i64::from(pattern.flags)), Value::bool(pattern.is_text)];
    m.hash(&Tuple::create(key.to_vec()).into_value()).map(Value::Int)
}

fn eq(m: &mut Machine, a: &[Value]) -> Outcome {
    let (one, Some(other)) = (own(a)?, a[1].typed::<Pattern>()) else { return Ok(Value::NotImplemented) };
    let alike = one.flags == other.flags && one.is_text == other.is_text;
    Ok(Value::bool(alike && m.equal(&one.source, &other.source)?))
}
