//! `from __future__ import ...`.
//!
//! In: a file. Out: whether annotations stay text, and where the last such import is. All other features are the
//! language's own by now.

use crate::diagnostic::{Diagnostic, codes};
use crate::source::Span;
use crate::syntax::ast::{Constant, ExprKind, Module, StmtKind};

const FEATURES: [&str; 10] = [
    "nested_scopes",
    "generators",
    "division",
    "absolute_import",
    "with_statement",
    "print_function",
    "unicode_literals",
    "barry_as_FLUFL",
    "generator_stop",
    "annotations",
];

/// What the imports at the beginning of a file ask for.
pub(super) struct Features {
    /// PEP 563.
    pub annotations: bool,
    /// Where the last of them starts; those behind it are faults.
    pub last: u32,
}

/// Reads the imports at the beginning of a file.
pub(super) fn features(module: &Module, diagnostics: &mut Vec<Diagnostic>) -> Features {
    let mut found = Features { annotations: false, last: 0 };
    for (i, statement) in module.body.iter().enumerate() {
        match &statement.kind {
            StmtKind::ImportFrom { module: Some(from), names, level: 0 } if &*from.id == "__future__" => {
                found.last = statement.span.start;
                let start = Span::new(found.last, found.last);
                for alias in names {
                    let name = &*alias.name.id;
                    if name == "braces" {
                        diagnostics.push(Diagnostic::error(codes::FUTURE, "not a chance", start));
                    } else if !FEATURES.contains(&name) {
                        let message = format!("future feature {name} is not defined");
                        diagnostics.push(Diagnostic::error(codes::FUTURE, message, start));
                    }
                    found.annotations |= name == "annotations";
                }
            }
            StmtKind::Expr(value) if i == 0 && matches!(value.kind, ExprKind::Constant(Constant::Str(_))) => {}
            _ => break,
        }
    }
    found
}
