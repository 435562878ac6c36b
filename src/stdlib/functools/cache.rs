//! The wrapper of `functools.lru_cache`: a function that remembers its answers.
//!
//! In: calls. Out: what the function gave when it was called with the same arguments before, or what it gives now. Of a
//! bounded cache what was not used for longest goes first. Comparing arguments may run user code, which may call the
//! same function or empty the cache: nothing is held open meanwhile, and every place is looked up again afterwards.
//! The machine asks here ([`Cache::look`]) before it pushes a frame, and brings the result ([`Cache::keep`]) when that
//! frame returns (`machine::wrapped`): a recursion through the cache costs heap alone.

use crate::machine::Machine;
use crate::native;
use crate::native::convert::this;
use crate::native::{NativeType, class_for};
use crate::object::class::{class_flag, class_of};
use crate::object::dict::Dict;
use crate::object::function::BoundMethod;
use crate::object::heap::{Gc, Kind, Own, Payload};
use crate::object::list::Tuple;
use crate::object::types::types;
use crate::object::{Outcome, Value, type_error};
use std::cell::Cell;

/// `functools._lru_cache_wrapper`
pub static CACHE: NativeType = NativeType {
    name: "_lru_cache_wrapper",
    module: "functools",
    layout: <Cache>::layout,
    flags: class_flag::DICT | class_flag::WEAK,
    help: "Create a cached callable that wraps another function.",
    new: Some(native!("__new__(cls, user_function, maxsize, typed, cache_info_type)", new, "")),
    methods: &[
        native!("__call__(self, /, *args, **kwargs)", call, "Call self as a function."),
        native!(
            "__get__(self, instance, owner=None, /)",
            get,
            "Return an attribute of instance, which is of type owner."
        ),
        native!("cache_info(self, /)", cache_info, "Report cache statistics"),
        native!("cache_clear(self, /)", cache_clear, "Clear the cache and cache statistics"),
        native!(
            "__reduce__(self, /)",
            |m: &mut Machine, a: &[Value]| m.get_attr(&a[0], &crate::object::str::intern("__qualname__")),
            ""
        ),
        native!("__copy__(self, /)", |_: &mut Machine, a: &[Value]| Ok(a[0].clone()), ""),
        native!("__deepcopy__(self, memo, /)", |_: &mut Machine, a: &[Value]| Ok(a[0].clone()), ""),
    ],
    ..NativeType::BASE
};

/// The payload of a wrapper.
pub struct Cache {
    /// What is called.
    pub function: Value,
    typed: bool,
    /// How many answers it keeps; None for all.
    most: Option<usize>,
    /// Makes the tuple of `cache_info()`.
    info: Value,
    hits: Cell<i64>,
    misses: Cell<i64>,
    /// By arguments: the answer, or in a bounded cache the number of its link.
    answers: Gc<Dict>,
    row: Own<Row>,
}

/// The answers of a bounded cache, in the order of their last use.
#[derive(Default)]
struct Row {
    links: Vec<Link>,
    /// The one used longest ago, and the one used last.
    first: Option<usize>,
    last: Option<usize>,
}

struct Link {
    hash: i64,
    key: Value,
    answer: Value,
    before: Option<usize>,
    after: Option<usize>,
}

impl Row {
    fn unlink(&mut self, at: usize) {
        let (before, after) = (self.links[at].before, self.links[at].after);
        match before {
            Some(b) => self.links[b].after = after,
            None => self.first = after,
        }
        match after {
            Some(a) => self.links[a].before = before,
            None => self.last = before,
        }
    }

    fn append(&mut self, at: usize) {
        let last = self.last.replace(at);
        (self.links[at].before, self.links[at].after) = (last, None);
        match last {
            Some(l) => self.links[l].after = Some(at),
            None => self.first = Some(at),
        }
    }

    /// The answer of a link, which is the last used from now on.
    fn use_link(&mut self, at: usize) -> Option<Value> {
        let answer = self.links.get(at)?.answer.clone();
        if self.last != Some(at) {
            self.unlink(at);
            self.append(at);
        }
        Some(answer)
    }
}

