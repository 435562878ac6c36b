//! `contextvars`: context variables, contexts and tokens (PEP 567).
//!
//! A context is a row of pairs shared until one of its sharers changes it: copying costs one count.

use super::state::state;
use crate::machine::Machine;
use crate::native::convert::{this, type_name};
use crate::native::{NativeModule, NativeType, class_for};
use crate::object::class::class_flag;
use crate::object::heap::{Gc, Kind, Own, Payload, Ref};
use crate::object::list::Tuple;
use crate::object::str::Str;
use crate::object::{Exc, Outcome, Value, key_error, runtime_error, type_error, value_error};
use crate::{getset, native, payload};
use std::cell::Cell;
use std::rc::Rc;

/// `contextvars`
pub static MODULE: NativeModule = NativeModule {
    name: "contextvars",
    help: "Context variables.",
    functions: &[native!("copy_context()", copy_current, "A copy of the current context.")],
    types: &[&VARIABLE, &CONTEXT, &TOKEN],
    fill: Some(|m, _| {
        let token = class_for(&TOKEN);
        token.dict().set_name("MISSING", missing());
        m.fibers.exchange = super::state::exchange;
        Ok(())
    }),
};

type Pairs = Rc<Vec<(Value, Value)>>;

/// A context.
pub struct Context {
    pairs: Own<Pairs>,
    entered: Cell<bool>,
    /// Whether it stands for the copies of several tasks and handles, each of which gets one of its own before anything
    /// changes in it or anybody sees it.
    shared: Cell<bool>,
    /// The one that stood for its copies last.
    stand_in: Own<Option<Ref>>,
}

payload!(
    Context,
    Kind::Extension,
    trace | this,
    visit | {
        let pairs = this.pairs.with(|p| p.clone());
        for (k, v) in pairs.iter() {
            visit(k);
            visit(v);
        }
        this.stand_in.with(|s| {
            if let Some(s) = s {
                visit(&Value::Object(s.clone()));
            }
        });
    },
    clear | this | { drop(this.stand_in.take()) }
);

/// A context variable.
struct Variable {
    name: Gc<Str>,
    default: Value,
}

payload!(Variable, Kind::Extension);

/// What `set()` gives, for `reset()`.
struct Token {
    context: Value,
    variable: Value,
    old: Value,
    used: Cell<bool>,
}

payload!(
    Token,
    Kind::Extension,
    trace | this,
    visit | {
        for v in [&this.context, &this.variable, &this.old] {
            visit(v);
        }
    }
);

/// The payload of `Token.MISSING`.
struct Missing {}

payload!(Missing, Kind::Extension);

static MISSING: NativeType = NativeType {
    name: "Token.MISSING",
    module: "_contextvars",
    layout: <Missing>::layout,
    flags: class_flag::FINAL,
    methods: &[native!(
        "__repr__(self, /)",
        |_: &mut Machine, _: &[Value]| -> Outcome { Ok("<Token.MISSING>".into()) },
        ""
    )],
    ..NativeType::BASE
};

static VARIABLE: NativeType = NativeType {
    name: "ContextVar",
    module: "_contextvars",
    layout: <Variable>::layout,
    flags: class_flag::FINAL | class_flag::WEAK,
    new: Some(native!("__new__(cls, name, /, *, default=<unset>)", new_variable, "")),
    methods: &[
        native!(
            "get(self, default=<unset>, /)",
            get_variable,
            "Return a value for the variable for the current context."
        ),
        native!("set(self, value, /)", set_variable, "Set a new value for the variable in the current context."),
        native!("reset(self, token, /)", reset_variable, "Restore the value before the set() that made the token."),
        native!("__repr__(self, /)", repr_variable, ""),
    ],
    getsets: &[getset!("name", |_, v| Ok(v.get::<Variable>().map_or(Value::None, |x| x.name.value())), "")],
    class_methods: &[native!("__class_getitem__(cls, item, /)", subscript, "See PEP 585")],
    ..NativeType::BASE
};

