//! The stages one by one, in nanoseconds: `cargo bench --bench stages [-- NAME]`.
//!
//! In: a text of ordinary functions for the stages before the machine, small programs for what the machine does.
//! Out: divan's table; rates are bytes of text, or calls, look-ups, hops. Whole programs against CPython are
//! `benches/compare.py`'s.

use co_lang::compile::{Options, compile};
use co_lang::host::Host;
use co_lang::machine::Machine;
use co_lang::object::Value;
use co_lang::object::descriptor::Module;
use co_lang::object::function::Code;
use co_lang::source::Source;
use co_lang::syntax::{lexer, parse};
use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};
use std::fmt::Write;
use std::rc::Rc;

fn main() {
    divan::main();
}

/// A source of so many functions of ten lines.
fn text(functions: usize) -> Rc<Source> {
    let mut text = String::new();
    for n in 0..functions {
        let _ = writeln!(
            text,
            "def total{n}(shapes, scale=1.5):\n    \"\"\"Adds up group {n}.\"\"\"\n    result = {{'name': 'group{n}'}}\n    \
             for index, shape in enumerate(shapes):\n        if shape.kind == 'round' and index % 2:\n            \
             result[index] = shape.area(scale) * (index + 1)\n        else:\n            \
             result[index] = f\"{{shape.name}}: {{index:>4}}\"\n    return [value for value in result if value]\n"
        );
    }
    Source::new("stages.py", text)
}

#[divan::bench(args = [10, 1000])]
fn lexer(bencher: Bencher, functions: usize) {
    let source = text(functions);
    bencher
        .counter(BytesCount::of_str(&source.text))
        .bench_local(|| lexer::tokenize(black_box(&source), &mut Vec::new()));
}

#[divan::bench(args = [10, 1000])]
fn parser(bencher: Bencher, functions: usize) {
    let source = text(functions);
    let tokens = lexer::tokenize(&source, &mut Vec::new());
    bencher
        .counter(BytesCount::of_str(&source.text))
        .bench_local(|| parse::module(&source, black_box(&tokens), &mut Vec::new()));
}

#[divan::bench(args = [10, 1000])]
fn compiler(bencher: Bencher, functions: usize) {
    let source = text(functions);
    let module = tree(&source);
    bencher
        .counter(BytesCount::of_str(&source.text))
        .bench_local(|| compile(black_box(&module), &source, &Options::default(), &mut Vec::new()));
}

fn tree(source: &Rc<Source>) -> co_lang::syntax::ast::Module {
    co_lang::syntax::parse(source, &mut Vec::new())
}

/// Measures the function `work` of a program, which does something a thousand times.
fn thousand(bencher: Bencher, program: &str) {
    let mut machine = Machine::new(Host::default());
    let source = Source::new("stages.py", program);
    let code = compile(&tree(&source), &source, &Options::default(), &mut Vec::new());
    let main = Module::create("__main__");
    let ran = code.map(|code| machine.run_code(&Code::create(&code), &main.dict, None).is_ok());
    let work = main.dict.get_name("work").unwrap_or(Value::None);
    assert!(ran == Some(true) && machine.call(&work, &[]).is_ok(), "the program of a bench does not run");
    bencher.counter(ItemsCount::new(1000u32)).bench_local(|| machine.call(black_box(&work), &[]).is_ok());
}

#[divan::bench]
fn call(bencher: Bencher) {
    thousand(bencher, "def one(n): return n\ndef work():\n    for i in range(1000): one(i)\n");
}

#[divan::bench]
fn call_method(bencher: Bencher) {
    thousand(
        bencher,
        "class Point:\n    def one(self, n): return n\npoint = Point()\n\
         def work():\n    it = point\n    for i in range(1000): it.one(i)\n",
    );
}

#[divan::bench]
fn attribute(bencher: Bencher) {
    thousand(
        bencher,
        "class Point: pass\npoint = Point()\npoint.x = 1\ndef work():\n    it = point\n    for i in range(1000): it.x\n",
    );
}

#[divan::bench]
fn dict_ints(bencher: Bencher) {
    thousand(bencher, "d = {}\ndef work():\n    it = d\n    for i in range(1000): it[i] = i\n");
}

#[divan::bench]
fn dict_texts(bencher: Bencher) {
    thousand(
        bencher,
        "names = [f'key{i}' for i in range(1000)]\nd = dict.fromkeys(names)\n\
         def work():\n    it = d\n    for name in names: it[name]\n",
    );
}

#[divan::bench]
fn str_append(bencher: Bencher) {
    thousand(bencher, "def work():\n    text = ''\n    for i in range(1000): text += 'x'\n");
}

#[divan::bench]
fn str_format(bencher: Bencher) {
    thousand(bencher, "def work():\n    for i in range(1000): f'{i} of {i:>6}'\n");
}

#[divan::bench]
fn resume(bencher: Bencher) {
    thousand(
        bencher,
        "def gen():\n    while True: yield 1\ng = gen()\ndef work():\n    for i in range(1000): next(g)\n",
    );
}

#[divan::bench]
fn hop(bencher: Bencher) {
    thousand(
        bencher,
        "import asyncio\nasync def main():\n    for i in range(1000): await asyncio.sleep(0)\n\
         def work(): asyncio.run(main())\n",
    );
}
