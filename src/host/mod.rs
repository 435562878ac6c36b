//! The outside: clock, chance, files, processes, terminal. One door, so that a simulated clock, a seed, a permission or a
//! limit is set in one place and holds everywhere.

pub mod input;
pub mod output;

use output::Output;

/// The way to the outside.
pub struct Host {
    /// Standard output.
    pub stdout: Output,
    /// Standard error.
    pub stderr: Output,
}

impl Default for Host {
    fn default() -> Host {
        Host { stdout: Output::stdout(), stderr: Output::stderr() }
    }
}
