//! Worker processes: this very program, started once more to answer one request.
//!
//! In: its arguments and a request. Out: what it wrote to standard output, and its exit status. Standard error is shared.

use std::io::{self, Read, Write};
use std::process::{Command, Stdio};

/// Starts a worker, hands it the request on its standard input, and waits for its end.
pub fn answer(arguments: &[String], request: &[u8]) -> io::Result<(i32, Vec<u8>)> {
    let mut child =
        Command::new(std::env::current_exe()?).args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    if let Some(mut to) = child.stdin.take() {
        // A worker that does not read has ended already; its status says why.
        let _ = to.write_all(request);
    }
    let mut out = Vec::new();
    if let Some(mut from) = child.stdout.take() {
        from.read_to_end(&mut out)?;
    }
    Ok((child.wait()?.code().unwrap_or(-1), out))
}
