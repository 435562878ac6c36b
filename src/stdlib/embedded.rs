//! Parts of the library that are written in Co: their texts, compiled when a module is imported.

use crate::compile::{Options, compile};
use crate::machine::Machine;
use crate::object::Outcome;
use crate::object::dict::Dict;
use crate::object::function::Code;
use crate::object::heap::Gc;
use crate::object::runtime_error;
use crate::source::Source;

/// Runs a text of the library in a module's namespace. `name` is what tracebacks show: `<frozen weakref>`.
pub fn run(m: &mut Machine, dict: &Gc<Dict>, name: &str, text: &str) -> Outcome<()> {
    let source = Source::strict(format!("<frozen {name}>"), text);
    let mut diagnostics = Vec::new();
    let code = m.with_deep_stack(|| {
        let tree = crate::syntax::parse(&source, &mut diagnostics);
        compile(&tree, &source, &Options::default(), &mut diagnostics)
    });
    match code {
        Some(code) => {
            // A half-made module is nobody else's business.
            m.fibers.undisturbed += 1;
            let ran = m.run_code(&Code::create(&code), dict, None);
            m.fibers.undisturbed -= 1;
            ran.map(drop)
        }
        None => {
            let fault = diagnostics.first().map_or(String::new(), |d| d.message.clone());
            runtime_error(format!("the library's {name} does not compile ({fault}): this is a bug in Co"))
        }
    }
}
