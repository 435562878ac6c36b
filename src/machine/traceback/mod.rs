//! Tracebacks as text, to the letter of CPython 3.13: chains, groups, notes, repeated lines, places of syntax errors.
//!
//! In: an exception. Out: the text, without colours. It runs user code only where CPython does (`str`, `dir`), and what
//! goes wrong there becomes part of the text.

mod line;
mod suggest;

use crate::diagnostic::plain;
pub use line::lay_out;

use super::Machine;
use crate::builtins::frame::traceback_line;
use crate::object::class::class_of;
use crate::object::exception::{Exception, Traceback};
use crate::object::heap::Gc;
use crate::object::int::as_i64;
use crate::object::list::{List, Tuple};
use crate::object::str::{Str, intern};
use crate::object::types::types;
use crate::object::{Exc, Outcome, Value};
use crate::source::Span;
use std::collections::HashSet;

const CAUSE: &str = "\nThe above exception was the direct cause of the following exception:\n\n";
const CONTEXT: &str = "\nDuring handling of the above exception, another exception occurred:\n\n";
/// How often the same line is shown before it is counted.
const REPEATED: usize = 3;
/// How many members of a group are shown, and how deep groups are.
const WIDTH: usize = 15;
const DEPTH: usize = 10;

/// The text in the making, with the indentation of groups.
struct Page {
    out: String,
    depth: usize,
    need_close: bool,
    /// How many entries of each traceback are shown, the last ones; all without.
    limit: Option<usize>,
}

impl Page {
    fn indent(&self) -> String {
        " ".repeat(2 * self.depth)
    }

    fn emit(&mut self, text: &str, margin: char) {
        if self.depth == 0 {
            self.out.push_str(text);
            return;
        }
        let indent = self.indent();
        for line in text.split_inclusive('\n') {
            self.out.push_str(&indent);
            self.out.push(margin);
            self.out.push(' ');
            self.out.push_str(line);
        }
    }
}

/// An exception as it will be told: each is told once, at the first place that the order below comes to.
struct Told {
    exception: Gc<Exception>,
    cause: Option<usize>,
    context: Option<usize>,
    members: Option<Vec<usize>>,
}

impl Told {
    fn new(exception: Gc<Exception>) -> Told {
        Told { exception, cause: None, context: None, members: None }
    }
}

/// All that is told of an exception, itself first; the members of groups always, causes and contexts unless they were met
/// before. What was met last is looked into first, as CPython does.
fn all_told(exception: &Gc<Exception>) -> Vec<Told> {
    let mut told = vec![Told::new(exception.clone())];
    let mut seen = HashSet::from([exception.as_ref().address()]);
    let mut waiting = vec![0];
    while let Some(index) = waiting.pop() {
        let exception = told[index].exception.clone();
        let mut fresh = |value: Value, told: &mut Vec<Told>| {
            let exception = value.typed::<Exception>().filter(|e| seen.insert(e.as_ref().address()))?;
            told.push(Told::new(exception.clone()));
            Some(told.len() - 1)
        };
        let cause = fresh(exception.cause.get(), &mut told);
        let context = match cause.is_none() && !exception.suppress_context.get() {
            true => fresh(exception.context.get(), &mut told),
            false => None,
        };
        let is_group = exception.as_ref().class().is_subclass_of(types().exception(Exc::BaseExceptionGroup));
        let members = is_group.then(|| {
            let members = exception.field(1);
            let members = members.get::<Tuple>().map_or(&[][..], Tuple::as_slice);
            let members = members.iter().filter_map(|m| m.typed::<Exception>());
            members
                .map(|member| {
                    seen.insert(member.as_ref().address());
                    told.push(Told::new(member.clone()));
                    told.len() - 1
                })
                .collect::<Vec<_>>()
        });
        waiting.extend(cause.iter().chain(&context).chain(members.iter().flatten()));
        told[index] = Told { exception, cause, context, members };
    }
    told
}

/// How many entries a traceback has.
fn entries(traceback: &Value) -> usize {
    let (mut at, mut count) = (traceback.clone(), 0);
    while let Some(entry) = at.typed::<Traceback>().cloned() {
        at = entry.next.get();
        count += 1;
    }
    count
}

impl Machine {
    /// The whole text for an exception, as the interpreter prints what nobody caught.
    pub fn traceback_text(&mut self, exception: &Value) -> Outcome<String> {
        // `sys.tracebacklimit` keeps the last entries only.
        let sys = self.modules.get_name("sys");
        let limit = match sys {
            Some(sys) => self.find_attr(&sys, &intern("tracebacklimit"))?.and_then(|n| as_i64(&n)),
            None => None,
        };
        let limit = limit.map(|n| n.max(0) as usize);
        let mut page = Page { out: String::new(), depth: 0, need_close: false, limit };
        match exception.typed::<Exception>() {
            Some(exception) => self.format_chain(&all_told(exception), 0, &mut page),
            None => page.out.push_str(&format!("{}\n", class_of(exception).full_name())),
        }
        Ok(page.out)
    }

