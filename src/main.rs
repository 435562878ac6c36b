//! The `co` command: everything it does stands in the library's `cli`.

fn main() {
    std::process::exit(co_lang::cli::main());
}
