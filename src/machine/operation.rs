//! The slow halves of operations: names, attributes through their caches, displays, spreading calls, `with`, patterns.
//!
//! # Safety
//!
//! The running frame keeps its code alive, so the pointer taken from it is good for the length of one operation.

use super::Machine;
use super::call::Called;
use super::frame::{After, Frame};
use super::quick::{global_place, remember_builtin, remember_global};
use crate::bytecode::op::{Intrinsic, NO_REG, Reg};
use crate::native::convert::type_name;
use crate::object::class::{Class, class_of};
use crate::object::dict::Dict;
use crate::object::function::{CacheEntry, Cell_, Code, Function};
use crate::object::heap::Gc;
use crate::object::list::{List, Tuple};
use crate::object::set::Set;
use crate::object::special::Special;
use crate::object::str::{Str, intern};
use crate::object::types::types;
use crate::object::{Exc, Outcome, Value, type_error};
use crate::syntax::ast::{CompareOperator, Conversion};

impl Machine {
    /// The truth of `left op right`, for branches.
    pub(super) fn compare_truth(&mut self, operator: CompareOperator, left: &Value, right: &Value) -> Outcome<bool> {
        match self.compare(operator, left, right)? {
            Value::Bool(b) => Ok(b.get()),
            value => self.truth(&value),
        }
    }

    #[cold]
    pub(super) fn unbound_local(&mut self, code: &Code, register: Reg) -> Outcome<()> {
        let name = code.code.locals.get(register as usize).map_or("?", |n| n);
        if name == "__class__" {
            // The cell of a class body that has not ended: a free variable in CPython.
            let raise = Exc::NameError.raise(format!(
                "cannot access free variable '{name}' where it is not associated with a value in enclosing scope"
            ));
            raise.0.set_field(0, Value::from(name));
            return Err(raise);
        }
        let raise = Exc::UnboundLocalError
            .raise(format!("cannot access local variable '{name}' where it is not associated with a value"));
        raise.0.set_field(0, Value::from(name));
        Err(raise)
    }

    #[cold]
    pub(super) fn unbound_free(&mut self, code: &Code, index: u16) -> Outcome<()> {
        let name = code.code.free.get(index as usize).map_or("?", |n| n);
        let raise = Exc::NameError.raise(format!(
            "cannot access free variable '{name}' where it is not associated with a value in enclosing scope"
        ));
        raise.0.set_field(0, Value::from(name));
        Err(raise)
    }

    #[cold]
    pub(super) fn name_error<T>(&mut self, name: &Gc<Str>) -> Outcome<T> {
        let raise = Exc::NameError.raise(format!("name '{}' is not defined", name.as_str()));
        raise.0.set_field(0, name.value());
        Err(raise)
    }

    /// A global or builtin, remembered in the site's cache.
    pub(super) fn load_global(&mut self, function: &Gc<Function>, entry: &mut CacheEntry) -> Outcome {
        if let Some(place) = global_place(&function.globals, entry) {
            remember_global(&function.globals, entry, entry.index as usize);
            // SAFETY: a live entry's value.
            return Ok(unsafe { (*place).clone() });
        }
        let name = entry.name.clone();
        if let Some(index) = function.globals.find_str(&name) {
            remember_global(&function.globals, entry, index);
            return Ok(function.globals.value_at(index));
        }
        if let Some(index) = function.builtins.find_str(&name) {
            remember_builtin(function, entry, index);
            return Ok(function.builtins.value_at(index));
        }
        self.name_error(&name)
    }

    pub(super) fn delete_global(&mut self, function: &Gc<Function>, name: &Gc<Str>) -> Outcome<()> {
        match function.globals.remove_str(name) {
            Some(_) => Ok(()),
            None => self.name_error(name),
        }
    }

    fn global_or_builtin(&mut self, name: &Gc<Str>) -> Outcome {
        let found = self.current_frame().and_then(|f| {
            let function = &f.function;
            function.globals.get_str(name).or_else(|| function.builtins.get_str(name))
        });
        match found {
            Some(value) => Ok(value),
            None => self.name_error(name),
        }
    }

    /// The namespace of the running class body or `exec`; the globals where there is none of its own.
    pub(super) fn frame_namespace(&mut self) -> Outcome {
        let Some(frame) = self.current_frame() else { return Ok(Value::None) };
        match frame.namespace().some() {
            Some(namespace) => Ok(namespace),
            None => Ok(frame.function.globals.value()),
        }
    }

