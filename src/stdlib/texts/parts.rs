//! What modules written in Rust have written in Co, and when it is run they say: module, part, text.

/// Module, part and text of each.
pub static PARTS: &[(&str, &str, &str)] = &[
    ("asyncio", "core", co!["../asyncio/core.co"]),
    ("asyncio", "cells", co!["../asyncio/cells.co"]),
    ("asyncio", "derived_queues", co!["../asyncio/derived_queues.co"]),
    ("asyncio", "loop", co!["../asyncio/loop.co"]),
    ("asyncio", "tasks", co!["../asyncio/tasks.co"]),
    ("asyncio", "rest", co!["../asyncio/rest.co"]),
    ("asyncio", "parts", co!["../asyncio/parts.co"]),
    ("asyncio", "protocols", co!["../asyncio/protocols.co"]),
    ("asyncio", "streams", co!["../asyncio/streams.co"]),
    ("bisect", "", co!["bisect.co"]),
    ("copyreg", "", co!["copyreg/copyreg.co"]),
    ("shell", "", co!["../shell/shell.co"]),
    ("threading", "", co!["thread/threading.co"]),
    ("types", "", co!["types.co"]),
    ("weakref", "", co!["weakref/weakref.co"]),
];
