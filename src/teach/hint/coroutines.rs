//! Hints on coroutines: `await` forgotten or misplaced, loops, tasks.
//!
//! In: the scene. Out: a hint; the corrected line where it is certain.

use super::Hint;
use super::names::quoted;
use super::scene::Scene;
use crate::bytecode::code::CodeKind;
use crate::diagnostic::codes;
use crate::object::Value;
use crate::object::function::Function;
use crate::object::list::{List, Tuple};
use crate::source::without_comment;
use crate::syntax::ast::{Expr, ExprKind, FunctionDef, StmtKind};

pub(super) fn find(scene: &mut Scene<'_>) -> Option<Hint> {
    let message = scene.message.clone();
    let has = |text: &str| message.contains(text);
    match &*scene.class {
        "RuntimeError" => {
            if has("asyncio.run() cannot be called from a running event loop")
                || has("This event loop is already running")
            {
                return Some(nested(scene));
            }
            if has("no running event loop") || has("no current event loop") {
                let hint = Hint::at(codes::NO_LOOP, scene.span, "no loop runs here yet");
                return Some(
                    hint.help("do this inside an `async def main()`, and start that with `asyncio.run(main())`"),
                );
            }
            if has("cannot reuse already awaited coroutine") {
                let hint = Hint::at(codes::REUSED, scene.span, "this coroutine has run already");
                return Some(
                    hint.help("a coroutine runs once: call the function again for a new one, or keep its result"),
                );
            }
            if has("coroutine is being awaited already") {
                let hint = Hint::at(codes::REUSED, scene.span, "another task awaits this coroutine at present");
                return Some(
                    hint.help("make a task of it with `asyncio.create_task(...)`: a task may be awaited by many"),
                );
            }
            if has("attached to a different loop") || has("is bound to a different event loop") {
                let hint = Hint::at(codes::OTHER_LOOP, scene.span, "this was made for another loop");
                return Some(
                    hint.help("make it inside the `async def` that uses it: each `asyncio.run` has a loop of its own"),
                );
            }
            if has("Event loop is closed") {
                let hint = Hint::at(codes::LOOP_CLOSED, scene.span, "this loop has been closed");
                return Some(hint.help("start everything from one `asyncio.run(main())`, or make a new loop"));
            }
            None
        }
        "InvalidStateError" => {
            if has("Result is not") || has("Exception is not") {
                let hint = Hint::at(codes::NOT_READY, scene.span, "there is no result yet");
                return Some(hint.help("wait first: `await` the task or future, then ask for its result"));
            }
            let hint = Hint::at(codes::NOT_READY, scene.span, "it has its result already");
            Some(hint.help("a future gets its result once: look at `.done()` before setting it"))
        }
        "TimeoutError" => {
            let hint = Hint::at(codes::TIMED_OUT, scene.span, "this took longer than it was given");
            Some(hint.help("catch TimeoutError, or allow more time; what was awaited has been cancelled"))
        }
        "CancelledError" => {
            let hint = Hint::at(codes::CANCELLED, scene.span, "cancelled while it waited here");
            Some(hint.help(
                "somebody called `.cancel()`, or the loop ended: whoever awaits a cancelled task gets CancelledError",
            ))
        }
        "ValueError" if has("a coroutine was expected, got") => not_called(scene),
        "TypeError" | "AttributeError" | "ValueError" => value(scene, &message),
        _ => None,
    }
}

fn nested(scene: &mut Scene<'_>) -> Hint {
    let hint = Hint::at(codes::NESTED_RUN, scene.span, "a loop runs already, and this is inside of it");
    let argument = scene.expression().and_then(|e| match &e.kind {
        ExprKind::Call { args, .. } => args.first().and_then(|a| scene.short(a)),
        _ => None,
    });
    match (argument, scene.may_await()) {
        (Some(text), true) => hint.help(format!("write `await {text}`")),
        _ => hint.help("use `await` here, and `asyncio.run` once, at the outermost place"),
    }
}

