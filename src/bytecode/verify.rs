//! The verifier: whether a code keeps the rules its operations rely on.
//!
//! In: a code. Out: a list of complaints, empty for every code the compiler makes. Run over everything the tests compile;
//! never at run time.

use super::code::{Code, Constant};
use super::op::{NO_REG, Op};
use super::registers::{Access, accesses, ends, jump_target};

/// What is wrong with a code and the codes inside it.
pub fn verify(code: &Code) -> Vec<String> {
    let mut found = Vec::new();
    let mut say = |what: String| found.push(format!("{}: {what}", code.qualname));
    tables(code, &mut say);
    ranges(code, &mut say);
    if found.is_empty() {
        let mut say = |what: String| found.push(format!("{}: {what}", code.qualname));
        definitions(code, &mut say);
    }
    for constant in &code.constants {
        if let Constant::Code(inner) = constant {
            found.extend(verify(inner));
        }
    }
    found
}

fn tables(code: &Code, say: &mut dyn FnMut(String)) {
    let count = code.ops.len();
    if code.spans.len() != count {
        say(format!("{} spans for {count} operations", code.spans.len()));
    }
    if code.locals.len() > code.registers as usize {
        say(format!("{} locals in {} registers", code.locals.len(), code.registers));
    }
    if code.parameter_count() > code.locals.len() {
        say("more parameters than locals".to_string());
    }
    if code.free.len() != code.captures.len() {
        say(format!("{} captures for {} free variables", code.captures.len(), code.free.len()));
    }
    for h in &code.handlers {
        if h.start >= h.end || h.end as usize > count || h.target as usize >= count {
            say(format!("handler {h:?} out of range"));
        }
        if h.start <= h.target && h.target < h.end {
            say(format!("handler {h:?} covers its own target"));
        }
    }
    for (i, state) in code.states.iter().enumerate() {
        match code.ops.get(state.pc as usize) {
            Some(Op::Yield(_, _, _, s) | Op::Delegate(_, _, s)) if *s as usize == i => {}
            other => say(format!("state {} at {other:?}", i + 1)),
        }
    }
    if !code.states.is_empty() && !code.kind.suspends() {
        say(format!("states in a {:?}", code.kind));
    }
    match code.ops.last() {
        Some(&op) if ends(op) => {}
        other => say(format!("control runs off the end after {other:?}")),
    }
}

fn ranges(code: &Code, say: &mut dyn FnMut(String)) {
    use Op::*;
    for (pc, &op) in code.ops.iter().enumerate() {
        if let Some(target) = jump_target(op, pc)
            && target >= code.ops.len()
        {
            say(format!("{pc} {op:?}: jumps out of the code"));
        }
        let mut bad = None;
        accesses(op, code, &mut |access| {
            let (Access::Read(reg) | Access::Kill(reg) | Access::Write(reg)) = access;
            if reg >= code.registers && reg != NO_REG {
                bad = Some(reg);
            }
        });
        if let Some(reg) = bad {
            say(format!("{pc} {op:?}: register {reg} of {}", code.registers));
        }
        let constant = match op {
            LoadConst(_, i)
            | CallKw(_, _, _, i)
            | CallMethodKw(_, _, _, i)
            | MakeFunction(_, _, i, _)
            | ImportName(_, _, i)
            | ImportFrom(_, _, i)
            | ImportForgotten(_, i) => Some(i as usize),
            LoadConstFar(_, i) => Some(i as usize),
            _ => None,
        };
        if constant.is_some_and(|i| i >= code.constants.len()) {
            say(format!("{pc} {op:?}: no such constant"));
        }
        let cache = match op {
            LoadGlobal(_, i)
            | LoadGlobalInPlace(_, _, i)
            | StoreGlobal(_, _, i)
            | DeleteGlobal(i)
            | LoadName(_, i)
            | StoreName(_, _, i)
            | DeleteName(i)
            | LoadNameOrFree(_, i, _)
            | LoadAttr(_, _, _, i)
            | StoreAttr(_, _, _, i)
            | DeleteAttr(_, _, i)
            | LoadMethod(_, _, _, i)
            | LoadSuperAttr(_, _, i) => Some(i as usize),
            _ => None,
        };
        if cache.is_some_and(|i| i >= code.cache_names.len()) {
            say(format!("{pc} {op:?}: no such cache"));
        }
        let free = match op {
            LoadFree(_, i) | StoreFree(_, _, i) | DeleteFree(i) | LoadFreeCell(_, i) | LoadNameOrFree(_, _, i) => {
                Some(i as usize)
            }
            _ => None,
        };
        if free.is_some_and(|i| i >= code.free.len()) {
            say(format!("{pc} {op:?}: no such free variable"));
        }
    }
}

/// Temporaries hold something whenever they are read.
fn definitions(code: &Code, say: &mut dyn FnMut(String)) {
    let locals = code.locals.len();
    let words = (code.registers as usize).div_ceil(64).max(1);
    let mut entry: Vec<Option<Vec<u64>>> = vec![None; code.ops.len()];
    let mut work = vec![0usize];
    entry[0] = Some(vec![0; words]);
    let mut complaints = Vec::new();
    while let Some(pc) = work.pop() {
        let Some(mut held) = entry[pc].clone() else { continue };
        let op = code.ops[pc];
        let mut unread = None;
        let mut after_kills = None;
        accesses(op, code, &mut |access| match access {
            Access::Read(r) if r as usize >= locals && !has(&held, r as usize) => unread = Some(r),
            Access::Read(_) => {}
            Access::Kill(r) => put(&mut held, r as usize, false),
            Access::Write(r) => {
                after_kills.get_or_insert_with(|| held.clone());
                put(&mut held, r as usize, true);
            }
        });
        if let Some(reg) = unread {
            complaints.push(format!("{pc} {op:?}: temporary {reg} holds nothing"));
        }
        let raised = after_kills.unwrap_or_else(|| held.clone());
        if let Some(h) = code.handler_at(pc as u32) {
            let mut there = raised;
            (h.clear_from as usize..code.registers as usize).for_each(|r| put(&mut there, r, false));
            put(&mut there, h.exc as usize, true);
            merge(&mut entry, &mut work, h.target as usize, &there);
        }
        if let Some(target) = jump_target(op, pc) {
            let mut there = held.clone();
            if let Op::ForIter(dst, iter, _) = op {
                put(&mut there, iter as usize, false);
                put(&mut there, dst as usize, false);
            }
            merge(&mut entry, &mut work, target, &there);
        }
        if !ends(op) {
            merge(&mut entry, &mut work, pc + 1, &held);
        }
    }
    complaints.sort();
    complaints.dedup();
    complaints.into_iter().for_each(say);
}

fn merge(entry: &mut [Option<Vec<u64>>], work: &mut Vec<usize>, pc: usize, held: &[u64]) {
    match &mut entry[pc] {
        Some(there) => {
            let before = there.clone();
            there.iter_mut().zip(held).for_each(|(w, h)| *w &= h);
            if *there != before {
                work.push(pc);
            }
        }
        slot @ None => {
            *slot = Some(held.to_vec());
            work.push(pc);
        }
    }
}

fn has(set: &[u64], reg: usize) -> bool {
    set[reg / 64] >> (reg % 64) & 1 == 1
}

fn put(set: &mut [u64], reg: usize, on: bool) {
    if on { set[reg / 64] |= 1 << (reg % 64) } else { set[reg / 64] &= !(1 << (reg % 64)) }
}
