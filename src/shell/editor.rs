//! The line editor: the one file that knows reedline.
//!
//! In: keys, on a thread of its own that never touches values. Out: inputs, by way of the mailbox, so that the loop goes on
//! while a person types. What tasks print meanwhile goes above the prompt. reedline and not rustyline, because it draws
//! several lines with a prompt before each, shows candidates with what they are, and opens an external editor.

use super::complete::{Candidate, complete, hint};
use super::highlight::{Piece, pieces};
use super::input::{Verdict, judge};
use super::session::Session;
use super::{Reader, Start, Typed, folder};
use crate::diagnostic::catalogue::said;
use crate::host::mailbox::Slot;
use crate::host::output::Output;
use crate::host::terminal::columns;
use crate::object::Value;
use reedline::{
    ColumnarMenu, Completer, EditCommand, EditMode, Emacs, ExternalPrinter, FileBackedHistory, Highlighter, Hinter,
    History, KeyCode, KeyModifiers, Keybindings, MenuBuilder, Prompt, PromptEditMode, PromptHistorySearch,
    PromptViMode, Reedline, ReedlineEvent, ReedlineMenu, ReedlineRawEvent, Signal, Span, StyledText, Suggestion,
    ValidationResult, Validator, Vi, default_emacs_keybindings, default_vi_insert_keybindings,
    default_vi_normal_keybindings,
};
use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::{HashSet, VecDeque};
use std::io::Write;
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::time::Duration;
use unicode_width::UnicodeWidthStr;

/// Inputs kept across sessions.
const HISTORY: usize = 10_000;
/// How long a person waits for candidates while the program computes.
const PATIENCE: Duration = Duration::from_millis(300);

/// How long a key waits for a hint.
const BLINK: Duration = Duration::from_millis(40);
/// One step of indentation.
const STEP: usize = 4;
/// A hint with less room than so many columns is not shown.
const LEAST_HINTED: usize = 16;
/// Faults of the editor, one after the other, after which there is no terminal to type at.
const MOST_FAULTS: usize = 3;

/// What the editor's thread sends.
enum Message {
    /// What was typed.
    Typed(Typed),
    /// Candidates are wanted for the text before a byte.
    Complete(String, usize, mpsc::Sender<(usize, Vec<Candidate>)>),
    /// A hint is wanted for the call that a text ends in.
    Hint(String, mpsc::Sender<Option<String>>),
}

/// What the editor is asked for: an input.
struct Asked {
    /// Its number.
    number: usize,
    /// Whether it is typed with the keys of vi.
    vi: bool,
}

/// The editor as the session sees it.
pub struct Editor {
    ask: mpsc::Sender<Asked>,
    inbox: Rc<RefCell<Inbox>>,
    printer: ExternalPrinter<String>,
    slot: Slot,
}

#[derive(Default)]
struct Inbox {
    typed: VecDeque<Typed>,
    /// The future that the loop runs for.
    waiting: Option<Value>,
}

impl Editor {
    /// Starts the editor's thread.
    pub fn start(session: &mut Session, start: &Start) -> std::io::Result<Editor> {
        let inbox = Rc::new(RefCell::new(Inbox::default()));
        let printer = ExternalPrinter::new(4096);
        let (ask, asked) = mpsc::channel();
        let handler = inbox.clone();
        let names = session.main.dict.clone();
        let slot = session.machine.listen(false, move |m, letter| {
            let Ok(message) = letter.downcast::<Message>() else { return Ok(()) };
            match *message {
                Message::Complete(text, cursor, reply) => {
                    // The editor may have lost patience.
                    let _ = reply.send(complete(m, &names, &text, cursor));
                    Ok(())
                }
                Message::Hint(text, reply) => {
                    let _ = reply.send(hint(m, &names, &text));
                    Ok(())
                }
                Message::Typed(typed) => {
                    let mut inbox = handler.borrow_mut();
                    inbox.typed.push_back(typed);
                    let waiting = inbox.waiting.take();
                    drop(inbox);
                    match waiting {
                        Some(future) => m.call_method(&future, "set_result", &[Value::None]).map(drop),
                        None => Ok(()),
                    }
                }
            }
        })?;
        let builtins = session.machine.builtins.keys();
        let builtins = builtins.iter().filter_map(|key| key.get::<crate::object::str::Str>());
        let builtins = builtins.map(|name| name.as_str().to_string()).collect();
        let setting = Setting {
            builtins,
            color: session.settings.color,
            vi: session.vi,
            history: start.history.clone().or_else(|| Some(folder("XDG_STATE_HOME", ".local/state")?.join("history"))),
            printer: printer.clone(),
            slot: slot.clone(),
        };
        std::thread::Builder::new().name("editor".to_string()).spawn(move || edit(setting, &asked))?;
        Ok(Editor { ask, inbox, printer, slot })
    }
}

