//! `int`.

use crate::machine::Machine;
use crate::machine::protocol::number::{builtin_divmod, builtin_power_modulo, leaves_to};
use crate::machine::protocol::operators::byte_string;
use crate::native::convert::type_name;
use crate::native::{Native, NativeGetset, NativeType};
use crate::object::class::{Class, class_of};
use crate::object::format::format_int;
use crate::object::heap::{Gc, Kind, Payload};
use crate::object::int::{AnyInt, Int, as_float, as_i64, as_int};
use crate::object::list::Tuple;
use crate::object::number::int::{self, ByteOrder, digit_limit};
use crate::object::special::Special;
use crate::object::str::Str;
use crate::object::types::types;
use crate::object::{Outcome, Value, type_error, value_error};
use crate::syntax::ast::BinaryOperator;
use crate::{getset, native};

/// `int`
pub static INT: NativeType = NativeType {
    name: "int",
    layout: <Int>::layout,
    help: "int([x]) -> integer\nint(x, base=10) -> integer\n\nConvert a number or string to an integer, or return 0 if no \
           arguments are given.",
    new: Some(native!("__new__(cls, x=<unset>, /, base=<unset>)", new, "Create and return a new object.")),
    methods: METHODS,
    class_methods: &[native!(
        "from_bytes(cls, bytes, byteorder='big', *, signed=False)",
        from_bytes,
        "Return the integer represented by the given array of bytes."
    )],
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
    Special::LShift,
    Special::RLShift,
    Special::RShift,
    Special::RRShift,
    Special::And,
    Special::RAnd,
    Special::Or,
    Special::ROr,
    Special::Xor,
    Special::RXor,
    Special::Neg,
    Special::Pos,
    Special::Invert,
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
        "Return a pair of integers whose ratio is equal to the int."
    ),
    native!(
        "bit_count(self, /)",
        bit_count,
        "Number of ones in the binary representation of the absolute value of self."
    ),
    native!("bit_length(self, /)", bit_length, "Number of bits necessary to represent self in binary."),
    native!("conjugate(self, /)", itself, "Returns self, the complex conjugate of any int."),
    native!(
        "is_integer(self, /)",
        is_integer,
        "Returns True. Exists for duck type compatibility with float.is_integer."
    ),
    native!(
        "to_bytes(self, /, length=1, byteorder='big', *, signed=False)",
        to_bytes,
        "Return an array of bytes representing an integer."
    ),
    native!("__abs__(self, /)", absolute, "abs(self)"),
    native!("__ceil__(self, /)", itself, "Ceiling of an Integral returns itself."),
    native!("__divmod__(self, value, /)", divmod, "Return divmod(self, value)."),
    native!("__float__(self, /)", to_float, "float(self)"),
    native!("__floor__(self, /)", itself, "Flooring an Integral returns itself."),
    native!("__format__(self, format_spec, /)", format, "Convert to a string according to format_spec."),
    native!("__getnewargs__(self, /)", newargs, ""),
    native!(
        "__index__(self, /)",
        itself,
        "Return self converted to an integer, if self is suitable for use as an index."
    ),
    native!("__int__(self, /)", itself, "int(self)"),
    native!("__pow__(self, value, mod=None, /)", pow, "Return pow(self, value, mod)."),
    native!("__rdivmod__(self, value, /)", rdivmod, "Return divmod(value, self)."),
    native!("__round__(self, ndigits=None, /)", round, "Rounding an Integral returns itself."),
    native!("__rpow__(self, value, mod=None, /)", rpow, "Return pow(value, self, mod)."),
    native!("__sizeof__(self, /)", size, "Returns size in memory, in bytes."),
    native!("__trunc__(self, /)", itself, "Truncating an Integral returns itself."),
];

const GETSETS: &[NativeGetset] = &[
    getset!("real", |_, value| plain(value), "the real part of a complex number"),
    getset!("imag", |_, _| Ok(Value::Int(0)), "the imaginary part of a complex number"),
    getset!("numerator", |_, value| plain(value), "the numerator of a rational number in lowest terms"),
    getset!("denominator", |_, _| Ok(Value::Int(1)), "the denominator of a rational number in lowest terms"),
];

/// The int in the first argument.
fn me(arguments: &[Value]) -> Outcome<AnyInt<'_>> {
    match arguments.first().and_then(as_int) {
        Some(n) => Ok(n),
        None => {
            let given = arguments.first().map_or("", type_name);
            type_error(format!("descriptor for 'int' objects doesn't apply to a '{given}' object"))
        }
    }
}

/// The int in a value as an exact `int`.
fn plain(value: &Value) -> Outcome {
    Ok(me(std::slice::from_ref(value))?.to_int().into())
}

