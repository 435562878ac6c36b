//! What each operation does with registers: reads, gives up, writes. Where it may jump.
//!
//! In: an operation. Out: its accesses in the order reads, kills, writes. Liveness and the verifier live on this; it
//! must agree with the meanings in `op`.

use super::code::{Body, Capture, Constant};
use super::op::{NO_REG, Op, Reg};

/// What happens to a register.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Access {
    /// It is read.
    Read(Reg),
    /// It holds nothing afterwards.
    Kill(Reg),
    /// It is written.
    Write(Reg),
}

/// The operation a jump goes to.
pub fn jump_target(op: Op, pc: usize) -> Option<usize> {
    use Op::*;
    let offset = match op {
        Jump(o)
        | Loop(o)
        | JumpIfTrue(_, _, o)
        | JumpIfFalse(_, _, o)
        | JumpIfNone(_, _, o)
        | JumpIfNotNone(_, _, o) => o,
        JumpLt(_, _, _, o)
        | JumpLe(_, _, _, o)
        | JumpEq(_, _, _, o)
        | JumpNe(_, _, _, o)
        | JumpGt(_, _, _, o)
        | JumpGe(_, _, _, o)
        | JumpIs(_, _, _, o)
        | JumpIn(_, _, _, o)
        | JumpLtInt(_, _, _, o)
        | JumpLeInt(_, _, _, o)
        | JumpEqInt(_, _, _, o)
        | JumpNeInt(_, _, _, o)
        | JumpGtInt(_, _, _, o)
        | JumpGeInt(_, _, _, o)
        | ForIter(_, _, o)
        | EndAsyncFor(_, _, o) => i32::from(o),
        _ => return None,
    };
    usize::try_from(pc as i64 + 1 + i64::from(offset)).ok()
}

/// Whether control never goes on to the next operation.
pub fn ends(op: Op) -> bool {
    use Op::*;
    matches!(
        op,
        Jump(_)
            | Loop(_)
            | Return(_)
            | ReturnNone
            | Raise(_)
            | RaiseFrom(..)
            | RaiseAgain
            | Reraise(_)
            | EndAsyncFor(..)
    )
}

