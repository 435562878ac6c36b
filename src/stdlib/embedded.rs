//! Parts of the library that are written in Co: their code, which the build script compiled, and their texts, for whoever reads
//! them.
//!
//! In: a module's name. Out: its code, the same that the compiler makes of its text.

use super::texts;
use crate::bytecode;
use crate::bytecode::packed::unpack;
use crate::machine::Machine;
use crate::object::Outcome;
use crate::object::dict::Dict;
use crate::object::function::Code;
use crate::object::heap::Gc;
use crate::object::runtime_error;
use crate::source::Source;
use std::rc::Rc;

/// What the build script made: where each text's code ends, then the codes.
static CODES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/library.bin"));

/// Runs a part of a module that is written in Rust, in its namespace. Tracebacks show the module: `<frozen weakref>`.
pub fn run(m: &mut Machine, dict: &Gc<Dict>, module: &str, part: &str) -> Outcome<()> {
    let modules: usize = texts::MODULES.iter().map(|table| table.len()).sum();
    let Some(number) = texts::PARTS.iter().position(|row| (row.0, row.1) == (module, part)) else {
        return runtime_error(format!("the library's {module} has no part '{part}': this is a bug in Co"));
    };
    let code = unpacked(modules + number, module, texts::PARTS[number].2);
    // A half-made module is nobody else's business.
    m.fibers.undisturbed += 1;
    let ran = m.run_code(&Code::create(&code), dict, None);
    m.fibers.undisturbed -= 1;
    ran.map(drop)
}

/// The code of a module that is written in Co.
pub fn code(name: &str) -> Option<Rc<bytecode::Code>> {
    let number = texts::all().position(|(module, _)| module == name)?;
    Some(unpacked(number, name, texts::all().nth(number)?.1))
}

/// Module, text and code of all that the library has in Co.
pub fn all() -> impl Iterator<Item = (&'static str, &'static str, Rc<bytecode::Code>)> {
    texts::all().enumerate().map(|(number, (module, text))| (module, text, unpacked(number, module, text)))
}

fn unpacked(number: usize, module: &str, text: &'static str) -> Rc<bytecode::Code> {
    let end = |number: usize| {
        let bytes = CODES.get(4 * number..).and_then(|rest| rest.first_chunk());
        bytes.map_or(0, |bytes| u32::from_le_bytes(*bytes)) as usize
    };
    let count = texts::all().count();
    let start = if number == 0 { 0 } else { end(number - 1) };
    let bytes = CODES.get(4 * count..).and_then(|codes| codes.get(start..end(number)));
    unpack(bytes.unwrap_or_default(), &Source::of_library(module, text))
}
