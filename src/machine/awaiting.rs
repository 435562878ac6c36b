//! The slow halves of awaiting and iterating: what `await`, `yield from`, `async for` and `with` begin with.
//!
//! In: any value. Out: the iterator, generator or method that goes on, or the error that CPython raises.

use super::Machine;
use crate::native::AtOnce;
use crate::native::convert::type_name;
use crate::object::class::class_of;
use crate::object::descriptor::NativeFunction;
use crate::object::generator::{Generator, Step, mark};
use crate::object::special::Special;
use crate::object::types::types;
use crate::object::{Exc, Outcome, Value, type_error};

impl Machine {
    /// The iterator that `await value` delegates to. `kind` as in `Op::GetAwaitable`.
    pub fn awaitable_iterator(&mut self, value: &Value, kind: u8) -> Outcome {
        if let Some(generator) = value.typed::<Generator>() {
            let class = generator.as_ref().class();
            if class == &types().coroutine {
                if self.awaited_elsewhere(generator) {
                    return crate::object::runtime_error("coroutine is being awaited already");
                }
                return Ok(value.clone());
            }
            if class == &types().generator && generator.is(mark::ITERABLE_COROUTINE) {
                return Ok(value.clone());
            }
        }
        let class = class_of(value);
        if crate::asyncio::future::is_plain(class) {
            // A future is its own iterator here: no object between it and the task.
            return Ok(value.clone());
        }
        if !class.has_special(Special::Await) {
            if kind == 0 {
                if let Some(taken) = crate::asyncio::dialect::lock_awaited(self, value)? {
                    return Ok(taken);
                }
            }
            let name = type_name(value);
            return type_error(match kind {
                1 => {
                    format!("'async with' received an object from __aenter__ that does not implement __await__: {name}")
                }
                2 => {
                    format!("'async with' received an object from __aexit__ that does not implement __await__: {name}")
                }
                3 => format!("'async for' received an invalid object from __anext__: {name}"),
                _ => format!("object {name} can't be used in 'await' expression"),
            });
        }
        let iterator = match self.call_special(value, Special::Await, &[]) {
            Err(raise) if kind == 3 => {
                let name = type_name(value);
                let error =
                    Exc::TypeError.raise(format!("'async for' received an invalid object from __anext__: {name}"));
                error.0.cause.set(raise.value());
                error.0.context.set(raise.value());
                error.0.suppress_context.set(true);
                return Err(error);
            }
            other => other?.unwrap_or(Value::None),
        };
        if let Some(generator) = iterator.typed::<Generator>() {
            if generator.as_ref().class() == &types().coroutine || generator.is(mark::ITERABLE_COROUTINE) {
                return type_error("__await__() returned a coroutine");
            }
        }
        if !class_of(&iterator).has_special(Special::Next) {
            return type_error(format!("__await__() returned non-iterator of type '{}'", type_name(&iterator)));
        }
        Ok(iterator)
    }

    pub(super) fn yield_from_iterator(&mut self, value: &Value) -> Outcome {
        if let Some(generator) = value.typed::<Generator>() {
            if generator.as_ref().class() == &types().coroutine {
                let allowed = self.current_frame().is_some_and(|f| {
                    f.generator
                        .as_ref()
                        .is_some_and(|g| g.is(mark::ITERABLE_COROUTINE) || g.as_ref().class() == &types().coroutine)
                });
                if !allowed {
                    return type_error("cannot 'yield from' a coroutine object in a non-coroutine generator");
                }
                return Ok(value.clone());
            }
            if generator.as_ref().class() == &types().generator {
                return Ok(value.clone());
            }
        }
        if !class_of(value).has_special(Special::Iter) {
            if let Some(taken) = crate::asyncio::dialect::lock_awaited(self, value)? {
                return Ok(taken);
            }
        }
        self.iter(value)
    }

    pub(super) fn async_iterator(&mut self, value: &Value) -> Outcome {
        let name = type_name(value).to_string();
        let Some(iterator) = self.call_special(value, Special::AIter, &[])? else {
            return type_error(format!("'async for' requires an object with __aiter__ method, got {name}"));
        };
        if !class_of(&iterator).has_special(Special::ANext) {
            let name = type_name(&iterator);
            return type_error(format!(
                "'async for' received an object from __aiter__ that does not implement __anext__: {name}"
            ));
        }
        Ok(iterator)
    }

    pub(super) fn async_next(&mut self, iterator: &Value) -> Outcome {
        match self.call_special(iterator, Special::ANext, &[])? {
            Some(value) => Ok(value),
            None => type_error(format!(
                "'async for' requires an iterator with __anext__ method, got {}",
                type_name(iterator)
            )),
        }
    }

    /// What entering a built-in manager by `async with` comes to, where that needs no coroutine: it is entered, or its wait has
    /// begun. Gives nothing, and has done nothing, when it is not that simple.
    pub(super) fn enter_at_once(&mut self, manager: &Value) -> Outcome<Option<Step>> {
        let class = class_of(manager);
        if self.origin_depth != 0 || !class.is_as_built() || exits_by(manager).is_none() {
            return Ok(None);
        }
        let Some(enter) = class.special(Special::AEnter) else { return Ok(None) };
        match enter.get::<NativeFunction>().and_then(|native| native.native.at_once) {
            Some(at_once) => at_once(self, std::slice::from_ref(manager)),
            None => Ok(None),
        }
    }

    /// The end of an `async with` that was entered by [`Machine::enter_at_once`]: `arguments` are the manager and what
    /// `__aexit__` is given. Gives the value of the await, where that is known at once, or the method to be called.
    pub(super) fn exit_at_once(&mut self, arguments: &[Value]) -> Outcome<Result<Value, Value>> {
        let manager = &arguments[0];
        if let Some(at_once) = exits_by(manager).filter(|_| class_of(manager).is_as_built() && self.origin_depth == 0)
            && let Some(Step::Return(value)) = at_once(self, arguments)?
        {
            return Ok(Ok(value));
        }
        let exit = self.special(manager, Special::AExit)?;
        Ok(Err(exit.unwrap_or(Value::None)))
    }

    /// The bound `__enter__` and `__exit__` of a context manager.
    pub(super) fn load_with(&mut self, manager: &Value, is_async: bool) -> Outcome<(Value, Value)> {
        let (enter, exit, protocol) = match is_async {
            true => (Special::AEnter, Special::AExit, "asynchronous context manager protocol"),
            false => (Special::Enter, Special::Exit, "context manager protocol"),
        };
        let name = class_of(manager).name.get();
        let Some(entered) = self.special(manager, enter)? else {
            return type_error(format!("'{name}' object does not support the {protocol}"));
        };
        let Some(exited) = self.special(manager, exit)? else {
            let missed = exit.text();
            return type_error(format!("'{name}' object does not support the {protocol} (missed {missed} method)"));
        };
        Ok((entered, exited))
    }
}

/// What the `__aexit__` of a built-in manager comes to without a coroutine.
fn exits_by(manager: &Value) -> Option<AtOnce> {
    class_of(manager).special(Special::AExit)?.get::<NativeFunction>()?.native.at_once
}
