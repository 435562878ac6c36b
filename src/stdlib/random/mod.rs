//! `random`: numbers by chance, reproducible from a seed.
//!
//! In: seeds, ranges, rows. Out: the numbers and choices that CPython makes for the same seed. Without a seed the host's
//! chance decides. The module's functions are the methods of one hidden generator.

mod choose;
mod distribution;
mod source;
mod twister;

use crate::machine::Machine;
use crate::native::convert::{this, type_name};
use crate::native::{Native, NativeModule, NativeType};
use crate::object::class::{Class, class_flag};
use crate::object::heap::{Gc, Kind, Own, Payload};
use crate::object::int::{AnyInt, as_float, as_i64, as_int};
use crate::object::list::Tuple;
use crate::object::number::hash;
use crate::object::number::int::{self, Int};
use crate::object::str::Str;
use crate::object::{Outcome, Value, type_error, value_error};
use crate::{native, python};
use num_bigint::{BigInt, BigUint};
use sha2::{Digest, Sha512};
use twister::Twister;

/// The payload of a `random.Random`.
struct Random {
    twister: Own<Twister>,
    /// `gauss` makes its numbers in pairs: the second one.
    gauss: Own<Option<f64>>,
}

crate::payload!(Random, Kind::Extension);

/// `_chance`
pub static MODULE: NativeModule =
    NativeModule { name: "_chance", help: "What `random` draws with.", types: &[&RANDOM], ..NativeModule::BASE };

/// `_chance.Random`
static RANDOM: NativeType = NativeType {
    name: "Random",
    module: "_random",
    layout: <Random>::layout,
    flags: class_flag::DICT | class_flag::WEAK,
    help: "Random number generator base class used by bound module functions.",
    new: Some(native!("__new__(cls, x=None)", new, "Create and return a new object.")),
    methods: METHODS,
    ..NativeType::BASE
};

const METHODS: &[Native] = &[
    python!("betavariate(self, alpha, beta)", distribution::betavariate, "Beta distribution."),
    python!("binomialvariate(self, n=1, p=0.5)", distribution::binomialvariate, "Binomial random variable."),
    python!("choice(self, seq)", choose::choice, "Choose a random element from a non-empty sequence."),
    python!(
        "choices(self, population, weights=None, *, cum_weights=None, k=1)",
        choose::choices,
        "Return a k sized list of population elements chosen with replacement."
    ),
    python!("expovariate(self, lambd=1.0)", distribution::expovariate, "Exponential distribution."),
    python!("gammavariate(self, alpha, beta)", distribution::gammavariate, "Gamma distribution."),
    python!("gauss(self, mu=0.0, sigma=1.0)", distribution::gauss, "Gaussian distribution."),
    native!("getrandbits(self, k, /)", getrandbits, "getrandbits(k) -> x.  Generates an int with k random bits."),
    native!("getstate(self, /)", getstate, "Return internal state; can be passed to setstate() later."),
    python!("lognormvariate(self, mu, sigma)", distribution::lognormvariate, "Log normal distribution."),
    python!("normalvariate(self, mu=0.0, sigma=1.0)", distribution::normalvariate, "Normal distribution."),
    python!("paretovariate(self, alpha)", distribution::paretovariate, "Pareto distribution."),
    python!("randbytes(self, n)", randbytes, "Generate n random bytes."),
    python!(
        "randint(self, a, b)",
        choose::randint,
        "Return random integer in range [a, b], including both end points."
    ),
    native!("random(self, /)", random, "random() -> x in the interval [0, 1)."),
    python!("randrange(self, start, stop=None, step=1)", choose::randrange, "Choose a random item from a range."),
    python!("sample(self, population, k, *, counts=None)", choose::sample, "Chooses k unique random elements."),
    python!("seed(self, a=None, version=2)", seed, "Initialize internal state from a seed."),
    python!("setstate(self, state)", setstate, "Restore internal state from object returned by getstate()."),
    python!("shuffle(self, x)", choose::shuffle, "Shuffle list x in place, and return None."),
    python!("triangular(self, low=0.0, high=1.0, mode=None)", distribution::triangular, "Triangular distribution."),
    python!("uniform(self, a, b)", distribution::uniform, "Get a random number in the range [a, b)."),
    python!("vonmisesvariate(self, mu, kappa)", distribution::vonmisesvariate, "Circular data distribution."),
    python!("weibullvariate(self, alpha, beta)", distribution::weibullvariate, "Weibull distribution."),
];

impl Random {
    fn float(&self) -> f64 {
        self.twister.with(Twister::float)
    }

    /// A number below a limit, which is not zero.
    fn below(&self, limit: usize) -> usize {
        self.twister.with(|twister| twister.below(limit as u64)) as usize
    }
}

/// A seed from the host's chance.
fn chance(m: &mut Machine) -> BigUint {
    let words: Vec<u32> = (0..16)
        .flat_map(|_| m.host.chance.word().to_le_bytes())
        .collect::<Vec<u8>>()
        .chunks(4)
        .map(|word| word.iter().rev().fold(0, |sum, byte| sum << 8 | u32::from(*byte)))
        .collect();
    BigUint::new(words)
}

fn create(m: &mut Machine, class: &Gc<Class>) -> Gc<Random> {
    let twister = Own::new(Twister::seeded(&chance(m)));
    Gc::new(Random { twister, gauss: Own::new(None) }, class)
}

