//! Special methods of built-in types that are nothing but the built-in half of a protocol: one native for each name.

use super::number::leaves_to;
use crate::machine::Machine;
use crate::native;
use crate::native::Native;
use crate::object::special::Special;
use crate::object::{Outcome, Value};
use crate::syntax::ast::{BinaryOperator, CompareOperator, UnaryOperator};

macro_rules! binary {
    ($($forward:ident $reflected:ident $name:literal $rname:literal $operator:ident;)*) => {
        /// Forward and reflected methods of the binary operators.
        fn arithmetic(special: Special) -> Option<&'static Native> {
            match special {
                $(Special::$forward => {
                    static N: Native = native!(concat!($name, "(self, value, /)"), |m: &mut Machine, a: &[Value]| own(m, BinaryOperator::$operator, a, false), concat!("Return self", $name, "value."));
                    Some(&N)
                })*
                $(Special::$reflected => {
                    static N: Native = native!(concat!($rname, "(self, value, /)"), |m: &mut Machine, a: &[Value]| own(m, BinaryOperator::$operator, a, true), concat!("Return value", $name, "self."));
                    Some(&N)
                })*
                _ => None,
            }
        }
    };
}

/// A binary method of the first argument; a number leaves what it meets above itself to the other.
fn own(m: &mut Machine, operator: BinaryOperator, a: &[Value], reflected: bool) -> Outcome {
    if leaves_to(&a[0], &a[1]) {
        return Ok(Value::NotImplemented);
    }
    let (left, right) = if reflected { (&a[1], &a[0]) } else { (&a[0], &a[1]) };
    m.builtin_binary(operator, left, right).map(found)
}

/// A comparison of the first argument with the second; numbers as above.
fn compared(m: &mut Machine, operator: CompareOperator, a: &[Value]) -> Outcome {
    if leaves_to(&a[0], &a[1]) {
        return Ok(Value::NotImplemented);
    }
    m.builtin_compare(operator, &a[0], &a[1]).map(found)
}

/// NotImplemented where the built-in half has no answer.
fn found(value: Option<Value>) -> Value {
    value.unwrap_or(Value::NotImplemented)
}

binary! {
    Add RAdd "__add__" "__radd__" Add;
    Sub RSub "__sub__" "__rsub__" Sub;
    Mul RMul "__mul__" "__rmul__" Mul;
    MatMul RMatMul "__matmul__" "__rmatmul__" MatMul;
    TrueDiv RTrueDiv "__truediv__" "__rtruediv__" TrueDiv;
    FloorDiv RFloorDiv "__floordiv__" "__rfloordiv__" FloorDiv;
    Mod RMod "__mod__" "__rmod__" Mod;
    LShift RLShift "__lshift__" "__rlshift__" LShift;
    RShift RRShift "__rshift__" "__rrshift__" RShift;
    And RAnd "__and__" "__rand__" And;
    Or ROr "__or__" "__ror__" Or;
    Xor RXor "__xor__" "__rxor__" Xor;
}

macro_rules! simple {
    ($($special:ident $signature:literal $help:literal $function:expr;)*) => {
        fn other(special: Special) -> Option<&'static Native> {
            match special {
                $(Special::$special => {
                    static N: Native = native!($signature, $function, $help);
                    Some(&N)
                })*
                _ => None,
            }
        }
    };
}

