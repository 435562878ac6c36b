//! What a program calls an object: for those who tell people which lock, which queue.
//!
//! In: suspended coroutines and an object. Out: a name of the source, such as `lock`, `self.lock` or `forks[2]`. It looks at
//! variables as they stand and runs nothing.

use super::Machine;
use super::observe::{code_of, inside};
use crate::object::Value;
use crate::object::attributes::{attributes, trace_attributes};
use crate::object::dict::Dict;
use crate::object::generator::Generator;
use crate::object::heap::Gc;
use crate::object::list::{List, Tuple};
use crate::object::str::Str;
use std::rc::Rc;

/// Longer lists are not searched.
const MOST_ITEMS: usize = 1000;

impl Machine {
    /// By which name a coroutine's frames in the program, innermost first, know an object: a local variable, a variable of
    /// an enclosing function, a global; or else an attribute or an item of one of these.
    pub fn name_in(&self, coroutine: &Value, object: &Value) -> Option<Rc<str>> {
        let mut own = Vec::new();
        let mut at = coroutine.clone();
        while let Some(generator) = at.typed::<Generator>() {
            if code_of(generator).is_some_and(|c| !inside(&c.code.source)) {
                own.push(generator.clone());
            }
            let next = super::resume::awaited_by(generator);
            at = next;
        }
        let direct = |name: &str, value: &Value| value.is(object).then(|| Rc::from(name));
        let within = |name: &str, value: &Value| part_of(name, value, object);
        let frames = || own.iter().rev();
        frames().find_map(|g| search(g, &direct)).or_else(|| frames().find_map(|g| search(g, &within)))
    }
}

/// Asks about each variable that a frame sees, until there is an answer.
fn search(generator: &Gc<Generator>, ask: &dyn Fn(&str, &Value) -> Option<Rc<str>>) -> Option<Rc<str>> {
    let function = generator.function.as_ref()?;
    let code = function.code.get();
    let locals = code.code.locals.iter().enumerate().filter(|(_, name)| !name.starts_with('.'));
    let free = code.code.free.iter().zip(function.closure.iter());
    locals
        .map(|(i, name)| (name, generator.register(i)))
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
