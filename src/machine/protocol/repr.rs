//! The built-in half of `repr`: every kind of built-in value as text, by its payload.
//!
//! In: a value. Out: the text that CPython shows. Containers ask [`Machine::repr_into`] for their items, which may run user code,
//! so nothing is borrowed meanwhile; a container inside itself shows as dots.

use super::exception_text::qualified_name;
use crate::machine::Machine;
use crate::native::convert::type_name;
use crate::object::bytes::{ByteArray, Bytes, MemoryView};
use crate::object::class::{Class, class_of};
use crate::object::descriptor::{
    ClassMethod, DictPart, DictView, Getset, Member, Module, NativeFunction, Range, Slice, StaticMethod,
};
use crate::object::dict::Dict;
use crate::object::exception::Exception;
use crate::object::function::{BoundMethod, Cell_, Code, Function};
use crate::object::generator::{Frame, Generator};
use crate::object::heap::{Kind, Ref};
use crate::object::int::{Complex, as_float, as_int};
use crate::object::list::{List, Tuple};
use crate::object::number::int::{digit_limit, to_text};
use crate::object::number::{complex, float_text};
use crate::object::set::Set;
use crate::object::str::Str;
use crate::object::text::escape;
use crate::object::types::types;
use crate::object::{Outcome, Value};
use std::fmt::Write;

impl Machine {
    /// Adds the built-in repr of a value to a text: by payload, whatever the class says.
    pub fn builtin_repr_into(&mut self, value: &Value, out: &mut String) -> Outcome<()> {
        match value {
            Value::Int(i) => {
                // Writing to a String cannot fail.
                let _ = write!(out, "{i}");
            }
            Value::Float(f) => out.push_str(&float_text::repr(f.get())),
            Value::Bool(b) => out.push_str(if b.get() { "True" } else { "False" }),
            Value::None => out.push_str("None"),
            Value::Ellipsis => out.push_str("Ellipsis"),
            Value::NotImplemented => out.push_str("NotImplemented"),
            Value::Unset => out.push_str("<NULL>"),
            Value::Object(object) => return self.object_repr(value, object, out),
        }
        Ok(())
    }

    fn object_repr(&mut self, value: &Value, object: &Ref, out: &mut String) -> Outcome<()> {
        match object.kind() {
            Kind::Str => out.push_str(&escape::repr(object.get::<Str>().map_or("", Str::as_str))),
            Kind::Bytes => out.push_str(&escape::bytes_repr(object.get::<Bytes>().map_or(&[], |b| &b.data))),
            Kind::ByteArray => {
                let data = object.get::<ByteArray>().map_or(Vec::new(), |b| b.data.get());
                let _ = write!(out, "{}({})", type_name(value), escape::bytearray_repr(&data));
            }
            Kind::BigInt | Kind::BoxedInt => out.push_str(&int_text(value)?),
            Kind::BoxedFloat => out.push_str(&float_text::repr(as_float(value).unwrap_or(0.0))),
            Kind::Complex => {
                if let Some(number) = object.get::<Complex>() {
                    out.push_str(&complex::repr(number.number()));
                }
            }
            Kind::List => return self.list_repr(value, out),
            Kind::Tuple => return self.tuple_repr(value, out),
            Kind::Dict => return self.dict_repr(value, out),
            Kind::DictView => return self.view_repr(value, out),
            Kind::Set => return self.set_repr(value, out),
            Kind::Range => {
                if let Some(range) = object.get::<Range>() {
                    let (start, stop) = (int_text(&range.start)?, int_text(&range.stop)?);
                    let step = int_text(&range.step)?;
                    let _ = match step.as_str() {
                        "1" => write!(out, "range({start}, {stop})"),
                        _ => write!(out, "range({start}, {stop}, {step})"),
                    };
                }
            }
            Kind::Slice => {
                if let Some(slice) = object.get::<Slice>() {
                    out.push_str("slice(");
                    self.joined(&[slice.start.clone(), slice.stop.clone(), slice.step.clone()], out)?;
                    out.push(')');
                }
            }
            Kind::Exception => return self.exception_repr(value, out),
            Kind::BoundMethod => return self.bound_method_repr(value, out),
            Kind::StaticMethod => return self.wrapped_repr("staticmethod", value, out),
            Kind::ClassMethod => return self.wrapped_repr("classmethod", value, out),
            Kind::Module => return self.module_repr(value, out),
            _ => out.push_str(&self.plain_repr(value)),
        }
        Ok(())
    }

