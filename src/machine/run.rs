//! The dispatch loop: one match over the operations. The short way of each stands here (see [`quick`](super::quick)), the
//! long one in [`halves`](super::halves); operations without a short way in [`seldom`](super::seldom).
//!
//! One flat loop: calls, returns, suspensions and resumptions of the language stay inside it and only exchange the
//! local copies of `pc` and `registers`. It ends when a frame whose `after` is Exit returns, suspends or raises. What is
//! long stands outside: with it in here, the compiler would keep `pc` and `registers` in memory, and every operation
//! would wait for them.
//!
//! # Safety
//! `pc` stays inside the code's operations (the verifier checks jumps, and code ends in a return or a raise); register
//! operands are below the code's register count, for which every window has room; `frame` is the frame at `depth - 1`,
//! which does not move. A register is written by assignment, so that what it held is dropped.

// Frames and code are reached through raw pointers that are good by the rules above.
#![allow(dangerous_implicit_autorefs)]

use super::Machine;
use super::chain::{sent_by, sent_into};
use super::ending::{Ended, clear_window};
use super::feed::Fed;
use super::frame::{After, Frame, Held, Simple};
use super::quick::*;
use super::seldom::Flow;
use crate::bytecode::Op;
use crate::bytecode::op::SENSE;
use crate::native::bind;
use crate::object::descriptor::{NativeFunction, RangeIterator};
use crate::object::function::{Cell_, Code, Function};
use crate::object::generator::{Generator, Status, Step};
use crate::object::heap::{Gc, Kind};
use crate::object::list::List;
use crate::object::{Outcome, Raise, Value};

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
        // A register becomes a copy of a value.
        macro_rules! copy {
            ($dst:expr, $value:expr) => {{
                let value: &Value = $value;
                let copy = value.clone();
                r!($dst) = copy;
            }};
        }
        // A register becomes True or False.
        macro_rules! truth_to {
            ($dst:expr, $truth:expr) => {{
                let truth: bool = $truth;
                Value::set_bool(&mut r!($dst), truth);
            }};
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
        macro_rules! long {
            ($e:expr) => {{
                save!();
                match $e {
                    Ok(value) => value,
                    Err(raise) => {
                        rarely();
                        return Err(raise);
                    }
                }
            }};
        }
        // The same behind a short way that nearly always does.
        macro_rules! rare {
            ($e:expr) => {{
                rarely();
                long!($e)
            }};
        }
        // Among threads a call counts as a back edge does: the short ways of calls are closed then, so that only they pay.
        macro_rules! tick_of_threads {
            () => {
                if self.recursion_limit == 0 {
                    self.ticks -= 1;
                    if self.ticks < 0 {
                        rare!(self.safe_point());
                    }
                }
            };
        }
        // The same, of what may enter a frame or jump.
        macro_rules! flow {
            ($e:expr) => {
                match long!($e) {
                    Flow::Next => {}
                    Flow::Jump(offset) => jump!(offset),
                    Flow::Enter => enter!(),
                    Flow::Go => reload!(),
                }
            };
        }
        macro_rules! dies {
            ($dies:expr, $bit:expr, $i:expr) => {
                if $dies & (1 << $bit) != 0 {
                    r!($i) = Value::Unset;
                }
            };
        }
        // Whether a register's value is in another's, both of which may die.
        macro_rules! contains {
            ($dies:expr, $key:expr, $container:expr) => {
                match quick_member(&r!($container), &r!($key)) {
                    Some(found) => {
                        dies!($dies, 1, $container);
                        found
                    }
                    None => long!(self.long_contains($dies, $key, $container, registers)),
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
                unsafe { &mut *code!().running().caches.get_unchecked($i as usize).as_ptr() }
            };
        }
        macro_rules! pending {
            () => {
                if unsafe { (*self.pending).get() } {
                    rare!(self.run_pending());
                }
            };
        }
        // No `Option` of a number or a value in here: what it leaves undefined when it is none would be carried around
        // the loop in the processor's registers.
        macro_rules! arithmetic {
            ($dst:expr, $left:expr, $right:expr, $checked:ident, $op:tt) => {
                match (&r!($left), &r!($right)) {
                    (Value::Int(a), Value::Int(b)) => {
                        let (result, overflow) = a.$checked(*b);
                        if overflow {
                            rare!(self.long_binary(pc, registers))
                        } else {
                            r!($dst) = Value::Int(result)
                        }
                    }
                    (Value::Float(x), Value::Float(y)) => {
                        let result = x.get() $op y.get();
                        r!($dst) = Value::float(result);
                    }
                    _ => rare!(self.long_binary(pc, registers)),
                }
            };
        }
        // Of ints that meet a condition.
        macro_rules! arithmetic_if {
            ($dst:expr, $left:expr, $right:expr, |$a:ident, $b:ident| $condition:expr, $result:expr) => {
                match (&r!($left), &r!($right)) {
                    (&Value::Int($a), &Value::Int($b)) if $condition => {
                        let result = $result;
                        r!($dst) = Value::Int(result);
                    }
                    _ => rare!(self.long_binary(pc, registers)),
                }
            };
        }
        macro_rules! arithmetic_int {
            ($dst:expr, $left:expr, $right:expr, $checked:ident, $op:tt) => {
                match &r!($left) {
                    Value::Int(a) => {
                        let (result, overflow) = a.$checked(i64::from($right));
                        if overflow {
                            rare!(self.long_binary_int(pc, registers))
                        } else {
                            r!($dst) = Value::Int(result)
                        }
                    }
                    Value::Float(x) => {
                        let result = x.get() $op f64::from($right);
                        r!($dst) = Value::float(result);
                    }
                    _ => rare!(self.long_binary_int(pc, registers)),
                }
            };
        }
        macro_rules! in_place_int {
            ($target:expr, $right:expr, $checked:ident) => {
                match &mut r!($target) {
                    Value::Int(a) => {
                        let (result, overflow) = a.$checked(i64::from($right));
                        if overflow { rare!(self.long_in_place(pc, registers)) } else { *a = result }
                    }
                    _ => rare!(self.long_in_place(pc, registers)),
                }
            };
        }
        macro_rules! compare {
            ($dst:expr, $left:expr, $right:expr, $op:tt) => {
                match (&r!($left), &r!($right)) {
                    (Value::Int(a), Value::Int(b)) => { let v = a $op b; truth_to!($dst, v) }
                    (Value::Float(a), Value::Float(b)) => { let v = a.get() $op b.get(); truth_to!($dst, v) }
                    _ => rare!(self.long_compare(pc, registers)),
                }
            };
        }
        macro_rules! compare_jump {
            ($sense:expr, $left:expr, $right:expr, $offset:expr, $op:tt) => {{
                let truth = match (&r!($left), &r!($right)) {
                    (Value::Int(a), Value::Int(b)) => a $op b,
                    (Value::Float(a), Value::Float(b)) => a.get() $op b.get(),
                    _ => rare!(self.long_compare_jump(pc, registers)),
                };
                if truth == ($sense & SENSE != 0) {
                    branch();
                    jump!($offset);
                } else {
                    done();
                }
            }};
        }
        macro_rules! compare_jump_int {
            ($sense:expr, $left:expr, $right:expr, $offset:expr, $op:tt) => {{
                let truth = match &r!($left) {
                    Value::Int(a) => *a $op i64::from($right),
                    _ => rare!(self.long_compare_jump(pc, registers)),
                };
                if truth == ($sense & SENSE != 0) {
                    branch();
                    jump!($offset);
                } else {
                    done();
                }
            }};
        }
        macro_rules! truth {
            ($i:expr) => {
                match &r!($i) {
                    Value::Bool(b) => b.get(),
                    Value::None => false,
                    Value::Int(i) => *i != 0,
                    value => {
                        let value = value as *const Value;
                        rare!(self.truth(unsafe { &*value }))
                    }
                }
            };
        }
        // What is sent or thrown arrives at the operation where a generator's frame stands.
        macro_rules! arrive {
            () => {{
                self.arrive()?;
                reload!();
            }};
        }
        // A frame was pushed: a function's, or a generator's, where something arrives.
        macro_rules! enter {
            () => {{
                frame = unsafe { self.frames.start().add(self.depth - 1) };
                if unsafe { (*frame).suspends } {
                    arrive!();
                } else {
                    pc = unsafe { (*frame).pc };
                    registers = unsafe { (*frame).registers };
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

        // The most common call, kept short: a function of the language, exactly its positional parameters given. Called by
        // a plain frame, its window begins at the arguments, in place; called by a generator's, whose registers are in the
        // heap, they go to the register stack. And a native that takes what it is given, or has defaults for the rest.
        macro_rules! quick_call {
            ($base:expr, $skip:expr, $argc:expr, $dst:expr) => {
                unsafe {
                    let base: *mut Value = $base;
                    if let Value::Object(callee) = &*base {
                        if callee.kind() == Kind::Function {
                            let function = callee.get_unchecked::<Function>();
                            let code: *const Code = &**(&*function.code.as_ptr());
                            let moved = (*frame).suspends;
                            let window = if moved { (*frame).top } else { base.add($skip) };
                            let count = (*code).registers as usize;
                            let mut dst = $dst;
                            if self.depth < self.recursion_limit
                                && window.add(count) <= self.bounds.ready
                                && ((*code).plain_args() as usize == $argc
                                    || ((*code).still_args() as usize == $argc
                                        && moved
                                        && match self.awaits_still(pc, dst) {
                                            Some(awaited) => {
                                                // The caller stands at its await, and goes on behind it.
                                                (*frame).pc = pc.add(2);
                                                dst = awaited;
                                                true
                                            }
                                            None => false,
                                        }))
                            {
                                let Value::Object(callee) = (*base).take() else { std::hint::unreachable_unchecked() };
                                if moved {
                                    for i in 0..$argc {
                                        window.add(i).write((*base.add($skip + i)).take());
                                    }
                                }
                                // The temporaries hold no objects: see `frame`.
                                for i in $argc..(*code).locals() as usize {
                                    window.add(i).write(Value::Unset);
                                }
                                debug_assert!(
                                    ($argc..count).all(|i| (*window.add(i)).object().is_none()),
                                    "an object above the windows in use: this is a bug in Co"
                                );
                                self.depth += 1;
                                frame = frame.add(1);
                                pc = (*code).start();
                                registers = window;
                                frame.write(Frame {
                                    pc,
                                    registers,
                                    top: window.add(count),
                                    code,
                                    function: Held::owned(callee.cast_unchecked::<Function>()),
                                    generator: None,
                                    root: None,
                                    rare: None,
                                    dst,
                                    jump: 0,
                                    after: After::Store,
                                    below: false,
                                    plain: true,
                                    suspends: false,
                                    simple: Simple::No,
                                });
                                continue;
                            }
                            if (*code).made_args() as usize == $argc
                                && moved
                                && self.enter_call(frame, base, $skip, pc, $dst)
                            {
                                pc = (*frame).pc;
                                registers = (*frame).registers;
                                continue;
                            }
                        } else if callee.kind() == Kind::NativeFunction {
                            if $argc != 0 && (*base.add($skip + $argc - 1)).kind() == Some(Kind::Generator) {
                                if self.begin_feed(base, $skip, $argc, $dst)? {
                                    enter!();
                                    continue;
                                }
                            }
                            let native = callee.get_unchecked::<NativeFunction>();
                            let plain =
                                native.native.arity.is_plain() && $argc == native.native.arity.positional as usize;
                            if plain || native.native.arity.is_short($argc) {
                                let arguments = std::slice::from_raw_parts(base.add($skip), $argc);
                                if native.owner.is_none() || receiver_fits(native, arguments) {
                                    if let Some(at_once) = native.native.at_once
                                        && self.awaited_into(pc, $dst).is_some()
                                        && let Some(ended) = self.await_at_once(at_once, base, $skip, $argc, pc)?
                                    {
                                        ended!(ended);
                                        continue;
                                    }
                                    let result = if plain {
                                        (native.native.call)(self, arguments)
                                    } else {
                                        let wanted = !matches!(*pc, Op::Clear(unused) if unused == $dst);
                                        bind::call_short(self, native.native, arguments, wanted)
                                    };
                                    for i in 0..$skip + $argc {
                                        *base.add(i) = Value::Unset;
                                    }
                                    match result {
                                        Ok(value) => r!($dst) = value,
                                        Err(raise) => return Err(raise),
                                    }
                                    done();
                                    continue;
                                }
                            }
                        }
                    }
                }
            };
        }
        // The most common end, kept short: a function called by the language, which has no frame object. What has died
        // is not looked at again.
        macro_rules! quick_return {
            ($value:expr) => {
                unsafe {
                    let value: Value = $value;
                    let dst = (*frame).dst;
                    self.depth -= 1;
                    let code = (*frame).code;
                    clear_window(registers, (*code).returning);
                    debug_assert!(
                        (0..(*code).registers as usize).all(|i| (*registers.add(i)).object().is_none()),
                        "an object in a dead register: this is a bug in Co"
                    );
                    (*frame).function.let_go();
                    frame = frame.sub(1);
                    pc = (*frame).pc;
                    registers = (*frame).registers;
                    r!(dst) = value;
                    pending!();
                    done();
                    continue;
                }
            };
        }
        // The end of a generator in a chain: its awaiter goes on.
        macro_rules! in_chain {
            ($value:expr) => {
                unsafe {
                    if (*frame).suspends && self.returns_quickly(frame) {
                        self.return_to_awaiting(frame, $value);
                        pc = (*frame).pc;
                        registers = (*frame).registers;
                        pending!();
                        continue;
                    }
                }
            };
        }
        // Goes on in a suspended generator, or in the innermost one of its chain, without asking anybody. What is to be done
        // when its frame is entered comes last.
        macro_rules! quick_resume {
            ($generator:expr, $sent:expr, $dst:expr, $jump:expr, $after:expr, $entered:block) => {
                if self.handled.is_none() && self.depth < self.recursion_limit {
                    unsafe {
                        let generator: &Gc<Generator> = $generator;
                        if self.resume_warm(frame, generator, $dst, $jump, $after)
                            || self.resume_suspended(frame, generator, $dst, $jump, $after)
                        {
                            frame = frame.add(1);
                            (pc, registers) = ((*frame).pc, (*frame).registers);
                            let sent = $sent;
                            if let Op::Yield(_, dst, _, _) = *pc {
                                pc = pc.add(1);
                                // What is sent is mostly nothing, and nobody looks at it.
                                if matches!(sent, Value::None)
                                    && let Op::Clear(unused) = *pc
                                    && unused == dst
                                {
                                    pc = pc.add(1);
                                    r!(dst) = Value::Unset;
                                } else {
                                    r!(dst) = sent;
                                }
                            } else {
                                self.sent = sent;
                            }
                            $entered
                            done();
                            continue;
                        }
                    }
                }
            };
        }
        // A step of a `for` loop over a range, a list or a tuple.
        macro_rules! plain_step {
            ($dst:expr, $iter:expr, $offset:expr) => {
                if let Value::Object(object) = &r!($iter) {
                    if object.kind() == Kind::RangeIterator {
                        let range = unsafe { object.get_unchecked::<RangeIterator>() };
                        let left = range.left.get();
                        if left == 0 {
                            r!($iter) = Value::Unset;
                            jump!($offset);
                        } else {
                            let value = range.next.get();
                            range.left.set(left - 1);
                            range.next.set(value.wrapping_add(range.step));
                            r!($dst) = Value::Int(value);
                        }
                        continue;
                    }
                    if object.kind() == Kind::SequenceIterator
                        && let Some(value) = quick_sequence(object)
                    {
                        copy!($dst, value);
                        continue;
                    }
                }
            };
        }

        if std::mem::take(&mut self.arriving) {
            arrive!();
        }

        loop {
            let at = pc;
            pc = unsafe { pc.add(1) };
            // A place, not a copy: each arm reads its own operands.
            match *unsafe { &*at } {
                // ---- moving values
                Op::Move(dst, src) => copy!(dst, &r!(src)),
                Op::Take(dst, src) => {
                    let value = r!(src).take();
                    r!(dst) = value;
                }
                Op::LoadConst(dst, i) => copy!(dst, unsafe { code!().running().constants.get_unchecked(i as usize) }),
                Op::LoadInt(dst, i) => r!(dst) = Value::Int(i64::from(i)),
                Op::LoadNone(dst) => r!(dst) = Value::None,
                Op::LoadTrue(dst) => truth_to!(dst, true),
                Op::LoadFalse(dst) => r!(dst) = Value::bool(false),
                Op::Clear(i) => {
                    r!(i) = Value::Unset;
                    pending!();
                    done();
                }
                Op::CheckBound(i) => {
                    if !r!(i).is_set() {
                        rare!(self.unbound_local(code!(), i));
                    }
                    done();
                }

                // ---- names
                Op::LoadGlobal(dst, c) => {
                    let entry = cache!(c);
                    match quick_global(unsafe { &(*frame).function.globals }, entry) {
                        Some(value) => copy!(dst, unsafe { &*value }),
                        None => match quick_builtin(unsafe { &(*frame).function }, entry) {
                            Some(value) => copy!(dst, unsafe { &*value }),
                            None => rare!(self.long_global(frame, entry, &mut r!(dst))),
                        },
                    }
                }
                Op::LoadGlobalInPlace(operator, dst, c) => {
                    let entry = cache!(c);
                    let globals = unsafe { &(*frame).function.globals };
                    if let Some(target) = quick_global(globals, entry)
                        && let Op::LoadGlobal(_, c) = *unsafe { &*pc }
                        && let Some(right) = quick_global(globals, cache!(c))
                        && let (Value::Int(a), Value::Int(b)) = unsafe { (&*target, &*right) }
                    {
                        let (result, overflow) = quick_in_place(operator, *a, *b);
                        if !overflow {
                            // SAFETY: where a number stands.
                            unsafe { target.write(Value::Int(result)) };
                            jump!(3);
                            continue;
                        }
                    }
                    match quick_global(globals, entry) {
                        Some(value) => copy!(dst, unsafe { &*value }),
                        None => rare!(self.long_global(frame, entry, &mut r!(dst))),
                    }
                }
                Op::StoreGlobal(dies, src, c) => {
                    let value = if dies & 1 != 0 { r!(src).take() } else { r!(src).clone() };
                    let (globals, entry) = (unsafe { &(*frame).function.globals }, cache!(c));
                    match quick_global(globals, entry) {
                        Some(place) => {
                            // The old value is dropped after the new one stands there.
                            let old = unsafe { std::mem::replace(&mut *place, value) };
                            if let Value::Object(_) = old {
                                drop(old);
                                pending!();
                            }
                            done();
                        }
                        None => {
                            store_global(globals, entry, value);
                            pending!();
                        }
                    }
                }
                Op::LoadCell(dst, i) => match r!(i).get::<Cell_>() {
                    Some(cell) if unsafe { (*cell.value.as_ptr()).is_set() } => {
                        copy!(dst, unsafe { &*cell.value.as_ptr() })
                    }
                    _ => rare!(self.unbound_local(code!(), i)),
                },
                Op::StoreCell(dies, src, i) => {
                    let value = if dies & 1 != 0 { r!(src).take() } else { r!(src).clone() };
                    if let Some(cell) = r!(i).get::<Cell_>() {
                        cell.value.set(value);
                    }
                    done();
                }
                Op::LoadFree(dst, i) => {
                    let cell = unsafe { (*frame).function.closure.get_unchecked(i as usize) };
                    let value = unsafe { &*cell.value.as_ptr() };
                    if !value.is_set() {
                        rare!(self.unbound_free(code!(), i));
                    }
                    copy!(dst, value);
                }
                Op::StoreFree(dies, src, i) => {
                    let value = if dies & 1 != 0 { r!(src).take() } else { r!(src).clone() };
                    unsafe { (*frame).function.closure.get_unchecked(i as usize) }.value.set(value);
                    done();
                }

                // ---- arithmetic
                Op::Add(_, dst, a, b) => arithmetic!(dst, a, b, overflowing_add, +),
                Op::Sub(_, dst, a, b) => arithmetic!(dst, a, b, overflowing_sub, -),
                Op::Mul(_, dst, a, b) => arithmetic!(dst, a, b, overflowing_mul, *),
                Op::TrueDiv(_, dst, a, b) => match (&r!(a), &r!(b)) {
                    (Value::Float(x), Value::Float(y)) if y.get() != 0.0 => {
                        let result = Value::float(x.get() / y.get());
                        r!(dst) = result;
                    }
                    // Exact where both fit a float's 53 bits.
                    (Value::Int(x), Value::Int(y)) if *y != 0 && fits_float(*x) && fits_float(*y) => {
                        let result = Value::float(*x as f64 / *y as f64);
                        r!(dst) = result;
                    }
                    _ => rare!(self.long_binary(pc, registers)),
                },
                // Rounding down and rounding to the nearest that leaves a positive rest are the same for positive divisors.
                Op::FloorDiv(_, dst, a, b) => arithmetic_if!(dst, a, b, |a, b| b > 0, a.div_euclid(b)),
                Op::Mod(_, dst, a, b) => arithmetic_if!(dst, a, b, |a, b| b > 0, a.rem_euclid(b)),
                Op::And(_, dst, a, b) => arithmetic_if!(dst, a, b, |a, b| true, a & b),
                Op::Or(_, dst, a, b) => arithmetic_if!(dst, a, b, |a, b| true, a | b),
                Op::Xor(_, dst, a, b) => arithmetic_if!(dst, a, b, |a, b| true, a ^ b),
                Op::LShift(_, dst, a, b) => {
                    arithmetic_if!(dst, a, b, |a, b| (0..63).contains(&b) && (a << b) >> b == a, a << b)
                }
                Op::RShift(_, dst, a, b) => arithmetic_if!(dst, a, b, |a, b| b >= 0, a >> b.min(63)),
                Op::Pow(..) | Op::MatMul(..) => rare!(self.long_binary(pc, registers)),
                Op::AddInt(_, dst, a, b) => arithmetic_int!(dst, a, b, overflowing_add, +),
                Op::SubInt(_, dst, a, b) => arithmetic_int!(dst, a, b, overflowing_sub, -),
                Op::MulInt(_, dst, a, b) => arithmetic_int!(dst, a, b, overflowing_mul, *),
                Op::FloorDivInt(_, dst, a, b) => match &r!(a) {
                    Value::Int(a) if b > 0 => {
                        let result = a.div_euclid(i64::from(b));
                        r!(dst) = Value::Int(result);
                    }
                    _ => rare!(self.long_binary_int(pc, registers)),
                },
                Op::ModInt(_, dst, a, b) => match &r!(a) {
                    Value::Int(a) if b > 0 => {
                        let result = a.rem_euclid(i64::from(b));
                        r!(dst) = Value::Int(result);
                    }
                    _ => rare!(self.long_binary_int(pc, registers)),
                },
                Op::InPlaceAddInt(target, right) => in_place_int!(target, right, overflowing_add),
                Op::InPlaceSubInt(target, right) => in_place_int!(target, right, overflowing_sub),
                Op::InPlace(operator, target, right, _) => match (&r!(target), &r!(right)) {
                    (Value::Int(a), Value::Int(b)) => {
                        let (result, overflow) = if operator == 0 {
                            branch();
                            a.overflowing_add(*b)
                        } else {
                            quick_in_place(operator, *a, *b)
                        };
                        if overflow {
                            rare!(self.long_in_place(pc, registers));
                        } else {
                            r!(target) = Value::Int(result);
                        }
                    }
                    (Value::Float(a), Value::Float(b)) if operator < 3 => {
                        let value = match operator {
                            0 => a.get() + b.get(),
                            1 => a.get() - b.get(),
                            _ => a.get() * b.get(),
                        };
                        r!(target) = Value::float(value);
                    }
                    _ => rare!(self.long_in_place(pc, registers)),
                },
                Op::Negative(_, dst, src) => match &r!(src) {
                    Value::Int(i) if *i != i64::MIN => {
                        let result = -*i;
                        r!(dst) = Value::Int(result);
                    }
                    Value::Float(f) => {
                        let result = -f.get();
                        r!(dst) = Value::float(result);
                    }
                    _ => rare!(self.long_negative(pc, registers)),
                },
                Op::Not(dies, dst, src) => {
                    let truth = truth!(src);
                    dies!(dies, 0, src);
                    truth_to!(dst, !truth);
                }

                // ---- comparison
                Op::Lt(_, dst, a, b) => compare!(dst, a, b, <),
                Op::Le(_, dst, a, b) => compare!(dst, a, b, <=),
                Op::Eq(_, dst, a, b) => compare!(dst, a, b, ==),
                Op::Ne(_, dst, a, b) => compare!(dst, a, b, !=),
                Op::Gt(_, dst, a, b) => compare!(dst, a, b, >),
                Op::Ge(_, dst, a, b) => compare!(dst, a, b, >=),
                Op::Is(dies, dst, a, b) => {
                    let same = r!(a).is(&r!(b));
                    dies!(dies, 0, a);
                    dies!(dies, 1, b);
                    truth_to!(dst, same);
                }
                Op::IsNot(dies, dst, a, b) => {
                    let same = r!(a).is(&r!(b));
                    dies!(dies, 0, a);
                    dies!(dies, 1, b);
                    truth_to!(dst, !same);
                }
                Op::In(dies, dst, a, b) => {
                    let found = contains!(dies, a, b);
                    truth_to!(dst, found);
                }
                Op::NotIn(dies, dst, a, b) => {
                    let found = contains!(dies, a, b);
                    truth_to!(dst, !found);
                }

                // ---- jumps
                Op::Jump(offset) => jump!(offset),
                Op::Loop(offset) => {
                    self.ticks -= 1;
                    if self.ticks < 0 || unsafe { (*self.pending).get() } {
                        rare!(self.safe_point());
                    }
                    jump!(offset);
                    // Most loops are `for` loops: their next step is taken here.
                    if let Op::ForIter(dst, iter, offset) = *unsafe { &*pc } {
                        pc = unsafe { pc.add(1) };
                        plain_step!(dst, iter, offset);
                        if let Value::Object(object) = &r!(iter)
                            && object.kind() == Kind::Generator
                        {
                            save!();
                            let generator = unsafe { &*(object as *const _ as *const Gc<Generator>) };
                            quick_resume!(generator, Value::None, dst, offset, After::ForIter, {});
                        }
                        flow!(self.long_for_iter(pc, registers));
                        continue;
                    }
                    done();
                }
                Op::JumpIfTrue(dies, src, offset) => {
                    let truth = truth!(src);
                    dies!(dies, 0, src);
                    if truth {
                        branch();
                        jump!(offset);
                    } else {
                        done();
                    }
                }
                Op::JumpIfFalse(dies, src, offset) => {
                    let truth = truth!(src);
                    dies!(dies, 0, src);
                    if !truth {
                        branch();
                        jump!(offset);
                    } else {
                        done();
                    }
                }
                Op::JumpIfNone(dies, src, offset) => {
                    if r!(src).is_none() {
                        branch();
                        jump!(offset);
                    }
                    dies!(dies, 0, src);
                    done();
                }
                Op::JumpIfNotNone(dies, src, offset) => {
                    if !r!(src).is_none() {
                        branch();
                        jump!(offset);
                    }
                    dies!(dies, 0, src);
                    done();
                }
                Op::JumpLt(sense, a, b, offset) => compare_jump!(sense, a, b, offset, <),
                Op::JumpLe(sense, a, b, offset) => compare_jump!(sense, a, b, offset, <=),
                Op::JumpEq(sense, a, b, offset) => compare_jump!(sense, a, b, offset, ==),
                Op::JumpNe(sense, a, b, offset) => compare_jump!(sense, a, b, offset, !=),
                Op::JumpGt(sense, a, b, offset) => compare_jump!(sense, a, b, offset, >),
                Op::JumpGe(sense, a, b, offset) => compare_jump!(sense, a, b, offset, >=),
                Op::JumpIs(sense, a, b, offset) => {
                    let same = r!(a).is(&r!(b));
                    dies!(sense, 0, a);
                    dies!(sense, 1, b);
                    if same == (sense & SENSE != 0) {
                        branch();
                        jump!(offset);
                    } else {
                        done();
                    }
                }
                Op::JumpIn(sense, a, b, offset) => {
                    let found = contains!(sense, a, b);
                    if found == (sense & SENSE != 0) {
                        branch();
                        jump!(offset);
                    } else {
                        done();
                    }
                }
                Op::JumpLtInt(sense, a, b, offset) => compare_jump_int!(sense, a, b, offset, <),
                Op::JumpLeInt(sense, a, b, offset) => compare_jump_int!(sense, a, b, offset, <=),
                Op::JumpEqInt(sense, a, b, offset) => compare_jump_int!(sense, a, b, offset, ==),
                Op::JumpNeInt(sense, a, b, offset) => compare_jump_int!(sense, a, b, offset, !=),
                Op::JumpGtInt(sense, a, b, offset) => compare_jump_int!(sense, a, b, offset, >),
                Op::JumpGeInt(sense, a, b, offset) => compare_jump_int!(sense, a, b, offset, >=),

                // ---- iteration
                Op::GetIter(dies, dst, src) => long!(self.long_iter(dies, dst, src, registers)),
                Op::ForIter(dst, iter, offset) => {
                    plain_step!(dst, iter, offset);
                    flow!(self.long_for_iter(pc, registers));
                }

                // ---- attributes and items
                Op::LoadAttr(dies, dst, src, c) => {
                    let entry = cache!(c);
                    match quick_slot(&r!(src), entry) {
                        Some(value) => {
                            copy!(dst, value);
                            if dst != src {
                                dies!(dies, 0, src);
                            }
                            done();
                        }
                        None => flow!(self.long_attribute(pc, registers, entry)),
                    }
                }
                Op::StoreAttr(dies, object, value, c) => {
                    let entry = cache!(c);
                    if let Some(slot) = quick_place(&r!(object), entry) {
                        let new = if dies & 2 != 0 { r!(value).take() } else { r!(value).clone() };
                        // The old value is dropped after the slot holds the new one.
                        let old = unsafe { std::mem::replace(&mut *slot, new) };
                        drop(old);
                        dies!(dies, 0, object);
                    } else {
                        long!(self.long_store_attribute(pc, registers, entry));
                    }
                    pending!();
                    done();
                }
                Op::LoadMethod(dies, base, object, c) => {
                    let entry = cache!(c);
                    if quick_method(&r!(object), entry) {
                        // The receiver may stand where the function goes.
                        let receiver = if dies & 1 != 0 { r!(object).take() } else { r!(object).clone() };
                        r!(base + 1) = receiver;
                        copy!(base, &entry.value);
                    } else if let Some(value) = quick_module(&r!(object), entry) {
                        let value = value.clone();
                        dies!(dies, 0, object);
                        r!(base + 1) = Value::Unset;
                        r!(base) = value;
                    } else {
                        long!(self.long_method(pc, registers, entry));
                    }
                }
                Op::LoadItem(dies, dst, object, key) => match quick_item(&r!(object), &r!(key)) {
                    Some(value) => {
                        copy!(dst, value);
                        if dst != object {
                            dies!(dies, 0, object);
                        }
                        if dst != key {
                            dies!(dies, 1, key);
                        }
                        done();
                    }
                    None => long!(self.long_item(pc, registers)),
                },
                Op::LoadItemInt(dies, dst, object, key) => match quick_row_item(&r!(object), i64::from(key)) {
                    Some(value) => {
                        copy!(dst, value);
                        if dst != object {
                            dies!(dies, 0, object);
                        }
                        done();
                    }
                    None => long!(self.long_item(pc, registers)),
                },
                Op::StoreItem(dies, object, key, value) => {
                    if let Some(place) = quick_item_place(&r!(object), &r!(key)) {
                        let new = if dies & 4 != 0 { r!(value).take() } else { r!(value).clone() };
                        // As above.
                        let old = unsafe { std::mem::replace(&mut *place, new) };
                        drop(old);
                        dies!(dies, 0, object);
                        dies!(dies, 1, key);
                        done();
                    } else {
                        long!(self.long_store_item(pc, registers));
                    }
                }

                // ---- displays
                Op::BuildList(..) | Op::BuildTuple(..) | Op::BuildString(..) => self.long_display(pc, registers),
                Op::ListAppend(dies, value, list) => {
                    let value = if dies & 1 != 0 { r!(value).take() } else { r!(value).clone() };
                    if let Some(list) = r!(list).get::<List>() {
                        list.push(value);
                    }
                }
                Op::FormatValue(..) => long!(self.long_format(pc, registers)),
                Op::UnpackSequence(..) => long!(self.long_unpack(pc, registers)),

                // ---- calls
                Op::Call(argc, dst, base) => {
                    pending!();
                    save!();
                    let base = unsafe { registers.add(base as usize) };
                    quick_call!(base, 1, argc as usize, dst);
                    if let Some(generator) = sent_by(unsafe { &*base }, argc as usize) {
                        let sent = if argc == 1 { unsafe { (*base.add(1)).take() } } else { Value::None };
                        quick_resume!(generator, sent, dst, 0, After::Send, {
                            // The frame keeps the generator alive from here on.
                            *base = Value::Unset;
                        });
                        let generator = generator.clone();
                        unsafe { *base = Value::Unset };
                        flow!(self.send_to(&generator, sent, dst));
                        continue;
                    }
                    tick_of_threads!();
                    flow!(unsafe { self.long_call(frame, base, 1, argc as usize, dst) });
                }
                Op::CallMethod(argc, dst, base) => {
                    pending!();
                    save!();
                    let base = unsafe { registers.add(base as usize) };
                    let receiver = unsafe { &*base.add(1) };
                    let (skip, argc) = if receiver.is_set() { (1, argc as usize + 1) } else { (2, argc as usize) };
                    if receiver.kind() == Some(Kind::Generator) {
                        if let Some(generator) = sent_into(unsafe { &*base }, receiver, argc) {
                            let sent = if argc == 2 { unsafe { (*base.add(2)).take() } } else { Value::None };
                            quick_resume!(generator, sent, dst, 0, After::Send, {
                                // The frame keeps the generator alive from here on.
                                *base = Value::Unset;
                                *base.add(1) = Value::Unset;
                            });
                            let generator = generator.clone();
                            unsafe {
                                *base = Value::Unset;
                                *base.add(1) = Value::Unset;
                            }
                            flow!(self.send_to(&generator, sent, dst));
                            continue;
                        }
                    }
                    quick_call!(base, skip, argc, dst);
                    tick_of_threads!();
                    flow!(unsafe { self.long_call(frame, base, skip, argc, dst) });
                }
                Op::Return(src) => {
                    let value = r!(src).take();
                    save!();
                    unsafe {
                        if (*frame).plain {
                            quick_return!(value);
                        }
                        if (*frame).after == After::Exit && !(*frame).suspends && (*frame).rare.is_none() {
                            self.depth -= 1;
                            clear_window(registers, (*(*frame).code).returning);
                            (*frame).function.let_go();
                            return Ok(Step::Return(value));
                        }
                        if (*frame).rare.is_some() {
                            // A frame object, if there is one, keeps what is returned among the locals.
                            r!(src) = value.clone();
                        }
                    }
                    in_chain!(value);
                    ended!(unsafe { self.end_frame(value) });
                    pending!();
                }
                Op::ReturnNone => {
                    save!();
                    unsafe {
                        if (*frame).plain {
                            quick_return!(Value::None);
                        }
                        if (*frame).after == After::Exit && !(*frame).suspends && (*frame).rare.is_none() {
                            self.depth -= 1;
                            clear_window(registers, (*(*frame).code).returning);
                            (*frame).function.let_go();
                            return Ok(Step::Return(Value::None));
                        }
                        if (*frame).after == After::Init && (*frame).rare.is_none() {
                            let instance = (*registers.sub(1)).take();
                            quick_return!(instance);
                        }
                    }
                    in_chain!(Value::None);
                    ended!(unsafe { self.end_frame(Value::None) });
                    pending!();
                }

                // ---- suspension
                Op::Yield(dies, dst, src, _) => {
                    let value = if dies & 1 != 0 { r!(src).take() } else { r!(src).clone() };
                    let place = unsafe { at.offset_from(code!().start()) } as u32;
                    let simple = unsafe { (*frame).simple };
                    if simple >= Simple::Alone && self.handled.is_none() {
                        // A generator that a loop or `send()` resumed: the resumer goes on.
                        unsafe {
                            let generator = std::ptr::read(&raw const (*frame).generator).unwrap_unchecked();
                            debug_assert!((*frame).rare.is_none() && !(*frame).below);
                            // Its place in its chain is what it was.
                            generator.pc.set(place);
                            generator.status.set(Status::Suspended);
                            generator.warm.set(frame);
                            (*frame).pc = at;
                            let dst = (*frame).dst;
                            self.depth -= 1;
                            if simple == Simple::Chain {
                                drop(std::ptr::read(&raw const (*frame).root).unwrap_unchecked().into_value());
                            }
                            frame = frame.sub(1);
                            pc = (*frame).pc;
                            registers = (*frame).registers;
                            r!(dst) = value;
                            drop(generator.into_value());
                        }
                        done();
                        continue;
                    }
                    if simple == Simple::Some && self.handled.is_none() {
                        if unsafe { (*frame).after } == After::Feed {
                            match self.feed(value) {
                                Fed::More => {
                                    r!(dst) = Value::None;
                                    if let Op::Clear(unused) = *unsafe { &*pc }
                                        && unused == dst
                                    {
                                        r!(dst) = Value::Unset;
                                        pc = unsafe { pc.add(1) };
                                    }
                                }
                                fed => {
                                    long!(self.leave_feed(fed, place));
                                    reload!();
                                }
                            }
                            continue;
                        }
                        // The same of the innermost one of a chain, or of pairs.
                        unsafe {
                            let (after, dst) = ((*frame).after, (*frame).dst);
                            self.leave_chain(frame, place);
                            frame = frame.sub(1);
                            registers = (*frame).registers;
                            if after == After::ForPair {
                                self.give_pair(dst, value);
                            } else {
                                r!(dst) = value;
                            }
                            pc = (*frame).pc;
                        }
                        continue;
                    }
                    if simple == Simple::Async {
                        let mut value = value;
                        if unsafe { self.yield_async_for(frame, &mut value, place) } {
                            unsafe { (pc, registers) = ((*frame).pc, (*frame).registers) };
                            continue;
                        }
                        ended!(self.suspend(value, place, true));
                        continue;
                    }
                    if unsafe { self.yields_quickly(frame) } {
                        unsafe {
                            self.yield_to(frame, value, place);
                            frame = frame.sub(1);
                            pc = (*frame).pc;
                            registers = (*frame).registers;
                        }
                        continue;
                    }
                    ended!(self.suspend(value, place, true));
                }
                Op::GetAnext(..) => {
                    if unsafe { self.step_async_for(frame, at) } {
                        unsafe { (pc, registers) = ((*frame).pc, (*frame).registers) };
                        continue;
                    }
                    flow!(unsafe { self.seldom(at, frame, registers) })
                }
                Op::GetAwaitable(kind, dst, src) => {
                    if quick_awaitable(&r!(src)) {
                        if dst != src {
                            copy!(dst, &r!(src));
                        }
                    } else {
                        r!(dst) = long!(self.awaitable_iterator(&r!(src), kind));
                    }
                }
                Op::GetYieldFrom(dst, src) => {
                    if dst == src && quick_generator(&r!(src)) {
                        continue;
                    }
                    flow!(unsafe { self.seldom(at, frame, registers) })
                }
                Op::Delegate(..) => {
                    ended!(long!(self.long_delegate(at, registers)));
                }

                // ---- the rest
                Op::Statement => {}
                // All the others by name: with a wildcard, each operation would be compared with the last one named above.
                Op::LoadConstFar(..)
                | Op::ClearRange(..)
                | Op::DeleteLocal(..)
                | Op::DeleteGlobal(..)
                | Op::LoadName(..)
                | Op::StoreName(..)
                | Op::DeleteName(..)
                | Op::LoadNameOrFree(..)
                | Op::LoadDictOrGlobal(..)
                | Op::LoadDictOrFree(..)
                | Op::SetupAnnotations
                | Op::Reached(..)
                | Op::LoadLocals(..)
                | Op::MakeCell(..)
                | Op::DeleteCell(..)
                | Op::DeleteFree(..)
                | Op::LoadFreeCell(..)
                | Op::Positive(..)
                | Op::Invert(..)
                | Op::DeleteAttr(..)
                | Op::LoadSuperAttr(..)
                | Op::DeleteItem(..)
                | Op::BuildSlice(..)
                | Op::BuildSet(..)
                | Op::BuildDict(..)
                | Op::SetAdd(..)
                | Op::DictAdd(..)
                | Op::ListExtend(..)
                | Op::SetUpdate(..)
                | Op::DictUpdate(..)
                | Op::DictMerge(..)
                | Op::ListToTuple(..)
                | Op::UnpackStar(..)
                | Op::CallKw(..)
                | Op::CallMethodKw(..)
                | Op::CallSpread(..)
                | Op::MakeFunction(..)
                | Op::LoadBuildClass(..)
                | Op::GetAiter(..)
                | Op::EndAsyncFor(..)
                | Op::LoadWith(..)
                | Op::ExitArguments(..)
                | Op::Raise(..)
                | Op::RaiseFrom(..)
                | Op::RaiseAgain
                | Op::Reraise(..)
                | Op::PushHandled(..)
                | Op::PopHandled(..)
                | Op::MatchException(..)
                | Op::MatchGroup(..)
                | Op::PrepareGroup(..)
                | Op::LoadAssertionError(..)
                | Op::ImportName(..)
                | Op::ImportFrom(..)
                | Op::ImportStar(..)
                | Op::ImportForgotten(..)
                | Op::MatchSequence(..)
                | Op::MatchMapping(..)
                | Op::GetLen(..)
                | Op::MatchKeys(..)
                | Op::MatchClass(..)
                | Op::CopyWithoutKeys(..)
                | Op::Intrinsic(..)
                | Op::IntrinsicMany(..) => {
                    flow!(unsafe { self.seldom(at, frame, registers) })
                }
            }
        }
    }
}
