//! The operations of the register machine: one list gives the enum, the names and a line of meaning each.
//!
//! An operation is 8 bytes and `Copy`. Registers are numbered within the frame's window: first the parameters
//! (positional-only, ordinary, keyword-only, `*args`, `**kwargs`, in this order), then the other locals, then temporaries.
//!
//! **Last uses.** Most operations carry a [`Dies`] byte: bit i set means that the i-th source register named in the
//! operation is not read again and gives its value up. The compiler sets it for temporaries, never for locals (except
//! where the meaning is "move"). Fast paths for numbers ignore it, since a stale number holds nothing; paths that meet
//! heap objects honour it, so that objects die as promptly as in CPython. A destination may equal a source; then the bit
//! is not needed.
//!
//! **Jumps** are relative to the operation after the jump. Conditional jumps with 16-bit offsets that do not reach go
//! through a plain `Jump` placed nearby by the compiler.
//!
//! **Calls.** `base` names the callee's register, the positional arguments follow it: base+1, base+2, ... The callee's
//! register and all argument registers are given up by the call. After `LoadMethod(base, ..)` the arguments start at
//! base+2 and `CallMethod` is used: base holds the function and base+1 `self`, or base the bound attribute and base+1 nothing.

use super::packed::{Operand, Reader, Writer};

/// A register of the current window.
pub type Reg = u16;

/// Which source registers die in an operation: bit 0 for the first source named, bit 1 for the second, ...
pub type Dies = u8;

/// An index into the code's constants.
pub type Const = u16;

/// An index into the code's caches; the cache entry holds the name (see [`super::Code::cache_names`]).
pub type Cache = u16;

/// A relative jump, counted in operations from the next one.
pub type Near = i16;

/// A relative jump, counted in operations from the next one.
pub type Far = i32;

