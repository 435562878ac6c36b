//! Type parameters (`TypeVar`, `ParamSpec`, `TypeVarTuple`) and type aliases. Bounds, defaults and values written in the
//! syntax of PEP 695 are functions that are called when somebody looks.

use crate::bytecode::op::Intrinsic;
use crate::machine::Machine;
use crate::native::convert::this;
use crate::native::{Native, NativeGetset, NativeType, class_for};
use crate::object::class::{Class, class_flag, class_of};
use crate::object::function::Function;
use crate::object::heap::{Gc, Kind, Own, Payload};
use crate::object::list::Tuple;
use crate::object::str::{Str, intern};
use crate::object::types::types;
use crate::object::{Outcome, Value, type_error, value_error};
use crate::{getset, native};

/// Something that is computed when it is first asked for.
pub struct Lazy {
    thunk: Own<Value>,
    value: Own<Value>,
}

impl Lazy {
    fn known(value: Value) -> Lazy {
        Lazy { thunk: Own::new(Value::Unset), value: Own::new(value) }
    }

    /// From a function without parameters, or None for nothing.
    fn of(thunk: Value) -> Lazy {
        let thunk = if thunk.is_none() { Value::Unset } else { thunk };
        Lazy { thunk: Own::new(thunk), value: Own::new(Value::Unset) }
    }

    fn is_there(&self) -> bool {
        self.thunk.with(|t| t.is_set()) || self.value.with(|v| v.is_set())
    }

    fn get(&self, m: &mut Machine) -> Outcome<Option<Value>> {
        if let Some(value) = self.value.get().some() {
            return Ok(Some(value));
        }
        let Some(thunk) = self.thunk.get().some() else { return Ok(None) };
        let value = m.call(&thunk, &[])?;
        self.value.set(value.clone());
        Ok(Some(value))
    }

    fn trace(&self, visit: &mut dyn FnMut(&Value)) {
        self.thunk.with(|t| visit(t));
        self.value.with(|v| visit(v));
    }
}

/// The payload of a `TypeVar`, `ParamSpec` or `TypeVarTuple`.
pub struct TypeParameter {
    name: Gc<Str>,
    module: Value,
    bound: Lazy,
    constraints: Lazy,
    default: Lazy,
    covariant: bool,
    contravariant: bool,
    infer_variance: bool,
}

crate::payload!(
    TypeParameter,
    Kind::Extension,
    trace | this,
    visit | {
        this.bound.trace(visit);
        this.constraints.trace(visit);
        this.default.trace(visit);
    }
);

/// The payload of a `TypeAliasType`.
pub struct TypeAlias {
    name: Gc<Str>,
    module: Value,
    parameters: Value,
    value: Lazy,
}

crate::payload!(
    TypeAlias,
    Kind::Extension,
    trace | this,
    visit | {
        visit(&this.parameters);
        this.value.trace(visit);
    }
);

/// The payload of `P.args` and `P.kwargs`.
pub struct ParamSpecPart {
    origin: Value,
    kwargs: bool,
}

crate::payload!(ParamSpecPart, Kind::Extension, trace | this, visit | { visit(&this.origin) });

/// `ParamSpecArgs`
pub static PARAM_SPEC_ARGS: NativeType = NativeType {
    name: "ParamSpecArgs",
    module: "typing",
    layout: <ParamSpecPart>::layout,
    flags: class_flag::FINAL,
    help: "The args for a ParamSpec object.",
    methods: PART_METHODS,
    getsets: PART_ATTRIBUTES,
    ..NativeType::BASE
};

/// `ParamSpecKwargs`
pub static PARAM_SPEC_KWARGS: NativeType = NativeType {
    name: "ParamSpecKwargs",
    module: "typing",
    layout: <ParamSpecPart>::layout,
    flags: class_flag::FINAL,
    help: "The kwargs for a ParamSpec object.",
    methods: PART_METHODS,
    getsets: PART_ATTRIBUTES,
    ..NativeType::BASE
};

