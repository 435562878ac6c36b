//! A state machine as an SVG picture: the source on the left, its states on the right, the ways between them.
//!
//! In: a state machine, counts of a run where there are any. Out: one SVG document, in English or Chinese, that follows
//! the reader's light or dark scheme.

use super::states::{Goal, StateMachine, StateView};
use super::states_run::Counts;
use super::states_text::{catches_of, end_words, head};
use super::timeline::escaped;
use crate::diagnostic::catalogue::said;
use std::fmt::Write;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Heights, widths and gaps.
const TOP: f64 = 52.0;
const ROW: f64 = 18.0;
const LINE: f64 = 16.0;
const GAP: f64 = 30.0;
const WIDE: f64 = 330.0;
const LANE: f64 = 15.0;
const STUB: f64 = 34.0;

const STYLE: &str = ".bg{fill:#fff}.t{fill:#1f2328}.q{fill:#59636e}.c{font-family:ui-monospace,Menlo,Consolas,monospace;\
white-space:pre}.b{fill:#f6f8fa;stroke:#8c959f}.a{stroke:#0969da;fill:none}.h{fill:#0969da}.n{stroke:#afb8c1;fill:none}\
.m0{fill:#afb8c1}.x{stroke:#cf222e;fill:none;stroke-dasharray:5 3}.xh{fill:#cf222e}.l{stroke:#9a6700;fill:none;\
stroke-dasharray:3 3}.m{fill:#fff8c5}.s{fill:#1a7f37}\n@media (prefers-color-scheme:dark){.bg{fill:#0d1117}.t{fill:#e6edf3}\
.q{fill:#9198a1}.b{fill:#161b22;stroke:#59636e}.a{stroke:#58a6ff}.h{fill:#58a6ff}.n{stroke:#484f58}.m0{fill:#484f58}\
.x{stroke:#f85149}.xh{fill:#f85149}.l{stroke:#d29922}.m{fill:#3a2f0b}.s{fill:#3fb950}}";

/// A box: of a state, or of an end.
struct Place {
    top: f64,
    height: f64,
    left: f64,
    wide: f64,
}

impl Place {
    fn right(&self) -> f64 {
        self.left + self.wide
    }
}

/// A way from one box to another.
struct Way {
    from: usize,
    to: usize,
    /// How often it was taken, as it is written.
    label: String,
    /// `a`: a way; `n`: one that was not taken in the run; `x`: taken by an exception.
    class: &'static str,
}

/// A text in at most so many columns. A picture has no tabs.
fn fit(text: &str, columns: usize) -> String {
    let (mut used, mut out) = (0, String::new());
    for c in text.replace('\t', "    ").chars() {
        used += c.width().unwrap_or(0);
        if used > columns {
            out.push('…');
            break;
        }
        out.push(c);
    }
    out
}

/// The lines of a box: class, text.
fn lines_of(state: &StateView, counts: Option<&Counts>, machine: &StateMachine) -> Vec<(&'static str, String)> {
    let mut lines = Vec::new();
    if state.number > 0 {
        lines.push(("q c", fit(&state.stands_at(), 46)));
    }
    if !state.keeps.is_empty() {
        lines.push(("q", fit(&format!("{} {}", said("keeps"), state.keeps.join(", ")), 54)));
    }
    let around: Vec<String> =
        state.around.iter().filter(|a| a.what != "if").map(|a| format!("{} {}", a.what, a.line)).collect();
    if !around.is_empty() {
        lines.push(("q", fit(&format!("{} {}", said("inside"), around.join(" › ")), 54)));
    }
    let catches: Vec<String> = catches_of(state).into_iter().map(|(line, what)| format!("{what} {line}")).collect();
    if !catches.is_empty() {
        let name = if machine.kind == "coroutine" { "if cancelled" } else { "if closed" };
        lines.push(("q", fit(&format!("{}: {}", said(name), catches.join(" › ")), 54)));
    }
    for here in counts.map_or(Vec::new(), |c| c.standing(&machine.name, state.number)).iter().take(3) {
        lines.push(("s", fit(&format!("● {}", said(here)), 50)));
    }
    lines
}

/// The ways of a machine, and which boxes they join: the states, then the two ends.
fn ways(machine: &StateMachine, counts: Option<&Counts>) -> Vec<Way> {
    let count = machine.states.len();
    let place = |goal: &Goal| match goal {
        Goal::State(n) => *n,
        Goal::Return => count,
        Goal::Raise => count + 1,
    };
    let mut all = Vec::new();
    for state in &machine.states {
        for goal in &state.next {
            let taken = counts.map(|c| c.taken(&machine.name, state.number, *goal));
            let label = taken.map_or(String::new(), |taken| format!("×{taken}"));
            let class = if taken == Some(0) { "n" } else { "a" };
            all.push(Way { from: state.number, to: place(goal), label, class });
        }
        for (goal, taken) in counts.map_or(Vec::new(), |c| c.others(&machine.name, state.number, &state.next)) {
            all.push(Way { from: state.number, to: place(&goal), label: format!("×{taken}"), class: "x" });
        }
    }
    all
}

