//! The one test binary: everything that is tested from outside the crate, one module a concern.
//!
//! In: the built `co`, the programs under `tests/` and `examples/`, the sources under `src/`.
//! Out: every failure of a concern in one report. Nothing here leaves a file behind, save under `CO_BLESS`.
//!
//! Switches, all environment variables:
//! - `CO_TEST=text`: only programs whose path has `text` in it;
//! - `CO_BLESS=1`: rewrite the rendered diagnostics under `tests/diagnostics/` and what is said under `tests/teach/` (review them as a diff).
//!
//! Outputs under `tests/golden/` are made by CPython 3.13 alone: `python3 tests/oracle.py`.

mod alarms;
mod browser;
mod check;
mod command;
mod compile;
mod diagnostics;
mod facts;
mod fibers;
mod golden;
mod growth;
mod hostile;
mod house;
mod notes;
mod pages;
mod process;
mod recordings;
mod shell;
mod shell_keys;
mod spec;
mod syntax;
mod teach;
mod tracebacks;
mod waiting;
mod web;
