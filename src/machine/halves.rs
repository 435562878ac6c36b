//! The long halves of the dispatch loop's operations: what an operation does when its short way does not fit.
//!
//! In: the place of the operation (`pc` stands behind it) and the registers of the running frame, whose `pc` is up to
//! date. Out: what the loop goes on with; results go to their registers here. Kept out of the loop, so that the loop's
//! own variables stay in the processor's registers.
//!
//! # Safety
//! As for the dispatch loop: `pc` stands behind an operation of the running frame, operands are registers of its window.

// Frames and code are reached through raw pointers that are good by the rules above.
#![allow(dangerous_implicit_autorefs)]

use super::Machine;
use super::call::Called;
use super::frame::{After, Frame};
use super::quick::{
    appendable, int_power, quick_attribute, quick_character, quick_contains, quick_getter, quick_range, quick_store,
    receiver_fits, same_text,
};
use super::resume::Prepared;
use super::seldom::Flow;
use crate::builtins::iterator::Enumerate;
use crate::bytecode::Op;
use crate::object::descriptor::NativeFunction;
use crate::object::function::{BoundMethod, CacheEntry, Function};
use crate::object::generator::{Generator, Step};
use crate::object::heap::{Gc, Kind};
use crate::object::list::Tuple;
use crate::object::str::Str;
use crate::object::types::types;
use crate::object::{Exc, Outcome, Value};
use crate::syntax::ast::{BinaryOperator, CompareOperator, UnaryOperator};

/// A register of the window that begins at `registers`.
macro_rules! r {
    ($registers:ident, $i:expr) => {
        *unsafe { &mut *$registers.add($i as usize) }
    };
}

/// The operation behind which `pc` stands.
#[inline(always)]
pub(super) fn op_before(pc: *const Op) -> Op {
    // SAFETY: see the file's head.
    unsafe { *pc.sub(1) }
}

impl Machine {
    /// `dst = left op right`
    #[inline(never)]
    pub(super) fn long_binary(&mut self, pc: *const Op, registers: *mut Value) -> Outcome<()> {
        use BinaryOperator as B;
        let (operator, dies, dst, left, right) = match op_before(pc) {
            Op::Add(dies, dst, left, right) => (B::Add, dies, dst, left, right),
            Op::Sub(dies, dst, left, right) => (B::Sub, dies, dst, left, right),
            Op::Mul(dies, dst, left, right) => (B::Mul, dies, dst, left, right),
            Op::TrueDiv(dies, dst, left, right) => (B::TrueDiv, dies, dst, left, right),
            Op::FloorDiv(dies, dst, left, right) => (B::FloorDiv, dies, dst, left, right),
            Op::Mod(dies, dst, left, right) => (B::Mod, dies, dst, left, right),
            Op::And(dies, dst, left, right) => (B::And, dies, dst, left, right),
            Op::Or(dies, dst, left, right) => (B::Or, dies, dst, left, right),
            Op::Xor(dies, dst, left, right) => (B::Xor, dies, dst, left, right),
            Op::LShift(dies, dst, left, right) => (B::LShift, dies, dst, left, right),
            Op::RShift(dies, dst, left, right) => (B::RShift, dies, dst, left, right),
            Op::Pow(dies, dst, left, right) => (B::Pow, dies, dst, left, right),
            Op::MatMul(dies, dst, left, right) => (B::MatMul, dies, dst, left, right),
            _ => return Ok(()),
        };
        let value = match (operator, &r!(registers, left), &r!(registers, right)) {
            (B::Pow, Value::Int(a), Value::Int(b)) if let Some(power) = int_power(*a, *b) => Value::Int(power),
            (operator, left, right) => self.binary(operator, left, right)?,
        };
        if dies & 1 != 0 {
            r!(registers, left) = Value::Unset;
        }
        if dies & 2 != 0 {
            r!(registers, right) = Value::Unset;
        }
        r!(registers, dst) = value;
        Ok(())
    }

