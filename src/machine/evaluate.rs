//! Source text at run time: what `compile`, `eval`, `exec` and imports make code of.
//!
//! In: a source and options. Out: a code object, or the SyntaxError that CPython raises. It never prints what is wrong;
//! warnings go to standard error as CPython's `warnings` shows them.

use super::Machine;
use crate::compile::{Mode, Options, compile};
use crate::diagnostic::{Diagnostic, Fault, Severity, codes, plain};
use crate::object::function::Code;
use crate::object::heap::Gc;
use crate::object::list::Tuple;
use crate::object::types::types;
use crate::object::{Exc, Outcome, Raise, Value};
use crate::source::{Source, Span};
use crate::syntax::ast::{Module, StmtKind};
use std::rc::Rc;

impl Machine {
    /// Compiles a source; SyntaxError when it is wrong.
    pub fn compile_source(&mut self, source: &Rc<Source>, options: &Options) -> Outcome<Gc<Code>> {
        let mut diagnostics = Vec::new();
        let tree = self.with_deep_stack(|| crate::syntax::parse(source, &mut diagnostics));
        if !has_error(&diagnostics) {
            diagnostics.extend(shape_fault(&tree, source, options.mode));
        }
        let code = match has_error(&diagnostics) {
            true => None,
            false => self.with_deep_stack(|| compile(&tree, source, options, &mut diagnostics)),
        };
        match code {
            Some(code) => {
                for diagnostic in &diagnostics {
                    self.warn_of_text(diagnostic, source, options.mode)?;
                }
                Ok(Code::create(&code))
            }
            None => match crate::syntax::raised(source, &diagnostics) {
                Some(fault) => {
                    let sooner = if options.mode == Mode::Eval { past_expression(source, fault) } else { None };
                    Err(syntax_error(sooner.as_ref().unwrap_or(fault), source, options.mode))
                }
                None => Err(Exc::SyntaxError.raise("invalid syntax")),
            },
        }
    }

    /// Issues a warning of the compiler: through `warnings` where a program imported that, whose filters may make it an
    /// error, which is a SyntaxError then.
    fn warn_of_text(&mut self, diagnostic: &Diagnostic, source: &Source, mode: Mode) -> Outcome<()> {
        let Some(warnings) = self.modules.get_name("warnings").filter(|w| !w.is_none()) else {
            self.write_error(&plain::plain(diagnostic, source));
            return Ok(());
        };
        let category = types().exception(Exc::SyntaxWarning).value();
        let line = source.place(plain::told_at(diagnostic).start.min(source.text.len() as u32)).line;
        let arguments =
            [Value::from(&*diagnostic.message), category, Value::from(&*source.name), Value::Int(i64::from(line))];
        match self.call_method(&warnings, "warn_explicit", &arguments) {
            Err(raise) if raise.is(Exc::SyntaxWarning) => Err(syntax_error(diagnostic, source, mode)),
            other => other.map(drop),
        }
    }
}

fn has_error(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|d| d.severity == Severity::Error)
}

/// What is wrong with the tree as a whole for a mode: `eval` takes one expression, `single` one statement.
fn shape_fault(tree: &Module, source: &Source, mode: Mode) -> Option<Diagnostic> {
    let invalid = |span: Span| Some(Diagnostic::error(codes::SYNTAX, "invalid syntax", span));
    let end = Span::new(source.text.len() as u32, source.text.len() as u32);
    match mode {
        Mode::Exec => None,
        Mode::Eval => match &tree.body[..] {
            [] => invalid(end),
            [only] if matches!(only.kind, StmtKind::Expr(_)) => None,
            [first, ..] => match &first.kind {
                StmtKind::Expr(value) => invalid(token_after(source, value.span.end)),
                StmtKind::Assign { targets, .. } => {
                    invalid(token_after(source, targets.first().map_or(0, |t| t.span.end)))
                }
                StmtKind::AugAssign { target, .. } | StmtKind::AnnAssign { target, .. } => {
                    invalid(token_after(source, target.span.end))
                }
                _ => invalid(token_after(source, first.span.start)),
            },
        },
        Mode::Single => match &tree.body[..] {
            [] => invalid(end),
            [first, .., last] if source.slice(Span::new(first.span.end, last.span.start)).contains('\n') => {
                let message = "multiple statements found while compiling a single statement";
                Some(Diagnostic::error(codes::SYNTAX, message, Span::new(0, first.span.end)))
            }
            _ => None,
        },
    }
}

