//! Compiled code as bytes: the form in which the library lies in the executable, and how code comes out of it.
//!
//! In: the code of a text, when Co is built; its bytes, when a module is imported. Out: bytes; code whose bodies stay packed
//! until they are asked for, so that a function that is never called costs no more than its name. Bytes that end too early
//! read as zeros: they are Co's own, and a test compares them with what the compiler gives.

use super::code::{Body, Capture, Code, CodeKind, Constant, Handler, Rest, State, StateKind};
use super::op::Op;
use crate::source::{Source, Span};
use num_bigint::BigInt;
use std::cell::OnceCell;
use std::rc::Rc;

const KINDS: [CodeKind; 6] = [
    CodeKind::Module,
    CodeKind::Class,
    CodeKind::Function,
    CodeKind::Generator,
    CodeKind::Coroutine,
    CodeKind::AsyncGenerator,
];

const STATE_KINDS: [StateKind; 6] = [
    StateKind::Yield,
    StateKind::YieldFrom,
    StateKind::Await,
    StateKind::AsyncFor,
    StateKind::AsyncWithEnter,
    StateKind::AsyncWithExit,
];

/// Bytes in the making.
#[derive(Default)]
pub struct Writer {
    bytes: Vec<u8>,
    /// The texts met so far, in the order of their numbers.
    texts: Vec<Rc<str>>,
    numbers: rustc_hash::FxHashMap<Rc<str>, u32>,
}

impl Writer {
    /// One byte.
    pub fn byte(&mut self, byte: u8) {
        self.bytes.push(byte);
    }

    /// A number, small ones in few bytes.
    pub fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.byte(number as u8 | 0x80);
            number >>= 7;
        }
        self.byte(number as u8);
    }

    /// A number that may be negative.
    pub fn signed(&mut self, number: i64) {
        self.number((number << 1 ^ number >> 63) as u64);
    }

    fn text(&mut self, text: &Rc<str>) {
        let next = self.texts.len() as u32;
        let number = *self.numbers.entry(text.clone()).or_insert(next);
        if number == next {
            self.texts.push(text.clone());
        }
        self.number(u64::from(number));
    }

    fn list<T>(&mut self, items: &[T], mut each: impl FnMut(&mut Writer, &T)) {
        self.number(items.len() as u64);
        items.iter().for_each(|item| each(self, item));
    }

    fn span(&mut self, span: Span, before: u32) {
        self.signed(i64::from(span.start) - i64::from(before));
        self.signed(i64::from(span.end) - i64::from(span.start));
    }

    /// What `write` writes, behind its length: a reader can pass over it.
    fn apart(&mut self, write: impl FnOnce(&mut Writer)) {
        let outer = std::mem::take(&mut self.bytes);
        write(self);
        let inner = std::mem::replace(&mut self.bytes, outer);
        self.number(inner.len() as u64);
        self.bytes.extend(inner);
    }

    /// All of it but the source: a field more does not go unseen.
    fn code(&mut self, code: &Code) {
        #[rustfmt::skip]
        let Code {
            name, qualname, kind, source: _, span, first_line, posonly, args, kwonly, vararg, kwarg, captures, registers,
            returning, future_annotations, nested, iterable_coroutine, body: _,
        } = code;
        let flags = [vararg, kwarg, future_annotations, nested, iterable_coroutine];
        let flags = flags.iter().enumerate().map(|(bit, &&set)| u8::from(set) << bit).sum();
        self.byte(*kind as u8);
        self.byte(flags);
        self.text(name);
        self.text(qualname);
        self.span(*span, 0);
        let counts = [posonly, args, kwonly, registers, returning].map(|&n| u32::from(n));
        [*first_line].iter().chain(&counts).for_each(|&n| self.number(u64::from(n)));
        self.list(captures, |out, capture| match *capture {
            Capture::Cell(register) => out.number(u64::from(register) << 1),
            Capture::Free(index) => out.number(u64::from(index) << 1 | 1),
        });
        self.apart(|out| out.body(code));
    }

    fn body(&mut self, body: &Body) {
        let Body { locals, cells, free, ops, spans, constants, cache_names, handlers, states, doc } = body;
        self.list(locals, |out, name| out.text(name));
        self.list(cells, |out, &cell| out.number(u64::from(cell)));
        self.list(free, |out, name| out.text(name));
        self.list(ops, |out, op| op.pack(out));
        self.list(constants, Writer::constant);
        self.list(cache_names, |out, name| out.text(name));
        self.list(handlers, |out, handler| {
            let Handler { start, end, target, exc, clear_from } = *handler;
            let numbers = [start, end, target, u32::from(exc), u32::from(clear_from)];
            numbers.iter().for_each(|&n| out.number(u64::from(n)));
        });
        self.list(states, |out, state| {
            let State { kind, span, pc, live, handled } = state;
            out.byte(*kind as u8);
            out.span(*span, 0);
            out.number(u64::from(*pc));
            out.list(live, |out, &reg| out.number(u64::from(reg)));
            let handled = handled.map(|(save, exc)| [save, exc]);
            out.list(handled.as_ref().map_or(&[], |h| &h[..]), |out, &reg| out.number(u64::from(reg)));
        });
        self.list(doc.as_slice(), |out, doc| out.text(doc));
        let mut before = 0;
        self.list(spans, |out, &span| out.span(span, std::mem::replace(&mut before, span.start)));
    }

    fn constant(&mut self, constant: &Constant) {
        match constant {
            Constant::None => self.byte(0),
            Constant::Bool(false) => self.byte(1),
            Constant::Bool(true) => self.byte(2),
            Constant::Ellipsis => self.byte(3),
            Constant::Int(int) => {
                self.byte(4);
                self.signed(*int);
            }
            Constant::BigInt(int) => {
                self.byte(5);
                self.list(&int.to_signed_bytes_le(), |out, &byte| out.byte(byte));
            }
            Constant::Float(float) => {
                self.byte(6);
                self.bytes.extend(float.to_bits().to_le_bytes());
            }
            Constant::Complex(re, im) => {
                self.byte(7);
                [re, im].iter().for_each(|part| self.bytes.extend(part.to_bits().to_le_bytes()));
            }
            Constant::Str(text) => {
                self.byte(8);
                self.text(text);
            }
            Constant::Bytes(bytes) => {
                self.byte(9);
                self.list(bytes, |out, &byte| out.byte(byte));
            }
            Constant::Tuple(items) => {
                self.byte(10);
                self.list(items, Writer::constant);
            }
            Constant::FrozenSet(items) => {
                self.byte(11);
                self.list(items, Writer::constant);
            }
            Constant::Code(code) => {
                self.byte(12);
                self.code(code);
            }
        }
    }
}

