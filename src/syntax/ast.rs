//! The tree: what the parser makes of a source. Data only, every node with its span.
//!
//! In: nothing. Out: the shapes that scopes and compiler read. The names are those of the reference's grammar and of
//! CPython's `ast` module, so that `ast.dump` and this dump tell the same story. PEP 634 (patterns), 654 (except*),
//! 695 (type parameters), 701 (f-strings).

use crate::source::Span;
use num_bigint::BigInt;
use std::rc::Rc;

/// An identifier, normalised (NFKC), with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Name {
    /// The normalised text.
    pub id: Rc<str>,
    /// Where it stands.
    pub span: Span,
}

/// A whole file, an `exec` text or one input of the shell.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Module {
    /// The statements, in order.
    pub body: Vec<Stmt>,
}

/// A statement.
#[derive(Clone, Debug, PartialEq)]
pub struct Stmt {
    /// From its first token to its last, without the newline.
    pub span: Span,
    /// Which.
    pub kind: StmtKind,
}

/// A suite: the statements below a colon.
pub type Suite = Vec<Stmt>;

/// Every kind of statement.
#[derive(Clone, Debug, PartialEq)]
pub enum StmtKind {
    /// `value`
    Expr(Box<Expr>),
    /// `a = b = value`: the targets in order.
    Assign { targets: Vec<Expr>, value: Box<Expr> },
    /// `target op= value`
    AugAssign { target: Box<Expr>, op: BinaryOperator, value: Box<Expr> },
    /// `target: annotation = value`; `simple` when the target is a bare name without brackets.
    AnnAssign { target: Box<Expr>, annotation: Box<Expr>, value: Option<Box<Expr>>, simple: bool },
    /// `del a, b`
    Delete(Vec<Expr>),
    /// `pass`
    Pass,
    /// `break`
    Break,
    /// `continue`
    Continue,
    /// `return value`
    Return(Option<Box<Expr>>),
    /// `raise exception from cause`
    Raise { exception: Option<Box<Expr>>, cause: Option<Box<Expr>> },
    /// `global a, b`
    Global(Vec<Name>),
    /// `nonlocal a, b`
    Nonlocal(Vec<Name>),
    /// `assert test, message`
    Assert { test: Box<Expr>, message: Option<Box<Expr>> },
    /// `import a.b as c, d`
    Import(Vec<Alias>),
    /// `from ..module import a as b`; `level` counts the dots; one alias named `*` for a star import.
    ImportFrom { module: Option<Name>, names: Vec<Alias>, level: u32 },
    /// `if`/`elif` branches in order, then `else`. Not nested, so that a long chain is not a deep tree.
    If { branches: Vec<Branch>, orelse: Option<Suite> },
    /// `while test: ... else: ...`
    While { test: Box<Expr>, body: Suite, orelse: Option<Suite> },
    /// `for target in iterable: ... else: ...`, `async for`
    For { target: Box<Expr>, iterable: Box<Expr>, body: Suite, orelse: Option<Suite>, is_async: bool },
    /// `try` with handlers (`except` or, when `star`, `except*`), `else` and `finally`
    Try { body: Suite, handlers: Vec<ExceptHandler>, orelse: Option<Suite>, finalbody: Option<Suite>, star: bool },
    /// `with a as b, c as d: ...`, `async with`
    With { items: Vec<WithItem>, body: Suite, is_async: bool },
    /// `match subject: case ...`
    Match { subject: Box<Expr>, cases: Vec<MatchCase> },
    /// `def`, `async def`
    FunctionDef(Box<FunctionDef>),
    /// `class`
    ClassDef(Box<ClassDef>),
    /// `type Name[T] = value`
    TypeAlias { name: Name, type_params: Vec<TypeParam>, value: Box<Expr> },
    /// What recovery skipped; a diagnostic has been reported and nothing is compiled.
    Error,
}

/// `if test: body` or `elif test: body`.
#[derive(Clone, Debug, PartialEq)]
pub struct Branch {
    /// From `if` or `elif` to the end of the body.
    pub span: Span,
    /// The condition.
    pub test: Expr,
    /// What runs when it holds.
    pub body: Suite,
}

