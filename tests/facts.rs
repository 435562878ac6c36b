//! Pure operations against facts: lines that CPython 3.13 printed (`tests/facts/make.py`), one call and its result each.
//!
//! In: `tests/facts/*.txt`. Out: every fact that does not hold. A line is a function's name, its arguments and the result,
//! separated by tabs; texts are escaped, faults are `!Kind: message`, lists are joined by `|`.

use crate::process::{report, text};
use co_lang::object::fault::Fault;
use co_lang::object::format::{self, percent, template};
use co_lang::object::number::int::{self, Int, IntRef};
use co_lang::object::number::{Complex, complex, float, float_text, hash};
use co_lang::object::text::codec::{self, Errors};
use co_lang::object::text::pad::{self, Justify};
use co_lang::object::text::split::{self, Side};
use co_lang::object::text::{bytes, case, class, escape, search};
use num_bigint::BigInt;
use std::cmp::Ordering;

type Answer = Result<String, Fault>;

/// The arguments of one fact.
struct Arguments<'a>(Vec<&'a str>);

impl Arguments<'_> {
    fn text(&self, i: usize) -> String {
        codec::decode(self.0[i].as_bytes(), codec::Codec::UnicodeEscape, &Errors::Strict).expect("escapes")
    }

    fn bytes(&self, i: usize) -> Vec<u8> {
        self.text(i).chars().map(|c| c as u8).collect()
    }

    fn int(&self, i: usize) -> Int {
        Int::from(self.0[i].parse::<BigInt>().expect("an int"))
    }

    fn small(&self, i: usize) -> i64 {
        self.0[i].parse().expect("a small int")
    }

    fn maybe(&self, i: usize) -> Option<i64> {
        (self.0[i] != "none").then(|| self.small(i))
    }

    fn flag(&self, i: usize) -> bool {
        self.0[i] == "true"
    }

    fn float(&self, i: usize) -> f64 {
        self.0[i].parse().expect("a float")
    }

    fn complex(&self, i: usize) -> Complex {
        Complex::new(self.float(i), self.float(i + 1))
    }

    fn order(&self, i: usize) -> int::ByteOrder {
        int::parse_byte_order(self.0[i]).expect("a byte order")
    }
}

fn show(n: Int) -> String {
    n.into_big().to_string()
}

fn show_pair((a, b): (Int, Int)) -> String {
    format!("{}|{}", show(a), show(b))
}

fn show_text(text: &str) -> String {
    let bytes = codec::encode(text, codec::Codec::UnicodeEscape, &Errors::Strict).expect("text");
    String::from_utf8(bytes).expect("ASCII")
}

fn show_bytes(bytes: &[u8]) -> String {
    show_text(&bytes.iter().map(|&b| b as char).collect::<String>())
}

fn show_list<T: AsRef<str>>(list: &[T]) -> String {
    list.iter().map(|t| show_text(t.as_ref())).collect::<Vec<_>>().join("|")
}

fn show_blobs(list: &[&[u8]]) -> String {
    list.iter().map(|b| show_bytes(b)).collect::<Vec<_>>().join("|")
}

fn index(at: Option<usize>) -> String {
    at.map_or("-1".to_string(), |at| at.to_string())
}

fn bits(flags: &[bool]) -> String {
    flags.iter().map(|&flag| if flag { '1' } else { '0' }).collect()
}