/// The bytes of a text's code: how many texts it has, where each ends, these texts, the code.
pub fn pack(code: &Code) -> Vec<u8> {
    let mut out = Writer::default();
    out.code(code);
    let mut end = 0;
    let ends = out.texts.iter().map(|text| {
        end += text.len() as u32;
        end
    });
    let numbers: Vec<u32> = std::iter::once(out.texts.len() as u32).chain(ends).collect();
    let mut all: Vec<u8> = numbers.iter().flat_map(|n| n.to_le_bytes()).collect();
    out.texts.iter().for_each(|text| all.extend(text.as_bytes()));
    all.extend(out.bytes);
    all
}

/// The code that was packed; `source` is what it was compiled from.
pub fn unpack(bytes: &'static [u8], source: &Rc<Source>) -> Rc<Code> {
    let count = word(bytes, 0) as usize;
    let ends = bytes.get(4..).unwrap_or_default();
    let all = 4 * (count + 1) + count.checked_sub(1).map_or(0, |last| word(ends, last) as usize);
    let texts = (0..count).map(|_| OnceCell::new()).collect();
    let text = Rc::new(Text { bytes, texts, source: source.clone() });
    Rc::new(Reader { text: &text, bytes, at: all }.code())
}

fn word(bytes: &[u8], index: usize) -> u32 {
    bytes.get(4 * index..).and_then(|rest| rest.first_chunk()).map_or(0, |chunk| u32::from_le_bytes(*chunk))
}

/// The packed code of one text.
#[derive(Debug)]
struct Text {
    bytes: &'static [u8],
    /// The texts in it that have been asked for.
    texts: Box<[OnceCell<Rc<str>>]>,
    source: Rc<Source>,
}

impl Text {
    fn text(&self, number: usize) -> Rc<str> {
        let Some(known) = self.texts.get(number) else { return Rc::from("") };
        let made = || {
            let from = if number == 0 { 0 } else { word(self.bytes, number) as usize };
            let heap = 4 * (self.texts.len() + 1);
            let bytes = self.bytes.get(heap + from..heap + word(self.bytes, number + 1) as usize);
            Rc::from(std::str::from_utf8(bytes.unwrap_or_default()).unwrap_or_default())
        };
        known.get_or_init(made).clone()
    }
}

/// Something that waits in its text's bytes.
#[derive(Clone, Debug)]
pub struct Packed {
    text: Rc<Text>,
    at: usize,
}

/// What can wait there.
pub trait Unpack: Default {
    /// Reads it.
    fn unpack(packed: &Packed) -> Self;
}

impl Unpack for Body {
    fn unpack(packed: &Packed) -> Body {
        packed.reader().body()
    }
}

impl Unpack for Vec<Span> {
    fn unpack(packed: &Packed) -> Vec<Span> {
        let mut before = 0;
        packed.reader().list(|from| {
            let span = from.span(before);
            before = span.start;
            span
        })
    }
}

impl Packed {
    fn reader(&self) -> Reader<'_> {
        Reader { text: &self.text, bytes: self.text.bytes, at: self.at }
    }
}

/// A place in packed code.
pub struct Reader<'a> {
    text: &'a Rc<Text>,
    bytes: &'static [u8],
    at: usize,
}

