//! Frames as values: what `sys._getframe`, `tb_frame` and `inspect` see of the machine's stack.
//!
//! In: depths and frame objects. Out: objects, lines, locals. A frame object says where its frame is as long as that lives,
//! and keeps its locals afterwards.
//!
//! # Safety
//! Frames are looked at in place, below the current depth; nothing that is called here pushes or pops one.

use super::Machine;
use super::frame::{Frame, Simple};
use crate::object::exception::Traceback;
use crate::object::generator::{Frame as FrameObject, Generator};
use crate::object::heap::{Gc, Own};
use crate::object::types::types;
use crate::object::{Value, dict::Dict};
use std::cell::Cell;

/// The part of a frame object's mark that is its depth, plus one; the rest is the fiber's number.
const DEPTH: usize = (1 << 32) - 1;

impl Machine {
    /// How a frame object of the running fiber says where its frame is.
    fn mark_of(&self, depth: usize) -> usize {
        (self.fibers.current() as usize) << 32 | (depth + 1)
    }

    fn frame_at(&self, depth: usize) -> Option<*mut Frame> {
        // SAFETY: frames below `depth` are initialised.
        (depth < self.depth).then(|| unsafe { self.frames.start().add(depth) })
    }

    /// The frame object of the frame at a depth, 0 being the outermost.
    pub fn frame_object(&mut self, depth: usize) -> Option<Gc<FrameObject>> {
        let at = self.frame_at(depth)?;
        // SAFETY: see above.
        let frame = unsafe { &mut *at };
        if let Some(generator) = frame.generator.clone() {
            return self.generator_frame(&generator).typed::<FrameObject>().cloned();
        }
        if let Some(known) = frame.rare.as_ref().and_then(|r| r.object.clone()) {
            return Some(known);
        }
        let code = self.code_of(frame)?;
        let object = FrameObject {
            code,
            globals: frame.function.globals.clone(),
            pc: Cell::new(frame.at()),
            back: Own::new(Value::Unset),
            locals: Own::new(Value::Unset),
            depth: Cell::new(self.mark_of(depth)),
            generator: Own::new(Value::None),
            caller: Cell::default(),
            values: Own::new(Vec::new()),
            extra: Own::new(Value::Unset),
        };
        let object = Gc::new(object, &types().frame);
        frame.rare.get_or_insert_with(Box::default).object = Some(object.clone());
        // Its return has to tell the object.
        frame.plain = false;
        if frame.simple >= Simple::Alone {
            frame.simple = Simple::Some;
        }
        Some(object)
    }

    fn code_of(&self, frame: &Frame) -> Option<Gc<crate::object::function::Code>> {
        let code = frame.function.code.with(|c| std::ptr::eq(&**c, frame.code).then(|| c.clone()));
        code.or_else(|| self.retired.iter().find(|c| std::ptr::eq(&***c, frame.code)).cloned())
    }

    /// The locals of the frame at a depth.
    pub fn locals_at(&mut self, depth: usize) -> Value {
        match self.frame_at(depth) {
            // SAFETY: see above.
            Some(frame) => {
                let locals = self.frame_locals(unsafe { &*frame });
                // SAFETY: as above: nothing has run meanwhile.
                let object = unsafe { &*frame }.rare.as_ref().and_then(|r| r.object.clone());
                let extra = object.filter(|o| self.has_fast_locals(o)).map(|o| o.extra.get()).unwrap_or_default();
                if let (Some(locals), Some(extra)) = (locals.typed::<Dict>(), extra.typed::<Dict>()) {
                    for (key, value) in extra.items() {
                        if let Some(key) = key.typed::<crate::object::str::Str>() {
                            locals.set_str(key, value);
                        }
                    }
                }
                locals
            }
            None => Value::None,
        }
    }

    /// The depth of the running frame of a frame object; None when it does not run.
    pub fn depth_of(&self, object: &FrameObject) -> Option<usize> {
        if let Some(generator) = object.generator.get().typed::<Generator>() {
            return (0..self.depth).rev().find(|d| {
                self.frame(*d).and_then(|f| f.generator.as_ref()).is_some_and(|running| running == generator)
            });
        }
        let mark = object.depth.get();
        let depth = (mark & DEPTH).checked_sub(1)?;
        (depth < self.depth && self.mark_of(depth) == mark).then_some(depth)
    }

