//! Hints on names: misspelt, of another function, given a value too late, attributes, modules.
//!
//! In: the scene of a NameError, AttributeError or ImportError. Out: a hint.

use super::Hint;
use super::scene::Scene;
use crate::diagnostic::{codes, near};
use crate::source::Span;
use crate::syntax::ast::{ExprKind, StmtKind};
use crate::syntax::visit;

/// The text between the first pair of quotes.
pub(super) fn quoted(message: &str) -> Option<&str> {
    let rest = message.split_once('\'')?.1;
    rest.split_once('\'').map(|(name, _)| name)
}

/// "`a` or `b`"
pub(super) fn choice(names: &[&str]) -> String {
    names.iter().map(|n| format!("`{n}`")).collect::<Vec<_>>().join(" or ")
}

pub(super) fn find(scene: &mut Scene<'_>) -> Option<Hint> {
    match &*scene.class {
        "NameError" | "UnboundLocalError" if scene.in_library() => None,
        "NameError" => name(scene),
        "UnboundLocalError" => unbound_local(scene),
        "AttributeError" => attribute(scene),
        "ModuleNotFoundError" => module(scene),
        "ImportError" => import_name(scene),
        _ => None,
    }
}

fn name(scene: &mut Scene<'_>) -> Option<Hint> {
    let message = scene.message.clone();
    let name = quoted(&message)?;
    let at = scene.span;
    if let Some(own) = scene.named("self")
        && scene.attribute(&own, name).is_some()
    {
        return Some(
            Hint::at(codes::SELF, at, "an attribute of the object, not a variable")
                .help(format!("write `self.{name}`")),
        );
    }
    // Names that get their value in this file, but not here.
    let around: Vec<&str> = scene.functions_around().iter().map(|f| &*f.name.id).collect();
    let mut elsewhere: Option<(Span, &str)> = None;
    let mut later: Option<Span> = None;
    let line = scene.line(at);
    for statement in &scene.tree.body {
        let binds = binds(statement, name);
        if let Some(span) = binds
            && scene.line(span) >= line
            && later.is_none()
        {
            later = Some(span);
        }
    }
    visit::walk(&scene.tree.body, &mut |_| {}, &mut |s| {
        if let StmtKind::FunctionDef(def) = &s.kind
            && !around.contains(&&*def.name.id)
            && elsewhere.is_none()
        {
            let place = def.body.iter().find_map(|inner| binds_deep(inner, name));
            elsewhere = place.map(|span| (span, &*def.name.id));
        }
    });
    if let Some(span) = later {
        let hint = Hint::at(codes::NAME_LATER, at, "read here, too early");
        return Some(hint.label(span, format!("`{name}` gets its value only here")).help("move the assignment up"));
    }
    if let Some(help) = near::import_help(name) {
        return Some(Hint::at(codes::NAME, at, "nothing gives this name a value").help(help));
    }
    if crate::stdlib::is_shipped(name) {
        return Some(
            Hint::at(codes::NAME, at, "a module that was not imported").help(format!("add `import {name}` at the top")),
        );
    }
    let names = scene.names();
    let mut names: Vec<&str> = names.iter().map(String::as_str).collect();
    names.extend(near::COMMON);
    let near = near::nearest_all(name, &names);
    if near.is_empty()
        && let Some((span, function)) = elsewhere
    {
        let hint = Hint::at(codes::NAME_ELSEWHERE, at, "not known here");
        return Some(
            hint.label(span, format!("`{name}` is a local variable of `{function}`"))
                .help(format!("return `{name}` from `{function}`, or pass it on as an argument")),
        );
    }
    let hint = Hint::at(codes::NAME, at, "nothing gives this name a value");
    Some(match near[..] {
        [] => hint.help(format!("give `{name}` a value before this line, or import it")),
        ref near => hint.help(format!("did you mean {}?", choice(near))),
    })
}

/// The place at which a statement itself binds a name.
fn binds(statement: &crate::syntax::ast::Stmt, name: &str) -> Option<Span> {
    match &statement.kind {
        StmtKind::Assign { targets, .. } => {
            targets.iter().find(|t| matches!(&t.kind, ExprKind::Name(n) if &**n == name)).map(|t| t.span)
        }
        StmtKind::FunctionDef(def) if &*def.name.id == name => Some(def.name.span),
        StmtKind::ClassDef(class) if &*class.name.id == name => Some(class.name.span),
        _ => None,
    }
}

/// The same, in the suites below it as well.
fn binds_deep(statement: &crate::syntax::ast::Stmt, name: &str) -> Option<Span> {
    let mut found = None;
    visit::walk(std::slice::from_ref(statement), &mut |_| {}, &mut |s| {
        if found.is_none() {
            found = binds(s, name);
        }
    });
    found
}

