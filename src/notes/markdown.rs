//! Markdown: its fenced blocks of code.
//!
//! In: the text. Out: cells. Blocks tagged with another language are no cells; blocks without a tag are cells when they
//! read as code (or are shown as skipped). A block of text right below a cell is the output that the note shows for it.

use super::{Cell, cell, recorded, transcript};
use std::rc::Rc;

/// Tags of code, in lower case.
const CODE: &[&str] = &[
    "python",
    "py",
    "python3",
    "py3",
    "co",
    "ipython",
    "ipython3",
    "pycon",
    "python-repl",
    "pyrepl",
    "jupyter",
    "code-cell",
    "py-async",
];
/// Tags of output.
const OUTPUT: &[&str] = &["text", "txt", "output", "out", "stdout", "plaintext", "plain", "console", "none", "log"];

/// The line that opens or closes a block.
struct Fence<'t> {
    /// Blanks before the mark.
    indent: usize,
    mark: char,
    length: usize,
    /// What stands behind the mark.
    tag: &'t str,
    /// How deep in quotations (`> `) the block stands.
    quoted: usize,
}

/// A line without the marks of a quotation, `depth` at most.
fn unquoted(line: &str, depth: usize) -> &str {
    let mut rest = line;
    for _ in 0..depth {
        let Some(inner) = rest.trim_start().strip_prefix('>') else { break };
        rest = inner.strip_prefix(' ').unwrap_or(inner);
    }
    rest
}

fn fence(line: &str) -> Option<Fence<'_>> {
    let quoted = line.chars().take_while(|c| matches!(c, ' ' | '\t' | '>')).filter(|c| *c == '>').count();
    let rest = unquoted(line, quoted);
    // A block may begin right behind the mark of a list.
    let text = rest.trim_start_matches([' ', '\t']);
    let listed = text.strip_prefix(['-', '*', '+']).and_then(|t| t.strip_prefix(' '));
    let numbered = text.split_once(". ").filter(|(n, _)| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()));
    let text = listed.or(numbered.map(|(_, t)| t)).map_or(text, |t| t.trim_start_matches(' '));
    let indent = rest.len() - text.len();
    let mark = text.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let length = text.chars().take_while(|c| *c == mark).count();
    let tag = text[length..].trim();
    (length >= 3 && !(mark == '`' && tag.contains('`'))).then_some(Fence { indent, mark, length, tag, quoted })
}

/// The name of a block's language, in lower case: of `python title="x"`, `{code-cell} ipython3`, `{.python}`.
fn language(tag: &str) -> String {
    let tag = tag.trim_start_matches(['{', '.', ' ']);
    tag.split([' ', ',', '}', '{', ':', '\t']).next().unwrap_or("").to_lowercase()
}

/// Whether there is any fenced block.
pub fn has_fences(text: &str) -> bool {
    text.lines().any(|line| fence(line).is_some())
}

/// A fenced block: the index of its first line of code, that of the line that closes it, and how it was opened.
fn blocks<'t>(lines: &[&'t str]) -> Vec<(usize, usize, Fence<'t>)> {
    let mut blocks = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let Some(open) = fence(lines[at]) else {
            at += 1;
            continue;
        };
        let first = at + 1;
        let closes = |line: &str| {
            fence(line).is_some_and(|f| f.mark == open.mark && f.length >= open.length && f.tag.is_empty())
        };
        let end = (first..lines.len()).find(|&i| closes(lines[i])).unwrap_or(lines.len());
        at = end + 1;
        blocks.push((first, end, open));
    }
    blocks
}

