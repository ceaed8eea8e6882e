//! Resolving: editions × documents → the plan of all pages.

pub mod alternates;
pub mod plan;

pub use plan::Plan;
