//! Hints: what an exception that nobody caught most likely means, and what to write instead.
//!
//! In: an exception, when it has been printed. Out: one diagnostic at the place where it happened, with the values of the
//! names there and, where one is known, the cause and the repair. One family a file: `names`, `coroutines`, `iteration`,
//! `data`, `calls`, `network`. A hint is looked for only when it is shown, so that programs that fail and recover pay nothing.

mod calls;
pub(super) mod coroutines;
mod data;
mod group;
mod iteration;
mod names;
mod network;
mod scene;
mod trail;

use crate::diagnostic::{Diagnostic, Severity, codes, json, render};
use crate::machine::Machine;
use crate::object::exception::Exception;
use crate::object::list::Tuple;
use crate::object::{Exc, Raise};
use crate::source::{Source, Span};
use scene::{Scene, Spot};

/// A hint in the making.
pub struct Hint {
    /// The code.
    code: &'static str,
    /// Where it is drawn, and what is said there.
    here: (Span, String),
    /// Other places.
    labels: Vec<(Span, String)>,
    /// What to do.
    help: Option<String>,
}

impl Hint {
    fn at(code: &'static str, span: Span, label: impl Into<String>) -> Hint {
        Hint { code, here: (span, label.into()), labels: Vec::new(), help: None }
    }

    fn label(mut self, span: Span, text: impl Into<String>) -> Hint {
        self.labels.push((span, text.into()));
        self
    }

    fn help(mut self, text: impl Into<String>) -> Hint {
        self.help = Some(text.into());
        self
    }
}

type Find = fn(&mut Scene<'_>) -> Option<Hint>;

/// In the order in which they are asked.
const FAMILIES: &[Find] = &[names::find, coroutines::find, iteration::find, data::find, calls::find, network::find];

/// The exception to speak of: of a group, its first member that is no group.
fn leaf(raise: &Raise) -> Raise {
    let mut at = Raise(raise.0.clone());
    while at.is(Exc::BaseExceptionGroup) {
        let members = at.0.field(1);
        let first = members.get::<Tuple>().and_then(|t| t.as_slice().first().cloned());
        match first.and_then(|f| f.typed::<Exception>().cloned()) {
            Some(member) => at = Raise(member),
            None => break,
        }
    }
    at
}

/// The exception to speak of: a member of a group that was raised somewhere, else the group.
fn subject(m: &mut Machine, raise: &Raise) -> Raise {
    let member = leaf(raise);
    match Spot::of(m, &member.0) {
        Some(_) => member,
        None => Raise(raise.0.clone()),
    }
}

/// What is shown below the traceback of an exception; None when there is nothing to add to it. The
/// code comes with the text.
pub fn explain(m: &mut Machine, whole: &Raise, color: bool) -> Option<(&'static str, String)> {
    let raise = subject(m, whole);
    if raise.is(Exc::SystemExit) || raise.is(Exc::KeyboardInterrupt) || raise.is(Exc::SyntaxError) {
        return None;
    }
    let spot = Spot::of(m, &raise.0).filter(|spot| spot.source.dialect)?;
    let (code, diagnostic) = diagnose(m, whole, &raise, &spot)?;
    Some((code, render::render(&diagnostic, &spot.source, color)))
}

/// An exception that nobody caught as one line of JSON: what it means, and its traceback.
pub fn as_json(m: &mut Machine, raise: &Raise) -> String {
    let traceback = m.traceback_text(&raise.value()).unwrap_or_default();
    let leaf = subject(m, raise);
    let spot = Spot::of(m, &leaf.0);
    let found = spot.as_ref().and_then(|spot| diagnose(m, raise, &leaf, spot));
    let nowhere = Source::new("<nowhere>", "");
    let source = spot.as_ref().map_or(nowhere, |spot| spot.source.clone());
    let diagnostic = found.map(|f| f.1).unwrap_or_else(|| {
        let last = m.format_exception_only(&leaf.value());
        let span = spot.as_ref().map_or(Span::default(), |spot| spot.span);
        Diagnostic::error(codes::UNCAUGHT, last.lines().last().unwrap_or("").to_string(), span)
    });
    format!("{}\n", json::uncaught(&diagnostic, &source, &traceback))
}

/// What an exception means, at its place; None where its source cannot be read.
fn diagnose(m: &mut Machine, whole: &Raise, raise: &Raise, spot: &Spot) -> Option<(&'static str, Diagnostic)> {
    let mut found = Vec::new();
    let tree = crate::syntax::parse(&spot.source, &mut found);
    if found.iter().any(|d| d.severity == Severity::Error) {
        return None;
    }
    let group = group::spot(m, whole);
    let mut scene = Scene::new(m, raise, spot, &tree);
    let hint = FAMILIES.iter().find_map(|find| find(&mut scene));
    let hint = hint.unwrap_or_else(|| Hint::at(codes::UNCAUGHT, scene.span, "raised here"));
    let hint = match &group {
        Some(group) => group::told(&scene, group, hint),
        None => hint,
    };
    let values = scene.values();
    let message = match &*scene.message {
        "" => scene.class.clone(),
        text => format!("{}: {}", scene.class, text.lines().next().unwrap_or("")),
    };
    let mut diagnostic = Diagnostic::error(hint.code, message, hint.here.0).here(hint.here.1);
    for (span, text) in hint.labels {
        diagnostic = diagnostic.label(span, text);
    }
    if let Some(values) = values {
        diagnostic = diagnostic.note(format!("here {values}"));
    }
    if let Some(stack) = trail::told(m, &raise.0, &spot.source, &tree) {
        diagnostic = diagnostic.note(stack);
    }
    diagnostic.help = hint.help;
    Some((hint.code, diagnostic))
}
