//! Built-in functions that reach the program itself: compile, eval, exec, globals, locals, `__import__`, breakpoint.

use crate::compile::{Mode, Options};
use crate::machine::Machine;
use crate::native;
use crate::native::Native;
use crate::native::convert::type_name;
use crate::object::class::class_of;
use crate::object::dict::Dict;
use crate::object::function::{Cell_, Code};
use crate::object::heap::Gc;
use crate::object::int::as_i64;
use crate::object::list::Tuple;
use crate::object::special::Special;
use crate::object::str::{Str, intern};
use crate::object::{Exc, Outcome, Value, type_error, value_error};
use crate::source::Source;
use std::rc::Rc;

/// The table.
pub static TABLE: &[Native] = &[
    native!(
        "compile(source, filename, mode, flags=0, dont_inherit=False, optimize=-1, *, _feature_version=-1)",
        compile,
        "Compile source into a code object that can be executed by exec() or eval()."
    ),
    native!(
        "eval(source, /, globals=None, locals=None)",
        eval,
        "Evaluate the given source in the context of globals and locals."
    ),
    native!(
        "exec(source, /, globals=None, locals=None, *, closure=None)",
        exec,
        "Execute the given source in the context of globals and locals."
    ),
    native!("globals()", globals, "Return the dictionary containing the current scope's global variables."),
    native!("locals()", locals, "Return a dictionary containing the current scope's local variables."),
    native!("__import__(name, globals=None, locals=None, fromlist=(), level=0)", import, "Import a module."),
    native!("breakpoint(*args, **kws)", breakpoint, "Call sys.breakpointhook(*args, **kws)."),
];

/// The text of a source argument.
fn text_of(value: &Value, function: &str, what: &str, file: Option<&str>) -> Outcome<String> {
    if let Some(text) = value.get::<Str>() {
        return Ok(text.as_str().to_string());
    }
    let Some(bytes) = crate::machine::protocol::operators::byte_string(value) else {
        return type_error(format!("{function}() arg 1 must be a {what}"));
    };
    match crate::syntax::decode::decode(&bytes, file) {
        Ok(text) => Ok(text),
        Err(fault) => Err(crate::machine::evaluate::syntax_error(
            &fault.diagnostic,
            &Source::strict(file.unwrap_or("<string>"), fault.text.as_str()),
            Mode::Exec,
        )),
    }
}

/// What the running code's own source says about code made by it: dialect and futures.
fn surroundings(m: &Machine) -> (bool, bool) {
    match m.current_frame() {
        Some(frame) => (frame.code().code.source.dialect, frame.code().code.future_annotations),
        None => (true, false),
    }
}

fn source(name: &str, text: String, dialect: bool) -> Rc<Source> {
    if dialect { Source::new(name, text) } else { Source::strict(name, text) }
}

fn no_null(text: &str) -> Outcome<()> {
    match text.contains('\0') {
        true => {
            let message = "source code string cannot contain null bytes";
            let raise = Exc::SyntaxError.raise(message);
            raise.0.set_field(0, message.into());
            Err(raise)
        }
        false => Ok(()),
    }
}

/// Bits of `flags` that `compile` knows: the future features, and those of `ast`.
const ONLY_AST: i64 = 0x400;
const TOP_LEVEL_AWAIT: i64 = 0x2000;
const FUTURE_ANNOTATIONS: i64 = 0x100_0000;
const KNOWN_FLAGS: i64 = 0x1ff_0000 | 0x10 | 0x100 | 0x200 | ONLY_AST | 0x1000 | TOP_LEVEL_AWAIT | 0x4000 | 0x8000;

