//! Hints on calls: arguments that do not fit, things that are no functions, brackets forgotten.
//!
//! In: the scene of a TypeError. Out: a hint.

use super::Hint;
use super::names::quoted;
use super::scene::Scene;
use crate::diagnostic::{codes, near};
use crate::object::function::Function;
use crate::syntax::ast::{Expr, ExprKind, FunctionDef, StmtKind};

pub(super) fn find(scene: &mut Scene<'_>) -> Option<Hint> {
    if scene.class != "TypeError" {
        return None;
    }
    let message = scene.message.clone();
    let has = |text: &str| message.contains(text);
    if has("required positional argument")
        || has("required keyword-only argument")
        || has("positional argument")
        || has("unexpected keyword argument")
        || has("multiple values for argument")
        || has("takes no arguments")
        || has("needs an argument")
    {
        return arguments(scene, &message);
    }
    if has("object is not callable") {
        return not_callable(scene, &message);
    }
    let kind = quoted(&message)?.to_string();
    let is_function =
        matches!(&*kind, "function" | "method" | "builtin_function_or_method" | "method_descriptor" | "type");
    if is_function
        && (has("is not subscriptable")
            || has("is not iterable")
            || has("unsupported operand")
            || has("not supported between")
            || has("has no len"))
    {
        let span = match scene.expression().map(|e| &e.kind) {
            Some(ExprKind::Subscript { value, .. }) => value.span,
            _ => scene.names_of_type(&kind).first().map_or(scene.span, |e| e.span),
        };
        let text = scene.text(span).to_string();
        let hint = Hint::at(codes::BRACKETS, span, "this is the function itself");
        return Some(match has("is not subscriptable") {
            true => hint.help(format!("a call is written with round brackets: `{text}(...)`")),
            false => hint.help(format!("call it: `{text}()`")),
        });
    }
    if has("is not iterable") {
        let hint = Hint::at(codes::CALLED, scene.span, format!("an object of type `{kind}` has no items to loop over"));
        return Some(match &*kind {
            "int" => hint.help("write `range(n)` to count, or put the number into a list"),
            _ => hint.help("a loop wants a list, a text, a range or another iterable"),
        });
    }
    if has("is not subscriptable") {
        let hint = Hint::at(codes::CALLED, scene.span, format!("an object of type `{kind}` has no items"));
        return Some(hint.help("only lists, tuples, texts, dicts and the like take `[...]`"));
    }
    None
}

/// The signature as it was written.
fn signature(scene: &Scene<'_>, def: &FunctionDef) -> String {
    let start = def.name.span.end;
    let text = &scene.source.text[start as usize..];
    let mut depth = 0;
    for (i, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => {
                depth -= 1;
                if depth == 0 {
                    let whole: String = text[..=i].split_whitespace().collect::<Vec<_>>().join(" ");
                    return format!("{}{whole}", def.name.id);
                }
            }
            _ => {}
        }
    }
    format!("{}(...)", def.name.id)
}

fn arguments(scene: &mut Scene<'_>, message: &str) -> Option<Hint> {
    let name = message.split("()").next().unwrap_or("").rsplit('.').next().unwrap_or("").to_string();
    let called: Option<&Expr> = scene.expressions().into_iter().find(|e| matches!(e.kind, ExprKind::Call { .. }));
    let hint = Hint::at(codes::CALL_ARGUMENTS, called.map_or(scene.span, |c| c.span), "the arguments do not fit");
    let mut def = scene.function_named(&name);
    if name == "__init__" {
        // Of the class that is called.
        let class = message.split("()").next().and_then(|n| n.rsplit_once('.')).map(|(class, _)| class.to_string());
        let mut found = None;
        crate::syntax::visit::walk(&scene.tree.body, &mut |_| {}, &mut |s| {
            if let StmtKind::ClassDef(c) = &s.kind
                && Some(c.name.id.to_string()) == class
            {
                found = c.body.iter().find_map(|s| match &s.kind {
                    StmtKind::FunctionDef(def) if &*def.name.id == "__init__" => Some(&**def),
                    _ => None,
                });
            }
        });
        def = found.or(def);
    }
    // `e = asyncio.Event`, and then `e.wait()`
    let unbound =
        message.contains("needs an argument") || message.contains("missing 1 required positional argument: 'self'");
    if unbound && def.is_none() {
        let class = called.and_then(|c| match &c.kind {
            ExprKind::Call { func, .. } => match &func.kind {
                ExprKind::Attribute { value, .. } => Some(&**value),
                _ => None,
            },
            _ => None,
        });
        let made = class.and_then(|c| match &c.kind {
            ExprKind::Name(name) => scene.assigned(name),
            _ => None,
        });
        return Some(match (class.and_then(|c| scene.short(c)), made) {
            (Some(name), Some(value)) => {
                let text = scene.short(value).unwrap_or("...");
                hint.label(value.span, "this is the class itself").help(format!("make an object: `{name} = {text}()`"))
            }
            (Some(name), None) => hint.help(format!("make an object first: `{name}()`")),
            _ => hint.help("make an object first, and call the method on it"),
        });
    }
    let Some(def) = def else {
        return Some(match message.contains("takes no arguments") {
            true => {
                hint.help("the class has no `__init__` with parameters: is it spelt with two underscores on each side?")
            }
            false => hint.help("`help(function)` shows what it takes"),
        });
    };
    let shown = signature(scene, def);
    let hint = hint.label(def.name.span, format!("it is defined as `{shown}`"));
    let first = def.parameters.posonly.iter().chain(&def.parameters.args).next().map(|p| p.name.id.to_string());
    let in_class = message.split("()").next().is_some_and(|n| n.contains('.') && !n.contains("<locals>"));
    if in_class && first.as_deref() != Some("self") && first.as_deref() != Some("cls") && message.contains("takes") {
        return Some(hint.help("a method's first parameter is the object itself: write `self` first"));
    }
    if in_class && message.contains("missing 1 required positional argument: 'self'") {
        return Some(hint.help("make an object first, and call the method on it"));
    }
    if message.contains("unexpected keyword argument") {
        let given = quoted(message).unwrap_or("");
        let names: Vec<&str> = def
            .parameters
            .args
            .iter()
            .chain(&def.parameters.kwonly)
            .map(|p| &*p.name.id)
            .filter(|n| *n != "self")
            .collect();
        return Some(match near::nearest_all(given, &names)[..] {
            [] => hint.help("use the names of its parameters"),
            ref near => hint.help(format!("did you mean {}?", super::names::choice(near))),
        });
    }
    if message.contains("multiple values") {
        return Some(hint.help("it is given by place and by name: leave one of them out"));
    }
    Some(match message.contains("missing") {
        true => hint.help("give every parameter that has no default a value"),
        false => hint.help("hand over as many values as it has parameters"),
    })
}

