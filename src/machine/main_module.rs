//! `__main__`, and `co -m NAME`: a module of the search path as the program (PEP 338).
//!
//! In: a dotted name. Out: its source, and the names that `__main__` gets from where it was found.

use super::Machine;
use super::import::Found;
use crate::object::descriptor::Module;
use crate::object::heap::Gc;
use crate::object::str::intern;
use crate::object::{Exc, Outcome, Raise, Value};
use crate::source::Source;
use std::path::Path;
use std::rc::Rc;

/// A module that is to be run as the program.
pub struct MainModule {
    /// Its text.
    pub source: Rc<Source>,
    /// Its full name: that of a package ends in `__main__`.
    pub name: String,
}

impl Machine {
    /// A fresh `__main__`, known to the program under that name.
    pub fn make_main(&mut self) -> Gc<Module> {
        let main = Module::create("__main__");
        main.dict.set_name("__builtins__", self.modules.get_name("builtins").unwrap_or_default());
        self.modules.set_name("__main__", main.clone());
        main
    }

    /// Finds the module that `co -m NAME` runs; imports the packages it lies in.
    pub fn main_module(&mut self, name: &str) -> Outcome<MainModule> {
        let refusal = |words: String| -> Raise { Exc::ImportError.raise(words) };
        if name.starts_with('.') {
            return Err(refusal("Relative module names not supported".to_string()));
        }
        let parent = name.rsplit_once('.').map(|(parent, _)| parent);
        let path = match parent {
            None => None,
            Some(parent) => match self.import_module(parent) {
                Ok(parent) => self.find_attr(&parent, &intern("__path__"))?,
                Err(raise) if raise.is(Exc::ModuleNotFoundError) => {
                    return Err(refusal(format!(
                        "Error while finding module specification for '{name}' (ModuleNotFoundError: {})",
                        self.str(&raise.value())?.as_str()
                    )));
                }
                Err(raise) => return Err(raise),
            },
        };
        if crate::stdlib::has_parts(name) {
            return self.main_of_package(name);
        }
        if let Some(text) = crate::stdlib::embedded_module(name) {
            let source = Source::strict(format!("<frozen {name}>"), text);
            return Ok(MainModule { source, name: name.to_string() });
        }
        if crate::stdlib::native_module(name).is_some() {
            return Err(refusal(format!("No code object available for {name}")));
        }
        let last = name.rsplit('.').next().unwrap_or(name);
        match self.find_along(path.as_ref(), last)? {
            None => Err(refusal(format!("No module named {name}"))),
            Some(Found::Namespace(_) | Found::File { package: Some(_), .. }) => self.main_of_package(name),
            Some(Found::File { file, package: None }) => {
                let shown = file.to_string_lossy().into_owned();
                let source = self.read_source(Path::new(&file), &shown)?;
                Ok(MainModule { source, name: name.to_string() })
            }
        }
    }

    fn main_of_package(&mut self, name: &str) -> Outcome<MainModule> {
        if name.ends_with(".__main__") || name == "__main__" {
            return Err(Exc::ImportError.raise("Cannot use package as __main__ module"));
        }
        self.main_module(&format!("{name}.__main__")).map_err(|raise| {
            let text = self.str(&raise.value()).map_or(String::new(), |t| t.as_str().to_string());
            match text.starts_with("No module named") {
                true => {
                    Exc::ImportError.raise(format!("{text}; '{name}' is a package and cannot be directly executed"))
                }
                false => raise,
            }
        })
    }

    /// Gives `__main__` the names of a module that was found, and the program its first argument.
    pub fn name_main_module(&mut self, main: &Gc<Module>, found: &MainModule) -> Outcome<()> {
        let file = Value::from(&*found.source.name);
        let parent = found.name.rsplit_once('.').map_or("", |(parent, _)| parent);
        let spec = self.module_spec(&found.name, parent, file.clone(), None)?;
        main.dict.set_name("__file__", file.clone());
        main.dict.set_name("__cached__", Value::None);
        main.dict.set_name("__package__", parent);
        main.dict.set_name("__spec__", spec);
        if let Some(first) = self.host.arguments.first_mut() {
            // A module of the library is called as its file would be.
            *first = match found.source.name.strip_prefix("<frozen ").and_then(|name| name.strip_suffix('>')) {
                Some(name) => format!("{}.py", name.rsplit('.').next().unwrap_or(name)),
                None => found.source.name.to_string(),
            };
        }
        if let Some(sys) = self.modules.get_name("sys") {
            if let Some(words) = self.find_attr(&sys, &intern("argv"))? {
                self.set_item(&words, &Value::Int(0), file)?;
            }
        }
        Ok(())
    }
}
