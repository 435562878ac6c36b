//! `TaskGroup`: entering, making tasks, hearing of their end, and leaving.
//!
//! In: coroutines. Out: tasks; a group that fails cancels the rest and its parent, as in CPython.

use super::callback::{self, Told};
use super::future::{self, Purpose, find_core};
use super::locks::coroutine;
use super::state::{cancelled_class, or_none};
use crate::machine::Machine;
use crate::native::NativeType;
use crate::native::convert::this;
use crate::object::class::{Class, class_flag, class_of};
use crate::object::dict::Dict;
use crate::object::exception::Exception;
use crate::object::generator::{Generator, NativeBody, Resume, Step};
use crate::object::heap::{Gc, Kind, Own, Payload};
use crate::object::list::List;
use crate::object::str::intern;
use crate::object::types::types;
use crate::object::{Exc, Outcome, Raise, Value, runtime_error, type_error};
use crate::{getset, native, payload, python};
use rustc_hash::FxHashMap;
use std::cell::Cell;

/// A task group.
pub struct Group {
    entered: Cell<bool>,
    exiting: Cell<bool>,
    aborting: Cell<bool>,
    parent_cancelled: Cell<bool>,
    event_loop: Own<Value>,
    parent: Own<Value>,
    /// Its tasks that are not done, each with its number.
    tasks: Own<FxHashMap<i64, (u64, Value)>>,
    made: Cell<u64>,
    /// What the tasks raised, a list; None once the group is left.
    errors: Own<Value>,
    base_error: Own<Value>,
    /// What the end of the group waits with, or None.
    waiter: Own<Value>,
}

payload!(
    Group,
    Kind::Extension,
    trace | this,
    visit | {
        for v in [&this.event_loop, &this.parent, &this.errors, &this.base_error, &this.waiter] {
            v.with(|v| visit(v));
        }
        this.tasks.with(|t| t.values().for_each(|(_, t)| visit(t)));
    },
    clear | this | {
        drop(this.tasks.take());
        drop(this.parent.replace(Value::None));
        drop(this.errors.replace(Value::None));
        drop(this.waiter.replace(Value::None));
    }
);

macro_rules! flag {
    ($name:literal, $field:ident) => {
        getset!(
            $name,
            |_, v| Ok(Value::bool(of(v)?.$field.get())),
            |m, v, new| {
                let on = m.truth(&new)?;
                of(v)?.$field.set(on);
                Ok(())
            },
            ""
        )
    };
}

macro_rules! part {
    ($name:literal, $field:ident) => {
        getset!(
            $name,
            |_, v| Ok(or_none(of(v)?.$field.get())),
            |_, v, new| {
                of(v)?.$field.set(new);
                Ok(())
            },
            ""
        )
    };
}

/// `asyncio.TaskGroup`
pub static GROUP: NativeType = NativeType {
    name: "TaskGroup",
    module: "asyncio.taskgroups",
    help: "Asynchronous context manager for managing groups of tasks.",
    layout: <Group>::layout,
    flags: class_flag::DICT | class_flag::WEAK,
    new: Some(native!("__new__(cls, /, *args, **kwargs)", new, "")),
    methods: &[
        python!("__init__(self)", |_: &mut Machine, _: &[Value]| -> Outcome { Ok(Value::None) }, ""),
        python!(
            "create_task(self, coro, *, name=None, context=None)",
            create_task,
            "Create a new task in this group and return it."
        ),
        python!("__aenter__(self)", enter, "", enter_at_once),
        python!("__aexit__(self, et, exc, tb)", leave, "", leave_at_once),
        native!("_abort(self)", abort_method, ""),
        native!("_on_task_done(self, task)", on_task_done, ""),
        native!("__repr__(self, /)", repr, ""),
    ],
    getsets: &[
        flag!("_entered", entered),
        flag!("_exiting", exiting),
        flag!("_aborting", aborting),
        flag!("_parent_cancel_requested", parent_cancelled),
        part!("_loop", event_loop),
        part!("_parent_task", parent),
        part!("_errors", errors),
        part!("_base_error", base_error),
        part!("_on_completed_fut", waiter),
        getset!("_tasks", tasks, ""),
    ],
    ..NativeType::BASE
};

