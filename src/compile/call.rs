//! Calls: functions, methods, zero-argument `super`, and calls with stars.
//!
//! In: callee and arguments. Out: the callee and its arguments in neighbouring registers, and one call operation.

use super::Compiler;
use super::constant::Constant;
use super::scopes::{Binding, ScopeId, flag};
use crate::bytecode::op::{Op, Reg};
use crate::diagnostic::codes;
use crate::source::Span;
use crate::syntax::ast::{Expr, ExprKind, Keyword, Name};
use rustc_hash::FxHashSet;
use std::rc::Rc;

/// The most arguments of a call that are passed in registers.
const MOST_ARGUMENTS: usize = 250;

/// How the callee was prepared.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Callee {
    /// In `base`; arguments follow it.
    Plain,
    /// By `LoadMethod`: arguments follow `base + 1`.
    Method,
}

impl<'a> Compiler<'a> {
    /// dst = func(args, keywords)
    pub(super) fn call(&mut self, func: &'a Expr, args: &'a [Expr], keywords: &'a [Keyword], dst: Reg, span: Span) {
        self.check_callable(func);
        let mark = self.unit.top;
        let spread = is_spread(args, keywords, 0);
        match &func.kind {
            ExprKind::Attribute { value, attr } if self.is_plain_super(value) => {
                let base = self.unit.temp();
                self.super_attribute(attr, base, func.span);
                self.arguments(Callee::Plain, base, &[], args, keywords, dst, span);
            }
            ExprKind::Attribute { value, attr } if !spread => {
                let base = self.unit.temps(2);
                let object = self.operand_in(value, base);
                self.unit.top = base + 2;
                let dies = self.unit.dies_into(base, object);
                let name = self.mangled(&attr.id);
                let cache = self.unit.cache(&name);
                self.unit.emit(Op::LoadMethod(dies, base, object, cache), self.attribute_span(func.span, attr.span));
                let span = self.attribute_span(span, attr.span);
                self.arguments(Callee::Method, base, &[], args, keywords, dst, span);
            }
            _ => {
                let base = self.temporary(func);
                self.arguments(Callee::Plain, base, &[], args, keywords, dst, span);
            }
        }
        self.unit.top = mark;
    }

    /// Computes the arguments behind a callee in `base` and calls it. `extra` names go behind the positional arguments
    /// (the hidden base of a generic class); arguments may already be there, up to the next free register.
    #[allow(clippy::too_many_arguments)]
    pub(super) fn arguments(
        &mut self,
        callee: Callee,
        base: Reg,
        extra: &[Rc<str>],
        args: &'a [Expr],
        keywords: &'a [Keyword],
        dst: Reg,
        span: Span,
    ) {
        self.check_keywords(keywords);
        let first = base + if callee == Callee::Method { 2 } else { 1 };
        let there = usize::from(self.unit.top - first);
        if is_spread(args, keywords, there) {
            return self.call_spread(base, there, extra, args, keywords, dst, span);
        }
        for arg in args {
            self.temporary(arg);
        }
        for name in extra {
            let reg = self.unit.temp();
            self.load_name(name, reg, span);
        }
        for keyword in keywords {
            self.temporary(&keyword.value);
        }
        let count = (self.unit.top - first) as u8;
        debug_assert_eq!(usize::from(count), there + args.len() + extra.len() + keywords.len());
        let op = if keywords.is_empty() {
            match callee {
                Callee::Plain => Op::Call(count, dst, base),
                Callee::Method => Op::CallMethod(count, dst, base),
            }
        } else {
            let names = keywords.iter().filter_map(|k| Some(Constant::Str(k.name.as_ref()?.id.clone()))).collect();
            let names = self.unit.near_constant(Constant::Tuple(names));
            match callee {
                Callee::Plain => Op::CallKw(count, dst, base, names),
                Callee::Method => Op::CallMethodKw(count, dst, base, names),
            }
        };
        self.unit.emit(op, span);
        self.unit.top = base;
    }

    /// A call with `*` or `**`, or with very many arguments: a sequence and a dict.
    #[allow(clippy::too_many_arguments)]
    fn call_spread(
        &mut self,
        base: Reg,
        there: usize,
        extra: &[Rc<str>],
        args: &'a [Expr],
        keywords: &'a [Keyword],
        dst: Reg,
        span: Span,
    ) {
        let list = base + 1;
        match args {
            [Expr { kind: ExprKind::Starred(value), .. }] if there == 0 && extra.is_empty() => {
                self.temporary(value);
            }
            [] if there == 0 && extra.is_empty() => {
                let empty = self.unit.temp();
                self.unit.load_constant(empty, Constant::Tuple(Rc::from([])), span);
            }
            _ if there > 0 => {
                self.unit.emit(Op::BuildList(list, list, there as u16), span);
                self.unit.top = list + 1;
                self.extend_list(args, list, span);
            }
            _ => {
                self.unit.top = list + 1;
                self.unit.most = self.unit.most.max(self.unit.top);
                self.grow_list(args, list, span);
            }
        }
        for name in extra {
            let reg = self.unit.temp();
            self.load_name(name, reg, span);
            self.unit.emit(Op::ListAppend(1, reg, list), span);
            self.unit.top = reg;
        }
        let dict = self.unit.temp();
        if keywords.is_empty() {
            self.unit.emit(Op::Clear(dict), span);
        } else {
            self.keyword_dict(keywords, dict, base, span);
        }
        self.unit.emit(Op::CallSpread(dst, base), span);
        self.unit.top = base;
    }

