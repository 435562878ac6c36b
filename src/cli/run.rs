//! `co FILE`, `co -c CODE`, `co run`: a program from its text to the exit status.
//!
//! In: where the text is, the program's arguments, settings. Out: the status of the process, which ends here.

use super::arguments::Color;
use super::show::View;
use super::trace::Request;
use crate::compile::{Options, compile};
use crate::diagnostic::catalogue::said;
use crate::diagnostic::{Diagnostic, Severity, json, plain, render};
use crate::host::Host;
use crate::host::chance::Chance;
use crate::host::clock::Clock;
use crate::host::options::Options as PythonOptions;
use crate::host::output::Output;
use crate::machine::Machine;
use crate::object::descriptor::Module;
use crate::object::function::Code;
use crate::object::generator::Generator;
use crate::object::heap::Gc;
use crate::object::number::hash::Key;
use crate::object::{Raise, Value};
use crate::source::Source;
use crate::teach::graph::Graph;
use crate::teach::notes::{Notes, Volume};
use crate::teach::record::Recorder;
use crate::teach::states_run::Counting;
use crate::teach::summary::Summary;
use std::io::{IsTerminal, Read};
use std::path::Path;
use std::rc::Rc;

/// What the command line sets.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// No dialect.
    pub strict: bool,
    /// Which time.
    pub clock: Option<String>,
    /// Where chance starts.
    pub seed: Option<u64>,
    /// No warnings of the compiler, no notes on what goes wrong with coroutines.
    pub quiet: bool,
    /// Notes on what goes wrong with coroutines also where the source is strict.
    pub notes: bool,
    /// How long a step may hold the loop before a note says so, in seconds.
    pub held: Option<f64>,
    /// Tracebacks as CPython prints them, with nothing added.
    pub plain: bool,
    /// Colours in what is said of faults.
    pub color: bool,
    /// A view of the run that is to be made.
    pub trace: Option<Request>,
    /// Whether it is said at the end what the tasks did.
    pub summary: bool,
    /// A picture of states that is drawn with the counts of the run.
    pub states: Option<View>,
    /// When the graph of who waits for whom is printed, in seconds of the loop's clock.
    pub graph: Option<f64>,
    /// What Python's own options ask.
    pub options: PythonOptions,
}

/// Whether to use colours on standard error.
pub fn use_color(color: Color) -> bool {
    match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty()) && std::io::stderr().is_terminal(),
    }
}

/// Whether to use colours on standard output.
pub fn use_color_on_stdout(color: Color) -> bool {
    match color {
        Color::Auto => std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty()) && std::io::stdout().is_terminal(),
        other => use_color(other),
    }
}

/// Reads a source file, `-` being standard input. The reason, for people, when that fails.
pub fn read(file: &str, strict: bool) -> Result<Rc<Source>, (i32, String)> {
    read_as(file, None, strict)
}

/// The same, by the name under which the program will know its file.
fn read_as(file: &str, known: Option<&str>, strict: bool) -> Result<Rc<Source>, (i32, String)> {
    let (name, bytes) = if file == "-" {
        let mut bytes = Vec::new();
        let read = std::io::stdin().read_to_end(&mut bytes);
        ("<stdin>", read.map(|_| bytes))
    } else {
        (file, crate::host::file::read(Path::new(file)))
    };
    let bytes = bytes.map_err(|fault| {
        let text = fault.to_string();
        let words = text.split(" (os error").next().unwrap_or(&text);
        let number = fault.raw_os_error().map_or(String::new(), |n| format!("[Errno {n}] "));
        (2, format!("co: can't open file '{file}': {number}{words}\n"))
    })?;
    let known = known.unwrap_or(name);
    let made = |text: String| match is_strict(file, strict) {
        true => Source::strict(known, text),
        false => Source::new(known, text),
    };
    match crate::syntax::decode::decode(&bytes, Some(name)) {
        Ok(text) => Ok(made(text)),
        Err(fault) => {
            let source = made(fault.text.clone());
            Err((1, say(&fault.diagnostic, &source, false)))
        }
    }
}

/// So many diagnostics of a file are drawn; the rest are counted. Each costs time in proportion to the file.
const MOST_DRAWN: usize = 50;

/// One diagnostic: CPython's text for strict sources, else drawn.
pub fn say(diagnostic: &Diagnostic, source: &Source, color: bool) -> String {
    match source.dialect {
        true => render::render(diagnostic, source, color),
        false if json::is_chosen() => format!("{}\n", json::json(diagnostic, source)),
        false => plain::plain(diagnostic, source),
    }
}

