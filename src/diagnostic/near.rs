//! What a misspelt or unknown name may have meant: names near it, and the modules where well-known names live.
//!
//! In: a name, and the names that can be read. Out: candidates. It knows nothing of scopes or values.

/// With so many names or more nothing is offered.
const MOST_NAMES: usize = 750;
/// Longer texts are near to nothing.
const LONGEST_NAME: usize = 40;
/// What a change costs; a change of case costs one.
const CHANGE: usize = 2;

/// The name most like `word`, if any is near enough: what "Did you mean" offers.
pub fn nearest<'a>(word: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let names: Vec<&str> = names.collect();
    if names.len() >= MOST_NAMES {
        return None;
    }
    let mut best: Option<(usize, &str)> = None;
    for name in names {
        if name == word {
            continue;
        }
        // No more than a third of the characters should need a change, and fewer than in what was found before.
        let limit = (name.len() + word.len() + 3) * CHANGE / 6;
        let limit = match best {
            Some((0, _)) => break,
            Some((found, _)) => limit.min(found - 1),
            None => limit,
        };
        let distance = distance(word.as_bytes(), name.as_bytes(), limit);
        if distance <= limit {
            best = Some((distance, name));
        }
    }
    best.map(|(_, n)| n)
}

/// The edit distance as CPython reckons it, as far as `limit`.
fn distance<'a>(mut a: &'a [u8], mut b: &'a [u8], limit: usize) -> usize {
    while let ([x, rest_a @ ..], [y, rest_b @ ..]) = (a, b)
        && x == y
    {
        (a, b) = (rest_a, rest_b);
    }
    while let ([rest_a @ .., x], [rest_b @ .., y]) = (a, b)
        && x == y
    {
        (a, b) = (rest_a, rest_b);
    }
    if a.is_empty() || b.is_empty() {
        return (a.len() + b.len()) * CHANGE;
    }
    if a.len() > LONGEST_NAME || b.len() > LONGEST_NAME {
        return limit + 1;
    }
    if b.len() < a.len() {
        (a, b) = (b, a);
    }
    if (b.len() - a.len()) * CHANGE > limit {
        return limit + 1;
    }
    let mut row: Vec<usize> = (1..=a.len()).map(|i| i * CHANGE).collect();
    let mut result = 0;
    for (i, y) in b.iter().enumerate() {
        let mut corner = i * CHANGE;
        result = corner;
        let mut least = usize::MAX;
        for (cell, x) in row.iter_mut().zip(a) {
            let substitute = corner + substitution(*x, *y);
            corner = *cell;
            result = (result.min(corner) + CHANGE).min(substitute);
            *cell = result;
            least = least.min(result);
        }
        if least > limit {
            return limit + 1;
        }
    }
    result
}

fn substitution(x: u8, y: u8) -> usize {
    if x == y {
        0
    } else if x.eq_ignore_ascii_case(&y) {
        1
    } else {
        CHANGE
    }
}

/// Whether two letters side by side have changed places: the commonest slip of all, which CPython does not forgive in
/// short names.
pub fn is_twisted(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let Some(at) = a.iter().zip(&b).position(|(x, y)| x != y) else { return false };
    a.len() == b.len() && a.len() > at + 1 && a[at] == b[at + 1] && a[at + 1] == b[at] && a[at + 2..] == b[at + 2..]
}

/// The names that are as near to `word` as the nearest, at most three, in their order.
pub fn nearest_all<'a>(word: &str, names: &[&'a str]) -> Vec<&'a str> {
    let twisted: Vec<&str> = names.iter().copied().filter(|name| is_twisted(word, name)).take(3).collect();
    if !twisted.is_empty() {
        return twisted;
    }
    let Some(best) = nearest(word, names.iter().copied()) else { return Vec::new() };
    let limit = distance(word.as_bytes(), best.as_bytes(), usize::MAX / 4);
    let mut found: Vec<&str> = Vec::new();
    for name in names {
        if *name != word && !found.contains(name) && distance(word.as_bytes(), name.as_bytes(), usize::MAX / 4) <= limit
        {
            found.push(name);
        }
    }
    found.truncate(3);
    found
}

/// Builtins that people mean when they misspell a name.
pub const COMMON: &[&str] = &[
    "False",
    "None",
    "True",
    "abs",
    "all",
    "any",
    "bool",
    "dict",
    "enumerate",
    "filter",
    "float",
    "input",
    "int",
    "isinstance",
    "iter",
    "len",
    "list",
    "map",
    "max",
    "min",
    "next",
    "open",
    "print",
    "range",
    "repr",
    "reversed",
    "round",
    "set",
    "sorted",
    "str",
    "sum",
    "super",
    "tuple",
    "type",
    "zip",
];