    fn keyword_dict(&mut self, keywords: &'a [Keyword], dict: Reg, callee: Reg, span: Span) {
        let named = |k: &&Keyword| k.name.is_some();
        let plain = keywords.iter().take(MOST_ARGUMENTS / 2).take_while(named).count();
        let mut rest = &keywords[plain..];
        self.keyword_pairs(&keywords[..plain], dict, span);
        while let Some(next) = rest.first() {
            let mark = self.unit.top;
            let more = if next.name.is_none() {
                rest = &rest[1..];
                self.operand(&next.value)
            } else {
                let count = rest.iter().take(MOST_ARGUMENTS / 2).take_while(named).count();
                let more = self.unit.temp();
                self.keyword_pairs(&rest[..count], more, span);
                rest = &rest[count..];
                more
            };
            let dies = self.unit.dies1(more);
            self.unit.emit(Op::DictMerge(dies, more, dict, callee), span);
            self.unit.top = mark;
        }
    }

    fn keyword_pairs(&mut self, keywords: &'a [Keyword], dict: Reg, span: Span) {
        let base = self.unit.top;
        for keyword in keywords {
            if let Some(name) = &keyword.name {
                let key = self.unit.temp();
                self.unit.load_constant(key, Constant::Str(name.id.clone()), keyword.span);
                self.temporary(&keyword.value);
            }
        }
        self.unit.emit(Op::BuildDict(dict, base, keywords.len() as u16), span);
        self.unit.top = base;
    }

    /// Repeated names and `__debug__`.
    fn check_keywords(&mut self, keywords: &[Keyword]) {
        let mut seen = FxHashSet::default();
        for keyword in keywords {
            let Some(name) = &keyword.name else { continue };
            self.check_debug_target(&name.id, keyword.span);
            if !seen.insert(&*name.id) {
                self.error(codes::KEYWORD_REPEATED, format!("keyword argument repeated: {}", name.id), keyword.span);
            }
        }
    }

    /// Whether an expression is `super()` and can be looked through: in a method with a first parameter, the builtin.
    pub(super) fn is_plain_super(&mut self, e: &Expr) -> bool {
        let ExprKind::Call { func, args, keywords } = &e.kind else { return false };
        if !args.is_empty() || !keywords.is_empty() {
            return false;
        }
        if !matches!(&func.kind, ExprKind::Name(name) if &**name == "super") {
            return false;
        }
        let scope = self.scopes.get(self.unit.scope);
        let builtin = scope.get("super").is_some_and(|s| s.binding == Binding::GlobalImplicit)
            && self.scopes.get(ScopeId(0)).get("super").is_none_or(|s| s.flags & (flag::BOUND | flag::GLOBAL) == 0);
        let class = scope.get("__class__").is_some_and(|s| s.binding == Binding::Free);
        builtin && class && self.unit.has_first && scope.kind.is_function_like()
    }

    /// dst = super().attr
    pub(super) fn super_attribute(&mut self, attr: &'a Name, dst: Reg, span: Span) {
        let mark = self.unit.top;
        let base = self.unit.temps(2);
        self.load_name(&Rc::from("__class__"), base, span);
        let first = self.unit.locals.first().cloned().unwrap_or_else(|| Rc::from(""));
        match self.scopes.get(self.unit.home).get(&first).map(|s| s.cell) {
            Some(true) => self.unit.emit(Op::LoadCell(base + 1, 0), span),
            _ => {
                self.check_bound(0, span);
                self.unit.emit(Op::Move(base + 1, 0), span);
            }
        }
        let name = self.mangled(&attr.id);
        let cache = self.unit.cache(&name);
        self.unit.emit(Op::LoadSuperAttr(dst, base, cache), span);
        self.unit.top = mark;
    }
}

fn is_spread(args: &[Expr], keywords: &[Keyword], there: usize) -> bool {
    args.iter().any(|a| matches!(a.kind, ExprKind::Starred(_)))
        || keywords.iter().any(|k| k.name.is_none())
        || args.len() + keywords.len() + there > MOST_ARGUMENTS
}
