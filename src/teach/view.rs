//! Views of a run: which there are, and the sinks that make them from lines while the program runs or at its end.
//!
//! In: lines of a recording. Out: text, pictures, pages, written where the command line says.

use super::narration::{Choice, Narration};
use super::reader::{Reader, Record};
use super::record::Sink;
use super::story::Story;
use super::{chrome, page, timeline};
use crate::diagnostic::catalogue::said;
use crate::host::background::Background;
use std::io::{self, BufRead, Write};

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

/// Events that a view made at the end of a run holds at most: past them a page takes long to open, and the recording of a
/// program that runs for hours would fill the memory. What goes out as it comes has no such limit.
pub const MOST_EVENTS: usize = 300_000;

/// The lines of a whole recording in a form that is made at its end.
fn made(lines: &[u8], format: Format, choice: &Choice, width: usize) -> String {
    match format {
        Format::Timeline => timeline::lanes(&Story::read(lines), width, choice.color),
        Format::Chrome => chrome::chrome(lines),
        Format::Svg => timeline::svg(&Story::read(lines)),
        Format::Html => page::page(lines),
        // These are made line by line.
        Format::Text | Format::Jsonl => String::new(),
    }
}

/// The sink of a form: the narration and the records go out as they come, the others at the end.
/// `written` is the file that is named when it is written.
pub fn sink(
    format: Format,
    choice: Choice,
    width: usize,
    out: Box<dyn Write + Send>,
    written: Option<String>,
) -> Box<dyn Sink> {
    match format {
        Format::Jsonl => Box::new(Lines { out: Background::new(out) }),
        Format::Text => {
            Box::new(Telling { reader: Reader::default(), narration: Narration::new(choice), out, fault: None })
        }
        _ => {
            let lines = Vec::new();
            Box::new(AtEnd { format, choice, width, lines, events: 0, last: 0, cut: false, out, written })
        }
    }
}

fn complain(fault: &io::Error) {
    if fault.kind() != io::ErrorKind::BrokenPipe {
        eprintln!("co: writing the trace failed: {fault}");
    }
}

struct Lines {
    out: Background,
}

impl Sink for Lines {
    fn take(&mut self, lines: &mut Vec<u8>) {
        self.out.write(lines);
    }

    fn end(&mut self) {
        if let Err(fault) = self.out.finish() {
            complain(&fault);
        }
    }
}

struct Telling {
    reader: Reader,
    narration: Narration,
    out: Box<dyn Write + Send>,
    fault: Option<io::Error>,
}

impl Sink for Telling {
    fn is_eager(&self) -> bool {
        true
    }

    fn take(&mut self, lines: &mut Vec<u8>) {
        if self.fault.is_none() {
            self.reader.each(lines, |record| self.narration.tell(&record));
            self.fault = self.out.write_all(self.narration.take().as_bytes()).err();
        }
    }

    fn pause(&mut self) {
        self.narration.pause();
        if self.fault.is_none() {
            self.fault = self.out.write_all(self.narration.take().as_bytes()).and_then(|()| self.out.flush()).err();
        }
    }

    fn end(&mut self) {
        if let Some(fault) = self.fault.take().or_else(|| self.out.flush().err()) {
            complain(&fault);
        }
        if let Some(missed) = self.narration.missed() {
            eprintln!("co: {}", said(&missed));
        }
    }
}

struct AtEnd {
    format: Format,
    choice: Choice,
    width: usize,
    lines: Vec<u8>,
    /// How many lines there are, and where the last one begins.
    events: usize,
    last: usize,
    /// Whether there were more than [`MOST_EVENTS`].
    cut: bool,
    out: Box<dyn Write + Send>,
    written: Option<String>,
}

impl AtEnd {
    /// No more is kept: the recording ends where its last line does.
    fn cut(&mut self) {
        self.cut = true;
        let last = self.lines.get(self.last..).and_then(|line| Record::read(std::str::from_utf8(line).ok()?));
        let at = last.map_or(0, |record| record.at());
        self.lines.extend_from_slice(format!("{{\"event\":\"cut\",\"at\":{at}}}\n").as_bytes());
    }
}

impl Sink for AtEnd {
    fn take(&mut self, lines: &mut Vec<u8>) {
        for line in lines.split_inclusive(|b| *b == b'\n') {
            if self.cut {
                break;
            }
            self.last = self.lines.len();
            self.lines.extend_from_slice(line);
            // A step is two events, and a site is none.
            self.events += match line {
                line if line.starts_with(b"{\"event\":\"step\"") => 2,
                line if line.starts_with(b"{\"event\":\"site\"") => 0,
                _ => 1,
            };
            if self.events >= MOST_EVENTS {
                self.cut();
            }
        }
    }

    fn end(&mut self) {
        if self.cut {
            let text =
                format!("the recording was cut after {MOST_EVENTS} events; --trace jsonl:FILE keeps all of them");
            eprintln!("co: {}", said(&text));
        }
        let shown = made(&self.lines, self.format, &self.choice, self.width);
        match (self.out.write_all(shown.as_bytes()).and_then(|()| self.out.flush()), &self.written) {
            (Err(fault), _) => complain(&fault),
            (Ok(()), Some(path)) => eprintln!("co: wrote {path}"),
            _ => {}
        }
    }
}

/// Shows a saved recording: its lines go to a sink as those of a run do. What cannot be read of it is said to `tell`.
/// The reason when it is no recording.
pub fn replay(mut from: impl BufRead, sink: &mut dyn Sink, tell: &mut dyn FnMut(&str)) -> Result<(), String> {
    let mut lines = Vec::new();
    let (mut number, mut over, mut wrong) = (0usize, false, None);
    loop {
        let begin = lines.len();
        let read = from.read_until(b'\n', &mut lines).map_err(|fault| format!("reading failed: {fault}"))?;
        if read == 0 {
            break;
        }
        number += 1;
        if lines.last() != Some(&b'\n') {
            lines.push(b'\n');
        }
        let record = std::str::from_utf8(&lines[begin..]).ok().and_then(Record::read);
        match record {
            Some(record) if number == 1 => is_head(&record)?,
            None if number == 1 => return Err("this is no recording of co trace".to_string()),
            Some(record) => over |= matches!(record.event(), "end" | "cut"),
            None => {
                wrong = wrong.or(Some(number));
                lines.truncate(begin);
            }
        }
        if lines.len() >= 1 << 16 || sink.is_eager() {
            sink.take(&mut lines);
            lines.clear();
        }
    }
    if number == 0 {
        return Err("this is no recording of co trace: it is empty".to_string());
    }
    if let Some(line) = wrong {
        tell(&format!("line {line} of the recording is damaged; what can be read is shown"));
    } else if !over {
        tell("the recording breaks off before the end of the run");
    }
    sink.take(&mut lines);
    sink.end();
    Ok(())
}

/// Whether the first line is that of a recording that can be read here.
fn is_head(record: &Record) -> Result<(), String> {
    let known = i64::from(super::record::VERSION);
    match record.number("co-trace") {
        // The first version says more in each line, and nothing else.
        Some(version) if (1..=known).contains(&version) => Ok(()),
        Some(version) => Err(format!("this recording has version {version}, and this co reads version {known}")),
        None => Err("this is no recording of co trace".to_string()),
    }
}
