//! The tree of a regular expression to steps for the matcher.
//!
//! In: a tree. Out: steps, and what a match must begin with. Nothing here looks at a text.

use super::node::{Case, Manner, Node, Place, Set};

/// A step of the matcher.
#[derive(Debug)]
pub enum Step {
    /// A character.
    Char(u32, Case),
    /// Any character but a line end.
    AnyButLine,
    /// Any character.
    Any,
    /// A character of a set, by its place in the program.
    Set(usize),
    /// A place without width.
    At(Place),
    /// Notes the position: 2n at the start of group n+1, 2n+1 at its end.
    Mark(usize),
    /// Goes on at the first, and where that fails at the second.
    Split(usize, usize),
    /// Goes on there.
    Jump(usize),
    /// Repeats the next step, which matches one character; then goes on behind it.
    Run(u32, u32, Manner),
    /// A counter starts at 0.
    Begin(usize),
    /// End of a repeated part: counter, least, most, whether greedy, where the part starts.
    Again(usize, u32, u32, bool, usize),
    /// Matches what follows up to `Done` and stays; whether that must fail, how far to go back first, where to go on.
    Look(bool, u32, usize),
    /// Matches what follows up to `Done` and keeps the first way; where to go on.
    Atomic(usize),
    /// The end of a part that is matched by itself.
    Done,
    /// What a group matched, again.
    Back(u32, Case),
    /// Goes on there unless a group has matched.
    Unless(u32, usize),
    /// The whole pattern matched.
    Match,
}

/// What a match can begin with.
#[derive(Debug)]
pub enum First {
    /// Anything.
    Any,
    /// This character.
    Char(u32),
    /// One of these ASCII characters, or any other character.
    Ascii([bool; 128]),
    /// Only the very start of the text.
    Start,
}

/// Steps, and their sets.
#[derive(Debug)]
pub struct Program {
    /// The steps.
    pub steps: Vec<Step>,
    /// The sets, by number.
    pub sets: Vec<Set>,
    /// For ASCII characters, whether each is in the set of the same number.
    pub ascii: Vec<[bool; 128]>,
    /// How many counters there are.
    pub counters: usize,
    /// How many groups there are.
    pub groups: usize,
    /// What a match can begin with.
    pub first: First,
}

/// Compiles a tree.
pub fn compile(node: &Node, groups: u32) -> Program {
    let mut program = Program {
        steps: Vec::new(),
        sets: Vec::new(),
        ascii: Vec::new(),
        counters: 0,
        groups: groups as usize,
        first: First::Any,
    };
    program.node(node);
    program.steps.push(Step::Match);
    program.first = first(node);
    program
}

impl Program {
    fn here(&self) -> usize {
        self.steps.len()
    }

    fn node(&mut self, node: &Node) {
        match node {
            Node::Char(c, case) => {
                let plain = super::node::lower(*c, *case) == super::node::upper(*c, *case)
                    && super::node::twins(*c, *case).is_empty();
                self.steps.push(Step::Char(*c, if plain { Case::Exact } else { *case }));
            }
            Node::Any(true) => self.steps.push(Step::Any),
            Node::Any(false) => self.steps.push(Step::AnyButLine),
            Node::Set(set) => {
                let number = match self.sets.iter().position(|known| known == &**set) {
                    Some(number) => number,
                    None => {
                        self.ascii.push(std::array::from_fn(|c| set.has(c as u32)));
                        self.sets.push((**set).clone());
                        self.sets.len() - 1
                    }
                };
                self.steps.push(Step::Set(number));
            }
            Node::At(place) => self.steps.push(Step::At(*place)),
            Node::Row(nodes) => nodes.iter().for_each(|node| self.node(node)),
            Node::Either(nodes) => self.either(nodes),
            Node::Group(number, inner) => {
                let slot = (*number as usize - 1) * 2;
                self.steps.push(Step::Mark(slot));
                self.node(inner);
                self.steps.push(Step::Mark(slot + 1));
            }
            Node::Repeat(least, most, manner, inner) => self.repeat(*least, *most, *manner, inner),
            Node::Look(negate, back, inner) => {
                let at = self.here();
                self.steps.push(Step::Look(*negate, 0, 0));
                self.node(inner);
                self.steps.push(Step::Done);
                self.steps[at] = Step::Look(*negate, back.unwrap_or(0), self.here());
            }
            Node::Atomic(inner) => self.atomic(|program| program.node(inner)),
            Node::Back(group, case, _) => self.steps.push(Step::Back(*group, *case)),
            Node::If(group, yes, no) => {
                let at = self.here();
                self.steps.push(Step::Unless(*group, 0));
                self.node(yes);
                let over = self.here();
                self.steps.push(Step::Jump(0));
                self.steps[at] = Step::Unless(*group, self.here());
                self.node(no);
                self.steps[over] = Step::Jump(self.here());
            }
        }
    }