const PART_METHODS: &[Native] = &[
    native!("__repr__(self, /)", part_repr, "Return repr(self)."),
    native!("__eq__(self, value, /)", part_eq, "Return self==value."),
];

const PART_ATTRIBUTES: &[NativeGetset] = &[getset!(
    "__origin__",
    |_, v| Ok(v.get::<ParamSpecPart>().map_or(Value::None, |p| p.origin.clone())),
    "The ParamSpec."
)];

fn part_repr(m: &mut Machine, a: &[Value]) -> Outcome {
    let part = this::<ParamSpecPart>(a)?;
    let name = m.get_attr(&part.origin, &intern("__name__"))?;
    let name = m.str(&name)?;
    Ok(format!("{}.{}", name.as_str(), if part.kwargs { "kwargs" } else { "args" }).into())
}

fn part_eq(_: &mut Machine, a: &[Value]) -> Outcome {
    Ok(match (a[0].get::<ParamSpecPart>(), a[1].get::<ParamSpecPart>()) {
        (Some(x), Some(y)) => Value::bool(x.kwargs == y.kwargs && x.origin.is(&y.origin)),
        _ => Value::NotImplemented,
    })
}

/// `NoDefaultType`: the type of the one object that says that a parameter has no default.
pub static NO_DEFAULT: NativeType = NativeType {
    name: "NoDefaultType",
    flags: class_flag::FINAL,
    help: "The type of the NoDefault singleton.",
    new: Some(native!(
        "__new__(cls, /, *args, **kwargs)",
        |_: &mut Machine, a: &[Value]| super::singleton::only(a, "NoDefaultType", no_default()),
        "Create and return a new object.  See help(type) for accurate signature."
    )),
    methods: &[
        native!("__repr__(self, /)", |_: Value| Ok("typing.NoDefault".to_string()), "Return repr(self)."),
        native!("__reduce__(self, /)", |_: Value| Ok("NoDefault".to_string()), "Helper for pickle."),
    ],
    ..NativeType::BASE
};

thread_local! {
    static NONE_GIVEN: std::cell::RefCell<Option<Value>> = const { std::cell::RefCell::new(None) };
}

/// `typing.NoDefault`
pub fn no_default() -> Value {
    NONE_GIVEN.with(|cell| {
        cell.borrow_mut()
            .get_or_insert_with(|| Gc::new(crate::object::class::Instance, &class_for(&NO_DEFAULT)).into_value())
            .clone()
    })
}

/// `T | other`: a union as `typing` makes them, since the other side may be a text.
fn or(m: &mut Machine, a: &[Value]) -> Outcome {
    let union = m.import_module("typing")?;
    let union = m.get_attr(&union, &intern("Union"))?;
    m.get_item(&union, &Tuple::of([a[0].clone(), a[1].clone()]).into_value())
}

fn ror(m: &mut Machine, a: &[Value]) -> Outcome {
    or(m, &[a[1].clone(), a[0].clone()])
}

/// Methods of `TypeVar` and `ParamSpec`.
pub const TYPE_PARAMETER_METHODS: &[Native] = &[
    native!("__repr__(self, /)", repr, "Return repr(self)."),
    native!("__or__(self, value, /)", or, "Return self|value."),
    native!("__ror__(self, value, /)", ror, "Return value|self."),
    native!("has_default(self, /)", has_default, "Whether there is a default."),
    native!("__typing_subst__(self, arg, /)", |_: Value, arg: Value| Ok(arg), "What the parameter becomes."),
    native!("__mro_entries__(self, bases, /)", mro_entries, "Refuses: a type parameter is no base."),
    native!("__reduce__(self, /)", reduce, "Helper for pickle."),
];

/// Methods of `TypeVarTuple`.
pub const TYPE_VAR_TUPLE_METHODS: &[Native] = &[
    native!("__repr__(self, /)", repr, "Return repr(self)."),
    native!("__iter__(self, /)", unpack, "Implement iter(self)."),
    native!("has_default(self, /)", has_default, "Whether there is a default."),
    native!("__mro_entries__(self, bases, /)", mro_entries, "Refuses: a type parameter is no base."),
    native!("__reduce__(self, /)", reduce, "Helper for pickle."),
];

