//! The dispatch loop: one match over the operations, fast paths inline, everything else in `operation`.
//!
//! One flat loop: calls, returns, suspensions and resumptions of the language stay inside it and only exchange the
//! local copies of `pc` and `registers`. It ends when a frame whose `after` is Exit returns, suspends or raises.
//!
//! # Safety
//! `pc` stays inside the code's operations (the verifier checks jumps, and code ends in a return or a raise); register
//! operands are below the code's register count, for which every window has room; `frame` is the frame at `depth - 1`,
//! which does not move. A register is written by assignment, so that what it held is dropped.

// Frames and code are reached through raw pointers that are good by the rules above.
#![allow(dangerous_implicit_autorefs)]

use super::Machine;
use super::call::Called;
use super::frame::{After, Frame};
use super::protocol::cache::receiver_version;
use super::resume::Prepared;
use crate::bytecode::Op;
use crate::bytecode::op::SENSE;
use crate::object::attributes::{Attributes, attributes};
use crate::object::class::class_of;
use crate::object::descriptor::{Module, NativeFunction, RangeIterator, SequenceIterator};
use crate::object::dict::Dict;
use crate::object::function::{BoundMethod, CacheEntry, CacheState, Cell_, Code, Function};
use crate::object::generator::{Generator, Step};
use crate::object::heap::{Gc, Kind, Ref};
use crate::object::list::{List, Tuple};
use crate::object::set::Set;
use crate::object::str::Str;
use crate::object::types::types;
use crate::object::{Exc, Outcome, Raise, Value};
use crate::syntax::ast::{BinaryOperator, CompareOperator, UnaryOperator};

/// How a caller's frame goes on after an activation ended.
enum Ended {
    /// The dispatch loop goes on in the frame that is now on top.
    Continue,
    /// The loop ends with this.
    Exit(Step),
    /// This is raised in the frame that is now on top.
    Raise(Raise),
}

impl Machine {
    /// Runs until the frame on top (its `after` is Exit) or one it leads to ends for native code.
    pub(super) fn run(&mut self) -> Outcome<Step> {
        let mut raise: Option<Raise> = None;
        loop {
            // SAFETY: see the file's head.
            let raised = match raise.take() {
                Some(raise) => raise,
                None => match unsafe { self.steps() } {
                    Ok(step) => return Ok(step),
                    Err(raise) => raise,
                },
            };
            match self.unwind(raised) {
                Ok(()) => {}
                Err(raise) => return Err(raise),
            }
        }
    }

