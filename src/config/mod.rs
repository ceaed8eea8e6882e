//! `book.toml`: as written, and as validated.

pub mod address;
pub mod text;

pub use address::BaseUrl;
pub use text::LocalText;

use crate::locale::Locale;
use crate::source::{RelPath, Span};
use std::collections::BTreeMap;

/// A validated configuration.
#[derive(Clone, Debug)]
pub struct Config {
    /// The site's title.
    pub title: LocalText,
    /// What the site is, in a sentence.
    pub description: LocalText,
    /// Ids or names of those who wrote it.
    pub authors: Vec<String>,
    /// Where the site will stand: scheme, host and path, with a slash at its end.
    pub base_url: BaseUrl,
    /// The folder of documents, as [`crate::source::Files`] knows it.
    pub source: RelPath,
    /// The folder that is written, relative to the project.
    pub destination: String,
    /// Index of the default edition.
    pub default: EditionId,
    /// The editions in the order of the switcher; never empty.
    pub editions: Vec<Edition>,
    /// The tags of the site by their id.
    pub tags: BTreeMap<String, LocalText>,
    /// Pages of a list before it is split.
    pub per_page: usize,
    /// Whether an Atom feed is written, and how many entries it holds.
    pub feed: Option<usize>,
    /// Links of the header, in order.
    pub navigation: Vec<NavLink>,
    /// Everything under `[theme]`: colours, fonts, logo, footer; seen by templates as `theme`.
    pub theme: BTreeMap<String, ThemeValue>,
    /// Everything under `[extra]`: seen by templates as `site.extra`.
    pub extra: BTreeMap<String, ThemeValue>,
    /// Where keys stand in book.toml, for later diagnostics: by dotted key.
    pub spans: BTreeMap<String, Span>,
}

/// A link of the header or footer.
#[derive(Clone, Debug)]
pub struct NavLink {
    /// What it says; the target's title if empty.
    pub text: LocalText,
    /// A key, a path from the site's root, or an address.
    pub to: String,
}

/// A free value of a theme: like any other text it may be a table by locale.
#[derive(Clone, Debug)]
pub enum ThemeValue {
    /// A text, perhaps by locale.
    Text(LocalText),
    /// A number, a boolean, a list, a table: as it stands.
    Other(serde_json::Value),
}

/// An index into [`Config::editions`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EditionId(pub u16);

/// One edition.
#[derive(Clone, Debug)]
pub struct Edition {
    /// Its locale.
    pub locale: Locale,
    /// Its name for itself.
    pub label: String,
    /// The first part of its addresses, without slashes; empty at the root.
    pub prefix: String,
    /// Its own source folder, where it has one.
    pub source: Option<RelPath>,
    /// The edition that its missing documents are converted from.
    pub convert_from: Option<EditionId>,
    /// How they are converted.
    pub conversion: Conversion,
    /// Where else it looks for a text, in order, itself not among them.
    pub fallback: Vec<EditionId>,
    /// What becomes of a document that neither it nor a conversion has.
    pub missing: Missing,
}

/// How an edition's converted texts are made.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Conversion {
    /// Word boundaries decided first, or OpenCC to the byte.
    pub mode: crate::convert::Mode,
    /// The vocabulary topics.
    pub vocabulary: Vec<crate::convert::Vocabulary>,
    /// Hong Kong's character standard: the press's or the schools'.
    pub characters: crate::convert::Characters,
    /// Whether quotation marks follow the region: `None` leaves it to the route.
    pub quotes: Option<bool>,
    /// An OpenCC configuration of the site's own, below the project.
    pub opencc: Option<String>,
    /// The C++ library instead of our matcher; needs the cargo feature `opencc`.
    pub engine: crate::convert::EngineChoice,
}

/// What becomes of a missing document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Missing {
    /// The page shows the text of the chain's next edition, and says so.
    #[default]
    Fallback,
    /// The edition has no such page.
    Omit,
    /// It is an error.
    Error,
}

impl Config {
    /// The edition behind an index.
    pub fn edition(&self, id: EditionId) -> &Edition {
        &self.editions[id.0 as usize]
    }

    /// The indices of all editions, in the order of the switcher.
    pub fn edition_ids(&self) -> impl Iterator<Item = EditionId> + use<> {
        (0..self.editions.len()).map(|at| EditionId(u16::try_from(at).expect("fewer than 65,536 editions")))
    }

    /// The edition of exactly that locale.
    pub fn edition_of(&self, locale: &Locale) -> Option<EditionId> {
        self.edition_ids().find(|id| &self.edition(*id).locale == locale)
    }
}
