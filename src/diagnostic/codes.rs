//! The codes of everything that can be said about a program, with a line on each.
//!
//! In: nothing. Out: names for the stages to use, and [`TABLE`] for the pages that explain them. A code, once given,
//! keeps its meaning.

/// A character that belongs to no token.
pub const CHARACTER: &str = "E0101";
/// An invisible character that belongs to no token.
pub const NON_PRINTABLE: &str = "E0102";
/// A string without its closing quote.
pub const STRING: &str = "E0103";
/// A triple-quoted string without its closing quotes.
pub const TRIPLE_STRING: &str = "E0104";
/// An f-string without its closing quote.
pub const F_STRING: &str = "E0105";
/// A number that breaks off or runs into letters.
pub const NUMBER: &str = "E0106";
/// A decimal number that starts with zero.
pub const LEADING_ZERO: &str = "E0107";
/// An int with more digits than CPython converts.
pub const DIGITS: &str = "E0108";
/// Something after a backslash that should end the line.
pub const CONTINUATION: &str = "E0109";
/// A backslash at the end of the file.
pub const END_OF_FILE: &str = "E0110";
/// An opening bracket without its closing one.
pub const NEVER_CLOSED: &str = "E0111";
/// A closing bracket without its opening one.
pub const UNMATCHED: &str = "E0112";
/// A closing bracket of the wrong kind.
pub const MISMATCH: &str = "E0113";
/// Brackets, f-strings or fields nested too deep.
pub const TOO_DEEP: &str = "E0114";
/// An f-string field without its closing brace.
pub const FIELD: &str = "E0115";
/// A lone closing brace in an f-string.
pub const SINGLE_BRACE: &str = "E0116";
/// An indentation that matches no outer block.
pub const UNINDENT: &str = "E0117";
/// Tabs and spaces that cannot be compared.
pub const TABS: &str = "E0118";
/// More than 100 levels of indentation.
pub const INDENT_LEVELS: &str = "E0119";
/// An escape sequence that gives no character.
pub const ESCAPE: &str = "E0120";
/// A bytes literal with a character outside ASCII.
pub const BYTES: &str = "E0121";
/// A file that cannot be decoded.
pub const DECODE: &str = "E0122";
/// A null byte in the source.
pub const NULL: &str = "E0123";
/// A typographic character read as its ASCII twin.
pub const TWIN: &str = "W0101";
/// A typographic or invisible space read as an ordinary one.
pub const SPACE: &str = "W0102";
/// A curly quotation mark read as a straight one.
pub const QUOTE: &str = "W0103";
/// A backslash that escapes nothing.
pub const INVALID_ESCAPE: &str = "W0104";
/// A number that runs into a keyword.
pub const NUMBER_KEYWORD: &str = "W0105";

