//! Definitions: functions, classes and their decorators.
//!
//! In: the rules for expressions and the block. Out: `definition`.

use super::block::{Block, clause};
use super::compound::{colon, spanned};
use super::expression::Expressions;
use super::primitive::{by_hand, expected, fail, name, next, position, refuse, token};
use super::{Parse, Rule, parameter};
use crate::diagnostic::codes;
use crate::syntax::ast::{ClassDef, Expr, FunctionDef, Stmt, StmtKind};
use crate::syntax::token::TokenKind as K;
use chumsky::prelude::*;

/// definition: ('@' named_expression NEWLINE)* (['async'] function | class)
pub(super) fn definition<'t>(rules: &Expressions<'t>, block: Rule<'t, Block>) -> impl Parse<'t, Stmt> {
    let decorator = token(K::At).ignore_then(rules.named_expression.clone()).then_ignore(token(K::Newline));
    let decorators = decorator.repeated().collect::<Vec<_>>().boxed();
    let function = function(rules, block.clone()).boxed();
    let class = class(rules, block).boxed();
    by_hand(move |reader| {
        let decorators = if next(reader) == K::At { reader.parse(&decorators)? } else { Vec::new() };
        let from = position(reader);
        let mut kind = match next(reader) {
            K::Def | K::Async => reader.parse(&function)?,
            K::Class => reader.parse(&class)?,
            _ => return fail(reader),
        };
        set_decorators(&mut kind, decorators);
        let span = spanned(reader, from);
        Ok(Stmt { span, kind })
    })
}

fn set_decorators(kind: &mut StmtKind, decorators: Vec<Expr>) {
    match kind {
        StmtKind::FunctionDef(function) => function.decorators = decorators,
        StmtKind::ClassDef(class) => class.decorators = decorators,
        _ => {}
    }
}

/// function: ['async'] 'def' name [type_parameters] parameters ['->' expression] ':' block
fn function<'t>(rules: &Expressions<'t>, block: Rule<'t, Block>) -> impl Parse<'t, StmtKind> {
    let parameters = parameter::parameters(rules).boxed();
    let parameters = by_hand(move |reader| {
        if next(reader) != K::LeftParen {
            return refuse(reader, codes::EXPECTED, "expected '('");
        }
        reader.parse(&parameters)
    });
    let returns = token(K::Arrow).ignore_then(rules.expression.clone());
    let returns = by_hand(move |reader| {
        if next(reader) != K::Arrow {
            return Ok(None);
        }
        let before = reader.save();
        match reader.parse(&returns) {
            Ok(value) => Ok(Some(value)),
            Err(_) => {
                reader.rewind(before);
                refuse(reader, codes::EXPECTED, "expected ':'")
            }
        }
    });
    let header = name()
        .then(parameter::type_parameters(rules))
        .then(parameters)
        .then(returns)
        .then_ignore(expected(K::Colon, "expected ':'"));
    let clause = clause(K::Def, "function definition", header, block);
    token(K::Async).or_not().then(clause).map(|(is_async, (header, body))| match header {
        None => StmtKind::Error,
        Some((((name, type_params), parameters), returns)) => StmtKind::FunctionDef(Box::new(FunctionDef {
            name,
            type_params,
            parameters: parameters.unwrap_or_default(),
            returns,
            body,
            decorators: Vec::new(),
            is_async: is_async.is_some(),
        })),
    })
}

/// class: 'class' name [type_parameters] [arguments] ':' block
fn class<'t>(rules: &Expressions<'t>, block: Rule<'t, Block>) -> impl Parse<'t, StmtKind> {
    let arguments = rules.arguments().map_with(|arguments, e| {
        // Bases cannot be a generator expression without brackets.
        if let Some((_, at)) = arguments.as_ref().and_then(|arguments| arguments.generator) {
            e.state().fault_at(codes::SYNTAX, "invalid syntax", at);
        }
        arguments
    });
    let header = name().then(parameter::type_parameters(rules)).then(arguments.or_not()).then_ignore(colon());
    clause(K::Class, "class definition", header, block).map(|(header, body)| match header {
        None => StmtKind::Error,
        Some(((name, type_params), arguments)) => {
            let arguments = arguments.flatten().unwrap_or_default();
            StmtKind::ClassDef(Box::new(ClassDef {
                name,
                type_params,
                bases: arguments.args,
                keywords: arguments.keywords,
                body,
                decorators: Vec::new(),
            }))
        }
    })
}
