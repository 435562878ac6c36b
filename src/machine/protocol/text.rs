//! Values as text: `repr`, `str`, `ascii`, `format`.
//!
//! In: any value. Out: its text. The exact types `str`, `int`, `float`, `list`, `tuple`, `dict` need no lookup; for everything else the
//! special method of the class decides, and where that is the one of a built-in type, the built-in half (`repr.rs`,
//! `exception_text.rs`) does the work.

use crate::machine::Machine;
use crate::native::convert::type_name;
use crate::object::class::{Class, class_of};
use crate::object::descriptor::NativeFunction;
use crate::object::exc::type_error;
use crate::object::heap::{Gc, Kind};
use crate::object::special::Special;
use crate::object::str::{Str, intern};
use crate::object::text::escape;
use crate::object::types::types;
use crate::object::{Exc, Outcome, Raise, Value};
use std::cell::RefCell;

thread_local! {
    /// The containers whose repr is being made, by address, outermost first.
    static INSIDE: RefCell<Vec<i64>> = const { RefCell::new(Vec::new()) };
}

/// Exchanges the containers whose repr is being made with a fiber's own.
pub fn exchange_inside(with: &mut Vec<i64>) {
    INSIDE.with(|inside| std::mem::swap(&mut *inside.borrow_mut(), with));
}

/// How deep containers may be nested in a repr: each level uses the native stack.
const DEEPEST: usize = 5000;

/// What stands behind a special method of text.
enum Way {
    /// The built-in half.
    BuiltIn,
    /// A method to be called.
    Method,
}

impl Machine {
    /// `repr(x)`
    pub fn repr(&mut self, value: &Value) -> Outcome<Gc<Str>> {
        if let Some(text) = self.special_text(value, Special::Repr)? {
            return Ok(text);
        }
        let mut out = String::new();
        self.builtin_repr_into(value, &mut out)?;
        Ok(Str::from_string(out))
    }

    /// Adds `repr(x)` to a text.
    pub fn repr_into(&mut self, value: &Value, out: &mut String) -> Outcome<()> {
        match self.special_text(value, Special::Repr)? {
            Some(text) => out.push_str(text.as_str()),
            None => self.builtin_repr_into(value, out)?,
        }
        Ok(())
    }

    /// The built-in half of [`Machine::repr`].
    pub fn builtin_repr(&mut self, value: &Value) -> Outcome<String> {
        let mut out = String::new();
        self.builtin_repr_into(value, &mut out)?;
        Ok(out)
    }

    /// `str(x)`
    pub fn str(&mut self, value: &Value) -> Outcome<Gc<Str>> {
        match value {
            Value::Object(object) => {
                if object.kind() == Kind::Str
                    && object.class() == &types().str
                    && let Some(text) = object.typed::<Str>()
                {
                    return Ok(text.clone());
                }
                match self.special_text(value, Special::Str)? {
                    Some(text) => Ok(text),
                    None => self.builtin_str(value),
                }
            }
            Value::Int(i) => Ok(Str::of_int(*i)),
            _ => self.builtin_repr(value).map(Str::from_string),
        }
    }

    /// Adds `str(x)` to a text.
    pub fn str_into(&mut self, value: &Value, out: &mut String) -> Outcome<()> {
        match value {
            Value::Object(_) => {
                let text = self.str(value)?;
                out.push_str(text.as_str());
                Ok(())
            }
            _ => self.builtin_repr_into(value, out),
        }
    }

    /// The built-in half of [`Machine::str`]: texts are themselves, exceptions show their arguments, others their repr.
    pub fn builtin_str(&mut self, value: &Value) -> Outcome<Gc<Str>> {
        match value.kind() {
            Some(Kind::Str) => match value.typed::<Str>() {
                Some(text) if class_of(value) == &types().str => Ok(text.clone()),
                // One that took back `object.__str__` is shown as other objects are.
                Some(_) if of_object(class_of(value)) => self.repr(value),
                Some(text) => Ok(Str::new(text.as_str())),
                None => self.repr(value),
            },
            Some(Kind::Exception) => self.exception_text(value).map(Str::from_string),
            _ => self.repr(value),
        }
    }

