//! `requests` and `aiohttp` against a server on loopback, which is written here: no network, no Python.
//!
//! In: programs of `tests/web`, which take the server's address; their `.out` is what CPython prints with the real
//! packages against the same answers. Out: what `co` prints of them.

use crate::process::{End, LIMIT, co, run, text};
use serde_json::json;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::time::Duration;

/// What was asked.
#[derive(Default)]
struct Asked {
    method: String,
    path: String,
    headers: Vec<(String, String)>,
    body: String,
}

impl Asked {
    fn read(stream: &TcpStream) -> Option<Asked> {
        let mut lines = BufReader::new(stream);
        let mut line = String::new();
        lines.read_line(&mut line).ok().filter(|count| *count > 0)?;
        let mut words = line.split(' ');
        let (method, path) = (words.next()?.to_string(), words.next()?.to_string());
        let mut asked = Asked { method, path, ..Asked::default() };
        loop {
            let mut line = String::new();
            lines.read_line(&mut line).ok()?;
            let Some((name, value)) = line.split_once(':') else { break };
            asked.headers.push((name.to_ascii_lowercase(), value.trim().to_string()));
        }
        let length = asked.header("content-length").and_then(|n| n.parse().ok()).unwrap_or(0);
        let mut body = vec![0; length];
        lines.read_exact(&mut body).ok()?;
        asked.body = String::from_utf8_lossy(&body).into_owned();
        Some(asked)
    }

    fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(own, _)| own == name).map(|(_, value)| &**value)
    }
}

/// "packed for the way", by gzip.
const PACKED: &[u8] = &[
    31, 139, 8, 0, 0, 0, 0, 0, 2, 255, 43, 72, 76, 206, 78, 77, 81, 72, 203, 47, 82, 40, 201, 72, 85, 40, 79, 172, 4,
    0, 112, 222, 57, 190, 18, 0, 0, 0,
];

/// A server on loopback; its address.
fn serve() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port on loopback");
    let address = listener.local_addr().expect("an address");
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            std::thread::spawn(move || answer(stream));
        }
    });
    format!("http://{address}")
}

fn answer(mut stream: TcpStream) {
    let Some(asked) = Asked::read(&stream) else { return };
    // A proxy is asked for whole addresses.
    let path = asked.path.split_once("://").map_or(asked.path.clone(), |(_, rest)| {
        rest.split_once('/').map_or("/".to_string(), |(_, path)| format!("/{path}"))
    });
    let plain = "text/plain";
    let (status, kind, more, body): (&str, &str, &str, Vec<u8>) = match path.split('?').next().unwrap_or("") {
        "/echo" => {
            let said = json!({
                "method": asked.method, "path": asked.path, "body": asked.body, "type": asked.header("content-type"),
                "x": asked.header("x-test"), "auth": asked.header("authorization"), "cookie": asked.header("cookie"),
            });
            ("200 OK", "application/json", "", said.to_string().into_bytes())
        }
        "/text" => ("200 OK", "text/plain; charset=utf-8", "", "héllo 你好".into()),
        "/latin" => ("200 OK", "text/html", "", b"caf\xe9".to_vec()),
        "/redirect" => ("302 Found", plain, "Location: /text\r\n", Vec::new()),
        "/loop" => ("302 Found", plain, "Location: /loop\r\n", Vec::new()),
        "/404" => ("404 Not Found", plain, "", "nope".into()),
        "/500" => ("500 Internal Server Error", plain, "", "oops".into()),
        "/slow" => {
            std::thread::sleep(Duration::from_secs(30));
            return;
        }
        "/cookie" => ("200 OK", plain, "Set-Cookie: a=b; Path=/\r\n", "c".into()),
        "/gzip" => ("200 OK", plain, "Content-Encoding: gzip\r\n", PACKED.to_vec()),
        "/lines" => ("200 OK", plain, "", "one\ntwo\nthree\n".into()),
        "/bad" => ("200 OK", "application/json", "", "{not json".into()),
        "/close" => return,
        _ => ("200 OK", plain, "", "ok".into()),
    };
    let length = body.len();
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n{more}Connection: close\r\n\r\n"
    );
    let body = if asked.method == "HEAD" { Vec::new() } else { body };
    // A client that has gone away has what it wants.
    let _ = stream.write_all(&[head.as_bytes(), &body].concat());
}

fn prints_what_cpython_prints(program: &str) {
    let address = serve();
    let mut command = co(&[&format!("tests/web/{program}.py"), &address]);
    for name in ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"] {
        command.env_remove(name);
    }
    let ran = run(command, b"", LIMIT);
    let wanted = text(&format!("tests/web/{program}.out")).unwrap_or_default();
    assert_eq!((ran.stdout.as_str(), ran.end), (wanted.as_str(), End::Status(0)), "{}", ran.stderr);
}

#[test]
fn bodies_go_and_come_in_parts() {
    prints_what_cpython_prints("of_requests_parts");
    prints_what_cpython_prints("of_aiohttp_parts");
}

#[test]
fn requests_gives_and_raises_what_it_should() {
    prints_what_cpython_prints("of_requests");
}

#[test]
fn aiohttp_gives_and_raises_what_it_should() {
    prints_what_cpython_prints("of_aiohttp");
}

#[test]
fn proxies_are_heeded() {
    let code = "
import asyncio, aiohttp, requests
print(requests.get('http://far.invalid/echo?q=1').json()['path'])
async def main():
    async with aiohttp.ClientSession() as session:
        async with session.get('http://far.invalid/text') as response:
            print(response.status, await response.text())
asyncio.run(main())
";
    let mut command = co(&["-c", code]);
    command.env("HTTP_PROXY", serve()).env("http_proxy", serve()).env("NO_PROXY", "").env("no_proxy", "");
    let ran = run(command, b"", LIMIT);
    assert_eq!(ran.stdout, "http://far.invalid/echo?q=1\n200 héllo 你好\n", "{}", ran.stderr);
}
