//! Classes: name, bases, resolution order, namespace, and what the machine looks up again and again.
//!
//! Lookups here walk dictionaries and run no user code; descriptors are the machine's (`machine/protocol/attribute`).
//!
//! # Safety
//! The lookup cache is leaked per thread and only reached from here; nothing runs while a line of it is looked at.
//! `layout` describes the payload of the class's instances and never changes. Shapes are boxed and live as long as the class.

use super::attributes::{Shape, attribute_bytes, next_version};
use super::dict::Dict;
use super::heap::{Gc, Kind, Layout, Own, Payload, Ref};
use super::special::{SPECIALS, Special};
use super::str::{Str, intern};
use super::types::{self, types};
use super::value::Value;
use crate::native::NativeType;
use std::cell::{Cell, OnceCell};
use std::rc::Rc;

/// Properties of a class.
pub mod class_flag {
    /// A built-in type: its namespace cannot be changed.
    pub const BUILTIN: u16 = 1;
    /// Instances have a `__dict__`.
    pub const DICT: u16 = 2;
    /// Cannot be a base (`bool`, `NoneType`, ...).
    pub const FINAL: u16 = 4;
    /// Instances are classes.
    pub const METACLASS: u16 = 8;
    /// Instances are exceptions.
    pub const EXCEPTION: u16 = 16;
    /// Has `__del__`.
    pub const FINALISER: u16 = 32;
    /// Has abstract methods: cannot be instantiated.
    pub const ABSTRACT: u16 = 64;
    /// `match` sees instances as sequences.
    pub const SEQUENCE: u16 = 128;
    /// `match` sees instances as mappings.
    pub const MAPPING: u16 = 256;
    /// Instances can be weakly referenced.
    pub const WEAK: u16 = 512;
    /// The native table has been poured into the namespace.
    pub const FILLED: u16 = 1024;
    /// A built-in type, or a base of it, got an attribute from the program: what Rust knows of its methods holds no more.
    pub const CHANGED: u16 = 2048;
}

/// The payload of a class.
pub struct Class {
    /// `__name__`
    pub name: Own<Rc<str>>,
    /// The name as messages show it: that of a class which CPython has in C stands behind its module.
    pub shown: Own<Rc<str>>,
    /// `__qualname__`
    pub qualname: Own<Rc<str>>,
    /// `__bases__`
    pub bases: Own<Vec<Gc<Class>>>,
    /// `__mro__`, the class itself first.
    pub mro: Own<Vec<Gc<Class>>>,
    dict: Own<Option<Gc<Dict>>>,
    /// The native table it was made from, if it is a built-in type.
    pub native: Option<&'static NativeType>,
    layout: Cell<&'static Layout>,
    flags: Cell<u16>,
    version: Cell<u32>,
    capacity: Cell<u8>,
    /// Number of values in slots of `__slots__`, inherited ones included.
    slots: Cell<u16>,
    /// The names of its slots, inherited ones first.
    slot_names: Box<[Gc<Str>]>,
    /// The shapes of new instances and of those whose attributes live in a dict, once there are any. A class never moves.
    root: OnceCell<Shape>,
    dict_root: OnceCell<Shape>,
    specials: Own<Vec<Lookup>>,
    specials_version: Cell<u32>,
    /// Addresses of direct subclasses; each removes itself when it dies.
    subclasses: Own<Vec<*mut super::heap::Header>>,
    /// What the class overrides of attribute access, for the version it was found out for; see [`hook`].
    hooks: Cell<(u32, u8)>,
    /// How instances are made when that needs no user code: cached by the machine (constructor function, version).
    pub constructor: Own<(u32, Value)>,
}

/// What a class overrides of attribute access.
pub mod hook {
    /// `__getattribute__`
    pub const GET_ATTRIBUTE: u8 = 1;
    /// `__getattr__`
    pub const GET_ATTR: u8 = 2;
    /// `__setattr__` or `__delattr__`
    pub const SET_ATTR: u8 = 4;
}