    /// The lines of a traceback, without the header; with marks below the part of a line that was at work.
    pub fn traceback_lines(&mut self, traceback: &Value, marked: bool) -> String {
        let mut out = String::new();
        let mut last: Option<(String, u32, String)> = None;
        let mut count = 0;
        let more = |count: usize, out: &mut String| {
            if count > REPEATED {
                let count = count - REPEATED;
                let plural = if count > 1 { "s" } else { "" };
                out.push_str(&format!("  [Previous line repeated {count} more time{plural}]\n"));
            }
        };
        let mut at = traceback.clone();
        while let Some(entry) = at.typed::<Traceback>().cloned() {
            at = entry.next.get();
            let code = entry.code.code.clone();
            let key = (code.source.name.to_string(), traceback_line(&entry), code.name.to_string());
            if last.as_ref() != Some(&key) {
                more(count, &mut out);
                last = Some(key);
                count = 0;
            }
            count += 1;
            if count > REPEATED {
                continue;
            }
            let Some((file, number, name)) = &last else { continue };
            out.push_str(&format!("  File \"{file}\", line {number}, in {name}\n"));
            if self.shows_source(&code.source) {
                let span = code.spans.get(entry.pc as usize).copied().filter(|s| *s != Span::default());
                let span = if entry.line.get() == 0 && marked { span } else { None };
                line::show(&code.source, *number, span, &mut out);
            }
        }
        more(count, &mut out);
        out
    }

    /// Whether the text of a source can be shown: it comes from a file that is there, or from the command line.
    fn shows_source(&self, source: &std::rc::Rc<crate::source::Source>) -> bool {
        let is_kept = self.kept_sources.iter().any(|kept| std::rc::Rc::ptr_eq(kept, source));
        is_kept || (!source.name.starts_with('<') && crate::host::file::is_file(std::path::Path::new(&*source.name)))
    }

    fn format_chain(&mut self, told: &[Told], first: usize, page: &mut Page) {
        let mut chain = Vec::new();
        let mut at = Some(first);
        while let Some(index) = at {
            let (message, next) = match (told[index].cause, told[index].context) {
                (Some(cause), _) => (Some(CAUSE), Some(cause)),
                (None, Some(context)) => (Some(CONTEXT), Some(context)),
                (None, None) => (None, None),
            };
            chain.push((message, index));
            at = next;
        }
        for (message, index) in chain.into_iter().rev() {
            if let Some(message) = message {
                page.emit(message, '|');
            }
            match told[index].members {
                Some(_) => self.format_group(told, index, page),
                None => {
                    let exception = told[index].exception.clone();
                    self.format_stack(&exception, "Traceback (most recent call last):\n", '|', page);
                    let last = self.format_exception_only(&exception.value());
                    page.emit(&last, '|');
                }
            }
        }
    }

    fn format_stack(&mut self, exception: &Exception, header: &str, margin: char, page: &mut Page) {
        let mut traceback = exception.traceback.get();
        if let Some(limit) = page.limit {
            let left_out = entries(&traceback).saturating_sub(limit);
            for _ in 0..left_out {
                traceback = traceback.typed::<Traceback>().map_or(Value::None, |entry| entry.next.get());
            }
        }
        if !traceback.is_none() {
            page.emit(header, margin);
            let lines = self.traceback_lines(&traceback, true);
            page.emit(&lines, '|');
        }
    }

    fn format_group(&mut self, told: &[Told], index: usize, page: &mut Page) {
        let group = &told[index].exception;
        if page.depth > DEPTH {
            page.emit(&format!("... (max_group_depth is {DEPTH})\n"), '|');
            return;
        }
        let is_top = page.depth == 0;
        if is_top {
            page.depth += 1;
        }
        let margin = if is_top { '+' } else { '|' };
        self.format_stack(group, "Exception Group Traceback (most recent call last):\n", margin, page);
        let last = self.format_exception_only(&group.value());
        page.emit(&last, '|');
        let members = told[index].members.as_deref().unwrap_or_default();
        let shown = if members.len() <= WIDTH { members.len() } else { WIDTH + 1 };
        page.need_close = false;
        for i in 0..shown {
            let is_last = i + 1 == shown;
            if is_last {
                // The closing line may be added by a group inside.
                page.need_close = true;
            }
            let title = if i < WIDTH { (i + 1).to_string() } else { "...".to_string() };
            let corner = if i == 0 { "+-" } else { "  " };
            let indent = page.indent();
            page.out.push_str(&format!("{indent}{corner}+---------------- {title} ----------------\n"));
            page.depth += 1;
            match members.get(i).filter(|_| i < WIDTH) {
                Some(&member) => self.format_chain(told, member, page),
                None => {
                    let remaining = members.len() - WIDTH;
                    let plural = if remaining > 1 { "s" } else { "" };
                    page.emit(&format!("and {remaining} more exception{plural}\n"), '|');
                }
            }
            if is_last && page.need_close {
                let indent = page.indent();
                page.out.push_str(&format!("{indent}+------------------------------------\n"));
                page.need_close = false;
            }
            page.depth -= 1;
        }
        if is_top {
            page.depth = 0;
        }
    }

