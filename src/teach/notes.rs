//! Notes: what goes wrong with coroutines, said at once on standard error, with the place in the source and the repair.
//!
//! In: events of faults. Out: drawn diagnostics. Never changes standard output; silenced by `-q`, off for strict sources.

use super::words::{Names, called, listed, seconds, waits_for};
use crate::diagnostic::catalogue::said;
use crate::diagnostic::{Diagnostic, Label, Severity, codes, json, render};
use crate::machine::observe::{Event, Hears, Observer, Place, Serial, View, WaitReason, Waiting};
use crate::source::{Source, Span, without_comment};
use crate::syntax::ast::{Expr, ExprKind, StmtKind};
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

/// Notes of one kind that are drawn; then they stop.
const MOST: usize = 10;
/// The first line of a deadlock report.
const DEADLOCK: &str = "deadlock: no task is ready, no timer is set, and nothing outside is awaited";
/// Places that a deadlock report draws.
const MOST_PLACES: usize = 8;

/// How much is said.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Volume {
    /// What goes wrong, at once.
    Everything,
    /// Only why a run that can never go on was ended.
    Deadlock,
    /// That, in one line.
    OneLine,
}

/// The observer that speaks.
pub struct Notes {
    volume: Volume,
    color: bool,
    said: String,
    /// Places said already.
    places: Vec<(&'static str, Place)>,
    /// Failed tasks of which nobody has asked: not yet said, and said.
    fresh: Vec<Failure>,
    unheard: Vec<Failure>,
    /// Whether a deadlock was said.
    deadlocked: bool,
    /// The tasks of the deadlocks that were said.
    stuck: HashSet<Serial>,
}

struct Failure {
    task: Serial,
    name: Rc<str>,
    exception: Rc<str>,
    place: Place,
    made: Place,
}

impl Notes {
    /// Notes at a volume.
    pub fn new(volume: Volume, color: bool) -> Notes {
        Notes {
            volume,
            color,
            said: String::new(),
            places: Vec::new(),
            fresh: Vec::new(),
            unheard: Vec::new(),
            deadlocked: false,
            stuck: HashSet::new(),
        }
    }

    /// Draws a note, unless its place was noted before.
    fn say(&mut self, view: &View<'_>, place: Place, note: &Diagnostic) {
        let code = note.code.0;
        let again = code != codes::UNHEARD && self.places.contains(&(code, place));
        if again || self.places.iter().filter(|p| p.0 == code).count() >= MOST {
            return;
        }
        self.places.push((code, place));
        let source = view.source(place).unwrap_or_else(|| Source::new("<nowhere>", ""));
        self.said.push_str(&draw(note, &source, place.file == 0, self.color));
    }

    fn never_awaited(&mut self, view: &View<'_>, coroutine: &str, place: Place) {
        let Some(source) = view.source(place) else { return };
        let mut at = place;
        let note = match call_at(&source, place.span.start) {
            Some(call) if !calls(&source, &call, coroutine) => called_by(coroutine, &source, &call),
            Some(call) => {
                // The coroutines of one list are one slip.
                if let Some(Handed::Row(row, _)) = call.handed {
                    at.span = row;
                }
                never_awaited(coroutine, &source, &call)
            }
            None if source.slice(place.span).starts_with("async def") => called_back(coroutine, place.span),
            None => {
                let line = source.line(place.span.start);
                let start = source.line_start(line).unwrap_or(0);
                let text = source.line_text(line).unwrap_or("");
                let indent = text.len() - text.trim_start().len();
                let span = Span::new(start + indent as u32, start + text.len() as u32);
                note(codes::NEVER_AWAITED, format!("RuntimeWarning: coroutine '{coroutine}' was never awaited"), span)
                    .here("dropped here")
                    .help("calling a coroutine function only makes a coroutine: `await` runs it")
            }
        };
        self.say(view, at, &note);
    }

