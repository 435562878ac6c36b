//! Chance: where every unpredictable bit comes from, unless a seed is set; then all of them follow from it.
//!
//! In: a seed, or nothing. Out: words of 64 bits. Not for secrets.

use std::hash::{BuildHasher, Hasher, RandomState};

/// The source of chance.
#[derive(Clone, Debug)]
pub struct Chance {
    state: u64,
}

impl Default for Chance {
    /// Unpredictable: Rust's own hash keys are random.
    fn default() -> Chance {
        Chance { state: RandomState::new().build_hasher().finish() }
    }
}

impl Chance {
    /// The same words at every run.
    pub fn seeded(seed: u64) -> Chance {
        Chance { state: seed }
    }

    /// The next word (SplitMix64).
    pub fn word(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.state ^ (self.state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}
