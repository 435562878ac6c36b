//! Scopes: who owns each name. The counterpart of CPython's symbol table.
//!
//! In: the tree. Out: a [`Scopes`] table: per scope its symbols, each with a [`Binding`]; per unit (what becomes one code
//! object) its free variables, its cells and its number of locals. Comprehensions that are inlined (PEP 709) are scopes of
//! their own without being units: their variables become further locals of the unit around them.
//! It must never look at values or produce code.

mod collect;
mod names;
mod resolve;

pub(super) use collect::{has_defaults, parameters};
pub(super) use resolve::hidden_cell;

use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::syntax::ast;
use rustc_hash::FxHashMap;
use std::rc::Rc;

/// The number of a scope.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash, PartialOrd, Ord)]
pub struct ScopeId(pub u32);

/// What kind of scope it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum ScopeKind {
    /// The file.
    Module,
    /// A class body.
    Class,
    /// `def`, `async def`.
    Function,
    /// `lambda`.
    Lambda,
    /// `(x for ...)`: a unit of its own.
    GeneratorExp,
    /// A list comprehension, part of the unit around it.
    ListComp,
    /// A set comprehension, part of the unit around it.
    SetComp,
    /// A dict comprehension, part of the unit around it.
    DictComp,
    /// The type parameters of a generic function, class or alias (PEP 695).
    TypeParams,
    /// The value of a `type` statement.
    TypeAlias,
    /// The bound of a type variable.
    TypeVarBound,
    /// The default of a type parameter (PEP 696).
    TypeVarDefault,
    /// An annotation that is kept as text and never evaluated.
    Annotation,
}

impl ScopeKind {
    /// Whether it is any comprehension or generator expression.
    pub fn is_comprehension(self) -> bool {
        self.is_inlined() || self == ScopeKind::GeneratorExp
    }

    /// Whether its code is part of the unit around it.
    pub fn is_inlined(self) -> bool {
        matches!(self, ScopeKind::ListComp | ScopeKind::SetComp | ScopeKind::DictComp)
    }

    /// Whether it is a scope of annotations or type parameters.
    pub fn is_annotation_like(self) -> bool {
        use ScopeKind::*;
        matches!(self, TypeParams | TypeAlias | TypeVarBound | TypeVarDefault | Annotation)
    }

    /// Whether names bound in it are locals of a function-like frame.
    pub fn is_function_like(self) -> bool {
        !matches!(self, ScopeKind::Module | ScopeKind::Class)
    }
}

/// What is known of a name in one scope, as bits.
pub mod flag {
    /// Read.
    pub const USE: u16 = 1;
    /// Assigned, deleted or otherwise bound.
    pub const LOCAL: u16 = 2;
    /// A parameter.
    pub const PARAM: u16 = 4;
    /// Bound by an import.
    pub const IMPORT: u16 = 8;
    /// Declared global.
    pub const GLOBAL: u16 = 16;
    /// Declared nonlocal.
    pub const NONLOCAL: u16 = 32;
    /// Annotated.
    pub const ANNOTATED: u16 = 64;
    /// The variable of a comprehension.
    pub const COMP_ITER: u16 = 128;
    /// A type parameter.
    pub const TYPE_PARAM: u16 = 256;
    /// Deleted somewhere, so that it may be unbound again after having been bound.
    pub const DELETED: u16 = 512;
    /// Bound by `:=` somewhere, so that it may change in the middle of an expression.
    pub const WALRUS: u16 = 1024;
    /// All that bind.
    pub const BOUND: u16 = LOCAL | PARAM | IMPORT | TYPE_PARAM;
}

/// Where a name of a scope lives.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Binding {
    /// Not decided yet.
    Open,
    /// In this scope.
    Local,
    /// In another scope of the same unit (a comprehension sees the function's locals).
    Outer(ScopeId),
    /// A free variable of the unit.
    Free,
    /// A global by declaration.
    GlobalExplicit,
    /// A global or builtin, because nobody binds it.
    GlobalImplicit,
}

/// A name of one scope.
#[derive(Clone, Debug)]
pub struct Symbol {
    /// The name, mangled.
    pub name: Rc<str>,
    /// Bits of [`flag`].
    pub flags: u16,
    /// Where it lives.
    pub binding: Binding,
    /// Whether a nested unit refers to it, so that it lives in a cell.
    pub cell: bool,
    /// Its register, given when code first refers to it.
    pub register: Option<u16>,
}

