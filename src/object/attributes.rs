//! Attributes of instances: hidden classes ("shapes") that say which name lives in which slot, and the slots.
//!
//! In: an object of a class with attributes. Out: values by name or by slot. Every shape has a version number, unique
//! over all shapes and classes and renewed when the class or one of its bases changes, so an inline cache is one compare.
//! An object whose `__dict__` was asked for keeps its attributes in that dict from then on.
//!
//! # Safety
//! The attributes are the last bytes of the object's memory: an [`Attributes`] and `capacity` values. They are
//! initialised by [`init_attributes`] before anyone else sees the object, and dropped by [`drop_attributes`] with it.
//! A shape belongs to its class's tree and lives as long as the class, which the object keeps alive.

use super::class::Class;
use super::dict::Dict;
use super::heap::{Gc, Own, Ref, flag};
use super::str::Str;
use super::value::Value;
use rustc_hash::FxHashMap;
use std::cell::Cell;

thread_local! {
    static VERSION: Cell<u32> = const { Cell::new(1) };
}

/// A version number that no shape, no class and no dict has had.
pub fn next_version() -> u32 {
    VERSION.with(|v| {
        v.set(v.get() + 1);
        v.get()
    })
}

/// A hidden class: the names of an object's attributes in the order they were first set.
pub struct Shape {
    /// Renewed when the class changes; 0 for the shape of objects with a materialised `__dict__`.
    pub version: Cell<u32>,
    names: Vec<Gc<Str>>,
    /// Slot by the interned name's address.
    slots: FxHashMap<usize, u32>,
    /// The shape after adding a name.
    next: Own<Vec<(Gc<Str>, Box<Shape>)>>,
}

impl Shape {
    /// The shape of an object without attributes.
    pub fn root() -> Shape {
        Shape {
            version: Cell::new(next_version()),
            names: Vec::new(),
            slots: FxHashMap::default(),
            next: Own::new(Vec::new()),
        }
    }

    /// The shape of objects whose attributes live in a dict.
    pub fn dict_mode() -> Shape {
        let shape = Shape::root();
        shape.version.set(0);
        shape
    }

    /// The shape of an object that has only the slots of `__slots__`, still empty.
    pub fn with_slots(mut root: Shape, slots: &[Gc<Str>]) -> Shape {
        root.slots = slots.iter().enumerate().map(|(i, n)| (n.as_ref().address(), i as u32)).collect();
        root.names = slots.to_vec();
        root
    }

    /// The slot of an interned name.
    #[inline]
    pub fn slot(&self, name: &Gc<Str>) -> Option<usize> {
        if self.names.len() <= 6 {
            return self.names.iter().position(|n| n == name);
        }
        self.slots.get(&name.as_ref().address()).map(|&s| s as usize)
    }

    /// The names, in order.
    pub fn names(&self) -> &[Gc<Str>] {
        &self.names
    }

    /// The shape with one more name, which must be interned.
    pub fn add(&self, name: &Gc<Str>) -> *const Shape {
        self.next.with(|next| {
            if let Some((_, shape)) = next.iter().find(|(n, _)| n == name) {
                return &**shape as *const Shape;
            }
            let mut names = self.names.clone();
            names.push(name.clone());
            let mut slots = self.slots.clone();
            if names.len() > 6 {
                slots = names.iter().enumerate().map(|(i, n)| (n.as_ref().address(), i as u32)).collect();
            }
            let shape = Box::new(Shape {
                version: Cell::new(if self.version.get() == 0 { 0 } else { next_version() }),
                names,
                slots,
                next: Own::new(Vec::new()),
            });
            let at = &*shape as *const Shape;
            next.push((name.clone(), shape));
            at
        })
    }

    /// Gives this shape and all that follow it new versions.
    pub fn renew(&self) {
        if self.version.get() != 0 {
            self.version.set(next_version());
        }
        self.next.with(|next| next.iter().for_each(|(_, s)| s.renew()));
    }
}

/// The head of an object's attributes; `capacity` values follow it.
#[repr(C)]
pub struct Attributes {
    /// Which name is in which slot.
    pub shape: Cell<*const Shape>,
    /// Values that found no room behind the head, or the materialised `__dict__` as its only element.
    spill: Cell<*mut Vec<Value>>,
}

/// Bytes of attributes with room for `capacity` values.
pub const fn attribute_bytes(capacity: usize) -> usize {
    std::mem::size_of::<Attributes>() + capacity * std::mem::size_of::<Value>()
}

