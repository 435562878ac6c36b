//! Making classes: `__build_class__` and `type.__new__`.
//!
//! In: name, bases, namespace, keywords. Out: a class, linked to its bases, with `__set_name__` and `__init_subclass__`
//! called; or CPython's TypeErrors about metaclasses, layouts and resolution orders.

use super::attribute::lookup_after;
use super::class::{DICT_ATTRIBUTE, WEAKREF_ATTRIBUTE, is_objects_own};
use super::descriptor::{Sort, sort};
use crate::machine::Machine;
use crate::native::NativeGetset;
use crate::object::class::{Class, ClassParts, class_flag, class_of, linearise, merge};
use crate::object::descriptor::{ClassMethod, Getset, Member, StaticMethod};
use crate::object::dict::Dict;
use crate::object::function::{Cell_, Function};
use crate::object::heap::{Gc, Kind, Own};
use crate::object::list::Tuple;
use crate::object::special::Special;
use crate::object::str::{Str, intern};
use crate::object::types::types;
use crate::object::{Outcome, Value, runtime_error, type_error, value_error};

const CONFLICT: &str = "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the \
                        metaclasses of all its bases";

fn name_of(value: &Value) -> std::rc::Rc<str> {
    class_of(value).name.get()
}

/// The most derived of `meta` and the metaclasses of the bases.
pub fn winner(meta: &Gc<Class>, bases: &[Value]) -> Outcome<Gc<Class>> {
    let mut winner = meta.clone();
    for base in bases {
        let of_base = class_of(base);
        if winner.is_subclass_of(of_base) {
            continue;
        }
        if of_base.is_subclass_of(&winner) {
            winner = of_base.clone();
            continue;
        }
        return type_error(CONFLICT);
    }
    Ok(winner)
}

/// The class that gave instances of `class` their layout: the nearest one with a payload or slots of its own.
fn solid(class: &Gc<Class>) -> Gc<Class> {
    let mut at = class.clone();
    loop {
        let Some(base) = best_base_of(&at) else { return at };
        let same = std::ptr::eq(at.instance_layout(), base.instance_layout()) && !has_fields(&at);
        if !same || at.slot_count() != base.slot_count() {
            return at;
        }
        at = base;
    }
}

/// Whether a built-in exception has fields of its own, for which CPython's instances have room.
fn has_fields(class: &Gc<Class>) -> bool {
    let fields = |native: &&crate::native::NativeType| !native.getsets.is_empty();
    class.flags() & class_flag::EXCEPTION != 0
        && class.native.filter(fields).is_some()
        && class.bases.with(|b| b.first().is_some_and(|b| b.flags() & class_flag::EXCEPTION != 0))
}

/// `__base__`: the base whose layout a class extends.
pub fn best_base_of(class: &Gc<Class>) -> Option<Gc<Class>> {
    best_base(&class.bases.get()).ok().flatten()
}

/// The base whose layout all others fit; None when there are no bases.
fn best_base(bases: &[Gc<Class>]) -> Outcome<Option<Gc<Class>>> {
    if bases.len() < 2 {
        return Ok(bases.first().cloned());
    }
    let mut best: Option<(Gc<Class>, Gc<Class>)> = None;
    for base in bases {
        let candidate = solid(base);
        best = match best {
            None => Some((candidate, base.clone())),
            Some((winner, of)) if winner.is_subclass_of(&candidate) => Some((winner, of)),
            Some((winner, _)) if candidate.is_subclass_of(&winner) => Some((candidate, base.clone())),
            Some((winner, of)) if same_layout(&winner, &candidate) => Some((winner, of)),
            Some(_) => return type_error("multiple bases have instance lay-out conflict"),
        };
    }
    Ok(best.map(|(_, base)| base))
}

/// Built-in classes that share a payload and add nothing to it go together (exceptions do).
fn same_layout(a: &Gc<Class>, b: &Gc<Class>) -> bool {
    if has_fields(a) && has_fields(b) {
        return false;
    }
    std::ptr::eq(a.instance_layout(), b.instance_layout()) && a.slot_count() == 0 && b.slot_count() == 0
}

