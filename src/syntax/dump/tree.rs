//! The nodes of the tree in the shapes of Python's `ast` module.
//!
//! In: our nodes. Out: [`Node`]s. The shapes differ in little: `elif` is a nested If there, contexts (Load, Store, Del)
//! are fields there and follow from the place here, and what is empty is left out.

use super::repr;
use super::{Node, Value};
use crate::source::Span;
use crate::syntax::ast::*;

/// How an expression is used, which Python writes into names, attributes, subscripts, tuples, lists and stars.
#[derive(Clone, Copy)]
enum Context {
    Load,
    Store,
    Del,
}
use Context::{Load, Store};

/// Collects the fields of a node, leaving out what is empty.
struct Build(Node);

impl Build {
    fn new(name: &'static str, span: impl Into<Option<Span>>) -> Build {
        Build(Node { name, fields: Vec::new(), span: span.into() })
    }

    fn node(mut self, field: &'static str, node: Node) -> Build {
        self.0.fields.push((field, Value::Node(node)));
        self
    }

    fn maybe(self, field: &'static str, node: Option<Node>) -> Build {
        match node {
            Some(node) => self.node(field, node),
            None => self,
        }
    }

    fn list(mut self, field: &'static str, nodes: impl IntoIterator<Item = Node>) -> Build {
        let items: Vec<Value> = nodes.into_iter().map(Value::Node).collect();
        if !items.is_empty() {
            self.0.fields.push((field, Value::List(items)));
        }
        self
    }

    /// A list in which None may stand.
    fn holes(mut self, field: &'static str, nodes: impl IntoIterator<Item = Option<Node>>) -> Build {
        let items: Vec<Value> =
            nodes.into_iter().map(|node| node.map_or(Value::Text("None".into()), Value::Node)).collect();
        if !items.is_empty() {
            self.0.fields.push((field, Value::List(items)));
        }
        self
    }

    fn texts(mut self, field: &'static str, texts: impl IntoIterator<Item = String>) -> Build {
        let items: Vec<Value> = texts.into_iter().map(Value::Text).collect();
        if !items.is_empty() {
            self.0.fields.push((field, Value::List(items)));
        }
        self
    }

    fn text(mut self, field: &'static str, text: impl Into<String>) -> Build {
        self.0.fields.push((field, Value::Text(text.into())));
        self
    }

    fn name(self, field: &'static str, name: Option<&Name>) -> Build {
        match name {
            Some(name) => self.text(field, repr::string(&name.id)),
            None => self,
        }
    }

    fn context(self, context: Context) -> Build {
        let name = match context {
            Context::Load => "Load",
            Context::Store => "Store",
            Context::Del => "Del",
        };
        self.node("ctx", leaf(name))
    }
}

fn leaf(name: &'static str) -> Node {
    Node { name, fields: Vec::new(), span: None }
}

/// A module.
pub(super) fn module(module: &Module) -> Node {
    Build::new("Module", None).list("body", suite(&module.body)).0
}

/// An expression that is read.
pub(super) fn expression(value: &Expr) -> Node {
    expr(value, Load)
}

fn suite(body: &[Stmt]) -> impl Iterator<Item = Node> + '_ {
    body.iter().map(stmt)
}

fn otherwise(orelse: &Option<Suite>) -> impl Iterator<Item = Node> + '_ {
    orelse.iter().flat_map(|body| suite(body))
}

fn load(value: &Expr) -> Node {
    expr(value, Load)
}

fn optional(value: &Option<Box<Expr>>) -> Option<Node> {
    value.as_deref().map(load)
}

fn pick(is_async: bool, plain: &'static str, waiting: &'static str) -> &'static str {
    if is_async { waiting } else { plain }
}

