//! Assignment: targets of every shape, augmented assignment, `del`.
//!
//! In: targets and values. Out: stores. Values go straight into a local's register where the target is one.

use super::Compiler;
use crate::bytecode::op::{Op, Reg};
use crate::diagnostic::codes;
use crate::source::Span;
use crate::syntax::ast::{BinaryOperator, Expr, ExprKind};

/// The most values of `a, b = x, y` that are assigned without making a tuple.
const MOST_PARALLEL: usize = 16;

impl<'a> Compiler<'a> {
    /// `a = b = value`
    pub(super) fn assign_statement(&mut self, targets: &'a [Expr], value: &'a Expr) {
        if let [target] = targets {
            return self.assign_one(target, value);
        }
        let Some((last, before)) = targets.split_last() else { return };
        let kept = self.temporary(value);
        for target in before {
            if let ExprKind::Name(name) = &target.kind {
                self.store_copy(name, kept, target.span);
                continue;
            }
            let copy = self.unit.temp();
            self.unit.emit(Op::Move(copy, kept), target.span);
            self.assign(target, copy);
            self.unit.top = copy;
        }
        self.assign(last, kept);
    }

    fn assign_one(&mut self, target: &'a Expr, value: &'a Expr) {
        match &target.kind {
            ExprKind::Name(name) => {
                if let Some(reg) = self.assignable_local(name, value) {
                    self.check_debug_target(name, target.span);
                    self.expr(value, reg);
                    self.unit.bind(reg);
                    return;
                }
            }
            ExprKind::Tuple(targets) | ExprKind::List(targets) => {
                if let ExprKind::Tuple(values) | ExprKind::List(values) = &value.kind
                    && values.len() == targets.len()
                    && values.len() <= MOST_PARALLEL
                    && !targets.iter().chain(values).any(|e| matches!(e.kind, ExprKind::Starred(_)))
                {
                    return self.assign_parallel(targets, values);
                }
            }
            _ => {}
        }
        let src = self.operand(value);
        self.assign(target, src);
    }

    /// The register to compute a value into: CPython numbers a name first met as a target after those in the value.
    fn assignable_local(&mut self, name: &std::rc::Rc<str>, value: &'a Expr) -> Option<Reg> {
        let reg = self.plain_local(name)?;
        // `x = (yield)` and the like are fine; a value that binds the name itself is not.
        let walrus = matches!(self.place(&self.mangled(name)), super::names::Place::Local(_, true));
        (!walrus || matches!(value.kind, ExprKind::Constant(_))).then_some(reg)
    }

    /// `a, b = x, y` of equal length: no tuple is made.
    fn assign_parallel(&mut self, targets: &'a [Expr], values: &'a [Expr]) {
        let stored: Vec<Option<Reg>> = targets
            .iter()
            .map(|t| match &t.kind {
                ExprKind::Name(name) => self.plain_local(name),
                _ => None,
            })
            .collect();
        let mut sources = Vec::with_capacity(values.len());
        for (i, value) in values.iter().enumerate() {
            let reg = self.operand(value);
            // A local read in place must not be changed by an earlier target; patterns inside could change anything.
            let changed = !self.unit.is_temp(reg)
                && (stored[..i].contains(&Some(reg))
                    || targets[..i].iter().any(|t| matches!(t.kind, ExprKind::Tuple(_) | ExprKind::List(_))));
            if changed {
                let copy = self.unit.temp();
                self.unit.emit(Op::Move(copy, reg), value.span);
                sources.push(copy);
            } else {
                sources.push(reg);
            }
        }
        for (target, src) in targets.iter().zip(sources) {
            self.assign(target, src);
        }
    }

    /// target = src; a temporary is given up.
    pub(super) fn assign(&mut self, target: &'a Expr, src: Reg) {
        let mark = self.unit.top;
        match &target.kind {
            ExprKind::Name(name) => self.store_name(name, src, target.span),
            ExprKind::Attribute { value, attr } => {
                self.check_debug_target(&attr.id, target.span);
                self.note_static_attribute(value, &attr.id);
                let object = self.operand(value);
                let dies = self.unit.dies2(None, object, src);
                let name = self.mangled(&attr.id);
                let cache = self.unit.cache(&name);
                let span = self.attribute_span(target.span, attr.span);
                self.unit.emit(Op::StoreAttr(dies, object, src, cache), span);
            }
            ExprKind::Subscript { value, index } => self.store_subscript(value, index, src, target.span),
            ExprKind::Tuple(targets) | ExprKind::List(targets) => self.unpack(targets, src, target.span),
            ExprKind::Starred(_) => {
                self.error(codes::STARRED_TARGET, "starred assignment target must be in a list or tuple", target.span)
            }
            _ => {}
        }
        self.unit.top = mark;
    }

