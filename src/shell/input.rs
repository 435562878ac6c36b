//! What the shell makes of a text before it is run: whether it is whole, how the next line is indented, and what was
//! pasted from elsewhere.
//!
//! In: the text in the editor. Out: a verdict, or the text as a program. Nothing is run, and nothing here knows a terminal.

use crate::diagnostic::{Diagnostic, Severity};
use crate::notes::transcript;
use crate::source::Source;
use crate::syntax::ast::StmtKind;
use crate::syntax::token::{Token, TokenKind};
use crate::syntax::{lexer, parse, raised};

/// Whether a text can be run as it is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// It can, or is wrong in a way that more lines do not mend.
    Whole,
    /// Another line is wanted, with this indentation.
    More(String),
}

/// One step of indentation.
const STEP: &str = "    ";

/// Judges a text, the cursor being at its end. A block ends with a blank line.
pub fn judge(text: &str) -> Verdict {
    if is_cell(text) {
        let ends = text.contains('\n') && text.rsplit('\n').next().is_some_and(|line| line.trim().is_empty());
        return if ends { Verdict::Whole } else { Verdict::More(indentation(after_first(text))) };
    }
    if text.trim().is_empty() || is_command(text) || is_transcript(text) {
        return Verdict::Whole;
    }
    let source = Source::new("<input>", format!("{text}\n"));
    let mut diagnostics = Vec::new();
    let tree = parse(&source, &mut diagnostics);
    let more = match raised(&source, &diagnostics) {
        Some(fault) => fault.incomplete,
        None => {
            let last_line_blank = text.rsplit('\n').next().is_some_and(|line| line.trim().is_empty());
            let in_block = tree.body.last().is_some_and(|last| is_compound(&last.kind));
            in_block && !(last_line_blank && text.contains('\n'))
        }
    };
    if more { Verdict::More(indentation(text)) } else { Verdict::Whole }
}

/// Whether it begins as a cell with a word for the shell: `%%time`, and lines of code below.
fn is_cell(text: &str) -> bool {
    text.trim_start().strip_prefix("%%").is_some_and(|rest| rest.starts_with(char::is_alphabetic))
}

fn after_first(text: &str) -> &str {
    text.split_once('\n').map_or("", |(_, rest)| rest)
}

/// Whether it is for the shell itself: `:tasks`, `?name`, `name?`, `%time f()`, `!ls`, a cell that begins with `%%time`.
pub fn is_command(text: &str) -> bool {
    if is_cell(text) {
        return true;
    }
    let text = text.trim();
    let one_line = !text.contains('\n');
    one_line && (text.starts_with([':', '!', '%', '?']) || (text.ends_with('?') && !text.contains(['"', '\'', '#'])))
}

fn is_compound(statement: &StmtKind) -> bool {
    matches!(
        statement,
        StmtKind::FunctionDef(_)
            | StmtKind::ClassDef(_)
            | StmtKind::If { .. }
            | StmtKind::For { .. }
            | StmtKind::While { .. }
            | StmtKind::Try { .. }
            | StmtKind::With { .. }
            | StmtKind::Match { .. }
    )
}

/// The indentation of the line after a text: inside brackets that of the line, behind a colon one step more than that
/// of the statement, behind what leaves a block one step less.
fn indentation(text: &str) -> String {
    let Some(line) = text.rsplit('\n').find(|line| !line.trim().is_empty()) else { return String::new() };
    let of = |line: &str| -> String { line.chars().take_while(|c| matches!(c, ' ' | '\t')).collect() };
    let source = Source::new("<input>", text);
    let tokens: Vec<Token> = lexer::tokenize(&source, &mut Vec::new())
        .into_iter()
        .filter(|t| t.span.start < t.span.end)
        .filter(|t| !matches!(t.kind, TokenKind::Error | TokenKind::Indent | TokenKind::Dedent))
        .collect();
    let words = || tokens.iter().filter(|t| t.kind != TokenKind::Newline);
    let Some(last) = words().next_back() else { return of(line) };
    let mut open: Vec<&Token> = Vec::new();
    for token in &tokens {
        if token.kind.is_closer() {
            open.pop();
        } else if token.kind.closer().is_some() {
            open.push(token);
        }
    }
    if !open.is_empty() {
        return if last.kind.closer().is_some() { of(line) + STEP } else { of(line) };
    }
    // Brackets join lines: the statement's first one counts.
    let (mut first, mut depth) = (None, 0);
    for token in &tokens {
        match token.kind {
            TokenKind::Newline if depth == 0 => first = None,
            kind => {
                if kind != TokenKind::Newline && first.is_none() {
                    first = Some(token);
                }
                depth += i32::from(kind.closer().is_some()) - i32::from(kind.is_closer());
            }
        }
    }
    let first = first.or_else(|| {
        // The text ends with the line: the statement is what stands before its end.
        let end = tokens.iter().rposition(|t| t.kind != TokenKind::Newline)?;
        let line = source.line(tokens[end].span.start);
        tokens.iter().find(|t| t.kind != TokenKind::Newline && source.line(t.span.start) == line)
    });
    let Some(first) = first else { return of(line) };
    let own = source.line_text(source.line(first.span.start)).map_or(String::new(), of);
    let leaves = matches!(
        first.kind,
        TokenKind::Return | TokenKind::Raise | TokenKind::Pass | TokenKind::Break | TokenKind::Continue
    );
    match (last.kind == TokenKind::Colon, leaves) {
        (true, _) => own + STEP,
        (false, true) => own.strip_suffix(STEP).unwrap_or("").to_string(),
        _ => own,
    }
}

