//! Truth and hashing.
//!
//! In: any values. Out: `bool(x)` and `hash(x)`. Built-in values need no lookup; hashes are CPython's.

use super::compare::is_plain;
use super::item::is_exact_container;
use crate::machine::{Machine, NESTING_LIMIT};
use crate::native::convert::type_name;
use crate::object::bytes::Bytes;
use crate::object::class::class_of;
use crate::object::descriptor::{DictPart, DictView, Range, Slice};
use crate::object::function::BoundMethod;
use crate::object::hash::{TupleHash, float_hash, frozenset_hash, identity_hash, plain_hash};
use crate::object::heap::Kind;
use crate::object::int::{AnyInt, BoxedFloat, Complex, as_int};
use crate::object::list::Tuple;
use crate::object::number::hash::{of_complex, of_int};
use crate::object::set::Set;
use crate::object::special::Special;
use crate::object::str::{Str, bytes_hash};
use crate::object::types::types;
use crate::object::{Exc, Outcome, Value, type_error};

impl Machine {
    /// `bool(x)`
    #[inline]
    pub fn truth(&mut self, value: &Value) -> Outcome<bool> {
        match value {
            Value::Bool(b) => Ok(b.get()),
            Value::None => Ok(false),
            Value::Int(i) => Ok(*i != 0),
            Value::Object(_) => self.truth_slow(value),
            Value::NotImplemented => self.truth_of_not_implemented(),
            other => Ok(self.builtin_truth(other)),
        }
    }

    #[cold]
    fn truth_of_not_implemented(&mut self) -> Outcome<bool> {
        let message = "NotImplemented should not be used in a boolean context";
        self.warn(crate::object::Exc::DeprecationWarning, message)?;
        Ok(true)
    }

    fn truth_slow(&mut self, value: &Value) -> Outcome<bool> {
        if is_exact_container(value) {
            return Ok(self.builtin_truth(value));
        }
        if let Some(result) = self.call_special(value, Special::Bool, &[])? {
            return match result {
                Value::Bool(b) => Ok(b.get()),
                other => type_error(format!("__bool__ should return bool, returned {}", type_name(&other))),
            };
        }
        Ok(self.find_len(value)?.is_none_or(|len| len != 0))
    }

    /// The built-in half of [`Machine::truth`].
    pub fn builtin_truth(&mut self, value: &Value) -> bool {
        match value {
            Value::None | Value::Unset => false,
            Value::Bool(b) => b.get(),
            Value::Int(i) => *i != 0,
            Value::Float(f) => f.get() != 0.0,
            Value::Ellipsis | Value::NotImplemented => true,
            Value::Object(r) => match r.kind() {
                Kind::BigInt => !matches!(as_int(value), Some(AnyInt::Small(0))),
                Kind::BoxedFloat => r.get::<BoxedFloat>().is_some_and(|f| f.number != 0.0),
                Kind::Complex => r.get::<Complex>().is_some_and(|c| c.real != 0.0 || c.imag != 0.0),
                Kind::Str => !r.get::<Str>().is_some_and(Str::is_empty),
                Kind::Range => !r.get::<Range>().is_some_and(|r| matches!(super::range::len(r), Value::Int(0))),
                Kind::List
                | Kind::Tuple
                | Kind::Dict
                | Kind::Set
                | Kind::Bytes
                | Kind::ByteArray
                | Kind::MemoryView
                | Kind::DictView => self.builtin_len(value).is_ok_and(|len| len != 0),
                _ => true,
            },
        }
    }

    /// `hash(x)`; TypeError "unhashable type: 'list'".
    #[inline]
    pub fn hash(&mut self, value: &Value) -> Outcome<i64> {
        match plain_hash(value) {
            Some(hash) => Ok(hash),
            None if is_plain(value) => self.builtin_hash(value),
            None => self.hash_slow(value),
        }
    }

    fn hash_slow(&mut self, value: &Value) -> Outcome<i64> {
        match class_of(value).special(Special::Hash) {
            None | Some(Value::None) => unhashable(value),
            // Most classes leave it to `object`.
            Some(found) if types().object.special(Special::Hash).is_some_and(|plain| plain.is(&found)) => {
                Ok(identity_hash(value.id() as usize))
            }
            Some(_) => {
                let result = self.call_special(value, Special::Hash, &[])?.unwrap_or(Value::None);
                match as_int(&result) {
                    Some(AnyInt::Small(-1)) => Ok(-2),
                    Some(AnyInt::Small(hash)) => Ok(hash),
                    Some(big) => Ok(of_int(big)),
                    None => type_error("__hash__ method should return an integer"),
                }
            }
        }
    }

    fn nested_hash(&mut self, value: &Value) -> Outcome<i64> {
        if self.nesting >= NESTING_LIMIT || self.stack_is_low() {
            return Err(Exc::RecursionError.raise("maximum recursion depth exceeded"));
        }
        self.nesting += 1;
        let hash = self.hash(value);
        self.nesting -= 1;
        hash
    }

    /// The built-in half of [`Machine::hash`].
    pub fn builtin_hash(&mut self, value: &Value) -> Outcome<i64> {
        let Value::Object(r) = value else { return Ok(plain_hash(value).unwrap_or_default()) };
        Ok(match r.kind() {
            Kind::Str => r.get::<Str>().map_or(0, Str::hash),
            Kind::BigInt => as_int(value).map_or(0, of_int),
            Kind::BoxedFloat => r.get::<BoxedFloat>().map_or(0, |f| float_hash(f.number)),
            Kind::Complex => r.get::<Complex>().map_or(0, |c| of_complex(c.number(), || 0)),
            Kind::Bytes => match r.get::<Bytes>() {
                Some(bytes) => {
                    if bytes.hash.get() == -1 {
                        bytes.hash.set(bytes_hash(&bytes.data));
                    }
                    bytes.hash.get()
                }
                None => 0,
            },
            Kind::Tuple => {
                let mut whole = TupleHash::default();
                for item in r.get::<Tuple>().map_or(&[][..], Tuple::as_slice) {
                    whole.add(self.nested_hash(item)?);
                }
                whole.finish()
            }
            Kind::Set => match r.typed::<Set>() {
                Some(set) if super::set::is_frozen(set) => {
                    if set.hash.get() == -1 {
                        set.hash.set(frozenset_hash(set));
                    }
                    set.hash.get()
                }
                _ => return unhashable(value),
            },
            Kind::Range => {
                let mut whole = TupleHash::default();
                if let Some(range) = r.get::<Range>() {
                    for part in super::range::identity(range) {
                        whole.add(self.hash(&part)?);
                    }
                }
                whole.finish()
            }
            Kind::Slice => {
                let mut whole = TupleHash::default();
                if let Some(slice) = r.get::<Slice>() {
                    for part in [&slice.start, &slice.stop, &slice.step] {
                        whole.add(self.nested_hash(part)?);
                    }
                }
                whole.finish_slice()
            }
            Kind::BoundMethod => match r.get::<BoundMethod>() {
                Some(method) => {
                    let function = self.nested_hash(&method.function)?;
                    identity_hash(method.receiver.id() as usize) ^ function
                }
                None => 0,
            },
            Kind::List | Kind::Dict | Kind::ByteArray => return unhashable(value),
            Kind::DictView if r.get::<DictView>().is_some_and(|v| v.part != DictPart::Values) => {
                return unhashable(value);
            }
            _ => identity_hash(r.address()),
        })
    }
}

#[cold]
fn unhashable<T>(value: &Value) -> Outcome<T> {
    type_error(format!("unhashable type: '{}'", type_name(value)))
}