impl Reader for Editor {
    fn next(&mut self, session: &mut Session) -> Typed {
        session.flush();
        let Ok(future) = session.future() else { return Typed::End };
        self.inbox.borrow_mut().waiting = Some(future.clone());
        if self.ask.send(Asked { number: session.number + 1, vi: session.vi }).is_err() {
            return Typed::End;
        }
        let host = &mut session.machine.host;
        let stdout = std::mem::replace(&mut host.stdout, above(&self.printer));
        let stderr = std::mem::replace(&mut host.stderr, above(&self.printer));
        session.machine.await_letters(&self.slot, true);
        let typed = loop {
            // Ctrl-C is a key here; a signal from elsewhere does not end the prompt.
            let _ = session.ask("wait", std::slice::from_ref(&future));
            if let Some(typed) = self.inbox.borrow_mut().typed.pop_front() {
                break typed;
            }
        };
        session.machine.await_letters(&self.slot, false);
        session.flush();
        session.machine.host.stdout = stdout;
        session.machine.host.stderr = stderr;
        // What was printed too late to be shown above the prompt.
        while let Some(text) = self.printer.get_line() {
            let _ = session.machine.host.stdout.write(format!("{text}\n").as_bytes());
        }
        session.flush();
        typed
    }
}

/// An output whose lines go above the prompt.
fn above(printer: &ExternalPrinter<String>) -> Output {
    let printer = printer.clone();
    let mut rest = String::new();
    let mut output = Output::through(move |bytes| {
        rest.push_str(&String::from_utf8_lossy(bytes));
        if let Some(end) = rest.rfind('\n') {
            let lines: String = rest.drain(..=end).collect();
            // A full queue is emptied by the editor; a closed one has no reader any more.
            let _ = printer.print(lines.trim_end_matches('\n').to_string());
        }
        Ok(())
    });
    output.set_by_line(true);
    output
}

/// What the editor's thread needs to know.
struct Setting {
    builtins: HashSet<String>,
    color: bool,
    vi: bool,
    history: Option<std::path::PathBuf>,
    printer: ExternalPrinter<String>,
    slot: Slot,
}

/// The editor's thread: a line whenever one is asked for.
fn edit(setting: Setting, asked: &mpsc::Receiver<Asked>) {
    let slot = setting.slot.clone();
    let next_line = Arc::new(NextLine::default());
    let blanks = Blanks::default();
    let mut has_vi = setting.vi;
    let mut editor = editor(setting, &next_line, &blanks);
    while let Ok(Asked { number, vi }) = asked.recv() {
        if vi != has_vi {
            editor = editor.with_edit_mode(keys(vi, &blanks));
            has_vi = vi;
        }
        let prompt = Numbered(number);
        let mut faults = 0;
        let typed = loop {
            match editor.read_line(&prompt) {
                Ok(Signal::Success(text)) => break Typed::Text(text),
                Ok(Signal::CtrlC) => {
                    // A menu that stood below the line goes with it.
                    print!("\x1b[J");
                    // A terminal that is gone is noticed at the next line.
                    let _ = std::io::stdout().flush();
                    break Typed::Interrupt;
                }
                Ok(Signal::ExternalBreak(_)) => {
                    let indentation = std::mem::take(&mut *next_line.indentation());
                    editor.run_edit_commands(&[EditCommand::InsertString(indentation)]);
                }
                // Such as an external editor that is not there.
                Err(fault) if faults < MOST_FAULTS => {
                    faults += 1;
                    let text = format!("the editor failed: {fault}; $EDITOR names the one that Ctrl-O opens");
                    eprintln!("co: {}", said(&text));
                }
                Ok(Signal::CtrlD) | Err(_) => break Typed::End,
                Ok(_) => {}
            }
        };
        // The history is for the next session; a full disk must not end this one.
        let _ = editor.sync_history();
        slot.send(Box::new(Message::Typed(typed)));
    }
}

