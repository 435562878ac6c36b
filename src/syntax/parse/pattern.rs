//! `match` and its patterns (PEP 634).
//!
//! In: the rules for expressions and the block. Out: `match_statement`, and whether one starts here: `match` is a
//! keyword only before a subject that a colon ends.

use super::block::{Block, suite};
use super::compound::colon;
use super::expression::{self, Expressions};
use super::primitive::{
    ahead, attempt, bracketed, by_hand, fail, is_soft, listed, name, next, position, refuse, soft, token,
};
use super::state::{DEEPEST, Here};
use super::{Parse, Reader, Rule, atom, string};
use crate::diagnostic::codes;
use crate::source::Span;
use crate::syntax::ast::{
    BinaryOperator, Constant, Expr, ExprKind, MatchCase, Name, Pattern, PatternKind, StmtKind, UnaryOperator,
};
use crate::syntax::token::TokenKind as K;
use chumsky::prelude::*;

/// Whether a `match` statement starts at the next token.
pub(super) fn starts_match(reader: &mut Reader<'_, '_>) -> bool {
    if !is_soft(reader, 0, "match") {
        return false;
    }
    match ahead(reader, 1) {
        // These cannot go on from a name, but can start a subject.
        K::Name | K::Int | K::Float | K::Imaginary | K::Str | K::Bytes | K::FStringStart => true,
        K::LeftBrace | K::Lambda | K::Await | K::None | K::True | K::False | K::Ellipsis | K::Tilde => true,
        K::Not => ahead(reader, 2) != K::In,
        // These can do both: the colon at the end of the line decides.
        K::LeftParen | K::LeftBracket | K::Minus | K::Plus | K::Star => line_ends_with_colon(reader),
        _ => false,
    }
}

fn line_ends_with_colon(reader: &mut Reader<'_, '_>) -> bool {
    let mut at = position(reader);
    let state = reader.state();
    while !matches!(state.kind(at), K::Newline | K::End) {
        at += 1;
    }
    at > 0 && state.kind(at - 1) == K::Colon
}

/// match_statement: "match" element (',' element)* [','] ':' NEWLINE INDENT case+ DEDENT
pub(super) fn match_statement<'t>(rules: &Expressions<'t>, block: Rule<'t, Block>) -> impl Parse<'t, StmtKind> {
    let subject = expression::tuple(rules.element.clone()).boxed();
    let subject = by_hand(move |reader| {
        let subject = reader.parse(&subject)?;
        if let ExprKind::Starred(_) = subject.kind { fail(reader) } else { Ok(subject) }
    });
    let header = soft("match").ignore_then(subject).then_ignore(colon()).boxed();
    let cases = case(rules, block).map(Some).recover_with(via_parser(no_case()));
    let cases = cases.repeated().at_least(1).collect::<Vec<_>>();
    let cases = cases.map(|cases| cases.into_iter().flatten().collect::<Vec<_>>());
    let cases = token(K::Indent).ignore_then(cases).then_ignore(token(K::Dedent).or(token(K::End))).boxed();
    by_hand(move |reader| {
        let from = position(reader);
        let subject = reader.parse(&header)?;
        if next(reader) != K::Newline {
            return fail(reader);
        }
        reader.skip();
        if next(reader) != K::Indent {
            let missing = Block::Missing(position(reader));
            suite(missing, "'match' statement", false, from, reader.state());
            return Ok(StmtKind::Error);
        }
        let cases = reader.parse(&cases)?;
        Ok(StmtKind::Match { subject: Box::new(subject), cases })
    })
}

/// Recovery: says that a line is no `case`, and skips it with what is indented below it.
fn no_case<'t>() -> impl Parse<'t, Option<MatchCase>> {
    by_hand(|reader| {
        if matches!(next(reader), K::Dedent | K::End) {
            return fail(reader);
        }
        reader.state().begin();
        reader.state().explain();
        super::block::skip_line(reader);
        if next(reader) == K::Indent {
            super::block::skip_block(reader);
        }
        Ok(None)
    })
}

