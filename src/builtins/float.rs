//! `float`.

use super::int::{format_spec, power, quotient};
use crate::machine::Machine;
use crate::machine::protocol::operators::byte_string;
use crate::native::convert::{this, type_name};
use crate::native::{Native, NativeGetset, NativeType};
use crate::object::class::Class;
use crate::object::format::format_float;
use crate::object::heap::{Kind, Payload};
use crate::object::int::{AnyInt, BoxedFloat, as_float, as_int};
use crate::object::list::Tuple;
use crate::object::number::{float, float_text, int};
use crate::object::special::Special;
use crate::object::str::Str;
use crate::object::types::types;
use crate::object::{Outcome, Value, type_error, value_error};
use crate::{getset, native};

/// `float`
pub static FLOAT: NativeType = NativeType {
    name: "float",
    layout: <BoxedFloat>::layout,
    help: "Convert a string or number to a floating-point number, if possible.",
    new: Some(native!("__new__(cls, x=0, /)", new, "Create and return a new object.")),
    methods: METHODS,
    class_methods: &[
        native!("fromhex(cls, string, /)", from_hex, "Create a floating-point number from a hexadecimal string."),
        native!("__getformat__(cls, typestr, /)", get_format, "You probably don't want to use this function."),
    ],
    getsets: GETSETS,
    specials: SPECIALS,
    ..NativeType::BASE
};

const SPECIALS: &[Special] = &[
    Special::Add,
    Special::RAdd,
    Special::Sub,
    Special::RSub,
    Special::Mul,
    Special::RMul,
    Special::TrueDiv,
    Special::RTrueDiv,
    Special::FloorDiv,
    Special::RFloorDiv,
    Special::Mod,
    Special::RMod,
    Special::Neg,
    Special::Pos,
    Special::Lt,
    Special::Le,
    Special::Eq,
    Special::Ne,
    Special::Gt,
    Special::Ge,
    Special::Hash,
    Special::Bool,
    Special::Repr,
];

const METHODS: &[Native] = &[
    native!(
        "as_integer_ratio(self, /)",
        as_integer_ratio,
        "Return a pair of integers whose ratio is equal to the float."
    ),
    native!("conjugate(self, /)", itself, "Return self, the complex conjugate of any float."),
    native!("hex(self, /)", hex, "Return a hexadecimal representation of a floating-point number."),
    native!("is_integer(self, /)", is_integer, "Return True if the float is an integer."),
    native!("__abs__(self, /)", absolute, "abs(self)"),
    native!("__ceil__(self, /)", ceil, "Return the ceiling as an Integral."),
    native!("__divmod__(self, value, /)", divmod, "Return divmod(self, value)."),
    native!("__float__(self, /)", itself, "float(self)"),
    native!("__floor__(self, /)", floor, "Return the floor as an Integral."),
    native!("__format__(self, format_spec, /)", format, "Formats the float according to format_spec."),
    native!("__getnewargs__(self, /)", newargs, ""),
    native!("__int__(self, /)", truncate, "int(self)"),
    native!("__pow__(self, value, mod=None, /)", pow, "Return pow(self, value, mod)."),
    native!("__rdivmod__(self, value, /)", rdivmod, "Return divmod(value, self)."),
    native!("__round__(self, ndigits=None, /)", round, "Return the Integral closest to x, rounding half toward even."),
    native!("__rpow__(self, value, mod=None, /)", rpow, "Return pow(value, self, mod)."),
    native!("__trunc__(self, /)", truncate, "Return the Integral closest to x between 0 and x."),
];

const GETSETS: &[NativeGetset] = &[
    getset!("real", |_, value| me(std::slice::from_ref(value)).map(Value::float), "the real part of a complex number"),
    getset!("imag", |_, _| Ok(Value::float(0.0)), "the imaginary part of a complex number"),
];

/// The float in the first argument.
fn me(arguments: &[Value]) -> Outcome<f64> {
    match arguments.first().and_then(as_float) {
        Some(x) => Ok(x),
        None => this::<BoxedFloat>(arguments).map(|boxed| boxed.number),
    }
}