simple! {
    Lt "__lt__(self, value, /)" "Return self<value." |m: &mut Machine, a: &[Value]| compared(m, CompareOperator::Lt, a);
    Le "__le__(self, value, /)" "Return self<=value." |m: &mut Machine, a: &[Value]| compared(m, CompareOperator::Le, a);
    Eq "__eq__(self, value, /)" "Return self==value." |m: &mut Machine, a: &[Value]| compared(m, CompareOperator::Eq, a);
    Ne "__ne__(self, value, /)" "Return self!=value." |m: &mut Machine, a: &[Value]| compared(m, CompareOperator::Ne, a);
    Gt "__gt__(self, value, /)" "Return self>value." |m: &mut Machine, a: &[Value]| compared(m, CompareOperator::Gt, a);
    Ge "__ge__(self, value, /)" "Return self>=value." |m: &mut Machine, a: &[Value]| compared(m, CompareOperator::Ge, a);
    Hash "__hash__(self, /)" "Return hash(self)." |m: &mut Machine, a: &[Value]| m.builtin_hash(&a[0]).map(Value::Int);
    Bool "__bool__(self, /)" "True if self else False" |m: &mut Machine, a: &[Value]| Ok(Value::bool(m.builtin_truth(&a[0])));
    Len "__len__(self, /)" "Return len(self)." |m: &mut Machine, a: &[Value]| m.builtin_len(&a[0]).map(Value::from);
    Repr "__repr__(self, /)" "Return repr(self)." |m: &mut Machine, a: &[Value]| m.builtin_repr(&a[0]).map(Value::from);
    GetItem "__getitem__(self, key, /)" "Return self[key]." |m: &mut Machine, a: &[Value]| m.builtin_get_item(&a[0], &a[1]);
    SetItem "__setitem__(self, key, value, /)" "Set self[key] to value." |m: &mut Machine, a: &[Value]| m.builtin_set_item(&a[0], &a[1], a[2].clone()).map(|()| Value::None);
    DelItem "__delitem__(self, key, /)" "Delete self[key]." |m: &mut Machine, a: &[Value]| m.builtin_delete_item(&a[0], &a[1]).map(|()| Value::None);
    Contains "__contains__(self, key, /)" "Return bool(key in self)." |m: &mut Machine, a: &[Value]| m.builtin_contains(&a[0], &a[1]).map(Value::bool);
    Iter "__iter__(self, /)" "Implement iter(self)." |m: &mut Machine, a: &[Value]| m.builtin_iter(&a[0]);
    Next "__next__(self, /)" "Implement next(self)." builtin_next;
    Neg "__neg__(self, /)" "-self" |m: &mut Machine, a: &[Value]| m.builtin_unary(UnaryOperator::Negative, &a[0]).map(found);
    Pos "__pos__(self, /)" "+self" |m: &mut Machine, a: &[Value]| m.builtin_unary(UnaryOperator::Positive, &a[0]).map(found);
    Invert "__invert__(self, /)" "~self" |m: &mut Machine, a: &[Value]| m.builtin_unary(UnaryOperator::Invert, &a[0]).map(found);
    IAdd "__iadd__(self, value, /)" "Implement self+=value." |m: &mut Machine, a: &[Value]| m.builtin_in_place(BinaryOperator::Add, &a[0], &a[1]).map(found);
    IMul "__imul__(self, value, /)" "Implement self*=value." |m: &mut Machine, a: &[Value]| m.builtin_in_place(BinaryOperator::Mul, &a[0], &a[1]).map(found);
    IAnd "__iand__(self, value, /)" "Implement self&=value." |m: &mut Machine, a: &[Value]| m.builtin_in_place(BinaryOperator::And, &a[0], &a[1]).map(found);
    IOr "__ior__(self, value, /)" "Implement self|=value." |m: &mut Machine, a: &[Value]| m.builtin_in_place(BinaryOperator::Or, &a[0], &a[1]).map(found);
    ISub "__isub__(self, value, /)" "Implement self-=value." |m: &mut Machine, a: &[Value]| m.builtin_in_place(BinaryOperator::Sub, &a[0], &a[1]).map(found);
    IXor "__ixor__(self, value, /)" "Implement self^=value." |m: &mut Machine, a: &[Value]| m.builtin_in_place(BinaryOperator::Xor, &a[0], &a[1]).map(found);
}

fn builtin_next(m: &mut Machine, a: &[Value]) -> Outcome<Value> {
    match m.builtin_next(&a[0])? {
        Some(value) => Ok(value),
        None => Err(crate::object::Exc::StopIteration.with(Vec::new())),
    }
}

/// The native that gives a built-in type this special method; None for those that have functions of their own.
pub fn wrapper(special: Special) -> Option<&'static Native> {
    arithmetic(special).or_else(|| other(special))
}
