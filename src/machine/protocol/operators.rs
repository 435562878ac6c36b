//! What the operators mean for built-in types that are no numbers: joining and repeating rows, sets, dicts, `%`, unions.
//!
//! In: an operator and two values, by payload. Out: the result; None where the types have no answer.

use crate::machine::Machine;
use crate::native::convert::type_name;
use crate::object::bytes::{ByteArray, Bytes, MemoryView};
use crate::object::class::class_of;
use crate::object::descriptor::{DictPart, DictView};
use crate::object::dict::Dict;
use crate::object::heap::Kind;
use crate::object::int::{AnyInt, as_int};
use crate::object::list::{List, Tuple};
use crate::object::set::Set;
use crate::object::special::Special;
use crate::object::str::Str;
use crate::object::types::types;
use crate::object::{Exc, Outcome, Value, overflow_error};
use crate::syntax::ast::BinaryOperator;

/// A row of more items than this cannot be made.
const MOST: usize = 1 << 40;

impl Machine {
    /// The built-in half of the binary operators for everything but numbers.
    pub fn builtin_operator(
        &mut self,
        operator: BinaryOperator,
        left: &Value,
        right: &Value,
    ) -> Outcome<Option<Value>> {
        match operator {
            BinaryOperator::Add => Ok(concat(left, right)),
            BinaryOperator::Mul => {
                if let Some(count) = self.repetition(left, right)? {
                    return repeat(left, count).map(Some);
                }
                if let Some(count) = self.repetition(right, left)? {
                    return repeat(right, count).map(Some);
                }
                Ok(None)
            }
            BinaryOperator::Mod => match left.kind() {
                Some(Kind::Str) => self.percent(left, right).map(Some),
                Some(Kind::Bytes | Kind::ByteArray) => self.percent_bytes(left, right).map(Some),
                _ => Ok(None),
            },
            BinaryOperator::Or if left.kind() == Some(Kind::Dict) && right.kind() == Some(Kind::Dict) => {
                match (left.get::<Dict>(), right.get::<Dict>()) {
                    (Some(a), Some(b)) => self.dict_union(a, b).map(Some),
                    _ => Ok(None),
                }
            }
            BinaryOperator::Or | BinaryOperator::And | BinaryOperator::Sub | BinaryOperator::Xor => {
                self.set_operator(operator, left, right)
            }
            _ => Ok(None),
        }
    }

    /// The built-in half of [`Machine::in_place`] for types that change in place (`list`, `bytearray`, `set`, `dict`).
    pub fn builtin_in_place(
        &mut self,
        operator: BinaryOperator,
        target: &Value,
        right: &Value,
    ) -> Outcome<Option<Value>> {
        let done = match target.kind() {
            Some(Kind::List) => self.list_in_place(operator, target, right)?,
            Some(Kind::ByteArray) => self.bytearray_in_place(operator, target, right)?,
            Some(Kind::Set) if class_of(target).is_subclass_of(&types().set) => {
                self.set_in_place(operator, target, right)?
            }
            Some(Kind::Dict) if operator == BinaryOperator::Or => self.dict_in_place(target, right)?,
            _ => false,
        };
        Ok(done.then(|| target.clone()))
    }

