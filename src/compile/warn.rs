//! SyntaxWarnings: what is allowed and almost certainly a slip.
//!
//! In: expressions as they are compiled. Out: warnings with CPython's words.

use super::Compiler;
use super::constant::{self, Constant};
use crate::diagnostic::codes;
use crate::source::Span;
use crate::syntax::ast::{CompareOperator, Expr, ExprKind};

impl<'a> Compiler<'a> {
    /// `x is 1`
    pub(super) fn check_is(&mut self, first: &Expr, rest: &[(CompareOperator, Expr)], span: Span) {
        if !rest.iter().any(|(op, _)| matches!(op, CompareOperator::Is | CompareOperator::IsNot)) {
            return;
        }
        let mut left = self.literal(first);
        for (op, right) in rest {
            let right = self.literal(right);
            if let Some(kind) = left.or(right) {
                let (word, equal) = match op {
                    CompareOperator::Is => ("is", "=="),
                    CompareOperator::IsNot => ("is not", "!="),
                    _ => {
                        left = right;
                        continue;
                    }
                };
                self.warning(
                    codes::IS_LITERAL,
                    format!("\"{word}\" with '{kind}' literal. Did you mean \"{equal}\"?"),
                    span,
                );
            }
            left = right;
        }
    }

    /// The type of a literal whose identity means nothing.
    fn literal(&self, e: &Expr) -> Option<&'static str> {
        match self.fold(e)? {
            Constant::None | Constant::Bool(_) | Constant::Ellipsis => None,
            value => Some(constant::type_name(&value)),
        }
    }

    /// `(1, 2)(3)`
    pub(super) fn check_callable(&mut self, func: &Expr) {
        let never = matches!(
            func.kind,
            ExprKind::Constant(_)
                | ExprKind::Tuple(_)
                | ExprKind::List(_)
                | ExprKind::ListComp { .. }
                | ExprKind::Dict { .. }
                | ExprKind::DictComp { .. }
                | ExprKind::Set(_)
                | ExprKind::SetComp { .. }
                | ExprKind::GeneratorExp { .. }
                | ExprKind::FString(_)
        );
        if never && let Some(kind) = self.type_of(func) {
            let message = format!("'{kind}' object is not callable; perhaps you missed a comma?");
            self.warning(codes::NOT_CALLABLE, message, func.span);
        }
    }

    /// `1[2]`, `[1]["a"]`
    pub(super) fn check_subscript(&mut self, value: &Expr, index: &Expr) {
        let kind = self.type_of(value);
        let unsubscriptable = match &value.kind {
            ExprKind::Set(_) | ExprKind::SetComp { .. } | ExprKind::GeneratorExp { .. } | ExprKind::Lambda { .. } => {
                true
            }
            ExprKind::Constant(_) => {
                matches!(kind, Some("NoneType" | "ellipsis" | "int" | "bool" | "float" | "complex"))
            }
            _ => false,
        };
        let Some(kind) = kind else { return };
        if unsubscriptable {
            let message = format!("'{kind}' object is not subscriptable; perhaps you missed a comma?");
            return self.warning(codes::NOT_SUBSCRIPTABLE, message, value.span);
        }
        let sequence = match &value.kind {
            ExprKind::Constant(_) => matches!(kind, "str" | "bytes"),
            ExprKind::Tuple(_) | ExprKind::List(_) | ExprKind::ListComp { .. } | ExprKind::FString(_) => true,
            _ => false,
        };
        let Some(by) = self.type_of(index).filter(|by| sequence && !matches!(*by, "int" | "bool")) else { return };
        let message = format!("{kind} indices must be integers or slices, not {by}; perhaps you missed a comma?");
        self.warning(codes::INDEX, message, value.span);
    }

    /// The type of an expression, where its form alone tells.
    fn type_of(&self, e: &Expr) -> Option<&'static str> {
        Some(match &e.kind {
            ExprKind::Tuple(_) => "tuple",
            ExprKind::List(_) | ExprKind::ListComp { .. } => "list",
            ExprKind::Dict { .. } | ExprKind::DictComp { .. } => "dict",
            ExprKind::Set(_) | ExprKind::SetComp { .. } => "set",
            ExprKind::GeneratorExp { .. } => "generator",
            ExprKind::Lambda { .. } => "function",
            ExprKind::FString(_) => "str",
            ExprKind::Constant(_) | ExprKind::UnaryOp { .. } => constant::type_name(&self.fold(e)?),
            _ => return None,
        })
    }
}
