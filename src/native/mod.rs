//! Rust seen from Co: tables of native functions, methods and types.
//!
//! The signature text of a native is written once and serves binding, `help()`, `inspect.signature`, the wording of
//! TypeErrors and the documentation:
//!
//! ```text
//! native!("isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0)", isclose, "Whether a and b are close.")
//! ```
//!
//! The function is either raw, `fn(&mut Machine, &[Value]) -> Outcome<Value>`, given one value per parameter in the order
//! positional, keyword-only, `*args` (a tuple), `**kwargs` (a dict), with [`Value::Unset`] for an optional parameter whose
//! default in the text is no literal (write `x=<unset>`); or typed, `fn(f64) -> Outcome<f64>`, optionally with
//! `&mut Machine` first (see `convert`). A default that is a literal in the text is filled in by binding.

pub mod arity;
pub mod bind;
pub mod convert;
pub mod signature;

use crate::machine::Machine;
use crate::object::class::{Class, class_flag};
use crate::object::descriptor::{Getset, NativeFunction, StaticMethod};
use crate::object::dict::Dict;
use crate::object::exc::EXCEPTIONS;
use crate::object::generator::Step;
use crate::object::heap::{Gc, Layout, Own};
use crate::object::special::Special;
use crate::object::types::types;
use crate::object::{Outcome, Value};

use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::mem::ManuallyDrop;

pub use arity::Arity;

/// What every native function looks like to the machine: bound arguments in, a value out.
pub type NativeCall = fn(&mut Machine, &[Value]) -> Outcome<Value>;

/// A line of a table: one native function or method.
pub struct Native {
    /// Name and parameters: `"sqrt(x, /)"`.
    pub signature: &'static str,
    /// The parameters counted, from the text.
    pub arity: Arity,
    /// The function.
    pub call: NativeCall,
    /// One line of documentation.
    pub help: &'static str,
    /// Of one that makes a coroutine: what awaiting it comes to, where that is known at once.
    pub at_once: Option<AtOnce>,
    /// The same with nothing but positional arguments, as they stand, where that can be done in a shorter way.
    pub quick: Option<Quick>,
    /// Whether CPython has it in Python: its TypeErrors and its signature are those of a function with a `def`.
    pub python: bool,
}

/// What `await f(...)` comes to when nobody sees the coroutine: a result, a bare suspension, or nothing, and then the
/// coroutine must be made. It is given the positional arguments as they stand. A method never gives a bare suspension.
pub type AtOnce = fn(&mut Machine, &[Value]) -> Outcome<Option<Step>>;

/// A shorter way of a native with defaults, for the usual case: given the positional arguments as they stand, and whether
/// anybody takes what comes of it. Gives nothing, and has done nothing, when the case is not the usual one.
pub type Quick = fn(&mut Machine, &[Value], bool) -> Option<Value>;

impl Native {
    /// The same with a shorter way for the usual case.
    pub const fn quickly(mut self, quick: Quick) -> Native {
        self.quick = Some(quick);
        self
    }

    /// The name in front of the brackets.
    pub fn name(&self) -> &'static str {
        self.signature.split('(').next().unwrap_or(self.signature)
    }
}

/// A line of a table: `native!("name(parameters)", function, "What it does.")`, and for one that makes a coroutine, if it
/// has it, its [`AtOnce`].
#[macro_export]
macro_rules! native {
    ($signature:expr, $function:expr, $help:expr) => {
        $crate::native::Native {
            signature: $signature,
            arity: const { $crate::native::Arity::of($signature) },
            call: |machine, arguments| $crate::native::convert::Callable::invoke(&$function, machine, arguments),
            help: $help,
            at_once: None,
            quick: None,
            python: false,
        }
    };
    ($signature:expr, $function:expr, $help:expr, $at_once:expr) => {
        $crate::native::Native { at_once: Some($at_once), ..$crate::native!($signature, $function, $help) }
    };
}

/// A line of a table, as [`native!`], for what CPython has in Python.
#[macro_export]
macro_rules! python {
    ($($row:tt)*) => {
        $crate::native::Native { python: true, ..$crate::native!($($row)*) }
    };
}

/// A native attribute of a built-in type.
pub struct NativeGetset {
    /// Its name.
    pub name: &'static str,
    /// Reads it.
    pub get: fn(&mut Machine, &Value) -> Outcome<Value>,
    /// Sets it (deletes it, when the new value is Unset); None when it is read-only.
    pub set: Option<fn(&mut Machine, &Value, Value) -> Outcome<()>>,
    /// One line of documentation.
    pub help: &'static str,
}

