//! What is searched: a text or bytes, with its characters by position.
//!
//! In: values. Out: characters for the matcher, and pieces as values. ASCII texts and bytes are looked at in place; of other texts the
//! characters are laid out once, and kept for the next call on the same text.

use super::matcher::{Matcher, NOWHERE};
use super::program::Program;
use crate::machine::Machine;
use crate::native::convert::type_name;
use crate::object::bytes::Bytes;
use crate::object::str::Str;
use crate::object::{Outcome, Value, type_error};
use std::cell::RefCell;
use std::rc::Rc;

/// How the characters lie.
enum Form {
    /// In the value itself, a `str` of ASCII characters alone.
    Ascii,
    /// In the value itself, `bytes`.
    Bytes,
    /// Bytes of something else, copied.
    Copied(Vec<u8>),
    /// Characters, laid out.
    Wide(Vec<char>),
}

/// What is searched.
pub struct Subject {
    /// The value as it was given.
    pub value: Value,
    form: Form,
}

/// A match: where, and what its groups matched.
pub struct Found {
    /// Start and end of the whole, then of each group; NOWHERE for those that did not match.
    pub spans: Vec<(usize, usize)>,
    /// The last closed group, 0 for none.
    pub last: usize,
}

/// How a match is looked for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// Anywhere.
    Search,
    /// At the position.
    Match,
    /// At the position, up to the end.
    Full,
}

thread_local! {
    static LAST: RefCell<Option<Rc<Subject>>> = const { RefCell::new(None) };
}

impl Subject {
    /// What is to be searched, which must be of the pattern's kind.
    pub fn of(m: &mut Machine, value: &Value, is_text: bool) -> Outcome<Rc<Subject>> {
        if let Some(text) = value.get::<Str>() {
            if !is_text {
                return type_error("cannot use a bytes pattern on a string-like object");
            }
            if text.is_ascii() {
                return Ok(Rc::new(Subject { value: value.clone(), form: Form::Ascii }));
            }
            if let Some(known) = LAST.with(|last| last.borrow().clone().filter(|known| known.value.is(value))) {
                return Ok(known);
            }
            let form = Form::Wide(text.as_str().chars().collect());
            let made = Rc::new(Subject { value: value.clone(), form });
            LAST.with(|last| drop(last.replace(Some(made.clone()))));
            return Ok(made);
        }
        let form = match value.get::<Bytes>() {
            Some(_) => Form::Bytes,
            None => match m.buffer(value) {
                Some(bytes) => Form::Copied(bytes),
                None => return type_error(format!("expected string or bytes-like object, got '{}'", type_name(value))),
            },
        };
        if is_text {
            return type_error("cannot use a string pattern on a bytes-like object");
        }
        Ok(Rc::new(Subject { value: value.clone(), form }))
    }

    fn bytes(&self) -> &[u8] {
        match &self.form {
            Form::Ascii => self.value.get::<Str>().map_or(&[], |text| text.as_str().as_bytes()),
            Form::Bytes => self.value.get::<Bytes>().map_or(&[], |bytes| &bytes.data),
            Form::Copied(bytes) => bytes,
            Form::Wide(_) => &[],
        }
    }

    /// How many characters there are.
    pub fn len(&self) -> usize {
        match &self.form {
            Form::Wide(chars) => chars.len(),
            _ => self.bytes().len(),
        }
    }

    /// A part, as a value: `str` of a text, `bytes` of bytes.
    pub fn part(&self, from: usize, to: usize) -> Value {
        match &self.form {
            Form::Wide(chars) => chars[from..to].iter().collect::<String>().into(),
            Form::Ascii if from == 0 && to == self.len() && is_plain(&self.value) => self.value.clone(),
            Form::Ascii => self.value.get::<Str>().map_or("", |text| &text.as_str()[from..to]).into(),
            _ => self.bytes()[from..to].to_vec().into(),
        }
    }

    /// Adds a part to a text.
    pub fn add_text(&self, from: usize, to: usize, out: &mut String) {
        match &self.form {
            Form::Wide(chars) => out.extend(&chars[from..to]),
            _ => out.push_str(self.value.get::<Str>().map_or("", |text| &text.as_str()[from..to])),
        }
    }

    /// Adds a part to bytes.
    pub fn add_bytes(&self, from: usize, to: usize, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.bytes()[from..to]);
    }

    /// Looks for a match between two positions.
    pub fn find(&self, program: &Program, from: usize, end: usize, manner: Manner, advance: bool) -> Option<Found> {
        match &self.form {
            Form::Wide(chars) => {
                find(Matcher::new(program, chars.as_slice(), end, manner == Manner::Full), from, manner, advance)
            }
            _ => find(Matcher::new(program, self.bytes(), end, manner == Manner::Full), from, manner, advance),
        }
    }
}

/// Whether a value is of the exact type `str`.
fn is_plain(value: &Value) -> bool {
    crate::object::class::class_of(value) == &crate::object::types().str
}

fn find<T: super::matcher::Text + ?Sized>(
    mut matcher: Matcher<'_, T>,
    from: usize,
    manner: Manner,
    advance: bool,
) -> Option<Found> {
    let (start, end) = match manner {
        Manner::Search => matcher.search(from, advance)?,
        _ => (from, matcher.at(from, advance)?),
    };
    let mut spans = Vec::with_capacity(matcher.marks.len() / 2 + 1);
    spans.push((start, end));
    for pair in matcher.marks.chunks(2) {
        spans.push(if pair[1] == NOWHERE { (NOWHERE, NOWHERE) } else { (pair[0], pair[1]) });
    }
    Some(Found { spans, last: matcher.last })
}
