//! Arguments to parameters of functions of the language, with CPython's TypeErrors (reference: "Calls").
//!
//! # Safety
//! The window at `window` holds the given arguments; they are moved out once and every parameter is written once.

use super::Machine;
use crate::bytecode::Code;
use crate::object::dict::Dict;
use crate::object::function::Function;
use crate::object::heap::Gc;
use crate::object::list::Tuple;
use crate::object::str::{Str, intern};
use crate::object::{Outcome, Value, type_error};

impl Machine {
    /// Lays the arguments at `window` out as parameters, in place. On an error they are dropped.
    pub(super) fn bind_arguments(
        &mut self,
        function: &Gc<Function>,
        code: &Code,
        window: *mut Value,
        argc: usize,
        names: Option<&Gc<Tuple>>,
    ) -> Outcome<()> {
        let args = code.args as usize;
        if names.is_none()
            && argc <= args
            && !code.vararg
            && !code.kwarg
            // Only defaults are missing.
            && positional_defaults(function, args, window, argc)
        {
            if keyword_defaults(function, code, window) {
                return Ok(());
            }
            super::call::drop_range(window.wrapping_add(argc), args - argc);
        }
        // SAFETY: initialised; taken, so that after a TypeError nothing is dropped twice, and written back below.
        let given: Vec<Value> = (0..argc).map(|i| unsafe { (*window.add(i)).take() }).collect();
        let slots = self.bind_slots(function, code, given, names)?;
        for (i, value) in slots.into_iter().enumerate() {
            // SAFETY: the window has room for all parameters.
            unsafe { window.add(i).write(value) };
        }
        Ok(())
    }

    fn bind_slots(
        &mut self,
        function: &Gc<Function>,
        code: &Code,
        mut given: Vec<Value>,
        names: Option<&Gc<Tuple>>,
    ) -> Outcome<Vec<Value>> {
        let (args, kwonly, posonly) = (code.args as usize, code.kwonly as usize, code.posonly as usize);
        let total = args + kwonly;
        let names = names.map_or(&[][..], |n| n.as_slice());
        let keyword_values = given.split_off(given.len() - names.len());
        let positional = given.len();
        let mut slots = vec![Value::Unset; total];
        let mut extra = Vec::new();
        for (i, value) in given.into_iter().enumerate() {
            if i < args {
                slots[i] = value;
            } else {
                extra.push(value);
            }
        }
        let kwargs = code.kwarg.then(Dict::create);
        let mut unexpected: Option<Value> = None;
        let mut posonly_by_name: Vec<&str> = Vec::new();
        for (name, value) in names.iter().zip(keyword_values) {
            let Some(key) = name.typed::<Str>() else { return type_error("keywords must be strings") };
            let text = key.as_str();
            let place = (posonly..total).find(|&i| &*code.locals[i] == text);
            match place {
                Some(i) if slots[i].is_set() => {
                    return type_error(format!("{} got multiple values for argument '{text}'", called(function)));
                }
                Some(i) => slots[i] = value,
                None => match &kwargs {
                    Some(rest) => drop(rest.set_str(key, value)),
                    None => {
                        if let Some(i) = (0..posonly).find(|&i| &*code.locals[i] == text) {
                            posonly_by_name.push(&code.locals[i]);
                        } else if unexpected.is_none() {
                            unexpected = Some(name.clone());
                        }
                    }
                },
            }
        }
        if !posonly_by_name.is_empty() {
            return type_error(format!(
                "{} got some positional-only arguments passed as keyword arguments: '{}'",
                called(function),
                posonly_by_name.join(", ")
            ));
        }
        if let Some(name) = unexpected {
            let text = name.get::<Str>().map_or("", Str::as_str);
            let near = crate::diagnostic::near::nearest(text, code.locals[posonly..total].iter().map(|n| &**n));
            let hint = near.map_or(String::new(), |n| format!(". Did you mean '{n}'?"));
            return type_error(format!("{} got an unexpected keyword argument '{text}'{hint}", called(function)));
        }
        if !extra.is_empty() && !code.vararg {
            return self.too_many(function, code, positional, &slots);
        }
        self.fill_defaults(function, code, &mut slots)?;
        if code.vararg {
            slots.push(Tuple::create(extra).into_value());
        }
        if let Some(rest) = kwargs {
            slots.push(rest.into_value());
        }
        Ok(slots)
    }

