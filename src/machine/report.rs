//! What is said on standard error while a program runs: exceptions that nobody can catch, warnings of the machine.
//!
//! In: exceptions, warnings, signals. Out: CPython's lines, through `sys.stderr` where a program put its own there.

use super::Machine;
use crate::builtins::frame::line_of;
use crate::object::exception::Exception;
use crate::object::function::{Code, Function};
use crate::object::generator::Generator;
use crate::object::heap::Gc;
use crate::object::list::Tuple;
use crate::object::str::{Str, intern};
use crate::object::{Exc, Outcome, Raise, Value, types};

impl Machine {
    /// Shows an exception that has nowhere to go: `sys.unraisablehook` where a program set one.
    pub fn unraisable(&mut self, raise: Raise, what: &str, object: &Value) {
        if raise.0.traceback.with(|t| t.is_none()) {
            self.add_current_entry(&raise);
        }
        if let Some(hook) = self.sys_hook("unraisablehook") {
            if self.call_hook(&hook, &raise, what, object).is_ok() {
                return;
            }
        }
        self.show_unraisable(&raise, what, object);
    }

    fn call_hook(&mut self, hook: &Value, raise: &Raise, what: &str, object: &Value) -> Outcome {
        let message = match what.trim_end_matches([' ', ':']) {
            "Exception ignored in" => Value::None,
            other => Value::from(other),
        };
        let fields =
            vec![raise.0.as_ref().class().value(), raise.value(), raise.0.traceback.get(), message, object.clone()];
        let arguments = crate::stdlib::sys::sequence::create(&crate::stdlib::sys::sequence::UNRAISABLE, fields);
        self.call(hook, &[arguments])
    }

    /// Shows an exception that has nowhere to go, as `sys.__unraisablehook__` does.
    pub fn show_unraisable(&mut self, raise: &Raise, what: &str, object: &Value) {
        let object = match object {
            Value::None => String::new(),
            object => match self.repr(object) {
                Ok(text) => text.as_str().to_string(),
                Err(_) => "<object repr() failed>".to_string(),
            },
        };
        let mut text = format!("{what}{object}\n");
        let traceback = raise.0.traceback.get();
        if !traceback.is_none() {
            text.push_str("Traceback (most recent call last):\n");
            text.push_str(&self.traceback_lines(&traceback, false));
        }
        text.push_str(&self.format_exception_only(&raise.value()));
        // Nobody is left to hear of a fault.
        let _ = self.write_error_stream(&text);
    }

    /// Writes to `sys.stderr`: the program's own one where there is one.
    pub fn write_error_stream(&mut self, text: &str) -> Outcome<()> {
        match self.replaced_stream("stderr", "__stderr__") {
            Ok(Some(Value::None)) | Err(_) => Ok(()),
            Ok(Some(stream)) => self.call_method(&stream, "write", &[Value::from(text)]).map(drop),
            Ok(None) => {
                self.write_error(text);
                Ok(())
            }
        }
    }

    /// Writes to the process's standard error.
    pub fn write_error(&mut self, text: &str) {
        // Nobody is left to hear of a fault.
        let _ = self.host.stderr.write(text.as_bytes());
        let _ = self.host.stderr.flush();
    }

    /// A coroutine was dropped that nobody ever awaited.
    pub(super) fn warn_never_awaited(&mut self, coroutine: &Gc<Generator>) {
        let name = crate::builtins::generator::generator_qualname(coroutine);
        let name = name.as_str();
        let mut message = format!("coroutine '{name}' was never awaited");
        let origin = coroutine.rare.with(|r| r.as_ref().map(|r| r.origin.clone())).unwrap_or_default();
        if let Some(origin) = origin.get::<Tuple>() {
            message.push_str("\nCoroutine created at (most recent call last)\n");
            message.push_str(&origin_lines(origin));
        }
        if self.unawaited_hook(coroutine) {
            return;
        }
        if self.observation.speaks && self.modules.get_name("warnings").is_none() {
            return self.tell_never_awaited(coroutine, name);
        }
        let said_before = self.warned.len();
        let module = self
            .modules
            .get_name("warnings")
            .filter(|w| !w.is_none() && !self.ending && self.depth > 0 && !self.observation.speaks);
        let said = match &module {
            // It says itself, where it shows the warning, that more could be known of the coroutine.
            Some(module) => self.warn_with_source(module, message.trim_end_matches('\n'), coroutine),
            None => self.warn(Exc::RuntimeWarning, message.trim_end_matches('\n')),
        };
        if let Err(raise) = said {
            self.unraisable(raise, "Exception ignored in: ", &coroutine.value());
            return;
        }
        if self.observation.noted {
            self.tell_never_awaited(coroutine, name);
        }
        // One that was said before, or that has no place, is said no more of.
        let shown = self.warned.get(said_before).is_some_and(|(_, line, _)| *line != 0);
        if self.observation.speaks || self.ending || module.is_some() || !shown {
            return;
        }
        self.write_error("RuntimeWarning: Enable tracemalloc to get the object allocation traceback\n");
    }

