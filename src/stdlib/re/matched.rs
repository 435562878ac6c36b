//! `re.Match`: what a match knows of itself and its groups.
//!
//! In: groups by number or name. Out: their texts and places.

use super::pattern::{Joined, Pattern};
use super::subject::{Found, Subject};
use crate::machine::Machine;
use crate::native::convert::this;
use crate::native::{Native, NativeGetset, NativeType};
use crate::object::dict::Dict;
use crate::object::heap::{Gc, Kind, Payload};
use crate::object::int::as_i64;
use crate::object::list::Tuple;
use crate::object::str::Str;
use crate::object::{Outcome, Value, index_error, type_error};
use crate::{getset, native};
use std::rc::Rc;

/// The payload of a `re.Match`.
pub struct Match {
    /// The pattern.
    pub pattern: Gc<Pattern>,
    /// What was searched.
    pub subject: Rc<Subject>,
    /// Where the match and its groups are.
    pub found: Found,
    /// Where the search began.
    pub pos: usize,
    /// Where it had to end.
    pub endpos: usize,
}

crate::payload!(
    Match,
    Kind::Extension,
    trace | this,
    visit | {
        visit(&this.pattern.value());
        visit(&this.subject.value);
    }
);

/// `re.Match`
pub static MATCH: NativeType = NativeType {
    name: "Match",
    module: "re",
    layout: <Match>::layout,
    help: "The result of re.match() and re.search().\nMatch objects always have a boolean value of True.",
    methods: METHODS,
    getsets: GETSETS,
    ..NativeType::BASE
};

const METHODS: &[Native] = &[
    native!("group(self, /, *groups)", group, "Return one or more subgroups of the match."),
    native!("__getitem__(self, key, /)", |m: &mut Machine, a: &[Value]| one(m, a, &a[1]), "Return self[key]."),
    native!(
        "groups(self, /, default=None)",
        groups,
        "Return a tuple containing all the subgroups of the match, from 1."
    ),
    native!(
        "groupdict(self, /, default=None)",
        groupdict,
        "Return a dictionary containing all the named subgroups of the match, keyed by the subgroup name."
    ),
    native!(
        "start(self, group=0, /)",
        |m: &mut Machine, a: &[Value]| Ok(place(span_of(m, a, &a[1])?.0)),
        "Return index of the start of the substring matched by group."
    ),
    native!(
        "end(self, group=0, /)",
        |m: &mut Machine, a: &[Value]| Ok(place(span_of(m, a, &a[1])?.1)),
        "Return index of the end of the substring matched by group."
    ),
    native!("span(self, group=0, /)", span, "For match object m, return the 2-tuple (m.start(group), m.end(group))."),
    native!(
        "expand(self, /, template)",
        expand,
        "Return the string obtained by doing backslash substitution on the string template, as done by the sub() method."
    ),
    native!("__copy__(self, /)", |_: &mut Machine, a: &[Value]| Ok(a[0].clone()), ""),
    native!("__deepcopy__(self, memo, /)", |_: &mut Machine, a: &[Value]| Ok(a[0].clone()), ""),
    native!("__repr__(self, /)", repr, "Return repr(self)."),
];

const GETSETS: &[NativeGetset] = &[
    getset!("string", |_, v| Ok(own(v)?.subject.value.clone()), "The string passed to match() or search()."),
    getset!("re", |_, v| Ok(own(v)?.pattern.value()), "The regular expression object."),
    getset!(
        "pos",
        |_, v| Ok(Value::from(own(v)?.pos)),
        "The index into the string at which the RE engine started looking for a match."
    ),
    getset!(
        "endpos",
        |_, v| Ok(Value::from(own(v)?.endpos)),
        "The index into the string beyond which the RE engine will not go."
    ),
    getset!(
        "lastindex",
        |_, v| Ok(match own(v)?.found.last {
            0 => Value::None,
            last => Value::from(last),
        }),
        "The integer index of the last matched capturing group."
    ),
    getset!("lastgroup", lastgroup, "The name of the last matched capturing group."),
    getset!("regs", regs, "The places of all groups."),
];

fn own(value: &Value) -> Outcome<&Match> {
    match value.get::<Match>() {
        Some(found) => Ok(found),
        None => type_error("descriptor requires a 're.Match' object"),
    }
}

fn place(position: usize) -> Value {
    if position == usize::MAX { Value::Int(-1) } else { Value::from(position) }
}

