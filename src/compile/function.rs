//! Functions: `def`, `async def`, `lambda`, decorators, defaults.
//!
//! In: the definition. Out: the code of the body as a constant, and the operations that make the function object.

use super::Compiler;
use super::constant::Constant;
use super::scopes::{ScopeKind, parameters};
use crate::bytecode::code::{Code, CodeKind};
use crate::bytecode::op::{Op, Reg};
use crate::source::Span;
use crate::syntax::ast::{self, Expr, ExprKind, FunctionDef, Parameters, Stmt, StmtKind};
use std::rc::Rc;

/// Flags of `MakeFunction`.
pub(super) const DEFAULTS: u8 = 1;
pub(super) const KEYWORD_DEFAULTS: u8 = 2;
pub(super) const ANNOTATIONS: u8 = 4;
pub(super) const TYPE_PARAMS: u8 = 8;

impl<'a> Compiler<'a> {
    /// `def`, `async def`
    pub(super) fn function_def(&mut self, function: &'a FunctionDef, span: Span) {
        let mark = self.unit.top;
        let name = &function.name.id;
        for decorator in &function.decorators {
            self.temporary(decorator);
        }
        let decorated = !function.decorators.is_empty();
        let local = if decorated { None } else { self.plain_local(name) };
        let dst = local.unwrap_or_else(|| self.unit.temp());
        let first_line = self.first_line(&function.decorators, span);
        if function.type_params.is_empty() {
            let base = self.unit.top;
            let flags = self.defaults(&function.parameters, span)
                | self.annotations(&function.parameters, function.returns.as_ref(), span);
            self.function_object(function, flags, base, dst, span, first_line);
        } else {
            self.generic_function(function, dst, span, first_line);
        }
        self.decorate(&function.decorators, dst);
        match local {
            Some(reg) => {
                self.check_debug_target(name, span);
                self.unit.bind(reg);
            }
            None => self.store_name(name, if decorated { mark } else { dst }, span),
        }
        self.unit.top = mark;
    }

    /// Calls the decorators on what is in `dst`, the innermost first. Each stands right below its argument.
    pub(super) fn decorate(&mut self, decorators: &'a [Expr], dst: Reg) {
        for (i, decorator) in decorators.iter().enumerate().rev() {
            let base = dst - (decorators.len() - i) as Reg;
            self.unit.emit(Op::Call(1, base, base), decorator.span);
        }
    }

    /// The line of the first decorator, or of the definition.
    pub(super) fn first_line(&self, decorators: &[Expr], span: Span) -> u32 {
        self.source.line(decorators.first().map_or(span.start, |d| d.span.start))
    }

    /// Computes default values: a tuple and a dict, as `MakeFunction` takes them. Gives its flags.
    pub(super) fn defaults(&mut self, params: &'a Parameters, span: Span) -> u8 {
        let mut flags = 0;
        let positional: Vec<&'a Expr> =
            params.posonly.iter().chain(&params.args).filter_map(|p| p.default.as_deref()).collect();
        if !positional.is_empty() {
            flags |= DEFAULTS;
            let dst = self.unit.temp();
            let constants: Option<Vec<Constant>> = positional.iter().map(|e| self.fold(e)).collect();
            match constants {
                Some(constants) => self.unit.load_constant(dst, Constant::Tuple(constants.into()), span),
                None => {
                    self.unit.top = dst;
                    positional.iter().for_each(|e| {
                        self.temporary(e);
                    });
                    self.unit.emit(Op::BuildTuple(dst, dst, positional.len() as u16), span);
                    self.unit.top = dst + 1;
                }
            }
        }
        let keyword: Vec<_> = params.kwonly.iter().filter_map(|p| Some((&p.name.id, p.default.as_deref()?))).collect();
        if !keyword.is_empty() {
            flags |= KEYWORD_DEFAULTS;
            let base = self.unit.top;
            for (name, default) in &keyword {
                let key = self.unit.temp();
                let name = self.mangled(name);
                self.unit.load_constant(key, Constant::Str(name), default.span);
                self.temporary(default);
            }
            self.unit.emit(Op::BuildDict(base, base, keyword.len() as u16), span);
            self.unit.top = base + 1;
        }
        flags
    }

    /// Makes the function; what the flags announce is in the registers from `base` on.
    pub(super) fn function_object(
        &mut self,
        function: &'a FunctionDef,
        flags: u8,
        base: Reg,
        dst: Reg,
        span: Span,
        first_line: u32,
    ) {
        let scope = self.scopes.opened_by(ScopeKind::Function, function);
        let is_generator = self.scopes.get(scope).is_generator;
        let kind = match (function.is_async, is_generator) {
            (false, false) => CodeKind::Function,
            (false, true) => CodeKind::Generator,
            (true, false) => CodeKind::Coroutine,
            (true, true) => CodeKind::AsyncGenerator,
        };
        let names = self.parameter_names(&function.parameters);
        self.begin_unit(scope, kind, &function.name.id, span, &names);
        self.unit.has_first = !function.parameters.posonly.is_empty() || !function.parameters.args.is_empty();
        self.check_parameters(&function.parameters);
        let (doc, body) = docstring(&function.body);
        self.unit.doc = doc.map(|(text, _)| clean(text));
        self.suite(body);
        let end = function.body.last().map_or(span.after(), |s| s.span);
        self.unit.emit_last(Op::ReturnNone, end);
        let mut unit = self.take_unit();
        if let Some(code) = self.finish_code(&mut unit, first_line) {
            let code = with_parameters(code, &function.parameters);
            self.make_function(code, flags, base, dst, span);
        }
    }

