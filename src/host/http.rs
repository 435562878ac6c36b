//! HTTP: one request on a helper thread, over reqwest (tokio's current-thread runtime and rustls), started when first needed.
//!
//! In: a request as plain data. Out: the answer, or what went wrong. HTTPS_PROXY and its kin are honoured; certificates
//! named by REQUESTS_CA_BUNDLE, CURL_CA_BUNDLE and SSL_CERT_FILE are trusted besides the usual ones. Nothing here knows values.

use std::time::Duration;

/// A request.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// `GET`, `POST`, ...
    pub method: String,
    /// Where.
    pub url: String,
    /// Names and values.
    pub headers: Vec<(String, String)>,
    /// What is sent.
    pub body: Option<Vec<u8>>,
    /// How long it may take.
    pub timeout: Option<Duration>,
    /// How many redirections are followed.
    pub redirects: usize,
    /// Whether certificates are checked.
    pub verify: bool,
}

/// An answer.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// The status: 200, 404, ...
    pub status: u16,
    /// Its words.
    pub reason: String,
    /// Names and values, as they came.
    pub headers: Vec<(String, String)>,
    /// What came.
    pub body: Vec<u8>,
    /// Where it came from, after redirections.
    pub url: String,
    /// How long it took.
    pub seconds: f64,
}

/// What went wrong.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Trouble {
    /// The address makes no sense.
    Address,
    /// Nobody answers.
    Connection,
    /// It takes too long.
    Time,
    /// Nobody answers for too long.
    ConnectTime,
    /// Too many redirections.
    Redirects,
    /// Anything else.
    Other,
}

impl Trouble {
    /// The word by which the library tells them apart.
    pub fn word(self) -> &'static str {
        match self {
            Trouble::Address => "url",
            Trouble::Connection => "connection",
            Trouble::Time => "timeout",
            Trouble::ConnectTime => "connect timeout",
            Trouble::Redirects => "redirects",
            Trouble::Other => "other",
        }
    }
}

/// Sends a request and waits for the whole answer. Never on the machine's thread while fibers wait.
#[cfg(feature = "net")]
pub fn send(request: &Request) -> Result<Answer, (Trouble, String)> {
    use reqwest::redirect::Policy;
    let start = std::time::Instant::now();
    let mut client = reqwest::blocking::Client::builder()
        .danger_accept_invalid_certs(!request.verify)
        .redirect(if request.redirects == 0 { Policy::none() } else { Policy::limited(request.redirects) })
        // Names of headers as people write them, and as Python's clients send them.
        .http1_title_case_headers()
        .timeout(request.timeout);
    for certificate in certificates() {
        client = client.add_root_certificate(certificate);
    }
    let method = reqwest::Method::from_bytes(request.method.as_bytes())
        .map_err(|_| (Trouble::Other, format!("Invalid method {:?}", request.method)))?;
    let client = client.build().map_err(trouble)?;
    let mut builder = client.request(method, &request.url);
    for (name, value) in &request.headers {
        builder = builder.header(name, value);
    }
    if let Some(body) = &request.body {
        builder = builder.body(body.clone());
    }
    let answer = builder.send().map_err(trouble)?;
    let status = answer.status();
    let headers = answer
        .headers()
        .iter()
        .map(|(name, value)| (name.as_str().to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned()))
        .collect();
    let url = answer.url().to_string();
    let body = answer.bytes().map_err(trouble)?.to_vec();
    let reason = status.canonical_reason().unwrap_or("").to_string();
    Ok(Answer { status: status.as_u16(), reason, headers, body, url, seconds: start.elapsed().as_secs_f64() })
}

#[cfg(feature = "net")]
fn certificates() -> Vec<reqwest::Certificate> {
    let mut found = Vec::new();
    for name in ["REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE"] {
        let Some(path) = std::env::var_os(name).filter(|path| !path.is_empty()) else { continue };
        let bundle = std::fs::read(path).ok().and_then(|bytes| reqwest::Certificate::from_pem_bundle(&bytes).ok());
        found.extend(bundle.into_iter().flatten());
    }
    found
}

#[cfg(feature = "net")]
fn trouble(fault: reqwest::Error) -> (Trouble, String) {
    let kind = match () {
        () if fault.is_builder() => Trouble::Address,
        () if fault.is_timeout() && fault.is_connect() => Trouble::ConnectTime,
        () if fault.is_timeout() => Trouble::Time,
        () if fault.is_redirect() => Trouble::Redirects,
        () if fault.is_connect() || fault.is_request() || fault.is_body() => Trouble::Connection,
        () => Trouble::Other,
    };
    // The innermost cause says what happened.
    let mut cause: &dyn std::error::Error = &fault;
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    (kind, cause.to_string())
}

/// Without the feature `net`, nobody answers.
#[cfg(not(feature = "net"))]
pub fn send(_: &Request) -> Result<Answer, (Trouble, String)> {
    Err((Trouble::Connection, "this co was built without the feature `net`".to_string()))
}
