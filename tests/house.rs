//! House rules, as tests: how the source is laid out and what every file owes its reader.
//!
//! In: the tree as it stands. Out: every breach by file and line. It judges shape, never behaviour.

use crate::process::{files, in_root, report, text};

/// The stages in the order of `src/lib.rs`; each uses only itself and those before it.
const STAGES: &[&[&str]] = &[
    &["source", "diagnostic"],
    &["syntax"],
    &["bytecode"],
    &["compile"],
    &["object"],
    &["host"],
    &["machine"],
    &["native"],
    &["builtins", "asyncio", "stdlib", "teach"],
    &["notes", "shell", "cli"],
];

/// Steps back that are meant, with the reason: (from, to, why).
const STEPS_AHEAD: &[(&str, &str, &str)] = &[
    ("machine", "builtins", "a machine starts with its built-in names and types"),
    ("machine", "native", "calling a native function is part of the machine"),
    ("machine", "asyncio", "an await of a future needs nothing between it and the task"),
    ("machine", "stdlib", "an import finds the modules that Co ships"),
    ("native", "builtins", "the tables of the built-in types are reached from their kinds"),
    ("object", "native", "a native function is an object and holds its signature"),
    ("object", "machine", "a generator object holds its frame"),
];

/// Folders in which a file may be unsafe, when it says why under `# Safety`.
const UNSAFE: &[&str] =
    &["src/object/", "src/machine/", "src/native/convert.rs", "src/asyncio/state.rs", "src/host/memory.rs"];

/// Files past 700 lines, with the reason.
const LONG: &[(&str, &str)] =
    &[("src/machine/run.rs", "one dispatch loop: its arms are thin, and the compiler should see them together")];

/// What may stand at the top of the project.
const TOP: &[&str] = &[
    ".cargo",
    ".ci",
    ".git",
    ".gitignore",
    "CHANGELOG.md",
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE",
    "README.md",
    "benches",
    "build.rs",
    "examples",
    "fuzz",
    "grammar.md",
    "rustfmt.toml",
    "src",
    "target",
    "tests",
];

fn sources() -> Vec<(String, String)> {
    files("src", &["rs"]).into_iter().map(|path| (path.clone(), text(&path).unwrap_or_default())).collect()
}

#[test]
fn every_file_opens_with_what_it_is() {
    let mut all = sources();
    all.extend(files("tests", &["rs"]).into_iter().map(|path| (path.clone(), text(&path).unwrap_or_default())));
    all.push(("build.rs".to_string(), text("build.rs").unwrap_or_default()));
    let bare: Vec<String> = all
        .iter()
        .filter(|(_, text)| !text.starts_with("//! "))
        .map(|(path, _)| format!("{path}: does not open with //!"))
        .collect();
    report("files", all.len(), &bare);
}

#[test]
fn unsafe_stands_only_where_it_may() {
    let all = sources();
    let mut breaches = Vec::new();
    for (path, text) in &all {
        let uses = text.lines().enumerate().find(|(_, line)| {
            let code = line.split("//").next().unwrap_or("");
            ["unsafe {", "unsafe fn", "unsafe impl", "unsafe trait", "unsafe extern"]
                .iter()
                .any(|word| code.contains(word))
        });
        if let Some((line, _)) = uses {
            if !UNSAFE.iter().any(|folder| path.starts_with(folder)) {
                breaches.push(format!("{path}:{}: unsafe outside {UNSAFE:?}", line + 1));
            } else if !text.lines().take_while(|line| line.starts_with("//!")).any(|line| line.contains("# Safety")) {
                breaches.push(format!("{path}:{}: unsafe without a `# Safety` section in its `//!`", line + 1));
            }
        }
    }
    report("files", all.len(), &breaches);
}

fn rank(stage: &str) -> Option<usize> {
    STAGES.iter().position(|row| row.contains(&stage))
}

fn stage(path: &str) -> &str {
    path.trim_start_matches("src/").split(['/', '.']).next().unwrap_or("")
}

