//! What to do about a fault: one sentence for the faults people meet most.
//!
//! In: a diagnostic, and the tree where the function around matters. Out: the same with its help. The message stays CPython's; this is Co's own voice.

use crate::diagnostic::{Diagnostic, codes};
use crate::source::{Source, Span};
use crate::syntax::ast::{Expr, ExprKind, Module, StmtKind};
use crate::syntax::visit;

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

/// Where something waits outside `async def`, shows the function that is no coroutine: the `def`, or the lambda.
pub(super) fn name_functions(module: &Module, source: &Source, diagnostics: &mut [Diagnostic]) {
    for diagnostic in
        diagnostics.iter_mut().filter(|d| d.code.0 == codes::AWAIT && d.message.contains("async function"))
    {
        let span = diagnostic.span();
        let holds = |s: Span| s.start <= span.start && span.end <= s.end;
        let mut lambda: Option<Span> = None;
        let mut def: Option<(Span, Span, bool)> = None;
        let mut on_expr = |e: &Expr| {
            if matches!(e.kind, ExprKind::Lambda { .. }) && holds(e.span) {
                lambda = Some(e.span);
            }
        };
        visit::walk(&module.body, &mut on_expr, &mut |s| match &s.kind {
            // Inner ones come later.
            StmtKind::FunctionDef(f) if holds(s.span) => def = Some((s.span, f.name.span, f.is_async)),
            _ => {}
        });
        let taken = std::mem::replace(diagnostic, Diagnostic::error(codes::AWAIT, "", span));
        *diagnostic = match (lambda, def) {
            (Some(lambda), _) if def.is_none_or(|d| d.0.start <= lambda.start) => {
                let word = Span::new(lambda.start, lambda.start + 6);
                Diagnostic { help: None, ..taken }
                    .label(word, "a lambda is a plain function")
                    .help("a lambda cannot be async: write an `async def`")
            }
            (_, Some((_, name, false))) => {
                let text = format!("`{}` is a plain `def`", source.slice(name));
                taken.here("it can only wait in an `async def`").label(name, text)
            }
            _ => taken,
        };
    }
}
