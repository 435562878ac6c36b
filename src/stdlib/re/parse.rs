//! Regular expressions as text to their tree (reference: `re`, "Regular Expression Syntax").
//!
//! In: the pattern's characters (or bytes) and flags. Out: the tree, the groups' names, the flags in force; or what is wrong and where,
//! in CPython's words. It matches nothing.

use super::escape;
use super::node::{Case, Category, Item, MANY, Manner, Node, Place, Set, flag};

/// What is wrong with a pattern.
#[derive(Debug)]
pub enum Wrong {
    /// `re.PatternError`, with the position where there is one.
    Pattern(String, Option<usize>),
    /// ValueError
    Value(&'static str),
    /// OverflowError
    Overflow(&'static str),
    /// RecursionError
    Deep,
}

/// What parsing gives.
pub type Parsed<T> = Result<T, Wrong>;

/// How deep groups may be nested.
const DEEPEST: usize = 400;

/// The parser's place in a pattern, and what it knows of groups.
pub struct Parser<'a> {
    pub(super) text: &'a [u32],
    pub(super) at: usize,
    /// Whether the pattern is `str`.
    pub(super) is_text: bool,
    /// Global flags.
    pub flags: u32,
    /// The widths of groups, by number; None while a group is open.
    pub(super) widths: Vec<Option<(u64, u64)>>,
    /// Names of groups, in the order they were opened.
    pub names: Vec<(String, u32)>,
    /// Groups that conditions refer to, with where.
    asked: Vec<(u32, usize)>,
    /// Inside a look-behind: how many groups there were before it.
    pub(super) behind: Option<usize>,
    /// FutureWarnings.
    pub warnings: Vec<String>,
}

/// A parsed pattern.
pub struct Pattern {
    /// The tree.
    pub node: Node,
    /// The flags in force.
    pub flags: u32,
    /// Names of groups, in order.
    pub names: Vec<(String, u32)>,
    /// The number of groups.
    pub groups: u32,
    /// FutureWarnings.
    pub warnings: Vec<String>,
}

/// Parses a pattern.
pub fn parse(text: &[u32], is_text: bool, flags: u32) -> Parsed<Pattern> {
    let mut parser = Parser {
        text,
        at: 0,
        is_text,
        flags,
        widths: vec![None],
        names: Vec::new(),
        asked: Vec::new(),
        behind: None,
        warnings: Vec::new(),
    };
    if is_text && flags & flag::LOCALE != 0 {
        return Err(Wrong::Value("cannot use LOCALE flag with a str pattern"));
    }
    let node = parser.alternatives(flags & flag::VERBOSE != 0, 0, flags)?;
    let flags = parser.checked_flags()?;
    if parser.peek().is_some() {
        return Err(parser.wrong("unbalanced parenthesis", 0));
    }
    for (group, place) in &parser.asked {
        if *group as usize >= parser.widths.len() {
            return Err(Wrong::Pattern(format!("invalid group reference {group}"), Some(*place)));
        }
    }
    let groups = parser.widths.len() as u32 - 1;
    Ok(Pattern { node, flags, names: parser.names, groups, warnings: parser.warnings })
}

impl Parser<'_> {
    fn checked_flags(&self) -> Parsed<u32> {
        let has = |bits: u32| self.flags & bits == bits;
        if self.is_text {
            if has(flag::ASCII | flag::UNICODE) {
                return Err(Wrong::Value("ASCII and UNICODE flags are incompatible"));
            }
            return Ok(if has(flag::ASCII) { self.flags } else { self.flags | flag::UNICODE });
        }
        if has(flag::UNICODE) {
            return Err(Wrong::Value("cannot use UNICODE flag with a bytes pattern"));
        }
        if has(flag::ASCII | flag::LOCALE) {
            return Err(Wrong::Value("ASCII and LOCALE flags are incompatible"));
        }
        Ok(self.flags)
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.text.get(self.at).and_then(|c| char::from_u32(*c))
    }

