//! The built-in exceptions.

use crate::native::NativeType;
use crate::object::class::class_flag;
use crate::object::exc::Exc;
use crate::object::heap::Payload;
use crate::object::types::types;

/// `BaseException`
pub static BASE_EXCEPTION: NativeType = NativeType {
    name: "BaseException",
    layout: <crate::object::exception::Exception>::layout,
    flags: class_flag::DICT | class_flag::EXCEPTION,
    ..NativeType::BASE
};

/// An exception that adds nothing to its base.
pub static PLAIN: NativeType = NativeType { layout: <crate::object::exception::Exception>::layout, ..NativeType::BASE };

/// The table of an exception that has methods or attributes of its own.
pub fn table(which: Exc) -> Option<&'static NativeType> {
    match which {
        Exc::BaseException => Some(&BASE_EXCEPTION),
        _ => None,
    }
}

/// `ExceptionGroup` has two bases.
pub fn second_bases() {
    let group = types().exception(Exc::ExceptionGroup);
    let bases = vec![types().exception(Exc::BaseExceptionGroup).clone(), types().exception(Exc::Exception).clone()];
    if let Some(mro) = crate::object::class::linearise(&bases) {
        group.relink(bases, mro);
    }
}