fn stmt(stmt: &Stmt) -> Node {
    let new = |name| Build::new(name, stmt.span);
    match &stmt.kind {
        StmtKind::Expr(value) => new("Expr").node("value", load(value)),
        StmtKind::Assign { targets, value } => {
            new("Assign").list("targets", targets.iter().map(|t| expr(t, Store))).node("value", load(value))
        }
        StmtKind::AugAssign { target, op, value } => new("AugAssign")
            .node("target", expr(target, Store))
            .node("op", leaf(binary(*op)))
            .node("value", load(value)),
        StmtKind::AnnAssign { target, annotation, value, simple } => new("AnnAssign")
            .node("target", expr(target, Store))
            .node("annotation", load(annotation))
            .maybe("value", optional(value))
            .text("simple", if *simple { "1" } else { "0" }),
        StmtKind::Delete(targets) => new("Delete").list("targets", targets.iter().map(|t| expr(t, Context::Del))),
        StmtKind::Pass => new("Pass"),
        StmtKind::Break => new("Break"),
        StmtKind::Continue => new("Continue"),
        StmtKind::Return(value) => new("Return").maybe("value", optional(value)),
        StmtKind::Raise { exception, cause } => {
            new("Raise").maybe("exc", optional(exception)).maybe("cause", optional(cause))
        }
        StmtKind::Global(names) => new("Global").texts("names", names.iter().map(|n| repr::string(&n.id))),
        StmtKind::Nonlocal(names) => new("Nonlocal").texts("names", names.iter().map(|n| repr::string(&n.id))),
        StmtKind::Assert { test, message } => new("Assert").node("test", load(test)).maybe("msg", optional(message)),
        StmtKind::Import(names) => new("Import").list("names", names.iter().map(alias)),
        StmtKind::ImportFrom { module, names, level } => new("ImportFrom")
            .name("module", module.as_ref())
            .list("names", names.iter().map(alias))
            .text("level", level.to_string()),
        StmtKind::If { branches, orelse } => return branch(branches, orelse, stmt.span),
        StmtKind::While { test, body, orelse } => {
            new("While").node("test", load(test)).list("body", suite(body)).list("orelse", otherwise(orelse))
        }
        StmtKind::For { target, iterable, body, orelse, is_async } => new(pick(*is_async, "For", "AsyncFor"))
            .node("target", expr(target, Store))
            .node("iter", load(iterable))
            .list("body", suite(body))
            .list("orelse", otherwise(orelse)),
        StmtKind::Try { body, handlers, orelse, finalbody, star } => new(pick(*star, "Try", "TryStar"))
            .list("body", suite(body))
            .list("handlers", handlers.iter().map(handler))
            .list("orelse", otherwise(orelse))
            .list("finalbody", otherwise(finalbody)),
        StmtKind::With { items, body, is_async } => {
            let items = items.iter().map(|item| {
                Build::new("withitem", None)
                    .node("context_expr", load(&item.context))
                    .maybe("optional_vars", item.target.as_ref().map(|t| expr(t, Store)))
                    .0
            });
            new(pick(*is_async, "With", "AsyncWith")).list("items", items).list("body", suite(body))
        }
        StmtKind::Match { subject, cases } => {
            new("Match").node("subject", load(subject)).list("cases", cases.iter().map(match_case))
        }
        StmtKind::FunctionDef(f) => new(pick(f.is_async, "FunctionDef", "AsyncFunctionDef"))
            .name("name", Some(&f.name))
            .node("args", parameters(&f.parameters))
            .list("body", suite(&f.body))
            .list("decorator_list", f.decorators.iter().map(load))
            .maybe("returns", f.returns.as_ref().map(load))
            .list("type_params", f.type_params.iter().map(type_param)),
        StmtKind::ClassDef(class) => new("ClassDef")
            .name("name", Some(&class.name))
            .list("bases", class.bases.iter().map(load))
            .list("keywords", class.keywords.iter().map(keyword))
            .list("body", suite(&class.body))
            .list("decorator_list", class.decorators.iter().map(load))
            .list("type_params", class.type_params.iter().map(type_param)),
        StmtKind::TypeAlias { name, type_params, value } => new("TypeAlias")
            .node("name", named(name, Store))
            .list("type_params", type_params.iter().map(type_param))
            .node("value", load(value)),
        StmtKind::Error => new("Error"),
    }
    .0
}

fn branch(branches: &[Branch], orelse: &Option<Suite>, span: Span) -> Node {
    let Some((first, rest)) = branches.split_first() else { return leaf("If") };
    let start = Build::new("If", span).node("test", load(&first.test)).list("body", suite(&first.body));
    match rest.first() {
        None => start.list("orelse", otherwise(orelse)),
        Some(next) => start.list("orelse", [branch(rest, orelse, Span::new(next.span.start, span.end))]),
    }
    .0
}

fn alias(alias: &Alias) -> Node {
    let span = alias.asname.as_ref().map_or(alias.name.span, |name| alias.name.span.to(name.span));
    Build::new("alias", span).name("name", Some(&alias.name)).name("asname", alias.asname.as_ref()).0
}

fn handler(handler: &ExceptHandler) -> Node {
    Build::new("ExceptHandler", handler.span)
        .maybe("type", handler.test.as_ref().map(load))
        .name("name", handler.name.as_ref())
        .list("body", suite(&handler.body))
        .0
}

fn match_case(case: &MatchCase) -> Node {
    Build::new("match_case", None)
        .node("pattern", pattern(&case.pattern))
        .maybe("guard", case.guard.as_ref().map(load))
        .list("body", suite(&case.body))
        .0
}