    /// Emits the operation that makes a function of a code.
    pub(super) fn make_function(&mut self, code: Code, flags: u8, base: Reg, dst: Reg, span: Span) {
        let code = self.unit.near_constant(Constant::Code(Rc::new(code)));
        self.unit.emit(Op::MakeFunction(flags, dst, code, base), span);
        self.unit.top = self.unit.top.min(base.max(self.unit.first_temp));
    }

    /// `lambda parameters: body`
    pub(super) fn lambda(&mut self, span: Span, params: &'a Parameters, body: &'a Expr, dst: Reg) {
        let mark = self.unit.top;
        let flags = self.defaults(params, span);
        let scope = self.scopes.opened_by(ScopeKind::Lambda, params);
        let kind = if self.scopes.get(scope).is_generator { CodeKind::Generator } else { CodeKind::Function };
        let names = self.parameter_names(params);
        self.begin_unit(scope, kind, &Rc::from("<lambda>"), span, &names);
        self.unit.has_first = !params.posonly.is_empty() || !params.args.is_empty();
        self.check_parameters(params);
        let value = self.operand(body);
        self.unit.emit_last(Op::Return(value), body.span);
        let first_line = self.source.line(span.start);
        let mut unit = self.take_unit();
        if let Some(code) = self.finish_code(&mut unit, first_line) {
            self.make_function(with_parameters(code, params), flags, mark, dst, span);
        }
        self.unit.top = mark;
    }

    fn parameter_names(&self, params: &Parameters) -> Vec<Rc<str>> {
        parameters(params).map(|p| self.mangled(&p.name.id)).collect()
    }

    fn check_parameters(&mut self, params: &Parameters) {
        for parameter in parameters(params) {
            self.check_debug_target(&parameter.name.id, parameter.name.span);
        }
    }

    /// The module's docstring is stored; gives the statements behind it.
    pub(super) fn module_docstring(&mut self, body: &'a [Stmt]) -> &'a [Stmt] {
        let (doc, rest) = docstring(body);
        if let Some((text, span)) = doc {
            let value = self.unit.temp();
            self.unit.load_constant(value, Constant::Str(clean(text)), span);
            self.store_name(&Rc::from("__doc__"), value, span);
            self.unit.top = value;
        }
        rest
    }

    /// Whether names bound in the current unit are locals.
    pub(super) fn is_function_unit(&self) -> bool {
        !matches!(self.scopes.get(self.unit.home).kind, ScopeKind::Module | ScopeKind::Class)
    }
}

/// Fills in the counts of parameters.
fn with_parameters(mut code: Code, params: &Parameters) -> Code {
    code.posonly = params.posonly.len() as u16;
    code.args = (params.posonly.len() + params.args.len()) as u16;
    code.kwonly = params.kwonly.len() as u16;
    code.vararg = params.vararg.is_some();
    code.kwarg = params.kwarg.is_some();
    code
}

/// The docstring of a body, and the statements behind it.
pub(super) fn docstring(body: &[Stmt]) -> (Option<(&Rc<str>, Span)>, &[Stmt]) {
    if let Some((first, rest)) = body.split_first()
        && let StmtKind::Expr(value) = &first.kind
        && let ExprKind::Constant(ast::Constant::Str(text)) = &value.kind
    {
        return (Some((text, value.span)), rest);
    }
    (None, body)
}

/// A docstring without the indentation of its source: what 3.13's compiler keeps.
pub(super) fn clean(text: &Rc<str>) -> Rc<str> {
    let expanded = expand_tabs(text);
    let mut lines = expanded.split('\n');
    let first = lines.next().unwrap_or("");
    let indent = |line: &&str| line.len() - line.trim_start_matches(' ').len();
    let margin = lines.clone().filter(|l| !l.trim_start_matches(' ').is_empty()).map(|l| indent(&l)).min();
    let margin = margin.unwrap_or(0);
    if margin == 0 && !first.starts_with(' ') {
        return expanded.into();
    }
    let mut out = first.trim_start_matches(' ').to_string();
    for line in lines {
        out.push('\n');
        out.push_str(line.get(margin..).unwrap_or(""));
    }
    out.into()
}

fn expand_tabs(text: &str) -> String {
    if !text.contains('\t') {
        return text.to_string();
    }
    let mut out = String::with_capacity(text.len() + 16);
    let mut column = 0;
    for c in text.chars() {
        match c {
            '\t' => {
                let by = 8 - column % 8;
                out.extend(std::iter::repeat_n(' ', by));
                column += by;
            }
            '\n' | '\r' => {
                out.push(c);
                column = 0;
            }
            _ => {
                out.push(c);
                column += 1;
            }
        }
    }
    out
}
