//! Iterators over choices: `product`, `permutations`, `combinations`, `combinations_with_replacement`. They take what they
//! choose from at once, and then count places.

use super::endless::number;
use super::{STATEFUL, STEPS, Step, Steps, empty, make_new};
use crate::builtins::iterator::is_for_other;
use crate::machine::Machine;
use crate::native;
use crate::native::NativeType;
use crate::object::dict::Dict;
use crate::object::heap::{Gc, Own, Payload};
use crate::object::int::{AnyInt, as_int};
use crate::object::list::Tuple;
use crate::object::{Exc, Outcome, Value, type_error, value_error};

/// `itertools.product`
pub static PRODUCT: NativeType = NativeType {
    name: "product",
    module: "itertools",
    layout: <Steps>::layout,
    help: "Cartesian product of input iterables. Equivalent to nested for-loops.",
    new: Some(native!("__new__(cls, *iterables, **kwargs)", new_product, "")),
    methods: STATEFUL,
    specials: STEPS,
    ..NativeType::BASE
};

/// `itertools.permutations`
pub static PERMUTATIONS: NativeType = NativeType {
    name: "permutations",
    module: "itertools",
    layout: <Steps>::layout,
    help: "Return successive r-length permutations of elements in the iterable.",
    new: Some(native!("__new__(cls, iterable, r=None)", new_permutations, "")),
    methods: STATEFUL,
    specials: STEPS,
    ..NativeType::BASE
};

/// `itertools.combinations`
pub static COMBINATIONS: NativeType = NativeType {
    name: "combinations",
    module: "itertools",
    layout: <Steps>::layout,
    help: "Return successive r-length combinations of elements in the iterable.",
    new: Some(native!("__new__(cls, iterable, r)", new_combinations, "")),
    methods: STATEFUL,
    specials: STEPS,
    ..NativeType::BASE
};

/// `itertools.combinations_with_replacement`
pub static WITH_REPLACEMENT: NativeType = NativeType {
    name: "combinations_with_replacement",
    module: "itertools",
    layout: <Steps>::layout,
    help: "Return successive r-length combinations of elements in the iterable allowing individual elements to have successive repeats.",
    new: Some(native!("__new__(cls, iterable, r)", new_with_replacement, "")),
    methods: STATEFUL,
    specials: STEPS,
    ..NativeType::BASE
};

/// Places in pools, and how far one is.
struct Places {
    /// Where the row stands; counted up before each row but the first.
    at: Own<Vec<usize>>,
    progress: std::cell::Cell<Progress>,
}

#[derive(Clone, Copy, PartialEq)]
enum Progress {
    /// Nothing has been given yet.
    New,
    /// The row at the places has been given.
    Under,
    /// There are no more rows.
    Over,
}

impl Places {
    fn new(at: Vec<usize>, empty: bool) -> Places {
        let progress = if empty { Progress::Over } else { Progress::New };
        Places { at: Own::new(at), progress: std::cell::Cell::new(progress) }
    }

    /// Goes on to the next row: `step` moves the places, or says that there is no next.
    fn go_on(&self, step: impl FnOnce(&mut Vec<usize>) -> bool) -> bool {
        match self.progress.get() {
            Progress::Over => return false,
            Progress::New => self.progress.set(Progress::Under),
            Progress::Under => {
                if !self.at.with(step) {
                    self.progress.set(Progress::Over);
                    return false;
                }
            }
        }
        true
    }

    fn row(&self, pool: &Tuple) -> Value {
        let pool = pool.as_slice();
        self.at.with(|at| {
            let row = at.iter().map(|i| pool.get(*i).cloned().unwrap_or(Value::None));
            Tuple::of_values(row, at.len()).into_value()
        })
    }

    /// The state of one that is under way.
    fn state(&self) -> Option<Value> {
        (self.progress.get() == Progress::Under).then(|| tuple_of(&self.at.get()))
    }

    fn is_over(&self) -> bool {
        self.progress.get() == Progress::Over
    }

    /// Takes places from a state, each no greater than its limit.
    fn restore(&self, state: &Value, limit: impl Fn(usize) -> usize) -> Outcome<()> {
        let Some(given) = state.get::<Tuple>().filter(|t| t.len() == self.at.with(|at| at.len())) else {
            return value_error("invalid arguments");
        };
        let places = given.as_slice().iter().enumerate().map(|(i, v)| number(v).min(limit(i))).collect();
        self.at.set(places);
        if !self.is_over() {
            self.progress.set(Progress::Under);
        }
        Ok(())
    }
}

fn tuple_of(places: &[usize]) -> Value {
    Tuple::create(places.iter().map(|i| Value::from(*i)).collect()).into_value()
}

/// How many values a row has: the argument `r`.
fn row_size(m: &mut Machine, value: &Value) -> Outcome<usize> {
    let size = m.size(value)?;
    match usize::try_from(size) {
        Ok(size) => Ok(size),
        Err(_) => value_error("r must be non-negative"),
    }
}