fn pattern(pattern: &Pattern) -> Node {
    let new = |name| Build::new(name, pattern.span);
    let all = |patterns: &[Pattern]| patterns.iter().map(self::pattern).collect::<Vec<_>>();
    match &pattern.kind {
        PatternKind::Value(value) => new("MatchValue").node("value", load(value)),
        PatternKind::Singleton(value) => new("MatchSingleton").text("value", repr::constant(value)),
        PatternKind::Sequence(patterns) => new("MatchSequence").list("patterns", all(patterns)),
        PatternKind::Mapping { keys, patterns, rest } => new("MatchMapping")
            .list("keys", keys.iter().map(load))
            .list("patterns", all(patterns))
            .name("rest", rest.as_ref()),
        PatternKind::Class { cls, patterns, keywords } => new("MatchClass")
            .node("cls", load(cls))
            .list("patterns", all(patterns))
            .texts("kwd_attrs", keywords.iter().map(|(name, _)| repr::string(&name.id)))
            .list("kwd_patterns", keywords.iter().map(|(_, pattern)| self::pattern(pattern))),
        PatternKind::Star(name) => new("MatchStar").name("name", name.as_ref()),
        PatternKind::As { pattern, name } => {
            new("MatchAs").maybe("pattern", pattern.as_deref().map(self::pattern)).name("name", name.as_ref())
        }
        PatternKind::Or(patterns) => new("MatchOr").list("patterns", all(patterns)),
    }
    .0
}

fn parameters(all: &Parameters) -> Node {
    let list = |list: &[Parameter]| list.iter().map(parameter).collect::<Vec<_>>();
    let defaults = all.posonly.iter().chain(&all.args).filter_map(|p| optional(&p.default));
    let keywords = if all.kwonly.is_empty() { &[] } else { &all.kwonly[..] };
    Build::new("arguments", None)
        .list("posonlyargs", list(&all.posonly))
        .list("args", list(&all.args))
        .maybe("vararg", all.vararg.as_deref().map(parameter))
        .list("kwonlyargs", list(&all.kwonly))
        .holes("kw_defaults", keywords.iter().map(|p| optional(&p.default)))
        .maybe("kwarg", all.kwarg.as_deref().map(parameter))
        .list("defaults", defaults)
        .0
}

fn parameter(parameter: &Parameter) -> Node {
    Build::new("arg", parameter.span)
        .name("arg", Some(&parameter.name))
        .maybe("annotation", optional(&parameter.annotation))
        .0
}

fn type_param(param: &TypeParam) -> Node {
    let name = match param.kind {
        TypeParamKind::TypeVar => "TypeVar",
        TypeParamKind::TypeVarTuple => "TypeVarTuple",
        TypeParamKind::ParamSpec => "ParamSpec",
    };
    Build::new(name, param.span)
        .name("name", Some(&param.name))
        .maybe("bound", param.bound.as_ref().map(load))
        .maybe("default_value", param.default.as_ref().map(load))
        .0
}

fn keyword(keyword: &Keyword) -> Node {
    Build::new("keyword", keyword.span).name("arg", keyword.name.as_ref()).node("value", load(&keyword.value)).0
}

fn named(name: &Name, context: Context) -> Node {
    Build::new("Name", name.span).name("id", Some(name)).context(context).0
}

fn comprehensions(generators: &[Comprehension]) -> impl Iterator<Item = Node> + '_ {
    generators.iter().map(|generator| {
        Build::new("comprehension", None)
            .node("target", expr(&generator.target, Store))
            .node("iter", load(&generator.iterable))
            .list("ifs", generator.conditions.iter().map(load))
            .text("is_async", if generator.is_async { "1" } else { "0" })
            .0
    })
}