fn new(m: &mut Machine, a: &[Value]) -> Outcome {
    let number = convert(m, &a[1])?;
    match a[0].typed::<Class>() {
        Some(class) => Ok(BoxedFloat::of_class(number, class)),
        None => type_error("float.__new__(X): X is not a type object"),
    }
}

/// `float(x)`
fn convert(m: &mut Machine, x: &Value) -> Outcome<f64> {
    if let Some(text) = x.get::<Str>() {
        return Ok(float_text::parse(text.as_str())?);
    }
    if matches!(x.kind(), Some(Kind::Bytes | Kind::ByteArray | Kind::MemoryView))
        && let Some(bytes) = byte_string(x)
    {
        return Ok(float_text::parse_bytes(&bytes)?);
    }
    match m.float_answer(x)? {
        Some(number) => Ok(number),
        None => type_error(format!("float() argument must be a string or a real number, not '{}'", type_name(x))),
    }
}

fn from_hex(m: &mut Machine, a: &[Value]) -> Outcome {
    let Some(text) = a[1].get::<Str>() else {
        return type_error("bad argument type for built-in operation");
    };
    let number = Value::float(float_text::from_hex(text.as_str())?);
    if a[0].is(&types().float.value()) { Ok(number) } else { m.call(&a[0], &[number]) }
}

fn get_format(_: &mut Machine, a: &[Value]) -> Outcome {
    match a[1].get::<Str>().map(Str::as_str) {
        Some("double" | "float") => Ok("IEEE, little-endian".into()),
        Some(_) => value_error("__getformat__() argument 1 must be 'double' or 'float'"),
        None => type_error(format!("__getformat__() argument must be str, not {}", type_name(&a[1]))),
    }
}

fn itself(_: &mut Machine, a: &[Value]) -> Outcome {
    me(a).map(Value::float)
}

fn absolute(_: &mut Machine, a: &[Value]) -> Outcome {
    Ok(Value::float(me(a)?.abs()))
}

fn as_integer_ratio(_: &mut Machine, a: &[Value]) -> Outcome {
    let (over, under) = int::ratio_of_float(me(a)?)?;
    Ok(Tuple::create(vec![over.into(), under.into()]).into_value())
}

fn hex(_: &mut Machine, a: &[Value]) -> Outcome {
    Ok(float_text::hex(me(a)?).into())
}

fn is_integer(_: &mut Machine, a: &[Value]) -> Outcome {
    Ok(Value::bool(float::is_integer(me(a)?)))
}

fn ceil(_: &mut Machine, a: &[Value]) -> Outcome {
    Ok(int::from_float(me(a)?.ceil())?.into())
}

fn floor(_: &mut Machine, a: &[Value]) -> Outcome {
    Ok(int::from_float(me(a)?.floor())?.into())
}

fn truncate(_: &mut Machine, a: &[Value]) -> Outcome {
    Ok(int::from_float(me(a)?)?.into())
}

fn divmod(_: &mut Machine, a: &[Value]) -> Outcome {
    me(a)?;
    quotient(a, false)
}

fn rdivmod(_: &mut Machine, a: &[Value]) -> Outcome {
    me(a)?;
    quotient(a, true)
}

fn pow(m: &mut Machine, a: &[Value]) -> Outcome {
    me(a)?;
    power(m, a, false)
}

fn rpow(m: &mut Machine, a: &[Value]) -> Outcome {
    me(a)?;
    power(m, a, true)
}

fn round(m: &mut Machine, a: &[Value]) -> Outcome {
    let number = me(a)?;
    if a[1].is_none() {
        return Ok(float::round(number)?.into());
    }
    let digits = m.index(&a[1])?;
    let digits = as_int(&digits).map_or(0, AnyInt::saturating_i64);
    Ok(Value::float(float::round_digits(number, digits)?))
}

fn format(m: &mut Machine, a: &[Value]) -> Outcome {
    let spec = format_spec(&a[1])?;
    if spec.is_empty() {
        return m.str(&a[0]).map(Value::from);
    }
    Ok(format_float(me(a)?, spec.as_str(), type_name(&a[0]))?.into())
}

fn newargs(_: &mut Machine, a: &[Value]) -> Outcome {
    Ok(Tuple::create(vec![Value::float(me(a)?)]).into_value())
}