static ENTER: NativeBody = NativeBody { name: "__aenter__", qualname: "TaskGroup.__aenter__", step: enter_step };
static LEAVE: NativeBody = NativeBody { name: "__aexit__", qualname: "TaskGroup.__aexit__", step: leave_step };

fn of(value: &Value) -> Outcome<&Group> {
    this::<Group>(std::slice::from_ref(value))
}

fn new(_: &mut Machine, a: &[Value]) -> Outcome {
    let Some(class) = a[0].typed::<Class>() else { return type_error("not a class") };
    let group = Group {
        entered: Cell::new(false),
        exiting: Cell::new(false),
        aborting: Cell::new(false),
        parent_cancelled: Cell::new(false),
        event_loop: Own::new(Value::None),
        parent: Own::new(Value::None),
        tasks: Own::new(FxHashMap::default()),
        made: Cell::new(0),
        errors: Own::new(List::create(Vec::new()).into_value()),
        base_error: Own::new(Value::None),
        waiter: Own::new(Value::None),
    };
    Ok(Gc::new(group, class).into_value())
}

/// The tasks of a group that are not done, in the order they were made.
pub(super) fn in_order(me: &Group) -> Vec<Value> {
    let mut all: Vec<(u64, Value)> = me.tasks.with(|t| t.values().cloned().collect());
    all.sort_by_key(|(number, _)| *number);
    all.into_iter().map(|(_, task)| task).collect()
}

fn tasks(m: &mut Machine, v: &Value) -> Outcome {
    let set = crate::object::set::Set::create();
    for task in in_order(of(v)?) {
        m.set_add(&set, task)?;
    }
    Ok(set.into_value())
}

fn repr(m: &mut Machine, a: &[Value]) -> Outcome {
    let me = this::<Group>(a)?;
    let mut out = String::from("<TaskGroup");
    let count = me.tasks.with(|t| t.len());
    if count > 0 {
        out.push_str(&format!(" tasks={count}"));
    }
    let errors = me.errors.get();
    let errors = if errors.is_none() { 0 } else { m.len(&errors)? };
    if errors > 0 {
        out.push_str(&format!(" errors={errors}"));
    }
    if me.aborting.get() {
        out.push_str(" cancelling");
    } else if me.entered.get() {
        out.push_str(" entered");
    }
    out.push('>');
    Ok(out.into())
}

fn refuse(m: &mut Machine, a: &[Value], why: &str) -> Outcome {
    if a[1].get::<Generator>().is_some() {
        m.call_method(&a[1], "close", &[])?;
    }
    let shown = m.repr(&a[0])?;
    runtime_error(format!("TaskGroup {} {why}", shown.as_str()))
}

fn create_task(m: &mut Machine, a: &[Value]) -> Outcome {
    let me = this::<Group>(a)?;
    if !me.entered.get() {
        return refuse(m, a, "has not been entered");
    }
    if me.exiting.get() && me.tasks.with(|t| t.is_empty()) {
        return refuse(m, a, "is finished");
    }
    if me.aborting.get() {
        return refuse(m, a, "is shutting down");
    }
    let event_loop = me.event_loop.get();
    let task = if a[2].is_none() && a[3].is_none() {
        super::loop_type::make_task(m, &event_loop, &a[1])?
    } else {
        let create = m.get_attr(&event_loop, &intern("create_task"))?;
        let mut keywords = vec![("name", a[2].clone())];
        if !a[3].is_none() {
            keywords.push(("context", a[3].clone()));
        }
        m.call_keywords(&create, std::slice::from_ref(&a[1]), &keywords)?
    };
    // An eager task may be over already.
    if future::is_done(m, &task)? {
        task_done(m, &a[0], &task)?;
        return Ok(task);
    }
    let number = me.made.get();
    me.made.set(number + 1);
    me.tasks.with(|t| t.insert(task.id(), (number, task.clone())));
    callback::add(m, &task, Told::Group, &a[0])?;
    Ok(task)
}

fn abort_method(m: &mut Machine, a: &[Value]) -> Outcome {
    abort(m, this::<Group>(a)?)?;
    Ok(Value::None)
}

fn abort(m: &mut Machine, me: &Group) -> Outcome<()> {
    me.aborting.set(true);
    for task in in_order(me) {
        if !future::is_done(m, &task)? {
            future::cancel_any(m, &task, &Value::None)?;
        }
    }
    Ok(())
}

