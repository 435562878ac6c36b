//! A state machine as a picture: Mermaid, Graphviz DOT, SVG.
//!
//! In: state machines, counts of a run where there are any. Out: text of that form.

use super::states::{Goal, StateMachine, StateView};
use super::states_run::Counts;
use super::timeline::escaped;
use std::fmt::Write;

fn label(state: &StateView) -> String {
    match state.number {
        0 => "made".to_string(),
        _ => {
            let text: String = state.expression.chars().take(48).collect();
            let dots = if state.expression.chars().count() > 48 { "…" } else { "" };
            format!("line {}: {text}{dots}", state.line)
        }
    }
}

fn taken(counts: Option<&Counts>, machine: &StateMachine, state: usize, goal: Goal) -> String {
    counts.map_or(String::new(), |c| format!("×{}", c.taken(&machine.name, state, goal)))
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
                Goal::Return => "returns ".to_string(),
                Goal::Raise => "raises ".to_string(),
            };
            let text = format!("{how}{}", taken(counts, machine, state.number, *goal));
            let text = if text.trim().is_empty() { String::new() } else { format!(" : {}", text.trim()) };
            let _ = writeln!(out, "  s{} --> {to}{text}", state.number);
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
        let keeps = if state.keeps.is_empty() { String::new() } else { format!("\\nkeeps {}", state.keeps.join(", ")) };
        let _ = writeln!(
            out,
            "  s{} [label=\"{}  {}{}\"];",
            state.number,
            state.number,
            quoted(&label(state)),
            quoted(&keeps).replace("\\\\n", "\\n")
        );
    }
    out.push_str("  return [shape=doublecircle, label=\"returns\"];\n");
    if machine.states.iter().any(|s| s.next.contains(&Goal::Raise)) {
        out.push_str("  raise [shape=doublecircle, label=\"raises\"];\n");
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
    }
    out.push_str("}\n");
    out
}