    /// The reprs that need nobody else: code, functions, classes, descriptors, generators; the default for all others.
    fn plain_repr(&mut self, value: &Value) -> String {
        let Value::Object(object) = value else { return String::new() };
        let address = object.address();
        match object.kind() {
            Kind::Class => match object.get::<Class>() {
                Some(class) => format!("<class '{}'>", class.full_name()),
                None => default_repr(value),
            },
            Kind::Function => match object.get::<Function>() {
                Some(f) => format!("<function {} at 0x{address:x}>", f.qualname().as_str()),
                None => default_repr(value),
            },
            Kind::NativeFunction => match object.get::<NativeFunction>() {
                Some(native) => native_repr(value, native),
                None => default_repr(value),
            },
            Kind::Getset => match object.get::<Getset>() {
                Some(g) => format!("<attribute '{}' of '{}' objects>", g.native.name, g.owner.name.get()),
                None => default_repr(value),
            },
            Kind::Member => match object.get::<Member>() {
                Some(member) => {
                    let owner = member.owner.get::<Class>().map_or_else(|| "?".into(), |c| c.name.get());
                    format!("<member '{}' of '{owner}' objects>", member.name.as_str())
                }
                None => default_repr(value),
            },
            Kind::Generator => match object.get::<Generator>() {
                Some(generator) => {
                    let name = crate::builtins::generator::generator_qualname(generator);
                    format!("<{} object {} at 0x{address:x}>", type_name(value), name.as_str())
                }
                None => default_repr(value),
            },
            Kind::Code => match object.get::<Code>() {
                Some(code) => {
                    let code = &code.code;
                    let (name, file, line) = (&code.name, &code.source.name, code.first_line);
                    format!("<code object {name} at 0x{address:x}, file \"{file}\", line {line}>")
                }
                None => default_repr(value),
            },
            Kind::Frame => match object.get::<Frame>() {
                Some(frame) => {
                    let code = &frame.code.code;
                    let line =
                        code.spans.get(frame.pc.get() as usize).map_or(code.first_line, |s| code.source.line(s.start));
                    let file = escape::repr(&code.source.name);
                    format!("<frame at 0x{address:x}, file {file}, line {line}, code {}>", code.name)
                }
                None => default_repr(value),
            },
            Kind::Cell => match object.get::<Cell_>().map(|c| c.value.get()) {
                Some(held) if held.is_set() => {
                    format!("<cell at 0x{address:x}: {} object at 0x{:x}>", type_name(&held), held.id())
                }
                _ => format!("<cell at 0x{address:x}: empty>"),
            },
            Kind::MemoryView => match object.get::<MemoryView>() {
                Some(view) if view.owner.with(|o| o.is_none() || !o.is_set()) => {
                    format!("<released memory at 0x{address:x}>")
                }
                _ => format!("<memory at 0x{address:x}>"),
            },
            _ => default_repr(value),
        }
    }

    /// Items with commas between them.
    fn joined(&mut self, items: &[Value], out: &mut String) -> Outcome<()> {
        for (i, item) in items.iter().enumerate() {
            if i > 0 {
                out.push_str(", ");
            }
            self.repr_into(item, out)?;
        }
        Ok(())
    }

