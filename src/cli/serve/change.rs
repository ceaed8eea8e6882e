//! From one snapshot to the next: what a change of files asks to be made again, and which pages it touches.

use super::portrait;
use super::site::{self, Findings, Planned, Site};
use super::state::{Settings, State, book, is_good};
use crate::cli::project::{self, Loaded, Project};
use crate::content::scan::Document;
use crate::content::{Reading, Translation, discover};
use crate::convert::Converters;
use crate::diagnostic::{Code, Diagnostic};
use crate::resolve::plan::{Origin, PageId, Plan, Target};
use crate::source::RelPath;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Which files changed.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// Their paths, and those of folders that came, went or changed their names.
    pub paths: BTreeSet<RelPath>,
    /// Whether there may be others: the system could not tell them all.
    pub all: bool,
}

/// How many addresses that changed are remembered.
const MOVES: usize = 10_000;
/// How many changed files that pages show are remembered.
const TOUCHED: usize = 64;

/// What has to be made again.
#[derive(Debug, Default)]
struct Needs {
    settings: bool,
    documents: bool,
    converters: bool,
    theme: bool,
    bodies: Vec<RelPath>,
    touched: Vec<RelPath>,
}

/// The state after `change`.
pub fn next(before: &State, change: &Change, settings: &Settings) -> State {
    let version = before.version + 1;
    let held = |broken, files| State { version, broken, files, ..before.clone() }.settled();
    let settings_changed = change.all || change.paths.contains(&book()) || !before.broken.is_empty();
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
                let mut site = Site::first(project, found);
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

/// Sorts the changed paths by what they are to the site.
fn needs(old: &Site, change: &Change) -> Needs {
    let config = &old.project.config;
    let files = &old.project.files;
    let mut needs = Needs::default();
    let glossaries: FxHashSet<&RelPath> =
        config.folders.iter().filter_map(|folder| folder.glossary.as_ref()).chain(&config.glossary).collect();
    let sources: Vec<&RelPath> =
        config.editions.iter().filter_map(|edition| edition.source.as_ref()).chain([&config.source]).collect();
    for path in &change.paths {
        let first = path.parts().next().unwrap_or_default();
        let source =
            sources.iter().any(|source| path.strip_prefix(source).is_some() || source.strip_prefix(path).is_some());
        if glossaries.contains(path) {
            needs.converters = true;
        } else if path.name() == "glossary.csv" && path.parent().is_root() {
            // One that comes or goes: the settings look for it.
            needs.settings = true;
        } else if first == "shortcodes" || path.as_str().starts_with("theme/shortcodes") {
            // Which shortcodes there are decides how texts are read.
            (needs.theme, needs.documents) = (true, true);
        } else if first == "theme" || first == "locales" {
            needs.theme = true;
        } else if !source && first != discover::STATIC {
            continue;
        } else if old.reading.document(path).is_some() && files.is_file(path) {
            needs.bodies.push(path.clone());
        } else if files.is_file(path) && old.library.assets.iter().any(|asset| asset.path == *path) {
            needs.touched.push(path.clone());
        } else {
            needs.documents = true;
        }
    }
    if needs.settings {
        (needs.converters, needs.documents) = (true, true);
    }
    needs
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
        let stale = |path: &RelPath| change.all || holds(&change.paths, path);
        Arc::new(Reading::again(&project.files, &project.config, &old.reading, &stale))
    } else {
        Arc::clone(&old.reading)
    };
    let (converters, convert) = if needs.converters {
        let (converters, found) = Converters::load(&project.files, &project.config);
        (Arc::new(converters), found)
    } else {
        (Arc::clone(&old.converters), old.found.converters.clone())
    };
    let project = Arc::new(project);
    let same_plan = !needs.settings && !needs.documents && !needs.converters && needs.bodies.is_empty();
    let planned = if same_plan { as_planned(old) } else { site::planned(&project, &reading, &converters) };
    let highlighter = Arc::clone(old.parts.highlighter());
    let (parts, shared) = site::parts(&project, &planned, &converters, highlighter);
    let mut parts = Arc::new(parts);
    // A theme with mistakes leaves pages as they were, as far as the plan is still the one it was made for.
    let portraits = portrait::of(&project, &planned.library, &planned.plan);
    if same_plan && !is_good(&shared) {
        parts = Arc::clone(&old.parts);
    }
    let everything = needs.settings || needs.converters || needs.theme;
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
    let mut reading = (*old.reading).clone();
    let mut scan = old.found.scan.clone();
    let mut library = (*old.library).clone();
    for path in &needs.bodies {
        let (Some(again), Some(before)) = (reading.with_again(files, config, path), reading.document(path)) else {
            continue;
        };
        let Some(after) = again.document(path) else { continue };
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
        reading = again;
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

/// Where pages went whose addresses `site` no longer has: to the page of the same file, or of the file that took over its
/// text.
fn moves(old: &Site, site: &Site, before: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let now: FxHashMap<&str, PageId> =
        site.plan.pages.iter().zip(site.pages()).map(|(page, id)| (page.permalink.as_str(), id)).collect();
    let gone = |page: &crate::resolve::plan::Page| {
        let id = page.origin.translation()?;
        let own = matches!(page.origin, Origin::Authored(_) | Origin::Converted(_) | Origin::Fallback { .. });
        (own && !now.contains_key(page.permalink.as_str())).then_some(id)
    };
    let lost: Vec<_> =
        old.plan.pages.iter().zip(old.pages()).filter_map(|(page, id)| Some((id, gone(page)?))).collect();
    let mut moves = before.clone();
    moves.retain(|_, to| site.pages().any(|id| site.parts.href(id) == to) || !lost.is_empty());
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
    for id in site.pages() {
        moves.remove(site.parts.href(id));
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
