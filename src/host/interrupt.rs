//! Ctrl-C and the other signals that a program asks for: noticed at once, acted upon when somebody looks.
//!
//! In: SIGINT, SIGQUIT, and what [`watch`] names. Out: flags, and a ring of the mailbox's bell, so that waits end. Nothing
//! here raises or knows values; what an interruption means is the machine's business.

use super::mailbox::Mailbox;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock, Mutex};

/// Whether Ctrl-C was pressed and nobody has taken note of it.
static PRESSED: LazyLock<Arc<AtomicBool>> = LazyLock::new(Arc::default);

/// Whether Ctrl-\ was pressed (SIGQUIT): somebody wants to know who waits for whom.
static ASKED: LazyLock<Arc<AtomicBool>> = LazyLock::new(Arc::default);

/// How many signals there are, and one more: they count from 1.
const SIGNALS: usize = 65;

/// Which of the watched signals have come; and whether any has.
static COME: LazyLock<Vec<Arc<AtomicBool>>> = LazyLock::new(|| (0..SIGNALS).map(|_| Arc::default()).collect());
static ANY: LazyLock<Arc<AtomicBool>> = LazyLock::new(Arc::default);

/// Which signals are watched: a process takes one over but once.
static WATCHED: Mutex<[bool; SIGNALS]> = Mutex::new([false; SIGNALS]);

/// Whether Ctrl-\ was pressed since the last [`take_question`].
#[inline]
pub fn is_asked() -> bool {
    ASKED.load(Ordering::Relaxed)
}

/// Takes note of Ctrl-\: whether it was pressed since the last time.
pub fn take_question() -> bool {
    is_asked() && ASKED.swap(false, Ordering::Relaxed)
}

/// Whether Ctrl-C was pressed since the last [`take`], or a watched signal has come since the last [`take_signals`].
#[inline]
pub fn is_pending() -> bool {
    PRESSED.load(Ordering::Relaxed) || ANY.load(Ordering::Relaxed)
}

/// Takes note of Ctrl-C: whether it was pressed since the last time.
pub fn take() -> bool {
    PRESSED.load(Ordering::Relaxed) && PRESSED.swap(false, Ordering::Relaxed)
}

/// Takes note of the watched signals that have come since the last time, lowest number first.
pub fn take_signals() -> Vec<i32> {
    if !ANY.swap(false, Ordering::Relaxed) {
        return Vec::new();
    }
    (1..).zip(COME.iter().skip(1)).filter(|(_, come)| come.swap(false, Ordering::Relaxed)).map(|(n, _)| n).collect()
}

/// The number of SIGINT.
const CTRL_C: i32 = 2;

/// As if a watched signal had come, or Ctrl-C.
pub fn simulate_signal(signal: i32) {
    if signal == CTRL_C {
        return simulate();
    }
    if let Some(come) = usize::try_from(signal).ok().and_then(|at| COME.get(at)) {
        come.store(true, Ordering::Relaxed);
        ANY.store(true, Ordering::Relaxed);
    }
}

/// Takes a signal over from the system. Ctrl-C is already; those that are faults of the process itself stay with it. An
/// error where the system refuses, as with SIGKILL.
#[cfg(unix)]
pub fn watch(signal: i32, mailbox: &mut Mailbox) -> std::io::Result<()> {
    use signal_hook::consts::{FORBIDDEN, SIGINT, SIGKILL, SIGSTOP};
    let refused = || std::io::Error::from_raw_os_error(22);
    let at = usize::try_from(signal).ok().filter(|at| (1..SIGNALS).contains(at)).ok_or_else(refused)?;
    if matches!(signal, SIGKILL | SIGSTOP | 32 | 33) {
        return Err(refused());
    }
    let Ok(mut watched) = WATCHED.lock() else { return Err(refused()) };
    if watched[at] || signal == SIGINT || FORBIDDEN.contains(&signal) {
        return Ok(());
    }
    // The flags first: whoever hears the bell sees them.
    signal_hook::flag::register(signal, Arc::clone(&COME[at]))?;
    signal_hook::flag::register(signal, Arc::clone(&ANY))?;
    if let Ok(bell) = mailbox.waker().and_then(|bell| bell.try_clone()) {
        signal_hook::low_level::pipe::register(signal, bell)?;
    }
    watched[at] = true;
    Ok(())
}

/// Takes a signal over from the system: here there are none.
#[cfg(not(unix))]
pub fn watch(_: i32, _: &mut Mailbox) -> std::io::Result<()> {
    Ok(())
}

/// Does what a signal does that nobody has taken over; most end the process.
#[cfg(unix)]
pub fn as_usual(signal: i32) {
    // What cannot be done as usual is left undone.
    let _ = signal_hook::low_level::emulate_default_handler(signal);
}

/// Does what a signal does that nobody has taken over: here there are none.
#[cfg(not(unix))]
pub fn as_usual(_: i32) {}

/// As if Ctrl-C were pressed.
pub fn simulate() {
    PRESSED.store(true, Ordering::Relaxed);
}

/// Takes SIGINT and SIGQUIT over from the system, which would end the process. A system that refuses goes on without.
#[cfg(unix)]
pub fn install(mailbox: &mut Mailbox) {
    use signal_hook::consts::{SIGINT, SIGQUIT};
    for (signal, flag) in [(SIGINT, &PRESSED), (SIGQUIT, &ASKED)] {
        // The flag first: whoever hears the bell sees it.
        if signal_hook::flag::register(signal, Arc::clone(flag)).is_err() {
            continue;
        }
        if let Ok(bell) = mailbox.waker().and_then(|bell| bell.try_clone()) {
            let _ = signal_hook::low_level::pipe::register(signal, bell);
        }
    }
}

/// Takes SIGINT over from the system, which would end the process. A system that refuses goes on without Ctrl-C.
#[cfg(windows)]
pub fn install(_: &mut Mailbox) {
    let _ = signal_hook::flag::register(signal_hook::consts::SIGINT, PRESSED.clone());
}

/// Where there are no signals, there is no Ctrl-C.
#[cfg(not(any(unix, windows)))]
pub fn install(_: &mut Mailbox) {}

#[cfg(test)]
mod tests {
    #[test]
    fn an_interruption_is_noted_once() {
        super::simulate();
        assert!(super::take() && !super::take());
        super::simulate_signal(15);
        super::simulate_signal(10);
        assert!(super::is_pending());
        assert_eq!((super::take_signals(), super::take_signals()), (vec![10, 15], vec![]));
    }
}
