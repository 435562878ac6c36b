//! Programs that must fail yet: what Co should do one day, so that the day is noticed.
//!
//! In: `tests/wishlist/**`, in the form of golden programs. One that passes is a failure: move it to `tests/golden/`.

use crate::process::{on_all_cores, programs, report};

#[test]
fn wishes_have_not_come_true_unnoticed() {
    let programs = programs("tests/wishlist");
    let passed = on_all_cores(&programs, |path| crate::golden::fault(path).is_none());
    let passed: Vec<String> = programs
        .iter()
        .zip(passed)
        .filter(|(_, passed)| *passed)
        .map(|(path, _)| format!("{path}\n  works now: move it to tests/golden/\n"))
        .collect();
    report("wishes", programs.len(), &passed);
}
