//! The parts of the library written in Co that are about programs themselves: their logs, tests, numbers and tools.

/// Name and text of each.
pub static EMBEDDED: &[(&str, &str)] = &[
    ("logging", include_str!("logging/__init__.co")),
    ("logging.config", include_str!("logging/config.co")),
    ("logging.handlers", include_str!("logging/handlers.co")),
    ("unittest.mock", include_str!("unittest/mock.co")),
];