/// The attributes of an object that has them.
#[inline(always)]
pub fn attributes(object: &Ref) -> Option<&Attributes> {
    if !object.has(flag::ATTRS) {
        return None;
    }
    // SAFETY: the flag says that the last bytes are attributes.
    Some(unsafe { &*object.end().sub(attribute_bytes(object.capacity())).cast::<Attributes>() })
}

pub(super) unsafe fn init_attributes(object: &Ref, class: &Gc<Class>) {
    let capacity = object.capacity();
    // SAFETY: called once, on fresh memory of this size.
    unsafe {
        let at = object.end().sub(attribute_bytes(capacity)).cast::<Attributes>();
        at.write(Attributes { shape: Cell::new(class.root_shape()), spill: Cell::new(std::ptr::null_mut()) });
        let values = at.add(1).cast::<Value>();
        for i in 0..capacity {
            values.add(i).write(Value::Unset);
        }
    }
}

pub(super) unsafe fn drop_attributes(at: *mut super::heap::Header) {
    // SAFETY: the object is still readable; its attributes are dropped exactly once.
    unsafe {
        let object = std::mem::ManuallyDrop::new(std::ptr::read((&raw const at).cast::<Ref>()));
        if let Some(attributes) = attributes(&object) {
            let values = attributes.values();
            for i in 0..object.capacity() {
                std::ptr::drop_in_place(values.add(i));
            }
            let spill = attributes.spill.replace(std::ptr::null_mut());
            if !spill.is_null() {
                drop(Box::from_raw(spill));
            }
        }
    }
}

impl Attributes {
    /// Where the values are.
    #[inline(always)]
    pub fn values(&self) -> *mut Value {
        // SAFETY: one past the head, inside the object.
        unsafe { (self as *const Attributes).add(1).cast_mut().cast::<Value>() }
    }

    /// The shape.
    #[inline(always)]
    pub fn shape(&self) -> &Shape {
        // SAFETY: shapes live as long as the class.
        unsafe { &*self.shape.get() }
    }

    /// The shape's version: what inline caches compare.
    #[inline(always)]
    pub fn version(&self) -> u32 {
        self.shape().version.get()
    }

    fn cell(&self, object: &Ref, slot: usize) -> Option<*mut Value> {
        if slot < object.capacity() {
            // SAFETY: within the capacity.
            return Some(unsafe { self.values().add(slot) });
        }
        let spill = self.spill.get();
        if spill.is_null() {
            return None;
        }
        // SAFETY: the spill vector belongs to this object.
        unsafe { (&mut *spill).get_mut(slot - object.capacity()).map(|v| v as *mut Value) }
    }

    /// The value in a slot; Unset when nothing is there.
    #[inline]
    pub fn get_slot(&self, object: &Ref, slot: usize) -> Value {
        // SAFETY: the cell is initialised and only copied.
        self.cell(object, slot).map_or(Value::Unset, |v| unsafe { (*v).clone() })
    }

    /// Puts a value into a slot; gives what was there.
    pub fn set_slot(&self, object: &Ref, slot: usize, value: Value) -> Value {
        loop {
            if let Some(cell) = self.cell(object, slot) {
                // SAFETY: initialised, nobody else looks at it meanwhile.
                return unsafe { std::mem::replace(&mut *cell, value) };
            }
            if self.spill.get().is_null() {
                self.spill.set(Box::into_raw(Box::default()));
            }
            // SAFETY: just made.
            unsafe { (*self.spill.get()).resize(slot - object.capacity() + 1, Value::Unset) };
        }
    }

    /// The materialised `__dict__`.
    pub fn dict(&self) -> Option<Gc<Dict>> {
        if self.version() != 0 {
            return None;
        }
        let spill = self.spill.get();
        if spill.is_null() {
            return None;
        }
        // SAFETY: belongs to this object.
        unsafe { (*spill).last().and_then(|v| v.typed::<Dict>().cloned()) }
    }
}

/// The value of an instance attribute; None when it is not set.
#[inline]
pub fn get_attribute(object: &Ref, name: &Gc<Str>) -> Option<Value> {
    let attributes = attributes(object)?;
    if let Some(slot) = attributes.shape().slot(name) {
        if let Some(v) = attributes.get_slot(object, slot).some() {
            return Some(v);
        }
    }
    attributes.dict()?.get_str(name)
}