    /// `dst = left op small int`
    #[inline(never)]
    pub(super) fn long_binary_int(&mut self, pc: *const Op, registers: *mut Value) -> Outcome<()> {
        use BinaryOperator as B;
        let (operator, dies, dst, left, right) = match op_before(pc) {
            Op::AddInt(dies, dst, left, right) => (B::Add, dies, dst, left, right),
            Op::SubInt(dies, dst, left, right) => (B::Sub, dies, dst, left, right),
            Op::MulInt(dies, dst, left, right) => (B::Mul, dies, dst, left, right),
            Op::FloorDivInt(dies, dst, left, right) => (B::FloorDiv, dies, dst, left, right),
            Op::ModInt(dies, dst, left, right) => (B::Mod, dies, dst, left, right),
            _ => return Ok(()),
        };
        let value = self.binary(operator, &r!(registers, left), &Value::Int(i64::from(right)))?;
        if dies & 1 != 0 {
            r!(registers, left) = Value::Unset;
        }
        r!(registers, dst) = value;
        Ok(())
    }

    /// `target op= right`
    #[inline(never)]
    pub(super) fn long_in_place(&mut self, pc: *const Op, registers: *mut Value) -> Outcome<()> {
        let (operator, target, right, dies) = match op_before(pc) {
            Op::InPlace(operator, target, right, dies) => (operator, target, right, dies),
            Op::InPlaceAddInt(target, right) => {
                let value = self.in_place(BinaryOperator::Add, &r!(registers, target), &Value::Int(right.into()))?;
                r!(registers, target) = value;
                return Ok(());
            }
            Op::InPlaceSubInt(target, right) => {
                let value = self.in_place(BinaryOperator::Sub, &r!(registers, target), &Value::Int(right.into()))?;
                r!(registers, target) = value;
                return Ok(());
            }
            _ => return Ok(()),
        };
        if let (0, Value::Object(a), Value::Object(b)) = (operator, &r!(registers, target), &r!(registers, right)) {
            let mut found = appendable(a, b, 0);
            if found.is_none()
                && a.kind() == Kind::Str
                && let Some(place) = self.stored_next(pc, registers, target)
                // SAFETY: a variable's place; nothing else runs until the next operation writes it.
                && unsafe { &*place }.object() == Some(a)
            {
                found = appendable(a, b, 1);
                if found.is_some() {
                    // SAFETY: as above. The variable lets go of the text that is stored there again at once.
                    drop(unsafe { (*place).take() });
                }
            }
            if let Some((text, more)) = found {
                Str::append_unique(text, more.as_str(), more.len());
                if dies & 1 != 0 {
                    r!(registers, right) = Value::Unset;
                }
                return Ok(());
            }
        }
        let value = self.in_place(binary_operator(operator), &r!(registers, target), &r!(registers, right))?;
        if dies & 1 != 0 {
            r!(registers, right) = Value::Unset;
        }
        r!(registers, target) = value;
        Ok(())
    }

    /// Where the next operation stores a register that dies with it: a cell's contents, or a global known to its cache.
    fn stored_next(&self, pc: *const Op, registers: *mut Value, register: u16) -> Option<*mut Value> {
        // SAFETY: `pc` stands in front of an operation, since no code ends with an assignment; the frame runs.
        let (next, frame) = unsafe { (*pc, &*self.frames.start().add(self.depth - 1)) };
        match next {
            Op::StoreCell(1, src, cell) if src == register => {
                r!(registers, cell).get::<crate::object::function::Cell_>().map(|cell| cell.value.as_ptr())
            }
            Op::StoreFree(1, src, free) if src == register => {
                frame.function.closure.get(free as usize).map(|cell| cell.value.as_ptr())
            }
            Op::StoreGlobal(1, src, cache) if src == register => {
                // SAFETY: read only, and nothing else runs.
                let entry = unsafe { &*frame.code().ready().caches.get(cache as usize)?.as_ptr() };
                super::quick::global_place(&frame.function.globals, entry)
            }
            _ => None,
        }
    }

    /// `dst = -src`, `dst = not src`
    #[inline(never)]
    pub(super) fn long_negative(&mut self, pc: *const Op, registers: *mut Value) -> Outcome<()> {
        if let Op::Negative(dies, dst, src) = op_before(pc) {
            let value = self.unary(UnaryOperator::Negative, &r!(registers, src))?;
            if dies & 1 != 0 {
                r!(registers, src) = Value::Unset;
            }
            r!(registers, dst) = value;
        }
        Ok(())
    }