static CONTEXT: NativeType = NativeType {
    name: "Context",
    module: "_contextvars",
    layout: <Context>::layout,
    flags: class_flag::FINAL | class_flag::WEAK,
    new: Some(native!("__new__(cls, /)", new_context, "")),
    methods: &[
        native!(
            "run(self, callable, /, *args, **kwargs)",
            run,
            "Call the callable with this context as the current one."
        ),
        native!("copy(self, /)", copy, "A shallow copy."),
        native!("get(self, key, default=None, /)", get, ""),
        native!("__getitem__(self, key, /)", get_item, ""),
        native!("__contains__(self, key, /)", contains, ""),
        native!("__len__(self, /)", len, ""),
        native!("__iter__(self, /)", iter, ""),
        native!("keys(self, /)", keys, ""),
        native!("values(self, /)", values, ""),
        native!("items(self, /)", items, ""),
    ],
    ..NativeType::BASE
};

static TOKEN: NativeType = NativeType {
    name: "Token",
    module: "_contextvars",
    layout: <Token>::layout,
    flags: class_flag::FINAL,
    getsets: &[
        getset!("var", |_, v| Ok(v.get::<Token>().map_or(Value::None, |t| t.variable.clone())), ""),
        getset!("old_value", old_value, ""),
    ],
    methods: &[native!("__repr__(self, /)", repr_token, "")],
    class_methods: &[native!("__class_getitem__(cls, item, /)", subscript, "See PEP 585")],
    ..NativeType::BASE
};

fn make(pairs: Pairs) -> Value {
    make_shared(pairs, false).into_value()
}

fn make_shared(pairs: Pairs, shared: bool) -> Gc<Context> {
    let context = Context {
        pairs: Own::new(pairs),
        entered: Cell::new(false),
        shared: Cell::new(shared),
        stand_in: Own::new(None),
    };
    Gc::new(context, &class_for(&CONTEXT))
}

/// A context that may be changed and seen: the same, or a copy of one that stands for several.
pub fn own(context: Value) -> Value {
    match context.get::<Context>() {
        Some(shared) if shared.shared.get() => make(shared.pairs.get()),
        _ => context,
    }
}

/// The context that somebody keeps, to be seen: from now on one of its own. `current` says whether it is the running
/// task's, whose code then sees the same.
pub fn shown(kept: &Own<Option<Ref>>, current: bool) -> Option<Value> {
    let before = Value::Object(kept.get()?);
    let owned = own(before.clone());
    if !owned.is(&before) {
        kept.set(owned.object().cloned());
        state(|s| {
            if current && s.context.with(|c| c.is(&before)) {
                s.context.set(owned.clone());
            }
        });
    }
    Some(owned)
}

/// The current context, to be changed or seen; made now if nobody asked before.
pub fn current() -> Value {
    match state(|s| s.context.get()).some() {
        Some(context) => {
            let owned = own(context.clone());
            if !owned.is(&context) {
                state(|s| s.context.set(owned.clone()));
            }
            owned
        }
        None => {
            let new = make(Rc::default());
            state(|s| s.context.set(new.clone()));
            new
        }
    }
}

/// An empty context.
pub fn fresh() -> Value {
    make(Rc::default())
}

/// A copy of the current context, or what stands for it until anything changes in it; Unset when that is empty.
#[inline]
pub fn copied() -> Value {
    state(|s| {
        s.context.with(|context| {
            let Some(current) = context.get::<Context>() else { return Value::Unset };
            if current.shared.get() {
                return context.clone();
            }
            let known = current.stand_in.with(|stand_in| {
                let object = stand_in.as_ref()?;
                let theirs = &object.get::<Context>()?.pairs;
                let same = current.pairs.with(|mine| theirs.with(|theirs| Rc::ptr_eq(mine, theirs)));
                same.then(|| Value::Object(object.clone()))
            });
            known.unwrap_or_else(|| stand_in(current))
        })
    })
}

