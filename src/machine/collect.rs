//! Collecting cycles: the half that runs finalisers and callbacks.

use super::Machine;
use crate::object::class::forget_lookups;
use crate::object::collect;
use crate::object::heap::flag;

impl Machine {
    /// Collects cycles now, as `gc.collect()`; gives how many objects were found unreachable.
    pub fn collect_garbage(&mut self) -> usize {
        forget_lookups();
        let garbage = collect::find();
        let found = garbage.len();
        if found == 0 {
            collect::plan_next(0);
            return 0;
        }
        collect::clear_weak(&garbage);
        self.run_weak_callbacks();
        let mut finalised = false;
        for object in &garbage {
            if object.has(flag::FINALISER) && !object.has(flag::FINALISED) {
                object.set_flag(flag::FINALISED, true);
                self.finalise(object.clone());
                finalised = true;
            }
        }
        let garbage = if finalised { collect::still(garbage) } else { garbage };
        collect::clear(garbage);
        collect::plan_next(found);
        found
    }

    /// Collects cycles when it is time: asked at safe points.
    #[inline]
    pub(super) fn collect_if_due(&mut self) {
        if collect::due() {
            self.collect_garbage();
        }
    }
}
