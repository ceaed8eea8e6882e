//! Counterparts: for every page, where the switcher leads in each edition. By key and tag id, never by address.

use super::Input;
use super::address::{NOT_FOUND, SEARCH, Shows, Slots, TAGS};
use super::plan::{Counterpart, Origin, PageId};
use super::shelf::Shelf;
use crate::config::EditionId;
use crate::content::DocKey;

/// The counterparts of the page that shows `shows` on `shelf`, in the order of the editions, itself included.
pub fn of(input: &Input<'_>, shelves: &[Shelf], slots: &Slots, shelf: &Shelf, shows: Shows) -> Vec<Counterpart> {
    let this = slots.id(shelf.edition, shows);
    let editions = input.config.edition_ids();
    editions
        .map(|edition| {
            if edition == shelf.edition {
                let page = this.expect("a slot has a page");
                return Counterpart { edition, page, real: real(shelf, shows) };
            }
            if let Some((page, real)) = same(&shelves[edition.0 as usize], slots, shelf, shows) {
                return Counterpart { edition, page, real };
            }
            let page = chain(input, shelves, slots, shelf, shows, edition, this)
                .or_else(|| ancestor(&shelves[edition.0 as usize], slots, shelf, shows))
                .unwrap_or_else(|| slots.entry(edition, 0));
            Counterpart { edition, page, real: false }
        })
        .collect()
}

/// Whether a page really belongs to its edition: it does unless it repeats another's text, or lists nothing but pages
/// that do.
fn real(shelf: &Shelf, shows: Shows) -> bool {
    match shows {
        Shows::Entry(at, _) => is_own(shelf, at),
        Shows::Tag(at, _) => lists_own(shelf, &shelf.tags[at].entries),
        Shows::Tags => shelf.tags.iter().any(|tag| lists_own(shelf, &tag.entries)),
        Shows::NotFound | Shows::Search => true,
    }
}

fn is_own(shelf: &Shelf, at: usize) -> bool {
    let entry = &shelf.entries[at];
    match entry.origin {
        Origin::Authored(_) | Origin::Converted(_) => true,
        Origin::Fallback { .. } => false,
        Origin::Made => lists_own(shelf, &entry.children),
    }
}

fn lists_own(shelf: &Shelf, entries: &[usize]) -> bool {
    entries.is_empty() || entries.iter().any(|at| is_own(shelf, *at))
}

/// The same thing's page on another shelf. A part of a list that is shorter there leads to its first part.
fn same(other: &Shelf, slots: &Slots, shelf: &Shelf, shows: Shows) -> Option<(PageId, bool)> {
    let id = |shows| slots.id(other.edition, shows);
    let keyed = |key: &str| {
        let at = *other.by_key.get(&DocKey::new(key))?;
        id(Shows::Entry(at, 0)).map(|page| (page, real(other, Shows::Entry(at, 0))))
    };
    match shows {
        Shows::Entry(at, part) => {
            let key = &shelf.entries[at].key;
            if let Some(there) = other.by_key.get(key).copied() {
                let (page, whole) = match id(Shows::Entry(there, part)) {
                    Some(page) => (page, true),
                    None => (id(Shows::Entry(there, 0))?, false),
                };
                return Some((page, whole && real(other, Shows::Entry(there, 0))));
            }
            let made = match key.as_str() {
                TAGS => Shows::Tags,
                SEARCH => Shows::Search,
                NOT_FOUND => Shows::NotFound,
                _ => return None,
            };
            id(made).map(|page| (page, real(other, made)))
        }
        Shows::Tag(at, part) => {
            let tag = &shelf.tags[at].id;
            let there = other.tags.iter().position(|other| &other.id == tag)?;
            match id(Shows::Tag(there, part)) {
                Some(page) => Some((page, real(other, Shows::Tag(there, part)))),
                None => id(Shows::Tag(there, 0)).map(|page| (page, false)),
            }
        }
        Shows::Tags => id(shows).map(|page| (page, real(other, shows))).or_else(|| keyed(TAGS)),
        Shows::Search => id(shows).map(|page| (page, true)).or_else(|| keyed(SEARCH)),
        Shows::NotFound => id(shows).map(|page| (page, true)).or_else(|| keyed(NOT_FOUND)),
    }
}

/// The page that the edition's chain gives, if it is another than this one.
fn chain(
    input: &Input<'_>,
    shelves: &[Shelf],
    slots: &Slots,
    shelf: &Shelf,
    shows: Shows,
    edition: EditionId,
    this: Option<PageId>,
) -> Option<PageId> {
    let next = input.config.chain(edition).skip(1).find_map(|via| {
        if via == shelf.edition {
            this
        } else {
            same(&shelves[via.0 as usize], slots, shelf, shows).map(|(page, _)| page)
        }
    })?;
    (Some(next) != this).then_some(next)
}

/// The nearest section above that the other edition has.
fn ancestor(other: &Shelf, slots: &Slots, shelf: &Shelf, shows: Shows) -> Option<PageId> {
    match shows {
        Shows::Entry(at, _) => {
            let mut key = shelf.entries[at].key.section();
            while let Some(section) = key {
                if let Some(there) = other.by_key.get(&section) {
                    return Some(slots.entry(other.edition, *there));
                }
                key = section.section();
            }
            None
        }
        Shows::Tag(..) => slots.id(other.edition, Shows::Tags),
        _ => None,
    }
}