    fn fill_defaults(&mut self, function: &Gc<Function>, code: &Code, slots: &mut [Value]) -> Outcome<()> {
        let (args, total) = (code.args as usize, slots.len());
        let defaults = function.defaults.get();
        let defaults = defaults.get::<Tuple>().map_or(&[][..], Tuple::as_slice);
        let first = args.saturating_sub(defaults.len());
        for i in first..args {
            if !slots[i].is_set() {
                slots[i] = defaults[i - first + defaults.len().saturating_sub(args)].clone();
            }
        }
        let missing: Vec<&str> = (0..first).filter(|&i| !slots[i].is_set()).map(|i| &*code.locals[i]).collect();
        if !missing.is_empty() {
            return missing_arguments(function, &missing, "positional");
        }
        if total > args {
            let kwdefaults = function.kwdefaults.get();
            let mut missing = Vec::new();
            for (slot, name) in slots.iter_mut().zip(&code.locals).skip(args) {
                if slot.is_set() {
                    continue;
                }
                match kwdefaults.get::<Dict>().and_then(|d| d.get_str(&intern(name))) {
                    Some(value) => *slot = value,
                    None => missing.push(&**name),
                }
            }
            if !missing.is_empty() {
                return missing_arguments(function, &missing, "keyword-only");
            }
        }
        Ok(())
    }

    #[cold]
    fn too_many<T>(&mut self, function: &Gc<Function>, code: &Code, positional: usize, slots: &[Value]) -> Outcome<T> {
        let args = code.args as usize;
        let defaults = function.defaults.with(|d| d.get::<Tuple>().map_or(0, Tuple::len));
        let least = args.saturating_sub(defaults);
        let takes = if defaults > 0 { format!("from {least} to {args}") } else { args.to_string() };
        let plural = if defaults > 0 || args != 1 { "s" } else { "" };
        let kwonly = slots[args..].iter().filter(|s| s.is_set()).count();
        let given = if kwonly > 0 {
            format!(
                "{positional} positional argument{} (and {kwonly} keyword-only argument{}) were",
                if positional == 1 { "" } else { "s" },
                if kwonly == 1 { "" } else { "s" }
            )
        } else {
            format!("{positional} {}", if positional == 1 { "was" } else { "were" })
        };
        type_error(format!("{} takes {takes} positional argument{plural} but {given} given", called(function)))
    }
}

/// Writes the defaults of the positional parameters from `argc` on; false when one has none.
fn positional_defaults(function: &Gc<Function>, args: usize, window: *mut Value, argc: usize) -> bool {
    if argc == args {
        return true;
    }
    function.defaults.with(|d| {
        let Some(defaults) = d.get::<Tuple>() else { return false };
        let defaults = defaults.as_slice();
        let first = args.wrapping_sub(defaults.len());
        if first > argc || defaults.len() > args {
            return false;
        }
        for i in argc..args {
            // SAFETY: the window has room for all parameters.
            unsafe { window.add(i).write(defaults[i - first].clone()) };
        }
        true
    })
}

/// Writes the defaults of the keyword-only parameters, where all have one and nobody has changed their order; else false,
/// with nothing written.
fn keyword_defaults(function: &Gc<Function>, code: &Code, window: *mut Value) -> bool {
    let (args, kwonly) = (code.args as usize, code.kwonly as usize);
    if kwonly == 0 {
        return true;
    }
    function.kwdefaults.with(|d| {
        let Some(defaults) = d.get::<Dict>() else { return false };
        defaults.table.with(|table| {
            let names = &code.locals[args..args + kwonly];
            let same =
                |(name, key): (&std::rc::Rc<str>, &Value)| key.get::<Str>().is_some_and(|k| k.as_str() == &**name);
            let entries = &table.entries;
            if entries.len() != kwonly || !names.iter().zip(entries.iter().map(|e| &e.key)).all(same) {
                return false;
            }
            for (i, entry) in entries.iter().enumerate() {
                // SAFETY: the window has room for all parameters; numbers alone may stand where they go, or nothing.
                unsafe { window.add(args + i).write(entry.value.clone()) };
            }
            true
        })
    })
}

fn called(function: &Gc<Function>) -> String {
    format!("{}()", function.qualname().as_str())
}

#[cold]
fn missing_arguments<T>(function: &Gc<Function>, missing: &[&str], sort: &str) -> Outcome<T> {
    let quoted: Vec<String> = missing.iter().map(|m| format!("'{m}'")).collect();
    let list = match quoted.as_slice() {
        [one] => one.clone(),
        [a, b] => format!("{a} and {b}"),
        [rest @ .., last] => format!("{}, and {last}", rest.join(", ")),
        [] => String::new(),
    };
    let plural = if missing.len() == 1 { "" } else { "s" };
    type_error(format!("{} missing {} required {sort} argument{plural}: {list}", called(function), missing.len()))
}
