//! `Barrier`: so many tasks wait until all have come, then all go on; on a condition, as in CPython, so that the turns that
//! each takes are the same.
//!
//! In: wait, reset, abort. Out: the place of each in the order of coming, or BrokenBarrierError.

use super::bound::LOOP_BOUND;
use super::condition::{self, CONDITION};
use super::future::Purpose;
use super::line::shown;
use super::locks::{coroutine, give_back, take_now, taking};
use super::state::broken_barrier_class;
use crate::machine::Machine;
use crate::native::convert::{FromValue, this};
use crate::native::{NativeType, class_for};
use crate::object::class::{Class, class_flag};
use crate::object::exception::Exception;
use crate::object::generator::{Generator, NativeBody, Resume, Step};
use crate::object::heap::{Gc, Kind, Own, Payload};
use crate::object::{Outcome, Raise, Value, type_error, value_error};
use crate::{getset, native, payload, python};
use std::cell::Cell;

/// What a barrier does at present.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// It waits for those who have not come.
    Filling,
    /// All have come, and leave.
    Draining,
    /// It was reset while some waited: they leave with an error.
    Resetting,
    /// It was aborted.
    Broken,
}

impl Stage {
    fn name(self) -> &'static str {
        match self {
            Stage::Filling => "filling",
            Stage::Draining => "draining",
            Stage::Resetting => "resetting",
            Stage::Broken => "broken",
        }
    }
}

/// A barrier.
pub struct Barrier {
    condition: Own<Value>,
    /// How many must come.
    pub parties: Cell<i64>,
    /// How many have come and not left.
    pub count: Cell<i64>,
    stage: Cell<Stage>,
}

payload!(
    Barrier,
    Kind::Extension,
    trace | this,
    visit | { this.condition.with(|c| visit(c)) },
    clear | this | { drop(this.condition.replace(Value::None)) }
);

/// `asyncio.Barrier`
pub static BARRIER: NativeType = NativeType {
    name: "Barrier",
    module: "asyncio.locks",
    base: Some(&LOOP_BOUND),
    layout: <Barrier>::layout,
    flags: class_flag::DICT | class_flag::WEAK,
    help: "Asyncio equivalent to threading.Barrier",
    new: Some(native!("__new__(cls, /, *args, **kwargs)", new, "")),
    methods: &[
        python!("__init__(self, parties)", init, "Create a barrier, initialised to 'parties' tasks."),
        python!("wait(self)", wait, "Wait for the barrier."),
        python!(
            "reset(self)",
            |m: &mut Machine, a: &[Value]| changing(m, a, &RESET),
            "Reset the barrier to the initial state."
        ),
        python!(
            "abort(self)",
            |m: &mut Machine, a: &[Value]| changing(m, a, &ABORT),
            "Place the barrier into a 'broken' state."
        ),
        python!("__aenter__(self)", enter, ""),
        python!("__aexit__(self, *args)", leave, "", |_, _| Ok(Some(Step::Return(Value::None)))),
        native!("__repr__(self, /)", repr, ""),
    ],
    getsets: &[
        getset!(
            "parties",
            |_, v| Ok(Value::Int(of(v)?.parties.get())),
            "Return the number of tasks required to trip the barrier."
        ),
        getset!(
            "n_waiting",
            |_, v| Ok(Value::Int(waiting_now(of(v)?))),
            "Return the number of tasks currently waiting at the barrier."
        ),
        getset!(
            "broken",
            |_, v| Ok(Value::bool(of(v)?.stage.get() == Stage::Broken)),
            "Return True if the barrier is in a broken state."
        ),
        getset!("_cond", |_, v| Ok(of(v)?.condition.get()), ""),
        getset!("_count", |_, v| Ok(Value::Int(of(v)?.count.get())), ""),
        getset!("_parties", |_, v| Ok(Value::Int(of(v)?.parties.get())), ""),
        getset!("_state", |_, v| Ok(of(v)?.stage.get().name().into()), ""),
    ],
    ..NativeType::BASE
};

