//! Rendering numbers: digits of floats in every notation, and `format` of int, float and complex.
//!
//! In: a number and a specification's text. Out: text, or CPython's ValueError or OverflowError.

use super::spec::{Align, MOST, Spec};
use crate::object::fault::{Fallible, Fault, Kind};
use crate::object::number::float_text::{Digits, exponent_text, fixed, shortest, significant};
use crate::object::number::int::{self, IntRef};
use crate::object::number::{Complex, complex, float_text};

/// A notation of floats.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Notation {
    /// `e`: one digit before the point, and an exponent.
    Scientific,
    /// `f`: no exponent.
    Fixed,
    /// `g`: the one of both that suits the size.
    General,
    /// The fewest digits that read back the same, as `repr`.
    Shortest,
}

/// How to write a float's size.
#[derive(Clone, Copy, Debug)]
pub struct Form {
    /// The notation.
    pub notation: Notation,
    /// Digits after the point, or significant digits for `General`.
    pub precision: usize,
    /// `#`: always a point, and no zeros cut off.
    pub alternate: bool,
    /// Always a digit after the point, unless there is an exponent.
    pub dot: bool,
}

/// The size of a float in digits, without sign.
pub fn size_text(x: f64, form: Form) -> String {
    if x.is_nan() {
        return "nan".to_string();
    }
    if x.is_infinite() {
        return "inf".to_string();
    }
    let Form { notation, precision, alternate, dot } = form;
    match notation {
        Notation::Fixed => {
            let mut text = fixed(x, precision);
            if alternate && precision == 0 {
                text.push('.');
            }
            text
        }
        Notation::Scientific => scientific(&significant(x, precision + 1), alternate),
        Notation::General => {
            let precision = precision.max(1);
            let mut digits = significant(x, precision);
            let far = digits.point <= -4 || i64::from(digits.point) > precision as i64 - i64::from(dot);
            if !alternate {
                let kept = digits.text.trim_end_matches('0').len().max(1);
                digits.text.truncate(kept);
            }
            if far { scientific(&digits, alternate) } else { plain(&digits, alternate, dot) }
        }
        Notation::Shortest => {
            let digits = shortest(x);
            let far = digits.point <= -4 || digits.point > 16;
            if far { scientific(&digits, alternate) } else { plain(&digits, alternate, dot) }
        }
    }
}

fn scientific(digits: &Digits, alternate: bool) -> String {
    let (first, rest) = digits.text.split_at(1);
    let dot = if rest.is_empty() && !alternate { "" } else { "." };
    format!("{first}{dot}{rest}{}", exponent_text(digits.point - 1, 'e'))
}

fn plain(digits: &Digits, alternate: bool, dot: bool) -> String {
    let Digits { text, point } = digits;
    if *point <= 0 {
        return format!("0.{}{text}", "0".repeat(point.unsigned_abs() as usize));
    }
    let point = *point as usize;
    if text.len() > point {
        return format!("{}.{}", &text[..point], &text[point..]);
    }
    let end = if dot {
        ".0"
    } else if alternate {
        "."
    } else {
        ""
    };
    format!("{text}{}{end}", "0".repeat(point - text.len()))
}

/// The parts of a number that are laid out in a field.
struct Parts<'a> {
    /// `-`, `+`, a space or nothing.
    sign: &'a str,
    /// `0x` and its like.
    prefix: &'a str,
    /// The digits before the point, which are grouped.
    digits: &'a str,
    /// What follows them.
    rest: &'a str,
    /// How many digits make a group.
    group: usize,
}

impl Parts<'_> {
    fn lay_out(&self, spec: &Spec) -> String {
        let others = self.sign.len() + self.prefix.len() + self.rest.chars().count();
        let zeros = spec.fill == '0' && spec.align == Align::AfterSign && !self.digits.is_empty();
        let least = if zeros { spec.width.saturating_sub(others) } else { 0 };
        let digits = grouped(self.digits, spec.grouping, self.group, least);
        if spec.align == Align::AfterSign {
            let missing = spec.width.saturating_sub(others + digits.len());
            let filling: String = std::iter::repeat_n(spec.fill, missing).collect();
            return format!("{}{}{filling}{digits}{}", self.sign, self.prefix, self.rest);
        }
        spec.pad(&format!("{}{}{digits}{}", self.sign, self.prefix, self.rest))
    }
}

