//! Conversion byte for byte as OpenCC 1.4.2 does it.

#[allow(dead_code, reason = "the engine is on its way")]
mod builtin;
pub mod compile;
#[allow(dead_code, reason = "the engine is on its way")]
mod data;
pub mod dictionary;

pub use dictionary::Dictionary;