static WAIT: NativeBody = NativeBody { name: "wait", qualname: "Barrier.wait", step: wait_step };
static ENTER: NativeBody = NativeBody { name: "__aenter__", qualname: "Barrier.__aenter__", step: enter_step };
static LEAVE: NativeBody = NativeBody { name: "__aexit__", qualname: "Barrier.__aexit__", step: leave_step };
static RESET: NativeBody = NativeBody { name: "reset", qualname: "Barrier.reset", step: reset_step };
static ABORT: NativeBody = NativeBody { name: "abort", qualname: "Barrier.abort", step: abort_step };

fn of(value: &Value) -> Outcome<&Barrier> {
    this::<Barrier>(std::slice::from_ref(value))
}

fn new(_: &mut Machine, a: &[Value]) -> Outcome {
    let Some(class) = a[0].typed::<Class>() else { return type_error("not a class") };
    let barrier = Barrier {
        condition: Own::new(Value::None),
        parties: Cell::new(0),
        count: Cell::new(0),
        stage: Cell::new(Stage::Filling),
    };
    Ok(Gc::new(barrier, class).into_value())
}

fn init(m: &mut Machine, a: &[Value]) -> Outcome {
    if m.less(&a[1], &Value::Int(1))? {
        return value_error("parties must be > 0");
    }
    let own = of(&a[0])?;
    own.parties.set(i64::from_value(&a[1], m)?);
    let condition = m.call(&class_for(&CONDITION).value(), &[])?;
    own.condition.set(condition);
    Ok(Value::None)
}

fn waiting_now(own: &Barrier) -> i64 {
    if own.stage.get() == Stage::Filling { own.count.get() } else { 0 }
}

fn repr(_: &mut Machine, a: &[Value]) -> Outcome {
    let own = of(&a[0])?;
    let mut extra = own.stage.get().name().to_string();
    if own.stage.get() != Stage::Broken {
        extra.push_str(&format!(", waiters:{}/{}", waiting_now(own), own.parties.get()));
    }
    Ok(shown(&a[0], &extra))
}

fn broken(message: &str) -> Outcome<Step> {
    Err(Raise(Exception::create(&broken_barrier_class(), vec![message.into()])))
}

// ---- waiting

/// Of `wait`, by the number of its state: nothing done; waiting for the lock; for those before to leave; for the rest to come.
const STARTED: u32 = 0;
const LOCKING: u32 = 1;
const BLOCKED: u32 = 2;
const COME: u32 = 3;

fn wait(m: &mut Machine, a: &[Value]) -> Outcome {
    of(&a[0])?;
    coroutine(m, &WAIT, [a[0].clone(), Value::Unset])
}

/// Registers: the barrier, the place in the order of coming.
fn wait_step(m: &mut Machine, me: &Gc<Generator>, with: Resume) -> Outcome<Step> {
    let barrier = me.slot(1);
    let own = of(&barrier)?;
    let condition = own.condition.get();
    let lock = condition::lock_of(&condition)?;
    if let Resume::Throw(exception) = with {
        if me.pc.get() == COME {
            gone(m, own, &condition)?;
        }
        if me.pc.get() >= BLOCKED {
            give_back(m, &lock)?;
        }
        return Err(m.raise_value(exception));
    }
    if me.pc.get() == STARTED && !take_now(m, &lock)? {
        me.pc.set(LOCKING);
        return Ok(Step::Await(taking(m, &lock)?));
    }
    if me.pc.get() != COME {
        match own.stage.get() {
            Stage::Draining | Stage::Resetting => {
                me.pc.set(BLOCKED);
                return Ok(Step::Await(condition::waiting(m, &condition, Purpose::Barrier, &barrier)?));
            }
            Stage::Broken => {
                give_back(m, &lock)?;
                return broken("Barrier aborted");
            }
            Stage::Filling => {}
        }
        let place = own.count.get();
        own.count.set(place + 1);
        me.set_slot(2, Value::Int(place));
        me.pc.set(COME);
        if place + 1 == own.parties.get() {
            own.stage.set(Stage::Draining);
            condition::notify_held(m, &condition, i64::MAX)?;
            return finish(m, me, own, &condition, &lock);
        }
    }
    match own.stage.get() {
        Stage::Filling => Ok(Step::Await(condition::waiting(m, &condition, Purpose::Barrier, &barrier)?)),
        Stage::Draining => finish(m, me, own, &condition, &lock),
        Stage::Broken | Stage::Resetting => {
            gone(m, own, &condition)?;
            give_back(m, &lock)?;
            broken("Abort or reset of barrier")
        }
    }
}

