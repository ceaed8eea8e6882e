//! Locales: tags and their aliases, negotiation, fallback chains, interface messages, dates, order.

pub mod date;
pub mod tag;

pub use date::Date;
pub use tag::{HanScript, Locale};
