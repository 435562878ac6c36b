//! Source text: a named file, byte spans into it, and the way from a byte to a line and a column.
//!
//! In: a name and text. Out: [`Span`]s are resolved to lines and columns only when something is printed.
//! Nothing here looks at what the text means.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::rc::Rc;

/// A half-open range of bytes in one source. 8 bytes wide; the only kind of position in the whole interpreter.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default, PartialOrd, Ord)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The bytes from `start` up to `end`.
    pub const fn new(start: u32, end: u32) -> Span {
        Span { start, end }
    }

    /// The smallest span that covers both.
    pub fn to(self, other: Span) -> Span {
        Span::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// The empty span at the end of this one.
    pub const fn after(self) -> Span {
        Span::new(self.end, self.end)
    }

    /// The span as a range for slicing.
    pub const fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

impl std::fmt::Debug for Span {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

/// A line and a column, both counted from 1; the column counts characters.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Place {
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
}

/// One text with its name. Shared by tokens' owners, code objects and diagnostics.
#[derive(Debug)]
pub struct Source {
    /// The file's name as given, or `<string>`, `<stdin>`.
    pub name: Rc<str>,
    /// The text, decoded, without a byte order mark.
    pub text: Cow<'static, str>,
    /// Whether the dialect (typography, forgotten imports, every era) is on; off for `.py` and `--strict`.
    pub dialect: bool,
    lines: OnceCell<Vec<u32>>,
}

impl Source {
    /// A source in the full dialect.
    pub fn new(name: impl Into<Rc<str>>, text: impl Into<String>) -> Rc<Source> {
        Rc::new(Source { name: name.into(), text: text.into().into(), dialect: true, lines: OnceCell::new() })
    }

    /// A source read to the letter of Python, without the dialect.
    pub fn strict(name: impl Into<Rc<str>>, text: impl Into<String>) -> Rc<Source> {
        Rc::new(Source { name: name.into(), text: text.into().into(), dialect: false, lines: OnceCell::new() })
    }

    /// The source of a module that Co carries: its text stays where it lies.
    pub fn of_library(module: &str, text: &'static str) -> Rc<Source> {
        let name = format!("<frozen {module}>");
        Rc::new(Source { name: name.into(), text: text.into(), dialect: false, lines: OnceCell::new() })
    }

    /// The text of a span; empty when the span does not fit.
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or("")
    }

    /// Byte offsets at which each line starts; found once, when first asked. `\n`, `\r\n` and `\r` end lines.
    fn line_starts(&self) -> &[u32] {
        self.lines.get_or_init(|| {
            let bytes = self.text.as_bytes();
            let mut starts = vec![0];
            for (i, &b) in bytes.iter().enumerate() {
                if b == b'\n' || (b == b'\r' && bytes.get(i + 1) != Some(&b'\n')) {
                    starts.push(i as u32 + 1);
                }
            }
            starts
        })
    }

    /// How many lines there are, counting the one after a final newline.
    pub fn line_count(&self) -> usize {
        self.line_starts().len()
    }

    /// The line (from 1) a byte stands in.
    pub fn line(&self, byte: u32) -> u32 {
        self.line_starts().partition_point(|&start| start <= byte) as u32
    }

    /// The line and the column (in characters) of a byte.
    pub fn place(&self, byte: u32) -> Place {
        let line = self.line(byte);
        let start = self.line_starts()[line as usize - 1] as usize;
        let before = self.text.get(start..byte as usize).unwrap_or("");
        Place { line, column: before.chars().count() as u32 + 1 }
    }

    /// The text of a line (from 1) without its ending; None past the last.
    pub fn line_text(&self, line: u32) -> Option<&str> {
        let starts = self.line_starts();
        let start = *starts.get((line as usize).checked_sub(1)?)? as usize;
        let end = starts.get(line as usize).map_or(self.text.len(), |&e| e as usize);
        self.text.get(start..end).map(|t| t.trim_end_matches(['\n', '\r']))
    }

    /// The byte at which a line (from 1) starts.
    pub fn line_start(&self, line: u32) -> Option<u32> {
        self.line_starts().get((line as usize).checked_sub(1)?).copied()
    }
}

/// A line up to its comment, and without the room before that. A `#` in a string is none; the line starts outside of strings.
pub fn without_comment(line: &str) -> &str {
    let mut quote = None;
    let mut escaped = false;
    for (at, letter) in line.char_indices() {
        match (quote, letter) {
            _ if escaped => escaped = false,
            (Some(_), '\\') => escaped = true,
            (Some(open), _) if letter == open => quote = None,
            (None, '\'' | '"') => quote = Some(letter),
            (None, '#') => return line[..at].trim_end(),
            _ => {}
        }
    }
    line.trim_end()
}

#[cfg(test)]
mod tests {
    use super::without_comment;

    #[test]
    fn comments_end_lines_but_strings_hold_what_they_like() {
        for (line, code) in [
            ("x = f()  # now", "x = f()"),
            ("x = f()# 现在", "x = f()"),
            ("say('#1', f())", "say('#1', f())"),
            (r"say('\'#', f()) # it's", r"say('\'#', f())"),
            ("say(f\"{f()} #1\")  ", "say(f\"{f()} #1\")"),
            ("''' # ''' + f() # x", "''' # ''' + f()"),
            ("# all", ""),
        ] {
            assert_eq!(without_comment(line), code, "{line}");
        }
    }
}