/// `asyncio.run(main)`
fn not_called(scene: &mut Scene<'_>) -> Option<Hint> {
    let call = scene.expression()?;
    let ExprKind::Call { args, .. } = &call.kind else { return None };
    let argument = args.first()?;
    let text = scene.short(argument)?;
    let value = scene.value(argument);
    let is_function = value.as_ref().is_some_and(|v| v.get::<Function>().is_some());
    let hint = Hint::at(codes::NOT_CALLED, argument.span, "this is no coroutine");
    Some(match (is_function, &argument.kind) {
        (true, _) => {
            let wants = scene.function_named(text).map(wanted).unwrap_or_default();
            hint.help(format!("call the function to get a coroutine: `{text}({wants})`"))
        }
        (false, ExprKind::Call { func, .. }) => {
            let name = scene.short(func).unwrap_or("the function");
            hint.help(format!(
                "define it with `async def`: `{name}` is a plain function, which has run to its end already"
            ))
        }
        _ => hint.help("hand over what calling an `async def` function gives"),
    })
}

/// The parameters that a call must give.
fn wanted(def: &FunctionDef) -> String {
    let all = def.parameters.posonly.iter().chain(&def.parameters.args);
    let names: Vec<&str> = all.filter(|p| p.default.is_none()).map(|p| &*p.name.id).collect();
    names.join(", ")
}

/// Whether a call makes a coroutine.
fn makes(scene: &mut Scene<'_>, e: &Expr, kind: CodeKind) -> bool {
    scene.called(e).is_some_and(|f| f.code.get().code.kind == kind)
}

/// The expression inside the operation that is a coroutine: a call, or a name that holds one.
fn culprit<'a>(scene: &mut Scene<'a>, word: &str, kind: CodeKind) -> Option<&'a Expr> {
    let awaited: Vec<_> = scene
        .expressions()
        .iter()
        .filter_map(|e| match &e.kind {
            ExprKind::Await(inner) => Some(inner.span),
            _ => None,
        })
        .collect();
    for e in scene.expressions() {
        if matches!(e.kind, ExprKind::Call { .. }) && !awaited.contains(&e.span) && makes(scene, e, kind) {
            return Some(e);
        }
    }
    scene.names_of_type(word).into_iter().next()
}

fn value(scene: &mut Scene<'_>, message: &str) -> Option<Hint> {
    let named = |word: &str| {
        message.contains(&format!("'{word}'"))
            || message.contains(&format!("\"{word}\""))
            || message.contains(&format!("type {word} "))
            || message.contains(&format!(" {word} found"))
            || message.contains(&format!("not {word}"))
            || message.contains(&format!("{word}."))
            || message.contains(&format!("got {word}"))
            || message.contains(&format!("non-iterable {word} "))
            || message.ends_with(word)
    };
    if message.contains("can't be used in 'await' expression") {
        return not_awaitable(scene, message);
    }
    if message.contains("An asyncio.Future, a coroutine or an awaitable is required")
        || message.contains("expect a list of futures, not")
        || message.contains("Passing coroutines is forbidden")
        || message.starts_with("unhashable type: 'list'") && scene.text(scene.span).contains("gather(")
    {
        return wrong_awaitable(scene);
    }
    if message.contains("'async for' requires") || message.contains("asynchronous context manager protocol") {
        return too_much_async(scene, message);
    }
    if message.contains("context manager protocol") {
        return Some(too_little_async(scene, "with"));
    }
    if message.starts_with("a coroutine was expected, got") {
        return not_called(scene);
    }
    if message.ends_with("has no attribute 'then'") {
        return Some(
            Hint::at(codes::AWAIT_FORGOTTEN, scene.span, "a coroutine has no `.then`")
                .help("`await` gives the result, and the next line goes on with it: `x = await ...`"),
        );
    }
    if named("coroutine") || message.ends_with("(type coroutine)") {
        let hint = match culprit(scene, "coroutine", CodeKind::Coroutine) {
            Some(e) => forgotten(scene, e),
            None if message.starts_with("__init__() should return None") => {
                Hint::at(codes::AWAIT_FORGOTTEN, scene.span, "its `__init__` is async, and nobody can await it")
                    .help(plain_instead("__init__"))
            }
            None if special_of(message).is_some() => {
                let name = special_of(message).unwrap_or_default();
                Hint::at(codes::AWAIT_FORGOTTEN, scene.span, format!("its `{name}` is async, and nobody awaits it"))
                    .help(plain_instead(name))
            }
            None => in_a_row(scene).or_else(|| called_for_you(scene)).unwrap_or_else(|| {
                Hint::at(codes::AWAIT_FORGOTTEN, scene.span, "a coroutine, where its result is wanted")
                    .help("put `await` before the call that makes it")
            }),
        };
        return Some(hint);
    }
    if named("async_generator") {
        return Some(match culprit(scene, "async_generator", CodeKind::AsyncGenerator) {
            Some(e) => too_little_async(scene, "for").label(e.span, "this makes an async generator"),
            None => too_little_async(scene, "for"),
        });
    }
    for word in ["_asyncio.Task", "_asyncio.Future", "Task", "Future", "_GatheringFuture"] {
        if named(word) {
            let e = scene.names_of_type(word.trim_start_matches("_asyncio.")).into_iter().next();
            let span = e.map_or(scene.span, |e| e.span);
            let hint = Hint::at(codes::TASK_VALUE, span, "a task, where its result is wanted");
            return Some(match e.and_then(|e| scene.short(e)) {
                Some(text) => hint.help(format!("write `await {text}` for its result")),
                None => hint.help("`await` it for its result"),
            });
        }
    }
    None
}