    /// `dst = left op right` for a comparison.
    #[inline(never)]
    pub(super) fn long_compare(&mut self, pc: *const Op, registers: *mut Value) -> Outcome<()> {
        use CompareOperator as C;
        let (operator, dies, dst, left, right) = match op_before(pc) {
            Op::Lt(dies, dst, left, right) => (C::Lt, dies, dst, left, right),
            Op::Le(dies, dst, left, right) => (C::Le, dies, dst, left, right),
            Op::Eq(dies, dst, left, right) => (C::Eq, dies, dst, left, right),
            Op::Ne(dies, dst, left, right) => (C::Ne, dies, dst, left, right),
            Op::Gt(dies, dst, left, right) => (C::Gt, dies, dst, left, right),
            Op::Ge(dies, dst, left, right) => (C::Ge, dies, dst, left, right),
            _ => return Ok(()),
        };
        let value = match same_text(&r!(registers, left), &r!(registers, right)) {
            Some(same) if operator == C::Eq => Value::bool(same),
            Some(same) if operator == C::Ne => Value::bool(!same),
            _ => self.compare(operator, &r!(registers, left), &r!(registers, right))?,
        };
        if dies & 1 != 0 {
            r!(registers, left) = Value::Unset;
        }
        if dies & 2 != 0 {
            r!(registers, right) = Value::Unset;
        }
        r!(registers, dst) = value;
        Ok(())
    }

    /// The truth of a branch's comparison.
    #[inline(never)]
    pub(super) fn long_compare_jump(&mut self, pc: *const Op, registers: *mut Value) -> Outcome<bool> {
        use CompareOperator as C;
        let (operator, dies, left, right) = match op_before(pc) {
            Op::JumpLt(sense, left, right, _) => (C::Lt, sense, left, right),
            Op::JumpLe(sense, left, right, _) => (C::Le, sense, left, right),
            Op::JumpEq(sense, left, right, _) => (C::Eq, sense, left, right),
            Op::JumpNe(sense, left, right, _) => (C::Ne, sense, left, right),
            Op::JumpGt(sense, left, right, _) => (C::Gt, sense, left, right),
            Op::JumpGe(sense, left, right, _) => (C::Ge, sense, left, right),
            op => return self.long_compare_jump_int(op, registers),
        };
        let truth = match same_text(&r!(registers, left), &r!(registers, right)) {
            Some(same) if operator == C::Eq => same,
            Some(same) if operator == C::Ne => !same,
            _ => self.compare_truth(operator, &r!(registers, left), &r!(registers, right))?,
        };
        if dies & 1 != 0 {
            r!(registers, left) = Value::Unset;
        }
        if dies & 2 != 0 {
            r!(registers, right) = Value::Unset;
        }
        Ok(truth)
    }

    fn long_compare_jump_int(&mut self, op: Op, registers: *mut Value) -> Outcome<bool> {
        use CompareOperator as C;
        let (operator, dies, left, right) = match op {
            Op::JumpLtInt(sense, left, right, _) => (C::Lt, sense, left, right),
            Op::JumpLeInt(sense, left, right, _) => (C::Le, sense, left, right),
            Op::JumpEqInt(sense, left, right, _) => (C::Eq, sense, left, right),
            Op::JumpNeInt(sense, left, right, _) => (C::Ne, sense, left, right),
            Op::JumpGtInt(sense, left, right, _) => (C::Gt, sense, left, right),
            Op::JumpGeInt(sense, left, right, _) => (C::Ge, sense, left, right),
            _ => return Ok(false),
        };
        let truth = self.compare_truth(operator, &r!(registers, left), &Value::Int(i64::from(right)))?;
        if dies & 1 != 0 {
            r!(registers, left) = Value::Unset;
        }
        Ok(truth)
    }

    /// Whether `left` is in `right`; both die where `dies` says so.
    #[inline(never)]
    pub(super) fn long_contains(&mut self, dies: u8, left: u16, right: u16, registers: *mut Value) -> Outcome<bool> {
        let found = match quick_contains(&r!(registers, right), &r!(registers, left)) {
            Some(found) => found,
            None => self.contains(&r!(registers, right), &r!(registers, left))?,
        };
        if dies & 1 != 0 {
            r!(registers, left) = Value::Unset;
        }
        if dies & 2 != 0 {
            r!(registers, right) = Value::Unset;
        }
        Ok(found)
    }