    /// The last lines: class, message, notes.
    pub fn format_exception_only(&mut self, value: &Value) -> String {
        let class = class_of(value).clone();
        let name = {
            let qualified = self.find_attr(&class.value(), &intern("__qualname__")).ok().flatten();
            let qualified = match qualified.as_ref().and_then(|q| q.get::<Str>()) {
                Some(text) => text.as_str().to_string(),
                None => class.name.get().to_string(),
            };
            let module = self.find_attr(&class.value(), &intern("__module__")).ok().flatten();
            match module.as_ref().and_then(|m| m.get::<Str>()).map(Str::as_str) {
                Some("__main__" | "builtins") => qualified,
                Some(module) => format!("{module}.{qualified}"),
                None => format!("<unknown>.{qualified}"),
            }
        };
        let Some(exception) = value.typed::<Exception>().cloned() else { return format!("{name}\n") };
        let mut out = String::new();
        let is_syntax = class.is_subclass_of(types().exception(Exc::SyntaxError));
        if is_syntax {
            self.format_syntax_error(&exception, &name, &mut out);
        } else {
            let mut text = match self.str(value) {
                Ok(text) => text.as_str().to_string(),
                Err(_) => "<exception str() failed>".to_string(),
            };
            if let Some(more) = self.suggestion(&exception) {
                text.push_str(&more);
            }
            match &*text {
                "" => out.push_str(&format!("{name}\n")),
                text => out.push_str(&format!("{name}: {text}\n")),
            }
        }
        self.format_notes(value, &mut out);
        out
    }

    fn format_notes(&mut self, value: &Value, out: &mut String) {
        let notes = match self.find_attr(value, &intern("__notes__")) {
            Ok(Some(notes)) if !notes.is_none() => notes,
            Ok(_) => return,
            Err(_) => {
                out.push_str("Ignored error getting __notes__\n");
                return;
            }
        };
        if notes.get::<List>().is_none() && notes.get::<Tuple>().is_none() {
            match self.repr(&notes) {
                Ok(text) => out.push_str(&format!("{}\n", text.as_str())),
                Err(_) => out.push_str("<__notes__ repr() failed>\n"),
            }
            return;
        }
        for note in self.collect(&notes).unwrap_or_default() {
            let text = match self.str(&note) {
                Ok(text) => text.as_str().to_string(),
                Err(_) => "<note str() failed>".to_string(),
            };
            for line in text.split('\n') {
                out.push_str(line);
                out.push('\n');
            }
        }
    }

    fn format_syntax_error(&mut self, exception: &Exception, name: &str, out: &mut String) {
        let [message, file, line, offset, text, end_line, end_offset] =
            [0, 1, 2, 3, 4, 5, 6].map(|i| exception.field(i));
        let mut suffix = String::new();
        let file = match &file {
            Value::None => None,
            file => self.str(file).ok().map(|f| f.as_str().to_string()),
        };
        match (as_i64(&line), &file) {
            (Some(line), _) => {
                out.push_str(&format!("  File \"{}\", line {line}\n", file.as_deref().unwrap_or("<string>")))
            }
            (None, Some(file)) => suffix = format!(" ({file})"),
            (None, None) => {}
        }
        if let Some(text) = text.get::<Str>() {
            let text = text.as_str();
            match (as_i64(&offset), as_i64(&line)) {
                (None, _) => {
                    let shown = text.trim_end_matches('\n').trim_start_matches([' ', '\n', '\x0c']);
                    out.push_str(&format!("    {shown}\n"));
                }
                (Some(offset), Some(line)) => {
                    let same = as_i64(&end_line) == Some(line);
                    let end_offset = as_i64(&end_offset).unwrap_or(0);
                    out.push_str(&plain::excerpt(&plain::Told {
                        line: 1,
                        offset,
                        end_line: if same { 1 } else { 2 },
                        end_offset,
                        text,
                    }));
                }
                _ => {}
            }
        }
        let message = match &message {
            Value::None => "<no detail available>".to_string(),
            message => self.str(message).map_or_else(|_| String::new(), |m| m.as_str().to_string()),
        };
        out.push_str(&format!("{name}: {message}{suffix}\n"));
    }
}
