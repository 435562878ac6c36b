//! The end of a unit: jumps get their offsets, and the unit becomes a code object.
//!
//! In: a unit whose code is complete. Out: its [`Code`], its state table filled in. It must never change what the
//! operations mean: it threads jumps, and puts a plain jump nearby where a short offset does not reach.

use super::Compiler;
use super::builder::{Label, Unit};
use super::scopes::{ScopeId, ScopeKind};
use super::states;
use crate::bytecode::code::{Body, Code, Handler};
use crate::bytecode::op::{Near, Op};
use crate::diagnostic::codes;
use std::rc::Rc;

impl<'a> Compiler<'a> {
    /// Makes the code object. The parameters' counts are filled in by who knows them.
    pub(super) fn finish_code(&mut self, unit: &mut Unit<'a>, first_line: u32) -> Option<Code> {
        if unit.reachable {
            unit.emit_last(Op::ReturnNone, unit.span.after());
        }
        if unit.overflow {
            self.error(codes::TOO_LARGE, "code object too large: too many registers, names or constants", unit.span);
            return None;
        }
        thread_jumps(unit);
        link(unit);
        join(unit);
        let captures = if unit.home == ScopeId(0) {
            Vec::new()
        } else {
            let outer = std::mem::replace(&mut self.unit, empty());
            let captures = self.captures(unit.home, &outer);
            self.unit = outer;
            captures
        };
        let mut labels = std::mem::take(&mut unit.handlers);
        for handler in &mut labels {
            handler.target = unit.labels[handler.target as usize].pc;
        }
        labels.retain(|h: &Handler| (h.target as usize) < unit.ops.len());
        let scope = self.scopes.get(unit.home);
        let around = self.scopes.get(scope.parent);
        let mut body = Body {
            locals: std::mem::take(&mut unit.locals),
            cells: std::mem::take(&mut unit.cells),
            free: scope.free.clone(),
            ops: std::mem::take(&mut unit.ops),
            spans: std::mem::take(&mut unit.spans).into(),
            constants: std::mem::take(&mut unit.constants),
            cache_names: std::mem::take(&mut unit.cache_names),
            handlers: labels,
            states: std::mem::take(&mut unit.states),
            doc: unit.doc.take(),
        };
        if !body.states.is_empty() {
            states::find_live(&mut body);
        }
        Some(Code {
            name: unit.name.clone(),
            qualname: unit.qualname.clone(),
            kind: unit.kind,
            source: self.source.clone(),
            span: unit.span,
            first_line,
            posonly: 0,
            args: 0,
            kwonly: 0,
            vararg: false,
            kwarg: false,
            captures,
            registers: unit.most,
            returning: unit.returning.max(unit.first_temp),
            future_annotations: self.future,
            iterable_coroutine: false,
            nested: around.nested || (around.kind.is_function_like() && scope.kind != ScopeKind::Module),
            body: body.into(),
        })
    }
}

fn empty<'a>() -> Unit<'a> {
    let name: Rc<str> = Rc::from("");
    Unit::new(ScopeId(0), crate::bytecode::code::CodeKind::Module, name.clone(), name, Default::default())
}

/// A jump to a plain jump goes to that one's target at once; a plain jump to a loop's back edge becomes one.
fn thread_jumps(unit: &mut Unit) {
    let targets: rustc_hash::FxHashMap<u32, Label> = unit.fixups.iter().copied().collect();
    for i in 0..unit.fixups.len() {
        let (pc, mut label) = unit.fixups[i];
        for _ in 0..8 {
            let at = unit.labels[label.0 as usize].pc;
            match unit.ops.get(at as usize) {
                Some(Op::Jump(_)) if at != pc => match targets.get(&at) {
                    Some(&next) => label = next,
                    None => break,
                },
                Some(Op::Loop(_)) if matches!(unit.ops[pc as usize], Op::Jump(_)) => {
                    if let Some(&next) = targets.get(&at) {
                        unit.ops[pc as usize] = Op::Loop(0);
                        label = next;
                    }
                    break;
                }
                _ => break,
            }
        }
        unit.fixups[i].1 = label;
    }
}