/// Something that fits no rule of the grammar.
pub const SYNTAX: &str = "E0201";
/// An indent that no header asks for.
pub const INDENT: &str = "E0202";
/// A colon or a bracket that is missing.
pub const EXPECTED: &str = "E0203";
/// An expression nested too deep.
pub const TOO_HIGH: &str = "E0204";
/// A header without its indented block.
pub const BLOCK: &str = "E0205";
/// A `try` statement whose clauses do not fit together.
pub const TRY: &str = "E0206";
/// A conditional expression without `else`.
pub const ELSE: &str = "E0207";
/// `print` or `exec` as a statement, as in Python 2.
pub const PRINT: &str = "E0208";
/// Two expressions with nothing between them.
pub const COMMA: &str = "E0209";
/// A star or a `not` where it cannot stand.
pub const STAR: &str = "E0210";
/// Text and bytes joined.
pub const MIXED: &str = "E0211";
/// A field of an f-string that cannot be read.
pub const FIELD_VALUE: &str = "E0212";
/// Something that cannot be assigned to or deleted.
pub const TARGET: &str = "E0213";
/// Parameters that do not fit together.
pub const PARAMETERS: &str = "E0214";
/// An import that names nothing or ends in a comma.
pub const IMPORT: &str = "E0215";
/// A pattern that cannot match.
pub const PATTERN: &str = "E0216";
/// Arguments out of order.
pub const ARGUMENTS: &str = "E0217";
/// An element of a comprehension that needs brackets.
pub const COMPREHENSION: &str = "E0218";
/// A key without its value, or a value that is none.
pub const PAIR: &str = "E0219";
/// A keyword read as a name, as older Pythons did.
pub const KEYWORD_NAME: &str = "W0201";
/// A parameter named twice.
pub const DUPLICATE_PARAMETER: &str = "E0301";
/// A `global` or `nonlocal` statement that comes too late or contradicts another.
pub const DECLARATION: &str = "E0302";
/// A star import inside a function or class.
pub const STAR_IMPORT: &str = "E0303";
/// A type parameter named twice.
pub const TYPE_PARAMETER: &str = "E0304";
/// A type parameter without a default behind one with a default.
pub const TYPE_PARAMETER_DEFAULT: &str = "E0305";
/// A `yield` inside a comprehension.
pub const YIELD_IN_COMPREHENSION: &str = "E0306";
/// A `nonlocal` outside functions.
pub const NONLOCAL_AT_TOP: &str = "E0307";
/// A `nonlocal` for a type parameter.
pub const NONLOCAL_TYPE_PARAMETER: &str = "E0308";
/// A `nonlocal` for a name that no function around binds.
pub const NO_BINDING: &str = "E0309";
/// An assignment to `__debug__`.
pub const DEBUG: &str = "E0310";
/// A starred expression where one value is wanted.
pub const STARRED: &str = "E0311";
/// A starred target that stands alone.
pub const STARRED_TARGET: &str = "E0312";
/// Too many starred or other targets in one assignment.
pub const STARRED_TWICE: &str = "E0313";
/// A keyword argument given twice.
pub const KEYWORD_REPEATED: &str = "E0314";
/// A `:=` in a comprehension where no function could own the name.
pub const WALRUS_IN_CLASS: &str = "E0316";
/// A `:=` to the variable of a comprehension.
pub const WALRUS_VARIABLE: &str = "E0317";
/// A `:=` in what a comprehension iterates over.
pub const WALRUS_ITERABLE: &str = "E0318";
/// An inner loop of a comprehension that binds the target of a `:=`.
pub const WALRUS_TARGET: &str = "E0319";
/// `yield`, `await` or `:=` in an annotation.
pub const IN_ANNOTATION: &str = "E0320";
/// `await`, `async for` or `async with` outside an async function.
pub const AWAIT: &str = "E0321";
/// `yield` outside a function.
pub const YIELD: &str = "E0322";
/// `yield from` inside an async function.
pub const YIELD_FROM: &str = "E0323";
/// `return` outside a function.
pub const RETURN: &str = "E0324";
/// `return` with a value in an async generator.
pub const RETURN_VALUE: &str = "E0325";
/// A jump out of an `except*` block.
pub const GROUP_EXIT: &str = "E0326";
/// `break` or `continue` outside a loop.
pub const LOOP: &str = "E0327";
/// A bare `except:` that is not the last handler.
pub const BARE_EXCEPT: &str = "E0328";
/// Too many blocks in each other.
pub const BLOCKS: &str = "E0329";
/// An async comprehension outside an async function.
pub const ASYNC_COMPREHENSION: &str = "E0330";
/// A future import that is not at the beginning.
pub const FUTURE_PLACE: &str = "E0331";
/// A future feature that does not exist.
pub const FUTURE: &str = "E0332";
/// A star pattern outside a sequence.
pub const STAR_PATTERN: &str = "E0340";
/// A pattern that always matches before others.
pub const IRREFUTABLE: &str = "E0341";
/// A name bound twice in a pattern.
pub const PATTERN_NAME: &str = "E0342";
/// Too many star patterns in a sequence.
pub const PATTERN_STARS: &str = "E0343";
/// A key given twice in a mapping pattern.
pub const PATTERN_KEY: &str = "E0344";
/// An attribute given twice in a class pattern.
pub const PATTERN_ATTRIBUTE: &str = "E0345";
/// Alternatives of a pattern that bind different names.
pub const ALTERNATIVES: &str = "E0346";
/// A function or file beyond the limits of the code format.
pub const TOO_LARGE: &str = "E0399";
/// A literal compared with `is`.
pub const IS_LITERAL: &str = "W0301";
/// A literal that is called.
pub const NOT_CALLABLE: &str = "W0302";
/// Something subscripted that never can be.
pub const NOT_SUBSCRIPTABLE: &str = "W0303";
/// A sequence literal with an index of the wrong type.
pub const INDEX: &str = "W0304";
/// An assert that cannot fail.
pub const ASSERT_TUPLE: &str = "W0305";
/// A `loop=` argument of something that has had none since Python 3.10.
pub const LOOP_ARGUMENT: &str = "W0501";
/// `asyncio.wait` of coroutines, which takes tasks since Python 3.11.
pub const BARE_COROUTINES: &str = "W0502";
/// A name of asyncio that later versions of Python have taken away.
pub const REMOVED: &str = "W0503";
/// `get_event_loop` where no loop is current.
pub const NO_CURRENT_LOOP: &str = "W0504";
/// A module that is used but never imported.
pub const FORGOTTEN: &str = "W0306";
/// A name that nothing binds.
pub const UNBOUND: &str = "E0401";
/// Printed output that was pasted below the code.
pub const RECORDED: &str = "W0307";

