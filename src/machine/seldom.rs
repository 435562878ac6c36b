//! Operations that are not worth a place in the dispatch loop: they do much, or are rare. The loop hands them over here,
//! so that it stays small enough for its own variables to live in the processor's registers.
//!
//! In: an operation and the registers of the running frame, whose `pc` is up to date. Out: where the loop goes on.
//!
//! # Safety
//! As for the dispatch loop: operands are registers of the window, constants and caches of the code.

// Frames and code are reached through raw pointers that are good by the rules above.
#![allow(dangerous_implicit_autorefs)]

use super::Machine;
use super::call::Called;
use super::display::take_values;
use super::frame::Frame;
use super::quick::{quick_hash, quick_slice};
use crate::bytecode::Op;
use crate::object::class::class_of;
use crate::object::dict::Dict;
use crate::object::function::{Cell_, Code, Function};
use crate::object::generator::Step;
use crate::object::heap::Gc;
use crate::object::list::{List, Tuple};
use crate::object::set::Set;
use crate::object::types::types;
use crate::object::{Exc, Outcome, Value};
use crate::syntax::ast::UnaryOperator;

/// Where the dispatch loop goes on.
pub(super) enum Flow {
    /// With the next operation.
    Next,
    /// In the frame that is now on top, where something may have to arrive.
    Enter,
    /// In the frame that is now on top, just where it stands.
    Go,
    /// So many operations further on.
    Jump(i32),
}

