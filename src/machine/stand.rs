//! Where suspended coroutines stand: their frames, states, places and variables, for those who look at a running program.
//!
//! In: a coroutine that nothing runs now. Out: plain data. Looking makes nothing and changes nothing: a recording asks at
//! every suspension.

use super::Machine;
use super::brief::brief_into;
use super::observe::{Level, Place, inside};
use super::resume::{awaited_by, delegated};
use crate::bytecode::Op;
use crate::object::Value;
use crate::object::function::Code;
use crate::object::generator::{Generator, Status};
use crate::object::heap::Gc;
use std::rc::Rc;

/// Frames that are shown of one coroutine.
const MOST_LEVELS: usize = 1000;

/// A coroutine and those that it awaits through each other, outermost first.
pub(super) struct Chain<'a>(Option<&'a Gc<Generator>>);

impl<'a> Iterator for Chain<'a> {
    type Item = &'a Gc<Generator>;

    fn next(&mut self) -> Option<&'a Gc<Generator>> {
        let now = self.0?;
        self.0 = delegated(now).and_then(|v| v.typed::<Generator>());
        Some(now)
    }
}

/// The coroutines of a chain, outermost first.
pub(super) fn chain(coroutine: &Value) -> Chain<'_> {
    Chain(coroutine.typed::<Generator>())
}

impl Machine {
    /// The frames of a coroutine, outermost first.
    pub fn levels(&self, coroutine: &Value) -> Vec<Level> {
        chain(coroutine).take(MOST_LEVELS).map(|generator| self.level(generator)).collect()
    }

    fn level(&self, generator: &Gc<Generator>) -> Level {
        let Some(code) = code_of(generator) else {
            let describe = generator.native.map(|n| n.qualname);
            let function = Rc::from(describe.unwrap_or("native"));
            return Level { function, state: 0, place: Place::default(), inside: true };
        };
        let (state, place) = self.at(generator, &code);
        Level { function: code.code.qualname.clone(), state, place, inside: inside(&code.code.source) }
    }

    fn at(&self, generator: &Generator, code: &Code) -> (u16, Place) {
        let (state, pc) = state_of(generator, &code.code);
        let place = match state {
            0 => Place { file: self.observation.file(&code.code.source), span: code.code.span },
            _ => self.observation.place(&code.code, pc),
        };
        (state, place)
    }

    /// State and place of the innermost frame of a coroutine that belongs to the program, else of the innermost one.
    pub fn stand(&self, coroutine: &Value) -> (u16, Place) {
        self.own_stand(coroutine).unwrap_or_else(|| self.innermost(coroutine))
    }

    /// State and place of the innermost frame of a coroutine, whosever it is.
    #[cold]
    fn innermost(&self, coroutine: &Value) -> (u16, Place) {
        let last = chain(coroutine).last().map(|generator| self.level(generator));
        last.map_or((0, Place::default()), |level| (level.state, level.place))
    }

    /// Where a coroutine stands.
    pub fn look<'a>(&self, coroutine: &'a Value) -> Stand<'a> {
        let (own, depth) = own_frame(coroutine);
        let (state, place) = match &own {
            Some((generator, code)) => self.at(generator, code),
            None => self.innermost(coroutine),
        };
        Stand { state, place, coroutine, own, depth }
    }

    pub(super) fn own_stand(&self, coroutine: &Value) -> Option<(u16, Place)> {
        let (generator, code) = own_frame(coroutine).0?;
        Some(self.at(generator, &code))
    }

    /// What the innermost frame of the program in a coroutine awaits; Unset when there is none.
    pub fn own_awaits(&self, coroutine: &Value) -> Value {
        own_frame(coroutine).0.map_or(Value::Unset, |(generator, _)| awaited_by(generator))
    }
}

/// Where a coroutine stands, as it was found by one look.
pub struct Stand<'a> {
    /// The state of the innermost frame that belongs to the program, else of the innermost one.
    pub state: u16,
    /// Its place.
    pub place: Place,
    coroutine: &'a Value,
    /// That frame, if one belongs to the program.
    own: Option<(&'a Gc<Generator>, Gc<Code>)>,
    /// How many frames do.
    pub(super) depth: usize,
}

/// The variables of a frame, by their registers.
pub struct Variables<'a> {
    generator: &'a Generator,
    code: &'a Code,
}

impl Variables<'_> {
    /// The registers and names of all of them, but for those that the compiler made.
    pub fn names(&self) -> impl Iterator<Item = (usize, &str)> {
        self.code
            .code
            .locals
            .iter()
            .enumerate()
            .map(|(i, name)| (i, &**name))
            .filter(|(_, name)| !name.starts_with('.'))
    }

    /// The value of one, if it is a small whole number: that is left to whoever writes it.
    #[inline]
    pub fn int(&self, register: usize) -> Option<i64> {
        self.generator.int_at(register)
    }

    /// Writes its value in a few characters; false when it has none.
    pub fn write(&self, register: usize, text: &mut String) -> bool {
        let value = self.generator.register(register);
        brief_into(&value, text);
        !matches!(value, Value::Unset)
    }
}

impl Stand<'_> {
    /// Adds the frames that belong to the program, outermost first.
    pub(super) fn levels(&self, m: &Machine, levels: &mut Vec<Level>) {
        match &self.own {
            Some((_, code)) if self.depth == 1 => {
                let function = code.code.qualname.clone();
                levels.push(Level { function, state: self.state, place: self.place, inside: false });
            }
            Some(_) => {
                let all = chain(self.coroutine).take(MOST_LEVELS).map(|generator| m.level(generator));
                levels.extend(all.filter(|level| !level.inside));
            }
            None => {}
        }
    }

    /// The variables of the innermost frame of the program.
    #[inline]
    pub(super) fn variables(&self) -> Option<Variables<'_>> {
        let (generator, code) = self.own.as_ref()?;
        Some(Variables { generator, code })
    }
}

/// The innermost frame of a coroutine that belongs to the program, and how many there are.
fn own_frame(coroutine: &Value) -> (Option<(&Gc<Generator>, Gc<Code>)>, usize) {
    let (mut found, mut depth) = (None, 0);
    for generator in chain(coroutine) {
        if let Some(code) = code_of(generator).filter(|c| !inside(&c.code.source)) {
            found = Some((generator, code));
            depth += 1;
        }
    }
    (found, depth)
}

/// The code of a coroutine that has a frame.
pub fn code_of(generator: &Generator) -> Option<Gc<Code>> {
    generator.function.as_ref().map(|f| f.code.get())
}

/// The state of a suspended frame and the operation that suspended it.
fn state_of(generator: &Generator, code: &crate::bytecode::Code) -> (u16, u32) {
    let pc = generator.pc.get();
    match generator.status.get() {
        Status::Created => return (0, 0),
        Status::Finished => return (0, 0),
        Status::Suspended | Status::Running => {}
    }
    match code.ops.get(pc as usize) {
        Some(Op::Delegate(_, _, state)) => return (state + 1, pc),
        Some(Op::Yield(_, _, _, state)) => return (state + 1, pc),
        _ => {}
    }
    match pc.checked_sub(1).and_then(|pc| code.ops.get(pc as usize)) {
        Some(Op::Yield(_, _, _, state)) => (state + 1, pc - 1),
        _ => (0, pc),
    }
}