#[test]
fn a_stage_uses_only_earlier_stages() {
    let all = sources();
    let mut breaches = Vec::new();
    for (path, text) in &all {
        let from = stage(path);
        let Some(own) = rank(from) else { continue };
        // Unit tests may start a whole machine.
        let lines = text.lines().take_while(|line| line.trim() != "#[cfg(test)]");
        for (index, line) in lines.enumerate() {
            let code = line.split("//").next().unwrap_or("");
            for used in code.split("crate::").skip(1) {
                let used = used.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or("");
                let allowed = STEPS_AHEAD.iter().any(|(f, t, _)| *f == from && *t == used);
                if rank(used).is_some_and(|other| other > own) && !allowed {
                    breaches.push(format!("{path}:{}: `{from}` comes before `{used}`", index + 1));
                }
            }
        }
    }
    report("files", all.len(), &breaches);
}

#[test]
fn every_stage_has_its_place() {
    let listed: Vec<String> = files("src", &["rs"])
        .iter()
        .map(|path| stage(path).to_owned())
        .filter(|stage| stage != "lib" && stage != "main" && rank(stage).is_none())
        .map(|stage| format!("src/{stage} is in no row of STAGES"))
        .collect();
    report("stages", listed.len(), &listed);
}

#[test]
fn no_file_is_past_700_lines() {
    let all = sources();
    let long: Vec<String> = all
        .iter()
        .filter(|(path, text)| text.lines().count() > 700 && !LONG.iter().any(|(listed, _)| listed == path))
        .map(|(path, text)| format!("{path}: {} lines, is there a second idea in it?", text.lines().count()))
        .collect();
    report("files", all.len(), &long);
}

#[test]
fn nothing_is_left_for_later_or_for_nobody() {
    let mut all = sources();
    all.extend(files("src", &["co"]).into_iter().map(|path| (path.clone(), text(&path).unwrap_or_default())));
    // Spelt in halves, so that this file does not find itself.
    let marks = [
        concat!("TO", "DO"),
        concat!("FIX", "ME"),
        concat!("todo", "!("),
        concat!("unimplemented", "!("),
        concat!("dbg", "!("),
    ];
    let vague = ["utils", "helpers", "common", "misc"];
    let mut breaches = Vec::new();
    for (path, text) in &all {
        for (index, line) in text.lines().enumerate() {
            breaches.extend(marks.iter().filter(|m| line.contains(**m)).map(|m| format!("{path}:{}: {m}", index + 1)));
        }
        // Modules of the library bear Python's names (`email.utils`).
        let ours = !(path.starts_with("src/stdlib/") && path.ends_with(".co"));
        if ours && path.split(['/', '.']).any(|part| vague.contains(&part)) {
            breaches.push(format!("{path}: a name that says nothing"));
        }
    }
    report("files", all.len(), &breaches);
}

#[test]
fn the_top_level_is_a_contents_page() {
    let entries = std::fs::read_dir(in_root("")).expect("the project's folder can be read");
    let strange: Vec<String> = entries
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| !TOP.contains(&name.as_str()) && !name.starts_with("target") && !name.ends_with(".profraw"))
        .map(|name| format!("{name}: not part of the project's layout"))
        .collect();
    report("entries", strange.len(), &strange);
    for needed in ["Cargo.toml", "Cargo.lock", "LICENSE", "README.md", "CHANGELOG.md", ".ci/run", "rustfmt.toml"] {
        assert!(in_root(needed).is_file(), "{needed} is missing");
    }
    assert!(!text(".gitignore").unwrap_or_default().contains("Cargo.lock"), "Cargo.lock is part of the project");
}

#[test]
fn the_readme_has_its_two_commands() {
    let readme = text("README.md").unwrap_or_default();
    for command in ["cargo run --release -- examples/", "cargo test"] {
        assert!(readme.contains(command), "README.md does not show `{command}`");
    }
    let mentioned =
        readme.split(['`', '(', ' ', '\n']).filter(|word| word.starts_with("examples/") && word.ends_with(".co"));
    let missing: Vec<&str> = mentioned.filter(|path| !in_root(path).is_file()).collect();
    assert!(missing.is_empty(), "README.md names examples that are not there: {missing:?}");
}
