//! Functions, methods, native functions, cells and code objects.

use crate::native::NativeType;
use crate::object::class::class_flag;
use crate::object::heap::Payload;

/// `function`
pub static FUNCTION: NativeType = NativeType {
    name: "function",
    layout: <crate::object::function::Function>::layout,
    flags: class_flag::FINAL | class_flag::DICT | class_flag::WEAK,
    ..NativeType::BASE
};

/// `builtin_function_or_method`
pub static BUILTIN_FUNCTION: NativeType = NativeType {
    name: "builtin_function_or_method",
    layout: <crate::object::descriptor::NativeFunction>::layout,
    flags: class_flag::FINAL | class_flag::WEAK,
    ..NativeType::BASE
};

/// `method`
pub static METHOD: NativeType = NativeType {
    name: "method",
    layout: <crate::object::function::BoundMethod>::layout,
    flags: class_flag::FINAL | class_flag::WEAK,
    ..NativeType::BASE
};

/// `method_descriptor`
pub static METHOD_DESCRIPTOR: NativeType = NativeType {
    name: "method_descriptor",
    layout: <crate::object::descriptor::NativeFunction>::layout,
    flags: class_flag::FINAL,
    ..NativeType::BASE
};

/// `wrapper_descriptor`
pub static WRAPPER_DESCRIPTOR: NativeType = NativeType {
    name: "wrapper_descriptor",
    layout: <crate::object::descriptor::NativeFunction>::layout,
    flags: class_flag::FINAL,
    ..NativeType::BASE
};

/// `cell`
pub static CELL: NativeType = NativeType {
    name: "cell",
    layout: <crate::object::function::Cell_>::layout,
    flags: class_flag::FINAL,
    ..NativeType::BASE
};

/// `code`
pub static CODE: NativeType = NativeType {
    name: "code",
    layout: <crate::object::function::Code>::layout,
    flags: class_flag::FINAL | class_flag::WEAK,
    ..NativeType::BASE
};
