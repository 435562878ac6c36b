//! `sys`: what a program may know and set of the machine that runs it.
//!
//! In: the machine. Out: its arguments, paths, modules, streams, limits and hooks.

pub mod sequence;

use crate::host::options::Options;
use crate::machine::Machine;
use crate::native;
use crate::native::convert::{FromValue, type_name};
use crate::native::{Native, NativeModule};
use crate::object::class::class_of;
use crate::object::dict::Dict;
use crate::object::exception::Exception;
use crate::object::heap::Gc;
use crate::object::int::{AnyInt, Int, as_i64, as_int};
use crate::object::list::{List, Tuple};
use crate::object::number::int as number;
use crate::object::str::{Str, intern};
use crate::object::{Exc, Outcome, Value, type_error, types, value_error};
use crate::stdlib::io::stream::{self, Which};
use sequence::create as sequence;

/// `sys`
pub static MODULE: NativeModule = NativeModule {
    name: "sys",
    help: "This module provides access to some objects used or maintained by the\n\
           interpreter and to functions that interact strongly with the interpreter.",
    functions: FUNCTIONS,
    fill: Some(fill),
    ..NativeModule::BASE
};

/// The version whose language this is.
const VERSION: &str = concat!("3.13.0 (co ", env!("CARGO_PKG_VERSION"), ")");

const FUNCTIONS: &[Native] = &[
    native!("exit(status=None, /)", exit, "Exit the interpreter by raising SystemExit(status)."),
    native!("exc_info()", exc_info, "Return current exception information: (type, value, traceback)."),
    native!("exception()", |m: &mut Machine, _: &[Value]| Ok(m.handled.clone()), "Return the current exception."),
    native!("getrecursionlimit()", |m: &mut Machine, _: &[Value]| Ok(Value::from(m.recursion_asked)), "The limit."),
    native!("setrecursionlimit(limit, /)", set_limit, "Set the maximum depth of calls."),
    native!("breakpointhook(*args, **kws)", breakpoint_hook, "This hook function is called by built-in breakpoint()."),
    native!("_getframe(depth=0, /)", getframe, "Return a frame object from the call stack."),
    native!("_getframemodulename(depth=0)", getframemodulename, "Return the name of the module of a calling frame."),
    native!("_current_frames()", current_frames, "The topmost frame of each thread."),
    native!("getrefcount(object, /)", getrefcount, "Return the reference count of object."),
    native!("getsizeof(object, default=<unset>)", getsizeof, "Return the size of object in bytes."),
    native!("intern(string, /)", intern_text, "``Intern'' the given string."),
    native!("_is_interned(string, /)", |_: &mut Machine, _: &[Value]| Ok(Value::bool(true)), ""),
    native!("is_finalizing()", |m: &mut Machine, _: &[Value]| Ok(Value::bool(m.ending)), "Whether it is ending."),
    native!("_is_gil_enabled()", |_: &mut Machine, _: &[Value]| Ok(Value::bool(true)), "True: one thread at a time."),
    native!("getdefaultencoding()", |_: &mut Machine, _: &[Value]| Ok(Value::from("utf-8")), "utf-8"),
    native!("getfilesystemencoding()", |_: &mut Machine, _: &[Value]| Ok(Value::from("utf-8")), "utf-8"),
    native!(
        "getfilesystemencodeerrors()",
        |_: &mut Machine, _: &[Value]| Ok(Value::from("surrogateescape")),
        "surrogateescape"
    ),
    native!("displayhook(object, /)", displayhook, "Print an object to sys.stdout and also save it in builtins._"),
    native!(
        "excepthook(exctype, value, traceback, /)",
        excepthook,
        "Handle an exception by displaying it with a traceback on sys.stderr."
    ),
    native!("unraisablehook(unraisable, /)", unraisablehook, "Handle an unraisable exception."),
    native!(
        "get_asyncgen_hooks()",
        |m: &mut Machine, _: &[Value]| {
            let (first, last) = m.asyncgen_hooks.clone();
            Ok(sequence(&sequence::ASYNCGEN_HOOKS, vec![first, last]))
        },
        "Return the installed asynchronous generators hooks."
    ),
    native!(
        "set_asyncgen_hooks(firstiter=<unset>, finalizer=<unset>)",
        set_asyncgen_hooks,
        "Set async generator hooks."
    ),
    native!(
        "get_coroutine_origin_tracking_depth()",
        |m: &mut Machine, _: &[Value]| Ok(Value::from(m.origin_depth)),
        "Check status of origin tracking for coroutine objects in this thread."
    ),
    native!("set_coroutine_origin_tracking_depth(depth)", set_origin_depth, "Enable or disable origin tracking."),
    native!(
        "get_int_max_str_digits()",
        |_: &mut Machine, _: &[Value]| Ok(Value::from(number::digit_limit())),
        "Return the maximum string digits limit for non-binary int<->str conversions."
    ),
    native!("set_int_max_str_digits(maxdigits)", set_digits, "Set the maximum string digits limit."),
    native!(
        "getswitchinterval()",
        |m: &mut Machine, _: &[Value]| Ok(Value::float(m.fibers.switch_interval as f64 / 1e9)),
        "Seconds between switches."
    ),
    native!("setswitchinterval(interval, /)", set_switch_interval, "Set the thread switch interval."),
    native!("settrace(function, /)", nothing, "Set the global debug tracing function."),
    native!("gettrace()", |_: &mut Machine, _: &[Value]| Ok(Value::None), "Nothing traces."),
    native!("setprofile(function, /)", nothing, "Set the profiling function."),
    native!("getprofile()", |_: &mut Machine, _: &[Value]| Ok(Value::None), "Nothing profiles."),
    native!("audit(event, /, *args)", nothing, "Passes the event to any hooks that are attached."),
    native!("addaudithook(hook)", nothing, "Adds a new audit hook callback."),
    native!("_clear_type_cache()", nothing0, "Clear the internal type lookup cache."),
    native!("_debugmallocstats()", nothing0, "Nothing."),
];