/// Sets an instance attribute; gives back what was there (to be dropped), or Unset.
pub fn set_attribute(object: &Ref, name: &Gc<Str>, value: Value) -> Value {
    let Some(attributes) = attributes(object) else { return Value::Unset };
    if let Some(dict) = attributes.dict() {
        return dict.set_str(name, value).unwrap_or_default();
    }
    let shape = attributes.shape();
    let slot = match shape.slot(name) {
        Some(slot) => slot,
        None => {
            let slot = shape.names().len();
            attributes.shape.set(shape.add(name));
            if slot >= object.capacity() {
                object.class().want_capacity(slot + 1);
            }
            slot
        }
    };
    attributes.set_slot(object, slot, value)
}

/// Removes an instance attribute; gives what was there.
pub fn delete_attribute(object: &Ref, name: &Gc<Str>) -> Option<Value> {
    let attributes = attributes(object)?;
    if attributes.version() != 0 {
        attributes.shape().slot(name)?;
        // Removing is rare: the object goes over to a dict, so that the order of what is added later is right.
        instance_dict(object)?;
    }
    attributes.dict()?.remove_str(name)
}

/// The object's `__dict__`, made on first asking; None when its class has none.
pub fn instance_dict(object: &Ref) -> Option<Gc<Dict>> {
    let class = object.class().clone();
    if !class.has_dict() {
        return None;
    }
    let attributes = attributes(object)?;
    if let Some(dict) = attributes.dict() {
        return Some(dict);
    }
    let dict = Dict::create();
    let fixed = class.slot_count();
    let names: Vec<Gc<Str>> = attributes.shape().names().to_vec();
    for (slot, name) in names.iter().enumerate().skip(fixed) {
        let value = attributes.set_slot(object, slot, Value::Unset);
        if value.is_set() {
            dict.set_str(name, value);
        }
    }
    set_instance_dict(object, dict.clone());
    Some(dict)
}

/// Makes a dict the object's `__dict__`.
pub fn set_instance_dict(object: &Ref, dict: Gc<Dict>) {
    let class = object.class().clone();
    let Some(attributes) = attributes(object) else { return };
    // Slots of `__slots__` that spilled stay reachable: the dict is the last element behind them.
    let fixed = class.slot_count();
    for slot in fixed..attributes.shape().names().len() {
        drop(attributes.set_slot(object, slot, Value::Unset));
    }
    let keep = fixed.saturating_sub(object.capacity());
    // SAFETY: the spill vector belongs to this object; nothing else looks at it meanwhile.
    let old = unsafe {
        if attributes.spill.get().is_null() {
            attributes.spill.set(Box::into_raw(Box::default()));
        }
        let spill = &mut *attributes.spill.get();
        let old: Vec<Value> = spill.drain(keep.min(spill.len())..).collect();
        spill.resize(keep, Value::Unset);
        spill.push(dict.into_value());
        old
    };
    attributes.shape.set(class.dict_shape());
    drop(old);
}

/// Makes the object one of another class with the same layout and slots: its attributes move to that class's shapes.
pub fn change_class(object: &Ref, class: Gc<Class>) {
    if let Some(attributes) = attributes(object) {
        if attributes.version() == 0 {
            attributes.shape.set(class.dict_shape());
        } else {
            // SAFETY: shapes live as long as their class.
            let mut shape = unsafe { &*class.root_shape() };
            for name in attributes.shape().names().iter().skip(object.class().slot_count()) {
                // SAFETY: as above.
                shape = unsafe { &*shape.add(name) };
            }
            attributes.shape.set(shape);
        }
    }
    object.set_flag(flag::FINALISER, class.has_finaliser());
    object.set_class(class);
}

/// Shows the attribute values of an object, for the cycle collector.
pub fn trace_attributes(object: &Ref, visit: &mut dyn FnMut(&Value)) {
    let Some(attributes) = attributes(object) else { return };
    for slot in 0..object.capacity() {
        // SAFETY: initialised.
        visit(unsafe { &*attributes.values().add(slot) });
    }
    let spill = attributes.spill.get();
    if !spill.is_null() {
        // SAFETY: belongs to this object.
        unsafe { (*spill).iter().for_each(visit) };
    }
}

/// Lets go of all attribute values, to break a cycle.
pub fn clear_attributes(object: &Ref) {
    let Some(attributes) = attributes(object) else { return };
    for slot in 0..object.capacity() {
        drop(attributes.set_slot(object, slot, Value::Unset));
    }
    let spill = attributes.spill.get();
    if !spill.is_null() {
        // SAFETY: belongs to this object; taken before anything is dropped.
        let old = unsafe { (*spill).iter_mut().map(Value::take).collect::<Vec<_>>() };
        drop(old);
    }
}
