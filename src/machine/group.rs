//! `except*`: splitting groups and putting together what is left (PEP 654).

use super::Machine;
use crate::builtins::exception_group::{is_group, members};
use crate::object::class::Class;
use crate::object::exception::Exception;
use crate::object::heap::Gc;
use crate::object::list::{List, Tuple};
use crate::object::types::types;
use crate::object::{Exc, Outcome, Value, type_error};

impl Machine {
    /// The part of a group (or bare exception) that matches `class`, and the rest; None for an empty part.
    pub(super) fn match_group(&mut self, group: &Value, class: &Value) -> Outcome<(Value, Value)> {
        self.check_group_class(class)?;
        if is_group(group) {
            return self.split_group(group, class);
        }
        if !self.match_exception(group, class)? {
            return Ok((Value::None, group.clone()));
        }
        // CPython wraps it with a tuple, which shows in the group's `args`.
        let kind = types().exception(Exc::BaseExceptionGroup).value();
        let wrapped = self.call(&kind, &[Value::from(""), Tuple::create(vec![group.clone()]).into_value()])?;
        if let (Some(from), Some(to)) = (group.get::<Exception>(), wrapped.get::<Exception>()) {
            to.traceback.set(from.traceback.get());
        }
        Ok((wrapped, Value::None))
    }

    fn check_group_class(&mut self, class: &Value) -> Outcome<()> {
        let all = match class.get::<Tuple>() {
            Some(all) => all.as_slice().to_vec(),
            None => vec![class.clone()],
        };
        for class in &all {
            let class: Option<&Gc<Class>> = class.typed::<Class>();
            match class {
                Some(c) if c.is_subclass_of(types().exception(Exc::BaseExceptionGroup)) => {
                    return type_error("catching ExceptionGroup with except* is not allowed. Use except instead.");
                }
                Some(c) if c.is_subclass_of(types().exception(Exc::BaseException)) => {}
                _ => return type_error("catching classes that do not inherit from BaseException is not allowed"),
            }
        }
        Ok(())
    }

    /// What is raised after all `except*` handlers: what they raised, and what is left of the original, as one.
    pub(super) fn prepare_group(&mut self, exception: &Value, list: &Value) -> Outcome {
        let raised: Vec<Value> = list.get::<List>().map(List::to_vec).unwrap_or_default();
        if raised.is_empty() {
            return Ok(Value::None);
        }
        let Some(original) = exception.typed::<Exception>().cloned() else { return Ok(Value::None) };
        if !is_group(exception) {
            return Ok(raised.into_iter().next().unwrap_or(Value::None));
        }
        let (mut fresh, mut again) = (Vec::new(), Vec::new());
        for e in raised {
            let same = e.typed::<Exception>().is_some_and(|e| same_origin(e, &original));
            if same { again.push(e) } else { fresh.push(e) }
        }
        let mut leaves = Vec::new();
        again.iter().for_each(|e| collect_leaves(e, &mut leaves));
        let left = self.project(exception, &leaves)?;
        if fresh.is_empty() {
            return Ok(left);
        }
        if !left.is_none() {
            fresh.push(left);
        }
        if fresh.len() == 1 { Ok(fresh.remove(0)) } else { self.new_group("", fresh) }
    }

    /// The part of a group made of these leaves, with the group's structure.
    fn project(&mut self, group: &Value, leaves: &[Value]) -> Outcome {
        if !is_group(group) {
            let kept = leaves.iter().any(|l| l.is(group));
            return Ok(if kept { group.clone() } else { Value::None });
        }
        let mut kept = Vec::new();
        for member in group.get::<Exception>().map(members).unwrap_or_default() {
            let part = self.project(&member, leaves)?;
            if !part.is_none() {
                kept.push(part);
            }
        }
        let all = group.get::<Exception>().map(members).unwrap_or_default();
        if kept.len() == all.len() && kept.iter().zip(&all).all(|(a, b)| a.is(b)) {
            return Ok(group.clone());
        }
        self.derived(group, kept)
    }
}

/// Whether an exception is a part of the original group: it has its traceback, cause, context and notes.
fn same_origin(e: &Gc<Exception>, original: &Gc<Exception>) -> bool {
    e.traceback.get().is(&original.traceback.get())
        && e.cause.get().is(&original.cause.get())
        && e.context.get().is(&original.context.get())
}

fn collect_leaves(value: &Value, leaves: &mut Vec<Value>) {
    if is_group(value) {
        for member in value.get::<Exception>().map(members).unwrap_or_default() {
            collect_leaves(&member, leaves);
        }
    } else {
        leaves.push(value.clone());
    }
}
