//! Locale tags: BCP 47 in canonical form inside, common spellings understood at the edge.

use std::fmt;
use unic_langid::LanguageIdentifier;

/// A locale in canonical form (`zh-Hans`, `zh-HK`, `en`). Compares and hashes by its canonical tag.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Locale(LanguageIdentifier);

/// The two scripts that Chinese is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HanScript {
    /// 简体
    Simplified,
    /// 繁體
    Traditional,
}

impl Locale {
    /// The identifier behind it.
    pub fn id(&self) -> &LanguageIdentifier {
        &self.0
    }
}

impl fmt::Display for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
