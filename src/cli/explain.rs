//! `co explain`: what a code means, in English or Chinese.
//!
//! In: a code, a word, or nothing. Out: a page, the pages that mention the word, or the list of all codes.

use crate::diagnostic::catalogue::{Language, language};
use crate::diagnostic::{codes, pages};

/// Explains; 1 when nothing is known.
pub fn explain(what: Option<&str>) -> i32 {
    let language = language();
    let pages = pages::all();
    let Some(what) = what else {
        for (code, title) in codes::TABLE {
            let page = pages.iter().find(|p| p.code == *code);
            println!("{code}  {}", page.map_or(*title, |p| p.title(language)));
        }
        return 0;
    };
    if let Some(page) = pages.iter().find(|p| p.code.eq_ignore_ascii_case(what)) {
        print!("{}", page.rendered(language));
        return 0;
    }
    if let Some((code, title)) = codes::TABLE.iter().find(|c| c.0.eq_ignore_ascii_case(what)) {
        println!("{code}  {title}");
        return 0;
    }
    let word = what.to_lowercase();
    let mut found = false;
    for (code, title) in codes::TABLE {
        let page = pages.iter().find(|p| p.code == *code);
        if title.to_lowercase().contains(&word) || page.is_some_and(|p| p.mentions(&word)) {
            println!("{code}  {}", page.map_or(*title, |p| p.title(language)));
            found = true;
        }
    }
    if !found {
        match language {
            Language::English => eprintln!("co: nothing is known of '{what}'; 'co explain' lists the codes"),
            Language::Chinese => eprintln!("co: 没有关于 '{what}' 的说明；'co explain' 会列出所有代码"),
        }
    }
    i32::from(!found)
}
