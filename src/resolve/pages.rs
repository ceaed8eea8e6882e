//! Pages: every page with all that it leads to.

use super::address::{NOT_FOUND, SEARCH, Shows, Slot, Slots, TAGS, split};
use super::plan::{Origin, Page, PageId, PageKind};
use super::shelf::{Entry, Shelf};
use super::{Input, counterparts, reading, related};
use crate::config::EditionId;
use crate::content::DocKey;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// The pages, and the page of each document in each edition.
pub struct Made {
    /// In the order of the slots.
    pub pages: Vec<Page>,
    /// By document and edition.
    pub by_document: BTreeMap<(DocKey, EditionId), PageId>,
}

/// What is known of all entries of a shelf at once.
struct Relations {
    neighbours: Vec<(Option<usize>, Option<usize>)>,
    related: Vec<Vec<usize>>,
}

/// Makes all pages.
pub fn make(input: &Input<'_>, shelves: &[Shelf], slots: &Slots) -> Made {
    let relations: Vec<Relations> = shelves
        .par_iter()
        .map(|shelf| Relations { neighbours: reading::neighbours(shelf), related: related::related(shelf) })
        .collect();
    let pages: Vec<Page> = slots
        .slots
        .par_iter()
        .map(|slot| {
            let at = slot.edition.0 as usize;
            Maker { input, shelves, slots, shelf: &shelves[at], relations: &relations[at] }.page(slot)
        })
        .collect();
    let mut by_document = BTreeMap::new();
    for shelf in shelves {
        for (at, entry) in shelf.entries.iter().enumerate() {
            by_document.insert((entry.key.clone(), shelf.edition), slots.entry(shelf.edition, at));
        }
    }
    Made { pages, by_document }
}

struct Maker<'a> {
    input: &'a Input<'a>,
    shelves: &'a [Shelf],
    slots: &'a Slots,
    shelf: &'a Shelf,
    relations: &'a Relations,
}

impl Maker<'_> {
    fn page(&self, slot: &Slot) -> Page {
        match slot.shows {
            Shows::Entry(at, part) => self.entry(slot, at, part),
            Shows::Tag(at, part) => self.tag(slot, at, part),
            Shows::Tags => self.made(slot, PageKind::Tags, TAGS),
            Shows::NotFound => self.made(slot, PageKind::NotFound, NOT_FOUND),
            Shows::Search => self.made(slot, PageKind::Search, SEARCH),
        }
    }

    /// A page with nothing but what every page has.
    fn made(&self, slot: &Slot, kind: PageKind, template: &str) -> Page {
        let home = self.slots.entry(slot.edition, 0);
        Page {
            edition: slot.edition,
            kind,
            origin: Origin::Made,
            permalink: slot.permalink.clone(),
            output: slot.output.clone(),
            title: String::new(),
            link_title: String::new(),
            description: String::new(),
            counterparts: counterparts::of(self.input, self.shelves, self.slots, self.shelf, slot.shows),
            breadcrumbs: vec![home],
            previous: None,
            next: None,
            related: Vec::new(),
            tags: Vec::new(),
            listed: Vec::new(),
            part: (1, 1),
            parts: Vec::new(),
            template: template.to_owned(),
        }
    }

    fn id(&self, at: usize) -> PageId {
        self.slots.entry(self.shelf.edition, at)
    }

    fn ids(&self, entries: &[usize]) -> Vec<PageId> {
        entries.iter().map(|at| self.id(*at)).collect()
    }

    fn entry(&self, slot: &Slot, at: usize, part: u32) -> Page {
        let entry = &self.shelf.entries[at];
        let (kind, template) = self.kind(entry);
        let (previous, next) = self.relations.neighbours[at];
        let mut page = Page {
            origin: entry.origin,
            title: entry.title.clone(),
            link_title: entry.link_title.clone(),
            description: entry.description.clone(),
            breadcrumbs: self.breadcrumbs(entry),
            tags: entry.tags.clone(),
            template: entry.template.clone().unwrap_or_else(|| template.to_owned()),
            ..self.made(slot, kind, template)
        };
        if entry.section {
            self.list(&mut page, &entry.children, part, |part| Shows::Entry(at, part));
        }
        if part == 0 {
            page.previous = previous.map(|at| self.id(at));
            page.next = next.map(|at| self.id(at));
            page.related = self.ids(&self.relations.related[at]);
        }
        page
    }

    fn kind(&self, entry: &Entry) -> (PageKind, &'static str) {
        match entry.key.as_str() {
            NOT_FOUND => (PageKind::NotFound, "404"),
            SEARCH => (PageKind::Search, "search"),
            TAGS => (PageKind::Tags, "tags"),
            "" => (PageKind::Section(entry.key.clone()), "home"),
            _ if entry.section => (PageKind::Section(entry.key.clone()), "section"),
            _ if entry.date.is_some() && entry.parent.is_some_and(|parent| self.shelf.entries[parent].dated) => {
                (PageKind::Document(entry.key.clone()), "article")
            }
            _ => (PageKind::Document(entry.key.clone()), "page"),
        }
    }

    fn breadcrumbs(&self, entry: &Entry) -> Vec<PageId> {
        let mut above = Vec::new();
        let mut parent = entry.parent;
        while let Some(at) = parent {
            above.push(self.id(at));
            parent = self.shelf.entries[at].parent;
        }
        above.reverse();
        above
    }

    fn tag(&self, slot: &Slot, at: usize, part: u32) -> Page {
        let tag = &self.shelf.tags[at];
        let mut page = self.made(slot, PageKind::Tag(tag.id.clone()), "tag");
        page.title.clone_from(&tag.name);
        page.link_title.clone_from(&tag.name);
        let index = self.slots.id(slot.edition, Shows::Tags);
        let written = || self.shelf.by_key.get(&DocKey::new(TAGS)).map(|at| self.id(*at));
        page.breadcrumbs.extend(index.or_else(written));
        self.list(&mut page, &tag.entries, part, |part| Shows::Tag(at, part));
        page
    }

    /// Fills in the part of a list that a page shows.
    fn list(&self, page: &mut Page, entries: &[usize], part: u32, shows: impl Fn(u32) -> Shows) {
        let parts = split(self.input, entries.len());
        let per_page = self.input.config.per_page.max(1);
        let listed = entries.chunks(per_page).nth(part as usize).unwrap_or_default();
        page.listed = self.ids(listed);
        page.part = (part + 1, parts);
        page.parts = (0..parts).filter_map(|part| self.slots.id(page.edition, shows(part))).collect();
    }
}
