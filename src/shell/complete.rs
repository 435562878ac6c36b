//! What could stand at the cursor: names, attributes, modules, keyword arguments, files, commands.
//!
//! In: the text before the cursor and the session's namespace. Out: candidates. Nothing of the program is run: attributes
//! are looked up where they are stored, so that a property or `__getattr__` is never called.

use super::command::COMMANDS;
use crate::machine::Machine;
use crate::machine::brief::brief;
use crate::object::Value;
use crate::object::attributes::{attributes, get_attribute};
use crate::object::class::{Class, class_of};
use crate::object::descriptor::{Module, NativeFunction};
use crate::object::dict::Dict;
use crate::object::function::{BoundMethod, Function};
use crate::object::heap::Gc;
use crate::object::list::Tuple;
use crate::object::str::{Str, intern};
use crate::source::Source;
use crate::syntax::lexer;
use crate::syntax::token::{Token, TokenKind};

/// Something that could be inserted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Candidate {
    /// What replaces the text from `start` to the cursor.
    pub text: String,
    /// A line about it: a signature, a kind.
    pub about: String,
}

/// Candidates, and the byte where the text they replace begins.
pub fn complete(m: &mut Machine, names: &Gc<Dict>, text: &str, cursor: usize) -> (usize, Vec<Candidate>) {
    let text = text.get(..cursor).unwrap_or(text);
    if let Some(word) = text.trim_start().strip_prefix(':').filter(|word| !word.contains(char::is_whitespace)) {
        let all = COMMANDS.iter().map(|c| (format!(":{}", c.name), c.help.to_string()));
        return (text.len() - word.len() - 1, matching(all, &format!(":{word}")));
    }
    if let Some(found) = argument(text) {
        return found;
    }
    let source = Source::new("<input>", text);
    let tokens: Vec<Token> = lexer::tokenize(&source, &mut Vec::new())
        .into_iter()
        .filter(|t| !matches!(t.kind, TokenKind::Indent | TokenKind::Dedent | TokenKind::End))
        .filter(|t| t.kind != TokenKind::Newline || t.span.end < text.len() as u32)
        .filter(|t| t.span.start < t.span.end)
        .collect();
    if let Some(start) = open_string(&source, &tokens) {
        return files(text, start);
    }
    let last = tokens.last().filter(|t| t.span.end as usize == text.len());
    let (start, word) = match last {
        Some(t) if t.kind == TokenKind::Name || t.kind.is_keyword() => (t.span.start as usize, source.slice(t.span)),
        _ => (text.len(), ""),
    };
    let before: Vec<Token> = tokens.iter().filter(|t| (t.span.end as usize) <= start).copied().collect();
    let is = |i: usize, kind: TokenKind| before.len() > i && before[before.len() - 1 - i].kind == kind;
    if is(0, TokenKind::Dot) {
        if let Some(path) = import_path(&source, &before) {
            let inside = modules(m).into_iter().filter_map(|name| name.strip_prefix(&path).map(str::to_string));
            let next = inside.map(|name| (name.split('.').next().unwrap_or("").to_string(), "module".to_string()));
            return (start, matching(next, word));
        }
        let found = owner(&source, &before).and_then(|chain| resolve(m, names, &chain));
        return (start, found.map_or(Vec::new(), |value| matching(attributes_of(&value), word)));
    }
    if let Some(module) = from_import(&source, &before) {
        // To import one of the library's has no effects that anybody could see.
        let known = m.modules.get_name(&module);
        let import = known.is_none() && crate::stdlib::is_shipped(&module);
        let loaded = if import { m.import_module(&module).ok() } else { known };
        return (start, loaded.map_or(Vec::new(), |value| matching(attributes_of(&value), word)));
    }
    if is(0, TokenKind::Import) || is(0, TokenKind::From) {
        let all = modules(m).into_iter().filter(|name| !name.contains('.')).map(|name| (name, "module".to_string()));
        return (start, matching(all, word));
    }
    let mut all = keyword_arguments(m, names, &source, &before);
    all.extend(entries(names));
    all.extend(entries(&m.builtins.clone()));
    all.extend(KEYWORDS.iter().map(|word| (word.to_string(), "keyword".to_string())));
    (start, matching(all.into_iter(), word))
}

