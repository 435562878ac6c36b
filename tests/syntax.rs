//! Lexer and parser, from outside: trees and faults as CPython 3.13 has them, the grammar's page, bounds, recovery.
//!
//! In: `tests/syntax/` (its `make.py` writes what CPython says) and `grammar.md`. Out: every difference.

use crate::process::{difference, files, report, text};
use co_lang::diagnostic::{Diagnostic, Fault, Severity};
use co_lang::source::Source;
use co_lang::syntax::{self, ast::Module, dump};
use std::rc::Rc;

/// Parses on a stack of 64 MB, and looks at the outcome there.
fn parsed<T: Send + 'static>(code: &str, look: fn(&Module, &Rc<Source>, &[Diagnostic]) -> T) -> T {
    let code = code.to_string();
    let parse = move || {
        let source = Source::strict("test.co", code);
        let mut said = Vec::new();
        let module = syntax::parse(&source, &mut said);
        said.retain(|d| d.severity == Severity::Error);
        look(&module, &source, &said)
    };
    let thread = std::thread::Builder::new().stack_size(64 << 20).spawn(parse).expect("a thread can be started");
    thread.join().expect("the parser does not panic")
}

/// The exception of a fault.
fn exception(fault: Fault) -> &'static str {
    match fault {
        Fault::Syntax => "SyntaxError",
        Fault::Indentation => "IndentationError",
        Fault::Tab => "TabError",
    }
}

/// The first fault as CPython raises it, with its place.
fn first(code: &str) -> String {
    parsed(code, |_, source, said| match syntax::raised(source, said) {
        None => "no fault".to_string(),
        Some(fault) => {
            let place = source.place(fault.span().start);
            format!("{}: {} @ {}:{}", exception(fault.fault), fault.message, place.line, place.column)
        }
    })
}

#[test]
fn trees_are_what_cpython_makes() {
    let programs = files("tests/syntax/trees", &["co"]);
    let mut faults = Vec::new();
    for path in &programs {
        let wanted = text(&path.replace(".co", ".dump")).unwrap_or_default();
        let positions = path.contains("positions");
        let code = text(path).unwrap_or_default();
        let got = if positions {
            parsed(&code, |module, source, said| (dump::module(module, source, true), said.len()))
        } else {
            parsed(&code, |module, source, said| (dump::module(module, source, false), said.len()))
        };
        faults.extend(difference(path, &wanted, &format!("{}\n", got.0)));
        if got.1 > 0 {
            faults.push(format!("{path}: {}", first(&code)));
        }
    }
    report("trees", programs.len(), &faults);
}

#[test]
fn faults_are_said_in_cpythons_words_and_place() {
    each_case("faults", first);
}

/// The cases of a table, each a source and, behind an arrow, what is said of it.
fn each_case(table: &str, said: impl Fn(&str) -> String) {
    let cases = text(&format!("tests/syntax/{table}.txt")).expect("the cases are there");
    let (mut count, mut failures, mut code) = (0, Vec::new(), String::new());
    for line in cases.lines() {
        let Some(wanted) = line.strip_prefix("--> ") else {
            code.push_str(line);
            code.push('\n');
            continue;
        };
        let got = said(&code);
        if got != wanted {
            failures.push(format!("{code}  wanted {wanted}\n  got    {got}"));
        }
        count += 1;
        code.clear();
    }
    report(table, count, &failures);
}

/// What CPython's compiler says of a source: the first fault of all stages.
fn told(code: &str) -> String {
    parsed(code, |module, source, said| {
        let mut said = said.to_vec();
        if said.is_empty() {
            co_lang::compile::compile(module, source, &co_lang::compile::Options::default(), &mut said);
            said.retain(|d| d.severity == Severity::Error);
        }
        let first = syntax::raised(source, &said);
        first.map_or("no fault".to_string(), |d| format!("{}: {}", exception(d.fault), d.message))
    })
}

#[test]
fn every_message_of_cpythons_compiler_is_said() {
    each_case("messages", told);
}

#[test]
fn all_faults_are_found_in_one_go() {
    // Each program with the lines on which a fault stands.
    const CASES: &[(&str, &[u32])] = &[
        ("x = (1 2)\ny = 3\nz = [4 5]\n", &[1, 3]),
        ("f(a b, g(c d))\n", &[1]),
        ("x = [f(a b),\n     g(c d),\n     1]\ny = = 2\n", &[1, 2, 4]),
        ("def f(:\n    return 1 2\nx y\n", &[1, 2, 3]),
        ("if x\n    y = 1 1\nelse\n    z z\n", &[1, 2, 3, 4]),
        ("class C\n    def f(self)\n        pass pass\n\n    x = 1\n", &[1, 2, 3]),
        ("while True\n  break it\nprint 1\n", &[1, 2, 3]),
        ("def f:\nx = 1\n    y = 2\nz = 3\n", &[1, 2]),
        ("for x in y:\nz\n", &[2]),
        ("match x:\n    case 1 2:\n        pass\n    case 3:\n        a b\n", &[2, 5]),
        ("match x y:\n    case 1:\n        pass\nz z\n", &[1, 4]),
        ("try:\n    a b\nexcept C, D:\n    pass\nfinally\n    e f\n", &[2, 3, 5, 6]),
        ("x ==== y:\n    a b\nelse:\n    c\nd e\n", &[1, 2, 5]),
        ("@a b\ndef f(): pass\nimport a.\n", &[1, 3]),
        ("x = 1 +\ny = f\"{a b} {}\"\n", &[1, 2]),
        ("x = 5 $ 6\ny = (\n", &[1, 2]),
        ("x = )\ny = 1 2\n", &[1, 2]),
    ];
    let mut failures = Vec::new();
    for (code, wanted) in CASES {
        let got = parsed(code, |_, source, said| {
            said.iter().map(|d| (source.line(d.span().start), d.message.clone())).collect::<Vec<_>>()
        });
        let mut lines: Vec<u32> = got.iter().map(|(line, _)| *line).collect();
        lines.sort();
        lines.dedup();
        if lines != *wanted {
            failures.push(format!("{code}  wanted lines {wanted:?}\n  got {got:?}"));
        }
    }
    report("programs with several faults", CASES.len(), &failures);
}

