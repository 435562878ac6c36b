//! Sorting: stable, adaptive, with a comparison that may fail.
//!
//! In: positions and a `less` that says whether the key at one position is less than the key at another. Out: the
//! positions in order. The algorithm is the one described in CPython's notes on list sorting (natural runs, binary
//! insertion, merging by powers, galloping), so that a program that watches its comparisons sees the same ones. When
//! `less` fails, the positions are still a permutation.

use std::ops::ControlFlow;

const GALLOP: usize = 7;
const LONGEST_SHORT_RUN: usize = 64;

/// Sorts positions.
pub fn sort<E>(order: &mut [u32], less: &mut impl FnMut(u32, u32) -> Result<bool, E>) -> Result<(), E> {
    if order.len() < 2 {
        return Ok(());
    }
    Sorter { order, runs: Vec::new(), eager: GALLOP, less, room: Vec::new() }.sort()
}

/// A stretch that is in order, and how deep the merge with its right neighbour lies in the tree of merges.
#[derive(Clone, Copy)]
struct Run {
    start: usize,
    len: usize,
    power: u32,
}

struct Sorter<'a, F> {
    order: &'a mut [u32],
    runs: Vec<Run>,
    /// How many wins in a row make a merge gallop.
    eager: usize,
    less: &'a mut F,
    room: Vec<u32>,
}

/// How a merge ended: one side used up, or the last item of the temporary side outlives the other side.
type Merged<E> = Result<ControlFlow<()>, E>;