    pub(super) fn next(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += 1;
        Some(c)
    }

    pub(super) fn accept(&mut self, c: char) -> bool {
        let found = self.peek() == Some(c);
        self.at += usize::from(found);
        found
    }

    /// A fault so many characters before the present place.
    pub(super) fn wrong(&self, message: impl Into<String>, back: usize) -> Wrong {
        Wrong::Pattern(message.into(), Some(self.at.saturating_sub(back)))
    }

    fn wrong_at(&self, message: impl Into<String>, place: usize) -> Wrong {
        Wrong::Pattern(message.into(), Some(place))
    }

    /// The characters up to a terminator, which is passed over.
    pub(super) fn until(&mut self, terminator: char, what: &str) -> Parsed<String> {
        let mut name = String::new();
        let mut count = 0;
        loop {
            match self.next() {
                None if name.is_empty() => return Err(self.wrong(format!("missing {what}"), 0)),
                None => return Err(self.wrong(format!("missing {terminator}, unterminated name"), count)),
                Some(c) if c == terminator && name.is_empty() => return Err(self.wrong(format!("missing {what}"), 1)),
                Some(c) if c == terminator => return Ok(name),
                Some(c) => {
                    name.push(c);
                    count += 1;
                }
            }
        }
    }

    fn check_name(&self, name: &str) -> Parsed<()> {
        let good = crate::object::text::class::identifier(name) && (self.is_text || name.is_ascii());
        if good {
            return Ok(());
        }
        let shown = escape::shown(name, self.is_text);
        Err(self.wrong(format!("bad character in group name {shown}"), name.chars().count() + 1))
    }

    fn find_name(&self, name: &str) -> Parsed<u32> {
        match self.names.iter().find(|(known, _)| known == name) {
            Some((_, group)) => Ok(*group),
            None => {
                let shown = escape::shown(name, true);
                Err(self.wrong(format!("unknown group name {shown}"), name.chars().count() + 1))
            }
        }
    }

    /// Says that a group is closed and may be referred to from here.
    pub(super) fn check_behind(&self, group: u32) -> Parsed<()> {
        let Some(before) = self.behind else { return Ok(()) };
        if self.widths.get(group as usize).is_none_or(Option::is_none) {
            return Err(self.wrong("cannot refer to an open group", 0));
        }
        if group as usize >= before {
            return Err(self.wrong("cannot refer to group defined in the same lookbehind subpattern", 0));
        }
        Ok(())
    }

    pub(super) fn case(&self, flags: u32) -> Case {
        match flags & flag::IGNORECASE {
            0 => Case::Exact,
            _ if self.is_unicode(flags) => Case::Unicode,
            _ => Case::Ascii,
        }
    }

    pub(super) fn is_unicode(&self, flags: u32) -> bool {
        self.is_text && flags & flag::ASCII == 0
    }

    fn alternatives(&mut self, mut verbose: bool, depth: usize, flags: u32) -> Parsed<Node> {
        if depth > DEEPEST {
            return Err(Wrong::Deep);
        }
        let mut rows = Vec::new();
        let mut flags = flags;
        loop {
            rows.push(self.row(verbose, depth, &mut flags, depth == 0 && rows.is_empty())?);
            if !self.accept('|') {
                break;
            }
            if depth == 0 {
                verbose = self.flags & flag::VERBOSE != 0;
            }
        }
        Ok(if rows.len() == 1 { rows.remove(0) } else { Node::Either(rows) })
    }