    /// `ascii(x)`
    pub fn ascii(&mut self, value: &Value) -> Outcome<Gc<Str>> {
        let text = self.repr(value)?;
        Ok(if text.is_ascii() { text } else { Str::from_string(escape::to_ascii(text.as_str())) })
    }

    /// `format(x, spec)`: what f-strings, `str.format` and `format` do with a value.
    pub fn format(&mut self, value: &Value, spec: &Value) -> Outcome<Gc<Str>> {
        let Some(spec_text) = spec.get::<Str>() else {
            return type_error(format!("format() argument 2 must be str, not {}", type_name(spec)));
        };
        let exact = match value {
            Value::Object(object) => {
                (object.kind() == Kind::Str && object.class() == &types().str)
                    || (object.kind() == Kind::BigInt && object.class() == &types().int)
            }
            Value::Int(_) | Value::Float(_) | Value::Bool(_) => true,
            _ => false,
        };
        if exact {
            return match spec_text.is_empty() {
                true => self.str(value),
                false => self.builtin_format(value, spec_text.as_str()).map(Str::from_string),
            };
        }
        let class = class_of(value);
        match self.way(value, Special::Format) {
            Way::BuiltIn => self.builtin_format(value, spec_text.as_str()).map(Str::from_string),
            Way::Method => match self.call_special(value, Special::Format, std::slice::from_ref(spec))? {
                Some(text) => match text.typed::<Str>() {
                    Some(text) => Ok(text.clone()),
                    None => type_error(format!("__format__ must return a str, not {}", type_name(&text))),
                },
                None => type_error(format!("Type {} doesn't define __format__", class.name.get())),
            },
        }
    }

    /// The text that a special method gives; None when that is the built-in half's.
    #[inline]
    fn special_text(&mut self, value: &Value, which: Special) -> Outcome<Option<Gc<Str>>> {
        let Value::Object(object) = value else { return Ok(None) };
        let types = types();
        let class = object.class();
        let exact = match object.kind() {
            Kind::Str => class == &types.str,
            Kind::List => class == &types.list,
            Kind::Tuple => class == &types.tuple,
            Kind::Dict => class == &types.dict,
            _ => false,
        };
        if exact {
            return Ok(None);
        }
        self.called_text(value, which)
    }

    fn called_text(&mut self, value: &Value, which: Special) -> Outcome<Option<Gc<Str>>> {
        match self.way(value, which) {
            Way::BuiltIn => Ok(None),
            Way::Method => match self.call_special(value, which, &[])? {
                Some(text) => match text.typed::<Str>() {
                    Some(text) => Ok(Some(text.clone())),
                    None => type_error(format!("{} returned non-string (type {})", which.text(), type_name(&text))),
                },
                None => Ok(None),
            },
        }
    }

    /// Whether a special method of a value is the built-in half's.
    fn way(&mut self, value: &Value, which: Special) -> Way {
        let Some(found) = class_of(value).special(which) else { return Way::BuiltIn };
        let Some(native) = found.get::<NativeFunction>() else { return Way::Method };
        let types = types();
        if native.owner.is(&types.object.value()) {
            return Way::BuiltIn;
        }
        // A native of a type whose payload the built-in half knows ends there anyway.
        let known = !matches!(value.kind(), Some(Kind::Extension | Kind::Instance));
        let plain = known && which != Special::Format && class_of(value).is_builtin() && is_core(value);
        if plain { Way::BuiltIn } else { Way::Method }
    }

    /// Says that a container's repr begins; false when it is inside itself already. Ended by [`Machine::repr_leave`].
    pub fn repr_enter(&mut self, value: &Value) -> bool {
        let id = value.id();
        INSIDE.with(|inside| {
            let mut inside = inside.borrow_mut();
            let fresh = !inside.contains(&id);
            if fresh {
                inside.push(id);
            }
            fresh
        })
    }

    /// Says that a container's repr ended.
    pub fn repr_leave(&mut self, value: &Value) {
        let id = value.id();
        INSIDE.with(|inside| {
            let mut inside = inside.borrow_mut();
            if let Some(at) = inside.iter().rposition(|&i| i == id) {
                inside.remove(at);
            }
        });
    }

    /// RecursionError when containers are nested too deep for the native stack.
    pub(super) fn repr_depth(&self) -> Outcome<()> {
        if INSIDE.with(|inside| inside.borrow().len()) < DEEPEST && !self.stack_is_low() {
            return Ok(());
        }
        Err(Exc::RecursionError.raise("maximum recursion depth exceeded while getting the repr of an object"))
    }