    /// Executes operations until the loop ends (Ok) or something is raised that the caller must unwind.
    ///
    /// # Safety
    /// There is a frame on top whose `pc` and registers are good.
    #[allow(unused_unsafe, clippy::cognitive_complexity)]
    unsafe fn steps(&mut self) -> Outcome<Step> {
        let mut frame: *mut Frame = unsafe { self.frames.start().add(self.depth - 1) };
        let mut pc: *const Op = unsafe { (*frame).pc };
        let mut registers: *mut Value = unsafe { (*frame).registers };

        macro_rules! r {
            ($i:expr) => {
                *unsafe { &mut *registers.add($i as usize) }
            };
        }
        macro_rules! code {
            () => {
                unsafe { &*(*frame).code }
            };
        }
        macro_rules! save {
            () => {
                unsafe { (*frame).pc = pc }
            };
        }
        macro_rules! reload {
            () => {{
                frame = unsafe { self.frames.start().add(self.depth - 1) };
                pc = unsafe { (*frame).pc };
                registers = unsafe { (*frame).registers };
            }};
        }
        // A call out of the loop that may raise or look at frames.
        macro_rules! slow {
            ($e:expr) => {{
                save!();
                match $e {
                    Ok(value) => value,
                    Err(raise) => return Err(raise),
                }
            }};
        }
        macro_rules! dies {
            ($dies:expr, $bit:expr, $i:expr) => {
                if $dies & (1 << $bit) != 0 {
                    r!($i) = Value::Unset;
                }
            };
        }
        macro_rules! jump {
            ($offset:expr) => {
                pc = unsafe { pc.offset($offset as isize) }
            };
        }
        macro_rules! cache {
            ($i:expr) => {
                unsafe { &mut *code!().caches.get_unchecked($i as usize).as_ptr() }
            };
        }
        macro_rules! pending {
            () => {
                if unsafe { (*self.pending).get() } {
                    slow!(self.run_pending());
                }
            };
        }
        macro_rules! arithmetic {
            ($dies:expr, $dst:expr, $left:expr, $right:expr, $operator:ident, |$a:ident, $b:ident| $int:expr, |$x:ident, $y:ident| $float:expr) => {
                match (&r!($left), &r!($right)) {
                    (Value::Int($a), Value::Int($b)) if let Some(result) = $int => r!($dst) = Value::Int(result),
                    (Value::Float($x), Value::Float($y)) if let Some(result) = $float => {
                        r!($dst) = Value::Float(result)
                    }
                    (left, right) => {
                        let (left, right) = (left as *const Value, right as *const Value);
                        let value =
                            slow!(self.binary(BinaryOperator::$operator, unsafe { &*left }, unsafe { &*right }));
                        dies!($dies, 0, $left);
                        dies!($dies, 1, $right);
                        r!($dst) = value;
                    }
                }
            };
        }
        macro_rules! arithmetic_int {
            ($dies:expr, $dst:expr, $left:expr, $right:expr, $operator:ident, |$a:ident, $b:ident| $int:expr, |$x:ident, $y:ident| $float:expr) => {{
                let $b = i64::from($right);
                match &r!($left) {
                    Value::Int($a) if let Some(result) = $int => r!($dst) = Value::Int(result),
                    Value::Float($x)
                        if let Some(result) = {
                            let $y = $b as f64;
                            $float
                        } =>
                    {
                        r!($dst) = Value::Float(result)
                    }
                    left => {
                        let left = left as *const Value;
                        let value = slow!(self.binary(BinaryOperator::$operator, unsafe { &*left }, &Value::Int($b)));
                        dies!($dies, 0, $left);
                        r!($dst) = value;
                    }
                }
            }};
        }
        macro_rules! compare {
            ($dies:expr, $dst:expr, $left:expr, $right:expr, $operator:ident, $op:tt) => {
                match (&r!($left), &r!($right)) {
                    (Value::Int(a), Value::Int(b)) => { let v = Value::Bool(a $op b); r!($dst) = v }
                    (Value::Float(a), Value::Float(b)) => { let v = Value::Bool(a $op b); r!($dst) = v }
                    (left, right) => {
                        let (left, right) = (left as *const Value, right as *const Value);
                        let value = slow!(self.compare(CompareOperator::$operator, unsafe { &*left }, unsafe { &*right }));
                        dies!($dies, 0, $left);
                        dies!($dies, 1, $right);
                        r!($dst) = value;
                    }
                }
            };
        }
        macro_rules! compare_jump {
            ($sense:expr, $left:expr, $right:expr, $offset:expr, $operator:ident, $op:tt) => {{
                let truth = match (&r!($left), &r!($right)) {
                    (Value::Int(a), Value::Int(b)) => a $op b,
                    (Value::Float(a), Value::Float(b)) => a $op b,
                    (left, right) => {
                        let (left, right) = (left as *const Value, right as *const Value);
                        let truth = slow!(self.compare_truth(CompareOperator::$operator, unsafe { &*left }, unsafe { &*right }));
                        dies!($sense, 0, $left);
                        dies!($sense, 1, $right);
                        truth
                    }
                };
                if truth == ($sense & SENSE != 0) {
                    jump!($offset);
                }
            }};
        }
        macro_rules! compare_jump_int {
            ($sense:expr, $left:expr, $right:expr, $offset:expr, $operator:ident, $op:tt) => {{
                let b = i64::from($right);
                let truth = match &r!($left) {
                    Value::Int(a) => *a $op b,
                    left => {
                        let left = left as *const Value;
                        let truth = slow!(self.compare_truth(CompareOperator::$operator, unsafe { &*left }, &Value::Int(b)));
                        dies!($sense, 0, $left);
                        truth
                    }
                };
                if truth == ($sense & SENSE != 0) {
                    jump!($offset);
                }
            }};
        }
        macro_rules! truth {
            ($i:expr) => {
                match &r!($i) {
                    Value::Bool(b) => *b,
                    Value::None => false,
                    Value::Int(i) => *i != 0,
                    value => {
                        let value = value as *const Value;
                        slow!(self.truth(unsafe { &*value }))
                    }
                }
            };
        }
        // A frame was pushed or a value is there.
        macro_rules! called {
            ($called:expr, $dst:expr) => {
                match $called {
                    Called::Pushed => reload!(),
                    Called::Done(value) => r!($dst) = value,
                }
            };
        }
        // What is sent or thrown arrives at the operation where a generator's frame stands.
        macro_rules! arrive {
            () => {{
                reload!();
                let fresh = std::mem::take(&mut self.fresh);
                if let Some(raise) = self.thrown.take() {
                    match unsafe { *pc } {
                        Op::Delegate(..) if !fresh => self.thrown = Some(raise),
                        _ => {
                            pc = unsafe { pc.add(1) };
                            save!();
                            return Err(raise);
                        }
                    }
                } else if fresh {
                    self.sent = Value::None;
                } else if let Op::Yield(_, dst, _, _) = unsafe { *pc } {
                    r!(dst) = std::mem::replace(&mut self.sent, Value::None);
                    pc = unsafe { pc.add(1) };
                }
            }};
        }
        macro_rules! ended {
            ($ended:expr) => {
                match $ended {
                    Ended::Continue => reload!(),
                    Ended::Exit(step) => return Ok(step),
                    Ended::Raise(raise) => return Err(raise),
                }
            };
        }

        // The most common call, kept short: a function of the language, exactly its positional parameters given, called by
        // a plain frame: the new window begins at the arguments, in place.
        macro_rules! quick_call {
            ($base:expr, $skip:expr, $argc:expr, $dst:expr) => {
                unsafe {
                    let base: *mut Value = $base;
                    if let Value::Object(callee) = &*base {
                        if callee.kind() == Kind::Function && !(*frame).suspends {
                            let function = callee.get_unchecked::<Function>();
                            let code: *const Code = &**(&*function.code.as_ptr());
                            let window = base.add($skip);
                            let count = (*code).registers as usize;
                            if (*code).plain_args as usize == $argc
                                && self.depth < self.recursion_limit
                                && window.add(count) < self.registers_end
                            {
                                let Value::Object(callee) = (*base).take() else { std::hint::unreachable_unchecked() };
                                for i in $argc..count {
                                    window.add(i).write(Value::Unset);
                                }
                                self.depth += 1;
                                frame = frame.add(1);
                                pc = (*code).start;
                                registers = window;
                                frame.write(Frame {
                                    pc,
                                    registers,
                                    top: window.add(count),
                                    code,
                                    function: callee.cast_unchecked::<Function>(),
                                    generator: None,
                                    root: None,
                                    rare: None,
                                    dst: $dst,
                                    jump: 0,
                                    after: After::Store,
                                    below: false,
                                    plain: true,
                                    suspends: false,
                                });
                                continue;
                            }
                        }
                    }
                }
            };
        }

        if std::mem::take(&mut self.arriving) {
            arrive!();
        }

        loop {
            let op = unsafe { *pc };
            pc = unsafe { pc.add(1) };
            match op {
                // ---- moving values
                Op::Move(dst, src) => {
                    let value = r!(src).clone();
                    r!(dst) = value;
                }
                Op::Take(dst, src) => {
                    let value = r!(src).take();
                    r!(dst) = value;
                }
                Op::LoadConst(dst, i) => r!(dst) = unsafe { code!().constants.get_unchecked(i as usize) }.clone(),
                Op::LoadConstFar(dst, i) => r!(dst) = unsafe { code!().constants.get_unchecked(i as usize) }.clone(),
                Op::LoadInt(dst, i) => r!(dst) = Value::Int(i64::from(i)),
                Op::LoadNone(dst) => r!(dst) = Value::None,
                Op::LoadTrue(dst) => r!(dst) = Value::Bool(true),
                Op::LoadFalse(dst) => r!(dst) = Value::Bool(false),
                Op::Clear(i) => {
                    r!(i) = Value::Unset;
                    pending!();
                }
                Op::ClearRange(from, count) => {
                    for i in from..from + count {
                        r!(i) = Value::Unset;
                    }
                }
                Op::CheckBound(i) => {
                    if !r!(i).is_set() {
                        slow!(self.unbound_local(code!(), i));
                    }
                }
                Op::DeleteLocal(i) => {
                    if !r!(i).is_set() {
                        slow!(self.unbound_local(code!(), i));
                    }
                    r!(i) = Value::Unset;
                    pending!();
                }

                // ---- names
                Op::LoadGlobal(dst, c) => {
                    let entry = cache!(c);
                    match quick_global(unsafe { &(*frame).function }, entry) {
                        Some(value) => r!(dst) = value,
                        None => {
                            let function = unsafe { (*frame).function.clone() };
                            r!(dst) = slow!(self.load_global(&function, entry));
                        }
                    }
                }
                Op::StoreGlobal(dies, src, c) => {
                    let value = if dies & 1 != 0 { r!(src).take() } else { r!(src).clone() };
                    store_global(unsafe { &(*frame).function.globals }, cache!(c), value);
                    pending!();
                }
                Op::DeleteGlobal(c) => {
                    let function = unsafe { (*frame).function.clone() };
                    slow!(self.delete_global(&function, &cache!(c).name));
                    pending!();
                }
                Op::LoadName(dst, c) => r!(dst) = slow!(self.load_name(&cache!(c).name)),
                Op::StoreName(dies, src, c) => {
                    let value = if dies & 1 != 0 { r!(src).take() } else { r!(src).clone() };
                    slow!(self.store_name(&cache!(c).name, value));
                }
                Op::DeleteName(c) => slow!(self.delete_name(&cache!(c).name)),
                Op::LoadNameOrFree(dst, c, free) => r!(dst) = slow!(self.load_name_or_free(&cache!(c).name, free)),
                Op::LoadDictOrGlobal(dst, c) => {
                    let namespace = r!(dst).take();
                    r!(dst) = slow!(self.load_dict_or_global(&namespace, &cache!(c).name));
                }
                Op::LoadDictOrFree(dst, c, free) => {
                    let namespace = r!(dst).take();
                    r!(dst) = slow!(self.load_dict_or_free(&namespace, &cache!(c).name, free));
                }
                Op::LoadLocals(dst) => r!(dst) = slow!(self.frame_namespace()),
                Op::SetupAnnotations => slow!(self.setup_annotations()),
                Op::MakeCell(i) => {
                    let value = r!(i).take();
                    r!(i) = Cell_::create(value).into_value();
                }
                Op::LoadCell(dst, i) => {
                    let value = match r!(i).get::<Cell_>() {
                        Some(cell) => unsafe { (*cell.value.as_ptr()).clone() },
                        None => Value::Unset,
                    };
                    if !value.is_set() {
                        slow!(self.unbound_local(code!(), i));
                    }
                    r!(dst) = value;
                }
                Op::StoreCell(dies, src, i) => {
                    let value = if dies & 1 != 0 { r!(src).take() } else { r!(src).clone() };
                    if let Some(cell) = r!(i).get::<Cell_>() {
                        cell.value.set(value);
                    }
                }
                Op::DeleteCell(i) => {
                    let old = r!(i).get::<Cell_>().map(|c| c.value.take()).unwrap_or_default();
                    if !old.is_set() {
                        slow!(self.unbound_local(code!(), i));
                    }
                    drop(old);
                    pending!();
                }
                Op::LoadFree(dst, i) => {
                    let cell = unsafe { (*frame).function.closure.get_unchecked(i as usize) };
                    let value = unsafe { (*cell.value.as_ptr()).clone() };
                    if !value.is_set() {
                        slow!(self.unbound_free(code!(), i));
                    }
                    r!(dst) = value;
                }
                Op::StoreFree(dies, src, i) => {
                    let value = if dies & 1 != 0 { r!(src).take() } else { r!(src).clone() };
                    unsafe { (*frame).function.closure.get_unchecked(i as usize) }.value.set(value);
                }
                Op::DeleteFree(i) => {
                    let old = unsafe { (*frame).function.closure.get_unchecked(i as usize) }.value.take();
                    if !old.is_set() {
                        slow!(self.unbound_free(code!(), i));
                    }
                    drop(old);
                    pending!();
                }
                Op::LoadFreeCell(dst, i) => {
                    r!(dst) = unsafe { (*frame).function.closure.get_unchecked(i as usize) }.value();
                }

                // ---- arithmetic
                Op::Add(dies, dst, a, b) => {
                    arithmetic!(dies, dst, a, b, Add, |a, b| a.checked_add(*b), |x, y| Some(x + y))
                }
                Op::Sub(dies, dst, a, b) => {
                    arithmetic!(dies, dst, a, b, Sub, |a, b| a.checked_sub(*b), |x, y| Some(x - y))
                }
                Op::Mul(dies, dst, a, b) => {
                    arithmetic!(dies, dst, a, b, Mul, |a, b| a.checked_mul(*b), |x, y| Some(x * y))
                }
                Op::TrueDiv(dies, dst, a, b) => {
                    arithmetic!(dies, dst, a, b, TrueDiv, |_a, _b| None, |x, y| if *y != 0.0 {
                        Some(x / y)
                    } else {
                        None
                    })
                }
                Op::FloorDiv(dies, dst, a, b) => {
                    arithmetic!(dies, dst, a, b, FloorDiv, |a, b| floor_div(*a, *b), |_x, _y| None)
                }
                Op::Mod(dies, dst, a, b) => {
                    arithmetic!(dies, dst, a, b, Mod, |a, b| modulo(*a, *b), |_x, _y| None)
                }
                Op::And(dies, dst, a, b) => arithmetic!(dies, dst, a, b, And, |a, b| Some(a & b), |_x, _y| None),
                Op::Or(dies, dst, a, b) => arithmetic!(dies, dst, a, b, Or, |a, b| Some(a | b), |_x, _y| None),
                Op::Xor(dies, dst, a, b) => arithmetic!(dies, dst, a, b, Xor, |a, b| Some(a ^ b), |_x, _y| None),
                Op::LShift(dies, dst, a, b) => {
                    arithmetic!(dies, dst, a, b, LShift, |a, b| shift_left(*a, *b), |_x, _y| None)
                }
                Op::RShift(dies, dst, a, b) => arithmetic!(
                    dies,
                    dst,
                    a,
                    b,
                    RShift,
                    |a, b| if *b >= 0 { Some(a >> (*b).min(63)) } else { None },
                    |_x, _y| None
                ),
                Op::Pow(dies, dst, a, b) => {
                    arithmetic!(dies, dst, a, b, Pow, |a, b| int_power(*a, *b), |_x, _y| None)
                }
                Op::MatMul(dies, dst, a, b) => arithmetic!(dies, dst, a, b, MatMul, |_a, _b| None, |_x, _y| None),
                Op::AddInt(dies, dst, a, b) => {
                    arithmetic_int!(dies, dst, a, b, Add, |a, b| a.checked_add(b), |x, y| Some(x + y))
                }
                Op::SubInt(dies, dst, a, b) => {
                    arithmetic_int!(dies, dst, a, b, Sub, |a, b| a.checked_sub(b), |x, y| Some(x - y))
                }
                Op::MulInt(dies, dst, a, b) => {
                    arithmetic_int!(dies, dst, a, b, Mul, |a, b| a.checked_mul(b), |x, y| Some(x * y))
                }
                Op::FloorDivInt(dies, dst, a, b) => {
                    arithmetic_int!(dies, dst, a, b, FloorDiv, |a, b| floor_div(*a, b), |_x, _y| None)
                }
                Op::ModInt(dies, dst, a, b) => {
                    arithmetic_int!(dies, dst, a, b, Mod, |a, b| modulo(*a, b), |_x, _y| None)
                }
                Op::InPlaceAddInt(target, right) => {
                    arithmetic_in_place!(self, frame, pc, registers, target, right, Add, checked_add)
                }
                Op::InPlaceSubInt(target, right) => {
                    arithmetic_in_place!(self, frame, pc, registers, target, right, Sub, checked_sub)
                }
                Op::InPlace(operator, target, right, dies) => match (operator, &r!(target), &r!(right)) {
                    (0, Value::Int(a), Value::Int(b)) if let Some(c) = a.checked_add(*b) => r!(target) = Value::Int(c),
                    (1, Value::Int(a), Value::Int(b)) if let Some(c) = a.checked_sub(*b) => r!(target) = Value::Int(c),
                    (2, Value::Int(a), Value::Int(b)) if let Some(c) = a.checked_mul(*b) => r!(target) = Value::Int(c),
                    (0, Value::Float(a), Value::Float(b)) => {
                        let v = Value::Float(a + b);
                        r!(target) = v
                    }
                    (1, Value::Float(a), Value::Float(b)) => {
                        let v = Value::Float(a - b);
                        r!(target) = v
                    }
                    (2, Value::Float(a), Value::Float(b)) => {
                        let v = Value::Float(a * b);
                        r!(target) = v
                    }
                    (0, Value::Object(a), Value::Object(b)) if appendable(a, b) => {
                        if let (Some(text), Some(more)) = (a.get::<Str>(), b.get::<Str>()) {
                            text.append_unique(more.as_str(), more.len());
                        }
                        dies!(dies, 0, right);
                    }
                    _ => {
                        let (t, v) = (registers.wrapping_add(target as usize), registers.wrapping_add(right as usize));
                        let value = slow!(self.in_place(binary_operator(operator), unsafe { &*t }, unsafe { &*v }));
                        dies!(dies, 0, right);
                        r!(target) = value;
                    }
                },
                Op::Negative(dies, dst, src) => match &r!(src) {
                    Value::Int(i) if let Some(n) = i.checked_neg() => r!(dst) = Value::Int(n),
                    Value::Float(f) => {
                        let v = Value::Float(-f);
                        r!(dst) = v
                    }
                    value => {
                        let value = value as *const Value;
                        let value = slow!(self.unary(UnaryOperator::Negative, unsafe { &*value }));
                        dies!(dies, 0, src);
                        r!(dst) = value;
                    }
                },
                Op::Positive(dies, dst, src) => {
                    let value = slow!(self.unary(UnaryOperator::Positive, &r!(src)));
                    dies!(dies, 0, src);
                    r!(dst) = value;
                }
                Op::Invert(dies, dst, src) => {
                    let value = slow!(self.unary(UnaryOperator::Invert, &r!(src)));
                    dies!(dies, 0, src);
                    r!(dst) = value;
                }
                Op::Not(dies, dst, src) => {
                    let truth = truth!(src);
                    dies!(dies, 0, src);
                    r!(dst) = Value::Bool(!truth);
                }

                // ---- comparison
                Op::Lt(dies, dst, a, b) => compare!(dies, dst, a, b, Lt, <),
                Op::Le(dies, dst, a, b) => compare!(dies, dst, a, b, Le, <=),
                Op::Eq(dies, dst, a, b) => compare!(dies, dst, a, b, Eq, ==),
                Op::Ne(dies, dst, a, b) => compare!(dies, dst, a, b, Ne, !=),
                Op::Gt(dies, dst, a, b) => compare!(dies, dst, a, b, Gt, >),
                Op::Ge(dies, dst, a, b) => compare!(dies, dst, a, b, Ge, >=),
                Op::Is(dies, dst, a, b) => {
                    let same = r!(a).is(&r!(b));
                    dies!(dies, 0, a);
                    dies!(dies, 1, b);
                    r!(dst) = Value::Bool(same);
                }
                Op::IsNot(dies, dst, a, b) => {
                    let same = r!(a).is(&r!(b));
                    dies!(dies, 0, a);
                    dies!(dies, 1, b);
                    r!(dst) = Value::Bool(!same);
                }
                Op::In(dies, dst, a, b) => {
                    let found = slow!(self.contains(&r!(b), &r!(a)));
                    dies!(dies, 0, a);
                    dies!(dies, 1, b);
                    r!(dst) = Value::Bool(found);
                }
                Op::NotIn(dies, dst, a, b) => {
                    let found = slow!(self.contains(&r!(b), &r!(a)));
                    dies!(dies, 0, a);
                    dies!(dies, 1, b);
                    r!(dst) = Value::Bool(!found);
                }

                // ---- jumps
                Op::Jump(offset) => jump!(offset),
                Op::Loop(offset) => {
                    self.ticks -= 1;
                    if self.ticks < 0 || unsafe { (*self.pending).get() } {
                        slow!(self.safe_point());
                    }
                    jump!(offset);
                }
                Op::JumpIfTrue(dies, src, offset) => {
                    let truth = truth!(src);
                    dies!(dies, 0, src);
                    if truth {
                        jump!(offset);
                    }
                }
                Op::JumpIfFalse(dies, src, offset) => {
                    let truth = truth!(src);
                    dies!(dies, 0, src);
                    if !truth {
                        jump!(offset);
                    }
                }
                Op::JumpIfNone(dies, src, offset) => {
                    if r!(src).is_none() {
                        jump!(offset);
                    }
                    dies!(dies, 0, src);
                }
                Op::JumpIfNotNone(dies, src, offset) => {
                    if !r!(src).is_none() {
                        jump!(offset);
                    }
                    dies!(dies, 0, src);
                }
                Op::JumpLt(sense, a, b, offset) => compare_jump!(sense, a, b, offset, Lt, <),
                Op::JumpLe(sense, a, b, offset) => compare_jump!(sense, a, b, offset, Le, <=),
                Op::JumpEq(sense, a, b, offset) => compare_jump!(sense, a, b, offset, Eq, ==),
                Op::JumpNe(sense, a, b, offset) => compare_jump!(sense, a, b, offset, Ne, !=),
                Op::JumpGt(sense, a, b, offset) => compare_jump!(sense, a, b, offset, Gt, >),
                Op::JumpGe(sense, a, b, offset) => compare_jump!(sense, a, b, offset, Ge, >=),
                Op::JumpIs(sense, a, b, offset) => {
                    let same = r!(a).is(&r!(b));
                    dies!(sense, 0, a);
                    dies!(sense, 1, b);
                    if same == (sense & SENSE != 0) {
                        jump!(offset);
                    }
                }
                Op::JumpIn(sense, a, b, offset) => {
                    let found = slow!(self.contains(&r!(b), &r!(a)));
                    dies!(sense, 0, a);
                    dies!(sense, 1, b);
                    if found == (sense & SENSE != 0) {
                        jump!(offset);
                    }
                }
                Op::JumpLtInt(sense, a, b, offset) => compare_jump_int!(sense, a, b, offset, Lt, <),
                Op::JumpLeInt(sense, a, b, offset) => compare_jump_int!(sense, a, b, offset, Le, <=),
                Op::JumpEqInt(sense, a, b, offset) => compare_jump_int!(sense, a, b, offset, Eq, ==),
                Op::JumpNeInt(sense, a, b, offset) => compare_jump_int!(sense, a, b, offset, Ne, !=),
                Op::JumpGtInt(sense, a, b, offset) => compare_jump_int!(sense, a, b, offset, Gt, >),
                Op::JumpGeInt(sense, a, b, offset) => compare_jump_int!(sense, a, b, offset, Ge, >=),

                // ---- iteration
                Op::GetIter(dies, dst, src) => {
                    let value = slow!(self.iter(&r!(src)));
                    dies!(dies, 0, src);
                    r!(dst) = value;
                }
                Op::ForIter(dst, iter, offset) => {
                    let next = match &r!(iter) {
                        Value::Object(object) => match object.kind() {
                            Kind::RangeIterator => {
                                let range = unsafe { object.get_unchecked::<RangeIterator>() };
                                let left = range.left.get();
                                if left == 0 {
                                    None
                                } else {
                                    let value = range.next.get();
                                    range.left.set(left - 1);
                                    range.next.set(value.wrapping_add(range.step));
                                    Some(Value::Int(value))
                                }
                            }
                            Kind::SequenceIterator if let Some(next) = quick_sequence(object) => next,
                            Kind::Generator if object.class() == &types().generator => {
                                let generator = unsafe { object.clone().cast_unchecked::<Generator>() };
                                save!();
                                match self.prepare(&generator, dst, After::ForIter) {
                                    Ok(Prepared::Pushed) => {
                                        unsafe { (*self.frames.start().add(self.depth - 1)).jump = offset };
                                        arrive!();
                                        continue;
                                    }
                                    Ok(Prepared::Finished) => None,
                                    Err(raise) => return Err(raise),
                                }
                            }
                            _ => {
                                let value = registers.wrapping_add(iter as usize);
                                slow!(self.next(unsafe { &*value }))
                            }
                        },
                        value => {
                            let value = value as *const Value;
                            slow!(self.next(unsafe { &*value }))
                        }
                    };
                    match next {
                        Some(value) => r!(dst) = value,
                        None => {
                            r!(iter) = Value::Unset;
                            jump!(offset);
                        }
                    }
                }

                // ---- attributes and items
                Op::LoadAttr(dies, dst, src, c) => {
                    let entry = cache!(c);
                    let quick = quick_attribute(&r!(src), entry);
                    let value = match quick {
                        Some(value) => value,
                        None => {
                            if let Some(getter) = quick_getter(&r!(src), entry) {
                                let receiver = if dies & 1 != 0 { r!(src).take() } else { r!(src).clone() };
                                save!();
                                match self.begin_getter(getter, receiver, dst) {
                                    Ok(called) => called!(called, dst),
                                    Err(raise) => return Err(raise),
                                }
                                continue;
                            }
                            let object = registers.wrapping_add(src as usize);
                            slow!(self.load_attribute(unsafe { &*object }, entry))
                        }
                    };
                    dies!(dies, 0, src);
                    r!(dst) = value;
                }
                Op::StoreAttr(dies, object, value, c) => {
                    let new = if dies & 2 != 0 { r!(value).take() } else { r!(value).clone() };
                    let entry = cache!(c);
                    if let Some(new) = quick_store(&r!(object), entry, new) {
                        let target = registers.wrapping_add(object as usize);
                        slow!(self.store_attribute(unsafe { &*target }, entry, new));
                    }
                    dies!(dies, 0, object);
                    pending!();
                }
                Op::DeleteAttr(dies, object, c) => {
                    let target = registers.wrapping_add(object as usize);
                    let name = cache!(c).name.clone();
                    slow!(self.set_attr(unsafe { &*target }, &name, Value::Unset));
                    dies!(dies, 0, object);
                    pending!();
                }
                Op::LoadMethod(dies, base, object, c) => {
                    let entry = cache!(c);
                    let receiver = if dies & 1 != 0 { r!(object).take() } else { r!(object).clone() };
                    if let Some(function) = quick_method(&receiver, entry) {
                        r!(base) = function;
                        r!(base + 1) = receiver;
                    } else {
                        let (function, bind) = slow!(self.load_method(&receiver, entry));
                        r!(base) = function;
                        r!(base + 1) = if bind { receiver } else { Value::Unset };
                    }
                }
                Op::LoadSuperAttr(dst, base, c) => {
                    let (class, receiver) = (r!(base).take(), r!(base + 1).take());
                    let name = cache!(c).name.clone();
                    r!(dst) = slow!(self.load_super(&class, &receiver, &name));
                }
                Op::LoadItem(dies, dst, object, key) => {
                    let quick = quick_item(&r!(object), &r!(key));
                    let value = match quick {
                        Some(value) => value,
                        None => slow!(self.get_item(&r!(object), &r!(key))),
                    };
                    dies!(dies, 0, object);
                    dies!(dies, 1, key);
                    r!(dst) = value;
                }
                Op::LoadItemInt(dies, dst, object, key) => {
                    let key = Value::Int(i64::from(key));
                    let quick = quick_item(&r!(object), &key);
                    let value = match quick {
                        Some(value) => value,
                        None => slow!(self.get_item(&r!(object), &key)),
                    };
                    dies!(dies, 0, object);
                    r!(dst) = value;
                }
                Op::StoreItem(dies, object, key, value) => {
                    let new = if dies & 4 != 0 { r!(value).take() } else { r!(value).clone() };
                    match quick_store_item(&r!(object), &r!(key), new) {
                        Ok(old) => drop(old),
                        Err(new) => slow!(self.set_item(&r!(object), &r!(key), new)),
                    }
                    dies!(dies, 0, object);
                    dies!(dies, 1, key);
                }
                Op::DeleteItem(dies, object, key) => {
                    slow!(self.delete_item(&r!(object), &r!(key)));
                    dies!(dies, 0, object);
                    dies!(dies, 1, key);
                    pending!();
                }
                Op::BuildSlice(count, dst, base) => {
                    let (start, stop) = (r!(base).take(), r!(base + 1).take());
                    let step = if count == 3 { r!(base + 2).take() } else { Value::None };
                    r!(dst) = crate::object::descriptor::Slice::create(start, stop, step);
                }

                // ---- displays
                Op::BuildList(dst, base, count) => {
                    let items = take_values(registers, base, count);
                    r!(dst) = List::create(items).into_value();
                }
                Op::BuildTuple(dst, base, count) => {
                    if count == 0 {
                        r!(dst) = types().empty_tuple.value();
                    } else {
                        let items = take_values(registers, base, count);
                        r!(dst) = Tuple::create(items).into_value();
                    }
                }
                Op::BuildSet(dst, base, count) => {
                    let items = take_values(registers, base, count);
                    let set = Set::create();
                    for item in items {
                        slow!(self.set_add(&set, item));
                    }
                    r!(dst) = set.into_value();
                }
                Op::BuildDict(dst, base, count) => {
                    let mut items = take_values(registers, base, count * 2).into_iter();
                    let dict = Dict::create();
                    while let (Some(key), Some(value)) = (items.next(), items.next()) {
                        slow!(self.dict_set(&dict, key, value));
                    }
                    r!(dst) = dict.into_value();
                }
                Op::BuildString(dst, base, count) => {
                    let value = join_strings(registers, base, count);
                    for i in base..base + count {
                        r!(i) = Value::Unset;
                    }
                    r!(dst) = value;
                }
                Op::ListAppend(dies, value, list) => {
                    let value = if dies & 1 != 0 { r!(value).take() } else { r!(value).clone() };
                    if let Some(list) = r!(list).get::<List>() {
                        list.push(value);
                    }
                }
                Op::SetAdd(dies, value, set) => {
                    let value = if dies & 1 != 0 { r!(value).take() } else { r!(value).clone() };
                    if let Some(set) = r!(set).typed::<Set>().cloned() {
                        slow!(self.set_add(&set, value));
                    }
                }
                Op::DictAdd(dies, key, value, dict) => {
                    let key = if dies & 1 != 0 { r!(key).take() } else { r!(key).clone() };
                    let value = if dies & 2 != 0 { r!(value).take() } else { r!(value).clone() };
                    if let Some(dict) = r!(dict).typed::<Dict>().cloned() {
                        slow!(self.dict_set(&dict, key, value));
                    }
                }
                Op::ListExtend(dies, iterable, list) => {
                    slow!(self.list_extend(&r!(list), &r!(iterable)));
                    dies!(dies, 0, iterable);
                }
                Op::SetUpdate(dies, iterable, set) => {
                    slow!(self.set_update(&r!(set), &r!(iterable)));
                    dies!(dies, 0, iterable);
                }
                Op::DictUpdate(dies, mapping, dict) => {
                    slow!(self.dict_update(&r!(dict), &r!(mapping), None));
                    dies!(dies, 0, mapping);
                }
                Op::DictMerge(dies, mapping, dict, callee) => {
                    let callee = r!(callee).clone();
                    slow!(self.dict_update(&r!(dict), &r!(mapping), Some(&callee)));
                    dies!(dies, 0, mapping);
                }
                Op::ListToTuple(dst, src) => {
                    let list = r!(src).take();
                    let items = list.get::<List>().map(|l| l.items.take()).unwrap_or_default();
                    r!(dst) = Tuple::create(items).into_value();
                }
                Op::FormatValue(how, dst, value, spec) => {
                    let result = slow!(self.format_value(how & 3, registers, value, spec));
                    dies!(how >> 4, 0, value);
                    if spec != crate::bytecode::op::NO_REG {
                        dies!(how >> 4, 1, spec);
                    }
                    r!(dst) = result;
                }

                // ---- unpacking
                Op::UnpackSequence(dies, base, src, count) => {
                    let value = if dies & 1 != 0 { r!(src).take() } else { r!(src).clone() };
                    if !quick_unpack(&value, registers, base, count) {
                        let values = slow!(self.unpack(&value, count as usize));
                        for (i, value) in values.into_iter().enumerate() {
                            r!(base as usize + i) = value;
                        }
                    }
                }
                Op::UnpackStar(base, src, counts) => {
                    let value = r!(src).take();
                    let (before, after) = ((counts & 255) as usize, (counts >> 8) as usize);
                    let values = slow!(self.unpack_star(&value, before, after));
                    for (i, value) in values.into_iter().enumerate() {
                        r!(base as usize + i) = value;
                    }
                }

                // ---- calls
                Op::Call(argc, dst, base) => {
                    pending!();
                    save!();
                    quick_call!(registers.add(base as usize), 1, argc as usize, dst);
                    let called = unsafe {
                        self.call_registers(frame, registers.add(base as usize), 1, argc as usize, None, dst)
                    };
                    match called {
                        Ok(called) => called!(called, dst),
                        Err(raise) => return Err(raise),
                    }
                }
                Op::CallMethod(argc, dst, base) => {
                    pending!();
                    save!();
                    let bound = r!(base + 1).is_set();
                    let (skip, argc) = if bound { (1, argc as usize + 1) } else { (2, argc as usize) };
                    if bound {
                        if let Some(generator) = sent_into(&r!(base), &r!(base + 1), argc) {
                            let (generator, value) =
                                if argc == 2 { (generator, r!(base + 2).take()) } else { (generator, Value::None) };
                            r!(base) = Value::Unset;
                            r!(base + 1) = Value::Unset;
                            match slow!(self.begin_send(&generator, value, dst)) {
                                Prepared::Pushed => arrive!(),
                                Prepared::Finished => return Err(Exc::StopIteration.with(Vec::new())),
                            }
                            continue;
                        }
                    }
                    quick_call!(registers.add(base as usize), skip, argc, dst);
                    let called =
                        unsafe { self.call_registers(frame, registers.add(base as usize), skip, argc, None, dst) };
                    match called {
                        Ok(called) => called!(called, dst),
                        Err(raise) => return Err(raise),
                    }
                }
                Op::CallKw(argc, dst, base, names) => {
                    pending!();
                    save!();
                    let names = code!().constants[names as usize].typed::<Tuple>().cloned();
                    let called = unsafe {
                        self.call_registers(frame, registers.add(base as usize), 1, argc as usize, names.as_ref(), dst)
                    };
                    match called {
                        Ok(called) => called!(called, dst),
                        Err(raise) => return Err(raise),
                    }
                }
                Op::CallMethodKw(argc, dst, base, names) => {
                    pending!();
                    save!();
                    let names = code!().constants[names as usize].typed::<Tuple>().cloned();
                    let (skip, argc) = if r!(base + 1).is_set() { (1, argc as usize + 1) } else { (2, argc as usize) };
                    let called = unsafe {
                        self.call_registers(frame, registers.add(base as usize), skip, argc, names.as_ref(), dst)
                    };
                    match called {
                        Ok(called) => called!(called, dst),
                        Err(raise) => return Err(raise),
                    }
                }
                Op::CallSpread(dst, base) => {
                    pending!();
                    let (callee, args, kwargs) = (r!(base).take(), r!(base + 1).take(), r!(base + 2).take());
                    let called = slow!(self.call_spread(callee, args, kwargs, dst));
                    called!(called, dst)
                }
                Op::MakeFunction(flags, dst, i, base) => {
                    let made = make_function(unsafe { &*frame }, registers, i as usize);
                    let parts = take_values(registers, base, (flags & 15).count_ones() as u16);
                    finish_function(&made, flags, parts);
                    r!(dst) = made.into_value();
                }
                Op::LoadBuildClass(dst) => r!(dst) = slow!(self.load_build_class()),
                Op::Return(src) => {
                    let value = r!(src).take();
                    save!();
                    if unsafe { (*frame).plain } {
                        // The most common end, kept short: a function called by the language.
                        unsafe {
                            let dst = (*frame).dst;
                            self.depth -= 1;
                            clear_window(registers, (*(*frame).code).registers);
                            std::ptr::drop_in_place(&raw mut (*frame).function);
                            if (*frame).rare.is_some() {
                                std::ptr::drop_in_place(&raw mut (*frame).rare);
                            }
                            frame = frame.sub(1);
                            pc = (*frame).pc;
                            registers = (*frame).registers;
                            r!(dst) = value;
                        }
                        pending!();
                        continue;
                    }
                    ended!(unsafe { self.end_frame(value) });
                    pending!();
                }
                Op::ReturnNone => {
                    save!();
                    ended!(unsafe { self.end_frame(Value::None) });
                    pending!();
                }

                // ---- suspension
                Op::Yield(dies, _, src, _) => {
                    let value = if dies & 1 != 0 { r!(src).take() } else { r!(src).clone() };
                    let at = unsafe { pc.offset_from(code!().code.ops.as_ptr()) } as u32 - 1;
                    ended!(self.suspend(value, at, true));
                }
                Op::GetAwaitable(kind, dst, src) => {
                    let value = slow!(self.awaitable_iterator(&r!(src), kind));
                    r!(dst) = value;
                }
                Op::GetYieldFrom(dst, src) => {
                    let value = slow!(self.yield_from_iterator(&r!(src)));
                    r!(dst) = value;
                }
                Op::Delegate(dst, iter, _) => {
                    let inner = match &r!(iter) {
                        Value::Object(o) if o.kind() == Kind::Generator => {
                            let generator = unsafe { o.clone().cast_unchecked::<Generator>() };
                            if generator.has_frame() && generator.as_ref().class() != &types().async_generator {
                                Some(generator)
                            } else {
                                None
                            }
                        }
                        _ => None,
                    };
                    let at = unsafe { pc.offset_from(code!().code.ops.as_ptr()) } as u32 - 1;
                    if let Some(inner) = inner {
                        use crate::object::generator::Status;
                        if inner.status.get() == Status::Finished {
                            if let Some(raise) = self.thrown.take() {
                                save!();
                                return Err(raise);
                            }
                            self.sent = Value::None;
                            if inner.as_ref().class() == &types().coroutine {
                                slow!(crate::object::runtime_error::<()>("cannot reuse already awaited coroutine"));
                            }
                            r!(iter) = Value::Unset;
                            r!(dst) = Value::None;
                            continue;
                        }
                        slow!(self.delegate(&inner, at));
                        arrive!();
                        continue;
                    }
                    let with = match self.thrown.take() {
                        Some(raise) => crate::object::generator::Resume::Throw(raise.value()),
                        None => crate::object::generator::Resume::Send(std::mem::replace(&mut self.sent, Value::None)),
                    };
                    let iterator = registers.wrapping_add(iter as usize);
                    match slow!(self.step_iterator(unsafe { &*iterator }, with)) {
                        Step::Yield(value) => {
                            ended!(self.suspend(value, at, false));
                        }
                        Step::Return(value) | Step::Await(value) => {
                            r!(iter) = Value::Unset;
                            r!(dst) = value;
                        }
                    }
                }
                Op::GetAiter(dies, dst, src) => {
                    let value = slow!(self.async_iterator(&r!(src)));
                    dies!(dies, 0, src);
                    r!(dst) = value;
                }
                Op::GetAnext(dst, iter) => r!(dst) = slow!(self.async_next(&r!(iter))),
                Op::EndAsyncFor(exc, iter, offset) => {
                    let exception = r!(exc).take();
                    if class_of(&exception).is_subclass_of(types().exception(Exc::StopAsyncIteration)) {
                        r!(iter) = Value::Unset;
                        jump!(offset);
                    } else {
                        save!();
                        self.again = true;
                        return Err(self.raise_value(exception));
                    }
                }

                // ---- with
                Op::LoadWith(is_async, exit, enter, src) => {
                    let manager = r!(src).take();
                    let (e, x) = slow!(self.load_with(&manager, is_async != 0));
                    r!(enter) = e;
                    r!(exit) = x;
                }
                Op::ExitArguments(base, exc) => {
                    let exception = r!(exc).clone();
                    let traceback = match exception.get::<crate::object::exception::Exception>() {
                        Some(e) => e.traceback.get(),
                        None => Value::None,
                    };
                    r!(base + 1) = class_of(&exception).value();
                    r!(base + 2) = exception;
                    r!(base + 3) = traceback;
                }

                // ---- exceptions
                Op::Raise(exc) => {
                    let exception = r!(exc).take();
                    save!();
                    return Err(self.raise_statement(exception, None));
                }
                Op::RaiseFrom(exc, cause) => {
                    let (exception, cause) = (r!(exc).take(), r!(cause).take());
                    save!();
                    return Err(self.raise_statement(exception, Some(cause)));
                }
                Op::RaiseAgain => {
                    save!();
                    if self.handled.is_none() {
                        return crate::object::runtime_error("No active exception to reraise");
                    }
                    let exception = self.handled.clone();
                    self.again = true;
                    return Err(self.raise_value(exception));
                }
                Op::Reraise(exc) => {
                    let exception = r!(exc).take();
                    save!();
                    self.again = true;
                    return Err(self.raise_value(exception));
                }
                Op::PushHandled(save, exc) => {
                    let exception = r!(exc).clone();
                    let before = std::mem::replace(&mut self.handled, exception);
                    r!(save) = before;
                }
                Op::PopHandled(save) => {
                    let before = r!(save).take();
                    let gone = std::mem::replace(&mut self.handled, before);
                    drop(gone);
                    pending!();
                }
                Op::MatchException(dies, dst, exc, class) => {
                    let matches = slow!(self.match_exception(&r!(exc), &r!(class)));
                    dies!(dies, 0, class);
                    r!(dst) = Value::Bool(matches);
                }
                Op::MatchGroup(dies, base, class) => {
                    let group = r!(base).take();
                    let (matched, rest) = slow!(self.match_group(&group, &r!(class)));
                    dies!(dies, 0, class);
                    r!(base) = rest;
                    r!(base + 1) = matched;
                }
                Op::PrepareGroup(dst, exc, list) => {
                    let value = slow!(self.prepare_group(&r!(exc), &r!(list)));
                    r!(dst) = value;
                }
                Op::LoadAssertionError(dst) => r!(dst) = types().exception(Exc::AssertionError).value(),

                // ---- import
                Op::ImportName(dst, base, name) => {
                    let (level, names) = (r!(base).take(), r!(base + 1).take());
                    let name = code!().constants[name as usize].clone();
                    r!(dst) = slow!(self.import_name(&name, &level, &names));
                }
                Op::ImportFrom(dst, module, name) => {
                    let name = code!().constants[name as usize].clone();
                    let module = r!(module).clone();
                    r!(dst) = slow!(self.import_from(&module, &name));
                }
                Op::ImportStar(module) => {
                    let module = r!(module).take();
                    slow!(self.import_star(&module));
                }
                Op::ImportForgotten(dst, name) => {
                    let name = code!().constants[name as usize].clone();
                    r!(dst) = slow!(self.import_name(&name, &Value::Int(0), &Value::None));
                }

                // ---- match
                Op::MatchSequence(dst, subject) => {
                    let matches = match_flag(&r!(subject), crate::object::class::class_flag::SEQUENCE);
                    r!(dst) = Value::Bool(matches);
                }
                Op::MatchMapping(dst, subject) => {
                    let matches = match_flag(&r!(subject), crate::object::class::class_flag::MAPPING);
                    r!(dst) = Value::Bool(matches);
                }
                Op::GetLen(dst, subject) => {
                    let len = slow!(self.len(&r!(subject)));
                    r!(dst) = Value::from(len);
                }
                Op::MatchKeys(dst, subject, keys) => {
                    let value = slow!(self.match_keys(&r!(subject), &r!(keys)));
                    r!(dst) = value;
                }
                Op::MatchClass(count, dst, base) => {
                    let (class, names) = (r!(base + 1).take(), r!(base + 2).take());
                    let subject = r!(base).clone();
                    r!(dst) = slow!(self.match_class(&subject, &class, &names, count as usize));
                }
                Op::CopyWithoutKeys(dst, subject, keys) => {
                    let value = slow!(self.copy_without_keys(&r!(subject), &r!(keys)));
                    r!(dst) = value;
                }

                // ---- the rest
                Op::Intrinsic(which, dst, src) => {
                    let value = r!(src).take();
                    r!(dst) = slow!(self.intrinsic(which, vec![value]));
                }
                Op::IntrinsicMany(which, dst, base, count) => {
                    let values = take_values(registers, base, count);
                    r!(dst) = slow!(self.intrinsic(which, values));
                }
                Op::Statement => {}
            }
        }
    }

