//! Values to Rust types and back, so that natives can be plain typed functions.
//!
//! # Safety
//! [`type_name`] reads a class's name in place; names are replaced only by assignment to `__name__`, never during a read.

use crate::machine::Machine;
use crate::object::class::class_of;
use crate::object::heap::{Gc, Payload};
use crate::object::int::{AnyInt, as_float, as_int};
use crate::object::str::Str;
use crate::object::{Outcome, Value, overflow_error, type_error};

/// A Rust type that an argument converts to; TypeError, ValueError or OverflowError when it does not.
pub trait FromValue: Sized {
    /// Converts; may call `__index__` or `__float__`.
    fn from_value(value: &Value, machine: &mut Machine) -> Outcome<Self>;
}

impl FromValue for Value {
    fn from_value(value: &Value, _: &mut Machine) -> Outcome<Value> {
        Ok(value.clone())
    }
}

impl FromValue for f64 {
    fn from_value(value: &Value, machine: &mut Machine) -> Outcome<f64> {
        match as_float(value) {
            Some(f) => Ok(f),
            None => machine.to_float(value),
        }
    }
}

impl FromValue for i64 {
    fn from_value(value: &Value, machine: &mut Machine) -> Outcome<i64> {
        if let Some(AnyInt::Small(i)) = as_int(value) {
            return Ok(i);
        }
        match as_int(&machine.index(value)?) {
            Some(AnyInt::Small(i)) => Ok(i),
            _ => overflow_error("Python int too large to convert to C long"),
        }
    }
}

impl FromValue for bool {
    fn from_value(value: &Value, machine: &mut Machine) -> Outcome<bool> {
        machine.truth(value)
    }
}

impl FromValue for Gc<Str> {
    fn from_value(value: &Value, _: &mut Machine) -> Outcome<Gc<Str>> {
        match value.typed::<Str>() {
            Some(s) => Ok(s.clone()),
            None => type_error(format!("argument must be str, not {}", type_name(value))),
        }
    }
}

impl FromValue for String {
    fn from_value(value: &Value, machine: &mut Machine) -> Outcome<String> {
        Gc::<Str>::from_value(value, machine).map(|s| s.as_str().to_string())
    }
}

impl<T: FromValue> FromValue for Option<T> {
    fn from_value(value: &Value, machine: &mut Machine) -> Outcome<Option<T>> {
        match value {
            Value::None | Value::Unset => Ok(None),
            v => T::from_value(v, machine).map(Some),
        }
    }
}

/// A native function of any shape the tables accept. `Shape` tells the implementations apart.
pub trait Callable<Shape> {
    /// Converts the arguments, calls, converts the result.
    fn invoke(&self, machine: &mut Machine, arguments: &[Value]) -> Outcome<Value>;
}

impl<F: Fn(&mut Machine, &[Value]) -> Outcome<Value>> Callable<&'static [Value]> for F {
    #[inline(always)]
    fn invoke(&self, machine: &mut Machine, arguments: &[Value]) -> Outcome<Value> {
        self(machine, arguments)
    }
}

macro_rules! callable {
    ($($name:ident)*) => {
        impl<F, R, $($name),*> Callable<(R, $($name,)*)> for F
        where
            F: Fn($($name),*) -> Outcome<R>,
            R: Into<Value>,
            $($name: FromValue,)*
        {
            #[allow(non_snake_case, unused)]
            fn invoke(&self, machine: &mut Machine, arguments: &[Value]) -> Outcome<Value> {
                let mut rest = arguments.iter();
                $(let $name = $name::from_value(rest.next().unwrap_or(&Value::Unset), machine)?;)*
                self($($name),*).map(Into::into)
            }
        }

        impl<F, R, $($name),*> Callable<(&'static mut Machine, $($name,)* R)> for F
        where
            F: Fn(&mut Machine, $($name),*) -> Outcome<R>,
            R: Into<Value>,
            $($name: FromValue,)*
        {
            #[allow(non_snake_case, unused)]
            fn invoke(&self, machine: &mut Machine, arguments: &[Value]) -> Outcome<Value> {
                let mut rest = arguments.iter();
                $(let $name = $name::from_value(rest.next().unwrap_or(&Value::Unset), machine)?;)*
                self(machine, $($name),*).map(Into::into)
            }
        }
    };
}

callable!();
callable!(A);
callable!(A B);
callable!(A B C);
callable!(A B C D);

/// The payload of `self`, the first argument of a native method.
#[inline(always)]
pub fn this<T: Payload>(arguments: &[Value]) -> Outcome<&T> {
    match arguments.first().and_then(Value::get::<T>) {
        Some(payload) => Ok(payload),
        None => wrong_self(arguments),
    }
}

#[cold]
fn wrong_self<T>(arguments: &[Value]) -> Outcome<T> {
    type_error(format!("descriptor does not apply to a '{}' object", arguments.first().map_or("", |v| type_name(v))))
}

/// The name of a value's type, as messages show it: `decimal.Decimal` of one that CPython has in C.
pub fn type_name(value: &Value) -> &str {
    let name = class_of(value).shown.as_ptr();
    // SAFETY: read only; the class and so its name live as long as the value.
    unsafe { &*name }
}

/// The `__name__` of a value's type.
pub fn short_name(value: &Value) -> &str {
    let name = class_of(value).name.as_ptr();
    // SAFETY: read only; the class and so its name live as long as the value.
    unsafe { &*name }
}
