//! What `requests` and `aiohttp` are built on: a request, waited for by a thread or by a future.
//!
//! In: method, address, headers, body. Out: status, words, headers, body, address, seconds; or the sort of trouble and a
//! text. While a request is under way, other fibers and tasks run.

use crate::host::http::{Answer, Request, Trouble, send};
use crate::machine::Machine;
use crate::native;
use crate::native::NativeModule;
use crate::object::bytes::Bytes;
use crate::object::list::{List, Tuple};
use crate::object::str::Str;
use crate::object::{Outcome, Truth, Value, runtime_error};
use std::time::Duration;

/// `_http`
pub static MODULE: NativeModule = NativeModule {
    name: "_http",
    help: "Requests over HTTP.",
    functions: &[
        native!(
            "fetch(method, url, headers, body, timeout, redirects, verify, /)",
            fetch,
            "Send a request and wait for its answer; other threads run meanwhile."
        ),
        native!(
            "start(future, method, url, headers, body, timeout, redirects, verify, /)",
            start,
            "Send a request; the future gets its answer."
        ),
    ],
    types: &[],
    fill: None,
};

fn text(value: &Value) -> String {
    value.get::<Str>().map_or(String::new(), |t| t.as_str().to_string())
}

fn request(a: &[Value]) -> Request {
    let items: Vec<Value> = match (a[2].get::<List>(), a[2].get::<Tuple>()) {
        (Some(list), _) => list.to_vec(),
        (None, Some(tuple)) => tuple.as_slice().to_vec(),
        (None, None) => Vec::new(),
    };
    let pair = |item: &Value| match item.get::<Tuple>().map(Tuple::as_slice) {
        Some([name, value]) => Some((text(name), text(value))),
        _ => None,
    };
    let seconds = match &a[4] {
        Value::Int(n) => Some(*n as f64),
        Value::Float(f) => Some(f.get()),
        _ => None,
    };
    Request {
        method: text(&a[0]),
        url: text(&a[1]),
        headers: items.iter().filter_map(pair).collect(),
        body: a[3].get::<Bytes>().map(|b| b.data.to_vec()),
        timeout: seconds.filter(|s| *s > 0.0).and_then(|s| Duration::try_from_secs_f64(s).ok()),
        redirects: match a[5] {
            Value::Int(n) => usize::try_from(n).unwrap_or(0),
            _ => 0,
        },
        verify: !matches!(a[6], Value::Bool(Truth::False)),
    }
}

/// The answer as a tuple: `(status, reason, headers, body, url, seconds)`, or `(sort of trouble, text)`.
fn answered(answer: Result<Answer, (Trouble, String)>) -> Value {
    match answer {
        Ok(answer) => {
            let header =
                |(name, value): (String, String)| Tuple::of([Value::from(name), Value::from(value)]).into_value();
            let headers: Vec<Value> = answer.headers.into_iter().map(header).collect();
            Tuple::of([
                Value::Int(i64::from(answer.status)),
                Value::from(answer.reason),
                Value::from(headers),
                Bytes::create(answer.body).into_value(),
                Value::from(answer.url),
                Value::float(answer.seconds),
            ])
            .into_value()
        }
        Err((trouble, text)) => Tuple::of([Value::from(trouble.word()), Value::from(text)]).into_value(),
    }
}

fn fetch(m: &mut Machine, a: &[Value]) -> Outcome {
    let request = request(a);
    let _ = m.host.stdout.flush();
    let answer = m.wait_aside(move || send(&request))?;
    Ok(answered(answer))
}

fn start(m: &mut Machine, a: &[Value]) -> Outcome {
    let request = request(&a[1..]);
    let future = a[0].clone();
    let then = move |m: &mut Machine, answer: Result<Answer, (Trouble, String)>| {
        let done = m.call_method(&future, "done", &[])?;
        match m.truth(&done)? {
            true => Ok(()),
            false => m.call_method(&future, "set_result", &[answered(answer)]).map(drop),
        }
    };
    match m.do_outside(move || send(&request), then) {
        Ok(()) => Ok(Value::None),
        Err(fault) => runtime_error(format!("can't start new thread: {fault}")),
    }
}
