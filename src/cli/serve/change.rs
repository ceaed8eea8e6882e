//! From one snapshot to the next: what a change of files asks to be made again, and which pages it touches.

use super::converting::Converting;
use super::moves::moves;
use super::needs::{Change, Needs, needs};
use super::portrait;
use super::site::{self, Findings, Planned, Site};
use super::state::{Settings, State, book, is_good};
use crate::cli::project::{self, Loaded, Project};
use crate::content::scan::{Document, Progress};
use crate::content::{Library, Reading, Translation};
use crate::diagnostic::{Code, Diagnostic};
use crate::resolve::plan::{PageId, Plan, Target};
use crate::resolve::staleness::{self, Standing};
use crate::source::RelPath;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeSet;
use std::sync::Arc;

/// How many changed files that pages show are remembered.
const TOUCHED: usize = 64;

/// The state after `change`.
pub fn next(before: &State, change: &Change, settings: &Settings) -> State {
    let version = before.version + 1;
    let held = |broken, files| State { version, broken, files, ..before.clone() }.settled();
    let settings_changed = change.all
        || change.paths.contains(&book())
        || !before.broken.is_empty()
        || before.site.as_ref().is_some_and(|site| lost_glossary(site, change));
    let Some(old) = before.site.as_ref().filter(|_| !settings_changed) else {
        let (project, files, found) = match project::load(&settings.root, &settings.overrides) {
            Ok(Loaded { project, files, found }) => (project, files, found),
            Err(failure) => {
                let mut problem = Diagnostic::new(Code::Unreadable, &book(), failure.message);
                problem.help = failure.help;
                return held(vec![problem], before.files.clone());
            }
        };
        return match (project, &before.site) {
            (Some(project), Some(old)) if is_good(&found) => {
                let needs =
                    Needs { settings: true, documents: true, converters: true, theme: true, ..Needs::default() };
                let site = follow(old, project, found, &needs, change, version);
                let moves = moves(old, &site, &before.moves);
                let state = State { site: Some(Arc::new(site)), moves, touched: Vec::new(), ..held(Vec::new(), files) };
                state.settled()
            }
            (Some(project), None) => {
                let mut site = Site::first(project, found, &Progress::default());
                site.stamps = Arc::new(vec![version; site.stamps.len()]);
                (site.planned, site.themed) = (version, version);
                State { site: Some(Arc::new(site)), ..held(Vec::new(), files) }.settled()
            }
            _ => held(found, files),
        };
    };
    let needs = needs(old, change);
    let site = if needs.documents || needs.converters || needs.theme {
        follow(old, (*old.project).clone(), old.found.config.clone(), &needs, change, version)
    } else {
        bodies(old, &needs, change, version)
    };
    let base = &site.project.config.base_url;
    let places = needs.touched.iter().flat_map(|path| {
        site.plan
            .copies
            .iter()
            .filter(move |(_, source)| *source == path)
            .map(|(place, _)| base.href(&format!("/{place}")))
    });
    let mut touched = before.touched.clone();
    touched.extend(places.map(|place| (version, place)));
    touched.drain(..touched.len().saturating_sub(TOUCHED));
    let moves =
        if Arc::ptr_eq(&old.plan, &site.plan) { before.moves.clone() } else { moves(old, &site, &before.moves) };
    let state = State { site: Some(Arc::new(site)), touched, moves, ..held(Vec::new(), before.files.clone()) };
    state.settled()
}

/// Whether the site's glossary is gone: the settings say whether there has to be one.
fn lost_glossary(old: &Site, change: &Change) -> bool {
    let known = old.project.config.glossary.as_ref();
    known.is_some_and(|known| change.paths.contains(known) && !old.project.files.is_file(known))
}