    /// The operation a frame object is at.
    pub fn frame_place(&self, object: &FrameObject) -> u32 {
        match self.depth_of(object).and_then(|depth| self.frame(depth)) {
            Some(frame) => frame.at(),
            None => match object.generator.get().typed::<Generator>() {
                Some(generator) => generator.pc.get(),
                None => object.pc.get(),
            },
        }
    }

    /// Names and values of a frame's locals, in a dict of their own unless the frame is a module's or a class body's.
    pub fn frame_object_locals(&mut self, object: &Gc<FrameObject>) -> Value {
        if let Some(depth) = self.depth_of(object) {
            return self.locals_at(depth);
        }
        if let Some(locals) = object.locals.get().some() {
            return locals;
        }
        if let Some(generator) = object.generator.get().typed::<Generator>() {
            if object.values.with(|v| v.is_empty()) {
                return suspended_locals(generator);
            }
        }
        left_locals(object)
    }

    /// Whether the frame's names are variables of a function, so that `f_locals` is a proxy (PEP 667).
    pub fn has_fast_locals(&self, object: &FrameObject) -> bool {
        use crate::bytecode::code::CodeKind;
        !matches!(object.code.code.kind, CodeKind::Module | CodeKind::Class)
    }

    /// Gives a variable of a function's frame a new value, where it stands; false when the code has none of that name.
    pub fn set_frame_local(&mut self, object: &Gc<FrameObject>, name: &str, value: &Value) -> bool {
        let code = object.code.clone();
        let compiled = &code.code;
        if let Some(i) = compiled.locals.iter().position(|local| &**local == name) {
            let running = self.depth_of(object).and_then(|depth| self.frame_at(depth));
            let slot = match (running, object.generator.get().get::<Generator>()) {
                // SAFETY: frames below the depth are initialised, and their windows hold their locals first.
                (Some(frame), _) => unsafe { (*frame).registers.add(i) },
                // SAFETY: the registers of a generator are always initialised, and begin with its locals.
                (None, Some(generator)) if generator.registers as usize > i => unsafe { generator.window().add(i) },
                _ => std::ptr::null_mut(),
            };
            if slot.is_null() {
                return set_left_local(object, i, name, value);
            }
            // SAFETY: see above; the old value is dropped only after the new one stands there.
            let old = unsafe {
                match (*slot).get::<crate::object::function::Cell_>() {
                    Some(cell) if compiled.cells.contains(&(i as crate::bytecode::op::Reg)) => {
                        cell.value.replace(value.clone())
                    }
                    _ => std::mem::replace(&mut *slot, value.clone()),
                }
            };
            drop(old);
            return true;
        }
        let Some(i) = compiled.free.iter().position(|free| &**free == name) else { return false };
        let running = self.depth_of(object).and_then(|depth| self.frame(depth)).map(|f| f.function.clone());
        let function = running
            .or_else(|| object.generator.get().get::<Generator>().and_then(|generator| generator.function.clone()));
        match function.as_ref().and_then(|function| function.closure.get(i)) {
            Some(cell) => {
                drop(cell.value.replace(value.clone()));
                true
            }
            None => false,
        }
    }

    /// `f_back`
    pub fn frame_back(&mut self, object: &FrameObject) -> Value {
        if let Some(generator) = object.generator.get().typed::<Generator>().cloned() {
            return match self.chain_of(&generator) {
                Some((depth, true)) => {
                    depth.checked_sub(1).and_then(|d| self.frame_object(d)).map_or(Value::None, Gc::into_value)
                }
                Some((_, false)) => match generator.awaiter() {
                    Some(awaiter) => self.generator_frame(&awaiter),
                    None => Value::None,
                },
                None => match object.back.get().some() {
                    Some(back) => back,
                    None => self.caller_of(object),
                },
            };
        }
        match self.depth_of(object).and_then(|d| d.checked_sub(1)) {
            Some(below) => self.frame_object(below).map_or(Value::None, Gc::into_value),
            None => match object.back.get() {
                Value::None | Value::Unset => self.caller_of(object),
                back => back,
            },
        }
    }

