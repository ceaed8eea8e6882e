//! The `yiben` program: parse the command line, run it, turn the outcome into an exit code.

use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    yiben::cli::main(std::env::args_os())
}