/// The digits in groups, with zeros before them up to a width.
fn grouped(digits: &str, separator: Option<char>, group: usize, least: usize) -> String {
    let Some(separator) = separator else {
        return format!("{}{digits}", "0".repeat(least.saturating_sub(digits.len())));
    };
    let (mut backwards, mut left) = (Vec::with_capacity(digits.len() * 4 / 3 + 1), digits.bytes().rev());
    let mut in_group = 0;
    loop {
        let next = left.next();
        if next.is_none() && backwards.len() >= least {
            break;
        }
        if in_group == group {
            backwards.push(separator as u8);
            in_group = 0;
        }
        backwards.push(next.unwrap_or(b'0'));
        in_group += 1;
    }
    backwards.reverse();
    String::from_utf8_lossy(&backwards).into_owned()
}

fn sign_text(negative: bool, sign: Option<char>) -> &'static str {
    match (negative, sign) {
        (true, _) => "-",
        (false, Some('+')) => "+",
        (false, Some(' ')) => " ",
        _ => "",
    }
}

/// `format(n, spec)` of an integer; `limit` is the most decimal digits, or 0.
pub fn format_int(n: IntRef<'_>, spec: &str, type_name: &str, limit: usize) -> Fallible<String> {
    if spec.is_empty() {
        return int::to_text(n, limit);
    }
    let spec = Spec::parse(spec, type_name, Align::Right, Some('d'))?;
    let letter = spec.letter.unwrap_or('d');
    match letter {
        'b' | 'c' | 'd' | 'o' | 'x' | 'X' | 'n' => {}
        'e' | 'E' | 'f' | 'F' | 'g' | 'G' | '%' => return render_float(int::to_float(n)?, &spec, type_name),
        _ => return Err(Spec::unknown(letter, type_name)),
    }
    let refused = |what: &str, with: &str| Err(Fault::value(format!("{what} not allowed {with}")));
    if spec.precision.is_some() {
        return refused("Precision", "in integer format specifier");
    }
    if spec.no_negative_zero {
        return refused("Negative zero coercion (z)", "in integer format specifier");
    }
    if letter == 'c' {
        if spec.sign.is_some() {
            return refused("Sign", "with integer format specifier 'c'");
        }
        if spec.alternate {
            return refused("Alternate form (#)", "with integer format specifier 'c'");
        }
        if n.to_i64().is_none() {
            return Err(Fault::overflow("Python int too large to convert to C long"));
        }
        let c = character(n)?.to_string();
        return Ok(Parts { sign: "", prefix: "", digits: "", rest: &c, group: 3 }.lay_out(&spec));
    }
    let (text, prefix, group) = match letter {
        'b' => (int::to_radix(n, 2), "0b", 4),
        'o' => (int::to_radix(n, 8), "0o", 4),
        'x' => (int::to_radix(n, 16), "0x", 4),
        'X' => (int::to_radix(n, 16).to_uppercase(), "0X", 4),
        _ => (int::to_text(n, limit)?, "", 3),
    };
    let digits = text.strip_prefix('-').unwrap_or(&text);
    let prefix = if spec.alternate { prefix } else { "" };
    let sign = sign_text(n.is_negative(), spec.sign);
    Ok(Parts { sign, prefix, digits, rest: "", group }.lay_out(&spec))
}

/// The character of a code point, for `c`.
pub fn character(n: IntRef<'_>) -> Fallible<char> {
    n.to_i64()
        .and_then(|point| u32::try_from(point).ok())
        .and_then(crate::syntax::surrogate::carrier)
        .ok_or_else(|| Fault::overflow("%c arg not in range(0x110000)"))
}

/// `format(x, spec)` of a float.
pub fn format_float(x: f64, spec: &str, type_name: &str) -> Fallible<String> {
    if spec.is_empty() {
        return Ok(float_text::repr(x));
    }
    render_float(x, &Spec::parse(spec, type_name, Align::Right, None)?, type_name)
}