#[test]
fn what_more_input_could_mend_is_marked() {
    const OPEN: &[&str] =
        &["if x:\n", "x = (\n", "def f():\n", "try:\n    pass\n", "@a\n", "x = '''\n", "f(a,\n", "class C:\n"];
    const CLOSED: &[&str] = &["x = \n", "if x\n", "x y\n", "f(a b)\n", "x = 'a\n"];
    let incomplete = |code| parsed(code, |_, source, said| syntax::raised(source, said).is_some_and(|d| d.incomplete));
    let mut failures: Vec<String> =
        OPEN.iter().filter(|c| !incomplete(c)).map(|c| format!("{c:?} could go on")).collect();
    failures.extend(CLOSED.iter().filter(|c| incomplete(c)).map(|c| format!("{c:?} could not go on")));
    report("inputs", OPEN.len() + CLOSED.len(), &failures);
}

#[test]
fn nothing_is_too_deep_to_be_refused() {
    let many = |n: usize, text: &str| text.repeat(n);
    let nested = |n: usize, open: &str, close: &str| format!("x = {}1{}\n", open.repeat(n), close.repeat(n));
    let deep: Vec<(String, bool)> = vec![
        (format!("x = {}1\n", many(5000, "1+")), true),
        (format!("x = a{}\n", many(5000, ".b")), true),
        (format!("x = {}c\n", many(5000, "a if b else ")), true),
        (format!("x = {}b\n", many(20000, "a or ")), true),
        (format!("x = {}1\n", many(20000, "x = ")), true),
        (format!("if a: pass\n{}", many(10000, "elif b: pass\n")), true),
        (nested(199, "(", ")"), true),
        (nested(199, "[", "]"), true),
        (nested(199, "{1:", "}"), true),
        (nested(190, "f(a, *", ")"), true),
        (nested(190, "(lambda: ", ")"), true),
        (nested(140, "f'{", "}'"), true),
        (nested(300, "lambda: ", ""), true),
        (format!("x = {}1\n", many(10000, "1+")), false),
        (format!("x = {}1\n", many(10000, "-")), false),
        (format!("x = {}1\n", many(10000, "not ")), false),
        (format!("x = a{}\n", many(10000, ".b")), false),
        (format!("x = a{}\n", many(10000, "()")), false),
        (format!("x = {}c\n", many(10000, "a if b else ")), false),
        (format!("x = {}1\n", many(10000, "a**")), false),
        (nested(10000, "lambda: ", ""), false),
        (nested(10000, "(", ")"), false),
        (nested(190, "(a b ", ")"), false),
        (nested(190, "(a() = ", ")"), false),
        (nested(190, "(a if ", ")"), false),
        (nested(190, "f(*", " x y)"), false),
        (many(3000, "print "), false),
        (many(101, "if x:\n ").chars().fold(String::new(), |all, c| all + &c.to_string()), false),
    ];
    let mut failures = Vec::new();
    for (code, good) in &deep {
        let faults = parsed(code, |_, _, said| said.len());
        if (faults == 0) != *good {
            failures.push(format!("{}...: {faults} faults", &code[..40.min(code.len())]));
        }
    }
    report("deep programs", deep.len(), &failures);
}

/// The productions of some text: lines `name: right side`, continued by lines that begin with `|`.
fn productions<'t>(lines: impl Iterator<Item = &'t str>) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for line in lines {
        let name = line.split(": ").next().unwrap_or("");
        if line.starts_with("| ") {
            if let Some(last) = all.last_mut() {
                *last = format!("{last} {line}");
            }
        } else if !name.is_empty() && line.contains(": ") && name.chars().all(|c| c.is_ascii_lowercase() || c == '_') {
            all.push(line.to_string());
        }
    }
    all
}

#[test]
fn grammar_is_what_the_parser_says() {
    let page = text("grammar.md").expect("grammar.md is there");
    let mut in_grammar = false;
    let lines = page.lines().filter(|line| {
        in_grammar = if line.starts_with("```") { *line == "```ebnf" } else { in_grammar };
        in_grammar
    });
    let page_says = productions(lines);
    let mut parser_says = Vec::new();
    for path in files("src/syntax/parse", &["rs"]) {
        let source = text(&path).unwrap_or_default();
        let comments = source.lines().filter_map(|line| line.trim().strip_prefix("//"));
        parser_says.extend(productions(comments.map(|line| line.trim_start_matches('/').trim())));
    }
    let mut failures: Vec<String> = Vec::new();
    failures.extend(page_says.iter().filter(|p| !parser_says.contains(p)).map(|p| format!("only in grammar.md: {p}")));
    failures.extend(parser_says.iter().filter(|p| !page_says.contains(p)).map(|p| format!("only in the parser: {p}")));
    report("productions", page_says.len(), &failures);
}

#[test]
fn examples_of_the_grammar_parse() {
    let page = text("grammar.md").expect("grammar.md is there");
    let examples: Vec<&str> = page.split("```co\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    let faults = examples.iter().map(|code| (code, first(code))).filter(|(_, fault)| fault != "no fault");
    report("examples", examples.len(), &faults.map(|(code, fault)| format!("{code}{fault}")).collect::<Vec<_>>());
}
