//! `book.toml`: as written, and as validated.
//!
//! 1. [`table`] reads TOML key by key and collects what is wrong with its place;
//! 2. `written` is the file as it stands: each key of the right type, nothing resolved;
//! 3. `editions` resolves tags to editions, gives each its prefix, and orders the fallback chains;
//! 4. [`mod@load`] joins them into a [`Config`].

pub mod address;
mod causes;
mod chains;
mod editions;
mod load;
pub mod publish;
mod theme_value;
mod written;

pub mod table;
#[cfg(test)]
mod tests;
pub mod text;
mod theme_types;

pub use address::BaseUrl;
pub use editions::Matched;
pub use load::{FILE, load};
pub use text::LocalText;
pub use theme_value::ThemeValue;

pub use crate::convert::{Characters, EngineChoice, Mode, Vocabulary};
use crate::diagnostic::{Code, Severity};
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
    /// Whether the search index and the search page are written.
    pub search: bool,
    /// Addresses elsewhere that a check never asks; `*` stands for anything.
    pub ignore_links: Vec<String>,
    /// Whether a page whose original has changed since says so to its readers.
    pub outdated_notice: bool,
    /// The servers for which rules are written into the destination, in alphabetical order.
    pub server_rules: Vec<ServerRules>,
    /// Links of the header, in order.
    pub navigation: Vec<NavLink>,
    /// Everything under `[theme]`: colours, fonts, logo, footer; seen by templates as `theme`.
    pub theme: BTreeMap<String, ThemeValue>,
    /// Everything under `[extra]`: seen by templates as `site.extra`.
    pub extra: BTreeMap<String, ThemeValue>,
    /// The glossary of the whole site: the file that `[convert]` names, or `glossary.csv` if there is one.
    pub glossary: Option<RelPath>,
    /// The terms of `[[convert.term]]`, in order.
    pub terms: Vec<Term>,
    /// The folders that convert differently, from the outermost to the innermost.
    pub folders: Vec<Folder>,
    /// The severities that `[diagnostics]` changes; `None` switches a finding off.
    pub severities: BTreeMap<Code, Option<Severity>>,
    /// The places of `[publish]`, in the order in which they are written.
    pub targets: Vec<publish::Target>,
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
    /// Where `to` stands in book.toml.
    pub span: Span,
}

/// An index into [`Config::editions`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EditionId(pub u16);

/// One edition.
#[derive(Clone, Debug)]
pub struct Edition {
    /// Its locale.
    pub locale: Locale,
    /// Its name for itself; [`Edition::label`] is one text of it.
    pub labels: LocalText,
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
    /// The severities that its own `diagnostics` change, for documents in its locale; `None` switches a finding off.
    pub severities: BTreeMap<Code, Option<Severity>>,
}

/// How an edition's converted texts are made.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Conversion {
    /// Word boundaries decided first, or OpenCC to the byte.
    pub mode: Mode,
    /// The vocabulary topics; `None` leaves them to the route, an empty list means none.
    pub vocabulary: Option<Vec<Vocabulary>>,
    /// Hong Kong's character standard: the press's or the schools'.
    pub characters: Characters,
    /// Whether quotation marks follow the region: `None` leaves it to the route.
    pub quotes: Option<bool>,
    /// An OpenCC configuration of the site's own, below the project.
    pub opencc: Option<String>,
    /// The C++ library instead of our matcher; needs the cargo feature `opencc`.
    pub engine: EngineChoice,
}

/// One row of `[[convert.term]]`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Term {
    /// The term in each locale: `zh-Hans = "对象"`, `zh-Hant = "物件"`, `en = "object"`.
    pub by: BTreeMap<Locale, String>,
    /// Texts that stay as they stand in every edition.
    pub keep: Vec<String>,
    /// Results that are never right, by the locale they would appear in.
    pub never: BTreeMap<Locale, Vec<String>>,
    /// Where the row stands in book.toml.
    pub span: Span,
}

/// What `[folders."path"]` says about the documents below a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folder {
    /// The folder, as document keys begin.
    pub path: RelPath,
    /// How words are found, if the folder says so.
    pub mode: Option<Mode>,
    /// The vocabulary topics, in place of the edition's.
    pub vocabulary: Option<Vec<Vocabulary>>,
    /// Whether quotation marks follow the region.
    pub quotes: Option<bool>,
    /// A glossary of the folder's own.
    pub glossary: Option<RelPath>,
    /// The folder's own terms, in order.
    pub terms: Vec<Term>,
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

/// A server or host whose rules yiben can write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ServerRules {
    /// An `.htaccess` file.
    Apache,
    /// A snippet for a Caddyfile.
    Caddy,
    /// Cloudflare Pages' `_redirects` and `_headers`.
    Cloudflare,
    /// One `404.html` that serves each edition's.
    GithubPages,
    /// Netlify's `_redirects` and `_headers`.
    Netlify,
    /// A snippet for nginx.
    Nginx,
}

impl Edition {
    /// Its name for itself, as a terminal shows it: the one for all, or for its own locale, as it was written.
    pub fn label(&self) -> &str {
        let all = self.labels.all.as_deref();
        let any = || self.labels.by.values().next().map(String::as_str);
        all.or_else(|| self.labels.given_for(&self.locale)).or_else(any).unwrap_or_default()
    }
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

    /// The edition itself, and then those that it falls back to, in order. Settings that would lead across the Chinese
    /// scripts were refused, so a text found on the way may be shown as it stands.
    pub fn chain(&self, id: EditionId) -> impl Iterator<Item = EditionId> {
        std::iter::once(id).chain(self.edition(id).fallback.iter().copied())
    }

    /// The edition of exactly that locale.
    pub fn edition_of(&self, locale: &Locale) -> Option<EditionId> {
        self.edition_ids().find(|id| &self.edition(*id).locale == locale)
    }

    /// The edition that a tag in a file name or folder name means: exactly that locale, else one that is the same once
    /// likely subtags are written out (`zh-CN` for `zh-Hans`). `zh` alone means the only Chinese edition, or the only
    /// one that is not made by conversion.
    pub fn edition_for(&self, locale: &Locale) -> Matched {
        let known: Vec<_> = self.editions.iter().map(|e| (&e.locale, e.convert_from.is_some())).collect();
        editions::matching(&known, locale)
    }
}
