//! Bytes of JSON, put together quickly: texts, numbers, and what stands between them.
//!
//! In: pieces of lines. Out: their bytes, in order. The room is there before it is needed, so that a piece costs a copy.

use crate::diagnostic::json::string;

/// Room for the digits of any number.
const DIGITS: usize = 20;

/// The numbers below a hundred, in two digits each.
const PAIRS: [[u8; 2]; 100] = {
    let mut pairs = [[b'0'; 2]; 100];
    let mut i = 0;
    while i < 100 {
        pairs[i] = [b'0' + (i / 10) as u8, b'0' + (i % 10) as u8];
        i += 1;
    }
    pairs
};

/// Bytes, and room for more.
#[derive(Default)]
pub struct Buffer {
    /// What is written, then the room.
    bytes: Vec<u8>,
    len: usize,
}

impl Buffer {
    /// A buffer with room for so many bytes.
    pub fn with_room(room: usize) -> Buffer {
        Buffer { bytes: vec![0; room], len: 0 }
    }

    /// How many bytes were written.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether nothing was written.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// What was written from a place on.
    pub fn since(&self, begin: usize) -> &[u8] {
        self.bytes.get(begin..self.len).unwrap_or(&[])
    }

    /// Forgets what was written from a place on.
    pub fn truncate(&mut self, begin: usize) {
        self.len = self.len.min(begin);
    }

    /// Hands all that was written over, and starts anew in what is left in its place: that need not be emptied.
    pub fn hand_over(&mut self, take: impl FnOnce(&mut Vec<u8>)) {
        self.bytes.truncate(self.len);
        take(&mut self.bytes);
        self.len = 0;
        let room = self.bytes.capacity();
        self.bytes.resize(room, 0);
    }

    /// Adds a piece whose length is known when this is compiled: a few moves, and no call.
    #[inline(always)]
    pub fn put_short<const N: usize>(&mut self, piece: &[u8; N]) {
        match self.bytes.get_mut(self.len..).and_then(|room| room.first_chunk_mut::<N>()) {
            Some(room) => {
                *room = *piece;
                self.len += N;
            }
            None => self.put_slowly(piece),
        }
    }

    /// Adds a piece.
    #[inline(always)]
    pub fn put(&mut self, piece: &[u8]) {
        let end = self.len + piece.len();
        match self.bytes.get_mut(self.len..end) {
            Some(room) => {
                room.copy_from_slice(piece);
                self.len = end;
            }
            None => self.put_slowly(piece),
        }
    }

    #[cold]
    #[inline(never)]
    fn put_slowly(&mut self, piece: &[u8]) {
        self.grow(piece.len());
        self.put(piece);
    }

    fn grow(&mut self, more: usize) {
        self.bytes.resize((self.len + more) * 2, 0);
    }

    /// Adds a number: `write!` takes several times as long, and recordings are made of numbers.
    #[inline]
    pub fn number(&mut self, number: i64) {
        if number < 0 {
            self.put_short(b"-");
        }
        let number = number.unsigned_abs();
        match self.bytes.get_mut(self.len..).and_then(|room| room.first_chunk_mut::<DIGITS>()) {
            Some(room) => self.len += digits(number, room),
            None => self.number_slowly(number),
        }
    }

    #[cold]
    #[inline(never)]
    fn number_slowly(&mut self, number: u64) {
        self.grow(DIGITS);
        if let Some(room) = self.bytes.get_mut(self.len..).and_then(|room| room.first_chunk_mut::<DIGITS>()) {
            self.len += digits(number, room);
        }
    }

    /// Adds a number below a million with zeros before it.
    #[inline(always)]
    pub fn six_digits(&mut self, number: u32) {
        let (a, rest) = (PAIRS[(number / 10_000 % 100) as usize], number % 10_000);
        let (b, c) = (PAIRS[(rest / 100) as usize], PAIRS[(rest % 100) as usize]);
        self.put_short(&[a[0], a[1], b[0], b[1], c[0], c[1]]);
    }

    /// Adds a piece that was made before.
    #[inline(always)]
    pub fn put_piece(&mut self, piece: &Piece) {
        match self.bytes.get_mut(self.len..).and_then(|room| room.first_chunk_mut::<PIECE>()) {
            Some(room) if piece.long.is_none() => {
                *room = piece.short;
                self.len += piece.len;
            }
            _ => self.put_long(piece),
        }
    }

