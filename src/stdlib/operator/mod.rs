//! `_operator`: the operators of the language as functions; what `operator` takes from Rust.
//!
//! In: values. Out: what the operators make of them. The same functions in Co, for programs that hide this module, are
//! beside this file.

mod getters;

use crate::machine::Machine;
use crate::native;
use crate::native::NativeModule;
use crate::native::convert::type_name;
use crate::object::class::class_of;
use crate::object::dict::Dict;
use crate::object::int::{AnyInt, Int, as_int, to_big};
use crate::object::list::Tuple;
use crate::object::special::Special;
use crate::object::types::types;
use crate::object::{Exc, Outcome, Value, type_error, value_error};
use crate::syntax::ast::{BinaryOperator as B, CompareOperator as C, UnaryOperator as U};

/// A function of two values that an operator makes a third of.
macro_rules! binary {
    ($signature:expr, $operator:expr, $help:expr) => {
        native!($signature, |m: &mut Machine, a: &[Value]| m.binary($operator, &a[0], &a[1]), $help)
    };
}

/// As `binary!`, of an operator with an equals sign.
macro_rules! in_place {
    ($signature:expr, $operator:expr, $help:expr) => {
        native!($signature, |m: &mut Machine, a: &[Value]| m.in_place($operator, &a[0], &a[1]), $help)
    };
}

/// A comparison.
macro_rules! compare {
    ($signature:expr, $operator:expr, $help:expr) => {
        native!($signature, |m: &mut Machine, a: &[Value]| m.compare($operator, &a[0], &a[1]), $help)
    };
}

/// A function of one value.
macro_rules! unary {
    ($signature:expr, $operator:expr, $help:expr) => {
        native!($signature, |m: &mut Machine, a: &[Value]| m.unary($operator, &a[0]), $help)
    };
}