/// A snapshot after a change of more than the bodies of documents.
fn follow(
    old: &Site,
    mut project: Project,
    config: Vec<Diagnostic>,
    needs: &Needs,
    change: &Change,
    version: u64,
) -> Site {
    if needs.settings && project.config.glossary.is_none() {
        project.config.glossary = RelPath::new("glossary.csv").ok().filter(|usual| project.files.is_file(usual));
    }
    let reading = if needs.documents || !needs.bodies.is_empty() {
        let (files, config) = (&project.files, &project.config);
        let stale = |path: &RelPath| change.all || holds(&change.paths, path);
        Arc::new(if needs.documents {
            Reading::again(files, config, &old.reading, &stale)
        } else {
            old.reading.with_again(files, config, &needs.bodies)
        })
    } else {
        Arc::clone(&old.reading)
    };
    let (converters, convert) = if needs.converters {
        let (converters, found) = Converting::load(&project);
        (Arc::new(converters), found)
    } else {
        (Arc::clone(&old.converters), old.found.converters.clone())
    };
    let project = Arc::new(project);
    let same_plan = !needs.settings && !needs.documents && !needs.converters && needs.bodies.is_empty();
    let planned = if same_plan { as_planned(old) } else { site::planned(&project, &reading, &converters) };
    let everything = needs.settings || needs.converters || needs.theme;
    let (parts, shared) = site::parts(&project, &planned, &converters, Some(&old.parts), !everything);
    let mut parts = Arc::new(parts);
    // A theme with mistakes leaves pages as they were, as far as the plan is still the one it was made for.
    let portraits = portrait::of(&project, &planned.library, &planned.plan);
    if same_plan && !is_good(&shared) {
        parts = Arc::clone(&old.parts);
    }
    let stamps = stamps(old, &planned.plan, &portraits, version, everything);
    let found = Findings { config, scan: planned.scan, converters: convert, plan: planned.found, parts: shared };
    let mut site = Site {
        reading,
        library: planned.library,
        converters,
        parts,
        addresses: planned.addresses,
        found: Arc::new(found),
        stamps: Arc::new(stamps),
        planned: if same_plan { old.planned } else { version },
        themed: if needs.theme { version } else { old.themed },
        portraits: Arc::new(portraits),
        plan: planned.plan,
        project,
    };
    if !everything {
        let edited: BTreeSet<&RelPath> = needs.bodies.iter().collect();
        let stamps = linking(old, &site, &edited, version);
        site.stamps = Arc::new(stamps);
    }
    site
}

/// The plan of a snapshot, for one that differs in its theme alone.
fn as_planned(old: &Site) -> Planned {
    Planned {
        library: Arc::clone(&old.library),
        scan: old.found.scan.clone(),
        plan: Arc::clone(&old.plan),
        found: old.found.plan.clone(),
        addresses: Arc::new(old.addresses.renewed()),
    }
}

/// Whether `paths` has `path` or a folder above it.
fn holds(paths: &BTreeSet<RelPath>, path: &RelPath) -> bool {
    let mut at = path.clone();
    loop {
        if paths.contains(&at) {
            return true;
        }
        if at.is_root() {
            return false;
        }
        at = at.parent();
    }
}

/// When each page of `plan` last changed.
fn stamps(old: &Site, plan: &Plan, portraits: &[u64], version: u64, everything: bool) -> Vec<u64> {
    if everything {
        return vec![version; plan.pages.len()];
    }
    let known: FxHashMap<&str, usize> =
        old.plan.pages.iter().enumerate().map(|(at, page)| (page.permalink.as_str(), at)).collect();
    let stamp = |(page, portrait): (&crate::resolve::plan::Page, &u64)| match known.get(page.permalink.as_str()) {
        Some(at) if old.portraits[*at] == *portrait => old.stamps[*at],
        _ => version,
    };
    plan.pages.iter().zip(portraits).map(stamp).collect()
}

