//! Conversion between Simplified and Traditional Chinese: OpenCC to the byte, or right about words.
//!
//! This room knows runs of text and what stands between their pieces; it never knows HTML.

mod assemble;
pub mod converter;
pub mod converters;
pub mod document;
pub mod edit;
mod engine;
pub mod exact;
pub mod glossary;
mod japanese;
pub mod markdown;
pub mod marks;
#[cfg(feature = "opencc")]
pub mod opencc;
pub mod page;
mod plan;
mod quotes;
pub mod route;
pub mod run;
mod script;

pub use converter::{Converter, Options};
pub use converters::Converters;
pub use edit::Edit;
pub use page::Page;
pub use run::{Converted, Finding, FindingKind, Joint, Leaf};

/// How word boundaries are found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mode {
    /// Words first, where it matters: the default of `build`.
    #[default]
    Words,
    /// Byte for byte what OpenCC 1.4.2 gives.
    Exact,
}

/// A topic of regional vocabulary. None chosen means characters only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Vocabulary {
    /// Everyday words and the names of places: 出租车 → 計程車, 意大利 → 義大利.
    General,
    /// Computing: 软件 → 軟體, 程序 → 程式.
    Computing,
}

/// Hong Kong's two character standards.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Characters {
    /// As newspapers print: 群眾參加峰會.
    #[default]
    Press,
    /// As schools teach: 羣眾參加峯會.
    Education,
}

/// Which engine matches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EngineChoice {
    /// Our own matcher.
    #[default]
    Yiben,
    /// The C++ library, through the cargo feature `opencc`.
    OpenCc,
}