fn nothing(_: &mut Machine, _: &[Value]) -> Outcome {
    Ok(Value::None)
}

fn nothing0(_: &mut Machine, _: &[Value]) -> Outcome {
    Ok(Value::None)
}

fn texts<'a>(items: impl IntoIterator<Item = &'a str>) -> Vec<Value> {
    items.into_iter().map(Value::from).collect()
}

fn fill(m: &mut Machine, dict: &Gc<Dict>) -> Outcome<()> {
    let list = |items: &[String]| List::create(items.iter().map(|s| Value::from(s.as_str())).collect());
    dict.set_name("argv", list(&m.host.arguments));
    dict.set_name("orig_argv", list(&std::env::args().collect::<Vec<_>>()));
    dict.set_name("path", list(&m.host.search));
    dict.set_name("modules", m.modules.clone());
    for (name, which) in [("stdin", Which::Stdin), ("stdout", Which::Stdout), ("stderr", Which::Stderr)] {
        let object = stream::create(which).into_value();
        dict.set_name(&format!("__{name}__"), object.clone());
        dict.set_name(name, object);
    }
    for hook in ["displayhook", "excepthook", "unraisablehook", "breakpointhook"] {
        let function = dict.get_name(hook).unwrap_or_default();
        dict.set_name(&format!("__{hook}__"), function);
    }
    for name in ["meta_path", "path_hooks"] {
        dict.set_name(name, List::create(Vec::new()));
    }
    dict.set_name("warnoptions", list(&m.host.options.warnings));
    dict.set_name("path_importer_cache", Dict::create());
    let extra = Dict::create();
    for (name, value) in m.host.options.extras() {
        extra.set_name(name, value.map_or(Value::bool(true), Value::from));
    }
    dict.set_name("_xoptions", extra);
    numbers(dict, &m.host.options);
    let version = || {
        let release = [Value::Int(3), Value::Int(13), Value::Int(0), Value::from("final"), Value::Int(0)];
        sequence(&sequence::VERSION_INFO, release.to_vec())
    };
    dict.set_name("version_info", version());
    let namespace = types().simple_namespace.value();
    let fields = [
        ("name", Value::from("co")),
        ("cache_tag", Value::None),
        ("version", version()),
        ("hexversion", Value::Int(0x030d_00f0)),
    ];
    let implementation = m.call_keywords(&namespace, &[], &fields)?;
    dict.set_name("implementation", implementation);
    let mut names: Vec<&str> = crate::stdlib::MODULES
        .iter()
        .chain(crate::stdlib::outside::MODULES)
        .map(|m| m.name)
        .chain(["builtins"])
        .collect();
    names.sort_unstable();
    dict.set_name("builtin_module_names", Tuple::create(texts(names.iter().copied())));
    let mut all: Vec<&str> = names
        .into_iter()
        .chain(
            crate::stdlib::texts::general::EMBEDDED.iter().chain(crate::stdlib::texts::outside::EMBEDDED).map(|m| m.0),
        )
        .collect();
    all.sort_unstable();
    let frozen = m.call(&types().frozenset.value(), &[Value::from(texts(all))])?;
    dict.set_name("stdlib_module_names", frozen);
    Ok(())
}

