//! What to do about a fault: one sentence for the faults people meet most.
//!
//! In: a diagnostic. Out: the same with its help. The message stays CPython's; this is Co's own voice.

use crate::diagnostic::{Diagnostic, codes};

/// Adds what is known to mend the fault.
pub(super) fn with_help(diagnostic: Diagnostic) -> Diagnostic {
    let help = match diagnostic.code.0 {
        codes::AWAIT if diagnostic.message.ends_with("outside function") => {
            "put it into an `async def` and run that with `asyncio.run(...)`"
        }
        codes::AWAIT => "only `async def` functions can wait: write `async def` for the function around it",
        codes::ASYNC_COMPREHENSION => "only `async def` functions can use `async for` or `await` in a comprehension",
        codes::YIELD => "only a function can be a generator: put the `yield` into a `def`",
        codes::YIELD_FROM => "write `async for value in ...: yield value`, or `await` if one result is wanted",
        codes::YIELD_IN_COMPREHENSION => "write a `for` loop with `yield` in a function of its own",
        codes::RETURN => "only functions return; to end a program early, call `sys.exit()`",
        codes::RETURN_VALUE => "an async generator ends with a bare `return`; yield the value instead",
        codes::LOOP => "it belongs into a `for` or `while` loop of the same function",
        codes::GROUP_EXIT => "set a variable in the block and leave after the `try` statement",
        codes::BARE_EXCEPT => "move it behind the other handlers: it catches everything",
        codes::NO_BINDING => "assign the name in a function around this one, or write `global` for a name of the file",
        codes::NONLOCAL_AT_TOP => {
            "`nonlocal` is for functions inside functions; names at the top are the file's anyway"
        }
        codes::DECLARATION if diagnostic.message.contains("prior to") || diagnostic.message.contains("before") => {
            "move the statement to the beginning of the function"
        }
        codes::STAR_IMPORT => "import the names one by one, or move the import to the top of the file",
        codes::FUTURE_PLACE => "move it to the top, below the docstring",
        codes::IRREFUTABLE => "move this case to the end, or give it a condition with `if`",
        codes::ALTERNATIVES => "bind the same names in every alternative",
        codes::STARRED_TARGET => "write a comma behind it: `*name, = ...`",
        codes::WALRUS_IN_CLASS => "use a loop, or a function, instead of the comprehension",
        codes::ASSERT_TUPLE => "write the condition and the message without brackets: `assert condition, message`",
        _ => return diagnostic,
    };
    if diagnostic.help.is_some() { diagnostic } else { diagnostic.help(help) }
}
