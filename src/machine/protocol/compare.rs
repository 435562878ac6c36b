//! Comparison: `< <= == != > >=` of any values.
//!
//! In: any values. Out: the result, after the reflected operation has been tried. Built-in types are compared by payload;
//! rows and mappings compare their items, identical ones being equal without a look.

use crate::machine::protocol::byte_item::plain_bytes;
use crate::machine::protocol::dict::is_same;
use crate::machine::protocol::number::compare_numbers;
use crate::machine::{Machine, NESTING_LIMIT};
use crate::native::convert::type_name;
use crate::object::class::class_of;
use crate::object::descriptor::{DictPart, DictView, Range, Slice};
use crate::object::dict::Dict;
use crate::object::function::BoundMethod;
use crate::object::heap::{Gc, Kind};
use crate::object::int::to_big;
use crate::object::list::{List, Tuple};
use crate::object::set::Set;
use crate::object::special::Special;
use crate::object::str::Str;
use crate::object::types::types;
use crate::object::{Exc, Outcome, Value, type_error};
use crate::syntax::ast::CompareOperator;
use std::cmp::Ordering;

/// Whether a comparison holds for values in this order; None stands for values without an order (nan).
#[inline(always)]
pub fn holds(operator: CompareOperator, order: Option<Ordering>) -> bool {
    match operator {
        CompareOperator::Eq => order == Some(Ordering::Equal),
        CompareOperator::Ne => order != Some(Ordering::Equal),
        CompareOperator::Lt => order == Some(Ordering::Less),
        CompareOperator::Gt => order == Some(Ordering::Greater),
        CompareOperator::Le => matches!(order, Some(Ordering::Less | Ordering::Equal)),
        CompareOperator::Ge => matches!(order, Some(Ordering::Greater | Ordering::Equal)),
        _ => false,
    }
}

/// The operator with its sides exchanged.
const fn reflected(operator: CompareOperator) -> CompareOperator {
    match operator {
        CompareOperator::Lt => CompareOperator::Gt,
        CompareOperator::Gt => CompareOperator::Lt,
        CompareOperator::Le => CompareOperator::Ge,
        CompareOperator::Ge => CompareOperator::Le,
        other => other,
    }
}

const fn special_of(operator: CompareOperator) -> Special {
    match operator {
        CompareOperator::Lt => Special::Lt,
        CompareOperator::Le => Special::Le,
        CompareOperator::Ne => Special::Ne,
        CompareOperator::Gt => Special::Gt,
        CompareOperator::Ge => Special::Ge,
        _ => Special::Eq,
    }
}

/// Whether a value is an int of the exact class, of any size.
pub fn is_exact_int(value: &Value) -> bool {
    match value {
        Value::Int(_) => true,
        Value::Object(r) => r.kind() == Kind::BigInt && r.class() == &types().int,
        _ => false,
    }
}

/// Whether a value is compared (and hashed, and tested for truth) by its payload alone, without a lookup.
#[inline]
pub fn is_plain(value: &Value) -> bool {
    let Value::Object(r) = value else { return true };
    let class = r.class();
    class.is_builtin()
        && match r.kind() {
            Kind::Extension | Kind::MemoryView | Kind::Code => false,
            Kind::Instance => class == &types().object,
            Kind::Dict => class == &types().dict,
            _ => true,
        }
}

/// `left < right` of numbers of one kind, exact texts, and exact tuples of such; None when it is not that easy.
fn quick_less(left: &Value, right: &Value, depth: u8) -> Option<bool> {
    match (left, right) {
        (Value::Int(a), Value::Int(b)) => Some(a < b),
        (Value::Float(a), Value::Float(b)) => Some(a.get() < b.get()),
        (Value::Object(a), Value::Object(b)) if a.class() == b.class() => {
            if a.class() == &types().str {
                return Some(a.get::<Str>()?.as_str() < b.get::<Str>()?.as_str());
            }
            if a.class() != &types().tuple || depth > 8 {
                return None;
            }
            let (a, b) = (a.get::<Tuple>()?.as_slice(), b.get::<Tuple>()?.as_slice());
            for (a, b) in a.iter().zip(b) {
                if !quick_equal(a, b)? {
                    return quick_less(a, b, depth + 1);
                }
            }
            Some(a.len() < b.len())
        }
        _ => None,
    }
}