/// The number of a group that is named or numbered.
fn number(m: &mut Machine, found: &Match, key: &Value) -> Outcome<usize> {
    if let Some(name) = key.get::<Str>() {
        let known = found.pattern.names.iter().find(|(known, _)| known == name.as_str());
        return match known {
            Some((_, group)) => Ok(*group as usize),
            None => index_error("no such group"),
        };
    }
    let number = match as_i64(key) {
        Some(number) => Some(number),
        None if m.is_index(key) => as_i64(&m.index(key)?),
        None => None,
    };
    match number.and_then(|n| usize::try_from(n).ok()).filter(|n| *n < found.found.spans.len()) {
        Some(number) => Ok(number),
        None => index_error("no such group"),
    }
}

fn span_of(m: &mut Machine, a: &[Value], key: &Value) -> Outcome<(usize, usize)> {
    let found = this::<Match>(a)?;
    let group = number(m, found, key)?;
    Ok(found.found.spans[group])
}

fn piece(found: &Match, group: usize, default: &Value) -> Value {
    match found.found.spans[group] {
        (_, usize::MAX) => default.clone(),
        (from, to) => found.subject.part(from, to),
    }
}

fn one(m: &mut Machine, a: &[Value], key: &Value) -> Outcome {
    let found = this::<Match>(a)?;
    let group = number(m, found, key)?;
    Ok(piece(found, group, &Value::None))
}

fn group(m: &mut Machine, a: &[Value]) -> Outcome {
    let keys = a[1].get::<Tuple>().map_or(&[][..], Tuple::as_slice);
    match keys {
        [] => one(m, a, &Value::Int(0)),
        [key] => one(m, a, key),
        keys => {
            let all = keys.iter().map(|key| one(m, a, key)).collect::<Outcome<Vec<_>>>()?;
            Ok(Tuple::create(all).into_value())
        }
    }
}

fn groups(_: &mut Machine, a: &[Value]) -> Outcome {
    let found = this::<Match>(a)?;
    Ok(Tuple::create((1..found.found.spans.len()).map(|group| piece(found, group, &a[1])).collect()).into_value())
}

fn groupdict(_: &mut Machine, a: &[Value]) -> Outcome {
    let found = this::<Match>(a)?;
    let dict = Dict::create();
    for (name, group) in &found.pattern.names {
        dict.set_name(name, piece(found, *group as usize, &a[1]));
    }
    Ok(dict.into_value())
}

fn span(m: &mut Machine, a: &[Value]) -> Outcome {
    let (from, to) = span_of(m, a, &a[1])?;
    Ok(Tuple::create(vec![place(from), place(to)]).into_value())
}

fn lastgroup(_: &mut Machine, v: &Value) -> Outcome {
    let found = own(v)?;
    let name = found.pattern.names.iter().find(|(_, group)| *group as usize == found.found.last);
    Ok(name.map_or(Value::None, |(name, _)| name.as_str().into()))
}

fn regs(_: &mut Machine, v: &Value) -> Outcome {
    let pairs = own(v)?.found.spans.iter().map(|(from, to)| Tuple::create(vec![place(*from), place(*to)]).into_value());
    Ok(Tuple::create(pairs.collect()).into_value())
}

/// A replacement text with escapes, taken apart: pieces, and numbers of groups.
pub fn template(m: &mut Machine, pattern: &Gc<Pattern>, value: &Value) -> Outcome<Vec<Value>> {
    let re = m.import_module("re")?;
    let parts = m.call_method(&re, "_compile_template", &[pattern.value(), value.clone()])?;
    m.collect(&parts)
}

/// Puts the parts of a template together.
pub fn fill(m: &mut Machine, parts: &[Value], subject: &Subject, found: &Found, out: &mut Joined) -> Outcome<()> {
    for part in parts {
        match part {
            Value::Int(group) => match found.spans.get(*group as usize) {
                Some((from, to)) if *to != usize::MAX => out.add_part(subject, *from, *to),
                _ => {}
            },
            piece => out.add(m, piece)?,
        }
    }
    Ok(())
}

fn expand(m: &mut Machine, a: &[Value]) -> Outcome {
    let found = this::<Match>(a)?;
    let parts = template(m, &found.pattern, &a[1])?;
    let mut out = Joined::new(found.pattern.is_text);
    fill(m, &parts, &found.subject, &found.found, &mut out)?;
    Ok(out.value())
}

fn repr(m: &mut Machine, a: &[Value]) -> Outcome {
    let found = this::<Match>(a)?;
    let (from, to) = found.found.spans[0];
    let whole = m.repr(&found.subject.part(from, to))?;
    let whole: String = whole.as_str().chars().take(50).collect();
    Ok(format!("<re.Match object; span=({from}, {to}), match={whole}>").into())
}
