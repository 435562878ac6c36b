//! The tree of a regular expression, and what its characters mean.
//!
//! In: nothing. Out: data. Flags are resolved while parsing, so that each node says by itself how it matches.

use crate::object::text::class as text_class;

/// Flags of a pattern, as `re` numbers them.
pub mod flag {
    /// `re.IGNORECASE`
    pub const IGNORECASE: u32 = 2;
    /// `re.LOCALE`
    pub const LOCALE: u32 = 4;
    /// `re.MULTILINE`
    pub const MULTILINE: u32 = 8;
    /// `re.DOTALL`
    pub const DOTALL: u32 = 16;
    /// `re.UNICODE`
    pub const UNICODE: u32 = 32;
    /// `re.VERBOSE`
    pub const VERBOSE: u32 = 64;
    /// `re.ASCII`
    pub const ASCII: u32 = 256;
}

/// No upper limit of a repetition.
pub const MANY: u32 = u32::MAX;

/// A kind of characters.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Category {
    /// `\d`
    Digit,
    /// `\s`
    Space,
    /// `\w`
    Word,
}

impl Category {
    /// Whether a character is of this kind; `unicode` or ASCII alone.
    pub fn has(self, c: u32, unicode: bool) -> bool {
        if c < 128 || !unicode {
            let Ok(byte) = u8::try_from(c) else { return false };
            return match self {
                Category::Digit => byte.is_ascii_digit(),
                Category::Space => matches!(byte, b' ' | b'\t'..=b'\r') || (unicode && matches!(byte, 0x1c..=0x1f)),
                Category::Word => byte.is_ascii_alphanumeric() || byte == b'_',
            };
        }
        let Some(c) = char::from_u32(c) else { return false };
        match self {
            Category::Digit => text_class::decimal(c).is_some(),
            Category::Space => text_class::is_space(c),
            Category::Word => text_class::is_alnum(c),
        }
    }
}

/// A member of a set.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Item {
    /// Characters from one to another, both included.
    Range(u32, u32),
    /// A kind, or all that are not of it.
    Kind(Category, bool),
}

/// How letters are compared.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Case {
    /// As they are.
    Exact,
    /// ASCII letters by their lower case.
    Ascii,
    /// All letters by their lower case.
    Unicode,
}

/// A set of characters: `[...]`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Set {
    /// Its members.
    pub items: Vec<Item>,
    /// Whether it is all the others.
    pub negate: bool,
    /// How letters are compared.
    pub case: Case,
    /// Whether kinds are those of Unicode.
    pub unicode: bool,
}

impl Set {
    /// Whether a character is in the set.
    pub fn has(&self, c: u32) -> bool {
        let found = match self.case {
            Case::Exact => self.holds(c),
            case => {
                let low = lower(c, case);
                self.holds(low)
                    || self.holds(upper(low, case))
                    || case == Case::Unicode && OTHER_CAPITALS.iter().any(|row| row.0 == low && self.holds(row.1))
                    || twins(low, case)
                        .iter()
                        .any(|twin| *twin != low && (self.holds(*twin) || self.holds(upper(*twin, case))))
            }
        };
        found != self.negate
    }

    fn holds(&self, c: u32) -> bool {
        self.items.iter().any(|item| match *item {
            Item::Range(from, to) => from <= c && c <= to,
            Item::Kind(kind, negate) => kind.has(c, self.unicode) != negate,
        })
    }
}

/// The lower case of a character, one to one.
pub fn lower(c: u32, case: Case) -> u32 {
    match case {
        Case::Exact => c,
        _ if c < 128 => u32::from((c as u8).to_ascii_lowercase()),
        Case::Ascii => c,
        Case::Unicode => {
            // The one capital whose lower case is longer.
            if c == 0x130 {
                return 0x69;
            }
            char::from_u32(c).and_then(|c| c.to_lowercase().next()).map_or(c, u32::from)
        }
    }
}

/// The upper case of a character, where it is one character.
pub fn upper(c: u32, case: Case) -> u32 {
    match case {
        Case::Exact => c,
        Case::Ascii => u8::try_from(c).map_or(c, |byte| u32::from(byte.to_ascii_uppercase())),
        Case::Unicode => {
            let Some(plain) = char::from_u32(c) else { return c };
            let mut all = plain.to_uppercase();
            match (all.next(), all.next()) {
                (Some(one), None) => u32::from(one),
                _ => c,
            }
        }
    }
}

/// Capitals beside the usual one: the small letter, and the capital or title letter that also becomes it.
const OTHER_CAPITALS: &[(u32, u32)] = &[
    (0x69, 0x130),
    (0x6b, 0x212a),
    (0xdf, 0x1e9e),
    (0xe5, 0x212b),
    (0x1c6, 0x1c5),
    (0x1c9, 0x1c8),
    (0x1cc, 0x1cb),
    (0x1f3, 0x1f2),
    (0x3b8, 0x3f4),
    (0x3c9, 0x2126),
];