fn integers(name: &str, a: &Arguments<'_>) -> Option<Answer> {
    let two = |f: fn(IntRef<'_>, IntRef<'_>) -> Int| Ok(show(f(a.int(0).as_ref(), a.int(1).as_ref())));
    let may = |f: fn(IntRef<'_>, IntRef<'_>) -> Result<Int, Fault>| f(a.int(0).as_ref(), a.int(1).as_ref()).map(show);
    Some(match name {
        "int.add" => two(int::add),
        "int.sub" => two(int::sub),
        "int.mul" => two(int::mul),
        "int.floordiv" => may(int::floordiv),
        "int.mod" => may(int::modulo),
        "int.divmod" => int::divmod(a.int(0).as_ref(), a.int(1).as_ref()).map(show_pair),
        "int.truediv" => int::true_divide(a.int(0).as_ref(), a.int(1).as_ref()).map(float_text::repr),
        "int.and" => two(int::and),
        "int.or" => two(int::or),
        "int.xor" => two(int::xor),
        "int.gcd" => two(int::gcd),
        "int.shl" => may(int::shift_left),
        "int.shr" => may(int::shift_right),
        "int.pow" => may(int::pow),
        "int.round" => may(int::round_digits),
        "int.bit_length" => Ok(int::bit_length(a.int(0).as_ref()).to_string()),
        "int.bit_count" => Ok(int::bit_count(a.int(0).as_ref()).to_string()),
        "int.invert" => Ok(show(int::invert(a.int(0).as_ref()))),
        "int.neg" => Ok(show(int::neg(a.int(0).as_ref()))),
        "int.hash" => Ok(hash::of_owned(&a.int(0)).to_string()),
        "int.float" => int::to_float(a.int(0).as_ref()).map(float_text::repr),
        "int.hex" => Ok(int::to_radix(a.int(0).as_ref(), 16)),
        "int.octal" => Ok(int::to_radix(a.int(0).as_ref(), 8)),
        "int.binary" => Ok(int::to_radix(a.int(0).as_ref(), 2)),
        "int.isqrt" => int::isqrt(a.int(0).as_ref()).map(show),
        "int.to_bytes" => int::to_bytes(a.int(0).as_ref(), a.small(1), a.order(2), a.flag(3)).map(|b| show_bytes(&b)),
        "int.from_bytes" => Ok(show(int::from_bytes(&a.bytes(0), a.order(1), a.flag(2)))),
        "int.pow_mod" => int::pow_mod(a.int(0).as_ref(), a.int(1).as_ref(), a.int(2).as_ref()).map(show),
        "int.parse" => int::parse(&a.text(0), a.small(1), int::DIGIT_LIMIT).map(show),
        "int.less" => Ok((int::compare_float(a.int(0).as_ref(), a.float(1)) == Some(Ordering::Less)).to_string()),
        "int.equal" => Ok((int::compare_float(a.int(0).as_ref(), a.float(1)) == Some(Ordering::Equal)).to_string()),
        _ => return None,
    })
}

fn floats(name: &str, a: &Arguments<'_>) -> Option<Answer> {
    let two = |f: fn(f64, f64) -> Result<f64, Fault>| f(a.float(0), a.float(1)).map(float_text::repr);
    Some(match name {
        "float.repr" => Ok(float_text::repr(a.float(0))),
        "float.hex" => Ok(float_text::hex(a.float(0))),
        "float.int" => int::from_float(a.float(0)).map(show),
        "float.round" => float::round(a.float(0)).map(show),
        "float.ratio" => int::ratio_of_float(a.float(0)).map(show_pair),
        "float.is_integer" => Ok(float::is_integer(a.float(0)).to_string()),
        "float.hash" => Ok(hash::of_f64(a.float(0)).unwrap_or_default().to_string()),
        "float.round_digits" => float::round_digits(a.float(0), a.small(1)).map(float_text::repr),
        "float.div" => two(float::divide),
        "float.floordiv" => two(float::floordiv),
        "float.mod" => two(float::modulo),
        "float.divmod" => float::divmod(a.float(0), a.float(1))
            .map(|(q, r)| format!("{}|{}", float_text::repr(q), float_text::repr(r))),
        "float.pow" => float::pow(a.float(0), a.float(1)).map(|power| match power {
            float::Power::Real(x) => float_text::repr(x),
            float::Power::Complex(z) => complex::repr(z),
        }),
        "float.parse" => float_text::parse(&a.text(0)).map(float_text::repr),
        "float.fromhex" => float_text::from_hex(&a.text(0)).map(float_text::repr),
        "complex.repr" => Ok(complex::repr(a.complex(0))),
        "complex.abs" => complex::absolute(a.complex(0)).map(float_text::repr),
        "complex.hash" => Ok(hash::of_complex(a.complex(0), || 0).to_string()),
        "complex.mul" => Ok(complex::repr(a.complex(0) * a.complex(2))),
        "complex.div" => complex::divide(a.complex(0), a.complex(2)).map(complex::repr),
        "complex.pow" => complex::pow(a.complex(0), a.complex(2)).map(complex::repr),
        "complex.parse" => complex::parse(&a.text(0)).map(complex::repr),
        "hash.tuple" | "hash.frozenset" => {
            let set = name == "hash.frozenset";
            let given = |i: usize| !(a.0[i].is_empty() || set && a.0[..i].contains(&a.0[i]));
            let items = (0..a.0.len()).filter(|&i| given(i)).map(|i| hash::of_owned(&a.int(i)));
            Ok(if set { hash::of_frozenset(items) } else { hash::of_tuple(items) }.to_string())
        }
        "hash.text" => Ok(hash::Key::from_seed(a.small(1) as u32).text(&a.text(0)).to_string()),
        "hash.bytes" => Ok(hash::Key::from_seed(a.small(1) as u32).bytes(&a.bytes(0)).to_string()),
        _ => return None,
    })
}