    fn failures(&mut self, view: &View<'_>) {
        for failure in std::mem::take(&mut self.fresh) {
            let Failure { name, exception, place, made, .. } = &failure;
            let text = format!("task {name} failed with {exception}, and nobody waits for it");
            let home = view.source(*made);
            let kept = home.as_ref().and_then(|source| kept_as(source, made.span.start));
            let mut note = note(codes::UNHEARD, text, place.span).here("raised here").help(format!(
                "await the task: `await {}` raises the exception where it can be handled",
                kept.as_deref().unwrap_or(variable(name))
            ));
            if let Some(home) = home.as_ref().filter(|_| made.file != place.file) {
                note = note.note(format!("the task was created at {}:{}", home.name, home.line(made.span.start)));
            }
            let source = home.filter(|_| made.file == place.file);
            if let Some(call) = source.and_then(|source| call_at(&source, made.span.start)) {
                note = note.label(call.span, "the task runs this coroutine");
            }
            self.say(view, *place, &note);
            self.unheard.push(failure);
        }
    }

    fn held(&mut self, view: &View<'_>, event: &Event) {
        let Event::Held { name, nanoseconds, doing, place, exact, starved, .. } = event else { return };
        let who = match &**name {
            "" => "one of the last steps".to_string(),
            name => name.to_string(),
        };
        let text = format!("{who} held the loop for {}", seconds(*nanoseconds));
        let starved: Vec<String> = starved.iter().map(|s| s.to_string()).collect();
        let label = match (doing, exact) {
            (Some(function), _) => format!("`{function}` stops every task"),
            (None, true) => "the time went here".to_string(),
            (None, false) => "it gave the loop back here".to_string(),
        };
        let source = view.source(*place);
        let shown = source.as_ref().map_or("", |s| s.slice(place.span));
        let note = note(codes::HELD, text, place.span)
            .here(label)
            .note(format!("{} could not run meanwhile", listed(&starved)))
            .help(async_twin(doing.as_deref(), shown));
        self.say(view, *place, &note);
    }

    fn went_on(&mut self, view: &View<'_>, name: &str, place: Place, by: Place) {
        let text = format!("task {name} was cancelled, caught that, and goes on");
        let mut said = note(codes::WENT_ON, text, place.span).here("cancelled here, and it waits here again");
        let source = view.source(place);
        if let Some(handler) = source.as_ref().and_then(|source| handler_around(source, place.span)) {
            said = said.label(handler, "this catches CancelledError as well");
        }
        if by.file == place.file {
            said = said.label(by.span, "cancelled by this call");
        }
        let said = said.help("write `except Exception:`, or end the handler with `raise`");
        self.say(view, place, &said);
    }

    /// Says so only where nobody kept the task: who keeps one may mean it to end with the program.
    fn cut_off(&mut self, view: &View<'_>, name: &str, place: Place, made: Place, begun: bool) {
        let Some(source) = view.source(made) else { return };
        let Some(call) = dropped_task(&source, made.span.start) else { return };
        let gathers = source.slice(call).contains("gather");
        let text = format!("task {name} was not done when the program ended: it was cancelled");
        let label = if begun { "made here, and nobody awaits it" } else { "made here, and it never began" };
        let mut said = note(codes::CUT_OFF, text, call).here(label);
        if begun && place.file == made.file && place.span != made.span {
            said = said.label(place.span, "it had come this far");
        }
        let said = said.help(match gathers {
            true => "await it: `await asyncio.gather(...)`",
            false => "keep it, and await it before the end: `task = asyncio.create_task(...)`, then `await task`",
        });
        self.say(view, Place { span: call, ..made }, &said);
    }