/// One scope.
#[derive(Clone, Debug)]
pub struct Scope {
    /// Which kind.
    pub kind: ScopeKind,
    /// The function's or class's name.
    pub name: Rc<str>,
    /// The scope around it; the module is its own parent.
    pub parent: ScopeId,
    /// The scope that begins the unit this scope belongs to; its own number unless it is inlined.
    pub unit: ScopeId,
    /// The names in order of first appearance.
    pub symbols: Vec<Symbol>,
    /// From name to its place in `symbols`.
    index: FxHashMap<Rc<str>, u32>,
    /// The `nonlocal` and `global` statements by name, for messages.
    directives: Vec<(Rc<str>, Span)>,
    /// Contains `await`, an async comprehension, or is `async def`.
    pub is_async: bool,
    /// Contains `yield`.
    pub is_generator: bool,
    /// An annotation scope directly inside a class body: it sees the class's names.
    pub sees_class: bool,
    /// Whether methods need the `__class__` cell (class scopes).
    pub needs_class: bool,
    /// Whether annotation scopes need the `__classdict__` cell (class scopes).
    pub needs_classdict: bool,
    /// Free variables of the unit, sorted (unit scopes only).
    pub free: Vec<Rc<str>>,
    /// How many registers of the unit its inlined comprehensions need (unit scopes only).
    pub comprehension_locals: u32,
    /// Lies directly or indirectly in a function.
    pub nested: bool,
    /// Inside how many iterable expressions of comprehensions it lies.
    in_iterable: u32,
    /// The target of a comprehension is being visited.
    in_target: bool,
}

impl Scope {
    /// The symbol of a (mangled) name.
    pub fn get(&self, name: &str) -> Option<&Symbol> {
        self.index.get(name).map(|&i| &self.symbols[i as usize])
    }

    /// The place of a (mangled) name among the symbols.
    pub fn find(&self, name: &str) -> Option<usize> {
        self.index.get(name).map(|&i| i as usize)
    }
}

/// All scopes of a file.
#[derive(Debug)]
pub struct Scopes {
    /// By number; a scope comes after the one around it.
    pub all: Vec<Scope>,
    /// From the address of the node that opens a scope (see [`key`]) to the scope. A node may begin with another node,
    /// so the kind is part of the key.
    by_node: FxHashMap<(usize, ScopeKind), ScopeId>,
}

/// The key of a node: its address. The tree does not move while it is compiled; nothing is ever read through the key.
pub fn key<T: ?Sized>(node: &T) -> usize {
    std::ptr::from_ref(node).cast::<u8>() as usize
}

impl Scopes {
    /// Finds the scopes of a file and decides where each name lives.
    pub fn of(module: &ast::Module, future_annotations: bool, diagnostics: &mut Vec<Diagnostic>) -> Scopes {
        let mut scopes = collect::collect(module, future_annotations, diagnostics);
        resolve::resolve(&mut scopes, diagnostics);
        scopes
    }

    /// The scope of a kind that a node opens; the module's for a node that opens none.
    pub fn opened_by<T: ?Sized>(&self, kind: ScopeKind, node: &T) -> ScopeId {
        self.by_node.get(&(key(node), kind)).copied().unwrap_or(ScopeId(0))
    }

    /// The scope with a number.
    pub fn get(&self, id: ScopeId) -> &Scope {
        &self.all[id.0 as usize]
    }

    /// The scope with a number, to be changed.
    pub fn get_mut(&mut self, id: ScopeId) -> &mut Scope {
        &mut self.all[id.0 as usize]
    }

    /// The scope around the unit of a scope.
    pub fn around_unit(&self, id: ScopeId) -> ScopeId {
        self.get(self.get(id).unit).parent
    }
}

/// A private name of a class (`__x` becomes `_Class__x`), as the reference's "Private name mangling" has it.
pub fn mangle(private: Option<&Rc<str>>, name: &Rc<str>) -> Rc<str> {
    let Some(class) = private else { return name.clone() };
    if !name.starts_with("__") || name.ends_with("__") || name.contains('.') {
        return name.clone();
    }
    let class = class.trim_start_matches('_');
    if class.is_empty() { name.clone() } else { format!("_{class}{name}").into() }
}
