//! Ctrl-C: noticed at once, acted upon when somebody looks.
//!
//! In: SIGINT. Out: a flag, and a ring of the mailbox's bell, so that waits end. Nothing here raises or knows values; what
//! an interruption means is the machine's business.

use super::mailbox::Mailbox;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock};

/// Whether Ctrl-C was pressed and nobody has taken note of it.
static PRESSED: LazyLock<Arc<AtomicBool>> = LazyLock::new(Arc::default);

/// Whether Ctrl-\ was pressed (SIGQUIT): somebody wants to know who waits for whom.
static ASKED: LazyLock<Arc<AtomicBool>> = LazyLock::new(Arc::default);

/// Whether Ctrl-\ was pressed since the last [`take_question`].
#[inline]
pub fn is_asked() -> bool {
    ASKED.load(Ordering::Relaxed)
}

/// Takes note of Ctrl-\: whether it was pressed since the last time.
pub fn take_question() -> bool {
    is_asked() && ASKED.swap(false, Ordering::Relaxed)
}

/// Whether Ctrl-C was pressed since the last [`take`].
#[inline]
pub fn is_pending() -> bool {
    PRESSED.load(Ordering::Relaxed)
}

/// Takes note of Ctrl-C: whether it was pressed since the last time.
pub fn take() -> bool {
    is_pending() && PRESSED.swap(false, Ordering::Relaxed)
}

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
    }
}