/// What to do about a special method that is async where Python awaits nothing.
pub fn plain_instead(name: &str) -> String {
    match name {
        "__init__" => "make `__init__` a plain `def`; what must be awaited goes into an `async def` of its own".into(),
        "__aiter__" => "make `__aiter__` a plain `def`: it only returns the iterator; `__anext__` is what waits".into(),
        name => format!("make `{name}` a plain `def`: Python calls it and awaits nothing"),
    }
}

/// The special method that a message names: "__str__ returned non-string (type coroutine)".
fn special_of(message: &str) -> Option<&str> {
    if message.starts_with("iter() returned non-iterator") {
        return Some("__iter__");
    }
    message.split(['(', ' ']).find(|word| word.len() > 4 && word.starts_with("__") && word.ends_with("__"))
}

/// A list of coroutines where their results are wanted.
fn in_a_row(scene: &mut Scene<'_>) -> Option<Hint> {
    for e in scene.expressions() {
        let (ExprKind::Name(name), Some(value)) = (&e.kind, scene.value(e)) else { continue };
        let holds = |items: &[Value]| items.iter().any(|v| crate::native::convert::type_name(v) == "coroutine");
        let is_row = match (value.get::<List>(), value.get::<Tuple>()) {
            (Some(list), _) => list.items.with(|items| holds(items)),
            (_, Some(tuple)) => holds(tuple.as_slice()),
            _ => false,
        };
        if is_row {
            let hint = Hint::at(codes::AWAIT_FORGOTTEN, e.span, "a row of coroutines, where their results are wanted");
            return Some(hint.help(format!("await them together first: `{name} = await asyncio.gather(*{name})`")));
        }
    }
    None
}

/// A function that calls a coroutine function which it was handed, as `sorted(..., key=...)` does.
fn called_for_you(scene: &mut Scene<'_>) -> Option<Hint> {
    let call = scene.expression()?;
    let ExprKind::Call { func, args, keywords } = &call.kind else { return None };
    let handed = args.iter().chain(keywords.iter().map(|k| &k.value));
    let own = handed.into_iter().find(|e| {
        let value = scene.value(e);
        let function = value.as_ref().and_then(|v| v.get::<Function>());
        function.is_some_and(|f| f.code.get().code.kind == CodeKind::Coroutine)
    })?;
    let (caller, name) = (scene.short(func)?, scene.short(own)?);
    let hint = Hint::at(codes::AWAIT_FORGOTTEN, own.span, "this is an `async def`: each call makes a coroutine");
    Some(hint.help(format!("`{caller}` awaits nothing: hand over a plain function, or await `{name}(...)` before")))
}