    /// A call whose callee stands at `base` and whose arguments start `skip` places behind it, in the registers of `frame`.
    ///
    /// # Safety
    /// As for the loop.
    #[inline(always)]
    unsafe fn call_registers(
        &mut self,
        frame: *mut Frame,
        base: *mut Value,
        skip: usize,
        argc: usize,
        names: Option<&Gc<Tuple>>,
        dst: u16,
    ) -> Outcome<Called> {
        unsafe {
            let callee = (*base).take();
            let argv = base.add(skip);
            if let Value::Object(object) = &callee {
                if object.kind() == Kind::Function && !(*frame).suspends {
                    // The callee's window begins at the arguments, in place.
                    let Value::Object(object) = callee else { return Ok(Called::Done(Value::None)) };
                    return self.push_function(
                        object.cast_unchecked::<Function>(),
                        argv,
                        argc,
                        names,
                        dst,
                        After::Store,
                    );
                }
                if object.kind() == Kind::NativeFunction && names.is_none() {
                    let native = object.get_unchecked::<NativeFunction>();
                    let arguments = std::slice::from_raw_parts(argv, argc);
                    let plain = native.native.arity.is_plain() && argc == native.native.arity.positional as usize;
                    let result = if plain && (native.owner.is_none() || skip == 1 && receiver_fits(native, arguments)) {
                        (native.native.call)(self, arguments)
                    } else {
                        self.call_with(&callee, arguments, None)
                    };
                    super::call::drop_range(argv, argc);
                    return result.map(Called::Done);
                }
            }
            let top = (*frame).top;
            if self.no_room(top, argc + 2) {
                super::call::drop_range(argv, argc);
                return Err(self.recursion_error());
            }
            for i in 0..argc {
                top.add(i).write((*argv.add(i)).take());
            }
            self.begin_call(callee, top, argc, names, dst, After::Store)
        }
    }

