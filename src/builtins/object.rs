//! `object`.

use crate::native::NativeType;

/// `object`
pub static OBJECT: NativeType = NativeType {
    name: "object",
    module: "builtins",
    base: None,
    layout: crate::object::class::instance_layout,
    flags: 0,
    help: "The base class of the class hierarchy.",
    new: None,
    methods: &[],
    class_methods: &[],
    static_methods: &[],
    getsets: &[],
    specials: &[],
};
