//! Recorded output: what a program printed, pasted below its code.
//!
//! In: a source of the dialect that does not parse. Out: the same source without the output, when it is plain that this is
//! output: the code above it is sound by itself, and every line below looks like something that code prints. Wherever a
//! line below could be code, broken or not, nothing is recognised: code that is broken never runs in part.

use crate::diagnostic::{Diagnostic, Severity, codes};
use crate::source::{Source, Span};
use crate::syntax::ast::{Constant, ExprKind, FStringPart, Module};
use crate::syntax::visit;
use std::rc::Rc;

/// Words that stand above recorded output, without their colon.
const TITLES: &[&str] = &[
    "res",
    "result",
    "results",
    "output",
    "outputs",
    "out",
    "stdout",
    "prints",
    "输出",
    "结果",
    "输出结果",
    "运行结果",
    "打印结果",
    "执行结果",
    "控制台输出",
    "输出如下",
    "结果如下",
    "运行结果如下",
    "输出结果如下",
];
/// What only a `repr` or a report looks like.
const MARKS: &[&str] = &[
    "<Task ",
    "<Future ",
    "<coroutine object ",
    "<generator object ",
    "<async_generator object ",
    "<Response [",
    "<function ",
    "<bound method ",
    "<class '",
    "<_GatheringFuture ",
    " object at 0x",
    "Traceback (most recent call last)",
    "RuntimeWarning: ",
];
/// Words that begin lines of code.
const CODE: &[&str] = &[
    "def", "async", "class", "import", "from", "if", "for", "while", "with", "try", "return", "await", "yield",
    "raise", "elif", "else", "except", "finally", "pass", "lambda", "global", "nonlocal", "del", "assert", "break",
    "continue", "match",
];

/// The source without its recorded output, the output, and what is to be said of it.
pub struct Found {
    /// The code alone, at its own places.
    pub source: Rc<Source>,
    /// The output.
    pub recorded: String,
    /// The warning, placed in the whole source.
    pub warning: Diagnostic,
}

/// Looks for recorded output in a source that has errors.
pub fn find(source: &Rc<Source>) -> Option<Found> {
    if !source.dialect {
        return None;
    }
    let mut diagnostics = Vec::new();
    crate::syntax::parse(source, &mut diagnostics);
    let error = diagnostics.iter().find(|d| d.severity == Severity::Error)?.span();
    let wrong = source.line(error.start);
    for line in (2..=wrong).rev() {
        if !starts_a_part(source, line) {
            continue;
        }
        let cut = source.line_start(line)? as usize;
        let (code, below) = source.text.split_at(cut);
        let code = Source::new(source.name.clone(), code);
        let Some(tree) = sound(&code) else { continue };
        if !is_output(below, &printed_texts(&tree)) {
            continue;
        }
        return Some(found(source, code, cut, below));
    }
    None
}

fn found(source: &Source, code: Rc<Source>, cut: usize, below: &str) -> Found {
    let shown = below.trim_end();
    let count = shown.lines().filter(|line| !line.trim().is_empty()).count();
    let first = shown.lines().next().map_or(0, str::len);
    let plural = if count == 1 { "" } else { "s" };
    let warning = Diagnostic::warning(
        codes::RECORDED,
        format!("recorded output below the code is skipped: {count} line{plural}"),
        Span::new(cut as u32, (cut + first) as u32),
    )
    .here("the output begins here")
    .help("put `#` before these lines, or keep the output in a place of its own");
    debug_assert!(cut <= source.text.len());
    Found { source: code, recorded: without_title(shown), warning }
}

/// Whether a line begins at the margin, below an empty line or with a title.
fn starts_a_part(source: &Source, line: u32) -> bool {
    let text = source.line_text(line).unwrap_or("");
    let before = source.line_text(line - 1).unwrap_or("");
    !text.is_empty() && !text.starts_with([' ', '\t', '\u{A0}']) && (before.trim().is_empty() || is_title(text))
}

pub(super) fn is_title(line: &str) -> bool {
    let word = line.trim().trim_start_matches('#').trim().trim_end_matches([':', '：']).trim();
    TITLES.contains(&&*word.to_lowercase())
}

fn without_title(text: &str) -> String {
    let rest = match text.split_once('\n') {
        Some((first, rest)) if is_title(first) => rest,
        _ => text,
    };
    format!("{}\n", rest.trim_matches('\n'))
}

/// The tree of a text without faults in which something is done.
fn sound(code: &Rc<Source>) -> Option<Module> {
    let mut diagnostics = Vec::new();
    let tree = crate::syntax::parse(code, &mut diagnostics);
    let is_sound = !diagnostics.iter().any(|d| d.severity == Severity::Error);
    (is_sound && tree.body.iter().any(super::does_something)).then_some(tree)
}