/// `__x` becomes `_Class__x`.
fn mangle(class: &str, name: &str) -> String {
    let class = class.trim_start_matches('_');
    if name.starts_with("__") && !name.ends_with("__") && !class.is_empty() {
        format!("_{class}{name}")
    } else {
        name.to_string()
    }
}

fn is_identifier(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(|c| c == '_' || unicode_ident::is_xid_start(c))
        && chars.all(unicode_ident::is_xid_continue)
}

fn copy(dict: &Dict) -> Gc<Dict> {
    let new = Dict::create();
    for entry in dict.entries() {
        new.add(entry.hash, entry.key, entry.value);
    }
    new
}

/// What `__slots__` says.
struct Slots {
    names: Vec<Gc<Str>>,
    dict: bool,
    weak: bool,
}

impl Machine {
    /// `__build_class__(function, name, *bases, metaclass=None, **keywords)`
    pub fn build_class(
        &mut self,
        function: &Value,
        name: &Value,
        given: &Gc<Tuple>,
        metaclass: &Value,
        keywords: &Gc<Dict>,
    ) -> Outcome {
        let Some(function) = function.typed::<Function>().cloned() else {
            return type_error("__build_class__: func must be a function");
        };
        if name.get::<Str>().is_none() {
            return type_error("__build_class__: name is not a string");
        }
        let bases = self.resolve_bases(given)?;
        let changed = bases != *given;
        let mut meta = match metaclass {
            Value::Unset => match bases.as_slice().first() {
                Some(base) => class_of(base).value(),
                None => types().type_.value(),
            },
            meta => meta.clone(),
        };
        if let Some(class) = meta.typed::<Class>().cloned() {
            meta = winner(&class, bases.as_slice())?.into_value();
        }
        let namespace = if meta.is(&types().type_.value()) {
            Dict::create().into_value()
        } else {
            self.prepare_namespace(&meta, name, &bases, keywords)?
        };
        let cell = self.run_class_body(&function, namespace.clone())?;
        if changed {
            self.set_item(&namespace, &intern("__orig_bases__").into_value(), given.value())?;
        }
        let class = self.call_dict(&meta, &[name.clone(), bases.value(), namespace], keywords)?;
        if let (Some(cell), Some(_)) = (cell.get::<Cell_>(), class.get::<Class>()) {
            let inside = cell.value.get();
            if !inside.is_set() {
                let (name, repr) = (self.repr(name)?, self.repr(&class)?);
                return runtime_error(format!(
                    "__class__ not set defining {} as {}. Was __classcell__ propagated to type.__new__?",
                    name.as_str(),
                    repr.as_str()
                ));
            }
            if !inside.is(&class) {
                let (name, inside, repr) = (self.repr(name)?, self.repr(&inside)?, self.repr(&class)?);
                return type_error(format!(
                    "__class__ set to {} defining {} as {}",
                    inside.as_str(),
                    name.as_str(),
                    repr.as_str()
                ));
            }
        }
        Ok(class)
    }

    fn prepare_namespace(&mut self, meta: &Value, name: &Value, bases: &Gc<Tuple>, keywords: &Gc<Dict>) -> Outcome {
        let Some(prepare) = self.find_attr(meta, &Special::Prepare.name())? else {
            return Ok(Dict::create().into_value());
        };
        let namespace = self.call_dict(&prepare, &[name.clone(), bases.value()], keywords)?;
        if namespace.get::<Dict>().is_none() && !class_of(&namespace).has_special(Special::GetItem) {
            let meta = match meta.get::<Class>() {
                Some(class) => class.name.get(),
                None => "<metaclass>".into(),
            };
            return type_error(format!("{meta}.__prepare__() must return a mapping, not {}", name_of(&namespace)));
        }
        Ok(namespace)
    }

