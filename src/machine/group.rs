//! `except*`: splitting groups and putting together what is left (PEP 654).

use super::Machine;
use crate::object::{Outcome, Value, runtime_error};

impl Machine {
    /// The part of a group (or bare exception) that matches `class`, and the rest; None for an empty part.
    pub(super) fn match_group(&mut self, group: &Value, class: &Value) -> Outcome<(Value, Value)> {
        let _ = (group, class);
        runtime_error("except* is not here yet")
    }

    /// What is raised after all `except*` handlers.
    pub(super) fn prepare_group(&mut self, exception: &Value, list: &Value) -> Outcome {
        let _ = (exception, list);
        runtime_error("except* is not here yet")
    }
}