    fn deadlock(&mut self, view: &View<'_>, waits: &[Waiting]) {
        // Tasks that could not be ended stand still once more; another cell of a note has tasks of its own.
        let is_new = waits.iter().any(|w| !self.stuck.contains(&w.task));
        if std::mem::replace(&mut self.deadlocked, true) && !is_new {
            return;
        }
        self.stuck.extend(waits.iter().map(|w| w.task));
        if self.volume == Volume::OneLine {
            return self.said.push_str(&format!("co: {}\n", said(DEADLOCK)));
        }
        let names = Named::of(waits);
        let mut report = Report { labels: Vec::new(), notes: Vec::new(), file: 0 };
        let mut groups: Vec<(Place, Option<&WaitReason>, Vec<&Waiting>)> = Vec::new();
        for waiting in waits {
            let place = place_of(waiting);
            match groups.iter_mut().find(|g| g.0 == place && g.1 == waiting.on.as_ref()) {
                Some(group) => group.2.push(waiting),
                None => groups.push((place, waiting.on.as_ref(), vec![waiting])),
            }
        }
        for (place, on, who) in &groups {
            report.add(view, *place, &who_waits(*on, who, &names));
        }
        if let Some(circle) = circle(waits) {
            let mut all: Vec<&str> = circle.iter().map(|w| &*w.name).collect();
            all.extend(all.first().copied());
            report.notes.push(format!("a circle: {}", all.join(" → ")));
        }
        let ready = waits.iter().filter(|w| w.on.is_none()).count();
        if waits.is_empty() || ready == waits.len() {
            report.notes.push("the loop was to run on, but no task is left that could stop it".to_string());
        }
        let mut diagnostic = Diagnostic::error(codes::DEADLOCK, said(DEADLOCK).as_ref(), Span::default());
        diagnostic.labels = report.labels;
        diagnostic.notes = report.notes;
        let source = view.source(Place { file: report.file, span: Span::default() });
        let nowhere = source.is_none();
        let source = source.unwrap_or_else(|| Source::new("<nowhere>", ""));
        self.said.push_str(&draw(&diagnostic, &source, nowhere, self.color));
    }
}

/// What a deadlock report gathers.
struct Report {
    labels: Vec<Label>,
    notes: Vec<String>,
    file: u32,
}

impl Report {
    /// A sentence at its place, if that is in the file of the first one; else with its line.
    fn add(&mut self, view: &View<'_>, place: Place, sentence: &str) {
        if self.file == 0 {
            self.file = place.file;
        }
        // Said now, since several sentences may stand at one place.
        let sentence = said(sentence);
        if place.file == 0 || place.file != self.file || self.labels.len() >= MOST_PLACES {
            let at = match view.source(place) {
                Some(source) => format!(" ({}:{})", source.name, source.line(place.span.start)),
                None => String::new(),
            };
            if self.notes.len() < MOST_PLACES {
                self.notes.push(format!("{sentence}{at}"));
            }
            return;
        }
        match self.labels.iter_mut().find(|l| l.span == place.span) {
            Some(label) => label.message.push_str(&format!("{}{sentence}", said("; "))),
            None => self.labels.push(Label { span: place.span, message: sentence.to_string() }),
        }
    }
}

/// Names of the tasks of a graph.
pub struct Named(HashMap<Serial, String>);

impl Named {
    /// Those of a graph.
    pub fn of(waits: &[Waiting]) -> Named {
        Named(waits.iter().map(|w| (w.task, w.name.to_string())).collect())
    }
}

impl Names for Named {
    fn name(&self, serial: Serial) -> Option<String> {
        self.0.get(&serial).cloned()
    }
}

/// Where a task waits: its innermost frame in the program.
pub fn place_of(waiting: &Waiting) -> Place {
    let own = waiting.stack.iter().rev().find(|l| !l.inside).or(waiting.stack.last());
    own.map_or(Place::default(), |l| l.place)
}

/// "Task-2 holds lock a, waits for lock b, held by Task-3"
fn who_waits(on: Option<&WaitReason>, who: &[&Waiting], names: &Named) -> String {
    let all: Vec<String> = who.iter().map(|w| w.name.to_string()).collect();
    let plural = who.len() > 1;
    let holds = match who {
        [one] if !one.holds.is_empty() => {
            let locks: Vec<String> = one.holds.iter().map(|t| called("lock", &t.name)).collect();
            format!(" holds {},", listed(&locks))
        }
        _ => String::new(),
    };
    let waits = if plural { "wait" } else { "waits" };
    match on {
        None => format!("{} {} ready", listed(&all), if plural { "are" } else { "is" }),
        Some(WaitReason::QueueJoin(queue, count)) => {
            format!("{}: {}.join() waits for {count} task_done() that no task left can call", listed(&all), queue.name)
        }
        Some(reason) => format!("{}{holds} {waits} {}", listed(&all), waits_for(reason, names)),
    }
}

/// For whom a task waits, as far as that is one task.
fn next_of(reason: &WaitReason) -> Option<Serial> {
    match reason {
        WaitReason::Task(task) | WaitReason::Lock(_, Some(task)) => Some(*task),
        WaitReason::Group(_, of) => of.first().copied(),
        _ => None,
    }
}

/// Tasks that wait for each other in a ring.
fn circle(waits: &[Waiting]) -> Option<Vec<&Waiting>> {
    let by: HashMap<Serial, &Waiting> = waits.iter().map(|w| (w.task, w)).collect();
    for start in waits {
        let mut path: Vec<&Waiting> = vec![start];
        while path.len() <= waits.len() {
            let last = path[path.len() - 1];
            let Some(next) = last.on.as_ref().and_then(next_of).and_then(|n| by.get(&n)) else { break };
            if next.task == start.task {
                return Some(path);
            }
            if path.iter().any(|w| w.task == next.task) {
                break;
            }
            path.push(next);
        }
    }
    None
}

fn note(code: &'static str, message: impl Into<String>, span: Span) -> Diagnostic {
    Diagnostic { severity: Severity::Note, ..Diagnostic::error(code, message, span) }
}

fn draw(diagnostic: &Diagnostic, source: &Source, nowhere: bool, color: bool) -> String {
    if json::is_chosen() || !nowhere && !diagnostic.labels.is_empty() {
        return render::render(diagnostic, source, color);
    }
    let mut text = format!("co: {}\n", diagnostic.message);
    for line in diagnostic.notes.iter().chain(&diagnostic.help) {
        text.push_str(&format!("  {line}\n"));
    }
    text
}

/// A task's name as a variable that may hold it.
fn variable(name: &str) -> &str {
    match name.starts_with("Task-") {
        true => "task",
        false => name,
    }
}

/// A call in a source, and how it stands there.
struct Call {
    span: Span,
    /// Whether the function around it is async, or the module of a file in the dialect.
    may_await: bool,
    /// Whether it is a statement of its own.
    alone: bool,
    /// What it is handed to, where that should have awaited it.
    handed: Option<Handed>,
}

/// What a coroutine that nobody awaited was handed to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Handed {
    /// A function of asyncio that failed.
    Function,
    /// A function that calls it later.
    Callback,
    /// A list or tuple, at its place, with so many other calls of coroutine functions in it.
    Row(Span, usize),
    /// A comprehension, at its place.
    Comprehension(Span),
}

