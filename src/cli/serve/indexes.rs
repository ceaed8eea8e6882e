//! The search in a preview: an edition's index is made when a reader first asks, and anew after each change.

use super::site::Site;
use crate::config::EditionId;
use crate::resolve::plan::PageId;
use crate::site::search;
use crate::source::RelPath;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// The indexes of a snapshot, by edition.
#[derive(Debug, Default)]
pub struct Indexes(Vec<OnceLock<BTreeMap<RelPath, Vec<u8>>>>);

impl Indexes {
    /// None of them is made yet.
    pub fn of(editions: usize) -> Self {
        Self((0..editions).map(|_| OnceLock::new()).collect())
    }

    /// The same editions, with everything to be made again.
    pub fn renewed(&self) -> Self {
        Self::of(self.0.len())
    }

    /// The file of an index at `path`, in the site that these are of.
    pub fn file(&self, site: &Site, path: &RelPath) -> Option<Vec<u8>> {
        if !site.project.config.search {
            return None;
        }
        let edition = site.project.config.edition_ids().find(|edition| search::is_of(&name(site, *edition), path))?;
        let files = self.0.get(usize::from(edition.0))?.get_or_init(|| made(site, edition));
        files.get(path).cloned()
    }
}

fn name(site: &Site, edition: EditionId) -> String {
    search::name(&site.project.config.edition(edition).locale)
}

fn made(site: &Site, edition: EditionId) -> BTreeMap<RelPath, Vec<u8>> {
    let pages: Vec<PageId> = site.pages().collect();
    let words = search::Words::default();
    let entries = site.with(|renderer| {
        let found = pages.into_par_iter().filter_map(|id| {
            let page = site.plan.page(id);
            let is_in = page.edition == edition && search::is_in(page);
            is_in.then(|| search::Entry::new(&words, id, page, renderer.href(id), &renderer.passages(id)))
        });
        found.collect::<Vec<_>>()
    });
    search::files(&site.converters.converters, &words, &name(site, edition), entries).into_iter().collect()
}
