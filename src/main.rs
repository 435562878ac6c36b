//! The `co` command: everything it does stands in the library's `cli`.

/// Made for many small pieces of memory.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    std::process::exit(co_lang::cli::main());
}
