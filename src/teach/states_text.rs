//! A state machine in words, for reading next to the source; and as JSON.
//!
//! In: a [`StateMachine`], counts of a run where there are any. Out: text.

use super::states::{Around, Ends, Goal, StateMachine, StateView};
use super::states_run::Counts;
use crate::diagnostic::catalogue::said;
use serde_json::{Value, json};
use std::fmt::Write;

/// Lines shown of what a state runs; the rest are counted.
const MOST: usize = 8;

/// The machine in words.
pub fn text(machine: &StateMachine, counts: Option<&Counts>) -> String {
    text_at(machine, counts, None)
}

/// The machine in words, with a mark at the state in which a coroutine stands now.
pub fn text_at(machine: &StateMachine, counts: Option<&Counts>, now: Option<usize>) -> String {
    let mut out = String::new();
    // Writing to a String does not fail.
    let _ = writeln!(out, "{}", said(&head(machine)));
    for state in &machine.states {
        let title = match state.number {
            0 => "state 0: made, nothing has run yet".to_string(),
            n => format!("state {n}: line {}, {}", state.line, state.kind),
        };
        let _ = match now == Some(state.number) {
            true => writeln!(out, "\n▶ {}  ◀ {}", said(&title), said("it stands here")),
            false => writeln!(out, "\n  {}", said(&title)),
        };
        let row = |out: &mut String, name: &str, value: &str| {
            let _ = writeln!(out, "    {}  {value}", said(name));
        };
        if state.number > 0 {
            row(&mut out, "stands at", &shortened(&state.stands_at()));
        }
        for around in state.around.iter().filter(|a| a.what != "if") {
            let place = format!("the {} of line {}", around.what, around.line);
            row(&mut out, "inside", &said(&place));
        }
        let keeps = match state.keeps.is_empty() {
            true => said("nothing").into_owned(),
            false => state.keeps.join(", "),
        };
        row(&mut out, "keeps", &keeps);
        for (i, line) in state.runs.iter().take(MOST).enumerate() {
            let code = machine.source.line_text(*line).unwrap_or("").trim_end();
            let name = if i == 0 { said("then runs").into_owned() } else { " ".repeat(width(&said("then runs"))) };
            let _ = writeln!(out, "    {name}  {line:>4} | {code}");
        }
        if state.runs.len() > MOST {
            let more = format!("and {} more", state.runs.len() - MOST);
            let _ = writeln!(out, "    {}  {}", " ".repeat(width(&said("then runs"))), said(&more));
        }
        for goal in &state.next {
            let count = counts.map_or(String::new(), |c| format!("  ×{}", c.taken(&machine.name, state.number, *goal)));
            row(&mut out, "goes to", &format!("{}{count}", said(&goal_words(state, *goal))));
        }
        for (goal, count) in counts.map_or(Vec::new(), |c| c.others(&machine.name, state.number, &state.next)) {
            let words = match goal {
                Goal::State(n) => format!("state {n}, by an exception"),
                other => goal_words(state, other),
            };
            row(&mut out, "went to", &format!("{}  ×{count}", said(&words)));
        }
        if state.number > 0 {
            let (name, exception) = match machine.kind {
                "coroutine" => ("if cancelled", "CancelledError"),
                _ => ("if closed", "GeneratorExit"),
            };
            row(&mut out, name, &said(&raised_words(state, exception)));
        }
        for here in counts.map_or(Vec::new(), |c| c.standing(&machine.name, state.number)) {
            row(&mut out, "at the end", &said(&here));
        }
    }
    out.push('\n');
    for line in end_words(machine) {
        let _ = writeln!(out, "  {}", said(&line));
    }
    if let Some(counts) = counts {
        for line in counts.ends(&machine.name) {
            let _ = writeln!(out, "  {}", said(&line));
        }
    }
    out
}

/// What a machine is, in words.
pub fn head(machine: &StateMachine) -> String {
    let points = machine.states.len() - 1;
    let points = if points == 1 { "1 point".to_string() } else { format!("{points} points") };
    let name = match &*machine.name {
        "<module>" => said("the program itself").into_owned(),
        name => name.to_string(),
    };
    let article = if machine.kind.starts_with('a') { "an" } else { "a" };
    format!(
        "{name}: {} {}, lines {} to {}, {points} of suspension",
        article, machine.kind, machine.lines.0, machine.lines.1
    )
}

