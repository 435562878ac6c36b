//! The views of `dict` and their iterators.

use crate::native::NativeType;
use crate::object::class::class_flag;
use crate::object::heap::Payload;

/// `dict_keys`
pub static DICT_KEYS: NativeType = NativeType {
    name: "dict_keys",
    layout: <crate::object::descriptor::DictView>::layout,
    flags: class_flag::FINAL,
    ..NativeType::BASE
};

/// `dict_values`
pub static DICT_VALUES: NativeType = NativeType {
    name: "dict_values",
    layout: <crate::object::descriptor::DictView>::layout,
    flags: class_flag::FINAL,
    ..NativeType::BASE
};

/// `dict_items`
pub static DICT_ITEMS: NativeType = NativeType {
    name: "dict_items",
    layout: <crate::object::descriptor::DictView>::layout,
    flags: class_flag::FINAL,
    ..NativeType::BASE
};

/// `dict_keyiterator`
pub static DICT_KEY_ITERATOR: NativeType = NativeType {
    name: "dict_keyiterator",
    layout: <crate::object::descriptor::DictIterator>::layout,
    flags: class_flag::FINAL,
    ..NativeType::BASE
};

/// `dict_valueiterator`
pub static DICT_VALUE_ITERATOR: NativeType = NativeType {
    name: "dict_valueiterator",
    layout: <crate::object::descriptor::DictIterator>::layout,
    flags: class_flag::FINAL,
    ..NativeType::BASE
};

/// `dict_itemiterator`
pub static DICT_ITEM_ITERATOR: NativeType = NativeType {
    name: "dict_itemiterator",
    layout: <crate::object::descriptor::DictIterator>::layout,
    flags: class_flag::FINAL,
    ..NativeType::BASE
};

/// `dict_reversekeyiterator`
pub static DICT_REVERSE_KEY_ITERATOR: NativeType = NativeType {
    name: "dict_reversekeyiterator",
    layout: <crate::object::descriptor::DictIterator>::layout,
    flags: class_flag::FINAL,
    ..NativeType::BASE
};

/// `dict_reversevalueiterator`
pub static DICT_REVERSE_VALUE_ITERATOR: NativeType = NativeType {
    name: "dict_reversevalueiterator",
    layout: <crate::object::descriptor::DictIterator>::layout,
    flags: class_flag::FINAL,
    ..NativeType::BASE
};

/// `dict_reverseitemiterator`
pub static DICT_REVERSE_ITEM_ITERATOR: NativeType = NativeType {
    name: "dict_reverseitemiterator",
    layout: <crate::object::descriptor::DictIterator>::layout,
    flags: class_flag::FINAL,
    ..NativeType::BASE
};
