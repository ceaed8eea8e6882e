//! What only a check looks for: nothing that a page needs to be made, everything that an editor wants to know.
//!
//! 1. [`coverage`]: which documents which edition lacks;
//! 2. [`structure`]: what a translation has lost of its original;
//! 3. [`texts`] reads every written document once, for [`script`] with [`punctuation`], for [`terms`] and for [`doubts`].

pub mod coverage;
pub mod doubts;
pub mod punctuation;
pub mod script;
pub mod structure;
pub mod terms;
#[cfg(test)]
pub mod testing;
pub mod texts;

use crate::config::Config;
use crate::content::{Kept, Library};
use crate::convert::Converters;
use crate::diagnostic::Diagnostic;
use crate::resolve::Plan;
use crate::source::Files;

/// What a check looks at.
#[derive(Clone, Copy)]
pub struct Input<'a> {
    /// The files of the project.
    pub files: &'a Files,
    /// The settings.
    pub config: &'a Config,
    /// The documents.
    pub library: &'a Library,
    /// The pages.
    pub plan: &'a Plan,
    /// The converters of all editions.
    pub converters: &'a Converters,
    /// Bodies that need not be read again.
    pub kept: Option<&'a Kept<'a>>,
    /// Whether drafts have pages.
    pub drafts: bool,
}

/// Everything that is found, in no order.
pub fn run(input: &Input<'_>) -> Vec<Diagnostic> {
    let mut found = coverage::documents(input);
    found.extend(structure::documents(input));
    found.extend(texts::look(input));
    found
}
