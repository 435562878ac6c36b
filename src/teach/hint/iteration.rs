//! Hints on iterators and generators: used up, used as values, leaking StopIteration, containers that change.
//!
//! In: the scene. Out: a hint.

use super::Hint;
use super::scene::Scene;
use crate::bytecode::code::CodeKind;
use crate::diagnostic::codes;
use crate::syntax::ast::ExprKind;

pub(super) fn find(scene: &mut Scene<'_>) -> Option<Hint> {
    let message = scene.message.clone();
    match &*scene.class {
        "StopIteration" | "StopAsyncIteration" => {
            let hint = Hint::at(codes::USED_UP, scene.span, "there is nothing left to take");
            Some(
                hint.help("an iterator gives its items once: use `next(it, default)`, a `for` loop, or make a new one"),
            )
        }
        "RuntimeError" if message.contains("raised StopIteration") => {
            let hint = Hint::at(codes::STOP_LEAK, scene.span, "StopIteration left a generator here");
            Some(hint.help("write `return` to end a generator; `next(it, default)` where an inner one may be used up"))
        }
        "RuntimeError"
            if message.contains("changed size during iteration") || message.contains("mutated during iteration") =>
        {
            let statement = scene.statement();
            let hint = Hint::at(codes::CHANGED, scene.span, "it was changed while this loop goes over it");
            let text = statement.and_then(|s| match &s.kind {
                crate::syntax::ast::StmtKind::For { iterable, .. } => scene.short(iterable),
                _ => None,
            });
            Some(match text {
                Some(text) => hint.help(format!("loop over a copy: `for ... in list({text}):`")),
                None => hint.help("loop over a copy, made with `list(...)`"),
            })
        }
        "ValueError" if message.ends_with("iterable argument is empty") => {
            let name = scene.expressions().into_iter().find_map(|e| match &e.kind {
                ExprKind::Call { args, .. } => args.first(),
                _ => None,
            })?;
            const ONCE: &[&str] = &["generator", "map", "filter", "zip", "enumerate", "reversed", "dict_keyiterator"];
            let once = scene.value(name).is_some_and(|v| ONCE.contains(&&*scene.type_of(&v)));
            Some(match once {
                true => Hint::at(codes::USED_UP, name.span, "this has given all its items already")
                    .help("an iterator gives its items once: keep them in a list, `items = list(...)`"),
                false => Hint::at(codes::INDEX_RANGE, name.span, "there is nothing in it")
                    .help("ask first, or say what the result is then: `default=...`"),
            })
        }
        "TypeError" | "AttributeError" if message.contains("'generator'") || message.contains("type generator") => {
            let call = scene
                .expressions()
                .into_iter()
                .find(|e| scene.called(e).is_some_and(|f| f.code.get().code.kind == CodeKind::Generator));
            let span = call.map_or(scene.span, |e| e.span);
            let hint = Hint::at(codes::GENERATOR_VALUE, span, "a generator, where a value is wanted");
            let name = call.and_then(|e| match &e.kind {
                ExprKind::Call { func, .. } => scene.short(func),
                _ => None,
            });
            Some(match (name, call.and_then(|e| scene.short(e))) {
                (Some(name), Some(text)) => hint.help(format!(
                    "`{name}` has a `yield`, so calling it makes a generator: write `list({text})`, or `return` instead of `yield`"
                )),
                _ => hint.help("take its items with a `for` loop or `list(...)`; for one value write `return` instead of `yield`"),
            })
        }
        _ => None,
    }
}