/// A remembered lookup along a resolution order: version and name are the key.
struct Line {
    version: u32,
    name: usize,
    value: Option<Value>,
}

const LINES: usize = 4096;

thread_local! {
    static LOOKUPS: Cell<*mut Line> = const { Cell::new(std::ptr::null_mut()) };
}

#[inline(always)]
fn line_of(version: u32, name: usize) -> *mut Line {
    let mut lines = LOOKUPS.with(Cell::get);
    if lines.is_null() {
        lines = make_lines();
    }
    let at = (version as usize).wrapping_mul(0x9e37_79b1) ^ (name >> 4).wrapping_mul(0x85eb_ca6b);
    // SAFETY: the mask keeps it within the lines.
    unsafe { lines.add((at >> 8) & (LINES - 1)) }
}

#[cold]
fn make_lines() -> *mut Line {
    let lines: Vec<Line> = (0..LINES).map(|_| Line { version: 0, name: 0, value: None }).collect();
    let at = Box::leak(lines.into_boxed_slice()).as_mut_ptr();
    LOOKUPS.with(|l| l.set(at));
    at
}

/// Forgets all remembered lookups, and so lets go of what they hold.
pub fn forget_lookups() {
    let lines = LOOKUPS.with(Cell::get);
    if lines.is_null() {
        return;
    }
    for i in 0..LINES {
        // SAFETY: within the lines; each is replaced whole before the old one is dropped.
        drop(unsafe { std::mem::replace(&mut *lines.add(i), Line { version: 0, name: 0, value: None }) });
    }
}

fn renew_instances(meta: *const Class, class: &Gc<Class>) {
    for sub in class.direct_subclasses() {
        if sub.as_ref().class().mro.with(|m| m.iter().any(|c| std::ptr::eq(&**c, meta))) {
            sub.version.set(next_version());
        }
        renew_instances(meta, &sub);
    }
}

/// A remembered lookup of a special method.
#[derive(Clone, Default)]
enum Lookup {
    #[default]
    Unknown,
    Absent,
    Found(Value),
}

crate::payload!(
    Class,
    Kind::Class,
    trace | this,
    visit | {
        this.bases.with(|b| b.iter().for_each(|c| visit(&c.value())));
        this.mro.with(|b| b.iter().for_each(|c| visit(&c.value())));
        this.dict.with(|d| {
            if let Some(d) = d {
                visit(&d.value())
            }
        });
        this.specials.with(|s| {
            s.iter().for_each(|l| {
                if let Lookup::Found(v) = l {
                    visit(v)
                }
            })
        });
        this.constructor.with(|(_, v)| visit(v));
    },
    clear | this | {
        drop(this.mro.take());
        drop(this.dict.take());
        drop(this.specials.take());
        drop(this.constructor.replace((0, Value::Unset)));
    }
);

impl Drop for Class {
    fn drop(&mut self) {
        let me = self as *const Class;
        for base in self.bases.take() {
            base.subclasses.with(|s| s.retain(|&c| class_at(c) != me));
        }
    }
}

fn class_at(header: *mut super::heap::Header) -> *const Class {
    // SAFETY: the address of a class's header; only the payload's address is computed.
    unsafe { &raw const (*header.cast::<super::heap::Boxed<Class>>()).payload }
}

/// What a class is made of.
pub struct ClassParts {
    /// `__name__` and `__qualname__`
    pub name: Rc<str>,
    /// The namespace.
    pub dict: Option<Gc<Dict>>,
    /// The native table.
    pub native: Option<&'static NativeType>,
    /// The payload of instances.
    pub layout: &'static Layout,
    /// See [`class_flag`].
    pub flags: u16,
    /// The names of its slots, inherited ones first.
    pub slots: Vec<Gc<Str>>,
}