/// Fills in the offsets, making room for longer jumps where short ones do not reach.
fn link(unit: &mut Unit) {
    loop {
        let mut far = Vec::new();
        for i in 0..unit.fixups.len() {
            let (pc, label) = unit.fixups[i];
            let offset = i64::from(unit.labels[label.0 as usize].pc) - i64::from(pc) - 1;
            if !set_offset(&mut unit.ops[pc as usize], offset) {
                far.push(i);
            }
        }
        if far.is_empty() {
            return;
        }
        extend(unit, &far);
    }
}

/// Operations that often follow one another: the first becomes one that does what all of them do, when that is simple. They
/// stay where they are, for when it is not.
fn join(unit: &mut Unit) {
    for at in 3..unit.ops.len() {
        if let [
            Op::LoadGlobal(to, target),
            Op::LoadGlobal(from, _),
            Op::InPlace(operator, left, right, _),
            Op::StoreGlobal(1, result, stored),
        ] = unit.ops[at - 3..=at]
            && (left, right, result) == (to, from, to)
            && unit.cache_names[target as usize] == unit.cache_names[stored as usize]
        {
            unit.ops[at - 3] = Op::LoadGlobalInPlace(operator, to, target);
        }
    }
}

/// Puts `Jump(+1); Jump(target)` behind each of the given jumps, which then goes to the second of them.
fn extend(unit: &mut Unit, far: &[usize]) {
    let mut at: Vec<(u32, Label)> = far.iter().map(|&i| unit.fixups[i]).collect();
    at.sort_by_key(|f| f.0);
    let moved = |pc: u32| pc + 2 * at.partition_point(|f| f.0 < pc) as u32;
    for label in &mut unit.labels {
        if label.pc != u32::MAX {
            label.pc = moved(label.pc);
        }
    }
    for handler in &mut unit.handlers {
        handler.start = moved(handler.start);
        handler.end = moved(handler.end);
    }
    for state in &mut unit.states {
        state.pc = moved(state.pc);
    }
    for fixup in &mut unit.fixups {
        fixup.0 = moved(fixup.0);
    }
    let (ops, spans) = (std::mem::take(&mut unit.ops), std::mem::take(&mut unit.spans));
    let mut next = at.iter().peekable();
    for (pc, (op, span)) in ops.into_iter().zip(spans).enumerate() {
        unit.ops.push(op);
        unit.spans.push(span);
        if let Some(&&(_, target)) = next.peek().filter(|f| f.0 == pc as u32) {
            next.next();
            let pc = unit.ops.len() as u32;
            let over = unit.label();
            let long = unit.label();
            unit.labels[long.0 as usize].pc = pc + 1;
            unit.labels[over.0 as usize].pc = pc + 2;
            unit.ops.extend([Op::Jump(0), Op::Jump(0)]);
            unit.spans.extend([span, span]);
            if let Some(fixup) = unit.fixups.iter_mut().find(|f| f.0 == pc - 1) {
                fixup.1 = long;
            }
            unit.fixups.extend([(pc, over), (pc + 1, target)]);
        }
    }
}

/// Sets a jump's offset; false when it does not fit.
fn set_offset(op: &mut Op, offset: i64) -> bool {
    use Op::*;
    match op {
        Jump(o)
        | Loop(o)
        | JumpIfTrue(_, _, o)
        | JumpIfFalse(_, _, o)
        | JumpIfNone(_, _, o)
        | JumpIfNotNone(_, _, o) => *o = offset as i32,
        JumpLt(_, _, _, o)
        | JumpLe(_, _, _, o)
        | JumpEq(_, _, _, o)
        | JumpNe(_, _, _, o)
        | JumpGt(_, _, _, o)
        | JumpGe(_, _, _, o)
        | JumpIs(_, _, _, o)
        | JumpIn(_, _, _, o)
        | JumpLtInt(_, _, _, o)
        | JumpLeInt(_, _, _, o)
        | JumpEqInt(_, _, _, o)
        | JumpNeInt(_, _, _, o)
        | JumpGtInt(_, _, _, o)
        | JumpGeInt(_, _, _, o)
        | ForIter(_, _, o)
        | EndAsyncFor(_, _, o) => {
            let Ok(near) = Near::try_from(offset) else {
                *o = 0;
                return false;
            };
            *o = near;
        }
        _ => {}
    }
    true
}
