//! The library: what a scan keeps of every source file. Bodies are not kept.

use super::DocKey;
use super::allow::Allow;
use super::blocks::Block;
use super::records::Records;
use crate::locale::{Date, Locale};
use crate::source::{RelPath, Span};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Everything that the sources say, without their bodies.
#[derive(Clone, Debug, Default)]
pub struct Library {
    /// All translations, ordered by key, then locale.
    pub translations: Vec<Arc<Translation>>,
    /// The documents in the order of their keys: for each, the indices of its translations.
    pub documents: BTreeMap<DocKey, Vec<TranslationId>>,
    /// People of `content/authors.toml`, by their id.
    pub authors: BTreeMap<String, Author>,
    /// What `translations.lock` says.
    pub records: Records,
    /// Comments that change how grave findings are, in files that are no documents.
    pub comments: BTreeMap<RelPath, Vec<Allow>>,
    /// Files that are no documents (images, downloads), sorted by path.
    pub assets: Vec<Asset>,
}

/// An index into [`Library::translations`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TranslationId(pub u32);

/// One Markdown file.
#[derive(Clone, Debug)]
pub struct Translation {
    /// The document that it is a translation of.
    pub key: DocKey,
    /// The key that its path alone gives: where relative links count from, whatever `key` the front matter sets.
    pub path_key: DocKey,
    /// The locale it is written in.
    pub locale: Locale,
    /// The file.
    pub path: RelPath,
    /// What sort of document it is.
    pub kind: DocKind,
    /// Its front matter.
    pub front: FrontMatter,
    /// Its headings in order.
    pub outline: Vec<Heading>,
    /// Every id that a fragment may name and that is not a heading's: `<a id="x">`, footnotes. Sorted.
    pub anchors: Vec<Box<str>>,
    /// Every link of the body, in the order of [`super::tree::LinkId`].
    pub links: Vec<Link>,
    /// Comments that change how grave findings are, in order.
    pub allows: Vec<Allow>,
    /// The beginning of the text, for lists and descriptions: whole sentences where they fit.
    pub summary: Box<str>,
    /// Words: a Han character counts one, a Latin word counts one.
    pub words: u32,
    /// Reading time in whole minutes, at least 1.
    pub minutes: u32,
    /// What a translator works through: title, description, and the blocks of the body, each with its fingerprint.
    pub blocks: Box<[Block]>,
    /// BLAKE3 of the file's bytes; zeros where the program reads its files once and ends.
    pub hash: [u8; 32],
    /// Where the body begins in the file's decoded text, in bytes.
    pub body_start: u32,
}

/// What sort of document a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DocKind {
    /// `guide/start.md`
    Page,
    /// `guide/_index.md`
    Section,
    /// `guide/tour/index.md`, with its images beside it
    Bundle,
}

/// A heading of an outline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// Its id.
    pub id: Box<str>,
    /// Its text without markup.
    pub text: Box<str>,
    /// Whether conversion leaves its text alone: `{lang=ja}`, `{translate=no}`.
    pub keep: bool,
    /// Where it stands in the file's text.
    pub span: Span,
}

/// A destination used in a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// As written.
    pub destination: Box<str>,
    /// Where, in the file's text.
    pub span: Span,
    /// What for.
    pub kind: super::tree::LinkKind,
}

/// What stands above a body. Texts are in the translation's own locale.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FrontMatter {
    /// The title; a document without one takes its first heading of level 1, then its key's last part.
    pub title: Option<String>,
    /// A shorter title for navigation.
    pub link_title: Option<String>,
    /// The date of publication.
    pub date: Option<Date>,
    /// The date of the last change that readers should know of.
    pub updated: Option<Date>,
    /// Ids of authors.
    pub authors: Vec<String>,
    /// A sentence for lists, search engines and cards.
    pub description: Option<String>,
    /// Tags as written: ids or names.
    pub tags: Vec<String>,
    /// The order in a section: small first; documents without one follow, newest first, then by title.
    pub weight: Option<i64>,
    /// What the translation was made from: a locale's tag, or `none` for an original; the site's settings say otherwise.
    pub translated_from: Option<String>,
    /// Left out unless asked for.
    pub draft: bool,
    /// The last part of the permalink.
    pub slug: Option<String>,
    /// The document's key, where the path does not say it.
    pub key: Option<String>,
    /// Old addresses that lead here.
    pub aliases: Vec<String>,
    /// The template, without its ending.
    pub template: Option<String>,
    /// Whether the page shows a table of contents; `None` leaves it to the template.
    pub toc: Option<bool>,
    /// Vocabulary topics of conversion; `None` leaves it to the folder or the edition.
    pub vocabulary: Option<Vec<String>>,
    /// The page's own table of conversion (`[convert]`, with `[[convert.term]]`), as written: the converter reads it.
    pub convert: Option<serde_json::Value>,
    /// Everything else.
    pub extra: BTreeMap<String, serde_json::Value>,
    /// Where values stand in the file's text, for diagnostics: by key, and the texts of `aliases` and `authors` by key and
    /// text, as `aliases=/old/`.
    pub spans: BTreeMap<String, Span>,
}

/// Where `text` stands in the list `key` of a front matter with these places: itself if that is known, else the list.
pub fn place_in(spans: &BTreeMap<String, Span>, key: &str, text: &str) -> Span {
    let own = spans.get(&format!("{key}={text}"));
    own.or_else(|| spans.get(key)).copied().unwrap_or_default()
}

/// A person. Texts by locale, as in book.toml.
#[derive(Clone, Debug, Default)]
pub struct Author {
    /// The name.
    pub name: crate::config::LocalText,
    /// A few sentences, Markdown.
    pub bio: crate::config::LocalText,
    /// A page about the person.
    pub url: Option<String>,
    /// A picture's path below the source folder.
    pub picture: Option<String>,
    /// The file that lists the person.
    pub path: RelPath,
    /// Where values stand in it: by key, and texts by locale as `bio.zh-Hans`.
    pub spans: BTreeMap<String, Span>,
}

/// A file that is no document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asset {
    /// The file.
    pub path: RelPath,
    /// Where it lies in the site, below an edition's root or the site's, without the locale in its name.
    pub place: RelPath,
    /// The locale that its name or folder gives; `None` for every edition.
    pub locale: Option<Locale>,
}
