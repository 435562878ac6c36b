//! Displays: tuples, lists, sets and dicts written out.
//!
//! In: their items, possibly starred. Out: one operation over neighbouring registers for short ones; long ones grow
//! piece by piece, and constant ones come from one constant.

use super::Compiler;
use super::constant::Constant;
use crate::bytecode::op::{Op, Reg};
use crate::source::Span;
use crate::syntax::ast::{Expr, ExprKind};

/// The most items that are computed before they are put into the display.
const MOST_AT_ONCE: usize = 32;

impl<'a> Compiler<'a> {
    /// `(a, b)`
    pub(super) fn tuple_display(&mut self, items: &'a [Expr], dst: Reg, span: Span) {
        if let Some(base) = self.items(items) {
            self.unit.emit(Op::BuildTuple(dst, base, items.len() as u16), span);
            self.unit.top = base;
            return;
        }
        let list = self.unit.temp();
        self.grow_list(items, list, span);
        self.unit.emit(Op::ListToTuple(dst, list), span);
        self.unit.top = list;
    }

    /// `[a, b]`
    pub(super) fn list_display(&mut self, items: &'a [Expr], dst: Reg, span: Span) {
        if items.len() > 2
            && let Some(constants) = self.fold_all(items)
        {
            let mark = self.unit.top;
            let list = if self.unit.is_temp(dst) { dst } else { self.unit.temp() };
            let all = self.unit.temp();
            self.unit.emit(Op::BuildList(list, list, 0), span);
            self.unit.load_constant(all, Constant::Tuple(constants.into()), span);
            self.unit.emit(Op::ListExtend(1, all, list), span);
            self.unit.copy(dst, list, span);
            self.unit.top = mark;
            return;
        }
        if let Some(base) = self.items(items) {
            self.unit.emit(Op::BuildList(dst, base, items.len() as u16), span);
            self.unit.top = base;
            return;
        }
        let list = self.unit.temp();
        self.grow_list(items, list, span);
        self.unit.copy(dst, list, span);
        self.unit.top = list;
    }

    /// `{a, b}`
    pub(super) fn set_display(&mut self, items: &'a [Expr], dst: Reg, span: Span) {
        let mark = self.unit.top;
        if items.len() > 2
            && let Some(constants) = self.fold_all(items)
        {
            let set = if self.unit.is_temp(dst) { dst } else { self.unit.temp() };
            let all = self.unit.temp();
            self.unit.emit(Op::BuildSet(set, set, 0), span);
            self.unit.load_constant(all, Constant::FrozenSet(constants.into()), span);
            self.unit.emit(Op::SetUpdate(1, all, set), span);
            self.unit.copy(dst, set, span);
            self.unit.top = mark;
            return;
        }
        if let Some(base) = self.items(items) {
            self.unit.emit(Op::BuildSet(dst, base, items.len() as u16), span);
            self.unit.top = base;
            return;
        }
        let set = self.unit.temp();
        self.unit.emit(Op::BuildSet(set, set, 0), span);
        for item in items {
            let mark = self.unit.top;
            match &item.kind {
                ExprKind::Starred(value) => {
                    let value = self.operand(value);
                    let dies = self.unit.dies1(value);
                    self.unit.emit(Op::SetUpdate(dies, value, set), span);
                }
                _ => {
                    let value = self.operand(item);
                    let dies = self.unit.dies1(value);
                    self.unit.emit(Op::SetAdd(dies, value, set), span);
                }
            }
            self.unit.top = mark;
        }
        self.unit.copy(dst, set, span);
        self.unit.top = mark;
    }

    /// `{k: v, **d}`
    pub(super) fn dict_display(&mut self, keys: &'a [Option<Expr>], values: &'a [Expr], dst: Reg, span: Span) {
        let mark = self.unit.top;
        if keys.len() <= MOST_AT_ONCE / 2 && keys.iter().all(Option::is_some) {
            let base = self.unit.temps(0);
            for (key, value) in keys.iter().flatten().zip(values) {
                self.temporary(key);
                self.temporary(value);
            }
            self.unit.emit(Op::BuildDict(dst, base, keys.len() as u16), span);
            self.unit.top = mark;
            return;
        }
        let dict = self.unit.temp();
        self.unit.emit(Op::BuildDict(dict, dict, 0), span);
        for (key, value) in keys.iter().zip(values) {
            let mark = self.unit.top;
            match key {
                Some(key) => {
                    let key = self.operand(key);
                    let value = self.operand(value);
                    let dies = self.unit.dies2(None, key, value);
                    self.unit.emit(Op::DictAdd(dies, key, value, dict), span);
                }
                None => {
                    let mapping = self.operand(value);
                    let dies = self.unit.dies1(mapping);
                    self.unit.emit(Op::DictUpdate(dies, mapping, dict), span);
                }
            }
            self.unit.top = mark;
        }
        self.unit.copy(dst, dict, span);
        self.unit.top = mark;
    }

    /// The items in neighbouring temporaries; None when there are too many or starred ones.
    fn items(&mut self, items: &'a [Expr]) -> Option<Reg> {
        if items.len() > MOST_AT_ONCE || items.iter().any(|e| matches!(e.kind, ExprKind::Starred(_))) {
            return None;
        }
        let base = self.unit.top;
        for item in items {
            self.temporary(item);
        }
        Some(base)
    }

    /// Fills a new list in `list` with items, some of them starred.
    pub(super) fn grow_list(&mut self, items: &'a [Expr], list: Reg, span: Span) {
        let plain = items.iter().take(MOST_AT_ONCE).take_while(|e| !matches!(e.kind, ExprKind::Starred(_))).count();
        let base = self.unit.top;
        for item in &items[..plain] {
            self.temporary(item);
        }
        self.unit.emit(Op::BuildList(list, base, plain as u16), span);
        self.unit.top = base;
        self.extend_list(&items[plain..], list, span);
    }

    /// Adds items to a list, some of them starred.
    pub(super) fn extend_list(&mut self, items: &'a [Expr], list: Reg, span: Span) {
        for item in items {
            let mark = self.unit.top;
            match &item.kind {
                ExprKind::Starred(value) => {
                    let value = self.operand(value);
                    let dies = self.unit.dies1(value);
                    self.unit.emit(Op::ListExtend(dies, value, list), span);
                }
                _ => {
                    let value = self.operand(item);
                    let dies = self.unit.dies1(value);
                    self.unit.emit(Op::ListAppend(dies, value, list), span);
                }
            }
            self.unit.top = mark;
        }
    }
}