/// Constants.
fn numbers(dict: &Gc<Dict>, options: &Options) {
    let platform = match std::env::consts::OS {
        "macos" => "darwin",
        "windows" => "win32",
        other => other,
    };
    let executable = std::env::current_exe().map(|p| p.to_string_lossy().into_owned()).unwrap_or_default();
    let words = [
        ("version", VERSION),
        ("platform", platform),
        ("byteorder", if cfg!(target_endian = "little") { "little" } else { "big" }),
        ("copyright", "Copyright (c) the authors of Co."),
        ("float_repr_style", "short"),
        ("platlibdir", "lib"),
        ("prefix", "/usr"),
        ("exec_prefix", "/usr"),
        ("base_prefix", "/usr"),
        ("base_exec_prefix", "/usr"),
        ("abiflags", ""),
        ("executable", &executable),
        ("_base_executable", &executable),
    ];
    for (name, text) in words {
        dict.set_name(name, text);
    }
    dict.set_name("maxsize", Value::Int(i64::MAX));
    dict.set_name("maxunicode", Value::Int(0x10_ffff));
    dict.set_name("hexversion", Value::Int(0x030d_00f0));
    dict.set_name("api_version", Value::Int(1013));
    dict.set_name("dont_write_bytecode", Value::bool(true));
    dict.set_name("pycache_prefix", Value::None);
    let int = Value::Int;
    let flags: Vec<Value> = (0..18)
        .map(|i| match i {
            0 => int(options.debug),
            1 => int(options.inspect),
            3 => int(options.optimize),
            5 => int(options.no_user_site),
            6 => int(options.no_site),
            7 => int(options.ignore_environment),
            8 => int(options.verbose),
            9 => int(options.bytes_warning),
            4 | 14 => int(1),
            11 => int((options.hash_seed != Some(0)).into()),
            12 => int(options.isolated),
            13 => Value::bool(options.asks("dev")),
            16 => Value::bool(options.safe_path),
            17 => int(4300),
            _ => int(0),
        })
        .collect();
    dict.set_name("flags", sequence(&sequence::FLAGS, flags));
    let float = [
        Value::float(f64::MAX),
        int(1024),
        int(308),
        Value::float(f64::MIN_POSITIVE),
        int(-1021),
        int(-307),
        int(15),
        int(53),
        Value::float(f64::EPSILON),
        int(2),
        int(1),
    ];
    dict.set_name("float_info", sequence(&sequence::FLOAT_INFO, float.to_vec()));
    dict.set_name("UnraisableHookArgs", crate::native::class_for(&sequence::UNRAISABLE));
    dict.set_name("int_info", sequence(&sequence::INT_INFO, [30, 4, 4300, 640].map(int).to_vec()));
    let hash = [
        int(64),
        int((1 << 61) - 1),
        int(314_159),
        int(0),
        int(1_000_003),
        Value::from("siphash13"),
        int(64),
        int(128),
        int(0),
    ];
    dict.set_name("hash_info", sequence(&sequence::HASH_INFO, hash.to_vec()));
    let thread = vec![Value::from("pthread"), Value::from("semaphore"), Value::None];
    dict.set_name("thread_info", sequence(&sequence::THREAD_INFO, thread));
}

fn exit(_: &mut Machine, a: &[Value]) -> Outcome {
    Err(Exc::SystemExit.with(match &a[0] {
        Value::None => Vec::new(),
        status => vec![status.clone()],
    }))
}

