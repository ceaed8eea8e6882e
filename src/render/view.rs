//! View models: what templates see. These structs are the contract with themes; a field keeps its name and meaning.
//!
//! A template has `site` ([`SiteView`]), `edition` ([`EditionView`]), `page` ([`PageView`]), `theme` (the `[theme]` table
//! of book.toml as written, texts in the edition's language) and `t("message-id", name=value)`, which gives a message of
//! the interface. Every field is always there: what a page lacks is `none`, an empty text or an empty list. Addresses
//! (`href`) are percent-encoded and hold the base path; those named `url` are whole.

use super::templates::{Spoken, Value, spoken};
use crate::locale::Date;
use serde::Serialize;

/// What all pages of a site share.
#[derive(Clone, Debug, Serialize)]
pub struct SiteView {
    /// The base path: begins and ends with a slash.
    pub root: String,
    /// Scheme and host, without a slash at the end; empty if no `base-url` is configured.
    pub origin: String,
    /// The style sheet.
    pub style: String,
    /// The script, which no page needs for being read.
    pub script: String,
    /// The search's script, which pages load when it is used.
    pub search_script: String,
    /// The logo beside the title.
    pub logo: Option<String>,
    /// The icon of a tab.
    pub icon: Option<String>,
    /// The background, for the browser's own frame.
    pub colors: Colors,
    /// The editions in the order of the switcher.
    pub editions: Vec<EditionLink>,
    /// The script of the root page, which chooses an edition.
    pub root_script: Value,
    /// The script of the page for addresses that do not exist.
    pub missing_script: Value,
    /// `[extra]` of book.toml.
    pub extra: Value,
}

/// The background in both appearances.
#[derive(Clone, Debug, Serialize)]
pub struct Colors {
    /// By day.
    pub light: String,
    /// By night.
    pub dark: String,
}

/// An edition and its home page.
#[derive(Clone, Debug, Serialize)]
pub struct EditionLink {
    /// Its locale's tag.
    pub lang: String,
    /// `ltr` or `rtl`.
    pub dir: &'static str,
    /// Its name for itself.
    pub label: String,
    /// The site's title in it.
    pub title: String,
    /// Its home page, or its root where it has none.
    pub href: String,
    /// Whether it is the default edition.
    pub default: bool,
}

/// What all pages of an edition share. Texts are in its language and script.
#[derive(Clone, Debug, Serialize)]
pub struct EditionView {
    /// The locale's tag.
    pub lang: String,
    /// `ltr` or `rtl`.
    pub dir: &'static str,
    /// The language of the notice that a page is not translated: the edition's, unless it has no messages of its own.
    pub notice_lang: String,
    /// `ltr` or `rtl`, for that language.
    pub notice_dir: &'static str,
    /// The edition's name for itself.
    pub label: String,
    /// The site's title.
    pub title: String,
    /// The site's description; may be empty.
    pub description: String,
    /// The home page.
    pub home: String,
    /// The search page.
    pub search: Option<String>,
    /// What the search reads first.
    pub search_index: String,
    /// The list of all tags.
    pub tags: Option<String>,
    /// The Atom feed.
    pub feed: Option<String>,
    /// The links of the header.
    pub navigation: Vec<Link>,
    /// The footer's text, HTML.
    pub footer: Option<Value>,
}

/// A link to a page of the site, or elsewhere.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Link {
    /// What it says.
    pub text: String,
    /// Where it leads.
    pub href: String,
    /// The language of its text, where that is not the edition's.
    pub lang: Option<String>,
    /// What the page is about; empty where nothing is known, and in navigation.
    pub description: String,
    /// When it was published; `none` in navigation.
    pub date: Option<DateView>,
}

/// A date for readers and for machines. Where a template writes it, it stands as the edition writes it, and messages take it
/// for a date.
#[derive(Clone, Debug)]
pub struct DateView {
    /// The date itself.
    pub date: Date,
    /// `2013-08-31`
    pub iso: String,
    /// As the edition writes it: `Aug 31, 2013`, `2013年8月31日`.
    pub long: String,
}

impl Spoken for DateView {
    const KEYS: &'static [&'static str] = &["iso", "long"];

    fn part(&self, key: &str) -> Option<&str> {
        match key {
            "iso" => Some(&self.iso),
            "long" => Some(&self.long),
            _ => None,
        }
    }

    fn text(&self) -> &str {
        &self.long
    }
}

impl Serialize for DateView {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        spoken(self.clone()).serialize(serializer)
    }
}

/// An entry of the language switcher.
#[derive(Clone, Debug, Serialize)]
pub struct SwitcherEntry {
    /// The edition's tag.
    pub edition: String,
    /// The language of the label.
    pub lang: String,
    /// The edition's name for itself.
    pub label: String,
    /// This document in that edition, or what stands there in its place.
    pub href: String,
    /// The language of what it leads to.
    pub hreflang: String,
    /// Whether this is the page's own edition.
    pub current: bool,
    /// Whether that edition really has this document.
    pub real: bool,
    /// What to say where it does not, in that edition's language; else empty.
    pub note: String,
    /// The offer of that edition to readers whom it fits better, in its language; empty where it is not real or the
    /// edition has no messages of its own.
    pub offer: String,
    /// How that offer is taken up.
    pub accept: String,
    /// How it is sent away.
    pub dismiss: String,
}

