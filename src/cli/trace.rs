//! `co trace`: a run, or a saved recording, in one of its forms.
//!
//! In: a program or a `.cotrace` file, a form, what is to be told. Out: the view, on standard output or in a file.

use super::run::{Settings, file as run_file};
use crate::diagnostic::catalogue::said;
use crate::teach::narration::Choice;
use crate::teach::record::{Recorder, Sink};
use crate::teach::view::{self, Format, WIDTH};
use std::fs::File;
use std::io::{self, BufReader, Write};

/// What is to be shown, and where.
#[derive(Clone, Debug)]
pub struct Request {
    /// In which form.
    pub format: Format,
    /// The file that is written; standard output if None.
    pub output: Option<String>,
    /// What is told.
    pub choice: Choice,
    /// With the values of variables.
    pub variables: bool,
}

impl Request {
    /// The value of `--trace`: `PATH`, or `FORMAT:PATH`, `-` being standard output.
    pub fn of_option(text: &str) -> Request {
        let (format, path) = match text.split_once(':').and_then(|(name, path)| Some((Format::named(name)?, path))) {
            Some((format, path)) => (format, path),
            None => (Format::of_path(text), text),
        };
        let output = (path != "-" && !path.is_empty()).then(|| path.to_string());
        Request { format, output, choice: Choice::default(), variables: true }
    }

    /// Where the view goes.
    pub fn open(&self) -> Result<Box<dyn Write + Send>, String> {
        match self.output.as_deref() {
            None | Some("-") => Ok(Box::new(io::stdout())),
            Some(path) => match File::create(path) {
                Ok(file) => Ok(Box::new(file)),
                Err(fault) => Err(format!("co: can't write '{path}': {fault}")),
            },
        }
    }

    /// Whether the view goes to standard output, together with what the program prints.
    pub fn is_on_stdout(&self) -> bool {
        matches!(self.output.as_deref(), None | Some("-"))
    }

    /// The observer that makes the view.
    pub fn recorder(&self, file: &str, arguments: &[String]) -> Result<Recorder, String> {
        Ok(Recorder::new(file, arguments, self.variables, self.sink()?))
    }

    fn sink(&self) -> Result<Box<dyn Sink>, String> {
        let written = self.output.clone().filter(|path| self.format == Format::Html && path != "-");
        Ok(view::sink(self.format, self.choice.clone(), width(), self.open()?, written))
    }
}

/// How wide the terminal is.
fn width() -> usize {
    std::env::var("COLUMNS").ok().and_then(|c| c.parse().ok()).filter(|c| *c >= 40).unwrap_or(WIDTH)
}

/// Runs the command.
pub fn trace(mut request: Request, words: Vec<String>, settings: Settings) -> i32 {
    let file = words.first().cloned().unwrap_or_default();
    if let Some(late) = words.iter().skip(1).find(|word| OWN.contains(&word.split('=').next().unwrap_or_default())) {
        eprintln!("co: {}", said(&format!("'{late}' comes after the file: it is the program's, not co trace's")));
    }
    if request.format == Format::Html && request.output.is_none() {
        let stem = std::path::Path::new(&file).file_stem().map_or("trace".into(), |s| s.to_string_lossy());
        request.output = Some(format!("{stem}.html"));
    }
    if file.ends_with(".cotrace") || file.ends_with(".jsonl") {
        return replay(&file, &request);
    }
    let settings = Settings { trace: Some(request), ..settings };
    run_file(&file, words, &settings)
}

/// Options that are easily written behind the file, where they are the program's.
const OWN: [&str; 6] = ["--format", "-f", "--output", "--only", "--lines", "--quiet-turns"];

/// Shows a saved recording.
fn replay(file: &str, request: &Request) -> i32 {
    let from = match File::open(file) {
        Ok(from) => from,
        Err(fault) => {
            eprintln!("co: can't open file '{file}': {fault}");
            return 2;
        }
    };
    let shown = request.sink().and_then(|mut sink| {
        let mut tell = |text: &str| eprintln!("co: {file}: {}", said(text));
        view::replay(BufReader::new(from), &mut *sink, &mut tell).map_err(|fault| format!("{file}: {}", said(&fault)))
    });
    match shown {
        Ok(()) => 0,
        Err(fault) => {
            eprintln!("co: {}", fault.trim_start_matches("co: "));
            1
        }
    }
}
