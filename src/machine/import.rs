//! Imports: built-in modules, files, packages, `sys.modules` (reference: "The import system").
//!
//! In: names as statements write them. Out: modules, run once and kept in `sys.modules`. What a program imports is looked
//! for along `sys.path` first, `.co` before `.py`, and then among the modules that the interpreter carries, written in Rust
//! or in Co; the few that CPython has built in come before all files. What those modules import themselves is their own.

use super::Machine;
use crate::compile::Options;
use crate::host::file;
use crate::object::descriptor::Module;
use crate::object::dict::Dict;
use crate::object::function::Code;
use crate::object::heap::Gc;
use crate::object::int::as_i64;
use crate::object::list::List;
use crate::object::str::{Str, intern};
use crate::object::{Exc, Outcome, Raise, Value, type_error};
use crate::source::Source;
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// On whose behalf a module is imported.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Asked {
    /// A program's: its own files come before what Co ships.
    Program,
    /// That of a module that Co ships.
    Library,
}

/// The modules that CPython has built in, frozen or loaded before any program begins: no file comes before them.
const BUILT_IN: &[&str] = &[
    "__main__",
    "_abc",
    "_ast",
    "_codecs",
    "_collections",
    "_collections_abc",
    "_frozen_importlib",
    "_functools",
    "_imp",
    "_io",
    "_locale",
    "_operator",
    "_signal",
    "_sre",
    "_stat",
    "_string",
    "_symtable",
    "_thread",
    "_tokenize",
    "_typing",
    "_warnings",
    "_weakref",
    "abc",
    "atexit",
    "builtins",
    "codecs",
    "encodings",
    "errno",
    "faulthandler",
    "gc",
    "genericpath",
    "importlib",
    "io",
    "itertools",
    "marshal",
    "ntpath",
    "os",
    "posix",
    "posixpath",
    "pwd",
    "runpy",
    "site",
    "stat",
    "sys",
    "time",
    "zipimport",
];

/// Where a module was found.
pub(super) enum Found {
    /// A file, or the `__init__` of a package in the folder.
    File { file: PathBuf, package: Option<PathBuf> },
    /// Folders without an `__init__`: a namespace package.
    Namespace(Vec<String>),
}

impl Machine {
    /// `import name` / `from name import names`: the module as the statement wants it.
    pub(super) fn import_name(&mut self, name: &Value, level: &Value, names: &Value) -> Outcome {
        let level = as_i64(level).unwrap_or(0).max(0) as usize;
        let globals = self.current_frame().map(|f| f.function.globals.clone());
        let builtins = self.current_frame().map(|f| f.function.builtins.clone());
        // A program may have put its own `__import__` in place.
        if let (Some(builtins), Some(globals)) = (builtins, &globals) {
            match builtins.get_str(&intern("__import__")) {
                None => return Err(Exc::ImportError.raise("__import__ not found")),
                Some(import) if import.get::<crate::object::descriptor::NativeFunction>().is_none() => {
                    let depth = self.depth().saturating_sub(1);
                    let locals = self.locals_at(depth);
                    let level = Value::from(level);
                    return self.call(&import, &[name.clone(), globals.value(), locals, names.clone(), level]);
                }
                _ => {}
            }
        }
        self.import_with(name, level, names, globals.as_ref())
    }

    /// `__import__(name, globals, None, names, level)`
    pub fn import_with(&mut self, name: &Value, level: usize, names: &Value, globals: Option<&Gc<Dict>>) -> Outcome {
        let Some(name) = name.typed::<Str>() else { return type_error("module name must be a string") };
        let full = match level {
            0 if name.is_empty() => return Err(Exc::ValueError.raise("Empty module name")),
            0 => name.as_str().to_string(),
            _ => self.absolute(name.as_str(), level, globals)?,
        };
        let asked = self.asked_by();
        let module = self.import_asked(&full, asked)?;
        if names.is_none() || !names.is_set() || !self.truth(names)? {
            let first = match level {
                0 => full.split('.').next().unwrap_or(&full).to_string(),
                _ => {
                    let rest = name.as_str().split_once('.').map_or(0, |(_, rest)| rest.len() + 1);
                    full[..full.len() - rest].to_string()
                }
            };
            return if first == full { Ok(module) } else { self.import_asked(&first, asked) };
        }
        if self.find_attr(&module, &intern("__path__"))?.is_some() {
            let names = self.collect(names)?;
            self.import_submodules(&full, &module, names)?;
        }
        Ok(module)
    }