/// `name as asname`; for `import` the name may be dotted.
#[derive(Clone, Debug, PartialEq)]
pub struct Alias {
    /// The dotted name as written, or `*`.
    pub name: Name,
    /// The name after `as`.
    pub asname: Option<Name>,
}

/// `except type as name: body`
#[derive(Clone, Debug, PartialEq)]
pub struct ExceptHandler {
    /// From `except` to the end of the body.
    pub span: Span,
    /// None for a bare `except:`.
    pub test: Option<Expr>,
    /// The name after `as`.
    pub name: Option<Name>,
    /// The suite.
    pub body: Suite,
}

/// `context as target`
#[derive(Clone, Debug, PartialEq)]
pub struct WithItem {
    /// The context manager.
    pub context: Expr,
    /// Where the value of `__enter__` goes.
    pub target: Option<Expr>,
}

/// `case pattern if guard: body`
#[derive(Clone, Debug, PartialEq)]
pub struct MatchCase {
    /// The pattern.
    pub pattern: Pattern,
    /// The condition after `if`.
    pub guard: Option<Expr>,
    /// The suite.
    pub body: Suite,
}

/// A pattern of `match` (PEP 634).
#[derive(Clone, Debug, PartialEq)]
pub struct Pattern {
    /// Where.
    pub span: Span,
    /// Which.
    pub kind: PatternKind,
}

/// Every kind of pattern.
#[derive(Clone, Debug, PartialEq)]
pub enum PatternKind {
    /// A literal or a dotted name, compared with `==`.
    Value(Box<Expr>),
    /// `None`, `True`, `False`, compared with `is`.
    Singleton(Constant),
    /// `[a, *b]`, `(a, b)` or `a, b`
    Sequence(Vec<Pattern>),
    /// `{key: pattern, **rest}`
    Mapping { keys: Vec<Expr>, patterns: Vec<Pattern>, rest: Option<Name> },
    /// `cls(a, b, name=c)`
    Class { cls: Box<Expr>, patterns: Vec<Pattern>, keywords: Vec<(Name, Pattern)> },
    /// `*name`, or `*_` when None; only inside a sequence.
    Star(Option<Name>),
    /// `pattern as name`, a capture `name` (no pattern), or the wildcard `_` (neither).
    As { pattern: Option<Box<Pattern>>, name: Option<Name> },
    /// `a | b`
    Or(Vec<Pattern>),
}

/// `def`, `async def`.
#[derive(Clone, Debug, PartialEq)]
pub struct FunctionDef {
    /// The function's name.
    pub name: Name,
    /// PEP 695 parameters.
    pub type_params: Vec<TypeParam>,
    /// The parameters.
    pub parameters: Parameters,
    /// After `->`.
    pub returns: Option<Expr>,
    /// The suite.
    pub body: Suite,
    /// Outermost first.
    pub decorators: Vec<Expr>,
    /// Whether it is `async def`.
    pub is_async: bool,
}

/// `class`.
#[derive(Clone, Debug, PartialEq)]
pub struct ClassDef {
    /// The class's name.
    pub name: Name,
    /// PEP 695 parameters.
    pub type_params: Vec<TypeParam>,
    /// Positional bases, possibly starred.
    pub bases: Vec<Expr>,
    /// `metaclass=` and the like; a keyword without a name is `**`.
    pub keywords: Vec<Keyword>,
    /// The suite.
    pub body: Suite,
    /// Outermost first.
    pub decorators: Vec<Expr>,
}

/// The parameters of a function or lambda.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Parameters {
    /// Before `/`.
    pub posonly: Vec<Parameter>,
    /// Ordinary ones.
    pub args: Vec<Parameter>,
    /// `*args`
    pub vararg: Option<Box<Parameter>>,
    /// After `*`.
    pub kwonly: Vec<Parameter>,
    /// `**kwargs`
    pub kwarg: Option<Box<Parameter>>,
}

/// One parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// From its name to the end of its annotation.
    pub span: Span,
    /// Its name.
    pub name: Name,
    /// After `:`; may be starred for `*args: *Ts`.
    pub annotation: Option<Box<Expr>>,
    /// After `=`.
    pub default: Option<Box<Expr>>,
}

