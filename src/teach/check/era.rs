//! Spellings of other years: what became of them, what is written today, and the repair where it changes nothing else.
//!
//! In: a tree and its source. Out: warnings W0406. A repair is offered only where the new spelling does the same; a
//! program that works with the loop itself is left to its author.

use crate::diagnostic::{Diagnostic, codes};
use crate::source::{Source, Span};
use crate::syntax::ast::*;
use crate::syntax::visit;

/// Names of other years: the old one, what became of it, what to write, and the text that may take its place.
const NAMES: &[(&str, &str, &str, Option<&str>)] = &[
    (
        "asyncio.async",
        "became a keyword in Python 3.7",
        "write `asyncio.create_task(...)`",
        Some("asyncio.ensure_future"),
    ),
    ("asyncio.Task.all_tasks", "was removed in Python 3.9", "write `asyncio.all_tasks()`", Some("asyncio.all_tasks")),
    (
        "asyncio.Task.current_task",
        "was removed in Python 3.9",
        "write `asyncio.current_task()`",
        Some("asyncio.current_task"),
    ),
    (
        "asyncio.get_event_loop",
        "finds no loop from Python 3.14 on unless one runs",
        "write `asyncio.run(main())` once, at the outermost place",
        None,
    ),
    ("asyncio.JoinableQueue", "became part of Queue in Python 3.5", "write `asyncio.Queue()`", Some("asyncio.Queue")),
    ("time.clock", "was removed in Python 3.8", "write `time.perf_counter()`", Some("time.perf_counter")),
    ("inspect.getargspec", "was removed in Python 3.11", "write `inspect.signature(...)`", None),
    ("os.getcwdu", "belongs to Python 2", "write `os.getcwd()`", Some("os.getcwd")),
    ("string.letters", "belongs to Python 2", "write `string.ascii_letters`", Some("string.ascii_letters")),
    ("sys.maxint", "belongs to Python 2", "write `sys.maxsize`", Some("sys.maxsize")),
];

/// Classes that moved from `collections` to `collections.abc`.
const MOVED: &[&str] = &[
    "Awaitable",
    "Callable",
    "Container",
    "Coroutine",
    "Generator",
    "Hashable",
    "Iterable",
    "Iterator",
    "Mapping",
    "MutableMapping",
    "MutableSequence",
    "MutableSet",
    "Sequence",
    "Set",
    "Sized",
];

/// Functions of asyncio that took the loop as an argument up to Python 3.9.
const TOOK_LOOP: &[&str] = &[
    "sleep",
    "wait",
    "wait_for",
    "gather",
    "shield",
    "as_completed",
    "Queue",
    "PriorityQueue",
    "LifoQueue",
    "Lock",
    "Event",
    "Condition",
    "Semaphore",
    "BoundedSemaphore",
    "open_connection",
    "start_server",
];

/// All warnings on spellings of other years.
pub(super) fn find(tree: &Module, source: &Source) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    visit::walk(&tree.body, &mut |e| expression(e, source, &mut found), &mut |_| {});
    let mut old: Vec<(Span, &FunctionDef)> = Vec::new();
    visit::walk(&tree.body, &mut |_| {}, &mut |s| match &s.kind {
        StmtKind::FunctionDef(def) if !def.is_async => old.push((s.span, def)),
        _ => {}
    });
    for (span, def) in old {
        generator_based(span, def, source, &mut found);
    }
    for statement in &tree.body {
        if let StmtKind::ImportFrom { module: Some(module), names, .. } = &statement.kind
            && &*module.id == "collections"
            && names.iter().any(|n| MOVED.contains(&&*n.name.id))
        {
            let all = names.iter().all(|n| MOVED.contains(&&*n.name.id));
            let warning = warning("`collections`", "lost its abstract classes in Python 3.10", statement.span)
                .help("write `from collections.abc import ...`");
            found.push(match all {
                true => warning.repair(module.span, "collections.abc"),
                false => warning,
            });
        }
    }
    found
}

fn warning(what: &str, became: &str, span: Span) -> Diagnostic {
    Diagnostic::warning(codes::ERA, format!("{what} {became}"), span).here("the spelling of another year")
}

