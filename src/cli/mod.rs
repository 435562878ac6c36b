//! The command line: from arguments to an exit status.

use crate::compile::{Options, compile};
use crate::diagnostic::{Severity, render};
use crate::host::Host;
use crate::host::clock::Clock;
use crate::machine::Machine;
use crate::object::descriptor::Module;
use crate::object::function::Code;
use crate::source::Source;
use std::rc::Rc;

/// The host's stack for the front end and for natives that call back: touched only as deep as needed.
const STACK: usize = 512 << 20;

/// Runs the command; gives the exit status.
pub fn main() -> i32 {
    let run = std::thread::Builder::new().stack_size(STACK).spawn(command);
    match run.map(|t| t.join()) {
        Ok(Ok(status)) => status,
        _ => 70,
    }
}

fn command() -> i32 {
    let arguments: Vec<String> = std::env::args().collect();
    let clock = arguments.iter().position(|a| a == "--clock").and_then(|i| arguments.get(i + 1));
    let clock = clock.and_then(|name| Clock::named(name));
    let source = match arguments.get(1).map(String::as_str) {
        Some("-c") => Source::new("<string>", arguments.get(2).cloned().unwrap_or_default()),
        Some("run") => match std::fs::read_to_string(arguments.last().map_or("", |a| a)) {
            Ok(text) => Source::new(arguments.last().map_or("", |a| a), text),
            Err(error) => {
                eprintln!("co: {error}");
                return 2;
            }
        },
        Some(file) => match std::fs::read_to_string(file) {
            Ok(text) => Source::new(file, text),
            Err(error) => {
                eprintln!("co: can't open file '{file}': {error}");
                return 2;
            }
        },
        None => return 2,
    };
    run_source(&source, clock)
}

fn run_source(source: &Rc<Source>, clock: Option<Clock>) -> i32 {
    let mut diagnostics = Vec::new();
    let tree = crate::syntax::parse(source, &mut diagnostics);
    let options = Options { top_level_await: true, ..Options::default() };
    let code = if diagnostics.iter().any(|d| d.severity == Severity::Error) {
        None
    } else {
        compile(&tree, source, &options, &mut diagnostics)
    };
    for diagnostic in &diagnostics {
        eprint!("{}", render::render(diagnostic, source, false));
    }
    let Some(code) = code else { return 1 };
    drop(tree);
    let mut machine = Machine::new(Host::default());
    let main = Module::create("__main__");
    main.dict.set_name("__builtins__", machine.modules.get_name("builtins").unwrap_or_default());
    machine.modules.set_name("__main__", main.clone());
    let code = Code::create(&code);
    if let Some(clock) = clock {
        machine.host.clock = clock;
    }
    let result = match machine.run_code(&code, &main.dict, None) {
        Ok(value) if code.code.kind == crate::bytecode::code::CodeKind::Coroutine => machine.run_async_main(&value),
        other => other,
    };
    let status = match result {
        Ok(_) => 0,
        Err(raise) => {
            let kind = crate::native::convert::type_name(&raise.value()).to_string();
            let text = machine.str(&raise.value()).map(|t| t.as_str().to_string()).unwrap_or_default();
            let _ = machine.host.stdout.flush();
            eprintln!("{kind}: {text}");
            1
        }
    };
    let _ = machine.host.stdout.flush();
    let _ = machine.host.stderr.flush();
    // The process ends here: nothing of the heap needs to be given back.
    std::process::exit(status)
}
