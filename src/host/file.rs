//! Files: whole ones to be read, folders to be looked into.
//!
//! In: paths. Out: bytes and facts. Nothing here knows what the bytes mean.

use std::io;
use std::path::Path;

/// The bytes of a file.
pub fn read(path: &Path) -> io::Result<Vec<u8>> {
    std::fs::read(path)
}

/// Whether there is a plain file.
pub fn is_file(path: &Path) -> bool {
    path.is_file()
}

/// Whether there is a folder.
pub fn is_folder(path: &Path) -> bool {
    path.is_dir()
}