    fn warn_with_source(&mut self, module: &Value, message: &str, coroutine: &Gc<Generator>) -> Outcome<()> {
        let warn = self.get_attr(module, &intern("warn"))?;
        let class = types().exception(Exc::RuntimeWarning).value();
        self.call_keywords(&warn, &[Value::from(message), class], &[("source", coroutine.value())]).map(drop)
    }

    /// `warnings._warn_unawaited_coroutine`, where a program has put another one in its place. Whether that has warned.
    fn unawaited_hook(&mut self, coroutine: &Gc<Generator>) -> bool {
        let Some(module) = self.modules.get_name("warnings") else { return false };
        let hook = self.find_attr(&module, &intern("_warn_unawaited_coroutine")).ok().flatten();
        let own = |f: &Function| !f.code.with(|c| c.code.source.name.starts_with("<frozen "));
        let Some(hook) = hook.filter(|h| h.get::<Function>().is_some_and(own)) else { return false };
        match self.call(&hook, &[coroutine.value()]) {
            Ok(_) => true,
            Err(raise) => {
                self.unraisable(raise, "Exception ignored in: ", &coroutine.value());
                false
            }
        }
    }

    /// Notes where a coroutine is made (`sys.set_coroutine_origin_tracking_depth`).
    #[inline]
    pub(crate) fn note_origin(&mut self, coroutine: &Gc<Generator>) {
        if self.origin_depth > 0 {
            self.note_origin_frames(coroutine);
        }
    }

    #[cold]
    fn note_origin_frames(&mut self, coroutine: &Gc<Generator>) {
        let mut rows = Vec::new();
        let mut note = |code: &Code, at: u32| {
            let row = [
                Value::from(&*code.code.source.name),
                Value::Int(i64::from(line_of(code, at))),
                Value::from(&*code.code.name),
            ];
            rows.push(Tuple::of(row).into_value());
        };
        for depth in (0..self.depth()).rev().take(self.origin_depth) {
            let Some(frame) = self.frame(depth) else { break };
            note(frame.code(), frame.at());
            // Those that await it have no frames of their own.
            let first = frame.generator.as_ref().and_then(|g| g.awaiter());
            for awaiter in std::iter::successors(first, |awaiter| awaiter.awaiter()) {
                if let Some(function) = &awaiter.function {
                    note(&function.code.get(), awaiter.pc.get());
                }
            }
        }
        rows.truncate(self.origin_depth);
        coroutine.with_rare(|r| r.origin = Tuple::create(rows).into_value());
    }

    /// Shows the value of an expression statement (`sys.displayhook`).
    pub fn display(&mut self, value: &Value) -> Outcome<()> {
        if !value.is_none() {
            let mut text = String::new();
            self.builtins.set_name("_", Value::None);
            self.repr_into(value, &mut text)?;
            text.push('\n');
            match self.replaced_stdout()? {
                None => self.write_out(&text)?,
                Some(Value::None) => {}
                Some(stream) => drop(self.call_method(&stream, "write", &[Value::from(text)])?),
            }
            self.builtins.set_name("_", value.clone());
        }
        Ok(())
    }

    /// Issues a warning of a category at the running line: through `warnings` where a program imported that, else as
    /// its default filters have it.
    pub fn warn(&mut self, category: Exc, message: &str) -> Outcome<()> {
        let class = types().exception(category).value();
        if let Some(warnings) = self.modules.get_name("warnings").filter(|w| !w.is_none() && !self.ending) {
            return self.call_method(&warnings, "warn", &[Value::from(message), class]).map(drop);
        }
        let place = self.own_frame().map(|f| {
            let code = f.code().code.clone();
            (code.source.clone(), line_of(f.code(), f.at()), f.function.globals.get_name("__name__"))
        });
        let is_main = place.as_ref().is_some_and(|(_, _, name)| {
            name.as_ref().and_then(|n| n.get::<Str>()).is_some_and(|n| n.as_str() == "__main__")
        });
        let hidden = match category {
            Exc::DeprecationWarning => !is_main,
            Exc::PendingDeprecationWarning | Exc::ImportWarning | Exc::ResourceWarning => true,
            _ => false,
        };
        if hidden {
            return Ok(());
        }
        let (file, line, shown) = match &place {
            Some((source, line, _)) => (source.name.to_string(), *line, source.line_text(*line).map(str::trim)),
            None => ("<sys>".to_string(), 0, None),
        };
        let key = (file.clone(), line, message.to_string());
        if self.warned.contains(&key) {
            return Ok(());
        }
        let name = types().exception(category).name.get();
        let mut text = format!("{file}:{line}: {name}: {message}\n");
        if let Some(shown) = shown.filter(|s| !s.is_empty()) {
            text.push_str(&format!("  {shown}\n"));
        }
        self.warned.push(key);
        self.write_error_stream(&text)
    }