/// Tells `see` everything an operation does with registers.
pub fn accesses(op: Op, code: &Body, see: &mut dyn FnMut(Access)) {
    use Op::*;
    let mut a = Accesses { see };
    match op {
        Move(dst, src) => a.op(0, &[src], Some(dst)),
        Take(dst, src) => a.op(1, &[src], Some(dst)),
        LoadConst(dst, _)
        | LoadConstFar(dst, _)
        | LoadInt(dst, _)
        | LoadNone(dst)
        | LoadTrue(dst)
        | LoadFalse(dst)
        | LoadGlobal(dst, _)
        | LoadGlobalInPlace(_, dst, _)
        | LoadName(dst, _)
        | LoadNameOrFree(dst, _, _)
        | LoadLocals(dst)
        | LoadFree(dst, _)
        | LoadFreeCell(dst, _)
        | LoadBuildClass(dst)
        | LoadAssertionError(dst)
        | ImportForgotten(dst, _) => a.write(dst),
        Clear(reg) => a.kill(reg),
        ClearRange(from, count) => a.kill_range(from, count as usize),
        CheckBound(reg) => a.read(reg),
        DeleteLocal(reg) => a.op(1, &[reg], None),
        StoreGlobal(dies, src, _) | StoreName(dies, src, _) | StoreFree(dies, src, _) => a.op(dies, &[src], None),
        DeleteGlobal(_) | DeleteName(_) | DeleteFree(_) | SetupAnnotations | Statement | Reached(_) | ReturnNone
        | RaiseAgain | Jump(_) | Loop(_) => {}
        LoadDictOrGlobal(dst, _) | LoadDictOrFree(dst, _, _) => a.op(0, &[dst], Some(dst)),
        // A cell may be made of a register that holds nothing.
        MakeCell(reg) => a.write(reg),
        LoadCell(dst, cell) => a.op(0, &[cell], Some(dst)),
        StoreCell(dies, src, cell) => a.op(dies & 1, &[src, cell], None),
        DeleteCell(cell) => a.read(cell),
        Add(dies, dst, l, r)
        | Sub(dies, dst, l, r)
        | Mul(dies, dst, l, r)
        | TrueDiv(dies, dst, l, r)
        | FloorDiv(dies, dst, l, r)
        | Mod(dies, dst, l, r)
        | And(dies, dst, l, r)
        | Or(dies, dst, l, r)
        | Xor(dies, dst, l, r)
        | LShift(dies, dst, l, r)
        | RShift(dies, dst, l, r)
        | Pow(dies, dst, l, r)
        | MatMul(dies, dst, l, r)
        | Lt(dies, dst, l, r)
        | Le(dies, dst, l, r)
        | Eq(dies, dst, l, r)
        | Ne(dies, dst, l, r)
        | Gt(dies, dst, l, r)
        | Ge(dies, dst, l, r)
        | Is(dies, dst, l, r)
        | IsNot(dies, dst, l, r)
        | In(dies, dst, l, r)
        | NotIn(dies, dst, l, r)
        | LoadItem(dies, dst, l, r) => a.op(dies, &[l, r], Some(dst)),
        AddInt(dies, dst, l, _)
        | SubInt(dies, dst, l, _)
        | MulInt(dies, dst, l, _)
        | FloorDivInt(dies, dst, l, _)
        | ModInt(dies, dst, l, _)
        | LoadItemInt(dies, dst, l, _) => a.op(dies, &[l], Some(dst)),
        InPlace(_, target, right, dies) => {
            a.read(target);
            a.op(dies as u8, &[right], Some(target));
        }
        InPlaceAddInt(target, _) | InPlaceSubInt(target, _) => a.op(0, &[target], Some(target)),
        Negative(dies, dst, src)
        | Positive(dies, dst, src)
        | Invert(dies, dst, src)
        | Not(dies, dst, src)
        | GetIter(dies, dst, src)
        | GetAiter(dies, dst, src) => a.op(dies, &[src], Some(dst)),
        JumpIfTrue(dies, src, _)
        | JumpIfFalse(dies, src, _)
        | JumpIfNone(dies, src, _)
        | JumpIfNotNone(dies, src, _) => a.op(dies, &[src], None),
        JumpLt(s, l, r, _)
        | JumpLe(s, l, r, _)
        | JumpEq(s, l, r, _)
        | JumpNe(s, l, r, _)
        | JumpGt(s, l, r, _)
        | JumpGe(s, l, r, _)
        | JumpIs(s, l, r, _)
        | JumpIn(s, l, r, _) => a.op(s & 3, &[l, r], None),
        JumpLtInt(s, l, _, _)
        | JumpLeInt(s, l, _, _)
        | JumpEqInt(s, l, _, _)
        | JumpNeInt(s, l, _, _)
        | JumpGtInt(s, l, _, _)
        | JumpGeInt(s, l, _, _) => a.op(s & 1, &[l], None),
        ForIter(dst, iter, _) => a.op(0, &[iter], Some(dst)),
        LoadAttr(dies, dst, object, _) => a.op(dies, &[object], Some(dst)),
        StoreAttr(dies, object, value, _) => a.op(dies, &[object, value], None),
        DeleteAttr(dies, object, _) => a.op(dies, &[object], None),
        LoadMethod(dies, base, object, _) => {
            a.op(dies, &[object], Some(base));
            a.write(base + 1);
        }
        LoadSuperAttr(dst, base, _) => a.many(base, 2, Some(dst)),
        StoreItem(dies, object, key, value) => a.op(dies, &[object, key, value], None),
        DeleteItem(dies, object, key) => a.op(dies, &[object, key], None),
        BuildSlice(count, dst, base) => a.many(base, count as usize, Some(dst)),
        BuildList(dst, base, count)
        | BuildTuple(dst, base, count)
        | BuildSet(dst, base, count)
        | BuildString(dst, base, count) => a.many(base, count as usize, Some(dst)),
        BuildDict(dst, base, count) => a.many(base, 2 * count as usize, Some(dst)),
        ListAppend(dies, value, to)
        | SetAdd(dies, value, to)
        | ListExtend(dies, value, to)
        | SetUpdate(dies, value, to)
        | DictUpdate(dies, value, to) => a.op(dies & 1, &[value, to], None),
        DictAdd(dies, key, value, dict) => a.op(dies & 3, &[key, value, dict], None),
        DictMerge(dies, mapping, dict, callee) => a.op(dies & 1, &[mapping, dict, callee], None),
        ListToTuple(dst, src) => a.op(1, &[src], Some(dst)),
        FormatValue(how, dst, value, spec) => {
            if spec == NO_REG {
                a.op(how >> 4 & 1, &[value], Some(dst));
            } else {
                a.op(how >> 4 & 3, &[value, spec], Some(dst));
            }
        }
        UnpackSequence(dies, base, src, count) => {
            a.op(dies, &[src], None);
            a.write_range(base, count as usize);
        }
        UnpackStar(base, src, counts) => {
            a.op(1, &[src], None);
            a.write_range(base, (counts & 255) as usize + (counts >> 8) as usize + 1);
        }
        Call(argc, dst, base) | CallKw(argc, dst, base, _) => a.many(base, argc as usize + 1, Some(dst)),
        CallMethod(argc, dst, base) | CallMethodKw(argc, dst, base, _) => a.many(base, argc as usize + 2, Some(dst)),
        CallSpread(dst, base) => {
            a.read(base);
            a.read(base + 1);
            a.kill_range(base, 3);
            a.write(dst);
        }
        MakeFunction(flags, dst, constant, base) => {
            if let Some(Constant::Code(inner)) = code.constants.get(constant as usize) {
                for capture in &inner.captures {
                    if let Capture::Cell(cell) = capture {
                        a.read(*cell);
                    }
                }
            }
            a.many(base, flags.count_ones() as usize, Some(dst));
        }
        Return(src) => a.op(1, &[src], None),
        Yield(dies, dst, value, _) => a.op(dies, &[value], Some(dst)),
        GetAwaitable(_, dst, src) | GetYieldFrom(dst, src) => a.op(0, &[src], Some(dst)),
        Delegate(dst, iter, _) => a.op(1, &[iter], Some(dst)),
        GetAnext(dst, iter) => a.op(0, &[iter], Some(dst)),
        EndAsyncFor(exc, iter, _) => a.op(3, &[exc, iter], None),
        LoadWith(_, exit, enter, src) => {
            a.op(1, &[src], Some(exit));
            a.write(enter);
        }
        ExitArguments(base, exc) => {
            a.read(exc);
            a.write_range(base + 1, 3);
        }
        Raise(exc) | Reraise(exc) => a.op(1, &[exc], None),
        RaiseFrom(exc, cause) => a.op(3, &[exc, cause], None),
        PushHandled(save, exc) => a.op(0, &[exc], Some(save)),
        PopHandled(save) => a.op(1, &[save], None),
        MatchException(dies, dst, exc, class) => {
            a.read(exc);
            a.op(dies, &[class], Some(dst));
        }
        MatchGroup(dies, base, class) => {
            a.read(base);
            a.op(dies, &[class], Some(base));
            a.write(base + 1);
        }
        PrepareGroup(dst, exc, list) => a.op(0, &[exc, list], Some(dst)),
        ImportName(dst, base, _) => a.many(base, 2, Some(dst)),
        ImportFrom(dst, module, _) => a.op(0, &[module], Some(dst)),
        ImportStar(module) => a.op(1, &[module], None),
        MatchSequence(dst, subject) | MatchMapping(dst, subject) | GetLen(dst, subject) => {
            a.op(0, &[subject], Some(dst))
        }
        MatchKeys(dst, subject, keys) | CopyWithoutKeys(dst, subject, keys) => a.op(0, &[subject, keys], Some(dst)),
        MatchClass(_, dst, base) => {
            a.op(6, &[base, base + 1, base + 2], Some(dst));
        }
        Intrinsic(_, dst, src) => a.op(1, &[src], Some(dst)),
        IntrinsicMany(_, dst, base, count) => a.many(base, count as usize, Some(dst)),
    }
}