    /// The frame on top returns `value`.
    ///
    /// # Safety
    /// As for the loop.
    unsafe fn end_frame(&mut self, value: Value) -> Ended {
        let frame = unsafe { &mut *self.frames.start().add(self.depth - 1) };
        if frame.generator.is_some() {
            return unsafe { self.end_generator(value) };
        }
        self.depth -= 1;
        let gone = unsafe { self.frames.start().add(self.depth).read() };
        let (after, dst) = (gone.after, gone.dst);
        self.frame_gone(&gone);
        clear_window(gone.registers, gone.code().code.registers);
        let instance = if after == After::Init { unsafe { (*gone.registers.sub(1)).take() } } else { Value::Unset };
        drop(gone);
        match after {
            After::Exit => return Ended::Exit(Step::Return(value)),
            After::Init => {
                if !value.is_none() {
                    let name = crate::native::convert::type_name(&value).to_string();
                    return Ended::Raise(Exc::TypeError.raise(format!("__init__() should return None, not '{name}'")));
                }
                self.set_register(dst, instance);
            }
            _ => self.set_register(dst, value),
        }
        Ended::Continue
    }

    fn set_register(&mut self, dst: u16, value: Value) {
        // SAFETY: the frame on top is initialised, the register is in its window.
        unsafe {
            let caller = self.frames.start().add(self.depth - 1);
            *(*caller).registers.add(dst as usize) = value;
        }
    }

