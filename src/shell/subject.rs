//! Commands about a thing or a text: `:states`, `:dis`, `:src`, `:doc`, `:type`, `:ast`, `:tokens`.
//!
//! In: names, or else expressions, which are evaluated; texts. Out: what is to be seen of them. Names are looked up where
//! they are stored, so that nothing of the program runs for them.

use super::command::{complain, show};
use super::complete::{about, resolve};
use super::session::{Ended, Session};
use crate::asyncio::task::Task;
use crate::bytecode::Code;
use crate::bytecode::disassemble;
use crate::compile::{Options, compile};
use crate::diagnostic::Severity;
use crate::diagnostic::catalogue::said;
use crate::object::Value;
use crate::object::class::Class;
use crate::object::descriptor::{Module, NativeFunction};
use crate::object::function::{BoundMethod, Function};
use crate::object::generator::{Generator, Status};
use crate::object::str::Str;
use crate::source::{Source, Span};
use crate::syntax::ast::StmtKind;
use crate::syntax::visit;
use std::rc::Rc;

/// What the argument of a command stands for: by its name where it is one, so that nothing is run; else it is evaluated.
fn value(session: &mut Session, text: &str) -> Option<Value> {
    let chain: Vec<String> = text.split('.').map(|part| part.trim().to_string()).collect();
    if let Some(found) = resolve(&session.machine, &session.main.dict.clone(), &chain) {
        return Some(found);
    }
    let is_word = |part: &String| part.chars().all(|c| c.is_alphanumeric() || c == '_') && !part.is_empty();
    let is_number = text.starts_with(|c: char| c.is_ascii_digit());
    if chain.iter().all(is_word) && !is_number {
        // An attribute that is made when it is asked for is looked up as the program would.
        let known = chain.len() > 1 && resolve(&session.machine, &session.main.dict.clone(), &chain[..1]).is_some();
        if !known {
            complain(session, &format!("nothing is called '{text}' here"));
            return None;
        }
    }
    let namespace = session.main.dict.value();
    let eval = session.machine.builtins.get_name("eval").unwrap_or_default();
    match session.machine.call(&eval, &[Value::from(text), namespace]) {
        Ok(value) => Some(value),
        Err(raise) => {
            session.fault(&raise);
            None
        }
    }
}

/// What a thing is, where it has no code to show.
fn kind_of(value: &Value) -> String {
    let function = value.get::<BoundMethod>().map_or(value.clone(), |method| method.function.clone());
    if function.get::<NativeFunction>().is_some() {
        return "built in".to_string();
    }
    match (value.get::<Class>(), value.get::<Module>()) {
        (Some(_), _) => "a class".to_string(),
        (_, Some(_)) => "a module".to_string(),
        _ => format!("of type '{}'", crate::object::class::class_of(value).name.get()),
    }
}

/// The code of a function, method, coroutine, generator or task; and the state in which one of the last three stands.
fn code_of(value: &Value) -> Option<(Rc<Code>, Option<Stands>)> {
    if let Some(method) = value.get::<BoundMethod>() {
        return code_of(&method.function);
    }
    if let Some(task) = value.get::<Task>() {
        return code_of(&Value::Object(task.coroutine.get()?));
    }
    if let Some(function) = value.get::<Function>() {
        return Some((function.code.get().code.clone(), None));
    }
    let generator = value.get::<Generator>()?;
    let code = generator.function.as_ref()?.code.get().code.clone();
    let stands = match generator.status.get() {
        Status::Created => Stands::At(0),
        Status::Running => Stands::Running,
        Status::Finished => Stands::Over,
        _ => {
            let pc = generator.pc.get();
            let at = code.states.iter().position(|s| s.pc == pc || s.pc + 1 == pc);
            at.map_or(Stands::Running, |at| Stands::At(at + 1))
        }
    };
    Some((code, Some(stands)))
}

/// Where a coroutine stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stands {
    /// In a state.
    At(usize),
    /// It runs.
    Running,
    /// It has ended.
    Over,
}

fn code(session: &mut Session, name: &str) -> Option<(Rc<Code>, Option<Stands>)> {
    let value = value(session, name)?;
    let code = code_of(&value);
    if code.is_none() {
        complain(session, &format!("'{name}' is {}: it has no code to show", kind_of(&value)));
    }
    code
}

pub(super) fn states(session: &mut Session, name: &str) -> Ended {
    let Some((code, stands)) = code(session, name) else { return Ended::Badly };
    if code.states.is_empty() {
        return complain(session, &format!("'{name}' has no states: it never suspends"));
    }
    let tree = crate::syntax::parse(&code.source, &mut Vec::new());
    let machine = crate::teach::states::machine(&code, &tree);
    let now = stands.and_then(|stands| if let Stands::At(state) = stands { Some(state) } else { None });
    let mut text = crate::teach::states_text::text_at(&machine, None, now);
    match stands {
        Some(Stands::Running) => text.push_str(&format!("{}\n", said("it runs now"))),
        Some(Stands::Over) => text.push_str(&format!("{}\n", said("it is over"))),
        _ => {}
    }
    show(session, &text)
}

