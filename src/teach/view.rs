//! Views of a run: which there are, and the sinks that make them from lines while the program runs or at its end.
//!
//! In: lines of a recording. Out: text, pictures, pages, written where the command line says.

use super::narration::{Choice, Narration};
use super::record::Sink;
use super::story::{Record, Story};
use super::{chrome, page, timeline};
use std::io::{self, BufWriter, Write};

/// A form in which a run can be shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// The narration.
    Text,
    /// Lanes in the terminal.
    Timeline,
    /// The records themselves; `.cotrace` files are this.
    Jsonl,
    /// Trace Event JSON, for Perfetto and chrome://tracing.
    Chrome,
    /// A still timeline.
    Svg,
    /// A page to step through.
    Html,
}

impl Format {
    /// Its name on the command line.
    pub fn named(name: &str) -> Option<Format> {
        Some(match name {
            "text" => Format::Text,
            "timeline" => Format::Timeline,
            "jsonl" | "cotrace" => Format::Jsonl,
            "chrome" | "perfetto" => Format::Chrome,
            "svg" => Format::Svg,
            "html" => Format::Html,
            _ => return None,
        })
    }

    /// The form that a file's ending asks for.
    pub fn of_path(path: &str) -> Format {
        match path.rsplit('.').next().unwrap_or("") {
            "html" | "htm" => Format::Html,
            "svg" => Format::Svg,
            "jsonl" | "cotrace" => Format::Jsonl,
            "json" => Format::Chrome,
            _ => Format::Text,
        }
    }
}

/// How wide a timeline in the terminal is, with its names.
pub const WIDTH: usize = 100;

/// A whole recording in a form.
pub fn show(text: &str, format: Format, choice: &Choice, width: usize) -> Result<String, String> {
    let (story, records) = Story::read(text)?;
    Ok(match format {
        Format::Text => {
            let mut narration = Narration::new(choice.clone());
            records.iter().for_each(|r| narration.tell(r));
            narration.take()
        }
        Format::Timeline => timeline::lanes(&story, width, choice.color),
        Format::Jsonl => text.to_string(),
        Format::Chrome => chrome::chrome(&records),
        Format::Svg => timeline::svg(&story),
        Format::Html => page::page(text),
    })
}

/// The sink of a form: the narration and the records go out as they come, the others at the end.
/// `written` is the file that is named when it is written.
pub fn sink(
    format: Format,
    choice: Choice,
    width: usize,
    out: Box<dyn Write>,
    written: Option<String>,
) -> Box<dyn Sink> {
    match format {
        Format::Jsonl => Box::new(Lines { out: BufWriter::with_capacity(1 << 16, out), fault: None }),
        Format::Text => Box::new(Telling { narration: Narration::new(choice), out, fault: None }),
        _ => Box::new(AtEnd { format, choice, width, text: String::new(), out, written }),
    }
}

fn complain(fault: &io::Error) {
    if fault.kind() != io::ErrorKind::BrokenPipe {
        eprintln!("co: writing the trace failed: {fault}");
    }
}

struct Lines {
    out: BufWriter<Box<dyn Write>>,
    fault: Option<io::Error>,
}

impl Sink for Lines {
    fn line(&mut self, line: &str) {
        if self.fault.is_none() {
            let written = self.out.write_all(line.as_bytes()).and_then(|()| self.out.write_all(b"\n"));
            self.fault = written.err();
        }
    }

    fn end(&mut self) {
        if let Some(fault) = self.fault.take().or_else(|| self.out.flush().err()) {
            complain(&fault);
        }
    }
}

struct Telling {
    narration: Narration,
    out: Box<dyn Write>,
    fault: Option<io::Error>,
}

impl Sink for Telling {
    fn line(&mut self, line: &str) {
        if let (Some(record), None) = (Record::read(line), &self.fault) {
            self.narration.tell(&record);
            self.fault = self.out.write_all(self.narration.take().as_bytes()).err();
        }
    }

    fn end(&mut self) {
        if let Some(fault) = self.fault.take().or_else(|| self.out.flush().err()) {
            complain(&fault);
        }
    }
}

struct AtEnd {
    format: Format,
    choice: Choice,
    width: usize,
    text: String,
    out: Box<dyn Write>,
    written: Option<String>,
}

impl Sink for AtEnd {
    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn end(&mut self) {
        match show(&self.text, self.format, &self.choice, self.width) {
            Ok(shown) => match (self.out.write_all(shown.as_bytes()).and_then(|()| self.out.flush()), &self.written) {
                (Err(fault), _) => complain(&fault),
                (Ok(()), Some(path)) => eprintln!("co: wrote {path}"),
                _ => {}
            },
            Err(fault) => eprintln!("co: {fault}"),
        }
    }
}