/// The literal beginnings of what a program prints.
fn printed_texts(tree: &Module) -> Vec<String> {
    let mut texts: Vec<String> = Vec::new();
    visit::walk(
        &tree.body,
        &mut |e| {
            let text = match &e.kind {
                ExprKind::Constant(Constant::Str(text)) => text,
                ExprKind::FString(parts) => match parts.first() {
                    Some(FStringPart::Literal(text)) => text,
                    _ => return,
                },
                _ => return,
            };
            // Of a template, what stands before its first field; of more lines, the first.
            let text = text.split(['{', '%', '\n']).next().unwrap_or("").trim();
            if text.chars().count() >= 2 || !text.is_ascii() {
                texts.push(text.to_string());
            }
        },
        &mut |_| {},
    );
    texts
}

/// Whether every line looks like output, given what the program prints.
fn is_output(below: &str, texts: &[String]) -> bool {
    let mut lines = below.lines().filter(|line| !line.trim().is_empty()).peekable();
    let titled = lines.next_if(|line| is_title(line)).is_some();
    let lines: Vec<&str> = lines.collect();
    if lines.is_empty() {
        return false;
    }
    let mut traced = false;
    let (mut sure, mut marks) = (0, 0);
    for line in &lines {
        if line.starts_with("Traceback (most recent call last)") {
            traced = true;
        }
        if traced && line.starts_with("  ") {
            sure += 1;
            continue;
        }
        if MARKS.iter().any(|mark| line.contains(mark)) {
            marks += 1;
            sure += 1;
        } else if could_be_code(line) {
            return false;
        } else if is_evident(line, texts) {
            sure += 1;
        }
    }
    titled || sure == lines.len() || (marks > 0 && sure * 2 >= lines.len())
}

/// Whether a line may have been meant as code.
fn could_be_code(line: &str) -> bool {
    let text = line.trim();
    let word = text.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or("");
    if CODE.contains(&word) || text.starts_with(['@', '#']) || text.ends_with([':', '：', '\\', '(', '[', '{', '（'])
    {
        return true;
    }
    // A call or an assignment, whole or not.
    let rest = text[word.len()..].trim_start();
    let called = !word.is_empty() && rest.starts_with(['(', '.', '（']) && !rest.starts_with("...");
    let assigned = !word.is_empty() && rest.starts_with('=') && !rest.starts_with("==");
    if called || assigned || line.starts_with([' ', '\t']) {
        return true;
    }
    let alone = Source::new("<line>", text);
    let mut diagnostics = Vec::new();
    let tree = crate::syntax::parse(&alone, &mut diagnostics);
    !diagnostics.iter().any(|d| d.severity == Severity::Error) && tree.body.iter().any(super::does_something)
}

/// Whether a line is what the program may have printed.
fn is_evident(line: &str, texts: &[String]) -> bool {
    let text = line.trim();
    let first = text.chars().next().unwrap_or(' ');
    texts.iter().any(|t| text.starts_with(&**t))
        || first.is_ascii_digit()
        || matches!(first, '[' | '{' | '(' | '<' | '-')
        || text.split_once(": ").is_some_and(|(name, _)| name.ends_with("Error") || name.ends_with("Exception"))
        || matches!(text, "None" | "True" | "False")
}

/// The parts of a transcript's cell: its code and, below an empty line, what was printed. Unlike in a program, a
/// printed value that happens to be code is told from code by standing last.
pub fn in_transcript(source: &Rc<Source>) -> Option<(Rc<Source>, String)> {
    if let Some(found) = find(source) {
        return Some((found.source, found.recorded));
    }
    let tree = sound(source)?;
    let first = tree.body.iter().rposition(super::does_something)? + 1;
    let value = tree.body.get(first)?;
    let line = source.line(value.span.start);
    let before = source.line_text(line.checked_sub(1)?)?;
    let is_name = matches!(&value.kind, crate::syntax::ast::StmtKind::Expr(e) if matches!(e.kind, ExprKind::Name(_)));
    if !before.trim().is_empty() || is_name {
        return None;
    }
    let cut = source.line_start(line)? as usize;
    let (code, below) = source.text.split_at(cut);
    Some((Source::new(source.name.clone(), code), format!("{}\n", below.trim_matches('\n'))))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines_of_code(text: &str) -> Option<usize> {
        find(&Source::new("t.co", text)).map(|f| f.source.text.lines().count())
    }

    #[test]
    fn output_is_told_from_code() {
        assert_eq!(lines_of_code("print('Task:', t)\n\nTask: <Task pending>\n"), Some(2));
        assert_eq!(lines_of_code("print('a')\n\nres:\nAfter calling it\n"), Some(2));
        assert_eq!(lines_of_code("print('After', 1)\n\nAfter 1\nAfter 2 3\n"), Some(2));
    }

    #[test]
    fn broken_code_is_no_output() {
        assert_eq!(lines_of_code("x = 1\n\ndef f(:\n    pass\n"), None);
        assert_eq!(lines_of_code("x = 1\n\nprint(x\n"), None);
        assert_eq!(lines_of_code("x = 1\n\nres:\nprint(x\n"), None);
        assert_eq!(lines_of_code("x = = 1\n\nTask: <Task pending>\n"), None);
        assert_eq!(lines_of_code("x = 1\n\nwhat is this\n"), None);
    }
}
