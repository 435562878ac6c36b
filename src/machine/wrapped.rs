//! Calls of what stands for a function of the program: `functools.partial` and the wrapper of `functools.lru_cache`.
//!
//! In: the object and its arguments on the register stack. Out: the call of the function itself, begun as if the program
//! had called it: nothing here uses the host's stack for it, so recursion through these costs what recursion costs.
//!
//! # Safety
//! As for calls: arguments stand initialised at `argv`, and each is moved or dropped once. What is put in front of a
//! window is taken again when its frame ends or is left ([`After::in_front`]).

use super::Machine;
use super::call::{Called, drop_range, insert_first};
use super::frame::After;
use crate::bytecode::Reg;
use crate::object::function::Function;
use crate::object::heap::{Gc, Ref};
use crate::object::list::Tuple;
use crate::object::str::Str;
use crate::object::{Outcome, Value};
use crate::stdlib::functools::cache::{self, Asked, Cache, Looked};
use crate::stdlib::functools::partial::{self, Partial};

impl Machine {
    /// Begins the call of such an object; None when it is none.
    pub(super) fn begin_wrapped(
        &mut self,
        callee: &Value,
        argv: *mut Value,
        argc: usize,
        names: Option<&Gc<Tuple>>,
        dst: Reg,
        after: After,
    ) -> Option<Outcome<Called>> {
        let object: &Ref = callee.object()?;
        if let Some(known) = object.get::<Partial>() {
            return partial::calls_as_built_in(callee)
                .then(|| self.begin_partial(known, argv, argc, names, dst, after));
        }
        let known = callee.typed::<Cache>()?;
        cache::calls_as_built_in(callee).then(|| self.begin_cached(known, argv, argc, names, dst, after))
    }

    fn begin_partial(
        &mut self,
        partial: &Partial,
        argv: *mut Value,
        argc: usize,
        names: Option<&Gc<Tuple>>,
        dst: Reg,
        after: After,
    ) -> Outcome<Called> {
        let (first, keywords) = (partial.arguments.get(), partial.keywords.get());
        let count = first.len();
        if self.no_room(argv, argc + count + keywords.len() + 1) {
            drop_range(argv, argc);
            return Err(self.recursion_error());
        }
        // SAFETY: there is room; the arguments are moved up and the first ones written before them.
        unsafe {
            std::ptr::copy(argv, argv.add(count), argc);
            for (i, argument) in first.as_slice().iter().enumerate() {
                argv.add(i).write(argument.clone());
            }
        }
        let argc = argc + count;
        let function = partial.function.get();
        if keywords.is_empty() {
            return self.begin_call(function, argv, argc, names, dst, after);
        }
        let (names, argc) = add_keywords(argv, argc, names, &keywords.items());
        self.begin_call(function, argv, argc, Some(&names), dst, after)
    }

    fn begin_cached(
        &mut self,
        wrapper: &Gc<Cache>,
        argv: *mut Value,
        argc: usize,
        names: Option<&Gc<Tuple>>,
        dst: Reg,
        after: After,
    ) -> Outcome<Called> {
        // SAFETY: the arguments are initialised.
        let arguments = unsafe { std::slice::from_raw_parts(argv, argc) };
        let saved = self.raise_top(argv, argc);
        let looked = match wrapper.function.typed::<Function>().filter(|_| after == After::Store) {
            Some(function) => match wrapper.look(self, arguments, names.map(|names| &**names)) {
                Ok(Looked::Miss(asked)) => {
                    self.restore_top(saved);
                    return self.begin_miss(wrapper, function.clone(), asked, (argv, argc), names, dst);
                }
                Ok(Looked::Hit(answer)) => Ok(answer),
                Err(raise) => Err(raise),
            },
            None => wrapper.answer(self, arguments, names),
        };
        self.restore_top(saved);
        drop_range(argv, argc);
        looked.map(Called::Done)
    }

    /// Pushes the frame of a function whose result is to be kept: wrapper, key and hash stand in front of its window.
    fn begin_miss(
        &mut self,
        wrapper: &Gc<Cache>,
        function: Gc<Function>,
        asked: Option<Asked>,
        (argv, argc): (*mut Value, usize),
        names: Option<&Gc<Tuple>>,
        dst: Reg,
    ) -> Outcome<Called> {
        let Some(asked) = asked else { return self.push_function(function, argv, argc, names, dst, After::Store) };
        let front = After::Keep.in_front();
        if self.no_room(argv, argc + front) {
            drop_range(argv, argc);
            return Err(self.recursion_error());
        }
        insert_first(argv, argc, Value::Int(asked.hash));
        insert_first(argv, argc + 1, asked.key);
        insert_first(argv, argc + 2, wrapper.value());
        // SAFETY: they stand in front.
        let window = unsafe { argv.add(front) };
        let result = self.push_function(function, window, argc, names, dst, After::Keep);
        match result {
            Ok(Called::Done(value)) => self.keep_answer(window, &value).map(|()| Called::Done(value)),
            Err(raise) => {
                drop_range(argv, front);
                Err(raise)
            }
            pushed => pushed,
        }
    }

    /// Gives a cache the result of the frame whose window this was.
    pub(super) fn keep_answer(&mut self, window: *mut Value, answer: &Value) -> Outcome<()> {
        let front = After::Keep.in_front();
        // SAFETY: `begin_miss` put them there.
        let (wrapper, key, hash) = unsafe {
            let at = window.sub(front);
            ((*at).take(), (*at.add(1)).take(), (*at.add(2)).take())
        };
        match (wrapper.get::<Cache>(), hash) {
            (Some(cache), Value::Int(hash)) => cache.keep(self, Asked { key, hash }, answer),
            _ => Ok(()),
        }
    }
}

/// Joins the keywords of a partial and those of the call, whose values are the last arguments; the call's win. Gives the
/// names and the number of arguments. There is room for all of them.
fn add_keywords(
    argv: *mut Value,
    argc: usize,
    names: Option<&Gc<Tuple>>,
    keywords: &[(Value, Value)],
) -> (Gc<Tuple>, usize) {
    let given = names.map_or(&[][..], |names| names.as_slice());
    let positional = argc - given.len();
    // SAFETY: the values of the names given are the last arguments; they are moved out, and all are written again.
    let mut values: Vec<Value> = (positional..argc).map(|i| unsafe { (*argv.add(i)).take() }).collect();
    let same = |a: &Value, b: &Value| {
        a.is(b) || a.get::<Str>().zip(b.get::<Str>()).is_some_and(|(a, b)| a.as_str() == b.as_str())
    };
    let mut all = Vec::with_capacity(keywords.len() + given.len());
    let mut row = Vec::with_capacity(all.capacity());
    for (name, value) in keywords {
        all.push(name.clone());
        row.push(match given.iter().position(|other| same(other, name)) {
            Some(at) => values[at].take(),
            None => value.clone(),
        });
    }
    for (name, value) in given.iter().zip(values) {
        if value.is_set() {
            all.push(name.clone());
            row.push(value);
        }
    }
    let argc = positional + row.len();
    for (i, value) in row.into_iter().enumerate() {
        // SAFETY: the caller made room; nothing alive stands there.
        unsafe { argv.add(positional + i).write(value) };
    }
    (Tuple::create(all), argc)
}
