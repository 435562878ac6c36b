//! Upper, lower, title and folded case, with the mappings that change the length.
//!
//! In: text. Out: new text. A sigma at the end of a word becomes its final form, as the Unicode standard says.

use super::class::{is_cased, is_known, is_lower, is_upper};
use super::table::{FOLDS, TITLES};

/// Adds the mapped character, unless the mapping came with a later Unicode.
fn add_mapped(out: &mut String, c: char, mut mapped: impl Iterator<Item = char> + Clone) {
    if !is_known(c) || !mapped.clone().all(is_known) {
        out.push(c);
    } else {
        out.extend(&mut mapped);
    }
}

fn add_upper(out: &mut String, c: char) {
    if c.is_ascii() {
        out.push(c.to_ascii_uppercase());
    } else {
        add_mapped(out, c, c.to_uppercase());
    }
}

fn add_title(out: &mut String, c: char) {
    match TITLES.binary_search_by_key(&c, |(from, _)| *from) {
        Ok(at) => out.push_str(TITLES[at].1),
        // Georgian has capitals, but no title case.
        Err(_) if ('\u{10d0}'..='\u{10ff}').contains(&c) => out.push(c),
        Err(_) => add_upper(out, c),
    }
}

/// Lower case of characters one after the other, knowing which sigmas end a word.
struct Lower {
    /// The lower forms of the text's sigmas of every form, in order; empty when it has no capital one.
    sigmas: std::vec::IntoIter<char>,
}

impl Lower {
    fn of(text: &str) -> Lower {
        let sigmas: Vec<char> = if text.contains('Σ') {
            text.to_lowercase().chars().filter(|c| matches!(c, 'σ' | 'ς')).collect()
        } else {
            Vec::new()
        };
        Lower { sigmas: sigmas.into_iter() }
    }

    /// Adds a character's lower case, or the character itself, but counts sigmas in both cases.
    fn add(&mut self, out: &mut String, c: char, lower: bool) {
        match c {
            'Σ' | 'σ' | 'ς' => {
                let form = self.sigmas.next().unwrap_or(c);
                out.push(if lower { form } else { c });
            }
            c if !lower => out.push(c),
            c if c.is_ascii() => out.push(c.to_ascii_lowercase()),
            c => add_mapped(out, c, c.to_lowercase()),
        }
    }

    /// Passes a character that is mapped in another way.
    fn skip(&mut self, c: char) {
        if matches!(c, 'Σ' | 'σ' | 'ς') {
            self.sigmas.next();
        }
    }
}

/// `s.upper()`
pub fn upper(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_uppercase();
    }
    let mut out = String::with_capacity(text.len());
    text.chars().for_each(|c| add_upper(&mut out, c));
    out
}

/// `s.lower()`
pub fn lower(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let (mut out, mut lower) = (String::with_capacity(text.len()), Lower::of(text));
    text.chars().for_each(|c| lower.add(&mut out, c, true));
    out
}

/// `s.casefold()`
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            // Cherokee folds to its capitals, which are older than its small letters.
            '\u{13a0}'..='\u{13f5}' => out.push(c),
            '\u{13f8}'..='\u{13fd}' | '\u{ab70}'..='\u{abbf}' => add_upper(&mut out, c),
            _ => match FOLDS.binary_search_by_key(&c, |(from, _)| *from) {
                Ok(at) => out.push_str(FOLDS[at].1),
                Err(_) => add_mapped(&mut out, c, c.to_lowercase()),
            },
        }
    }
    out
}

/// `s.title()`: a word is a run of characters that have case.
pub fn title(text: &str) -> String {
    let (mut out, mut lower, mut inside) = (String::with_capacity(text.len()), Lower::of(text), false);
    for c in text.chars() {
        if inside {
            lower.add(&mut out, c, true);
        } else {
            lower.skip(c);
            add_title(&mut out, c);
        }
        inside = is_cased(c);
    }
    out
}

/// `s.capitalize()`
pub fn capitalize(text: &str) -> String {
    let (mut out, mut lower) = (String::with_capacity(text.len()), Lower::of(text));
    for (i, c) in text.chars().enumerate() {
        if i == 0 {
            lower.skip(c);
            add_title(&mut out, c);
        } else {
            lower.add(&mut out, c, true);
        }
    }
    out
}

/// `s.swapcase()`
pub fn swap(text: &str) -> String {
    let (mut out, mut lower) = (String::with_capacity(text.len()), Lower::of(text));
    for c in text.chars() {
        if is_lower(c) {
            lower.skip(c);
            add_upper(&mut out, c);
        } else {
            lower.add(&mut out, c, is_upper(c));
        }
    }
    out
}
