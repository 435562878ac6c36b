//! F-strings.
//!
//! In: their parts. Out: each field formatted, and the texts joined.

use super::Compiler;
use super::constant::Constant;
use crate::bytecode::op::{NO_REG, Op, PART, Reg};
use crate::source::Span;
use crate::syntax::ast::FStringPart;
use std::rc::Rc;

/// The most parts that are computed before they are joined.
const MOST_AT_ONCE: usize = 32;

impl<'a> Compiler<'a> {
    /// dst = the text
    pub(super) fn fstring(&mut self, parts: &'a [FStringPart], dst: Reg, span: Span) {
        let mark = self.unit.top;
        match parts {
            [] => self.unit.load_constant(dst, Constant::Str(Rc::from("")), span),
            [part] => self.fstring_part(part, dst, 0, span),
            _ => {
                let base = self.unit.temp();
                self.fstring_part(&parts[0], base, PART, span);
                for chunk in parts[1..].chunks(MOST_AT_ONCE) {
                    for part in chunk {
                        let reg = self.unit.temp();
                        self.fstring_part(part, reg, PART, span);
                    }
                    self.unit.emit(Op::BuildString(base, base, chunk.len() as u16 + 1), span);
                    self.unit.top = base + 1;
                }
                if let Some(Op::BuildString(to, ..)) = self.unit.ops.last_mut().filter(|_| self.unit.reachable) {
                    *to = dst;
                }
            }
        }
        self.unit.top = mark;
    }

    /// `joined` is `PART` for what is joined with others.
    fn fstring_part(&mut self, part: &'a FStringPart, dst: Reg, joined: u8, whole: Span) {
        match part {
            FStringPart::Literal(text) => self.unit.load_constant(dst, Constant::Str(text.clone()), whole),
            FStringPart::Field { span, value, conversion, spec } => {
                let mark = self.unit.top;
                let value = self.operand_in(value, dst);
                let mut how = *conversion as u8 | self.unit.dies_into(dst, value) << 4 | joined;
                let spec = match spec.as_deref() {
                    None => NO_REG,
                    Some(parts) => {
                        let reg = self.unit.temp();
                        self.fstring(parts, reg, *span);
                        how |= 1 << 5;
                        reg
                    }
                };
                self.unit.emit(Op::FormatValue(how, dst, value, spec), *span);
                self.unit.top = mark;
            }
        }
    }
}
