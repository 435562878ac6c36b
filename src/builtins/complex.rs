//! `complex`.

use super::int::{format_spec, power};
use crate::machine::Machine;
use crate::native::convert::{this, type_name};
use crate::native::{Native, NativeGetset, NativeType};
use crate::object::class::{Class, class_of};
use crate::object::format::format_complex;
use crate::object::heap::{Gc, Payload};
use crate::object::int::Complex;
use crate::object::list::Tuple;
use crate::object::number::{self, complex};
use crate::object::special::Special;
use crate::object::str::Str;
use crate::object::types::types;
use crate::object::{Outcome, Value, type_error};
use crate::{getset, native};

/// `complex`
pub static COMPLEX: NativeType = NativeType {
    name: "complex",
    layout: <Complex>::layout,
    help: "Create a complex number from a string or numbers.",
    new: Some(native!("__new__(cls, real=<unset>, imag=<unset>)", new, "Create and return a new object.")),
    methods: METHODS,
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
        "conjugate(self, /)",
        conjugate,
        "Return the complex conjugate of its argument. (3-4j).conjugate() == 3+4j."
    ),
    native!("__abs__(self, /)", absolute, "abs(self)"),
    native!("__complex__(self, /)", itself, "Convert this value to exact type complex."),
    native!("__format__(self, format_spec, /)", format, "Convert to a string according to format_spec."),
    native!("__getnewargs__(self, /)", newargs, ""),
    native!("__pow__(self, value, mod=None, /)", pow, "Return pow(self, value, mod)."),
    native!("__rpow__(self, value, mod=None, /)", rpow, "Return pow(value, self, mod)."),
];

const GETSETS: &[NativeGetset] = &[
    getset!("real", |_, value| real(value), "the real part of a complex number"),
    getset!("imag", |_, value| imag(value), "the imaginary part of a complex number"),
];

fn real(value: &Value) -> Outcome {
    this::<Complex>(std::slice::from_ref(value)).map(|z| Value::float(z.real))
}

fn imag(value: &Value) -> Outcome {
    this::<Complex>(std::slice::from_ref(value)).map(|z| Value::float(z.imag))
}

fn me(arguments: &[Value]) -> Outcome<number::Complex> {
    this::<Complex>(arguments).map(Complex::number)
}

fn new(m: &mut Machine, a: &[Value]) -> Outcome {
    let Some(class) = a[0].typed::<Class>() else { return type_error("complex.__new__(X): X is not a type object") };
    let exact = *class == types().complex;
    let (real, imag) = (&a[1], &a[2]);
    if exact && !imag.is_set() && class_of(real) == &types().complex {
        return Ok(real.clone());
    }
    if let Some(text) = real.get::<Str>() {
        if imag.is_set() {
            return type_error("complex() can't take second arg if first is a string");
        }
        return Ok(of_class(complex::parse(text.as_str())?, class));
    }
    if imag.get::<Str>().is_some() {
        return type_error("complex() second arg can't be a string");
    }
    let first = match real.is_set() {
        false => Some(Part::Real(0.0)),
        true => part(m, real, true)?,
    };
    let Some(first) = first else {
        let given = type_name(real);
        return type_error(format!("complex() first argument must be a string or a number, not '{given}'"));
    };
    let second = match imag.is_set() {
        false => None,
        true => match part(m, imag, false)? {
            Some(part) => Some(part),
            None => {
                let given = type_name(imag);
                return type_error(format!("complex() second argument must be a number, not '{given}'"));
            }
        },
    };
    let mut z = match first {
        Part::Real(x) => number::Complex::new(x, 0.0),
        Part::Complex(z) => z,
    };
    match second {
        None => {}
        Some(Part::Real(y)) if matches!(first, Part::Real(_)) => z.imag = y,
        Some(Part::Real(y)) => z.imag += y,
        // The imaginary part's own imaginary part turns into a negative real one.
        Some(Part::Complex(w)) => {
            z.real -= w.imag;
            z.imag = if matches!(first, Part::Real(_)) { w.real } else { z.imag + w.real };
        }
    }
    Ok(of_class(z, class))
}

fn of_class(z: number::Complex, class: &Gc<Class>) -> Value {
    Gc::new(Complex { real: z.real, imag: z.imag }, class).into_value()
}

/// A part given to `complex`.
#[derive(Clone, Copy)]
enum Part {
    Real(f64),
    Complex(number::Complex),
}

/// The number in an argument; None when it is none. Only the first is asked for `__complex__`.
fn part(m: &mut Machine, value: &Value, first: bool) -> Outcome<Option<Part>> {
    if let Some(z) = value.get::<Complex>().filter(|_| !first || class_of(value).is_builtin()) {
        return Ok(Some(Part::Complex(z.number())));
    }
    if first && let Some(answer) = m.call_special(value, Special::Complex, &[])? {
        return match answer.get::<Complex>() {
            Some(z) => {
                if class_of(&answer) != &types().complex {
                    let got = type_name(&answer).to_string();
                    m.warn_strict_subclass(&format!("__complex__ returned non-complex (type {got})"), "complex")?;
                }
                Ok(Some(Part::Complex(z.number())))
            }
            None => type_error(format!("__complex__ returned non-complex (type {})", type_name(&answer))),
        };
    }
    Ok(m.float_answer(value)?.map(Part::Real))
}

fn conjugate(_: &mut Machine, a: &[Value]) -> Outcome {
    Ok(me(a)?.conjugate().into())
}

fn absolute(_: &mut Machine, a: &[Value]) -> Outcome {
    Ok(Value::float(complex::absolute(me(a)?)?))
}

fn itself(_: &mut Machine, a: &[Value]) -> Outcome {
    me(a).map(Value::from)
}

fn format(m: &mut Machine, a: &[Value]) -> Outcome {
    let spec = format_spec(&a[1])?;
    if spec.is_empty() {
        return m.str(&a[0]).map(Value::from);
    }
    Ok(format_complex(me(a)?, spec.as_str(), type_name(&a[0]))?.into())
}

fn newargs(_: &mut Machine, a: &[Value]) -> Outcome {
    let z = me(a)?;
    Ok(Tuple::create(vec![Value::float(z.real), Value::float(z.imag)]).into_value())
}

fn pow(m: &mut Machine, a: &[Value]) -> Outcome {
    me(a)?;
    power(m, a, false)
}

fn rpow(m: &mut Machine, a: &[Value]) -> Outcome {
    me(a)?;
    power(m, a, true)
}