    /// A name in a namespace mapping; None when it is not there.
    fn in_namespace(&mut self, namespace: &Value, name: &Gc<Str>) -> Outcome<Option<Value>> {
        if let Some(dict) = namespace.get::<Dict>() {
            if class_of(namespace) == &types().dict {
                return Ok(dict.get_str(name));
            }
        }
        match self.get_item(namespace, &name.value()) {
            Ok(value) => Ok(Some(value)),
            Err(raise) if raise.is(Exc::KeyError) => Ok(None),
            Err(raise) => Err(raise),
        }
    }

    pub(super) fn load_name(&mut self, name: &Gc<Str>) -> Outcome {
        let namespace = self.frame_namespace()?;
        match self.in_namespace(&namespace, name)? {
            Some(value) => Ok(value),
            None => self.global_or_builtin(name),
        }
    }

    pub(super) fn load_dict_or_global(&mut self, namespace: &Value, name: &Gc<Str>) -> Outcome {
        match self.in_namespace(namespace, name)? {
            Some(value) => Ok(value),
            None => self.global_or_builtin(name),
        }
    }

    fn free_value(&mut self, free: u16) -> Outcome {
        let (value, code) = match self.current_frame() {
            Some(frame) => {
                (frame.function.closure.get(free as usize).map(|c| c.value.get()).unwrap_or_default(), frame.code)
            }
            None => return Ok(Value::None),
        };
        if !value.is_set() {
            // SAFETY: the running frame's code is alive.
            self.unbound_free(unsafe { &*code }, free)?;
        }
        Ok(value)
    }

    pub(super) fn load_name_or_free(&mut self, name: &Gc<Str>, free: u16) -> Outcome {
        let namespace = self.frame_namespace()?;
        self.load_dict_or_free(&namespace, name, free)
    }

    pub(super) fn load_dict_or_free(&mut self, namespace: &Value, name: &Gc<Str>, free: u16) -> Outcome {
        match self.in_namespace(namespace, name)? {
            Some(value) => Ok(value),
            None => self.free_value(free),
        }
    }

    pub(super) fn store_name(&mut self, name: &Gc<Str>, value: Value) -> Outcome<()> {
        let namespace = self.frame_namespace()?;
        match namespace.get::<Dict>() {
            Some(dict) if class_of(&namespace) == &types().dict => {
                drop(dict.set_str(name, value));
                Ok(())
            }
            _ => self.set_item(&namespace, &name.value(), value),
        }
    }

    pub(super) fn delete_name(&mut self, name: &Gc<Str>) -> Outcome<()> {
        let namespace = self.frame_namespace()?;
        match self.delete_item(&namespace, &name.value()) {
            Err(raise) if raise.is(Exc::KeyError) => self.name_error(name),
            other => other,
        }
    }

    pub(super) fn setup_annotations(&mut self) -> Outcome<()> {
        let namespace = self.frame_namespace()?;
        let name = intern("__annotations__");
        if self.in_namespace(&namespace, &name)?.is_none() {
            self.store_name(&name, Dict::create().into_value())?;
        }
        Ok(())
    }

    // ---- attributes

    pub(super) fn load_attribute(&mut self, object: &Value, entry: &mut CacheEntry) -> Outcome {
        let name = entry.name.clone();
        if worth_remembering(entry) {
            let cached = self.cache_load(object, &name);
            remember(entry, cached);
        }
        self.get_attr(object, &name)
    }

    pub(super) fn store_attribute(&mut self, object: &Value, entry: &mut CacheEntry, value: Value) -> Outcome<()> {
        let name = entry.name.clone();
        if worth_remembering(entry) {
            let cached = self.cache_store(object, &name);
            remember(entry, cached);
        }
        self.set_attr(object, &name, value)
    }

    pub(super) fn load_method(&mut self, object: &Value, entry: &mut CacheEntry) -> Outcome<(Value, bool)> {
        let name = entry.name.clone();
        if let Some(value) = super::quick::quick_attribute_value(object, entry) {
            return Ok((value, false));
        }
        if worth_remembering(entry) {
            let cached = self.cache_load(object, &name);
            remember(entry, cached);
        }
        self.get_method(object, &name)
    }

    // ---- displays

