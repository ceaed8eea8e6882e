//! Texts that a site gives once or by locale.

use crate::locale::Locale;
use std::collections::BTreeMap;

/// A text of the configuration: one for all, or one for each locale.
///
/// Which one an edition shows is decided in `resolve`: its own locale's, else its conversion source's (converted), else
/// its chain's, else the one for all. A text for all that is Chinese is converted for an edition in the other script.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LocalText {
    /// The text that was given without a locale.
    pub all: Option<String>,
    /// The texts by locale.
    pub by: BTreeMap<Locale, String>,
}

impl LocalText {
    /// A text for all locales.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { all: Some(text.into()), by: BTreeMap::new() }
    }

    /// Whether no text was given at all.
    pub fn is_empty(&self) -> bool {
        self.all.is_none() && self.by.is_empty()
    }
}
