//! The environment: variables by name. The program changes its own copy, which the processes it starts are given.
//!
//! In: names and values. Out: the same. Nothing here changes the environment of this process itself, which other OS threads may read.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};

/// The variables, read when first asked for.
#[derive(Default)]
pub struct Environment {
    variables: Option<BTreeMap<OsString, OsString>>,
}

impl Environment {
    /// All variables.
    pub fn all(&mut self) -> &mut BTreeMap<OsString, OsString> {
        self.variables.get_or_insert_with(|| std::env::vars_os().collect())
    }

    /// One variable.
    pub fn get(&mut self, name: &OsStr) -> Option<OsString> {
        self.all().get(name).cloned()
    }
}