/// A type parameter (PEP 695, 696).
#[derive(Clone, Debug, PartialEq)]
pub struct TypeParam {
    /// Where.
    pub span: Span,
    /// Its name.
    pub name: Name,
    /// `T`, `*Ts` or `**P`.
    pub kind: TypeParamKind,
    /// After `:`, for `T` only.
    pub bound: Option<Expr>,
    /// After `=`.
    pub default: Option<Expr>,
}

/// The three kinds of type parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TypeParamKind {
    /// `T`
    TypeVar,
    /// `*Ts`
    TypeVarTuple,
    /// `**P`
    ParamSpec,
}

/// `name=value`, or `**value` when the name is None.
#[derive(Clone, Debug, PartialEq)]
pub struct Keyword {
    /// Where.
    pub span: Span,
    /// None for `**`.
    pub name: Option<Name>,
    /// The value.
    pub value: Expr,
}

/// An expression.
#[derive(Clone, Debug, PartialEq)]
pub struct Expr {
    /// From its first token to its last; a parenthesised expression's span is without the brackets, save for tuples,
    /// generator expressions and other displays that own them.
    pub span: Span,
    /// Which.
    pub kind: ExprKind,
}

/// Every kind of expression.
#[derive(Clone, Debug, PartialEq)]
pub enum ExprKind {
    /// A literal, `None`, `True`, `False`, `...`
    Constant(Constant),
    /// A name, read, bound or deleted by where it stands.
    Name(Rc<str>),
    /// `a and b and c`, `a or b`
    BoolOp { op: BoolOperator, values: Vec<Expr> },
    /// `name := value`
    Named { target: Name, value: Box<Expr> },
    /// `left op right`
    BinOp { left: Box<Expr>, op: BinaryOperator, right: Box<Expr> },
    /// `op operand`
    UnaryOp { op: UnaryOperator, operand: Box<Expr> },
    /// `lambda parameters: body`
    Lambda { parameters: Box<Parameters>, body: Box<Expr> },
    /// `body if test else orelse`
    IfExp { test: Box<Expr>, body: Box<Expr>, orelse: Box<Expr> },
    /// `{k: v, **d}`; a key of None is `**`.
    Dict { keys: Vec<Option<Expr>>, values: Vec<Expr> },
    /// `{a, b}`
    Set(Vec<Expr>),
    /// `[a, b]`
    List(Vec<Expr>),
    /// `(a, b)` or `a, b`
    Tuple(Vec<Expr>),
    /// `[element for ...]`
    ListComp { element: Box<Expr>, generators: Vec<Comprehension> },
    /// `{element for ...}`
    SetComp { element: Box<Expr>, generators: Vec<Comprehension> },
    /// `{key: value for ...}`
    DictComp { key: Box<Expr>, value: Box<Expr>, generators: Vec<Comprehension> },
    /// `(element for ...)`
    GeneratorExp { element: Box<Expr>, generators: Vec<Comprehension> },
    /// `await value`
    Await(Box<Expr>),
    /// `yield value`
    Yield(Option<Box<Expr>>),
    /// `yield from value`
    YieldFrom(Box<Expr>),
    /// `first op second op third`
    Compare { first: Box<Expr>, rest: Vec<(CompareOperator, Expr)> },
    /// `func(args, name=value, *a, **k)`; arguments in source order matter for evaluation.
    Call { func: Box<Expr>, args: Vec<Expr>, keywords: Vec<Keyword> },
    /// An f-string, with neighbouring literals joined in.
    FString(Vec<FStringPart>),
    /// `value.attr`
    Attribute { value: Box<Expr>, attr: Name },
    /// `value[index]`
    Subscript { value: Box<Expr>, index: Box<Expr> },
    /// `*value`
    Starred(Box<Expr>),
    /// `lower:upper:step`, only inside a subscript.
    Slice { lower: Option<Box<Expr>>, upper: Option<Box<Expr>>, step: Option<Box<Expr>> },
    /// What recovery skipped; a diagnostic has been reported.
    Error,
}