    /// Submodules that `from package import names` names and the package does not have yet.
    fn import_submodules(&mut self, full: &str, module: &Value, names: Vec<Value>) -> Outcome<()> {
        for name in names {
            let Some(text) = name.typed::<Str>().cloned() else {
                let kind = crate::native::convert::type_name(&name);
                return type_error(format!("Item in ``from list'' must be str, not {kind}"));
            };
            if text.as_str() == "*" {
                if let Some(all) = self.find_attr(module, &intern("__all__"))? {
                    let all = self.collect(&all)?;
                    self.import_submodules(full, module, all)?;
                }
                continue;
            }
            if self.find_attr(module, &text)?.is_some() {
                continue;
            }
            let inner = format!("{full}.{}", text.as_str());
            match self.import_module(&inner) {
                Err(raise) if raise.is(Exc::ModuleNotFoundError) && names_module(&raise, &inner) => {}
                other => drop(other?),
            }
        }
        Ok(())
    }

    /// The absolute name of a relative import.
    fn absolute(&mut self, name: &str, level: usize, globals: Option<&Gc<Dict>>) -> Outcome<String> {
        let text = |key: &str| {
            let value = globals?.get_name(key)?;
            value.get::<Str>().map(|s| s.as_str().to_string())
        };
        let package = match text("__package__") {
            Some(package) => package,
            None => {
                let own = text("__name__").unwrap_or_default();
                match globals.is_some_and(|g| g.get_name("__path__").is_some()) {
                    true => own,
                    false => own.rsplit_once('.').map_or(String::new(), |(parent, _)| parent.to_string()),
                }
            }
        };
        if package.is_empty() {
            return Err(Exc::ImportError.raise("attempted relative import with no known parent package"));
        }
        let mut base = package.as_str();
        for _ in 1..level {
            match base.rsplit_once('.') {
                Some((parent, _)) => base = parent,
                None => return Err(Exc::ImportError.raise("attempted relative import beyond top-level package")),
            }
        }
        Ok(if name.is_empty() { base.to_string() } else { format!("{base}.{name}") })
    }

    /// The module with this full name, imported if need be, as Co's own modules see it.
    pub fn import_module(&mut self, name: &str) -> Outcome {
        self.import_asked(name, Asked::Library)
    }

    /// Whose code the running frame's is; `importlib` imports for others.
    fn asked_by(&self) -> Asked {
        let name = self.current_frame().map(|frame| frame.code().code.source.name.clone());
        match name.as_deref().and_then(|name| name.strip_prefix("<frozen ")) {
            Some(module) if !module.starts_with("importlib") => Asked::Library,
            _ => Asked::Program,
        }
    }

    fn import_asked(&mut self, name: &str, asked: Asked) -> Outcome {
        if let Some(module) = self.modules.get_name(name) {
            if module.is_none() {
                return Err(not_found(format!("import of {name} halted; None in sys.modules"), name));
            }
            // The library has taken it from itself; the program may have a module of that name.
            if asked == Asked::Program && !self.unclaimed.is_empty() && self.unclaimed.remove(name) {
                if let Some(own) = self.load_shadowing(name)? {
                    return Ok(own);
                }
            }
            return Ok(module);
        }
        let Some((parent_name, last)) = name.rsplit_once('.') else {
            return self.load_module(name, name, None, asked);
        };
        let parent = self.import_asked(parent_name, asked)?;
        if let Some(module) = self.modules.get_name(name) {
            return Ok(module);
        }
        // The parts of a package that is a file's are its own, though Co ships modules of that name.
        let installed = self.find_attr(&parent, &intern("__file__"))?.is_some();
        if !installed {
            if let Some(known) = self.load_own(name)? {
                self.set_attr(&parent, &intern(last), known.clone())?;
                return Ok(known);
            }
        }
        let Some(path) = self.find_attr(&parent, &intern("__path__"))? else {
            return Err(not_found(format!("No module named '{name}'; '{parent_name}' is not a package"), name));
        };
        let path = self.texts(&path)?;
        let module = self.load_module(name, last, Some(path), asked)?;
        self.set_attr(&parent, &intern(last), module.clone())?;
        Ok(module)
    }

    /// A module that the interpreter carries: written in Rust or in Co.
    fn load_own(&mut self, name: &str) -> Outcome<Option<Value>> {
        if let Some(native) = crate::stdlib::native_module(name) {
            let module = Module::create(name);
            self.modules.set_name(name, module.clone());
            self.fill_native_module(native, &module)?;
            return Ok(Some(module.into_value()));
        }
        let Some(code) = crate::stdlib::embedded::code(name) else { return Ok(None) };
        let module = Module::create(name);
        let dict = module.dict.clone();
        let package = crate::stdlib::has_parts(name);
        let parent = if package { name } else { name.rsplit_once('.').map_or("", |(parent, _)| parent) };
        dict.set_name("__package__", parent);
        if package {
            dict.set_name("__path__", List::create(Vec::new()));
        }
        self.run_module(&module, name, &Code::create(&code)).map(Some)
    }