/// The line with `await` where it belongs.
fn forgotten<'a>(scene: &mut Scene<'a>, e: &'a Expr) -> Hint {
    let (call, made) = match &e.kind {
        ExprKind::Name(name) => match scene.assigned(name) {
            Some(value) if matches!(value.kind, ExprKind::Call { .. }) => (value, true),
            _ => (e, false),
        },
        _ => (e, true),
    };
    let text = scene.short(call);
    let mut hint = Hint::at(codes::AWAIT_FORGOTTEN, e.span, "a coroutine, where its result is wanted");
    if call.span != e.span {
        hint = hint.label(call.span, "made here, and never awaited");
    }
    let Some(text) = text else { return hint.help("put `await` before the call that makes it") };
    if !scene.may_await() {
        return match made {
            true => hint.help(format!("run it with `asyncio.run({text})`, or await it in an `async def`")),
            false => hint.help(format!("await `{text}` in an `async def`")),
        };
    }
    let line = scene.line(call.span);
    let start = scene.source.line_start(line).unwrap_or(0);
    let whole = without_comment(scene.source.line_text(line).unwrap_or(""));
    let at = (call.span.start - start) as usize;
    let (before, rest) = (whole.get(..at).unwrap_or("").trim_start(), whole.get(at + text.len()..).unwrap_or(""));
    if let Some(generator) = scene.generator_around(call.span)
        && let Some(written) = as_list(scene.text(generator), (call.span.start - generator.start) as usize)
        && let Some(head) =
            whole.get(..(generator.start.saturating_sub(start)) as usize).filter(|_| generator.start >= start)
        && let Some(tail) = whole.get((generator.end - start) as usize..)
    {
        // With `await` in it, it would be an async generator, which plain functions cannot go through.
        let is_argument = head.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | ')' | ']'));
        let written = if is_argument { format!("({written})") } else { written };
        return hint.help(format!("write `{}{written}{}`", head.trim_start(), tail.trim_end()));
    }
    // An operator that binds more tightly than `await` asks for brackets.
    match rest.starts_with(['.', '[', '(']) || rest.trim_start().starts_with("**") {
        true => hint.help(format!("write `{before}(await {text}){rest}`")),
        false => hint.help(format!("write `{before}await {text}{rest}`")),
    }
}

/// A generator expression with its brackets as a list, with `await` at a byte of it; None when it is long.
fn as_list(text: &str, at: usize) -> Option<String> {
    let inner = text.strip_prefix('(')?.strip_suffix(')')?;
    let (before, after) = inner.split_at_checked(at.checked_sub(1)?)?;
    (!text.contains('\n') && text.len() <= 80).then(|| format!("[{before}await {after}]"))
}

