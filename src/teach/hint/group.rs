//! A hint on groups: a handler that waits for an exception which comes inside a group.
//!
//! In: the group that nobody caught, and the member that is spoken of. Out: the hint, changed, where a plain `except` names the
//! member's class around the place where the group was raised.

use super::Hint;
use super::scene::{Scene, Spot};
use crate::diagnostic::codes;
use crate::machine::Machine;
use crate::object::{Exc, Raise};
use crate::source::Span;
use crate::syntax::ast::{Expr, ExprKind, StmtKind};
use crate::syntax::visit;

/// The place where a group left the program's own text.
pub(super) fn spot(m: &mut Machine, whole: &Raise) -> Option<Spot> {
    if !whole.is(Exc::BaseExceptionGroup) {
        return None;
    }
    Spot::of(m, &whole.0)
}

/// Speaks of the handler, if there is one; else gives the hint back as it is.
pub(super) fn told(scene: &Scene<'_>, group: &Spot, hint: Hint) -> Hint {
    if !std::rc::Rc::ptr_eq(&group.source, scene.source) {
        return hint;
    }
    let place = group.span;
    let mut found: Option<(u32, Span)> = None;
    visit::walk(&scene.tree.body, &mut |_| {}, &mut |s| {
        let StmtKind::Try { body, handlers, star: false, .. } = &s.kind else { return };
        let inside = body.first().is_some_and(|b| b.span.start <= place.start)
            && body.last().is_some_and(|b| place.end <= b.span.end);
        let size = s.span.end - s.span.start;
        if !inside || found.is_some_and(|f| f.0 <= size) {
            return;
        }
        let test = handlers.iter().filter_map(|h| h.test.as_ref()).find(|test| names(test, &scene.class));
        if let Some(test) = test {
            found = Some((size, test.span));
        }
    });
    let Some((_, test)) = found else { return hint };
    let text = scene.text(test);
    Hint { code: codes::IN_GROUP, ..hint }
        .label(test, "this waits for the exception itself, not for a group of them")
        .help(format!("a TaskGroup raises a group: catch its members with `except* {text}:`"))
}

fn names(test: &Expr, class: &str) -> bool {
    match &test.kind {
        ExprKind::Name(name) => &**name == class,
        ExprKind::Attribute { attr, .. } => &*attr.id == class,
        ExprKind::Tuple(items) => items.iter().any(|item| names(item, class)),
        _ => false,
    }
}
