//! Portraits: a hash of everything that a page shows beside its own text, so that a change can tell which pages it
//! touched. Pages of two plans are compared by it, so no index of a plan stands in it.

use crate::cli::project::Project;
use crate::config::EditionId;
use crate::content::Library;
use crate::resolve::plan::{EditionPlan, NavItem, Origin, OutlineItem, Page, PageId, PageKind, Plan, Target};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHasher};
use std::hash::{Hash, Hasher};

/// The portraits of all pages of `plan`, in its order.
pub fn of(project: &Project, library: &Library, plan: &Plan) -> Vec<u64> {
    let painter = Painter { library, plan };
    let editions: Vec<(u64, FxHashMap<PageId, u64>)> = project
        .config
        .edition_ids()
        .map(|id| {
            let own = &plan.editions[usize::from(id.0)];
            (painter.edition(own), painter.sidebars(&own.outline))
        })
        .collect();
    let ids: Vec<PageId> = (0..u32::try_from(plan.pages.len()).unwrap_or(u32::MAX)).map(PageId).collect();
    ids.into_par_iter()
        .map(|id| {
            let page = plan.page(id);
            let (edition, sidebars) = &editions[usize::from(page.edition.0)];
            let first = page.parts.first().copied().unwrap_or(id);
            let sidebar = sidebars.get(&id).or_else(|| sidebars.get(&first));
            hashed(&(edition, sidebar, painter.page(page)))
        })
        .collect()
}

struct Painter<'a> {
    library: &'a Library,
    plan: &'a Plan,
}

impl Painter<'_> {
    fn page(&self, page: &Page) -> u64 {
        let mut hasher = FxHasher::default();
        page.kind.hash_into(&mut hasher);
        self.origin(page).hash(&mut hasher);
        page.origin.translation().map(|id| self.plan.outdated.contains_key(&id)).hash(&mut hasher);
        (&page.permalink, &page.title, &page.link_title, &page.description).hash(&mut hasher);
        (page.part, &page.template).hash(&mut hasher);
        let tags = &self.plan.editions[usize::from(page.edition.0)].tags;
        let every = matches!(page.kind, PageKind::Tags | PageKind::Tag(_));
        for (_, tag) in tags.iter().enumerate().filter(|(at, _)| every || page.tags.contains(at)) {
            (&tag.id, &tag.name, every.then_some(tag.count)).hash(&mut hasher);
        }
        for other in &page.counterparts {
            let there = self.plan.page(other.page);
            (other.edition, other.real, there.origin.is_fallback(), &there.permalink).hash(&mut hasher);
        }
        for list in [&page.breadcrumbs, &page.related, &page.listed, &page.parts] {
            list.len().hash(&mut hasher);
            list.iter().for_each(|id| self.link(*id).hash(&mut hasher));
        }
        (page.previous.map(|id| self.link(id)), page.next.map(|id| self.link(id))).hash(&mut hasher);
        hasher.finish()
    }

    /// The text behind a page, to the byte: front matter stands in it.
    fn origin(&self, page: &Page) -> (u8, Option<(&[u8; 32], EditionId)>) {
        let text = |id: crate::content::library::TranslationId| &self.library.translations[id.0 as usize].hash;
        match page.origin {
            Origin::Authored(id) => (0, Some((text(id), page.edition))),
            Origin::Converted(id) => (1, Some((text(id), page.edition))),
            Origin::Fallback { translation, via } => (2, Some((text(translation), via))),
            Origin::Made => (3, None),
        }
    }

    /// What others show of a page.
    fn link(&self, id: PageId) -> u64 {
        let page = self.plan.page(id);
        let date = page.origin.translation().and_then(|id| self.library.translations[id.0 as usize].front.date);
        hashed(&(&page.permalink, &page.title, &page.link_title, &page.description, date, page.origin.is_fallback()))
    }

    /// What all pages of an edition show.
    fn edition(&self, own: &EditionPlan) -> u64 {
        let mut hasher = FxHasher::default();
        (&own.title, &own.description, own.home.map(|id| self.link(id)), own.tags.is_empty()).hash(&mut hasher);
        for NavItem { text, target } in &own.navigation {
            text.hash(&mut hasher);
            match target {
                Target::Page { page, fragment, query, .. } => {
                    (&self.plan.page(*page).permalink, fragment, query).hash(&mut hasher);
                }
                Target::File(path, rest) => (path, rest).hash(&mut hasher),
                Target::Elsewhere(address) | Target::Broken(address) => address.hash(&mut hasher),
            }
        }
        for (id, author) in &own.authors {
            (id, &author.name, &author.bio, &author.url, &author.picture).hash(&mut hasher);
        }
        hasher.finish()
    }

    /// For each page of an outline what its sidebar shows: its family, those above it, and its children.
    fn sidebars(&self, outline: &[OutlineItem]) -> FxHashMap<PageId, u64> {
        let mut found = FxHashMap::default();
        let mut open = vec![(outline, 0)];
        while let Some((family, above)) = open.pop() {
            let own = hashed(&(above, self.family(family)));
            for item in family {
                found.insert(item.page, hashed(&(own, self.family(&item.children))));
                if !item.children.is_empty() {
                    open.push((&item.children, own));
                }
            }
        }
        found
    }

    fn family(&self, items: &[OutlineItem]) -> u64 {
        let mut hasher = FxHasher::default();
        for item in items {
            (&item.text, &self.plan.page(item.page).permalink).hash(&mut hasher);
        }
        hasher.finish()
    }
}

impl PageKind {
    fn hash_into(&self, hasher: &mut FxHasher) {
        std::mem::discriminant(self).hash(hasher);
        if let Self::Tag(id) = self {
            id.hash(hasher);
        }
        self.key().map(crate::content::DocKey::as_str).hash(hasher);
    }
}

fn hashed(value: &impl Hash) -> u64 {
    let mut hasher = FxHasher::default();
    value.hash(&mut hasher);
    hasher.finish()
}