fn compile(m: &mut Machine, a: &[Value]) -> Outcome {
    let file = if let Some(name) = a[1].get::<Str>() {
        name.as_str().to_string()
    } else if let Some(bytes) = crate::machine::protocol::operators::byte_string(&a[1]) {
        String::from_utf8_lossy(&bytes).into_owned()
    } else {
        return type_error(format!("expected str, bytes or os.PathLike object, not {}", type_name(&a[1])));
    };
    let Some(mode) = a[2].get::<Str>() else {
        return type_error(format!("compile() argument 'mode' must be str, not {}", type_name(&a[2])));
    };
    let flags = as_i64(&m.index(&a[3])?).unwrap_or(-1);
    if flags & !KNOWN_FLAGS != 0 {
        return value_error("compile(): unrecognised flags");
    }
    let optimize = as_i64(&m.index(&a[5])?).unwrap_or(-2);
    if !(-1..=2).contains(&optimize) {
        return value_error("compile(): invalid optimize value");
    }
    let mode = match mode.as_str() {
        "exec" => Mode::Exec,
        "eval" => Mode::Eval,
        "single" => Mode::Single,
        "func_type" if flags & ONLY_AST == 0 => {
            return value_error("compile() mode 'func_type' requires flag PyCF_ONLY_AST");
        }
        _ => return value_error("compile() mode must be 'exec', 'eval' or 'single'"),
    };
    let tree = is_tree(m, &a[0])?;
    if flags & ONLY_AST != 0 {
        let ast = m.import_module("ast")?;
        return m.call_method(&ast, "_parsed", &[a[0].clone(), a[1].clone(), a[2].clone(), Value::Int(flags)]);
    }
    let text = match tree {
        // A tree is written as text, each statement on its own line, and that is compiled.
        true => {
            let ast = m.import_module("ast")?;
            let text = m.call_method(&ast, "_written", &[a[0].clone(), a[2].clone()])?;
            m.str(&text)?.as_str().to_string()
        }
        false => text_of(&a[0], "compile", "string, bytes or AST object", Some(&file))?,
    };
    no_null(&text)?;
    let (dialect, future) = surroundings(m);
    let inherit = !m.truth(&a[4])?;
    let options = Options {
        mode,
        top_level_await: flags & TOP_LEVEL_AWAIT != 0,
        future_annotations: flags & FUTURE_ANNOTATIONS != 0 || (inherit && future),
        namespace: true,
        optimize: optimize > 0,
        ..Options::default()
    };
    m.compile_source(&source(&file, text, dialect), &options).map(Gc::into_value)
}

/// Whether a value is a tree of `ast`: only where that module has been imported can there be one.
fn is_tree(m: &mut Machine, value: &Value) -> Outcome<bool> {
    if value.get::<Str>().is_some() {
        return Ok(false);
    }
    let Some(ast) = m.modules.get_name("ast") else { return Ok(false) };
    match m.find_attr(&ast, &intern("AST"))? {
        Some(class) => m.is_instance(value, &class),
        None => Ok(false),
    }
}

/// Globals and locals of `eval` and `exec`: those given, or the caller's. None for locals that are the globals.
fn namespaces(m: &mut Machine, a: &[Value], function: &str) -> Outcome<(Gc<Dict>, Option<Value>)> {
    let (given, locals) = (&a[1], &a[2]);
    if !locals.is_none() {
        let class = class_of(locals);
        if !class.has_special(Special::GetItem) {
            return type_error(match function {
                "eval" => "locals must be a mapping".to_string(),
                _ => format!("locals must be a mapping or None, not {}", type_name(locals)),
            });
        }
    }
    let caller = m.depth().checked_sub(1);
    let globals = match given {
        Value::None => match m.current_frame() {
            Some(frame) => frame.function.globals.clone(),
            None => return Err(Exc::SystemError.raise("globals and locals cannot be NULL")),
        },
        given => match given.typed::<Dict>() {
            Some(dict) => dict.clone(),
            None if function == "eval" => {
                return type_error(match class_of(given).has_special(Special::GetItem) {
                    true => "globals must be a real dict; try eval(expr, {}, mapping)",
                    false => "globals must be a dict",
                });
            }
            None => return type_error(format!("exec() globals must be a dict, not {}", type_name(given))),
        },
    };
    let locals = match (given, locals) {
        (Value::None, Value::None) => caller.map(|depth| m.locals_at(depth)),
        (_, Value::None) => None,
        (_, locals) => Some(locals.clone()),
    };
    let name = intern("__builtins__");
    if globals.get_str(&name).is_none() {
        let builtins = m.current_frame().map_or(m.builtins.clone(), |f| f.function.builtins.clone());
        drop(globals.set_str(&name, builtins.into_value()));
    }
    let locals = locals.filter(|l| !l.is(&globals.value()));
    Ok((globals, locals))
}