fn new(m: &mut Machine, a: &[Value]) -> Outcome {
    let value = convert(m, &a[1], &a[2])?;
    let Some(class) = a[0].typed::<Class>() else { return type_error("int.__new__(X): X is not a type object") };
    if *class == types().int && class_of(&value) == &types().int {
        return Ok(value);
    }
    match as_int(&value) {
        Some(n) => Ok(Int::of_class(n.to_int(), class)),
        None => Ok(value),
    }
}

/// `int(x, base)`
fn convert(m: &mut Machine, x: &Value, base: &Value) -> Outcome {
    if !x.is_set() {
        return if base.is_set() { type_error("int() missing string argument") } else { Ok(Value::Int(0)) };
    }
    if base.is_set() {
        let base = m.index(base)?;
        // A base beyond 64 bits is out of range like any other.
        let base = as_i64(&base).unwrap_or(-1);
        if let Some(text) = x.get::<Str>() {
            return Ok(int::parse(text.as_str(), base, digit_limit())?.into());
        }
        return match bytes_or_array(x) {
            Some(bytes) => Ok(int::parse_bytes(&bytes, base, digit_limit())?.into()),
            None => type_error("int() can't convert non-string with explicit base"),
        };
    }
    if let Some(number) = int_answer(m, x)? {
        return Ok(number);
    }
    if let Some(text) = x.get::<Str>() {
        return Ok(int::parse(text.as_str(), 10, digit_limit())?.into());
    }
    match byte_string(x) {
        Some(bytes) => Ok(int::parse_bytes(&bytes, 10, digit_limit())?.into()),
        None => type_error(format!(
            "int() argument must be a string, a bytes-like object or a real number, not '{}'",
            type_name(x)
        )),
    }
}

fn bytes_or_array(value: &Value) -> Option<Vec<u8>> {
    matches!(value.kind(), Some(Kind::Bytes | Kind::ByteArray)).then(|| byte_string(value)).flatten()
}

/// The exact int of a number, through `__int__`, `__index__` or `__trunc__`; None when it has none of them.
pub fn int_answer(m: &mut Machine, value: &Value) -> Outcome<Option<Value>> {
    let class = class_of(value).clone();
    if class.is_builtin() {
        if let Some(n) = as_int(value) {
            return Ok(Some(n.to_int().into()));
        }
        if let Some(x) = as_float(value) {
            return Ok(Some(int::from_float(x)?.into()));
        }
    }
    let exact = |answer: &Value| as_int(answer).map(|n| n.to_int().into());
    if let Some(answer) = m.call_special(value, Special::Int, &[])? {
        return match exact(&answer) {
            Some(number) => {
                if class_of(&answer) != &types().int {
                    let what = format!("__int__ returned non-int (type {})", type_name(&answer));
                    m.warn_strict_subclass(&what, "int")?;
                }
                Ok(Some(number))
            }
            None => type_error(format!("__int__ returned non-int (type {})", type_name(&answer))),
        };
    }
    if class.has_special(Special::Index) {
        return Ok(exact(&m.index(value)?));
    }
    if class.has_special(Special::Trunc) {
        m.warn(crate::object::Exc::DeprecationWarning, "The delegation of int() to __trunc__ is deprecated.")?;
    }
    if let Some(answer) = m.call_special(value, Special::Trunc, &[])? {
        if let Some(number) = exact(&answer) {
            return Ok(Some(number));
        }
        if !class_of(&answer).has_special(Special::Index) {
            let got = type_name(&answer);
            return type_error(format!("__trunc__ returned non-Integral (type {got})"));
        }
        return Ok(exact(&m.index(&answer)?));
    }
    Ok(None)
}

fn from_bytes(m: &mut Machine, a: &[Value]) -> Outcome {
    let order = byte_order(&a[2], "from_bytes")?;
    let signed = m.truth(&a[3])?;
    let bytes = match byte_string(&a[1]) {
        Some(bytes) => bytes,
        None => bytes_of(m, &a[1])?,
    };
    let number = int::from_bytes(&bytes, order, signed).into();
    if a[0].is(&types().int.value()) { Ok(number) } else { m.call(&a[0], &[number]) }
}

/// What `bytes(x)` gives for an object that is not bytes-like and no number.
fn bytes_of(m: &mut Machine, value: &Value) -> Outcome<Vec<u8>> {
    if let Some(answer) = m.call_special(value, Special::Bytes, &[])? {
        return match byte_string(&answer) {
            Some(bytes) => Ok(bytes),
            None => type_error(format!("__bytes__ returned non-bytes (type {})", type_name(&answer))),
        };
    }
    if value.get::<Str>().is_some() || !class_of(value).has_special(Special::Iter) {
        return type_error(format!("cannot convert '{}' object to bytes", type_name(value)));
    }
    let mut bytes = Vec::new();
    for item in m.collect(value)? {
        let index = m.index(&item)?;
        match as_i64(&index).and_then(|n| u8::try_from(n).ok()) {
            Some(byte) => bytes.push(byte),
            None => return value_error("bytes must be in range(0, 256)"),
        }
    }
    Ok(bytes)
}

