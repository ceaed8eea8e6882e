//! What only a check looks for: nothing that a page needs to be made, everything that an editor wants to know.
//!
//! 1. [`coverage`]: which documents which edition lacks.

pub mod coverage;
#[cfg(test)]
pub mod testing;

use crate::config::Config;
use crate::content::Library;
use crate::diagnostic::Diagnostic;
use crate::resolve::Plan;

/// What a check looks at.
#[derive(Clone, Copy)]
pub struct Input<'a> {
    /// The settings.
    pub config: &'a Config,
    /// The documents.
    pub library: &'a Library,
    /// The pages.
    pub plan: &'a Plan,
    /// Whether drafts have pages.
    pub drafts: bool,
}

/// Everything that is found, in no order.
pub fn run(input: &Input<'_>) -> Vec<Diagnostic> {
    coverage::documents(input)
}