    /// `dst = iter(src)`
    #[inline(never)]
    pub(super) fn long_iter(&mut self, dies: u8, dst: u16, src: u16, registers: *mut Value) -> Outcome<()> {
        let value = self.iter(&r!(registers, src))?;
        if dies & 1 != 0 {
            r!(registers, src) = Value::Unset;
        }
        r!(registers, dst) = value;
        Ok(())
    }

    /// `dst = next(iter)`, when it is no iterator that the loop steps by itself.
    #[inline(never)]
    pub(super) fn long_for_iter(&mut self, pc: *const Op, registers: *mut Value) -> Outcome<Flow> {
        let Op::ForIter(dst, iter, offset) = op_before(pc) else { return Ok(Flow::Next) };
        if let Value::Object(object) = &r!(registers, iter) {
            if object.kind() == Kind::Generator && object.class() == &types().generator {
                // SAFETY: the kind says so.
                let generator = unsafe { object.clone().cast_unchecked::<Generator>() };
                if let Prepared::Pushed = self.prepare(&generator, dst, After::ForIter)? {
                    // SAFETY: just pushed.
                    unsafe { (*self.frames.start().add(self.depth - 1)).jump = offset };
                    return Ok(Flow::Enter);
                }
                r!(registers, iter) = Value::Unset;
                return Ok(Flow::Jump(offset.into()));
            }
        }
        // A loop that takes pairs apart as it gets them: `for key, value in items`.
        // SAFETY: `pc` stands in front of an operation, since no code ends with a loop's head.
        if let Op::UnpackSequence(dies, base, src, 2) = unsafe { *pc } {
            if src == dst && dies & 1 != 0 {
                if let Value::Object(object) = &r!(registers, iter)
                    && object.class().is_builtin()
                    && let Some(generator) = object.get::<Enumerate>().and_then(Enumerate::generator).cloned()
                {
                    // SAFETY: the frame on top; nothing is handled, and there is room.
                    unsafe {
                        let frame = self.frames.start().add(self.depth - 1);
                        if self.handled.is_none()
                            && self.depth < self.recursion_limit
                            && self.resume_suspended(frame, &generator, dst, offset, After::ForPair)
                        {
                            self.arrive_with_nothing(frame.add(1));
                            return Ok(Flow::Go);
                        }
                    }
                    if let Prepared::Pushed = self.prepare(&generator, dst, After::ForPair)? {
                        // SAFETY: just pushed.
                        unsafe { (*self.frames.start().add(self.depth - 1)).jump = offset };
                        self.sent = Value::None;
                        return Ok(Flow::Enter);
                    }
                    r!(registers, iter) = Value::Unset;
                    return Ok(Flow::Jump(offset.into()));
                }
                if let Some(next) = self.next_pair(&r!(registers, iter)) {
                    return Ok(match next? {
                        Some((first, second)) => {
                            r!(registers, base) = first;
                            r!(registers, base + 1) = second;
                            Flow::Jump(1)
                        }
                        None => {
                            r!(registers, iter) = Value::Unset;
                            Flow::Jump(offset.into())
                        }
                    });
                }
            }
        }
        // The register keeps the iterator alive: nobody else writes to it while its frame stands at this operation.
        match self.next(&r!(registers, iter))? {
            Some(value) => {
                r!(registers, dst) = value;
                Ok(Flow::Next)
            }
            None => {
                r!(registers, iter) = Value::Unset;
                Ok(Flow::Jump(offset.into()))
            }
        }
    }

    /// `dst = global`
    #[inline(never)]
    pub(super) fn long_global(&mut self, frame: *mut Frame, entry: &mut CacheEntry, dst: *mut Value) -> Outcome<()> {
        // SAFETY: the running frame.
        let function = unsafe { (*frame).function.clone() };
        let value = self.load_global(&function, entry)?;
        // SAFETY: a register of the running window.
        unsafe { *dst = value };
        Ok(())
    }