macro_rules! operations {
    ($($(#[doc = $doc:literal])+ $name:ident $(($($field:ident: $ty:ty),* $(,)?))?,)*) => {
        /// One operation. See the module documentation for the conventions.
        #[derive(Clone, Copy, Debug, PartialEq)]
        #[allow(missing_docs)]
        pub enum Op {
            $($(#[doc = $doc])+ $name $(($($ty),*))?,)*
        }

        impl Op {
            /// The operation's name.
            pub const fn name(&self) -> &'static str {
                match self { $(Op::$name { .. } => stringify!($name),)* }
            }

            /// The operation's meaning and its operands' names, for the disassembly and its legend.
            pub const MEANINGS: &'static [(&'static str, &'static [&'static str], &'static str)] = &[
                $((stringify!($name), &[$($(stringify!($field)),*)?], concat!($($doc),+)),)*
            ];

            /// The operands in order, as numbers.
            #[allow(clippy::unnecessary_cast)]
            pub fn operands(&self) -> Vec<i64> {
                match *self { $(Op::$name $(($($field),*))? => vec![$($($field as i64),*)?],)* }
            }

            /// Writes it as bytes.
            pub fn pack(&self, out: &mut Writer) {
                match *self {
                    $(Op::$name $(($($field),*))? => {
                        out.byte(Number::$name as u8);
                        $($($field.pack(out);)*)?
                    })*
                }
            }

            /// Reads what [`Op::pack`] wrote.
            #[allow(non_upper_case_globals)]
            pub fn unpack(from: &mut Reader) -> Op {
                $(const $name: u8 = Number::$name as u8;)*
                match from.byte() {
                    $($name => Op::$name $(($(<$ty>::unpack(from)),*))?,)*
                    _ => Op::ReturnNone,
                }
            }
        }

        /// The operations by number.
        enum Number {
            $($name,)*
        }
    };
}

operations! {
    // ---- moving values
    /// dst = src (a copy)
    Move(dst: Reg, src: Reg),
    /// dst = src, and src holds nothing afterwards
    Take(dst: Reg, src: Reg),
    /// dst = constant
    LoadConst(dst: Reg, value: Const),
    /// dst = constant, for tables past 65,536
    LoadConstFar(dst: Reg, value: u32),
    /// dst = the small int
    LoadInt(dst: Reg, value: i32),
    /// dst = None
    LoadNone(dst: Reg),
    /// dst = True
    LoadTrue(dst: Reg),
    /// dst = False
    LoadFalse(dst: Reg),
    /// the register holds nothing (an unbound local or a dead temporary)
    Clear(reg: Reg),
    /// registers from..from+count hold nothing
    ClearRange(from: Reg, count: Reg),
    /// UnboundLocalError unless reg is bound; the name comes from the code's register names
    CheckBound(reg: Reg),
    /// `del local`: UnboundLocalError unless bound, then holds nothing
    DeleteLocal(reg: Reg),

    // ---- names
    /// dst = global or builtin
    LoadGlobal(dst: Reg, name: Cache),
    /// dst = global, at the head of `global op= global`: when both are ints, the three operations behind it are done too and passed over
    LoadGlobalInPlace(operator: u8, dst: Reg, name: Cache),
    /// global = src
    StoreGlobal(dies: Dies, src: Reg, name: Cache),
    /// `del global`
    DeleteGlobal(name: Cache),
    /// dst = name from the class body's or exec's namespace, then globals, then builtins
    LoadName(dst: Reg, name: Cache),
    /// namespace[name] = src
    StoreName(dies: Dies, src: Reg, name: Cache),
    /// del namespace[name]
    DeleteName(name: Cache),
    /// dst = name from the namespace (class bodies), else the free variable with this index
    LoadNameOrFree(dst: Reg, name: Cache, free: u16),
    /// dst = dst[name] where dst holds a class body's namespace, else global or builtin (annotation scopes, PEP 695)
    LoadDictOrGlobal(dst: Reg, name: Cache),
    /// dst = dst[name] where dst holds a class body's namespace, else the free variable with this index
    LoadDictOrFree(dst: Reg, name: Cache, free: u16),
    /// `__annotations__` = {} in the namespace (class bodies, exec) or else in the globals, unless it is there
    SetupAnnotations,
    /// dst = the namespace of the frame (`locals()` of a class body)
    LoadLocals(dst: Reg),
    /// reg = a new cell holding what reg held (also when it held nothing)
    MakeCell(reg: Reg),
    /// dst = contents of the cell in register `cell`; NameError or UnboundLocalError when empty
    LoadCell(dst: Reg, cell: Reg),
    /// contents of the cell in register `cell` = src
    StoreCell(dies: Dies, src: Reg, cell: Reg),
    /// `del` of a cell variable
    DeleteCell(cell: Reg),
    /// dst = contents of the function's free variable; NameError when empty
    LoadFree(dst: Reg, free: u16),
    /// free variable = src
    StoreFree(dies: Dies, src: Reg, free: u16),
    /// `del` of a free variable
    DeleteFree(free: u16),
    /// dst = the cell itself of the free variable (for `__class__` and class closures)
    LoadFreeCell(dst: Reg, free: u16),

    // ---- arithmetic
    /// dst = left + right
    Add(dies: Dies, dst: Reg, left: Reg, right: Reg),
    /// dst = left - right
    Sub(dies: Dies, dst: Reg, left: Reg, right: Reg),
    /// dst = left * right
    Mul(dies: Dies, dst: Reg, left: Reg, right: Reg),
    /// dst = left / right
    TrueDiv(dies: Dies, dst: Reg, left: Reg, right: Reg),
    /// dst = left // right
    FloorDiv(dies: Dies, dst: Reg, left: Reg, right: Reg),
    /// dst = left % right
    Mod(dies: Dies, dst: Reg, left: Reg, right: Reg),
    /// dst = left & right
    And(dies: Dies, dst: Reg, left: Reg, right: Reg),
    /// dst = left | right
    Or(dies: Dies, dst: Reg, left: Reg, right: Reg),
    /// dst = left ^ right
    Xor(dies: Dies, dst: Reg, left: Reg, right: Reg),
    /// dst = left << right
    LShift(dies: Dies, dst: Reg, left: Reg, right: Reg),
    /// dst = left >> right
    RShift(dies: Dies, dst: Reg, left: Reg, right: Reg),
    /// dst = left ** right
    Pow(dies: Dies, dst: Reg, left: Reg, right: Reg),
    /// dst = left @ right
    MatMul(dies: Dies, dst: Reg, left: Reg, right: Reg),
    /// dst = left + the small int (dies bit 0: left)
    AddInt(dies: Dies, dst: Reg, left: Reg, right: i16),
    /// dst = left - the small int (dies bit 0: left)
    SubInt(dies: Dies, dst: Reg, left: Reg, right: i16),
    /// dst = left * the small int (dies bit 0: left)
    MulInt(dies: Dies, dst: Reg, left: Reg, right: i16),
    /// dst = left // the small int (dies bit 0: left)
    FloorDivInt(dies: Dies, dst: Reg, left: Reg, right: i16),
    /// dst = left % the small int (dies bit 0: left)
    ModInt(dies: Dies, dst: Reg, left: Reg, right: i16),
    /// target = target op= right, op a `BinaryOperator` as u8; target is read and written (dies bit 0: right)
    InPlace(operator: u8, target: Reg, right: Reg, dies: u16),
    /// target += the small int
    InPlaceAddInt(target: Reg, right: i16),
    /// target -= the small int
    InPlaceSubInt(target: Reg, right: i16),
    /// dst = -src
    Negative(dies: Dies, dst: Reg, src: Reg),
    /// dst = +src
    Positive(dies: Dies, dst: Reg, src: Reg),
    /// dst = ~src
    Invert(dies: Dies, dst: Reg, src: Reg),
    /// dst = not src
    Not(dies: Dies, dst: Reg, src: Reg),

    // ---- comparison
    /// dst = left < right
    Lt(dies: Dies, dst: Reg, left: Reg, right: Reg),
    /// dst = left <= right
    Le(dies: Dies, dst: Reg, left: Reg, right: Reg),
    /// dst = left == right
    Eq(dies: Dies, dst: Reg, left: Reg, right: Reg),
    /// dst = left != right
    Ne(dies: Dies, dst: Reg, left: Reg, right: Reg),
    /// dst = left > right
    Gt(dies: Dies, dst: Reg, left: Reg, right: Reg),
    /// dst = left >= right
    Ge(dies: Dies, dst: Reg, left: Reg, right: Reg),
    /// dst = left is right
    Is(dies: Dies, dst: Reg, left: Reg, right: Reg),
    /// dst = left is not right
    IsNot(dies: Dies, dst: Reg, left: Reg, right: Reg),
    /// dst = left in right
    In(dies: Dies, dst: Reg, left: Reg, right: Reg),
    /// dst = left not in right
    NotIn(dies: Dies, dst: Reg, left: Reg, right: Reg),

    // ---- jumps. In the compare-and-branch forms `sense` holds the wanted truth in bit 7 and the Dies bits below.
    /// go on at the offset
    Jump(offset: Far),
    /// go back to a loop's head: the same as Jump, and the place where budget, signals and finalisers are looked at
    Loop(offset: Far),
    /// jump when src is true (dies bit 0: src)
    JumpIfTrue(dies: Dies, src: Reg, offset: Far),
    /// jump when src is false (dies bit 0: src)
    JumpIfFalse(dies: Dies, src: Reg, offset: Far),
    /// jump when src is None (dies bit 0: src)
    JumpIfNone(dies: Dies, src: Reg, offset: Far),
    /// jump when src is not None (dies bit 0: src)
    JumpIfNotNone(dies: Dies, src: Reg, offset: Far),
    /// jump when (left < right) == sense
    JumpLt(sense: u8, left: Reg, right: Reg, offset: Near),
    /// jump when (left <= right) == sense
    JumpLe(sense: u8, left: Reg, right: Reg, offset: Near),
    /// jump when (left == right) == sense
    JumpEq(sense: u8, left: Reg, right: Reg, offset: Near),
    /// jump when (left != right) == sense
    JumpNe(sense: u8, left: Reg, right: Reg, offset: Near),
    /// jump when (left > right) == sense
    JumpGt(sense: u8, left: Reg, right: Reg, offset: Near),
    /// jump when (left >= right) == sense
    JumpGe(sense: u8, left: Reg, right: Reg, offset: Near),
    /// jump when (left is right) == sense
    JumpIs(sense: u8, left: Reg, right: Reg, offset: Near),
    /// jump when (left in right) == sense
    JumpIn(sense: u8, left: Reg, right: Reg, offset: Near),
    /// jump when (left < the small int) == sense
    JumpLtInt(sense: u8, left: Reg, right: i16, offset: Near),
    /// jump when (left <= the small int) == sense
    JumpLeInt(sense: u8, left: Reg, right: i16, offset: Near),
    /// jump when (left == the small int) == sense
    JumpEqInt(sense: u8, left: Reg, right: i16, offset: Near),
    /// jump when (left != the small int) == sense
    JumpNeInt(sense: u8, left: Reg, right: i16, offset: Near),
    /// jump when (left > the small int) == sense
    JumpGtInt(sense: u8, left: Reg, right: i16, offset: Near),
    /// jump when (left >= the small int) == sense
    JumpGeInt(sense: u8, left: Reg, right: i16, offset: Near),

    // ---- iteration
    /// dst = iter(src)
    GetIter(dies: Dies, dst: Reg, src: Reg),
    /// dst = next(iter), or jump when it is used up (the iterator register is then cleared)
    ForIter(dst: Reg, iter: Reg, offset: Near),

    // ---- attributes and items
    /// dst = object.name
    LoadAttr(dies: Dies, dst: Reg, object: Reg, name: Cache),
    /// object.name = value (dies bit 0: object, bit 1: value)
    StoreAttr(dies: Dies, object: Reg, value: Reg, name: Cache),
    /// del object.name
    DeleteAttr(dies: Dies, object: Reg, name: Cache),
    /// prepares a method call: base = function and base+1 = object, or base = bound attribute and base+1 = nothing (dies bit 0: object)
    LoadMethod(dies: Dies, base: Reg, object: Reg, name: Cache),
    /// dst = super().name: `base` holds the class cell's contents, base+1 the first argument; `super` itself was found to be the builtin (dies: both always)
    LoadSuperAttr(dst: Reg, base: Reg, name: Cache),
    /// dst = object[key]
    LoadItem(dies: Dies, dst: Reg, object: Reg, key: Reg),
    /// dst = object[the small int] (dies bit 0: object)
    LoadItemInt(dies: Dies, dst: Reg, object: Reg, key: i16),
    /// object[key] = value (dies bit 0: object, 1: key, 2: value)
    StoreItem(dies: Dies, object: Reg, key: Reg, value: Reg),
    /// del object[key]
    DeleteItem(dies: Dies, object: Reg, key: Reg),
    /// dst = slice(base, base+1[, base+2]), count 2 or 3; the registers die
    BuildSlice(count: u8, dst: Reg, base: Reg),

    // ---- displays; the registers from base on die
    /// dst = [base, ...]
    BuildList(dst: Reg, base: Reg, count: u16),
    /// dst = (base, ...)
    BuildTuple(dst: Reg, base: Reg, count: u16),
    /// dst = {base, ...}
    BuildSet(dst: Reg, base: Reg, count: u16),
    /// dst = {base: base+1, ...}, count pairs
    BuildDict(dst: Reg, base: Reg, count: u16),
    /// dst = the texts from base on, joined
    BuildString(dst: Reg, base: Reg, count: u16),
    /// list.append(value)
    ListAppend(dies: Dies, value: Reg, list: Reg),
    /// set.add(value)
    SetAdd(dies: Dies, value: Reg, set: Reg),
    /// dict[key] = value (dies bit 0: key, 1: value)
    DictAdd(dies: Dies, key: Reg, value: Reg, dict: Reg),
    /// list.extend(iterable); the TypeError says "Value after * must be an iterable, not X"
    ListExtend(dies: Dies, iterable: Reg, list: Reg),
    /// set.update(iterable)
    SetUpdate(dies: Dies, iterable: Reg, set: Reg),
    /// dict.update(mapping), for `{**d}`
    DictUpdate(dies: Dies, mapping: Reg, dict: Reg),
    /// dict.update(mapping) for a call's `**`: TypeError on a repeated or non-str key; `callee` is named in the message
    DictMerge(dies: Dies, mapping: Reg, dict: Reg, callee: Reg),
    /// dst = tuple(list), src dies
    ListToTuple(dst: Reg, src: Reg),
    /// dst = format(value, spec): conversion a `Conversion` as u8 in the low two bits, dies bits 0 (value) and 1 (spec) in bits 4 and 5, bit 6 when BuildString joins the result (an int may then stay one); spec register 65535 for none
    FormatValue(how: u8, dst: Reg, value: Reg, spec: Reg),

    // ---- unpacking
    /// base.. = exactly count values of src
    UnpackSequence(dies: Dies, base: Reg, src: Reg, count: u16),
    /// base.. = `before` values, a list of the rest, `after` values of src; `counts` is before | after << 8; src dies
    UnpackStar(base: Reg, src: Reg, counts: u16),

    // ---- calls
    /// dst = base(base+1, ..., base+argc)
    Call(argc: u8, dst: Reg, base: Reg),
    /// dst = method call prepared by LoadMethod with argc further arguments from base+2
    CallMethod(argc: u8, dst: Reg, base: Reg),
    /// dst = base(...): argc arguments in all, of which the last are the keywords named by the constant tuple
    CallKw(argc: u8, dst: Reg, base: Reg, names: Const),
    /// as CallKw after LoadMethod: argc further arguments from base+2
    CallMethodKw(argc: u8, dst: Reg, base: Reg, names: Const),
    /// dst = base(*base+1, **base+2); base+1 any iterable, base+2 a dict or nothing
    CallSpread(dst: Reg, base: Reg),
    /// dst = a function of the constant code; attributes from base on by the flags (1 defaults tuple, 2 kwdefaults dict, 4 annotations dict, 8 type parameters tuple), in this order; they die. Free variables by the code's captures.
    MakeFunction(flags: u8, dst: Reg, code: Const, base: Reg),
    /// dst = __build_class__
    LoadBuildClass(dst: Reg),
    /// return src from the frame
    Return(src: Reg),
    /// return None
    ReturnNone,

    // ---- suspension; `state` is an index into the code's state table
    /// suspend with value; on resumption dst = what was sent (dies bit 0: value). In an async generator the value is wrapped.
    Yield(dies: Dies, dst: Reg, value: Reg, state: u16),
    /// dst = the iterator that `await src` delegates to; kind 0 await, 1 async with's enter, 2 async with's exit, 3 async for's anext (they differ in the TypeError)
    GetAwaitable(kind: u8, dst: Reg, src: Reg),
    /// dst = the iterator that `yield from src` delegates to (a generator stays itself)
    GetYieldFrom(dst: Reg, src: Reg),
    /// run the iterator to its end, suspending with each value it gives; dst = its result. The machine stays at this operation meanwhile.
    Delegate(dst: Reg, iter: Reg, state: u16),
    /// the suspension point of a state is reached: told to those who count (`co show states --run`); emitted only when asked for
    Reached(state: u16),
    /// dst = aiter(src)
    GetAiter(dies: Dies, dst: Reg, src: Reg),
    /// dst = the awaitable of iter.__anext__(); iter stays
    GetAnext(dst: Reg, iter: Reg),
    /// jump when the exception in `exc` is StopAsyncIteration (exc and iter are then cleared); otherwise raise it on
    EndAsyncFor(exc: Reg, iter: Reg, offset: Near),

    // ---- with
    /// exit, enter = bound `__exit__`/`__enter__` (async when flag 1) of src with CPython's TypeErrors; src dies
    LoadWith(is_async: u8, exit: Reg, enter: Reg, src: Reg),
    /// base = exit(type(exc), exc, exc.__traceback__) is prepared: base+1.. = the three arguments, from the exception in exc
    ExitArguments(base: Reg, exc: Reg),

    // ---- exceptions
    /// raise exc (class or instance); it dies
    Raise(exc: Reg),
    /// raise exc from cause; both die
    RaiseFrom(exc: Reg, cause: Reg),
    /// `raise` alone: the exception being handled, or RuntimeError
    RaiseAgain,
    /// raise the exception in exc on, without a new traceback entry for this line (end of finally, unmatched except)
    Reraise(exc: Reg),
    /// a handler begins: save = exception handled so far, and exc is now the one handled
    PushHandled(save: Reg, exc: Reg),
    /// a handler ends: the one handled is again save, which dies
    PopHandled(save: Reg),
    /// dst = whether the exception matches the class or tuple of classes in `class` (TypeError if it is neither); dies bit 0: class
    MatchException(dies: Dies, dst: Reg, exc: Reg, class: Reg),
    /// for `except*`: base+1 = part of the group in base that matches `class` or None, base = the rest or None; a bare exception is wrapped (dies bit 0: class)
    MatchGroup(dies: Dies, base: Reg, class: Reg),
    /// dst = what to raise after all `except*` handlers: `list` holds the exceptions raised by the handlers and the unmatched rest, exc the original; None when nothing is left
    PrepareGroup(dst: Reg, exc: Reg, list: Reg),
    /// dst = the class AssertionError
    LoadAssertionError(dst: Reg),

    // ---- import
    /// dst = the module; base holds the level (int), base+1 the fromlist (tuple or None); they die
    ImportName(dst: Reg, base: Reg, name: Const),
    /// dst = module.name, or the submodule; ImportError otherwise
    ImportFrom(dst: Reg, module: Reg, name: Const),
    /// from module import *; module dies
    ImportStar(module: Reg),
    /// a forgotten import of the dialect: dst = the module with this name, imported with a warning
    ImportForgotten(dst: Reg, name: Const),

    // ---- match (PEP 634)
    /// dst = whether subject is a sequence for patterns
    MatchSequence(dst: Reg, subject: Reg),
    /// dst = whether subject is a mapping for patterns
    MatchMapping(dst: Reg, subject: Reg),
    /// dst = len(subject)
    GetLen(dst: Reg, subject: Reg),
    /// dst = tuple of the values for the key tuple in keys, or None when one is missing
    MatchKeys(dst: Reg, subject: Reg, keys: Reg),
    /// base: subject, base+1: class, base+2: tuple of keyword names; dst = tuple of attributes for `count` positional and the keyword patterns, or None; base+1 and base+2 die
    MatchClass(count: u8, dst: Reg, base: Reg),
    /// dst = dict(subject) without the keys in the tuple `keys`
    CopyWithoutKeys(dst: Reg, subject: Reg, keys: Reg),

    // ---- the rest
    /// dst = intrinsic(src), an `Intrinsic` as u8; src dies
    Intrinsic(which: u8, dst: Reg, src: Reg),
    /// dst = intrinsic(base, base+1, ...), an `Intrinsic` as u8, whose registers die
    IntrinsicMany(which: u8, dst: Reg, base: Reg, count: u16),
    /// a statement starts: shown to observers and to `sys.settrace`; emitted only when asked for
    Statement,
}

/// Operations too rare for an [`Op`] of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Intrinsic {
    /// Show the value of an expression statement (shell and notes): `sys.displayhook(src)`.
    Display,
    /// TypeVar(name, bound thunk or None, default thunk or None)
    TypeVar,
    /// TypeVarTuple(name, default thunk or None)
    TypeVarTuple,
    /// ParamSpec(name, default thunk or None)
    ParamSpec,
    /// TypeAliasType(name, type parameters tuple or None, thunk)
    TypeAlias,
    /// Generic[type parameters] for a PEP 695 class.
    SubscriptGeneric,
    /// Set `__type_params__` of the function base to base+1; gives the function.
    SetTypeParams,
    /// Raise the StopIteration in src as RuntimeError("generator raised StopIteration"), and the like for coroutines.
    StopIterationError,
    /// TypeVar(name, thunk of the constraints' tuple, default thunk or None)
    TypeVarConstraints,
}

impl Intrinsic {
    /// All, by number.
    pub const ALL: [Intrinsic; 9] = [
        Intrinsic::Display,
        Intrinsic::TypeVar,
        Intrinsic::TypeVarTuple,
        Intrinsic::ParamSpec,
        Intrinsic::TypeAlias,
        Intrinsic::SubscriptGeneric,
        Intrinsic::SetTypeParams,
        Intrinsic::StopIterationError,
        Intrinsic::TypeVarConstraints,
    ];
}

/// In `how` of `FormatValue`: what it gives is joined by `BuildString`.
pub const PART: u8 = 0x40;

/// `FormatValue` without a spec.
pub const NO_REG: Reg = u16::MAX;

/// In `sense` of compare-and-branch: the wanted truth.
pub const SENSE: u8 = 0x80;

const _: () = assert!(std::mem::size_of::<Op>() == 8);
