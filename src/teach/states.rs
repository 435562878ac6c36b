//! A function as its state machine: what runs in each state, where it may go next, and how it can end.
//!
//! In: a code with its operations, handlers and state table; the tree of its source for loops and tries. Out: a
//! [`Machine`] of plain data, which `states_text` and `states_picture` draw. Nothing is run.

use crate::bytecode::Op;
use crate::bytecode::code::{Code, CodeKind, StateKind};
use crate::bytecode::registers::{ends, jump_target};
use crate::diagnostic::catalogue::{Language, said};
use crate::source::{Source, Span};
use crate::syntax::ast::{Module, StmtKind};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// Where a state may lead.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Goal {
    /// To a state.
    State(usize),
    /// To the end, by `return` or past the last line.
    Return,
    /// To the end, by `raise`.
    Raise,
}

/// The ways to the end of a function, but for exceptions.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Ends {
    /// By a `return`, or as the value of a lambda.
    pub returns: bool,
    /// Past its last line.
    pub past_last_line: bool,
}

impl Ends {
    fn or(self, other: Ends) -> Ends {
        let past_last_line = self.past_last_line || other.past_last_line;
        Ends { returns: self.returns || other.returns, past_last_line }
    }

    /// In words.
    pub fn words(self) -> &'static str {
        match (self.returns, self.past_last_line) {
            (true, true) => "it returns, or ends past its last line",
            (false, true) => "it ends past its last line",
            _ => "it returns",
        }
    }
}

/// What a state stands in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Around {
    /// `for`, `while`, `try`, `except`, `finally`, `with`, `async with`, `async for`, `if`.
    pub what: &'static str,
    /// Its line.
    pub line: u32,
    /// Of a `try`: what happens on an exception, by line: `except ValueError`, `finally`.
    pub catches: Vec<(u32, String)>,
}

/// One state.
#[derive(Clone, Debug)]
pub struct StateView {
    /// Its number; 0 is before the start.
    pub number: usize,
    /// How it is suspended, in words: `await`, `yield`, ...; empty for state 0.
    pub kind: &'static str,
    /// The expression that suspends.
    pub expression: String,
    /// Where it is.
    pub span: Span,
    /// Its line; that of `def` for state 0.
    pub line: u32,
    /// The variables kept across it.
    pub keeps: Vec<String>,
    /// What it stands in, outermost first.
    pub around: Vec<Around>,
    /// The lines that run when it goes on, up to the next suspension.
    pub runs: Vec<u32>,
    /// Where it may lead when nothing is raised.
    pub next: Vec<Goal>,
    /// Where that is the end: by which ways.
    pub ends: Ends,
    /// The lines of handlers that an exception thrown in here may reach.
    pub caught: Vec<u32>,
    /// Where the states lead that follow when something is raised.
    pub next_raised: Vec<Goal>,
}

/// A function as a state machine.
#[derive(Clone, Debug)]
pub struct StateMachine {
    /// Its qualified name.
    pub name: String,
    /// What it is: `coroutine`, `generator`, `async generator`, `function`, ...
    pub kind: &'static str,
    /// First and last line.
    pub lines: (u32, u32),
    /// Its source.
    pub source: Rc<Source>,
    /// The states, 0 first.
    pub states: Vec<StateView>,
    /// How it may end when nothing is raised.
    pub ends: Ends,
    /// Lines of its `return` statements.
    pub returns: Vec<u32>,
    /// Lines of its `raise` statements.
    pub raises: Vec<u32>,
}

/// What `co show` writes as JSON, for those who build on it.
pub fn guide(language: Language) -> &'static str {
    match language {
        Language::English => include_str!("show.en.md"),
        Language::Chinese => include_str!("show.zh.md"),
    }
}