/// `for target in iterable if a if b` inside a comprehension.
#[derive(Clone, Debug, PartialEq)]
pub struct Comprehension {
    /// What is bound.
    pub target: Expr,
    /// What is iterated.
    pub iterable: Expr,
    /// The conditions, in order.
    pub conditions: Vec<Expr>,
    /// Whether it is `async for`.
    pub is_async: bool,
}

/// A piece of an f-string.
#[derive(Clone, Debug, PartialEq)]
pub enum FStringPart {
    /// Text, escapes resolved. For `{x=}` the text `x=` comes before its field.
    Literal(Rc<str>),
    /// `{value!r:spec}`
    Field {
        /// From `{` to `}`.
        span: Span,
        /// The expression.
        value: Box<Expr>,
        /// `!r`, `!s`, `!a`; `{x=}` without a format spec has `Repr`.
        conversion: Conversion,
        /// The format spec, itself a row of parts.
        spec: Option<Vec<FStringPart>>,
    },
}

/// The conversion of an f-string field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conversion {
    /// None: `format(value, spec)`.
    None,
    /// `!s`
    Str,
    /// `!r`
    Repr,
    /// `!a`
    Ascii,
}

/// A literal's value.
#[derive(Clone, Debug, PartialEq)]
pub enum Constant {
    /// `None`
    None,
    /// `True`
    True,
    /// `False`
    False,
    /// `...`
    Ellipsis,
    /// An int that fits 64 bits.
    Int(i64),
    /// A larger int.
    BigInt(Rc<BigInt>),
    /// A float.
    Float(f64),
    /// An imaginary literal, its imaginary part.
    Imaginary(f64),
    /// Text; lone surrogates are carried as `syntax::surrogate` says.
    Str(Rc<str>),
    /// Bytes.
    Bytes(Rc<[u8]>),
}

/// `and`, `or`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BoolOperator {
    /// `and`
    And,
    /// `or`
    Or,
}

/// The binary operators; augmented assignment uses the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum BinaryOperator {
    /// `+`
    Add,
    /// `-`
    Sub,
    /// `*`
    Mul,
    /// `@`
    MatMul,
    /// `/`
    TrueDiv,
    /// `//`
    FloorDiv,
    /// `%`
    Mod,
    /// `**`
    Pow,
    /// `<<`
    LShift,
    /// `>>`
    RShift,
    /// `&`
    And,
    /// `|`
    Or,
    /// `^`
    Xor,
}

impl BinaryOperator {
    /// As it is written.
    pub const fn symbol(self) -> &'static str {
        match self {
            BinaryOperator::Add => "+",
            BinaryOperator::Sub => "-",
            BinaryOperator::Mul => "*",
            BinaryOperator::MatMul => "@",
            BinaryOperator::TrueDiv => "/",
            BinaryOperator::FloorDiv => "//",
            BinaryOperator::Mod => "%",
            BinaryOperator::Pow => "**",
            BinaryOperator::LShift => "<<",
            BinaryOperator::RShift => ">>",
            BinaryOperator::And => "&",
            BinaryOperator::Or => "|",
            BinaryOperator::Xor => "^",
        }
    }
}

/// The unary operators.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum UnaryOperator {
    /// `-`
    Negative,
    /// `+`
    Positive,
    /// `~`
    Invert,
    /// `not`
    Not,
}

/// The comparison operators.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum CompareOperator {
    /// `<`
    Lt,
    /// `<=`
    Le,
    /// `==`
    Eq,
    /// `!=`
    Ne,
    /// `>`
    Gt,
    /// `>=`
    Ge,
    /// `is`
    Is,
    /// `is not`
    IsNot,
    /// `in`
    In,
    /// `not in`
    NotIn,
}

impl CompareOperator {
    /// As it is written.
    pub const fn symbol(self) -> &'static str {
        match self {
            CompareOperator::Lt => "<",
            CompareOperator::Le => "<=",
            CompareOperator::Eq => "==",
            CompareOperator::Ne => "!=",
            CompareOperator::Gt => ">",
            CompareOperator::Ge => ">=",
            CompareOperator::Is => "is",
            CompareOperator::IsNot => "is not",
            CompareOperator::In => "in",
            CompareOperator::NotIn => "not in",
        }
    }
}
