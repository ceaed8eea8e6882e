//! What a page tells machines about its counterparts: hreflang, x-default, canonical, and its edition's feed.
//!
//! The page's head and the sitemap both ask here, so they cannot say different things.

use super::plan::{Origin, Page, PageId, PageKind, Plan};
use crate::config::{Config, EditionId};
use crate::content::Library;
use crate::locale::Locale;

/// One entry of a page's `rel="alternate"` set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alternate {
    /// The edition that the page belongs to; `None` for x-default.
    pub edition: Option<EditionId>,
    /// The page.
    pub page: PageId,
}

/// Whether search engines, feeds and others' hreflang may name this page: it has a text of its own edition, or lists
/// pages that have, and it is no page that only serves the site itself.
pub fn is_real(page: &Page) -> bool {
    let own = page.counterparts.iter().find(|counterpart| counterpart.edition == page.edition);
    own.is_some_and(|own| own.real) && !matches!(page.kind, PageKind::NotFound | PageKind::Search)
}

/// Every edition that really has this page, itself included, in the switcher's order, then x-default: the default
/// edition's page if it is among them, else the first. Empty for a page that is not real.
///
/// All pages of one set give the same set, as search engines demand.
pub fn alternates(config: &Config, page: &Page) -> Vec<Alternate> {
    if !is_real(page) {
        return Vec::new();
    }
    let real = page.counterparts.iter().filter(|counterpart| counterpart.real);
    let mut set: Vec<_> =
        real.map(|counterpart| Alternate { edition: Some(counterpart.edition), page: counterpart.page }).collect();
    let default = set.iter().find(|alternate| alternate.edition == Some(config.default)).or(set.first());
    if let Some(page) = default.map(|alternate| alternate.page) {
        set.push(Alternate { edition: None, page });
    }
    set
}

/// The language that a page's text stands in: its edition's, or for a fallback copy that of the edition that has the text,
/// which may itself have made it by conversion.
pub fn language<'a>(config: &'a Config, library: &'a Library, page: &Page) -> &'a Locale {
    let Origin::Fallback { translation, via } = page.origin else { return &config.edition(page.edition).locale };
    let written = &library.translations[translation.0 as usize].locale;
    if config.edition_of(written) == Some(via) { written } else { &config.edition(via).locale }
}

/// The page that search engines are to know instead of this one: a fallback copy's origin, else itself.
pub fn canonical(plan: &Plan, id: PageId) -> PageId {
    let page = plan.page(id);
    let Origin::Fallback { via, .. } = page.origin else { return id };
    let origin = page.counterparts.iter().find(|counterpart| counterpart.edition == via && counterpart.real);
    origin.map_or(id, |counterpart| counterpart.page)
}

/// The address of an edition's feed from the site's root; `None` where none is written: feeds are not configured, the
/// edition has nothing to put in, or the site does not know its own URL, which a feed must name.
pub fn feed(config: &Config, plan: &Plan, edition: EditionId) -> Option<String> {
    let filled = plan.editions.get(edition.0 as usize).is_some_and(|edition| !edition.feed.is_empty());
    let wanted = config.feed.is_some() && filled && !config.base_url.origin.is_empty();
    wanted.then(|| match config.edition(edition).prefix.as_str() {
        "" => "/feed.xml".to_owned(),
        prefix => format!("/{prefix}/feed.xml"),
    })
}