fn exc_info(m: &mut Machine, _: &[Value]) -> Outcome {
    let handled = m.handled.clone();
    let (class, traceback) = match handled.get::<Exception>() {
        Some(exception) => (class_of(&handled).value(), exception.traceback.get()),
        None => (Value::None, Value::None),
    };
    Ok(Tuple::of([class, handled, traceback]).into_value())
}

fn set_limit(m: &mut Machine, a: &[Value]) -> Outcome {
    let limit = match as_int(&m.index(&a[0])?) {
        Some(AnyInt::Small(limit)) if limit <= i64::from(i32::MAX) => limit,
        _ => return crate::object::overflow_error("Python int too large to convert to C int"),
    };
    if limit < 1 {
        return value_error("recursion limit must be greater or equal than 1");
    }
    if m.depth() >= limit as usize {
        let depth = m.depth();
        return Err(Exc::RecursionError.raise(format!(
            "cannot set the recursion limit to {limit} at the recursion depth {depth}: the limit is too low"
        )));
    }
    m.set_recursion_limit(limit as usize);
    Ok(Value::None)
}

/// The depth of the frame that is `a[0]` calls away.
/// Calls what `PYTHONBREAKPOINT` names: `pdb.set_trace` by default, nothing when it is 0.
fn breakpoint_hook(m: &mut Machine, a: &[Value]) -> Outcome {
    let named = std::env::var("PYTHONBREAKPOINT").ok().filter(|name| !name.is_empty());
    let named = named.unwrap_or_else(|| "pdb.set_trace".to_string());
    if named == "0" {
        return Ok(Value::None);
    }
    let (module, name) = named.rsplit_once('.').unwrap_or(("builtins", &named));
    let found = match m.import_module(module) {
        Ok(module) => m.find_attr(&module, &crate::object::str::intern(name))?,
        Err(raise) if raise.is(Exc::ImportError) => None,
        Err(raise) => return Err(raise),
    };
    match found {
        Some(hook) => {
            let given = a[0].get::<crate::object::list::Tuple>().map_or(&[][..], |t| t.as_slice()).to_vec();
            m.call(&hook, &given)
        }
        None => {
            m.warn(Exc::RuntimeWarning, &format!("Ignoring unimportable $PYTHONBREAKPOINT: \"{named}\""))?;
            Ok(Value::None)
        }
    }
}

fn depth_above(m: &mut Machine, value: &Value) -> Outcome<usize> {
    let away = as_i64(&m.index(value)?).unwrap_or(i64::MAX).max(0) as usize;
    match m.depth().checked_sub(away.saturating_add(1)) {
        Some(depth) => Ok(depth),
        None => value_error("call stack is not deep enough"),
    }
}

fn getframe(m: &mut Machine, a: &[Value]) -> Outcome {
    depth_above(m, &Value::Int(0))?;
    let mut frame = m.depth().checked_sub(1).and_then(|top| m.frame_object(top)).map_or(Value::None, Gc::into_value);
    for _ in 0..as_i64(&m.index(&a[0])?).unwrap_or(0).max(0) {
        frame = match frame.get::<crate::object::generator::Frame>() {
            Some(object) => m.frame_back(object),
            None => return value_error("call stack is not deep enough"),
        };
    }
    match frame {
        Value::None => value_error("call stack is not deep enough"),
        frame => Ok(frame),
    }
}

fn getframemodulename(m: &mut Machine, a: &[Value]) -> Outcome {
    match depth_above(m, &a[0]) {
        Ok(depth) => Ok(m.frame(depth).and_then(|f| f.function.globals.get_name("__name__")).unwrap_or(Value::None)),
        Err(_) => Ok(Value::None),
    }
}

fn set_switch_interval(m: &mut Machine, a: &[Value]) -> Outcome {
    let seconds = f64::from_value(&a[0], m)?;
    if seconds.is_nan() || seconds <= 0.0 {
        return value_error("switch interval must be strictly positive");
    }
    m.fibers.switch_interval = (seconds * 1e9) as i64;
    Ok(Value::None)
}

