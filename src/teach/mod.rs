//! Readers of the event stream and of the state tables: what a person sees of a running program.
//!
//! In: events ([`crate::machine::observe`]), code with its states. Out: notes on standard error, narrations, timelines,
//! recordings, graphs, pictures. Nothing here changes what a program does or looks into the machine.
//! Files: `hint/` (exceptions explained), `notes` (what goes wrong, said at once), `words` (waiting in words), `record`
//! (events as lines: `row`, `step`), `reader` (lines as records), `story` (records as a model), `view` (which forms there are), then a file for each form; `graph` (who
//! waits for whom), `summary`; `states` and its parts (functions as state machines); `scopes` (who owns each name).

mod buffer;
pub mod check;
pub mod chrome;
pub mod graph;
pub mod hint;
pub mod narration;
pub mod notes;
pub mod page;
pub mod reader;
pub mod record;
mod row;
pub mod scopes;
pub mod states;
pub mod states_picture;
pub mod states_run;
pub mod states_svg;
pub mod states_text;
mod step;
pub mod story;
pub mod summary;
pub mod timeline;
pub mod view;
pub mod words;
