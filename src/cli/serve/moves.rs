//! Pages that moved: where readers are led who look at an address that a change took away.

use super::site::Site;
use crate::content::Translation;
use crate::resolve::plan::{Origin, Page, PageId};
use crate::source::RelPath;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;
use std::sync::Arc;

/// How many addresses that changed are remembered.
const MOVES: usize = 10_000;

/// Where pages went whose addresses `site` no longer has: to the page of the same file, or of the file that took over its
/// text.
pub fn moves(old: &Site, site: &Site, before: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let now: FxHashMap<&str, PageId> =
        site.plan.pages.iter().zip(site.pages()).map(|(page, id)| (page.permalink.as_str(), id)).collect();
    let gone = |page: &Page| {
        let id = page.origin.translation()?;
        let own = matches!(page.origin, Origin::Authored(_) | Origin::Converted(_) | Origin::Fallback { .. });
        (own && !now.contains_key(page.permalink.as_str())).then_some(id)
    };
    let lost: Vec<_> =
        old.plan.pages.iter().zip(old.pages()).filter_map(|(page, id)| Some((id, gone(page)?))).collect();
    let mut moves = before.clone();
    if !moves.is_empty() {
        // Where something stands again, nobody is led away.
        site.pages().for_each(|id| drop(moves.remove(site.parts.href(id))));
    }
    if lost.is_empty() {
        return moves;
    }
    let heirs = heirs(old, site);
    let mut pages: FxHashMap<(u16, &RelPath), PageId> = FxHashMap::default();
    for id in site.pages() {
        let page = site.plan.page(id);
        if let Some(text) = page.origin.translation() {
            pages.entry((page.edition.0, &site.library.translations[text.0 as usize].path)).or_insert(id);
        }
    }
    for (id, text) in lost {
        let path = &old.library.translations[text.0 as usize].path;
        let path = heirs.get(path).copied().unwrap_or(path);
        if let Some(to) = pages.get(&(old.plan.page(id).edition.0, path))
            && moves.len() < MOVES
        {
            moves.insert(old.parts.href(id).to_owned(), site.parts.href(*to).to_owned());
        }
    }
    moves
}

/// The files that took over the texts of files that are gone: those of the same bytes; and where one file went and one
/// came in a locale, that one.
fn heirs<'s>(old: &'s Site, site: &'s Site) -> BTreeMap<&'s RelPath, &'s RelPath> {
    let absent = |one: &Site, other: &'s Site| -> Vec<&'s Arc<Translation>> {
        let known: FxHashSet<&RelPath> = one.library.translations.iter().map(|text| &text.path).collect();
        other.library.translations.iter().filter(|text| !known.contains(&text.path)).collect()
    };
    let (went, came) = (absent(site, old), absent(old, site));
    let mut heirs = BTreeMap::new();
    for text in &went {
        let same = came.iter().find(|new| new.hash == text.hash && new.locale == text.locale);
        let alone = || {
            let mut new = came.iter().filter(|new| new.locale == text.locale);
            let only = went.iter().filter(|other| other.locale == text.locale).count() == 1;
            new.next().filter(|_| only && new.next().is_none())
        };
        if let Some(new) = same.or_else(alone) {
            heirs.insert(&text.path, &new.path);
        }
    }
    heirs
}
