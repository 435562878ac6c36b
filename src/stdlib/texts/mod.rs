//! The library's texts: all that is written in Co, by module. Pure tables, which the build script reads too: it compiles
//! them, so that an import need not.
//!
//! `co!` is the text of files that share a namespace, behind one another; who declares this module says how it comes by them.

mod alias;
mod documents;
pub mod general;
mod language;
pub mod outside;
mod parts;

/// The modules that are written in Co alone: name and text. A name that contains others (`collections.abc`) is a package.
pub static MODULES: [&[(&str, &str)]; 5] =
    [general::EMBEDDED, outside::EMBEDDED, language::EMBEDDED, documents::EMBEDDED, alias::EMBEDDED];

pub use parts::PARTS;

/// Module and text of all, in the order of their numbers.
pub fn all() -> impl Iterator<Item = (&'static str, &'static str)> {
    MODULES.into_iter().flatten().copied().chain(PARTS.iter().map(|(module, _, text)| (*module, *text)))
}