/// Small letters that share their capital, beyond the one that the capital's own lower case is.
const TWINS: &[&[u32]] = &[
    &[0x69, 0x131],
    &[0x73, 0x17f],
    &[0xb5, 0x3bc],
    &[0x345, 0x3b9, 0x1fbe],
    &[0x390, 0x1fd3],
    &[0x3b0, 0x1fe3],
    &[0x3b2, 0x3d0],
    &[0x3b5, 0x3f5],
    &[0x3b8, 0x3d1],
    &[0x3ba, 0x3f0],
    &[0x3c0, 0x3d6],
    &[0x3c1, 0x3f1],
    &[0x3c2, 0x3c3],
    &[0x3c6, 0x3d5],
    &[0x432, 0x1c80],
    &[0x434, 0x1c81],
    &[0x43e, 0x1c82],
    &[0x441, 0x1c83],
    &[0x442, 0x1c84, 0x1c85],
    &[0x44a, 0x1c86],
    &[0x463, 0x1c87],
    &[0x1c88, 0xa64b],
    &[0x1e61, 0x1e9b],
    &[0xfb05, 0xfb06],
];

/// The small letters that count as the same as this one.
pub fn twins(low: u32, case: Case) -> &'static [u32] {
    match case {
        Case::Unicode => TWINS.iter().find(|row| row.contains(&low)).copied().unwrap_or(&[]),
        _ => &[],
    }
}

/// Whether two characters are the same.
pub fn same(a: u32, b: u32, case: Case) -> bool {
    if a == b || case == Case::Exact {
        return a == b;
    }
    let (a, b) = (lower(a, case), lower(b, case));
    a == b || twins(a, case).contains(&b)
}

/// A place without width.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    /// `^`, `\A`
    Start,
    /// `^` in several lines
    LineStart,
    /// `$`
    End,
    /// `$` in several lines
    LineEnd,
    /// `\Z`
    VeryEnd,
    /// `\b`; whether words are those of Unicode
    Boundary(bool),
    /// `\B`
    NoBoundary(bool),
}

/// How a repetition is tried.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Manner {
    /// As often as possible first.
    Greedy,
    /// As seldom as possible first.
    Lazy,
    /// As often as possible, and never less.
    Possessive,
}

/// A part of a regular expression.
#[derive(Clone, Debug)]
pub enum Node {
    /// A character.
    Char(u32, Case),
    /// `.`; whether it matches line ends too.
    Any(bool),
    /// `[...]`, `\d` and their like.
    Set(Box<Set>),
    /// `^`, `$`, `\b`...
    At(Place),
    /// One after the other.
    Row(Vec<Node>),
    /// `a|b`
    Either(Vec<Node>),
    /// `(...)`: the number of the group.
    Group(u32, Box<Node>),
    /// `a{least,most}`
    Repeat(u32, u32, Manner, Box<Node>),
    /// `(?=...)`, `(?!...)`, and behind with the width to go back.
    Look(bool, Option<u32>, Box<Node>),
    /// `(?>...)`
    Atomic(Box<Node>),
    /// `\1`, with the widths of its group
    Back(u32, Case, (u64, u64)),
    /// `(?(1)yes|no)`
    If(u32, Box<Node>, Box<Node>),
}

impl Node {
    /// The least and the most characters it matches.
    pub fn width(&self) -> (u64, u64) {
        const TOP: u64 = u32::MAX as u64;
        match self {
            Node::Char(..) | Node::Any(_) | Node::Set(_) => (1, 1),
            Node::At(_) | Node::Look(..) => (0, 0),
            Node::Row(nodes) => nodes
                .iter()
                .map(Node::width)
                .fold((0, 0), |(a, b), (low, high)| ((a + low).min(TOP), (b + high).min(TOP))),
            Node::Either(nodes) => {
                let widths: Vec<_> = nodes.iter().map(Node::width).collect();
                let low = widths.iter().map(|w| w.0).min().unwrap_or(0);
                (low, widths.iter().map(|w| w.1).max().unwrap_or(0))
            }
            Node::Group(_, node) | Node::Atomic(node) => node.width(),
            Node::Repeat(least, most, _, node) => {
                let (low, high) = node.width();
                let most = if *most == MANY { TOP } else { u64::from(*most) };
                ((low * u64::from(*least)).min(TOP), if high == 0 { 0 } else { high.saturating_mul(most).min(TOP) })
            }
            Node::Back(_, _, width) => *width,
            Node::If(_, yes, no) => {
                let (yes, no) = (yes.width(), no.width());
                (yes.0.min(no.0), yes.1.max(no.1))
            }
        }
    }

    /// Whether it matches exactly one character whatever happens.
    pub fn is_single(&self) -> bool {
        matches!(self, Node::Char(..) | Node::Any(_) | Node::Set(_))
    }
}
