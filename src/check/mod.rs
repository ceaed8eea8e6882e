//! What only a check looks for: nothing that a page needs to be made, everything that an editor wants to know.
//!
//! 1. [`coverage`]: which documents which edition lacks;
//! 2. [`links`]: which links lead out of their edition, or to the site by its whole address;
//! 3. [`messages`]: what the site's own interface messages lack;
//! 4. [`texts`] reads every written document once, for [`script`] with [`punctuation`], for [`terms`], for [`doubts`], and
//!    for its [`shape`], with the [`code`] and the [`placeholders`] in it;
//! 5. [`external`] asks the addresses elsewhere, and only when it is told to;
//! 6. [`structure`] holds the shapes of translations against those of their originals, section by section ([`align`]);
//! 7. [`follow`] takes out what only follows from another finding.

mod align;
pub mod code;
pub mod coverage;
pub mod doubts;
pub mod external;
pub mod follow;
pub mod links;
pub mod messages;
pub mod placeholders;
pub mod punctuation;
pub mod script;
pub mod shape;
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
    found.extend(links::look(input));
    found.extend(messages::look(input));
    found.extend(texts::look(input));
    found
}