fn byte_order(value: &Value, function: &str) -> Outcome<ByteOrder> {
    match value.get::<Str>() {
        Some(text) => Ok(int::parse_byte_order(text.as_str())?),
        None => type_error(format!("{function}() argument 'byteorder' must be str, not {}", type_name(value))),
    }
}

fn to_bytes(m: &mut Machine, a: &[Value]) -> Outcome {
    let length = m.index(&a[1])?;
    let order = byte_order(&a[2], "to_bytes")?;
    let signed = m.truth(&a[3])?;
    let length = as_int(&length).map_or(0, AnyInt::saturating_i64);
    if length > 1 << 40 {
        return Err(crate::object::Exc::MemoryError.with(Vec::new()));
    }
    Ok(int::to_bytes(me(a)?, length, order, signed)?.into())
}

fn itself(_: &mut Machine, a: &[Value]) -> Outcome {
    Ok(me(a)?.to_int().into())
}

fn absolute(_: &mut Machine, a: &[Value]) -> Outcome {
    Ok(int::absolute(me(a)?).into())
}

fn as_integer_ratio(_: &mut Machine, a: &[Value]) -> Outcome {
    Ok(Tuple::create(vec![me(a)?.to_int().into(), Value::Int(1)]).into_value())
}

fn bit_count(_: &mut Machine, a: &[Value]) -> Outcome {
    Ok(Value::Int(int::bit_count(me(a)?) as i64))
}

fn bit_length(_: &mut Machine, a: &[Value]) -> Outcome {
    Ok(Value::Int(int::bit_length(me(a)?) as i64))
}

fn is_integer(_: &mut Machine, a: &[Value]) -> Outcome {
    me(a).map(|_| Value::bool(true))
}

fn to_float(_: &mut Machine, a: &[Value]) -> Outcome {
    Ok(Value::float(int::to_float(me(a)?)?))
}

/// `divmod` by payload: what `__divmod__` and `__rdivmod__` of ints and floats come to.
pub(super) fn quotient(a: &[Value], reflected: bool) -> Outcome {
    if leaves_to(&a[0], &a[1]) {
        return Ok(Value::NotImplemented);
    }
    let (left, right) = if reflected { (&a[1], &a[0]) } else { (&a[0], &a[1]) };
    Ok(builtin_divmod(left, right)?.unwrap_or(Value::NotImplemented))
}

fn divmod(_: &mut Machine, a: &[Value]) -> Outcome {
    me(a)?;
    quotient(a, false)
}

fn rdivmod(_: &mut Machine, a: &[Value]) -> Outcome {
    me(a)?;
    quotient(a, true)
}

/// `pow` of two or three values, by payload: what `__pow__` and `__rpow__` of all numbers come to.
pub(super) fn power(m: &mut Machine, a: &[Value], reflected: bool) -> Outcome {
    let (base, exponent, modulus) = if reflected { (&a[1], &a[0], &a[2]) } else { (&a[0], &a[1], &a[2]) };
    if leaves_to(&a[0], &a[1]) {
        return Ok(Value::NotImplemented);
    }
    let answer = if modulus.is_none() {
        m.builtin_binary(BinaryOperator::Pow, base, exponent)?
    } else {
        builtin_power_modulo(base, exponent, modulus)?
    };
    Ok(answer.unwrap_or(Value::NotImplemented))
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
    if a[1].is_none() {
        return itself(m, a);
    }
    let digits = m.index(&a[1])?;
    match as_int(&digits) {
        Some(digits) => Ok(int::round_digits(me(a)?, digits)?.into()),
        None => itself(m, a),
    }
}

fn format(m: &mut Machine, a: &[Value]) -> Outcome {
    let spec = format_spec(&a[1])?;
    if spec.is_empty() {
        return m.str(&a[0]).map(Value::from);
    }
    Ok(format_int(me(a)?, spec.as_str(), type_name(&a[0]), digit_limit())?.into())
}

/// The text of a format specification.
pub(super) fn format_spec(value: &Value) -> Outcome<Gc<Str>> {
    match value.typed::<Str>() {
        Some(text) => Ok(text.clone()),
        None => type_error(format!("__format__() argument must be str, not {}", type_name(value))),
    }
}

fn newargs(m: &mut Machine, a: &[Value]) -> Outcome {
    Ok(Tuple::create(vec![itself(m, a)?]).into_value())
}

fn size(_: &mut Machine, a: &[Value]) -> Outcome {
    // CPython stores 30 bits in 4 bytes, behind a head of 24 bytes.
    Ok(Value::Int(24 + 4 * int::bit_length(me(a)?).div_ceil(30).max(1) as i64))
}
