//! The slow halves of awaiting and iterating: what `await`, `yield from`, `async for` and `with` begin with.
//!
//! In: any value. Out: the iterator, generator or method that goes on, or the error that CPython raises.

use super::Machine;
use crate::native::convert::type_name;
use crate::object::class::class_of;
use crate::object::generator::{Generator, mark};
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
