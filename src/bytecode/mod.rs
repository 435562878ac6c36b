//! Bytecode: what the compiler writes and the machine runs. Pure data, no values of the heap.

pub mod code;
pub mod disassemble;
pub mod op;
pub mod packed;
pub mod registers;
pub mod verify;

pub use code::{Body, Code, Constant, Handler, State, StateKind};
pub use op::{Op, Reg};