/// The picture of state machines, one below the other.
pub fn svg(machines: &[StateMachine], counts: Option<&Counts>) -> String {
    let (mut inside, mut wide, mut high) = (String::new(), 0f64, 0f64);
    for machine in machines {
        let (picture, total, height) = picture(machine, counts);
        // Writing to a String does not fail.
        let _ = writeln!(inside, "<g transform=\"translate(0 {high})\">\n{picture}</g>");
        (wide, high) = (wide.max(total), high + height + 16.0);
    }
    let names: Vec<&str> = machines.iter().map(|machine| &*machine.name).collect();
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {wide} {high}\" font-family=\"ui-sans-serif, system-ui, \
         sans-serif\" font-size=\"12\" role=\"img\">\n<title>{}</title>\n<style>\n{STYLE}\n</style>\n\
         <rect class=\"bg\" width=\"{wide}\" height=\"{high}\"/>\n{inside}</svg>\n",
        escaped(&names.join(", "))
    )
}

/// One machine: the elements of its picture, how wide and how high it is.
fn picture(machine: &StateMachine, counts: Option<&Counts>) -> (String, f64, f64) {
    let (first, last) = (machine.lines.0, machine.lines.1.max(machine.lines.0));
    let source: Vec<&str> = (first..=last).map(|l| machine.source.line_text(l).unwrap_or("")).collect();
    let widest = source.iter().map(|l| UnicodeWidthStr::width(&*fit(l, 90))).max().unwrap_or(20).max(20) as f64;
    let code = 60.0 + widest * 7.4;
    let left = code + 70.0;
    let texts: Vec<_> = machine.states.iter().map(|state| lines_of(state, counts, machine)).collect();
    let mut places = Vec::new();
    let mut top = TOP;
    for lines in &texts {
        let height = 28.0 + LINE * lines.len() as f64;
        places.push(Place { top, height, left, wide: WIDE });
        top += height + GAP;
    }
    let ways = ways(machine, counts);
    // Most functions raise only what others raise in them; some never return.
    let count = machine.states.len();
    let is_reached = |end: usize| ways.iter().any(|way| way.to == end);
    for end in [count, count + 1] {
        let height = if is_reached(end) { 30.0 } else { 0.0 };
        places.push(Place { top, height, left, wide: WIDE });
        top += if height > 0.0 { height + 12.0 } else { 0.0 };
    }
    let (drawn, lanes) = draw_ways(&ways, &places, machine.states.len());
    let ends = end_words(machine);
    let below = top.max(TOP + ROW * source.len() as f64) + 14.0;
    let height = below + LINE * ends.len() as f64 + 12.0;
    let total = left + WIDE + STUB + LANE * lanes as f64 + 24.0;
    let title = escaped(&said(&head(machine)));
    let mut out = format!("<text class=\"t\" x=\"14\" y=\"26\" font-weight=\"600\" font-size=\"14\">{title}</text>\n");
    let y_of = |line: u32| TOP + ROW * f64::from(line.saturating_sub(first)) + ROW / 2.0;
    let mut marked: Vec<u32> = machine.states.iter().skip(1).map(|state| state.line).collect();
    marked.sort_unstable();
    marked.dedup();
    for line in marked {
        let y = y_of(line) - ROW / 2.0;
        let _ = writeln!(out, "<rect class=\"m\" x=\"10\" y=\"{y}\" width=\"{}\" height=\"{ROW}\"/>", code - 14.0);
    }
    for (i, line) in source.iter().enumerate() {
        let y = TOP + ROW * i as f64 + 13.0;
        let _ = writeln!(
            out,
            "<text class=\"q c\" x=\"40\" y=\"{y}\" text-anchor=\"end\">{}</text><text class=\"t c\" x=\"52\" y=\"{y}\" \
             xml:space=\"preserve\">{}</text>",
            first + i as u32,
            escaped(&fit(line, 90))
        );
    }
    for (state, place) in machine.states.iter().zip(&places).skip(1) {
        let (y, middle) = (y_of(state.line), place.top + 14.0);
        let (a, b) = (code - 4.0, left - 40.0);
        let _ = writeln!(out, "<path class=\"l\" d=\"M{a} {y} C{} {y} {b} {middle} {left} {middle}\"/>", code + 30.0);
    }
    out.push_str(&drawn);
    for ((state, place), lines) in machine.states.iter().zip(&places).zip(&texts) {
        draw_box(&mut out, state, place, lines);
    }
    for (i, (place, name)) in places.iter().skip(count).zip([machine.ends.words(), "it raises"]).enumerate() {
        if !is_reached(count + i) {
            continue;
        }
        let _ = writeln!(
            out,
            "<rect class=\"b\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"15\"/><text class=\"t\" x=\"{}\" y=\"{}\" \
             text-anchor=\"middle\" font-weight=\"600\">{}</text>",
            place.left,
            place.top,
            place.wide,
            place.height,
            place.left + place.wide / 2.0,
            place.top + 20.0,
            said(name)
        );
    }
    for (i, words) in ends.iter().enumerate() {
        let y = below + LINE * (i + 1) as f64;
        let _ =
            writeln!(out, "<text class=\"q\" x=\"{left}\" y=\"{y}\" font-size=\"11\">{}</text>", escaped(&said(words)));
    }
    (out, total, height)
}