    pub(super) fn list_extend(&mut self, list: &Value, iterable: &Value) -> Outcome<()> {
        let Some(list) = list.typed::<List>().cloned() else { return Ok(()) };
        let values = match self.collect(iterable) {
            Ok(values) => values,
            Err(raise) => {
                let class = class_of(iterable);
                if raise.is(Exc::TypeError) && !class.has_special(Special::Iter) && !class.has_special(Special::GetItem)
                {
                    return type_error(format!("Value after * must be an iterable, not {}", type_name(iterable)));
                }
                return Err(raise);
            }
        };
        list.items.with(|items| items.extend(values));
        Ok(())
    }

    pub(super) fn set_update(&mut self, set: &Value, iterable: &Value) -> Outcome<()> {
        let Some(set) = set.typed::<Set>().cloned() else { return Ok(()) };
        self.update_set(&set, iterable)
    }

    /// `{**mapping}`; with a callee, a call's `**mapping`: keys must be new and texts.
    pub(super) fn dict_update(&mut self, dict: &Value, mapping: &Value, callee: Option<&Value>) -> Outcome<()> {
        let Some(dict) = dict.typed::<Dict>().cloned() else { return Ok(()) };
        let pairs: Vec<(Value, Value)> = match mapping.get::<Dict>() {
            Some(source) if class_of(mapping) == &types().dict => source.items(),
            _ => {
                let Some(keys) = self.find_attr(mapping, &intern("keys"))? else {
                    return match callee {
                        Some(callee) => {
                            let name = self.callable_name(callee);
                            type_error(format!(
                                "{name} argument after ** must be a mapping, not {}",
                                type_name(mapping)
                            ))
                        }
                        None => type_error(format!("'{}' object is not a mapping", type_name(mapping))),
                    };
                };
                let keys = self.call(&keys, &[])?;
                let mut pairs = Vec::new();
                for key in self.collect(&keys)? {
                    let value = self.get_item(mapping, &key)?;
                    pairs.push((key, value));
                }
                pairs
            }
        };
        for (key, value) in pairs {
            if let Some(callee) = callee {
                let Some(text) = key.typed::<Str>() else { return type_error("keywords must be strings") };
                if dict.find_str(text).is_some() {
                    let name = self.callable_name(callee);
                    let text = text.as_str();
                    return type_error(format!("{name} got multiple values for keyword argument '{text}'"));
                }
            }
            self.dict_set(&dict, key, value)?;
        }
        Ok(())
    }

    pub(super) fn format_value(&mut self, conversion: u8, registers: *mut Value, value: Reg, spec: Reg) -> Outcome {
        // SAFETY: registers of the running window.
        let value = unsafe { &*registers.add(value as usize) };
        let converted = match conversion {
            c if c == Conversion::Str as u8 => self.str(value)?.into_value(),
            c if c == Conversion::Repr as u8 => self.repr(value)?.into_value(),
            c if c == Conversion::Ascii as u8 => self.ascii(value)?.into_value(),
            _ => value.clone(),
        };
        if spec == NO_REG {
            if class_of(&converted) == &types().str {
                return Ok(converted);
            }
            let empty = Value::from("");
            return self.format(&converted, &empty).map(Gc::into_value);
        }
        // SAFETY: as above.
        let spec = unsafe { &*registers.add(spec as usize) };
        self.format(&converted, spec).map(Gc::into_value)
    }

    // ---- calls

    pub(super) fn call_spread(
        &mut self,
        callee: Value,
        arguments: Value,
        keywords: Value,
        dst: Reg,
    ) -> Outcome<Called> {
        let mut values = match self.collect(&arguments) {
            Ok(values) => values,
            Err(raise) => {
                let class = class_of(&arguments);
                if raise.is(Exc::TypeError) && !class.has_special(Special::Iter) && !class.has_special(Special::GetItem)
                {
                    let name = self.callable_name(&callee);
                    let kind = type_name(&arguments);
                    return type_error(format!("{name} argument after * must be an iterable, not {kind}"));
                }
                return Err(raise);
            }
        };
        let mut names = None;
        if let Some(dict) = keywords.get::<Dict>() {
            if !dict.is_empty() {
                let items = dict.items();
                names = Some(Tuple::create(items.iter().map(|(k, _)| k.clone()).collect()));
                values.extend(items.into_iter().map(|(_, v)| v));
            }
        }
        let argv = self.top();
        if self.no_room(argv, values.len() + 2) {
            return Err(self.recursion_error());
        }
        let argc = values.len();
        for (i, value) in values.into_iter().enumerate() {
            // SAFETY: there is room above the top.
            unsafe { argv.add(i).write(value) };
        }
        self.begin_call(callee, argv, argc, names.as_ref(), dst, After::Store)
    }