impl Class {
    /// A new class of the metaclass `meta`; `mro` is its resolution order without itself.
    pub fn create(parts: ClassParts, bases: Vec<Gc<Class>>, mro: Vec<Gc<Class>>, meta: &Gc<Class>) -> Gc<Class> {
        let class = Gc::new(Class::payload(parts), meta);
        class.finish(bases, mro);
        class
    }

    /// The payload of a class before it is linked; for [`Class::create`] and the bootstrap.
    pub fn payload(parts: ClassParts) -> Class {
        Class {
            name: Own::new(parts.name.clone()),
            shown: Own::new(parts.name.clone()),
            qualname: Own::new(parts.name),
            bases: Own::new(Vec::new()),
            mro: Own::new(Vec::new()),
            dict: Own::new(parts.dict),
            native: parts.native,
            layout: Cell::new(parts.layout),
            flags: Cell::new(parts.flags),
            version: Cell::new(next_version()),
            capacity: Cell::new(parts.slots.len().min(255) as u8),
            slots: Cell::new(parts.slots.len() as u16),
            slot_names: parts.slots.into(),
            root: OnceCell::new(),
            dict_root: OnceCell::new(),
            specials: Own::new(Vec::new()),
            specials_version: Cell::new(0),
            subclasses: Own::new(Vec::new()),
            hooks: Cell::new((0, 0)),
            constructor: Own::new((0, Value::Unset)),
        }
    }

    /// The namespace; for a built-in type it is filled from the native table on first use.
    pub fn dict(&self) -> Gc<Dict> {
        if let Some(native) = self.native {
            if !self.has_flag(class_flag::FILLED) {
                self.set_flag(class_flag::FILLED, true);
                let dict = self.raw_dict();
                crate::native::fill_type(self, native, &dict);
                return dict;
            }
        }
        self.raw_dict()
    }

    fn raw_dict(&self) -> Gc<Dict> {
        self.dict.with(|d| d.get_or_insert_with(Dict::create).clone())
    }

