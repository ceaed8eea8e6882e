//! Locales: tags and their aliases, negotiation, fallback chains, interface messages, dates, order.

pub mod tag;

pub use tag::{HanScript, Locale};