    /// What the program put in the place of a hook of `sys`; None when it is the original one.
    pub fn sys_hook(&mut self, name: &str) -> Option<Value> {
        let sys = self.modules.get_name("sys")?;
        let hook = self.find_attr(&sys, &intern(name)).ok().flatten()?;
        let original = self.find_attr(&sys, &intern(&format!("__{name}__"))).ok().flatten()?;
        (!hook.is(&original)).then_some(hook)
    }

    /// What happens to an exception that nobody caught: `sys.excepthook`, then the exit status.
    pub fn uncaught(&mut self, raise: &Raise) -> i32 {
        if raise.is(Exc::SystemExit) {
            return self.exit_status(&raise.0);
        }
        if raise.is(Exc::BrokenPipeError) && self.host.stdout.broken() {
            // The reader of the output has gone away: that is its right, and no news for standard error.
            return 1;
        }
        let _ = self.host.stdout.flush();
        match self.sys_hook("excepthook") {
            Some(hook) => {
                let arguments = [raise.0.as_ref().class().value(), raise.value(), raise.0.traceback.get()];
                if let Err(fault) = self.call(&hook, &arguments) {
                    if fault.is(Exc::SystemExit) {
                        return self.exit_status(&fault.0);
                    }
                    self.write_error("Error in sys.excepthook:\n");
                    self.show(&fault);
                    self.write_error("\nOriginal exception was:\n");
                    self.show(raise);
                }
            }
            None => self.show(raise),
        }
        if raise.is(Exc::KeyboardInterrupt) { 130 } else { 1 }
    }

    /// Whether the program shows its exceptions itself.
    pub fn has_own_excepthook(&mut self) -> bool {
        let Some(sys) = self.modules.get_name("sys") else { return false };
        let hook = self.find_attr(&sys, &intern("excepthook")).ok().flatten();
        let original = self.find_attr(&sys, &intern("__excepthook__")).ok().flatten();
        matches!((hook, original), (Some(hook), Some(original)) if !hook.is(&original))
    }

    fn show(&mut self, raise: &Raise) {
        // Nobody is left to hear of a fault.
        if let Ok(text) = self.traceback_text(&raise.value()) {
            let _ = self.write_error_stream(&text);
        }
    }

    /// The exit status of a SystemExit; a text is shown, and means 1.
    fn exit_status(&mut self, exit: &Exception) -> i32 {
        let code = exit.field(0);
        if code.is_none() || !code.is_set() {
            return 0;
        }
        if let Some(status) = crate::object::int::as_int(&code) {
            return match status {
                crate::object::int::AnyInt::Small(status) => (status & 0xff) as i32,
                _ => 255,
            };
        }
        let _ = self.host.stdout.flush();
        let text = self.str(&code).map_or(String::new(), |t| t.as_str().to_string());
        let _ = self.write_error_stream(&format!("{text}\n"));
        1
    }
}

/// Where a coroutine was made, as tracebacks show it.
fn origin_lines(origin: &Tuple) -> String {
    let mut text = String::new();
    for row in origin.as_slice().iter().rev() {
        let Some([file, line, name]) = row.get::<Tuple>().map(Tuple::as_slice) else { continue };
        let (Some(file), Some(name)) = (file.get::<Str>(), name.get::<Str>()) else { continue };
        let line = crate::object::int::as_i64(line).unwrap_or(0);
        text.push_str(&format!("  File \"{}\", line {line}, in {}\n", file.as_str(), name.as_str()));
        let shown = std::fs::read_to_string(file.as_str()).ok();
        let shown = shown.as_deref().and_then(|t| t.lines().nth(line.max(1) as usize - 1)).map(str::trim);
        if let Some(shown) = shown.filter(|s| !s.is_empty()) {
            text.push_str(&format!("    {shown}\n"));
        }
    }
    text
}
