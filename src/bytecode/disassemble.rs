//! Disassembly: a code as readable text, under the lines of its source; and its state table.
//!
//! In: a code. Out: text for `co show bytecode` and `co show states`, and for the compiler's goldens.

use super::code::{Capture, Code, Constant, StateKind};
use super::op::Op;
use super::registers::jump_target;
use std::fmt::Write;

/// The listing of a code and of the codes inside it.
pub fn disassemble(code: &Code) -> String {
    let mut out = String::new();
    listing(code, &mut out);
    out
}

fn listing(code: &Code, out: &mut String) {
    let _ = writeln!(out, "{:?} {} ({} registers)", code.kind, code.qualname, code.registers);
    let row = |out: &mut String, title: &str, items: Vec<String>| {
        if !items.is_empty() {
            let _ = writeln!(out, "  {title}: {}", items.join(", "));
        }
    };
    row(out, "locals", code.locals.iter().enumerate().map(|(i, n)| format!("r{i} {n}")).collect());
    row(out, "cells", code.cells.iter().map(|c| format!("r{c}")).collect());
    let captures = code.free.iter().zip(&code.captures).map(|(name, capture)| match capture {
        Capture::Cell(reg) => format!("{name} from r{reg}"),
        Capture::Free(index) => format!("{name} from free {index}"),
    });
    row(out, "free", captures.collect());
    let mut targets: Vec<usize> = code.ops.iter().enumerate().filter_map(|(pc, op)| jump_target(*op, pc)).collect();
    targets.extend(code.handlers.iter().map(|h| h.target as usize));
    let mut line = 0;
    for (pc, op) in code.ops.iter().enumerate() {
        let span = code.spans[pc];
        let here = code.source.line(span.start);
        if here != line && span.end > 0 {
            line = here;
            let text = code.source.line_text(here).unwrap_or("").trim();
            let _ = writeln!(out, "{here:>5} | {text}");
        }
        let mark = if targets.contains(&pc) { ">" } else { " " };
        let _ = write!(out, "  {mark}{pc:>4} {}", op.name());
        operands(code, pc, *op, out);
        out.push('\n');
    }
    for h in &code.handlers {
        let (last, exc, from) = (h.end - 1, h.exc, h.clear_from);
        let _ = writeln!(out, "  handler {}..{last} -> {}: exception r{exc}, clears r{from}..", h.start, h.target);
    }
    out.push_str(&states(code));
    for constant in &code.constants {
        if let Constant::Code(inner) = constant {
            out.push('\n');
            listing(inner, out);
        }
    }
}

/// The operands of the operation at a place, each with a space in front.
pub fn operand_text(code: &Code, pc: usize) -> String {
    let mut out = String::new();
    if let Some(op) = code.ops.get(pc) {
        operands(code, pc, *op, &mut out);
    }
    out
}

fn operands(code: &Code, pc: usize, op: Op, out: &mut String) {
    let names = Op::MEANINGS.iter().find(|m| m.0 == op.name()).map_or(&[][..], |m| m.1);
    for (name, value) in names.iter().zip(op.operands()) {
        let shown = match *name {
            "dies" if value == 0 => continue,
            "dies" => format!("dies={value:b}"),
            "sense" => format!(
                "{}{}",
                if value >= 128 { "if true" } else { "if false" },
                match value & 127 {
                    0 => String::new(),
                    dies => format!(" dies={dies:b}"),
                }
            ),
            "offset" => format!("-> {}", jump_target(op, pc).unwrap_or(0)),
            "name" | "names" if is_constant(op) => constant_text(code, value),
            "name" => code.cache_names.get(value as usize).map_or("?".to_string(), |n| n.to_string()),
            "value" if matches!(op, Op::LoadConst(..) | Op::LoadConstFar(..)) => constant_text(code, value),
            "value" if matches!(op, Op::LoadInt(..)) => format!("{value}"),
            "code" => constant_text(code, value),
            "free" => code.free.get(value as usize).map_or("?".to_string(), |n| format!("free {n}")),
            "right" | "key" if has_int(op) => format!("{value}"),
            "count" | "counts" | "argc" | "flags" | "how" | "which" | "kind" | "operator" | "is_async" => {
                format!("{name}={value}")
            }
            "state" => format!("state {}", value + 1),
            _ => match code.locals.get(value as usize) {
                Some(local) => format!("{local}"),
                None if value == i64::from(super::op::NO_REG) => "-".to_string(),
                None => format!("r{value}"),
            },
        };
        let _ = write!(out, " {shown}");
    }
}

fn is_constant(op: Op) -> bool {
    use Op::*;
    matches!(op, ImportName(..) | ImportFrom(..) | ImportForgotten(..) | CallKw(..) | CallMethodKw(..))
}

fn has_int(op: Op) -> bool {
    use Op::*;
    matches!(
        op,
        AddInt(..)
            | SubInt(..)
            | MulInt(..)
            | FloorDivInt(..)
            | ModInt(..)
            | InPlaceAddInt(..)
            | InPlaceSubInt(..)
            | JumpLtInt(..)
            | JumpLeInt(..)
            | JumpEqInt(..)
            | JumpNeInt(..)
            | JumpGtInt(..)
            | JumpGeInt(..)
            | LoadItemInt(..)
    )
}

fn constant_text(code: &Code, index: i64) -> String {
    code.constants.get(index as usize).map_or("?".to_string(), text)
}

fn text(constant: &Constant) -> String {
    let many = |items: &[Constant]| items.iter().map(text).collect::<Vec<_>>().join(", ");
    match constant {
        Constant::None => "None".to_string(),
        Constant::Bool(b) => if *b { "True" } else { "False" }.to_string(),
        Constant::Ellipsis => "...".to_string(),
        Constant::Int(i) => i.to_string(),
        Constant::BigInt(i) => i.to_string(),
        Constant::Float(f) => format!("{f:?}"),
        Constant::Complex(re, im) => format!("({re:?}+{im:?}j)"),
        Constant::Str(s) => format!("{s:?}"),
        Constant::Bytes(b) => format!("b\"{}\"", b.escape_ascii()),
        Constant::Tuple(items) => format!("({})", many(items)),
        Constant::FrozenSet(items) => format!("frozenset({{{}}})", many(items)),
        Constant::Code(code) => format!("<code {}>", code.qualname),
    }
}

/// The state table as text, one line a state.
pub fn states(code: &Code) -> String {
    let mut out = String::new();
    for (i, state) in code.states.iter().enumerate() {
        let kind = match state.kind {
            StateKind::Yield => "yield",
            StateKind::YieldFrom => "yield from",
            StateKind::Await => "await",
            StateKind::AsyncFor => "async for",
            StateKind::AsyncWithEnter => "async with, enter",
            StateKind::AsyncWithExit => "async with, exit",
        };
        let live: Vec<&str> = state.live.iter().filter_map(|&r| code.locals.get(r as usize)).map(|n| &**n).collect();
        let line = code.source.line(state.span.start);
        let text = code.source.slice(state.span).lines().next().unwrap_or("");
        let live = if live.is_empty() { "nothing".to_string() } else { live.join(", ") };
        let _ = write!(out, "  state {} at {}: {kind}, line {line}, `{text}`; lives: {live}", i + 1, state.pc);
        if let Some((save, exc)) = state.handled {
            let _ = write!(out, "; handling r{exc}, before it r{save}");
        }
        out.push('\n');
    }
    out
}