crate::payload!(
    Cache,
    Kind::Extension,
    trace | this,
    visit | {
        visit(&this.function);
        visit(&this.info);
        visit(&this.answers.value());
        this.row.with(|row| {
            for link in &row.links {
                visit(&link.key);
                visit(&link.answer);
            }
        });
    },
    clear | this | {
        this.answers.clear();
        drop(this.row.take());
    }
);

/// The arguments of a call as a key, with its hash.
pub struct Asked {
    /// The key.
    pub key: Value,
    /// Its hash.
    pub hash: i64,
}

/// What a cache knows of a call.
pub enum Looked {
    /// The answer.
    Hit(Value),
    /// Nothing: what it is then to be kept under; None where nothing is kept.
    Miss(Option<Asked>),
}

thread_local! {
    /// Stands between the positional arguments and the keywords in keys.
    static MARK: Value = Gc::new(crate::object::class::Instance, &types().object).into_value();
}

impl Cache {
    fn asked(&self, m: &mut Machine, arguments: &[Value], names: Option<&Tuple>) -> Outcome<Asked> {
        let key = match (arguments, names) {
            ([only @ Value::Int(_)], None) if !self.typed => only.clone(),
            ([only], None) if !self.typed && (is_exact(only, Kind::Str) || is_exact(only, Kind::BigInt)) => {
                only.clone()
            }
            (_, None) if !self.typed => Tuple::of_values(arguments.iter().cloned(), arguments.len()).into_value(),
            _ => self.long_key(arguments, names),
        };
        let hash = match &key {
            Value::Object(_) => m.hash(&key)?,
            small => m.key_hash(small)?,
        };
        Ok(Asked { key, hash })
    }

    fn long_key(&self, arguments: &[Value], names: Option<&Tuple>) -> Value {
        let names = names.map_or(&[][..], Tuple::as_slice);
        let (positional, named) = arguments.split_at(arguments.len() - names.len());
        let mut key = positional.to_vec();
        if !names.is_empty() {
            key.push(MARK.with(Value::clone));
            for (name, value) in names.iter().zip(named) {
                key.extend([name.clone(), value.clone()]);
            }
        }
        if self.typed {
            key.extend(arguments.iter().map(|value| class_of(value).value()));
        }
        Tuple::create(key).into_value()
    }

    /// What is known of a call; counts it.
    pub fn look(&self, m: &mut Machine, arguments: &[Value], names: Option<&Tuple>) -> Outcome<Looked> {
        if self.most == Some(0) {
            self.misses.set(self.misses.get() + 1);
            return Ok(Looked::Miss(None));
        }
        let asked = self.asked(m, arguments, names.filter(|names| !names.is_empty()))?;
        match self.known(m, &asked)? {
            Some(answer) => {
                self.hits.set(self.hits.get() + 1);
                Ok(Looked::Hit(answer))
            }
            None => {
                self.misses.set(self.misses.get() + 1);
                Ok(Looked::Miss(Some(asked)))
            }
        }
    }

    fn known(&self, m: &mut Machine, asked: &Asked) -> Outcome<Option<Value>> {
        let Some(position) = m.dict_find_hashed(&self.answers, asked.hash, &asked.key)? else { return Ok(None) };
        let found = self.answers.value_at(position);
        match (self.most, found) {
            (None, answer) => Ok(Some(answer)),
            (Some(_), Value::Int(at)) => Ok(self.row.with(|row| row.use_link(at as usize))),
            _ => Ok(None),
        }
    }

    /// Keeps an answer.
    pub fn keep(&self, m: &mut Machine, asked: Asked, answer: &Value) -> Outcome<()> {
        let Some(most) = self.most else {
            return m.dict_set_hashed(&self.answers, asked.hash, asked.key, answer.clone()).map(drop);
        };
        // The same call may have been answered meanwhile, by itself or by another thread.
        if m.dict_find_hashed(&self.answers, asked.hash, &asked.key)?.is_some() {
            return Ok(());
        }
        let (key, hash) = (asked.key.clone(), asked.hash);
        let full = self.row.with(|row| if row.links.len() >= most { row.first } else { None });
        let link = Link { hash, key: asked.key, answer: answer.clone(), before: None, after: None };
        let Some(oldest) = full else {
            let at = self.row.with(|row| {
                row.links.push(link);
                row.append(row.links.len() - 1);
                row.links.len() - 1
            });
            return m.dict_set_hashed(&self.answers, hash, key, Value::Int(at as i64)).map(drop);
        };
        let (old_hash, old_key) = self.row.with(|row| (row.links[oldest].hash, row.links[oldest].key.clone()));
        let Some(position) = m.dict_find_hashed(&self.answers, old_hash, &old_key)? else { return Ok(()) };
        let entry = self.answers.remove_at(position);
        let old = self.row.with(|row| {
            row.unlink(oldest);
            let old = std::mem::replace(&mut row.links[oldest], link);
            row.append(oldest);
            old
        });
        m.dict_set_hashed(&self.answers, hash, key, Value::Int(oldest as i64))?;
        drop((entry, old));
        Ok(())
    }
}

