//! `_ast`: the tree of a text, for `ast`.
//!
//! In: a text and what kind of text it is. Out: an expression that makes the tree out of `ast`'s classes, places
//! included; or the SyntaxError. It runs nothing.

use crate::compile::Mode;
use crate::machine::Machine;
use crate::machine::evaluate::syntax_error;
use crate::native;
use crate::native::NativeModule;
use crate::object::{Outcome, Value};
use crate::source::Source;
use crate::syntax::ast::StmtKind;
use crate::syntax::dump;

/// `_ast`
pub static MODULE: NativeModule = NativeModule {
    name: "_ast",
    help: "The tree of a text, for ast.",
    functions: &[native!("tree(source, filename, mode, /)", tree, "The text that makes the tree of a text.")],
    ..NativeModule::BASE
};

fn tree(_: &mut Machine, source: String, filename: String, mode: String) -> Outcome<Value> {
    let source = Source::strict(filename, source);
    let mut faults = Vec::new();
    let module = crate::syntax::parse(&source, &mut faults);
    let mode = match mode.as_str() {
        "eval" => Mode::Eval,
        "single" => Mode::Single,
        _ => Mode::Exec,
    };
    if let Some(fault) = crate::syntax::raised(&source, &faults) {
        return Err(syntax_error(&fault, &source, mode));
    }
    let text = match (mode, module.body.as_slice()) {
        (Mode::Eval, [only]) => match &only.kind {
            StmtKind::Expr(value) => format!("Expression(body={})", dump::expression(value, &source, true)),
            _ => return Err(invalid()),
        },
        (Mode::Eval, _) => return Err(invalid()),
        _ => dump::module(&module, &source, true),
    };
    Ok(Value::from(text))
}

fn invalid() -> crate::object::Raise {
    crate::object::Exc::SyntaxError.raise("invalid syntax")
}
