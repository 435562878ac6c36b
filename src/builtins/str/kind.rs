//! Questions about text: `isalpha`, `isdigit` and their siblings.
//!
//! In: a text. Out: truth, by Unicode's categories.

use super::own;
use crate::machine::Machine;
use crate::object::text::class;
use crate::object::{Outcome, Value};

macro_rules! tested {
    ($($name:ident $help:literal $function:expr;)*) => {
        $(#[doc = $help]
        pub fn $name(_: &mut Machine, a: &[Value]) -> Outcome<Value> {
            let test: fn(&str) -> bool = $function;
            Ok(Value::bool(test(own(a)?)))
        })*
    };
}

tested! {
    is_alnum "`s.isalnum()`" |s| class::all(s, class::is_alnum);
    is_alpha "`s.isalpha()`" |s| class::all(s, class::is_alpha);
    is_ascii "`s.isascii()`" |s| s.is_ascii();
    is_decimal "`s.isdecimal()`" |s| class::all(s, |c| class::decimal(c).is_some());
    is_digit "`s.isdigit()`" |s| class::all(s, |c| class::digit(c).is_some());
    is_identifier "`s.isidentifier()`" class::identifier;
    is_lower "`s.islower()`" class::lower;
    is_numeric "`s.isnumeric()`" |s| class::all(s, class::is_numeric);
    is_printable "`s.isprintable()`" class::printable;
    is_space "`s.isspace()`" |s| class::all(s, class::is_space);
    is_title "`s.istitle()`" class::title;
    is_upper "`s.isupper()`" class::upper;
}