macro_rules! common {
    ($($more:expr),* $(,)?) => {
        &[
            getset!("__name__", |_, v| Ok(parameter(v)?.name.value()), "The name."),
            getset!("__module__", |_, v| Ok(parameter(v)?.module.clone()), "The module's name."),
            getset!("__default__", |m, v| Ok(parameter(v)?.default.get(m)?.unwrap_or_else(no_default)), "The default."),
            $($more),*
        ]
    };
}

/// Attributes of `TypeVarTuple`.
pub const COMMON_ATTRIBUTES: &[NativeGetset] = common!();

/// Attributes of `TypeVar`.
pub const TYPE_VAR_ATTRIBUTES: &[NativeGetset] = common!(
    getset!("__bound__", |m, v| Ok(parameter(v)?.bound.get(m)?.into()), "The upper bound."),
    getset!(
        "__constraints__",
        |m, v| Ok(parameter(v)?.constraints.get(m)?.unwrap_or_else(|| types().empty_tuple.value())),
        "The constraints."
    ),
    getset!("__covariant__", |_, v| Ok(Value::bool(parameter(v)?.covariant)), "Whether it is covariant."),
    getset!("__contravariant__", |_, v| Ok(Value::bool(parameter(v)?.contravariant)), "Whether it is contravariant."),
    getset!(
        "__infer_variance__",
        |_, v| Ok(Value::bool(parameter(v)?.infer_variance)),
        "Whether the variance is inferred."
    ),
);

/// Attributes of `ParamSpec`.
pub const PARAM_SPEC_ATTRIBUTES: &[NativeGetset] = common!(
    getset!("__bound__", |m, v| Ok(parameter(v)?.bound.get(m)?.into()), "The upper bound."),
    getset!("__covariant__", |_, v| Ok(Value::bool(parameter(v)?.covariant)), "Whether it is covariant."),
    getset!("__contravariant__", |_, v| Ok(Value::bool(parameter(v)?.contravariant)), "Whether it is contravariant."),
    getset!(
        "__infer_variance__",
        |_, v| Ok(Value::bool(parameter(v)?.infer_variance)),
        "Whether the variance is inferred."
    ),
    getset!("args", |_, v| Ok(part(v, false)), "Represents positional arguments."),
    getset!("kwargs", |_, v| Ok(part(v, true)), "Represents keyword arguments."),
);

/// Attributes of `TypeAliasType`.
pub const TYPE_ALIAS_ATTRIBUTES: &[NativeGetset] = &[
    getset!("__name__", |_, v| Ok(type_alias(v)?.name.value()), "The name."),
    getset!("__module__", |_, v| Ok(type_alias(v)?.module.clone()), "The module's name."),
    getset!("__type_params__", |_, v| Ok(type_alias(v)?.parameters.clone()), "The type parameters."),
    getset!("__parameters__", |_, v| Ok(type_alias(v)?.parameters.clone()), "The type parameters."),
    getset!("__value__", |m, v| Ok(type_alias(v)?.value.get(m)?.into()), "What it stands for."),
];

fn part(origin: &Value, kwargs: bool) -> Value {
    let class = class_for(if kwargs { &PARAM_SPEC_KWARGS } else { &PARAM_SPEC_ARGS });
    Gc::new(ParamSpecPart { origin: origin.clone(), kwargs }, &class).into_value()
}

/// Whether a value is a type parameter of any sort.
pub fn is_parameter(value: &Value) -> bool {
    value.get::<TypeParameter>().is_some()
}

fn parameter(value: &Value) -> Outcome<&TypeParameter> {
    match value.get::<TypeParameter>() {
        Some(parameter) => Ok(parameter),
        None => type_error(format!("expected a type parameter, not '{}'", class_of(value).name.get())),
    }
}

