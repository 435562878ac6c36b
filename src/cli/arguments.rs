//! The command's description: sub-commands and options, and what each of them starts.
//!
//! In: the process's arguments. Out: an exit status; 2 for a command line that makes no sense.

use super::run::Settings;
use super::show::View;
use super::trace::{self, Request};
use super::{check, explain, note, run, show};
use crate::diagnostic::catalogue;
use crate::teach::narration::Choice;
use crate::teach::view::Format;
use clap::{Args, Parser, Subcommand, ValueEnum};

/// Names of the sub-commands; a file of that name is written `./NAME`.
const COMMANDS: &[&str] = &["run", "check", "explain", "show", "trace", "graph", "help"];

/// Whether a word is a sub-command.
pub fn is_command(word: &str) -> bool {
    COMMANDS.contains(&word)
}

/// A coroutine language with Python's syntax and meaning, and an interpreter that shows how coroutines work.
#[derive(Parser)]
#[command(name = "co", version, after_help = "co FILE [ARGS]... runs a program; co -c CODE [ARGS]... runs a text.")]
struct Command {
    #[command(subcommand)]
    what: Option<What>,
    #[command(flatten)]
    shell: ShellArguments,
    /// When to use colours
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto)]
    color: Color,
    /// The language of what is said
    #[arg(long, global = true, value_name = "en|zh", value_parser = language)]
    lang: Option<catalogue::Language>,
}

fn language(name: &str) -> Result<catalogue::Language, String> {
    catalogue::Language::named(name).ok_or_else(|| "it is 'en' or 'zh'".to_string())
}

/// The command, where options stand before a program instead of a sub-command: `co --lang zh FILE`.
fn run_after_options(fault: clap::Error) -> Result<Command, clap::Error> {
    let words: Vec<String> = std::env::args_os().map(|a| a.to_string_lossy().into_owned()).collect();
    let names_file = |word: &String| {
        crate::host::file::is_file(std::path::Path::new(word)) || word.ends_with(".co") || word.ends_with(".py")
    };
    let Some((co, rest)) = words.split_first() else { return Err(fault) };
    use clap::error::ErrorKind::{InvalidSubcommand, UnknownArgument};
    let options_first = rest.first().is_some_and(|word| word.starts_with('-'));
    if !matches!(fault.kind(), InvalidSubcommand | UnknownArgument) || !options_first || !rest.iter().any(names_file) {
        return Err(fault);
    }
    Command::try_parse_from([co.clone(), "run".to_string()].iter().chain(rest))
}

#[derive(Subcommand)]
enum What {
    /// Run a program
    Run(RunArguments),
    /// Look for faults in files without running them
    Check {
        /// The files
        #[arg(required = true)]
        files: Vec<String>,
        /// The form of what is said
        #[arg(long, value_enum, default_value_t = Form::Text)]
        diagnostics: Form,
        /// Read the files to the letter of Python
        #[arg(long)]
        strict: bool,
        /// End with 1 where there are warnings
        #[arg(long, value_parser = ["warnings"], value_name = "warnings")]
        deny: Option<String>,
        /// Write the certain repairs into the files, and show them
        #[arg(long)]
        fix: bool,
    },
    /// Explain a code, find codes by a word, or list them
    Explain {
        /// A code such as E0621, or a word
        what: Option<String>,
    },
    /// Run a program and show what its tasks do, or show a saved recording
    Trace(TraceArguments),
    /// Show what the stages make of a file
    Show {
        /// Which stage
        what: Stage,
        /// The file
        file: String,
        /// Only the function of this name
        name: Option<String>,
        /// The form; mermaid, dot and svg are for states
        #[arg(short, long, value_enum, default_value_t = Shape::Text)]
        format: Shape,
        /// Of states: run the program first, and say how often each transition was taken
        #[arg(long)]
        run: bool,
        /// With --run: which time the program sees
        #[arg(long, value_parser = clock, value_name = "virtual|real|Nx")]
        clock: Option<String>,
    },
    /// Run a program until all its tasks wait, and print who waits for whom
    Graph {
        /// Not at the first time, but when the loop's clock has come so far
        #[arg(long, value_name = "SECONDS")]
        at: Option<f64>,
        /// Which time the program sees
        #[arg(long, value_parser = clock, value_name = "virtual|real|Nx")]
        clock: Option<String>,
        /// The file and its arguments
        #[arg(required = true, trailing_var_arg = true, allow_hyphen_values = true, value_name = "FILE [ARGS]")]
        words: Vec<String>,
    },
}

