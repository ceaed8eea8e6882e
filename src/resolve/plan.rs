//! The plan: every page of every edition, where it stands, where its text comes from, and what it leads to.

#![allow(missing_docs, reason = "a variant's own line explains its fields")]

use super::staleness::Stale;
use crate::config::EditionId;
use crate::content::DocKey;
use crate::content::library::TranslationId;
use crate::source::RelPath;
use std::collections::BTreeMap;

/// All pages of a site. Complete when it is made: rendering only reads it.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// Every page, ordered by edition, then by address.
    pub pages: Vec<Page>,
    /// The page of a document in an edition.
    pub by_document: BTreeMap<(DocKey, EditionId), PageId>,
    /// For each edition, what is the same on all its pages.
    pub editions: Vec<EditionPlan>,
    /// Old addresses and where they lead.
    pub redirects: Vec<Redirect>,
    /// Files that are copied: to their place in the site, from their source.
    pub copies: BTreeMap<RelPath, RelPath>,
    /// Where an asset lies in the site, by its place below the source folder: one for all editions (`None`), or
    /// variants of editions.
    pub assets: BTreeMap<RelPath, Vec<(Option<EditionId>, RelPath)>>,
    /// The translations whose originals have changed since they were made.
    pub outdated: BTreeMap<TranslationId, Stale>,
}

/// An index into [`Plan::pages`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PageId(pub u32);

/// What all pages of an edition share. Texts are in the edition's script.
#[derive(Clone, Debug, Default)]
pub struct EditionPlan {
    /// The edition's name for itself.
    pub label: String,
    /// The site's title.
    pub title: String,
    /// The site's description.
    pub description: String,
    /// The edition's home page.
    pub home: Option<PageId>,
    /// The links of the header.
    pub navigation: Vec<NavItem>,
    /// The whole tree of sections and documents, for a sidebar.
    pub outline: Vec<OutlineItem>,
    /// The edition's tags in its own order, each with its first page.
    pub tags: Vec<TagUse>,
    /// The pages of the feed, newest first.
    pub feed: Vec<PageId>,
    /// The authors by id: name and biography in the edition's language. Whom documents name without listing them is here
    /// by the name as written, with nothing but that name in the edition's script.
    pub authors: BTreeMap<String, AuthorText>,
}

/// A link of the header.
#[derive(Clone, Debug)]
pub struct NavItem {
    /// What it says.
    pub text: String,
    /// Where it leads: a page of the plan or an address elsewhere.
    pub target: Target,
}

/// One entry of the sidebar's tree.
#[derive(Clone, Debug)]
pub struct OutlineItem {
    /// What it says.
    pub text: String,
    /// Its page.
    pub page: PageId,
    /// What stands below it.
    pub children: Vec<OutlineItem>,
}

/// A tag in an edition.
#[derive(Clone, Debug)]
pub struct TagUse {
    /// Its id, the same in every edition.
    pub id: String,
    /// Its name in the edition's language.
    pub name: String,
    /// The first page of its list.
    pub page: PageId,
    /// How many documents carry it.
    pub count: u32,
}

/// An author's texts in an edition.
#[derive(Clone, Debug, Default)]
pub struct AuthorText {
    /// The name.
    pub name: String,
    /// The biography, Markdown.
    pub bio: String,
    /// A page about the person.
    pub url: Option<String>,
    /// A picture's address, from the site's root.
    pub picture: Option<String>,
}