#[inline(never)]
fn stand_in(current: &Context) -> Value {
    let new = make_shared(current.pairs.get(), true);
    current.stand_in.set(Some(new.as_ref().clone()));
    new.into_value()
}

/// Whether a value is a context.
pub fn is_context(value: &Value) -> bool {
    value.get::<Context>().is_some()
}

pub(super) fn copy_current(_: &mut Machine, _: &[Value]) -> Outcome {
    let pairs = state(|s| s.context.with(|c| c.get::<Context>().map(|c| c.pairs.get())));
    Ok(make(pairs.unwrap_or_default()))
}

fn find(context: &Value, variable: &Value) -> Option<Value> {
    let pairs = context.get::<Context>()?.pairs.get();
    pairs.iter().find(|(k, _)| k.is(variable)).map(|(_, v)| v.clone())
}

fn change(variable: &Value, new: Option<Value>) {
    let context = current();
    let Some(context) = context.get::<Context>() else { return };
    let mut pairs: Vec<(Value, Value)> = context.pairs.get().iter().cloned().collect();
    match (pairs.iter().position(|(k, _)| k.is(variable)), new) {
        (Some(at), Some(new)) => pairs[at].1 = new,
        (Some(at), None) => drop(pairs.remove(at)),
        (None, Some(new)) => pairs.push((variable.clone(), new)),
        (None, None) => {}
    }
    context.pairs.set(Rc::new(pairs));
}

fn new_variable(_: &mut Machine, a: &[Value]) -> Outcome {
    let Some(name) = a[1].typed::<Str>() else { return type_error("context variable name must be a str") };
    Ok(Gc::new(Variable { name: name.clone(), default: a[2].clone() }, &class_for(&VARIABLE)).into_value())
}

fn get_variable(_: &mut Machine, a: &[Value]) -> Outcome {
    let variable = this::<Variable>(a)?;
    let context = state(|s| s.context.get());
    if let Some(found) = find(&context, &a[0]) {
        return Ok(found);
    }
    if a[1].is_set() {
        return Ok(a[1].clone());
    }
    match variable.default.clone().some() {
        Some(default) => Ok(default),
        None => Err(Exc::LookupError.with(vec![a[0].clone()])),
    }
}

fn set_variable(_: &mut Machine, a: &[Value]) -> Outcome {
    this::<Variable>(a)?;
    let context = current();
    let old = find(&context, &a[0]).unwrap_or_default();
    change(&a[0], Some(a[1].clone()));
    let token = Token { context, variable: a[0].clone(), old, used: Cell::new(false) };
    Ok(Gc::new(token, &class_for(&TOKEN)).into_value())
}

fn reset_variable(m: &mut Machine, a: &[Value]) -> Outcome {
    this::<Variable>(a)?;
    let Some(token) = a[1].get::<Token>() else {
        return type_error(format!("expected an instance of Token, got {}", m.repr(&a[1])?.as_str()));
    };
    if token.used.get() {
        return runtime_error(format!("{} has already been used once", m.repr(&a[1])?.as_str()));
    }
    if !token.variable.is(&a[0]) {
        return value_error(format!("{} was created by a different ContextVar", m.repr(&a[1])?.as_str()));
    }
    if !token.context.is(&current()) {
        return value_error(format!("{} was created in a different Context", m.repr(&a[1])?.as_str()));
    }
    token.used.set(true);
    change(&a[0], token.old.clone().some());
    Ok(Value::None)
}

fn repr_variable(m: &mut Machine, a: &[Value]) -> Outcome {
    let variable = this::<Variable>(a)?;
    let name = m.repr(&variable.name.value())?;
    let mut out = format!("<ContextVar name={}", name.as_str());
    if variable.default.is_set() {
        out.push_str(" default=");
        m.repr_into(&variable.default.clone(), &mut out)?;
    }
    out.push_str(&format!(" at {:#x}>", a[0].id()));
    Ok(out.into())
}

