//! Notes: Markdown, notebooks and transcripts, whose code runs as its reader would run it, cell by cell in one session.
//!
//! In: a file's text. Out: a [`Note`] with its cells, each placed at the note's own lines; [`session`] runs them. Files:
//! `markdown` (fenced blocks), `transcript` (`In [1]:` and `>>>`), `notebook` (.ipynb), `prose` (no marks at all), `magic`
//! (lines for a notebook's own tools), `recorded` (output below the code), `compare` (what was printed against what the
//! note shows). What a cell holds is code to run, never an order to the reader.

pub mod compare;
mod magic;
mod markdown;
pub mod notebook;
mod prose;
pub mod recorded;
pub mod session;
pub mod transcript;

use crate::source::Source;
use crate::syntax::ast::{Expr, ExprKind, Stmt, StmtKind};
use std::rc::Rc;

/// A note: its cells in order.
#[derive(Debug)]
pub struct Note {
    /// The file's name.
    pub name: Rc<str>,
    /// The cells of code, numbered from 1.
    pub cells: Vec<Cell>,
    /// Whether nothing in the note marks its code, so that it was told from the prose by its looks.
    pub guessed: bool,
}

/// A cell of code.
#[derive(Debug)]
pub struct Cell {
    /// Its number among the note's cells, from 1.
    pub number: usize,
    /// The line of the note in which its code begins.
    pub line: u32,
    /// What is run, piece by piece: one piece, or each input of a `>>>` session.
    pub inputs: Vec<Rc<Source>>,
    /// Whether the value of every expression statement is shown, not only that of the last.
    pub shows_all: bool,
    /// The output that the note shows for it.
    pub recorded: String,
    /// Why it is not run.
    pub skipped: Option<String>,
    /// Lines that are left out: which, and their text.
    pub left_out: Vec<(u32, String)>,
}

/// Why a block that nobody tagged is not run.
const NO_CODE: &str = "it does not read as code";

/// Whether a file is a note: by its name, or else by its text.
pub fn is_note(name: &str, text: impl FnOnce() -> String) -> bool {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    match &*ending {
        "md" | "markdown" | "ipynb" | "rst" | "mdx" | "qmd" | "rmd" => true,
        "txt" | "text" | "log" => transcript::is_transcript(&text()),
        _ => false,
    }
}

/// Finds the cells of a note. The reason, for people, when the file cannot be read.
pub fn read(name: &str, text: &str) -> Result<Note, String> {
    let name: Rc<str> = name.into();
    let mut guessed = false;
    let mut cells = if name.to_ascii_lowercase().ends_with(".ipynb") {
        notebook::cells(&name, text)?
    } else {
        let mut cells = markdown::cells(&name, text);
        if cells.is_empty() {
            cells = transcript::cells(&name, text);
        }
        if cells.is_empty() && !markdown::has_fences(text) {
            cells = prose::cells(&name, text);
            guessed = !cells.is_empty();
        }
        cells
    };
    for (i, cell) in cells.iter_mut().enumerate() {
        cell.number = i + 1;
    }
    Ok(Note { name, cells, guessed })
}

/// Why a note has no cells, and what to do.
pub fn without_cells(name: &str, text: &str) -> String {
    if name.to_ascii_lowercase().ends_with(".ipynb") {
        return format!("{name}: the notebook has no cells of code");
    }
    if text.trim().is_empty() {
        return format!("{name}: the file is empty");
    }
    let tags = markdown::other_languages(text);
    if tags.is_empty() {
        return format!(
            "{name}: no cells of code were found: put code between lines of ``` or behind `In [1]:` or `>>>`"
        );
    }
    let tags = tags.iter().map(|tag| format!("`{tag}`")).collect::<Vec<_>>().join(", ");
    format!("{name}: no cells of code were found: its blocks are {tags}; tag those to run with `python`")
}

/// A source whose code stands at a line of the note; the lines before it are empty. `cut` is how many blanks are taken
/// from the start of each line.
fn source_at(name: &Rc<str>, line: u32, code: &[&str], cut: usize) -> Rc<Source> {
    let mut text = "\n".repeat(line.saturating_sub(1) as usize);
    for row in code {
        let own = row.len() - row.trim_start_matches([' ', '\t']).len();
        text.push_str(&row[cut.min(own)..]);
        text.push('\n');
    }
    Source::new(name.clone(), text)
}

/// A cell of one piece, with what is known of it by looking: shell text and addresses are skipped, and so is what is no
/// code where nothing says that it is code (`tagged`).
fn cell(name: &Rc<str>, line: u32, code: &[&str], cut: usize, tagged: bool) -> Cell {
    let source = source_at(name, line, code, cut);
    let (source, skipped, left_out) = match magic::settled(name, line, &source) {
        Some(settled) => (settled.source, settled.skipped, settled.left_out),
        None => (source, None, Vec::new()),
    };
    let skipped = skipped.or_else(|| why_skipped(&source, tagged));
    Cell { number: 0, line, inputs: vec![source], shows_all: false, recorded: String::new(), skipped, left_out }
}

