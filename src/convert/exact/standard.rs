//! The names of OpenCC's own configurations.

use super::compile::recipe::RECIPES;
use std::fmt;
use std::str::FromStr;

/// One of OpenCC's sixteen configurations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standard {
    /// Simplified to Traditional, OpenCC's own standard.
    S2t,
    /// Simplified to Taiwan's characters.
    S2tw,
    /// Simplified to Taiwan's characters and vocabulary.
    S2twp,
    /// Simplified to Hong Kong's characters.
    S2hk,
    /// Simplified to Hong Kong's characters and vocabulary.
    S2hkp,
    /// Traditional to Simplified.
    T2s,
    /// Traditional to Taiwan's characters.
    T2tw,
    /// Traditional to Hong Kong's characters.
    T2hk,
    /// Taiwan's characters to Simplified.
    Tw2s,
    /// Taiwan's characters and vocabulary to Simplified.
    Tw2sp,
    /// Taiwan's characters to OpenCC's standard.
    Tw2t,
    /// Hong Kong's characters to Simplified.
    Hk2s,
    /// Hong Kong's characters and vocabulary to Simplified.
    Hk2sp,
    /// Hong Kong's characters to OpenCC's standard.
    Hk2t,
    /// Japan's new characters to the old ones.
    Jp2t,
    /// The old characters to Japan's new ones.
    T2jp,
}

impl Standard {
    /// All of them, in the order of OpenCC's documentation.
    pub const ALL: [Self; 16] = [
        Self::S2t,
        Self::S2tw,
        Self::S2twp,
        Self::S2hk,
        Self::S2hkp,
        Self::T2s,
        Self::T2tw,
        Self::T2hk,
        Self::Tw2s,
        Self::Tw2sp,
        Self::Tw2t,
        Self::Hk2s,
        Self::Hk2sp,
        Self::Hk2t,
        Self::Jp2t,
        Self::T2jp,
    ];

    /// OpenCC's name: `s2twp`.
    pub fn name(self) -> &'static str {
        RECIPES[self as usize].name
    }
}

impl fmt::Display for Standard {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

/// A name that none of OpenCC's configurations has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownStandard {
    /// The name.
    pub name: String,
}

impl fmt::Display for UnknownStandard {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "OpenCC has no configuration `{}`", self.name)
    }
}

impl std::error::Error for UnknownStandard {}

impl FromStr for Standard {
    type Err = UnknownStandard;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let bare = name.strip_suffix(".json").unwrap_or(name);
        let found = Self::ALL.into_iter().find(|standard| standard.name() == bare);
        found.ok_or_else(|| UnknownStandard { name: name.to_owned() })
    }
}