fn type_alias(value: &Value) -> Outcome<&TypeAlias> {
    match value.get::<TypeAlias>() {
        Some(alias) => Ok(alias),
        None => type_error(format!("expected a type alias, not '{}'", class_of(value).name.get())),
    }
}

fn repr(_: &mut Machine, a: &[Value]) -> Outcome {
    let parameter = this::<TypeParameter>(a)?;
    let sign = if parameter.infer_variance || class_of(&a[0]) == &types().type_var_tuple {
        ""
    } else if parameter.covariant {
        "+"
    } else if parameter.contravariant {
        "-"
    } else {
        "~"
    };
    Ok(format!("{sign}{}", parameter.name.as_str()).into())
}

fn has_default(_: &mut Machine, a: &[Value]) -> Outcome {
    Ok(Value::bool(this::<TypeParameter>(a)?.default.is_there()))
}

fn mro_entries(_: &mut Machine, a: &[Value]) -> Outcome {
    type_error(format!("Cannot subclass an instance of {}", class_of(&a[0]).name.get()))
}

fn reduce(_: &mut Machine, a: &[Value]) -> Outcome {
    Ok(this::<TypeParameter>(a)?.name.value())
}

/// `*Ts`: what `typing.Unpack` makes of it.
fn unpack(m: &mut Machine, a: &[Value]) -> Outcome {
    let typing = m.import_plain("typing")?;
    let unpack = m.get_attr(&typing, &intern("Unpack"))?;
    let item = m.get_item(&unpack, &a[0])?;
    m.iter(&Value::from(vec![item]))
}

fn module_name(m: &Machine) -> Value {
    m.current_frame().and_then(|f| f.function.globals.get_name("__name__")).unwrap_or(Value::None)
}

fn name_argument(value: &Value, of: &str) -> Outcome<Gc<Str>> {
    match value.typed::<Str>() {
        Some(name) => Ok(name.clone()),
        None => type_error(format!("{of}() argument 'name' must be str, not {}", class_of(value).name.get())),
    }
}

fn variance(m: &mut Machine, a: &[Value]) -> Outcome<(bool, bool, bool)> {
    let (covariant, contravariant, infer) = (m.truth(&a[0])?, m.truth(&a[1])?, m.truth(&a[2])?);
    if covariant && contravariant {
        return value_error("Bivariant types are not supported.");
    }
    if infer && (covariant || contravariant) {
        return value_error("Variance cannot be specified with infer_variance.");
    }
    Ok((covariant, contravariant, infer))
}

fn given(value: &Value) -> Lazy {
    Lazy::known(if value.is(&no_default()) { Value::Unset } else { value.clone() })
}

/// `TypeVar(name, *constraints, ...)`
pub fn new_type_var(m: &mut Machine, a: &[Value]) -> Outcome {
    // In slot order: cls, name, bound, default, covariant, contravariant, infer_variance, constraints.
    let name = name_argument(&a[1], "typevar")?;
    let (covariant, contravariant, infer_variance) = variance(m, &a[4..7])?;
    let constraints = a[7].clone();
    match constraints.get::<Tuple>().map_or(0, Tuple::len) {
        1 => return type_error("A single constraint is not allowed"),
        n if n > 0 && !a[2].is_none() => return type_error("Constraints cannot be combined with bound=..."),
        _ => {}
    }
    let bound = Lazy::known(if a[2].is_none() { Value::Unset } else { a[2].clone() });
    let payload = TypeParameter {
        name,
        module: module_name(m),
        bound,
        constraints: Lazy::known(constraints),
        default: given(&a[3]),
        covariant,
        contravariant,
        infer_variance,
    };
    Ok(Gc::new(payload, &types().type_var).into_value())
}