/// A coroutine that was never awaited.
pub const NEVER_AWAITED: &str = "N0501";
/// A task that failed while nobody waited for it.
pub const UNHEARD: &str = "N0502";
/// A step of a task that held the loop for long.
pub const HELD: &str = "N0503";
/// Tasks that wait for ever.
pub const DEADLOCK: &str = "E0501";
/// An exception that nobody caught.
pub const UNCAUGHT: &str = "E0601";
/// A name that is not known.
pub const NAME: &str = "E0611";
/// A local variable of another function.
pub const NAME_ELSEWHERE: &str = "E0612";
/// A name that gets its value later.
pub const NAME_LATER: &str = "E0613";
/// A method's own attribute without self.
pub const SELF: &str = "E0614";
/// A local variable read before it has a value.
pub const UNBOUND_LOCAL: &str = "E0615";
/// An attribute that is not there.
pub const ATTRIBUTE: &str = "E0616";
/// A module that is not found.
pub const MODULE: &str = "E0617";
/// A name that a module does not have.
pub const IMPORT_NAME: &str = "E0618";
/// A coroutine used as a value.
pub const AWAIT_FORGOTTEN: &str = "E0621";
/// Something that cannot be awaited.
pub const NOT_AWAITABLE: &str = "E0622";
/// A list where awaitables are wanted.
pub const GATHER_LIST: &str = "E0623";
/// Async for or async with, forgotten or too much.
pub const ASYNC_BLOCK: &str = "E0624";
/// Asyncio.run inside a running loop.
pub const NESTED_RUN: &str = "E0625";
/// A task made where no loop runs.
pub const NO_LOOP: &str = "E0626";
/// A coroutine awaited twice.
pub const REUSED: &str = "E0627";
/// A coroutine function that was not called.
pub const NOT_CALLED: &str = "E0628";
/// Something of another loop.
pub const OTHER_LOOP: &str = "E0629";
/// A generator used as a value.
pub const GENERATOR_VALUE: &str = "E0630";
/// An iterator that is used up.
pub const USED_UP: &str = "E0631";
/// StopIteration that leaves a generator.
pub const STOP_LEAK: &str = "E0632";
/// A loop that is closed.
pub const LOOP_CLOSED: &str = "E0633";
/// A task or future used as its result.
pub const TASK_VALUE: &str = "E0634";
/// A name that asyncio does not have.
pub const ASYNCIO_NAME: &str = "E0635";
/// A wait that took too long.
pub const TIMED_OUT: &str = "E0636";
/// A task that was cancelled.
pub const CANCELLED: &str = "E0637";
/// A result that is not there yet.
pub const NOT_READY: &str = "E0638";
/// None used as a value.
pub const NONE_VALUE: &str = "E0641";
/// An index past the end.
pub const INDEX_RANGE: &str = "E0642";
/// A key that is not there.
pub const KEY: &str = "E0643";
/// Arguments that do not fit.
pub const CALL_ARGUMENTS: &str = "E0644";
/// Numbers and texts mixed.
pub const MIXED_TYPES: &str = "E0645";
/// A row of another length.
pub const UNPACK: &str = "E0646";
/// A container changed while it is looped over.
pub const CHANGED: &str = "E0647";
/// A division by zero.
pub const ZERO: &str = "E0648";
/// A text that is no number.
pub const CONVERSION: &str = "E0649";
/// Something called that is no function.
pub const CALLED: &str = "E0650";
/// A function that was not called.
pub const BRACKETS: &str = "E0651";
/// Something changed that never changes.
pub const IMMUTABLE: &str = "E0652";
/// A key that can change.
pub const UNHASHABLE: &str = "E0653";
/// A recursion without end.
pub const RECURSION: &str = "E0654";
/// A file that is not there.
pub const FILE: &str = "E0655";
/// Bytes that are no such text.
pub const ENCODING: &str = "E0656";
/// An assertion that does not hold.
pub const ASSERTION: &str = "E0657";
/// An exception that came inside a group.
pub const IN_GROUP: &str = "E0658";
/// A coroutine call whose result is dropped.
pub const DROPPED: &str = "W0401";
/// A call that stops the loop in a coroutine.
pub const BLOCKS_LOOP: &str = "W0402";
/// A task that nobody keeps.
pub const TASK_DROPPED: &str = "W0403";
/// Code that is never reached.
pub const UNREACHABLE: &str = "W0404";
/// An await in a loop that could be a gather.
pub const ONE_BY_ONE: &str = "W0405";
/// A spelling of another year.
pub const ERA: &str = "W0406";
/// An import that is never used.
pub const UNUSED: &str = "W0407";
/// A default value that all calls share.
pub const MUTABLE_DEFAULT: &str = "W0408";
/// A local variable that nobody reads.
pub const UNUSED_VARIABLE: &str = "W0410";
/// A container changed by the loop that goes over it.
pub const CHANGES_ITSELF: &str = "W0411";
/// A sign behind an equals sign, where the two were meant the other way round.
pub const SIGN_BEHIND: &str = "W0412";
/// A task that was cancelled and goes on.
pub const WENT_ON: &str = "N0504";
/// A task that nobody kept, cut off by the end of the program.
pub const CUT_OFF: &str = "N0505";
/// A cancellation that is swallowed.
pub const SWALLOWED: &str = "W0409";

