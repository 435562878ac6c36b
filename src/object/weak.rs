//! Weak references: payload, the table by object, and what happens when the object dies.
//!
//! # Safety
//! The table holds addresses. An object's entry goes when the object dies (the heap's weak hook), a reference's when the
//! reference dies (its `Drop`); so an address in the table is always that of a live object. Nothing here runs user code.

use super::class::Class;
use super::function::Function;
use super::heap::{self, Boxed, Gc, Header, Kind, Own, Ref, flag};
use super::value::Value;
use rustc_hash::FxHashMap;
use std::cell::{Cell, RefCell};

/// The payload of a weak reference or proxy.
pub struct WeakRef {
    /// The object, or null when it has died.
    target: Cell<*mut Header>,
    /// What is called with the reference when the object dies, or None.
    pub callback: Own<Value>,
    /// The object's hash, once asked for.
    pub hash: Cell<Option<i64>>,
}

crate::payload!(
    WeakRef,
    Kind::Extension,
    trace | this,
    visit | { this.callback.with(|c| visit(c)) },
    clear | this | {
        this.forget();
        drop(this.callback.replace(Value::None))
    }
);

thread_local! {
    static TABLE: RefCell<FxHashMap<usize, Vec<*mut Header>>> = RefCell::new(FxHashMap::default());
    static CALLBACKS: RefCell<Vec<(Value, Value)>> = const { RefCell::new(Vec::new()) };
}

impl WeakRef {
    /// The object, if it is alive.
    pub fn target(&self) -> Option<Value> {
        let at = self.target.get();
        // SAFETY: the address is null as soon as the object dies.
        (!at.is_null()).then(|| Value::Object(unsafe { Ref::from_ptr(at) }))
    }

    /// Stops referring to the object, without a callback.
    pub fn forget(&self) {
        let at = self.target.replace(std::ptr::null_mut());
        if at.is_null() {
            return;
        }
        let me = std::ptr::from_ref(self);
        let _ = TABLE.try_with(|table| {
            let mut table = table.borrow_mut();
            if let Some(list) = table.get_mut(&(at as usize)) {
                list.retain(|&r| payload(r) != me);
                if list.is_empty() {
                    table.remove(&(at as usize));
                }
            }
        });
    }
}

impl Drop for WeakRef {
    fn drop(&mut self) {
        self.forget();
    }
}

fn payload(reference: *mut Header) -> *const WeakRef {
    // SAFETY: the address of a weak reference's header; only the payload's address is computed.
    unsafe { &raw const (*reference.cast::<Boxed<WeakRef>>()).payload }
}

/// A new weak reference of a class.
pub fn create(object: &Ref, callback: Value, class: &Gc<Class>) -> Value {
    heap::set_weak_hook(died);
    let target = Cell::new(object.as_ptr());
    let new = Gc::new(WeakRef { target, callback: Own::new(callback), hash: Cell::new(None) }, class);
    object.set_flag(flag::WEAK, true);
    TABLE.with(|table| table.borrow_mut().entry(object.address()).or_default().push(new.as_ref().as_ptr()));
    new.into_value()
}

/// The weak references to an object that are alive, oldest first.
pub fn references(object: &Ref) -> Vec<Value> {
    if !object.has(flag::WEAK) {
        return Vec::new();
    }
    TABLE.with(|table| {
        let table = table.borrow();
        let list = table.get(&object.address()).map_or(&[][..], Vec::as_slice);
        // SAFETY: references in the table are alive.
        list.iter().map(|&r| Value::Object(unsafe { Ref::from_ptr(r) })).collect()
    })
}

/// Whether any weak reference has a callback that does more than put the library's own tables in order.
pub fn are_awaited() -> bool {
    TABLE.with(|table| {
        table.borrow().values().flatten().any(|&reference| {
            // SAFETY: references in the table are alive.
            let reference = unsafe { Ref::from_ptr(reference) };
            reference.get::<WeakRef>().is_some_and(|weak| weak.callback.with(|c| !c.is_none() && !is_order(c)))
        })
    })
}

/// Functions of the library that take out of a table what has died.
const ORDER: &[(&str, &str)] = &[("<frozen weakref>", "drop"), ("<frozen logging>", "_removeHandlerRef")];

fn is_order(callback: &Value) -> bool {
    callback
        .get::<Function>()
        .is_some_and(|function| function.code.with(|code| ORDER.contains(&(&*code.code.source.name, &*code.code.name))))
}

/// An object with weak references dies: they are emptied, and their callbacks noted, the youngest reference's first.
fn died(object: *mut Header) {
    let Ok(Some(list)) = TABLE.try_with(|table| table.borrow_mut().remove(&(object as usize))) else { return };
    empty(list);
}

fn empty(list: Vec<*mut Header>) {
    for reference in list.into_iter().rev() {
        // SAFETY: references in the table are alive.
        let reference = unsafe { Ref::from_ptr(reference) };
        let Some(weak) = reference.get::<WeakRef>() else { continue };
        weak.target.set(std::ptr::null_mut());
        let callback = weak.callback.replace(Value::None);
        // The reference itself may be dying right now: then nobody wants to know.
        if !callback.is_none() && reference.count() > 1 {
            let reference = Value::Object(reference.clone());
            CALLBACKS.with(|c| c.borrow_mut().push((reference, callback)));
            heap::set_pending();
        }
    }
}

/// Empties the weak references to objects that the cycle collector is about to clear; those that are garbage themselves
/// (`is_garbage`) are not called back.
pub fn clear_references(object: &Ref, is_garbage: &dyn Fn(usize) -> bool) {
    if !object.has(flag::WEAK) {
        return;
    }
    let Some(list) = TABLE.with(|table| table.borrow_mut().remove(&object.address())) else { return };
    let (garbage, alive): (Vec<_>, Vec<_>) = list.into_iter().partition(|&r| is_garbage(r as usize));
    for reference in garbage {
        // SAFETY: references in the table are alive.
        let reference = unsafe { Ref::from_ptr(reference) };
        if let Some(weak) = reference.get::<WeakRef>() {
            weak.target.set(std::ptr::null_mut());
        }
    }
    object.set_flag(flag::WEAK, false);
    empty(alive);
}

/// Takes the callbacks that wait, each with its reference.
pub fn take_callbacks() -> Vec<(Value, Value)> {
    CALLBACKS.with(|c| std::mem::take(&mut *c.borrow_mut()))
}