/// Before a fault, the first token that ends an expression in any case: there `eval` stops.
fn past_expression(source: &Source, fault: &Diagnostic) -> Option<Diagnostic> {
    use crate::syntax::token::TokenKind as T;
    let mut depth = 0;
    let mut lambdas = 0;
    for token in crate::syntax::lexer::tokenize(source, &mut Vec::new()) {
        if token.span.start >= fault.span().start {
            return None;
        }
        match token.kind {
            T::LeftParen | T::LeftBracket | T::LeftBrace => depth += 1,
            T::RightParen | T::RightBracket | T::RightBrace => depth -= 1,
            T::Lambda if depth == 0 => lambdas += 1,
            T::Colon if depth == 0 && lambdas > 0 => lambdas -= 1,
            T::Equal | T::PlusEqual | T::MinusEqual | T::Colon | T::Semicolon if depth == 0 && lambdas == 0 => {
                return Some(Diagnostic::error(codes::SYNTAX, "invalid syntax", token.span));
            }
            _ => {}
        }
    }
    None
}

/// The token that starts at or after a byte, blanks and line ends skipped: a word, or one or two signs.
fn token_after(source: &Source, byte: u32) -> Span {
    let rest = source.text.get(byte as usize..).unwrap_or("");
    let trimmed = rest.trim_start_matches([' ', '\t', '\n', '\r', ')']);
    let start = byte + (rest.len() - trimmed.len()) as u32;
    let word = trimmed.chars().take_while(|c| c.is_alphanumeric() || *c == '_').map(char::len_utf8).sum::<usize>();
    let signs = trimmed.bytes().take_while(|b| b"+-*/%&|^@<>=:".contains(b)).count();
    let length = word.max(signs).max(trimmed.chars().next().map_or(0, char::len_utf8)) as u32;
    Span::new(start, start + length)
}

/// The SyntaxError of a fault, with its fields.
pub fn syntax_error(fault: &Diagnostic, source: &Source, mode: Mode) -> Raise {
    let which = match fault.fault {
        Fault::Syntax => Exc::SyntaxError,
        Fault::Indentation => Exc::IndentationError,
        Fault::Tab => Exc::TabError,
    };
    let span = plain::told_at(fault);
    let place = source.place(span.start.min(source.text.len() as u32));
    let (line, mut column) = match source.line_text(place.line) {
        Some("") if span.start as usize == source.text.len() && place.line > 1 => {
            let line = place.line - 1;
            (line, source.line_text(line).map_or(0, |t| t.chars().count()) + 1)
        }
        _ => (place.line, place.column as usize),
    };
    let shown = source.line_text(line).unwrap_or("");
    let length = shown.chars().count();
    let end = source.place(span.end.min(source.text.len() as u32));
    let (mut end_line, mut end_column) = (line, column as i64 + 1);
    if end.line > line && span.end > span.start {
        (end_line, end_column) = (end.line, i64::from(end.column));
    } else if end.line == line && end.column as usize > column {
        end_column = i64::from(end.column);
    }
    match fault.code.0 {
        codes::UNINDENT => (column, end_column) = (length + 1, -1),
        codes::NEVER_CLOSED => end_column = 0,
        _ => {}
    }
    if fault.message == "unexpected indent" {
        end_column = -1;
    }
    let empty = source.text.is_empty();
    let ended = line < source.line(source.text.len() as u32);
    let text = match mode {
        _ if empty => String::new(),
        Mode::Eval if !ended => shown.to_string(),
        _ => format!("{shown}\n"),
    };
    // An expression without a line end behind it breaks off before anything CPython could point at.
    if mode == Mode::Eval && !ended && column > length && fault.code.0 == codes::SYNTAX {
        (column, end_column) = (0, 0);
    }
    let (line, column, end_line, end_column) =
        if empty { (0, 0, 0, 0) } else { (line, column as i64, end_line, end_column) };
    let message = Value::from(&*fault.message);
    let fields = vec![
        Value::from(&*source.name),
        Value::Int(i64::from(line)),
        Value::Int(column),
        Value::from(text),
        Value::Int(i64::from(end_line)),
        Value::Int(end_column),
    ];
    let raise = which.with(vec![message.clone(), Tuple::create(fields.clone()).into_value()]);
    raise.0.set_field(0, message);
    for (i, field) in fields.into_iter().enumerate() {
        raise.0.set_field(i + 1, field);
    }
    raise
}