    /// Parts one after the other, up to `|`, `)` or the end.
    fn row(&mut self, mut verbose: bool, depth: usize, flags: &mut u32, first: bool) -> Parsed<Node> {
        let mut row: Vec<Node> = Vec::new();
        while let Some(c) = self.peek() {
            if c == '|' || c == ')' {
                break;
            }
            let start = self.at;
            self.at += 1;
            if verbose {
                if matches!(c, ' ' | '\t' | '\n' | '\r' | '\x0b' | '\x0c') {
                    continue;
                }
                if c == '#' {
                    while !matches!(self.next(), None | Some('\n')) {}
                    continue;
                }
            }
            match c {
                '\\' => row.push(self.escaped(*flags)?),
                '[' => row.push(self.set(start, *flags)?),
                '*' | '+' | '?' | '{' => self.repeat(c, &mut row, *flags)?,
                '.' => row.push(Node::Any(*flags & flag::DOTALL != 0)),
                '(' => {
                    if self.accept('?') {
                        match self.extension(start, verbose, depth, *flags, first && row.is_empty())? {
                            Extension::Node(node) => row.push(node),
                            Extension::Nothing => {}
                            Extension::Flags => {
                                *flags |= self.flags;
                                verbose = self.flags & flag::VERBOSE != 0;
                            }
                        }
                    } else {
                        row.push(self.group(None, start, verbose, depth, *flags)?);
                    }
                }
                '^' if *flags & flag::MULTILINE != 0 => row.push(Node::At(Place::LineStart)),
                '^' => row.push(Node::At(Place::Start)),
                '$' if *flags & flag::MULTILINE != 0 => row.push(Node::At(Place::LineEnd)),
                '$' => row.push(Node::At(Place::End)),
                c => row.push(Node::Char(c as u32, self.case(*flags))),
            }
        }
        Ok(Node::Row(row))
    }

    fn digits(&mut self) -> String {
        let mut digits = String::new();
        while let Some(c) = self.peek().filter(char::is_ascii_digit) {
            digits.push(c);
            self.at += 1;
        }
        digits
    }

    fn repeat(&mut self, c: char, row: &mut Vec<Node>, flags: u32) -> Parsed<()> {
        let here = self.at;
        let (mut least, mut most) = match c {
            '?' => (0, 1),
            '*' => (0, MANY),
            '+' => (1, MANY),
            _ => (0, MANY),
        };
        if c == '{' {
            let literal = Node::Char('{' as u32, self.case(flags));
            if self.peek() == Some('}') {
                row.push(literal);
                return Ok(());
            }
            let low = self.digits();
            let high = if self.accept(',') { self.digits() } else { low.clone() };
            if !self.accept('}') {
                self.at = here;
                row.push(literal);
                return Ok(());
            }
            let number = |digits: &str| match digits.parse::<u32>() {
                Ok(number) if number < MANY => Ok(number),
                _ => Err(Wrong::Overflow("the repetition number is too large")),
            };
            if !low.is_empty() {
                least = number(&low)?;
            }
            if !high.is_empty() {
                most = number(&high)?;
                if most < least {
                    return Err(self.wrong_at("min repeat greater than max repeat", here));
                }
            }
        }
        match row.last() {
            None | Some(Node::At(_)) => return Err(self.wrong_at("nothing to repeat", here - 1)),
            Some(Node::Repeat(..)) => return Err(self.wrong_at("multiple repeat", here - 1)),
            Some(_) => {}
        }
        let manner = if self.accept('?') {
            Manner::Lazy
        } else if self.accept('+') {
            Manner::Possessive
        } else {
            Manner::Greedy
        };
        if let Some(node) = row.pop() {
            row.push(Node::Repeat(least, most, manner, Box::new(node)));
        }
        Ok(())
    }

    fn close(&mut self, start: usize) -> Parsed<()> {
        match self.accept(')') {
            true => Ok(()),
            false => Err(self.wrong_at("missing ), unterminated subpattern", start)),
        }
    }

    fn group(&mut self, name: Option<String>, start: usize, verbose: bool, depth: usize, flags: u32) -> Parsed<Node> {
        let number = self.widths.len() as u32;
        if let Some(name) = name {
            if let Some((_, old)) = self.names.iter().find(|(known, _)| *known == name) {
                let shown = escape::shown(&name, true);
                let message = format!("redefinition of group name {shown} as group {number}; was group {old}");
                return Err(self.wrong(message, name.chars().count() + 1));
            }
            self.names.push((name, number));
        }
        self.widths.push(None);
        let inner = self.alternatives(verbose, depth + 1, flags)?;
        self.close(start)?;
        self.widths[number as usize] = Some(inner.width());
        Ok(Node::Group(number, Box::new(inner)))
    }

