//! The integration tests: one binary, so that the crate is linked once.

#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "a test that cannot go on should stop, and say why")]

mod bad_input;
mod books;
mod converted_markdown;
mod corrections;
mod ddia;
mod determinism;
mod exact_conversion;
mod external;
mod guide;
mod house;
mod init;
mod interrupted;
mod keeping;
mod languages;
mod outside;
mod outside_bytes;
mod planted;
mod publish;
mod sarif;
mod serve;
mod support;
mod transcripts;
mod trust;
mod workflows;
