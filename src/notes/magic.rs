//! Lines for a notebook's own tools: `%timeit f()`, `!ls`, `f?`, `%%bash`.
//!
//! In: a cell's source. Out: the source with these lines left empty, so that all others stay where they are, and which
//! they were; or why the whole cell is for another tool. A source that parses as it is has no such lines.

use super::source_at;
use crate::diagnostic::Severity;
use crate::source::Source;
use std::rc::Rc;

/// What is left of a cell.
pub struct Settled {
    /// The source without the lines.
    pub source: Rc<Source>,
    /// Why the cell is not run at all.
    pub skipped: Option<String>,
    /// The lines that would have done something: which, and their text.
    pub left_out: Vec<(u32, String)>,
}

/// Magics of which nothing is said: they set up the notebook.
const QUIET: &[&str] = &["matplotlib", "load_ext", "reload_ext", "autoreload", "config", "pylab", "precision", "gui"];
/// Cell magics whose cell is code.
const CODE: &[&str] = &["time", "timeit", "capture", "prun", "python", "python3", "py", "async_run"];

/// What a line is for a notebook's tools.
enum Line<'t> {
    /// `%%name`, above a whole cell.
    Cell(&'t str),
    /// `%time statement`: the statement is run.
    Timed(&'t str),
    /// `%name ...`, `!command`, `name?`
    Tool { quiet: bool },
}

fn word(text: &str) -> &str {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or("")
}

fn line_for_tools(line: &str) -> Option<Line<'_>> {
    let text = line.trim();
    if let Some(rest) = text.strip_prefix("%%") {
        return (!word(rest).is_empty()).then(|| Line::Cell(word(rest)));
    }
    if let Some(rest) = text.strip_prefix('%') {
        return match (word(rest), rest.strip_prefix("time ")) {
            ("", _) => None,
            (_, Some(statement)) => Some(Line::Timed(statement.trim_start())),
            (name, None) => Some(Line::Tool { quiet: QUIET.contains(&name) }),
        };
    }
    let shell = text.strip_prefix('!').is_some_and(|rest| !rest.starts_with('=') && !rest.is_empty());
    let asked = text.trim_matches('?');
    let is_name = !asked.is_empty() && asked.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.'));
    let assigned = text.split_once('=').is_some_and(|(name, rest)| {
        name.trim().chars().all(|c| c.is_alphanumeric() || c == '_') && rest.trim_start().starts_with(['!', '%'])
    });
    (shell || asked != text && is_name || assigned).then_some(Line::Tool { quiet: false })
}

/// A cell's source without lines for other tools; None where there are none.
pub fn settled(name: &Rc<str>, line: u32, source: &Rc<Source>) -> Option<Settled> {
    let rows: Vec<&str> = source.text.lines().skip(line.saturating_sub(1) as usize).collect();
    if !rows.iter().any(|row| line_for_tools(row).is_some()) || parses(source) {
        return None;
    }
    let mut skipped = None;
    let mut left_out = Vec::new();
    let mut kept: Vec<String> = Vec::new();
    for (i, row) in rows.iter().enumerate() {
        let indent = &row[..row.len() - row.trim_start().len()];
        // Inside a block something must stand there.
        let nothing = if indent.is_empty() { String::new() } else { format!("{indent}pass") };
        match line_for_tools(row) {
            None => kept.push(row.to_string()),
            Some(Line::Timed(statement)) => kept.push(format!("{indent}{statement}")),
            Some(Line::Cell(tool)) => {
                if kept.iter().all(|row| row.trim().is_empty()) && !CODE.contains(&tool) {
                    skipped = Some(format!("it is for `%%{tool}`"));
                }
                kept.push(nothing);
            }
            Some(Line::Tool { quiet }) => {
                if !quiet {
                    left_out.push((line + i as u32, row.trim().to_string()));
                }
                kept.push(nothing);
            }
        }
    }
    if skipped.is_none() && kept.iter().all(|row| row.trim().is_empty()) {
        skipped = Some("it is for a notebook's own tools".to_string());
    }
    let kept: Vec<&str> = kept.iter().map(String::as_str).collect();
    Some(Settled { source: source_at(name, line, &kept, 0), skipped, left_out })
}

fn parses(source: &Rc<Source>) -> bool {
    let mut diagnostics = Vec::new();
    crate::syntax::parse(source, &mut diagnostics);
    !diagnostics.iter().any(|d| d.severity == Severity::Error)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Option<(String, Option<String>, usize)> {
        let settled = settled(&"n".into(), 1, &Source::new("n", text))?;
        Some((settled.source.text.to_string(), settled.skipped, settled.left_out.len()))
    }

    #[test]
    fn lines_for_tools_are_left_out() {
        assert_eq!(of("%matplotlib inline\nx = 1\n"), Some(("\nx = 1\n".into(), None, 0)));
        assert_eq!(of("!pip install co\n%timeit f()\nx\n"), Some(("\n\nx\n".into(), None, 2)));
        assert_eq!(of("if x:\n    !ls\n%time f()\n"), Some(("if x:\n    pass\nf()\n".into(), None, 1)));
        assert_eq!(of("%%time\nawait f()\n"), Some(("\nawait f()\n".into(), None, 0)));
        assert_eq!(of("files = !ls\nprint?\n").map(|s| s.2), Some(2));
    }

    #[test]
    fn cells_for_tools_are_skipped() {
        assert_eq!(of("%%bash\nls\n").and_then(|s| s.1).as_deref(), Some("it is for `%%bash`"));
        assert!(of("!ls\n").is_some_and(|s| s.1.is_some()));
    }

    #[test]
    fn code_is_left_alone() {
        assert_eq!(of("print('%d'\n      % 3)\n"), None);
        assert_eq!(of("x = 1\n"), None);
    }
}
