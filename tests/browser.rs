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

/// The value of a variable of the page's style, in the light theme or in the dark one.
fn variable<'p>(page: &'p str, theme: usize, name: &str) -> &'p str {
    let style = page.split(":root").nth(theme + 1).unwrap_or("");
    let value = style.split_once(&format!("--{name}: ")).map_or("", |(_, rest)| rest);
    value.split(';').next().unwrap_or("").trim()
}

/// How bright a colour is, by the formula of WCAG 2: from its three parts, 0 to 1, without the gamma of sRGB.
fn luminance([red, green, blue]: [f64; 3]) -> f64 {
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

fn of_hex(text: &str) -> [f64; 3] {
    let part = |i: usize| f64::from(u8::from_str_radix(text.get(i..i + 2).unwrap_or(""), 16).unwrap_or(0)) / 255.0;
    [1, 3, 5].map(part).map(|v| if v <= 0.03928 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) })
}

/// A colour of `oklch(lightness chroma hue)`, cut to what a screen can show.
fn of_oklch(light: f64, chroma: f64, hue: f64) -> [f64; 3] {
    let (a, b) = (chroma * hue.to_radians().cos(), chroma * hue.to_radians().sin());
    let cube = |v: f64| v * v * v;
    let l = cube(light + 0.3963377774 * a + 0.2158037573 * b);
    let m = cube(light - 0.1055613458 * a - 0.0638541728 * b);
    let s = cube(light - 0.0894841775 * a - 1.2914855480 * b);
    let parts = [
        4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
        -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
        -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s,
    ];
    parts.map(|v| v.clamp(0.0, 1.0))
}

/// Text and marks stand out from what is behind them as WCAG AA asks: 4.5 to 1 for text, 3 to 1 for marks, in both themes,
/// and the names of tasks in any of their colours.
#[test]
fn the_colours_of_the_page_can_be_told_apart() {
    let page = crate::process::text("src/teach/page.html").expect("the page is there");
    let mut faults = Vec::new();
    for theme in [0, 1] {
        let color = |name: &str| luminance(of_hex(variable(&page, theme, name)));
        let ratio = |a: f64, b: f64| (a.max(b) + 0.05) / (a.min(b) + 0.05);
        let mut check = |what: String, got: f64, least: f64| {
            if got < least {
                faults.push(format!("theme {theme}: {what}: {got:.2} to 1\n"));
            }
        };
        let light: f64 = variable(&page, theme, "light").trim_end_matches('%').parse().expect("a percentage");
        for back in ["bg", "soft", "mark", "now"] {
            for text in ["text", "quiet", "accent", "bad"] {
                check(format!("{text} on {back}"), ratio(color(text), color(back)), 4.5);
            }
            for hue in 0..360 {
                let name = luminance(of_oklch(light / 100.0, 0.13, f64::from(hue)));
                check(format!("a task of hue {hue} on {back}"), ratio(name, color(back)), 4.5);
            }
        }
        for mark in ["run", "ready", "wait", "wake", "bad", "accent"] {
            check(format!("the mark {mark}"), ratio(color(mark), color("bg")), 3.0);
        }
    }
    crate::process::report("colours", 2, &faults);
}

/// A recording of a hundred thousand events opens to its last one.
#[test]
fn the_page_of_a_large_recording_opens() {
    let Some(browser) = browser() else {
        eprintln!("no Chromium here: the page was not opened");
        return;
    };
    let program = crate::pages::scratch(
        "hops.co",
        "import asyncio\n\nasync def hop(k):\n    for i in range(50):\n        await asyncio.sleep(0)\n\nasync def main():\n    \
         await asyncio.gather(*(hop(k) for k in range(1000)))\n\nasyncio.run(main())\n",
    );
    let page = std::env::temp_dir().join(format!("co-large-{}.html", std::process::id()));
    let name = page.to_string_lossy().into_owned();
    assert_eq!(run(co(&["trace", "--format", "html", "--output", &name, &program]), b"", LIMIT).end, End::Status(0));
    let shown = document(&browser, &page, "lang=en&event=1000000");
    let _ = std::fs::remove_file(&page);
    if shown.is_empty() {
        eprintln!("{browser} shows no document here: the page was not opened");
        return;
    }
    let place = text_of(&shown, "where");
    let events = place.split(' ').nth(3).and_then(|count| count.parse().ok()).unwrap_or(0);
    assert!(events > 100_000 && place.starts_with(&format!("event {events} of {events} ")), "{place}");
    assert_eq!(text_of(&shown, "said"), "the run is over");
}
