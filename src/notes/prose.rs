//! Notes without fences or prompts: the runs of lines in them that read as code.
//!
//! In: the text, prose and code mixed, as notes look once their formatting is lost. Out: a cell for each run. A line is
//! code when it parses as a statement that does something; a run goes on over blank lines as long as code follows. What
//! stands right below a run, without a blank line, is taken for its output. Where a line could be either, it is prose.

use super::{Cell, cell, does_something};
use crate::diagnostic::Severity;
use crate::source::Source;
use crate::syntax::ast::{Expr, ExprKind, Stmt, StmtKind};
use std::rc::Rc;

/// Words that open a block.
const BLOCKS: &[&str] = &["def", "class", "async", "for", "while", "if", "with", "try", "match"];
/// Words that go on with a block.
const BRANCHES: &[&str] = &["elif", "else", "except", "finally", "case"];
/// So many lines may lie between a bracket and its twin.
const MOST_LINES: usize = 60;
/// Functions that a lone line may call though the note defines none of them.
const KNOWN: &[&str] = &["print", "input", "help", "exec"];

/// The cells.
pub fn cells(name: &Rc<str>, text: &str) -> Vec<Cell> {
    let lines: Vec<&str> = text.lines().collect();
    let page = Page { lines: &lines };
    let mut cells = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let after_blank = at == 0 || is_blank(lines[at - 1]);
        let indent = indent_of(lines[at]);
        let may_begin = indent == 0 || indent >= 4 && after_blank;
        let end = if may_begin && !is_blank(lines[at]) { page.run(at, indent) } else { at };
        if end == at {
            at += 1;
            continue;
        }
        let mut made = cell(name, at as u32 + 1, &lines[at..end], indent, true);
        let below = (end..lines.len()).take_while(|&i| !is_blank(lines[i]) && page.statement(i, indent).is_none());
        let shown: Vec<&str> = below.map(|i| lines[i]).collect();
        at = end + shown.len();
        if !shown.is_empty() {
            made.recorded = format!("{}\n", shown.join("\n"));
        }
        cells.push(made);
    }
    cells
}

fn is_blank(line: &str) -> bool {
    line.trim().is_empty()
}

/// The width of a line's indentation; a tab counts as four.
fn indent_of(line: &str) -> usize {
    line.chars().take_while(|c| matches!(c, ' ' | '\t')).map(|c| if c == '\t' { 4 } else { 1 }).sum()
}

fn is_comment(line: &str) -> bool {
    line.trim_start().starts_with('#')
}

fn first_word(line: &str) -> &str {
    line.trim_start().split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or("")
}

/// The lines of a note.
struct Page<'t> {
    lines: &'t [&'t str],
}