    /// a, *b, c = src
    fn unpack(&mut self, targets: &'a [Expr], src: Reg, span: Span) {
        let mut stars = targets.iter().enumerate().filter(|(_, t)| matches!(t.kind, ExprKind::Starred(_)));
        let star = stars.next().map(|s| s.0);
        if stars.next().is_some() {
            return self.error(codes::STARRED_TWICE, "multiple starred expressions in assignment", span);
        }
        if let Some(star) = star {
            let after = targets.len() - star - 1;
            if star > 255 || after > 255 {
                return self.error(codes::STARRED_TWICE, "too many expressions in star-unpacking assignment", span);
            }
            let base = self.unit.temps(targets.len());
            let given = self.unit.temp();
            self.unit.copy(given, src, span);
            self.unit.emit(Op::UnpackStar(base, given, (star | after << 8) as u16), span);
            for (i, target) in targets.iter().enumerate() {
                let target = match &target.kind {
                    ExprKind::Starred(inner) => inner,
                    _ => target,
                };
                self.assign(target, base + i as Reg);
            }
            return;
        }
        let dies = self.unit.dies1(src);
        if let Some(base) = self.neighbours(targets, src) {
            self.unit.emit(Op::UnpackSequence(dies, base, src, targets.len() as u16), span);
            (0..targets.len()).for_each(|i| self.unit.bind(base + i as Reg));
            return;
        }
        let base = self.unit.temps(targets.len());
        self.unit.emit(Op::UnpackSequence(dies, base, src, targets.len() as u16), span);
        for (i, target) in targets.iter().enumerate() {
            self.assign(target, base + i as Reg);
        }
    }

    /// The first register when the targets are locals in neighbouring registers, none of which is the source.
    fn neighbours(&mut self, targets: &'a [Expr], src: Reg) -> Option<Reg> {
        let mut first = None;
        for (i, target) in targets.iter().enumerate() {
            let ExprKind::Name(name) = &target.kind else { return None };
            let reg = self.plain_local(name)?;
            let first = *first.get_or_insert(reg);
            if reg != first + i as Reg || reg == src || &**name == "__debug__" {
                return None;
            }
        }
        first
    }

    /// target op= value
    pub(super) fn augmented(&mut self, target: &'a Expr, op: BinaryOperator, value: &'a Expr, span: Span) {
        match &target.kind {
            ExprKind::Name(name) => {
                if let Some(reg) = self.readable(name, target.span) {
                    self.check_debug_target(name, target.span);
                    return self.in_place(op, reg, value, span);
                }
                let kept = self.unit.temp();
                self.load_name(name, kept, target.span);
                self.in_place(op, kept, value, span);
                self.store_name(name, kept, target.span);
            }
            ExprKind::Attribute { value: object, attr } => {
                self.note_static_attribute(object, &attr.id);
                let object = self.operand(object);
                let kept = self.unit.temp();
                let name = self.mangled(&attr.id);
                let at = self.attribute_span(target.span, attr.span);
                let cache = self.unit.cache(&name);
                self.unit.emit(Op::LoadAttr(0, kept, object, cache), at);
                self.in_place(op, kept, value, span);
                let dies = self.unit.dies2(None, object, kept);
                let cache = self.unit.cache(&name);
                self.unit.emit(Op::StoreAttr(dies, object, kept, cache), at);
            }
            ExprKind::Subscript { value: object, index } => {
                let object = self.operand(object);
                let key = self.operand(index);
                let kept = self.unit.temp();
                self.unit.emit(Op::LoadItem(0, kept, object, key), target.span);
                self.in_place(op, kept, value, span);
                let dies = self.unit.dies2(None, object, key) | 4;
                self.unit.emit(Op::StoreItem(dies, object, key, kept), target.span);
            }
            _ => {}
        }
    }

    /// `del target`
    pub(super) fn delete(&mut self, target: &'a Expr) {
        let mark = self.unit.top;
        match &target.kind {
            ExprKind::Name(name) => self.delete_name(name, target.span),
            ExprKind::Attribute { value, attr } => {
                if &*attr.id == "__debug__" {
                    self.error(codes::DEBUG, "cannot delete __debug__", target.span);
                }
                let object = self.operand(value);
                let dies = self.unit.dies1(object);
                let name = self.mangled(&attr.id);
                let cache = self.unit.cache(&name);
                let span = self.attribute_span(target.span, attr.span);
                self.unit.emit(Op::DeleteAttr(dies, object, cache), span);
            }
            ExprKind::Subscript { value, index } => self.delete_subscript(value, index, target.span),
            ExprKind::Tuple(items) | ExprKind::List(items) => items.iter().for_each(|t| self.delete(t)),
            _ => {}
        }
        self.unit.top = mark;
    }

    /// `self.name = ...` in a method is listed in the class's `__static_attributes__`.
    fn note_static_attribute(&mut self, object: &Expr, attr: &std::rc::Rc<str>) {
        if !matches!(&object.kind, ExprKind::Name(name) if &**name == "self") {
            return;
        }
        let class = |u: &super::builder::Unit| u.kind == crate::bytecode::code::CodeKind::Class;
        let attr = self.mangled(attr);
        let units = std::iter::once(&mut self.unit).chain(self.around.iter_mut().rev());
        if let Some(unit) = units.into_iter().find(|u| class(u))
            && !unit.static_attributes.contains(&attr)
        {
            unit.static_attributes.push(attr);
        }
    }
}
