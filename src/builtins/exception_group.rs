//! `BaseExceptionGroup` and `ExceptionGroup` (PEP 654).

use super::exception::{EXCEPTION, copy_notes};
use crate::machine::Machine;
use crate::native::NativeType;
use crate::native::convert::{this, type_name};
use crate::object::class::{Class, class_flag, class_of};
use crate::object::exc::Exc;
use crate::object::exception::Exception;
use crate::object::heap::Kind;
use crate::object::list::{List, Tuple};
use crate::object::str::Str;
use crate::object::types::types;
use crate::object::{Outcome, Value, type_error, value_error};
use crate::{getset, native};

/// `BaseExceptionGroup`
pub static BASE_EXCEPTION_GROUP: NativeType = NativeType {
    name: "BaseExceptionGroup",
    flags: class_flag::DICT | class_flag::EXCEPTION,
    help: "A combination of multiple unrelated exceptions.",
    new: Some(native!("__new__(cls, /, *args, **kwargs)", new, "")),
    methods: &[
        native!("derive(self, object, /)", derive, ""),
        native!("split(self, object, /)", split, ""),
        native!("subgroup(self, object, /)", subgroup, ""),
    ],
    class_methods: &[native!("__class_getitem__(cls, item, /)", class_getitem, "See PEP 585")],
    getsets: &[
        getset!("message", |_, value| Ok(group(value)?.field(0)), "exception message"),
        getset!("exceptions", |_, value| Ok(group(value)?.field(1)), "nested exceptions"),
    ],
    ..EXCEPTION
};

fn group(value: &Value) -> Outcome<&Exception> {
    this::<Exception>(std::slice::from_ref(value))
}

fn class_getitem(machine: &mut Machine, arguments: &[Value]) -> Outcome {
    machine.generic_alias(&arguments[0], &arguments[1])
}

/// The exceptions directly inside a group.
pub fn members(group: &Exception) -> Vec<Value> {
    group.field(1).get::<Tuple>().map_or(Vec::new(), |t| t.as_slice().to_vec())
}

/// Whether a value is a group.
pub fn is_group(value: &Value) -> bool {
    value.kind() == Some(Kind::Exception) && class_of(value).is_subclass_of(types().exception(Exc::BaseExceptionGroup))
}

fn new(machine: &mut Machine, arguments: &[Value]) -> Outcome {
    let Some(class) = arguments[0].typed::<Class>().cloned() else { return type_error("not a class") };
    let given = arguments[1].get::<Tuple>().map_or(&[][..], Tuple::as_slice);
    let [message, exceptions] = given else {
        return type_error(format!("BaseExceptionGroup.__new__() takes exactly 2 arguments ({} given)", given.len()));
    };
    if message.get::<Str>().is_none() {
        return type_error(format!("BaseExceptionGroup.__new__() argument 1 must be str, not {}", type_name(message)));
    }
    let is_sequence = exceptions.get::<List>().is_some()
        || exceptions.get::<Tuple>().is_some()
        || class_of(exceptions).has_special(crate::object::special::Special::GetItem)
            && exceptions.kind() != Some(Kind::Dict);
    if !is_sequence {
        return type_error("second argument (exceptions) must be a sequence");
    }
    let items = machine.collect(exceptions)?;
    if items.is_empty() {
        return value_error("second argument (exceptions) must be a non-empty sequence");
    }
    let exception = types().exception(Exc::Exception);
    let mut only_exceptions = true;
    for (i, item) in items.iter().enumerate() {
        if item.get::<Exception>().is_none() {
            return value_error(format!("Item {i} of second argument (exceptions) is not an exception"));
        }
        only_exceptions &= class_of(item).is_subclass_of(exception);
    }
    let mut chosen = class.clone();
    if &class == types().exception(Exc::BaseExceptionGroup) {
        if only_exceptions {
            chosen = types().exception(Exc::ExceptionGroup).clone();
        }
    } else if !only_exceptions {
        if &class == types().exception(Exc::ExceptionGroup) {
            return type_error("Cannot nest BaseExceptions in an ExceptionGroup");
        }
        if class.is_subclass_of(exception) {
            return type_error(format!("Cannot nest BaseExceptions in '{}'", class.name.get()));
        }
    }
    let made = Exception::create(&chosen, given.to_vec());
    made.set_field(0, message.clone());
    made.set_field(1, Tuple::create(items).into_value());
    Ok(made.into_value())
}

