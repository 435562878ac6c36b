//! Compiles the library's texts with Co's own compiler, while Co is built: an import then reads code, not text. And what the
//! linker is told about `co`.
//!
//! In: `src/stdlib/texts` and the stages from text to code, as they stand. Out: `library.bin` in the build's folder: where each
//! text's code ends, then the codes, in the order of the texts. A text that does not compile ends the build.

#[allow(dead_code, unused_imports)]
#[path = "src/bytecode/mod.rs"]
mod bytecode;
#[allow(dead_code, unused_imports)]
#[path = "src/compile/mod.rs"]
mod compile;
#[allow(dead_code, unused_imports)]
#[path = "src/diagnostic/mod.rs"]
mod diagnostic;
#[allow(dead_code)]
#[path = "src/source.rs"]
mod source;
#[allow(dead_code, unused_imports)]
#[path = "src/syntax/mod.rs"]
mod syntax;

/// In place of a text, where it lies: the texts are read when the script runs, and a change of one does not build the script.
macro_rules! co {
    ($($path:literal),* $(,)?) => { concat!($("\0", $path),*) };
}

#[allow(dead_code)]
#[path = "src/stdlib/texts/mod.rs"]
mod texts;

use std::path::Path;

/// Deep expressions are compiled by recursion.
const STACK: usize = 256 << 20;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    settle_addresses();
    let work = std::thread::Builder::new().stack_size(STACK).spawn(|| texts::all().map(packed).collect::<Vec<_>>());
    let codes = work.expect("a thread can be started").join().expect("the library compiles");
    let mut end = 0;
    let ends = codes.iter().map(|code| {
        end += code.len() as u32;
        end
    });
    let mut all: Vec<u8> = ends.flat_map(u32::to_le_bytes).collect();
    all.extend(codes.iter().flatten());
    let folder = std::env::var_os("OUT_DIR").expect("cargo says where");
    std::fs::write(Path::new(&folder).join("library.bin"), all).expect("the build's folder can be written");
}

/// Under Linux the addresses of the program are settled when it is linked, not each time it starts: its tables of natives hold
/// twenty thousand of them, and writing those in cost more than half of the time of a short program.
fn settle_addresses() {
    let asked = |name| std::env::var(name).unwrap_or_default();
    if asked("CARGO_CFG_TARGET_OS") == "linux" && asked("CARGO_CFG_TARGET_ENV") == "gnu" {
        println!("cargo::rustc-link-arg-bin=co=-no-pie");
    }
}

/// The text of the files that a table names, behind one another, or what stands in it itself.
fn text(row: &str) -> String {
    let Some(paths) = row.strip_prefix('\0') else { return row.to_string() };
    let read = |path: &str| {
        let path = format!("src/stdlib/{path}");
        println!("cargo::rerun-if-changed={path}");
        std::fs::read_to_string(&path).unwrap_or_else(|fault| panic!("{path}: {fault}"))
    };
    paths.split('\0').map(read).collect()
}

/// The code of a text, as bytes.
fn packed((module, row): (&str, &str)) -> Vec<u8> {
    let source = source::Source::strict(format!("<frozen {module}>"), text(row));
    let mut diagnostics = Vec::new();
    let tree = syntax::parse(&source, &mut diagnostics);
    let code = compile::compile(&tree, &source, &compile::Options::default(), &mut diagnostics);
    match code {
        Some(code) if diagnostics.is_empty() => bytecode::packed::pack(&code),
        _ => panic!("the library's {module} does not compile: {diagnostics:?}"),
    }
}