/// The word for a suspension.
pub fn kind_word(kind: StateKind) -> &'static str {
    match kind {
        StateKind::Yield => "yield",
        StateKind::YieldFrom => "yield from",
        StateKind::Await => "await",
        StateKind::AsyncFor => "async for",
        StateKind::AsyncWithEnter => "async with, entering",
        StateKind::AsyncWithExit => "async with, leaving",
    }
}

fn code_word(kind: CodeKind) -> &'static str {
    match kind {
        CodeKind::Module => "module",
        CodeKind::Class => "class body",
        CodeKind::Function => "function",
        CodeKind::Generator => "generator",
        CodeKind::Coroutine => "coroutine",
        CodeKind::AsyncGenerator => "async generator",
    }
}

/// The state machine of a code.
pub fn machine(code: &Code, tree: &Module) -> StateMachine {
    let source = code.source.clone();
    let line = |span: Span| source.line(span.start);
    let own = own_span(code, tree);
    let mut returning = Vec::new();
    crate::syntax::visit::walk(&tree.body, &mut |_| {}, &mut |s| {
        if matches!(s.kind, StmtKind::Return(_)) {
            returning.push(s.span);
        }
    });
    let walk = |start: u32| walk(code, start, &returning);
    let (mut states, mut ends) = (Vec::new(), Ends::default());
    for number in 0..=code.states.len() {
        let table = number.checked_sub(1).and_then(|i| code.states.get(i));
        let (start, kind, span) = match table {
            None => (0, "", own),
            Some(state) => (state.pc + 1, kind_word(state.kind), state.span),
        };
        let mut found = walk(start);
        let thrown = table.map(|s| handlers_of(code, s.pc)).unwrap_or_default();
        // The end of an `async for` is an exception, and yet the usual way on.
        for (&pc, op) in thrown.iter().filter_map(|pc| Some((pc, code.ops.get(*pc as usize)?))) {
            if let (Op::EndAsyncFor(..), Some(after)) = (op, jump_target(*op, pc as usize)) {
                found.add(walk(after as u32));
            }
        }
        let mut caught: Vec<u32> = thrown.iter().filter_map(|&pc| line_at(code, pc)).collect();
        caught.dedup();
        let mut next_raised = BTreeSet::new();
        for &pc in &thrown {
            let found = walk(pc);
            next_raised.extend(found.goals);
            ends = ends.or(found.ends);
        }
        ends = ends.or(found.ends);
        let keeps = match table {
            None => code.locals.iter().take(code.parameter_count()).map(|n| n.to_string()).collect(),
            Some(state) => {
                let names = state.live.iter().filter_map(|&r| code.locals.get(r as usize));
                names.map(|n| n.to_string()).collect::<Vec<_>>()
            }
        };
        // What a generator expression goes through has no name in the source.
        let keeps = keeps.into_iter().filter(|name: &String| !name.starts_with('.')).collect();
        states.push(StateView {
            number,
            kind,
            expression: match table {
                None => String::new(),
                Some(state) => expression(&source, state),
            },
            span,
            line: line(span),
            keeps,
            around: if number == 0 { Vec::new() } else { around(&source, tree, own, span) },
            runs: found.lines.into_iter().collect(),
            next: found.goals.into_iter().collect(),
            ends: found.ends,
            caught,
            next_raised: next_raised.into_iter().collect(),
        });
    }
    let (mut returns, mut raises) = (Vec::new(), Vec::new());
    crate::syntax::visit::walk(&tree.body, &mut |_| {}, &mut |s| {
        if innermost(tree, s.span) == own {
            match s.kind {
                StmtKind::Return(_) => returns.push(line(s.span)),
                StmtKind::Raise { .. } => raises.push(line(s.span)),
                _ => {}
            }
        }
    });
    let last = source.line(own.end.saturating_sub(1).max(own.start));
    StateMachine {
        name: code.qualname.to_string(),
        kind: code_word(code.kind),
        lines: (line(own), last),
        source: source.clone(),
        states,
        ends,
        returns,
        raises,
    }
}