/// Runs a file: a program, or a note.
pub fn file(file: &str, arguments: Vec<String>, settings: &Settings) -> i32 {
    if super::note::is_note(file) {
        return super::note::run(file, arguments, &super::note::Choice::default(), settings);
    }
    // Strict programs know their file as CPython's do, by its whole path.
    let whole = (is_strict(file, settings.strict) && file != "-").then(|| absolute(file));
    let source = match read_as(file, whole.as_deref(), settings.strict) {
        Ok(source) => source,
        Err((status, reason)) => {
            eprint!("{reason}");
            return status;
        }
    };
    program(&source, (file != "-").then_some(file), folder_of(file), arguments, settings)
}

/// Whether a file is read to the letter of Python.
fn is_strict(file: &str, asked: bool) -> bool {
    asked || file.ends_with(".py")
}

/// The whole path of a file.
fn absolute(file: &str) -> String {
    std::path::absolute(file).map_or_else(|_| file.to_string(), |path| path.to_string_lossy().into_owned())
}

/// The folder in which a file lies: where its imports are looked for first. None for standard input.
pub(super) fn folder_of(file: &str) -> String {
    if file == "-" {
        return String::new();
    }
    let folder = Path::new(file).parent().map_or(String::new(), |p| p.to_string_lossy().into_owned());
    std::path::absolute(if folder.is_empty() { "." } else { &folder })
        .map_or(folder.clone(), |p| p.to_string_lossy().into_owned())
}

/// Runs a text from the command line.
pub fn text(code: &str, arguments: Vec<String>, settings: &Settings) -> i32 {
    let source = if settings.strict { Source::strict("<string>", code) } else { Source::new("<string>", code) };
    program(&source, None, String::new(), arguments, settings)
}

/// Parses and compiles; recorded output below the code is left out, with a warning. The source that was compiled comes
/// back, and what is to be said of the one given.
/// `counted`: so that whoever counts is told of every suspension point.
fn compiled(source: &Rc<Source>, counted: bool) -> (Rc<Source>, Option<Rc<crate::bytecode::Code>>, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let mut source = source.clone();
    let mut tree = crate::syntax::parse(&source, &mut diagnostics);
    if diagnostics.iter().any(is_error) {
        let Some(found) = crate::notes::recorded::find(&source) else { return (source, None, diagnostics) };
        source = found.source;
        diagnostics.clear();
        tree = crate::syntax::parse(&source, &mut diagnostics);
        diagnostics.push(found.warning);
    }
    let options = Options {
        top_level_await: source.dialect,
        forgotten: Some(Rc::new(crate::stdlib::is_shipped)),
        known: Some(crate::builtins::is_builtin),
        counted,
        ..Options::default()
    };
    let code = compile(&tree, &source, &options, &mut diagnostics);
    (source, code, diagnostics)
}

/// Whether a diagnostic stops the program.
pub(super) fn is_error(diagnostic: &Diagnostic) -> bool {
    diagnostic.severity == Severity::Error
}

/// What is wrong with a source, drawn: so many, and a count of the rest.
pub fn drawn(diagnostics: &[Diagnostic], source: &Source, settings: &Settings) -> String {
    let told = diagnostics.iter().filter(|d| is_error(d) || !settings.quiet);
    let mut text = String::new();
    let most = if json::is_chosen() { usize::MAX } else { MOST_DRAWN };
    for diagnostic in told.clone().take(most) {
        text.push_str(&say(diagnostic, source, settings.color));
    }
    let more = told.count().saturating_sub(most);
    if more > 0 {
        text.push_str(&format!("co: {}\n", said(&format!("and {more} more"))));
    }
    text
}

/// Draws what is wrong with a source on standard error.
pub(super) fn tell(diagnostics: &[Diagnostic], source: &Source, settings: &Settings) {
    eprint!("{}", drawn(diagnostics, source, settings));
}

/// Compiles; says what is wrong.
fn code_of(whole: &Rc<Source>, settings: &Settings) -> Option<Rc<crate::bytecode::Code>> {
    let (_, code, diagnostics) = compiled(whole, settings.states.is_some());
    if code.is_none() && !whole.dialect {
        if let Some(fault) = crate::syntax::raised(whole, &diagnostics) {
            eprint!("{}", say(&fault, whole, false));
        }
        return None;
    }
    tell(&diagnostics, whole, settings);
    if code.is_none() && whole.dialect && !json::is_chosen() {
        let faults = diagnostics.iter().filter(|d| is_error(d)).count();
        let plural = if faults == 1 { "" } else { "s" };
        let text = format!("{faults} error{plural} in {}; nothing was run", whole.name);
        eprintln!("co: {}", crate::diagnostic::catalogue::said(&text));
    }
    code
}

