//! Generators, coroutines and async generators.

use crate::native::NativeType;
use crate::object::class::class_flag;
use crate::object::heap::Payload;

/// `generator`
pub static GENERATOR: NativeType = NativeType {
    name: "generator",
    layout: <crate::object::generator::Generator>::layout,
    flags: class_flag::FINAL | class_flag::WEAK,
    ..NativeType::BASE
};

/// `coroutine`
pub static COROUTINE: NativeType = NativeType {
    name: "coroutine",
    layout: <crate::object::generator::Generator>::layout,
    flags: class_flag::FINAL | class_flag::WEAK,
    ..NativeType::BASE
};

/// `async_generator`
pub static ASYNC_GENERATOR: NativeType = NativeType {
    name: "async_generator",
    layout: <crate::object::generator::Generator>::layout,
    flags: class_flag::FINAL | class_flag::WEAK,
    ..NativeType::BASE
};

/// `coroutine_wrapper`
pub static COROUTINE_WRAPPER: NativeType =
    NativeType { name: "coroutine_wrapper", flags: class_flag::FINAL, ..NativeType::BASE };

/// `async_generator_asend`
pub static ASYNC_GENERATOR_ASEND: NativeType =
    NativeType { name: "async_generator_asend", flags: class_flag::FINAL, ..NativeType::BASE };

/// `async_generator_athrow`
pub static ASYNC_GENERATOR_ATHROW: NativeType =
    NativeType { name: "async_generator_athrow", flags: class_flag::FINAL, ..NativeType::BASE };

/// `anext_awaitable`
pub static ANEXT_AWAITABLE: NativeType =
    NativeType { name: "anext_awaitable", flags: class_flag::FINAL, ..NativeType::BASE };