    /// The depth of the activation in which a generator runs, or waits in the running chain; and whether it is its root.
    fn chain_of(&self, generator: &Gc<Generator>) -> Option<(usize, bool)> {
        (0..self.depth).rev().find_map(|depth| {
            let frame = self.frame(depth)?;
            let root = frame.root.as_ref().or(frame.generator.as_ref())?;
            let mut at = frame.generator.clone()?;
            loop {
                if &at == generator {
                    return Some((depth, &at == root));
                }
                if &at == root {
                    return None;
                }
                at = at.awaiter()?;
            }
        })
    }

    /// Who called a frame that an exception left, if that still runs.
    fn caller_of(&mut self, object: &FrameObject) -> Value {
        let (below, code) = object.caller.get();
        let same = |caller: &usize| self.frame(*caller).is_some_and(|frame| frame.code.addr() == code);
        match below.checked_sub(1).filter(same).and_then(|caller| self.frame_object(caller)) {
            Some(caller) => caller.into_value(),
            None => Value::None,
        }
    }

    /// `tb_frame`: the frame object of a traceback entry, made when first asked for.
    pub fn traceback_frame(&mut self, entry: &Traceback) -> Value {
        if let Some(known) = entry.frame.get().some().filter(|f| !f.is_none()) {
            return known;
        }
        let running = (0..self.depth).rev().find(|d| {
            self.frame(*d).is_some_and(|f| {
                std::ptr::eq(f.code, &*entry.code) && f.function.globals == entry.globals && f.generator.is_none()
            })
        });
        let object = match running.and_then(|depth| self.frame_object(depth)) {
            Some(object) => object,
            None => {
                let object = FrameObject {
                    code: entry.code.clone(),
                    globals: entry.globals.clone(),
                    pc: Cell::new(entry.pc),
                    back: Own::new(Value::None),
                    locals: Own::new(Value::Unset),
                    depth: Cell::new(0),
                    generator: Own::new(Value::None),
                    caller: Cell::default(),
                    values: Own::new(Vec::new()),
                    extra: Own::new(Value::Unset),
                };
                Gc::new(object, &types().frame)
            }
        };
        entry.frame.set(object.value());
        object.into_value()
    }
}

/// Names and values of a suspended generator's locals.
fn suspended_locals(generator: &Generator) -> Value {
    let dict = Dict::create();
    let Some(function) = &generator.function else { return dict.into_value() };
    let code = function.code.get();
    let set = |name: &str, value: Value| {
        let value = match value.get::<crate::object::function::Cell_>() {
            Some(cell) => cell.value.get(),
            None => value,
        };
        if value.is_set() && !name.starts_with('.') {
            dict.set_name(name, value);
        }
    };
    for (i, name) in code.code.locals.iter().enumerate().take(generator.registers as usize) {
        // SAFETY: registers of a generator are always initialised.
        set(name, unsafe { (*generator.window().add(i)).clone() });
    }
    for (name, cell) in code.code.free.iter().zip(function.closure.iter()) {
        set(name, cell.value.get());
    }
    dict.into_value()
}

/// Sets a variable of a frame that has ended: what is left of it are values, or a dict.
fn set_left_local(object: &FrameObject, index: usize, name: &str, value: &Value) -> bool {
    if let Some(locals) = object.locals.get().typed::<Dict>() {
        locals.set_name(name, value.clone());
    }
    let old = object.values.with(|v| v.get_mut(index).map(|slot| std::mem::replace(slot, value.clone())));
    drop(old);
    true
}

/// The locals of a frame that an exception left; the globals where the frame was a module's.
fn left_locals(object: &FrameObject) -> Value {
    let code = &object.code.code;
    if code.kind == crate::bytecode::code::CodeKind::Module {
        return object.globals.value();
    }
    let dict = Dict::create();
    for (name, value) in code.locals.iter().zip(object.values.get()) {
        let value = match value.get::<crate::object::function::Cell_>() {
            Some(cell) => cell.value.get(),
            None => value,
        };
        if value.is_set() && !name.starts_with('.') {
            dict.set_name(name, value);
        }
    }
    dict.into_value()
}