/// A snapshot after a change of documents: of their bodies alone, if that is all it turns out to be.
fn bodies(old: &Site, needs: &Needs, change: &Change, version: u64) -> Site {
    let mut site = old.clone();
    if needs.bodies.is_empty() {
        return site;
    }
    let (files, config) = (&old.project.files, &old.project.config);
    let reading = old.reading.with_again(files, config, &needs.bodies);
    let mut scan = old.found.scan.clone();
    let mut library = (*old.library).clone();
    for path in &needs.bodies {
        let (Some(before), Some(after)) = (old.reading.document(path), reading.document(path)) else { continue };
        if !is_body_alone(before, after) {
            return follow(old, (*old.project).clone(), old.found.config.clone(), needs, change, version);
        }
        scan.retain(|known| known.place.path != *path || is_of_library(known.code));
        scan.extend(after.diagnostics.iter().cloned());
        let place = library.translations.iter().position(|translation| translation.path == *path);
        if let (Some(at), Some(translation)) = (place, &after.translation) {
            let known = &library.translations[at];
            let mut translation = Arc::clone(translation);
            if translation.kind != known.kind || translation.front.authors != known.front.authors {
                let changed = Arc::make_mut(&mut translation);
                changed.kind = known.kind;
                changed.front.authors.clone_from(&known.front.authors);
            }
            library.translations[at] = translation;
        }
    }
    if outdates(old, &library, &needs.bodies) {
        return follow(old, (*old.project).clone(), old.found.config.clone(), needs, change, version);
    }
    site.reading = Arc::new(reading);
    site.library = Arc::new(library);
    site.found = Arc::new(Findings { scan, ..(*old.found).clone() });
    // Feeds and the like hold bodies.
    site.addresses = Arc::new(old.addresses.renewed());
    let edited: BTreeSet<&RelPath> = needs.bodies.iter().collect();
    let stamps = linking(old, &site, &edited, version);
    site.stamps = Arc::new(stamps);
    site
}

/// Whether an edit of these files makes a translation outdated, or current again: its own page says so, and the status.
fn outdates(old: &Site, library: &Library, paths: &[RelPath]) -> bool {
    let config = &old.project.config;
    let edited = library.translations.iter().filter(|translation| paths.contains(&translation.path));
    let ids = edited.filter_map(|translation| library.documents.get(&translation.key)).flatten();
    let is_outdated = |library, id| matches!(staleness::standing(config, library, id), Standing::Outdated(_));
    ids.copied().any(|id| is_outdated(library, id) != old.plan.outdated.contains_key(&id))
}

/// Findings about a document that do not come from its own text.
fn is_of_library(code: Code) -> bool {
    matches!(code, Code::DuplicateTranslation | Code::UnknownAuthor)
}

/// Whether nothing changed that other pages show, or that addresses depend on.
fn is_body_alone(before: &Document, after: &Document) -> bool {
    let title = |translation: &Translation| {
        translation.outline.iter().find(|heading| heading.level == 1).map(|heading| heading.text.clone())
    };
    match (&before.translation, &after.translation) {
        (Some(one), Some(other)) => {
            (&one.key, &one.kind, &one.front, &one.summary) == (&other.key, &other.kind, &other.front, &other.summary)
                && title(one) == title(other)
        }
        _ => false,
    }
}

/// The stamps of `site` with the pages of edited documents, and those that lead to a place in them.
fn linking(old: &Site, site: &Site, edited: &BTreeSet<&RelPath>, version: u64) -> Vec<u64> {
    let mut stamps = (*site.stamps).clone();
    let text = |id: PageId| site.plan.page(id).origin.translation().map(|id| &site.library.translations[id.0 as usize]);
    let mut shown: FxHashSet<PageId> = FxHashSet::default();
    let mut outlines = false;
    for id in site.pages() {
        let Some(translation) = text(id).filter(|translation| edited.contains(&translation.path)) else { continue };
        stamps[id.0 as usize] = version;
        shown.insert(id);
        let before = old.reading.document(&translation.path).and_then(|document| document.translation.as_ref());
        let ids = |of: &Translation| of.outline.iter().map(|heading| heading.id.clone()).collect::<Vec<_>>();
        outlines |=
            before.is_none_or(|before| before.anchors != translation.anchors || ids(before) != ids(translation));
    }
    if !outlines {
        return stamps;
    }
    site.with(|renderer| {
        for id in site.pages() {
            let leads_to_places =
                text(id).is_some_and(|text| text.links.iter().any(|link| link.destination.contains('#')));
            let hits = |target: &Target| matches!(target, Target::Page { page, .. } if shown.contains(page));
            if leads_to_places && renderer.targets(id).iter().any(hits) {
                stamps[id.0 as usize] = version;
            }
        }
    });
    stamps
}

#[cfg(test)]
#[path = "change_tests.rs"]
mod tests;
