//! What takes all values of a generator, fed in the dispatch loop: `sum(x for x in row)`, `list(g)`, `any(...)`, `", ".join(...)`.
//!
//! Such a call pushes the generator's frame with a feed in its rare parts; each value that it yields goes to the feed
//! and the frame goes on at once, without suspending and without a native function waiting for it on the host's stack.
//! In: a call about to be made. Out: its result, in the caller's register. A value that only user code can deal with
//! ends the short way: the generator is suspended, and the rest goes as a native function would do it. So user code
//! never runs with the generator's frame on top.
//!
//! # Safety
//! As for the dispatch loop: arguments stand in registers of the running window, and there is a frame on top.

use super::Machine;
use super::frame::{After, Simple};
use super::resume::Prepared;
use crate::builtins::functions::number::Sum;
use crate::bytecode::Reg;
use crate::bytecode::code::StateKind;
use crate::object::class::Class;
use crate::object::descriptor::NativeFunction;
use crate::object::generator::{Generator, Status, mark};
use crate::object::hash::plain_hash;
use crate::object::heap::{Gc, Kind};
use crate::object::list::{List, Tuple};
use crate::object::set::Set;
use crate::object::types::types;
use crate::object::{Outcome, Value};

/// What has been made of the values so far.
enum Meal {
    /// `sum`
    Sum(Sum),
    /// All of them, for a callable that is handed a list instead: `join`, `sorted`, `tuple`, and `list` itself.
    Row(Vec<Value>),
    /// `set`, `frozenset`: as long as hashing and comparing need no user code.
    Set(Gc<Set>),
    /// `any` (true) and `all` (false): which truth ends it.
    Truth(bool),
}

/// A callable being fed.
pub struct Feed {
    meal: Meal,
    /// The callable, for a row.
    callee: Value,
    /// Its argument in front of the row: the text of `join`.
    receiver: Value,
}

/// What a feed says to a value.
pub(super) enum Fed {
    /// More, please.
    More,
    /// This is the result.
    Done(Value),
    /// The value is handed back: only user code can tell.
    Slow(Value),
}

impl Feed {
    /// The feed for a call whose last argument is a generator.
    fn of(callee: &Value, argc: usize) -> Option<Meal> {
        let Value::Object(object) = callee else { return None };
        let types = types();
        Some(match object.kind() {
            Kind::NativeFunction => match (object.get::<NativeFunction>()?.native.signature, argc) {
                ("sum(iterable, /, start=0)", 1) => Meal::Sum(Sum::default()),
                ("any(iterable, /)", 1) => Meal::Truth(true),
                ("all(iterable, /)", 1) => Meal::Truth(false),
                ("sorted(*args, **kwargs)", 1) | ("join(self, iterable, /)", 2) => Meal::Row(Vec::new()),
                _ => return None,
            },
            Kind::Class if argc == 1 => match object.typed::<Class>()? {
                class if class == &types.list || class == &types.tuple => Meal::Row(Vec::new()),
                class if class == &types.set || class == &types.frozenset => Meal::Set(Set::of_class(class)),
                _ => return None,
            },
            _ => return None,
        })
    }

    fn take(&mut self, value: Value) -> Fed {
        match &mut self.meal {
            Meal::Sum(sum) => match sum.add_plain(&value) {
                true => Fed::More,
                false => Fed::Slow(value),
            },
            Meal::Row(values) => {
                values.push(value);
                Fed::More
            }
            Meal::Set(set) => match plain_hash(&value) {
                Some(hash) => match set.add(hash, value) {
                    Ok(_) => Fed::More,
                    Err(value) => Fed::Slow(value),
                },
                None => Fed::Slow(value),
            },
            Meal::Truth(last) => match value {
                Value::Bool(truth) if truth.get() == *last => Fed::Done(Value::Bool(truth)),
                Value::Bool(_) => Fed::More,
                value => Fed::Slow(value),
            },
        }
    }
}