/// Functions that take coroutines and await them.
const TAKERS: &[&str] = &[
    "run",
    "create_task",
    "ensure_future",
    "gather",
    "wait",
    "wait_for",
    "shield",
    "as_completed",
    "run_until_complete",
    "run_coroutine_threadsafe",
];

/// Functions that call what they are handed, later.
const CALLBACKS: &[&str] =
    &["call_soon", "call_soon_threadsafe", "call_later", "call_at", "add_done_callback", "add_signal_handler", "Timer"];

/// The call that begins at a byte.
fn call_at(source: &Rc<Source>, byte: u32) -> Option<Call> {
    let mut faults = Vec::new();
    let tree = crate::syntax::parse(source, &mut faults);
    let (mut span, mut alone) = (None::<Span>, false);
    let mut coroutines: HashSet<&str> = HashSet::new();
    crate::syntax::visit::walk(&tree.body, &mut |_| {}, &mut |s| {
        if let StmtKind::FunctionDef(def) = &s.kind
            && def.is_async
        {
            coroutines.insert(&def.name.id);
        }
    });
    let makes_coroutine = |e: &Expr| match &e.kind {
        ExprKind::Call { func, .. } => coroutines.contains(source.slice(func.span).rsplit('.').next().unwrap_or("")),
        _ => false,
    };
    let mut handed: Option<(u32, Handed)> = None;
    let mut around: Vec<(Span, bool)> = Vec::new();
    let mut on_expr = |e: &Expr| {
        if matches!(e.kind, ExprKind::Call { .. }) && e.span.start == byte {
            // Of calls that begin at one byte, as in `f()()`, the innermost made the coroutine.
            span = Some(e.span);
        }
        // The innermost around it that takes coroutines.
        let taker = match &e.kind {
            ExprKind::Call { func, .. } if func.span.end <= byte => {
                let name = source.slice(func.span).rsplit('.').next().unwrap_or("");
                match CALLBACKS.contains(&name) {
                    true => Some(Handed::Callback),
                    false => TAKERS.contains(&name).then_some(Handed::Function),
                }
            }
            ExprKind::List(items) | ExprKind::Tuple(items) => {
                let calls = items.iter().filter(|i| makes_coroutine(i)).count();
                Some(Handed::Row(e.span, calls.saturating_sub(1)))
            }
            ExprKind::ListComp { element, .. }
            | ExprKind::SetComp { element, .. }
            | ExprKind::GeneratorExp { element, .. }
                if element.span.start == byte =>
            {
                Some(Handed::Comprehension(e.span))
            }
            _ => None,
        };
        let (size, holds) = (e.span.end - e.span.start, e.span.start <= byte && byte < e.span.end);
        if let Some(taker) = taker.filter(|_| holds && handed.is_none_or(|h| size < h.0)) {
            handed = Some((size, taker));
        }
    };
    let mut statements = Vec::new();
    crate::syntax::visit::walk(&tree.body, &mut on_expr, &mut |s| match &s.kind {
        StmtKind::FunctionDef(f) => around.push((s.span, f.is_async)),
        StmtKind::Expr(value) => statements.push(value.span),
        _ => {}
    });
    let span = span?;
    alone |= statements.contains(&span);
    let inner = around.iter().filter(|(s, _)| s.start <= byte && byte < s.end).min_by_key(|(s, _)| s.end - s.start);
    let may_await = inner.map_or(source.dialect, |(_, is_async)| *is_async);
    Some(Call { span, may_await, alone, handed: handed.map(|h| h.1) })
}