    /// Runs `body` as the repr of a container, with `dots` in its place when it is inside itself.
    pub fn guarded(
        &mut self,
        value: &Value,
        dots: &str,
        out: &mut String,
        body: impl FnOnce(&mut Machine, &mut String) -> Outcome<()>,
    ) -> Outcome<()> {
        if !self.repr_enter(value) {
            out.push_str(dots);
            return Ok(());
        }
        let result = self.repr_depth().and_then(|()| body(self, out));
        self.repr_leave(value);
        result
    }

    fn list_repr(&mut self, value: &Value, out: &mut String) -> Outcome<()> {
        let Some(list) = value.get::<List>() else { return Ok(()) };
        if list.is_empty() {
            out.push_str("[]");
            return Ok(());
        }
        self.guarded(value, "[...]", out, |m, out| {
            out.push('[');
            let mut i = 0;
            // The list may change while its items are asked.
            while let Some(item) = list.get(i) {
                if i > 0 {
                    out.push_str(", ");
                }
                m.repr_into(&item, out)?;
                i += 1;
            }
            out.push(']');
            Ok(())
        })
    }

    fn tuple_repr(&mut self, value: &Value, out: &mut String) -> Outcome<()> {
        let Some(tuple) = value.get::<Tuple>() else { return Ok(()) };
        if tuple.is_empty() {
            out.push_str("()");
            return Ok(());
        }
        self.guarded(value, "(...)", out, |m, out| {
            out.push('(');
            m.joined(tuple.as_slice(), out)?;
            out.push_str(if tuple.len() == 1 { ",)" } else { ")" });
            Ok(())
        })
    }

    fn dict_repr(&mut self, value: &Value, out: &mut String) -> Outcome<()> {
        let Some(dict) = value.get::<Dict>() else { return Ok(()) };
        if dict.is_empty() {
            out.push_str("{}");
            return Ok(());
        }
        self.guarded(value, "{...}", out, |m, out| {
            out.push('{');
            let (mut position, mut first) = (0, true);
            while let Some((at, entry)) = dict.entry_from(position) {
                if !std::mem::take(&mut first) {
                    out.push_str(", ");
                }
                m.repr_into(&entry.key, out)?;
                out.push_str(": ");
                m.repr_into(&entry.value, out)?;
                position = at + 1;
            }
            out.push('}');
            Ok(())
        })
    }

    fn view_repr(&mut self, value: &Value, out: &mut String) -> Outcome<()> {
        let Some(view) = value.get::<DictView>() else { return Ok(()) };
        self.guarded(value, "...", out, |m, out| {
            out.push_str(type_name(value));
            out.push_str("([");
            let items: Vec<Value> = match view.part {
                DictPart::Keys => view.dict.keys(),
                DictPart::Values => view.dict.items().into_iter().map(|(_, v)| v).collect(),
                DictPart::Items => {
                    view.dict.items().into_iter().map(|(k, v)| Tuple::create(vec![k, v]).into_value()).collect()
                }
            };
            m.joined(&items, out)?;
            out.push_str("])");
            Ok(())
        })
    }

    fn set_repr(&mut self, value: &Value, out: &mut String) -> Outcome<()> {
        let Some(set) = value.get::<Set>() else { return Ok(()) };
        let name = type_name(value);
        if set.is_empty() {
            let _ = write!(out, "{name}()");
            return Ok(());
        }
        self.guarded(value, &format!("{name}(...)"), out, |m, out| {
            let plain = class_of(value) == &types().set;
            if !plain {
                out.push_str(name);
                out.push('(');
            }
            out.push('{');
            m.joined(&set.to_vec(), out)?;
            out.push('}');
            if !plain {
                out.push(')');
            }
            Ok(())
        })
    }

