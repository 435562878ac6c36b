//! The page: a recording in one HTML file that needs no network, to step through forwards and backwards.
//!
//! In: the text of a recording. Out: the page, with the recording inside.

/// The page around a recording; `{{RECORDING}}` stands for it.
const PAGE: &str = include_str!("page.html");

/// The page of a recording.
pub fn page(lines: &[u8]) -> String {
    let text = String::from_utf8_lossy(lines);
    // Inside a script element only its own end could be misread.
    let safe = text.replace("</", "<\\/").replace("<!--", "<\\u0021--");
    PAGE.replacen("{{RECORDING}}", &safe, 1)
}
