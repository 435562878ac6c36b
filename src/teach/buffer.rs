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
        let mut rest = number.unsigned_abs();
        if number < 0 {
            self.put_short(b"-");
        }
        if rest < 10 {
            return self.put_short(&[b'0' + rest as u8]);
        }
        // The digits end in the middle, so that as many bytes can be copied whatever their count.
        let mut digits = [b'0'; 2 * DIGITS];
        let mut at = DIGITS;
        while rest >= 10 {
            let pair = PAIRS[(rest % 100) as usize];
            rest /= 100;
            at -= 2;
            (digits[at], digits[at + 1]) = (pair[0], pair[1]);
        }
        if rest > 0 {
            at -= 1;
            digits[at] = b'0' + rest as u8;
        }
        if let Some(digits) = digits.get(at..).and_then(|digits| digits.first_chunk::<DIGITS>()) {
            self.put_short(digits);
            self.len -= at;
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

#[cfg(test)]
mod tests {
    use super::Buffer;

    #[test]
    fn numbers_and_texts_are_as_json_has_them() {
        let mut buffer = Buffer::default();
        let numbers = [0, 7, 10, 99, 100, 12_345, -1, -120, i64::MAX, i64::MIN];
        for number in numbers {
            buffer.number(number);
            buffer.put(b" ");
        }
        buffer.text("a \"b\"\n");
        let wanted = format!("{} \"a \\\"b\\\"\\n\"", numbers.map(|n| n.to_string()).join(" "));
        assert_eq!(String::from_utf8_lossy(buffer.since(0)), wanted);
        buffer.truncate(1);
        let mut taken = Vec::new();
        buffer.hand_over(|bytes| taken.append(bytes));
        assert!(buffer.is_empty() && taken == b"0");
    }
}