    /// The generator's frame on top returns `value`: to its awaiter, or to who resumed the chain.
    ///
    /// # Safety
    /// As for the loop.
    unsafe fn end_generator(&mut self, value: Value) -> Ended {
        let frame = unsafe { &mut *self.frames.start().add(self.depth - 1) };
        self.frame_gone(frame);
        let ended = frame.generator.clone();
        if let Some(ended) = &ended {
            ended.clear_window();
        }
        if self.return_to_awaiter() {
            drop(ended);
            let frame = unsafe { &mut *self.frames.start().add(self.depth - 1) };
            if let Op::Delegate(dst, iter, _) = unsafe { *frame.pc } {
                unsafe {
                    drop((*frame.registers.add(iter as usize)).take());
                    *frame.registers.add(dst as usize) = value;
                    frame.pc = frame.pc.add(1);
                }
            }
            return Ended::Continue;
        }
        self.depth -= 1;
        let mut gone = unsafe { self.frames.start().add(self.depth).read() };
        self.leave_handled(&mut gone);
        let (after, jump) = (gone.after, gone.jump);
        let is_async = ended.as_ref().is_some_and(|g| g.as_ref().class() == &types().async_generator);
        drop(gone);
        match after {
            After::Exit => Ended::Exit(Step::Return(value)),
            After::ForIter => {
                let caller = unsafe { &mut *self.frames.start().add(self.depth - 1) };
                // The iterator's register is cleared by its operation, which stands before `pc`.
                if let Op::ForIter(_, iter, _) = unsafe { *caller.pc.sub(1) } {
                    unsafe { *caller.registers.add(iter as usize) = Value::Unset };
                }
                caller.pc = unsafe { caller.pc.offset(jump as isize) };
                Ended::Continue
            }
            _ if is_async => Ended::Raise(Exc::StopAsyncIteration.with(Vec::new())),
            _ => {
                let arguments = if value.is_none() { Vec::new() } else { vec![value] };
                Ended::Raise(Exc::StopIteration.with(arguments))
            }
        }
    }

