//! Format specifications: `[[fill]align][sign][z][#][0][width][grouping][.precision][type]`.
//!
//! In: the text behind the colon and the name of the value's type, for messages. Out: a [`Spec`], or CPython's ValueError.
//! Text is rendered here too; numbers in [`number`](super::number).

use crate::object::fault::{Fallible, Fault, Kind};
use crate::object::text::search::{byte_of, length};

/// Where the filling goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Align {
    /// `<`: behind.
    Left,
    /// `>`: before.
    Right,
    /// `^`: on both sides.
    Center,
    /// `=`: between the sign and the digits.
    AfterSign,
}

impl Align {
    fn of(c: char) -> Option<Align> {
        Some(match c {
            '<' => Align::Left,
            '>' => Align::Right,
            '^' => Align::Center,
            '=' => Align::AfterSign,
            _ => return None,
        })
    }
}

/// A parsed specification.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Spec {
    /// The filling character.
    pub fill: char,
    /// Where the filling goes.
    pub align: Align,
    /// `+`, `-` or a space, when one was given.
    pub sign: Option<char>,
    /// `z`: no minus before a zero.
    pub no_negative_zero: bool,
    /// `#`: the other form.
    pub alternate: bool,
    /// The least width in characters.
    pub width: usize,
    /// `,` or `_` between groups of digits.
    pub grouping: Option<char>,
    /// The precision, when one was given.
    pub precision: Option<usize>,
    /// The type letter, when one was given or the type of the value has a default.
    pub letter: Option<char>,
}

/// Wider fields and precisions than this are refused: they would exhaust memory.
pub(super) const MOST: usize = 1 << 30;

/// Reads the decimal digits at the front; none when there are none.
pub(super) fn digits(rest: &mut &[char]) -> Fallible<Option<usize>> {
    let mut number: Option<i64> = None;
    while let [first, tail @ ..] = *rest
        && let Some(digit) = crate::object::text::class::decimal(*first)
    {
        let next = number.unwrap_or(0).checked_mul(10).and_then(|n| n.checked_add(i64::from(digit)));
        number = Some(next.ok_or_else(|| Fault::value("Too many decimal digits in format string"))?);
        *rest = tail;
    }
    Ok(number.map(|n| n as usize))
}

fn take(rest: &mut &[char], wanted: &[char]) -> Option<char> {
    match *rest {
        [first, tail @ ..] if wanted.contains(first) => {
            *rest = tail;
            Some(*first)
        }
        _ => None,
    }
}

impl Spec {
    /// Parses a specification for a value whose default alignment and type letter these are.
    pub fn parse(text: &str, type_name: &str, align: Align, letter: Option<char>) -> Fallible<Spec> {
        let chars: Vec<char> = text.chars().collect();
        let mut rest = chars.as_slice();
        let mut spec = Spec {
            fill: ' ',
            align,
            sign: None,
            no_negative_zero: false,
            alternate: false,
            width: 0,
            grouping: None,
            precision: None,
            letter,
        };
        let (mut filled, mut aligned) = (false, false);
        if let [fill, mark, tail @ ..] = rest
            && let Some(given) = Align::of(*mark)
        {
            (spec.fill, spec.align, filled, aligned, rest) = (*fill, given, true, true, tail);
        } else if let [mark, tail @ ..] = rest
            && let Some(given) = Align::of(*mark)
        {
            (spec.align, aligned, rest) = (given, true, tail);
        }
        spec.sign = take(&mut rest, &['+', '-', ' ']);
        spec.no_negative_zero = take(&mut rest, &['z']).is_some();
        spec.alternate = take(&mut rest, &['#']).is_some();
        if !filled && take(&mut rest, &['0']).is_some() {
            spec.fill = '0';
            if !aligned && align == Align::Right {
                spec.align = Align::AfterSign;
            }
        }
        spec.width = digits(&mut rest)?.unwrap_or(0);
        spec.grouping = take(&mut rest, &[',']);
        let both = || Err(Fault::value("Cannot specify both ',' and '_'."));
        if take(&mut rest, &['_']).is_some() {
            if spec.grouping.is_some() {
                return both();
            }
            spec.grouping = Some('_');
        }
        if rest.first() == Some(&',') && spec.grouping == Some('_') {
            return both();
        }
        if take(&mut rest, &['.']).is_some() {
            let precision = digits(&mut rest)?;
            spec.precision = Some(precision.ok_or_else(|| Fault::value("Format specifier missing precision"))?);
        }
        match rest {
            [] => {}
            [letter] => spec.letter = Some(*letter),
            _ => {
                return Err(Fault::value(format!(
                    "Invalid format specifier '{text}' for object of type '{type_name}'"
                )));
            }
        }
        spec.check_grouping()?;
        if spec.width > MOST {
            return Err(Fault::new(Kind::MemoryError, ""));
        }
        Ok(spec)
    }

    fn check_grouping(&self) -> Fallible<()> {
        let Some(grouping) = self.grouping else { return Ok(()) };
        match self.letter {
            None | Some('d' | 'e' | 'f' | 'g' | 'E' | 'G' | '%' | 'F') => Ok(()),
            Some('b' | 'o' | 'x' | 'X') if grouping == '_' => Ok(()),
            Some(letter @ '!'..='\x7f') => Err(Fault::value(format!("Cannot specify '{grouping}' with '{letter}'."))),
            Some(letter) => Err(Fault::value(format!("Cannot specify '{grouping}' with '\\x{:x}'.", letter as u32))),
        }
    }

    /// The fault of a type letter that the value's type does not know.
    #[cold]
    pub(super) fn unknown(letter: char, type_name: &str) -> Fault {
        Fault::value(match letter {
            '!'..='\x7f' => format!("Unknown format code '{letter}' for object of type '{type_name}'"),
            _ => format!("Unknown format code '\\x{:x}' for object of type '{type_name}'", letter as u32),
        })
    }

    /// Fills the text up to the width.
    pub(super) fn pad(&self, text: &str) -> String {
        let missing = self.width.saturating_sub(length(text));
        if missing == 0 {
            return text.to_string();
        }
        let left = match self.align {
            Align::Left => 0,
            Align::Center => missing / 2,
            Align::Right | Align::AfterSign => missing,
        };
        let mut out = String::with_capacity(text.len() + missing * self.fill.len_utf8());
        out.extend(std::iter::repeat_n(self.fill, left));
        out.push_str(text);
        out.extend(std::iter::repeat_n(self.fill, missing - left));
        out
    }
}

/// `format(text, spec)`
pub fn format_text(text: &str, spec: &str, type_name: &str) -> Fallible<String> {
    if spec.is_empty() {
        return Ok(text.to_string());
    }
    let spec = Spec::parse(spec, type_name, Align::Left, Some('s'))?;
    if let Some(letter) = spec.letter
        && letter != 's'
    {
        return Err(Spec::unknown(letter, type_name));
    }
    let refused = |what: &str| Err(Fault::value(format!("{what} not allowed in string format specifier")));
    match spec.sign {
        Some(' ') => return refused("Space"),
        Some(_) => return refused("Sign"),
        None => {}
    }
    if spec.no_negative_zero {
        return refused("Negative zero coercion (z)");
    }
    if spec.alternate {
        return refused("Alternate form (#)");
    }
    if spec.align == Align::AfterSign {
        return refused("'=' alignment");
    }
    let shown = spec.precision.map_or(text, |most| &text[..byte_of(text, most)]);
    Ok(spec.pad(shown))
}
