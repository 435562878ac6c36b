//! States: which locals live across each suspension point.
//!
//! In: the body of a finished code. Out: the `live` lists of its states, by a backward pass over the operations until nothing
//! changes. Only locals are followed; temporaries are nobody's business outside the machine.

use crate::bytecode::Body;
use crate::bytecode::op::{Op, Reg};
use crate::bytecode::registers::{Access, accesses, ends, jump_target};

/// A set of registers.
type Set = Vec<u64>;

/// Fills in the live variables of each state.
pub(super) fn find_live(code: &mut Body) {
    let words = code.locals.len().div_ceil(64).max(1);
    let count = code.ops.len();
    // Live before each operation that is jumped to or begins a handler; others are recomputed on the way.
    let mut before: Vec<Option<Set>> = vec![None; count + 1];
    for (pc, op) in code.ops.iter().enumerate() {
        if let Some(target) = jump_target(*op, pc) {
            before[target.min(count)] = Some(vec![0; words]);
        }
    }
    for handler in &code.handlers {
        before[handler.target as usize] = Some(vec![0; words]);
    }
    let mut live_after: Vec<Set> = vec![Vec::new(); code.states.len()];
    loop {
        let mut changed = false;
        let mut live: Set = vec![0; words];
        for pc in (0..count).rev() {
            let op = code.ops[pc];
            if ends(op) {
                live.iter_mut().for_each(|w| *w = 0);
            }
            if let Op::Yield(_, _, _, state) | Op::Delegate(_, _, state) = op
                && let Some(slot) = live_after.get_mut(state as usize)
            {
                slot.clone_from(&live);
            }
            // What an operation writes it does not need; on a jump or an exception it has not written.
            let locals = code.locals.len();
            accesses(op, code, &mut |access| match access {
                Access::Write(reg) | Access::Kill(reg) if (reg as usize) < locals => set(&mut live, reg, false),
                _ => {}
            });
            if let Some(target) = jump_target(op, pc)
                && let Some(there) = &before[target.min(count)]
            {
                live.iter_mut().zip(there).for_each(|(w, t)| *w |= t);
            }
            if let Some(handler) = code.handler_at(pc as u32)
                && let Some(there) = &before[handler.target as usize]
            {
                live.iter_mut().zip(there).for_each(|(w, t)| *w |= t);
            }
            accesses(op, code, &mut |access| match access {
                Access::Read(reg) if (reg as usize) < locals => set(&mut live, reg, true),
                _ => {}
            });
            if let Some(slot) = &mut before[pc]
                && *slot != live
            {
                slot.clone_from(&live);
                changed = true;
            }
        }
        if !changed {
            break;
        }
    }
    let locals = code.locals.len() as Reg;
    for (state, live) in code.states.iter_mut().zip(live_after) {
        let has = |reg: &Reg| live.get(*reg as usize / 64).is_some_and(|w| w >> (reg % 64) & 1 == 1);
        state.live = (0..locals).filter(has).collect();
    }
}

fn set(live: &mut Set, reg: Reg, on: bool) {
    let (word, bit) = (reg as usize / 64, 1 << (reg % 64));
    if on { live[word] |= bit } else { live[word] &= !bit }
}
