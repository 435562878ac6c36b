//! Input that means harm: whatever stands in a file, `co` says what is wrong with it and ends.
//!
//! In: truncated, random, enormous and deeply nested texts. Out: an exit status, never a panic, a signal or a hang.
//! The texts are compiled, not run (`compile`), save where they cannot be valid.

use std::time::Duration;

use crate::process::{End, co, on_all_cores, programs, run, text};

/// Generous: these take milliseconds each, and the slowest machine should never trip over it.
const LIMIT: Duration = Duration::from_secs(240);

/// Compiles the texts it is given one after the other and prints how many were refused.
const COMPILE: &str = r#"
import sys
source = sys.stdin.read()
refused = 0
step = int(sys.argv[1])
first = int(sys.argv[2])
for end in range(first, len(source), step):
    try:
        compile(source[:end], "cut.co", "exec")
    except SyntaxError as error:
        # A fault says what is wrong and where.
        assert error.msg and error.lineno and error.offset is not None, source[:end]
        refused += 1
print("refused", refused)
"#;

#[test]
fn every_truncation_of_every_example_is_judged() {
    let mut jobs = Vec::new();
    for path in programs("examples") {
        jobs.extend((0..4).map(|first| (path.clone(), first.to_string())));
    }
    let faults = on_all_cores(&jobs, |(path, first)| {
        let source = text(path).unwrap_or_default();
        let ran = run(co(&["-c", COMPILE, "4", first]), source.as_bytes(), LIMIT);
        let judged = ran.end == End::Status(0) && ran.stdout.starts_with("refused ");
        (!judged).then(|| format!("{path} from {first}: {:?}\n{}", ran.end, ran.stderr))
    });
    crate::process::report("truncated examples", jobs.len(), &faults.into_iter().flatten().collect::<Vec<_>>());
}

/// A small generator of numbers with a fixed start, so that every run sees the same bytes (xorshift).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }
}

fn judged(name: &str, input: &[u8]) -> Option<String> {
    let ran = run(co(&["-"]), input, LIMIT);
    (!ran.is_sane()).then(|| format!("{name}: {:?}\n{}", ran.end, ran.stderr.chars().take(600).collect::<String>()))
}

#[test]
fn random_bytes_are_judged() {
    let mut chance = Chance(0x9e37_79b9_7f4a_7c15);
    let mut inputs = Vec::new();
    // Any bytes at all; then bytes that Python's text is made of; then whole words of it.
    const MARKS: &[u8] = b"()[]{}:;,.=+-*/%@<>!~^&|\\'\"#\n\t \rabcf0189_e";
    const WORDS: &[&str] = &[
        "if", "else", ":", "\n", "    ", "def", "f", "(", ")", "[", "]", "{", "}", "x", "=", "lambda", "for", "in",
        "await", "async", "match", "case", "_", "try", "except", "*", "**", "f'", "'", "\"\"\"", "{x!r:>{", "0x", "1e",
        "yield", "from", "return", "class", "@", "->", ":=", "type", "import", ".", "...", ",", "not", "is", "with",
        "as", "del", "\\\n", "\t", "#", "global", "nonlocal", "b'", "rb'", "while", "break", "1_0", "!=", "==", "`",
        "$", "?", "　", "（", "）",
    ];
    for size in [1, 2, 3, 7, 30, 200, 3000] {
        for _ in 0..12 {
            inputs.push((0..size).map(|_| chance.next() as u8).collect::<Vec<u8>>());
            inputs.push((0..size).map(|_| MARKS[chance.next() as usize % MARKS.len()]).collect());
            let words = (0..size).map(|_| WORDS[chance.next() as usize % WORDS.len()]);
            // An opening that can never be closed keeps a lucky text from running.
            inputs.push(format!("({} $", words.collect::<Vec<_>>().join(" ")).into_bytes());
        }
    }
    let faults = on_all_cores(&inputs, |input| judged(&format!("{:?}", String::from_utf8_lossy(input)), input));
    crate::process::report("random texts", inputs.len(), &faults.into_iter().flatten().collect::<Vec<_>>());
}

