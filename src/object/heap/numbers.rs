//! A number for each object of the heap, by its place: so that what is known of objects for a while can stand in a plain
//! row, of four bytes for each and not of sixty. Made for the cycle collector.
//!
//! In: the heap as it is. Out: numbers, until objects are made or freed. Nothing here keeps anything alive.

use super::Ref;
use super::slab::{PAGE, STEP, each_place};
use rustc_hash::FxHashMap;

/// The numbers.
pub struct Numbers {
    /// By the address's upper bits: the page that ends there, the page that begins there.
    pages: FxHashMap<usize, [Option<Page>; 2]>,
    large: FxHashMap<usize, usize>,
    len: usize,
}

#[derive(Clone, Copy)]
struct Page {
    start: usize,
    /// The number of the first slot.
    first: usize,
    /// One over the steps of a slot, as a factor: see [`FRACTION`].
    inverse: u64,
}

/// The factor of a page is a fraction of so many bits: exact for the steps of a page over those of a slot.
const FRACTION: u32 = 22;

impl Numbers {
    /// Those of the heap as it is.
    pub fn of_heap() -> Numbers {
        let (mut pages, mut large, mut len) = (FxHashMap::<usize, [Option<Page>; 2]>::default(), Vec::new(), 0);
        each_place(
            |start, steps| {
                let page = Page { start, first: len, inverse: (1u64 << FRACTION).div_ceil(steps.into()) };
                len += PAGE / (steps as usize * STEP);
                pages.entry(start / PAGE).or_default()[1] = Some(page);
                pages.entry(start / PAGE + 1).or_default()[0] = Some(page);
            },
            |object| large.push(object),
        );
        let first = len;
        len += large.len();
        Numbers { pages, large: large.into_iter().zip(first..).collect(), len }
    }

    /// How many numbers there are; some belong to nothing.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The number of an object; None for one that was made later.
    #[inline]
    pub fn get(&self, object: &Ref) -> Option<usize> {
        let at = object.address();
        if object.steps() == 0 {
            return self.large.get(&at).copied();
        }
        let [ends, begins] = self.pages.get(&(at / PAGE))?;
        let page = begins.filter(|page| page.start <= at).or(ends.filter(|page| at < page.start + PAGE))?;
        let steps = ((at - page.start) / STEP) as u64;
        Some(page.first + ((steps * page.inverse) >> FRACTION) as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::Numbers;
    use crate::host::Host;
    use crate::machine::Machine;
    use crate::object::heap::each_settled;

    #[test]
    fn each_object_has_a_number_of_its_own() {
        let _machine = Machine::new(Host::default());
        let large = crate::object::list::Tuple::create(vec![crate::object::Value::None; 500]);
        let numbers = Numbers::of_heap();
        let mut taken = vec![false; numbers.len()];
        let mut count = 0;
        each_settled(|object| {
            let number = numbers.get(object).unwrap_or(usize::MAX);
            assert!(!std::mem::replace(&mut taken[number], true), "two objects with the number {number}");
            count += 1;
        });
        assert!(count > 100 && numbers.get(large.as_ref()).is_some());
    }
}
