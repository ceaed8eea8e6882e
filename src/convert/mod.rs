//! Conversion between Simplified and Traditional Chinese: OpenCC to the byte, or right about words.
//!
//! This room knows runs of text and what stands between their pieces; it never knows HTML. [`Converter`] is the way in:
//!
//! ```
//! use yiben::convert::{Characters, Converter, Mode, Options, Vocabulary, route::{Route, Variant}};
//!
//! let route = Route { from: Variant::Hans, to: Variant::Tw, characters: Characters::default() };
//! let characters = Converter::new(route, &Options { quotes: Some(false), ..Options::default() });
//! assert_eq!(characters.text("他说“头发白了”"), "他說“頭髮白了”");
//!
//! let vocabulary = vec![Vocabulary::Computing];
//! let words = Converter::new(route, &Options { vocabulary, ..Options::default() });
//! assert_eq!(words.text("他说“软件很好”"), "他說「軟體很好」");
//!
//! let opencc = Converter::opencc("s2twp".parse()?, &Options { mode: Mode::Exact, bare: true, ..Options::default() });
//! assert_eq!(opencc.text("面向对象"), "物件導向");
//! # Ok::<(), yiben::convert::exact::standard::UnknownStandard>(())
//! ```
//!
//! A run's way through the room:
//!
//! 1. [`route`]: a pair of locales says which characters and which vocabulary;
//! 2. [`document`] and [`markdown`] find the runs of a tree and bring their new texts back; [`readable`] tells the texts
//!    beside them from addresses and names;
//! 3. `assemble` makes one text of a run's pieces, and shares edits out among them again;
//! 4. `plan` decides what changes: conversion [`marks`] first, then what `japanese` and `script` say must not be touched,
//!    then the engine's edits with the [`glossary`] laid over them, at last `quotes`;
//! 5. the engines are [`exact`] and words mode;
//! 6. [`page`] carries the rules that a page gives itself from run to run.

mod assemble;
pub mod converter;
pub mod converters;
pub mod document;
pub mod edit;
mod engine;
pub mod exact;
pub mod folding;
pub mod glossary;
mod japanese;
pub mod lock;
pub mod markdown;
pub mod marks;
#[cfg(feature = "opencc")]
pub mod opencc;
pub mod page;
mod plan;
pub mod quotes;
pub mod readable;
pub mod route;
pub mod run;
mod script;
pub mod words;

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