    fn atomic(&mut self, inner: impl FnOnce(&mut Program)) {
        let at = self.here();
        self.steps.push(Step::Atomic(0));
        inner(self);
        self.steps.push(Step::Done);
        self.steps[at] = Step::Atomic(self.here());
    }

    fn either(&mut self, nodes: &[Node]) {
        let mut overs = Vec::new();
        for (i, node) in nodes.iter().enumerate() {
            if i + 1 == nodes.len() {
                self.node(node);
                break;
            }
            let at = self.here();
            self.steps.push(Step::Split(0, 0));
            self.node(node);
            overs.push(self.here());
            self.steps.push(Step::Jump(0));
            self.steps[at] = Step::Split(at + 1, self.here());
        }
        for over in overs {
            self.steps[over] = Step::Jump(self.here());
        }
    }

    fn repeat(&mut self, least: u32, most: u32, manner: Manner, inner: &Node) {
        let single = match inner {
            Node::Row(nodes) if nodes.len() == 1 => &nodes[0],
            node => node,
        };
        if single.is_single() {
            self.steps.push(Step::Run(least, most, manner));
            self.node(single);
            return;
        }
        if manner == Manner::Possessive {
            self.atomic(|program| program.repeat(least, most, Manner::Greedy, inner));
            return;
        }
        if (least, most) == (0, 1) {
            let at = self.here();
            self.steps.push(Step::Split(0, 0));
            self.node(inner);
            let (into, over) = (at + 1, self.here());
            self.steps[at] = if manner == Manner::Greedy { Step::Split(into, over) } else { Step::Split(over, into) };
            return;
        }
        let counter = self.counters;
        self.counters += 1;
        self.steps.push(Step::Begin(counter));
        let over = self.here();
        self.steps.push(Step::Jump(0));
        let start = self.here();
        self.node(inner);
        self.steps[over] = Step::Jump(self.here());
        self.steps.push(Step::Again(counter, least, most, manner == Manner::Greedy, start));
    }
}

/// What a match of a tree can begin with.
fn first(node: &Node) -> First {
    match begin(node) {
        Begin::Chars(table) => {
            let mut found = table.iter().enumerate().filter(|(_, is)| **is).map(|(c, _)| c as u32);
            match (found.next(), found.next()) {
                (Some(c), None) if !has_other(node) => First::Char(c),
                _ if table.iter().all(|is| *is) => First::Any,
                _ => First::Ascii(*table),
            }
        }
        Begin::Start => First::Start,
        _ => First::Any,
    }
}

enum Begin {
    /// One of these ASCII characters, or perhaps any other.
    Chars(Box<[bool; 128]>),
    /// The very start.
    Start,
    /// Perhaps nothing at all: what follows decides.
    Empty,
    /// Who knows.
    Unknown,
}

/// Whether the first character may be another than an ASCII one.
fn has_other(node: &Node) -> bool {
    match node {
        Node::Char(c, case) => *c >= 128 || *case == Case::Unicode && matches!(*c as u8 | 32, b'i' | b'k' | b's'),
        Node::Group(_, inner) | Node::Atomic(inner) => has_other(inner),
        Node::Repeat(_, _, _, inner) => has_other(inner),
        Node::Row(nodes) => nodes.iter().find(|node| !matches!(begin(node), Begin::Empty)).is_none_or(has_other),
        _ => true,
    }
}

fn begin(node: &Node) -> Begin {
    let table = |has: &dyn Fn(u32) -> bool| Begin::Chars(Box::new(std::array::from_fn(|c| has(c as u32))));
    match node {
        Node::Char(c, case) => table(&|other| super::node::same(*c, other, *case)),
        Node::Any(_) => Begin::Unknown,
        Node::Set(set) => table(&|other| set.has(other)),
        Node::At(Place::Start) => Begin::Start,
        Node::At(_) | Node::Look(..) => Begin::Empty,
        Node::Row(nodes) => {
            nodes.iter().map(begin).find(|begin| !matches!(begin, Begin::Empty)).unwrap_or(Begin::Unknown)
        }
        Node::Either(nodes) => {
            let mut all = Box::new([false; 128]);
            for node in nodes {
                match begin(node) {
                    Begin::Chars(one) => all.iter_mut().zip(one.iter()).for_each(|(a, b)| *a |= b),
                    _ => return Begin::Unknown,
                }
            }
            Begin::Chars(all)
        }
        Node::Group(_, inner) | Node::Atomic(inner) => begin(inner),
        Node::Repeat(least, _, _, inner) if *least > 0 => begin(inner),
        Node::Repeat(..) | Node::Back(..) | Node::If(..) => Begin::Unknown,
    }
}
