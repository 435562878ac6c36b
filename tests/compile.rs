//! The compiler: its faults and warnings against CPython's, its code against reviewed listings, and every program of the
//! tests through the verifier.
//!
//! In: `tests/compile/faults.txt` with CPython's answers in `faults.out` (`tests/compile/make.py`), `tests/compile/*.co`
//! with their listings, all `.co` programs. Out: what differs. `CO_BLESS=1` rewrites the listings, to be reviewed.

use crate::process::{beside, files, in_root, report, text};
use co_lang::bytecode::disassemble::disassemble;
use co_lang::bytecode::packed::pack;
use co_lang::bytecode::verify::verify;
use co_lang::bytecode::{Code, Constant};
use co_lang::compile::{Options, compile};
use co_lang::diagnostic::{Diagnostic, Severity};
use co_lang::source::Source;
use std::rc::Rc;

/// Deep programs are compiled by recursion; the command gives itself as much.
const STACK: usize = 512 << 20;

fn on_a_deep_stack(work: impl FnOnce() + Send + 'static) {
    let thread = std::thread::Builder::new().stack_size(STACK).spawn(work).expect("a thread can be started");
    if let Err(panic) = thread.join() {
        std::panic::resume_unwind(panic);
    }
}

fn compiled(name: &str, program: &str, options: &Options) -> (Option<Rc<Code>>, Vec<Diagnostic>, Rc<Source>) {
    let source = Source::strict(name, program);
    let mut diagnostics = Vec::new();
    let module = co_lang::syntax::parse(&source, &mut diagnostics);
    let code = compile(&module, &source, options, &mut diagnostics);
    (code, diagnostics, source)
}

#[test]
fn faults_are_cpythons() {
    on_a_deep_stack(|| {
        let cases = text("tests/compile/faults.txt").expect("the cases");
        let answers = text("tests/compile/faults.out").expect("CPython's answers");
        let mut wrong = Vec::new();
        let mut count = 0;
        for (case, answer) in cases.split("---\n").zip(answers.split("---\n")) {
            count += 1;
            let (_, diagnostics, source) = compiled("<case>", case, &Options::default());
            let error = diagnostics.iter().find(|d| d.severity == Severity::Error);
            let got = match error {
                Some(error) => {
                    let (start, end) = (source.place(error.span().start), source.place(error.span().end));
                    let (a, b, c, d) = (start.line, start.column, end.line, end.column);
                    format!("{} ({a}, {b}, {c}, {d})\n", error.message)
                }
                None if diagnostics.is_empty() => "fine\n".to_string(),
                None => diagnostics.iter().map(|d| format!("warning: {}\n", d.message)).collect(),
            };
            if got != answer {
                wrong.push(format!("{case}  wanted {answer}  got    {got}"));
            }
        }
        report("faults of compiling", count, &wrong);
    });
}

#[test]
fn listings_are_as_reviewed() {
    on_a_deep_stack(|| {
        let bless = std::env::var("CO_BLESS").is_ok_and(|value| value == "1");
        let programs = files("tests/compile", &["co"]);
        let mut wrong = Vec::new();
        for path in &programs {
            let program = text(path).unwrap_or_default();
            let (code, diagnostics, _) = compiled(path, &program, &Options::default());
            let got = code.map_or_else(|| format!("{diagnostics:#?}"), |code| disassemble(&code));
            let listing = beside(path, "out");
            if bless {
                std::fs::write(in_root(&listing), &got).expect("the listing can be written");
            }
            if text(&listing).unwrap_or_default() != got {
                wrong.push(format!("{path} compiles to something else; CO_BLESS=1 rewrites {listing}"));
            }
        }
        report("listings", programs.len(), &wrong);
    });
}

#[test]
fn all_code_keeps_the_rules() {
    on_a_deep_stack(|| {
        let mut wrong = Vec::new();
        let mut count = 0;
        for path in files("tests", &["co", "py"]).into_iter().chain(files("examples", &["co"])) {
            let Some(program) = text(&path) else { continue };
            for options in [
                Options { top_level_await: true, ..Options::default() },
                Options { top_level_await: true, namespace: true, statements: true, ..Options::default() },
            ] {
                count += 1;
                if let (Some(code), ..) = compiled(&path, &program, &options) {
                    wrong.extend(verify(&code).into_iter().map(|what| format!("{path}: {what}")));
                }
            }
        }
        report("code through the verifier", count, &wrong);
    });
}

fn all_codes(code: &Code, see: &mut dyn FnMut(&Code)) {
    see(code);
    for constant in &code.constants {
        if let Constant::Code(inner) = constant {
            all_codes(inner, see);
        }
    }
}

#[test]
fn constants_are_stored_once_by_type_and_sign() {
    let (code, ..) = compiled(
        "<case>",
        "x = [0.0, -0.0, 'a', 'a', 1 + 2, 3, True, 1, 1.0, 1 << 70, b'a', f()]\n",
        &Options::default(),
    );
    let code = code.expect("it compiles");
    let shown: Vec<String> = code.constants.iter().map(|c| format!("{c:?}")).collect();
    assert_eq!(
        shown,
        ["Float(0.0)", "Float(-0.0)", "Str(\"a\")", "Float(1.0)", "BigInt(1180591620717411303424)", "Bytes([97])"]
    );
}

#[test]
fn long_jumps_reach() {
    on_a_deep_stack(|| {
        let body: String = (0..20_000).map(|i| format!("        a.b{i} = a\n")).collect();
        let program = format!("def f(a, n):\n    for i in n:\n{body}    while a < n:\n{body}    return a\n");
        let (code, ..) = compiled("<case>", &program, &Options::default());
        let code = code.expect("it compiles");
        let mut most = 0;
        all_codes(&code, &mut |c| most = most.max(c.ops.len()));
        assert!(most > 40_000);
        assert_eq!(verify(&code), Vec::<String>::new());
    });
}

#[test]
fn forgotten_modules_are_imported_once() {
    let options = Options {
        forgotten: Some(std::rc::Rc::new(|name| matches!(name, "asyncio" | "time" | "math"))),
        ..Options::default()
    };
    let program = "def f(math):\n    asyncio.run(math.x)\n    time.sleep(asyncio.y)\n    return other.z\nimport time\n";
    let source = Source::new("<case>", program);
    let mut diagnostics = Vec::new();
    let module = co_lang::syntax::parse(&source, &mut diagnostics);
    let code = compile(&module, &source, &options, &mut diagnostics).expect("it compiles");
    let said: Vec<&str> = diagnostics.iter().map(|d| d.message.as_str()).collect();
    assert_eq!(said, ["'asyncio' is used but never imported; it is imported here"]);
    assert_eq!(disassemble(&code).matches("ImportForgotten").count(), 1);
}

#[test]
fn the_library_is_what_the_compiler_makes_of_its_texts() {
    on_a_deep_stack(|| {
        let mut wrong = Vec::new();
        let mut count = 0;
        for (module, text, packed) in co_lang::stdlib::embedded::all() {
            count += 1;
            let name = format!("<frozen {module}>");
            let (code, diagnostics, _) = compiled(&name, text, &Options::default());
            let code = code.unwrap_or_else(|| panic!("{module} does not compile: {diagnostics:?}"));
            if disassemble(&code) != disassemble(&packed) || pack(&code) != pack(&packed) {
                wrong.push(format!("{module}: the code in the executable is another"));
            }
        }
        report("texts of the library", count, &wrong);
    });
}
