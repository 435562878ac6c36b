//! Imports: built-in modules, files, packages, `sys.modules` (reference: "The import system").

use super::Machine;
use crate::object::descriptor::Module;
use crate::object::heap::Gc;
use crate::object::str::{Str, intern};
use crate::object::{Exc, Outcome, Value};

impl Machine {
    /// `import name` / `from name import names`: the module as the statement wants it.
    pub(super) fn import_name(&mut self, name: &Value, level: &Value, names: &Value) -> Outcome {
        let _ = level;
        let Some(name) = name.typed::<Str>() else { return Ok(Value::None) };
        let module = self.import_module(name.as_str())?;
        match name.as_str().split_once('.') {
            Some((top, _)) if names.is_none() => self.import_module(top),
            _ => Ok(module),
        }
    }

    /// The module with this full name, imported if need be.
    pub fn import_module(&mut self, name: &str) -> Outcome {
        if let Some(module) = self.modules.get_name(name) {
            return Ok(module);
        }
        if let Some(native) = crate::stdlib::native_module(name) {
            let module = Module::create(name);
            self.modules.set_name(name, module.clone());
            self.fill_native_module(native, &module)?;
            return Ok(module.into_value());
        }
        if let Some(text) = crate::stdlib::embedded_module(name) {
            return self.import_embedded(name, text);
        }
        let raise = Exc::ModuleNotFoundError.raise(format!("No module named '{name}'"));
        raise.0.set_field(1, Value::from(name));
        Err(raise)
    }

    /// Runs a module of the library that is written in Co; one with a dot in its name becomes an attribute of its package.
    fn import_embedded(&mut self, name: &str, text: &str) -> Outcome {
        let parent = match name.rsplit_once('.') {
            Some((parent, last)) => Some((self.import_module(parent)?, last)),
            None => None,
        };
        if let Some(module) = self.modules.get_name(name) {
            return Ok(module);
        }
        let module = Module::create(name);
        self.modules.set_name(name, module.clone());
        if let Err(raise) = crate::stdlib::embedded::run(self, &module.dict, name, text) {
            drop(self.modules.remove_str(&intern(name)));
            return Err(raise);
        }
        if let Some((parent, last)) = parent {
            self.set_attr(&parent, &intern(last), module.value())?;
        }
        Ok(module.into_value())
    }

    /// Pours a native table into its module.
    pub fn fill_native_module(
        &mut self,
        native: &'static crate::native::NativeModule,
        module: &Gc<Module>,
    ) -> Outcome<()> {
        let dict = module.dict.clone();
        let name = Value::from(native.name);
        dict.set_name("__doc__", native.help);
        for function in native.functions {
            dict.set_name(function.name(), crate::object::descriptor::NativeFunction::create(function, name.clone()));
        }
        for table in native.types {
            dict.set_name(table.name, crate::native::class_for(table));
        }
        match native.fill {
            Some(fill) => fill(self, &dict),
            None => Ok(()),
        }
    }

    /// `from module import name`
    pub(super) fn import_from(&mut self, module: &Value, name: &Value) -> Outcome {
        let Some(name) = name.typed::<Str>().cloned() else { return Ok(Value::None) };
        match self.find_attr(module, &name)? {
            Some(value) => Ok(value),
            None => Err(Exc::ImportError.raise(format!("cannot import name '{}'", name.as_str()))),
        }
    }

    /// `from module import *`
    pub(super) fn import_star(&mut self, module: &Value) -> Outcome<()> {
        let Some(source) = module.get::<Module>() else { return Ok(()) };
        let names: Vec<Value> = match source.dict.get_str(&intern("__all__")) {
            Some(all) => self.collect(&all)?,
            None => source
                .dict
                .keys()
                .into_iter()
                .filter(|k| k.get::<Str>().is_some_and(|k| !k.as_str().starts_with('_')))
                .collect(),
        };
        for name in names {
            let Some(name) = name.typed::<Str>().cloned() else { continue };
            let value = self.get_attr(module, &name)?;
            self.store_name(&name, value)?;
        }
        Ok(())
    }
}
