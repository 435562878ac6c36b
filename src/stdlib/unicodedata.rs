//! `unicodedata`: what the Unicode character database says of characters (documentation: "unicodedata").
//!
//! In: characters and texts. Out: names, categories, widths, normal forms; the data are those of well-kept crates.

use crate::machine::Machine;
use crate::native;
use crate::native::NativeModule;
use crate::object::heap::Gc;
use crate::object::str::Str;
use crate::object::{Exc, Outcome, Value, type_error, value_error};
use crate::syntax::surrogate::is_carrier;
use unicode_general_category::get_general_category;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;
use unicode_width::UnicodeWidthChar;

/// `unicodedata`
pub static MODULE: NativeModule = NativeModule {
    name: "unicodedata",
    help: "This module provides access to the Unicode Character Database.",
    functions: &[
        native!(
            "normalize(form, unistr, /)",
            normalize,
            "Return the normal form 'form' for the Unicode string unistr."
        ),
        native!("is_normalized(form, unistr, /)", is_normalized, "Whether unistr is in the normal form 'form'."),
        native!("category(chr, /)", category, "Returns the general category assigned to the character chr."),
        native!(
            "decomposition(chr, /)",
            decomposition,
            "Returns the character decomposition mapping assigned to the character chr as string."
        ),
        native!("combining(chr, /)", combining, "Returns the canonical combining class as integer."),
        native!("east_asian_width(chr, /)", width, "Returns the east asian width assigned to the character chr."),
        native!("name(chr, default=<unset>, /)", name, "Returns the name assigned to the character chr as a string."),
        native!("lookup(name, /)", lookup, "Look up character by name."),
        native!("decimal(chr, default=<unset>, /)", decimal, "Converts a character into its decimal value."),
        native!("digit(chr, default=<unset>, /)", decimal, "Converts a character into its digit value."),
    ],
    fill: Some(|_, dict| {
        dict.set_name("unidata_version", "15.1.0");
        Ok(())
    }),
    ..NativeModule::BASE
};

fn one(value: &Value, function: &str) -> Outcome<char> {
    let text = value.get::<Str>().map(Str::as_str).unwrap_or("");
    let mut characters = text.chars();
    match (characters.next(), characters.next()) {
        (Some(c), None) => Ok(c),
        _ => type_error(format!("{function}() argument 1 must be a unicode character, not str")),
    }
}

fn formed(form: &str, text: &str) -> Outcome<String> {
    if text.is_empty() {
        return Ok(String::new());
    }
    Ok(match form {
        "NFC" => text.nfc().collect(),
        "NFD" => text.nfd().collect(),
        "NFKC" => text.nfkc().collect(),
        "NFKD" => text.nfkd().collect(),
        _ => return value_error("invalid normalization form"),
    })
}

fn normalize(form: String, text: Gc<Str>) -> Outcome<Value> {
    formed(&form, text.as_str()).map(Value::from)
}

fn is_normalized(form: String, text: Gc<Str>) -> Outcome<bool> {
    Ok(formed(&form, text.as_str())? == text.as_str())
}

fn category(c: Value) -> Outcome<Value> {
    let c = one(&c, "category")?;
    // A surrogate's carrier is a private character.
    Ok(Value::from(if is_carrier(c) { "Cs" } else { get_general_category(c).abbreviation() }))
}

/// What a character is made of in one step: all but the last of its parts, put together again, and that last part. Of
/// characters that are only alike (`<compat>` and its kin) the tables here do not say in what way: they give nothing.
fn decomposition(c: Value) -> Outcome<Value> {
    let c = one(&c, "decomposition")?;
    let mut parts = Vec::new();
    unicode_normalization::char::decompose_canonical(c, |part| parts.push(part));
    if parts == [c] || ('\u{ac00}'..='\u{d7a3}').contains(&c) {
        return Ok(Value::from(String::new()));
    }
    if let [first, .., last] = parts[..] {
        let head = parts[1..parts.len() - 1]
            .iter()
            .try_fold(first, |made, next| unicode_normalization::char::compose(made, *next));
        if let Some(head) = head {
            parts = vec![head, last];
        }
    }
    Ok(Value::from(parts.iter().map(|part| format!("{:04X}", u32::from(*part))).collect::<Vec<_>>().join(" ")))
}

fn combining(c: Value) -> Outcome<i64> {
    Ok(i64::from(canonical_combining_class(one(&c, "combining")?)))
}

fn width(c: Value) -> Outcome<Value> {
    let c = one(&c, "east_asian_width")?;
    Ok(Value::from(match (c, c.width()) {
        ('\u{ff01}'..='\u{ff60}' | '\u{ffe0}'..='\u{ffe6}' | '\u{3000}', _) => "F",
        ('\u{ff61}'..='\u{ffdc}' | '\u{ffe8}'..='\u{ffee}', _) => "H",
        (_, Some(2)) => "W",
        (' '..='~', _) => "Na",
        (_, narrow) if narrow != c.width_cjk() => "A",
        _ => "N",
    }))
}

fn name(_: &mut Machine, a: &[Value]) -> Outcome {
    match (unicode_names2::name(one(&a[0], "name")?), a[1].is_set()) {
        (Some(name), _) => Ok(Value::from(name.to_string())),
        (None, true) => Ok(a[1].clone()),
        (None, false) => value_error("no such name"),
    }
}

fn lookup(name: String) -> Outcome<Value> {
    match unicode_names2::character(&name) {
        Some(c) => Ok(Value::from(c.to_string())),
        None => Err(Exc::KeyError.raise(format!("undefined character name '{name}'"))),
    }
}

fn decimal(m: &mut Machine, a: &[Value]) -> Outcome {
    one(&a[0], "decimal")?;
    match m.call(&crate::object::types().int.value(), &[a[0].clone()]) {
        Ok(value) => Ok(value),
        Err(_) if a[1].is_set() => Ok(a[1].clone()),
        Err(_) => value_error("not a decimal"),
    }
}
