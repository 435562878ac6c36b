//! Folding: computing constant expressions when compiling, within CPython's limits of size.
//!
//! In: an expression. Out: its value, when it is constant and computing it cannot raise. Where folding would show (a
//! division by zero, say), the expression is left alone.

use super::Compiler;
use super::constant::{self, Constant};
use crate::syntax::ast::{BinaryOperator, Expr, ExprKind, UnaryOperator};
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{Signed, ToPrimitive, Zero};
use std::rc::Rc;

/// The most bits of an int that is folded.
const MOST_BITS: u64 = 128;
/// The most items of a tuple that is folded from a repetition.
const MOST_ITEMS: usize = 256;
/// The most characters or bytes of a text that is folded from a repetition.
const MOST_TEXT: usize = 4096;

impl<'a> Compiler<'a> {
    /// The value of a constant expression.
    pub(super) fn fold(&self, e: &Expr) -> Option<Constant> {
        match &e.kind {
            ExprKind::Constant(value) => Some(constant::of(value)),
            ExprKind::Name(name) if &**name == "__debug__" => Some(Constant::Bool(!self.options.optimize)),
            ExprKind::UnaryOp { op, operand } => unary(*op, self.fold(operand)?),
            ExprKind::BinOp { left, op, right } => {
                // The right side first: it is the shorter one, so that a long chain is not walked in vain.
                let right = self.fold(right)?;
                binary(*op, self.fold(left)?, right)
            }
            ExprKind::Tuple(items) => self.fold_all(items).map(|c| Constant::Tuple(c.into())),
            ExprKind::Subscript { value, index } => {
                let index = self.fold(index)?;
                subscript(self.fold(value)?, index)
            }
            _ => None,
        }
    }

    /// The values of constant expressions; None unless all are.
    pub(super) fn fold_all(&self, items: &[Expr]) -> Option<Vec<Constant>> {
        // The last one first: where not all are constant, that shows soonest at the ends.
        if let Some(last) = items.last() {
            self.fold(last)?;
        }
        items.iter().map(|e| self.fold(e)).collect()
    }
}

fn unary(op: UnaryOperator, value: Constant) -> Option<Constant> {
    Some(match (op, value) {
        (UnaryOperator::Not, value) => Constant::Bool(!constant::truth(&value)),
        (UnaryOperator::Negative, Constant::Float(f)) => Constant::Float(-f),
        (UnaryOperator::Negative, Constant::Complex(re, im)) => Constant::Complex(-re, -im),
        (UnaryOperator::Positive, value @ (Constant::Float(_) | Constant::Complex(..))) => value,
        (op, value) => {
            let i = int(&value)?;
            int_constant(match op {
                UnaryOperator::Negative => -i,
                UnaryOperator::Positive => i,
                UnaryOperator::Invert => -i - 1,
                UnaryOperator::Not => return None,
            })
        }
    })
}

fn binary(op: BinaryOperator, left: Constant, right: Constant) -> Option<Constant> {
    if let (Constant::Bool(l), Constant::Bool(r)) = (&left, &right) {
        match op {
            BinaryOperator::And => return Some(Constant::Bool(l & r)),
            BinaryOperator::Or => return Some(Constant::Bool(l | r)),
            BinaryOperator::Xor => return Some(Constant::Bool(l ^ r)),
            _ => {}
        }
    }
    if let (Some(l), Some(r)) = (int(&left), int(&right)) {
        return ints(op, l, r);
    }
    match (op, &left, &right) {
        (BinaryOperator::Add, Constant::Str(l), Constant::Str(r)) => {
            return Some(Constant::Str(format!("{l}{r}").into()));
        }
        (BinaryOperator::Add, Constant::Bytes(l), Constant::Bytes(r)) => {
            return Some(Constant::Bytes(l.iter().chain(r.iter()).copied().collect()));
        }
        (BinaryOperator::Add, Constant::Tuple(l), Constant::Tuple(r)) => {
            return Some(Constant::Tuple(l.iter().chain(r.iter()).cloned().collect()));
        }
        (BinaryOperator::Mul, value, Constant::Int(count)) | (BinaryOperator::Mul, Constant::Int(count), value) => {
            if let Some(repeated) = repeat(value, *count) {
                return Some(repeated);
            }
        }
        _ => {}
    }
    if let (Some((lr, li)), Some((rr, ri))) = (complex(&left), complex(&right)) {
        let is_complex = matches!(left, Constant::Complex(..)) || matches!(right, Constant::Complex(..));
        if !is_complex {
            return floats(op, lr, rr).map(Constant::Float);
        }
        return match op {
            BinaryOperator::Add => Some(Constant::Complex(lr + rr, li + ri)),
            BinaryOperator::Sub => Some(Constant::Complex(lr - rr, li - ri)),
            BinaryOperator::Mul => Some(Constant::Complex(lr * rr - li * ri, lr * ri + li * rr)),
            _ => None,
        };
    }
    None
}

