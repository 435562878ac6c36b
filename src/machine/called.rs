//! What a program calls an object: for those who tell people which lock, which queue.
//!
//! In: suspended coroutines and an object. Out: a name of the source, such as `lock`, `self.lock` or `forks[2]`. It looks at
//! variables as they stand and runs nothing.

use super::Machine;
use super::observe::inside;
use super::stand::{chain, code_of};
use crate::object::Value;
use crate::object::attributes::{attributes, trace_attributes};
use crate::object::dict::Dict;
use crate::object::function::Function;
use crate::object::heap::Gc;
use crate::object::list::{List, Tuple};
use crate::object::str::Str;
use std::rc::Rc;

/// Longer lists are not searched.
const MOST_ITEMS: usize = 1000;
/// Running frames that are searched.
const MOST_FRAMES: usize = 3;

impl Machine {
    /// By which name a coroutine's frames in the program, innermost first, know an object: a local variable, a variable of
    /// an enclosing function, a global; or else an attribute or an item of one of these.
    pub fn name_in(&self, coroutine: &Value, object: &Value) -> Option<Rc<str>> {
        let own: Vec<_> = chain(coroutine).filter(|g| code_of(g).is_some_and(|c| !inside(&c.code.source))).collect();
        let frames = own.iter().rev().filter_map(|generator| {
            let function = generator.function.as_ref()?;
            Some(Seen { function, value: Box::new(|register| generator.register(register)) })
        });
        find(frames.collect(), object)
    }

    /// By which name the running frames of the program, innermost first, know an object.
    pub fn name_here(&self, object: &Value) -> Option<Rc<str>> {
        let frames = (0..self.depth()).rev().filter_map(|depth| self.frame(depth));
        let own = frames.filter(|frame| !inside(&frame.code().code.source)).take(MOST_FRAMES);
        let own =
            own.map(|frame| Seen { function: &frame.function, value: Box::new(|register| frame.local(register)) });
        find(own.collect(), object)
    }
}

/// A frame whose variables are looked at.
struct Seen<'a> {
    function: &'a Gc<Function>,
    /// The value of a local variable, by its register.
    value: Box<dyn Fn(usize) -> Value + 'a>,
}

/// The name of an object in the first frame that has one for it itself; else that of a part of something.
fn find(frames: Vec<Seen<'_>>, object: &Value) -> Option<Rc<str>> {
    let direct = |name: &str, value: &Value| value.is(object).then(|| Rc::from(name));
    let within = |name: &str, value: &Value| part_of(name, value, object);
    frames.iter().find_map(|f| search(f, &direct)).or_else(|| frames.iter().find_map(|f| search(f, &within)))
}

/// Asks about each variable that a frame sees, until there is an answer.
fn search(frame: &Seen<'_>, ask: &dyn Fn(&str, &Value) -> Option<Rc<str>>) -> Option<Rc<str>> {
    let function = frame.function;
    let code = function.code.get();
    let locals = code.code.locals.iter().enumerate().filter(|(_, name)| !name.starts_with('.'));
    let free = code.code.free.iter().zip(function.closure.iter());
    locals
        .map(|(i, name)| (name, (frame.value)(i)))
        .find_map(|(name, value)| ask(name, &value))
        .or_else(|| free.map(|(name, cell)| (name, cell.value.get())).find_map(|(name, value)| ask(name, &value)))
        .or_else(|| {
            let globals = function.globals.items();
            globals.iter().find_map(|(name, value)| ask(name.get::<Str>()?.as_str(), value))
        })
}

/// `name[2]`, `name['key']` or `name.attribute`, where that is the object.
fn part_of(name: &str, value: &Value, object: &Value) -> Option<Rc<str>> {
    let position = |items: &[Value]| items.iter().take(MOST_ITEMS).position(|item| item.is(object));
    if let Some(list) = value.get::<List>() {
        return position(&list.to_vec()).map(|at| format!("{name}[{at}]").into());
    }
    if let Some(tuple) = value.get::<Tuple>() {
        return position(tuple.as_slice()).map(|at| format!("{name}[{at}]").into());
    }
    if let Some(dict) = value.get::<Dict>() {
        let items = dict.items();
        let (key, _) = items.iter().take(MOST_ITEMS).find(|(_, item)| item.is(object))?;
        return match key {
            Value::Int(key) => Some(format!("{name}[{key}]").into()),
            key => key.get::<Str>().map(|key| format!("{name}['{}']", key.as_str()).into()),
        };
    }
    let instance = value.object()?;
    let names = attributes(instance)?.shape().names();
    let (mut at, mut found) = (0, None);
    trace_attributes(instance, &mut |attribute| {
        if found.is_none() && attribute.is(object) {
            found = Some(at);
        }
        at += 1;
    });
    names.get(found?).map(|attribute| format!("{name}.{}", attribute.as_str()).into())
}
