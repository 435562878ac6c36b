//! Recording: every event as one line of JSON, the form in which runs are saved and from which every view is made.
//!
//! In: events. Out: lines for a [`Sink`]. The form is what other tools may build on: `co explain recording` says what stands
//! in each line ([`guide`]), and a test holds the two together. New fields and events may come with the same version.

use super::row::Writer;
use crate::diagnostic::catalogue::Language;
use crate::machine::observe::{Event, Observer, View};
use crate::source::Source;

/// The version of the form.
pub const VERSION: u32 = 2;

/// What stands in each line, for those who build on it.
pub fn guide(language: Language) -> &'static str {
    match language {
        Language::English => include_str!("recording.en.md"),
        Language::Chinese => include_str!("recording.zh.md"),
    }
}

/// So many bytes are kept for a sink that can wait, before it is handed them.
const BLOCK: usize = 1 << 16;

/// Where lines go.
pub trait Sink {
    /// Whether it wants each line at once; else many come together.
    fn is_eager(&self) -> bool {
        false
    }

    /// Takes the lines of a buffer, each with its end. What it leaves there is written over.
    fn take(&mut self, lines: &mut Vec<u8>);

    /// For a while no lines come.
    fn pause(&mut self) {}

    /// The run is over, and every line was taken.
    fn end(&mut self);
}

/// The observer that writes lines.
pub struct Recorder {
    sink: Box<dyn Sink>,
    writer: Writer,
    file: String,
    arguments: Vec<String>,
    variables: bool,
    begun: bool,
    /// The time of the last event, while nothing of the program has run since.
    still: Option<i64>,
    /// So many bytes are handed on.
    enough: usize,
}

impl Recorder {
    /// A recorder for a run of a file with arguments. Without `variables`, their values are left out.
    pub fn new(file: &str, arguments: &[String], variables: bool, sink: Box<dyn Sink>) -> Recorder {
        let enough = if sink.is_eager() { 0 } else { BLOCK };
        let (file, arguments) = (file.to_string(), arguments.to_vec());
        let writer = Writer::with_room(enough + (enough >> 2));
        Recorder { sink, writer, file, arguments, variables, begun: false, still: None, enough }
    }

    /// The run is that of a note: its cells are told of as parts of its text.
    pub fn of_note(mut self, note: &Source) -> Recorder {
        self.writer.note = Some((note.name.clone(), note.text.as_ref().into()));
        self
    }

    #[cold]
    fn begin(&mut self, now: i64) {
        self.begun = true;
        self.writer.head(VERSION, &self.file, &self.arguments, now);
    }
}

impl Observer for Recorder {
    fn joins(&self) -> bool {
        self.enough > 0
    }

    fn event(&mut self, view: &View<'_>, event: &Event) {
        // Between the end of a step and the next one the loop does next to nothing: the clock need not be read again.
        let now = match (event, self.still) {
            (Event::Resumed { .. }, Some(now)) => now,
            _ => view.now(),
        };
        let since = self.still.unwrap_or(now);
        self.still = match event {
            Event::Suspended { .. } | Event::Stepped { .. } | Event::TurnBegins { .. } => Some(now),
            _ => None,
        };
        if !self.begun {
            self.begin(now);
        }
        self.writer.event(view, event, (since, now), self.variables);
        if self.writer.lines.len() >= self.enough {
            self.writer.lines.hand_over(|lines| self.sink.take(lines));
        }
    }

    fn pause(&mut self) {
        if self.begun && !self.writer.lines.is_empty() {
            self.writer.lines.hand_over(|lines| self.sink.take(lines));
        }
        self.sink.pause();
    }

    fn end(&mut self, view: &View<'_>) {
        let now = view.now();
        if !self.begun {
            self.begin(now);
        }
        self.writer.last("end", now);
        self.writer.lines.hand_over(|lines| self.sink.take(lines));
        self.sink.end();
    }
}