fn texts(name: &str, a: &Arguments<'_>) -> Option<Answer> {
    let s = || a.text(0);
    let three = |found: Option<(&str, &str)>, by: &str, whole: [&str; 3]| match found {
        Some((before, after)) => show_list(&[before, by, after]),
        None => show_list(&whole),
    };
    let side = |side| {
        let (s, set) = (s(), (a.0.get(1) != Some(&"none")).then(|| a.text(1)));
        Ok(show_text(split::strip(&s, set.as_deref(), side)))
    };
    let justify = |how| Ok(show_text(&pad::justify(&s(), a.small(1), '*', how)));
    let (start, end) = if a.0.len() > 3 && name != "str.replace" { (a.0[2], a.0[3]) } else { ("none", "none") };
    let bound = |text: &str| text.parse::<i64>().ok();
    let (start, end) = (bound(start), bound(end));
    Some(match name {
        "char.is" => {
            let c = s().chars().next().unwrap_or('\0');
            Ok(bits(&[
                class::is_alpha(c),
                class::decimal(c).is_some(),
                class::digit(c).is_some(),
                class::is_numeric(c),
                class::is_alnum(c),
                class::is_space(c),
                class::is_printable(c),
                class::is_lower(c),
                class::is_upper(c),
                class::title(&s()),
                class::starts_identifier(c),
                class::continues_identifier(c),
            ]))
        }
        "str.is" => Ok(bits(&[
            class::lower(&s()),
            class::upper(&s()),
            class::title(&s()),
            class::identifier(&s()),
            class::printable(&s()),
        ])),
        "str.upper" => Ok(show_text(&case::upper(&s()))),
        "str.lower" => Ok(show_text(&case::lower(&s()))),
        "str.title" => Ok(show_text(&case::title(&s()))),
        "str.capitalize" => Ok(show_text(&case::capitalize(&s()))),
        "str.casefold" => Ok(show_text(&case::fold(&s()))),
        "str.swapcase" => Ok(show_text(&case::swap(&s()))),
        "str.repr" => Ok(show_text(&escape::repr(&s()))),
        "str.ascii" => Ok(show_text(&escape::ascii(&s()))),
        "str.splitlines" => Ok(show_list(&split::lines(&s(), a.flag(1)))),
        "str.split_space" => Ok(show_list(&split::split_space(&s(), a.small(1)))),
        "str.rsplit_space" => Ok(show_list(&split::rsplit_space(&s(), a.small(1)))),
        "str.split" => split::split(&s(), &a.text(1), a.small(2)).map(|parts| show_list(&parts)),
        "str.rsplit" => split::rsplit(&s(), &a.text(1), a.small(2)).map(|parts| show_list(&parts)),
        "str.partition" => split::partition(&s(), &a.text(1)).map(|found| three(found, &a.text(1), [&s(), "", ""])),
        "str.rpartition" => split::rpartition(&s(), &a.text(1)).map(|found| three(found, &a.text(1), ["", "", &s()])),
        "str.find" => Ok(index(search::find(&s(), &a.text(1), start, end))),
        "str.rfind" => Ok(index(search::rfind(&s(), &a.text(1), start, end))),
        "str.count" => Ok(search::count(&s(), &a.text(1), start, end).to_string()),
        "str.startswith" => Ok(search::starts_with(&s(), &a.text(1), start, end).to_string()),
        "str.endswith" => Ok(search::ends_with(&s(), &a.text(1), start, end).to_string()),
        "str.replace" => Ok(show_text(&search::replace(&s(), &a.text(1), &a.text(2), a.small(3)))),
        "str.center" => justify(Justify::Center),
        "str.ljust" => justify(Justify::Left),
        "str.rjust" => justify(Justify::Right),
        "str.zfill" => Ok(show_text(&pad::zfill(&s(), a.small(1)))),
        "str.expandtabs" => Ok(show_text(&pad::expand_tabs(&s(), a.small(1)))),
        "str.strip" => side(Side::Both),
        "str.lstrip" => side(Side::Left),
        "str.rstrip" => side(Side::Right),
        "decode" => codec::lookup(a.0[1], "decode")
            .and_then(|found| codec::decode(&a.bytes(0), found, &Errors::named(a.0[2])))
            .map(|text| show_text(&text)),
        "encode" => codec::lookup(a.0[1], "encode")
            .and_then(|found| codec::encode(&s(), found, &Errors::named(a.0[2])))
            .map(|bytes| show_bytes(&bytes)),
        _ => return None,
    })
}