    /// The payload of instances.
    #[inline]
    pub fn instance_layout(&self) -> &'static Layout {
        self.layout.get()
    }

    /// The version: changes with the class and its bases; unique over all classes and shapes.
    #[inline(always)]
    pub fn version(&self) -> u32 {
        self.version.get()
    }

    /// Whether a flag of [`class_flag`] is set.
    #[inline(always)]
    pub fn has_flag(&self, flag: u16) -> bool {
        self.flags.get() & flag != 0
    }

    /// All flags.
    pub fn flags(&self) -> u16 {
        self.flags.get()
    }

    /// Sets or clears a flag.
    pub fn set_flag(&self, flag: u16, on: bool) {
        let f = self.flags.get();
        self.flags.set(if on { f | flag } else { f & !flag });
    }

    /// Whether it is a built-in type.
    #[inline]
    pub fn is_builtin(&self) -> bool {
        self.has_flag(class_flag::BUILTIN)
    }

    /// Whether the program may set its attributes: those of a built-in type if CPython writes it in Python, as most of asyncio.
    pub fn is_mutable(&self) -> bool {
        !self.is_builtin() || self.native.is_some_and(|n| n.module.starts_with("asyncio."))
    }

    /// A built-in type is changed by the program, and with it those derived from it.
    pub fn note_changed(&self) {
        if self.is_builtin() {
            self.set_flag(class_flag::CHANGED, true);
            for derived in self.direct_subclasses() {
                derived.note_changed();
            }
        }
    }

    /// Whether it is a built-in type as Rust made it.
    #[inline]
    pub fn is_as_built(&self) -> bool {
        self.flags.get() & (class_flag::BUILTIN | class_flag::CHANGED) == class_flag::BUILTIN
    }

    /// Whether instances have a `__dict__`.
    #[inline]
    pub fn has_dict(&self) -> bool {
        self.has_flag(class_flag::DICT)
    }

    /// Whether instances need their `__del__` called.
    #[inline]
    pub fn has_finaliser(&self) -> bool {
        self.has_flag(class_flag::FINALISER)
    }

    /// Number of values in slots of `__slots__`.
    pub fn slot_count(&self) -> usize {
        self.slots.get() as usize
    }

    /// The names of the slots of `__slots__`, inherited ones first.
    pub fn slot_names(&self) -> Vec<Gc<Str>> {
        self.slot_names.to_vec()
    }

    /// The shape of a new instance.
    #[inline]
    pub fn root_shape(&self) -> *const Shape {
        self.root.get_or_init(|| Shape::with_slots(Shape::root(), &self.slot_names))
    }

    /// The shape of an instance whose attributes live in a dict.
    pub fn dict_shape(&self) -> *const Shape {
        self.dict_root.get_or_init(|| Shape::with_slots(Shape::dict_mode(), &self.slot_names))
    }

    /// How many attribute values new instances get room for.
    #[inline]
    pub fn attribute_capacity(&self) -> u8 {
        self.capacity.get()
    }

    /// Bytes of attributes of a new instance; 0 when instances have none.
    #[inline]
    pub fn attribute_bytes(&self) -> usize {
        if self.has_dict() || self.slots.get() != 0 { attribute_bytes(self.capacity.get() as usize) } else { 0 }
    }

    /// Instances turned out to have this many attributes: the next ones get room for them.
    pub fn want_capacity(&self, slots: usize) {
        if slots > self.capacity.get() as usize && slots <= 30 {
            self.capacity.set(slots as u8);
        }
    }

    /// Whether `other` is in the resolution order: `issubclass` without user code.
    #[inline]
    pub fn is_subclass_of(&self, other: &Gc<Class>) -> bool {
        self.mro.with(|m| m.iter().any(|c| c == other))
    }

    /// Looks a name up along the resolution order.
    #[inline]
    pub fn lookup(&self, name: &Gc<Str>) -> Option<Value> {
        if !name.as_ref().has(super::heap::flag::INTERNED) {
            return self.lookup_slow(name);
        }
        let line = line_of(self.version.get(), name.as_ref().address());
        // SAFETY: the line is only read and cloned here.
        unsafe {
            if (*line).version == self.version.get() && (*line).name == name.as_ref().address() {
                return (*line).value.clone();
            }
        }
        self.lookup_and_note(name)
    }

    #[inline(never)]
    fn lookup_and_note(&self, name: &Gc<Str>) -> Option<Value> {
        let found = self.lookup_slow(name);
        // What a program may want to see die at once is not kept alive by the cache.
        let keep = match &found {
            Some(Value::Object(r)) => matches!(
                r.kind(),
                Kind::Function
                    | Kind::NativeFunction
                    | Kind::Property
                    | Kind::StaticMethod
                    | Kind::ClassMethod
                    | Kind::Getset
                    | Kind::Member
                    | Kind::Str
            ),
            _ => true,
        };
        if keep {
            let line = line_of(self.version.get(), name.as_ref().address());
            let new = Line { version: self.version.get(), name: name.as_ref().address(), value: found.clone() };
            // SAFETY: the line is replaced whole; the old one is dropped afterwards, and may come back here then.
            drop(unsafe { std::mem::replace(&mut *line, new) });
        }
        found
    }

    fn lookup_slow(&self, name: &Gc<Str>) -> Option<Value> {
        let count = self.mro.with(|m| m.len());
        for i in 0..count {
            let class = self.mro.with(|m| m.get(i).cloned())?;
            if let Some(v) = class.dict().get_str(name) {
                return Some(v);
            }
        }
        None
    }

    /// What the class overrides of attribute access; see [`hook`].
    #[inline]
    pub fn hooks(&self) -> u8 {
        let (version, hooks) = self.hooks.get();
        if version == self.version.get() { hooks } else { self.hooks_slow() }
    }

    #[cold]
    fn hooks_slow(&self) -> u8 {
        let mut hooks = 0;
        let own = |which: Special| match self.special(which) {
            Some(v) => match v.get::<super::descriptor::NativeFunction>() {
                Some(native) => {
                    let types = types();
                    ![&types.object, &types.type_, &types.module].iter().any(|c| native.owner.is(&c.value()))
                }
                None => true,
            },
            None => false,
        };
        if own(Special::GetAttribute) {
            hooks |= hook::GET_ATTRIBUTE;
        }
        if self.has_special(Special::GetAttr) {
            hooks |= hook::GET_ATTR;
        }
        if own(Special::SetAttr) || own(Special::DelAttr) {
            hooks |= hook::SET_ATTR;
        }
        self.hooks.set((self.version.get(), hooks));
        hooks
    }

    /// Looks a name up along the resolution order; also says in which class it was found.
    pub fn lookup_in(&self, name: &Gc<Str>) -> Option<(Value, Gc<Class>)> {
        for class in self.mro.get() {
            if let Some(v) = class.dict().get_str(name) {
                return Some((v, class));
            }
        }
        None
    }

    /// Looks a name up along the resolution order.
    pub fn lookup_name(&self, name: &str) -> Option<Value> {
        self.lookup(&intern(name))
    }

    /// A special method, looked up on the class and remembered until the class changes.
    #[inline]
    pub fn special(&self, which: Special) -> Option<Value> {
        if self.specials_version.get() == self.version.get() {
            if let Some(known) = self.specials.with(|s| match s.get(which as usize) {
                Some(Lookup::Found(v)) => Some(Some(v.clone())),
                Some(Lookup::Absent) => Some(None),
                _ => None,
            }) {
                return known;
            }
        }
        self.special_slow(which)
    }

    /// Whether there is a special method.
    #[inline]
    pub fn has_special(&self, which: Special) -> bool {
        self.special(which).is_some()
    }

    #[cold]
    fn special_slow(&self, which: Special) -> Option<Value> {
        let found = self.lookup(&which.name());
        let fresh = self.specials_version.get() != self.version.get();
        let old = self.specials.with(|s| {
            let old = if fresh { std::mem::take(s) } else { Vec::new() };
            if s.is_empty() {
                s.resize(SPECIALS.len(), Lookup::Unknown);
            }
            s[which as usize] = found.clone().map_or(Lookup::Absent, Lookup::Found);
            old
        });
        self.specials_version.set(self.version.get());
        drop(old);
        found
    }

    /// The class or one of its bases changed: remembered lookups are void, here and in all subclasses.
    pub fn changed(&self) {
        self.version.set(next_version());
        if let Some(root) = self.root.get() {
            root.renew();
        }
        if self.has_flag(class_flag::METACLASS) && !self.is_builtin() && types::installed() {
            // Classes made by it remember what they found on themselves, which the metaclass may now hide.
            renew_instances(self as *const Class, &types().object);
        }
        for sub in self.direct_subclasses() {
            sub.changed();
        }
    }

    /// The direct subclasses that are alive.
    pub fn direct_subclasses(&self) -> Vec<Gc<Class>> {
        // SAFETY: a class takes itself out of its bases' lists before it dies.
        self.subclasses.with(|s| s.iter().map(|&c| unsafe { Ref::from_ptr(c).cast_unchecked() }).collect())
    }

    /// Sets a name in the namespace.
    pub fn set(&self, name: &Gc<Str>, value: Value) {
        drop(self.dict().set_str(name, value));
        if name.as_str() == "__del__" {
            self.set_flag(class_flag::FINALISER, true);
        }
        self.changed();
    }

    /// Removes a name from the namespace; gives what was there.
    pub fn remove(&self, name: &Gc<Str>) -> Option<Value> {
        let old = self.dict().remove_str(name)?;
        if name.as_str() == "__del__" {
            let inherited = self.lookup(name).is_some();
            self.set_flag(class_flag::FINALISER, inherited);
        }
        self.changed();
        Some(old)
    }

    /// The module's name, for reprs.
    pub fn module(&self) -> Option<Value> {
        match self.native {
            // Some built-in types have an attribute of this name for their instances in their namespace.
            Some(native) if self.is_builtin() => Some(Value::from(native.module)),
            _ => self.dict().get_name("__module__"),
        }
    }

    /// The name of the type as some reprs show it: with the module, unless that is the program's own or `builtins`.
    pub fn full_name_of_type(&self) -> String {
        match self.module() {
            Some(m) if m.get::<Str>().is_some_and(|m| m.as_str() == "__main__") => self.qualname.get().to_string(),
            _ => self.full_name(),
        }
    }

    /// The module's name and the qualified name as reprs show them: `__main__.Point`, but `int`.
    pub fn full_name(&self) -> String {
        let name = self.qualname.get();
        match self.module() {
            Some(m) if m.get::<Str>().is_some_and(|m| m.as_str() != "builtins") => {
                format!("{}.{}", m.get::<Str>().map_or("", Str::as_str), name)
            }
            _ => name.to_string(),
        }
    }
}