/// A line of a table: `getset!("real", get, "The real part.")` or `getset!("x", get, set, "...")`.
#[macro_export]
macro_rules! getset {
    ($name:expr, $get:expr, $help:expr) => {
        $crate::native::NativeGetset { name: $name, get: $get, set: None, help: $help }
    };
    ($name:expr, $get:expr, $set:expr, $help:expr) => {
        $crate::native::NativeGetset { name: $name, get: $get, set: Some($set), help: $help }
    };
}

/// A built-in type: the table from which its class is made.
pub struct NativeType {
    /// `__name__`
    pub name: &'static str,
    /// `__module__`
    pub module: &'static str,
    /// Its base, another table; None for `object`.
    pub base: Option<&'static NativeType>,
    /// The payload of instances.
    pub layout: fn() -> &'static Layout,
    /// See `class_flag`; BUILTIN is added.
    pub flags: u16,
    /// Documentation.
    pub help: &'static str,
    /// `__new__`, called with the class first: `native!("__new__(cls, x=<unset>, /, base=<unset>)", new, "")`. None when
    /// instances cannot be made by calling the class.
    pub new: Option<Native>,
    /// Methods, special ones included where they have a function of their own; the first parameter is `self`.
    pub methods: &'static [Native],
    /// Class methods; the first parameter is the class.
    pub class_methods: &'static [Native],
    /// Static methods.
    pub static_methods: &'static [Native],
    /// Attributes.
    pub getsets: &'static [NativeGetset],
    /// Special methods that the protocols give this type without a function of its own: `__len__` calls what `len()` calls.
    pub specials: &'static [Special],
}

impl NativeType {
    /// The starting point of a table: `NativeType { name: "list", ..NativeType::BASE }`.
    pub const BASE: NativeType = NativeType {
        name: "",
        module: "builtins",
        base: Some(&crate::builtins::object::OBJECT),
        layout: crate::object::class::instance_layout,
        flags: 0,
        help: "",
        new: None,
        methods: &[],
        class_methods: &[],
        static_methods: &[],
        getsets: &[],
        specials: &[],
    };
}

/// A built-in module written in Rust.
pub struct NativeModule {
    /// `__name__`
    pub name: &'static str,
    /// Documentation.
    pub help: &'static str,
    /// Functions.
    pub functions: &'static [Native],
    /// Types it offers.
    pub types: &'static [&'static NativeType],
    /// Fills in the rest: constants, objects made on import.
    pub fill: Option<fn(&mut Machine, &Gc<Dict>) -> Outcome<()>>,
}

impl NativeModule {
    /// The starting point of a table.
    pub const BASE: NativeModule = NativeModule { name: "", help: "", functions: &[], types: &[], fill: None };
}