    /// Where `print` writes when no file is named: None for the machine's own output, else what stands in `sys.stdout`.
    #[inline]
    pub fn replaced_stdout(&self) -> Outcome<Option<Value>> {
        self.replaced_stream("stdout", "__stdout__")
    }

    /// The object in `sys.NAME` unless it is still the one in `sys.ORIGINAL`.
    pub fn replaced_stream(&self, name: &str, original: &str) -> Outcome<Option<Value>> {
        let Some(sys) = self.modules.get_name("sys") else { return Ok(None) };
        let Some(sys) = sys.get::<crate::object::descriptor::Module>() else { return Ok(None) };
        let Some(first) = sys.dict.get_name(original) else { return Ok(None) };
        match sys.dict.get_name(name) {
            Some(now) if now.is(&first) => Ok(None),
            Some(now) => Ok(Some(now)),
            None => Err(Exc::RuntimeError.raise(format!("lost sys.{name}"))),
        }
    }

    /// Whether a value is the original `sys.stdout`.
    pub fn is_own_stdout(&self, value: &Value) -> bool {
        self.modules
            .get_name("sys")
            .and_then(|sys| sys.get::<crate::object::descriptor::Module>().map(|m| m.dict.clone()))
            .and_then(|dict| dict.get_name("__stdout__"))
            .is_some_and(|own| own.is(value))
    }

    /// Writes text to the machine's own standard output; OSError or UnicodeEncodeError when that fails.
    #[inline]
    pub fn write_out(&mut self, text: &str) -> Outcome<()> {
        if self.observation.heard {
            self.tell_printed(text);
        }
        // Only texts with characters of four bytes can hold the carriers of surrogates.
        let result = if memchr::memchr(0xf4, text.as_bytes()).is_none() {
            self.host.stdout.write(text.as_bytes())
        } else {
            let errors = crate::object::text::codec::Errors::Strict;
            let bytes = crate::object::text::codec::encode(text, crate::object::text::codec::Codec::Utf8, &errors)
                .map_err(|fault| fault.raise(&text.into()))?;
            self.host.stdout.write(&bytes)
        };
        result.map_err(|fault| os_error(&fault))
    }
}

/// The OSError of a fault of the outside, with errno and the system's words.
#[cold]
pub fn os_error(fault: &std::io::Error) -> Raise {
    let text = fault.to_string();
    let words = text.split(" (os error").next().unwrap_or(&text).to_string();
    let which = match (fault.raw_os_error(), fault.kind()) {
        (Some(number), _) => crate::builtins::exception::for_errno(i64::from(number)),
        (None, std::io::ErrorKind::BrokenPipe) => Exc::BrokenPipeError,
        (None, std::io::ErrorKind::NotFound) => Exc::FileNotFoundError,
        (None, std::io::ErrorKind::TimedOut) => Exc::TimeoutError,
        _ => Exc::OSError,
    };
    match fault.raw_os_error() {
        Some(number) => {
            let (number, words) = (Value::Int(i64::from(number)), Value::from(words));
            let raise = which.with(vec![number.clone(), words.clone()]);
            raise.0.set_field(0, number);
            raise.0.set_field(1, words);
            raise
        }
        None => which.raise(words),
    }
}

/// Whether the class of a value is one of the core types or built-in exceptions, not a native type made by a module.
fn is_core(value: &Value) -> bool {
    let class = class_of(value);
    if value.kind() == Some(Kind::Exception) {
        return types().exceptions.contains(class);
    }
    class.native.is_some_and(|native| native.module == "builtins")
}

/// The value of an attribute if it is there and is text.
pub(super) fn text_attribute(machine: &mut Machine, object: &Value, name: &str) -> Outcome<Option<Gc<Str>>> {
    Ok(machine.find_attr(object, &intern(name))?.and_then(|v| v.typed::<Str>().cloned()))
}

/// Whether the `__str__` of a class is that of `object`.
fn of_object(class: &Gc<Class>) -> bool {
    class.special(Special::Str).zip(types().object.special(Special::Str)).is_some_and(|(own, base)| own.is(&base))
}