fn unbound_local(scene: &mut Scene<'_>) -> Option<Hint> {
    let message = scene.message.clone();
    let name = quoted(&message)?;
    let function = scene.functions_around().first().copied()?;
    let place = function.body.iter().find_map(|s| binds_deep(s, name));
    let augmented = function.body.iter().find_map(|s| {
        let mut found = None;
        visit::walk(std::slice::from_ref(s), &mut |_| {}, &mut |s| {
            if let StmtKind::AugAssign { target, .. } = &s.kind
                && matches!(&target.kind, ExprKind::Name(n) if &**n == name)
            {
                found = Some(target.span);
            }
        });
        found
    });
    let is_global = scene.named(name).is_some() || scene.tree.body.iter().any(|s| binds(s, name).is_some());
    let mut hint = Hint::at(codes::UNBOUND_LOCAL, scene.span, format!("`{name}` has no value yet"));
    if let Some(span) = place.or(augmented).filter(|s| *s != scene.span) {
        hint = hint.label(span, format!("this assignment makes `{name}` a local variable of `{}`", function.name.id));
    }
    Some(match is_global {
        true => hint.help(format!(
            "to change the variable outside, write `global {name}` at the start of `{}`",
            function.name.id
        )),
        false => hint.help(format!("give `{name}` a value first, on every way that leads here")),
    })
}

fn attribute(scene: &mut Scene<'_>) -> Option<Hint> {
    let message = scene.message.clone();
    if message.starts_with("module 'asyncio'") {
        let name = message.rsplit('\'').nth(1)?.to_string();
        return asyncio_name(scene, &name);
    }
    let name = scene.exception.field(0);
    let name = name.get::<crate::object::str::Str>()?.as_str().to_string();
    let object = scene.exception.field(1);
    let kind = scene.type_of(&object);
    if matches!(&*kind, "NoneType" | "coroutine" | "generator" | "async_generator" | "Task" | "Future") {
        return None;
    }
    let place = scene.span;
    let names = scene.m.call_builtin("dir", std::slice::from_ref(&object)).ok()?;
    let names = scene.m.collect(&names).ok()?;
    let names: Vec<String> =
        names.iter().filter_map(|n| n.get::<crate::object::str::Str>().map(|n| n.as_str().to_string())).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).filter(|n| !n.starts_with('_')).collect();
    let near = near::nearest_all(&name, &names);
    let what = if kind == "module" { "this module" } else { "this object" };
    let hint = Hint::at(codes::ATTRIBUTE, place, format!("{what} has no `{name}`"));
    if kind == "_GatheringFuture" {
        return Some(
            hint.help("`gather` gives a list of results when it is awaited: `results = await asyncio.gather(...)`"),
        );
    }
    if !near.is_empty() {
        return Some(hint.help(format!("did you mean {}?", choice(&near))));
    }
    Some(match (&*kind, &*name) {
        ("str", "append" | "extend") => {
            hint.help("texts never change: write `text = text + more`, or collect parts in a list")
        }
        ("tuple", "append" | "extend" | "add") => hint.help("tuples never change: use a list, `[...]`"),
        ("dict", "append" | "add") => hint.help("write `d[key] = value` to put something into a dict"),
        ("list", "add" | "push") => hint.help("write `.append(...)` to put something into a list"),
        ("set", "append" | "push") => hint.help("write `.add(...)` to put something into a set"),
        ("list", "length" | "size" | "len") | ("str", "length" | "size" | "len") => hint.help("write `len(...)`"),
        ("dict", "has_key") => hint.help("write `key in d`"),
        ("dict", "iteritems" | "itervalues" | "iterkeys") => {
            hint.help("this is Python 2: write `.items()`, `.values()` or `.keys()`")
        }
        ("function", _) => hint.help("this is the function itself: did you forget to call it, with `()`?"),
        ("module", _) => {
            let file = scene.attribute(&object, "__file__");
            let own = file.and_then(|f| f.get::<crate::object::str::Str>().map(|f| f.as_str().to_string()));
            match own {
                Some(file) => {
                    hint.help(format!("the module is {file}: a file of your own may hide the library's module"))
                }
                None => hint.help("look for the name in the module's documentation, or with `dir(module)`"),
            }
        }
        _ => hint.help(format!(
            "an object of class `{kind}` has no such attribute: look at its `__init__`, or at `dir(...)`"
        )),
    })
}

