//! Any bytes to every small parser: no panic, and what was read is the same when it is written and read again.

#![no_main]

#[path = "../checks/parsers.rs"]
mod parsers;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| parsers::check(bytes));
