//! What was printed against what the note shows.
//!
//! In: two texts. Out: how they differ, leaving aside what differs from run to run: addresses, times, durations, file
//! names, the numbers of tasks and threads.

/// A line without what differs from run to run.
fn settled(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line.trim_end();
    while let Some(c) = rest.chars().next() {
        if c.is_ascii_digit() && !out.ends_with(|c: char| c.is_alphanumeric() || c == '_') {
            let number = &rest[..rest.len()
                - rest.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || matches!(c, ':' | '.')).len()];
            let number = number.trim_end_matches(['.', ':']);
            if number.starts_with("0x") || number.contains(':') || (number.contains('.') && number.len() > 4) {
                out.push('…');
                rest = &rest[number.len()..];
                continue;
            }
        }
        out.push(c);
        rest = &rest[c.len_utf8()..];
    }
    for mark in [" name='Task-", " name='Thread-"] {
        while let Some((before, after)) = out.split_once(mark).map(|(b, a)| (b.to_string(), a.to_string())) {
            out = format!("{before}{}", after.split_once('\'').map_or("", |(_, a)| a));
        }
    }
    // `at demo.py:4` and `at note.md:4` are the same place.
    let mut words: Vec<String> = Vec::new();
    let mut after_at = false;
    for word in out.split(' ') {
        let kept = word.trim_start_matches(|c| c != '>' && c != ']' && c != ')');
        words.push(if after_at { format!("…{kept}") } else { word.to_string() });
        after_at = word == "at";
    }
    words.join(" ")
}

/// The first difference, in words; None when both are the same for a reader.
pub fn difference(recorded: &str, printed: &str) -> Option<String> {
    let lines =
        |text: &str| -> Vec<String> { text.lines().filter(|l| !l.trim().is_empty()).map(str::to_string).collect() };
    let (wanted, got) = (lines(recorded), lines(printed));
    for i in 0..wanted.len().max(got.len()) {
        let (a, b) = (wanted.get(i), got.get(i));
        if a.map(|l| settled(l)) != b.map(|l| settled(l)) {
            let or_nothing = |line: Option<&String>| line.map_or("nothing more".to_string(), |l| format!("`{l}`"));
            return Some(format!("the note shows {}, printed was {}", or_nothing(a), or_nothing(b)));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_and_addresses_do_not_count() {
        assert!(difference("start 23:05:06\n", "start 01:02:03\n").is_none());
        assert!(difference("<coroutine object f at 0x10e0f7830>", "<coroutine object f at 0x7f>").is_none());
        assert!(difference("TIME:  0.00123", "TIME:  2.5012345").is_none());
        let (old, new) = (
            "<Task pending coro=<f() running at demo.py:4>>",
            "<Task pending name='Task-1' coro=<f() running at n.md:90>>",
        );
        assert!(difference(old, new).is_none());
        assert!(difference("a\nb\n", "a\n").is_some());
        assert!(difference("x 1\n", "x 2\n").is_some());
    }
}
