//! Conversion byte for byte as OpenCC 1.4.2 does it, in one pass where that is the same.
//!
//! 1. [`compile`] turns dictionaries and configurations into tables: for OpenCC's own when the program is built
//!    (`build.rs`), for a site's own when it is read;
//! 2. `builtin` and `data` are these tables in memory, `matcher` decides what happens at one place of a text, `ids`
//!    knows description sequences;
//! 3. `write` is the fast pass over a text, `trace` the one that says which part became which, `staged` carries a
//!    configuration out stage by stage where one pass cannot stand for it;
//! 4. [`Engine`] is the way in; [`Dictionary`] gives the bare entries.
//!
//! One thing differs from OpenCC on purpose: where its segmentation loses what follows a NUL character, nothing is lost
//! here.

mod builtin;
pub mod compile;
mod custom;
mod data;
pub mod dictionary;
pub mod engine;
mod ids;
mod matcher;
mod staged;
pub mod standard;
pub mod stream;
#[cfg(test)]
mod tests;
mod trace;
mod write;

/// OpenCC's compiled dictionaries, for telling one version of them from another.
pub(super) fn bytes() -> [&'static [u8]; 2] {
    [builtin::BYTES, builtin::POOL.as_bytes()]
}

pub use dictionary::Dictionary;
pub use engine::Engine;
pub use standard::Standard;
pub use stream::Stream;