    /// What stands behind `(?`.
    fn extension(&mut self, start: usize, verbose: bool, depth: usize, flags: u32, first: bool) -> Parsed<Extension> {
        let Some(c) = self.next() else { return Err(self.wrong("unexpected end of pattern", 0)) };
        let node = match c {
            'P' if self.accept('<') => {
                let name = self.until('>', "group name")?;
                self.check_name(&name)?;
                self.group(Some(name), start, verbose, depth, flags)?
            }
            'P' if self.accept('=') => {
                let name = self.until(')', "group name")?;
                self.check_name(&name)?;
                let group = self.find_name(&name)?;
                let Some(width) = self.widths[group as usize] else {
                    return Err(self.wrong("cannot refer to an open group", name.chars().count() + 1));
                };
                self.check_behind(group)?;
                Node::Back(group, self.case(flags), width)
            }
            'P' => match self.next() {
                None => return Err(self.wrong("unexpected end of pattern", 0)),
                Some(c) => return Err(self.wrong(format!("unknown extension ?P{c}"), 3)),
            },
            ':' => self.inner(start, verbose, depth, flags)?,
            '#' => loop {
                match self.next() {
                    None => return Err(self.wrong_at("missing ), unterminated comment", start)),
                    Some(')') => return Ok(Extension::Nothing),
                    Some(_) => {}
                }
            },
            '=' | '!' => Node::Look(c == '!', None, Box::new(self.inner(start, verbose, depth, flags)?)),
            '<' => self.behind(start, verbose, depth, flags)?,
            '(' => self.condition(start, verbose, depth, flags)?,
            '>' => Node::Atomic(Box::new(self.inner(start, verbose, depth, flags)?)),
            'a' | 'i' | 'L' | 'm' | 's' | 'u' | 'x' | '-' => match self.flag_letters(c)? {
                None => {
                    if !first {
                        return Err(self.wrong_at("global flags not at the start of the expression", start));
                    }
                    return Ok(Extension::Flags);
                }
                Some((add, remove)) => {
                    const KINDS: u32 = flag::ASCII | flag::UNICODE | flag::LOCALE;
                    let kept = if add & KINDS != 0 { flags & !KINDS } else { flags };
                    let inner = (kept | add) & !remove;
                    let verbose = (verbose || add & flag::VERBOSE != 0) && remove & flag::VERBOSE == 0;
                    self.inner(start, verbose, depth, inner)?
                }
            },
            c => return Err(self.wrong(format!("unknown extension ?{c}"), 2)),
        };
        Ok(Extension::Node(node))
    }

    /// A group without a number.
    fn inner(&mut self, start: usize, verbose: bool, depth: usize, flags: u32) -> Parsed<Node> {
        let inner = self.alternatives(verbose, depth + 1, flags)?;
        self.close(start)?;
        // A row of its own, so that a repetition in brackets can be repeated.
        Ok(Node::Row(vec![inner]))
    }

    fn behind(&mut self, start: usize, verbose: bool, depth: usize, flags: u32) -> Parsed<Node> {
        let negate = match self.next() {
            None => return Err(self.wrong("unexpected end of pattern", 0)),
            Some('=') => false,
            Some('!') => true,
            Some(c) => return Err(self.wrong(format!("unknown extension ?<{c}"), 3)),
        };
        let outer = self.behind;
        self.behind = outer.or(Some(self.widths.len()));
        let inner = self.alternatives(verbose, depth + 1, flags)?;
        self.behind = outer;
        self.close(start)?;
        let (low, high) = inner.width();
        if low != high {
            return Err(Wrong::Pattern("look-behind requires fixed-width pattern".into(), None));
        }
        if high >= u64::from(MANY) {
            return Err(Wrong::Pattern("looks too much behind".into(), None));
        }
        Ok(Node::Look(negate, Some(low as u32), Box::new(inner)))
    }

