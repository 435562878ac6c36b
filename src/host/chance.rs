//! Chance: where every unpredictable bit comes from, unless a seed is set; then all of them follow from it.
//!
//! In: a seed, or nothing. Out: words of 64 bits, not for secrets; and bytes for secrets, which are the system's unless a seed is set.

use std::hash::{BuildHasher, Hasher, RandomState};

/// The source of chance.
#[derive(Clone, Debug)]
pub struct Chance {
    state: u64,
    /// Whether everything follows from a seed.
    seeded: bool,
}

impl Default for Chance {
    /// Unpredictable: Rust's own hash keys are random.
    fn default() -> Chance {
        Chance { state: RandomState::new().build_hasher().finish(), seeded: false }
    }
}

impl Chance {
    /// The same words at every run.
    pub fn seeded(seed: u64) -> Chance {
        Chance { state: seed, seeded: true }
    }

    /// The next word (SplitMix64).
    pub fn word(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.state ^ (self.state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Bytes that nobody can guess, from the system; from the seed where one is set.
    pub fn secret(&mut self, count: usize) -> std::io::Result<Vec<u8>> {
        let mut bytes = vec![0; count];
        if !self.seeded {
            getrandom::fill(&mut bytes).map_err(|fault| std::io::Error::other(fault.to_string()))?;
            return Ok(bytes);
        }
        for part in bytes.chunks_mut(8) {
            let word = self.word().to_le_bytes();
            part.copy_from_slice(&word[..part.len()]);
        }
        Ok(bytes)
    }
}
