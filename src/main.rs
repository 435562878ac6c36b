//! The `co` command: everything it does stands in the library's `cli`.

/// Made for many small pieces of memory.
#[global_allocator]
static ALLOCATOR: co_lang::host::memory::Allocator = co_lang::host::memory::Allocator;

fn main() {
    std::process::exit(co_lang::cli::main());
}
