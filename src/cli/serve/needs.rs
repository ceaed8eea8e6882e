//! What a change of files asks for: which parts of a snapshot have to be made again.

use super::site::Site;
use super::state::State;
use crate::config::{Config, FILE};
use crate::content::{corrections, discover, records};
use crate::source::RelPath;
use std::collections::BTreeSet;

/// Which files changed.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// Their paths, and those of folders that came, went or changed their names.
    pub paths: BTreeSet<RelPath>,
    /// Whether there may be others: the system could not tell them all.
    pub all: bool,
}

/// What has to be made again.
#[derive(Debug, Default)]
pub struct Needs {
    /// The settings.
    pub settings: bool,
    /// Which documents there are.
    pub documents: bool,
    /// Glossaries and corrections.
    pub converters: bool,
    /// Templates, styles and messages.
    pub theme: bool,
    /// Documents that are still where they were.
    pub bodies: Vec<RelPath>,
    /// Other files of the site that are still where they were.
    pub touched: Vec<RelPath>,
}

impl Change {
    /// The same without what is nothing to the site, and without what has come and gone in the meantime: files that an
    /// editor or a tool writes beside a text.
    #[must_use]
    pub fn lasting(mut self, state: &State) -> Self {
        if let Some(site) = &state.site {
            let config = &site.project.config;
            let sources: Vec<&RelPath> = sources(config).collect();
            let in_source = |path: &RelPath| sources.iter().any(|source| path.strip_prefix(source).is_some());
            let stands = |path: &RelPath| state.files.disk_path(path).is_some_and(|place| place.exists());
            let holds_source = |path: &RelPath| sources.iter().any(|source| source.strip_prefix(path).is_some());
            let other = |path: &RelPath| is_glossary(config, path) || is_of_project(path) || holds_source(path);
            self.paths.retain(|path| if in_source(path) { stands(path) || knows(site, path) } else { other(path) });
        }
        self
    }
}

/// Whether a path outside of the sources is one that every project may have.
fn is_of_project(path: &RelPath) -> bool {
    let folders = ["theme", "locales", "shortcodes", discover::STATIC, corrections::FOLDER];
    let first = path.parts().next().unwrap_or_default();
    folders.contains(&first) || [FILE, records::FILE, "glossary.csv"].contains(&path.as_str())
}

fn is_glossary(config: &Config, path: &RelPath) -> bool {
    config
        .folders
        .iter()
        .filter_map(|folder| folder.glossary.as_ref())
        .chain(&config.glossary)
        .any(|known| known == path)
}

/// The source folders.
fn sources(config: &Config) -> impl Iterator<Item = &RelPath> {
    config.editions.iter().filter_map(|edition| edition.source.as_ref()).chain([&config.source])
}

/// Whether the site has a file of that path, or one below it.
fn knows(site: &Site, path: &RelPath) -> bool {
    fn has<'p>(count: usize, path: &RelPath, at: impl Fn(usize) -> &'p RelPath) -> bool {
        let first = |wanted: &str| {
            let (mut from, mut to) = (0, count);
            while from < to {
                let middle = usize::midpoint(from, to);
                if at(middle).as_str() < wanted { from = middle + 1 } else { to = middle }
            }
            (from < count).then(|| at(from))
        };
        let below = format!("{path}/");
        first(path.as_str()) == Some(path) || first(&below).is_some_and(|found| found.as_str().starts_with(&below))
    }
    let (documents, assets) = (site.reading.documents(), &site.library.assets);
    has(documents.len(), path, |at| &documents[at].found.path) || has(assets.len(), path, |at| &assets[at].path)
}

/// Sorts the changed paths by what they are to the site.
pub fn needs(old: &Site, change: &Change) -> Needs {
    let config = &old.project.config;
    let files = &old.project.files;
    let mut needs = Needs::default();
    let sources: Vec<&RelPath> = sources(config).collect();
    for path in &change.paths {
        let first = path.parts().next().unwrap_or_default();
        let source =
            sources.iter().any(|source| path.strip_prefix(source).is_some() || source.strip_prefix(path).is_some());
        if is_glossary(config, path) || first == corrections::FOLDER {
            needs.converters = true;
        } else if path.name() == "glossary.csv" && path.parent().is_root() {
            // One that comes or goes: the settings look for it.
            needs.settings = true;
        } else if path.as_str() == records::FILE {
            needs.documents = true;
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