    fn texts(&mut self, list: &Value) -> Outcome<Vec<String>> {
        let items = self.collect(list)?;
        Ok(items.iter().filter_map(|v| v.get::<Str>().map(|s| s.as_str().to_string())).collect())
    }

    /// The program's module that has the name of one of the library's.
    fn load_shadowing(&mut self, name: &str) -> Outcome<Option<Value>> {
        // The package of that name is made of the insides of CPython's `typing`.
        if BUILT_IN.contains(&name) || name == "typing_extensions" {
            return Ok(None);
        }
        let path = self.search_path()?;
        match find(&path, name) {
            Some(Found::File { file, package }) => self.load_file(name, &file, package.as_deref()).map(Some),
            _ => Ok(None),
        }
    }

    fn load_module(&mut self, name: &str, last: &str, path: Option<Vec<String>>, asked: Asked) -> Outcome {
        if let Some(module) = self.load_by_finders(name, path.as_deref())? {
            return Ok(module);
        }
        let top = path.is_none();
        // What stands in for packages that may be installed is looked for last.
        if top && !crate::stdlib::is_stand_in(name) {
            if asked == Asked::Program {
                if let Some(module) = self.load_shadowing(name)? {
                    return Ok(module);
                }
            }
            if let Some(module) = self.load_own(name)? {
                if asked == Asked::Library {
                    self.unclaimed.insert(name.to_string());
                }
                return Ok(module);
            }
        }
        let path = match path {
            Some(path) => path,
            None => self.search_path()?,
        };
        let found = match find(&path, last) {
            Some(found @ Found::File { .. }) => found,
            other => {
                if top && crate::stdlib::is_stand_in(name) {
                    if let Some(module) = self.load_own(name)? {
                        return Ok(module);
                    }
                }
                let Some(found) = other else { return Err(not_found(format!("No module named '{name}'"), name)) };
                found
            }
        };
        match found {
            Found::Namespace(folders) => {
                let module = Module::create(name);
                let dict = module.dict.clone();
                dict.set_name("__package__", name);
                dict.set_name("__path__", strings(&folders));
                dict.set_name("__file__", Value::None);
                dict.remove_str(&intern("__file__"));
                let spec = self.module_spec(name, name, Value::None, dict.get_name("__path__"))?;
                dict.set_name("__spec__", spec);
                self.modules.set_name(name, module.clone());
                Ok(module.into_value())
            }
            Found::File { file, package } => self.load_file(name, &file, package.as_deref()),
        }
    }

    /// The module that a file is, or the package in whose folder it lies.
    fn load_file(&mut self, name: &str, file: &Path, package: Option<&Path>) -> Outcome {
        let module = Module::create(name);
        let dict = module.dict.clone();
        let shown = file.to_string_lossy().into_owned();
        dict.set_name("__file__", shown.as_str());
        let parent = name.rsplit_once('.').map_or("", |(parent, _)| parent);
        let parent = if package.is_some() { name } else { parent };
        dict.set_name("__package__", parent);
        if let Some(folder) = package {
            dict.set_name("__path__", strings(&[folder.to_string_lossy().into_owned()]));
        }
        let spec = self.module_spec(name, parent, Value::from(shown.as_str()), dict.get_name("__path__"))?;
        dict.set_name("__spec__", spec.clone());
        let source = self.read_source(file, &shown)?;
        self.set_attr(&spec, &intern("_initializing"), Value::bool(true))?;
        let options = Options { forgotten: Some(Rc::new(crate::stdlib::is_shipped)), ..Options::default() };
        let result = self.compile_source(&source, &options).and_then(|code| self.run_module(&module, name, &code));
        self.set_attr(&spec, &intern("_initializing"), Value::bool(false))?;
        result
    }