fn derive(machine: &mut Machine, arguments: &[Value]) -> Outcome {
    let message = this::<Exception>(arguments)?.field(0);
    let class = types().exception(Exc::BaseExceptionGroup).value();
    machine.call(&class, &[message, arguments[1].clone()])
}

fn split(machine: &mut Machine, arguments: &[Value]) -> Outcome {
    this::<Exception>(arguments)?;
    machine.check_matcher(&arguments[1])?;
    let (matched, rest) = machine.split_group(&arguments[0], &arguments[1])?;
    Ok(Tuple::create(vec![matched, rest]).into_value())
}

fn subgroup(machine: &mut Machine, arguments: &[Value]) -> Outcome {
    this::<Exception>(arguments)?;
    machine.check_matcher(&arguments[1])?;
    Ok(machine.split_group(&arguments[0], &arguments[1])?.0)
}

fn is_exception_class(value: &Value) -> bool {
    value.typed::<Class>().is_some_and(|c| c.is_subclass_of(types().exception(Exc::BaseException)))
}

impl Machine {
    fn check_matcher(&mut self, matcher: &Value) -> Outcome<()> {
        let tuple = matcher.get::<Tuple>().is_some_and(|t| t.as_slice().iter().all(is_exception_class));
        let callable =
            matcher.get::<Class>().is_none() && class_of(matcher).has_special(crate::object::special::Special::Call);
        if is_exception_class(matcher) || tuple || callable {
            return Ok(());
        }
        type_error("expected an exception type, a tuple of exception types, or a callable (other than a class)")
    }

    fn matches(&mut self, exception: &Value, matcher: &Value) -> Outcome<bool> {
        if matcher.get::<Class>().is_some() || matcher.get::<Tuple>().is_some() {
            return self.is_instance(exception, matcher);
        }
        let answer = self.call(matcher, std::slice::from_ref(exception))?;
        self.truth(&answer)
    }

    /// The part of a group that matches and the rest, both with the group's structure; None for an empty part.
    pub fn split_group(&mut self, group: &Value, matcher: &Value) -> Outcome<(Value, Value)> {
        if self.matches(group, matcher)? {
            return Ok((group.clone(), Value::None));
        }
        if !is_group(group) {
            return Ok((Value::None, group.clone()));
        }
        if self.native_depth > 200 {
            return Err(Exc::RecursionError.raise("maximum recursion depth exceeded"));
        }
        self.native_depth += 1;
        let result = self.split_members(group, matcher);
        self.native_depth -= 1;
        result
    }

    fn split_members(&mut self, group: &Value, matcher: &Value) -> Outcome<(Value, Value)> {
        let (mut matched, mut rest) = (Vec::new(), Vec::new());
        let all = group.get::<Exception>().map(members).unwrap_or_default();
        for member in all {
            let (a, b) = self.split_group(&member, matcher)?;
            if !a.is_none() {
                matched.push(a);
            }
            if !b.is_none() {
                rest.push(b);
            }
        }
        Ok((self.derived(group, matched)?, self.derived(group, rest)?))
    }

    /// A group like this one with other members: `derive()`, then traceback, cause, context and notes; None for no members.
    pub fn derived(&mut self, group: &Value, members: Vec<Value>) -> Outcome {
        if members.is_empty() {
            return Ok(Value::None);
        }
        let made = self.call_method(group, "derive", &[List::create(members).into_value()])?;
        if !is_group(&made) {
            return type_error("derive must return an instance of BaseExceptionGroup");
        }
        if let (Some(from), Some(to)) = (group.typed::<Exception>(), made.typed::<Exception>()) {
            to.traceback.set(from.traceback.get());
            to.context.set(from.context.get());
            to.cause.set(from.cause.get());
            to.suppress_context.set(from.suppress_context.get());
            copy_notes(from, to);
        }
        Ok(made)
    }

    /// A new `ExceptionGroup` (or `BaseExceptionGroup`).
    pub fn new_group(&mut self, message: &str, members: Vec<Value>) -> Outcome {
        let class = types().exception(Exc::BaseExceptionGroup).value();
        self.call(&class, &[Value::from(message), List::create(members).into_value()])
    }
}