/// Identity or `==`, for the values that [`quick_less`] knows.
#[inline]
fn quick_equal(left: &Value, right: &Value) -> Option<bool> {
    match (left, right) {
        (Value::Int(a), Value::Int(b)) => Some(a == b),
        (Value::Float(a), Value::Float(b)) => Some(a.get() == b.get() || left.is(right)),
        (Value::Object(a), Value::Object(b)) => {
            if a == b {
                return Some(true);
            }
            if a.class() != b.class() || a.class() != &types().str {
                return None;
            }
            Some(a.get::<Str>()?.as_str() == b.get::<Str>()?.as_str())
        }
        _ => None,
    }
}

impl Machine {
    /// `left op right` for `< <= == != > >=`; the result may be any value. (`is`, `in` are elsewhere.)
    #[inline]
    pub fn compare(&mut self, operator: CompareOperator, left: &Value, right: &Value) -> Outcome {
        match (left, right) {
            (Value::Int(a), Value::Int(b)) => Ok(Value::bool(holds(operator, Some(a.cmp(b))))),
            (Value::Float(a), Value::Float(b)) => Ok(Value::bool(holds(operator, a.get().partial_cmp(&b.get())))),
            _ => self.compare_any(operator, left, right),
        }
    }

    #[inline(never)]
    fn compare_any(&mut self, operator: CompareOperator, left: &Value, right: &Value) -> Outcome {
        let (left_class, right_class) = (class_of(left), class_of(right));
        let mut tried = false;
        if left_class != right_class && !right_class.is_builtin() && right_class.is_subclass_of(left_class) {
            tried = true;
            if let Some(result) = self.half(reflected(operator), right, left)? {
                return Ok(result);
            }
        }
        if let Some(result) = self.half(operator, left, right)? {
            return Ok(result);
        }
        if !tried {
            if let Some(result) = self.half(reflected(operator), right, left)? {
                return Ok(result);
            }
        }
        match operator {
            CompareOperator::Eq => Ok(Value::bool(left.is(right))),
            CompareOperator::Ne => Ok(Value::bool(!left.is(right))),
            _ => type_error(format!(
                "'{}' not supported between instances of '{}' and '{}'",
                operator.symbol(),
                type_name(left),
                type_name(right)
            )),
        }
    }

    /// What the left side's class says; None for NotImplemented.
    fn half(&mut self, operator: CompareOperator, left: &Value, right: &Value) -> Outcome<Option<Value>> {
        if is_plain(left) {
            return self.builtin_compare(operator, left, right);
        }
        let special = special_of(operator);
        // Most classes leave these to `object`.
        if is_same(class_of(left).special(special), types().object.special(special)) {
            return self.default_compare(operator, left, right);
        }
        let result = self.call_special(left, special, std::slice::from_ref(right))?;
        Ok(result.filter(|value| !value.is_not_implemented()))
    }

    /// Runs one level of a comparison that may nest.
    fn deeper<T>(&mut self, step: impl FnOnce(&mut Machine) -> Outcome<T>) -> Outcome<T> {
        if self.nesting >= NESTING_LIMIT || self.stack_is_low() {
            return Err(Exc::RecursionError.raise("maximum recursion depth exceeded in comparison"));
        }
        self.nesting += 1;
        let result = step(self);
        self.nesting -= 1;
        result
    }

    /// Identity or `==`, as containers compare.
    #[inline]
    pub fn equal(&mut self, left: &Value, right: &Value) -> Outcome<bool> {
        if left.is(right) {
            return Ok(true);
        }
        match (left, right) {
            (Value::Int(_), Value::Int(_)) => Ok(false),
            (Value::Object(a), Value::Object(b)) if a.class() == &types().str && b.class() == &types().str => {
                Ok(a.get::<Str>().map(Str::as_str) == b.get::<Str>().map(Str::as_str))
            }
            _ => {
                let result = self.compare(CompareOperator::Eq, left, right)?;
                self.truth(&result)
            }
        }
    }