    /// Asks the finders that the program has put into `sys.meta_path`, before all else.
    fn load_by_finders(&mut self, name: &str, path: Option<&[String]>) -> Outcome<Option<Value>> {
        let Some(finders) =
            self.modules.get_name("sys").and_then(|sys| sys.get::<Module>()?.dict.get_name("meta_path"))
        else {
            return Ok(None);
        };
        if finders.get::<List>().is_some_and(List::is_empty) {
            return Ok(None);
        }
        let path = match path {
            Some(path) => List::create(path.iter().map(|p| Value::from(p.as_str())).collect()).into_value(),
            None => Value::None,
        };
        for finder in self.collect(&finders)? {
            let Some(find_spec) = self.find_attr(&finder, &intern("find_spec"))? else { continue };
            let spec = self.call(&find_spec, &[Value::from(name), path.clone(), Value::None])?;
            if !spec.is_none() {
                // What loads by a specification is written in Co.
                let import = self.import_module("importlib.util")?;
                return self.call_method(&import, "_load", &[spec]).map(Some);
            }
        }
        Ok(None)
    }

    /// Looks for a module along a package's `__path__`, or `sys.path`.
    pub(super) fn find_along(&mut self, path: Option<&Value>, last: &str) -> Outcome<Option<Found>> {
        let path = match path {
            Some(path) => self.texts(path)?,
            None => self.search_path()?,
        };
        Ok(find(&path, last))
    }

    pub(super) fn module_spec(&mut self, name: &str, parent: &str, origin: Value, path: Option<Value>) -> Outcome {
        let class = crate::object::types().simple_namespace.value();
        let located = !origin.is_none();
        let fields = [
            ("name", Value::from(name)),
            ("loader", Value::None),
            ("origin", origin),
            ("submodule_search_locations", path.unwrap_or(Value::None)),
            ("parent", Value::from(parent)),
            ("cached", Value::None),
            ("has_location", Value::bool(located)),
        ];
        self.call_keywords(&class, &[], &fields)
    }

    /// Reads a file as a source: `.py` files to the letter of Python, others in the dialect.
    pub fn read_source(&mut self, file: &Path, shown: &str) -> Outcome<Rc<Source>> {
        let bytes = file::read(file).map_err(|fault| super::protocol::text::os_error(&fault))?;
        let strict = shown.ends_with(".py");
        let made = |text: &str| if strict { Source::strict(shown, text) } else { Source::new(shown, text) };
        match crate::syntax::decode::decode(&bytes, Some(shown)) {
            Ok(text) => Ok(made(&text)),
            Err(fault) => {
                let source = made(&fault.text);
                Err(super::evaluate::syntax_error(&fault.diagnostic, &source, crate::compile::Mode::Exec))
            }
        }
    }

    /// Runs code as the body of a new module.
    fn run_module(&mut self, module: &Gc<Module>, name: &str, code: &Gc<Code>) -> Outcome {
        let dict = module.dict.clone();
        dict.set_name("__builtins__", self.builtins.value());
        self.modules.set_name(name, module.clone());
        // A half-made module is nobody else's business.
        self.fibers.undisturbed += 1;
        let ran = self.run_code(code, &dict, None);
        self.fibers.undisturbed -= 1;
        if let Err(raise) = ran {
            self.modules.remove_str(&intern(name));
            return Err(raise);
        }
        // A module may have put another object in its place.
        Ok(self.modules.get_name(name).unwrap_or_else(|| module.value()))
    }

    /// `sys.path` as texts.
    fn search_path(&mut self) -> Outcome<Vec<String>> {
        let sys = self.modules.get_name("sys");
        match sys.as_ref().and_then(|sys| sys.get::<Module>()).and_then(|sys| sys.dict.get_name("path")) {
            Some(path) => self.texts(&path),
            None => Ok(self.host.search.clone()),
        }
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
        crate::native::module_used(native);
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
        if let Some(value) = self.find_attr(module, &name)? {
            return Ok(value);
        }
        if let Some(value) = crate::asyncio::dialect::of_other_years(self, module, &name)? {
            return Ok(value);
        }
        let own = match self.find_attr(module, &intern("__name__"))? {
            Some(own) => own.get::<Str>().map(|s| s.as_str().to_string()),
            None => None,
        };
        if let Some(own) = &own {
            // A submodule whose import is still under way is not an attribute yet.
            if let Some(value) = self.modules.get_name(&format!("{own}.{}", name.as_str())) {
                return Ok(value);
            }
        }
        let file = self.find_attr(module, &intern("__file__"))?.filter(|f| f.get::<Str>().is_some());
        let place = match file.as_ref().and_then(|f| f.get::<Str>()) {
            Some(file) => file.as_str().to_string(),
            None => "unknown location".to_string(),
        };
        let shown = own.clone().unwrap_or_else(|| "<unknown module name>".to_string());
        let message = match self.is_initialising(module)? {
            true => format!(
                "cannot import name '{}' from partially initialized module '{shown}' \
                 (most likely due to a circular import) ({place})",
                name.as_str()
            ),
            false => format!("cannot import name '{}' from '{shown}' ({place})", name.as_str()),
        };
        let raise = Exc::ImportError.raise(message);
        raise.0.set_field(1, own.map_or(Value::None, Value::from));
        raise.0.set_field(2, file.unwrap_or(Value::None));
        raise.0.set_field(3, name.value());
        Err(raise)
    }

