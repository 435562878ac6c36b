//! Hints on data: None, indices and keys, types that do not mix, rows of another length, conversions.
//!
//! In: the scene. Out: a hint.

use super::Hint;
use super::names::choice;
use super::scene::Scene;
use crate::diagnostic::{codes, near};
use crate::object::Value;
use crate::object::dict::Dict;
use crate::object::str::Str;
use crate::syntax::ast::{BinaryOperator, Expr, ExprKind, StmtKind};

pub(super) fn find(scene: &mut Scene<'_>) -> Option<Hint> {
    let message = scene.message.clone();
    let has = |text: &str| message.contains(text);
    match &*scene.class {
        "IndexError" => index(scene),
        "KeyError" => key(scene),
        "ZeroDivisionError" => {
            let divisor = scene.expression().and_then(|e| match &e.kind {
                ExprKind::BinOp { right, .. } => Some(&**right),
                _ => None,
            });
            let span = divisor.map_or(scene.span, |e| e.span);
            let hint = Hint::at(codes::ZERO, span, "this is zero");
            Some(match divisor.and_then(|e| scene.short(e)) {
                Some(_) if divisor.is_some_and(|e| matches!(e.kind, ExprKind::Constant(_))) => {
                    hint.help("nothing can be divided by zero")
                }
                Some(text) => hint.help(format!("ask first: `if {text}:`, or say what the result is for zero")),
                None => hint.help("ask first whether it is zero"),
            })
        }
        "ValueError" if has("values to unpack") => unpack(scene, &message),
        "ValueError" if has("invalid literal for int()") || has("could not convert string to float") => {
            let hint = Hint::at(codes::CONVERSION, scene.span, "this text is no number");
            Some(
                match message.contains('.')
                    && has("int()")
                    && message.rsplit('\'').nth(1).is_some_and(|t| t.parse::<f64>().is_ok())
                {
                    true => hint.help("a number with a point is no int: write `int(float(text))`, or `float(text)`"),
                    false => hint.help("look at the text first, or catch ValueError: `try: ... except ValueError:`"),
                },
            )
        }
        "TypeError" | "AttributeError" if has("NoneType") => none(scene),
        "TypeError"
            if has("can only concatenate")
                || has("can't multiply sequence")
                || has("unsupported operand")
                || has("must be str, not")
                || has("expected str instance")
                || has("not supported between") =>
        {
            mixed(scene, &message)
        }
        "TypeError" if has("does not support item assignment") || has("doesn't support item deletion") => {
            let kind = super::coroutines::type_in(&message)?.to_string();
            let hint = Hint::at(codes::IMMUTABLE, scene.span, format!("a `{kind}` never changes"));
            Some(match &*kind {
                "str" => hint.help("make a new text: `text[:i] + new + text[i + 1:]`, or `text.replace(old, new)`"),
                "tuple" => hint.help("use a list, `[...]`, where items are to change"),
                _ => hint.help("put the items into a list or a dict first"),
            })
        }
        "TypeError" if has("indices must be integers") => {
            let given = message.rsplit('\'').nth(1).or(message.rsplit(' ').next()).unwrap_or("?");
            let hint = Hint::at(codes::INDEX_RANGE, scene.span, format!("its items have numbers, not a `{given}`"));
            Some(match given {
                "str" => {
                    hint.help("only a dict has texts as keys; a row of dicts is looped over first: `for d in rows:`")
                }
                "float" => hint.help("`/` gives a float: divide with `//`, or write `int(...)`"),
                _ => hint.help("write an int or a slice between the brackets"),
            })
        }
        "TypeError" if has("unhashable type") => {
            let kind = super::coroutines::type_in(&message)?.to_string();
            let hint = Hint::at(
                codes::UNHASHABLE,
                scene.span,
                format!("a `{kind}` can change, so it can be no key and no member of a set"),
            );
            Some(match &*kind {
                "list" => hint.help("make it a tuple: `tuple(...)`"),
                "dict" => hint.help("use one of its values as the key, or `tuple(d.items())`"),
                "set" => hint.help("make it a `frozenset(...)`"),
                _ => hint,
            })
        }
        "RecursionError" => {
            let name = scene.functions_around().first().map(|f| f.name.id.to_string());
            let hint = Hint::at(codes::RECURSION, scene.span, "the function calls itself again and again");
            Some(match name {
                Some(name) => hint.help(format!(
                    "give `{name}` a case in which it returns without calling itself, and come nearer to it each time"
                )),
                None => hint.help("a recursion needs a case in which it ends"),
            })
        }
        "PermissionError" => {
            let hint = Hint::at(codes::FILE, scene.span, "this file cannot be opened");
            Some(hint.help("its permissions do not allow it: look who owns it, or choose another place"))
        }
        "FileNotFoundError" | "IsADirectoryError" => {
            let hint = Hint::at(codes::FILE, scene.span, "this file cannot be opened");
            Some(hint.help("names are looked up in the folder in which `co` was started: `os.getcwd()`"))
        }
        "UnicodeEncodeError" => Some(match scene.message.ends_with("surrogates not allowed") {
            true => Hint::at(codes::ENCODING, scene.span, "this text holds half a character")
                .help("halves come of broken data: `text.encode('utf-8', 'replace')` puts `?` in their place"),
            false => Hint::at(codes::ENCODING, scene.span, "this encoding has no such character")
                .help("`encoding='utf-8'` has all characters; `errors='replace'` puts `?` in place of those it lacks"),
        }),
        "UnicodeDecodeError" => {
            let hint = Hint::at(codes::ENCODING, scene.span, "these bytes are text of another encoding");
            Some(hint.help("name the encoding: `encoding='utf-8'`; older Chinese files are often 'gbk'"))
        }
        "AssertionError" => Some(Hint::at(codes::ASSERTION, scene.span, "this does not hold")),
        _ => None,
    }
}