    fn exception_repr(&mut self, value: &Value, out: &mut String) -> Outcome<()> {
        let args = value.get::<Exception>().map_or(Value::None, |e| e.args.get());
        out.push_str(type_name(value));
        match args.get::<Tuple>().map(Tuple::as_slice) {
            Some([only]) => {
                out.push('(');
                self.repr_into(only, out)?;
                out.push(')');
                Ok(())
            }
            _ => self.repr_into(&args, out),
        }
    }

    fn bound_method_repr(&mut self, value: &Value, out: &mut String) -> Outcome<()> {
        let Some(bound) = value.get::<BoundMethod>() else { return Ok(()) };
        if let Some(native) = bound.function.get::<NativeFunction>() {
            let (name, class) = (native.native.name(), type_name(&bound.receiver));
            let address = bound.receiver.id();
            let _ = if bound.receiver.kind() == Some(Kind::Module) {
                write!(out, "<built-in function {name}>")
            } else if class_of(&bound.function) == &types().wrapper_descriptor {
                write!(out, "<method-wrapper '{name}' of {class} object at 0x{address:x}>")
            } else {
                write!(out, "<built-in method {name} of {class} object at 0x{address:x}>")
            };
            return Ok(());
        }
        let name = match bound.function.get::<Function>() {
            Some(function) => function.qualname().as_str().to_string(),
            None => qualified_name(self, &bound.function)?,
        };
        let _ = write!(out, "<bound method {name} of ");
        self.repr_into(&bound.receiver, out)?;
        out.push('>');
        Ok(())
    }

    fn wrapped_repr(&mut self, name: &str, value: &Value, out: &mut String) -> Outcome<()> {
        let wrapped = value
            .get::<StaticMethod>()
            .map(|s| s.callable.get())
            .or_else(|| value.get::<ClassMethod>().map(|c| c.callable.get()))
            .unwrap_or(Value::None);
        let _ = write!(out, "<{name}(");
        self.repr_into(&wrapped, out)?;
        out.push_str(")>");
        Ok(())
    }

    fn module_repr(&mut self, value: &Value, out: &mut String) -> Outcome<()> {
        let Some(module) = value.get::<Module>() else { return Ok(()) };
        let name = module.dict.get_name("__name__").unwrap_or(Value::from("?"));
        out.push_str("<module ");
        self.repr_into(&name, out)?;
        match module.dict.get_name("__file__") {
            Some(file) if file.get::<Str>().is_some() => {
                out.push_str(" from ");
                self.repr_into(&file, out)?;
            }
            _ => {
                let known = name.typed::<Str>().and_then(|n| self.modules.get_str(n));
                if known.is_some_and(|m| m.is(value)) {
                    out.push_str(" (built-in)");
                }
            }
        }
        out.push('>');
        Ok(())
    }
}

/// The decimal text of an int of any form; ValueError when it has too many digits.
pub fn int_text(value: &Value) -> Outcome<String> {
    Ok(match as_int(value) {
        Some(number) => to_text(number, digit_limit())?,
        None => String::new(),
    })
}

fn native_repr(value: &Value, native: &NativeFunction) -> String {
    let name = native.native.name();
    let class = class_of(value);
    let owner = native.owner.get::<Class>().map_or_else(|| "?".into(), |c| c.name.get());
    if class == &types().wrapper_descriptor {
        return format!("<slot wrapper '{name}' of '{owner}' objects>");
    }
    if class == &types().method_descriptor {
        return format!("<method '{name}' of '{owner}' objects>");
    }
    match native.module.get::<Class>() {
        Some(owner) if class == &types().classmethod_descriptor => {
            format!("<method '{name}' of '{}' objects>", owner.name.get())
        }
        Some(_) => format!("<built-in method {name} of type object at 0x{:x}>", native.module.id()),
        None => format!("<built-in function {name}>"),
    }
}

/// `<module.Class object at 0x...>`: what `object.__repr__` gives.
pub fn default_repr(value: &Value) -> String {
    format!("<{} object at 0x{:x}>", class_of(value).full_name(), value.id())
}