    /// The generator's frame on top suspends at operation `at` with a value for who resumed the chain.
    #[inline]
    fn suspend(&mut self, value: Value, at: u32, own: bool) -> Ended {
        let frame = self.suspend_frame(at);
        if let Some(leaf) = &frame.generator {
            if leaf.as_ref().class() == &types().async_generator {
                leaf.set_mark(crate::object::generator::mark::OWN_YIELD, own);
            }
        }
        match frame.after {
            After::Exit => Ended::Exit(Step::Yield(value)),
            _ => {
                self.set_register(frame.dst, value);
                Ended::Continue
            }
        }
    }
}

macro_rules! arithmetic_in_place {
    ($self:ident, $frame:ident, $pc:ident, $registers:ident, $target:ident, $right:ident, $operator:ident, $checked:ident) => {{
        let target = unsafe { &mut *$registers.add($target as usize) };
        match target {
            Value::Int(a) if let Some(c) = a.$checked(i64::from($right)) => *a = c,
            _ => {
                unsafe { (*$frame).pc = $pc };
                let value = match $self.in_place(BinaryOperator::$operator, target, &Value::Int(i64::from($right))) {
                    Ok(value) => value,
                    Err(raise) => return Err(raise),
                };
                *target = value;
            }
        }
    }};
}
use arithmetic_in_place;