/// A row of so many values cannot be made.
fn too_long<T>() -> Outcome<T> {
    Err(Exc::MemoryError.raise(""))
}

const MOST: usize = 1 << 32;

/// Every way to take one value from each pool.
pub struct Product {
    pools: Box<[Gc<Tuple>]>,
    places: Places,
}

impl Step for Product {
    fn next(&self, _: &mut Machine) -> Outcome<Option<Value>> {
        let counted = |at: &mut Vec<usize>| {
            for (place, pool) in at.iter_mut().zip(&self.pools).rev() {
                *place += 1;
                if *place < pool.len() {
                    return true;
                }
                *place = 0;
            }
            false
        };
        if !self.places.go_on(counted) {
            return Ok(None);
        }
        Ok(Some(self.places.at.with(|at| {
            let row =
                at.iter().zip(&self.pools).map(|(i, pool)| pool.as_slice().get(*i).cloned().unwrap_or(Value::None));
            Tuple::of_values(row, self.pools.len()).into_value()
        })))
    }

    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        self.pools.iter().for_each(|pool| visit(&pool.value()));
    }

    fn parts(&self, _: &mut Machine) -> Outcome<(Vec<Value>, Option<Value>)> {
        if self.places.is_over() {
            return Ok((vec![empty()], None));
        }
        Ok((self.pools.iter().map(|pool| pool.value()).collect(), self.places.state()))
    }

    fn restore(&self, _: &mut Machine, state: &Value) -> Outcome<()> {
        self.places.restore(state, |i| self.pools.get(i).map_or(0, |pool| pool.len().saturating_sub(1)))
    }
}

fn new_product(m: &mut Machine, a: &[Value]) -> Outcome {
    let mut repeat = 1;
    if let Some(named) = a[2].get::<Dict>() {
        for (name, value) in named.items() {
            let name = m.str(&name)?;
            if name.as_str() == "repeat" {
                repeat = m.size(&value)?;
            } else if !is_for_other(a) {
                return type_error(format!("product() got an unexpected keyword argument '{}'", name.as_str()));
            }
        }
    }
    let Ok(repeat) = usize::try_from(repeat) else { return value_error("repeat argument cannot be negative") };
    let given = a[1].get::<Tuple>().map_or(&[][..], Tuple::as_slice);
    if given.len().checked_mul(repeat).is_none_or(|n| n > i64::MAX as usize / 8) {
        return Err(Exc::OverflowError.raise("repeat argument too large"));
    }
    if given.len() * repeat > MOST {
        return too_long();
    }
    let mut pools = Vec::with_capacity(given.len() * repeat);
    for iterable in given {
        let items = m.collect(iterable)?;
        pools.push(Tuple::create(items));
    }
    let pools: Vec<_> = (0..repeat).flat_map(|_| pools.iter().cloned()).collect();
    let places = Places::new(vec![0; pools.len()], pools.iter().any(|pool| pool.is_empty()));
    make_new(a, Product { pools: pools.into(), places })
}

/// Every order of so many values of a pool.
pub struct Permutations {
    pool: Gc<Tuple>,
    size: usize,
    places: Places,
}

/// The next `size` of `len` places in lexical order, in place: what stands behind the row is kept sorted.
fn permuted(at: &mut [usize], len: usize) -> bool {
    let size = at.len();
    let mut used = vec![false; len];
    at.iter().for_each(|i| used[*i] = true);
    for place in (0..size).rev() {
        let old = at[place];
        used[old] = false;
        if let Some(greater) = (old + 1..len).find(|i| !used[*i]) {
            used[greater] = true;
            at[place] = greater;
            let mut free = (0..len).filter(|i| !used[*i]);
            at[place + 1..].iter_mut().zip(&mut free).for_each(|(to, i)| *to = i);
            return true;
        }
    }
    false
}

impl Step for Permutations {
    fn next(&self, _: &mut Machine) -> Outcome<Option<Value>> {
        let len = self.pool.len();
        Ok(self.places.go_on(|at| permuted(at, len)).then(|| self.places.row(&self.pool)))
    }

    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.pool.value());
    }

    fn parts(&self, _: &mut Machine) -> Outcome<(Vec<Value>, Option<Value>)> {
        if self.places.is_over() {
            return Ok((vec![empty(), Value::from(self.size)], None));
        }
        let state = self.places.state().map(|_| self.cycles());
        Ok((vec![self.pool.value(), Value::from(self.size)], state))
    }

    fn restore(&self, _: &mut Machine, state: &Value) -> Outcome<()> {
        let Some([order, _]) = state.get::<Tuple>().map(Tuple::as_slice) else {
            return value_error("invalid arguments");
        };
        let Some(order) = order.get::<Tuple>().filter(|o| o.len() == self.pool.len()) else {
            return value_error("invalid arguments");
        };
        let most = self.pool.len().saturating_sub(1);
        let row = Tuple::create(order.as_slice().iter().take(self.size).cloned().collect());
        self.places.restore(&row.into_value(), |_| most)
    }
}