#[test]
fn enormous_and_deep_texts_are_judged() {
    const DEEP: usize = 100_000;
    let deep =
        |open: &str, middle: &str, close: &str| format!("x = {}{middle}{}\n", open.repeat(DEEP), close.repeat(DEEP));
    let inputs: Vec<(&str, String)> = vec![
        ("round brackets", deep("(", "1", ")")),
        ("square brackets", deep("[", "1", "]")),
        ("braces", deep("{", "1", "}")),
        ("brackets never closed", "(".repeat(DEEP)),
        ("brackets never opened", ")".repeat(DEEP)),
        ("calls", deep("f(", "", ")")),
        ("generators in calls", deep("f(i for i in ", "a", ")")),
        ("keywords", format!("f({})\n", (0..60_000).map(|i| format!("a{i}=1,")).collect::<String>())),
        ("slices", deep("a[:", "", "]")),
        ("walruses", deep("(a:=", "1", ")")),
        ("defaults of lambdas", deep("lambda a=", "0", ":0")),
        ("stars in lists", deep("[*", "a", "]")),
        ("classes in patterns", format!("match 1:\n case {}{}: pass\n", "A(".repeat(DEEP), ")".repeat(DEEP))),
        ("types", format!("type X[T: {}1{}] = 1\n", "a[".repeat(DEEP), "]".repeat(DEEP))),
        ("texts side by side", format!("x = {}\n", "'a' f'{1}' ".repeat(30_000))),
        ("yields", format!("def f():\n x = {}{}\n", "(yield ".repeat(DEEP), ")".repeat(DEEP))),
        ("definitions in definitions", (0..200).map(|i| format!("{}def f():\n", " ".repeat(i))).collect()),
        ("subscripts", format!("x = a{}\n", "[0]".repeat(DEEP))),
        ("attributes", format!("x = a{}\n", ".b".repeat(DEEP))),
        ("calls in a row", format!("x = a{}\n", "()".repeat(DEEP))),
        ("nots", format!("x = {}1\n", "not ".repeat(DEEP))),
        ("minuses", format!("x = {}1\n", "-".repeat(DEEP))),
        ("a sum", format!("x = 1{}\n", " + 1".repeat(DEEP))),
        ("a power", format!("x = 1{}\n", " ** 1".repeat(DEEP))),
        ("a comparison", format!("x = 1{}\n", " < 2".repeat(DEEP))),
        ("conditionals", format!("x = {}0\n", "1 if 1 else ".repeat(DEEP))),
        ("lambdas", format!("x = {}0\n", "lambda: ".repeat(DEEP))),
        ("ors", format!("x = 0{}\n", " or 0".repeat(DEEP))),
        ("ifs on one line", format!("{}\n", "if 1: ".repeat(1000))),
        (
            "indented ifs",
            (0..300).map(|i| format!("{}if 1:\n", " ".repeat(i))).collect::<String>() + &" ".repeat(300) + "pass\n",
        ),
        ("elifs", format!("if 0: pass\n{}", "elif 0: pass\n".repeat(20_000))),
        ("f-strings in f-strings", format!("x = {}{}\n", "f'{".repeat(2000), "}'".repeat(2000))),
        ("format specs in format specs", format!("x = f'{}{}'\n", "{1:".repeat(2000), "}".repeat(2000))),
        ("a line of a megabyte", format!("x = '{}'\n", "a".repeat(1 << 20))),
        ("a name of a megabyte", format!("{} = 1\n", "a".repeat(1 << 20))),
        ("a list of a megabyte", format!("x = [{}]\n", "1,".repeat(1 << 19))),
        ("a comment of a megabyte", format!("#{}\n", "a".repeat(1 << 20))),
        ("blanks of a megabyte", format!("{}x = 1\n", " ".repeat(1 << 20))),
        ("a number of 100,000 digits", format!("x = {}\n", "9".repeat(100_000))),
        ("newlines of a megabyte", "\n".repeat(1 << 20)),
        ("backslashes of a megabyte", "\\\n".repeat(1 << 19)),
        ("an open string", format!("x = '''{}", "a\n".repeat(1 << 16))),
        ("semicolons", "x = 1;".repeat(1 << 15)),
        ("decorators", format!("{}def f(): pass\n", "@(lambda f: f)\n".repeat(5000))),
        ("targets", format!("{}1\n", "x = ".repeat(20_000))),
        ("nested stars", format!("{}a = 1\n", "*".repeat(DEEP))),
        ("nested patterns", format!("match 1:\n case {}_{}: pass\n", "[".repeat(DEEP), "]".repeat(DEEP))),
        ("alternatives", format!("match 1:\n case 0{}: pass\n", " | 0".repeat(20_000))),
        ("NUL", "x = 1\0\n".to_owned()),
        ("NULs alone", "\0".repeat(1000)),
        ("NUL in a string", "x = 'a\0b'\n".to_owned()),
        ("NUL in a comment", "# a\0b\n".to_owned()),
        ("a mark in the middle", "x = \u{feff}1\n".to_owned()),
        ("marks alone", "\u{feff}\u{feff}\n".to_owned()),
        ("nothing", String::new()),
        ("a lone backslash", "\\".to_owned()),
        ("returns alone", "x = 1\rprint(x)\r".to_owned()),
    ];
    let faults = on_all_cores(&inputs, |(name, input)| judged(name, input.as_bytes()));
    crate::process::report("hostile texts", inputs.len(), &faults.into_iter().flatten().collect::<Vec<_>>());
}

#[test]
fn broken_encodings_are_refused_with_a_place() {
    for input in
        [&b"x = '\xff'\n"[..], b"\xc3\x28 = 1\n", b"x = 1\n\xed\xa0\x80\n", b"# -*- coding: no-such -*-\nx = 1\n"]
    {
        let ran = run(co(&["-"]), input, LIMIT);
        assert_eq!(ran.end, End::Status(1), "{input:?}\n{}", ran.stderr);
        assert!(!ran.stderr.is_empty(), "{input:?}");
    }
}