    /// Replaces bases that have `__mro_entries__` by what that gives (PEP 560).
    pub fn resolve_bases(&mut self, bases: &Gc<Tuple>) -> Outcome<Gc<Tuple>> {
        if bases.as_slice().iter().all(|b| b.kind() == Some(Kind::Class)) {
            return Ok(bases.clone());
        }
        let mut new: Vec<Value> = Vec::new();
        let mut changed = false;
        for base in bases.as_slice() {
            let entries = match base.kind() {
                Some(Kind::Class) => None,
                _ => self.find_attr(base, &Special::MroEntries.name())?,
            };
            let Some(entries) = entries else {
                new.push(base.clone());
                continue;
            };
            let given = self.call(&entries, &[bases.value()])?;
            let Some(given) = given.get::<Tuple>() else {
                return type_error("__mro_entries__ must return a tuple");
            };
            new.extend_from_slice(given.as_slice());
            changed = true;
        }
        Ok(if changed { Tuple::create(new) } else { bases.clone() })
    }

    /// `type.__new__(meta, name, bases, namespace, **keywords)`
    pub fn new_class(
        &mut self,
        meta: &Gc<Class>,
        name: &Value,
        bases: &Value,
        namespace: &Value,
        keywords: &Gc<Dict>,
    ) -> Outcome {
        let wanted = |place: usize, what: &str, value: &Value| {
            type_error(format!("type.__new__() argument {place} must be {what}, not {}", name_of(value)))
        };
        let Some(name) = name.typed::<Str>() else { return wanted(1, "str", name) };
        let Some(bases) = bases.typed::<Tuple>() else { return wanted(2, "tuple", bases) };
        let Some(namespace) = namespace.typed::<Dict>() else { return wanted(3, "dict", namespace) };
        if name.as_str().contains('\0') {
            return value_error("type name must not contain null characters");
        }
        for base in bases.as_slice() {
            if base.kind() != Some(Kind::Class) && self.find_attr(base, &Special::MroEntries.name())?.is_some() {
                return type_error("type() doesn't support MRO entry resolution; use types.new_class()");
            }
        }
        let won = winner(meta, bases.as_slice())?;
        if &won != meta {
            let own = types().type_.special(Special::New);
            let new = won.special(Special::New);
            if let (Some(own), Some(new)) = (own, new) {
                if !own.is(&new) {
                    let new = self.bind_to_class(new, &won)?;
                    let arguments = [won.value(), name.value(), bases.value(), namespace.value()];
                    return self.call_dict(&new, &arguments, keywords);
                }
            }
        }
        self.make_class(&won, name, bases, copy(namespace), keywords)
    }