    /// `left < right` as a truth, as sorting compares.
    #[inline]
    pub fn less(&mut self, left: &Value, right: &Value) -> Outcome<bool> {
        if let Some(less) = quick_less(left, right, 0) {
            return Ok(less);
        }
        let result = self.compare(CompareOperator::Lt, left, right)?;
        self.truth(&result)
    }

    /// The built-in half of [`Machine::compare`], by payload; None for NotImplemented.
    pub fn builtin_compare(
        &mut self,
        operator: CompareOperator,
        left: &Value,
        right: &Value,
    ) -> Outcome<Option<Value>> {
        if let Some(answer) = compare_numbers(operator, left, right) {
            return Ok(Some(Value::bool(answer)));
        }
        let plain = |order: Option<Ordering>| Ok(Some(Value::bool(holds(operator, order))));
        let equality = matches!(operator, CompareOperator::Eq | CompareOperator::Ne);
        let answer = |same: bool| Ok(Some(Value::bool(same == (operator == CompareOperator::Eq))));
        let Value::Object(r) = left else { return self.default_compare(operator, left, right) };
        match r.kind() {
            Kind::Str => match (r.get::<Str>(), right.get::<Str>()) {
                (Some(a), Some(b)) => plain(Some(a.as_str().cmp(b.as_str()))),
                _ => Ok(None),
            },
            Kind::Bytes | Kind::ByteArray => match (plain_bytes(left), plain_bytes(right)) {
                (Some(a), Some(b)) => plain(Some(a.cmp(&b))),
                _ => Ok(None),
            },
            Kind::List => match (r.get::<List>(), right.get::<List>()) {
                (Some(a), Some(b)) => self.deeper(|m| m.compare_lists(operator, a, b)).map(Some),
                _ => Ok(None),
            },
            Kind::Tuple => match (r.get::<Tuple>(), right.get::<Tuple>()) {
                (Some(a), Some(b)) => self.deeper(|m| m.compare_tuples(operator, a.as_slice(), b.as_slice())).map(Some),
                _ => Ok(None),
            },
            Kind::Dict => match (r.typed::<Dict>(), right.typed::<Dict>()) {
                (Some(a), Some(b)) if equality => answer(self.deeper(|m| m.dict_equal(a, b))?),
                _ => Ok(None),
            },
            Kind::Set => match (r.typed::<Set>(), right.typed::<Set>()) {
                (Some(a), Some(b)) => self.deeper(|m| m.compare_sets(operator, a, b)).map(|b| Some(Value::bool(b))),
                _ => Ok(None),
            },
            Kind::DictView => match r.get::<DictView>() {
                Some(view) if view.part != DictPart::Values => {
                    Ok(self.compare_views(operator, left, right)?.map(Value::bool))
                }
                _ => self.default_compare(operator, left, right),
            },
            Kind::Range => match (r.get::<Range>(), right.get::<Range>()) {
                (Some(a), Some(b)) if equality => {
                    let (a, b) = (super::range::identity(a), super::range::identity(b));
                    let same = a.iter().zip(&b).all(|(x, y)| x.is(y) || to_big(x).is_some() && to_big(x) == to_big(y));
                    answer(same)
                }
                _ => Ok(None),
            },
            Kind::Slice => match (r.get::<Slice>(), right.get::<Slice>()) {
                (Some(a), Some(b)) => {
                    let (a, b) = (slice_parts(a), slice_parts(b));
                    self.deeper(|m| m.compare_tuples(operator, &a, &b)).map(Some)
                }
                _ => Ok(None),
            },
            Kind::BoundMethod => match (r.get::<BoundMethod>(), right.get::<BoundMethod>()) {
                (Some(a), Some(b)) if equality => {
                    let same = a.receiver.is(&b.receiver) && self.equal(&a.function, &b.function)?;
                    answer(same)
                }
                _ => Ok(None),
            },
            _ => self.default_compare(operator, left, right),
        }
    }

