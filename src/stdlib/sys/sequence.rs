//! Named tuples of `sys`: `version_info`, `flags`, `float_info` and their like.
//!
//! In: tables of field names. Out: classes whose instances are tuples with attributes.

use crate::builtins::tuple::TUPLE;
use crate::machine::Machine;
use crate::native::{NativeType, class_for};
use crate::object::class::class_of;
use crate::object::heap::Payload;
use crate::object::list::Tuple;
use crate::object::{Outcome, Value};
use crate::{getset, native};

fn field(value: &Value, index: usize) -> Outcome {
    Ok(value.get::<Tuple>().and_then(|t| t.as_slice().get(index).cloned()).unwrap_or_default())
}

macro_rules! sequence {
    ($(#[$help:meta])* $static:ident, $name:literal, $($index:literal $field:literal),*) => {
        $(#[$help])*
        pub static $static: NativeType = NativeType {
            name: $name,
            module: "sys",
            base: Some(&TUPLE),
            layout: <Tuple>::layout,
            methods: &[native!("__repr__(self, /)", repr, "Return repr(self).")],
            getsets: &[$(getset!($field, |_, v| field(v, $index), "A field.")),*],
            ..NativeType::BASE
        };
    };
}

sequence!(
    /// `sys.version_info`
    VERSION_INFO, "version_info", 0 "major", 1 "minor", 2 "micro", 3 "releaselevel", 4 "serial"
);
sequence!(
    /// `sys.flags`
    FLAGS, "flags", 0 "debug", 1 "inspect", 2 "interactive", 3 "optimize", 4 "dont_write_bytecode", 5 "no_user_site",
    6 "no_site", 7 "ignore_environment", 8 "verbose", 9 "bytes_warning", 10 "quiet", 11 "hash_randomization",
    12 "isolated", 13 "dev_mode", 14 "utf8_mode", 15 "warn_default_encoding", 16 "safe_path", 17 "int_max_str_digits"
);
sequence!(
    /// `sys.float_info`
    FLOAT_INFO, "float_info", 0 "max", 1 "max_exp", 2 "max_10_exp", 3 "min", 4 "min_exp", 5 "min_10_exp", 6 "dig",
    7 "mant_dig", 8 "epsilon", 9 "radix", 10 "rounds"
);
sequence!(
    /// `sys.int_info`
    INT_INFO, "int_info", 0 "bits_per_digit", 1 "sizeof_digit", 2 "default_max_str_digits", 3 "str_digits_check_threshold"
);
sequence!(
    /// `sys.hash_info`
    HASH_INFO, "hash_info", 0 "width", 1 "modulus", 2 "inf", 3 "nan", 4 "imag", 5 "algorithm", 6 "hash_bits",
    7 "seed_bits", 8 "cutoff"
);
sequence!(
    /// `sys.UnraisableHookArgs`
    UNRAISABLE, "UnraisableHookArgs", 0 "exc_type", 1 "exc_value", 2 "exc_traceback", 3 "err_msg", 4 "object"
);
sequence!(
    /// `sys.asyncgen_hooks`
    ASYNCGEN_HOOKS, "asyncgen_hooks", 0 "firstiter", 1 "finalizer"
);
sequence!(
    /// `sys.thread_info`
    THREAD_INFO, "thread_info", 0 "name", 1 "lock", 2 "version"
);

/// An instance of one of them.
pub fn create(table: &'static NativeType, fields: Vec<Value>) -> Value {
    Tuple::of_class(fields, &class_for(table)).into_value()
}

fn repr(m: &mut Machine, a: &[Value]) -> Outcome {
    let items = a[0].get::<Tuple>().map_or(&[][..], Tuple::as_slice).to_vec();
    let Some(table) = class_of(&a[0]).native else { return Ok(Value::from("")) };
    let prefix = if std::ptr::eq(table, &ASYNCGEN_HOOKS) { "" } else { "sys." };
    let mut text = format!("{prefix}{}(", table.name);
    for (i, (field, value)) in table.getsets.iter().zip(items).enumerate() {
        text.push_str(if i == 0 { "" } else { ", " });
        text.push_str(field.name);
        text.push('=');
        m.repr_into(&value, &mut text)?;
    }
    text.push(')');
    Ok(Value::from(text))
}