fn draw_box(out: &mut String, state: &StateView, place: &Place, lines: &[(&'static str, String)]) {
    let title = match state.number {
        0 => format!("0  {}", said("made")),
        n => format!("{n}  {}", said(&format!("line {}", state.line))),
    };
    let x = place.left + 12.0;
    let _ = writeln!(
        out,
        "<rect class=\"b\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"8\"/><text class=\"t\" x=\"{x}\" y=\"{}\" \
         font-weight=\"600\" xml:space=\"preserve\">{}</text>",
        place.left,
        place.top,
        place.wide,
        place.height,
        place.top + 19.0,
        escaped(&title)
    );
    for (i, (class, text)) in lines.iter().enumerate() {
        let y = place.top + 19.0 + LINE * (i + 1) as f64;
        let _ = writeln!(out, "<text class=\"{class}\" x=\"{x}\" y=\"{y}\" font-size=\"11\">{}</text>", escaped(text));
    }
}

/// The ways: straight down to the next box; else out at the right, along a lane of their own, and in again. Gives how many
/// lanes there are.
fn draw_ways(ways: &[Way], places: &[Place], count: usize) -> (String, usize) {
    let mut out = String::new();
    let is_down = |way: &Way| way.to == way.from + 1 && way.to <= count && way.class != "x";
    // At the right of each box: who leaves and who arrives, from above.
    let mut ports: Vec<Vec<(usize, bool)>> = places.iter().map(|_| Vec::new()).collect();
    for (i, way) in ways.iter().enumerate().filter(|(_, way)| !is_down(way)) {
        ports[way.to].push((i, false));
        ports[way.from].push((i, true));
    }
    let port = |at: usize, wanted: (usize, bool)| {
        let all = &ports[at];
        let index = all.iter().position(|port| *port == wanted).unwrap_or(0);
        places[at].top + places[at].height * (index + 1) as f64 / (all.len() + 1) as f64
    };
    // Short ways lie within long ones.
    let mut order: Vec<usize> = (0..ways.len()).filter(|&i| !is_down(&ways[i])).collect();
    order.sort_by_key(|&i| (ways[i].to.abs_diff(ways[i].from), ways[i].from));
    let mut lanes: Vec<Vec<(f64, f64)>> = Vec::new();
    let side = places.first().map_or(0.0, Place::right);
    for i in order {
        let way = &ways[i];
        let (from, to) = (port(way.from, (i, true)), port(way.to, (i, false)));
        let (low, high) = (from.min(to) - 4.0, from.max(to) + 4.0);
        let free = |lane: &Vec<(f64, f64)>| lane.iter().all(|(a, b)| high < *a || low > *b);
        let lane = lanes.iter().position(free).unwrap_or(lanes.len());
        if lane == lanes.len() {
            lanes.push(Vec::new());
        }
        lanes[lane].push((low, high));
        let x = side + STUB + LANE * lane as f64;
        let bend = if to > from { 6.0 } else { -6.0 };
        let (begin, end) = (places[way.from].right(), places[way.to].right());
        let head = match way.class {
            "x" => "xh",
            "n" => "m0",
            _ => "h",
        };
        let _ = writeln!(
            out,
            "<path class=\"{}\" d=\"M{begin} {from} H{} Q{x} {from} {x} {} V{} Q{x} {to} {} {to} H{}\"/><path class=\"{head}\" \
             d=\"M{} {} L{} {} L{end} {to} Z\"/>",
            way.class,
            x - 6.0,
            from + bend,
            to - bend,
            x - 6.0,
            end + 7.0,
            end + 7.0,
            to - 4.0,
            end + 7.0,
            to + 4.0
        );
        let _ = writeln!(
            out,
            "<text class=\"q\" x=\"{}\" y=\"{}\" font-size=\"10\">{}</text>",
            side + 5.0,
            from - 2.5,
            way.label
        );
    }
    for way in ways.iter().filter(|way| is_down(way)) {
        let (x, from, to) = (places[way.from].left + 60.0, &places[way.from], &places[way.to]);
        let (begin, end) = (from.top + from.height, to.top);
        let neck = end - 7.0;
        let head = if way.class == "n" { "m0" } else { "h" };
        let _ = writeln!(
            out,
            "<path class=\"{}\" d=\"M{x} {begin} V{end}\"/><path class=\"{head}\" d=\"M{} {neck} L{} {neck} L{x} {end} Z\"/>\
             <text class=\"q\" x=\"{}\" y=\"{}\" font-size=\"10\">{}</text>",
            way.class,
            x - 4.0,
            x + 4.0,
            x + 7.0,
            begin + 18.0,
            way.label
        );
    }
    (out, lanes.len())
}