    pub(super) fn load_build_class(&mut self) -> Outcome {
        let name = intern("__build_class__");
        let builtins = self.current_frame().map(|f| f.function.builtins.clone());
        match builtins.and_then(|b| b.get_str(&name)) {
            Some(value) => Ok(value),
            None => Err(Exc::NameError.raise("__build_class__ not found")),
        }
    }

    pub(super) fn load_super(&mut self, class: &Value, receiver: &Value, name: &Gc<Str>) -> Outcome {
        if !receiver.is_set() {
            return crate::object::runtime_error("super(): arg[0] deleted");
        }
        if !class.is_set() {
            return crate::object::runtime_error("super(): empty __class__ cell");
        }
        self.super_attr(class, receiver, name)
    }

    // ---- match (PEP 634)

    pub(super) fn match_keys(&mut self, subject: &Value, keys: &Value) -> Outcome {
        let keys = keys.get::<Tuple>().map(|t| t.as_slice().to_vec()).unwrap_or_default();
        let get = self.get_attr(subject, &intern("get"))?;
        let missing = Gc::new(crate::object::class::Instance, &types().object).into_value();
        let mut seen: Vec<Value> = Vec::new();
        let mut values = Vec::new();
        for key in &keys {
            for other in &seen {
                if self.equal(other, key)? {
                    let key = self.repr(key)?;
                    return crate::object::value_error(format!(
                        "mapping pattern checks duplicate key ({})",
                        key.as_str()
                    ));
                }
            }
            seen.push(key.clone());
            let value = self.call(&get, &[key.clone(), missing.clone()])?;
            if value.is(&missing) {
                return Ok(Value::None);
            }
            values.push(value);
        }
        Ok(Tuple::create(values).into_value())
    }

    pub(super) fn match_class(&mut self, subject: &Value, class: &Value, names: &Value, count: usize) -> Outcome {
        let Some(cls) = class.typed::<Class>().cloned() else {
            return type_error("called match pattern must be a class");
        };
        if !self.is_instance(subject, class)? {
            return Ok(Value::None);
        }
        let mut values = Vec::new();
        let mut seen: Vec<Gc<Str>> = Vec::new();
        if count > 0 {
            let positional = match self.find_attr(class, &intern("__match_args__"))? {
                Some(args) => match args.get::<Tuple>() {
                    Some(args) => args.as_slice().to_vec(),
                    None => {
                        let kind = type_name(&args);
                        return type_error(format!("{}.__match_args__ must be a tuple (got {kind})", cls.name.get()));
                    }
                },
                None => Vec::new(),
            };
            let itself = positional.is_empty() && self.matches_itself(&cls);
            let allowed = if itself { 1 } else { positional.len() };
            if count > allowed {
                let plural = if allowed == 1 { "" } else { "s" };
                let name = cls.name.get();
                return type_error(format!(
                    "{name}() accepts {allowed} positional sub-pattern{plural} ({count} given)"
                ));
            }
            if itself {
                values.push(subject.clone());
            } else {
                for name in &positional[..count] {
                    let Some(name) = name.typed::<Str>() else {
                        return type_error(format!(
                            "__match_args__ elements must be strings (got {})",
                            type_name(name)
                        ));
                    };
                    match self.pattern_attribute(subject, &cls, name, &mut seen)? {
                        Some(value) => values.push(value),
                        None => return Ok(Value::None),
                    }
                }
            }
        }
        let names = names.get::<Tuple>().map(|t| t.as_slice().to_vec()).unwrap_or_default();
        for name in names.iter().filter_map(|n| n.typed::<Str>()) {
            match self.pattern_attribute(subject, &cls, name, &mut seen)? {
                Some(value) => values.push(value),
                None => return Ok(Value::None),
            }
        }
        Ok(Tuple::create(values).into_value())
    }

    fn matches_itself(&self, class: &Gc<Class>) -> bool {
        let t = types();
        [&t.bool, &t.bytearray, &t.bytes, &t.dict, &t.float, &t.frozenset, &t.int, &t.list, &t.set, &t.str, &t.tuple]
            .iter()
            .any(|c| class.is_subclass_of(c))
    }