/// What could stand behind a command that takes no name of the program's.
fn argument(text: &str) -> Option<(usize, Vec<Candidate>)> {
    let (name, rest) = text.trim_start().strip_prefix([':', '%'])?.split_once(' ')?;
    let word = rest.rsplit(' ').next().unwrap_or("");
    let start = text.len() - word.len();
    let choice = |words: &[&str]| {
        let all = words.iter().map(|word| (word.to_string(), String::new()));
        Some((start, matching(all, word)))
    };
    match name {
        "clock" => choice(&["virtual", "real", "10x"]),
        "lang" => choice(&["en", "zh"]),
        "keys" => choice(&["emacs", "vi"]),
        "run" | "load" | "save" | "cd" => Some(files(text, start)),
        "explain" => {
            let all = crate::diagnostic::codes::TABLE.iter().map(|(code, title)| (code.to_string(), title.to_string()));
            Some((start, matching(all.chain([("shell".to_string(), String::new())]), word)))
        }
        _ => None,
    }
}

const KEYWORDS: &[&str] = &[
    "and", "as", "assert", "async", "await", "break", "case", "class", "continue", "def", "del", "elif", "else",
    "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "match", "nonlocal", "not",
    "or", "pass", "raise", "return", "try", "type", "while", "with", "yield", "True", "False", "None",
];

/// Those that begin with the word, each once, in order; private ones only when asked for by an underscore.
fn matching(all: impl Iterator<Item = (String, String)>, word: &str) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = all
        .filter(|(name, _)| name.starts_with(word) && (word.starts_with('_') || !name.starts_with('_')))
        .map(|(text, about)| Candidate { text, about })
        .collect();
    found.sort_by(|a, b| (!a.text.ends_with('='), &a.text).cmp(&(!b.text.ends_with('='), &b.text)));
    found.dedup_by(|a, b| a.text == b.text);
    found
}

/// Names and what they stand for.
fn entries(dict: &Gc<Dict>) -> Vec<(String, String)> {
    let text = |key: &Value| key.get::<Str>().map(|s| s.as_str().to_string());
    dict.items().iter().filter_map(|(key, value)| text(key).map(|name| (name, described(value)))).collect()
}

/// Every name with a place on the object or its classes.
fn attributes_of(value: &Value) -> std::vec::IntoIter<(String, String)> {
    let mut found = Vec::new();
    if let Some(module) = value.get::<Module>() {
        found.extend(entries(&module.dict));
    }
    if let Value::Object(object) = value {
        if let Some(own) = attributes(object) {
            match own.dict() {
                Some(dict) => found.extend(entries(&dict)),
                None => found.extend(own.shape().names().iter().map(|name| (name.as_str().to_string(), String::new()))),
            }
        }
    }
    let classes = value.get::<Class>().map_or(Vec::new(), |class| class.mro.get());
    for class in classes.iter().chain(&class_of(value).mro.get()) {
        found.extend(entries(&class.dict()));
    }
    found.into_iter()
}

/// A line about a value: its signature, or its type.
pub fn about(value: &Value) -> String {
    if let Some(method) = value.get::<BoundMethod>() {
        return about(&method.function);
    }
    if let Some(function) = value.get::<Function>() {
        return signature(function);
    }
    if let Some(native) = value.get::<NativeFunction>() {
        return native.native.signature.split_once('(').map_or(String::new(), |(_, rest)| format!("({rest}"));
    }
    match value.get::<Class>() {
        Some(_) => "class".to_string(),
        None => class_of(value).name.get().to_string(),
    }
}

/// A line about a value, with the first line of its documentation.
fn described(value: &Value) -> String {
    format!("{}  {}", about(value), document(value)).trim_end().to_string()
}

fn parameters(function: &Function) -> (Vec<String>, Vec<String>) {
    let code = function.code.get();
    let code = &code.code;
    let names = |range: std::ops::Range<usize>| -> Vec<String> {
        code.locals.get(range).unwrap_or(&[]).iter().map(|name| name.to_string()).collect()
    };
    let (args, kwonly) = (code.args as usize, code.kwonly as usize);
    (names(0..args), names(args..args + kwonly))
}

fn signature(function: &Function) -> String {
    let code = function.code.get();
    let (args, kwonly) = parameters(function);
    let defaults = function.defaults.get();
    let defaults = defaults.get::<Tuple>().map_or(&[][..], Tuple::as_slice);
    let first = args.len().saturating_sub(defaults.len());
    let given = |(i, name): (usize, &String)| match i.checked_sub(first).and_then(|i| defaults.get(i)) {
        Some(value) => format!("{name}={}", brief(value)),
        None => name.clone(),
    };
    let mut parts: Vec<String> = args.iter().enumerate().map(given).collect();
    let count = args.len() + kwonly.len();
    if code.code.posonly > 0 {
        parts.insert(code.code.posonly as usize, "/".to_string());
    }
    let extra = |i: usize| code.code.locals.get(count + i).map_or(String::new(), |name| name.to_string());
    if code.code.vararg {
        parts.push(format!("*{}", extra(0)));
    } else if !kwonly.is_empty() {
        parts.push("*".to_string());
    }
    let by_name = function.kwdefaults.get();
    let by_name = by_name.get::<Dict>();
    parts.extend(kwonly.iter().map(|name| match by_name.and_then(|d| d.get_name(name)) {
        Some(value) => format!("{name}={}", brief(&value)),
        None => name.clone(),
    }));
    if code.code.kwarg {
        parts.push(format!("**{}", extra(usize::from(code.code.vararg))));
    }
    let word = if code.code.kind == crate::bytecode::code::CodeKind::Coroutine { "async " } else { "" };
    format!("{word}({})", parts.join(", "))
}