    fn condition(&mut self, start: usize, verbose: bool, depth: usize, flags: u32) -> Parsed<Node> {
        let name = self.until(')', "group name")?;
        let length = name.chars().count();
        let group = if name.bytes().all(|b| b.is_ascii_digit()) {
            let group: u32 = name.parse().unwrap_or(u32::MAX);
            if group == 0 {
                return Err(self.wrong("bad group number", length + 1));
            }
            if group >= 1_073_741_823 {
                return Err(self.wrong(format!("invalid group reference {name}"), length + 1));
            }
            self.asked.push((group, self.at - length - 1));
            group
        } else {
            self.check_name(&name)?;
            self.find_name(&name)?
        };
        self.check_behind(group)?;
        let mut own = flags;
        let yes = self.row(verbose, depth + 1, &mut own, false)?;
        let no = if self.accept('|') {
            let no = self.row(verbose, depth + 1, &mut own, false)?;
            if self.peek() == Some('|') {
                return Err(self.wrong("conditional backref with more than two branches", 0));
            }
            no
        } else {
            Node::Row(Vec::new())
        };
        self.close(start)?;
        Ok(Node::If(group, Box::new(yes), Box::new(no)))
    }

    /// The members of `[...]`.
    fn set(&mut self, start: usize, flags: u32) -> Parsed<Node> {
        if self.peek() == Some('[') {
            self.warnings.push(format!("Possible nested set at position {}", self.at));
        }
        let negate = self.accept('^');
        let mut items: Vec<Item> = Vec::new();
        let unterminated = |parser: &Self| parser.wrong_at("unterminated character set", start);
        loop {
            let from = self.at;
            let Some(c) = self.next() else { return Err(unterminated(self)) };
            if c == ']' && !items.is_empty() {
                break;
            }
            let first = if c == '\\' {
                self.set_escape(flags)?
            } else {
                if !items.is_empty() && "-&~|".contains(c) && self.peek() == Some(c) {
                    let kind = match c {
                        '-' => "difference",
                        '&' => "intersection",
                        '~' => "symmetric difference",
                        _ => "union",
                    };
                    self.warnings.push(format!("Possible set {kind} at position {}", self.at - 1));
                }
                Item::Range(c as u32, c as u32)
            };
            if !self.accept('-') {
                items.push(first);
                continue;
            }
            let Some(c) = self.next() else { return Err(unterminated(self)) };
            if c == ']' {
                items.push(first);
                items.push(Item::Range('-' as u32, '-' as u32));
                break;
            }
            let second = if c == '\\' {
                self.set_escape(flags)?
            } else {
                if c == '-' {
                    self.warnings.push(format!("Possible set difference at position {}", self.at - 2));
                }
                Item::Range(c as u32, c as u32)
            };
            match (first, second) {
                (Item::Range(low, _), Item::Range(high, _)) if low <= high => items.push(Item::Range(low, high)),
                _ => {
                    let shown: String = self.text[from..self.at].iter().filter_map(|c| char::from_u32(*c)).collect();
                    return Err(self.wrong_at(format!("bad character range {shown}"), from));
                }
            }
        }
        let (case, unicode) = (self.case(flags), self.is_unicode(flags));
        Ok(Node::Set(Box::new(Set { items, negate, case, unicode })))
    }

    /// `\d` and its like as a node.
    pub(super) fn kind(&self, kind: Category, negate: bool, flags: u32) -> Node {
        let unicode = self.is_unicode(flags);
        Node::Set(Box::new(Set { items: vec![Item::Kind(kind, negate)], negate: false, case: Case::Exact, unicode }))
    }
}

/// What `(?` turned out to begin.
enum Extension {
    /// A part.
    Node(Node),
    /// A comment.
    Nothing,
    /// Global flags.
    Flags,
}
