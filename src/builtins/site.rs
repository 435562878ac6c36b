//! What `site` adds to the builtins for people at a prompt: `exit` and `quit`, `help`, `copyright`, `credits`, `license`.
//!
//! In: a call. Out: the end of the program, or a text. What `help` says of an object stands in `_help.co`, which is
//! loaded when it is first asked for.

use crate::machine::Machine;
use crate::native::convert::this;
use crate::native::{NativeType, class_for};
use crate::object::class::class_flag;
use crate::object::dict::Dict;
use crate::object::heap::{Gc, Kind, Payload};
use crate::object::{Exc, Outcome, Value};
use crate::{getset, native, payload};

/// The payload of all of them: the name, and the text of those that only show one.
pub struct Site {
    name: &'static str,
    text: &'static str,
}

payload!(Site, Kind::Extension);

/// `exit`, `quit`
static QUITTER: NativeType = NativeType {
    name: "Quitter",
    module: "_sitebuiltins",
    layout: <Site>::layout,
    flags: class_flag::DICT | class_flag::WEAK,
    methods: &[
        native!("__repr__(self)", quitter_repr, "Return repr(self)."),
        native!("__call__(self, code=None)", quit, "Raise SystemExit."),
    ],
    getsets: &[getset!("name", |_, v| Ok(v.get::<Site>().map_or(Value::None, |s| s.name.into())), "")],
    ..NativeType::BASE
};

/// `copyright`, `credits`, `license`
static PRINTER: NativeType = NativeType {
    name: "_Printer",
    module: "_sitebuiltins",
    layout: <Site>::layout,
    flags: class_flag::DICT | class_flag::WEAK,
    help: "interactive prompt objects for printing the license text, a list of contributors and the copyright notice.",
    methods: &[
        native!(
            "__repr__(self)",
            |_: &mut Machine, a: &[Value]| -> Outcome { Ok(this::<Site>(a)?.text.into()) },
            "Return repr(self)."
        ),
        native!("__call__(self)", print, "Show the text."),
    ],
    ..NativeType::BASE
};

/// `help`
static HELPER: NativeType = NativeType {
    name: "_Helper",
    module: "_sitebuiltins",
    layout: <Site>::layout,
    flags: class_flag::DICT | class_flag::WEAK,
    help: "Define the builtin 'help'.",
    methods: &[
        native!(
            "__repr__(self)",
            |_: &mut Machine, _: &[Value]| -> Outcome { Ok("Type help(object) for help about object.".into()) },
            "Return repr(self)."
        ),
        native!("__call__(self, *args, **kwds)", help, "Show help about an object."),
    ],
    ..NativeType::BASE
};

const COPYRIGHT: &str = "Copyright (c) the authors of Co.\nAll Rights Reserved.";
const CREDITS: &str = "Co owes its language to Python and to all who made that.";
const LICENSE: &str = "Co is free software under the MIT license: see the file LICENSE beside its source.";

/// Puts them into the namespace of `builtins`.
pub fn fill(dict: &Gc<Dict>) {
    let rows: [(&'static NativeType, &'static str, &'static str); 6] = [
        (&QUITTER, "exit", ""),
        (&QUITTER, "quit", ""),
        (&PRINTER, "copyright", COPYRIGHT),
        (&PRINTER, "credits", CREDITS),
        (&PRINTER, "license", LICENSE),
        (&HELPER, "help", ""),
    ];
    for (kind, name, text) in rows {
        dict.set_name(name, Gc::new(Site { name, text }, &class_for(kind)).into_value());
    }
}

fn quitter_repr(_: &mut Machine, a: &[Value]) -> Outcome {
    let end = if cfg!(windows) { "Ctrl-Z plus Return" } else { "Ctrl-D (i.e. EOF)" };
    Ok(Value::from(format!("Use {}() or {end} to exit", this::<Site>(a)?.name)))
}

fn quit(_: &mut Machine, a: &[Value]) -> Outcome {
    Err(Exc::SystemExit.with(if a[1].is_none() { Vec::new() } else { vec![a[1].clone()] }))
}

fn print(m: &mut Machine, a: &[Value]) -> Outcome {
    let text = Value::from(this::<Site>(a)?.text);
    m.call_builtin("print", &[text])
}

fn help(m: &mut Machine, a: &[Value]) -> Outcome {
    let module = m.import_module("_help")?;
    let given = a[1].get::<crate::object::list::Tuple>().map_or(&[][..], |t| t.as_slice()).to_vec();
    m.call_method(&module, "show", &given)
}