    fn pattern_attribute(
        &mut self,
        subject: &Value,
        class: &Gc<Class>,
        name: &Gc<Str>,
        seen: &mut Vec<Gc<Str>>,
    ) -> Outcome<Option<Value>> {
        if seen.iter().any(|s| s.as_str() == name.as_str()) {
            let text = name.as_str();
            return type_error(format!("{}() got multiple sub-patterns for attribute '{text}'", class.name.get()));
        }
        seen.push(name.clone());
        self.find_attr(subject, name)
    }

    pub(super) fn copy_without_keys(&mut self, subject: &Value, keys: &Value) -> Outcome {
        let rest = Dict::create();
        self.dict_update(&rest.value(), subject, None)?;
        for key in keys.get::<Tuple>().map(|t| t.as_slice().to_vec()).unwrap_or_default() {
            self.dict_remove(&rest, &key)?;
        }
        Ok(rest.into_value())
    }

    // ---- the rest

    pub(super) fn intrinsic(&mut self, which: u8, values: Vec<Value>) -> Outcome {
        match Intrinsic::ALL.get(which as usize) {
            Some(Intrinsic::SetTypeParams) => {
                let mut values = values.into_iter();
                let function = values.next().unwrap_or_default();
                if let Some(f) = function.get::<Function>() {
                    f.type_params.set(values.next().unwrap_or_default());
                }
                Ok(function)
            }
            Some(Intrinsic::Display) => {
                let value = values.into_iter().next().unwrap_or_default();
                match self.sys_hook("displayhook") {
                    Some(hook) => self.call(&hook, &[value]).map(drop)?,
                    None => self.display(&value)?,
                }
                Ok(Value::None)
            }
            Some(Intrinsic::StopIterationError) | None => Ok(Value::None),
            Some(other) => self.typing_intrinsic(*other, values),
        }
    }

    /// A frame is about to go: its frame object, if somebody has it, keeps the locals.
    pub(super) fn frame_gone(&mut self, frame: &Frame) {
        let shown = frame.generator.as_ref().and_then(|g| g.rare.with(|r| r.as_ref().and_then(|r| r.frame.get())));
        if let Some(object) = shown.as_ref().and_then(|o| o.get::<crate::object::generator::Frame>()) {
            // It outlives the generator, and does not keep it alive.
            object.pc.set(frame.at());
            let locals = self.frame_locals(frame);
            object.locals.set(locals);
            object.part();
        }
        if let Some(rare) = &frame.rare {
            // Nobody else has it: its locals are nobody's business.
            if let Some(object) = rare.object.as_ref().filter(|object| object.as_ref().count() > 1) {
                let object = object.clone();
                object.pc.set(frame.at());
                object.depth.set(0);
                let locals = self.frame_locals(frame);
                object.locals.set(locals);
            }
        }
    }

    /// Names and values of a frame's locals, as a dict: `locals()`.
    pub fn frame_locals(&mut self, frame: &Frame) -> Value {
        if let Some(namespace) = frame.namespace().some() {
            return namespace;
        }
        let compiled = &frame.code().code;
        if compiled.kind == crate::bytecode::code::CodeKind::Module {
            return frame.function.globals.value();
        }
        let dict = Dict::create();
        for (i, name) in compiled.locals.iter().enumerate() {
            // SAFETY: the frame's window holds its locals first.
            let value = unsafe { (*frame.registers.add(i)).clone() };
            let value = match value.get::<Cell_>() {
                Some(cell) if compiled.cells.contains(&(i as Reg)) => cell.value.get(),
                _ => value,
            };
            if value.is_set() && !name.starts_with('.') {
                dict.set_name(name, value);
            }
        }
        for (name, cell) in compiled.free.iter().zip(frame.function.closure.iter()) {
            let value = cell.value.get();
            if value.is_set() {
                dict.set_name(name, value);
            }
        }
        dict.into_value()
    }
}

/// Whether a lookup that went the long way should be remembered.
fn worth_remembering(entry: &mut CacheEntry) -> bool {
    entry.misses = entry.misses.wrapping_add(1);
    entry.misses <= 16 || entry.misses & 63 == 0
}

fn remember(entry: &mut CacheEntry, cached: super::protocol::cache::Cached) {
    entry.state = cached.state;
    entry.version = cached.version;
    entry.index = cached.index;
    let old = std::mem::replace(&mut entry.value, cached.value);
    drop(old);
}