fn byte_strings(name: &str, a: &Arguments<'_>) -> Option<Answer> {
    let b = a.bytes(0);
    let three = |found: Option<(&[u8], &[u8])>, by: &[u8], whole: [&[u8]; 3]| match found {
        Some((before, after)) => show_blobs(&[before, by, after]),
        None => show_blobs(&whole),
    };
    let side = |side| {
        let set = (a.0[1] != "none").then(|| a.bytes(1));
        Ok(show_bytes(bytes::strip(&b, set.as_deref(), side)))
    };
    let justify = |how| Ok(show_bytes(&bytes::justify(&b, a.small(1), b'*', how)));
    Some(match name {
        "bytes.repr" => Ok(show_text(&escape::bytes_repr(&b))),
        "bytes.splitlines" => Ok(show_blobs(&bytes::lines(&b, a.flag(1)))),
        "bytes.split_space" => Ok(show_blobs(&bytes::split_space(&b, a.small(1)))),
        "bytes.rsplit_space" => Ok(show_blobs(&bytes::rsplit_space(&b, a.small(1)))),
        "bytes.split" => bytes::split(&b, &a.bytes(1), a.small(2)).map(|parts| show_blobs(&parts)),
        "bytes.rsplit" => bytes::rsplit(&b, &a.bytes(1), a.small(2)).map(|parts| show_blobs(&parts)),
        "bytes.partition" => bytes::partition(&b, &a.bytes(1)).map(|found| three(found, &a.bytes(1), [&b, b"", b""])),
        "bytes.rpartition" => bytes::rpartition(&b, &a.bytes(1)).map(|found| three(found, &a.bytes(1), [b"", b"", &b])),
        "bytes.find" => Ok(index(bytes::find(&b, &a.bytes(1), a.maybe(2), a.maybe(3)))),
        "bytes.rfind" => Ok(index(bytes::rfind(&b, &a.bytes(1), a.maybe(2), a.maybe(3)))),
        "bytes.count" => Ok(bytes::count(&b, &a.bytes(1), a.maybe(2), a.maybe(3)).to_string()),
        "bytes.replace" => Ok(show_bytes(&bytes::replace(&b, &a.bytes(1), &a.bytes(2), a.small(3)))),
        "bytes.center" => justify(Justify::Center),
        "bytes.ljust" => justify(Justify::Left),
        "bytes.rjust" => justify(Justify::Right),
        "bytes.zfill" => Ok(show_bytes(&bytes::zfill(&b, a.small(1)))),
        "bytes.expandtabs" => Ok(show_bytes(&bytes::expand_tabs(&b, a.small(1)))),
        "bytes.strip" => side(Side::Both),
        "bytes.lstrip" => side(Side::Left),
        "bytes.rstrip" => side(Side::Right),
        "bytes.title" => Ok(show_bytes(&bytes::title(&b))),
        "bytes.capitalize" => Ok(show_bytes(&bytes::capitalize(&b))),
        "bytes.swapcase" => Ok(show_bytes(&bytes::swap(&b))),
        "bytes.is" => Ok(bits(&[bytes::is_lower(&b), bytes::is_upper(&b), bytes::is_title(&b)])),
        "bytes.hex" if a.0.len() == 1 => Ok(bytes::hex(&b, None, 1)),
        "bytes.hex" => bytes::hex_separator(a.0[1]).map(|separator| bytes::hex(&b, Some(separator), a.small(2))),
        "bytes.fromhex" => bytes::from_hex(&a.text(0)).map(|b| show_bytes(&b)),
        _ => return None,
    })
}

/// Renders every directive of a format with the same value.
fn percents(format: &str, render: impl Fn(&percent::Directive) -> Answer) -> Answer {
    let (mut out, mut used) = (String::new(), false);
    for piece in percent::pieces(format) {
        match piece? {
            percent::Piece::Text(text) => out.push_str(&text),
            percent::Piece::Directive(_) if used => return Err(percent::too_few()),
            percent::Piece::Directive(directive) => {
                directive.wants(false)?;
                out.push_str(&render(&directive)?);
                used = true;
            }
        }
    }
    if used { Ok(out) } else { Err(percent::too_many(false)) }
}