/// case: "case" patterns ['if' named_expression] ':' block
fn case<'t>(rules: &Expressions<'t>, block: Rule<'t, Block>) -> impl Parse<'t, MatchCase> {
    let guard = token(K::If).ignore_then(rules.named_expression.clone()).or_not();
    let header = patterns(rules).then(guard).then_ignore(colon());
    let header = header.map(Some).recover_with(via_parser(super::block::broken_header()));
    soft("case").map_with(|(), e| e.state().begin()).ignore_then(header).then(block).map_with(|(header, block), e| {
        let at = e.first();
        let body = suite(block, "'case' statement", header.is_none(), at, e.state());
        let wildcard = Pattern { span: e.here(), kind: PatternKind::As { pattern: None, name: None } };
        let (pattern, guard) = header.unwrap_or((wildcard, None));
        MatchCase { pattern, guard, body }
    })
}

/// patterns: pattern | (star_pattern | pattern) ',' [(star_pattern | pattern) (',' (star_pattern | pattern))* [',']]
fn patterns<'t>(rules: &Expressions<'t>) -> impl Parse<'t, Pattern> {
    let pattern = recursive(|pattern| {
        let rule = pattern_rule(rules, pattern.boxed()).boxed();
        by_hand(move |reader| {
            if reader.state().depth >= DEEPEST {
                return refuse(reader, codes::TOO_HIGH, "too many nested expressions");
            }
            reader.state().depth += 1;
            let pattern = reader.parse(&rule);
            reader.state().depth -= 1;
            pattern
        })
    });
    let pattern = pattern.boxed();
    let item = star_pattern().or(pattern).boxed();
    lone_star(open_sequence(item).boxed()).map_with(|(mut items, open), e| match items.pop() {
        Some(only) if items.is_empty() && !open => only,
        last => {
            items.extend(last);
            Pattern { span: e.here(), kind: PatternKind::Sequence(items) }
        }
    })
}

/// Items with commas; whether there was a comma.
fn open_sequence<'t>(item: Rule<'t, Pattern>) -> impl Parse<'t, (Vec<Pattern>, bool)> {
    let rest = token(K::Comma).ignore_then(listed(item.clone())).or_not();
    item.then(rest).map(|(first, rest)| {
        let open = rest.is_some();
        let mut items = vec![first];
        items.extend(rest.into_iter().flat_map(|(items, _)| items));
        (items, open)
    })
}

/// A sole `*name` needs a comma to be a sequence, save in square brackets.
fn lone_star<'t>(sequence: Rule<'t, (Vec<Pattern>, bool)>) -> impl Parse<'t, (Vec<Pattern>, bool)> {
    by_hand(move |reader| {
        let (items, open) = reader.parse(&sequence)?;
        match &items[..] {
            [Pattern { kind: PatternKind::Star(_), .. }] if !open => fail(reader),
            _ => Ok((items, open)),
        }
    })
}

/// star_pattern: '*' (name | "_")
fn star_pattern<'t>() -> impl Parse<'t, Pattern> {
    token(K::Star).ignore_then(name()).map_with(|name, e| {
        let name = Some(name).filter(|name| &*name.id != "_");
        Pattern { span: e.here(), kind: PatternKind::Star(name) }
    })
}

/// pattern: closed_pattern ('|' closed_pattern)* ['as' name]
fn pattern_rule<'t>(rules: &Expressions<'t>, pattern: Rule<'t, Pattern>) -> impl Parse<'t, Pattern> {
    let closed = closed_pattern(rules, pattern).boxed();
    let either = closed.clone().then(token(K::Bar).ignore_then(closed).repeated().collect::<Vec<_>>());
    let either = either.map_with(|(first, mut rest), e| {
        if rest.is_empty() {
            return first;
        }
        rest.insert(0, first);
        Pattern { span: e.here(), kind: PatternKind::Or(rest) }
    });
    let expression = rules.expression.clone();
    let target = by_hand(move |reader| {
        if next(reader) != K::Name
            && let Some((_, to)) = attempt(reader, &expression)
        {
            let at = position(reader);
            let span = reader.state().span(at, to);
            reader.state().fault(codes::PATTERN, "invalid pattern target", span);
        }
        Ok(())
    });
    either.then(token(K::As).ignore_then(target).ignore_then(name()).or_not()).map_with(|(pattern, name), e| match name
    {
        None => pattern,
        Some(name) => {
            if &*name.id == "_" {
                e.state().fault(codes::PATTERN, "cannot use '_' as a target", name.span);
            }
            Pattern { span: e.here(), kind: PatternKind::As { pattern: Some(Box::new(pattern)), name: Some(name) } }
        }
    })
}

