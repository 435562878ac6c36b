//! Modules.

use crate::native::NativeType;
use crate::object::class::class_flag;
use crate::object::heap::Payload;

/// `module`
pub static MODULE: NativeType = NativeType {
    name: "module",
    layout: <crate::object::descriptor::Module>::layout,
    flags: class_flag::WEAK,
    ..NativeType::BASE
};