impl Permutations {
    /// The order of all places and, for each of the row, how many choices are left to it.
    fn cycles(&self) -> Value {
        let mut order = self.places.at.get();
        let left: Vec<usize> = (0..self.pool.len()).filter(|i| !order.contains(i)).collect();
        let cycles: Vec<usize> = (0..order.len())
            .map(|place| {
                let smaller = order[..place].iter().filter(|i| **i < order[place]).count();
                self.pool.len() - place - (order[place] - smaller)
            })
            .collect();
        // Behind the row stand the other places.
        order.extend(left);
        Tuple::of([tuple_of(&order), tuple_of(&cycles)]).into_value()
    }
}

fn new_permutations(m: &mut Machine, a: &[Value]) -> Outcome {
    let pool = Tuple::create(m.collect(&a[1])?);
    let size = match as_int(&a[2]) {
        _ if a[2].is_none() => pool.len(),
        None => return type_error("Expected int as r"),
        Some(AnyInt::Small(i)) if i < 0 => return value_error("r must be non-negative"),
        Some(AnyInt::Small(i)) => i as usize,
        Some(_) => return Err(Exc::OverflowError.raise("Python int too large to convert to C ssize_t")),
    };
    let none = size > pool.len();
    let places = Places::new(if none { Vec::new() } else { (0..size).collect() }, none);
    make_new(a, Permutations { pool, size, places })
}

/// Every choice of so many values of a pool, each at most once.
pub struct Combinations {
    pool: Gc<Tuple>,
    size: usize,
    places: Places,
}

impl Step for Combinations {
    fn next(&self, _: &mut Machine) -> Outcome<Option<Value>> {
        let spare = self.pool.len().saturating_sub(self.size);
        let counted = |at: &mut Vec<usize>| {
            let Some(last) = (0..at.len()).rev().find(|i| at[*i] != i + spare) else { return false };
            let first = at[last] + 1;
            at[last..].iter_mut().enumerate().for_each(|(i, place)| *place = first + i);
            true
        };
        Ok(self.places.go_on(counted).then(|| self.places.row(&self.pool)))
    }

    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.pool.value());
    }

    fn parts(&self, _: &mut Machine) -> Outcome<(Vec<Value>, Option<Value>)> {
        let pool = if self.places.is_over() { empty() } else { self.pool.value() };
        Ok((vec![pool, Value::from(self.size)], self.places.state()))
    }

    fn restore(&self, _: &mut Machine, state: &Value) -> Outcome<()> {
        let spare = self.pool.len().saturating_sub(self.size);
        self.places.restore(state, |i| i + spare)
    }
}

fn new_combinations(m: &mut Machine, a: &[Value]) -> Outcome {
    let size = m.size(&a[2])?;
    let pool = Tuple::create(m.collect(&a[1])?);
    let size = row_size(m, &Value::Int(size))?;
    let none = size > pool.len();
    let places = Places::new(if none { Vec::new() } else { (0..size).collect() }, none);
    make_new(a, Combinations { pool, size, places })
}

/// Every choice of so many values of a pool, each as often as one likes.
pub struct WithReplacement {
    pool: Gc<Tuple>,
    size: usize,
    places: Places,
}

impl Step for WithReplacement {
    fn next(&self, _: &mut Machine) -> Outcome<Option<Value>> {
        let most = self.pool.len().saturating_sub(1);
        let counted = |at: &mut Vec<usize>| {
            let Some(last) = at.iter().rposition(|place| *place < most) else { return false };
            let place = at[last] + 1;
            at[last..].fill(place);
            true
        };
        Ok(self.places.go_on(counted).then(|| self.places.row(&self.pool)))
    }

    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.pool.value());
    }

    fn parts(&self, _: &mut Machine) -> Outcome<(Vec<Value>, Option<Value>)> {
        let pool = if self.places.is_over() { empty() } else { self.pool.value() };
        Ok((vec![pool, Value::from(self.size)], self.places.state()))
    }

    fn restore(&self, _: &mut Machine, state: &Value) -> Outcome<()> {
        let most = self.pool.len().saturating_sub(1);
        self.places.restore(state, |_| most)
    }
}

fn new_with_replacement(m: &mut Machine, a: &[Value]) -> Outcome {
    let size = m.size(&a[2])?;
    let pool = Tuple::create(m.collect(&a[1])?);
    let size = row_size(m, &Value::Int(size))?;
    if size > MOST {
        return too_long();
    }
    let none = size > 0 && pool.is_empty();
    make_new(a, WithReplacement { places: Places::new(vec![0; size], none), pool, size })
}