/// The outside as a run sees it.
pub fn host(settings: &Settings, folder: String, arguments: Vec<String>) -> Host {
    let mut options = settings.options.clone();
    if let Err(reason) = options.heed_environment() {
        eprintln!("co: {reason}");
        std::process::exit(1);
    }
    let search = if options.safe_path { Vec::new() } else { vec![folder] };
    let heeded: &[&str] = if options.ignore_environment == 0 { &["COPATH", "PYTHONPATH"] } else { &[] };
    let mut host = Host { arguments, search, options, ..Host::default() };
    for name in heeded {
        let path = std::env::var_os(name).unwrap_or_default();
        let entries = std::env::split_paths(&path).map(|p| p.to_string_lossy().into_owned());
        host.search.extend(entries.filter(|p| !p.is_empty()));
    }
    if let Some(clock) = settings.clock.as_deref().and_then(Clock::named) {
        host.clock = clock;
    }
    if let Some(seed) = settings.seed {
        host.chance = Chance::seeded(seed);
    }
    // What is to be the same at every run shows its sets of texts in the same order, too.
    host.hash_key = match host.options.hash_seed.or(settings.seed.map(|seed| seed as u32)) {
        Some(seed) => Key::from_seed(seed),
        None if settings.clock.as_deref() == Some("virtual") => Key::from_seed(0),
        None => Key::from_random(host.chance.word(), host.chance.word()),
    };
    host
}

/// Runs a module of the search path: `co -m NAME`.
pub fn module(name: &str, arguments: Vec<String>, settings: &Settings) -> i32 {
    let folder = std::env::current_dir().map_or(String::new(), |p| p.to_string_lossy().into_owned());
    let mut machine = Machine::new(host(settings, folder, arguments));
    let found = match machine.main_module(name) {
        Ok(found) => found,
        Err(raise) if raise.is(crate::object::Exc::ImportError) && raise.0.traceback.get().is_none() => {
            let words = machine.str(&raise.value()).map_or(String::new(), |t| t.as_str().to_string());
            eprintln!("co: {words}");
            return 1;
        }
        Err(raise) => return machine.uncaught(&raise),
    };
    let Some(code) = code_of(&found.source, settings) else { return 1 };
    let main = machine.make_main();
    if let Err(raise) = machine.name_main_module(&main, &found) {
        return machine.uncaught(&raise);
    }
    start(machine, &main, &code, settings)
}

/// How long a step may hold the loop, in seconds, unless the command line says otherwise.
const HELD: f64 = 0.5;

/// Lets those listen whom the command line asks for.
pub fn listen(machine: &mut Machine, source: &Source, settings: &Settings) {
    let speaks = settings.notes || source.dialect && !settings.quiet;
    let volume = match (speaks, settings.quiet) {
        (true, _) => Volume::Everything,
        (false, false) => Volume::Deadlock,
        (false, true) => Volume::OneLine,
    };
    machine.observation.listen(Box::new(Notes::new(volume, settings.color)));
    if speaks {
        machine.observation.speaks = true;
        machine.watch.set_limit((settings.held.unwrap_or(HELD) * 1e9) as i64);
    }
}

/// Makes the views that the command line asks for. The reason when a file cannot be written.
pub(super) fn watch(machine: &mut Machine, source: &Source, settings: &Settings) -> Result<(), String> {
    let arguments = machine.host.arguments.get(1..).unwrap_or(&[]).to_vec();
    if let Some(request) = &settings.trace {
        let mut recorder = request.recorder(&source.name, &arguments)?;
        if crate::notes::is_note(&source.name, || source.text.to_string()) {
            recorder = recorder.of_note(source);
        }
        machine.observation.listen(Box::new(recorder));
        if request.is_on_stdout() {
            // What the program prints is part of the view.
            machine.host.stdout = Output::memory();
        }
    }
    if settings.summary {
        let recorder = Recorder::new(&source.name, &arguments, false, Box::new(Summary::default()));
        machine.observation.listen(Box::new(recorder));
    }
    if let Some(view) = settings.states.clone() {
        machine.host.stdout = Output::memory();
        let pieces = super::show::pieces(&Source::new(source.name.clone(), source.text.clone()))?;
        let counting = Counting::new(move |counts| print!("{}", super::show::shown(&view, &pieces, Some(counts)).0));
        machine.observation.listen(Box::new(Recorder::new(&source.name, &arguments, false, Box::new(counting))));
        machine.observation.counted = true;
    }
    machine.observation.graph = Some(crate::asyncio::seen::tell_graph);
    machine.observation.listen(Box::new(Graph::new(settings.graph.is_some())));
    if let Some(at) = settings.graph {
        machine.observation.graph_at = Some(machine.host.clock.monotonic() as f64 / 1e9 + at);
    }
    Ok(())
}