pub(super) fn dis(session: &mut Session, text: &str) -> Ended {
    let chain: Vec<String> = text.split('.').map(|part| part.trim().to_string()).collect();
    let is_name = chain.iter().all(|part| part.chars().all(|c| c.is_alphanumeric() || c == '_'));
    if is_name && !text.starts_with(|c: char| c.is_ascii_digit()) {
        return match code(session, text) {
            Some((code, _)) => show(session, &disassemble::disassemble(&code)),
            None => Ended::Badly,
        };
    }
    // No name: the text itself.
    let source = Source::new("<input>", format!("{text}\n"));
    let mut diagnostics = Vec::new();
    let tree = crate::syntax::parse(&source, &mut diagnostics);
    let wrong = diagnostics.iter().any(|d| d.severity == Severity::Error);
    let options = Options { top_level_await: true, ..Options::default() };
    let code = if wrong { None } else { compile(&tree, &source, &options, &mut diagnostics) };
    session.tell(&diagnostics, &source);
    match code {
        Some(code) => show(session, &disassemble::disassemble(&code)),
        None => Ended::Badly,
    }
}

/// Where a class is defined: round the code of one of its methods.
fn source_of_class(class: &Class) -> Option<(Rc<Source>, Span)> {
    let methods = class.dict().items();
    let code = methods.iter().find_map(|(_, value)| Some(value.get::<Function>()?.code.get().code.clone()))?;
    let tree = crate::syntax::parse(&code.source, &mut Vec::new());
    let name = class.name.get();
    let mut found = None;
    visit::walk(&tree.body, &mut |_| {}, &mut |statement| {
        if let StmtKind::ClassDef(defined) = &statement.kind {
            let holds = statement.span.start <= code.span.start && code.span.end <= statement.span.end;
            if holds && *defined.name.id == *name {
                found = Some(statement.span);
            }
        }
    });
    found.map(|span| (code.source.clone(), span))
}

pub(super) fn src(session: &mut Session, name: &str) -> Ended {
    let Some(value) = value(session, name) else { return Ended::Badly };
    let of_class = value.get::<Class>().and_then(source_of_class);
    let of_code = code_of(&value).map(|(code, _)| (code.source.clone(), code.span));
    let Some((source, span)) = of_code.or(of_class) else {
        // Of what comes from files the library knows the way.
        let text = session.ask("source", std::slice::from_ref(&value)).ok();
        return match text.as_ref().and_then(|text| text.get::<Str>()) {
            Some(text) => show(session, text.as_str()),
            None => complain(session, &format!("'{name}' is {}: it has no code to show", kind_of(&value))),
        };
    };
    let first = source.line(span.start);
    let last = source.line(span.end.saturating_sub(1));
    let lines = (first..=last).filter_map(|line| source.line_text(line));
    let text: String = lines.map(|line| format!("{line}\n")).collect();
    show(session, &text)
}

pub(super) fn ast(session: &mut Session, text: &str) -> Ended {
    let source = Source::new("<input>", format!("{text}\n"));
    let mut diagnostics = Vec::new();
    let tree = crate::syntax::parse(&source, &mut diagnostics);
    session.tell(&diagnostics, &source);
    show(session, &crate::syntax::dump::module(&tree, &source, false))
}

pub(super) fn tokens(session: &mut Session, text: &str) -> Ended {
    let source = Source::new("<input>", format!("{text}\n"));
    let mut diagnostics = Vec::new();
    let tokens = crate::syntax::lexer::tokenize(&source, &mut diagnostics);
    session.tell(&diagnostics, &source);
    show(session, &crate::syntax::dump::tokens(&tokens, &source))
}

pub(super) fn doc(session: &mut Session, name: &str) -> Ended {
    let Some(value) = value(session, name) else { return Ended::Badly };
    let found = session.machine.find_attr(&value, &crate::object::str::intern("__doc__")).ok().flatten();
    let text = found.filter(|text| !text.is_none()).and_then(|text| session.machine.str(&text).ok());
    let about = about(&value);
    let head =
        if about.contains('(') { format!("{name}{}", about.trim_start_matches("async ")) } else { about.clone() };
    let head = if about.starts_with("async ") { format!("async {head}") } else { head };
    match text {
        Some(text) => show(session, &format!("{head}\n\n{}", text.as_str())),
        None => show(session, &head),
    }
}

pub(super) fn type_of(session: &mut Session, name: &str) -> Ended {
    match value(session, name) {
        Some(value) => {
            let class = crate::object::class::class_of(&value).full_name_of_type();
            show(session, &class)
        }
        None => Ended::Badly,
    }
}