#[derive(Args)]
struct ShellArguments {
    /// Where the history is kept
    #[arg(long, value_name = "FILE")]
    history: Option<std::path::PathBuf>,
    /// The keys of vi
    #[arg(long)]
    vi: bool,
    /// Run a file first; its names are there then
    #[arg(short = 'i', num_args = 1.., allow_hyphen_values = true, value_name = "FILE [ARGS]")]
    interactive: Vec<String>,
    /// Which time the program sees
    #[arg(long, value_parser = clock, value_name = "virtual|real|Nx")]
    clock: Option<String>,
    /// Where chance starts
    #[arg(long)]
    seed: Option<u64>,
}

#[derive(Args)]
struct RunArguments {
    /// Read the program to the letter of Python
    #[arg(long)]
    strict: bool,
    /// Which time the program sees
    #[arg(long, value_parser = clock, value_name = "virtual|real|Nx")]
    clock: Option<String>,
    /// Where chance starts
    #[arg(long)]
    seed: Option<u64>,
    /// Say no warnings of the compiler and no notes on coroutines
    #[arg(short, long)]
    quiet: bool,
    /// The first word is the name of a module, which is looked for as imports are
    #[arg(short)]
    module: bool,
    /// How exceptions that nobody caught are shown
    #[arg(long, value_enum, default_value_t = Traceback::Full)]
    traceback: Traceback,
    /// The form of what is said on standard error: json has one object a line
    #[arg(long, value_enum, default_value_t = Form::Text)]
    diagnostics: Form,
    /// Of a note: end at the first cell that fails
    #[arg(long, help_heading = "Notes")]
    stop: bool,
    /// Of a note: only this cell
    #[arg(long, value_name = "N", help_heading = "Notes")]
    cell: Option<usize>,
    /// Of a note: only these cells
    #[arg(long, value_name = "A-B", value_parser = cells, help_heading = "Notes", conflicts_with = "cell")]
    cells: Option<(usize, usize)>,
    /// Of a note: compare what is printed with what the note shows
    #[arg(long, help_heading = "Notes")]
    compare: bool,
    /// Of a note: write a notebook with the outputs
    #[arg(long, value_name = "OUT.ipynb", help_heading = "Notes")]
    save: Option<String>,
    /// Say notes on coroutines also for strict sources
    #[arg(long, conflicts_with = "quiet")]
    notes: bool,
    /// How long a step may hold the loop before a note says so
    #[arg(long, value_name = "SECONDS")]
    held: Option<f64>,
    /// Record the run; the form follows from the file's ending: .html .svg .jsonl .cotrace .json (Chrome), else text
    #[arg(long, value_name = "[FORMAT:]PATH")]
    trace: Option<String>,
    /// Say at the end what the tasks did
    #[arg(long)]
    summary: bool,
    /// The file, or - for standard input, and its arguments
    #[arg(required = true, trailing_var_arg = true, allow_hyphen_values = true, value_name = "FILE [ARGS]")]
    words: Vec<String>,
}

#[derive(Args)]
struct TraceArguments {
    /// The form: text, timeline, html, chrome, jsonl or svg; else as the ending of the output asks
    #[arg(short, long, value_parser = format)]
    format: Option<Format>,
    /// The file to write; html is written beside the program's name without it
    #[arg(short, long, value_name = "PATH")]
    output: Option<String>,
    /// Of the narration: only these tasks
    #[arg(long, value_name = "TASK")]
    only: Vec<String>,
    /// Of the narration: only what happens on these lines
    #[arg(long, value_name = "A-B", value_parser = cells)]
    lines: Option<(usize, usize)>,
    /// Of the narration: without the heads of turns
    #[arg(long)]
    quiet_turns: bool,
    /// Without the values of variables
    #[arg(long)]
    no_variables: bool,
    /// Read the program to the letter of Python
    #[arg(long)]
    strict: bool,
    /// Which time the program sees
    #[arg(long, value_parser = clock, value_name = "virtual|real|Nx")]
    clock: Option<String>,
    /// Where chance starts
    #[arg(long)]
    seed: Option<u64>,
    /// Say no warnings of the compiler and no notes on coroutines
    #[arg(short, long)]
    quiet: bool,
    /// The program and its arguments, or a recording (.cotrace, .jsonl)
    #[arg(required = true, trailing_var_arg = true, allow_hyphen_values = true, value_name = "FILE [ARGS]")]
    words: Vec<String>,
}

fn format(name: &str) -> Result<Format, String> {
    Format::named(name).ok_or_else(|| "not text, timeline, html, chrome, jsonl or svg".to_string())
}

fn clock(name: &str) -> Result<String, String> {
    match crate::host::clock::Clock::named(name) {
        Some(_) => Ok(name.to_string()),
        None => Err("not virtual, real, or a number with x behind it".to_string()),
    }
}

/// How exceptions that nobody caught are shown.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Traceback {
    /// With their place and what to do about them
    Full,
    /// As Python shows them
    Plain,
}