fn program(
    source: &Rc<Source>,
    file: Option<&str>,
    folder: String,
    arguments: Vec<String>,
    settings: &Settings,
) -> i32 {
    let Some(code) = code_of(source, settings) else { return 1 };
    let mut machine = Machine::new(host(settings, folder, arguments));
    crate::host::interrupt::install(&mut machine.host.mailbox);
    if file.is_none() && &*source.name == "<string>" {
        machine.kept_sources.push(source.clone());
    }
    listen(&mut machine, source, settings);
    if let Err(fault) = watch(&mut machine, source, settings) {
        eprintln!("{fault}");
        return 2;
    }
    let main = machine.make_main();
    if let Some(file) = file {
        main.dict.set_name("__file__", absolute(file));
        main.dict.set_name("__cached__", Value::None);
    }
    start(machine, &main, &code, settings)
}

/// Runs code as `__main__`, to the end of the process.
fn start(mut machine: Machine, main: &Gc<Module>, code: &Rc<crate::bytecode::Code>, settings: &Settings) -> i32 {
    if !machine.host.options.warnings.is_empty() {
        // The filters are the module's to heed; a fault in one is told on standard error.
        let _ = machine.import_module("warnings");
    }
    let code = Code::create(code);
    let result = match machine.run_code(&code, &main.dict, None) {
        // A program with `await` at the top is a coroutine: it is run to its end.
        Ok(value) if value.get::<Generator>().is_some() => machine.run_async_main(&value),
        other => other,
    };
    drop(code);
    let status = match result {
        Ok(_) => 0,
        Err(raise) => {
            let (status, code) = uncaught(&mut machine, &raise, settings);
            // What is dropped from now on is dropped because of it.
            machine.observation.told = code.is_some_and(|code| ("E0621".."E0630").contains(&code));
            status
        }
    };
    finish(&mut machine, main, status)
}

/// What happens to an exception that nobody caught: CPython's traceback, then what it means. Gives the exit status and
/// the code of what was said.
pub fn uncaught(machine: &mut Machine, raise: &Raise, settings: &Settings) -> (i32, Option<&'static str>) {
    if json::is_chosen() && !raise.is(crate::object::Exc::SystemExit) {
        let _ = machine.host.stdout.flush();
        let text = crate::teach::hint::as_json(machine, raise);
        machine.write_error(&text);
        return (if raise.is(crate::object::Exc::KeyboardInterrupt) { 130 } else { 1 }, None);
    }
    let plain = settings.plain || std::env::var_os("CO_TRACEBACK").is_some_and(|value| value == "plain");
    let explains = !plain && !machine.host.stdout.broken() && !machine.has_own_excepthook();
    // What was dropped because of it is said once: by its explanation, if that is about coroutines.
    let mut explained = None;
    if !machine.observation.fallen.is_empty() {
        if explains {
            explained = crate::teach::hint::explain(machine, raise, settings.color);
        }
        match &explained {
            Some((code, _)) if ("E0621".."E0630").contains(code) => machine.observation.fallen.clear(),
            _ => machine.tell_fallen(),
        }
    }
    let status = machine.uncaught(raise);
    if explains && explained.is_none() {
        explained = crate::teach::hint::explain(machine, raise, settings.color);
    }
    if let Some((_, text)) = &explained {
        machine.write_error(text);
    }
    (status, explained.map(|(code, _)| code))
}

/// Ends the machine and the process. The machine stays where it is: its fibers know it by its place.
pub(super) fn finish(machine: &mut Machine, main: &Gc<Module>, mut status: i32) -> ! {
    if let Some(changed) = machine.finish_threads() {
        status = changed;
    }
    // What is still suspended stands where it stands: that it is closed now is no step of the program.
    machine.observation.counted = false;
    machine.end(main);
    crate::asyncio::seen::idle(machine);
    // What is told of the run comes behind what it printed; a fault is told of below.
    let _ = machine.host.stdout.flush();
    machine.tell_end();
    if let Err(fault) = machine.host.stdout.flush() {
        if fault.kind() != std::io::ErrorKind::BrokenPipe {
            eprintln!("co: writing failed: {fault}");
        }
        status = 120;
    }
    let _ = machine.host.stderr.flush();
    // The process ends here: nothing of the heap needs to be given back.
    std::process::exit(status)
}