/// A subscript inside the operation.
fn subscript<'a>(scene: &Scene<'a>) -> Option<(&'a Expr, &'a Expr)> {
    scene.expressions().into_iter().find_map(|e| match &e.kind {
        ExprKind::Subscript { value, index } => Some((&**value, &**index)),
        _ => None,
    })
}

fn index(scene: &mut Scene<'_>) -> Option<Hint> {
    if scene.message.starts_with("pop from") {
        let hint = Hint::at(codes::INDEX_RANGE, scene.span, "it is empty");
        return Some(hint.help("ask first: `if items:`"));
    }
    let Some((value, index)) = subscript(scene) else {
        return Some(Hint::at(codes::INDEX_RANGE, scene.span, "there is no item at this place"));
    };
    let length = scene.value(value).and_then(|v| scene.m.len(&v).ok());
    let hint = Hint::at(codes::INDEX_RANGE, index.span, "there is no item at this place");
    let name = scene.short(value).unwrap_or("it");
    Some(match length {
        Some(0) => hint.label(value.span, "it is empty").help(format!("ask first: `if {name}:`")),
        Some(length) => {
            let plural = if length == 1 { "" } else { "s" };
            hint.label(value.span, format!("it has {length} item{plural}"))
                .help(format!("indices go from 0 to {}; `{name}[-1]` is the last item", length - 1))
        }
        None => hint.help("indices go from 0 to the length less one"),
    })
}

fn key(scene: &mut Scene<'_>) -> Option<Hint> {
    let key = scene.exception.args.get();
    let key = key.get::<crate::object::list::Tuple>().and_then(|t| t.as_slice().first().cloned())?;
    let Some((value, index)) = subscript(scene) else {
        return Some(
            Hint::at(codes::KEY, scene.span, "there is no such key").help("ask with `key in d`, or use `d.get(key)`"),
        );
    };
    let hint = Hint::at(codes::KEY, index.span, "there is no such key");
    let name = scene.short(value).unwrap_or("d");
    let written = scene.short(index).unwrap_or("key");
    let dict = scene.value(value);
    let keys = dict.as_ref().and_then(|d| d.get::<Dict>()).map_or(Vec::new(), Dict::keys);
    let texts: Vec<String> = keys.iter().filter_map(|k| k.get::<Str>().map(|k| k.as_str().to_string())).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    if let Some(wanted) = key.get::<Str>() {
        let near = near::nearest_all(wanted.as_str(), &texts);
        if !near.is_empty() {
            let near: Vec<String> = near.iter().map(|n| format!("'{n}'")).collect();
            let near: Vec<&str> = near.iter().map(String::as_str).collect();
            return Some(hint.help(format!("did you mean {}?", choice(&near))));
        }
        if let Ok(number) = wanted.as_str().parse::<i64>()
            && keys.iter().any(|k| matches!(k, Value::Int(n) if *n == number))
        {
            return Some(hint.help(format!("the keys are numbers: write `{name}[{number}]`")));
        }
    }
    if let Value::Int(number) = &key
        && texts.iter().any(|t| *t == number.to_string())
    {
        return Some(hint.help(format!("the keys are texts: write `{name}['{number}']`")));
    }
    Some(hint.help(format!("ask with `{written} in {name}`, or use `{name}.get({written})`, which gives None")))
}