fn not_awaitable(scene: &mut Scene<'_>, message: &str) -> Option<Hint> {
    let kind = message.strip_prefix("object ")?.split(' ').next()?.to_string();
    let operation = scene.expression();
    let inner = match operation.map(|e| &e.kind) {
        Some(ExprKind::Await(inner)) => Some(&**inner),
        _ => operation,
    };
    // What the library awaits was handed over to it.
    if scene.in_library()
        && let Some(hint) = wrong_awaitable(scene)
    {
        return Some(hint);
    }
    let span = inner.map_or(scene.span, |e| e.span);
    let text = inner.and_then(|e| scene.short(e));
    let hint = Hint::at(codes::NOT_AWAITABLE, span, format!("this is of type `{kind}`, which cannot be awaited"));
    let call = inner.and_then(|e| match &e.kind {
        ExprKind::Call { func, .. } => scene.short(func),
        _ => None,
    });
    Some(match (&*kind, text, call) {
        ("list" | "tuple" | "set", Some(text), _)
            if inner.is_some_and(|e| matches!(e.kind, ExprKind::List(_) | ExprKind::Tuple(_))) =>
        {
            let inside = text.get(1..text.len() - 1).unwrap_or(text);
            hint.help(format!("write `await asyncio.gather({inside})` to await several"))
        }
        ("list" | "tuple" | "set" | "generator" | "dict_values", Some(text), None) if kind != "generator" => {
            hint.help(format!("write `await asyncio.gather(*{text})` to await several"))
        }
        ("async_generator", Some(text), _) => {
            hint.help(format!("an async generator gives many values: loop over it, `async for x in {text}:`"))
        }
        ("function" | "method" | "builtin_function_or_method", Some(text), None) => {
            hint.help(format!("call it: `await {text}()`"))
        }
        ("map" | "filter" | "zip", Some(text), _) => {
            hint.help(format!("if it gives coroutines, await them together: `await asyncio.gather(*{text})`"))
        }
        ("generator", ..) => hint.help("write `async def` with `await`, instead of `def` with `yield`"),
        (_, Some(text), Some("time.sleep")) => {
            let inside = text.strip_prefix("time.sleep(").and_then(|t| t.strip_suffix(')')).unwrap_or("...");
            hint.help(format!("write `await asyncio.sleep({inside})`: `time.sleep` stops every task"))
        }
        (_, _, Some(function)) if function.starts_with("requests.") => hint.help(format!(
            "`{function}` waits by itself: write `await asyncio.to_thread({function}, ...)`, or use aiohttp"
        )),
        (_, Some(text), Some(function)) => {
            let own = scene.function_named(function.rsplit('.').next().unwrap_or(function));
            let hint = match own {
                Some(def) => hint.label(def.name.span, "a plain `def`"),
                None => hint,
            };
            hint.help(format!("`{function}` is a plain function and has run already: write `{text}` without `await`"))
        }
        (_, Some(text), None) => hint.help(format!("this is a value already: write `{text}` without `await`")),
        _ => hint.help("only coroutines, tasks and futures can be awaited"),
    })
}

/// gather, wait, ensure_future given something else.
fn wrong_awaitable(scene: &mut Scene<'_>) -> Option<Hint> {
    let call = scene.expressions().into_iter().find(|e| {
        matches!(&e.kind, ExprKind::Call { func, .. } if matches!(scene.short(func), Some(t) if t.contains("gather") || t.contains("wait") || t.contains("ensure_future") || t.contains("create_task") || t.contains("run_until_complete") || t.contains("shield")))
    })?;
    let ExprKind::Call { func, args, .. } = &call.kind else { return None };
    let name = scene.short(func)?;
    for argument in args {
        let value = scene.value(argument);
        let kind = match (&value, &argument.kind) {
            (Some(value), _) => scene.type_of(value),
            (None, ExprKind::List(_) | ExprKind::ListComp { .. }) => "list".to_string(),
            (None, ExprKind::Tuple(_)) => "tuple".to_string(),
            (None, ExprKind::Set(_) | ExprKind::SetComp { .. }) => "set".to_string(),
            (None, ExprKind::GeneratorExp { .. }) => "generator".to_string(),
            _ => continue,
        };
        let Some(text) = scene.short(argument) else { continue };
        let hint = Hint::at(codes::GATHER_LIST, argument.span, format!("this is of type `{kind}`"));
        match &*kind {
            "list" | "tuple" | "set" | "generator" | "dict_values" if name.ends_with("gather") => {
                return Some(hint.help(format!("put a star before it: `{name}(*{text})`")));
            }
            "list" | "tuple" | "set" | "generator" if name.ends_with("wait_for") || name.ends_with("shield") => {
                return Some(hint.help(format!("gather several into one: `{name}(asyncio.gather(*{text}), ...)`")));
            }
            "function" | "method" => {
                let hint = Hint::at(codes::NOT_CALLED, argument.span, "a function that was not called");
                return Some(hint.help(format!("call it to get a coroutine: `{name}({text}())`")));
            }
            "coroutine" | "Task" | "Future" if name.ends_with("wait") => {
                return Some(hint.help(format!("hand over a list: `{name}([{text}])`")));
            }
            "coroutine" | "Task" | "Future" => {}
            _ => return Some(hint.help("only coroutines, tasks and futures can be awaited")),
        }
    }
    let hint = Hint::at(codes::GATHER_LIST, call.span, "something here cannot be awaited");
    Some(hint.help("hand over coroutines, tasks or futures: what calling an `async def` function gives"))
}