impl Page<'_> {
    /// Where the run of code that begins at a line ends; that line itself when it is no code.
    fn run(&self, start: usize, margin: usize) -> usize {
        let mut at = start;
        let mut statements = 0;
        let mut only_call: Option<String> = None;
        while let Some(end) = self.next_part(at, margin, statements > 0) {
            let first = (at..end).find(|&i| !is_blank(self.lines[i]) && !is_comment(self.lines[i]));
            statements += 1;
            only_call = match (statements, first) {
                (1, Some(first)) => called_alone(self.lines[first]),
                _ => None,
            };
            at = end;
        }
        match only_call {
            Some(name) if !KNOWN.contains(&&*name) && !self.defines(&name) => start,
            _ => at,
        }
    }

    /// The end of the part that begins at a line: a statement with the comments right above it, and its block.
    fn next_part(&self, at: usize, margin: usize, in_run: bool) -> Option<usize> {
        let first = (at..self.lines.len()).find(|&i| !is_blank(self.lines[i]))?;
        if first > at && !in_run {
            return None;
        }
        // A comment belongs to the code that it touches; alone it is a heading.
        let code = (first..self.lines.len()).find(|&i| !is_comment(self.lines[i])).unwrap_or(self.lines.len());
        let follows = self.lines.get(code).is_some_and(|line| !is_blank(line));
        let part = if follows { self.statement(code, margin) } else { None };
        if let Some(end) = part {
            return Some(self.block(end, margin));
        }
        let touches = in_run && first == at && at > 0 && code > first;
        if touches {
            return Some(code);
        }
        // A damaged line with code right above and below it.
        let damaged =
            in_run && first == at && self.lines.get(at + 1).is_some_and(|_| self.statement(at + 1, margin).is_some());
        damaged.then_some(at + 1)
    }

    /// The end of the indented lines below a statement.
    fn block(&self, from: usize, margin: usize) -> usize {
        let mut end = from;
        let mut at = from;
        while at < self.lines.len() {
            let line = self.lines[at];
            if is_blank(line) {
                at += 1;
                continue;
            }
            if indent_of(line) <= margin {
                break;
            }
            // Text between triple quotes may stand at the margin.
            at = self.end_of_text(at).unwrap_or(at + 1);
            end = at;
        }
        end
    }

    /// The line behind a text in triple quotes that begins in a line and ends in a later one.
    fn end_of_text(&self, at: usize) -> Option<usize> {
        let line = self.lines[at];
        for quote in ["\"\"\"", "'''"] {
            if line.matches(quote).count() % 2 == 1 {
                let close = (at + 1..self.lines.len().min(at + MOST_LINES)).find(|&i| self.lines[i].contains(quote))?;
                return Some(close + 1);
            }
        }
        None
    }

    /// The end of the statement that begins at a line, if it is one; of a block, the end of its head.
    fn statement(&self, at: usize, margin: usize) -> Option<usize> {
        let line = self.lines[at];
        if is_blank(line) || indent_of(line) != margin {
            return None;
        }
        let word = first_word(line);
        if line.trim_start().starts_with('@') {
            let next = self.lines.get(at + 1).map_or("", |l| first_word(l));
            let decorates = ["def", "async", "class"].contains(&next)
                || self.lines.get(at + 1).is_some_and(|l| l.trim_start().starts_with('@'));
            return decorates.then_some(at + 1);
        }
        let end = self.closed(at).unwrap_or(at + 1);
        let text = dedented(&self.lines[at..end], margin);
        if BRANCHES.contains(&word) {
            return text.split('#').next().is_some_and(|t| t.trim_end().ends_with(':')).then_some(end);
        }
        if BLOCKS.contains(&word) {
            let tail = if word == "try" { "\n    pass\nfinally: pass\n" } else { "\n    pass\n" };
            let head = if word == "match" { format!("{text}\n    case _: pass\n") } else { format!("{text}{tail}") };
            let next = (end..self.lines.len()).find(|&i| !is_blank(self.lines[i]));
            let has_block = next.is_some_and(|i| indent_of(self.lines[i]) > margin);
            let defines = matches!(word, "def" | "class" | "async");
            if (has_block || defines) && statements(&head).is_some() {
                return Some(end);
            }
        }
        let end = self.end_of_text(at).filter(|_| end == at + 1).unwrap_or(end);
        let text = dedented(&self.lines[at..end], margin);
        statements(&text)?.iter().all(is_code).then_some(end)
    }

    /// The line behind the one that closes the brackets opened in a line.
    fn closed(&self, at: usize) -> Option<usize> {
        let mut depth = 0i32;
        for (i, line) in self.lines.iter().enumerate().skip(at).take(MOST_LINES) {
            depth += brackets(line);
            if depth <= 0 {
                return Some(i + 1);
            }
        }
        None
    }

    /// Whether the note gives a name a value somewhere.
    fn defines(&self, name: &str) -> bool {
        self.lines.iter().any(|line| {
            let mut words = line.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|w| !w.is_empty());
            let first = words.next().unwrap_or("");
            let introduces = matches!(first, "def" | "class" | "async" | "import" | "from");
            introduces && words.any(|word| word == name)
                || first == name && line.trim_start()[name.len()..].trim_start().starts_with('=')
        })
    }
}

