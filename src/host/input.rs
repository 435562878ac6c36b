//! Standard input, line by line.
//!
//! In: nothing. Out: lines with their ends, empty at the end of the input; undecodable bytes are carried as lone surrogates.

use crate::object::text::codec::{self, Codec, Errors};
use std::io::{self, BufRead};

/// Reads a line, with its end unless the input ends without one.
pub fn read_line() -> io::Result<String> {
    let mut bytes = Vec::new();
    io::stdin().lock().read_until(b'\n', &mut bytes)?;
    if bytes.ends_with(b"\r\n") {
        bytes.truncate(bytes.len() - 2);
        bytes.push(b'\n');
    }
    match String::from_utf8(bytes) {
        Ok(line) => Ok(line),
        Err(fault) => Ok(codec::decode(fault.as_bytes(), Codec::Utf8, &Errors::SurrogateEscape).unwrap_or_default()),
    }
}