fn subscript(m: &mut Machine, a: &[Value]) -> Outcome {
    m.generic_alias(&a[0], &a[1])
}

fn old_value(_: &mut Machine, v: &Value) -> Outcome {
    match v.get::<Token>().and_then(|t| t.old.clone().some()) {
        Some(old) => Ok(old),
        None => Ok(missing()),
    }
}

/// `Token.MISSING`: the one object that stands for no old value.
fn missing() -> Value {
    thread_local! {
        static ONE: std::mem::ManuallyDrop<Own<Value>> = const { std::mem::ManuallyDrop::new(Own::new(Value::Unset)) };
    }
    ONE.with(|one| {
        let known = one.get();
        if known.is_set() {
            return known;
        }
        let new = Gc::new(Missing {}, &class_for(&MISSING)).into_value();
        one.set(new.clone());
        new
    })
}

fn repr_token(m: &mut Machine, a: &[Value]) -> Outcome {
    let token = this::<Token>(a)?;
    let variable = m.repr(&token.variable.clone())?;
    let used = if token.used.get() { " used" } else { "" };
    Ok(format!("<Token{used} var={} at {:#x}>", variable.as_str(), a[0].id()).into())
}

fn new_context(_: &mut Machine, _: &[Value]) -> Outcome {
    Ok(make(Rc::default()))
}

fn run(m: &mut Machine, a: &[Value]) -> Outcome {
    let context = this::<Context>(a)?;
    if context.entered.replace(true) {
        return runtime_error(format!("cannot enter context: {} is already entered", m.repr(&a[0])?.as_str()));
    }
    let old = state(|s| s.context.replace(a[0].clone()));
    let arguments = a[2].get::<Tuple>().map(|t| t.as_slice().to_vec()).unwrap_or_default();
    let result = match a[3].typed::<crate::object::dict::Dict>().cloned() {
        Some(keywords) => m.call_dict(&a[1], &arguments, &keywords),
        None => m.call(&a[1], &arguments),
    };
    state(|s| s.context.set(old));
    context.entered.set(false);
    result
}

fn copy(_: &mut Machine, a: &[Value]) -> Outcome {
    Ok(make(this::<Context>(a)?.pairs.get()))
}

fn key(value: &Value) -> Outcome<()> {
    match value.get::<Variable>() {
        Some(_) => Ok(()),
        None => type_error(format!("a ContextVar key was expected, got {}", type_name(value))),
    }
}

fn get(_: &mut Machine, a: &[Value]) -> Outcome {
    key(&a[1])?;
    Ok(find(&a[0], &a[1]).unwrap_or_else(|| a[2].clone()))
}

fn get_item(_: &mut Machine, a: &[Value]) -> Outcome {
    key(&a[1])?;
    match find(&a[0], &a[1]) {
        Some(found) => Ok(found),
        None => key_error(a[1].clone()),
    }
}

fn contains(_: &mut Machine, a: &[Value]) -> Outcome {
    key(&a[1])?;
    Ok(Value::bool(find(&a[0], &a[1]).is_some()))
}

fn len(_: &mut Machine, a: &[Value]) -> Outcome {
    Ok(this::<Context>(a)?.pairs.with(|p| p.len()).into())
}

fn list(a: &[Value], part: impl Fn(&(Value, Value)) -> Value) -> Outcome {
    Ok(this::<Context>(a)?.pairs.get().iter().map(part).collect::<Vec<_>>().into())
}

fn iter(m: &mut Machine, a: &[Value]) -> Outcome {
    let all = keys(m, a)?;
    m.iter(&all)
}

fn keys(_: &mut Machine, a: &[Value]) -> Outcome {
    list(a, |p| p.0.clone())
}

fn values(_: &mut Machine, a: &[Value]) -> Outcome {
    list(a, |p| p.1.clone())
}

fn items(_: &mut Machine, a: &[Value]) -> Outcome {
    list(a, |p| Tuple::of([p.0.clone(), p.1.clone()]).into_value())
}
