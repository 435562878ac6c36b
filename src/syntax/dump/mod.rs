//! The tree as text, in the form of `ast.dump(tree, indent=2)`: so that it can be read, and compared with CPython's.
//!
//! In: a tree. Out: text. `tree` turns the nodes into the shapes of Python's `ast` module; this file prints shapes.

pub(super) mod repr;
mod tree;

use super::ast::{Expr, Module};
use super::token::Token;
use crate::source::{Source, Span};

/// A node in the shape of Python's `ast` module.
pub(crate) struct Node {
    name: &'static str,
    fields: Vec<(&'static str, Value)>,
    span: Option<Span>,
}

/// What a field holds.
enum Value {
    /// Something printed as it is.
    Text(String),
    Node(Node),
    List(Vec<Value>),
}

/// The dump of a module; with `positions`, lines and byte columns as CPython counts them.
pub fn module(module: &Module, source: &Source, positions: bool) -> String {
    print(&tree::module(module), source, positions)
}

/// The dump of an expression.
pub fn expression(expression: &Expr, source: &Source, positions: bool) -> String {
    print(&tree::expression(expression), source, positions)
}

/// Tokens, one a line: place, kind, text.
pub fn tokens(tokens: &[Token], source: &Source) -> String {
    let row = |token: &Token| {
        let place = source.place(token.span.start);
        format!("{:>4}:{:<3} {:?} {:?}\n", place.line, place.column, token.kind, source.slice(token.span))
    };
    tokens.iter().map(row).collect()
}

/// The tree as JSON: `{"node": name, "span": [start, end], fields...}`; constants and names as `ast.dump` writes them.
pub fn json(module: &Module) -> serde_json::Value {
    node_json(&tree::module(module))
}

fn node_json(node: &Node) -> serde_json::Value {
    let mut object = serde_json::Map::new();
    object.insert("node".to_string(), node.name.into());
    if let Some(span) = node.span {
        object.insert("span".to_string(), vec![span.start, span.end].into());
    }
    for (name, value) in &node.fields {
        object.insert((*name).to_string(), value_json(value));
    }
    object.into()
}

fn value_json(value: &Value) -> serde_json::Value {
    match value {
        Value::Text(text) => text.as_str().into(),
        Value::Node(node) => node_json(node),
        Value::List(all) => all.iter().map(value_json).collect(),
    }
}

fn print(node: &Node, source: &Source, positions: bool) -> String {
    let mut out = String::new();
    let printer = Printer { source, positions };
    printer.node(node, 0, &mut out);
    out
}

struct Printer<'s> {
    source: &'s Source,
    positions: bool,
}

impl Printer<'_> {
    fn node(&self, node: &Node, level: usize, out: &mut String) {
        out.push_str(node.name);
        out.push('(');
        let at = self.positions.then_some(node.span).flatten().map(|span| self.attributes(span));
        let attributes = at.iter().flatten().map(|(name, number)| (*name, number.to_string()));
        let count = node.fields.len() + at.as_ref().map_or(0, |a| a.len());
        let simple = count <= 3 && node.fields.iter().all(|(_, value)| value.is_simple(self.positions));
        let mut first = true;
        let mut begin = |name: &str, out: &mut String| {
            match (simple, std::mem::take(&mut first)) {
                (true, true) => {}
                (true, false) => out.push_str(", "),
                (false, first) => line(level + 1, first, out),
            }
            out.push_str(name);
            out.push('=');
        };
        for (name, value) in &node.fields {
            begin(name, out);
            self.value(value, level + 1, out);
        }
        for (name, number) in attributes {
            begin(name, out);
            out.push_str(&number);
        }
        out.push(')');
    }

    fn value(&self, value: &Value, level: usize, out: &mut String) {
        match value {
            Value::Text(text) => out.push_str(text),
            Value::Node(node) => self.node(node, level, out),
            Value::List(items) => {
                out.push('[');
                for (i, item) in items.iter().enumerate() {
                    line(level + 1, i == 0, out);
                    self.value(item, level + 1, out);
                }
                out.push(']');
            }
        }
    }

    fn attributes(&self, span: Span) -> [(&'static str, u32); 4] {
        let place = |byte| {
            let line = self.source.line(byte);
            (line, byte - self.source.line_start(line).unwrap_or(0))
        };
        let (start, end) = (place(span.start), place(span.end));
        [("lineno", start.0), ("col_offset", start.1), ("end_lineno", end.0), ("end_col_offset", end.1)]
    }
}

impl Value {
    fn is_simple(&self, positions: bool) -> bool {
        match self {
            Value::Text(_) => true,
            Value::Node(node) => node.fields.is_empty() && !(positions && node.span.is_some()),
            Value::List(items) => items.is_empty(),
        }
    }
}

fn line(level: usize, first: bool, out: &mut String) {
    if !first {
        out.push(',');
    }
    out.push('\n');
    out.extend(std::iter::repeat_n("  ", level));
}