    fn make_class(
        &mut self,
        meta: &Gc<Class>,
        name: &Gc<Str>,
        given: &Gc<Tuple>,
        dict: Gc<Dict>,
        keywords: &Gc<Dict>,
    ) -> Outcome {
        let mut bases: Vec<Gc<Class>> = Vec::new();
        for base in given.as_slice() {
            match base.typed::<Class>() {
                Some(class) => bases.push(class.clone()),
                None => return type_error("bases must be types"),
            }
        }
        if bases.is_empty() {
            bases.push(types().object.clone());
        }
        if let Some(last) = bases.iter().find(|b| b.has_flag(class_flag::FINAL)) {
            return type_error(format!("type '{}' is not an acceptable base type", super::class::tp_name(last)));
        }
        let Some(base) = best_base(&bases)? else { return type_error("bases must be types") };
        let slots = self.read_slots(&dict, name, &base)?;
        let qualname = match dict.remove_str(&intern("__qualname__")) {
            Some(text) => match text.get::<Str>() {
                Some(text) => text.as_str().into(),
                None => return type_error(format!("type __qualname__ must be a str, not {}", name_of(&text))),
            },
            None => std::rc::Rc::from(name.as_str()),
        };
        self.complete_namespace(&dict);
        let cell = dict.remove_str(&intern("__classcell__"));
        if let Some(cell) = &cell {
            if cell.get::<Cell_>().is_none() {
                let class = self.repr(&class_of(cell).value())?;
                return type_error(format!("__classcell__ must be a nonlocal cell, not {}", class.as_str()));
            }
        }
        let (flags, adds_dict, adds_weak) = flags_of(&base, &bases, &dict, slots.as_ref());
        let first = base.slot_count();
        let mut names = base.slot_names();
        let own = slots.map_or(Vec::new(), |s| s.names);
        names.extend(own.iter().cloned());
        let mro = match linearise(&bases) {
            Some(mro) => mro,
            None => return inconsistent(&bases),
        };
        let parts = ClassParts {
            name: name.as_str().into(),
            dict: Some(dict.clone()),
            native: None,
            layout: base.instance_layout(),
            flags,
            slots: names,
        };
        let class = Class::create(parts, bases, mro, meta);
        class.qualname.set(qualname);
        // The cell of `__class__` is filled before anything of the program sees the class: `mro()` may call its methods.
        if let Some(cell) = cell.as_ref().and_then(Value::get::<Cell_>) {
            cell.value.set(class.value());
        }
        // What methods assign through `self` will be attributes: the first instance has room for them already.
        let assigned = dict.get_name("__static_attributes__");
        let assigned = assigned.as_ref().and_then(Value::get::<Tuple>).map_or(0, Tuple::len);
        class.want_capacity((base.attribute_capacity() as usize).max(first + own.len() + assigned));
        for (i, slot) in own.iter().enumerate() {
            let member = Member { name: slot.clone(), owner: class.value(), index: first + i };
            drop(dict.set_str(slot, Gc::new(member, &types().member).into_value()));
        }
        static DICT: NativeGetset = DICT_ATTRIBUTE;
        static WEAKREF: NativeGetset = WEAKREF_ATTRIBUTE;
        // A class may have its own idea of the attribute.
        if adds_dict && dict.get_name("__dict__").is_none() {
            dict.set_name("__dict__", Gc::new(Getset { native: &DICT, owner: class.clone() }, &types().getset));
        }
        if adds_weak {
            dict.set_name("__weakref__", Gc::new(Getset { native: &WEAKREF, owner: class.clone() }, &types().getset));
        }
        if dict.get_name("__doc__").is_none() {
            dict.set_name("__doc__", Value::None);
        }
        class.changed();
        if meta != &types().type_ {
            self.custom_order(&class)?;
        }
        if let Some(cell) = cell.as_ref().and_then(Value::get::<Cell_>) {
            cell.value.set(class.value());
        }
        self.tell_names(&class, &dict)?;
        self.tell_bases(&class, keywords)?;
        Ok(class.into_value())
    }

    /// Wraps `__new__`, `__init_subclass__` and `__class_getitem__`, adds `__module__`, empties `__hash__` when `__eq__`
    /// alone is given.
    fn complete_namespace(&mut self, dict: &Gc<Dict>) {
        if dict.get_name("__module__").is_none() {
            let module = self.current_frame().and_then(|f| f.function.globals.get_name("__name__"));
            if let Some(module) = module {
                dict.set_name("__module__", module);
            }
        }
        let new = intern("__new__");
        if let Some(function) = dict.get_str(&new).filter(|f| f.kind() == Some(Kind::Function)) {
            let wrapped = Gc::new(StaticMethod { callable: Own::new(function) }, &types().staticmethod);
            drop(dict.set_str(&new, wrapped.into_value()));
        }
        for name in ["__init_subclass__", "__class_getitem__"] {
            let name = intern(name);
            if let Some(function) = dict.get_str(&name).filter(|f| f.kind() == Some(Kind::Function)) {
                let wrapped = Gc::new(ClassMethod { callable: Own::new(function) }, &types().classmethod);
                drop(dict.set_str(&name, wrapped.into_value()));
            }
        }
        if dict.get_name("__eq__").is_some() && dict.get_name("__hash__").is_none() {
            dict.set_name("__hash__", Value::None);
        }
    }

