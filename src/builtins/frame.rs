//! Frames and tracebacks.

use crate::native::NativeType;
use crate::object::class::class_flag;
use crate::object::heap::Payload;

/// `frame`
pub static FRAME: NativeType = NativeType {
    name: "frame",
    layout: <crate::object::generator::Frame>::layout,
    flags: class_flag::FINAL,
    ..NativeType::BASE
};

/// `traceback`
pub static TRACEBACK: NativeType = NativeType {
    name: "traceback",
    layout: <crate::object::exception::Traceback>::layout,
    flags: class_flag::FINAL,
    ..NativeType::BASE
};
