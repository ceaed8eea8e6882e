//! Locales: tags and their aliases, negotiation, fallback chains, interface messages, dates, order.

#[cfg(test)]
mod any_tests;
mod autonym;
mod bundle;
#[cfg(test)]
mod catalog_tests;
pub mod catalogs;
mod circles;
pub mod collate;
mod converted;
pub mod date;
pub mod findings;
pub mod likely;
pub mod messages;
mod mistaken;
pub mod negotiate;
#[cfg(test)]
mod negotiate_tests;
pub mod number;
mod shipped;
pub mod tag;
#[cfg(test)]
mod tag_tests;
pub mod written;

pub use catalogs::{Catalogs, Chain};
pub use date::Date;
pub use messages::{MessageError, Messages, Value};
pub use tag::{Direction, HanScript, Locale, TagError};
