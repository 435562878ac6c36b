//! Default values that the calls of a function share: a list, a dict or a set, made once, when the function is defined.
//!
//! In: a function and one of its parameters. Out: whether what one call does to the default shows in the next. A default
//! that is only read harms nobody, and one whose name says that it is a cache is shared on purpose.

use crate::syntax::ast::*;
use crate::syntax::visit;

/// Methods that change what they are called on.
const CHANGES: &[&str] = &[
    "append",
    "add",
    "extend",
    "update",
    "insert",
    "setdefault",
    "pop",
    "popitem",
    "remove",
    "discard",
    "clear",
    "sort",
    "reverse",
];

/// Whether the calls of a function see each other's changes to the default of a parameter.
pub(super) fn is_shared(def: &FunctionDef, name: &str) -> bool {
    if name.starts_with('_') || ["cache", "memo"].iter().any(|word| name.contains(word)) {
        return false;
    }
    let is_it = |e: &Expr| matches!(&e.kind, ExprKind::Name(id) if &**id == name);
    let within = |e: &Expr| match &e.kind {
        ExprKind::Subscript { value, .. } => is_it(value),
        _ => false,
    };
    // A name that is given another value first is no longer the default.
    let replaced = def.body.iter().any(|s| match &s.kind {
        StmtKind::Assign { targets, .. } => targets.iter().any(is_it),
        _ => false,
    });
    let mut shared = false;
    let mut called = false;
    visit::walk(
        &def.body,
        &mut |e| {
            if let ExprKind::Call { func, .. } = &e.kind
                && let ExprKind::Attribute { value, attr } = &func.kind
            {
                called |= is_it(value) && CHANGES.contains(&&*attr.id);
            }
        },
        &mut |s| match &s.kind {
            StmtKind::Assign { targets, value } => {
                let kept = is_it(value) && targets.iter().any(|t| matches!(t.kind, ExprKind::Attribute { .. }));
                shared |= kept || targets.iter().any(within);
            }
            StmtKind::AugAssign { target, .. } => shared |= is_it(target) || within(target),
            StmtKind::Delete(targets) => shared |= targets.iter().any(within),
            StmtKind::Return(Some(value)) => shared |= is_it(value),
            _ => {}
        },
    );
    (shared || called) && !replaced
}
