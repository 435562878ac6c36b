//! Recording: every event as one line of JSON, the form in which runs are saved and from which every view is made.
//!
//! In: events. Out: lines for a [`Sink`]. The form, version 1, is what other tools may build on:
//! - the first line is the header: `{"co-trace":1,"file":NAME,"arguments":[...]}`;
//! - every other line has `"event"` (its name as in [`Event`], with underscores) and `"at"` (nanoseconds since the start);
//! - tasks, futures, handles, locks and queues are numbers, given once: a task's name stands in its `task_created`;
//! - a `place` is `[file, line, column, end line, end column]`, all from 1; a `source` line names a file before its
//!   first use, with its text; places in the library that is part of Co are left out;
//! - `when` is in nanoseconds since the start, too; `on` is what a task waits for, `{"kind":...}`;
//! - `stack` in `suspended` holds `[function, state, place]`, outermost first; `variables` those of the innermost frame
//!   of the program, values shortened.
//!
//! New fields and events may come with the same version; a reader skips what it does not know.

use super::row::Writer;
use crate::machine::observe::{Event, Observer, View};

/// The version of the form.
pub const VERSION: u32 = 1;

/// So many bytes are kept for a sink that can wait, before it is handed them.
const BLOCK: usize = 1 << 16;

/// Where lines go.
pub trait Sink {
    /// Whether it wants each line at once; else many come together.
    fn is_eager(&self) -> bool {
        false
    }

    /// Takes the lines out of a buffer, each with its end.
    fn take(&mut self, lines: &mut Vec<u8>);

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
    /// So many bytes are handed on.
    enough: usize,
}

impl Recorder {
    /// A recorder for a run of a file with arguments. Without `variables`, their values are left out.
    pub fn new(file: &str, arguments: &[String], variables: bool, sink: Box<dyn Sink>) -> Recorder {
        let enough = if sink.is_eager() { 0 } else { BLOCK };
        let (file, arguments) = (file.to_string(), arguments.to_vec());
        Recorder { sink, writer: Writer::default(), file, arguments, variables, begun: false, enough }
    }

    #[cold]
    fn begin(&mut self, now: i64) {
        self.begun = true;
        self.writer.head(VERSION, &self.file, &self.arguments, now);
    }
}

impl Observer for Recorder {
    fn event(&mut self, view: &View<'_>, event: &Event) {
        let now = view.now();
        if !self.begun {
            self.begin(now);
        }
        self.writer.event(view, event, now, self.variables);
        if self.writer.lines.len() >= self.enough {
            self.sink.take(&mut self.writer.lines);
        }
    }

    fn end(&mut self, view: &View<'_>) {
        let now = view.now();
        if !self.begun {
            self.begin(now);
        }
        self.writer.last("end", now);
        self.sink.take(&mut self.writer.lines);
        self.sink.end();
    }
}