    /// What `object` says: equal when identical; `!=` is the opposite of `==`.
    fn default_compare(&mut self, operator: CompareOperator, left: &Value, right: &Value) -> Outcome<Option<Value>> {
        match operator {
            CompareOperator::Eq if left.is(right) => Ok(Some(Value::bool(true))),
            CompareOperator::Ne if is_plain(left) => Ok(left.is(right).then_some(Value::bool(false))),
            CompareOperator::Ne => match self.half(CompareOperator::Eq, left, right)? {
                Some(same) => Ok(Some(Value::bool(!self.truth(&same)?))),
                None => Ok(None),
            },
            _ => Ok(None),
        }
    }

    fn compare_lists(&mut self, operator: CompareOperator, left: &List, right: &List) -> Outcome {
        if left.len() != right.len() {
            match operator {
                CompareOperator::Eq => return Ok(Value::bool(false)),
                CompareOperator::Ne => return Ok(Value::bool(true)),
                _ => {}
            }
        }
        let mut at = 0;
        while let (Some(a), Some(b)) = (left.get(at), right.get(at)) {
            if !self.equal(&a, &b)? {
                return self.compare_different(operator, &a, &b);
            }
            at += 1;
        }
        Ok(Value::bool(holds(operator, Some(left.len().cmp(&right.len())))))
    }

    fn compare_tuples(&mut self, operator: CompareOperator, left: &[Value], right: &[Value]) -> Outcome {
        for (a, b) in left.iter().zip(right) {
            if !self.equal(a, b)? {
                return self.compare_different(operator, a, b);
            }
        }
        Ok(Value::bool(holds(operator, Some(left.len().cmp(&right.len())))))
    }

    /// The first items that differ decide.
    fn compare_different(&mut self, operator: CompareOperator, a: &Value, b: &Value) -> Outcome {
        match operator {
            CompareOperator::Eq => Ok(Value::bool(false)),
            CompareOperator::Ne => Ok(Value::bool(true)),
            _ => self.compare(operator, a, b),
        }
    }

    fn compare_sets(&mut self, operator: CompareOperator, left: &Gc<Set>, right: &Gc<Set>) -> Outcome<bool> {
        match operator {
            CompareOperator::Eq | CompareOperator::Ne => {
                let known = left.hash.get() != -1 && right.hash.get() != -1;
                let same = left.len() == right.len()
                    && !(known && left.hash.get() != right.hash.get())
                    && self.set_is_subset(left, right)?;
                Ok(same == (operator == CompareOperator::Eq))
            }
            CompareOperator::Le => self.set_is_subset(left, right),
            CompareOperator::Ge => self.set_is_subset(right, left),
            CompareOperator::Lt => Ok(left.len() < right.len() && self.set_is_subset(left, right)?),
            _ => Ok(left.len() > right.len() && self.set_is_subset(right, left)?),
        }
    }

    /// A view of keys or items against another one, or against a set.
    fn compare_views(&mut self, operator: CompareOperator, left: &Value, right: &Value) -> Outcome<Option<bool>> {
        let comparable =
            right.get::<Set>().is_some() || right.get::<DictView>().is_some_and(|view| view.part != DictPart::Values);
        if !comparable {
            return Ok(None);
        }
        let (a, b) = (self.len(left)?, self.len(right)?);
        Ok(Some(match operator {
            CompareOperator::Eq => a == b && self.all_contained(left, right)?,
            CompareOperator::Ne => !(a == b && self.all_contained(left, right)?),
            CompareOperator::Lt => a < b && self.all_contained(left, right)?,
            CompareOperator::Le => a <= b && self.all_contained(left, right)?,
            CompareOperator::Gt => a > b && self.all_contained(right, left)?,
            _ => a >= b && self.all_contained(right, left)?,
        }))
    }

    /// Whether all values of one container are in another.
    pub fn all_contained(&mut self, few: &Value, many: &Value) -> Outcome<bool> {
        let iterator = self.iter(few)?;
        while let Some(item) = self.next(&iterator)? {
            if !self.contains(many, &item)? {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

fn slice_parts(slice: &Slice) -> [Value; 3] {
    [slice.start.clone(), slice.stop.clone(), slice.step.clone()]
}