impl<E, F: FnMut(u32, u32) -> Result<bool, E>> Sorter<'_, F> {
    fn sort(&mut self) -> Result<(), E> {
        let total = self.order.len();
        let least = shortest_run(total);
        let mut start = 0;
        while start < total {
            let mut len = self.count_run(start, total)?;
            if len < least {
                let wanted = least.min(total - start);
                self.insert(start, len, wanted)?;
                len = wanted;
            }
            self.found(Run { start, len, power: 0 })?;
            start += len;
        }
        while self.runs.len() > 1 {
            let mut at = self.runs.len() - 2;
            if at > 0 && self.runs[at - 1].len < self.runs[at + 1].len {
                at -= 1;
            }
            self.merge(at)?;
        }
        Ok(())
    }

    fn less_at(&mut self, a: usize, b: usize) -> Result<bool, E> {
        (self.less)(self.order[a], self.order[b])
    }

    /// The length of the run that begins at `start`; a descending one is turned round.
    fn count_run(&mut self, start: usize, end: usize) -> Result<usize, E> {
        let mut at = start + 1;
        while at < end && !self.less_at(at, at - 1)? {
            at += 1;
        }
        if at == end {
            return Ok(at - start);
        }
        if at > start + 1 {
            if self.less_at(start, at - 1)? {
                return Ok(at - start);
            }
            // All equal so far: turned round twice, they keep their order.
            self.order[start..at].reverse();
        }
        at += 1;
        let mut equals = 0;
        while at < end {
            if self.less_at(at, at - 1)? {
                if equals > 0 {
                    self.order[at - 1 - equals..at].reverse();
                    equals = 0;
                }
            } else if self.less_at(at - 1, at)? {
                break;
            } else {
                equals += 1;
            }
            at += 1;
        }
        if equals > 0 {
            self.order[at - 1 - equals..at].reverse();
        }
        self.order[start..at].reverse();
        while at < end && !self.less_at(at, at - 1)? {
            at += 1;
        }
        Ok(at - start)
    }

    /// Extends a run of `sorted` items to `wanted` items by binary insertion.
    fn insert(&mut self, start: usize, sorted: usize, wanted: usize) -> Result<(), E> {
        for at in start + sorted..start + wanted {
            let pivot = self.order[at];
            let (mut low, mut high) = (start, at);
            while low < high {
                let middle = (low + high) >> 1;
                if (self.less)(pivot, self.order[middle])? {
                    high = middle;
                } else {
                    low = middle + 1;
                }
            }
            self.order[low..=at].rotate_right(1);
        }
        Ok(())
    }

    /// Takes a new run, after the merges that have to come before it.
    fn found(&mut self, run: Run) -> Result<(), E> {
        if let Some(last) = self.runs.last() {
            let power = power(last.start, last.len, run.len, self.order.len());
            while self.runs.len() > 1 && self.runs[self.runs.len() - 2].power > power {
                self.merge(self.runs.len() - 2)?;
            }
            if let Some(last) = self.runs.last_mut() {
                last.power = power;
            }
        }
        self.runs.push(run);
        Ok(())
    }

    /// Merges a run with its right neighbour.
    fn merge(&mut self, at: usize) -> Result<(), E> {
        let (left, right) = (self.runs[at], self.runs[at + 1]);
        self.runs[at].len = left.len + right.len;
        self.runs.remove(at + 1);
        // The left items that are in place already, and the right ones.
        let key = self.order[right.start];
        let skip = self.gallop_right(key, false, left.start, left.len, 0)?;
        let (start, len) = (left.start + skip, left.len - skip);
        if len == 0 {
            return Ok(());
        }
        let key = self.order[start + len - 1];
        let take = self.gallop_left(key, false, right.start, right.len, right.len - 1)?;
        if take == 0 {
            return Ok(());
        }
        if len <= take { self.merge_low(start, len, take) } else { self.merge_high(start, len, take) }
    }

    fn item(&self, room: bool, at: usize) -> u32 {
        if room { self.room[at] } else { self.order[at] }
    }

    fn item_less(&mut self, room: bool, at: usize, key: u32) -> Result<bool, E> {
        let item = self.item(room, at);
        (self.less)(item, key)
    }

    fn less_item(&mut self, key: u32, room: bool, at: usize) -> Result<bool, E> {
        let item = self.item(room, at);
        (self.less)(key, item)
    }

    /// Where `key` belongs among `len` items from `start` (of the temporary side when `room` is set), before its
    /// equals; the search begins at `hint`.
    fn gallop_left(&mut self, key: u32, room: bool, start: usize, len: usize, hint: usize) -> Result<usize, E> {
        let (mut near, mut far) = (0usize, 1usize);
        let (mut low, mut high);
        if self.item_less(room, start + hint, key)? {
            let most = len - hint;
            while far < most && self.item_less(room, start + hint + far, key)? {
                near = far;
                far = far * 2 + 1;
            }
            (low, high) = (hint + near + 1, hint + far.min(most));
        } else {
            let most = hint + 1;
            while far < most && !self.item_less(room, start + hint - far, key)? {
                near = far;
                far = far * 2 + 1;
            }
            (low, high) = (hint + 1 - far.min(most), hint - near);
        }
        while low < high {
            let middle = low + ((high - low) >> 1);
            if self.item_less(room, start + middle, key)? {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        Ok(high)
    }

    /// As [`Sorter::gallop_left`], after its equals.
    fn gallop_right(&mut self, key: u32, room: bool, start: usize, len: usize, hint: usize) -> Result<usize, E> {
        let (mut near, mut far) = (0usize, 1usize);
        let (mut low, mut high);
        if self.less_item(key, room, start + hint)? {
            let most = hint + 1;
            while far < most && self.less_item(key, room, start + hint - far)? {
                near = far;
                far = far * 2 + 1;
            }
            (low, high) = (hint + 1 - far.min(most), hint - near);
        } else {
            let most = len - hint;
            while far < most && !self.less_item(key, room, start + hint + far)? {
                near = far;
                far = far * 2 + 1;
            }
            (low, high) = (hint + near + 1, hint + far.min(most));
        }
        while low < high {
            let middle = low + ((high - low) >> 1);
            if self.less_item(key, room, start + middle)? {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        Ok(high)
    }

    /// Merges two neighbouring runs of which the left one is the shorter: it moves out of the way.
    fn merge_low(&mut self, start: usize, len: usize, right_len: usize) -> Result<(), E> {
        self.room.clear();
        self.room.extend_from_slice(&self.order[start..start + len]);
        let mut m = Merge { to: start, left: 0, left_end: len, right: start + len, right_end: start + len + right_len };
        let merged = self.run_low(&mut m);
        let rest = m.left_end - m.left;
        if matches!(merged, Ok(ControlFlow::Continue(()))) {
            // One item of the left side is left, and it belongs behind all of the right side.
            self.order.copy_within(m.right..m.right_end, m.to);
            m.to += m.right_end - m.right;
        }
        self.order[m.to..m.to + rest].copy_from_slice(&self.room[m.left..m.left_end]);
        merged.map(|_| ())
    }

    fn run_low(&mut self, m: &mut Merge) -> Merged<E> {
        const DONE: ControlFlow<()> = ControlFlow::Break(());
        const LAST: ControlFlow<()> = ControlFlow::Continue(());
        if m.take_right(self.order) {
            return Ok(DONE);
        }
        if m.left_count() == 1 {
            return Ok(LAST);
        }
        let mut eager = self.eager;
        loop {
            let (mut wins_left, mut wins_right) = (0, 0);
            loop {
                if (self.less)(self.order[m.right], self.room[m.left])? {
                    wins_right += 1;
                    wins_left = 0;
                    if m.take_right(self.order) {
                        return Ok(DONE);
                    }
                    if wins_right >= eager {
                        break;
                    }
                } else {
                    wins_left += 1;
                    wins_right = 0;
                    m.take_left(self.order, &self.room, 1);
                    if m.left_count() == 1 {
                        return Ok(LAST);
                    }
                    if wins_left >= eager {
                        break;
                    }
                }
            }
            eager += 1;
            loop {
                eager -= usize::from(eager > 1);
                self.eager = eager;
                let key = self.order[m.right];
                wins_left = self.gallop_right(key, true, m.left, m.left_count(), 0)?;
                m.take_left(self.order, &self.room, wins_left);
                match m.left_count() {
                    0 => return Ok(DONE),
                    1 if wins_left > 0 => return Ok(LAST),
                    _ => {}
                }
                if m.take_right(self.order) {
                    return Ok(DONE);
                }
                let key = self.room[m.left];
                wins_right = self.gallop_left(key, false, m.right, m.right_end - m.right, 0)?;
                self.order.copy_within(m.right..m.right + wins_right, m.to);
                m.to += wins_right;
                m.right += wins_right;
                if m.right == m.right_end {
                    return Ok(DONE);
                }
                m.take_left(self.order, &self.room, 1);
                if m.left_count() == 1 {
                    return Ok(LAST);
                }
                if wins_left < GALLOP && wins_right < GALLOP {
                    break;
                }
            }
            eager += 1;
            self.eager = eager;
        }
    }

    /// Merges two neighbouring runs of which the right one is the shorter, from the end.
    fn merge_high(&mut self, start: usize, len: usize, right_len: usize) -> Result<(), E> {
        self.room.clear();
        self.room.extend_from_slice(&self.order[start + len..start + len + right_len]);
        // Here `left` and `right` count what is still to be merged; the right side is in the room.
        let mut m =
            Merge { to: start + len + right_len, left: start, left_end: start + len, right: 0, right_end: right_len };
        let merged = self.run_high(&mut m);
        let rest = m.right_end;
        if matches!(merged, Ok(ControlFlow::Continue(()))) {
            // One item of the right side is left, and it belongs before all of the left side.
            let count = m.left_end - m.left;
            self.order.copy_within(m.left..m.left_end, m.to - count);
            m.to -= count;
        }
        self.order[m.to - rest..m.to].copy_from_slice(&self.room[..rest]);
        merged.map(|_| ())
    }

    fn run_high(&mut self, m: &mut Merge) -> Merged<E> {
        const DONE: ControlFlow<()> = ControlFlow::Break(());
        const LAST: ControlFlow<()> = ControlFlow::Continue(());
        m.give_left(self.order, 1);
        if m.left == m.left_end {
            return Ok(DONE);
        }
        if m.right_end == 1 {
            return Ok(LAST);
        }
        let mut eager = self.eager;
        loop {
            let (mut wins_left, mut wins_right) = (0, 0);
            loop {
                if (self.less)(self.room[m.right_end - 1], self.order[m.left_end - 1])? {
                    wins_left += 1;
                    wins_right = 0;
                    m.give_left(self.order, 1);
                    if m.left == m.left_end {
                        return Ok(DONE);
                    }
                    if wins_left >= eager {
                        break;
                    }
                } else {
                    wins_right += 1;
                    wins_left = 0;
                    m.give_right(self.order, &self.room, 1);
                    if m.right_end == 1 {
                        return Ok(LAST);
                    }
                    if wins_right >= eager {
                        break;
                    }
                }
            }
            eager += 1;
            loop {
                eager -= usize::from(eager > 1);
                self.eager = eager;
                let count = m.left_end - m.left;
                let key = self.room[m.right_end - 1];
                wins_left = count - self.gallop_right(key, false, m.left, count, count - 1)?;
                m.give_left(self.order, wins_left);
                if m.left == m.left_end {
                    return Ok(DONE);
                }
                m.give_right(self.order, &self.room, 1);
                if m.right_end == 1 {
                    return Ok(LAST);
                }
                let key = self.order[m.left_end - 1];
                let count = m.right_end;
                wins_right = count - self.gallop_left(key, true, 0, count, count - 1)?;
                m.give_right(self.order, &self.room, wins_right);
                match m.right_end {
                    0 => return Ok(DONE),
                    1 if wins_right > 0 => return Ok(LAST),
                    _ => {}
                }
                m.give_left(self.order, 1);
                if m.left == m.left_end {
                    return Ok(DONE);
                }
                if wins_left < GALLOP && wins_right < GALLOP {
                    break;
                }
            }
            eager += 1;
            self.eager = eager;
        }
    }
}

/// Where a merge stands.
struct Merge {
    to: usize,
    left: usize,
    left_end: usize,
    right: usize,
    right_end: usize,
}

impl Merge {
    fn left_count(&self) -> usize {
        self.left_end - self.left
    }

    /// Puts the first item of the right side in place; says whether it was the last.
    fn take_right(&mut self, order: &mut [u32]) -> bool {
        order[self.to] = order[self.right];
        self.to += 1;
        self.right += 1;
        self.right == self.right_end
    }

    fn take_left(&mut self, order: &mut [u32], room: &[u32], count: usize) {
        order[self.to..self.to + count].copy_from_slice(&room[self.left..self.left + count]);
        self.to += count;
        self.left += count;
    }

    /// Puts the last items of the left side in place, from the end.
    fn give_left(&mut self, order: &mut [u32], count: usize) {
        order.copy_within(self.left_end - count..self.left_end, self.to - count);
        self.to -= count;
        self.left_end -= count;
    }

    fn give_right(&mut self, order: &mut [u32], room: &[u32], count: usize) {
        order[self.to - count..self.to].copy_from_slice(&room[self.right_end - count..self.right_end]);
        self.to -= count;
        self.right_end -= count;
    }
}

/// The length below which runs are extended by insertion: a power of two of them, or slightly fewer, make the whole.
fn shortest_run(mut len: usize) -> usize {
    let mut odd = 0;
    while len >= LONGEST_SHORT_RUN {
        odd |= len & 1;
        len >>= 1;
    }
    len + odd
}

/// How deep the boundary between two runs lies: the first binary digit in which their middles, as parts of the whole, differ.
fn power(start: usize, len: usize, next_len: usize, total: usize) -> u32 {
    let (mut a, mut b) = (2 * start + len, 2 * start + 2 * len + next_len);
    let mut result = 0;
    loop {
        result += 1;
        if a >= total {
            a -= total;
            b -= total;
        } else if b >= total {
            return result;
        }
        a *= 2;
        b *= 2;
    }
}

#[cfg(test)]
mod tests {
    use super::sort;

    fn chance(state: &mut u64) -> usize {
        *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (*state >> 33) as usize
    }

    #[test]
    fn sorts_stably() {
        let mut state = 7;
        for round in 0..600usize {
            let len = chance(&mut state) % 700;
            let mut keys: Vec<usize> = (0..len).map(|_| chance(&mut state) % (1 + round)).collect();
            if round % 3 == 0 {
                let half = len / 2;
                keys[..half].sort_unstable();
                keys[half..].sort_unstable_by(|a, b| b.cmp(a));
            }
            if round % 5 == 0 {
                keys[..len / 3].sort_unstable();
                keys[len / 3..].sort_unstable();
            }
            let mut order: Vec<u32> = (0..len as u32).collect();
            let done: Result<(), ()> = sort(&mut order, &mut |a, b| Ok(keys[a as usize] < keys[b as usize]));
            assert!(done.is_ok());
            let mut expected: Vec<u32> = (0..len as u32).collect();
            expected.sort_by_key(|&i| keys[i as usize]);
            assert_eq!(order, expected);
        }
    }

    #[test]
    fn stays_a_permutation_when_less_fails() {
        let mut state = 3;
        for round in 0..500 {
            let keys: Vec<usize> = (0..300).map(|_| chance(&mut state) % 100).collect();
            let mut order: Vec<u32> = (0..300).collect();
            let mut left = round * 4;
            let _: Result<(), ()> = sort(&mut order, &mut |a, b| {
                left -= 1;
                if left < 0 { Err(()) } else { Ok(keys[a as usize] < keys[b as usize]) }
            });
            order.sort_unstable();
            assert!(order.iter().enumerate().all(|(i, &o)| i == o as usize));
        }
    }
}