/// Functions that call what they are handed, each with the place of the function among its arguments.
const CALLERS: &[(&str, usize)] = &[
    ("to_thread", 0),
    ("run_in_executor", 1),
    ("submit", 0),
    ("map", 0),
    ("filter", 0),
    ("call_soon", 0),
    ("call_later", 1),
    ("call_at", 1),
    ("add_done_callback", 0),
];

/// `asyncio.to_thread(work(3))`: the function has been called already, and what it gave is no function.
fn called_already(scene: &mut Scene<'_>, func: &Expr, args: &[Expr], kind: &str) -> Option<Hint> {
    let name = scene.short(func)?;
    let (_, at) = CALLERS.iter().find(|(caller, _)| name.rsplit('.').next() == Some(caller))?;
    let given = args.get(*at)?;
    let ExprKind::Call { func: inner, args: values, keywords } = &given.kind else { return None };
    let hint = Hint::at(
        codes::CALLED,
        given.span,
        format!("this calls it here already, and gives an object of type `{kind}`"),
    );
    let mut all: Vec<&str> = args[..*at].iter().filter_map(|a| scene.short(a)).collect();
    all.push(scene.short(inner)?);
    if keywords.is_empty() {
        all.extend(values.iter().filter_map(|v| scene.short(v)));
    }
    Some(hint.help(format!("hand over the function and its values: `{name}({})`", all.join(", "))))
}

fn not_callable(scene: &mut Scene<'_>, message: &str) -> Option<Hint> {
    let kind = quoted(message)?.to_string();
    let call = scene.expressions().into_iter().find(|e| matches!(e.kind, ExprKind::Call { .. }))?;
    let ExprKind::Call { func, args, .. } = &call.kind else { return None };
    if let Some(hint) = called_already(scene, func, args, &kind) {
        return Some(hint);
    }
    let hint = Hint::at(codes::CALLED, func.span, format!("this is of type `{kind}`, no function"));
    let ExprKind::Name(name) = &func.kind else {
        return Some(match (&func.kind, &*kind) {
            (ExprKind::Constant(_) | ExprKind::Tuple(_) | ExprKind::Call { .. }, "str" | "int" | "tuple") => {
                hint.help("is a comma or an operator missing before the bracket?")
            }
            _ => hint.help("leave the brackets out, or look for the function's name"),
        });
    };
    if crate::builtins::is_builtin(name) {
        let place = scene.assigned(name).map(|e| e.span);
        let hint = match place {
            Some(span) => hint.label(span, format!("`{name}` was given another meaning here")),
            None => hint,
        };
        return Some(hint.help(format!("give your variable another name: `{name}` is the name of a builtin")));
    }
    let is_function =
        scene.function_named(name).is_some() && scene.named(name).is_some_and(|v| v.get::<Function>().is_none());
    Some(match is_function {
        true => hint.help(format!("a variable and a function are both called `{name}`: give one of them another name")),
        false => hint.help("leave the brackets out, or look for the function's name"),
    })
}