fn too_much_async(scene: &mut Scene<'_>, message: &str) -> Option<Hint> {
    let word = if message.contains("'async for'") { "for" } else { "with" };
    let is_coroutine = message.contains("got coroutine") || message.contains("'coroutine'");
    let label = match is_coroutine {
        true => "this is a coroutine".to_string(),
        false => format!("this works with a plain `{word}` only"),
    };
    let hint = Hint::at(codes::ASYNC_BLOCK, scene.span, label);
    if is_coroutine && let Some(text) = scene.expression().and_then(|e| scene.short(e)) {
        return Some(match word {
            "with" => hint.help(format!("await the coroutine first: `async with await {text}`")),
            _ => hint.help(format!(
                "await the coroutine first, or make it an async generator with `yield`: `for x in await {text}`"
            )),
        });
    }
    let future = ["_GatheringFuture", "Task", "Future"].iter().any(|kind| message.ends_with(&format!("got {kind}")));
    if future && let Some(text) = scene.expression().and_then(|e| scene.short(e)) {
        return Some(
            Hint::at(codes::ASYNC_BLOCK, scene.span, "this gives its result when it is awaited")
                .help(format!("await it, then loop over what it gives: `for x in await {text}`")),
        );
    }
    Some(hint.help(format!("write `{word}` without `async`")))
}

/// Classes of the library whose objects work with `async with` alone.
const ASYNC_MANAGERS: &[&str] = &[
    "Timeout",
    "TaskGroup",
    "Lock",
    "Semaphore",
    "BoundedSemaphore",
    "Condition",
    "ClientSession",
    "ClientResponse",
    "_RequestContextManager",
    "_AsyncGeneratorContextManager",
    "aclosing",
];

fn too_little_async(scene: &mut Scene<'_>, word: &str) -> Hint {
    let hint = Hint::at(codes::ASYNC_BLOCK, scene.span, format!("this works with `async {word}` only"));
    if word == "with" {
        let is_async = scene
            .expression()
            .and_then(|e| scene.value(e))
            .is_some_and(|v| scene.m.find_attr(&v, &crate::object::str::intern("__aenter__")).ok().flatten().is_some());
        let named = scene.message.clone();
        let class = quoted(&named).unwrap_or("").to_string();
        let mut own = false;
        crate::syntax::visit::walk(&scene.tree.body, &mut |_| {}, &mut |s| {
            own |= matches!(&s.kind, StmtKind::ClassDef(c) if *c.name.id == *class
                && c.body.iter().any(|s| matches!(&s.kind, StmtKind::FunctionDef(def) if &*def.name.id == "__aenter__")));
        });
        let is_async = is_async || own || ASYNC_MANAGERS.contains(&&*class);
        let in_with = scene.statement().is_some_and(|s| matches!(s.kind, StmtKind::With { .. }));
        if !is_async && in_with && !scene.message.contains("missed") && !scene.message.contains("Lock") {
            return Hint::at(codes::ASYNC_BLOCK, scene.span, "this has no `__enter__` and `__exit__`")
                .help("`with` wants a context manager: a class with `__enter__` and `__exit__`, or `@contextmanager`");
        }
    }
    match scene.may_await() {
        true => hint.help(format!("write `async {word}`")),
        false => hint.help(format!("write `async {word}`, inside an `async def`")),
    }
}

/// The word in quotes, for others of the family.
pub(super) fn type_in(message: &str) -> Option<&str> {
    quoted(message)
}
