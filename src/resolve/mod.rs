//! Resolving: editions × documents → the plan of all pages.

pub mod plan;

pub use plan::Plan;