/// Empties a window, keeping number registers as they are (they hold nothing).
#[inline]
pub(super) fn clear_window(registers: *mut Value, count: u16) {
    for i in 0..count as usize {
        // SAFETY: the window's registers are initialised; after this nobody reads them.
        unsafe {
            if let Value::Object(_) = &*registers.add(i) {
                drop((*registers.add(i)).take());
            }
        }
    }
}

fn take_values(registers: *mut Value, base: u16, count: u16) -> Vec<Value> {
    // SAFETY: registers of the window.
    (0..count as usize).map(|i| unsafe { (*registers.add(base as usize + i)).take() }).collect()
}

#[inline]
fn receiver_fits(native: &NativeFunction, arguments: &[Value]) -> bool {
    match (&native.owner, arguments.first()) {
        (Value::Object(owner), Some(receiver)) => {
            // `type` is left out for its `__new__`, whose receiver is an instance of it.
            let class = class_of(receiver);
            class.as_ref() == owner && class != &types().type_
        }
        _ => false,
    }
}

#[inline]
fn floor_div(a: i64, b: i64) -> Option<i64> {
    if b == 0 {
        return None;
    }
    let q = a.checked_div(b)?;
    Some(if (a % b != 0) && ((a < 0) != (b < 0)) { q - 1 } else { q })
}

#[inline]
fn modulo(a: i64, b: i64) -> Option<i64> {
    if b == 0 {
        return None;
    }
    let r = a.checked_rem(b)?;
    Some(if r != 0 && ((r < 0) != (b < 0)) { r + b } else { r })
}

#[inline]
fn shift_left(a: i64, b: i64) -> Option<i64> {
    if !(0..63).contains(&b) {
        return None;
    }
    let shifted = a << b;
    (shifted >> b == a).then_some(shifted)
}

#[inline]
fn int_power(a: i64, b: i64) -> Option<i64> {
    u32::try_from(b).ok().and_then(|b| a.checked_pow(b))
}

/// The operator with this number.
pub(super) fn binary_operator(number: u8) -> BinaryOperator {
    use BinaryOperator::*;
    const ALL: [BinaryOperator; 13] =
        [Add, Sub, Mul, MatMul, TrueDiv, FloorDiv, Mod, Pow, LShift, RShift, And, Or, Xor];
    ALL.get(number as usize).copied().unwrap_or(Add)
}

#[inline]
fn appendable(a: &crate::object::Ref, b: &crate::object::Ref) -> bool {
    let str = &types().str;
    a.count() == 1 && a.class() == str && b.class() == str && !a.has(crate::object::heap::flag::INTERNED) && a != b
}

#[inline(always)]
fn quick_global(function: &Function, entry: &CacheEntry) -> Option<Value> {
    let dict = match entry.state {
        CacheState::Global => &function.globals,
        CacheState::Builtin => {
            let same = function.globals.version.get() == entry.version
                && matches!(entry.value, Value::Int(i) if i == function.globals.as_ref().address() as i64);
            if !same {
                return None;
            }
            &function.builtins
        }
        _ => return None,
    };
    // SAFETY: read only, no user code in between.
    let table = unsafe { &*dict.table.as_ptr() };
    let found = table.entries.get(entry.index as usize)?;
    match &found.key {
        Value::Object(key) if key == entry.name.as_ref() => Some(found.value.clone()),
        _ => None,
    }
}

#[inline]
fn store_global(globals: &Gc<Dict>, entry: &mut CacheEntry, value: Value) {
    if entry.state == CacheState::Global {
        // SAFETY: no user code while the reference lives; the old value is dropped after.
        let table = unsafe { &mut *globals.table.as_ptr() };
        if let Some(found) = table.entries.get_mut(entry.index as usize) {
            if matches!(&found.key, Value::Object(key) if key == entry.name.as_ref()) {
                let old = std::mem::replace(&mut found.value, value);
                drop(old);
                return;
            }
        }
    }
    drop(globals.set_str(&entry.name, value));
    if let Some(index) = globals.find_str(&entry.name) {
        entry.state = CacheState::Global;
        entry.index = index as u32;
    }
}

#[inline(always)]
fn quick_attribute(value: &Value, entry: &CacheEntry) -> Option<Value> {
    let Value::Object(object) = value else { return None };
    match object.kind() {
        Kind::Instance => {
            let attributes = attributes(object)?;
            if attributes.version() == entry.version && entry.version != 0 {
                quick_instance(value, object, attributes, entry)
            } else {
                None
            }
        }
        _ => quick_other(value, object, entry),
    }
}

#[inline(always)]
fn quick_instance(value: &Value, object: &Ref, attributes: &Attributes, entry: &CacheEntry) -> Option<Value> {
    match entry.state {
        CacheState::Slot | CacheState::Member => {
            if (entry.index as usize) < object.capacity() {
                // SAFETY: within the capacity.
                unsafe { (*attributes.values().add(entry.index as usize)).clone().some() }
            } else {
                attributes.get_slot(object, entry.index as usize).some()
            }
        }
        CacheState::Value => Some(entry.value.clone()),
        CacheState::Method => Some(BoundMethod::create(entry.value.clone(), value.clone())),
        _ => None,
    }
}

#[inline(never)]
fn quick_other(value: &Value, object: &Ref, entry: &CacheEntry) -> Option<Value> {
    if object.kind() == Kind::Module {
        if entry.state != CacheState::Global {
            return None;
        }
        // SAFETY: the kind says so; read only.
        let table = unsafe { &*object.get_unchecked::<Module>().dict.table.as_ptr() };
        let found = table.entries.get(entry.index as usize)?;
        return match &found.key {
            Value::Object(key) if key == entry.name.as_ref() => Some(found.value.clone()),
            _ => None,
        };
    }
    if entry.version == 0 || receiver_version(value) != entry.version {
        return None;
    }
    match (object.kind(), attributes(object)) {
        (Kind::Class, _) => (entry.state == CacheState::Value).then(|| entry.value.clone()),
        (_, Some(attributes)) => quick_instance(value, object, attributes, entry),
        _ => match entry.state {
            CacheState::Value => Some(entry.value.clone()),
            CacheState::Method => Some(BoundMethod::create(entry.value.clone(), value.clone())),
            _ => None,
        },
    }
}

/// An attribute that is no method to be bound, if the site's cache fits.
pub(super) fn quick_attribute_value(value: &Value, entry: &CacheEntry) -> Option<Value> {
    if entry.state == CacheState::Method { None } else { quick_attribute(value, entry) }
}