fn width(text: &str) -> usize {
    unicode_width::UnicodeWidthStr::width(text)
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(70) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_string(),
    }
}

/// Where a state leads, in words.
pub fn goal_words(state: &StateView, goal: Goal) -> String {
    match goal {
        Goal::State(n) if n == state.number => format!("state {n} again"),
        Goal::State(n) if n < state.number => format!("state {n}, back"),
        Goal::State(n) => format!("state {n}"),
        Goal::Return => match (state.ends.returns, state.ends.past_last_line) {
            (true, true) => "the end: it returns, or comes past its last line".to_string(),
            (false, true) => "the end, past its last line".to_string(),
            _ => "the end: it returns".to_string(),
        },
        Goal::Raise => "the end: it raises".to_string(),
    }
}

/// What an exception that is thrown in at a state comes by on its way out.
pub fn catches_of(state: &StateView) -> Vec<(u32, String)> {
    let inner = state.around.iter().rev();
    let each = |a: &Around| match a.what {
        "with" | "async with" => vec![(a.line, said(&format!("the end of {}", a.what)).into_owned())],
        _ => a.catches.clone(),
    };
    inner.flat_map(each).collect()
}

/// What happens when an exception is thrown in at a state.
fn raised_words(state: &StateView, exception: &str) -> String {
    let all: Vec<String> =
        catches_of(state).into_iter().map(|(line, what)| said(&format!("{what} (line {line})")).into_owned()).collect();
    match all.is_empty() {
        true => format!("{exception} is raised at line {}, and ends it", state.line),
        false => format!("{exception} is raised at line {}; on its way out: {}", state.line, all.join(&said(", "))),
    }
}

/// How a function can end.
pub fn end_words(machine: &StateMachine) -> Vec<String> {
    let lines = |lines: &[u32]| lines.iter().map(u32::to_string).collect::<Vec<_>>().join(", ");
    let mut all = Vec::new();
    let at = lines(&machine.returns);
    all.push(match (machine.returns.is_empty(), machine.ends.past_last_line) {
        (true, true) => "it ends past its last line, and returns None".to_string(),
        (false, true) => format!("it returns at line {at}, or ends past its last line and returns None"),
        (false, false) => format!("it returns at line {at}"),
        (true, false) if machine.ends.returns => "it returns the value of its expression".to_string(),
        (true, false) => "it never returns by itself".to_string(),
    });
    if !machine.raises.is_empty() {
        all.push(format!("it raises at line {}", lines(&machine.raises)));
    }
    match machine.kind {
        "coroutine" => all.push("it can be cancelled at every state but 0, and closed at any".to_string()),
        _ => all.push("it can be closed at every state: GeneratorExit is raised there".to_string()),
    }
    all
}

fn ends(ends: Ends) -> Value {
    json!({"returns": ends.returns, "past_last_line": ends.past_last_line})
}

/// The machine as JSON.
pub fn json(machine: &StateMachine, counts: Option<&Counts>) -> Value {
    let goal = |goal: &Goal| match goal {
        Goal::State(n) => json!(n),
        Goal::Return => json!("return"),
        Goal::Raise => json!("raise"),
    };
    let states: Vec<Value> = machine
        .states
        .iter()
        .map(|s| {
            let around: Vec<Value> = s
                .around
                .iter()
                .map(|a| json!({"what": a.what, "line": a.line, "catches": a.catches.iter().map(|(l, w)| json!({"line": l, "what": w})).collect::<Vec<_>>()}))
                .collect();
            let mut state = json!({
                "state": s.number, "kind": s.kind, "expression": s.expression, "line": s.line,
                "span": [s.span.start, s.span.end], "keeps": s.keeps, "inside": around, "runs": s.runs,
                "next": s.next.iter().map(goal).collect::<Vec<_>>(),
                "ends": ends(s.ends), "next_raised": s.next_raised.iter().map(goal).collect::<Vec<_>>(),
            });
            if let Some(counts) = counts {
                let taken: Vec<Value> = s.next.iter().map(|g| json!([goal(g), counts.taken(&machine.name, s.number, *g)])).collect();
                state["taken"] = json!(taken);
                state["standing"] = json!(counts.standing(&machine.name, s.number));
            }
            state
        })
        .collect();
    json!({
        "name": machine.name, "kind": machine.kind, "file": &*machine.source.name, "lines": [machine.lines.0, machine.lines.1],
        "states": states, "ends": ends(machine.ends), "returns": machine.returns, "raises": machine.raises,
    })
}