/// The variable that is given what is made at a byte: `task = asyncio.create_task(work())`.
fn kept_as(source: &Rc<Source>, byte: u32) -> Option<String> {
    let tree = crate::syntax::parse(source, &mut Vec::new());
    let mut found = None;
    crate::syntax::visit::walk(&tree.body, &mut |_| {}, &mut |s| {
        let StmtKind::Assign { targets, value } = &s.kind else { return };
        if let ([target], true) = (&targets[..], value.span.start <= byte && byte < value.span.end) {
            if let (ExprKind::Name(name), ExprKind::Call { .. }) = (&target.kind, &value.kind) {
                found = Some(name.to_string());
            }
        }
    });
    found
}

/// The call that stands alone as a statement and makes a task of the coroutine that is called at a byte.
fn dropped_task(source: &Rc<Source>, byte: u32) -> Option<Span> {
    let tree = crate::syntax::parse(source, &mut Vec::new());
    let mut found = None;
    crate::syntax::visit::walk(&tree.body, &mut |_| {}, &mut |s| {
        let StmtKind::Expr(value) = &s.kind else { return };
        let ExprKind::Call { func, .. } = &value.kind else { return };
        let name = source.slice(func.span);
        let makes = ["create_task", "ensure_future", "gather"].iter().any(|word| name.ends_with(word));
        if makes && !name.starts_with("tg.") && value.span.start <= byte && byte < value.span.end {
            found = Some(value.span);
        }
    });
    found
}