    /// `dst = object.name`
    #[inline(never)]
    pub(super) fn long_attribute(
        &mut self,
        pc: *const Op,
        registers: *mut Value,
        entry: &mut CacheEntry,
    ) -> Outcome<Flow> {
        let Op::LoadAttr(dies, dst, src, _) = op_before(pc) else { return Ok(Flow::Next) };
        let value = match quick_attribute(&r!(registers, src), entry) {
            Some(value) => value,
            None => {
                if let Some(getter) = quick_getter(&r!(registers, src), entry) {
                    let object = &mut r!(registers, src);
                    let receiver = if dies & 1 != 0 { object.take() } else { object.clone() };
                    return match self.begin_getter(getter, receiver, dst)? {
                        Called::Pushed => Ok(Flow::Enter),
                        Called::Done(value) => {
                            r!(registers, dst) = value;
                            Ok(Flow::Next)
                        }
                    };
                }
                self.load_attribute(&r!(registers, src), entry)?
            }
        };
        if dies & 1 != 0 {
            r!(registers, src) = Value::Unset;
        }
        r!(registers, dst) = value;
        Ok(Flow::Next)
    }

    /// `object.name = value`
    #[inline(never)]
    pub(super) fn long_store_attribute(
        &mut self,
        pc: *const Op,
        registers: *mut Value,
        entry: &mut CacheEntry,
    ) -> Outcome<()> {
        let Op::StoreAttr(dies, object, value, _) = op_before(pc) else { return Ok(()) };
        let value = &mut r!(registers, value);
        let new = if dies & 2 != 0 { value.take() } else { value.clone() };
        if let Some(new) = quick_store(&r!(registers, object), entry, new) {
            self.store_attribute(&r!(registers, object), entry, new)?;
        }
        if dies & 1 != 0 {
            r!(registers, object) = Value::Unset;
        }
        Ok(())
    }

    /// `base, base+1 = function, receiver`
    #[inline(never)]
    pub(super) fn long_method(&mut self, pc: *const Op, registers: *mut Value, entry: &mut CacheEntry) -> Outcome<()> {
        let Op::LoadMethod(dies, base, object, _) = op_before(pc) else { return Ok(()) };
        let object = &mut r!(registers, object);
        let receiver = if dies & 1 != 0 { object.take() } else { object.clone() };
        let (function, bind) = self.load_method(&receiver, entry)?;
        r!(registers, base) = function;
        r!(registers, base + 1) = if bind { receiver } else { Value::Unset };
        Ok(())
    }

    /// `dst = object[key]`
    #[inline(never)]
    pub(super) fn long_item(&mut self, pc: *const Op, registers: *mut Value) -> Outcome<()> {
        match op_before(pc) {
            Op::LoadItem(dies, dst, object, key) => {
                let value = match quick_character(&r!(registers, object), &r!(registers, key)) {
                    Some(value) => value,
                    None => self.get_item(&r!(registers, object), &r!(registers, key))?,
                };
                if dies & 1 != 0 {
                    r!(registers, object) = Value::Unset;
                }
                if dies & 2 != 0 {
                    r!(registers, key) = Value::Unset;
                }
                r!(registers, dst) = value;
            }
            Op::LoadItemInt(dies, dst, object, key) => {
                let value = self.get_item(&r!(registers, object), &Value::Int(i64::from(key)))?;
                if dies & 1 != 0 {
                    r!(registers, object) = Value::Unset;
                }
                r!(registers, dst) = value;
            }
            _ => {}
        }
        Ok(())
    }

    /// `object[key] = value`
    #[inline(never)]
    pub(super) fn long_store_item(&mut self, pc: *const Op, registers: *mut Value) -> Outcome<()> {
        let Op::StoreItem(dies, object, key, value) = op_before(pc) else { return Ok(()) };
        let value = &mut r!(registers, value);
        let new = if dies & 4 != 0 { value.take() } else { value.clone() };
        match super::quick::quick_store_item(&r!(registers, object), &r!(registers, key), new) {
            Ok(old) => drop(old),
            Err(new) => self.set_item(&r!(registers, object), &r!(registers, key), new)?,
        }
        if dies & 1 != 0 {
            r!(registers, object) = Value::Unset;
        }
        if dies & 2 != 0 {
            r!(registers, key) = Value::Unset;
        }
        Ok(())
    }

