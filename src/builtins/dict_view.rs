//! The views of `dict` and their iterators.

use super::iterator_state::PLACELESS;
use crate::machine::Machine;
use crate::machine::protocol::iterate::dict_iterator;
use crate::native::convert::this;
use crate::native::{Native, NativeGetset, NativeType};
use crate::object::class::class_flag;
use crate::object::descriptor::{DictIterator, DictPart, DictView};
use crate::object::heap::{Kind, Payload};
use crate::object::list::Tuple;
use crate::object::set::Set;
use crate::object::special::Special;
use crate::object::types::types;
use crate::object::{Outcome, Value};
use crate::syntax::ast::BinaryOperator;
use crate::{getset, native};

const SET_LIKE: &[Special] = &[
    Special::Lt,
    Special::Le,
    Special::Eq,
    Special::Ne,
    Special::Gt,
    Special::Ge,
    Special::Repr,
    Special::Len,
    Special::Contains,
    Special::Iter,
    Special::Sub,
    Special::RSub,
    Special::And,
    Special::RAnd,
    Special::Or,
    Special::ROr,
    Special::Xor,
    Special::RXor,
];

const REVERSED: Native =
    native!("__reversed__(self, /)", reversed, "Return a reverse iterator over the dict's entries.");
const ISDISJOINT: Native = native!(
    "isdisjoint(self, object, /)",
    isdisjoint,
    "Return True if the view and the given iterable have a null intersection."
);
const MAPPING: &[NativeGetset] = &[getset!("mapping", mapping, "dictionary that this view refers to")];

/// `dict_keys`
pub static DICT_KEYS: NativeType = NativeType {
    name: "dict_keys",
    layout: <DictView>::layout,
    flags: class_flag::FINAL,
    methods: &[ISDISJOINT, REVERSED],
    getsets: MAPPING,
    specials: SET_LIKE,
    ..NativeType::BASE
};

/// `dict_values`
pub static DICT_VALUES: NativeType = NativeType {
    name: "dict_values",
    layout: <DictView>::layout,
    flags: class_flag::FINAL,
    methods: &[REVERSED],
    getsets: MAPPING,
    specials: &[Special::Repr, Special::Len, Special::Iter],
    ..NativeType::BASE
};

/// `dict_items`
pub static DICT_ITEMS: NativeType = NativeType {
    name: "dict_items",
    layout: <DictView>::layout,
    flags: class_flag::FINAL,
    methods: &[ISDISJOINT, REVERSED],
    getsets: MAPPING,
    specials: SET_LIKE,
    ..NativeType::BASE
};

/// The table of one of the iterators.
const fn iterator(name: &'static str) -> NativeType {
    NativeType {
        name,
        layout: <DictIterator>::layout,
        flags: class_flag::FINAL,
        methods: PLACELESS,
        specials: &[Special::Iter, Special::Next],
        ..NativeType::BASE
    }
}

/// `dict_keyiterator`
pub static DICT_KEY_ITERATOR: NativeType = iterator("dict_keyiterator");

/// `dict_valueiterator`
pub static DICT_VALUE_ITERATOR: NativeType = iterator("dict_valueiterator");

/// `dict_itemiterator`
pub static DICT_ITEM_ITERATOR: NativeType = iterator("dict_itemiterator");

/// `dict_reversekeyiterator`
pub static DICT_REVERSE_KEY_ITERATOR: NativeType = iterator("dict_reversekeyiterator");

/// `dict_reversevalueiterator`
pub static DICT_REVERSE_VALUE_ITERATOR: NativeType = iterator("dict_reversevalueiterator");

/// `dict_reverseitemiterator`
pub static DICT_REVERSE_ITEM_ITERATOR: NativeType = iterator("dict_reverseitemiterator");

fn reversed(_: &mut Machine, a: &[Value]) -> Outcome {
    let view = this::<DictView>(a)?;
    Ok(dict_iterator(&view.dict.value(), view.part, true))
}

fn mapping(m: &mut Machine, value: &Value) -> Outcome {
    match value.get::<DictView>() {
        Some(view) => m.call(&types().mapping_proxy.value(), &[view.dict.value()]),
        None => Ok(Value::None),
    }
}

fn isdisjoint(m: &mut Machine, a: &[Value]) -> Outcome {
    if a[0].is(&a[1]) {
        return Ok(Value::bool(m.len(&a[0])? == 0));
    }
    let sized = matches!(a[1].kind(), Some(Kind::Set | Kind::DictView));
    let (few, many) = if sized && m.len(&a[1])? > m.len(&a[0])? { (&a[0], &a[1]) } else { (&a[1], &a[0]) };
    let iterator = m.iter(few)?;
    while let Some(item) = m.next(&iterator)? {
        if m.contains(many, &item)? {
            return Ok(Value::bool(false));
        }
    }
    Ok(Value::bool(true))
}

impl Machine {
    /// `item in view`
    pub fn view_contains(&mut self, view: &DictView, item: &Value) -> Outcome<bool> {
        match view.part {
            DictPart::Keys => Ok(self.dict_find(&view.dict, item)?.is_some()),
            DictPart::Items => {
                let Some([key, value]) = item.get::<Tuple>().map(Tuple::as_slice) else { return Ok(false) };
                match self.dict_get(&view.dict, key)? {
                    Some(found) => self.equal(&found, value),
                    None => Ok(false),
                }
            }
            DictPart::Values => {
                let mut at = 0;
                while let Some((position, entry)) = view.dict.entry_from(at) {
                    if self.equal(&entry.value, item)? {
                        return Ok(true);
                    }
                    at = position + 1;
                }
                Ok(false)
            }
        }
    }

    /// `| & - ^` where one side is a view of keys or items: a set. The other side may be any iterable.
    pub fn view_operator(&mut self, operator: BinaryOperator, left: &Value, right: &Value) -> Outcome {
        if operator == BinaryOperator::And {
            return self.view_intersection(left, right);
        }
        let start = match left.get::<DictView>() {
            Some(view) if view.part == DictPart::Keys => view.dict.value(),
            _ => left.clone(),
        };
        let result = self.set_of(&types().set, &start)?;
        match operator {
            BinaryOperator::Or => self.update_set(&result, right)?,
            BinaryOperator::Sub => self.set_difference_update(&result, right)?,
            _ => self.set_symmetric_difference_update(&result, right)?,
        }
        Ok(result.into_value())
    }

    fn view_intersection(&mut self, left: &Value, right: &Value) -> Outcome {
        let is_view = |value: &Value| value.get::<DictView>().is_some_and(|v| v.part != DictPart::Values);
        let (mut left, mut right) = (left, right);
        if !is_view(left) {
            std::mem::swap(&mut left, &mut right);
        }
        if let Some(set) = right.typed::<Set>() {
            if set.as_ref().class() == &types().set && self.len(left)? <= set.len() {
                return self.set_intersection(set, left).map(Value::from);
            }
        }
        if is_view(right) && self.len(right)? > self.len(left)? {
            std::mem::swap(&mut left, &mut right);
        }
        let result = Set::create();
        let iterator = self.iter(right)?;
        while let Some(item) = self.next(&iterator)? {
            if self.contains(left, &item)? {
                self.set_add(&result, item)?;
            }
        }
        Ok(result.into_value())
    }
}
