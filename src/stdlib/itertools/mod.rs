//! `itertools`: iterators from iterators. Each works step by step and keeps no more than it must.
//!
//! In: iterables, functions, numbers. Out: iterators of one payload, [`Steps`], which holds one of the kinds below; the
//! machine steps them without looking anything up. User code may run in any step and may step the same iterator again:
//! so no cell is held open across a call.

mod chosen;
mod combine;
mod endless;
mod group;
mod joined;
mod tee;

use crate::machine::Machine;
use crate::native;
use crate::native::convert::this;
use crate::native::{Native, NativeModule, class_for};
use crate::object::class::{Class, class_of};
use crate::object::heap::{Gc, Kind, Own};
use crate::object::list::Tuple;
use crate::object::special::Special;
use crate::object::{Exc, Outcome, Value};

/// `itertools`
pub static MODULE: NativeModule = NativeModule {
    name: "itertools",
    help: "Functional tools for creating and using iterators.",
    functions: &[native!("tee(iterable, n=2, /)", tee::tee, "Returns a tuple of n independent iterators.")],
    types: &[
        &endless::COUNT,
        &endless::REPEAT,
        &endless::CYCLE,
        &endless::ACCUMULATE,
        &joined::CHAIN,
        &joined::ZIP_LONGEST,
        &joined::PAIRWISE,
        &joined::BATCHED,
        &chosen::COMPRESS,
        &chosen::DROPWHILE,
        &chosen::TAKEWHILE,
        &chosen::FILTERFALSE,
        &chosen::STARMAP,
        &chosen::ISLICE,
        &combine::PRODUCT,
        &combine::PERMUTATIONS,
        &combine::COMBINATIONS,
        &combine::WITH_REPLACEMENT,
        &group::GROUPBY,
        &group::GROUPER,
        &tee::TEE,
        &tee::TEE_DATA,
    ],
    ..NativeModule::BASE
};

/// One kind of iterator: how it goes on, and what it is made of.
pub trait Step {
    /// The next value; None at the end.
    fn next(&self, m: &mut Machine) -> Outcome<Option<Value>>;
    /// Shows the values it holds.
    fn visit(&self, visit: &mut dyn FnMut(&Value));
    /// Lets go of them.
    fn clear(&self) {}
    /// What `__reduce__` gives besides the class: the arguments that make it anew, and its state if it has one.
    fn parts(&self, m: &mut Machine) -> Outcome<(Vec<Value>, Option<Value>)>;
    /// `__setstate__`
    fn restore(&self, _: &mut Machine, _: &Value) -> Outcome<()> {
        Ok(())
    }
}

macro_rules! stages {
    ($($name:ident $module:ident,)*) => {
        /// The kinds of iterators.
        pub enum Stage { $(
            #[allow(missing_docs)]
            $name($module::$name),
        )* }
        $(impl From<$module::$name> for Stage {
            fn from(stage: $module::$name) -> Stage { Stage::$name(stage) }
        })*
        impl Stage {
            #[inline]
            fn step(&self) -> &dyn Step {
                match self { $(Stage::$name(stage) => stage,)* }
            }
        }
    };
}

stages! {
    Count endless, Repeat endless, Cycle endless, Accumulate endless,
    Chain joined, ZipLongest joined, Pairwise joined, Batched joined,
    Compress chosen, DropWhile chosen, TakeWhile chosen, FilterFalse chosen, StarMap chosen, Islice chosen,
    Product combine, Permutations combine, Combinations combine, WithReplacement combine,
    GroupBy group, Grouper group, Tee tee,
}

/// The payload of every iterator of this module.
pub struct Steps {
    stage: Stage,
}

crate::payload!(
    Steps,
    Kind::Extension,
    trace | this,
    visit | { this.stage.step().visit(visit) },
    clear | this | { this.stage.step().clear() }
);

/// The next value of one of these iterators; the outer None when the value is none of them.
#[inline]
pub fn next(m: &mut Machine, iterator: &Value) -> Option<Outcome<Option<Value>>> {
    let steps = iterator.get::<Steps>()?;
    Some(match &steps.stage {
        Stage::GroupBy(_) => group::step(m, iterator),
        stage => stage.step().next(m),
    })
}

const STEPS: &[Special] = &[Special::Iter, Special::Next];
const REDUCE: Native = native!("__reduce__(self, /)", reduce, "Return state information for pickling.");
const SETSTATE: Native = native!("__setstate__(self, state, /)", restore, "Set state information for unpickling.");

/// Methods of the kinds that can be pickled, and of those that also have a state.
const PLAIN: &[Native] = &[REDUCE];
const STATEFUL: &[Native] = &[REDUCE, SETSTATE];

fn make(class: &Gc<Class>, stage: impl Into<Stage>) -> Value {
    Gc::new(Steps { stage: stage.into() }, class).into_value()
}

/// The iterator that `__new__` gives.
fn make_new(a: &[Value], stage: impl Into<Stage>) -> Outcome {
    Ok(make(&crate::builtins::iterator::class_argument(a)?, stage))
}

fn warn_of_copies(m: &mut Machine) -> Outcome<()> {
    m.warn(Exc::DeprecationWarning, "Pickle, copy, and deepcopy support will be removed from itertools in Python 3.14.")
}

fn reduce(m: &mut Machine, a: &[Value]) -> Outcome {
    let steps = this::<Steps>(a)?;
    warn_of_copies(m)?;
    if let Stage::Grouper(grouper) = &steps.stage {
        if !grouper.is_current() {
            let iter = m.builtins.get_name("iter").unwrap_or(Value::None);
            return Ok(Tuple::of([iter, Tuple::of([empty()]).into_value()]).into_value());
        }
    }
    let (arguments, state) = steps.stage.step().parts(m)?;
    let arguments = Tuple::create(arguments).into_value();
    let class = class_of(&a[0]).value();
    Ok(match state {
        Some(state) => Tuple::of([class, arguments, state]),
        None => Tuple::of([class, arguments]),
    }
    .into_value())
}

fn restore(m: &mut Machine, a: &[Value]) -> Outcome {
    let steps = this::<Steps>(a)?;
    warn_of_copies(m)?;
    steps.stage.step().restore(m, &a[1])?;
    Ok(Value::None)
}

fn empty() -> Value {
    Tuple::create(Vec::new()).into_value()
}

/// `chain(*iterables)` for the states of other iterators.
fn chained(m: &mut Machine, iterables: Vec<Value>) -> Outcome {
    let source = m.iter(&Tuple::create(iterables).into_value())?;
    Ok(make(&class_for(&joined::CHAIN), joined::Chain::over(source)))
}

/// Shows what a cell holds.
fn show(cell: &Own<Value>, visit: &mut dyn FnMut(&Value)) {
    cell.with(|v| visit(v));
}

/// The next value of the iterator in a cell, which is emptied at the end.
#[inline]
fn advance(m: &mut Machine, cell: &Own<Value>) -> Outcome<Option<Value>> {
    let iterator = cell.get();
    if !iterator.is_set() {
        return Ok(None);
    }
    let next = m.next(&iterator);
    if !matches!(next, Ok(Some(_))) {
        drop(cell.take());
    }
    next
}

/// What is in a cell, or an empty tuple.
fn held(cell: &Own<Value>) -> Value {
    cell.get().some().unwrap_or_else(empty)
}
