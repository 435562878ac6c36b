//! The page of a recording in a real browser: it opens, says what happens in both languages, and steps to any event.
//!
//! In: a recording of a program of `tests/teach`. Out: the document as headless Chromium leaves it after the page's own
//! script. Where no Chromium is installed (`CO_BROWSER` names another), there is nothing to test with, and that is said.

use crate::process::{End, LIMIT, co, run};
use std::process::Command;

/// The browser, if there is one.
fn browser() -> Option<String> {
    let named = std::env::var("CO_BROWSER").ok();
    let names = ["chromium", "chromium-browser", "google-chrome", "chrome"].map(String::from);
    let starts = |name: &String| Command::new(name).arg("--version").output().is_ok_and(|o| o.status.success());
    named.into_iter().chain(names).find(starts)
}

/// The document that a page becomes, at an address with parameters.
fn document(browser: &str, page: &std::path::Path, parameters: &str) -> String {
    let profile = page.with_extension("profile");
    let mut command = Command::new(browser);
    command.args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--dump-dom"]);
    command.arg(format!("--user-data-dir={}", profile.display()));
    command.arg(format!("file://{}?{parameters}", page.display()));
    let shown = run(command, b"", LIMIT).stdout;
    let _ = std::fs::remove_dir_all(profile);
    shown
}

/// The text of an element that holds nothing else, by its id.
fn text_of<'d>(document: &'d str, id: &str) -> &'d str {
    let from = document.find(&format!("id=\"{id}\"")).and_then(|at| Some(at + document[at..].find('>')? + 1));
    let rest = &document[from.unwrap_or(document.len())..];
    rest.split('<').next().unwrap_or("")
}

#[test]
fn the_page_tells_the_run_in_a_browser() {
    let Some(browser) = browser() else {
        eprintln!("no Chromium here: the page was not opened");
        return;
    };
    let page = std::env::temp_dir().join(format!("co-page-{}.html", std::process::id()));
    let name = page.to_string_lossy().into_owned();
    let program = "tests/teach/trace/task_group.co";
    let words = ["trace", "--format", "html", "--clock", "virtual", "--output", &name, program];
    assert_eq!(run(co(&words), b"", LIMIT).end, End::Status(0));
    let first = document(&browser, &page, "lang=en&theme=light");
    if first.is_empty() {
        eprintln!("{browser} shows no document here: the page was not opened");
        return;
    }
    assert_eq!(text_of(&first, "said"), "Task-1 is made at line 27, to run main()");
    assert!(text_of(&first, "where").starts_with("event 1 of "), "{}", text_of(&first, "where"));
    assert_eq!(text_of(&first, "play"), "Play");
    let last = document(&browser, &page, "lang=zh&theme=dark&event=100000");
    assert_eq!(text_of(&last, "said"), "运行结束");
    assert!(last.contains("data-theme=\"dark\"") && last.contains("到此为止的输出"));
    assert!(last.contains("stopped\n(ValueError('broken'),)\n</pre>"), "{}", last.len());
    let _ = std::fs::remove_file(&page);
}
