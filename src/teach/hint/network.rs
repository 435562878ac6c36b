//! Hints on the network: nobody answered, or not in time.
//!
//! In: the scene. Out: a hint. What the other side is, the message says already.

use super::Hint;
use super::scene::Scene;
use crate::diagnostic::codes;

pub(super) fn find(scene: &mut Scene<'_>) -> Option<Hint> {
    let message = scene.message.clone();
    let has = |text: &str| message.contains(text);
    let hint = |scene: &Scene<'_>, label: &str| Hint::at(codes::UNCAUGHT, scene.span, label);
    match &*scene.class {
        "ReadTimeout" | "ConnectTimeout" | "ConnectionTimeoutError" | "ServerTimeoutError" => Some(
            hint(scene, "no answer came in time").help("allow more time with `timeout=`, or catch it and ask again"),
        ),
        "ConnectionError" | "ClientConnectorError" | "ClientConnectorDNSError" | "ProxyError"
            if has("Max retries") || has("Cannot connect") || has("Connection aborted") =>
        {
            let help = match has("resolve") || has("Name or service") || has("Temporary failure in name") {
                true => "no host has this name: look at its spelling, and whether there is a network",
                false => "look at the address and port, at the network and HTTPS_PROXY, and whether the server runs",
            };
            Some(hint(scene, "nobody answers there").help(help))
        }
        "ConnectionRefusedError" | "gaierror" => Some(
            hint(scene, "nobody answers there")
                .help("look at the address and port, at the network and HTTPS_PROXY, and whether the server runs"),
        ),
        "MissingSchema" | "InvalidUrlClientError" => {
            Some(hint(scene, "this is no whole address").help("begin it with `https://` or `http://`"))
        }
        _ => None,
    }
}
