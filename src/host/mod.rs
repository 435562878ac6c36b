//! The outside: clock, chance, files, processes, terminal. One door, so that a simulated clock, a seed, a permission or a
//! limit is set in one place and holds everywhere.

pub mod background;
pub mod chance;
pub mod clock;
pub mod environment;
pub mod file;
pub mod http;
pub mod input;
pub mod interrupt;
pub mod mailbox;
pub mod memory;
#[cfg(unix)]
pub mod modes;
pub mod options;
pub mod output;
pub mod process;
pub mod stack;
#[cfg(unix)]
pub mod system;
pub mod terminal;
pub mod worker;
pub mod zone;

use crate::object::number::hash::Key;
use chance::Chance;
use clock::Clock;
use environment::Environment;
use file::Files;
use input::Input;
use mailbox::Mailbox;
use options::Options;
use output::Output;
use process::Processes;
use std::rc::Rc;
use zone::Zone;

/// The way to the outside.
pub struct Host {
    /// Standard output.
    pub stdout: Output,
    /// Standard error.
    pub stderr: Output,
    /// Standard input.
    pub stdin: Input,
    /// Open files.
    pub files: Files,
    /// The environment's variables.
    pub environment: Environment,
    /// Children.
    pub processes: Processes,
    /// The key of the hashes of texts.
    pub hash_key: Key,
    /// Where unpredictable numbers come from.
    pub chance: Chance,
    /// What time it is.
    pub clock: Clock,
    /// Where helper threads and signals are heard of, and where this thread waits.
    pub mailbox: Mailbox,
    /// `sys.argv`
    pub arguments: Vec<String>,
    /// Where modules are looked for: `sys.path` at the start.
    pub search: Vec<String>,
    /// What Python's own options ask.
    pub options: Options,
    /// The local time zone, once somebody asked for it.
    pub zone: Option<Rc<Zone>>,
}

impl Host {
    /// The local time zone, by the variable TZ as it was when first asked.
    pub fn zone(&mut self) -> Rc<Zone> {
        if self.zone.is_none() {
            let name = self.environment.get(std::ffi::OsStr::new("TZ"));
            self.zone = Some(Rc::new(Zone::named(name.as_ref().and_then(|name| name.to_str()))));
        }
        self.zone.clone().unwrap_or_else(|| Rc::new(Zone::named(Some("UTC"))))
    }
}

impl Default for Host {
    fn default() -> Host {
        Host {
            stdout: Output::stdout(),
            stderr: Output::stderr(),
            stdin: Input::default(),
            files: Files::default(),
            environment: Environment::default(),
            processes: Processes::default(),
            hash_key: Key::default(),
            chance: Chance::default(),
            clock: Clock::default(),
            mailbox: Mailbox::default(),
            arguments: vec![String::new()],
            search: Vec::new(),
            options: Options::default(),
            zone: None,
        }
    }
}
