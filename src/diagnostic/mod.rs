//! Diagnostics as plain data: everything that is said about a program, whoever says it.
//!
//! In: stages push [`Diagnostic`]s into a list and go on. Out: `render` (the one file that knows ariadne) prints them.
//! Nothing here prints, and no stage does.

pub mod catalogue;
pub mod codes;
pub mod near;
pub mod pages;

// The three forms it is shown in: for people, CPython's, for tools.
pub mod json;
pub mod plain;
pub mod render;
pub mod window;

use crate::source::{Source, Span};

/// How grave it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord)]
pub enum Severity {
    /// Something to know; the program goes on.
    Note,
    /// Something that is accepted but should be changed.
    Warning,
    /// The program cannot run.
    Error,
}

/// A stable code such as `E0101`: the letter is the severity, the number is the page.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub struct Code(pub &'static str);

/// A place in the source with what is to be said there. The first label of a diagnostic is the primary one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What is said there; may be empty.
    pub message: String,
}

/// A change that mends the fault: replace `span` by `text`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Repair {
    /// What is replaced.
    pub span: Span,
    /// By what.
    pub text: String,
}

/// The exception that CPython would raise for this fault.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fault {
    /// `SyntaxError`
    Syntax,
    /// `IndentationError`
    Indentation,
    /// `TabError`
    Tab,
}

/// One thing said about a program.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Diagnostic {
    /// The stable code.
    pub code: Code,
    /// How grave.
    pub severity: Severity,
    /// For errors: which exception CPython raises.
    pub fault: Fault,
    /// One sentence, CPython's words where CPython has any.
    pub message: String,
    /// Places; the first is where it happened.
    pub labels: Vec<Label>,
    /// Further facts, one sentence each.
    pub notes: Vec<String>,
    /// What to do about it.
    pub help: Option<String>,
    /// The certain repair, if there is one.
    pub repair: Option<Repair>,
    /// The same repair at the other places that are spoken of.
    pub further: Vec<Repair>,
    /// Whether more input could mend it (the shell then asks for another line).
    pub incomplete: bool,
}

impl Diagnostic {
    /// An error with CPython's words at a place.
    pub fn error(code: &'static str, message: impl Into<String>, span: Span) -> Diagnostic {
        Diagnostic {
            code: Code(code),
            severity: Severity::Error,
            fault: Fault::Syntax,
            message: message.into(),
            labels: vec![Label { span, message: String::new() }],
            notes: Vec::new(),
            help: None,
            repair: None,
            further: Vec::new(),
            incomplete: false,
        }
    }

    /// A warning at a place.
    pub fn warning(code: &'static str, message: impl Into<String>, span: Span) -> Diagnostic {
        Diagnostic { severity: Severity::Warning, ..Diagnostic::error(code, message, span) }
    }

    /// The same, raised as another exception.
    pub fn fault(mut self, fault: Fault) -> Diagnostic {
        self.fault = fault;
        self
    }

    /// Says something at the primary place.
    pub fn here(mut self, message: impl Into<String>) -> Diagnostic {
        if let Some(label) = self.labels.first_mut() {
            label.message = message.into();
        }
        self
    }

    /// Adds a second place.
    pub fn label(mut self, span: Span, message: impl Into<String>) -> Diagnostic {
        self.labels.push(Label { span, message: message.into() });
        self
    }

    /// Adds a fact.
    pub fn note(mut self, text: impl Into<String>) -> Diagnostic {
        self.notes.push(text.into());
        self
    }

    /// Says what to do.
    pub fn help(mut self, text: impl Into<String>) -> Diagnostic {
        self.help = Some(text.into());
        self
    }

    /// Gives the certain repair.
    pub fn repair(mut self, span: Span, text: impl Into<String>) -> Diagnostic {
        self.repair = Some(Repair { span, text: text.into() });
        self
    }

    /// Marks a fault that more input could mend.
    pub fn incomplete(mut self) -> Diagnostic {
        self.incomplete = true;
        self
    }

    /// Where it happened.
    pub fn span(&self) -> Span {
        self.labels.first().map_or(Span::default(), |l| l.span)
    }
}

/// The certain repair in words.
fn repair_help(diagnostic: &Diagnostic, source: &Source) -> Option<String> {
    let repair = diagnostic.repair.as_ref()?;
    let old = source.slice(repair.span);
    let visible = |text: &str| !text.is_empty() && !text.contains(char::is_control) && text.trim() == text;
    Some(match (old, &*repair.text) {
        (_, "") if visible(old) => format!("remove `{old}`"),
        (_, "") => "remove it".into(),
        (_, " ") => return None,
        ("", new) if diagnostic.help.as_ref().is_some_and(|help| help.contains(new.trim())) => return None,
        ("", ":") if diagnostic.help.as_ref().is_some_and(|help| help.contains("colon")) => return None,
        ("", new) => format!("add `{new}`"),
        // The help says it already.
        (_, new) if new.len() > 3 && diagnostic.help.as_ref().is_some_and(|help| help.contains(new.trim())) => {
            return None;
        }
        (_, new) if visible(old) && old.chars().count() <= 40 => format!("write `{new}` instead of `{old}`"),
        (_, new) => format!("write `{new}`"),
    })
}
