//! A state machine as a picture that other tools draw: Mermaid, Graphviz DOT.
//!
//! In: state machines, counts of a run where there are any. Out: text of that form.

use super::states::{Goal, StateMachine, StateView};
use super::states_run::Counts;
use crate::diagnostic::catalogue::said;
use std::fmt::Write;

fn label(state: &StateView) -> String {
    match state.number {
        0 => said("made").into_owned(),
        _ => {
            let whole = state.stands_at();
            let text: String = whole.chars().take(48).collect();
            let dots = if whole.chars().count() > 48 { "…" } else { "" };
            format!("{}: {text}{dots}", said(&format!("line {}", state.line)))
        }
    }
}

fn taken(counts: Option<&Counts>, machine: &StateMachine, state: usize, goal: Goal) -> String {
    counts.map_or(String::new(), |c| format!("×{}", c.taken(&machine.name, state, goal)))
}

/// Where a state led by exceptions, and how often.
fn others(counts: Option<&Counts>, machine: &StateMachine, state: &StateView) -> Vec<(Goal, u64)> {
    counts.map_or(Vec::new(), |c| c.others(&machine.name, state.number, &state.next))
}

/// Who stands where, in words.
fn words(standing: &[String]) -> String {
    standing.iter().take(3).map(|here| said(here).into_owned()).collect::<Vec<_>>().join(", ")
}

/// Mermaid's `stateDiagram-v2`.
pub fn mermaid(machine: &StateMachine, counts: Option<&Counts>) -> String {
    let mut out = format!("---\ntitle: {}\n---\nstateDiagram-v2\n", machine.name);
    let plain = |text: String| text.replace(['"', ';', '#'], "'").replace(':', "∶");
    for state in &machine.states {
        // Writing to a String does not fail.
        let _ = writeln!(out, "  s{} : {} {}", state.number, state.number, plain(label(state)));
    }
    out.push_str("  [*] --> s0\n");
    for state in &machine.states {
        for goal in &state.next {
            let to = match goal {
                Goal::State(n) => format!("s{n}"),
                Goal::Return | Goal::Raise => "[*]".to_string(),
            };
            let how = match goal {
                Goal::State(_) => String::new(),
                Goal::Return => format!("{} ", said(state.ends.words())),
                Goal::Raise => format!("{} ", said("it raises")),
            };
            let text = format!("{how}{}", taken(counts, machine, state.number, *goal));
            let text = if text.trim().is_empty() { String::new() } else { format!(" : {}", text.trim()) };
            let _ = writeln!(out, "  s{} --> {to}{text}", state.number);
        }
        for (goal, count) in others(counts, machine, state) {
            let to = match goal {
                Goal::State(n) => format!("s{n}"),
                Goal::Return | Goal::Raise => "[*]".to_string(),
            };
            let _ = writeln!(out, "  s{} --> {to} : {} ×{count}", state.number, plain(said("by an exception").into()));
        }
        let standing = counts.map_or(Vec::new(), |c| c.standing(&machine.name, state.number));
        if !standing.is_empty() {
            let _ = writeln!(out, "  note right of s{}\n    {}\n  end note", state.number, plain(words(&standing)));
        }
    }
    out
}

/// Graphviz DOT.
pub fn dot(machine: &StateMachine, counts: Option<&Counts>) -> String {
    let quoted = |text: &str| text.replace('\\', "\\\\").replace('"', "\\\"");
    let mut out = format!(
        "digraph \"{}\" {{\n  node [shape=box, style=rounded, fontname=\"sans-serif\"];\n  label=\"{}\";\n",
        quoted(&machine.name),
        quoted(&machine.name)
    );
    for state in &machine.states {
        let mut more = String::new();
        if !state.keeps.is_empty() {
            more.push_str(&format!("\\n{} {}", said("keeps"), state.keeps.join(", ")));
        }
        let standing = counts.map_or(Vec::new(), |c| c.standing(&machine.name, state.number));
        if !standing.is_empty() {
            more.push_str(&format!("\\n● {}", words(&standing)));
        }
        let _ = writeln!(
            out,
            "  s{} [label=\"{}  {}{}\"];",
            state.number,
            state.number,
            quoted(&label(state)),
            quoted(&more).replace("\\\\n", "\\n")
        );
    }
    let end = |name: &str| quoted(&said(name));
    let _ = writeln!(out, "  return [shape=doublecircle, label=\"{}\"];", end(machine.ends.words()));
    let raises =
        |s: &StateView| s.next.contains(&Goal::Raise) || others(counts, machine, s).iter().any(|o| o.0 == Goal::Raise);
    if machine.states.iter().any(raises) {
        let _ = writeln!(out, "  raise [shape=doublecircle, label=\"{}\"];", end("it raises"));
    }
    for state in &machine.states {
        for goal in &state.next {
            let to = match goal {
                Goal::State(n) => format!("s{n}"),
                Goal::Return => "return".to_string(),
                Goal::Raise => "raise".to_string(),
            };
            let text = taken(counts, machine, state.number, *goal);
            let text = if text.is_empty() { String::new() } else { format!(" [label=\"{text}\"]") };
            let _ = writeln!(out, "  s{} -> {to}{text};", state.number);
        }
        for (goal, count) in others(counts, machine, state) {
            let to = match goal {
                Goal::State(n) => format!("s{n}"),
                Goal::Return => "return".to_string(),
                Goal::Raise => "raise".to_string(),
            };
            let _ = writeln!(out, "  s{} -> {to} [style=dashed, color=red, label=\"×{count}\"];", state.number);
        }
    }
    out.push_str("}\n");
    out
}