/// Every code with its title, in order.
pub const TABLE: &[(&str, &str)] = &[
    (CHARACTER, "a character that Python does not use"),
    (NON_PRINTABLE, "an invisible character in the source"),
    (STRING, "a string without its closing quote"),
    (TRIPLE_STRING, "a triple-quoted string without its closing quotes"),
    (F_STRING, "an f-string without its closing quote"),
    (NUMBER, "a number that breaks off or runs into letters"),
    (LEADING_ZERO, "a decimal number that starts with zero"),
    (DIGITS, "an int literal with too many digits"),
    (CONTINUATION, "something after a line continuation"),
    (END_OF_FILE, "the file ends in the middle of a statement"),
    (NEVER_CLOSED, "an opening bracket without its closing one"),
    (UNMATCHED, "a closing bracket without its opening one"),
    (MISMATCH, "a closing bracket of the wrong kind"),
    (TOO_DEEP, "nested too deep"),
    (FIELD, "an f-string field without its closing brace"),
    (SINGLE_BRACE, "a lone closing brace in an f-string"),
    (UNINDENT, "an indentation that matches no outer block"),
    (TABS, "tabs and spaces mixed in indentation"),
    (INDENT_LEVELS, "too many levels of indentation"),
    (ESCAPE, "an escape sequence that gives no character"),
    (BYTES, "a bytes literal with a character outside ASCII"),
    (DECODE, "a file that cannot be decoded"),
    (NULL, "a null byte in the source"),
    (SYNTAX, "something that fits no rule of the grammar"),
    (INDENT, "an indentation that no header asks for"),
    (EXPECTED, "a missing colon or bracket"),
    (TOO_HIGH, "an expression nested too deep"),
    (BLOCK, "a header without its indented block"),
    (TRY, "a try statement whose clauses do not fit together"),
    (ELSE, "a conditional expression without else"),
    (PRINT, "print or exec as a statement"),
    (COMMA, "two expressions with nothing between them"),
    (STAR, "a star or not where it cannot stand"),
    (MIXED, "text and bytes joined"),
    (FIELD_VALUE, "a field of an f-string that cannot be read"),
    (TARGET, "something that cannot be assigned to"),
    (PARAMETERS, "parameters that do not fit together"),
    (IMPORT, "an import that cannot be read"),
    (PATTERN, "a pattern that cannot be read"),
    (ARGUMENTS, "arguments out of order"),
    (COMPREHENSION, "a comprehension whose element needs brackets"),
    (PAIR, "a key without its value"),
    (DUPLICATE_PARAMETER, "a parameter named twice"),
    (DECLARATION, "a misplaced global or nonlocal statement"),
    (STAR_IMPORT, "a star import inside a function or class"),
    (TYPE_PARAMETER, "a type parameter named twice"),
    (TYPE_PARAMETER_DEFAULT, "a type parameter without a default behind one with a default"),
    (YIELD_IN_COMPREHENSION, "yield inside a comprehension"),
    (NONLOCAL_AT_TOP, "nonlocal outside functions"),
    (NONLOCAL_TYPE_PARAMETER, "nonlocal for a type parameter"),
    (NO_BINDING, "nonlocal for a name no function around binds"),
    (DEBUG, "an assignment to __debug__"),
    (STARRED, "a starred expression where one value is wanted"),
    (STARRED_TARGET, "a starred target that stands alone"),
    (STARRED_TWICE, "more than one starred target"),
    (KEYWORD_REPEATED, "a keyword argument given twice"),
    (WALRUS_IN_CLASS, "an assignment expression in a comprehension of a class body"),
    (WALRUS_VARIABLE, "an assignment expression to the variable of a comprehension"),
    (WALRUS_ITERABLE, "an assignment expression in the iterable of a comprehension"),
    (WALRUS_TARGET, "a comprehension's inner loop that binds an assignment expression's target"),
    (IN_ANNOTATION, "yield, await or := in an annotation"),
    (AWAIT, "await outside an async function"),
    (YIELD, "yield outside a function"),
    (YIELD_FROM, "yield from inside an async function"),
    (RETURN, "return outside a function"),
    (RETURN_VALUE, "return with a value in an async generator"),
    (GROUP_EXIT, "a jump out of an except* block"),
    (LOOP, "break or continue outside a loop"),
    (BARE_EXCEPT, "a bare except that is not the last handler"),
    (BLOCKS, "too many nested blocks"),
    (ASYNC_COMPREHENSION, "an async comprehension outside an async function"),
    (FUTURE_PLACE, "a future import that is not at the beginning"),
    (FUTURE, "an unknown future feature"),
    (STAR_PATTERN, "a star pattern outside a sequence"),
    (IRREFUTABLE, "patterns that can never be reached"),
    (PATTERN_NAME, "a name bound twice in a pattern"),
    (PATTERN_STARS, "more than one star in a sequence pattern"),
    (PATTERN_KEY, "a key given twice in a mapping pattern"),
    (PATTERN_ATTRIBUTE, "an attribute given twice in a class pattern"),
    (ALTERNATIVES, "alternatives that bind different names"),
    (TOO_LARGE, "a function too large to compile"),
    (UNBOUND, "a name that nothing binds"),
    (DEADLOCK, "tasks that wait for ever"),
    (UNCAUGHT, "an exception that nobody caught"),
    (NAME, "a name that is not known"),
    (NAME_ELSEWHERE, "a local variable of another function"),
    (NAME_LATER, "a name that gets its value later"),
    (SELF, "a method's own attribute without self"),
    (UNBOUND_LOCAL, "a local variable read before it has a value"),
    (ATTRIBUTE, "an attribute that is not there"),
    (MODULE, "a module that is not found"),
    (IMPORT_NAME, "a name that a module does not have"),
    (AWAIT_FORGOTTEN, "a coroutine used as a value"),
    (NOT_AWAITABLE, "something that cannot be awaited"),
    (GATHER_LIST, "a list where awaitables are wanted"),
    (ASYNC_BLOCK, "async for or async with, forgotten or too much"),
    (NESTED_RUN, "asyncio.run inside a running loop"),
    (NO_LOOP, "a task made where no loop runs"),
    (REUSED, "a coroutine awaited twice"),
    (NOT_CALLED, "a coroutine function that was not called"),
    (OTHER_LOOP, "something of another loop"),
    (GENERATOR_VALUE, "a generator used as a value"),
    (USED_UP, "an iterator that is used up"),
    (STOP_LEAK, "StopIteration that leaves a generator"),
    (LOOP_CLOSED, "a loop that is closed"),
    (TASK_VALUE, "a task or future used as its result"),
    (ASYNCIO_NAME, "a name that asyncio does not have"),
    (TIMED_OUT, "a wait that took too long"),
    (CANCELLED, "a task that was cancelled"),
    (NOT_READY, "a result that is not there yet"),
    (NONE_VALUE, "None used as a value"),
    (INDEX_RANGE, "an index past the end"),
    (KEY, "a key that is not there"),
    (CALL_ARGUMENTS, "arguments that do not fit"),
    (MIXED_TYPES, "numbers and texts mixed"),
    (UNPACK, "a row of another length"),
    (CHANGED, "a container changed while it is looped over"),
    (ZERO, "a division by zero"),
    (CONVERSION, "a text that is no number"),
    (CALLED, "something called that is no function"),
    (BRACKETS, "a function that was not called"),
    (IMMUTABLE, "something changed that never changes"),
    (UNHASHABLE, "a key that can change"),
    (RECURSION, "a recursion without end"),
    (FILE, "a file that is not there"),
    (ENCODING, "bytes that are no such text"),
    (ASSERTION, "an assertion that does not hold"),
    (IN_GROUP, "an exception inside a group"),
    (TWIN, "a typographic character read as its ASCII twin"),
    (SPACE, "a typographic space read as an ordinary one"),
    (QUOTE, "a curly quotation mark read as a straight one"),
    (INVALID_ESCAPE, "a backslash that escapes nothing"),
    (NUMBER_KEYWORD, "a number that runs into a keyword"),
    (KEYWORD_NAME, "a keyword read as a name"),
    (IS_LITERAL, "a literal compared with is"),
    (NOT_CALLABLE, "a literal that is called"),
    (NOT_SUBSCRIPTABLE, "something subscripted that never can be"),
    (INDEX, "an index of the wrong type"),
    (ASSERT_TUPLE, "an assert that cannot fail"),
    (FORGOTTEN, "a module used without an import"),
    (RECORDED, "recorded output below the code"),
    (DROPPED, "a coroutine call whose result is dropped"),
    (BLOCKS_LOOP, "a call that stops the loop in a coroutine"),
    (TASK_DROPPED, "a task that nobody keeps"),
    (UNREACHABLE, "code that is never reached"),
    (ONE_BY_ONE, "an await in a loop that could be a gather"),
    (ERA, "a spelling of another year"),
    (UNUSED, "an import that is never used"),
    (MUTABLE_DEFAULT, "a default value that all calls share"),
    (SWALLOWED, "a cancellation that is swallowed"),
    (UNUSED_VARIABLE, "a local variable that nobody reads"),
    (CHANGES_ITSELF, "a container changed by the loop that goes over it"),
    (SIGN_BEHIND, "a sign behind the equals sign"),
    (LOOP_ARGUMENT, "a loop= argument of another year"),
    (BARE_COROUTINES, "asyncio.wait of bare coroutines"),
    (REMOVED, "a name of asyncio that was removed"),
    (NO_CURRENT_LOOP, "get_event_loop where no loop is current"),
    (NEVER_AWAITED, "a coroutine that was never awaited"),
    (UNHEARD, "a task that failed while nobody waited for it"),
    (HELD, "a step of a task that held the loop for long"),
    (WENT_ON, "a task that was cancelled and goes on"),
    (CUT_OFF, "a task cut off by the end of the program"),
];