/// One page.
#[derive(Clone, Debug)]
pub struct Page {
    /// The edition that it belongs to.
    pub edition: EditionId,
    /// What it shows.
    pub kind: PageKind,
    /// Where its text comes from.
    pub origin: Origin,
    /// Its address from the site's root, without the base path: `/zh-Hans/guide/start/`. Not percent-encoded.
    pub permalink: String,
    /// The file it is written to.
    pub output: RelPath,
    /// Its title in the edition's script. Empty for the list of tags, 404 and search where no document of that key
    /// gives one: their titles are messages of the interface.
    pub title: String,
    /// A shorter title for navigation; equal to the title where none was given.
    pub link_title: String,
    /// Its description in the edition's script; empty if there is none.
    pub description: String,
    /// The counterparts in every edition of the site in the switcher's order, itself included.
    pub counterparts: Vec<Counterpart>,
    /// The sections above it, the home page first, itself not among them.
    pub breadcrumbs: Vec<PageId>,
    /// The page before it in its section.
    pub previous: Option<PageId>,
    /// The page after it in its section.
    pub next: Option<PageId>,
    /// Documents that readers of this one may like, best first.
    pub related: Vec<PageId>,
    /// Its tags: indices into [`EditionPlan::tags`].
    pub tags: Vec<usize>,
    /// For lists: the pages that this part of it lists.
    pub listed: Vec<PageId>,
    /// For lists: which part it is of how many, from 1.
    pub part: (u32, u32),
    /// For lists: the pages of all parts, in order.
    pub parts: Vec<PageId>,
    /// The template, without its ending: the document's own, or `home`, `page`, `article` (a dated document), `section`,
    /// `tags`, `tag`, `404` or `search`.
    pub template: String,
}

/// What a page shows.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PageKind {
    /// A document that is no section.
    Document(DocKey),
    /// A section, with or without a document of its own: its list, or one part of it.
    Section(DocKey),
    /// The list of all tags.
    Tags,
    /// The documents that carry a tag, by its id.
    Tag(String),
    /// What a server shows when there is no such page.
    NotFound,
    /// The search page.
    Search,
}

/// Where a page's text comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Written in this locale.
    Authored(TranslationId),
    /// Made from the translation in the other script.
    Converted(TranslationId),
    /// Not translated: the text of another edition in its own language. `via` is the edition whose page has the text.
    Fallback {
        /// The text.
        translation: TranslationId,
        /// The edition that really has it.
        via: EditionId,
    },
    /// Made for the edition: a list, a tag, 404.
    Made,
}

/// A page's counterpart in an edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counterpart {
    /// The edition.
    pub edition: EditionId,
    /// Where the switcher leads.
    pub page: PageId,
    /// Whether that page really is this document in that edition: then hreflang names it. A fallback copy or an
    /// ancestor that stands in for a missing page is not.
    pub real: bool,
}

/// An old address.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Redirect {
    /// The old address from the site's root, without the base path.
    pub from: String,
    /// The file it is written to.
    pub output: RelPath,
    /// The page that it leads to.
    pub to: PageId,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A page of the plan. `language` is given when that page is not of the linking page's edition.
    Page {
        /// The page.
        page: PageId,
        /// The fragment, without `#`.
        fragment: Option<String>,
        /// The query, without `?`.
        query: Option<String>,
        /// The language to mark the link with.
        language: Option<EditionId>,
    },
    /// A file that is copied, at its place in the site, with what followed the path (`?…#…`).
    File(RelPath, String),
    /// An address elsewhere, or one that is passed through: `https:`, `mailto:`, `#top`.
    Elsewhere(String),
    /// Nothing: the destination stays as written, and a diagnostic says so.
    Broken(String),
}

impl Origin {
    /// The translation that the text is taken from; `None` for pages that are made.
    pub fn translation(self) -> Option<TranslationId> {
        match self {
            Self::Authored(id) | Self::Converted(id) | Self::Fallback { translation: id, .. } => Some(id),
            Self::Made => None,
        }
    }

    /// Whether the page only repeats another edition's text.
    pub fn is_fallback(self) -> bool {
        matches!(self, Self::Fallback { .. })
    }
}

impl PageKind {
    /// The key of the document or section behind the page.
    pub fn key(&self) -> Option<&DocKey> {
        match self {
            Self::Document(key) | Self::Section(key) => Some(key),
            _ => None,
        }
    }
}

impl Plan {
    /// The page behind an index.
    pub fn page(&self, id: PageId) -> &Page {
        &self.pages[id.0 as usize]
    }
}