fn is_exact(value: &Value, kind: Kind) -> bool {
    value.kind() == Some(kind) && (class_of(value) == &types().str || class_of(value) == &types().int)
}

fn new(m: &mut Machine, a: &[Value]) -> Outcome {
    let class = crate::builtins::iterator::class_argument(a)?;
    if !m.is_callable(&a[1]) {
        return type_error("the first argument must be callable");
    }
    let most = match &a[2] {
        Value::None => None,
        given if m.is_index(given) => Some(usize::try_from(m.size_argument(given)?).unwrap_or(0)),
        _ => return type_error("maxsize should be integer or None"),
    };
    let payload = Cache {
        function: a[1].clone(),
        typed: m.truth(&a[3])?,
        most,
        info: a[4].clone(),
        hits: Cell::new(0),
        misses: Cell::new(0),
        answers: Dict::create(),
        row: Own::new(Row::default()),
    };
    Ok(Gc::new(payload, &class).into_value())
}

/// Whether the object's class has the `__call__` of the wrapper itself.
pub fn calls_as_built_in(wrapper: &Value) -> bool {
    use crate::object::special::Special;
    let class = class_of(wrapper);
    class.is_builtin()
        || class.special(Special::Call).zip(class_for(&CACHE).special(Special::Call)).is_some_and(|(a, b)| a.is(&b))
}

fn call(m: &mut Machine, a: &[Value]) -> Outcome {
    let cache = this::<Cache>(a)?;
    let mut arguments = a[1].get::<Tuple>().map_or(&[][..], Tuple::as_slice).to_vec();
    let items = a[2].get::<Dict>().map_or(Vec::new(), Dict::items);
    let names = Tuple::create(items.iter().map(|(name, _)| name.clone()).collect());
    arguments.extend(items.into_iter().map(|(_, value)| value));
    let names = Some(&names).filter(|names| !names.is_empty());
    cache.answer(m, &arguments, names)
}

impl Cache {
    /// The answer to a call, by native means.
    pub fn answer(&self, m: &mut Machine, arguments: &[Value], names: Option<&Gc<Tuple>>) -> Outcome {
        match self.look(m, arguments, names.map(|names| &**names))? {
            Looked::Hit(answer) => Ok(answer),
            Looked::Miss(asked) => {
                let answer = m.call_with(&self.function, arguments, names)?;
                if let Some(asked) = asked {
                    self.keep(m, asked, &answer)?;
                }
                Ok(answer)
            }
        }
    }
}

fn get(_: &mut Machine, a: &[Value]) -> Outcome {
    if a[1].is_none() {
        return Ok(a[0].clone());
    }
    let method = BoundMethod { function: a[0].clone(), receiver: a[1].clone() };
    Ok(Gc::new(method, &types().method).into_value())
}

fn cache_info(m: &mut Machine, a: &[Value]) -> Outcome {
    let cache = this::<Cache>(a)?;
    let most = cache.most.map_or(Value::None, |most| Value::Int(most as i64));
    let kept = Value::Int(cache.answers.len() as i64);
    m.call(&cache.info, &[Value::Int(cache.hits.get()), Value::Int(cache.misses.get()), most, kept])
}

fn cache_clear(_: &mut Machine, a: &[Value]) -> Outcome {
    let cache = this::<Cache>(a)?;
    cache.hits.set(0);
    cache.misses.set(0);
    let row = cache.row.take();
    cache.answers.clear();
    drop(row);
    Ok(Value::None)
}
