//! "Did you mean": names near the one that was not found.
//!
//! In: an exception that names what was missing. Out: the words to be added to its message.

use crate::diagnostic::near::nearest;
use crate::machine::Machine;
use crate::object::Exc;
use crate::object::Value;
use crate::object::dict::Dict;
use crate::object::exception::{Exception, Traceback};
use crate::object::generator::Frame;
use crate::object::heap::Gc;
use crate::object::str::Str;
use crate::object::types::types;

impl Machine {
    /// What to add to the message of an exception that names something.
    pub fn suggestion(&mut self, exception: &Gc<Exception>) -> Option<String> {
        let class = exception.as_ref().class().clone();
        let is = |which: Exc| class.is_subclass_of(types().exception(which));
        let text = |i: usize| exception.field(i).get::<Str>().map(|s| s.as_str().to_string());
        if is(Exc::ImportError) {
            let (wrong, module) = (text(3)?, text(1)?);
            let module = self.modules.get_name(&module)?;
            let names = self.names_of(&module)?;
            return mean(&wrong, &shown(names, &wrong));
        }
        if is(Exc::AttributeError) {
            let wrong = text(0)?;
            let object = exception.field(1);
            let names = self.names_of(&object)?;
            let own = self.last_locals(exception).and_then(|locals| locals.get_name("self"));
            let names = if own.is_some_and(|own| own.is(&object)) { names } else { shown(names, &wrong) };
            return mean(&wrong, &names);
        }
        if !is(Exc::NameError) {
            return None;
        }
        let wrong = text(0)?;
        let mut words = String::new();
        let forgotten = crate::stdlib::is_shipped(&wrong);
        if let Some(last) = last_entry(exception) {
            let mut names: Vec<String> = Vec::new();
            if let Some(dict) = self.last_locals(exception) {
                if let Some(own) = dict.get_name("self") {
                    if let Ok(Some(_)) = self.find_attr(&own, &crate::object::str::intern(&wrong)) {
                        return Some(format!(". Did you mean: 'self.{wrong}'?"));
                    }
                }
                names.extend(dict.keys().iter().filter_map(|k| k.get::<Str>().map(|k| k.as_str().to_string())));
            }
            let builtins = self.builtins_of(&last.globals);
            for dict in [&last.globals, &builtins] {
                names.extend(dict.keys().iter().filter_map(|k| k.get::<Str>().map(|k| k.as_str().to_string())));
            }
            words = mean(&wrong, &names).unwrap_or_default();
        }
        if forgotten {
            words.push_str(&match words.is_empty() {
                true => format!(". Did you forget to import '{wrong}'?"),
                false => format!(" Or did you forget to import '{wrong}'?"),
            });
        }
        (!words.is_empty()).then_some(words)
    }

    /// The locals of the frame where an exception was raised.
    fn last_locals(&mut self, exception: &Exception) -> Option<Gc<Dict>> {
        let last = last_entry(exception)?;
        let frame = self.traceback_frame(&last);
        let locals = self.frame_object_locals(frame.typed::<Frame>()?);
        locals.typed::<Dict>().cloned()
    }

    fn names_of(&mut self, object: &Value) -> Option<Vec<String>> {
        let names = self.call_builtin("dir", std::slice::from_ref(object)).ok()?;
        let names = self.collect(&names).ok()?;
        Some(names.iter().filter_map(|n| n.get::<Str>().map(|n| n.as_str().to_string())).collect())
    }
}

/// The entry of where an exception was raised.
fn last_entry(exception: &Exception) -> Option<Gc<Traceback>> {
    let mut at = exception.traceback.get();
    let mut last = None;
    while let Some(entry) = at.typed::<Traceback>().cloned() {
        at = entry.next.get();
        last = Some(entry);
    }
    last
}

/// Names that start with `_` are offered only for names that do.
fn shown(names: Vec<String>, wrong: &str) -> Vec<String> {
    names.into_iter().filter(|n| wrong.starts_with('_') || !n.starts_with('_')).collect()
}

fn mean(wrong: &str, names: &[String]) -> Option<String> {
    let near = nearest(wrong, names.iter().map(String::as_str))?;
    Some(format!(". Did you mean: '{near}'?"))
}