    /// `base.. = values of src`
    #[inline(never)]
    pub(super) fn long_unpack(&mut self, pc: *const Op, registers: *mut Value) -> Outcome<()> {
        let Op::UnpackSequence(dies, base, src, count) = op_before(pc) else { return Ok(()) };
        let src = &mut r!(registers, src);
        let value = if dies & 1 != 0 { src.take() } else { src.clone() };
        if !super::quick::quick_unpack(&value, registers, base, count) {
            for (i, value) in self.unpack(&value, count as usize)?.into_iter().enumerate() {
                r!(registers, base as usize + i) = value;
            }
        }
        Ok(())
    }

    /// A call with positional arguments that is not the loop's short one. The callee stands at `base`, its arguments
    /// `skip` places behind it.
    ///
    /// # Safety
    /// As for the loop.
    #[inline(never)]
    pub(super) unsafe fn long_call(
        &mut self,
        frame: *mut Frame,
        base: *mut Value,
        skip: usize,
        argc: usize,
        dst: u16,
    ) -> Outcome<Flow> {
        // SAFETY: by the caller.
        unsafe {
            if let Value::Object(object) = &*base {
                if object.kind() == Kind::BoundMethod && skip == 1 {
                    // The receiver takes the callee's place in front of the arguments.
                    let method = object.get_unchecked::<BoundMethod>();
                    let callee = method.function.clone();
                    let receiver = method.receiver.clone();
                    *base = receiver;
                    return self.call_moved(frame, callee, base, argc + 1, None, dst);
                }
            }
            if argc == 3
                && skip == 1
                && let Value::Object(object) = &*base
                && object.kind() == Kind::Extension
                && let Op::GetAwaitable(2, ..) = *(*frame).pc
                && let Op::Delegate(into, ..) = *(*frame).pc.add(1)
            {
                // The manager of an `async with` that was entered without its methods.
                match self.exit_at_once(std::slice::from_raw_parts(base, 4)) {
                    Err(raise) => {
                        super::call::drop_range(base, 4);
                        return Err(raise);
                    }
                    Ok(Ok(value)) => {
                        super::call::drop_range(base, 4);
                        *(*frame).registers.add(into as usize) = value;
                        return Ok(Flow::Jump(2));
                    }
                    Ok(Err(method)) => *base = method,
                }
            }
            if let Value::Object(object) = &*base
                && object.kind() == Kind::Class
                && argc != 0
            {
                if (*base.add(skip)).kind() == Some(Kind::Generator) && self.begin_feed(base, skip, argc, dst)? {
                    return Ok(Flow::Enter);
                }
                if let Some(range) = quick_range(object, std::slice::from_raw_parts(base.add(skip), argc)) {
                    super::call::drop_range(base, skip + argc);
                    let range = Gc::new(range, &types().range);
                    // `for x in range(...)`: the range itself is seen by nobody.
                    if matches!(*(*frame).pc, Op::GetIter(_, to, from) if to == dst && from == dst) {
                        *(*frame).registers.add(dst as usize) = super::protocol::range::iterator(&range);
                        return Ok(Flow::Jump(1));
                    }
                    *(*frame).registers.add(dst as usize) = range.into_value();
                    return Ok(Flow::Next);
                }
            }
            let callee = (*base).take();
            self.call_moved(frame, callee, base.add(skip), argc, None, dst)
        }
    }

    /// Goes on in a generator with a value, for `send()` and `__next__()`.
    #[inline(never)]
    pub(super) fn send_to(&mut self, generator: &Gc<Generator>, value: Value, dst: u16) -> Outcome<Flow> {
        match self.begin_send(generator, value, dst)? {
            Prepared::Pushed => Ok(Flow::Enter),
            Prepared::Finished => Err(Exc::StopIteration.with(Vec::new())),
        }
    }

