//! What the linker is told about `co`.
//!
//! Under Linux the addresses of the program are settled when it is linked, not each time it starts: its tables of natives hold
//! twenty thousand of them, and writing those in cost more than half of the time of a short program.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let asked = |name| std::env::var(name).unwrap_or_default();
    if asked("CARGO_CFG_TARGET_OS") == "linux" && asked("CARGO_CFG_TARGET_ENV") == "gnu" {
        println!("cargo::rustc-link-arg-bin=co=-no-pie");
    }
}