/// Brackets opened less those closed, outside strings and comments.
fn brackets(line: &str) -> i32 {
    let mut depth = 0;
    let mut quote = None;
    let mut characters = line.chars();
    while let Some(c) = characters.next() {
        match (quote, c) {
            (_, '\\') => drop(characters.next()),
            (Some(open), c) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '#') => break,
            (None, '(' | '[' | '{' | '（') => depth += 1,
            (None, ')' | ']' | '}' | '）') => depth -= 1,
            _ => {}
        }
    }
    depth
}

fn dedented(lines: &[&str], margin: usize) -> String {
    let cut = |line: &&str| {
        let own = line.len() - line.trim_start_matches([' ', '\t']).len();
        line[margin.min(own)..].to_string()
    };
    lines.iter().map(cut).collect::<Vec<_>>().join("\n")
}

/// The statements of a text without faults.
fn statements(text: &str) -> Option<Vec<Stmt>> {
    let source = Source::new("<prose>", text);
    let mut diagnostics = Vec::new();
    let tree = crate::syntax::parse(&source, &mut diagnostics);
    let is_sound = !diagnostics.iter().any(|d| d.severity == Severity::Error);
    (is_sound && !tree.body.is_empty()).then_some(tree.body)
}

/// Whether a statement is code rather than words that happen to parse.
fn is_code(statement: &Stmt) -> bool {
    match &statement.kind {
        StmtKind::Expr(value) => match &value.kind {
            ExprKind::Call { .. } => root(value).is_some_and(str::is_ascii),
            ExprKind::Await(inner) => match &inner.kind {
                ExprKind::Name(name) => name.is_ascii(),
                _ => root(inner).is_some_and(str::is_ascii),
            },
            _ => false,
        },
        StmtKind::Pass | StmtKind::Break | StmtKind::Continue => false,
        _ => does_something(statement),
    }
}

/// The name that a call begins with.
fn root(value: &Expr) -> Option<&str> {
    match &value.kind {
        ExprKind::Call { func, .. } => root(func),
        ExprKind::Attribute { value, .. } => root(value),
        ExprKind::Name(name) => Some(name),
        _ => None,
    }
}

/// The name of the function of the note, or of a module, that a line calls and does nothing else.
fn called_alone(line: &str) -> Option<String> {
    let body = statements(line.trim())?;
    let [Stmt { kind: StmtKind::Expr(value), .. }] = body.as_slice() else { return None };
    let name = root(value).filter(|_| matches!(value.kind, ExprKind::Call { .. }))?;
    Some(name.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(text: &str) -> Vec<(u32, usize, String)> {
        let last = |c: &Cell| c.inputs[0].text.trim_end().lines().count();
        cells(&"n.md".into(), text).iter().map(|c| (c.line, last(c), c.recorded.clone())).collect()
    }

    #[test]
    fn code_is_told_from_prose() {
        let text = "# Title\n\nWords on it, for example:\n\nimport asyncio\n\nasync def f():\n    await asyncio.sleep(1)\n\n    return 1\n\nprint(asyncio.run(f()))\n1\n\nTask\n\nasyncio.run(main()) blocks the thread\n\nx = [\n    1,\n]\n# so\nprint(x)\n";
        assert_eq!(places(text), [(5, 12, "1\n".to_string()), (19, 23, String::new())]);
    }

    #[test]
    fn indented_code_is_code() {
        assert_eq!(places("words\n\n    x = 1\n    if x:\n        print(x)\n\nmore words\n"), [(3, 5, String::new())]);
        assert_eq!(places("- a list\n    - x = 1\n    - foo()\n"), []);
    }

    #[test]
    fn words_are_no_code() {
        for text in [
            "Coroutine\n",
            "任务(task)\n",
            "await 只能修饰\n",
            "- f()\n",
            "for example:\n\nthis\n",
            "答案就是create_task\n",
            "Future(期物)\n",
        ] {
            assert_eq!(places(text), [], "{text}");
        }
    }
}