    /// A call whose arguments stand in the registers of `frame`, and whose callee has been taken out of them.
    ///
    /// # Safety
    /// As for the loop.
    pub(super) unsafe fn call_moved(
        &mut self,
        frame: *mut Frame,
        callee: Value,
        argv: *mut Value,
        argc: usize,
        names: Option<&Gc<Tuple>>,
        dst: u16,
    ) -> Outcome<Flow> {
        unsafe {
            let called = match &callee {
                Value::Object(object)
                    if object.kind() == Kind::Function
                        && names.is_none()
                        && (*object.get_unchecked::<Function>().code.as_ptr()).made_args() as usize == argc =>
                {
                    let Value::Object(object) = callee else { return Ok(Flow::Next) };
                    let made = self.make_generator(object.cast_unchecked::<Function>(), argv);
                    if let Some(coroutine) = made.typed::<Generator>()
                        && coroutine.as_ref().class() == &types().coroutine
                        && self.awaited_into((*frame).pc, dst).is_some()
                        && let Op::Delegate(_, iter, _) = *(*frame).pc.add(1)
                    {
                        // `await f()`: straight into the coroutine.
                        let at = (*frame).pc.add(1).offset_from((*(*frame).code).start()) as u32;
                        let coroutine = coroutine.clone();
                        *(*frame).registers.add(iter as usize) = made;
                        self.delegate(&coroutine, at)?;
                        return Ok(Flow::Enter);
                    }
                    Called::Done(made)
                }
                Value::Object(object) if object.kind() == Kind::Function && !(*frame).suspends => {
                    // The callee's window begins at the arguments, in place.
                    let Value::Object(object) = callee else { return Ok(Flow::Next) };
                    self.push_function(object.cast_unchecked::<Function>(), argv, argc, names, dst, After::Store)?
                }
                Value::Object(object) if object.kind() == Kind::NativeFunction => {
                    let native = object.get_unchecked::<NativeFunction>();
                    let arguments = std::slice::from_raw_parts(argv, argc);
                    if let Some(at_once) = native.native.at_once
                        && names.is_none()
                        && receiver_fits(native, arguments)
                        && self.awaited_into((*frame).pc, dst).is_some()
                        && let Op::Delegate(into, iter, _) = *(*frame).pc.add(1)
                        && let Some(step) = at_once(self, arguments).transpose()
                    {
                        super::call::drop_range(argv, argc);
                        let (to, value, over) = match step? {
                            Step::Return(value) => (into, value, 2),
                            // The delegation finds that the wait has only just begun.
                            Step::Await(what) | Step::Yield(what) => (iter, what, 1),
                        };
                        *(*frame).registers.add(to as usize) = value;
                        return Ok(Flow::Jump(over));
                    }
                    let result = self.call_native(native, arguments, names);
                    super::call::drop_range(argv, argc);
                    Called::Done(result?)
                }
                _ => {
                    let top = (*frame).top;
                    if self.no_room(top, argc + 2) {
                        super::call::drop_range(argv, argc);
                        return Err(self.recursion_error());
                    }
                    for i in 0..argc {
                        top.add(i).write((*argv.add(i)).take());
                    }
                    self.begin_call(callee, top, argc, names, dst, After::Store)?
                }
            };
            match called {
                Called::Pushed => Ok(Flow::Enter),
                Called::Done(value) => {
                    *(*frame).registers.add(dst as usize) = value;
                    Ok(Flow::Next)
                }
            }
        }
    }

    /// A call with keywords: `names` are those of the last arguments.
    ///
    /// # Safety
    /// As for the loop.
    pub(super) unsafe fn call_named(
        &mut self,
        frame: *mut Frame,
        base: *mut Value,
        skip: usize,
        argc: usize,
        names: u16,
        dst: u16,
    ) -> Outcome<Flow> {
        unsafe {
            let names = (*(*frame).code).ready().constants[names as usize].typed::<Tuple>().cloned();
            let callee = (*base).take();
            self.call_moved(frame, callee, base.add(skip), argc, names.as_ref(), dst)
        }
    }
}

/// The operator with this number.
pub(super) fn binary_operator(number: u8) -> BinaryOperator {
    use BinaryOperator::*;
    const ALL: [BinaryOperator; 13] =
        [Add, Sub, Mul, MatMul, TrueDiv, FloorDiv, Mod, Pow, LShift, RShift, And, Or, Xor];
    ALL.get(number as usize).copied().unwrap_or(Add)
}