fn run(m: &mut Machine, a: &[Value], function: &str, mode: Mode) -> Outcome {
    let (globals, locals) = namespaces(m, a, function)?;
    if let Some(code) = a[0].typed::<Code>() {
        if let (Mode::Exec, Some(count)) = (mode, std::num::NonZero::new(code.code.free.len())) {
            let cells = a[3].get::<Tuple>().map_or(&[][..], Tuple::as_slice);
            let cells: Vec<_> = cells.iter().filter_map(|cell| cell.typed::<Cell_>().cloned()).collect();
            if !a[3].is_none() && cells.len() == count.get() {
                return m.run_code_with(code, &globals, locals, cells.into());
            }
            let closure = format!("code object requires a closure of exactly length {count}");
            return type_error(match a[3].is_none() {
                true => "code object passed to exec() may not contain free variables".to_string(),
                false => closure,
            });
        }
        if mode == Mode::Exec && !a[3].is_none() {
            return type_error("cannot use a closure with this code object");
        }
        if !code.code.free.is_empty() {
            return type_error(format!("code object passed to {function}() may not contain free variables"));
        }
        return m.run_code(code, &globals, locals);
    }
    if mode == Mode::Exec && !a[3].is_none() {
        return type_error("closure can only be used when source is a code object");
    }
    let text = text_of(&a[0], function, "string, bytes or code object", None)?;
    no_null(&text)?;
    let text = if mode == Mode::Eval { text.trim_start_matches([' ', '\t']).to_string() } else { text };
    let (dialect, future_annotations) = surroundings(m);
    let options = Options { mode, future_annotations, namespace: locals.is_some(), ..Options::default() };
    let code = m.compile_source(&source("<string>", text, dialect), &options)?;
    m.run_code(&code, &globals, locals)
}

fn eval(m: &mut Machine, a: &[Value]) -> Outcome {
    run(m, a, "eval", Mode::Eval)
}

fn exec(m: &mut Machine, a: &[Value]) -> Outcome {
    run(m, a, "exec", Mode::Exec)?;
    Ok(Value::None)
}

fn globals(m: &mut Machine, _: &[Value]) -> Outcome {
    Ok(m.current_frame().map_or(Value::None, |f| f.function.globals.value()))
}

fn locals(m: &mut Machine, _: &[Value]) -> Outcome {
    match m.depth().checked_sub(1) {
        Some(depth) => Ok(m.locals_at(depth)),
        None => Ok(Value::None),
    }
}

fn import(m: &mut Machine, a: &[Value]) -> Outcome {
    if a[0].get::<Str>().is_none() {
        return type_error("module name must be a string");
    }
    let level = as_i64(&m.index(&a[4])?).unwrap_or(0);
    if level < 0 {
        return value_error("level must be >= 0");
    }
    let globals = a[1].typed::<Dict>().cloned();
    m.import_with(&a[0], level as usize, &a[3], globals.as_ref())
}

fn breakpoint(m: &mut Machine, a: &[Value]) -> Outcome {
    let sys = m.import_module("sys")?;
    let Some(hook) = m.find_attr(&sys, &intern("breakpointhook"))? else {
        return Err(Exc::RuntimeError.raise("lost sys.breakpointhook"));
    };
    let given = a[0].get::<Tuple>().map_or(&[][..], Tuple::as_slice).to_vec();
    let named = a[1].get::<Dict>().map_or(Vec::new(), Dict::items);
    let named: Vec<(String, Value)> =
        named.into_iter().filter_map(|(k, v)| Some((k.get::<Str>()?.as_str().to_string(), v))).collect();
    let named: Vec<(&str, Value)> = named.iter().map(|(k, v)| (k.as_str(), v.clone())).collect();
    m.call_keywords(&hook, &given, &named)
}