struct Accesses<'s> {
    see: &'s mut dyn FnMut(Access),
}

impl Accesses<'_> {
    fn read(&mut self, reg: Reg) {
        (self.see)(Access::Read(reg));
    }

    fn kill(&mut self, reg: Reg) {
        (self.see)(Access::Kill(reg));
    }

    fn write(&mut self, reg: Reg) {
        (self.see)(Access::Write(reg));
    }

    fn kill_range(&mut self, from: Reg, count: usize) {
        (0..count).for_each(|i| self.kill(from + i as Reg));
    }

    fn write_range(&mut self, from: Reg, count: usize) {
        (0..count).for_each(|i| self.write(from + i as Reg));
    }

    /// Reads sources, kills those that die, writes the destination.
    fn op(&mut self, dies: u8, sources: &[Reg], dst: Option<Reg>) {
        sources.iter().for_each(|&s| self.read(s));
        for (i, &source) in sources.iter().enumerate() {
            if dies >> i & 1 == 1 {
                self.kill(source);
            }
        }
        if let Some(dst) = dst {
            self.write(dst);
        }
    }

    /// Reads and kills neighbouring registers, writes the destination.
    fn many(&mut self, base: Reg, count: usize, dst: Option<Reg>) {
        (0..count).for_each(|i| self.read(base + i as Reg));
        self.kill_range(base, count);
        if let Some(dst) = dst {
            self.write(dst);
        }
    }
}