fn editor(setting: Setting, next_line: &Arc<NextLine>, blanks: &Blanks) -> Reedline {
    let menu = ColumnarMenu::default().with_name("completion").with_columns(1).with_column_padding(2);
    let menu = menu.with_marker(">>> ");
    let mut editor = Reedline::create()
        .with_validator(Box::new(Whole(next_line.clone())))
        .with_break_signal(next_line.wanted.clone())
        .with_highlighter(Box::new(Colors { builtins: setting.builtins, on: setting.color, blanks: blanks.clone() }))
        .with_completer(Box::new(Candidates(setting.slot.clone())))
        .with_hinter(Box::new(Signatures { slot: setting.slot, color: setting.color }))
        .with_quick_completions(true)
        .with_partial_completions(true)
        .with_menu(ReedlineMenu::EngineCompleter(Box::new(menu)))
        .with_edit_mode(keys(setting.vi, blanks))
        .with_ansi_colors(setting.color)
        .with_external_printer(setting.printer)
        .with_poll_interval(Duration::from_millis(25))
        .use_bracketed_paste(true);
    if let Some(file) = setting.history {
        if let Some(folder) = file.parent() {
            let _ = std::fs::create_dir_all(folder);
        }
        if let Ok(history) = FileBackedHistory::with_file(HISTORY, file) {
            editor = editor.with_history(Box::new(history));
        }
    }
    let name = std::env::var("VISUAL").or_else(|_| std::env::var("EDITOR")).unwrap_or_else(|_| "vi".to_string());
    let mut words = name.split_whitespace();
    if let Some(program) = words.next() {
        let file = std::env::temp_dir().join(format!("co-input-{}.co", std::process::id()));
        let mut command = std::process::Command::new(program);
        command.args(words).arg(&file);
        editor = editor.with_buffer_editor(command, file);
    }
    editor
}

/// How many blanks stand before the cursor, when nothing else does on its line: as it was drawn last.
type Blanks = Arc<AtomicUsize>;

/// Keys with which Backspace takes a whole step of indentation.
struct ByStep {
    keys: Box<dyn EditMode>,
    blanks: Blanks,
}

impl EditMode for ByStep {
    fn parse_event(&mut self, event: ReedlineRawEvent) -> ReedlineEvent {
        // What comes before the next drawing finds another line.
        let blanks = self.blanks.swap(0, Ordering::Relaxed);
        match self.keys.parse_event(event) {
            ReedlineEvent::Edit(edits) if blanks > 0 && edits == [EditCommand::Backspace] => {
                ReedlineEvent::Edit(vec![EditCommand::Backspace; (blanks - 1) % STEP + 1])
            }
            event => event,
        }
    }

    fn edit_mode(&self) -> PromptEditMode {
        self.keys.edit_mode()
    }
}

fn keys(vi: bool, blanks: &Blanks) -> Box<dyn EditMode> {
    let bind = |mut keys: Keybindings| {
        let complete =
            ReedlineEvent::UntilFound(vec![ReedlineEvent::Menu("completion".to_string()), ReedlineEvent::MenuNext]);
        keys.add_binding(KeyModifiers::NONE, KeyCode::Tab, complete);
        keys.add_binding(KeyModifiers::SHIFT, KeyCode::BackTab, ReedlineEvent::MenuPrevious);
        let newline = ReedlineEvent::Edit(vec![EditCommand::InsertNewline]);
        keys.add_binding(KeyModifiers::ALT, KeyCode::Enter, newline);
        keys
    };
    let keys: Box<dyn EditMode> = match vi {
        true => Box::new(Vi::new(bind(default_vi_insert_keybindings()), default_vi_normal_keybindings())),
        false => Box::new(Emacs::new(bind(default_emacs_keybindings()))),
    };
    Box::new(ByStep { keys, blanks: blanks.clone() })
}

/// The indentation of a line that has just been begun.
#[derive(Default)]
struct NextLine {
    indentation: Mutex<String>,
    wanted: Arc<AtomicBool>,
}