#[inline(always)]
fn quick_method(value: &Value, entry: &CacheEntry) -> Option<Value> {
    if entry.state == CacheState::Method && entry.version != 0 && receiver_version(value) == entry.version {
        return Some(entry.value.clone());
    }
    None
}

/// The getter of a property that the site found on the class.
#[inline(always)]
fn quick_getter(value: &Value, entry: &CacheEntry) -> Option<Value> {
    if entry.state == CacheState::Property && entry.version != 0 && receiver_version(value) == entry.version {
        let property = entry.value.get::<crate::object::descriptor::Property>()?;
        return Some(property.getter.get()).filter(|getter| !getter.is_none());
    }
    None
}

/// Stores into a known slot; gives the value back when the cache does not fit.
#[inline(always)]
fn quick_store(value: &Value, entry: &CacheEntry, new: Value) -> Option<Value> {
    if let Value::Object(object) = value {
        if let Some(attributes) = attributes(object) {
            let version = attributes.version();
            if version == entry.version && version != 0 {
                if (entry.index as usize) >= object.capacity() {
                    // The first instances of a class may keep some of their attributes elsewhere.
                    if !matches!(entry.state, CacheState::Slot | CacheState::Member) {
                        return Some(new);
                    }
                    drop(attributes.set_slot(object, entry.index as usize, new));
                    return None;
                }
                match entry.state {
                    CacheState::Slot | CacheState::Member => {}
                    CacheState::Transition => {
                        let Value::Int(shape) = entry.value else { return Some(new) };
                        attributes.shape.set(shape as usize as *const crate::object::attributes::Shape);
                    }
                    _ => return Some(new),
                }
                // SAFETY: within the capacity; the old value is dropped after the slot holds the new one.
                let old = unsafe { std::mem::replace(&mut *attributes.values().add(entry.index as usize), new) };
                drop(old);
                return None;
            }
        }
    }
    Some(new)
}

#[inline(always)]
fn quick_item(object: &Value, key: &Value) -> Option<Value> {
    let Value::Object(object) = object else { return None };
    match (object.kind(), key) {
        (Kind::List, Value::Int(i)) if object.class() == &types().list => {
            // SAFETY: the kind says so; read only.
            let items = unsafe { &*object.get_unchecked::<List>().items.as_ptr() };
            let at = if *i < 0 { *i + items.len() as i64 } else { *i };
            items.get(usize::try_from(at).ok()?).cloned()
        }
        (Kind::Tuple, Value::Int(i)) if object.class() == &types().tuple => {
            // SAFETY: the kind says so.
            let items = unsafe { object.get_unchecked::<Tuple>() }.as_slice();
            let at = if *i < 0 { *i + items.len() as i64 } else { *i };
            items.get(usize::try_from(at).ok()?).cloned()
        }
        (Kind::Dict, key) if object.class() == &types().dict => {
            let hash = quick_hash(key)?;
            // SAFETY: the kind says so.
            let dict = unsafe { object.get_unchecked::<Dict>() };
            let position = dict.find(hash, key).ok()??;
            Some(dict.value_at(position))
        }
        _ => None,
    }
}

#[inline(always)]
fn quick_hash(key: &Value) -> Option<i64> {
    match key {
        Value::Int(i) => Some(crate::object::hash::int_hash(*i)),
        Value::Object(o) if o.kind() == Kind::Str && o.class() == &types().str => {
            // SAFETY: the kind says so.
            Some(unsafe { o.get_unchecked::<Str>() }.hash())
        }
        _ => None,
    }
}

#[inline(always)]
fn quick_store_item(object: &Value, key: &Value, new: Value) -> Result<Value, Value> {
    let Value::Object(object) = object else { return Err(new) };
    match (object.kind(), key) {
        (Kind::List, Value::Int(i)) if object.class() == &types().list => {
            // SAFETY: the kind says so.
            let list = unsafe { object.get_unchecked::<List>() };
            let at = if *i < 0 { *i + list.len() as i64 } else { *i };
            match usize::try_from(at) {
                Ok(at) => list.set(at, new),
                Err(_) => Err(new),
            }
        }
        (Kind::Dict, key) if object.class() == &types().dict => {
            let Some(hash) = quick_hash(key) else { return Err(new) };
            // SAFETY: the kind says so.
            let dict = unsafe { object.get_unchecked::<Dict>() };
            match dict.find(hash, key) {
                Ok(Some(position)) => Ok(dict.replace_at(position, new)),
                Ok(None) => {
                    dict.add(hash, key.clone(), new);
                    Ok(Value::Unset)
                }
                Err(()) => Err(new),
            }
        }
        _ => Err(new),
    }
}

/// The next value of an iterator over an exact list or tuple; None when it is another kind of sequence.
#[inline(always)]
fn quick_sequence(object: &crate::object::Ref) -> Option<Option<Value>> {
    // SAFETY: the kind says so; read only.
    let iterator = unsafe { object.get_unchecked::<SequenceIterator>() };
    if iterator.reverse {
        return None;
    }
    let sequence = unsafe { &*iterator.sequence.as_ptr() };
    let Value::Object(sequence) = sequence else { return None };
    let index = iterator.index.get();
    let item = match sequence.kind() {
        Kind::List if object.class() == &types().list_iterator => {
            // SAFETY: the kind says so.
            unsafe { &*sequence.get_unchecked::<List>().items.as_ptr() }.get(index).cloned()
        }
        Kind::Tuple if object.class() == &types().tuple_iterator => {
            // SAFETY: the kind says so.
            unsafe { sequence.get_unchecked::<Tuple>() }.as_slice().get(index).cloned()
        }
        _ => return None,
    };
    match item {
        Some(item) => {
            iterator.index.set(index + 1);
            Some(Some(item))
        }
        None => {
            drop(iterator.sequence.take());
            Some(None)
        }
    }
}

#[inline]
fn quick_unpack(value: &Value, registers: *mut Value, base: u16, count: u16) -> bool {
    let Value::Object(object) = value else { return false };
    let items: &[Value] = match object.kind() {
        // SAFETY: the kinds say so; read only, and dropping old registers runs no user code.
        Kind::Tuple if object.class() == &types().tuple => unsafe { object.get_unchecked::<Tuple>() }.as_slice(),
        Kind::List if object.class() == &types().list => unsafe { &*object.get_unchecked::<List>().items.as_ptr() },
        _ => return false,
    };
    if items.len() != count as usize {
        return false;
    }
    for (i, item) in items.iter().enumerate() {
        // SAFETY: registers of the window.
        unsafe { *registers.add(base as usize + i) = item.clone() };
    }
    true
}

fn join_strings(registers: *mut Value, base: u16, count: u16) -> Value {
    let mut text = String::new();
    for i in 0..count as usize {
        // SAFETY: registers of the window.
        if let Some(part) = unsafe { &*registers.add(base as usize + i) }.get::<Str>() {
            text.push_str(part.as_str());
        }
    }
    Value::from(text)
}

#[inline]
fn match_flag(value: &Value, flag: u16) -> bool {
    class_of(value).has_flag(flag)
}

/// `next(g)`/`g.send(v)` called as a method of a generator: the generator to resume in this loop.
#[inline]
fn sent_into(callee: &Value, receiver: &Value, argc: usize) -> Option<Gc<Generator>> {
    let Value::Object(object) = receiver else { return None };
    if object.kind() != Kind::Generator || object.class() == &types().async_generator {
        return None;
    }
    let native = callee.get::<NativeFunction>()?;
    let wanted = match native.native.name() {
        "send" => 2,
        "__next__" => 1,
        _ => return None,
    };
    let generator = receiver.typed::<Generator>()?;
    (argc == wanted && generator.has_frame()).then(|| generator.clone())
}

fn make_function(frame: &Frame, registers: *mut Value, constant: usize) -> Gc<Function> {
    use crate::bytecode::code::Capture;
    let outer = &frame.function;
    let code = match frame.code().constants[constant].typed::<Code>() {
        Some(code) => code.clone(),
        None => outer.code.get(),
    };
    let closure: Box<[Gc<Cell_>]> = code
        .code
        .captures
        .iter()
        .map(|capture| match capture {
            Capture::Cell(register) => {
                // SAFETY: a register of the window.
                let value = unsafe { &*registers.add(*register as usize) };
                value.typed::<Cell_>().cloned().unwrap_or_else(|| Cell_::create(Value::Unset))
            }
            Capture::Free(i) => outer.closure.get(*i as usize).cloned().unwrap_or_else(|| Cell_::create(Value::Unset)),
        })
        .collect();
    Function::create(code, outer.globals.clone(), outer.builtins.clone(), closure)
}

fn finish_function(function: &Gc<Function>, flags: u8, parts: Vec<Value>) {
    let mut parts = parts.into_iter();
    for (bit, place) in
        [(1, &function.defaults), (2, &function.kwdefaults), (4, &function.annotations), (8, &function.type_params)]
    {
        if flags & bit != 0 {
            place.set(parts.next().unwrap_or(Value::None));
        }
    }
}
