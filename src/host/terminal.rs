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
