//! The Mersenne Twister (MT19937, Matsumoto and Nishimura 1998): the generator whose sequences programs rely on.
//!
//! In: a seed. Out: words of 32 bits, the same as CPython's for the same seed.

use num_bigint::BigUint;

const SIZE: usize = 624;
const AHEAD: usize = 397;

/// The generator's state.
#[derive(Clone)]
pub struct Twister {
    words: [u32; SIZE],
    next: usize,
}

impl Twister {
    fn of_word(seed: u32) -> Twister {
        let mut words = [seed; SIZE];
        for i in 1..SIZE {
            let before = words[i - 1];
            words[i] = 1812433253u32.wrapping_mul(before ^ (before >> 30)).wrapping_add(i as u32);
        }
        Twister { words, next: SIZE }
    }

    /// Seeds with a number of any size.
    pub fn seeded(seed: &BigUint) -> Twister {
        let mut key = seed.to_u32_digits();
        if key.is_empty() {
            key.push(0);
        }
        let mut twister = Twister::of_word(19650218);
        let words = &mut twister.words;
        let (mut i, mut j) = (1, 0);
        for _ in 0..SIZE.max(key.len()) {
            let mixed = (words[i - 1] ^ (words[i - 1] >> 30)).wrapping_mul(1664525);
            words[i] = (words[i] ^ mixed).wrapping_add(key[j]).wrapping_add(j as u32);
            i += 1;
            j = (j + 1) % key.len();
            if i == SIZE {
                words[0] = words[SIZE - 1];
                i = 1;
            }
        }
        for _ in 1..SIZE {
            let mixed = (words[i - 1] ^ (words[i - 1] >> 30)).wrapping_mul(1566083941);
            words[i] = (words[i] ^ mixed).wrapping_sub(i as u32);
            i += 1;
            if i == SIZE {
                words[0] = words[SIZE - 1];
                i = 1;
            }
        }
        words[0] = 0x8000_0000;
        twister
    }

    fn renew(&mut self) {
        for i in 0..SIZE {
            let mixed = (self.words[i] & 0x8000_0000) | (self.words[(i + 1) % SIZE] & 0x7fff_ffff);
            let odd = if mixed & 1 == 1 { 0x9908_b0df } else { 0 };
            self.words[i] = self.words[(i + AHEAD) % SIZE] ^ (mixed >> 1) ^ odd;
        }
        self.next = 0;
    }

    /// The next word.
    pub fn word(&mut self) -> u32 {
        if self.next >= SIZE {
            self.renew();
        }
        let mut word = self.words[self.next];
        self.next += 1;
        word ^= word >> 11;
        word ^= (word << 7) & 0x9d2c_5680;
        word ^= (word << 15) & 0xefc6_0000;
        word ^ (word >> 18)
    }

    /// A float from 0 up to 1, of 53 bits.
    pub fn float(&mut self) -> f64 {
        let (high, low) = (f64::from(self.word() >> 5), f64::from(self.word() >> 6));
        (high * 67108864.0 + low) * (1.0 / 9007199254740992.0)
    }

    /// A number of this many bits.
    pub fn bits(&mut self, count: u64) -> BigUint {
        let mut left = count;
        let mut digits = Vec::with_capacity(count.div_ceil(32) as usize);
        while left > 0 {
            let word = self.word();
            digits.push(if left < 32 { word >> (32 - left) } else { word });
            left = left.saturating_sub(32);
        }
        BigUint::new(digits)
    }

    /// A number below another, which is not zero.
    pub fn below(&mut self, limit: u64) -> u64 {
        let bits = 64 - limit.leading_zeros();
        loop {
            let number = if bits <= 32 {
                u64::from(self.word() >> (32 - bits))
            } else {
                let low = u64::from(self.word());
                u64::from(self.word() >> (64 - bits)) << 32 | low
            };
            if number < limit {
                return number;
            }
        }
    }

    /// A number below another of any size, which is not zero.
    pub fn below_big(&mut self, limit: &BigUint) -> BigUint {
        loop {
            let number = self.bits(limit.bits());
            if number < *limit {
                return number;
            }
        }
    }

    /// The words and the place of the next one: `getstate`.
    pub fn state(&self) -> impl Iterator<Item = u32> {
        self.words.into_iter().chain(std::iter::once(self.next as u32))
    }

    /// The generator with this state; None when it is no state.
    pub fn with_state(state: &[u32]) -> Option<Twister> {
        let (next, words) = state.split_last()?;
        let words: [u32; SIZE] = words.try_into().ok()?;
        (*next as usize <= SIZE).then_some(Twister { words, next: *next as usize })
    }
}
