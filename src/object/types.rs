//! The built-in types of a thread's interpreter, reached from everywhere by [`types`].
//!
//! # Safety
//! The pointer is set once per thread by [`install`], to memory that is never freed.

use super::class::Class;
use super::exc::{EXCEPTIONS, Exc};
use super::heap::Gc;
use super::list::Tuple;
use std::cell::Cell;

macro_rules! core_types {
    ($($field:ident)*) => {
        /// The built-in types, by Rust name.
        #[allow(missing_docs)]
        pub struct Types {
            $(pub $field: Gc<Class>,)*
            /// By [`Exc`].
            pub exceptions: Vec<Gc<Class>>,
            /// The one empty tuple.
            pub empty_tuple: Gc<Tuple>,
        }

        /// The fields' names, in order: what the bootstrap iterates over.
        pub const TYPE_FIELDS: &[&str] = &[$(stringify!($field)),*];

        impl Types {
            /// Puts the classes made by `make` (called with each field's name) together.
            pub fn gather(mut make: impl FnMut(&'static str) -> Gc<Class>, exceptions: Vec<Gc<Class>>, empty_tuple: Gc<Tuple>) -> Types {
                Types { $($field: make(stringify!($field)),)* exceptions, empty_tuple }
            }

            /// All types with their Rust names.
            pub fn all(&self) -> Vec<(&'static str, &Gc<Class>)> {
                vec![$((stringify!($field), &self.$field)),*]
            }
        }
    };
}

core_types! {
    object type_ int float bool complex str bytes bytearray memoryview list tuple dict set frozenset range slice
    none_type ellipsis not_implemented function builtin_function method method_wrapper method_descriptor classmethod_descriptor wrapper_descriptor
    getset member property staticmethod classmethod super_ code cell frame traceback module
    generator coroutine async_generator coroutine_wrapper async_generator_asend async_generator_athrow anext_awaitable
    range_iterator long_range_iterator list_iterator list_reverse_iterator tuple_iterator str_iterator str_ascii_iterator
    bytes_iterator bytearray_iterator dict_keys dict_values dict_items dict_key_iterator dict_value_iterator
    dict_item_iterator dict_reverse_key_iterator dict_reverse_value_iterator dict_reverse_item_iterator set_iterator
    iterator callable_iterator enumerate zip map filter reversed mapping_proxy frame_locals_proxy simple_namespace generic_alias
    union_type weakref weak_proxy type_var type_var_tuple param_spec type_alias
}

thread_local! {
    static TYPES: Cell<*const Types> = const { Cell::new(std::ptr::null()) };
}

/// The built-in types of this thread. The machine installs them before anything else happens.
#[inline(always)]
pub fn types() -> &'static Types {
    // `try_with` and not `with`, which is not inlined.
    let at = TYPES.try_with(Cell::get).unwrap_or(std::ptr::null());
    debug_assert!(!at.is_null(), "types() before the machine was made: this is a bug in Co");
    // SAFETY: installed once per thread, before any value is made, and never freed.
    unsafe { &*at }
}

/// Whether the types of this thread are installed.
pub fn installed() -> bool {
    !TYPES.with(Cell::get).is_null()
}

/// Reserves the place of the types, so that `types()` can be used while they are being filled in by the bootstrap.
pub fn install(types: Types) {
    TYPES.with(|t| t.set(Box::into_raw(Box::new(types))));
}

impl Types {
    /// The class of a built-in exception.
    #[inline]
    pub fn exception(&self, which: Exc) -> &Gc<Class> {
        &self.exceptions[which as usize]
    }
}

const _: () = assert!(EXCEPTIONS.len() < 256);