    fn read_slots(&mut self, dict: &Gc<Dict>, class: &Gc<Str>, base: &Gc<Class>) -> Outcome<Option<Slots>> {
        let Some(given) = dict.get_name("__slots__") else { return Ok(None) };
        let items = if given.get::<Str>().is_some() { vec![given] } else { self.collect(&given)? };
        let mut slots = Slots { names: Vec::new(), dict: false, weak: false };
        if !items.is_empty() {
            let layout = base.instance_layout().kind;
            if matches!(layout, Kind::BigInt | Kind::BoxedInt | Kind::Tuple | Kind::Bytes | Kind::Class) {
                let base = base.name.get();
                return type_error(format!("nonempty __slots__ not supported for subtype of '{base}'"));
            }
        }
        for item in &items {
            let Some(text) = item.get::<Str>() else {
                return type_error(format!("__slots__ items must be strings, not '{}'", name_of(item)));
            };
            if !is_identifier(text.as_str()) {
                return type_error("__slots__ must be identifiers");
            }
            match text.as_str() {
                "__dict__" if slots.dict || base.has_dict() => {
                    return type_error("__dict__ slot disallowed: we already got one");
                }
                "__dict__" => slots.dict = true,
                "__weakref__" if slots.weak || base.has_flag(class_flag::WEAK) => {
                    return type_error("__weakref__ slot disallowed: we already got one");
                }
                "__weakref__" => slots.weak = true,
                text => {
                    let name = intern(&mangle(class.as_str(), text));
                    let is_cell = matches!(text, "__qualname__" | "__classcell__");
                    if !is_cell && dict.get_str(&name).is_some() {
                        let name = name.as_str();
                        return value_error(format!("'{name}' in __slots__ conflicts with class variable"));
                    }
                    slots.names.push(name);
                }
            }
        }
        slots.names.sort_by(|a, b| a.as_str().cmp(b.as_str()));
        Ok(Some(slots))
    }

    /// A metaclass may have an `mro` of its own.
    fn custom_order(&mut self, class: &Gc<Class>) -> Outcome<()> {
        let name = intern("mro");
        let meta = class.as_ref().class().clone();
        match meta.lookup_in(&name) {
            Some((_, found_in)) if found_in == types().type_ => return Ok(()),
            None => return Ok(()),
            _ => {}
        }
        let order = self.call_method(&class.value(), "mro", &[])?;
        let mut mro = Vec::new();
        for item in self.collect(&order)? {
            match item.typed::<Class>() {
                Some(class) => mro.push(class.clone()),
                None => return type_error(format!("mro() returned a non-class ('{}')", name_of(&item))),
            }
        }
        class.mro.set(mro);
        class.changed();
        Ok(())
    }

    fn tell_names(&mut self, class: &Gc<Class>, dict: &Gc<Dict>) -> Outcome<()> {
        for (name, value) in dict.items() {
            if value.object().is_none() || !class_of(&value).has_special(Special::SetName) {
                continue;
            }
            let told = self.call_special(&value, Special::SetName, &[class.value(), name.clone()]);
            if let Err(raise) = told {
                let (repr, of) = (self.repr(&name)?, class.name.get());
                let note =
                    format!("Error calling __set_name__ on '{}' instance {} in '{of}'", name_of(&value), repr.as_str());
                self.call_method(&raise.value(), "add_note", &[note.into()])?;
                return Err(raise);
            }
        }
        Ok(())
    }

    fn tell_bases(&mut self, class: &Gc<Class>, keywords: &Gc<Dict>) -> Outcome<()> {
        let Some(found) = lookup_after(class, class, &Special::InitSubclass.name()) else { return Ok(()) };
        if keywords.is_empty() {
            if let Sort::ClassMethod(callable) = sort(&found) {
                if is_objects_own(&callable) {
                    return Ok(());
                }
            }
        }
        let hook = self.bind_to_class(found, class)?;
        self.call_dict(&hook, &[], keywords).map(drop)
    }

    /// `class.__bases__ = bases`
    pub fn set_bases(&mut self, class: &Gc<Class>, bases: &Value) -> Outcome<()> {
        let name = class.name.get();
        let Some(given) = bases.get::<Tuple>() else {
            return type_error(format!("can only assign tuple to {name}.__bases__, not {}", name_of(bases)));
        };
        if given.is_empty() {
            return type_error(format!("can only assign non-empty tuple to {name}.__bases__, not ()"));
        }
        let mut new = Vec::new();
        for base in given.as_slice() {
            match base.typed::<Class>() {
                Some(base) if base.is_subclass_of(class) => {
                    return type_error("a __bases__ item causes an inheritance cycle");
                }
                Some(base) => new.push(base.clone()),
                None => {
                    return type_error(format!("{name}.__bases__ must be tuple of classes, not '{}'", name_of(base)));
                }
            }
        }
        let Some(base) = best_base(&new)? else { return Ok(()) };
        let old = best_base_of(class);
        let fits = |a: &Gc<Class>, b: &Gc<Class>| {
            std::ptr::eq(a.instance_layout(), b.instance_layout())
                && a.slot_count() == b.slot_count()
                && (a.has_dict() == b.has_dict() || class.has_dict())
        };
        if let Some(old) = old.filter(|old| !fits(old, &base)) {
            return type_error(format!(
                "__bases__ assignment: '{}' object layout differs from '{}'",
                base.name.get(),
                old.name.get()
            ));
        }
        let Some(mro) = linearise(&new) else { return inconsistent(&new) };
        class.relink(new, mro);
        self.relink_subclasses(class);
        Ok(())
    }