fn unpack(scene: &mut Scene<'_>, message: &str) -> Option<Hint> {
    let statement = scene.statement();
    let value = statement.and_then(|s| match &s.kind {
        StmtKind::Assign { value, .. } => Some(&**value),
        StmtKind::For { iterable, .. } => Some(&**iterable),
        _ => None,
    });
    let wanted: usize =
        message.split("expected ").nth(1)?.chars().take_while(char::is_ascii_digit).collect::<String>().parse().ok()?;
    let got = message.split("got ").nth(1).map(|t| t.trim_end_matches(')').to_string());
    let span = scene.span;
    let hint = Hint::at(codes::UNPACK, span, format!("{wanted} names stand on the left"));
    let is_for = statement.is_some_and(|s| matches!(s.kind, StmtKind::For { .. }));
    let dict = value.and_then(|v| scene.value(v)).filter(|v| v.get::<Dict>().is_some());
    if is_for && dict.is_some() {
        let name = value.and_then(|v| scene.short(v)).unwrap_or("d");
        return Some(
            hint.help(format!("a loop over a dict gives its keys: write `for key, value in {name}.items():`")),
        );
    }
    Some(match got {
        Some(got) => {
            hint.help(format!("the right side gives {got}: use as many names, or a star (`first, *rest`) for the rest"))
        }
        None => hint.help("the right side gives more: use as many names, or a star (`first, *rest`) for the rest"),
    })
}

/// None where a value is wanted: who returned it?
fn none(scene: &mut Scene<'_>) -> Option<Hint> {
    let found = scene.names_of_type("NoneType").into_iter().next();
    // What is looped over is the operation itself.
    let whole = scene.message.contains("not iterable") || scene.message.contains("unpack");
    let is_call = |e: &Expr| matches!(e.kind, ExprKind::Call { .. });
    let calls: Vec<&Expr> =
        scene.expressions().into_iter().filter(|e| is_call(e) && (whole || e.span != scene.span)).collect();
    let (span, call) = match found {
        Some(e) => {
            let made = match &e.kind {
                ExprKind::Name(name) => scene.assigned(name),
                _ => None,
            };
            (e.span, made)
        }
        None => (calls.first().map_or(scene.span, |c| c.span), calls.first().copied()),
    };
    let mut hint = Hint::at(codes::NONE_VALUE, span, "this is None");
    let call = call.map(|c| match &c.kind {
        ExprKind::Await(inner) => &**inner,
        _ => c,
    });
    let Some(call) = call.filter(|c| matches!(c.kind, ExprKind::Call { .. })) else {
        return Some(hint.help("ask first: `if x is not None:`; or look where it got its value"));
    };
    let ExprKind::Call { func, .. } = &call.kind else { return Some(hint) };
    let name = scene.short(func).unwrap_or("the function");
    if call.span != span {
        hint = hint.label(call.span, "this call gave None");
    }
    let method = name.rsplit('.').next().unwrap_or(name).to_string();
    if matches!(
        &*method,
        "sort" | "append" | "extend" | "reverse" | "insert" | "remove" | "clear" | "update" | "add" | "shuffle"
    ) && name.contains('.')
    {
        let owner = name.rsplit_once('.').map_or("items", |(owner, _)| owner);
        return Some(match &*method {
            "sort" => hint.help(format!(
                "`{method}` changes the list itself and gives None: write `sorted({owner})` for a sorted copy"
            )),
            _ => hint.help(format!("`{method}` changes the object itself and gives None: do not assign its result")),
        });
    }
    if method == "print" {
        return Some(hint.help("`print` shows a text and gives None"));
    }
    if let Some(def) = scene.function_named(&method) {
        let mut returns = false;
        crate::syntax::visit::walk(&def.body, &mut |_| {}, &mut |s| {
            returns |= matches!(s.kind, StmtKind::Return(Some(_)))
        });
        return Some(match returns {
            false => hint.help(format!("`{name}` has no `return`, so it gives None")),
            true => hint.help(format!("`{name}` gives None on a way that ends without `return`")),
        });
    }
    Some(hint.help(format!("`{name}` gives None when it finds nothing: ask first, `if x is not None:`")))
}