fn finish(m: &mut Machine, me: &Gc<Generator>, own: &Barrier, condition: &Value, lock: &Value) -> Outcome<Step> {
    gone(m, own, condition)?;
    give_back(m, lock)?;
    Ok(Step::Return(me.take_slot(2)))
}

/// One leaves; the last one makes room for the next round.
fn gone(m: &mut Machine, own: &Barrier, condition: &Value) -> Outcome<()> {
    own.count.set(own.count.get() - 1);
    if own.count.get() > 0 {
        return Ok(());
    }
    if matches!(own.stage.get(), Stage::Resetting | Stage::Draining) {
        own.stage.set(Stage::Filling);
    }
    condition::notify_held(m, condition, i64::MAX)
}

fn enter(m: &mut Machine, a: &[Value]) -> Outcome {
    of(&a[0])?;
    coroutine(m, &ENTER, [a[0].clone()])
}

fn enter_step(m: &mut Machine, me: &Gc<Generator>, with: Resume) -> Outcome<Step> {
    match with {
        Resume::Throw(exception) => Err(m.raise_value(exception)),
        Resume::Send(_) if me.pc.replace(1) == 0 => Ok(Step::Await(m.call_method(&me.slot(1), "wait", &[])?)),
        Resume::Send(place) => Ok(Step::Return(place)),
    }
}

fn leave(m: &mut Machine, a: &[Value]) -> Outcome {
    of(&a[0])?;
    coroutine(m, &LEAVE, [])
}

fn leave_step(m: &mut Machine, _: &Gc<Generator>, with: Resume) -> Outcome<Step> {
    match with {
        Resume::Throw(exception) => Err(m.raise_value(exception)),
        Resume::Send(_) => Ok(Step::Return(Value::None)),
    }
}

// ---- reset and abort

fn changing(m: &mut Machine, a: &[Value], body: &'static NativeBody) -> Outcome {
    of(&a[0])?;
    coroutine(m, body, [a[0].clone()])
}

fn reset_step(m: &mut Machine, me: &Gc<Generator>, with: Resume) -> Outcome<Step> {
    change_step(m, me, with, |own| if own.count.get() > 0 { Stage::Resetting } else { Stage::Filling })
}

fn abort_step(m: &mut Machine, me: &Gc<Generator>, with: Resume) -> Outcome<Step> {
    change_step(m, me, with, |_| Stage::Broken)
}

fn change_step(
    m: &mut Machine,
    me: &Gc<Generator>,
    with: Resume,
    new: impl FnOnce(&Barrier) -> Stage,
) -> Outcome<Step> {
    if let Resume::Throw(exception) = with {
        return Err(m.raise_value(exception));
    }
    let barrier = me.slot(1);
    let own = of(&barrier)?;
    let condition = own.condition.get();
    let lock = condition::lock_of(&condition)?;
    if me.pc.replace(1) == 0 && !take_now(m, &lock)? {
        return Ok(Step::Await(taking(m, &lock)?));
    }
    own.stage.set(new(own));
    condition::notify_held(m, &condition, i64::MAX)?;
    give_back(m, &lock)?;
    Ok(Step::Return(Value::None))
}