/// The handler of the innermost `try` around a place that catches CancelledError.
fn handler_around(source: &Rc<Source>, span: Span) -> Option<Span> {
    let tree = crate::syntax::parse(source, &mut Vec::new());
    let mut found: Option<(u32, Span)> = None;
    crate::syntax::visit::walk(&tree.body, &mut |_| {}, &mut |s| {
        let StmtKind::Try { body, handlers, .. } = &s.kind else { return };
        let inside = body.first().is_some_and(|b| b.span.start <= span.start)
            && body.last().is_some_and(|b| span.end <= b.span.end);
        let wide = handlers.iter().find(|h| match &h.test {
            None => true,
            Some(test) => {
                let text = source.slice(test.span);
                text.contains("BaseException") || text.contains("CancelledError")
            }
        });
        let size = s.span.end - s.span.start;
        if let Some(handler) = wide.filter(|_| inside && found.is_none_or(|f| size < f.0)) {
            let end = handler.test.as_ref().map_or(handler.span.start + 6, |t| t.span.end);
            found = Some((size, Span::new(handler.span.start, end)));
        }
    });
    found.map(|f| f.1)
}

/// Whether a call calls the coroutine function itself: `f(...)` calls `f`, and `sorted(..., key=f)` does not.
fn calls(source: &Source, call: &Call, coroutine: &str) -> bool {
    let text = source.slice(call.span);
    let callee = text.split('(').next().unwrap_or("").trim_end();
    let last = |name: &str| name.rsplit('.').next().unwrap_or("").to_string();
    // Under another name, or made by a wrapper: what is handed over shows it.
    !text.contains(&format!("={}", last(coroutine))) && !text.contains(&format!("({},", last(coroutine)))
        || last(callee) == last(coroutine)
}

/// A coroutine that another function made: `map(f, ...)`, a callback.
fn called_by(coroutine: &str, source: &Source, call: &Call) -> Diagnostic {
    let callee = source.slice(call.span).split('(').next().unwrap_or("").to_string();
    let name = coroutine.rsplit('.').next().unwrap_or(coroutine);
    note(codes::NEVER_AWAITED, format!("RuntimeWarning: coroutine '{coroutine}' was never awaited"), call.span)
        .here(format!("this calls `{name}`, which only makes coroutines: nothing of them has run"))
        .help(format!("`{callee}` awaits nothing: hand over a plain function, or await `{name}(...)` before"))
}

/// A coroutine that the loop made, by calling a callback.
fn called_back(coroutine: &str, span: Span) -> Diagnostic {
    note(codes::NEVER_AWAITED, format!("RuntimeWarning: coroutine '{coroutine}' was never awaited"), span)
        .here("the loop called this, and awaits nothing")
        .help("a callback is a plain `def`; where it must wait, it makes a task: `asyncio.create_task(...)`")
}

fn never_awaited(coroutine: &str, source: &Source, call: &Call) -> Diagnostic {
    let text = source.slice(call.span);
    let line = source.line(call.span.start);
    let shown = source.line_text(line).unwrap_or("");
    let start = source.line_start(line).unwrap_or(0);
    let before = shown.get(..(call.span.start - start) as usize).unwrap_or("").trim_start();
    let made =
        note(codes::NEVER_AWAITED, format!("RuntimeWarning: coroutine '{coroutine}' was never awaited"), call.span)
            .here("this only makes a coroutine: nothing of it has run");
    // What Python calls itself, awaiting nothing.
    const AWAITED: &[&str] = &["__aenter__", "__aexit__", "__anext__", "__call__"];
    let method = coroutine.rsplit('.').next().unwrap_or(coroutine);
    if method.starts_with("__") && method.ends_with("__") && !AWAITED.contains(&method) {
        return made.help(super::hint::coroutines::plain_instead(method));
    }
    let one_line = !text.contains('\n');
    match call.handed {
        Some(Handed::Callback) => {
            return made
                .help("a callback is a plain `def`; where it must wait, it makes a task: `asyncio.create_task(...)`");
        }
        Some(Handed::Function) => return made.help("what it was handed to has failed, and so nobody awaited it"),
        Some(Handed::Row(_, others)) => {
            let made = match others {
                0 => made,
                1 => made.note("so does the other call in this list"),
                count => made.note(format!("so do the {count} other calls in this list")),
            };
            return made.help("several coroutines are awaited together: `await asyncio.gather(*coroutines)`");
        }
        Some(Handed::Comprehension(span)) if call.may_await => {
            let row = source.slice(span);
            let row = if row.contains('\n') || row.len() > 60 { "[...]" } else { row };
            return made.help(format!("let them run side by side: `await asyncio.gather(*{row})`"));
        }
        _ => {}
    }
    match (call.may_await, call.alone, one_line) {
        (true, _, true) => {
            let rest = without_comment(shown).get((call.span.end - start) as usize..).unwrap_or("");
            // What follows directly belongs to the result.
            if before.is_empty()
                && rest.is_empty()
                && call.span.start == start
                && source.text.contains("import asyncio")
            {
                return made.help(format!("run it with `asyncio.run({text})`"));
            }
            match rest.starts_with(['.', '[', '(']) {
                true => made.help(format!("write `{before}(await {text}){rest}`")),
                false => made.help(format!("write `{before}await {text}{rest}`")),
            }
        }
        (true, ..) => made.help("put `await` before the call"),
        (false, _, true) => made.help(format!("run it with `asyncio.run({text})`, or await it in an `async def`")),
        (false, ..) => made.help("run it with `asyncio.run(...)`, or await it in an `async def`"),
    }
}