fn mixed(scene: &mut Scene<'_>, message: &str) -> Option<Hint> {
    let texts = ["'str'", "\"str\"", "not str", "must be str", "expected str", "concatenate str"];
    let is_text = texts.iter().any(|t| message.contains(t));
    let number = ["int", "float"].into_iter().find(|n| {
        message.contains(&format!("'{n}'"))
            || message.contains(&format!("\"{n}\""))
            || message.contains(&format!("{n} found"))
    });
    let operation = scene.expression();
    let hint = Hint::at(codes::MIXED_TYPES, scene.span, "these do not go together");
    let timed = ["sleep(", "wait_for(", "timeout(", "call_later("];
    if message.starts_with("'<=' not supported between instances of 'str' and")
        && let Some(text) = operation.and_then(|e| scene.short(e)).filter(|text| timed.iter().any(|t| text.contains(t)))
    {
        let seconds = text.split(['"', '\'']).nth(1).filter(|s| s.parse::<f64>().is_ok());
        let help = match seconds {
            Some(number) => format!("a time is a number of seconds, not a text: write `{number}` without the quotes"),
            None => "a time is a number of seconds, not a text: convert it with `float(...)`".to_string(),
        };
        return Some(hint.help(help));
    }
    if message.contains("instance, ") {
        return Some(hint.help("make texts of the items first: `sep.join(str(x) for x in items)`"));
    }
    let (Some(number), true) = (number, is_text) else {
        let named: Vec<&str> = message.split(['\'', '"']).skip(1).step_by(2).collect();
        let is_function = |name: &str| name.contains("function") || name.contains("method");
        if message.contains("can only concatenate list") {
            return Some(hint.help("make a list of the other side: `list(...)`"));
        }
        if message.contains("can't multiply sequence") {
            return Some(hint.help("a text is repeated by an int only: make a number of the text, `float(...)`"));
        }
        return match named[..] {
            [.., a, b] if a != b && !is_function(a) && !is_function(b) => {
                if a == "set" && scene.source.text.contains("asyncio.wait(") {
                    return Some(hint.help("`asyncio.wait` gives two sets of tasks: `done, pending = await asyncio.wait(...)`; `gather` gives the results"));
                }
                Some(hint.help(format!("one side is of type `{a}`, the other of type `{b}`: make them the same first")))
            }
            _ => None,
        };
    };
    let sides = operation.and_then(|e| match &e.kind {
        ExprKind::BinOp { left, op, right } => Some((&**left, Some(*op), &**right)),
        ExprKind::Compare { first, rest } => rest.first().map(|r| (&**first, None, &r.1)),
        _ => None,
    });
    let Some((left, op, right)) = sides else {
        return Some(hint.help(format!("convert one of them: `str(...)`, or `{number}(...)`")));
    };
    let is_str = |scene: &mut Scene<'_>, e: &Expr| {
        matches!(&e.kind, ExprKind::FString(_)) || scene.value(e).is_some_and(|v| v.get::<Str>().is_some())
    };
    let (text_side, number_side) = if is_str(scene, left) { (left, right) } else { (right, left) };
    let hint = hint.label(text_side.span, "a text").label(number_side.span, "a number");
    let written = scene.short(number_side).unwrap_or("x").to_string();
    let literal = matches!(text_side.kind, ExprKind::Constant(_) | ExprKind::FString(_));
    Some(match (op, literal) {
        (Some(BinaryOperator::Add), true) => {
            hint.help(format!("write `str({written})`, or an f-string: `f\"... {{{written}}}\"`"))
        }
        _ => {
            let text = scene.short(text_side).unwrap_or("x");
            hint.help(format!(
                "make a number of the text, `{number}({text})`, or a text of the number, `str({written})`"
            ))
        }
    })
}