/// Pours a native table into the namespace of its class; on the first look into it. So nobody has looked anything up
/// there before, and what is remembered of the class stays good.
pub fn fill_type(class: &Class, native: &'static NativeType, dict: &Gc<Dict>) {
    let Some(owner) = class.mro.with(|m| m.first().cloned()) else { return };
    dict.reserve(
        native.methods.len()
            + native.specials.len()
            + native.class_methods.len()
            + native.static_methods.len()
            + native.getsets.len()
            + 4,
    );
    for method in native.methods {
        dict.set_name(method.name(), NativeFunction::method(method, owner.value()));
    }
    for special in native.specials {
        if let Some(method) = crate::machine::protocol::wrapper(*special) {
            dict.set_name(special.text(), NativeFunction::method(method, owner.value()));
        }
    }
    for method in native.class_methods {
        dict.set_name(method.name(), NativeFunction::class_method(method, owner.value()));
    }
    for method in native.static_methods {
        let callable = NativeFunction::create(method, Value::None);
        dict.set_name(method.name(), Gc::new(StaticMethod { callable: Own::new(callable) }, &types().staticmethod));
    }
    if let Some(new) = &native.new {
        let payload = NativeFunction { native: new, owner: owner.value(), module: Value::None };
        dict.set_name("__new__", Gc::new(payload, &types().builtin_function));
    }
    for getset in native.getsets {
        dict.set_name(getset.name, Gc::new(Getset { native: getset, owner: owner.clone() }, &types().getset));
    }
    let base = native.base.map_or(0, |b| b.flags);
    if native.flags & !base & class_flag::DICT != 0 && dict.get_name("__dict__").is_none() {
        static DICT: NativeGetset = crate::machine::protocol::class::DICT_ATTRIBUTE;
        dict.set_name("__dict__", Gc::new(Getset { native: &DICT, owner: owner.clone() }, &types().getset));
    }
    if crate::builtins::typing::GENERIC.contains(&native.name) && dict.get_name("__class_getitem__").is_none() {
        static SUBSCRIPT: Native = crate::builtins::typing::CLASS_GETITEM;
        dict.set_name("__class_getitem__", NativeFunction::class_method(&SUBSCRIPT, owner.value()));
    }
    if class.has_flag(class_flag::EXCEPTION) && *class.name.get() == *"ExceptionGroup" {
        // CPython makes this one as a program would.
        dict.set_name("__module__", "builtins");
        static WEAKREF: NativeGetset = crate::machine::protocol::class::WEAKREF_ATTRIBUTE;
        dict.set_name("__weakref__", Gc::new(Getset { native: &WEAKREF, owner: owner.clone() }, &types().getset));
    }
    if dict.get_name("__doc__").is_none() {
        let mut help = native.help;
        if help.is_empty() && native.flags & class_flag::EXCEPTION == 0 && class.has_flag(class_flag::EXCEPTION) {
            let name = class.name.get();
            // `ExceptionGroup`, which is written in Python in a way, has none.
            let row = EXCEPTIONS.iter().find(|(known, ..)| **known == *name && *known != "ExceptionGroup");
            help = row.map_or("", |(_, _, help)| help);
        }
        dict.set_name("__doc__", if help.is_empty() { Value::None } else { help.into() });
    }
    if dict.get_name("__eq__").is_some() && dict.get_name("__hash__").is_none() {
        dict.set_name("__hash__", Value::None);
    }
}

thread_local! {
    static MODULES: RefCell<Vec<&'static NativeModule>> = const { RefCell::new(Vec::new()) };
    static CLASSES: RefCell<FxHashMap<*const NativeType, Gc<Class>>> = RefCell::new(FxHashMap::default());
}

/// Notes that a module is in use; for imports.
pub fn module_used(module: &'static NativeModule) {
    MODULES.with(|modules| modules.borrow_mut().push(module));
}

/// The module in use whose function a native is.
pub fn module_of(native: &'static Native) -> Option<&'static NativeModule> {
    let holds = |module: &&&'static NativeModule| module.functions.iter().any(|f| std::ptr::eq(f, native));
    MODULES.with(|modules| modules.borrow().iter().find(holds).copied())
}

const PLACES: usize = 64;

type Known = (*const NativeType, Option<Gc<Class>>);

thread_local! {
    /// The classes asked for last, each at a place of its address.
    static LAST: ManuallyDrop<[Own<Known>; PLACES]> =
        const { ManuallyDrop::new([const { Own::new((std::ptr::null(), None)) }; PLACES]) };
}

/// The class of a native type; made when first asked for, its bases before it.
#[inline]
pub fn class_for(native: &'static NativeType) -> Gc<Class> {
    match registered(native) {
        Some(class) => class,
        None => make_class_for(native),
    }
}

#[cold]
fn make_class_for(native: &'static NativeType) -> Gc<Class> {
    let base = native.base.map(class_for);
    let class = crate::builtins::make_class(native, base);
    register(native, class.clone());
    class
}

fn place_of(native: &'static NativeType) -> usize {
    (native as *const NativeType as usize >> 5) % PLACES
}

/// The class of a native type, if it has been made.
#[inline]
pub fn registered(native: &'static NativeType) -> Option<Gc<Class>> {
    let known = LAST.try_with(|last| {
        last[place_of(native)].with(|(of, class)| if std::ptr::eq(*of, native) { class.clone() } else { None })
    });
    match known {
        Ok(Some(class)) => Some(class),
        _ => find_registered(native),
    }
}

#[inline(never)]
fn find_registered(native: &'static NativeType) -> Option<Gc<Class>> {
    let class = CLASSES.with(|c| c.borrow().get(&(native as *const NativeType)).cloned());
    let _ = LAST.try_with(|last| last[place_of(native)].set((native, class.clone())));
    class
}

/// Makes the class of a native type known to [`class_for`]; for the bootstrap.
pub fn register(native: &'static NativeType, class: Gc<Class>) {
    let _ = LAST.try_with(|last| last[place_of(native)].set((native, Some(class.clone()))));
    CLASSES.with(|c| c.borrow_mut().insert(native, class));
}