/// Modules and the names in them that programs use without having imported them. The first module that has a name counts.
const HOMES: &[(&str, &[&str])] = &[
    (
        "asyncio",
        &[
            "run",
            "gather",
            "create_task",
            "ensure_future",
            "wait_for",
            "as_completed",
            "get_event_loop",
            "new_event_loop",
            "get_running_loop",
            "to_thread",
            "TaskGroup",
            "run_until_complete",
            "CancelledError",
            "shield",
            "current_task",
            "all_tasks",
            "iscoroutine",
            "iscoroutinefunction",
            "timeout",
        ],
    ),
    ("abc", &["ABC", "ABCMeta", "abstractmethod"]),
    ("collections", &["defaultdict", "Counter", "namedtuple", "deque", "OrderedDict", "ChainMap"]),
    (
        "collections.abc",
        &["Awaitable", "Coroutine", "AsyncIterator", "AsyncIterable", "Iterator", "Iterable", "Callable"],
    ),
    ("concurrent.futures", &["ThreadPoolExecutor", "ProcessPoolExecutor"]),
    ("contextlib", &["contextmanager", "asynccontextmanager", "suppress", "closing", "ExitStack", "AsyncExitStack"]),
    ("dataclasses", &["dataclass", "field", "asdict"]),
    ("datetime", &["datetime", "timedelta"]),
    ("enum", &["Enum", "IntEnum", "auto"]),
    ("functools", &["partial", "wraps", "lru_cache", "reduce", "cached_property", "singledispatch", "total_ordering"]),
    ("greenlet", &["greenlet"]),
    ("heapq", &["heappush", "heappop", "heapify"]),
    (
        "itertools",
        &["chain", "count", "cycle", "islice", "product", "permutations", "combinations", "groupby", "zip_longest"],
    ),
    ("math", &["sqrt", "pi", "ceil", "floor", "sin", "cos", "log", "factorial", "gcd"]),
    ("pathlib", &["Path"]),
    ("queue", &["Queue", "PriorityQueue", "LifoQueue"]),
    ("random", &["randint", "choice", "shuffle", "sample", "uniform", "randrange"]),
    ("sys", &["argv", "stdin", "stdout", "stderr"]),
    ("threading", &["Thread", "Lock", "RLock", "Event", "Semaphore", "Timer", "current_thread"]),
    ("time", &["sleep", "perf_counter", "monotonic", "strftime"]),
    ("types", &["SimpleNamespace", "MappingProxyType"]),
    (
        "typing",
        &["List", "Dict", "Optional", "Any", "Union", "Tuple", "Set", "TypeVar", "Generic", "NamedTuple", "Protocol"],
    ),
    ("urllib.request", &["urlopen"]),
];

/// The module in which a well-known name lives.
pub fn home(name: &str) -> Option<&'static str> {
    HOMES.iter().find(|(_, names)| names.contains(&name)).map(|h| h.0)
}

/// What to do about a name of a library that was not imported: in words.
pub fn import_help(name: &str) -> Option<String> {
    const TODAY: &[(&str, &str)] = &[
        ("raw_input", "input"),
        ("unicode", "str"),
        ("long", "int"),
        ("xrange", "range"),
        ("basestring", "str"),
        ("unichr", "chr"),
    ];
    if let Some((_, new)) = TODAY.iter().find(|pair| pair.0 == name) {
        return Some(format!("this is Python 2: write `{new}`"));
    }
    const ELSEWHERE: &[(&str, &str)] = &[("null", "None"), ("nil", "None"), ("undefined", "None"), ("NULL", "None")];
    if let Some((_, own)) = ELSEWHERE.iter().find(|pair| pair.0 == name) {
        return Some(format!("in Python this is `{own}`"));
    }
    match (home(name)?, name) {
        (_, "run_until_complete") => {
            Some("write `loop.run_until_complete(...)`, after `loop = asyncio.get_event_loop()`".into())
        }
        (_, "sleep") => Some("write `await asyncio.sleep(...)`; outside of coroutines `time.sleep(...)`".into()),
        ("asyncio", name) => Some(format!("write `asyncio.{name}`, after `import asyncio`")),
        (module @ ("math" | "random" | "time"), name) => {
            Some(format!("add `from {module} import {name}`, or write `{module}.{name}` after `import {module}`"))
        }
        (module, name) => Some(format!("add `from {module} import {name}` at the top")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names() {
        assert_eq!(nearest("task", ["tasks", "main", "print"].into_iter()), Some("tasks"));
        assert_eq!(nearest_all("task", &["task1", "task2", "main", "tasks"]), ["task1", "task2", "tasks"]);
        assert!(nearest_all("completely_different", &["x"]).is_empty());
    }

    #[test]
    fn suggestions_are_as_strict_as_cpythons() {
        assert_eq!(nearest("b", ["a"].into_iter()), None);
        assert_eq!(nearest("siz", ["sys", "zip"].into_iter()), None);
        assert_eq!(nearest("lenght", ["length", "len"].into_iter()), Some("length"));
        assert_eq!(nearest("pRint", ["print"].into_iter()), Some("print"));
    }

    #[test]
    fn homes() {
        assert_eq!(home("ABCMeta"), Some("abc"));
        assert_eq!(import_help("run").as_deref(), Some("write `asyncio.run`, after `import asyncio`"));
        assert_eq!(home("nothing_known"), None);
    }
}
