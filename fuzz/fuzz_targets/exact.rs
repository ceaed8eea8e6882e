//! Any text by all of OpenCC's configurations: no panic, edits that make the result, pieces that give the whole.

#![no_main]

#[path = "../checks/exact.rs"]
mod exact;

libfuzzer_sys::fuzz_target!(|text: &str| exact::check(text));