impl Gc<Class> {
    /// Links a new class to its bases and completes the resolution order.
    pub fn finish(&self, bases: Vec<Gc<Class>>, mut mro: Vec<Gc<Class>>) {
        for base in &bases {
            base.subclasses.with(|s| s.push(self.as_ref().as_ptr()));
        }
        mro.insert(0, self.clone());
        self.bases.set(bases);
        self.mro.set(mro);
    }

    /// Replaces the bases (`__bases__` assignment).
    pub fn relink(&self, bases: Vec<Gc<Class>>, mro: Vec<Gc<Class>>) {
        let me = self.as_ref().as_ptr();
        for base in self.bases.get() {
            base.subclasses.with(|s| s.retain(|&c| c != me));
        }
        self.finish(bases, mro);
        self.changed();
    }
}

/// The C3 linearisation of `bases`, without the class itself; None when there is no consistent order.
pub fn linearise(bases: &[Gc<Class>]) -> Option<Vec<Gc<Class>>> {
    merge(bases).ok()
}

/// As [`linearise`]; when there is no consistent order, the classes that stand in each other's way.
pub fn merge(bases: &[Gc<Class>]) -> Result<Vec<Gc<Class>>, Vec<Gc<Class>>> {
    let mut rows: Vec<Vec<Gc<Class>>> = bases.iter().map(|b| b.mro.get()).collect();
    rows.push(bases.to_vec());
    let mut order = Vec::new();
    loop {
        rows.retain(|r| !r.is_empty());
        if rows.is_empty() {
            return Ok(order);
        }
        let free = rows.iter().map(|r| &r[0]).find(|head| rows.iter().all(|r| !r[1..].contains(head)));
        let Some(next) = free.cloned() else {
            let mut heads: Vec<Gc<Class>> = Vec::new();
            for row in rows {
                if !heads.contains(&row[0]) {
                    heads.push(row[0].clone());
                }
            }
            return Err(heads);
        };
        for row in &mut rows {
            if row[0] == next {
                row.remove(0);
            }
        }
        order.push(next);
    }
}

/// The class of any value.
#[inline]
pub fn class_of(value: &Value) -> &Gc<Class> {
    let types = types();
    match value {
        Value::Object(r) => {
            // SAFETY: the reference lives as long as `value`; `class()` borrows from the object, which `value` keeps alive.
            unsafe { &*(r.class() as *const Gc<Class>) }
        }
        Value::Int(_) => &types.int,
        Value::Float(_) => &types.float,
        Value::Bool(_) => &types.bool,
        Value::None => &types.none_type,
        Value::Ellipsis => &types.ellipsis,
        Value::NotImplemented | Value::Unset => &types.not_implemented,
    }
}

/// The layout of instances that have attributes alone.
pub fn instance_layout() -> &'static Layout {
    Instance::layout()
}

/// The payload of plain instances: nothing.
pub struct Instance;

crate::payload!(Instance, Kind::Instance);