fn expr(value: &Expr, context: Context) -> Node {
    let new = |name| Build::new(name, value.span);
    let all = |values: &[Expr]| values.iter().map(|v| expr(v, context)).collect::<Vec<_>>();
    match &value.kind {
        ExprKind::Constant(constant) => new("Constant").text("value", repr::constant(constant)),
        ExprKind::Name(id) => new("Name").text("id", repr::string(id)).context(context),
        ExprKind::BoolOp { op, values } => {
            let op = if *op == BoolOperator::And { "And" } else { "Or" };
            new("BoolOp").node("op", leaf(op)).list("values", values.iter().map(load))
        }
        ExprKind::Named { target, value } => {
            new("NamedExpr").node("target", named(target, Store)).node("value", load(value))
        }
        ExprKind::BinOp { left, op, right } => {
            new("BinOp").node("left", load(left)).node("op", leaf(binary(*op))).node("right", load(right))
        }
        ExprKind::UnaryOp { op, operand } => new("UnaryOp").node("op", leaf(unary(*op))).node("operand", load(operand)),
        ExprKind::Lambda { parameters, body } => {
            new("Lambda").node("args", self::parameters(parameters)).node("body", load(body))
        }
        ExprKind::IfExp { test, body, orelse } => {
            new("IfExp").node("test", load(test)).node("body", load(body)).node("orelse", load(orelse))
        }
        ExprKind::Dict { keys, values } => new("Dict")
            .holes("keys", keys.iter().map(|key| key.as_ref().map(load)))
            .list("values", values.iter().map(load)),
        ExprKind::Set(items) => new("Set").list("elts", items.iter().map(load)),
        ExprKind::List(items) => new("List").list("elts", all(items)).context(context),
        ExprKind::Tuple(items) => new("Tuple").list("elts", all(items)).context(context),
        ExprKind::ListComp { element, generators } => {
            new("ListComp").node("elt", load(element)).list("generators", comprehensions(generators))
        }
        ExprKind::SetComp { element, generators } => {
            new("SetComp").node("elt", load(element)).list("generators", comprehensions(generators))
        }
        ExprKind::GeneratorExp { element, generators } => {
            new("GeneratorExp").node("elt", load(element)).list("generators", comprehensions(generators))
        }
        ExprKind::DictComp { key, value, generators } => new("DictComp")
            .node("key", load(key))
            .node("value", load(value))
            .list("generators", comprehensions(generators)),
        ExprKind::Await(value) => new("Await").node("value", load(value)),
        ExprKind::Yield(value) => new("Yield").maybe("value", optional(value)),
        ExprKind::YieldFrom(value) => new("YieldFrom").node("value", load(value)),
        ExprKind::Compare { first, rest } => new("Compare")
            .node("left", load(first))
            .list("ops", rest.iter().map(|(op, _)| leaf(compare(*op))))
            .list("comparators", rest.iter().map(|(_, value)| load(value))),
        ExprKind::Call { func, args, keywords } => new("Call")
            .node("func", load(func))
            .list("args", args.iter().map(load))
            .list("keywords", keywords.iter().map(keyword)),
        ExprKind::FString(parts) => new("JoinedStr").list("values", fstring(parts, value.span)),
        ExprKind::Attribute { value, attr } => {
            new("Attribute").node("value", load(value)).name("attr", Some(attr)).context(context)
        }
        ExprKind::Subscript { value, index } => {
            new("Subscript").node("value", load(value)).node("slice", load(index)).context(context)
        }
        ExprKind::Starred(value) => new("Starred").node("value", expr(value, context)).context(context),
        ExprKind::Slice { lower, upper, step } => {
            new("Slice").maybe("lower", optional(lower)).maybe("upper", optional(upper)).maybe("step", optional(step))
        }
        ExprKind::Error => new("Error"),
    }
    .0
}

/// The parts of an f-string; its texts have no places of their own, and get that of what they are in.
fn fstring(parts: &[FStringPart], span: Span) -> impl Iterator<Item = Node> + '_ {
    parts.iter().map(move |part| match part {
        FStringPart::Literal(text) => Build::new("Constant", span).text("value", repr::string(text)).0,
        FStringPart::Field { span, value, conversion, spec } => {
            let conversion = match conversion {
                Conversion::None => "-1",
                Conversion::Str => "115",
                Conversion::Repr => "114",
                Conversion::Ascii => "97",
            };
            let spec =
                spec.as_ref().map(|parts| Build::new("JoinedStr", *span).list("values", fstring(parts, *span)).0);
            Build::new("FormattedValue", *span)
                .node("value", load(value))
                .text("conversion", conversion)
                .maybe("format_spec", spec)
                .0
        }
    })
}

fn binary(op: BinaryOperator) -> &'static str {
    match op {
        BinaryOperator::Add => "Add",
        BinaryOperator::Sub => "Sub",
        BinaryOperator::Mul => "Mult",
        BinaryOperator::MatMul => "MatMult",
        BinaryOperator::TrueDiv => "Div",
        BinaryOperator::FloorDiv => "FloorDiv",
        BinaryOperator::Mod => "Mod",
        BinaryOperator::Pow => "Pow",
        BinaryOperator::LShift => "LShift",
        BinaryOperator::RShift => "RShift",
        BinaryOperator::And => "BitAnd",
        BinaryOperator::Or => "BitOr",
        BinaryOperator::Xor => "BitXor",
    }
}

fn unary(op: UnaryOperator) -> &'static str {
    match op {
        UnaryOperator::Negative => "USub",
        UnaryOperator::Positive => "UAdd",
        UnaryOperator::Invert => "Invert",
        UnaryOperator::Not => "Not",
    }
}

fn compare(op: CompareOperator) -> &'static str {
    match op {
        CompareOperator::Lt => "Lt",
        CompareOperator::Le => "LtE",
        CompareOperator::Eq => "Eq",
        CompareOperator::Ne => "NotEq",
        CompareOperator::Gt => "Gt",
        CompareOperator::Ge => "GtE",
        CompareOperator::Is => "Is",
        CompareOperator::IsNot => "IsNot",
        CompareOperator::In => "In",
        CompareOperator::NotIn => "NotIn",
    }
}