impl Machine {
    /// Executes the operation at `at`, one of those that the dispatch loop does not know itself.
    ///
    /// # Safety
    /// As for the loop.
    #[inline(never)]
    #[allow(unused_unsafe, clippy::cognitive_complexity)]
    pub(super) unsafe fn seldom(&mut self, at: *const Op, frame: *mut Frame, registers: *mut Value) -> Outcome<Flow> {
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
        macro_rules! cache {
            ($i:expr) => {
                unsafe { &mut *code!().running().caches.get_unchecked($i as usize).as_ptr() }
            };
        }
        macro_rules! dies {
            ($dies:expr, $bit:expr, $i:expr) => {
                if $dies & (1 << $bit) != 0 {
                    r!($i) = Value::Unset;
                }
            };
        }
        macro_rules! pending {
            () => {
                if unsafe { (*self.pending).get() } {
                    self.run_pending()?;
                }
            };
        }
        macro_rules! called {
            ($called:expr, $dst:expr) => {
                match $called {
                    Called::Pushed => return Ok(Flow::Enter),
                    Called::Done(value) => r!($dst) = value,
                }
            };
        }
        match unsafe { *at } {
            Op::LoadConstFar(dst, i) => {
                r!(dst) = unsafe { code!().running().constants.get_unchecked(i as usize) }.clone()
            }
            Op::ClearRange(from, count) => {
                for i in from..from + count {
                    r!(i) = Value::Unset;
                }
            }
            Op::DeleteLocal(i) => {
                if !r!(i).is_set() {
                    self.unbound_local(code!(), i)?;
                }
                r!(i) = Value::Unset;
                pending!();
            }
            Op::DeleteGlobal(c) => {
                let function = unsafe { (*frame).function.clone() };
                self.delete_global(&function, &cache!(c).name)?;
                pending!();
            }
            Op::LoadName(dst, c) => r!(dst) = self.load_name(&cache!(c).name)?,
            Op::StoreName(dies, src, c) => {
                let value = if dies & 1 != 0 { r!(src).take() } else { r!(src).clone() };
                self.store_name(&cache!(c).name, value)?;
                pending!();
            }
            Op::DeleteName(c) => {
                self.delete_name(&cache!(c).name)?;
                pending!();
            }
            Op::LoadNameOrFree(dst, c, free) => r!(dst) = self.load_name_or_free(&cache!(c).name, free)?,
            Op::LoadDictOrGlobal(dst, c) => {
                let namespace = r!(dst).take();
                r!(dst) = self.load_dict_or_global(&namespace, &cache!(c).name)?;
            }
            Op::LoadDictOrFree(dst, c, free) => {
                let namespace = r!(dst).take();
                r!(dst) = self.load_dict_or_free(&namespace, &cache!(c).name, free)?;
            }
            Op::LoadLocals(dst) => r!(dst) = self.frame_namespace()?,
            Op::SetupAnnotations => self.setup_annotations()?,
            Op::Reached(state) => self.tell_reached(state),
            Op::MakeCell(i) => {
                let value = r!(i).take();
                r!(i) = Cell_::create(value).into_value();
            }
            Op::DeleteCell(i) => {
                let old = r!(i).get::<Cell_>().map(|c| c.value.take()).unwrap_or_default();
                if !old.is_set() {
                    self.unbound_local(code!(), i)?;
                }
                drop(old);
                pending!();
            }
            Op::DeleteFree(i) => {
                let old = unsafe { (*frame).function.closure.get_unchecked(i as usize) }.value.take();
                if !old.is_set() {
                    self.unbound_free(code!(), i)?;
                }
                drop(old);
                pending!();
            }
            Op::LoadFreeCell(dst, i) => {
                r!(dst) = unsafe { (*frame).function.closure.get_unchecked(i as usize) }.value();
            }
            Op::Positive(dies, dst, src) => {
                let value = self.unary(UnaryOperator::Positive, &r!(src))?;
                dies!(dies, 0, src);
                r!(dst) = value;
            }
            Op::Invert(dies, dst, src) => {
                let value = self.unary(UnaryOperator::Invert, &r!(src))?;
                dies!(dies, 0, src);
                r!(dst) = value;
            }
            Op::DeleteAttr(dies, object, c) => {
                let target = registers.wrapping_add(object as usize);
                let name = cache!(c).name.clone();
                self.set_attr(unsafe { &*target }, &name, Value::Unset)?;
                dies!(dies, 0, object);
                pending!();
            }
            Op::LoadSuperAttr(dst, base, c) => {
                let (class, receiver) = (r!(base).take(), r!(base + 1).take());
                let name = cache!(c).name.clone();
                r!(dst) = self.load_super(&class, &receiver, &name)?;
            }
            Op::DeleteItem(dies, object, key) => {
                self.delete_item(&r!(object), &r!(key))?;
                dies!(dies, 0, object);
                dies!(dies, 1, key);
                pending!();
            }
            Op::BuildSlice(count, dst, base) => {
                // A slice that is read by the next operation and used up with it: `row[a:b]`.
                // SAFETY: no code ends with a slice.
                if let (2, Op::LoadItem(dies, to, object, key)) = (count, unsafe { *at.add(1) })
                    && key == dst
                    && dies & 2 != 0
                    && let Some(part) = quick_slice(&r!(object), &r!(base), &r!(base + 1))
                {
                    r!(base) = Value::Unset;
                    r!(base + 1) = Value::Unset;
                    dies!(dies, 0, object);
                    r!(to) = part;
                    return Ok(Flow::Jump(1));
                }
                let (start, stop) = (r!(base).take(), r!(base + 1).take());
                let step = if count == 3 { r!(base + 2).take() } else { Value::None };
                r!(dst) = crate::object::descriptor::Slice::create(start, stop, step);
            }
            Op::BuildSet(dst, base, count) => {
                let items = take_values(registers, base, count);
                let set = Set::create();
                for item in items {
                    self.set_add(&set, item)?;
                }
                r!(dst) = set.into_value();
            }
            Op::BuildDict(dst, base, count) => {
                let mut items = take_values(registers, base, count * 2).into_iter();
                let dict = Dict::create();
                while let (Some(key), Some(value)) = (items.next(), items.next()) {
                    self.dict_set(&dict, key, value)?;
                }
                r!(dst) = dict.into_value();
            }
            Op::SetAdd(dies, value, set) => {
                let value = if dies & 1 != 0 { r!(value).take() } else { r!(value).clone() };
                let value = match (r!(set).get::<Set>(), quick_hash(&value)) {
                    (Some(set), Some(hash)) => match set.add(hash, value) {
                        Ok(_) => return Ok(Flow::Next),
                        Err(value) => value,
                    },
                    _ => value,
                };
                if let Some(set) = r!(set).typed::<Set>().cloned() {
                    self.set_add(&set, value)?;
                }
            }
            Op::DictAdd(dies, key, value, dict) => {
                let key = if dies & 1 != 0 { r!(key).take() } else { r!(key).clone() };
                let value = if dies & 2 != 0 { r!(value).take() } else { r!(value).clone() };
                if let Some(dict) = r!(dict).typed::<Dict>().cloned() {
                    self.dict_set(&dict, key, value)?;
                }
            }
            Op::ListExtend(dies, iterable, list) => {
                self.list_extend(&r!(list), &r!(iterable))?;
                dies!(dies, 0, iterable);
            }
            Op::SetUpdate(dies, iterable, set) => {
                self.set_update(&r!(set), &r!(iterable))?;
                dies!(dies, 0, iterable);
            }
            Op::DictUpdate(dies, mapping, dict) => {
                self.dict_update(&r!(dict), &r!(mapping), None)?;
                dies!(dies, 0, mapping);
            }
            Op::DictMerge(dies, mapping, dict, callee) => {
                let callee = r!(callee).clone();
                self.dict_update(&r!(dict), &r!(mapping), Some(&callee))?;
                dies!(dies, 0, mapping);
            }
            Op::ListToTuple(dst, src) => {
                let list = r!(src).take();
                let items = list.get::<List>().map(|l| l.items.take()).unwrap_or_default();
                r!(dst) = Tuple::create(items).into_value();
            }
            Op::UnpackStar(base, src, counts) => {
                let value = r!(src).take();
                let (before, after) = ((counts & 255) as usize, (counts >> 8) as usize);
                let values = self.unpack_star(&value, before, after)?;
                for (i, value) in values.into_iter().enumerate() {
                    r!(base as usize + i) = value;
                }
            }
            Op::CallKw(argc, dst, base, names) => {
                pending!();
                return unsafe { self.call_named(frame, registers.add(base as usize), 1, argc as usize, names, dst) };
            }
            Op::CallMethodKw(argc, dst, base, names) => {
                pending!();
                let (skip, argc) = if r!(base + 1).is_set() { (1, argc as usize + 1) } else { (2, argc as usize) };
                return unsafe { self.call_named(frame, registers.add(base as usize), skip, argc, names, dst) };
            }
            Op::CallSpread(dst, base) => {
                pending!();
                let (callee, args, kwargs) = (r!(base).take(), r!(base + 1).take(), r!(base + 2).take());
                let called = self.call_spread(callee, args, kwargs, dst)?;
                called!(called, dst)
            }
            Op::MakeFunction(flags, dst, i, base) => {
                let made = make_function(unsafe { &*frame }, registers, i as usize);
                let parts = take_values(registers, base, (flags & 15).count_ones() as u16);
                finish_function(&made, flags, parts);
                r!(dst) = made.into_value();
            }
            Op::LoadBuildClass(dst) => r!(dst) = self.load_build_class()?,
            Op::GetYieldFrom(dst, src) => {
                let value = self.yield_from_iterator(&r!(src))?;
                r!(dst) = value;
            }
            Op::GetAiter(dies, dst, src) => {
                let value = self.async_iterator(&r!(src))?;
                dies!(dies, 0, src);
                r!(dst) = value;
            }
            Op::GetAnext(dst, iter) => {
                if self.enter_async_generator(&r!(iter), at, registers)? {
                    return Ok(Flow::Enter);
                }
                r!(dst) = self.async_next(&r!(iter))?;
            }
            Op::EndAsyncFor(exc, iter, offset) => {
                let exception = r!(exc).take();
                if class_of(&exception).is_subclass_of(types().exception(Exc::StopAsyncIteration)) {
                    r!(iter) = Value::Unset;
                    return Ok(Flow::Jump(i32::from(offset)));
                } else {
                    self.again = true;
                    return Err(self.raise_value(exception));
                }
            }
            Op::LoadWith(is_async, exit, enter, src) => {
                let manager = r!(src).take();
                // SAFETY: behind it stand the call, what gets the awaitable, and its await.
                if is_async != 0
                    && let Op::Delegate(dst, iter, _) = unsafe { *at.add(3) }
                    && let Some(step) = self.enter_at_once(&manager)?
                {
                    // In the place of the bound `__aexit__` the manager itself, for `exit_at_once`.
                    r!(exit) = manager;
                    return Ok(Flow::Jump(match step {
                        Step::Return(value) => {
                            r!(dst) = value;
                            3
                        }
                        // The delegation finds that the wait has only just begun.
                        Step::Await(what) | Step::Yield(what) => {
                            r!(iter) = what;
                            2
                        }
                    }));
                }
                let (e, x) = self.load_with(&manager, is_async != 0)?;
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
            Op::Raise(exc) => {
                let exception = r!(exc).take();
                return Err(self.raise_statement(exception, None));
            }
            Op::RaiseFrom(exc, cause) => {
                let (exception, cause) = (r!(exc).take(), r!(cause).take());
                return Err(self.raise_statement(exception, Some(cause)));
            }
            Op::RaiseAgain => {
                if self.handled.is_none() {
                    return crate::object::runtime_error("No active exception to reraise");
                }
                let exception = self.handled.clone();
                self.again = true;
                return Err(self.raise_value(exception));
            }
            Op::Reraise(exc) => {
                let exception = r!(exc).take();
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
                let matches = self.match_exception(&r!(exc), &r!(class))?;
                dies!(dies, 0, class);
                r!(dst) = Value::bool(matches);
            }
            Op::MatchGroup(dies, base, class) => {
                let group = r!(base).take();
                let (matched, rest) = self.match_group(&group, &r!(class))?;
                dies!(dies, 0, class);
                r!(base) = rest;
                r!(base + 1) = matched;
            }
            Op::PrepareGroup(dst, exc, list) => {
                let value = self.prepare_group(&r!(exc), &r!(list))?;
                r!(dst) = value;
            }
            Op::LoadAssertionError(dst) => r!(dst) = types().exception(Exc::AssertionError).value(),
            Op::ImportName(dst, base, name) => {
                let (level, names) = (r!(base).take(), r!(base + 1).take());
                let name = code!().ready().constants[name as usize].clone();
                r!(dst) = self.import_name(&name, &level, &names)?;
            }
            Op::ImportFrom(dst, module, name) => {
                let name = code!().ready().constants[name as usize].clone();
                let module = r!(module).clone();
                r!(dst) = self.import_from(&module, &name)?;
            }
            Op::ImportStar(module) => {
                let module = r!(module).take();
                self.import_star(&module)?;
            }
            Op::ImportForgotten(dst, name) => {
                let name = code!().ready().constants[name as usize].clone();
                r!(dst) = self.import_name(&name, &Value::Int(0), &Value::None)?;
            }
            Op::MatchSequence(dst, subject) => {
                let matches = match_flag(&r!(subject), crate::object::class::class_flag::SEQUENCE);
                r!(dst) = Value::bool(matches);
            }
            Op::MatchMapping(dst, subject) => {
                let matches = match_flag(&r!(subject), crate::object::class::class_flag::MAPPING);
                r!(dst) = Value::bool(matches);
            }
            Op::GetLen(dst, subject) => {
                let len = self.len(&r!(subject))?;
                r!(dst) = Value::from(len);
            }
            Op::MatchKeys(dst, subject, keys) => {
                let value = self.match_keys(&r!(subject), &r!(keys))?;
                r!(dst) = value;
            }
            Op::MatchClass(count, dst, base) => {
                let (class, names) = (r!(base + 1).take(), r!(base + 2).take());
                let subject = r!(base).clone();
                r!(dst) = self.match_class(&subject, &class, &names, count as usize)?;
            }
            Op::CopyWithoutKeys(dst, subject, keys) => {
                let value = self.copy_without_keys(&r!(subject), &r!(keys))?;
                r!(dst) = value;
            }
            Op::Intrinsic(which, dst, src) => {
                let value = r!(src).take();
                r!(dst) = self.intrinsic(which, vec![value])?;
            }
            Op::IntrinsicMany(which, dst, base, count) => {
                let values = take_values(registers, base, count);
                r!(dst) = self.intrinsic(which, values)?;
            }
            _ => {}
        }
        Ok(Flow::Next)
    }
}

#[inline]
fn match_flag(value: &Value, flag: u16) -> bool {
    class_of(value).has_flag(flag)
}

fn make_function(frame: &Frame, registers: *mut Value, constant: usize) -> Gc<Function> {
    use crate::bytecode::code::Capture;
    let outer = &frame.function;
    let code = match frame.code().ready().constants[constant].typed::<Code>() {
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
