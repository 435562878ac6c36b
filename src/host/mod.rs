//! The outside: clock, chance, files, processes, terminal. One door, so that a simulated clock, a seed, a permission or a
//! limit is set in one place and holds everywhere.

/// The way to the outside.
#[derive(Default)]
pub struct Host {}