/// `_operator`
pub static MODULE: NativeModule = NativeModule {
    name: "_operator",
    help: "Operator interface.",
    functions: &[
        compare!("lt(a, b, /)", C::Lt, "Same as a < b."),
        compare!("le(a, b, /)", C::Le, "Same as a <= b."),
        compare!("eq(a, b, /)", C::Eq, "Same as a == b."),
        compare!("ne(a, b, /)", C::Ne, "Same as a != b."),
        compare!("ge(a, b, /)", C::Ge, "Same as a >= b."),
        compare!("gt(a, b, /)", C::Gt, "Same as a > b."),
        native!("not_(a, /)", |m: &mut Machine, a: &[Value]| Ok(Value::bool(!m.truth(&a[0])?)), "Same as not a."),
        native!(
            "truth(a, /)",
            |m: &mut Machine, a: &[Value]| m.truth(&a[0]).map(Value::bool),
            "Return True if a is true, False otherwise."
        ),
        native!("is_(a, b, /)", |_: &mut Machine, a: &[Value]| Ok(Value::bool(a[0].is(&a[1]))), "Same as a is b."),
        native!(
            "is_not(a, b, /)",
            |_: &mut Machine, a: &[Value]| Ok(Value::bool(!a[0].is(&a[1]))),
            "Same as a is not b."
        ),
        native!("abs(a, /)", |m: &mut Machine, a: &[Value]| m.call_builtin("abs", a), "Same as abs(a)."),
        unary!("inv(a, /)", U::Invert, "Same as ~a."),
        unary!("invert(a, /)", U::Invert, "Same as ~a."),
        unary!("neg(a, /)", U::Negative, "Same as -a."),
        unary!("pos(a, /)", U::Positive, "Same as +a."),
        native!("index(a, /)", index, "Same as a.__index__()"),
        binary!("add(a, b, /)", B::Add, "Same as a + b."),
        binary!("and_(a, b, /)", B::And, "Same as a & b."),
        binary!("floordiv(a, b, /)", B::FloorDiv, "Same as a // b."),
        binary!("lshift(a, b, /)", B::LShift, "Same as a << b."),
        binary!("mod(a, b, /)", B::Mod, "Same as a % b."),
        binary!("mul(a, b, /)", B::Mul, "Same as a * b."),
        binary!("matmul(a, b, /)", B::MatMul, "Same as a @ b."),
        binary!("or_(a, b, /)", B::Or, "Same as a | b."),
        binary!("pow(a, b, /)", B::Pow, "Same as a ** b."),
        binary!("rshift(a, b, /)", B::RShift, "Same as a >> b."),
        binary!("sub(a, b, /)", B::Sub, "Same as a - b."),
        binary!("truediv(a, b, /)", B::TrueDiv, "Same as a / b."),
        binary!("xor(a, b, /)", B::Xor, "Same as a ^ b."),
        native!("concat(a, b, /)", concat, "Same as a + b, for a and b sequences."),
        native!(
            "contains(a, b, /)",
            |m: &mut Machine, a: &[Value]| m.contains(&a[0], &a[1]).map(Value::bool),
            "Same as b in a (note reversed operands)."
        ),
        native!("countOf(a, b, /)", count_of, "Return the number of items in a which are, or which equal, b."),
        native!(
            "delitem(a, b, /)",
            |m: &mut Machine, a: &[Value]| m.delete_item(&a[0], &a[1]).map(|()| Value::None),
            "Same as del a[b]."
        ),
        native!("getitem(a, b, /)", |m: &mut Machine, a: &[Value]| m.get_item(&a[0], &a[1]), "Same as a[b]."),
        native!("indexOf(a, b, /)", index_of, "Return the first index of b in a."),
        native!(
            "setitem(a, b, c, /)",
            |m: &mut Machine, a: &[Value]| m.set_item(&a[0], &a[1], a[2].clone()).map(|()| Value::None),
            "Same as a[b] = c."
        ),
        native!("length_hint(obj, default=0, /)", length_hint, "Return an estimate of the number of items in obj."),
        native!("call(obj, /, *args, **kwargs)", call, "Same as obj(*args, **kwargs)."),
        in_place!("iadd(a, b, /)", B::Add, "Same as a += b."),
        in_place!("iand(a, b, /)", B::And, "Same as a &= b."),
        native!("iconcat(a, b, /)", concat_in_place, "Same as a += b, for a and b sequences."),
        in_place!("ifloordiv(a, b, /)", B::FloorDiv, "Same as a //= b."),
        in_place!("ilshift(a, b, /)", B::LShift, "Same as a <<= b."),
        in_place!("imod(a, b, /)", B::Mod, "Same as a %= b."),
        in_place!("imul(a, b, /)", B::Mul, "Same as a *= b."),
        in_place!("imatmul(a, b, /)", B::MatMul, "Same as a @= b."),
        in_place!("ior(a, b, /)", B::Or, "Same as a |= b."),
        in_place!("ipow(a, b, /)", B::Pow, "Same as a **= b."),
        in_place!("irshift(a, b, /)", B::RShift, "Same as a >>= b."),
        in_place!("isub(a, b, /)", B::Sub, "Same as a -= b."),
        in_place!("itruediv(a, b, /)", B::TrueDiv, "Same as a /= b."),
        in_place!("ixor(a, b, /)", B::Xor, "Same as a ^= b."),
        native!("_compare_digest(a, b, /)", compare_digest, "Return 'a == b'."),
    ],
    types: &[&getters::ITEM, &getters::ATTRIBUTE, &getters::METHOD],
    ..NativeModule::BASE
};

fn index(m: &mut Machine, a: &[Value]) -> Outcome {
    let index = m.index(&a[0])?;
    // An int itself, whatever class of ints it came as.
    Ok(match as_int(&index) {
        Some(AnyInt::Small(i)) => Value::Int(i),
        Some(_) if class_of(&index) != &types().int => to_big(&index).map_or(index, Int::create),
        _ => index,
    })
}

fn is_sequence(value: &Value) -> Outcome<()> {
    match class_of(value).has_special(Special::GetItem) && !class_of(value).is_subclass_of(&types().dict) {
        true => Ok(()),
        false => type_error(format!("'{}' object can't be concatenated", type_name(value))),
    }
}