/// The expression that suspends, on one line; of an `async with` or `async for` with these words.
fn expression(source: &Source, state: &crate::bytecode::code::State) -> String {
    let text = source.slice(state.span).split_whitespace().collect::<Vec<_>>().join(" ");
    match state.kind {
        StateKind::AsyncWithEnter => format!("async with {text}"),
        StateKind::AsyncWithExit if state.handled.is_some() => format!("async with {text}, after an exception"),
        StateKind::AsyncWithExit => format!("async with {text}, at its end"),
        // In a comprehension it stands behind the element.
        StateKind::AsyncFor if !text.starts_with("async for") => match text.rfind("async for ") {
            Some(at) => text[at..].to_string(),
            None => format!("async for ... in {text}"),
        },
        _ => text,
    }
}

impl StateView {
    /// The expression, with what is said of an `async with` in the language of the reader.
    pub fn stands_at(&self) -> String {
        let (code, words) =
            match [", at its end", ", after an exception"].iter().find(|w| self.expression.ends_with(**w)) {
                Some(words) => (&self.expression[..self.expression.len() - words.len()], *words),
                None => (&*self.expression, ""),
            };
        format!("{code}{}", said(words))
    }
}

/// What a walk from an operation meets before the next suspension.
#[derive(Default)]
struct Walk {
    lines: BTreeSet<u32>,
    goals: BTreeSet<Goal>,
    ends: Ends,
}

impl Walk {
    fn add(&mut self, other: Walk) {
        self.lines.extend(other.lines);
        self.goals.extend(other.goals);
        self.ends = self.ends.or(other.ends);
    }
}

/// Follows the operations from one up to suspensions and ends, as they go when nothing is raised. `returning` are the
/// `return` statements.
fn walk(code: &Code, start: u32, returning: &[Span]) -> Walk {
    let mut found = Walk::default();
    let mut seen = vec![false; code.ops.len()];
    let mut open = vec![start as usize];
    while let Some(pc) = open.pop() {
        if pc >= code.ops.len() || std::mem::replace(&mut seen[pc], true) {
            continue;
        }
        let op = code.ops[pc];
        if let Some(line) = line_at(code, pc as u32) {
            found.lines.insert(line);
        }
        match op {
            Op::Yield(_, _, _, state) | Op::Delegate(_, _, state) => {
                found.goals.insert(Goal::State(state as usize + 1));
                continue;
            }
            Op::Return(_) | Op::ReturnNone => {
                found.goals.insert(Goal::Return);
                let span = code.spans.get(pc).copied().unwrap_or_default();
                let is_within = |s: &Span| s.start <= span.start && span.end <= s.end;
                // What ends past the last line has no statement for it.
                match matches!(op, Op::ReturnNone) && !returning.iter().any(is_within) {
                    true => found.ends.past_last_line = true,
                    false => found.ends.returns = true,
                }
                continue;
            }
            Op::Raise(_) | Op::RaiseFrom(..) | Op::RaiseAgain | Op::Reraise(_) => {
                match code.handler_at(pc as u32) {
                    Some(handler) => open.push(handler.target as usize),
                    None => drop(found.goals.insert(Goal::Raise)),
                }
                continue;
            }
            _ => {}
        }
        open.extend(jump_target(op, pc));
        if !ends(op) {
            open.push(pc + 1);
        }
    }
    found
}

/// The handler that an exception raised at an operation reaches, and those around it.
fn handlers_of(code: &Code, pc: u32) -> Vec<u32> {
    code.handler_at(pc).map(|h| h.target).into_iter().collect()
}

fn line_at(code: &Code, pc: u32) -> Option<u32> {
    code.spans.get(pc as usize).filter(|s| s.end > 0).map(|s| code.source.line(s.start))
}