/// closed_pattern: literal | named | '(' [patterns] ')' | '[' [patterns] ']' | mapping
fn closed_pattern<'t>(rules: &Expressions<'t>, pattern: Rule<'t, Pattern>) -> impl Parse<'t, Pattern> {
    let literal = literal(rules).map(|value| match value.kind {
        ExprKind::Constant(constant @ (Constant::None | Constant::True | Constant::False)) => {
            Pattern { span: value.span, kind: PatternKind::Singleton(constant) }
        }
        _ => Pattern { span: value.span, kind: PatternKind::Value(Box::new(value)) },
    });
    let literal = literal.boxed();
    let item = star_pattern().or(pattern.clone()).boxed();
    let inside = open_sequence(item.clone()).or_not().boxed();
    let sole = lone_star(open_sequence(item).boxed()).or_not();
    let round = bracketed(K::LeftParen, sole, K::RightParen).map_with(|inside, e| {
        let span = e.here();
        match inside.flatten() {
            None => Pattern { span, kind: PatternKind::Sequence(Vec::new()) },
            Some((mut items, false)) if items.len() == 1 => items.remove(0),
            Some((items, _)) => Pattern { span, kind: PatternKind::Sequence(items) },
        }
    });
    let square = bracketed(K::LeftBracket, inside, K::RightBracket).map_with(|inside, e| {
        let items = inside.flatten().map_or_else(Vec::new, |(items, _)| items);
        Pattern { span: e.here(), kind: PatternKind::Sequence(items) }
    });
    let round = round.boxed();
    let square = square.boxed();
    let mapping = mapping(rules, pattern.clone()).boxed();
    let named = named(pattern).boxed();
    by_hand(move |reader| match next(reader) {
        K::Name => reader.parse(&named),
        K::LeftParen => reader.parse(&round),
        K::LeftBracket => reader.parse(&square),
        K::LeftBrace => reader.parse(&mapping),
        _ => reader.parse(&literal),
    })
}

/// literal: ['-'] number [('+' | '-') number] | strings | 'None' | 'True' | 'False'
fn literal<'t>(rules: &Expressions<'t>) -> impl Parse<'t, Expr> {
    let number = token(K::Minus).or_not().then(atom::number()).map_with(|(minus, value), e| {
        if minus.is_none() {
            return value;
        }
        let kind = ExprKind::UnaryOp { op: UnaryOperator::Negative, operand: Box::new(value) };
        Expr { span: e.here(), kind }
    });
    let sign = select! { K::Plus => BinaryOperator::Add, K::Minus => BinaryOperator::Sub };
    let complex = number.then(sign.then(atom::number()).or_not()).map_with(|(left, right), e| match right {
        None => left,
        Some((op, right)) => {
            let span = e.here();
            check_complex(&left, &right, e.state());
            Expr { span, kind: ExprKind::BinOp { left: Box::new(left), op, right: Box::new(right) } }
        }
    });
    let complex = complex.boxed();
    let strings = string::strings(rules.value.clone()).boxed();
    let constant = atom::constant().boxed();
    by_hand(move |reader| match next(reader) {
        K::Int | K::Float | K::Imaginary | K::Minus => reader.parse(&complex),
        K::Str | K::Bytes | K::FStringStart => {
            let value = reader.parse(&strings)?;
            if matches!(value.kind, ExprKind::FString(_)) {
                let message = "patterns may only match literals and attribute lookups";
                reader.state().fault(codes::PATTERN, message, value.span);
            }
            Ok(value)
        }
        K::None | K::True | K::False => reader.parse(&constant),
        _ => fail(reader),
    })
}

fn check_complex(left: &Expr, right: &Expr, state: &mut super::state::State<'_>) {
    let real = if let ExprKind::UnaryOp { operand, .. } = &left.kind { operand } else { left };
    if let ExprKind::Constant(Constant::Imaginary(_)) = real.kind {
        state.fault(codes::PATTERN, "real number required in complex literal", real.span);
    }
    if !matches!(right.kind, ExprKind::Constant(Constant::Imaginary(_))) {
        state.fault(codes::PATTERN, "imaginary number required in complex literal", right.span);
    }
}