/// Names of asyncio as notes and typists spell them.
fn asyncio_name(scene: &mut Scene<'_>, name: &str) -> Option<Hint> {
    let hint = Hint::at(codes::ASYNCIO_NAME, scene.span, format!("asyncio has no `{name}`"));
    const TWINS: &[(&str, &str)] = &[
        ("create_tasks", "create_task"),
        ("async", "ensure_future"),
        ("JoinableQueue", "Queue"),
        ("run_in_executor", "to_thread"),
        ("thread", "to_thread"),
        ("join", "gather"),
        ("wait_all", "gather"),
        ("all", "gather"),
        ("spawn", "create_task"),
        ("start", "create_task"),
        ("new_task", "create_task"),
        ("get_event_1oop", "get_event_loop"),
        ("get_loop", "get_running_loop"),
        ("get_current_loop", "get_running_loop"),
        ("run_until_complete", "run"),
        ("delay", "sleep"),
    ];
    if let Some((_, twin)) = TWINS.iter().find(|t| t.0 == name) {
        return Some(hint.help(format!("write `asyncio.{twin}`")));
    }
    let straight = name.replace('1', "l").replace('0', "o");
    let all: Vec<&str> = vec![
        "run",
        "gather",
        "sleep",
        "wait",
        "wait_for",
        "create_task",
        "ensure_future",
        "get_event_loop",
        "get_running_loop",
        "new_event_loop",
        "set_event_loop",
        "Queue",
        "Lock",
        "Event",
        "Semaphore",
        "Condition",
        "Barrier",
        "Task",
        "Future",
        "TaskGroup",
        "timeout",
        "shield",
        "as_completed",
        "to_thread",
        "current_task",
        "all_tasks",
        "iscoroutine",
        "iscoroutinefunction",
        "CancelledError",
        "TimeoutError",
        "run_coroutine_threadsafe",
        "open_connection",
        "start_server",
        "create_subprocess_exec",
        "create_subprocess_shell",
        "PriorityQueue",
        "LifoQueue",
        "BoundedSemaphore",
        "Runner",
    ];
    let near = near::nearest_all(&straight, &all);
    let same = all.iter().find(|n| **n == straight);
    Some(match (same, &near[..]) {
        // It is spelt right: Co does not have it.
        (Some(same), _) if **same == *name => hint.help(
            "Co has no connections, servers and subprocesses of asyncio yet; aiohttp and requests make HTTP requests",
        ),
        (Some(same), _) => hint.help(format!("write `asyncio.{same}`: letters, not digits")),
        (None, []) => hint.help("look for the name in the documentation of asyncio"),
        (None, near) => hint.help(format!("did you mean {}?", choice(near))),
    })
}

fn module(scene: &mut Scene<'_>) -> Option<Hint> {
    let message = scene.message.clone();
    let name = quoted(&message)?;
    if let Some(instead) = crate::stdlib::instead_of(name) {
        let hint = Hint::at(codes::MODULE, scene.span, format!("`{name}` is not among the modules that Co ships"));
        return Some(hint.help(instead));
    }
    let shipped = crate::stdlib::names();
    let shipped: Vec<&str> = shipped.iter().map(String::as_str).collect();
    let near = near::nearest_all(name, &shipped);
    let hint = Hint::at(codes::MODULE, scene.span, format!("there is no module `{name}` here"));
    Some(match &near[..] {
        [] if scene.source.name.contains(name) => hint,
        [] => hint.help("modules are looked for beside the program, in COPATH, and among those that Co ships"),
        near => hint.help(format!("did you mean {}?", choice(near))),
    })
}

fn import_name(scene: &mut Scene<'_>) -> Option<Hint> {
    let message = scene.message.clone();
    let name = quoted(&message)?;
    let module = scene.exception.field(1);
    let module = module.get::<crate::object::str::Str>()?.as_str().to_string();
    let object = scene.m.modules.get_name(&module)?;
    let names = scene.m.call_builtin("dir", std::slice::from_ref(&object)).ok()?;
    let names = scene.m.collect(&names).ok()?;
    let names: Vec<String> =
        names.iter().filter_map(|n| n.get::<crate::object::str::Str>().map(|n| n.as_str().to_string())).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).filter(|n| !n.starts_with('_')).collect();
    let near = near::nearest_all(name, &names);
    let hint = Hint::at(codes::IMPORT_NAME, scene.span, format!("`{module}` has no `{name}`"));
    Some(match (&near[..], near::home(name)) {
        (_, Some(home)) if home != module => hint.help(format!("write `from {home} import {name}`")),
        ([], _) => hint.help(format!("`dir({module})` shows the names that `{module}` has")),
        (near, _) => hint.help(format!("did you mean {}?", choice(near))),
    })
}
