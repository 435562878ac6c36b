//! The `co` command.

fn main() {}