/// The span of the definition that a code was made from.
fn own_span(code: &Code, tree: &Module) -> Span {
    if code.kind == CodeKind::Module {
        return Span::new(0, code.source.text.len() as u32);
    }
    let mut best: Option<Span> = None;
    crate::syntax::visit::walk(&tree.body, &mut |_| {}, &mut |s| {
        let holds = s.span.start <= code.span.start && code.span.end <= s.span.end;
        if matches!(s.kind, StmtKind::FunctionDef(_))
            && holds
            && best.is_none_or(|b| b.end - b.start > s.span.end - s.span.start)
        {
            best = Some(s.span);
        }
    });
    // Lambdas and generator expressions are within their function, and smaller.
    match best {
        Some(best)
            if code.span.end - code.span.start == 0 || best.start == code.span.start || best.end == code.span.end =>
        {
            best
        }
        _ => code.span,
    }
}

/// The span of the innermost function around a span; the whole source at the top.
fn innermost(tree: &Module, span: Span) -> Span {
    let mut best: Option<Span> = None;
    crate::syntax::visit::walk(&tree.body, &mut |_| {}, &mut |s| {
        let holds = s.span.start <= span.start && span.end <= s.span.end && s.span != span;
        if matches!(s.kind, StmtKind::FunctionDef(_)) && holds && best.is_none_or(|b| s.span.start > b.start) {
            best = Some(s.span);
        }
    });
    best.unwrap_or(Span::new(0, u32::MAX))
}

/// The statements of the function around a span, outermost first.
fn around(source: &Source, tree: &Module, own: Span, span: Span) -> Vec<Around> {
    let inside = |suite: &[crate::syntax::ast::Stmt]| match (suite.first(), suite.last()) {
        (Some(first), Some(last)) => first.span.start <= span.start && span.end <= last.span.end,
        _ => false,
    };
    let mut found: BTreeMap<u32, Around> = BTreeMap::new();
    crate::syntax::visit::walk(&tree.body, &mut |_| {}, &mut |s| {
        let holds = own.start <= s.span.start && s.span.start <= span.start && span.end <= s.span.end;
        if !holds || s.span.end > own.end {
            return;
        }
        let line = source.line(s.span.start);
        let mut add = |what: &'static str, catches: Vec<(u32, String)>| {
            found.insert(s.span.start, Around { what, line, catches });
        };
        match &s.kind {
            StmtKind::While { .. } => add("while", Vec::new()),
            StmtKind::For { is_async: true, .. } => add("async for", Vec::new()),
            StmtKind::For { .. } => add("for", Vec::new()),
            StmtKind::With { body, is_async, .. } if inside(body) => {
                add(if *is_async { "async with" } else { "with" }, Vec::new());
            }
            StmtKind::If { .. } => add("if", Vec::new()),
            StmtKind::Match { .. } => add("match", Vec::new()),
            StmtKind::Try { body, handlers, finalbody, .. } => {
                let mut catches = Vec::new();
                let in_body = inside(body);
                if in_body {
                    for handler in handlers {
                        let test = handler.test.as_ref().map_or("", |t| source.slice(t.span));
                        let text = format!("except {test}");
                        catches.push((source.line(handler.span.start), text.trim_end().to_string()));
                    }
                }
                let in_final = finalbody.as_deref().is_some_and(inside);
                if let (Some(last), false) = (finalbody.as_ref().and_then(|f| f.first()), in_final) {
                    catches.push((source.line(last.span.start), "finally".to_string()));
                }
                let what = match (in_body, in_final) {
                    (true, _) => "try",
                    (_, true) => "finally",
                    _ => "except",
                };
                add(what, catches);
            }
            _ => {}
        }
    });
    found.into_values().collect()
}

/// All codes in a code, itself first.
pub fn codes(code: &Rc<Code>) -> Vec<Rc<Code>> {
    let mut all = vec![code.clone()];
    for constant in &code.constants {
        if let crate::bytecode::Constant::Code(inner) = constant {
            all.extend(codes(inner));
        }
    }
    all
}