fn on_task_done(m: &mut Machine, a: &[Value]) -> Outcome {
    task_done(m, &a[0], &a[1])?;
    Ok(Value::None)
}

/// A task of the group is done.
pub(super) fn task_done(m: &mut Machine, group: &Value, task: &Value) -> Outcome<()> {
    let me = of(group)?;
    let gone = me.tasks.with(|t| t.remove(&task.id()));
    drop(gone);
    let waiter = me.waiter.get();
    if !waiter.is_none() && me.tasks.with(|t| t.is_empty()) {
        future::wake_with(m, &waiter, Value::bool(true))?;
    }
    if let Some(core) = find_core(task) {
        if core.stage.get() == super::future::Stage::Result {
            return Ok(());
        }
    }
    if future::is_cancelled(m, task)? {
        return Ok(());
    }
    let exception = future::exception_of(m, task)?;
    let Some(error) = exception.typed::<Exception>().cloned() else { return Ok(()) };
    if let Some(errors) = me.errors.get().get::<List>() {
        errors.push(exception.clone());
    }
    let raise = Raise(error);
    if is_fatal(&raise) && me.base_error.with(|b| b.is_none()) {
        me.base_error.set(exception.clone());
    }
    let parent = me.parent.get();
    if !parent.is_none() && future::is_done(m, &parent)? {
        let report = Dict::create();
        let (task_text, parent_text) = (m.repr(task)?, m.repr(&parent)?);
        report.set_name(
            "message",
            format!(
                "Task {} has errored out but its parent task {} is already completed",
                task_text.as_str(),
                parent_text.as_str()
            ),
        );
        report.set_name("exception", exception);
        report.set_name("task", task.clone());
        let event_loop = me.event_loop.get();
        return m.call_method(&event_loop, "call_exception_handler", &[report.into_value()]).map(drop);
    }
    if !me.aborting.get() && !me.parent_cancelled.get() {
        abort(m, me)?;
        me.parent_cancelled.set(true);
        future::cancel_any(m, &parent, &Value::None)?;
    }
    Ok(())
}

// ---- entering and leaving

fn enter(m: &mut Machine, a: &[Value]) -> Outcome {
    of(&a[0])?;
    coroutine(m, &ENTER, [a[0].clone()])
}

fn enter_at_once(m: &mut Machine, a: &[Value]) -> Outcome<Option<Step>> {
    if a.len() != 1 {
        return Ok(None);
    }
    begin(m, &a[0])?;
    Ok(Some(Step::Return(a[0].clone())))
}

fn enter_step(m: &mut Machine, me: &Gc<Generator>, with: Resume) -> Outcome<Step> {
    if let Resume::Throw(exception) = with {
        return Err(m.raise_value(exception));
    }
    let group = me.take_slot(1);
    begin(m, &group)?;
    Ok(Step::Return(group))
}

fn begin(m: &mut Machine, group: &Value) -> Outcome<()> {
    let me = of(group)?;
    let refused = |m: &mut Machine, why: &str| {
        let shown = m.repr(group)?;
        runtime_error(format!("TaskGroup {} {why}", shown.as_str()))
    };
    if me.entered.get() {
        return refused(m, "has already been entered");
    }
    if me.event_loop.with(|l| l.is_none()) {
        me.event_loop.set(super::state::running_loop(m, &[])?);
    }
    let parent = super::state::task_of(&me.event_loop.get());
    if !parent.is_set() {
        return refused(m, "cannot determine the parent task");
    }
    me.parent.set(parent);
    me.entered.set(true);
    Ok(())
}

fn leave(m: &mut Machine, a: &[Value]) -> Outcome {
    of(&a[0])?;
    let exception = if a[1].is_none() { Value::None } else { a[2].clone() };
    coroutine(m, &LEAVE, [a[0].clone(), exception, Value::Unset])
}

/// Nothing is left to wait for: no coroutine is made.
fn leave_at_once(m: &mut Machine, a: &[Value]) -> Outcome<Option<Step>> {
    let me = of(&a[0])?;
    if a.len() != 4 || !a[1].is_none() || me.tasks.with(|t| !t.is_empty()) {
        return Ok(None);
    }
    me.exiting.set(true);
    finish(m, me, &Value::None, Value::Unset).map(Some)
}