/// What to write instead of a function that stops the loop.
fn async_twin(function: Option<&str>, shown: &str) -> String {
    let inside = shown.split_once('(').map_or("", |p| p.1).trim_end_matches(')');
    match function {
        Some("time.sleep") if !inside.contains('\n') && shown.ends_with(')') => {
            format!("write `await asyncio.sleep({inside})`")
        }
        Some("time.sleep") => "write `await asyncio.sleep(...)`".to_string(),
        Some("input") => "write `await asyncio.to_thread(input)`".to_string(),
        Some("subprocess.run") => "write `await asyncio.create_subprocess_exec(...)`".to_string(),
        Some(name) => format!("write `await asyncio.to_thread({name}, ...)`"),
        None => "give the loop away now and then with `await asyncio.sleep(0)`, or move the work to a thread with `await asyncio.to_thread(...)`".to_string(),
    }
}

impl Observer for Notes {
    fn hears(&self) -> Hears {
        match self.volume {
            Volume::Everything => Hears::Faults,
            _ => Hears::Deadlock,
        }
    }

    fn event(&mut self, view: &View<'_>, event: &Event) {
        match event {
            Event::NeverAwaited { coroutine, place } => self.never_awaited(view, coroutine, *place),
            Event::Unheard { task, name, exception, place, made } => {
                let (name, exception) = (name.clone(), exception.clone());
                self.fresh.push(Failure { task: *task, name, exception, place: *place, made: *made });
            }
            Event::Heard { task } => {
                self.fresh.retain(|f| f.task != *task);
                self.unheard.retain(|f| f.task != *task);
            }
            Event::Idle => self.failures(view),
            Event::Held { .. } => self.held(view, event),
            Event::WentOn { name, place, by } => self.went_on(view, name, *place, *by),
            Event::CutOff { name, place, made, begun } => self.cut_off(view, name, *place, *made, *begun),
            Event::Deadlock { waits } => self.deadlock(view, waits),
            _ => {}
        }
    }

    fn end(&mut self, view: &View<'_>) {
        self.failures(view);
        // They have been said one by one.
        if self.unheard.is_empty() || json::is_chosen() {
            return;
        }
        let count = self.unheard.len();
        let tasks = if count == 1 { "1 task".to_string() } else { format!("{count} tasks") };
        self.said.push_str(&format!("{}\n", said(&format!("co: {tasks} failed, and nobody asked why:"))));
        for failure in self.unheard.iter().take(MOST) {
            let Failure { name, exception, place, .. } = failure;
            let line = format!("line {}", view.line(*place));
            self.said.push_str(&format!("  {name}: {exception}, {}\n", said(&line)));
        }
        if count > MOST {
            self.said.push_str(&format!("  {}\n", said(&format!("and {} more", count - MOST))));
        }
    }

    fn take_note(&mut self) -> Option<String> {
        (!self.said.is_empty()).then(|| std::mem::take(&mut self.said))
    }
}