/// Reads the type letter of a float: its form, and whether capitals are wanted.
fn form(spec: &Spec, type_name: &str, dot: bool) -> Fallible<(Form, bool)> {
    let given = spec.precision;
    let (notation, precision, dot) = match (spec.letter, given) {
        (None, None) => (Notation::Shortest, 0, dot),
        (None, Some(precision)) => (Notation::General, precision, dot),
        (Some('e' | 'E'), _) => (Notation::Scientific, given.unwrap_or(6), false),
        (Some('f' | 'F' | '%'), _) => (Notation::Fixed, given.unwrap_or(6), false),
        (Some('g' | 'G' | 'n'), _) => (Notation::General, given.unwrap_or(6), false),
        (Some(letter), _) => return Err(Spec::unknown(letter, type_name)),
    };
    check_precision(precision)?;
    let upper = matches!(spec.letter, Some('E' | 'F' | 'G'));
    Ok((Form { notation, precision, alternate: spec.alternate, dot }, upper))
}

/// Refuses precisions beyond reason.
pub(super) fn check_precision(precision: usize) -> Fallible<()> {
    if precision > i32::MAX as usize {
        return Err(Fault::value("precision too big"));
    }
    if precision > MOST {
        return Err(Fault::new(Kind::MemoryError, ""));
    }
    Ok(())
}

fn render_float(x: f64, spec: &Spec, type_name: &str) -> Fallible<String> {
    let (form, upper) = form(spec, type_name, true)?;
    let percent = spec.letter == Some('%');
    let x = if percent { x * 100.0 } else { x };
    let mut text = size_text(x, form);
    if upper {
        text.make_ascii_uppercase();
    }
    if percent {
        text.push('%');
    }
    let sign = sign_text(is_negative(x, &text, spec), spec.sign);
    Ok(numeric_parts(sign, &text).lay_out(spec))
}

/// Whether a minus is shown; with `z` not before what was rounded to zero.
fn is_negative(x: f64, text: &str, spec: &Spec) -> bool {
    let mantissa = text.split(['e', 'E']).next().unwrap_or("");
    let vanished = || x.is_finite() && !mantissa.contains(|c| ('1'..='9').contains(&c));
    x.is_sign_negative() && !x.is_nan() && !(spec.no_negative_zero && vanished())
}

fn numeric_parts<'a>(sign: &'a str, text: &'a str) -> Parts<'a> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    Parts { sign, prefix: "", digits: &text[..end], rest: &text[end..], group: 3 }
}

/// `format(z, spec)` of a complex number.
pub fn format_complex(z: Complex, spec: &str, type_name: &str) -> Fallible<String> {
    if spec.is_empty() {
        return Ok(complex::repr(z));
    }
    let spec = Spec::parse(spec, type_name, Align::Right, None)?;
    if let Some(letter @ '%') = spec.letter {
        return Err(Spec::unknown(letter, type_name));
    }
    let (form, upper) = form(&spec, type_name, false)?;
    if spec.fill == '0' {
        return Err(Fault::value("Zero padding is not allowed in complex format specifier"));
    }
    if spec.align == Align::AfterSign {
        return Err(Fault::value("'=' alignment flag is not allowed in complex format specifier"));
    }
    let bare = Spec { fill: ' ', align: Align::Left, width: 0, ..spec.clone() };
    let part = |x: f64, sign: Option<char>| {
        let mut text = size_text(x, form);
        if upper {
            text.make_ascii_uppercase();
        }
        numeric_parts(sign_text(is_negative(x, &text, &spec), sign), &text).lay_out(&bare)
    };
    let text = if spec.letter.is_none() && z.real == 0.0 && z.real.is_sign_positive() {
        format!("{}j", part(z.imag, spec.sign))
    } else {
        let (real, imag) = (part(z.real, spec.sign), part(z.imag, Some('+')));
        if spec.letter.is_none() { format!("({real}{imag}j)") } else { format!("{real}{imag}j") }
    };
    Ok(spec.pad(&text))
}