/// The first line of a value's documentation, read where it is stored.
fn document(value: &Value) -> String {
    if let Some(method) = value.get::<BoundMethod>() {
        return document(&method.function);
    }
    if let Some(native) = value.get::<NativeFunction>() {
        return native.native.help.to_string();
    }
    let text = match (value.get::<Function>(), value.get::<Class>()) {
        (Some(function), _) => crate::builtins::function::doc_of(function),
        (_, Some(class)) => class.lookup_name("__doc__").unwrap_or_default(),
        _ => Value::None,
    };
    text.get::<Str>().and_then(|t| t.as_str().trim().lines().next().map(str::to_string)).unwrap_or_default()
}

/// What the function being called at the end of a text takes, and what it does: `walk(distance, *, speed)  Go there.`
pub fn hint(m: &Machine, names: &Gc<Dict>, text: &str) -> Option<String> {
    let source = Source::new("<input>", text);
    let tokens: Vec<Token> = lexer::tokenize(&source, &mut Vec::new())
        .into_iter()
        .filter(|t| t.span.start < t.span.end && !matches!(t.kind, TokenKind::Indent | TokenKind::Dedent))
        .collect();
    let (chain, value) = called(m, names, &source, &tokens)?;
    let takes = match value.get::<Class>().and_then(|class| class.lookup_name("__init__")) {
        Some(init) => about(&init).replacen("(self, ", "(", 1).replacen("(self)", "()", 1),
        None => about(&value),
    };
    let (word, takes) = takes.split_once('(')?;
    let text = format!("{word}{}({takes}  {}", chain.join("."), document(&value));
    Some(text.trim_end().to_string())
}

/// The dotted names before a final dot: `a.b.` gives a and b.
fn owner(source: &Source, tokens: &[Token]) -> Option<Vec<String>> {
    let mut chain = Vec::new();
    let mut rest = tokens;
    loop {
        let [before @ .., name, dot] = rest else { return None };
        if dot.kind != TokenKind::Dot || name.kind != TokenKind::Name {
            return None;
        }
        chain.insert(0, source.slice(name.span).to_string());
        if before.last().is_none_or(|t| t.kind != TokenKind::Dot) {
            return Some(chain);
        }
        rest = before;
    }
}

/// The value of dotted names, by places alone.
pub fn resolve(m: &Machine, names: &Gc<Dict>, chain: &[String]) -> Option<Value> {
    let (first, rest) = chain.split_first()?;
    let mut value = names.get_name(first).or_else(|| m.builtins.get_name(first))?;
    for name in rest {
        value = stored(&value, name)?;
    }
    Some(value)
}

fn stored(value: &Value, name: &str) -> Option<Value> {
    if let Some(module) = value.get::<Module>() {
        return module.dict.get_name(name);
    }
    if let Value::Object(object) = value {
        if let Some(found) = get_attribute(object, &intern(name)) {
            return Some(found);
        }
    }
    if let Some(found) = value.get::<Class>().and_then(|class| class.lookup_name(name)) {
        return Some(found);
    }
    class_of(value).lookup_name(name)
}

/// `from m import n|`: the module.
fn from_import(source: &Source, tokens: &[Token]) -> Option<String> {
    let line = after_line(tokens);
    let import = line.iter().position(|t| t.kind == TokenKind::Import)?;
    if line.first()?.kind != TokenKind::From || import < 2 {
        return None;
    }
    Some(line[1..import].iter().map(|t| source.slice(t.span)).collect())
}

/// `import a.b.|`, `from a.|`: the path so far with its dot.
fn import_path(source: &Source, tokens: &[Token]) -> Option<String> {
    let line = after_line(tokens);
    let first = line.first()?;
    let begins = matches!(first.kind, TokenKind::Import | TokenKind::From);
    let from = line.iter().rposition(|t| matches!(t.kind, TokenKind::Import | TokenKind::From | TokenKind::Comma))?;
    begins.then(|| line[from + 1..].iter().map(|t| source.slice(t.span)).collect())
}

