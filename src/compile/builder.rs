//! The builder: one code object in the making. Registers, labels, constants, regions, and the emission of operations.
//!
//! In: what the constructs want done. Out: operations with spans; `finish` makes the code object of them. It drops
//! whatever cannot be reached, and knows at each point which locals are certainly bound. It must never look at the tree.

use super::scopes::ScopeId;
use crate::bytecode::code::{CodeKind, Constant, Handler, State};
use crate::bytecode::op::{Cache, Const, Dies, Far, Near, Op, Reg};
use crate::source::Span;
use crate::syntax::ast;
use rustc_hash::FxHashMap;
use std::rc::Rc;

/// A place in the code to be jumped to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Label(pub u32);

/// What is known about a label.
#[derive(Clone, Copy, Debug)]
pub(super) struct LabelState {
    /// Where it is; `u32::MAX` until it is placed.
    pub pc: u32,
    /// Locals that are bound on every way to it.
    bound: Bound,
    /// Whether anything jumps to it.
    reached: bool,
}

/// The locals that are certainly bound, one bit each. Locals from 128 on are never certain and are checked at each use.
pub(super) type Bound = u128;

/// A protected region that is open: operations from `start` on are covered.
#[derive(Clone, Copy, Debug)]
pub(super) struct Region {
    /// Where control goes.
    pub target: Label,
    /// The register that receives the exception; the registers from `clear_from` on are cleared.
    pub exc: Reg,
    /// See `exc`.
    pub clear_from: Reg,
    /// First operation covered.
    start: u32,
    /// What was bound when it was opened.
    bound: Bound,
}

/// What a `return`, `break` or `continue` passes on its way out.
#[derive(Clone, Copy)]
pub(super) enum BlockKind<'a> {
    /// A loop; `iter` is the register of its iterator.
    Loop { exit: Label, next: Label, iter: Option<Reg> },
    /// The body of a `try` without `finally`: nothing to do but to leave its region.
    Try,
    /// The body of a `try` with `finally`: the suite runs on the way out.
    Finally { body: &'a [ast::Stmt] },
    /// The body of a `with`: the exit function in the register is called on the way out.
    With { exit: Reg, is_async: bool, span: Span },
    /// A handler, or a `finally` that runs because of an exception: the exception handled before is restored.
    Handler { save: Reg, exc: Reg, name: Option<&'a ast::Name> },
    /// The body of an `except*` handler, which must not be left by a jump.
    Group,
}

/// A block with its region, if it has one.
#[derive(Clone, Copy)]
pub(super) struct Block<'a> {
    /// Which.
    pub kind: BlockKind<'a>,
    /// The region that ends where the block is left.
    pub region: Option<Region>,
}

/// A constant as a key: by type and by bits, so that 1, 1.0, True and -0.0 stay apart.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) enum ConstantKey {
    Simple(u8),
    Int(i64),
    Float(u64),
    Complex(u64, u64),
    Str(Rc<str>),
    Bytes(Rc<[u8]>),
    Many(bool, Vec<ConstantKey>),
    /// Never equal to another.
    Unique(usize),
}

/// One code object in the making.
pub(super) struct Unit<'a> {
    /// The scope names are looked up in; inside an inlined comprehension it is the comprehension's.
    pub scope: ScopeId,
    /// The scope of the unit itself.
    pub home: ScopeId,
    /// What it will be.
    pub kind: CodeKind,
    /// `__name__`
    pub name: Rc<str>,
    /// `__qualname__`
    pub qualname: Rc<str>,
    /// The whole definition.
    pub span: Span,
    /// The class whose private names are mangled here.
    pub private: Option<Rc<str>>,
    /// Whether control can come here.
    pub reachable: bool,
    /// The locals certainly bound here.
    pub bound: Bound,
    /// Locals that are deleted somewhere in the unit: not certain at loop heads and handlers.
    pub deleted: Bound,
    pub ops: Vec<Op>,
    pub spans: Vec<Span>,
    pub labels: Vec<LabelState>,
    /// Jumps whose offset is to be filled in.
    pub fixups: Vec<(u32, Label)>,
    pub constants: Vec<Constant>,
    constant_index: FxHashMap<ConstantKey, u32>,
    pub cache_names: Vec<Rc<str>>,
    /// Closed regions; their targets are labels until the end.
    pub handlers: Vec<Handler>,
    pub blocks: Vec<Block<'a>>,
    pub states: Vec<State>,
    /// Names of the locals' registers.
    pub locals: Vec<Rc<str>>,
    /// Locals that are cells.
    pub cells: Vec<Reg>,
    /// Registers of inlined comprehensions that may be used again: name, whether a cell, register, in use.
    pub pool: Vec<(Rc<str>, bool, Reg, bool)>,
    /// The next plain local.
    pub next_local: Reg,
    /// The first temporary.
    pub first_temp: Reg,
    /// The next free temporary.
    pub top: Reg,
    /// The most registers ever in use.
    pub most: Reg,
    /// The most registers in use where it returns.
    pub returning: Reg,
    /// Attributes assigned to `self` in methods, for a class's `__static_attributes__`.
    pub static_attributes: Vec<Rc<str>>,
    /// The docstring.
    pub doc: Option<Rc<str>>,
    /// Whether there is a positional parameter, for zero-argument `super`.
    pub has_first: bool,
    /// Whether some limit of the format was passed.
    pub overflow: bool,
}

