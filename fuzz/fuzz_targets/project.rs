//! Any text in any file of a project: its build ends without a panic, and every finding has a place. The first byte says
//! which file.

#![no_main]

#[path = "../checks/project.rs"]
mod project;

libfuzzer_sys::fuzz_target!(|input: (u8, &str)| project::check(input.0.into(), input.1));
