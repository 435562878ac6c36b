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

/// Every code of lexing and parsing with its title, in order.
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
    (TWIN, "a typographic character read as its ASCII twin"),
    (SPACE, "a typographic space read as an ordinary one"),
    (QUOTE, "a curly quotation mark read as a straight one"),
    (INVALID_ESCAPE, "a backslash that escapes nothing"),
    (NUMBER_KEYWORD, "a number that runs into a keyword"),
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
    (KEYWORD_NAME, "a keyword read as a name"),
];