/// dotted: name ('.' name)*
///
/// As an expression.
fn dotted<'t>() -> impl Parse<'t, Expr> {
    let first = name().map(|name| Expr { span: name.span, kind: ExprKind::Name(name.id) });
    first.foldl_with(token(K::Dot).ignore_then(name()).repeated(), |value, attr: Name, e| Expr {
        span: e.here(),
        kind: ExprKind::Attribute { value: Box::new(value), attr },
    })
}

/// named: dotted ['(' [[name '='] pattern (',' [name '='] pattern)* [',']] ')']
///
/// A sole name is bound, `_` is not; a dotted one is compared with.
fn named<'t>(pattern: Rule<'t, Pattern>) -> impl Parse<'t, Pattern> {
    let keyword = name().then_ignore(token(K::Equal)).boxed();
    let keyword = by_hand(move |reader| {
        if next(reader) == K::Name && ahead(reader, 1) == K::Equal {
            reader.parse(&keyword).map(Some)
        } else {
            Ok(None)
        }
    });
    let items = listed(keyword.then(pattern)).map(|(items, _)| items);
    let class = bracketed(K::LeftParen, items, K::RightParen).or_not();
    dotted().then(class).map_with(|(value, class), e| {
        let span = e.here();
        let Some(items) = class else {
            let kind = match value.kind {
                ExprKind::Name(id) if &*id == "_" => PatternKind::As { pattern: None, name: None },
                ExprKind::Name(id) => PatternKind::As { pattern: None, name: Some(Name { id, span }) },
                _ => PatternKind::Value(Box::new(value)),
            };
            return Pattern { span, kind };
        };
        let mut patterns = Vec::new();
        let mut keywords: Vec<(Name, Pattern)> = Vec::new();
        let mut late: Option<(Span, usize)> = None;
        for (name, pattern) in items.unwrap_or_default() {
            match name {
                Some(name) => keywords.push((name, pattern)),
                None => {
                    if !keywords.is_empty() && late.is_none_or(|(_, count)| count == keywords.len()) {
                        late = Some((late.map_or(pattern.span, |(s, _)| s.to(pattern.span)), keywords.len()));
                    }
                    patterns.push(pattern);
                }
            }
        }
        if let Some((span, _)) = late {
            e.state().fault(codes::PATTERN, "positional patterns follow keyword patterns", span);
        }
        Pattern { span, kind: PatternKind::Class { cls: Box::new(value), patterns, keywords } }
    })
}

/// mapping: '{' [(literal | dotted) ':' pattern (',' (literal | dotted) ':' pattern)*] [[','] '**' name] [','] '}'
fn mapping<'t>(rules: &Expressions<'t>, pattern: Rule<'t, Pattern>) -> impl Parse<'t, Pattern> {
    let attribute = by_hand({
        let dotted = dotted().boxed();
        move |reader| {
            if next(reader) == K::Name && ahead(reader, 1) != K::Dot {
                let at = position(reader) + 1;
                reader.state().look(at);
                return fail(reader);
            }
            reader.parse(&dotted)
        }
    });
    let plain = literal(rules).boxed();
    let literal = by_hand(move |reader| {
        if next(reader) == K::FStringStart {
            let message = "mapping pattern keys may only match literals and attribute lookups";
            return super::primitive::refuse(reader, codes::PATTERN, message);
        }
        reader.parse(&plain)
    });
    let key = literal.or(attribute);
    let pair = key.then_ignore(token(K::Colon)).then(pattern);
    let named = name().boxed();
    let named = by_hand(move |reader| if is_soft(reader, 0, "_") { fail(reader) } else { reader.parse(&named) });
    let rest = token(K::DoubleStar).ignore_then(named).then_ignore(token(K::Comma).or_not());
    // What comes after the rest is left for the closing brace to refuse.
    let pairs = pair.separated_by(token(K::Comma)).at_least(1).collect::<Vec<_>>();
    let some = pairs.then(token(K::Comma).ignore_then(rest.clone().or_not()).or_not().map(Option::flatten));
    let items = choice((rest.map(|rest| (Vec::new(), Some(rest))), some)).or_not().boxed();
    bracketed(K::LeftBrace, items, K::RightBrace).map_with(|items, e| {
        let (pairs, rest) = items.flatten().unwrap_or_default();
        let (keys, patterns) = pairs.into_iter().unzip();
        Pattern { span: e.here(), kind: PatternKind::Mapping { keys, patterns, rest } }
    })
}