/// Renders a template whose values have every attribute and item, and show their specification.
fn templates(text: &str, numbering: &mut template::Numbering, depth: usize) -> Answer {
    if depth == 0 {
        return Err(template::too_deep());
    }
    let mut out = String::new();
    for piece in template::pieces(text) {
        let field = match piece? {
            template::Piece::Text(text) => {
                out.push_str(&text);
                continue;
            }
            template::Piece::Field(field) => field,
        };
        let mut name = template::name(&field.name, numbering)?;
        match &name.first {
            template::First::Index(index) if *index > 7 => return Err(template::out_of_range(*index)),
            template::First::Key(key) if !["a", "w", " ", "-1", "0]"].contains(&key.as_str()) => {
                return Err(Fault::new(co_lang::object::fault::Kind::KeyError, key.clone()));
            }
            _ => {}
        }
        name.by_ref().collect::<Result<Vec<_>, _>>()?;
        match field.conversion {
            None | Some('r' | 's' | 'a') => {}
            Some(c) => return Err(template::unknown_conversion(c)),
        }
        let spec = if field.nested { templates(&field.spec, numbering, depth - 1)? } else { field.spec };
        out.push_str(&match field.conversion {
            None => format!("F({spec})"),
            Some('s') => format::format_text("S", &spec, "str")?,
            Some(_) => format::format_text("R", &spec, "str")?,
        });
    }
    Ok(out)
}

fn formats(name: &str, a: &Arguments<'_>) -> Option<Answer> {
    let show = |text: String| show_text(&text);
    Some(match name {
        "format.int" => format::format_int(a.int(0).as_ref(), &a.text(1), "int", int::DIGIT_LIMIT).map(show),
        "format.float" => format::format_float(a.float(0), &a.text(1), "float").map(show),
        "format.complex" => format::format_complex(a.complex(0), &a.text(2), "complex").map(show),
        "format.str" => format::format_text(&a.text(0), &a.text(1), "str").map(show),
        "percent.int" => percents(&a.text(0), |directive| directive.int(a.int(1).as_ref(), 0)),
        "percent.float" => percents(&a.text(0), |directive| directive.float(a.float(1))),
        "percent.str" => percents(&a.text(0), |directive| {
            let text = match directive.wants(false)? {
                percent::Wants::Str => a.text(1),
                percent::Wants::Repr => escape::repr(&a.text(1)),
                _ => escape::ascii(&a.text(1)),
            };
            directive.text(&text)
        })
        .map(show),
        "percent.pieces" => percents(&a.text(0), |directive| directive.int(IntRef::Small(7), 0)).map(show),
        "template" => templates(&a.text(0), &mut template::Numbering::default(), template::DEPTH).map(show),
        _ => return None,
    })
}

fn check(file: &str) {
    let facts = text(&format!("tests/facts/{file}")).unwrap_or_default();
    let mut wrong = Vec::new();
    for line in facts.lines() {
        let mut parts: Vec<&str> = line.split('\t').collect();
        let wanted = parts.pop().unwrap_or_default();
        let name = parts.remove(0);
        let arguments = Arguments(parts);
        let answer = integers(name, &arguments)
            .or_else(|| floats(name, &arguments))
            .or_else(|| texts(name, &arguments))
            .or_else(|| byte_strings(name, &arguments))
            .or_else(|| formats(name, &arguments));
        let got = match answer {
            None => "no such function".to_string(),
            Some(Ok(text)) => text,
            Some(Err(fault)) => match fault.number {
                Some(number) => format!("!{}: ({number}, '{}')", fault.kind.name(), fault.message),
                None => format!("!{}: {}", fault.kind.name(), show_text(&fault.message)),
            },
        };
        if got != wanted {
            wrong.push(format!("{line}\n      got: {got}"));
        }
    }
    assert!(!facts.is_empty(), "no facts in {file}");
    report(file, facts.lines().count(), &wrong);
}

#[test]
fn numbers_are_as_cpython_says() {
    check("numbers.txt");
}

#[test]
fn text_is_as_cpython_says() {
    check("text.txt");
}

#[test]
fn formatting_is_as_cpython_says() {
    check("format.txt");
}
