//! Of all faults of a source, the one that CPython raises.
//!
//! In: the source, and all that was said of it. Out: one diagnostic. CPython's parser stops at the first fault it meets,
//! then reads on for faults of the lexer, and holds most of those to be graver. Co's own reading mends what it meets, to
//! find the next fault too; so the text is read once more here, and nothing is mended. Sources without faults never come
//! here.

use super::{lexer, parse};
use crate::diagnostic::{Diagnostic, Severity, codes};
use crate::source::Source;

/// How CPython comes by a fault of the lexer.
#[derive(PartialEq)]
enum Found {
    /// It is raised as soon as it is read, also behind a fault of the parser.
    AtOnce,
    /// The lexer stops there, and says so only if the parser had nothing to say before.
    ByTheWay,
    /// A sign that is handed on, for the parser to stumble over.
    ByParser,
    /// The text has ended, and a bracket is open.
    AtEnd,
}

fn found(fault: &Diagnostic) -> Found {
    match fault.code.0 {
        codes::NEVER_CLOSED => Found::AtEnd,
        codes::UNINDENT | codes::TABS | codes::INDENT_LEVELS | codes::CONTINUATION | codes::END_OF_FILE => {
            Found::ByTheWay
        }
        codes::FIELD => Found::ByParser,
        codes::CHARACTER if !fault.message.starts_with("invalid character") => Found::ByParser,
        _ => Found::AtOnce,
    }
}

/// Of all faults of a source, the one that CPython raises.
pub fn raised(source: &Source, diagnostics: &[Diagnostic]) -> Option<Diagnostic> {
    let errors = || diagnostics.iter().filter(|d| d.severity == Severity::Error);
    let unread = |d: &&Diagnostic| matches!(d.code.0, codes::DECODE | codes::NULL);
    let first = errors().next()?;
    if let Some(fault) = errors().find(unread) {
        return Some(fault.clone());
    }
    // Names are looked up when all of them are known; the compiler comes last.
    let stage = |d: &Diagnostic| match d.code.0 {
        codes::NO_BINDING | codes::NONLOCAL_AT_TOP | codes::NONLOCAL_TYPE_PARAMETER => 1,
        _ => 0,
    };
    let chosen = of_syntax(source).or_else(|| errors().min_by_key(|d| (stage(d), d.span().start)).cloned());
    // What was said of it goes with it.
    let chosen = chosen.unwrap_or_else(|| first.clone());
    let same = |d: &&Diagnostic| d.message == chosen.message && d.span() == chosen.span();
    Some(errors().find(same).cloned().unwrap_or(chosen))
}

/// The fault that CPython's lexer and parser raise.
fn of_syntax(source: &Source) -> Option<Diagnostic> {
    let mut lexer = Vec::new();
    let tokens = lexer::read_plainly(source, &mut lexer);
    lexer.retain(|d| d.severity == Severity::Error);
    let first = |wanted: Found| lexer.iter().filter(|d| found(d) == wanted).min_by_key(|d| d.span().start);
    let (parser, mut read) = match parse::first_fault(source, &tokens) {
        Some((fault, read)) => (Some(fault), read),
        None => (None, source.text.len() as u32),
    };
    let handed = first(Found::ByParser).filter(|d| {
        let before = |p: &Diagnostic| d.span().start < p.span().start + u32::from(d.message.starts_with("f-string"));
        parser.as_ref().is_none_or(before)
    });
    let parser = match handed {
        Some(fault) => {
            read = fault.span().start;
            Some(fault.clone())
        }
        None => parser,
    };
    let at_once = first(Found::AtOnce);
    let by_the_way = first(Found::ByTheWay);
    let earliest = [by_the_way, at_once].into_iter().flatten().min_by_key(|d| d.span().start);
    let open = first(Found::AtEnd);
    let Some(parser) = parser else { return earliest.or(open).cloned() };
    if let Some(earliest) = earliest {
        // What was read before the parser stopped.
        if earliest.span().start <= read {
            return Some(earliest.clone());
        }
        let quiet = earliest.message.starts_with("f-string: ") || parser.message == "unexpected indent";
        if found(earliest) == Found::AtOnce && !quiet {
            return Some(earliest.clone());
        }
        return Some(parser);
    }
    // A bracket that is never closed counts when the parser came to a later line, or to the end.
    let end = source.text.trim_end().len() as u32;
    let open = open.filter(|open| read >= end || source.line(read) > source.line(open.span().start));
    Some(open.cloned().unwrap_or(parser))
}