/// Registers: the group, the exception of its block (or None), the cancellation to pass on.
fn leave_step(m: &mut Machine, me: &Gc<Generator>, with: Resume) -> Outcome<Step> {
    let group = me.slot(1);
    let own = of(&group)?;
    let exception = me.slot(2);
    let step = match (me.pc.replace(1), with) {
        (0, Resume::Throw(exception)) => return Err(m.raise_value(exception)),
        (0, Resume::Send(_)) => block_over(m, me, own, &exception),
        (_, with) => {
            own.waiter.set(Value::None);
            match with {
                Resume::Send(_) => Ok(()),
                Resume::Throw(thrown) if !class_of(&thrown).is_subclass_of(&cancelled_class()) => {
                    Err(m.raise_value(thrown))
                }
                // Cancelled by the group itself, which is over when its tasks are, or from outside.
                Resume::Throw(_) if own.aborting.get() => Ok(()),
                Resume::Throw(thrown) => {
                    me.set_slot(3, thrown);
                    abort(m, own)
                }
            }
        }
    };
    if let Err(raise) = step {
        let_go(own);
        return Err(raise);
    }
    if own.tasks.with(|t| t.is_empty()) {
        return finish(m, own, &exception, me.take_slot(3));
    }
    let waiter = future::to_wait(m, &own.event_loop.get(), Purpose::Group, &group)?;
    own.waiter.set(waiter.clone());
    Ok(Step::Await(waiter))
}

/// The block of a group is over: with an exception the group ends its tasks.
fn block_over(m: &mut Machine, me: &Gc<Generator>, own: &Group, exception: &Value) -> Outcome<()> {
    own.exiting.set(true);
    let Some(error) = exception.typed::<Exception>() else { return Ok(()) };
    let raise = Raise(error.clone());
    if is_fatal(&raise) && own.base_error.with(|b| b.is_none()) {
        own.base_error.set(exception.clone());
    }
    if super::state::is_cancelled(&raise) {
        me.set_slot(3, exception.clone());
    }
    if own.aborting.get() { Ok(()) } else { abort(m, own) }
}

fn is_fatal(raise: &Raise) -> bool {
    raise.is(Exc::SystemExit) || raise.is(Exc::KeyboardInterrupt)
}

/// The exceptions hold frames, and those the group: the ring is broken here.
fn let_go(own: &Group) {
    for part in [&own.parent, &own.errors, &own.base_error] {
        drop(part.replace(Value::None));
    }
}

/// All tasks are done: what the group ends with, given the exception of its block and the cancellation to pass on.
fn finish(m: &mut Machine, own: &Group, exception: &Value, cancellation: Value) -> Outcome<Step> {
    let result = outcome(m, own, exception, cancellation);
    let_go(own);
    result.map(|()| Step::Return(Value::None))
}

fn outcome(m: &mut Machine, own: &Group, exception: &Value, mut cancellation: Value) -> Outcome<()> {
    let fatal = own.base_error.get();
    if !fatal.is_none() {
        return Err(m.raise_value(fatal));
    }
    let parent = own.parent.get();
    if own.parent_cancelled.get() {
        // That cancellation was the group's own.
        let left = m.call_method(&parent, "uncancel", &[])?;
        if !m.truth(&left)? {
            cancellation = Value::Unset;
        }
    }
    let errors = own.errors.get();
    let Some(all) = errors.get::<List>() else { return Ok(()) };
    if cancellation.is_set() && all.is_empty() {
        return Err(m.raise_value(cancellation));
    }
    if !exception.is_none() && !class_of(exception).is_subclass_of(&cancelled_class()) {
        all.push(exception.clone());
    }
    if all.is_empty() {
        return Ok(());
    }
    // A cancellation from outside must not be lost in the exception group.
    let asked = m.call_method(&parent, "cancelling", &[])?;
    if m.truth(&asked)? {
        m.call_method(&parent, "uncancel", &[])?;
        m.call_method(&parent, "cancel", &[])?;
    }
    let class = types().exception(Exc::BaseExceptionGroup).value();
    let group = m.call(&class, &["unhandled errors in a TaskGroup".into(), errors.clone()])?;
    let raise = m.raise_value(group);
    raise.0.suppress_context.set(true);
    Err(raise)
}

/// The task that entered a group, or Unset.
pub fn parent(group: &Value) -> Value {
    group.get::<Group>().map_or(Value::Unset, |g| g.parent.get())
}
