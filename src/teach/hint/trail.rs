//! The asynchronous stack of an exception: which task it was raised in, where that was made, and who awaits it.
//!
//! In: the steps that the loop noted ([`crate::machine::trail`]). Out: lines for people, innermost first; None where no task
//! but the outermost is in it.

use crate::machine::Machine;
use crate::machine::observe::Place;
use crate::machine::trail::Step;
use crate::object::exception::Exception;
use crate::source::Source;
use crate::syntax::ast::{Module, StmtKind};
use crate::syntax::visit;
use std::rc::Rc;

/// The first line.
const HEAD: &str = "asynchronous stack, innermost first:";

/// The lines as one text.
pub(super) fn told(m: &mut Machine, exception: &Exception, source: &Rc<Source>, tree: &Module) -> Option<String> {
    let steps = m.trail_of(exception);
    let tasks = steps.iter().filter(|s| matches!(s, Step::Task(..))).count();
    let cancelled = matches!(steps.first(), Some(Step::Cancelled(_)));
    if tasks < 2 && !cancelled {
        return None;
    }
    let at = |place: Place| -> String {
        match m.observation.source(place) {
            None => String::new(),
            Some(own) if Rc::ptr_eq(&own, source) => format!(" at line {}", own.line(place.span.start)),
            Some(other) => format!(" at line {} of {}", other.line(place.span.start), other.name),
        }
    };
    let by = |place: Place| -> String {
        let here = m.observation.source(place).is_some_and(|own| Rc::ptr_eq(&own, source));
        match here.then(|| function_at(tree, place.span.start)).flatten() {
            Some(name) => format!(" by {name}()"),
            None => String::new(),
        }
    };
    let mut lines = vec![HEAD.to_string()];
    for step in &steps {
        lines.push(match step {
            Step::Cancelled(place) => format!("cancelled{}{}", by(*place), at(*place)),
            Step::Task(name, runs, place) if place.file > 0 => {
                format!("task '{name}', which runs {runs}(), created{}{}", at(*place), by(*place))
            }
            Step::Task(name, runs, _) if !runs.is_empty() && &**runs != "<module>" => {
                format!("task '{name}', which runs {runs}()")
            }
            Step::Task(name, ..) => format!("task '{name}'"),
            Step::Awaited(function, place, through) => {
                let through = match through[..] {
                    [] => String::new(),
                    ref all => format!(", through {}", all.join(", ")),
                };
                match &**function {
                    "<module>" => format!("awaited{}{through}", at(*place)),
                    function => format!("awaited by {function}(){}{through}", at(*place)),
                }
            }
        });
    }
    Some(lines.join("\n"))
}

/// The name of the innermost function around a byte.
fn function_at(tree: &Module, byte: u32) -> Option<Rc<str>> {
    let mut found: Option<(u32, Rc<str>)> = None;
    visit::walk(&tree.body, &mut |_| {}, &mut |s| {
        if let StmtKind::FunctionDef(def) = &s.kind
            && def.body.first().is_some_and(|first| first.span.start <= byte)
            && byte < s.span.end
            && found.as_ref().is_none_or(|f| s.span.end - s.span.start < f.0)
        {
            found = Some((s.span.end - s.span.start, def.name.id.clone()));
        }
    });
    found.map(|f| f.1)
}