/// A counterpart for `<link rel="alternate">`.
#[derive(Clone, Debug, Serialize)]
pub struct AlternateView {
    /// A tag, or `x-default`.
    pub hreflang: String,
    /// The whole URL, or the address from the root where the site has no `base-url`.
    pub url: String,
}

/// The edition that a text was made from, or that it really belongs to.
#[derive(Clone, Debug, Serialize)]
pub struct SourceView {
    /// Its tag.
    pub lang: String,
    /// Its name for itself.
    pub label: String,
    /// This document there.
    pub href: String,
}

/// An author of a page.
#[derive(Clone, Debug, Serialize)]
pub struct AuthorView {
    /// The id, fit for an `id` attribute.
    pub id: String,
    /// The name.
    pub name: String,
    /// The biography, HTML.
    pub bio: Option<Value>,
    /// A page about the person.
    pub url: Option<String>,
    /// A picture.
    pub picture: Option<String>,
}

/// A tag.
#[derive(Clone, Debug, Serialize)]
pub struct TagView {
    /// Its id, the same in every edition.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its list.
    pub href: String,
    /// How many documents carry it.
    pub count: u32,
}

/// An entry of a table of contents.
#[derive(Clone, Debug, Serialize)]
pub struct TocEntry {
    /// The heading's id, as written after `#` in an address.
    pub href: String,
    /// The heading's text.
    pub text: String,
    /// Its language, where its attributes give it one.
    pub lang: Option<String>,
    /// The headings below it.
    pub children: Vec<TocEntry>,
}

/// A part of a list that was split.
#[derive(Clone, Debug, Serialize)]
pub struct PartView {
    /// From 1.
    pub number: u32,
    /// Its page.
    pub href: String,
    /// Whether it is this page.
    pub current: bool,
    /// Whether it stands for parts that are not shown.
    pub gap: bool,
}

/// Open Graph.
#[derive(Clone, Debug, Serialize)]
pub struct OpenGraphView {
    /// `article` or `website`.
    pub kind: &'static str,
    /// `zh_TW`
    pub locale: String,
    /// The locales of its real counterparts.
    pub alternates: Vec<String>,
    /// The whole URL of a picture of the title: PNG, 1200 by 630 pixels.
    pub image: Option<String>,
}

/// One page.
#[derive(Clone, Debug, Serialize)]
pub struct PageView {
    /// `document`, `section`, `tags`, `tag`, `not-found` or `search`.
    pub kind: &'static str,
    /// The document's key or the tag's id; else empty.
    pub key: String,
    /// Whether it is the edition's home page.
    pub home: bool,
    /// The id of the heading that its title was taken from, for links to it.
    pub anchor: Option<String>,
    /// Its title.
    pub title: String,
    /// A shorter one for navigation.
    pub link_title: String,
    /// What it is about, in a sentence; may be empty.
    pub description: String,
    /// The description if its author wrote one: articles show it below the headline.
    pub lead: Option<String>,
    /// Its address.
    pub href: String,
    /// Its whole URL, or its address where the site has no `base-url`.
    pub url: String,
    /// The URL that search engines are to know.
    pub canonical: Option<String>,
    /// Whether search engines are to leave it out.
    pub noindex: bool,
    /// `authored`, `converted`, `fallback` or `made`.
    pub origin: &'static str,
    /// Where a converted text was made from, or a fallback belongs to.
    pub source: Option<SourceView>,
    /// The original, where it has changed since this text was translated and the site wants readers to know; its `href` is
    /// empty where it has no page.
    pub outdated: Option<SourceView>,
    /// The language of its text.
    pub lang: String,
    /// The direction of its text.
    pub dir: &'static str,
    /// Whether its text is in another language than the edition's.
    pub foreign: bool,
    /// The text, HTML.
    pub body: Value,
    /// When it was published.
    pub date: Option<DateView>,
    /// When it was last changed.
    pub updated: Option<DateView>,
    /// Who wrote it.
    pub authors: Vec<AuthorView>,
    /// Its tags.
    pub tags: Vec<TagView>,
    /// Reading time in minutes, for articles.
    pub minutes: Option<u32>,
    /// Words of its text.
    pub words: u32,
    /// Its table of contents; empty where none is to be shown.
    pub toc: Vec<TocEntry>,
    /// The sections above it, the home page first.
    pub breadcrumbs: Vec<Link>,
    /// The addresses of the sections above it.
    pub trail: Vec<String>,
    /// The tree of the sidebar: top sections, and this page's surroundings. Items have `text`, `href`, `lang`, `gap`
    /// (stands for documents that are not shown) and `children`.
    pub sidebar: Option<Value>,
    /// The page before it.
    pub previous: Option<Link>,
    /// The page after it.
    pub next: Option<Link>,
    /// What readers of this one may like.
    pub related: Vec<Link>,
    /// For lists: what is listed.
    pub listed: Vec<Link>,
    /// For lists: how many are listed on all parts together.
    pub count: u32,
    /// For lists: the parts.
    pub parts: Vec<PartView>,
    /// For the list of tags: all tags.
    pub terms: Vec<TagView>,
    /// The language switcher.
    pub switcher: Vec<SwitcherEntry>,
    /// Its real counterparts, itself included, and x-default.
    pub alternates: Vec<AlternateView>,
    /// Open Graph.
    pub open_graph: OpenGraphView,
    /// JSON-LD for search engines, safe inside `<script>`.
    pub structured: Option<Value>,
    /// `extra` of the front matter.
    pub extra: Value,
}