fn expression(e: &Expr, source: &Source, found: &mut Vec<Diagnostic>) {
    let text = source.slice(e.span);
    match &e.kind {
        ExprKind::Attribute { attr, .. } => {
            if let Some((old, became, help, new)) = NAMES.iter().find(|era| era.0 == text) {
                let warning = warning(&format!("`{old}`"), became, e.span).help(*help);
                found.push(match new {
                    Some(new) => warning.repair(e.span, *new),
                    None => warning,
                });
            } else if text.strip_prefix("collections.").is_some_and(|name| MOVED.contains(&name)) {
                let new = format!("collections.abc.{}", attr.id);
                let warning = warning(&format!("`{text}`"), "moved in Python 3.10", e.span);
                found.push(warning.help(format!("write `{new}`")).repair(e.span, new));
            }
        }
        ExprKind::Call { func, args, keywords } => {
            let name = source.slice(func.span).strip_prefix("asyncio.");
            if let Some(name) = name.filter(|name| TOOK_LOOP.contains(name))
                && let Some(argument) = keywords.iter().find(|k| k.name.as_ref().is_some_and(|n| &*n.id == "loop"))
            {
                let what = format!("`loop=` of `asyncio.{name}`");
                let warning = warning(&what, "was removed in Python 3.10", argument.span);
                // What is left out must not have done anything.
                let harmless = matches!(argument.value.kind, ExprKind::Name(_) | ExprKind::Constant(Constant::None));
                let before = args
                    .iter()
                    .map(|a| a.span.end)
                    .chain(keywords.iter().map(|k| k.span.end))
                    .filter(|end| *end < argument.span.start)
                    .max();
                let gone = Span::new(before.unwrap_or(argument.span.start), argument.span.end);
                found.push(match harmless {
                    true => warning.repair(gone, ""),
                    false => warning.help("leave it out"),
                });
            }
        }
        _ => {}
    }
}

/// `@asyncio.coroutine` above a `def` with `yield from`.
fn generator_based(span: Span, def: &FunctionDef, source: &Source, found: &mut Vec<Diagnostic>) {
    let is_old = |d: &&Expr| matches!(source.slice(d.span), "asyncio.coroutine" | "coroutine");
    let Some(decorator) = def.decorators.iter().find(is_old) else { return };
    if source.slice(decorator.span) == "coroutine" && !source.text.contains("asyncio") {
        return;
    }
    let help = "write `async def`, and `await` instead of `yield from`";
    let warning = warning("`@asyncio.coroutine`", "was removed in Python 3.11", decorator.span).help(help);
    // The words to change, if nothing but they changes: every `yield` is a `yield from` of something that can be awaited.
    let mut froms: Vec<Span> = Vec::new();
    let mut certain = def.decorators.len() == 1;
    let mut nested = false;
    visit::walk(
        &def.body,
        &mut |e| match &e.kind {
            ExprKind::YieldFrom(value) => {
                let simple =
                    matches!(value.kind, ExprKind::Call { .. } | ExprKind::Name(_) | ExprKind::Attribute { .. });
                certain &= simple;
                froms.push(Span::new(e.span.start, value.span.start));
            }
            ExprKind::Yield(_) => certain = false,
            _ => {}
        },
        &mut |s| nested |= matches!(s.kind, StmtKind::FunctionDef(_)),
    );
    let from = source.text[..decorator.span.start as usize].rfind('@').map(|at| at as u32);
    let name = source.text[decorator.span.end as usize..def.name.span.start as usize].trim_start();
    let (Some(from), true) =
        (from, certain && !nested && name.trim_end() == "def" && span.start <= def.name.span.start)
    else {
        return found.push(warning);
    };
    found.push(warning.repair(Span::new(from, def.name.span.start), "async def "));
    for word in froms {
        let text = Diagnostic::warning(codes::ERA, "`yield from` waits in a coroutine of another year", word);
        found.push(text.here("the spelling of another year").help("write `await`").repair(word, "await "));
    }
}