/// The source on the left, the states on the right at their lines, arrows between them.
pub fn svg(machine: &StateMachine, counts: Option<&Counts>) -> String {
    const ROW: f64 = 18.0;
    const BOX: f64 = 46.0;
    let (first, last) = (machine.lines.0, machine.lines.1.max(machine.lines.0));
    let lines: Vec<&str> = (first..=last).map(|l| machine.source.line_text(l).unwrap_or("")).collect();
    let widest = lines.iter().map(|l| l.chars().count()).max().unwrap_or(20).clamp(20, 90) as f64;
    let code = 60.0 + widest * 7.4;
    let left = code + 70.0;
    let wide = 300.0;
    let count = machine.states.len() as f64 + 1.0;
    let step = BOX + 30.0;
    let height = (56.0 + ROW * lines.len() as f64).max(56.0 + step * count) + 20.0;
    let total = left + wide + 90.0;
    let top = |n: f64| 50.0 + step * n;
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {total} {height}\" font-family=\"ui-sans-serif, system-ui, \
         sans-serif\" font-size=\"12\" role=\"img\">\n<title>{0}</title>\n<style>\n.bg{{fill:#fff}}.t{{fill:#1f2328}}\
         .q{{fill:#59636e}}.c{{font-family:ui-monospace,Menlo,Consolas,monospace;white-space:pre}}.b{{fill:#f6f8fa;stroke:#8c959f}}\
         .a{{stroke:#0969da;fill:none}}.h{{fill:#0969da}}.l{{stroke:#bf8700;fill:none;stroke-dasharray:3 3}}.m{{fill:#fff8c5}}\n\
         @media (prefers-color-scheme:dark){{.bg{{fill:#0d1117}}.t{{fill:#e6edf3}}.q{{fill:#9198a1}}.b{{fill:#161b22;stroke:#59636e}}\
         .a{{stroke:#58a6ff}}.h{{fill:#58a6ff}}.l{{stroke:#d29922}}.m{{fill:#3a2f0b}}}}\n</style>\n\
         <rect class=\"bg\" width=\"{total}\" height=\"{height}\"/>\n<text class=\"t\" x=\"14\" y=\"26\" font-weight=\"600\" \
         font-size=\"14\">{0}</text>\n",
        escaped(&machine.name)
    );
    let y_of = |line: u32| 50.0 + ROW * f64::from(line.saturating_sub(first)) + ROW / 2.0;
    for state in machine.states.iter().skip(1) {
        let y = y_of(state.line) - ROW / 2.0;
        let _ = writeln!(out, "<rect class=\"m\" x=\"10\" y=\"{y}\" width=\"{}\" height=\"{ROW}\"/>", code - 14.0);
    }
    for (i, line) in lines.iter().enumerate() {
        let y = 50.0 + ROW * i as f64 + 13.0;
        let _ = writeln!(
            out,
            "<text class=\"q c\" x=\"40\" y=\"{y}\" text-anchor=\"end\">{}</text><text class=\"t c\" x=\"52\" y=\"{y}\" \
             xml:space=\"preserve\">{}</text>",
            first + i as u32,
            escaped(&line.chars().take(90).collect::<String>())
        );
    }
    let arrow = |out: &mut String, path: String, (x, y): (f64, f64), down: bool| {
        let (a, b) = if down { (y - 7.0, y) } else { (y, y) };
        let head = match down {
            true => format!("M{} {a} L{} {a} L{x} {b} Z", x - 4.0, x + 4.0),
            false => format!("M{} {} L{} {} L{x} {y} Z", x + 7.0, y - 4.0, x + 7.0, y + 4.0),
        };
        let _ = writeln!(out, "<path class=\"a\" d=\"{path}\"/><path class=\"h\" d=\"{head}\"/>");
    };
    let end = machine.states.len();
    for state in &machine.states {
        let from = top(state.number as f64);
        let middle = from + BOX / 2.0;
        if state.number > 0 {
            let y = y_of(state.line);
            let _ = writeln!(
                out,
                "<path class=\"l\" d=\"M{} {y} C{} {y} {} {middle} {left} {middle}\"/>",
                code - 4.0,
                code + 30.0,
                left - 40.0
            );
        }
        for goal in &state.next {
            let to = match goal {
                Goal::State(n) => *n,
                Goal::Return | Goal::Raise => end,
            };
            let text = taken(counts, machine, state.number, *goal);
            let right = left + wide;
            if to == state.number + 1 {
                let x = left + 60.0;
                arrow(&mut out, format!("M{x} {} V{}", from + BOX, top(to as f64)), (x, top(to as f64)), true);
                let _ = writeln!(
                    out,
                    "<text class=\"q\" x=\"{}\" y=\"{}\" font-size=\"10\">{text}</text>",
                    x + 7.0,
                    from + BOX + 18.0
                );
            } else {
                let target = top(to as f64) + BOX / 2.0 + if to == state.number { 10.0 } else { 4.0 };
                let start = middle - if to == state.number { 10.0 } else { 4.0 };
                let bow = right + 20.0 + 12.0 * ((to as f64 - state.number as f64).abs().min(4.0));
                arrow(
                    &mut out,
                    format!("M{right} {start} C{bow} {start} {bow} {target} {} {target}", right + 7.0),
                    (right, target),
                    false,
                );
                let _ = writeln!(
                    out,
                    "<text class=\"q\" x=\"{}\" y=\"{}\" font-size=\"10\">{text}</text>",
                    bow - 4.0,
                    (start + target) / 2.0 + 3.0
                );
            }
        }
        let keeps = match state.keeps.is_empty() {
            true => String::new(),
            false => format!("keeps {}", state.keeps.join(", ")),
        };
        let title = match state.number {
            0 => "0  made".to_string(),
            n => format!("{n}  line {}", state.line),
        };
        let detail: String = if state.number == 0 { keeps.clone() } else { state.expression.clone() };
        let detail: String = detail.chars().take(44).collect();
        let _ = writeln!(
            out,
            "<rect class=\"b\" x=\"{left}\" y=\"{from}\" width=\"{wide}\" height=\"{BOX}\" rx=\"8\"/><text class=\"t\" x=\"{0}\" \
             y=\"{1}\" font-weight=\"600\">{2}</text><text class=\"q c\" x=\"{0}\" y=\"{3}\" font-size=\"11\">{4}</text>",
            left + 12.0,
            from + 18.0,
            escaped(&title),
            from + 36.0,
            escaped(&detail)
        );
        if state.number > 0 && !keeps.is_empty() {
            let keeps: String = keeps.chars().take(30).collect();
            let _ = writeln!(
                out,
                "<text class=\"q\" x=\"{}\" y=\"{}\" font-size=\"10\" text-anchor=\"end\">{}</text>",
                left + wide - 10.0,
                from + 18.0,
                escaped(&keeps)
            );
        }
    }
    let from = top(end as f64);
    let _ = writeln!(
        out,
        "<rect class=\"b\" x=\"{left}\" y=\"{from}\" width=\"{wide}\" height=\"{BOX}\" rx=\"23\"/><text class=\"t\" x=\"{}\" \
         y=\"{}\" text-anchor=\"middle\" font-weight=\"600\">{}</text>\n</svg>",
        left + wide / 2.0,
        from + 28.0,
        if machine.states.iter().any(|s| s.next.contains(&Goal::Raise)) { "returned or raised" } else { "returned" }
    );
    out
}
