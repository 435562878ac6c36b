//! The command line: from arguments to an exit status.
//!
//! In: the arguments. Out: a program run, a listing, or help. The plain forms `co FILE` and `co -c CODE` are told apart by
//! hand, so that a program starts without building the command's description.

mod arguments;
mod cells;
mod check;
pub mod explain;
mod note;
pub mod run;
mod show;
pub mod trace;

use crate::host::options::Options;
use std::any::Any;

/// The host's stack for the front end and for natives that call back: touched only as deep as needed.
const STACK: usize = 512 << 20;

/// The status of a command whose reader left before it had said all, as `head` does: that of one ended by SIGPIPE.
const UNHEARD: i32 = 128 + 13;

/// Whether a panic only says that nobody reads what is printed.
fn is_unheard(panic: &dyn Any) -> bool {
    panic
        .downcast_ref::<String>()
        .is_some_and(|text| text.starts_with("failed printing to") && text.contains("os error 32"))
}

/// Runs the command; gives the exit status.
pub fn main() -> i32 {
    let said = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if !is_unheard(panic.payload()) {
            said(panic);
        }
    }));
    let run = std::thread::Builder::new().stack_size(STACK).spawn(|| {
        crate::host::stack::begin(STACK);
        command()
    });
    match run.map(|t| t.join()) {
        Ok(Ok(status)) => status,
        Ok(Err(panic)) if is_unheard(&*panic) => UNHEARD,
        _ => 70,
    }
}

fn command() -> i32 {
    crate::diagnostic::window::choose(crate::host::terminal::drawn_columns());
    let words: Vec<String> = std::env::args_os().skip(1).map(|a| a.to_string_lossy().into_owned()).collect();
    let mut plain = run::Settings::default();
    // Python's own options come first, and ask for Python to the letter.
    let words = match Options::taken(&words) {
        Some((options, count)) if words.len() > count => {
            plain.options = options;
            plain.strict = true;
            words[count..].to_vec()
        }
        _ => words,
    };
    match words.first().map(String::as_str) {
        Some("-c") => match words.get(1) {
            Some(code) => {
                let arguments = std::iter::once("-c".to_string()).chain(words[2..].iter().cloned()).collect();
                run::text(code, arguments, &plain)
            }
            None => {
                eprintln!("co: -c needs the code to run\nTry 'co --help' for more information.");
                2
            }
        },
        Some("-m") => match words.get(1) {
            Some(name) => {
                let arguments = std::iter::once("-m".to_string()).chain(words[2..].iter().cloned()).collect();
                run::module(name, arguments, &plain)
            }
            None => {
                eprintln!("co: -m needs the name of a module\nTry 'co --help' for more information.");
                2
            }
        },
        Some("-") => run::file("-", words, &plain),
        Some(first) if !first.starts_with('-') && !arguments::is_command(first) => {
            let file = first.to_string();
            run::file(&file, words, &plain)
        }
        // Behind Python's options a file is a file, whatever its name.
        Some(first) if plain.strict && !first.starts_with('-') => {
            let file = first.to_string();
            run::file(&file, words, &plain)
        }
        _ => arguments::dispatch(),
    }
}