fn new(m: &mut Machine, a: &[Value]) -> Outcome {
    let Some(class) = a[0].typed::<Class>() else { return type_error("Random.__new__(X): X is not a type object") };
    Ok(create(m, class).into_value())
}

fn seed(m: &mut Machine, a: &[Value]) -> Outcome {
    let generator = this::<Random>(a)?;
    if a[1].is_none() {
        generator.twister.set(Twister::seeded(&chance(m)));
        generator.gauss.set(None);
        return Ok(Value::None);
    }
    reseed(generator, &a[1], as_i64(&a[2]).unwrap_or(2))?;
    Ok(Value::None)
}

/// Seeds with an int, float, text or bytes.
fn reseed(generator: &Random, value: &Value, version: i64) -> Outcome<()> {
    let text = value.get::<Str>().map(|text| text.as_str().as_bytes().to_vec());
    let number = if let Some(n) = as_int(value) {
        n.to_big().magnitude().clone()
    } else if let Some(x) = as_float(value) {
        BigUint::from(hash::of_f64(x).unwrap_or(0).unsigned_abs())
    } else if let (Some(chars), 1) =
        (value.get::<Str>().map(|text| text.as_str().chars().map(u64::from).collect()), version)
    {
        BigUint::from(old_hash(chars))
    } else if let (Some(bytes), 1) = (crate::machine::protocol::operators::byte_string(value), version) {
        BigUint::from(old_hash(bytes.into_iter().map(u64::from).collect()))
    } else if let Some(mut bytes) = text.or_else(|| crate::machine::protocol::operators::byte_string(value)) {
        // The text itself, then its digest, as one long number.
        let digest = Sha512::digest(&bytes);
        bytes.extend(digest);
        BigUint::from_bytes_be(&bytes)
    } else {
        return type_error("The only supported seed types are:\nNone, int, float, str, bytes, and bytearray.");
    };
    generator.twister.set(Twister::seeded(&number));
    generator.gauss.set(None);
    Ok(())
}

/// The hash that version 1 made of texts, as Python 2 did.
fn old_hash(chars: Vec<u64>) -> u64 {
    let first = chars.first().map_or(0, |char| char << 7);
    chars.iter().fold(first, |x, char| 1000003u64.wrapping_mul(x) ^ char) ^ chars.len() as u64
}

fn random(_: &mut Machine, a: &[Value]) -> Outcome {
    Ok(Value::float(this::<Random>(a)?.float()))
}

/// A number of bits asked for.
fn bit_count(m: &mut Machine, value: &Value, each: i64) -> Outcome<u64> {
    let count = m.index(value)?;
    match as_int(&count) {
        Some(n) if n.is_negative() => value_error("number of bits must be non-negative"),
        Some(AnyInt::Small(n)) if n < 1 << 32 => Ok((n * each) as u64),
        _ => crate::object::overflow_error("Python int too large to convert to C int"),
    }
}

fn getrandbits(m: &mut Machine, a: &[Value]) -> Outcome {
    let count = bit_count(m, &a[1], 1)?;
    let bits = this::<Random>(a)?.twister.with(|twister| twister.bits(count));
    Ok(Int::from(BigInt::from(bits)).into())
}

fn randbytes(m: &mut Machine, a: &[Value]) -> Outcome {
    let count = bit_count(m, &a[1], 8)?;
    let bits = this::<Random>(a)?.twister.with(|twister| twister.bits(count));
    let mut bytes = if count == 0 { Vec::new() } else { bits.to_bytes_le() };
    bytes.resize((count / 8) as usize, 0);
    Ok(bytes.into())
}

fn getstate(_: &mut Machine, a: &[Value]) -> Outcome {
    let generator = this::<Random>(a)?;
    let words = generator.twister.with(|twister| twister.state().map(|word| Value::Int(i64::from(word))).collect());
    let gauss = generator.gauss.get().map_or(Value::None, Value::float);
    Ok(Tuple::create(vec![Value::Int(3), Tuple::create(words).into_value(), gauss]).into_value())
}

fn setstate(_: &mut Machine, a: &[Value]) -> Outcome {
    let generator = this::<Random>(a)?;
    if a[1].get::<Tuple>().is_none() {
        return type_error(format!("'{}' object is not subscriptable", type_name(&a[1])));
    }
    let parts = a[1].get::<Tuple>().map_or(&[][..], Tuple::as_slice);
    let [version, words, gauss] = parts else {
        return value_error(format!("not enough values to unpack (expected 3, got {})", parts.len()));
    };
    if as_i64(version) != Some(3) && as_i64(version) != Some(2) {
        let shown = as_int(version).and_then(|n| int::to_text(n, 0).ok()).unwrap_or_default();
        return value_error(format!("state with version {shown} passed to Random.setstate() of version 3"));
    }
    let old = as_i64(version) == Some(2);
    let words: Option<Vec<u32>> = words
        .get::<Tuple>()
        .map_or(&[][..], Tuple::as_slice)
        .iter()
        // Version 2 wrote some of them as negative numbers.
        .map(|word| as_i64(word).filter(|word| *word >= 0 || old).map(|word| word as u32))
        .collect();
    match words.and_then(|words| Twister::with_state(&words)) {
        Some(twister) => {
            generator.twister.set(twister);
            generator.gauss.set(as_float(gauss));
            Ok(Value::None)
        }
        None => value_error("state vector is the wrong size"),
    }
}
