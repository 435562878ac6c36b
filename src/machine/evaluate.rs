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
                    let sooner = if options.mode == Mode::Eval { past_expression(source, &fault) } else { None };
                    Err(syntax_error(sooner.as_ref().unwrap_or(&fault), source, options.mode))
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
            [only] if matches!(&only.kind, StmtKind::Expr(value) if !ends_line(source, value)) => None,
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

/// Whether a semicolon stands behind an expression: then it is a statement.
fn ends_line(source: &Source, value: &crate::syntax::ast::Expr) -> bool {
    let behind = token_after(source, value.span.end);
    source.slice(behind) == ";"
}

/// Whether CPython finds a fault when the tree has been read: its compiler, or its reading of the names.
fn of_compiler(fault: &Diagnostic) -> bool {
    let words = ["positional patterns", "cannot use", "bare *"];
    fault.code.0.starts_with("E03")
        || (fault.code.0 == codes::PATTERN && !words.iter().any(|words| fault.message.starts_with(words)))
}

/// Whether CPython finds a fault when it reads the names: then the place is no argument of the exception.
fn of_names(fault: &Diagnostic) -> bool {
    matches!(
        fault.code.0,
        codes::DUPLICATE_PARAMETER
            | codes::DECLARATION
            | codes::STAR_IMPORT
            | codes::TYPE_PARAMETER
            | codes::YIELD_IN_COMPREHENSION
            | codes::NONLOCAL_AT_TOP
            | codes::NONLOCAL_TYPE_PARAMETER
            | codes::NO_BINDING
            | codes::WALRUS_IN_CLASS
            | codes::WALRUS_VARIABLE
            | codes::WALRUS_ITERABLE
            | codes::WALRUS_TARGET
            | codes::IN_ANNOTATION
    )
}

/// Before a fault, the first token that ends an expression in any case: there `eval` stops.
fn past_expression(source: &Source, fault: &Diagnostic) -> Option<Diagnostic> {
    use crate::syntax::token::TokenKind as T;
    let mut depth = 0;
    let mut lambdas = 0;
    let behind = fault.code.0 == codes::TARGET;
    for token in crate::syntax::lexer::tokenize(source, &mut Vec::new()) {
        if token.span.start >= fault.span().start && !behind {
            return None;
        }
        match token.kind {
            T::Def | T::Class | T::Del if depth == 0 => {
                return Some(Diagnostic::error(codes::SYNTAX, "invalid syntax", token.span));
            }
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
    let told = plain::told(fault, source);
    let plain::Told { line, offset: mut column, end_line, end_offset: mut end_column, text: shown } = told;
    let length = shown.chars().count() as i64;
    let empty = source.text.is_empty();
    let ended = line < source.line(source.text.len() as u32);
    let text = match mode {
        // The compiler has no text any more: it would look into the file.
        _ if of_compiler(fault) && source.name.starts_with('<') => Value::None,
        _ if empty => Value::from(""),
        Mode::Eval if !ended => Value::from(shown),
        // The lexer has read no further than the line.
        _ if plain::of_lexer(fault) => Value::from(shown),
        _ => Value::from(format!("{shown}\n")),
    };
    // An expression without a line end behind it breaks off before anything CPython could point at.
    if mode == Mode::Eval && !ended && column > length && fault.code.0 == codes::SYNTAX {
        (column, end_column) = (0, 0);
    }
    let (line, column, end_line, end_column) = if empty { (0, 0, 0, 0) } else { (line, column, end_line, end_column) };
    let message = Value::from(&*fault.message);
    let fields = vec![
        Value::from(&*source.name),
        Value::Int(i64::from(line)),
        Value::Int(column),
        text,
        Value::Int(i64::from(end_line)),
        Value::Int(end_column),
    ];
    let arguments = match of_names(fault) {
        true => vec![message.clone()],
        false => vec![message.clone(), Tuple::create(fields.clone()).into_value()],
    };
    let raise = which.with(arguments);
    raise.0.set_field(0, message);
    for (i, field) in fields.into_iter().enumerate() {
        raise.0.set_field(i + 1, field);
    }
    raise
}
