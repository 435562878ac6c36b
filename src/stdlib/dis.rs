//! `_dis`: the machine's code as rows, for `dis`.
//!
//! In: code objects. Out: one row per operation, with its operands as text and its place in the source. Nothing runs.

use crate::bytecode::disassemble;
use crate::bytecode::op::Op;
use crate::bytecode::registers::jump_target;
use crate::machine::Machine;
use crate::native;
use crate::native::NativeModule;
use crate::native::convert::type_name;
use crate::object::function::Code;
use crate::object::list::{List, Tuple};
use crate::object::{Outcome, Value, type_error};

/// `_dis`
pub static MODULE: NativeModule = NativeModule {
    name: "_dis",
    help: "The machine's code as rows.",
    functions: &[
        native!("rows(code, /)", rows, "Offset, name, operands, jump target or None, and place of each operation."),
        native!("handlers(code, /)", handlers, "Start, end and target of each guarded range."),
        native!("states(code, /)", states, "The state table as text."),
        native!("operations()", operations, "Name, operands and meaning of every operation."),
    ],
    ..NativeModule::BASE
};

fn code(value: &Value) -> Outcome<&crate::bytecode::code::Code> {
    match value.get::<Code>() {
        Some(code) => Ok(&code.code),
        None => type_error(format!("don't know how to disassemble {} objects", type_name(value))),
    }
}

fn rows(_: &mut Machine, a: &[Value]) -> Outcome {
    let code = code(&a[0])?;
    let number = |n: u32| Value::Int(i64::from(n));
    let row = |(pc, op): (usize, &Op)| {
        let span = code.spans[pc];
        let place = if span.end == 0 {
            Value::None
        } else {
            let (start, end) = (code.source.place(span.start), code.source.place(span.end));
            let columns = [start.column - 1, end.column - 1];
            Tuple::of([start.line, end.line, columns[0], columns[1]].map(number)).into_value()
        };
        let target = jump_target(*op, pc).map_or(Value::None, Value::from);
        let operands = disassemble::operand_text(code, pc);
        Tuple::of([Value::from(pc), op.name().into(), operands.trim_start().into(), target, place]).into_value()
    };
    Ok(List::create(code.ops.iter().enumerate().map(row).collect()).into_value())
}

fn handlers(_: &mut Machine, a: &[Value]) -> Outcome {
    let row = |h: &crate::bytecode::code::Handler| {
        Tuple::of([h.start, h.end, h.target].map(|n| Value::Int(i64::from(n)))).into_value()
    };
    Ok(List::create(code(&a[0])?.handlers.iter().map(row).collect()).into_value())
}

fn states(_: &mut Machine, a: &[Value]) -> Outcome {
    Ok(disassemble::states(code(&a[0])?).into())
}

fn operations(_: &mut Machine, _: &[Value]) -> Outcome {
    let row = |(name, operands, meaning): &(&'static str, &'static [&'static str], &'static str)| {
        let operands = Tuple::create(operands.iter().map(|o| Value::from(*o)).collect()).into_value();
        Tuple::of([Value::from(*name), operands, Value::from(*meaning)]).into_value()
    };
    Ok(List::create(Op::MEANINGS.iter().map(row).collect()).into_value())
}