fn current_frames(m: &mut Machine, _: &[Value]) -> Outcome {
    let dict = Dict::create();
    for id in m.fibers.threads() {
        let Some((ident, fiber)) = m.fibers.thread(id).map(|t| (t.ident, t.current)) else { continue };
        let frame = m.fiber_frame(fiber);
        m.set_item(&dict.value(), &Value::Int(ident), frame)?;
    }
    Ok(dict.into_value())
}

fn getrefcount(_: &mut Machine, a: &[Value]) -> Outcome {
    // What lives for ever has this count in CPython.
    Ok(Value::Int(a[0].object().map_or(4_294_967_295, |o| i64::from(o.count()))))
}

fn getsizeof(m: &mut Machine, a: &[Value]) -> Outcome {
    if let Some(method) = m.find_attr(&a[0], &intern("__sizeof__"))? {
        let size = m.call(&method, &[])?;
        return m.index(&size);
    }
    let value = &a[0];
    let size = if let Some(text) = value.get::<Str>() {
        if text.is_ascii() { 41 + text.len() } else { 58 + text.len() * 2 }
    } else if let Some(list) = value.get::<List>() {
        56 + list.len() * 8
    } else if let Some(tuple) = value.get::<Tuple>() {
        40 + tuple.len() * 8
    } else if let Some(dict) = value.get::<Dict>() {
        64 + dict.len() * 30
    } else if value.get::<Int>().is_some() {
        36
    } else {
        match value {
            Value::None => 16,
            Value::Int(0) => 28,
            Value::Int(i) if i.unsigned_abs() < 1 << 30 => 28,
            Value::Int(_) => 32,
            Value::Float(_) => 24,
            Value::Bool(_) => 28,
            _ => 48,
        }
    };
    Ok(Value::from(size))
}

fn intern_text(_: &mut Machine, a: &[Value]) -> Outcome {
    match a[0].typed::<Str>() {
        Some(text) => Ok(crate::object::str::interned(text).into_value()),
        None => type_error(format!("intern() argument must be str, not {}", type_name(&a[0]))),
    }
}

fn displayhook(m: &mut Machine, a: &[Value]) -> Outcome {
    m.display(&a[0])?;
    Ok(Value::None)
}

fn excepthook(m: &mut Machine, a: &[Value]) -> Outcome {
    let text = m.traceback_text(&a[1])?;
    m.write_error_stream(&text)?;
    Ok(Value::None)
}

fn unraisablehook(m: &mut Machine, a: &[Value]) -> Outcome {
    let part = |m: &mut Machine, name: &str| m.find_attr(&a[0], &intern(name)).map(|v| v.unwrap_or(Value::None));
    let (value, object) = (part(m, "exc_value")?, part(m, "object")?);
    let message = match part(m, "err_msg")?.get::<Str>() {
        // Without an object nothing stands behind the colon.
        Some(message) if object.is_none() => format!("{}:", message.as_str()),
        Some(message) => format!("{}: ", message.as_str()),
        None => "Exception ignored in: ".to_string(),
    };
    let raise = m.make_exception(value)?;
    m.show_unraisable(&raise, &message, &object);
    Ok(Value::None)
}

fn set_asyncgen_hooks(m: &mut Machine, a: &[Value]) -> Outcome {
    for (value, name) in [(&a[1], "finalizer"), (&a[0], "firstiter")] {
        if value.is_set() && !value.is_none() && !m.is_callable(value) {
            return type_error(format!("callable {name} expected, got {}", type_name(value)));
        }
    }
    if a[1].is_set() {
        m.asyncgen_hooks.1 = a[1].clone();
    }
    if a[0].is_set() {
        m.asyncgen_hooks.0 = a[0].clone();
    }
    Ok(Value::None)
}

fn set_origin_depth(m: &mut Machine, a: &[Value]) -> Outcome {
    match as_i64(&m.index(&a[0])?) {
        Some(depth) if depth >= 0 => {
            m.origin_depth = depth as usize;
            Ok(Value::None)
        }
        _ => value_error("depth must be >= 0"),
    }
}

fn set_digits(m: &mut Machine, a: &[Value]) -> Outcome {
    match as_i64(&m.index(&a[0])?) {
        Some(limit @ (0 | 640..)) => {
            number::set_digit_limit(limit as usize);
            Ok(Value::None)
        }
        _ => value_error("maxdigits must be 0 or larger than 640"),
    }
}
