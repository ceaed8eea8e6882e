//! Locales: tags and their aliases, negotiation, fallback chains, interface messages, dates, order.

mod autonym;
pub mod date;
pub mod likely;
mod mistaken;
pub mod tag;
#[cfg(test)]
mod tag_tests;

pub use date::Date;
pub use tag::{Direction, HanScript, Locale, TagError};
