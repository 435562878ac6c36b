//! Displays: lists, tuples, and the texts of f-strings.
//!
//! In: the place of the operation, and registers with what is put together, which die. Out: the whole, in its register.
//! Ints that are parts of a text stay ints until it is put together.
//!
//! # Safety
//! As for the dispatch loop: `pc` stands behind an operation of the running frame, operands are registers of its window.

// Registers are reached through raw pointers that are good by the rules above.
#![allow(dangerous_implicit_autorefs)]

use super::Machine;
use super::halves::op_before;
use super::quick::quick_format;
use crate::bytecode::Op;
use crate::bytecode::op::{NO_REG, PART};
use crate::object::list::{List, Tuple};
use crate::object::str::{INT_DIGITS, Str, int_digits};
use crate::object::types::types;
use crate::object::{Outcome, Value};

/// A register of the window that begins at `registers`.
macro_rules! r {
    ($registers:ident, $i:expr) => {
        *unsafe { &mut *$registers.add($i as usize) }
    };
}

impl Machine {
    /// Displays of lists, tuples and texts.
    #[inline(never)]
    pub(super) fn long_display(&mut self, pc: *const Op, registers: *mut Value) {
        match op_before(pc) {
            Op::BuildList(dst, base, count) => {
                let items = take_values(registers, base, count);
                r!(registers, dst) = List::create(items).into_value();
            }
            Op::BuildTuple(dst, _, 0) => r!(registers, dst) = types().empty_tuple.value(),
            Op::BuildTuple(dst, base, count) => {
                // SAFETY: registers of the window.
                let items = (base..base + count).map(|i| r!(registers, i).take());
                let tuple = Tuple::of_values(items, count as usize);
                r!(registers, dst) = tuple.into_value();
            }
            Op::BuildString(dst, base, count) => {
                let value = join_strings(registers, base, count);
                for i in base..base + count {
                    r!(registers, i) = Value::Unset;
                }
                r!(registers, dst) = value;
            }
            _ => {}
        }
    }

    /// `dst = format(value, spec)`
    #[inline(never)]
    pub(super) fn long_format(&mut self, pc: *const Op, registers: *mut Value) -> Outcome<()> {
        let Op::FormatValue(how, dst, value, spec) = op_before(pc) else { return Ok(()) };
        let result = match &r!(registers, value) {
            // `{text}` and `{number}`.
            Value::Object(object) if how & 3 == 0 && spec == NO_REG && object.class() == &types().str => {
                Value::Object(object.clone())
            }
            // A part of a longer text is written when that is.
            Value::Int(i) if how & (3 | PART) == PART && spec == NO_REG => Value::Int(*i),
            Value::Int(i) if how & 3 == 0 && spec == NO_REG => Str::of_int(*i).into_value(),
            number
                if how & 3 == 0
                    && spec != NO_REG
                    && let Some(text) = quick_format(number, &r!(registers, spec)) =>
            {
                text
            }
            _ => self.format_value(how & 3, registers, value, spec)?,
        };
        if how & 16 != 0 {
            r!(registers, value) = Value::Unset;
        }
        if how & 32 != 0 && spec != NO_REG {
            r!(registers, spec) = Value::Unset;
        }
        r!(registers, dst) = result;
        Ok(())
    }
}

/// Takes values out of registers.
pub(super) fn take_values(registers: *mut Value, base: u16, count: u16) -> Vec<Value> {
    // SAFETY: registers of the window.
    (0..count as usize).map(|i| unsafe { (*registers.add(base as usize + i)).take() }).collect()
}

/// Texts, and ints that are written as such, joined.
fn join_strings(registers: *mut Value, base: u16, count: u16) -> Value {
    // SAFETY: registers of the window.
    let parts = unsafe { std::slice::from_raw_parts(registers.add(base as usize), count as usize) };
    let (mut bytes, mut chars) = (0, 0);
    // The digits of all ints, one behind the other.
    let mut digits = [[0; INT_DIGITS]; 8];
    let mut ints: [&[u8]; 8] = [&[]; 8];
    let mut rooms = digits.iter_mut();
    let mut written = 0;
    for part in parts {
        match part {
            Value::Int(i) => {
                let Some(room) = rooms.next() else { return join_many(parts) };
                ints[written] = int_digits(room, *i);
                bytes += ints[written].len();
                chars += ints[written].len();
                written += 1;
            }
            part => {
                if let Some(text) = part.get::<Str>() {
                    bytes += text.as_str().len();
                    chars += text.len();
                }
            }
        }
    }
    let mut ints = ints.into_iter();
    let texts = parts.iter().map(|part| match part {
        Value::Int(_) => ints.next().and_then(|digits| std::str::from_utf8(digits).ok()).unwrap_or_default(),
        part => part.get::<Str>().map_or("", Str::as_str),
    });
    Str::of_parts(bytes, chars, texts).into_value()
}

/// The same with more ints.
fn join_many(parts: &[Value]) -> Value {
    let mut text = String::new();
    for part in parts {
        match part {
            Value::Int(i) => text.push_str(Str::of_int(*i).as_str()),
            part => text.push_str(part.get::<Str>().map_or("", Str::as_str)),
        }
    }
    Value::from(text)
}
