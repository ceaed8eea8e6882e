//! What is shown at the moment: the last good snapshot, and what keeps a newer one from being made.

use super::site::Site;
use crate::cli::Failure;
use crate::cli::project::{self, Loaded, Overrides};
use crate::config::EditionId;
use crate::content::scan::Progress;
use crate::diagnostic::{Diagnostic, Severity, gravest};
use crate::locale::Locale;
use crate::source::{Files, RelPath};
use rustc_hash::FxHasher;
use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};
use std::path::PathBuf;
use std::sync::Arc;

/// What the command line says about a preview.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The project's folder, whole.
    pub root: PathBuf,
    /// What it says in place of book.toml.
    pub overrides: Overrides,
    /// The editions to name; all if empty.
    pub editions: Vec<Locale>,
}

/// What is shown.
#[derive(Clone, Debug)]
pub struct State {
    /// Counts the updates, from 1.
    pub version: u64,
    /// The last good snapshot; none while there has been no readable book.toml.
    pub site: Option<Arc<Site>>,
    /// What is wrong with book.toml, where that keeps `site` from following it.
    pub broken: Vec<Diagnostic>,
    /// The files, for showing findings.
    pub files: Files,
    /// Files that pages show, by their address, with the version in which they last changed: the last few.
    pub touched: Vec<(u64, String)>,
    /// Where pages went whose address changed.
    pub moves: BTreeMap<String, String>,
    /// Everything that is known to be wrong before a page is rendered, with the severities of the settings.
    pub problems: Arc<[Diagnostic]>,
    /// A hash of those errors that every page shows.
    pub alarm: u64,
}

impl State {
    /// Reads the project.
    ///
    /// # Errors
    /// When there is no project at all.
    pub fn first(settings: &Settings, progress: &Progress) -> Result<Self, Failure> {
        let Loaded { project, files, found } = project::load(&settings.root, &settings.overrides)?;
        let (site, broken) = match project {
            Some(project) => (Some(Arc::new(Site::first(project, found, progress))), Vec::new()),
            None => (None, found),
        };
        let state = Self {
            version: 1,
            site,
            broken,
            files,
            touched: Vec::new(),
            moves: BTreeMap::new(),
            problems: Arc::default(),
            alarm: 0,
        };
        Ok(state.settled())
    }

    /// The same with its problems gathered.
    #[must_use]
    pub fn settled(mut self) -> Self {
        let site = self.site.iter().flat_map(|site| site.found.iter()).cloned();
        let found: Vec<_> = self.broken.iter().cloned().chain(site).collect();
        self.problems = match &self.site {
            Some(site) => site.graded(found),
            None => crate::diagnostic::sorted(found),
        }
        .into();
        let mut hasher = FxHasher::default();
        let everyones =
            |found: &&Diagnostic| self.site.as_ref().is_none_or(|site| super::problems::is_everyones(site, found));
        for found in self.problems.iter().filter(everyones) {
            (found.code.name(), &found.message, &found.place, &found.help).hash(&mut hasher);
        }
        self.alarm = hasher.finish();
        self
    }
}

impl Settings {
    /// The editions that are named, in the order of the switcher.
    pub fn named(&self, site: &Site) -> Vec<EditionId> {
        let config = &site.project.config;
        let wanted = |id: &EditionId| {
            let own = &config.edition(*id).locale;
            self.editions.iter().any(|locale| locale == own || locale.is_equivalent(own))
        };
        let named: Vec<_> = config.edition_ids().filter(wanted).collect();
        if named.is_empty() { config.edition_ids().collect() } else { named }
    }
}

/// Whether settings with these findings are followed: not while something in them is wrong.
pub fn is_good(found: &[Diagnostic]) -> bool {
    gravest(found) < Some(Severity::Error)
}

/// The name of the settings' file.
pub fn book() -> RelPath {
    RelPath::new(crate::config::FILE).expect("`book.toml` is a path")
}