    /// Why a module lacks an attribute, if that is because of its name or because its import is under way; in brackets.
    pub(super) fn why_it_lacks(&mut self, module: &Value) -> Option<String> {
        let dict = module.get::<Module>()?.dict.clone();
        let text = |key: &str| Some(dict.get_name(key)?.get::<Str>()?.as_str().to_string());
        let (name, file) = (text("__name__")?, text("__file__")?);
        let initialising = self.is_initialising(module).unwrap_or(false);
        let path = Path::new(&file);
        let folder = match path.file_stem() {
            Some(stem) if stem == "__init__" => path.parent()?.parent()?,
            _ => path.parent()?,
        };
        let first = self.host.search.first().filter(|_| !self.host.options.safe_path);
        let beside = first.is_some_and(|first| match first.as_str() {
            "" => std::env::current_dir().is_ok_and(|own| own == folder),
            first => Path::new(first) == folder,
        });
        if beside && !name.contains('.') && crate::stdlib::is_known(&name) {
            return Some(format!(
                " (consider renaming '{file}' since it has the same name as the standard library module named '{name}' \
                 and the import system gives it precedence)"
            ));
        }
        match (initialising, beside) {
            (false, _) => None,
            (true, true) => Some(format!(
                " (consider renaming '{file}' if it has the same name as a third-party module you intended to import)"
            )),
            (true, false) => Some(" (most likely due to a circular import)".to_string()),
        }
    }

    fn is_initialising(&mut self, module: &Value) -> Outcome<bool> {
        let Some(spec) = self.find_attr(module, &intern("__spec__"))? else { return Ok(false) };
        match self.find_attr(&spec, &intern("_initializing"))? {
            Some(flag) => self.truth(&flag),
            None => Ok(false),
        }
    }

    /// `from module import *`
    pub(super) fn import_star(&mut self, module: &Value) -> Outcome<()> {
        let names: Vec<Value> = match self.find_attr(module, &intern("__all__"))? {
            Some(all) => self.collect(&all)?,
            None => {
                let Some(dict) = self.find_attr(module, &intern("__dict__"))? else {
                    return Err(Exc::ImportError.raise("from-import-* object has no __dict__ and no __all__"));
                };
                let keys = self.collect(&dict)?;
                keys.into_iter().filter(|k| k.get::<Str>().is_some_and(|k| !k.as_str().starts_with('_'))).collect()
            }
        };
        for name in names {
            let Some(name) = name.typed::<Str>().cloned() else {
                let kind = crate::native::convert::type_name(&name);
                return type_error(format!("Item in __all__ must be str, not {kind}"));
            };
            let value = self.get_attr(module, &name)?;
            self.store_name(&name, value)?;
        }
        Ok(())
    }
}

/// ModuleNotFoundError with the module's name.
fn not_found(message: String, name: &str) -> Raise {
    let raise = Exc::ModuleNotFoundError.raise(message);
    raise.0.set_field(1, Value::from(name));
    raise
}

/// Whether an ImportError says that this very module is not there.
fn names_module(raise: &Raise, name: &str) -> bool {
    raise.0.field(1).get::<Str>().is_some_and(|n| n.as_str() == name)
}

/// A list of texts.
fn strings(texts: &[String]) -> Gc<List> {
    List::create(texts.iter().map(|text| Value::from(text.as_str())).collect())
}

/// Looks for a module along a path.
fn find(path: &[String], name: &str) -> Option<Found> {
    let mut folders = Vec::new();
    for entry in path {
        let folder = if entry.is_empty() { Path::new(".") } else { Path::new(entry) };
        let own = folder.join(name);
        let is_folder = file::is_folder(&own);
        if is_folder {
            for ending in ["co", "py"] {
                let file = own.join("__init__").with_extension(ending);
                if file::is_file(&file) {
                    return Some(Found::File { file, package: Some(own) });
                }
            }
        }
        for ending in ["co", "py"] {
            let file = folder.join(format!("{name}.{ending}"));
            if file::is_file(&file) {
                return Some(Found::File { file, package: None });
            }
        }
        if is_folder {
            folders.push(own.to_string_lossy().into_owned());
        }
    }
    (!folders.is_empty()).then_some(Found::Namespace(folders))
}