    fn list_in_place(&mut self, operator: BinaryOperator, target: &Value, right: &Value) -> Outcome<bool> {
        let Some(list) = target.typed::<List>() else { return Ok(false) };
        match operator {
            BinaryOperator::Add => self.extend_list(list, right)?,
            BinaryOperator::Mul => {
                let Some(count) = self.repetition(target, right)? else { return Ok(false) };
                let repeated = repeat(target, count)?;
                let items = repeated.get::<List>().map(|list| list.items.take()).unwrap_or_default();
                list.items.set(items);
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn dict_in_place(&mut self, target: &Value, right: &Value) -> Outcome<bool> {
        let Some(dict) = target.typed::<Dict>() else { return Ok(false) };
        self.update_dict(dict, right)?;
        Ok(true)
    }

    /// `| & - ^` of sets, and of views of dicts, which take any iterable on the other side.
    fn set_operator(&mut self, operator: BinaryOperator, left: &Value, right: &Value) -> Outcome<Option<Value>> {
        if let (Some(set), Some(_)) = (left.typed::<Set>(), right.typed::<Set>()) {
            return match operator {
                BinaryOperator::Or => self.set_union(set, right),
                BinaryOperator::And => self.set_intersection(set, right),
                BinaryOperator::Sub => self.set_difference(set, right),
                _ => self.set_symmetric_difference(set, right),
            }
            .map(|set| Some(set.into_value()));
        }
        let view = |value: &Value| value.get::<DictView>().is_some_and(|v| v.part != DictPart::Values);
        if view(left) || view(right) {
            return self.view_operator(operator, left, right).map(Some);
        }
        Ok(None)
    }

    fn set_in_place(&mut self, operator: BinaryOperator, target: &Value, right: &Value) -> Outcome<bool> {
        let (Some(set), Some(_)) = (target.typed::<Set>(), right.typed::<Set>()) else { return Ok(false) };
        match operator {
            BinaryOperator::Or => self.update_set(set, right)?,
            BinaryOperator::Sub => self.set_difference_update(set, right)?,
            BinaryOperator::And => {
                let common = self.set_intersection(set, right)?;
                set.swap(&common);
            }
            BinaryOperator::Xor => self.set_symmetric_difference_update(set, right)?,
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// How often a row is to be repeated, when this is a row and a count.
    fn repetition(&mut self, row: &Value, count: &Value) -> Outcome<Option<usize>> {
        if !is_row(row) {
            return Ok(None);
        }
        let asked = if as_int(count).is_some() {
            count.clone()
        } else if class_of(count).has_special(Special::Index) {
            self.index(count)?
        } else {
            return Ok(None);
        };
        match as_int(&asked) {
            None => Ok(None),
            Some(n) if n.is_negative() => Ok(Some(0)),
            Some(AnyInt::Small(n)) => Ok(Some(n as usize)),
            Some(AnyInt::Big(_)) => {
                overflow_error(format!("cannot fit '{}' into an index-sized integer", type_name(count)))
            }
        }
    }

    fn bytearray_in_place(&mut self, operator: BinaryOperator, target: &Value, right: &Value) -> Outcome<bool> {
        let Some(array) = target.get::<ByteArray>() else { return Ok(false) };
        let data = match operator {
            BinaryOperator::Add => byte_string(right).map(|more| [array.data.get(), more].concat()),
            BinaryOperator::Mul => match self.repetition(target, right)? {
                Some(count) => byte_string(&repeat(target, count)?),
                None => None,
            },
            _ => None,
        };
        let Some(data) = data else { return Ok(false) };
        if array.exports.get() > 0 && data.len() != array.data.with(|old| old.len()) {
            return Err(Exc::BufferError.raise("Existing exports of data: object cannot be re-sized"));
        }
        array.data.set(data);
        Ok(true)
    }
}

/// The bytes that a memoryview shows.
fn view_bytes(view: &MemoryView) -> Option<Vec<u8>> {
    let all = byte_string(&view.owner.get())?;
    let item = |i: i64| {
        let first = usize::try_from(view.start + i * view.stride).ok()?;
        all.get(first..first + usize::try_from(view.item_size).ok()?).map(<[u8]>::to_vec)
    };
    (0..view.len).map(item).collect::<Option<Vec<_>>>().map(|items| items.concat())
}

/// Two rows of one type joined.
fn concat(left: &Value, right: &Value) -> Option<Value> {
    match left.kind()? {
        Kind::Str => {
            let (a, b) = (left.typed::<Str>()?, right.typed::<Str>()?);
            let exact = |s: &Value| class_of(s).is_builtin();
            Some(if b.is_empty() && exact(left) {
                left.clone()
            } else if a.is_empty() && exact(right) {
                right.clone()
            } else {
                a.concat(b).into_value()
            })
        }
        Kind::List => {
            let (mut items, more) = (left.get::<List>()?.to_vec(), right.get::<List>()?.to_vec());
            items.extend(more);
            Some(items.into())
        }
        Kind::Tuple => {
            let (a, b) = (left.get::<Tuple>()?.as_slice(), right.get::<Tuple>()?.as_slice());
            let exact = |s: &Value| class_of(s).is_builtin();
            Some(if b.is_empty() && exact(left) {
                left.clone()
            } else if a.is_empty() && exact(right) {
                right.clone()
            } else {
                Tuple::create([a, b].concat()).into_value()
            })
        }
        Kind::Bytes => {
            let mut data = left.get::<Bytes>()?.data.to_vec();
            data.extend(byte_string(right)?);
            Some(data.into())
        }
        Kind::ByteArray => {
            let mut data = left.get::<ByteArray>()?.data.get();
            data.extend(byte_string(right)?);
            Some(ByteArray::create(data).into_value())
        }
        _ => None,
    }
}

/// The bytes in a bytes-like value.
pub fn byte_string(value: &Value) -> Option<Vec<u8>> {
    match value.kind()? {
        Kind::Bytes => value.get::<Bytes>().map(|b| b.data.to_vec()),
        Kind::ByteArray => value.get::<ByteArray>().map(|b| b.data.get()),
        Kind::MemoryView => view_bytes(value.get::<MemoryView>()?),
        _ => None,
    }
}

fn is_row(value: &Value) -> bool {
    matches!(value.kind(), Some(Kind::Str | Kind::List | Kind::Tuple | Kind::Bytes | Kind::ByteArray))
}

/// A row repeated.
fn repeat(row: &Value, count: usize) -> Outcome {
    let check = |length: usize| match length.checked_mul(count) {
        Some(total) if total <= MOST => Ok(()),
        _ => Err(Exc::MemoryError.with(Vec::new())),
    };
    let same = matches!(row.kind(), Some(Kind::Str | Kind::Tuple | Kind::Bytes)) && class_of(row).is_builtin();
    if count == 1 && same {
        return Ok(row.clone());
    }
    if let Some(text) = row.get::<Str>() {
        check(text.as_str().len())?;
        if text.as_str().len() * count > crate::object::str::LONGEST {
            return Err(Exc::MemoryError.with(Vec::new()));
        }
        return Ok(text.as_str().repeat(count).into());
    }
    if let Some(list) = row.get::<List>() {
        check(list.len())?;
        return Ok(repeated(&list.to_vec(), count).into());
    }
    if let Some(tuple) = row.get::<Tuple>() {
        check(tuple.len())?;
        return Ok(Tuple::create(repeated(tuple.as_slice(), count)).into_value());
    }
    if let Some(bytes) = row.get::<Bytes>() {
        check(bytes.data.len())?;
        return Ok(bytes.data.repeat(count).into());
    }
    match row.get::<ByteArray>() {
        Some(array) => {
            let data = array.data.get();
            check(data.len())?;
            Ok(ByteArray::create(data.repeat(count)).into_value())
        }
        None => Ok(Value::NotImplemented),
    }
}

fn repeated(items: &[Value], count: usize) -> Vec<Value> {
    let total = items.len().saturating_mul(count);
    items.iter().cycle().take(total).cloned().collect()
}

/// What rows say when they cannot be joined or repeated.
pub fn refusal(operator: BinaryOperator, left: &Value, right: &Value) -> Option<String> {
    let (kind, other) = (left.kind(), type_name(right));
    match operator {
        BinaryOperator::Add => match kind? {
            Kind::Str | Kind::List | Kind::Tuple => {
                let name = match kind? {
                    Kind::Str => "str",
                    Kind::List => "list",
                    _ => "tuple",
                };
                Some(format!("can only concatenate {name} (not \"{other}\") to {name}"))
            }
            Kind::Bytes | Kind::ByteArray => Some(format!("can't concat {other} to {}", type_name(left))),
            _ => None,
        },
        BinaryOperator::Mul if is_row(left) => Some(format!("can't multiply sequence by non-int of type '{other}'")),
        BinaryOperator::Mul if is_row(right) => {
            Some(format!("can't multiply sequence by non-int of type '{}'", type_name(left)))
        }
        _ => None,
    }
}
