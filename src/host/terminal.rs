//! The terminal: how large it is.
//!
//! In: the number of an open file. Out: columns and lines, where it is a terminal.

use super::file::Files;
use std::io;

/// Columns and lines of the terminal that an open file is.
#[cfg(unix)]
pub fn size(files: &mut Files, number: i32) -> io::Result<(u16, u16)> {
    let size = rustix::termios::tcgetwinsize(files.get(number)?)?;
    Ok((size.ws_col, size.ws_row))
}

/// Columns and lines of the terminal that an open file is.
#[cfg(not(unix))]
pub fn size(_: &mut Files, _: i32) -> io::Result<(u16, u16)> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Columns of the terminal that standard output is; None where it is none.
#[cfg(unix)]
pub fn columns() -> Option<usize> {
    let size = rustix::termios::tcgetwinsize(std::io::stdout()).ok()?;
    Some(usize::from(size.ws_col)).filter(|columns| *columns > 0)
}

/// Columns of the terminal that standard output is.
#[cfg(not(unix))]
pub fn columns() -> Option<usize> {
    None
}

/// Columns for what is drawn on standard error: as COLUMNS says, else those of the terminal; None where it is none.
pub fn drawn_columns() -> Option<usize> {
    use std::io::IsTerminal;
    if !io::stderr().is_terminal() {
        return None;
    }
    let said = std::env::var("COLUMNS").ok().and_then(|c| c.parse().ok()).filter(|columns| *columns > 0);
    said.or_else(terminal_columns)
}

#[cfg(unix)]
fn terminal_columns() -> Option<usize> {
    let size = rustix::termios::tcgetwinsize(io::stderr()).ok()?;
    Some(usize::from(size.ws_col)).filter(|columns| *columns > 0)
}

#[cfg(not(unix))]
fn terminal_columns() -> Option<usize> {
    None
}