fn cells(text: &str) -> Result<(usize, usize), String> {
    let number = |text: &str| text.trim().parse::<usize>().map_err(|_| "not a range like 2-5".to_string());
    let (first, last) = match text.split_once('-') {
        Some((first, "")) => (number(first)?, usize::MAX),
        Some((first, last)) => (number(first)?, number(last)?),
        None => number(text).map(|n| (n, n))?,
    };
    match first {
        0 => Err("cells are counted from 1".to_string()),
        _ if last < first => Err(format!("{first} comes after {last}")),
        _ => Ok((first, last)),
    }
}

/// When to use colours.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// The form of diagnostics.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Form {
    /// For people
    Text,
    /// One object a line
    Json,
}

/// The form of a stage.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum Shape {
    /// For people
    Text,
    /// For tools
    Json,
    /// Mermaid's state diagram
    Mermaid,
    /// Graphviz
    Dot,
    /// A picture
    Svg,
}

/// What can be shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum Stage {
    /// The tokens
    Tokens,
    /// The tree
    Ast,
    /// Who owns each name
    Scopes,
    /// The operations
    Bytecode,
    /// The states of functions that suspend
    States,
}

/// Runs what the arguments ask for.
pub fn dispatch() -> i32 {
    let command = match Command::try_parse().or_else(run_after_options) {
        Ok(command) => command,
        Err(fault) => {
            let status = fault.exit_code();
            // Nobody is left to hear of a fault.
            let _ = fault.print();
            return status;
        }
    };
    let color = command.color;
    if let Some(language) = command.lang {
        catalogue::choose(language);
    }
    match command.what {
        None => {
            let ShellArguments { history, vi, interactive, clock, seed } = command.shell;
            let settings = Settings { clock, seed, color: run::use_color(color), ..Settings::default() };
            let file = interactive.first().cloned().map(|file| (file, interactive));
            crate::shell::run(crate::shell::Start { settings, file, history, vi })
        }
        Some(What::Run(given)) => {
            if given.diagnostics == Form::Json {
                crate::diagnostic::json::choose();
            }
            let settings = Settings {
                strict: given.strict,
                clock: given.clock,
                seed: given.seed,
                quiet: given.quiet,
                notes: given.notes,
                plain: given.traceback == Traceback::Plain,
                held: given.held,
                color: run::use_color(color),
                trace: given.trace.as_deref().map(Request::of_option),
                summary: given.summary,
                ..Settings::default()
            };
            let file = given.words.first().cloned().unwrap_or_default();
            if !given.module && note::is_note(&file) {
                let cells = given.cells.or(given.cell.map(|n| (n, n)));
                let choice = note::Choice { stop: given.stop, cells, compare: given.compare, save: given.save };
                return note::run(&file, given.words, &choice, &settings);
            }
            match given.module {
                true => run::module(&file, given.words, &settings),
                false => run::file(&file, given.words, &settings),
            }
        }
        Some(What::Trace(given)) => {
            let of_output = given.output.as_deref().map(Format::of_path);
            let request = Request {
                format: given.format.or(of_output).unwrap_or(Format::Text),
                choice: Choice {
                    only: given.only,
                    lines: given.lines.map(|(a, b)| (a as u32, u32::try_from(b).unwrap_or(u32::MAX))),
                    quiet_turns: given.quiet_turns,
                    color: given.output.is_none() && run::use_color_on_stdout(color),
                },
                output: given.output,
                variables: !given.no_variables,
            };
            let settings = Settings {
                strict: given.strict,
                clock: given.clock,
                seed: given.seed,
                quiet: given.quiet,
                color: run::use_color(color),
                ..Settings::default()
            };
            trace::trace(request, given.words, settings)
        }
        Some(What::Check { files, diagnostics, strict, deny, fix }) => {
            let color = run::use_color(color);
            check::check(&files, &check::Request { form: diagnostics, strict, deny: deny.is_some(), fix, color })
        }
        Some(What::Show { what, file, name, format, run: false, .. }) => {
            show::show(&View { what, form: format, name }, &file, run::use_color(color))
        }
        Some(What::Show { what, file, name, format, clock, .. }) => {
            let view = View { what, form: format, name };
            if let Err(reason) = show::may_run(&view, &file) {
                eprintln!("co: {reason}");
                return 2;
            }
            let settings = Settings { clock, states: Some(view), color: run::use_color(color), ..Settings::default() };
            run::file(&file, vec![file.clone()], &settings)
        }
        Some(What::Graph { at, clock, words }) => {
            let graph = Some(at.unwrap_or(0.0));
            let settings = Settings { clock, graph, color: run::use_color(color), ..Settings::default() };
            let file = words.first().cloned().unwrap_or_default();
            run::file(&file, words, &settings)
        }
        Some(What::Explain { what }) => explain::explain(what.as_deref()),
    }
}
