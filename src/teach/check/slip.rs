//! What Python takes, though something else was meant: `total =+ n`.
//!
//! In: a tree and its source. Out: warnings W0412. It must stay silent where a blank shows that it was meant.

use crate::diagnostic::{Diagnostic, codes};
use crate::source::{Source, Span};
use crate::syntax::ast::*;
use crate::syntax::visit;

/// All signs that stand right behind an equals sign, with a blank behind them.
pub(super) fn signs(tree: &Module, source: &Source) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    visit::walk(&tree.body, &mut |_| {}, &mut |s| {
        let StmtKind::Assign { targets, value } = &s.kind else { return };
        let ([target], ExprKind::UnaryOp { operand, .. }) = (&targets[..], &value.kind) else { return };
        let between = source.slice(Span::new(target.span.end, operand.span.start));
        let sign = match between.trim_start().split_at_checked(2) {
            Some((sign @ ("=+" | "=-"), " " | "  ")) => sign,
            _ => return,
        };
        let (name, value_text) = (source.slice(target.span), source.slice(value.span));
        let span = Span::new(value.span.start - 1, value.span.start + 1);
        let meant = format!("{name} {}= {}", &sign[1..], source.slice(operand.span));
        let message = format!("this sets '{name}' to {value_text}, and does not change it by that");
        let warning = Diagnostic::warning(codes::SIGN_BEHIND, message, span).here("the sign belongs to the number");
        found.push(warning.help(format!("write `{meant}` to change it, or put a blank before the sign")));
    });
    found
}
