//! `_json_text`: JSON text to values and back; the modules of `json` beside it give it its classes.
//!
//! In: texts, values. Out: values, texts; JSONDecodeError with the place, ValueError and TypeError in CPython's words.

mod decode;
mod encode;

use crate::native;
use crate::native::NativeModule;

/// `_json_text`
pub static MODULE: NativeModule = NativeModule {
    name: "_json_text",
    help: "json speedups\n",
    functions: &[
        native!(
            "scan(text, start, strict, object_hook, object_pairs_hook, parse_float, parse_int, parse_constant, /)",
            decode::scan,
            "The value that begins at a place, and where it ends; StopIteration where none begins."
        ),
        native!("scanstring(string, end, strict=True, /)", decode::scanstring, "A string and where it ends."),
        native!(
            "encode(o, default, skipkeys, ensure_ascii, check_circular, allow_nan, sort_keys, indent, item_separator, key_separator, level, /)",
            encode::encode,
            "A value as JSON text."
        ),
        native!("encode_basestring(string, /)", encode::basestring, "Return a JSON representation of a Python string"),
        native!(
            "encode_basestring_ascii(string, /)",
            encode::basestring_ascii,
            "Return an ASCII-only JSON representation of a Python string"
        ),
    ],
    ..NativeModule::BASE
};