impl<'a> Unit<'a> {
    /// An empty unit.
    pub fn new(home: ScopeId, kind: CodeKind, name: Rc<str>, qualname: Rc<str>, span: Span) -> Unit<'a> {
        Unit {
            scope: home,
            home,
            kind,
            name,
            qualname,
            span,
            private: None,
            reachable: true,
            bound: 0,
            deleted: 0,
            ops: Vec::with_capacity(32),
            spans: Vec::with_capacity(32),
            labels: Vec::new(),
            fixups: Vec::new(),
            constants: Vec::new(),
            constant_index: FxHashMap::default(),
            cache_names: Vec::new(),
            handlers: Vec::new(),
            blocks: Vec::new(),
            states: Vec::new(),
            locals: Vec::new(),
            cells: Vec::new(),
            pool: Vec::new(),
            next_local: 0,
            first_temp: 0,
            top: 0,
            most: 0,
            returning: 0,
            static_attributes: Vec::new(),
            doc: None,
            has_first: false,
            overflow: false,
        }
    }

    // ---- operations

    /// The number of the next operation.
    pub fn pc(&self) -> u32 {
        self.ops.len() as u32
    }

    /// Adds an operation, unless control cannot come here.
    pub fn emit(&mut self, op: Op, span: Span) {
        if self.reachable {
            self.ops.push(op);
            self.spans.push(span);
        }
    }

    /// Adds an operation after which control does not go on.
    pub fn emit_last(&mut self, op: Op, span: Span) {
        if self.reachable && matches!(op, Op::Return(_) | Op::ReturnNone) {
            self.returning = self.returning.max(self.top);
        }
        self.emit(op, span);
        self.reachable = false;
    }

    // ---- labels and jumps

    /// A label to be placed later.
    pub fn label(&mut self) -> Label {
        self.labels.push(LabelState { pc: u32::MAX, bound: Bound::MAX, reached: false });
        Label(self.labels.len() as u32 - 1)
    }

    /// Places a label that is jumped to from before.
    pub fn place(&mut self, label: Label) {
        let pc = self.pc();
        let state = &mut self.labels[label.0 as usize];
        state.pc = pc;
        if state.reached {
            self.bound = if self.reachable { self.bound & state.bound } else { state.bound };
            self.reachable = true;
        }
    }

    /// A label here, for jumps from below: what may be deleted in the loop is not certain any more.
    pub fn loop_head(&mut self) -> Label {
        self.bound &= !self.deleted;
        let label = self.label();
        self.labels[label.0 as usize].pc = self.pc();
        label
    }

    fn reach(&mut self, label: Label, bound: Bound) {
        let state = &mut self.labels[label.0 as usize];
        state.bound = if state.reached { state.bound & bound } else { bound };
        state.reached = true;
    }

    /// Adds an operation that may jump; its offset is filled in at the end.
    pub fn emit_jump(&mut self, op: Op, label: Label, span: Span) {
        if !self.reachable {
            return;
        }
        let bound = self.bound;
        self.reach(label, bound);
        self.fixups.push((self.pc(), label));
        self.emit(op, span);
    }

    /// Jumps, always.
    pub fn jump(&mut self, label: Label, span: Span) {
        self.emit_jump(Op::Jump(0 as Far), label, span);
        self.reachable = false;
    }

    /// Jumps back to a loop's head.
    pub fn jump_back(&mut self, label: Label, span: Span) {
        self.emit_jump(Op::Loop(0 as Far), label, span);
        self.reachable = false;
    }

    /// Jumps when the register's truth is `sense`; a temporary dies.
    pub fn jump_if(&mut self, sense: bool, src: Reg, label: Label, span: Span) {
        let dies = self.dies1(src);
        let op = if sense { Op::JumpIfTrue(dies, src, 0) } else { Op::JumpIfFalse(dies, src, 0) };
        self.emit_jump(op, label, span);
    }

    /// Jumps when the register is None (or is not); a temporary dies.
    pub fn jump_if_none(&mut self, sense: bool, src: Reg, label: Label, span: Span) {
        let dies = self.dies1(src);
        let op = if sense { Op::JumpIfNone(dies, src, 0) } else { Op::JumpIfNotNone(dies, src, 0) };
        self.emit_jump(op, label, span);
    }

    /// `dst = next(iter)`, or a jump when it is used up.
    pub fn for_iter(&mut self, dst: Reg, iter: Reg, label: Label, span: Span) {
        self.emit_jump(Op::ForIter(dst, iter, 0 as Near), label, span);
    }

    // ---- regions and blocks

    /// Begins a region with its handler's label and the registers the handler uses.
    pub fn region(&mut self, target: Label, exc: Reg, clear_from: Reg) -> Region {
        Region { target, exc, clear_from, start: self.pc(), bound: self.bound & !self.deleted }
    }

    /// Ends a region here: what it covered goes into the table.
    pub fn close(&mut self, region: &Region) {
        if self.pc() > region.start {
            let Region { target, exc, clear_from, start, bound } = *region;
            self.handlers.push(Handler { start, end: self.pc(), target: target.0, exc, clear_from });
            self.reach(target, bound);
        }
    }

    /// Goes on with a region after it was closed for a way out.
    pub fn reopen(&mut self, region: &mut Region) {
        region.start = self.pc();
    }

    /// Goes into a block without a region.
    pub fn push_block(&mut self, kind: BlockKind<'a>) {
        self.blocks.push(Block { kind, region: None });
    }

    /// Goes into a block whose region starts here.
    pub fn push_region(&mut self, kind: BlockKind<'a>, target: Label, exc: Reg, clear_from: Reg) {
        let region = self.region(target, exc, clear_from);
        self.blocks.push(Block { kind, region: Some(region) });
    }

    /// Leaves the innermost block.
    pub fn pop_block(&mut self) {
        if let Some(Block { region: Some(region), .. }) = self.blocks.pop() {
            self.close(&region);
        }
    }

    /// Whether an exception raised here is caught in this unit.
    pub fn is_protected(&self) -> bool {
        self.blocks.iter().any(|b| b.region.is_some())
    }

    // ---- registers

    /// The next temporary.
    pub fn temp(&mut self) -> Reg {
        self.temps(1)
    }

    /// The next `count` temporaries; gives the first.
    pub fn temps(&mut self, count: usize) -> Reg {
        let first = self.top;
        let Some(top) = u16::try_from(count).ok().and_then(|c| first.checked_add(c)).filter(|&t| t < 65_000) else {
            self.overflow = true;
            return first;
        };
        self.top = top;
        self.most = self.most.max(top);
        first
    }

    /// Whether a register is a temporary.
    pub fn is_temp(&self, reg: Reg) -> bool {
        reg >= self.first_temp
    }

    /// The Dies bit of a single source.
    pub fn dies1(&self, a: Reg) -> Dies {
        u8::from(self.is_temp(a))
    }

    /// The Dies bit of a source whose operation writes `dst`.
    pub fn dies_into(&self, dst: Reg, a: Reg) -> Dies {
        u8::from(self.is_temp(a) && a != dst)
    }

    /// The Dies bits of two sources.
    pub fn dies2(&self, dst: Option<Reg>, a: Reg, b: Reg) -> Dies {
        u8::from(self.is_temp(a) && Some(a) != dst) | u8::from(self.is_temp(b) && Some(b) != dst && a != b) << 1
    }

    /// Copies a local or moves a temporary.
    pub fn copy(&mut self, dst: Reg, src: Reg, span: Span) {
        if dst == src {
            return;
        }
        let op = if self.is_temp(src) { Op::Take(dst, src) } else { Op::Move(dst, src) };
        self.emit(op, span);
    }

    /// A local is bound from here on.
    pub fn bind(&mut self, reg: Reg) {
        if reg < 128 && !self.is_temp(reg) {
            self.bound |= 1 << reg;
        }
    }

    /// A local is unbound from here on.
    pub fn unbind(&mut self, reg: Reg) {
        if reg < 128 {
            self.bound &= !(1 << reg);
        }
    }

    /// Whether a local is certainly bound here.
    pub fn is_bound(&self, reg: Reg) -> bool {
        reg < 128 && self.bound & (1 << reg) != 0
    }

    // ---- tables

    /// The number of a constant, stored once.
    pub fn constant(&mut self, constant: Constant) -> u32 {
        if !self.reachable {
            return 0;
        }
        let key = key_of(&constant, self.constants.len());
        if let Some(&i) = self.constant_index.get(&key) {
            return i;
        }
        let i = self.constants.len() as u32;
        self.constants.push(constant);
        self.constant_index.insert(key, i);
        i
    }

    /// The number of a constant that an operation names in 16 bits.
    pub fn near_constant(&mut self, constant: Constant) -> Const {
        let i = self.constant(constant);
        u16::try_from(i).unwrap_or_else(|_| {
            self.overflow = true;
            0
        })
    }

    /// The number of a text constant.
    pub fn text(&mut self, text: &Rc<str>) -> Const {
        self.near_constant(Constant::Str(text.clone()))
    }

    /// Loads a constant in the shortest way.
    pub fn load_constant(&mut self, dst: Reg, constant: Constant, span: Span) {
        let op = match constant {
            Constant::None => Op::LoadNone(dst),
            Constant::Bool(true) => Op::LoadTrue(dst),
            Constant::Bool(false) => Op::LoadFalse(dst),
            Constant::Int(i) if i32::try_from(i).is_ok() => Op::LoadInt(dst, i as i32),
            other => {
                let i = self.constant(other);
                u16::try_from(i).map_or(Op::LoadConstFar(dst, i), |i| Op::LoadConst(dst, i))
            }
        };
        self.emit(op, span);
    }

    /// A new inline cache for a name. When there are too many, sites of one name share an entry.
    pub fn cache(&mut self, name: &Rc<str>) -> Cache {
        if !self.reachable {
            return 0;
        }
        if self.cache_names.len() >= 60_000
            && let Some(i) = self.cache_names.iter().position(|n| n == name)
        {
            return i as Cache;
        }
        self.cache_names.push(name.clone());
        u16::try_from(self.cache_names.len() - 1).unwrap_or_else(|_| {
            self.overflow = true;
            0
        })
    }
}