fn concat(m: &mut Machine, a: &[Value]) -> Outcome {
    is_sequence(&a[0])?;
    m.binary(B::Add, &a[0], &a[1])
}

fn concat_in_place(m: &mut Machine, a: &[Value]) -> Outcome {
    is_sequence(&a[0])?;
    m.in_place(B::Add, &a[0], &a[1])
}

/// Goes through what is no mapping from item to item; tells of what cannot be gone through as `in` does.
fn items(m: &mut Machine, value: &Value) -> Outcome {
    if !m.is_iterable(value) {
        return type_error(format!("argument of type '{}' is not iterable", type_name(value)));
    }
    m.iter(value)
}

fn count_of(m: &mut Machine, a: &[Value]) -> Outcome {
    let iterator = items(m, &a[0])?;
    let mut count = 0;
    while let Some(item) = m.next(&iterator)? {
        if item.is(&a[1]) || m.equal(&item, &a[1])? {
            count += 1;
        }
    }
    Ok(Value::Int(count))
}

fn index_of(m: &mut Machine, a: &[Value]) -> Outcome {
    let iterator = items(m, &a[0])?;
    let mut place = 0;
    while let Some(item) = m.next(&iterator)? {
        if item.is(&a[1]) || m.equal(&item, &a[1])? {
            return Ok(Value::Int(place));
        }
        place += 1;
    }
    value_error("sequence.index(x): x not in sequence")
}

fn length_hint(m: &mut Machine, a: &[Value]) -> Outcome {
    if as_int(&a[1]).is_none() {
        let given = type_name(&a[1]);
        return type_error(format!("'{given}' object cannot be interpreted as an integer"));
    }
    match m.find_len(&a[0]) {
        Ok(Some(length)) => return Ok(Value::from(length)),
        Ok(None) => {}
        Err(raise) if raise.is(Exc::TypeError) => {}
        Err(raise) => return Err(raise),
    }
    let hint = match m.call_special(&a[0], Special::LengthHint, &[]) {
        Ok(Some(hint)) if !hint.is_not_implemented() => hint,
        Ok(_) => return Ok(a[1].clone()),
        Err(raise) if raise.is(Exc::TypeError) => return Ok(a[1].clone()),
        Err(raise) => return Err(raise),
    };
    match as_int(&hint) {
        Some(AnyInt::Small(i)) if i < 0 => value_error("__length_hint__() should return >= 0"),
        Some(_) => Ok(hint),
        None => type_error(format!("__length_hint__ must be an integer, not {}", type_name(&hint))),
    }
}

fn call(m: &mut Machine, a: &[Value]) -> Outcome {
    let arguments = a[1].get::<Tuple>().map_or(&[][..], Tuple::as_slice);
    match a[2].get::<Dict>() {
        Some(keywords) => m.call_dict(&a[0], arguments, keywords),
        None => m.call(&a[0], arguments),
    }
}

/// Compares every byte, whatever the first ones are.
fn compare_digest(m: &mut Machine, a: &[Value]) -> Outcome {
    let texts = a.iter().all(|value| class_of(value).is_subclass_of(&types().str));
    let bytes = |m: &mut Machine, value: &Value| -> Outcome<Vec<u8>> {
        if texts {
            let text = m.str(value)?;
            return match text.as_str().is_ascii() {
                true => Ok(text.as_str().as_bytes().to_vec()),
                false => type_error("comparing strings with non-ASCII characters is not supported"),
            };
        }
        match crate::machine::protocol::operators::byte_string(value) {
            Some(bytes) => Ok(bytes),
            None => {
                let (one, other) = (type_name(&a[0]), type_name(&a[1]));
                type_error(format!("unsupported operand types(s) or combination of types: '{one}' and '{other}'"))
            }
        }
    };
    let (one, other) = (bytes(m, &a[0])?, bytes(m, &a[1])?);
    let differing = one.iter().zip(&other).fold(one.len() ^ other.len(), |all, (x, y)| all | usize::from(x ^ y));
    Ok(Value::bool(differing == 0))
}
