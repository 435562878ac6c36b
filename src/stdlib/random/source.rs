//! Where the methods of a generator draw from: its own numbers, or what a subclass or an instance puts in their place.
//!
//! In: a generator. Out: floats and whole numbers. A plain generator pays one look at its class and dictionary.

use super::{Random, distribution};
use crate::machine::Machine;
use crate::native::convert::this;
use crate::object::attributes::get_attribute;
use crate::object::class::class_of;
use crate::object::descriptor::NativeFunction;
use crate::object::heap::Gc;
use crate::object::int::{AnyInt, as_i64, as_int};
use crate::object::number::int::Int;
use crate::object::str::intern;
use crate::object::{Outcome, Value, type_error};
use num_bigint::BigInt;
use std::cmp::Ordering;

/// How many bits a float of `random()` has.
const BITS: u32 = 53;

/// A generator, and the methods that replace its own.
pub(super) struct Source {
    /// The generator.
    pub own: Gc<Random>,
    random: Option<Value>,
    bits: Option<Value>,
    gamma: Option<Value>,
    by_floats: bool,
}

impl Source {
    /// The source behind the first argument.
    pub fn of(m: &mut Machine, a: &[Value]) -> Outcome<Source> {
        this::<Random>(a)?;
        let Some(own) = a[0].typed::<Random>().cloned() else { return type_error("not a generator") };
        let random = replaced(m, &a[0], "random")?;
        let bits = replaced(m, &a[0], "getrandbits")?;
        let gamma = replaced(m, &a[0], "gammavariate")?;
        // A class that replaces `random` means it for whole numbers too, unless it or one below it replaces `getrandbits`.
        let place = |name: &str| class_of(&a[0]).mro.get().into_iter().position(|c| c.dict().get_name(name).is_some());
        let by_floats = random.is_some() && place("random") < place("getrandbits");
        Ok(Source { own, random, bits, gamma, by_floats })
    }

    /// A float from zero to one.
    pub fn float(&self, m: &mut Machine) -> Outcome<f64> {
        match &self.random {
            None => Ok(self.own.float()),
            Some(method) => {
                let drawn = m.call(method, &[])?;
                m.to_float(&drawn)
            }
        }
    }

    /// A gamma variate of scale one.
    pub fn gamma(&self, m: &mut Machine, alpha: f64) -> Outcome<f64> {
        match &self.gamma {
            None => distribution::gamma(m, self, alpha, 1.0),
            Some(method) => {
                let drawn = m.call(method, &[Value::float(alpha), Value::float(1.0)])?;
                m.to_float(&drawn)
            }
        }
    }

    /// A number below a limit, which is not zero.
    pub fn below(&self, m: &mut Machine, limit: usize) -> Outcome<usize> {
        if !self.by_floats && self.bits.is_none() {
            return Ok(self.own.below(limit));
        }
        let drawn = self.below_any(m, &Int::Small(limit as i64))?;
        Ok(as_i64(&drawn.into()).unwrap_or(0) as usize)
    }

    /// A number below a big limit.
    pub fn below_big(&self, m: &mut Machine, limit: &BigInt) -> Outcome<Int> {
        if !self.by_floats && self.bits.is_none() {
            let number = self.own.twister.with(|twister| twister.below_big(limit.magnitude()));
            return Ok(Int::from(BigInt::from(number)));
        }
        self.below_any(m, &Int::from(limit.clone()))
    }

    fn below_any(&self, m: &mut Machine, limit: &Int) -> Outcome<Int> {
        let big = limit.as_ref().to_big();
        if let Some(bits) = self.bits.as_ref().filter(|_| !self.by_floats) {
            let count = Value::Int(big.bits() as i64);
            loop {
                let drawn = m.call(bits, std::slice::from_ref(&count))?;
                let drawn = m.index(&drawn)?;
                let Some(number) = as_int(&drawn).map(AnyInt::to_int) else { return type_error("not an integer") };
                if number.as_ref().compare(limit.as_ref()) == Ordering::Less {
                    return Ok(number);
                }
            }
        }
        self.by_floats(m, limit)
    }

    /// A number below a limit, from `random()` alone.
    pub fn by_floats(&self, m: &mut Machine, limit: &Int) -> Outcome<Int> {
        let all = 1i64 << BITS;
        match as_i64(&limit.clone().into()).filter(|limit| *limit < all) {
            Some(limit) => {
                let end = (all - all % limit) as f64 / all as f64;
                loop {
                    let point = self.float(m)?;
                    if point < end {
                        return Ok(Int::Small((point * all as f64).floor() as i64 % limit));
                    }
                }
            }
            None => {
                m.warn(
                    crate::object::Exc::UserWarning,
                    "Underlying random() generator does not supply \nenough bits to choose from a population range this \
                     large.\nTo remove the range limitation, add a getrandbits() method.",
                )?;
                let width = m.to_float(&limit.clone().into())?;
                let point = (self.float(m)? * width).floor();
                Ok(Int::from(num_bigint::BigInt::from(point as u128)))
            }
        }
    }
}

/// The method of this name, where it is not the generator's own.
fn replaced(m: &mut Machine, generator: &Value, name: &str) -> Outcome<Option<Value>> {
    let name = intern(name);
    let found = class_of(generator).lookup(&name);
    let own = found.as_ref().is_some_and(|found| found.get::<NativeFunction>().is_some());
    let shadowed = matches!(generator, Value::Object(object) if get_attribute(object, &name).is_some());
    if own && !shadowed {
        return Ok(None);
    }
    m.get_attr(generator, &name).map(Some)
}