fn after_line(tokens: &[Token]) -> &[Token] {
    let start = tokens.iter().rposition(|t| matches!(t.kind, TokenKind::Newline | TokenKind::Semicolon));
    &tokens[start.map_or(0, |at| at + 1)..]
}

/// Names of modules: those that come with Co, those loaded, those in the folders searched.
fn modules(m: &Machine) -> Vec<String> {
    let mut names = crate::stdlib::names();
    names.extend(entries(&m.modules).into_iter().map(|(name, _)| name));
    for folder in &m.host.search {
        let folder = if folder.is_empty() { "." } else { folder };
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let file = entry.file_name().to_string_lossy().into_owned();
            if let Some(name) = file.strip_suffix(".co").or_else(|| file.strip_suffix(".py")) {
                names.push(name.to_string());
            }
        }
    }
    names.retain(|name| name.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '.'));
    names
}

/// `f(a, |`: the names of parameters that can be given by name.
fn keyword_arguments(m: &Machine, names: &Gc<Dict>, source: &Source, tokens: &[Token]) -> Vec<(String, String)> {
    called(m, names, source, tokens).map_or(Vec::new(), |(_, value)| accepted(&value))
}

/// What stands before the innermost bracket that is open at the end: its names and its value.
fn called(m: &Machine, names: &Gc<Dict>, source: &Source, tokens: &[Token]) -> Option<(Vec<String>, Value)> {
    let mut depth = 0;
    for (i, token) in tokens.iter().enumerate().rev() {
        if token.kind.is_closer() {
            depth += 1;
        } else if token.kind.closer().is_some() {
            depth -= 1;
        }
        if depth < 0 {
            let mut callee: Vec<Token> = tokens[..i].to_vec();
            callee.push(Token { kind: TokenKind::Dot, span: token.span });
            let chain = owner(source, &callee)?;
            let value = resolve(m, names, &chain)?;
            return Some((chain, value));
        }
    }
    None
}

fn accepted(value: &Value) -> Vec<(String, String)> {
    let named = |names: Vec<String>| {
        names.into_iter().map(|name| (format!("{name}="), "keyword argument".to_string())).collect::<Vec<_>>()
    };
    if let Some(method) = value.get::<BoundMethod>() {
        return accepted(&method.function);
    }
    if let Some(function) = value.get::<Function>() {
        let posonly = function.code.get().code.posonly as usize;
        let (args, kwonly) = parameters(function);
        return named(args.into_iter().skip(posonly).chain(kwonly).filter(|name| name != "self").collect());
    }
    if let Some(native) = value.get::<NativeFunction>() {
        use crate::native::signature::{ParameterKind, Signature};
        let all = Signature::parse(native.native.signature).parameters;
        let by_name = |kind: ParameterKind| matches!(kind, ParameterKind::Ordinary | ParameterKind::KeywordOnly);
        return named(all.iter().filter(|p| by_name(p.kind)).map(|p| p.name.to_string()).collect());
    }
    match value.get::<Class>().and_then(|class| class.lookup_name("__init__")) {
        Some(init) => accepted(&init),
        None => Vec::new(),
    }
}

/// Where the text of a string begins that is still open at the end.
fn open_string(source: &Source, tokens: &[Token]) -> Option<usize> {
    let last = tokens.last()?;
    let text = source.slice(last.span);
    let end = last.span.end as usize == source.text.len();
    if !end || !matches!(last.kind, TokenKind::Str | TokenKind::Bytes) {
        return None;
    }
    let quote = text.find(['"', '\''])?;
    let mark = &text[quote..quote + 1];
    let open = text.len() == quote + 1 || !text[quote + 1..].ends_with(mark);
    open.then(|| last.span.start as usize + quote + 1)
}

/// Files whose path begins with the text of an open string.
fn files(text: &str, start: usize) -> (usize, Vec<Candidate>) {
    let path = text.get(start..).unwrap_or("");
    let (folder, word) = path.rsplit_once('/').map_or(("", path), |(folder, word)| (folder, word));
    let at = start + path.len() - word.len();
    let looked = match (folder, path.starts_with('/')) {
        ("", true) => "/",
        ("", false) => ".",
        _ => folder,
    };
    let names = std::fs::read_dir(looked).into_iter().flatten().flatten().map(|entry| {
        let name = entry.file_name().to_string_lossy().into_owned();
        match entry.path().is_dir() {
            true => (format!("{name}/"), "folder".to_string()),
            false => (name, "file".to_string()),
        }
    });
    let mut found: Vec<Candidate> = names
        .filter(|(name, _)| name.starts_with(word) && (word.starts_with('.') || !name.starts_with('.')))
        .map(|(text, about)| Candidate { text, about })
        .collect();
    found.sort_by(|a, b| a.text.cmp(&b.text));
    (at, found)
}