/// `ParamSpec(name, ...)`
pub fn new_param_spec(m: &mut Machine, a: &[Value]) -> Outcome {
    let name = name_argument(&a[1], "paramspec")?;
    let (covariant, contravariant, infer_variance) = variance(m, &a[4..7])?;
    let payload = TypeParameter {
        name,
        module: module_name(m),
        bound: Lazy::known(if a[2].is_none() { Value::Unset } else { a[2].clone() }),
        constraints: Lazy::known(Value::Unset),
        default: given(&a[3]),
        covariant,
        contravariant,
        infer_variance,
    };
    Ok(Gc::new(payload, &types().param_spec).into_value())
}

/// `TypeVarTuple(name, ...)`
pub fn new_type_var_tuple(m: &mut Machine, a: &[Value]) -> Outcome {
    let name = name_argument(&a[1], "typevartuple")?;
    let mut payload = inferred(name, Lazy::known(Value::Unset), Lazy::known(Value::Unset), given(&a[2]), m);
    payload.infer_variance = false;
    Ok(Gc::new(payload, &types().type_var_tuple).into_value())
}

/// `TypeAliasType(name, value, *, type_params=())`
pub fn new_type_alias(m: &mut Machine, a: &[Value]) -> Outcome {
    let name = name_argument(&a[1], "typealias")?;
    if a[3].get::<Tuple>().is_none() {
        return type_error("type_params must be a tuple");
    }
    let payload =
        TypeAlias { name, module: module_name(m), parameters: a[3].clone(), value: Lazy::known(a[2].clone()) };
    Ok(Gc::new(payload, &types().type_alias).into_value())
}

/// A type parameter of PEP 695's syntax.
fn inferred(name: Gc<Str>, bound: Lazy, constraints: Lazy, default: Lazy, m: &Machine) -> TypeParameter {
    TypeParameter {
        name,
        module: module_name(m),
        bound,
        constraints,
        default,
        covariant: false,
        contravariant: false,
        infer_variance: true,
    }
}

impl Machine {
    /// A module by its name, imported if need be.
    pub fn import_plain(&mut self, name: &str) -> Outcome {
        self.import_module(name)
    }

    /// Type parameters and aliases as the compiler asks for them.
    pub fn typing_intrinsic(&mut self, which: Intrinsic, values: Vec<Value>) -> Outcome {
        let mut values = values.into_iter();
        let mut next = || values.next().unwrap_or(Value::None);
        let first = next();
        let name = first.typed::<Str>().cloned().unwrap_or_else(|| intern(""));
        let absent = || Lazy::known(Value::Unset);
        let made = match which {
            Intrinsic::TypeVar => {
                let payload = inferred(name, Lazy::of(next()), absent(), Lazy::of(next()), self);
                Gc::new(payload, &types().type_var).into_value()
            }
            Intrinsic::TypeVarConstraints => {
                let payload = inferred(name, absent(), Lazy::of(next()), Lazy::of(next()), self);
                Gc::new(payload, &types().type_var).into_value()
            }
            Intrinsic::ParamSpec => {
                let payload = inferred(name, absent(), absent(), Lazy::of(next()), self);
                Gc::new(payload, &types().param_spec).into_value()
            }
            Intrinsic::TypeVarTuple => {
                let payload = inferred(name, absent(), absent(), Lazy::of(next()), self);
                Gc::new(payload, &types().type_var_tuple).into_value()
            }
            Intrinsic::TypeAlias => {
                let parameters = next();
                let parameters = if parameters.is_none() { types().empty_tuple.value() } else { parameters };
                let payload = TypeAlias { name, module: module_name(self), parameters, value: Lazy::of(next()) };
                Gc::new(payload, &types().type_alias).into_value()
            }
            Intrinsic::SubscriptGeneric => {
                let typing = self.import_plain("typing")?;
                let generic = self.get_attr(&typing, &intern("Generic"))?;
                return self.get_item(&generic, &first);
            }
            Intrinsic::SetTypeParams => {
                if let Some(function) = first.get::<Function>() {
                    function.type_params.set(next());
                } else if let Some(class) = first.get::<Class>() {
                    class.set(&intern("__type_params__"), next());
                }
                first
            }
            _ => return type_error("no such intrinsic"),
        };
        Ok(made)
    }
}