fn floats(op: BinaryOperator, l: f64, r: f64) -> Option<f64> {
    match op {
        BinaryOperator::Add => Some(l + r),
        BinaryOperator::Sub => Some(l - r),
        BinaryOperator::Mul => Some(l * r),
        BinaryOperator::TrueDiv if r != 0.0 => Some(l / r),
        _ => None,
    }
}

fn ints(op: BinaryOperator, l: BigInt, r: BigInt) -> Option<Constant> {
    Some(int_constant(match op {
        BinaryOperator::Add => l + r,
        BinaryOperator::Sub => l - r,
        BinaryOperator::Mul if l.bits() + r.bits() <= MOST_BITS => l * r,
        BinaryOperator::FloorDiv if !r.is_zero() => l.div_floor(&r),
        BinaryOperator::Mod if !r.is_zero() => l.mod_floor(&r),
        BinaryOperator::And => l & r,
        BinaryOperator::Or => l | r,
        BinaryOperator::Xor => l ^ r,
        BinaryOperator::LShift if !r.is_negative() => {
            let by = r.to_u64().filter(|&by| by <= MOST_BITS && l.bits() + by <= MOST_BITS)?;
            l << by
        }
        BinaryOperator::RShift if !r.is_negative() => l >> r.to_u64().filter(|&by| by < 1 << 32)?,
        BinaryOperator::Pow if !r.is_negative() => {
            let by = r.to_u32()?;
            (l.bits() * u64::from(by) <= MOST_BITS).then(|| l.pow(by))?
        }
        BinaryOperator::TrueDiv => {
            let (l, r) = (exact(&l)?, exact(&r)?);
            return floats(op, l, r).map(Constant::Float);
        }
        _ => return None,
    }))
}

/// An int as a float, when that is exact.
fn exact(i: &BigInt) -> Option<f64> {
    (i.bits() <= 53).then(|| i.to_f64()).flatten()
}

fn repeat(value: &Constant, count: i64) -> Option<Constant> {
    let count = usize::try_from(count.max(0)).ok()?;
    let fits = |length: usize, most: usize| length.checked_mul(count).is_some_and(|n| n <= most);
    match value {
        Constant::Str(s) if fits(s.len(), MOST_TEXT) => Some(Constant::Str(s.repeat(count).into())),
        Constant::Bytes(b) if fits(b.len(), MOST_TEXT) => Some(Constant::Bytes(b.repeat(count).into())),
        Constant::Tuple(t) if fits(t.len(), MOST_ITEMS) => {
            let items: Vec<Constant> = (0..count).flat_map(|_| t.iter().cloned()).collect();
            Some(Constant::Tuple(items.into()))
        }
        _ => None,
    }
}

fn subscript(value: Constant, index: Constant) -> Option<Constant> {
    let index = match index {
        Constant::Int(i) => i,
        Constant::Bool(b) => i64::from(b),
        _ => return None,
    };
    let at = |length: usize| {
        let i = if index < 0 { index + length as i64 } else { index };
        usize::try_from(i).ok().filter(|&i| i < length)
    };
    match value {
        Constant::Tuple(items) => at(items.len()).map(|i| items[i].clone()),
        Constant::Str(s) if s.is_ascii() => at(s.len()).map(|i| Constant::Str(Rc::from(&s[i..i + 1]))),
        Constant::Bytes(b) => at(b.len()).map(|i| Constant::Int(i64::from(b[i]))),
        _ => None,
    }
}

fn int(value: &Constant) -> Option<BigInt> {
    match value {
        Constant::Int(i) => Some(BigInt::from(*i)),
        Constant::Bool(b) => Some(BigInt::from(i64::from(*b))),
        Constant::BigInt(i) => Some((**i).clone()),
        _ => None,
    }
}

fn int_constant(i: BigInt) -> Constant {
    match i.to_i64() {
        Some(i) => Constant::Int(i),
        None => Constant::BigInt(Rc::new(i)),
    }
}

/// A number as real and imaginary part.
fn complex(value: &Constant) -> Option<(f64, f64)> {
    match value {
        Constant::Float(f) => Some((*f, 0.0)),
        Constant::Complex(re, im) => Some((*re, *im)),
        _ => Some((exact(&int(value)?)?, 0.0)),
    }
}