    fn relink_subclasses(&mut self, class: &Gc<Class>) {
        for sub in class.direct_subclasses() {
            if let Some(mut mro) = linearise(&sub.bases.get()) {
                mro.insert(0, sub.clone());
                sub.mro.set(mro);
                sub.changed();
                self.relink_subclasses(&sub);
            }
        }
    }
}

/// A class registered with `abc` is a sequence or mapping to `match` if that is one; so are the classes made of it.
pub fn inherit_collection(class: &Gc<Class>, abc: &Gc<Class>) {
    let collection = class_flag::SEQUENCE | class_flag::MAPPING;
    let given = abc.flags() & collection;
    if given == 0 || class.has_flag(class_flag::BUILTIN) {
        return;
    }
    class.set_flag(collection, false);
    class.set_flag(given, true);
    for sub in class.direct_subclasses() {
        inherit_collection(&sub, abc);
    }
}

/// Flags of a new class, and whether it adds `__dict__` and `__weakref__`.
fn flags_of(base: &Gc<Class>, bases: &[Gc<Class>], dict: &Gc<Dict>, slots: Option<&Slots>) -> (u16, bool, bool) {
    let any = bases.iter().fold(0, |flags, b| flags | b.flags());
    let kept = class_flag::METACLASS | class_flag::EXCEPTION | class_flag::DICT | class_flag::WEAK;
    let mut flags = (base.flags() & kept) | (any & (class_flag::FINALISER | class_flag::DICT | class_flag::WEAK));
    // What `match` takes it for: what it says itself, else what the first base says that says something.
    let collection = class_flag::SEQUENCE | class_flag::MAPPING;
    flags |= match dict.get_name("__abc_tpflags__") {
        Some(Value::Int(32)) => class_flag::SEQUENCE,
        Some(Value::Int(64)) => class_flag::MAPPING,
        _ => bases.iter().map(|b| b.flags() & collection).find(|f| *f != 0).unwrap_or(0),
    };
    let weak_kind = !matches!(base.instance_layout().kind, Kind::BigInt | Kind::BoxedInt | Kind::Tuple | Kind::Bytes);
    // Classes and modules have a namespace of their own.
    let has_own = matches!(base.instance_layout().kind, Kind::Class | Kind::Module);
    let adds_dict = flags & class_flag::DICT == 0 && !has_own && slots.is_none_or(|s| s.dict);
    let adds_weak = flags & class_flag::WEAK == 0 && weak_kind && slots.is_none_or(|s| s.weak);
    if adds_dict {
        flags |= class_flag::DICT;
    }
    if adds_weak {
        flags |= class_flag::WEAK;
    }
    if dict.get_name("__del__").is_some() {
        flags |= class_flag::FINALISER;
    }
    (flags, adds_dict, adds_weak)
}

/// The TypeError for bases without a consistent order.
pub fn inconsistent<T>(bases: &[Gc<Class>]) -> Outcome<T> {
    for (i, base) in bases.iter().enumerate() {
        if bases[..i].contains(base) {
            return type_error(format!("duplicate base class {}", base.name.get()));
        }
    }
    let heads = merge(bases).err().unwrap_or_default();
    let names: Vec<String> = heads.iter().map(|b| b.name.get().to_string()).collect();
    type_error(format!("Cannot create a consistent method resolution order (MRO) for bases {}", names.join(", ")))
}