/// The languages of the blocks that are no cells, each once.
pub fn other_languages(text: &str) -> Vec<String> {
    let lines: Vec<&str> = text.lines().collect();
    let mut tags: Vec<String> = Vec::new();
    for (_, _, open) in blocks(&lines) {
        let tag = language(open.tag);
        if !tag.is_empty() && !CODE.contains(&&*tag) && !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    tags
}

/// The cells.
pub fn cells(name: &Rc<str>, text: &str) -> Vec<Cell> {
    let lines: Vec<&str> = text.lines().collect();
    let mut cells: Vec<Cell> = Vec::new();
    // Where the last cell ended, as long as its output may follow.
    let mut below: Option<usize> = None;
    for (first, end, open) in blocks(&lines) {
        let tag = language(open.tag);
        let code: Vec<&str> = lines[first..end].iter().map(|row| unquoted(row, open.quoted)).collect();
        let last = below.take();
        let Some(row) = code.iter().find(|row| !row.trim().is_empty()) else { continue };
        let is_output = tag.is_empty() || OUTPUT.contains(&&*tag);
        if !(tag.is_empty() || CODE.contains(&&*tag) || OUTPUT.contains(&&*tag) && row.trim_start().starts_with(">>> "))
        {
            if is_output {
                keep_output(cells.last_mut(), last, &lines, first, &code, open.indent);
            }
            continue;
        }
        let line = first as u32 + 1;
        if row.trim_start().starts_with(">>> ") {
            cells.push(transcript::session(name, line, &code, open.indent));
            continue;
        }
        if row.trim_start().starts_with("In [") && transcript::is_transcript(&code.join("\n")) {
            cells.extend(transcript::prompts(name, &code, line));
            continue;
        }
        let made = cell(name, line, &code, open.indent, !tag.is_empty());
        let no_code = made.skipped.as_deref() == Some(super::NO_CODE);
        if no_code && is_output && keep_output(cells.last_mut(), last, &lines, first, &code, open.indent) {
            continue;
        }
        below = made.skipped.is_none().then_some(end);
        cells.push(made);
    }
    cells
}

/// Takes a block for the output of the cell above it, when nothing or only a title (`Output:`) stands between them.
fn keep_output(
    cell: Option<&mut Cell>,
    below: Option<usize>,
    lines: &[&str],
    first: usize,
    rows: &[&str],
    indent: usize,
) -> bool {
    let (Some(cell), Some(below)) = (cell, below) else { return false };
    let mut between = lines[below + 1..first - 1].iter().filter(|row| !row.trim().is_empty());
    let is_near = between.all(|row| recorded::is_title(row.trim().trim_matches(['*', '_', '#', ' '])));
    if !is_near || !cell.recorded.is_empty() {
        return false;
    }
    for row in rows {
        let own = row.len() - row.trim_start_matches([' ', '\t']).len();
        cell.recorded.push_str(&row[indent.min(own)..]);
        cell.recorded.push('\n');
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(u32, String, String)> {
        let code = |c: &Cell| c.inputs[0].text.trim_start_matches('\n').to_string();
        cells(&"n.md".into(), text).iter().map(|c| (c.line, code(c), c.recorded.clone())).collect()
    }

    #[test]
    fn blocks_of_every_kind() {
        for opening in [
            "```python",
            "```py3",
            "``` python",
            "~~~~ ipython3",
            "```{code-cell} ipython3",
            "```{.python}",
            "```Python title=\"x\"",
        ] {
            let close = if opening.starts_with('~') { "~~~~" } else { "```" };
            let text = format!("words\n{opening}\nx = 1\n{close}\n");
            assert_eq!(found(&text), [(3, "x = 1\n".into(), String::new())], "{opening}");
        }
        assert_eq!(found("> words\n>\n> ```python\n> if x:\n>     y()\n> ```\n")[0].1, "if x:\n    y()\n");
        assert_eq!(found("1. one\n\n   ```py\n   if x:\n       y()\n   ```\n")[0].1, "if x:\n    y()\n");
        assert_eq!(found("- ```py\n  x = 1\n  ```\n")[0].1, "x = 1\n");
        assert_eq!(found("```python\r\nx = 1\r\n```\r\n")[0].1, "x = 1\n");
    }

    #[test]
    fn text_below_a_cell_is_its_output() {
        let shown = found("```py\nprint(1)\n```\n\n**Output:**\n\n```text\n1\n```\n\n```\n2\n```\n");
        assert_eq!(shown[0].2, "1\n");
        assert_eq!(found("```py\nprint(1)\n```\n\n输出：\n```\n1\n```\n").len(), 1);
        assert_eq!(found("```py\nprint(1)\n```\n\nAnd now to something else.\n\n```text\n1\n```\n")[0].2, "");
    }

    #[test]
    fn other_languages_are_named() {
        assert_eq!(other_languages("```bash\nls\n```\n```js\n1\n```\n```bash\n```\n"), ["bash", "js"]);
    }
}