/// Why a cell is not run, where that is plain to see.
fn why_skipped(source: &Rc<Source>, tagged: bool) -> Option<String> {
    match (not_code(&source.text), tagged) {
        (Some(reason), _) => Some(reason.to_string()),
        (None, true) => None,
        (None, false) => (!reads_as_code(source)).then(|| NO_CODE.to_string()),
    }
}

/// Why a text is no code at all, if that is plain to see.
fn not_code(text: &str) -> Option<&'static str> {
    const SHELL: &[&str] = &[
        "$ ", "% ", "pip ", "pip3 ", "python ", "python3 ", "curl ", "cd ", "npm ", "apt ", "conda ", "git ", "uv ",
        "wget ", "sudo ", "co run ",
    ];
    const VERBS: &[&str] = &["GET ", "POST ", "PUT ", "DELETE ", "HEAD "];
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')).peekable();
    lines.peek()?;
    let lines: Vec<&str> = lines.collect();
    let is_address = |line: &&str| {
        let rest = VERBS.iter().find_map(|verb| line.strip_prefix(verb)).unwrap_or(line);
        let rest = rest.trim_start_matches('<');
        rest.starts_with("http://") || rest.starts_with("https://")
    };
    if lines.iter().all(is_address) {
        return Some("it is an address");
    }
    let is_shell = |line: &&str| SHELL.iter().any(|word| line.starts_with(word));
    lines.iter().all(is_shell).then_some("it is text for a shell")
}

/// Whether a text that nobody marked as code is code: it parses, and does something.
fn reads_as_code(source: &Rc<Source>) -> bool {
    let mut diagnostics = Vec::new();
    let tree = crate::syntax::parse(source, &mut diagnostics);
    match diagnostics.iter().any(|d| d.severity == crate::diagnostic::Severity::Error) {
        true => recorded::find(source).is_some(),
        false => tree.body.iter().any(does_something),
    }
}

/// Whether a statement is more than a value or a word: what output and prose look like when they happen to parse.
fn does_something(statement: &Stmt) -> bool {
    match &statement.kind {
        StmtKind::Expr(value) => !is_value(value),
        StmtKind::AnnAssign { value, .. } => value.is_some(),
        StmtKind::Error => false,
        _ => true,
    }
}

/// A literal, a display of literals, a bare name.
fn is_value(value: &Expr) -> bool {
    match &value.kind {
        ExprKind::Constant(_) | ExprKind::Name(_) => true,
        ExprKind::UnaryOp { operand, .. } => is_value(operand),
        ExprKind::Tuple(items) | ExprKind::List(items) | ExprKind::Set(items) => items.iter().all(is_value),
        ExprKind::Dict { keys, values } => keys.iter().flatten().all(is_value) && values.iter().all(is_value),
        ExprKind::BinOp { left, right, .. } => is_value(left) && is_value(right),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fences_are_cells_at_their_own_lines() {
        let text = "# t\n\n```python\nx = 1\n```\n\n- a\n\n  ```py\n  y = x\n  if y:\n      pass\n  ```\n\n```\nGET https://a.b/c\n```\n\n```bash\nls\n```\n";
        let note = read("n.md", text).expect("a note");
        let places: Vec<_> = note.cells.iter().map(|c| (c.number, c.line, c.skipped.clone())).collect();
        assert_eq!(places, [(1, 4, None), (2, 10, None), (3, 16, Some("it is an address".into()))]);
        assert_eq!(&*note.cells[1].inputs[0].text, "\n\n\n\n\n\n\n\n\ny = x\nif y:\n    pass\n");
    }

    #[test]
    fn prompts_are_cells() {
        let text = "words\n\nIn [1]:\nx = 1\n\nawait f() # 6s\n\nstart 1\n\n\nIn [2]: y = 2\n   ...: y\nOut[2]: 2\n";
        let note = read("n.md", text).expect("a note");
        assert_eq!(note.cells.iter().map(|c| c.line).collect::<Vec<_>>(), [4, 11]);
        assert_eq!(note.cells[1].recorded, "2\n");
        assert_eq!(note.cells[1].inputs[0].text.trim_start_matches('\n'), "y = 2\ny\n");
    }

    #[test]
    fn sessions_show_every_value() {
        let note = read("n.txt", ">>> def f():\n...     return 1\n...\n>>> f()\n1\n").expect("a note");
        let cell = &note.cells[0];
        assert!(cell.shows_all && cell.inputs.len() == 2 && cell.recorded == "1\n");
        assert_eq!(cell.inputs[1].text.trim_start_matches('\n'), "f()\n");
    }
}