impl NextLine {
    fn indentation(&self) -> std::sync::MutexGuard<'_, String> {
        // A string is whole whatever a thread that held it did.
        self.indentation.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether Enter ends the input. When it does not, the new line is indented: the editor is left for a moment, because
/// only from outside can text be put into it.
struct Whole(Arc<NextLine>);

impl Validator for Whole {
    fn validate(&self, text: &str) -> ValidationResult {
        match judge(text) {
            Verdict::Whole => ValidationResult::Complete,
            Verdict::More(indentation) => {
                if !indentation.is_empty() {
                    *self.0.indentation() = indentation;
                    self.0.wanted.store(true, Ordering::Relaxed);
                }
                ValidationResult::Incomplete
            }
        }
    }
}

/// Candidates are found on the machine's thread, where the names are.
struct Candidates(Slot);

impl Completer for Candidates {
    fn complete(&mut self, text: &str, cursor: usize) -> Vec<Suggestion> {
        let before = text.get(..cursor).unwrap_or(text);
        let line = before.rsplit('\n').next().unwrap_or("");
        if line.trim().is_empty() {
            // Tab at the margin indents.
            let indented =
                Suggestion { value: "    ".to_string(), span: Span::new(cursor, cursor), ..Default::default() };
            return vec![indented];
        }
        let (reply, answer) = mpsc::channel();
        self.0.send(Box::new(Message::Complete(text.to_string(), cursor, reply)));
        let Ok((start, candidates)) = answer.recv_timeout(PATIENCE) else { return Vec::new() };
        let suggestion = |candidate: Candidate| Suggestion {
            value: candidate.text,
            description: Some(candidate.about).filter(|about| !about.is_empty()),
            span: Span::new(start, cursor),
            ..Default::default()
        };
        let found: Vec<Suggestion> = candidates.into_iter().map(suggestion).collect();
        match found.is_empty() {
            // Nothing to insert, rather than a menu that says that it is empty.
            true => vec![Suggestion { span: Span::new(cursor, cursor), ..Default::default() }],
            false => found,
        }
    }
}

/// Behind a call that is being typed: what the function takes and does. It is shown, never inserted.
struct Signatures {
    slot: Slot,
    color: bool,
}

impl Hinter for Signatures {
    fn handle(&mut self, text: &str, cursor: usize, _: &dyn History, _: bool, _: &str) -> String {
        if cursor < text.len() || !text.contains('(') {
            return String::new();
        }
        let (reply, answer) = mpsc::channel();
        self.slot.send(Box::new(Message::Hint(text.to_string(), reply)));
        let Ok(Some(hint)) = answer.recv_timeout(BLINK) else { return String::new() };
        // It stays on the line, left of the number of the input.
        let typed = text.rsplit('\n').next().unwrap_or("").width();
        let room = columns().unwrap_or(80).saturating_sub(typed + 18);
        if room < LEAST_HINTED {
            return String::new();
        }
        let mut shown: String = hint.chars().take(room).collect();
        let dots = if shown.len() < hint.len() { "..." } else { "" };
        shown.truncate(shown.trim_end().len());
        match self.color {
            true => nu_ansi_term::Style::new().dimmed().paint(format!("   # {shown}{dots}")).to_string(),
            false => format!("   # {shown}{dots}"),
        }
    }

    fn complete_hint(&self) -> String {
        String::new()
    }

    fn next_hint_token(&self) -> String {
        String::new()
    }
}

struct Colors {
    builtins: HashSet<String>,
    on: bool,
    /// It is asked whenever the line is drawn, and so tells the keys.
    blanks: Blanks,
}

impl Highlighter for Colors {
    fn highlight(&self, text: &str, cursor: usize) -> StyledText {
        use nu_ansi_term::{Color, Style};
        let before = text.get(..cursor).unwrap_or("").rsplit('\n').next().unwrap_or("");
        let blanks = if before.bytes().all(|b| b == b' ') { before.len() } else { 0 };
        self.blanks.store(blanks, Ordering::Relaxed);
        let mut styled = StyledText::new();
        styled.push((Style::new(), text.to_string()));
        if self.on && !text.starts_with([':', '!', '%', '?']) {
            for (range, piece) in pieces(text, cursor, |name| self.builtins.contains(name)) {
                let style = match piece {
                    Piece::Keyword => Style::new().fg(Color::Blue),
                    Piece::Suspension => Style::new().fg(Color::Purple).bold(),
                    Piece::Str => Style::new().fg(Color::Green),
                    Piece::Number => Style::new().fg(Color::Cyan),
                    Piece::Comment => Style::new().fg(Color::DarkGray),
                    Piece::Definition => Style::new().bold(),
                    Piece::Builtin => Style::new().fg(Color::Yellow),
                    Piece::Mate => Style::new().bold().underline(),
                    Piece::Fault => Style::new().fg(Color::Red).underline(),
                };
                styled.style_range(range.start, range.end, style);
            }
        }
        styled
    }
}

/// `>>> `, and `... ` before the lines that follow; the number of the input at the right.
struct Numbered(usize);

impl Prompt for Numbered {
    fn render_prompt_left(&self) -> Cow<'_, str> {
        "".into()
    }

    fn render_prompt_right(&self) -> Cow<'_, str> {
        format!("[{}]", self.0).into()
    }

    fn render_prompt_indicator(&self, mode: PromptEditMode) -> Cow<'_, str> {
        match mode {
            PromptEditMode::Vi(PromptViMode::Insert) | PromptEditMode::Default | PromptEditMode::Emacs => ">>> ",
            _ => ">>: ",
        }
        .into()
    }

    fn render_prompt_multiline_indicator(&self) -> Cow<'_, str> {
        "... ".into()
    }

    fn render_prompt_history_search_indicator(&self, search: PromptHistorySearch) -> Cow<'_, str> {
        format!("(search) '{}': ", search.term).into()
    }
}