/// Whether it was copied from a session: `>>> ` or `In [1]: ` before the first line.
pub fn is_transcript(text: &str) -> bool {
    text.lines().find(|line| !line.trim().is_empty()).is_some_and(transcript::is_transcript)
}

/// The inputs of a pasted text: of a transcript each input without prompts and outputs; of an indented fragment the
/// fragment at the margin; else the text itself.
pub fn inputs(text: &str) -> Vec<String> {
    if !is_transcript(text) {
        return vec![at_margin(text)];
    }
    let cells = transcript::cells(&"<input>".into(), text);
    let inputs = cells.iter().flat_map(|cell| &cell.inputs);
    // Blank lines stand before the code so that its lines have the numbers of the whole text.
    inputs.map(|input| input.text.trim_start_matches('\n').to_string()).collect()
}

/// A fragment that is indented as a whole, moved to the margin.
fn at_margin(text: &str) -> String {
    let lines = || text.lines().filter(|line| !line.trim().is_empty());
    let blank = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let first = lines().next().map_or("", |line| &line[..blank(line)]);
    if first.is_empty() || !lines().all(|line| line.starts_with(first)) || lines().count() < 2 {
        return if lines().count() == 1 { text.trim_start().to_string() } else { text.to_string() };
    }
    let mut moved: String =
        text.lines().map(|line| line.strip_prefix(first).unwrap_or("")).collect::<Vec<_>>().join("\n");
    moved.push('\n');
    moved
}

/// The faults of a text, for colouring.
pub fn faults(text: &str) -> (std::rc::Rc<Source>, Vec<Token>, Vec<Diagnostic>) {
    let source = Source::new("<input>", text);
    let mut diagnostics = Vec::new();
    let tokens = lexer::tokenize(&source, &mut diagnostics);
    diagnostics.retain(|d| d.severity == Severity::Error && !d.incomplete);
    (source, tokens, diagnostics)
}

#[cfg(test)]
mod tests {
    use super::{Verdict, inputs, is_command, judge};

    fn more(text: &str) -> Option<String> {
        match judge(text) {
            Verdict::More(indentation) => Some(indentation),
            Verdict::Whole => None,
        }
    }

    #[test]
    fn lines_are_whole_and_blocks_end_with_a_blank_line() {
        assert_eq!(more("1 + 1"), None);
        assert_eq!(more("await f()"), None);
        assert_eq!(more("async def f():").as_deref(), Some("    "));
        assert_eq!(more("async def f():\n    await g()").as_deref(), Some("    "));
        assert_eq!(more("async def f():\n    return 1").as_deref(), Some(""));
        assert_eq!(more("async def f():\n    await g()\n"), None);
        assert_eq!(more("if x: print(1)").as_deref(), Some(""));
        assert_eq!(more("f(1,").as_deref(), Some(""));
        assert_eq!(more("f(").as_deref(), Some("    "));
        assert_eq!(more("x = '''a").as_deref(), Some(""));
        assert_eq!(more("x = = 1"), None);
        assert_eq!(more("@decorated").as_deref(), Some(""));
        assert_eq!(more("def f():\n    return [1,").as_deref(), Some("    "));
        assert_eq!(more("def f():\n    return [1,\n            2]").as_deref(), Some(""));
        assert_eq!(more("def f():\n    g(1,\n      2)").as_deref(), Some("    "));
        assert_eq!(more("if f(1,\n     2):").as_deref(), Some("    "));
        assert_eq!(more("%%time").as_deref(), Some(""));
        assert_eq!(more("%%time\nfor i in x:").as_deref(), Some("    "));
        assert_eq!(more("%%time\nawait f()\n"), None);
    }

    #[test]
    fn transcripts_and_fragments_are_cleaned() {
        let pasted = ">>> def f():\n...     return 1\n...\n>>> f()\n1\n";
        assert_eq!(inputs(pasted), ["def f():\n    return 1\n\n", "f()\n"]);
        let notebook = "In [1]: import asyncio\n\nIn [2]: for i in range(2):\n   ...:     print(i)\n   ...:\n0\n1\n";
        assert_eq!(inputs(notebook), ["import asyncio\n", "for i in range(2):\n    print(i)\n"]);
        assert_eq!(inputs("    a = 1\n    if a:\n        b = 2\n"), ["a = 1\nif a:\n    b = 2\n"]);
        assert_eq!(inputs("  a = 1"), ["a = 1"]);
    }

    #[test]
    fn commands_are_known() {
        assert!(is_command(":tasks") && is_command("?print") && is_command("print?") && is_command("!ls"));
        assert!(is_command("%%time\nawait f()"));
        assert!(!is_command("x = 'really?'") && !is_command("a\nb?"));
    }
}