/// The key under which a constant is stored once.
pub(super) fn key_of(constant: &Constant, unique: usize) -> ConstantKey {
    let many = |frozen, items: &[Constant]| {
        ConstantKey::Many(frozen, items.iter().enumerate().map(|(i, c)| key_of(c, unique + i)).collect())
    };
    match constant {
        Constant::None => ConstantKey::Simple(0),
        Constant::Bool(b) => ConstantKey::Simple(1 + u8::from(*b)),
        Constant::Ellipsis => ConstantKey::Simple(3),
        Constant::Int(i) => ConstantKey::Int(*i),
        Constant::BigInt(i) => ConstantKey::Bytes(i.to_signed_bytes_le().into_iter().chain(*b"big").collect()),
        Constant::Float(f) => ConstantKey::Float(f.to_bits()),
        Constant::Complex(re, im) => ConstantKey::Complex(re.to_bits(), im.to_bits()),
        Constant::Str(s) => ConstantKey::Str(s.clone()),
        Constant::Bytes(b) => ConstantKey::Bytes(b.iter().copied().chain(*b"bytes").collect()),
        Constant::Tuple(items) => many(false, items),
        Constant::FrozenSet(items) => many(true, items),
        Constant::Code(_) => ConstantKey::Unique(unique),
    }
}
