//! Values put into text: the built-in half of `format`, and templates of `str.format`.
//!
//! In: values, specifications, templates parsed by `object::format`. Out: text. Fields are looked up, converted and formatted one
//! after the other, since each may run user code and the first fault counts.

use crate::machine::Machine;
use crate::native::convert::type_name;
use crate::object::dict::Dict;
use crate::object::format::template::{self, Accessor, Field, First, Numbering, Piece};
use crate::object::format::{format_complex, format_float, format_int, format_text};
use crate::object::heap::Gc;
use crate::object::int::{Complex, as_float, as_int};
use crate::object::number::int::digit_limit;
use crate::object::str::Str;
use crate::object::{Outcome, Value, key_error, type_error, value_error};

/// Where the fields of a template find their values.
pub enum Arguments<'a> {
    /// `str.format(*args, **kwargs)`
    Call(&'a [Value], &'a Dict),
    /// `str.format_map(mapping)`
    Mapping(&'a Value),
}

impl Machine {
    /// The built-in half of [`Machine::format`]: numbers and texts by their payload; others take no specification.
    pub fn builtin_format(&mut self, value: &Value, spec: &str) -> Outcome<String> {
        if spec.is_empty() {
            return Ok(self.str(value)?.as_str().to_string());
        }
        let name = type_name(value);
        if let Some(number) = as_int(value) {
            return Ok(format_int(number, spec, name, digit_limit())?);
        }
        if let Some(number) = as_float(value) {
            return Ok(format_float(number, spec, name)?);
        }
        if let Some(number) = value.get::<Complex>() {
            return Ok(format_complex(number.number(), spec, name)?);
        }
        if let Some(text) = value.get::<Str>() {
            return Ok(format_text(text.as_str(), spec, name)?);
        }
        type_error(format!("unsupported format string passed to {name}.__format__"))
    }

    /// `template.format(...)` and `template.format_map(...)`.
    pub fn format_template(&mut self, template: &str, arguments: &Arguments<'_>) -> Outcome<String> {
        self.fill_template(template, arguments, &mut Numbering::default(), template::DEPTH)
    }

    fn fill_template(
        &mut self,
        template: &str,
        arguments: &Arguments<'_>,
        numbering: &mut Numbering,
        depth: usize,
    ) -> Outcome<String> {
        if depth == 0 {
            return Err(template::too_deep().into());
        }
        let mut out = String::with_capacity(template.len() + 16);
        for piece in template::pieces(template) {
            match piece? {
                Piece::Text(text) => out.push_str(&text),
                Piece::Field(field) => {
                    let text = self.fill_field(&field, arguments, numbering, depth)?;
                    out.push_str(text.as_str());
                }
            }
        }
        Ok(out)
    }

    fn fill_field(
        &mut self,
        field: &Field,
        arguments: &Arguments<'_>,
        numbering: &mut Numbering,
        depth: usize,
    ) -> Outcome<Gc<Str>> {
        let mut value = self.field_value(&field.name, arguments, numbering)?;
        if let Some(letter) = field.conversion {
            let text = match letter {
                'r' => self.repr(&value)?,
                's' => self.str(&value)?,
                'a' => self.ascii(&value)?,
                c => return Err(template::unknown_conversion(c).into()),
            };
            value = text.into_value();
        }
        let spec = match field.nested {
            true => Value::from(self.fill_template(&field.spec, arguments, numbering, depth - 1)?),
            false => Value::from(field.spec.as_str()),
        };
        self.format(&value, &spec)
    }

    fn field_value(&mut self, name: &str, arguments: &Arguments<'_>, numbering: &mut Numbering) -> Outcome {
        let parts = template::name(name, numbering)?;
        let mut value = match (&parts.first, arguments) {
            (First::Index(_), Arguments::Mapping(_)) => {
                return value_error("Format string contains positional fields");
            }
            (First::Index(index), Arguments::Call(args, _)) => match args.get(*index) {
                Some(value) => value.clone(),
                None => return Err(template::out_of_range(*index).into()),
            },
            (First::Key(key), Arguments::Call(_, keywords)) => match keywords.get_str(&Str::new(key)) {
                Some(value) => value,
                None => return key_error(key.as_str().into()),
            },
            (First::Key(key), Arguments::Mapping(mapping)) => self.get_item(mapping, &key.as_str().into())?,
        };
        for accessor in parts {
            value = match accessor? {
                Accessor::Attribute(name) => self.get_attr(&value, &crate::object::str::intern(&name))?,
                Accessor::Index(index) => self.get_item(&value, &Value::Int(index))?,
                Accessor::Key(key) => self.get_item(&value, &key.into())?,
            };
        }
        Ok(value)
    }
}
