//! Document keys: what a document is called, whatever its language.

use std::fmt;

/// A document's key: its path below the source folder, without locale and ending. `guide/start` for
/// `guide/start.zh-Hans.md`, `guide` for `guide/_index.md`, `guide/tour` for the bundle `guide/tour/index.md`, the empty
/// key for the home page.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocKey(Box<str>);

impl DocKey {
    /// The key `text`, which must be normal: no leading, trailing or doubled slash.
    pub fn new(text: impl Into<Box<str>>) -> Self {
        Self(text.into())
    }

    /// The home page's key.
    pub fn home() -> Self {
        Self::default()
    }

    /// The key as text; empty for the home page.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The key of the section that holds this document; `None` for the home page.
    pub fn section(&self) -> Option<DocKey> {
        if self.0.is_empty() {
            return None;
        }
        Some(Self::new(self.0.rsplit_once('/').map_or("", |(section, _)| section)))
    }

    /// The last part of the key.
    pub fn name(&self) -> &str {
        self.0.rsplit_once('/').map_or(&self.0, |(_, name)| name)
    }
}

impl fmt::Display for DocKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_empty() { "/" } else { &self.0 })
    }
}
