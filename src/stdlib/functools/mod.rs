//! `_functools`: what `functools` takes from Rust: `partial`, the wrapper of `lru_cache`, keys of comparing functions, `reduce`.
//!
//! In: callables and arguments. Out: other callables, and what they give. The text of `functools` itself is beside this file.

pub mod cache;
pub mod key;
pub mod partial;

use crate::machine::Machine;
use crate::native;
use crate::native::NativeModule;
use crate::object::{Exc, Outcome, Value, type_error};

/// `_functools`
pub static MODULE: NativeModule = NativeModule {
    name: "_functools",
    help: "Tools that operate on functions.",
    functions: &[
        native!("cmp_to_key(mycmp)", key::cmp_to_key, "Convert a cmp= function into a key= function."),
        native!(
            "reduce(function, iterable, initial=<unset>, /)",
            reduce,
            "Apply a function of two arguments cumulatively to the items of an iterable, from left to right."
        ),
    ],
    types: &[&partial::PARTIAL, &cache::CACHE],
    ..NativeModule::BASE
};

fn reduce(m: &mut Machine, a: &[Value]) -> Outcome {
    let iterator = match m.iter(&a[1]) {
        Ok(iterator) => iterator,
        Err(raise) if raise.is(Exc::TypeError) => return type_error("reduce() arg 2 must support iteration"),
        Err(raise) => return Err(raise),
    };
    let mut result = match a[2].clone().some() {
        Some(initial) => initial,
        None => match m.next(&iterator)? {
            Some(first) => first,
            None => return type_error("reduce() of empty iterable with no initial value"),
        },
    };
    while let Some(item) = m.next(&iterator)? {
        result = m.call(&a[0], &[result, item])?;
    }
    Ok(result)
}
