//! What Co teaches without an accident: pages, checks and repairs, notes, and silence where nothing is wrong.
//!
//! In: the pages' programs, faulty files, notes. Out: that each says what it should, in both languages where both are meant.

use crate::process::{End, LIMIT, Ran, co, in_root, on_all_cores, programs, report, run};

pub(crate) fn ran(arguments: &[&str], language: &str) -> Ran {
    let mut command = co(arguments);
    command.env("CO_LANG", language);
    run(command, b"", LIMIT)
}

/// A scratch file beside the built command; it is written over in every run.
pub(crate) fn scratch(name: &str, content: &str) -> String {
    let folder = std::path::Path::new(crate::process::CO).parent().expect("the command lies in a folder").join("pages");
    std::fs::create_dir_all(&folder).expect("a scratch folder can be made");
    let path = folder.join(name);
    std::fs::write(&path, content).expect("a scratch file can be written");
    path.to_string_lossy().into_owned()
}

#[test]
fn every_program_of_the_pages_does_what_its_page_says() {
    let pages = co_lang::diagnostic::pages::all();
    let faults = on_all_cores(&pages, |page| {
        let code = page.codes[0];
        // What is known without running is said by `co check`; what holds the loop is held on the simulated clock.
        let words: &[&str] = match &code[..3] {
            "W04" => &["check"],
            _ => &["--clock", "virtual", "run"],
        };
        let of = |name: &str, program: &str| {
            let file = scratch(&format!("{code}-{name}.co"), &format!("{program}\n"));
            ran(&[words, &[&file]].concat(), "en")
        };
        let (bad, good) = (of("wrong", page.wrong), of("right", page.right));
        let said = bad.stderr.contains(&format!("[{code}]"));
        let chinese = {
            let mut command =
                co(&[words, &[&scratch(&format!("{code}-zh.co"), &format!("{}\n", page.wrong))]].concat());
            command.env("CO_LANG", "zh");
            run(command, b"", LIMIT).stderr.contains(&format!("[{code}]"))
        };
        match (said && chinese, good.stderr.is_empty() && good.end == End::Status(0)) {
            (true, true) => None,
            (false, _) => Some(format!("{code}: the wrong program does not bring it about\n{}", bad.stderr)),
            (true, false) => Some(format!("{code}: the right program is not right\n{}", good.stderr)),
        }
    });
    report("pages", pages.len(), &faults.into_iter().flatten().collect::<Vec<_>>());
}

#[test]
fn pages_are_found_by_code_and_by_word_in_both_languages() {
    for (words, language, wanted) in [
        (&["explain", "e0621"][..], "en", "is the order"),
        (&["explain", "E0621"], "zh", "下单"),
        (&["--lang", "zh", "explain", "E0621"], "en", "下单"),
        (&["explain", "gather"], "en", "E0623"),
        (&["explain", "挂起"], "zh", "E0621"),
        (&["explain"], "en", "W0401"),
        (&["explain", "E0104"], "zh", "字符串缺少结尾的引号"),
        (&["explain", "等待"], "zh", "E0627"),
        (&["explain", "await"], "en", "E0321"),
        (&["explain", "gbk"], "en", "Wrong:"),
    ] {
        let got = ran(words, language);
        assert!(got.end == End::Status(0) && got.stdout.contains(wanted), "{words:?}\n{}{}", got.stdout, got.stderr);
    }
    assert_eq!(ran(&["explain", "nothing_of_the_kind"], "en").end, End::Status(1));
}

#[test]
fn right_programs_raise_no_alarm() {
    let mut all: Vec<String> = programs("tests/golden");
    all.extend(programs("examples"));
    all.retain(|path| !in_root(&path.replace(".py", ".err")).is_file());
    let faults = on_all_cores(&all, |path| {
        let got = ran(&["check", "--diagnostics", "json", path], "en");
        // What is no fault at all must not be called one; a golden program may well do what one should not.
        let alarm = got.stdout.lines().find(|line| line.contains("\"error\"") && line.contains("E0401"));
        alarm.map(|line| format!("{path}: {line}"))
    });
    report("right programs", all.len(), &faults.into_iter().flatten().collect::<Vec<_>>());
}