    #[cold]
    #[inline(never)]
    fn put_long(&mut self, piece: &Piece) {
        match &piece.long {
            Some(long) => self.put(long),
            None => self.put(piece.short.get(..piece.len).unwrap_or(&[])),
        }
    }

    /// Adds a text as a JSON string.
    #[inline]
    pub fn text(&mut self, text: &str) {
        if text.bytes().all(|b| b >= 0x20 && b != b'"' && b != b'\\') {
            self.put_short(b"\"");
            self.put(text.as_bytes());
            return self.put_short(b"\"");
        }
        let mut escaped = String::new();
        string(&mut escaped, text);
        self.put(escaped.as_bytes());
    }
}

/// Writes the digits of a number, and gives their count. Most numbers are small.
#[inline(always)]
fn digits(number: u64, room: &mut [u8; DIGITS]) -> usize {
    if number < 100 {
        let pair = PAIRS[number as usize];
        let skip = usize::from(number < 10);
        (room[0], room[1]) = (pair[skip], pair[1]);
        return 2 - skip;
    }
    if number < 10_000 {
        let (a, b) = (PAIRS[(number / 100) as usize], PAIRS[(number % 100) as usize]);
        let all = u32::from_le_bytes([a[0], a[1], b[0], b[1]]);
        let skip = u32::from(number < 1000);
        let all = (all >> (8 * skip)).to_le_bytes();
        (room[0], room[1], room[2], room[3]) = (all[0], all[1], all[2], all[3]);
        return 4 - skip as usize;
    }
    many_digits(number, room)
}

#[inline(never)]
fn many_digits(number: u64, room: &mut [u8; DIGITS]) -> usize {
    let count = number.ilog10() as usize + 1;
    let (mut rest, mut at) = (number, count);
    while rest >= 10 && at >= 2 {
        let pair = PAIRS[(rest % 100) as usize];
        rest /= 100;
        at -= 2;
        (room[at], room[at + 1]) = (pair[0], pair[1]);
    }
    if at == 1 {
        room[0] = b'0' + rest as u8;
    }
    count
}

/// Bytes of a [`Piece`] that are copied in one go.
const PIECE: usize = 32;

/// Bytes that are added again and again.
#[derive(Default)]
pub struct Piece {
    short: [u8; PIECE],
    len: usize,
    /// All of them, where they are more.
    long: Option<Box<[u8]>>,
}

impl Piece {
    /// A piece of such bytes.
    pub fn new(bytes: &[u8]) -> Piece {
        let mut short = [0; PIECE];
        let long = bytes.len() > PIECE;
        if !long {
            short[..bytes.len()].copy_from_slice(bytes);
        }
        Piece { short, len: bytes.len(), long: long.then(|| bytes.into()) }
    }
}

#[cfg(test)]
mod tests {
    use super::{Buffer, Piece};

    #[test]
    fn numbers_and_texts_are_as_json_has_them() {
        let mut buffer = Buffer::default();
        let numbers = [0, 7, 10, 99, 100, 101, 999, 1000, 12_345, 999_999, 1_000_000, -1, -120, i64::MAX, i64::MIN];
        for number in numbers {
            buffer.number(number);
            buffer.put(b" ");
        }
        buffer.text("a \"b\"\n");
        let wanted = format!("{} \"a \\\"b\\\"\\n\"", numbers.map(|n| n.to_string()).join(" "));
        assert_eq!(String::from_utf8_lossy(buffer.since(0)), wanted);
        for piece in ["", "short", &"long ".repeat(20)] {
            let before = buffer.len();
            buffer.put_piece(&Piece::new(piece.as_bytes()));
            assert_eq!(buffer.since(before), piece.as_bytes());
        }
        buffer.truncate(1);
        buffer.six_digits(1203);
        assert_eq!(buffer.since(1), b"001203");
        buffer.truncate(1);
        let mut taken = Vec::new();
        buffer.hand_over(|bytes| taken.append(bytes));
        assert!(buffer.is_empty() && taken == b"0");
    }
}