impl Reader<'_> {
    /// One byte.
    #[inline]
    pub fn byte(&mut self) -> u8 {
        let byte = self.bytes.get(self.at).copied().unwrap_or_default();
        self.at += 1;
        byte
    }

    /// A number, as [`Writer::number`] writes it.
    #[inline]
    pub fn number(&mut self) -> u64 {
        let first = self.byte();
        if first < 0x80 {
            return u64::from(first);
        }
        let mut number = u64::from(first & 0x7f);
        for shift in (7..64).step_by(7) {
            let byte = self.byte();
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                break;
            }
        }
        number
    }

    /// A number that may be negative.
    #[inline]
    pub fn signed(&mut self) -> i64 {
        let number = self.number();
        (number >> 1) as i64 ^ -((number & 1) as i64)
    }

    fn text(&mut self) -> Rc<str> {
        let number = self.number() as usize;
        self.text.text(number)
    }

    fn list<T>(&mut self, mut each: impl FnMut(&mut Self) -> T) -> Vec<T> {
        let count = self.number();
        (0..count).map(|_| each(self)).collect()
    }

    fn span(&mut self, before: u32) -> Span {
        let start = i64::from(before) + self.signed();
        Span::new(start as u32, (start + self.signed()) as u32)
    }

    /// What stands here, to be read when it is asked for.
    fn later<T: Unpack>(&self) -> Rest<T> {
        Rest::packed(Packed { text: self.text.clone(), at: self.at })
    }

    fn float(&mut self) -> f64 {
        let bits = (0..8).fold(0, |bits, byte| bits | u64::from(self.byte()) << (8 * byte));
        f64::from_bits(bits)
    }

    fn code(&mut self) -> Code {
        let kind = KINDS.get(self.byte() as usize).copied().unwrap_or(CodeKind::Module);
        let flags = self.byte();
        let flag = |bit: u8| flags >> bit & 1 == 1;
        let (name, qualname, span) = (self.text(), self.text(), self.span(0));
        let first_line = self.number() as u32;
        let [posonly, args, kwonly, registers, returning] = std::array::from_fn(|_| self.number() as u16);
        let captures = self.list(|from| {
            let number = from.number();
            let place = (number >> 1) as u16;
            if number & 1 == 0 { Capture::Cell(place) } else { Capture::Free(place) }
        });
        let length = self.number() as usize;
        let body = self.later();
        self.at += length;
        Code {
            name,
            qualname,
            kind,
            source: self.text.source.clone(),
            span,
            first_line,
            posonly,
            args,
            kwonly,
            vararg: flag(0),
            kwarg: flag(1),
            captures,
            registers,
            returning,
            future_annotations: flag(2),
            nested: flag(3),
            iterable_coroutine: flag(4),
            body,
        }
    }

    fn body(&mut self) -> Body {
        Body {
            locals: self.list(Reader::text),
            cells: self.list(|from| from.number() as u16),
            free: self.list(Reader::text),
            ops: self.list(Op::unpack),
            constants: self.list(Reader::constant),
            cache_names: self.list(Reader::text),
            handlers: self.list(|from| Handler {
                start: from.number() as u32,
                end: from.number() as u32,
                target: from.number() as u32,
                exc: from.number() as u16,
                clear_from: from.number() as u16,
            }),
            states: self.list(|from| State {
                kind: STATE_KINDS.get(from.byte() as usize).copied().unwrap_or(StateKind::Yield),
                span: from.span(0),
                pc: from.number() as u32,
                live: from.list(|from| from.number() as u16),
                handled: match from.list(|from| from.number() as u16)[..] {
                    [save, exc] => Some((save, exc)),
                    _ => None,
                },
            }),
            doc: self.list(Reader::text).pop(),
            spans: self.later(),
        }
    }

    fn constant(&mut self) -> Constant {
        match self.byte() {
            1 => Constant::Bool(false),
            2 => Constant::Bool(true),
            3 => Constant::Ellipsis,
            4 => Constant::Int(self.signed()),
            5 => Constant::BigInt(Rc::new(BigInt::from_signed_bytes_le(&self.list(Reader::byte)))),
            6 => Constant::Float(self.float()),
            7 => Constant::Complex(self.float(), self.float()),
            8 => Constant::Str(self.text()),
            9 => Constant::Bytes(self.list(Reader::byte).into()),
            10 => Constant::Tuple(self.list(Reader::constant).into()),
            11 => Constant::FrozenSet(self.list(Reader::constant).into()),
            12 => Constant::Code(Rc::new(self.code())),
            _ => Constant::None,
        }
    }
}

/// An operand of an operation, as bytes.
pub trait Operand: Sized {
    /// Writes it.
    fn pack(self, out: &mut Writer);
    /// Reads it.
    fn unpack(from: &mut Reader) -> Self;
}

macro_rules! operand {
    ($($kind:ty, $write:ident, $wide:ty;)*) => {
        $(impl Operand for $kind {
            fn pack(self, out: &mut Writer) {
                out.$write(<$wide>::from(self));
            }

            #[inline]
            fn unpack(from: &mut Reader) -> $kind {
                from.$write() as $kind
            }
        })*
    };
}

operand! {
    u8, byte, u8;
    u16, number, u64;
    u32, number, u64;
    i16, signed, i64;
    i32, signed, i64;
}
