//! What is said on standard error while a program runs: exceptions that nobody can catch, warnings of the machine.

use super::Machine;
use crate::object::generator::Generator;
use crate::object::heap::Gc;
use crate::object::{Outcome, Raise, Value};

impl Machine {
    /// Shows an exception that has nowhere to go (`sys.unraisablehook`).
    pub fn unraisable(&mut self, raise: Raise, what: &str, object: &Value) {
        let object = self.repr(object).map(|r| r.as_str().to_string()).unwrap_or_default();
        let text = self.repr(&raise.value()).map(|r| r.as_str().to_string()).unwrap_or_default();
        eprintln!("{what}{object}\n{text}");
    }

    /// A coroutine was dropped that nobody ever awaited.
    pub(super) fn warn_never_awaited(&mut self, coroutine: &Gc<Generator>) {
        let name = coroutine.function.as_ref().map(|f| f.qualname.get().as_str().to_string()).unwrap_or_default();
        eprintln!("RuntimeWarning: coroutine '{name}' was never awaited");
    }

    /// Notes where a coroutine is made (`sys.set_coroutine_origin_tracking_depth`, and the hint of "was never awaited").
    #[inline]
    pub(super) fn note_origin(&mut self, _coroutine: &Gc<Generator>) {}

    /// Shows the value of an expression statement (`sys.displayhook`).
    pub(super) fn display(&mut self, value: &Value) -> Outcome<()> {
        if !value.is_none() {
            let mut text = String::new();
            self.repr_into(value, &mut text)?;
            text.push('\n');
            self.write_out(&text)?;
        }
        Ok(())
    }

    /// Looks whether Ctrl-C was pressed.
    pub(super) fn check_signals(&mut self) -> Outcome<()> {
        Ok(())
    }

    /// Issues a warning of a category.
    pub fn warn(&mut self, category: crate::object::Exc, message: &str) -> Outcome<()> {
        let _ = (category, message);
        Ok(())
    }
}