impl Machine {
    /// Begins a call that takes all values of the generator that is its last argument; false when it is no such call.
    /// Callee and arguments stand at `base`, the arguments `skip` places behind it.
    ///
    /// # Safety
    /// As for the loop.
    #[inline(never)]
    pub(super) unsafe fn begin_feed(&mut self, base: *mut Value, skip: usize, argc: usize, dst: Reg) -> Outcome<bool> {
        // SAFETY: by the caller.
        let (callee, arguments) = unsafe { (&mut *base, std::slice::from_raw_parts_mut(base.add(skip), argc)) };
        let Some(generator) = arguments.last().and_then(Value::typed::<Generator>).cloned() else { return Ok(false) };
        let ready = generator.as_ref().class() == &types().generator
            && self.handled.is_none()
            && matches!(generator.status.get(), Status::Created | Status::Suspended)
            && generator.leaf.with(|leaf| leaf.is_none())
            && generator.marks.get() & mark::HANDLING == 0
            // One that delegates shares its frame's place with what it delegates to.
            && generator.function.as_ref().is_some_and(|function| {
                function.code.with(|code| code.code.states.iter().all(|state| state.kind == StateKind::Yield))
            });
        if !ready {
            return Ok(false);
        }
        let Some(meal) = Feed::of(callee, argc) else { return Ok(false) };
        let receiver = if argc == 2 { arguments[0].take() } else { Value::Unset };
        let feed = Feed { meal, callee: callee.take(), receiver };
        for place in arguments {
            *place = Value::Unset;
        }
        if skip == 2 {
            // SAFETY: the place between callee and arguments.
            unsafe { *base.add(1) = Value::Unset };
        }
        self.sent = Value::None;
        match self.prepare(&generator, dst, After::Feed)? {
            Prepared::Pushed => {
                // SAFETY: just pushed.
                let frame = unsafe { &mut *self.frames.start().add(self.depth - 1) };
                frame.simple = Simple::Some;
                frame.rare.get_or_insert_with(Box::default).feed = Some(feed);
                Ok(true)
            }
            // Not after the look at its status.
            Prepared::Finished => Ok(false),
        }
    }

    /// The frame on top yields a value to its feed.
    #[inline(never)]
    pub(super) fn feed(&mut self, value: Value) -> Fed {
        // SAFETY: there is a frame on top.
        let frame = unsafe { &mut *self.frames.start().add(self.depth - 1) };
        match frame.rare.as_mut().and_then(|rare| rare.feed.as_mut()) {
            Some(feed) => feed.take(value),
            None => Fed::Slow(value),
        }
    }

    /// The frame on top suspends at operation `at` for good or for the long way: the result goes to the caller's register.
    #[inline(never)]
    pub(super) fn leave_feed(&mut self, fed: Fed, at: u32) -> Outcome<()> {
        let mut frame = self.suspend_frame(at);
        let feed = frame.rare.take().and_then(|rare| rare.feed);
        let (generator, dst) = (frame.generator.take(), frame.dst);
        drop(frame);
        let result = match (fed, feed, generator) {
            (Fed::Done(value), ..) => value,
            (Fed::Slow(value), Some(feed), Some(generator)) => self.feed_slowly(feed, &generator.value(), value)?,
            _ => Value::None,
        };
        self.set_register(dst, result);
        Ok(())
    }

    /// The generator is used up: the result.
    pub(super) fn feed_ended(&mut self, feed: Feed) -> Outcome {
        let Feed { meal, callee, receiver } = feed;
        match meal {
            Meal::Sum(sum) => Ok(sum.value()),
            Meal::Set(set) => Ok(set.into_value()),
            Meal::Truth(last) => Ok(Value::bool(!last)),
            Meal::Row(values) => {
                if callee.typed::<Class>() == Some(&types().list) {
                    return Ok(List::create(values).into_value());
                }
                if callee.typed::<Class>() == Some(&types().tuple) {
                    return Ok(Tuple::create(values).into_value());
                }
                let row = List::create(values).into_value();
                if receiver.is_set() { self.call(&callee, &[receiver, row]) } else { self.call(&callee, &[row]) }
            }
        }
    }

    /// The rest of the values, as a native function takes them.
    fn feed_slowly(&mut self, mut feed: Feed, generator: &Value, first: Value) -> Outcome {
        let mut next = Some(first);
        while let Some(value) = next {
            match (&mut feed.meal, value) {
                (Meal::Truth(last), value) => {
                    let last = *last;
                    if self.truth(&value)? == last {
                        return Ok(Value::bool(last));
                    }
                }
                (Meal::Sum(sum), value) => {
                    let so_far = std::mem::take(sum);
                    *sum = so_far.add(self, &value)?;
                }
                (Meal::Set(set), value) => {
                    let set = set.clone();
                    self.set_add(&set, value)?;
                }
                (Meal::Row(values), value) => values.push(value),
            }
            next = self.next(generator)?;
        }
        self.feed_ended(feed)
    }
}
