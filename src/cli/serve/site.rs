//! A snapshot of the site: everything that pages are rendered from. It never changes; the next one shares what it can.

use super::converting::Converting;
use super::indexes::Indexes;
use super::portrait;
use crate::check::follow;
use crate::cli::grading;
use crate::cli::project::Project;
use crate::content::scan::Progress;
use crate::content::{Library, Reading, Translation};
use crate::diagnostic::Diagnostic;
use crate::locale::Locale;
use crate::render::{Parts, Renderer, Stage};
use crate::resolve;
use crate::resolve::plan::{PageId, Plan};
use crate::site::{self, Content};
use crate::source::RelPath;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

/// What is wrong, stage by stage, so that a stage that runs again replaces its own findings alone.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    /// With the settings.
    pub config: Vec<Diagnostic>,
    /// With the documents.
    pub scan: Vec<Diagnostic>,
    /// With the glossaries.
    pub converters: Vec<Diagnostic>,
    /// With addresses and links of the header.
    pub plan: Vec<Diagnostic>,
    /// With templates and messages.
    pub parts: Vec<Diagnostic>,
}

impl Findings {
    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        [&self.config, &self.scan, &self.converters, &self.plan, &self.parts].into_iter().flatten()
    }
}

/// A snapshot.
#[derive(Clone, Debug)]
pub struct Site {
    /// Settings and files.
    pub project: Arc<Project>,
    /// What each file says.
    pub reading: Arc<Reading>,
    /// What they say together.
    pub library: Arc<Library>,
    /// The converters.
    pub converters: Arc<Converting>,
    /// All pages.
    pub plan: Arc<Plan>,
    /// What pages share.
    pub parts: Arc<Parts>,
    /// What stands where.
    pub addresses: Arc<Addresses>,
    /// What is wrong, pages themselves aside.
    pub found: Arc<Findings>,
    /// For each page of the plan, the version in which it last changed.
    pub stamps: Arc<Vec<u64>>,
    /// The version in which the plan was made.
    pub planned: u64,
    /// The version in which the theme was read.
    pub themed: u64,
    /// For each page of the plan, a hash of everything that it shows beside its text.
    pub portraits: Arc<Vec<u64>>,
}

/// What stands at which address.
#[derive(Debug, Default)]
pub struct Addresses {
    pages: FxHashMap<RelPath, PageId>,
    /// Everything that is no page, made when it is first asked for: maps of a large site take a while.
    others: OnceLock<BTreeMap<RelPath, Content>>,
    /// What the search reads.
    indexes: Indexes,
}

/// What a file of the site is.
#[derive(Clone, Debug)]
pub enum Place {
    /// A page.
    Page(PageId),
    /// Anything else.
    Other(Content),
}

/// Documents as they were read, with the plan of their pages.
pub struct Planned {
    pub library: Arc<Library>,
    pub scan: Vec<Diagnostic>,
    pub plan: Arc<Plan>,
    pub found: Vec<Diagnostic>,
    pub addresses: Arc<Addresses>,
}

impl Site {
    /// The first snapshot of a project.
    pub fn first(project: Project, config: Vec<Diagnostic>, progress: &Progress) -> Self {
        let project = Arc::new(project);
        let (reading, (converters, convert)) = rayon::join(
            || Arc::new(Reading::all(&project.files, &project.config, progress)),
            || Converting::load(&project),
        );
        let planned = planned(&project, &reading, &converters);
        let (parts, shared) = parts(&project, &planned, &converters, None, false);
        let found = Findings { config, scan: planned.scan, converters: convert, plan: planned.found, parts: shared };
        let portraits = portrait::of(&project, &planned.library, &planned.plan);
        Self {
            reading,
            library: planned.library,
            converters: Arc::new(converters),
            parts: Arc::new(parts),
            addresses: planned.addresses,
            found: Arc::new(found),
            stamps: Arc::new(vec![1; planned.plan.pages.len()]),
            planned: 1,
            themed: 1,
            portraits: Arc::new(portraits),
            plan: planned.plan,
            project,
        }
    }

    /// Lends a renderer of this snapshot.
    pub fn with<R>(&self, use_it: impl FnOnce(Renderer<'_>) -> R) -> R {
        staged(&self.project, &self.library, &self.converters, &self.plan, |stage| {
            use_it(Renderer::new(stage, &self.parts))
        })
    }

    /// Findings with the severities that settings and comments give them, sorted, each once, and without those that only
    /// follow from others.
    pub fn graded(&self, found: Vec<Diagnostic>) -> Vec<Diagnostic> {
        // Most pages have none, and looking for comments takes a walk through the library.
        if found.is_empty() {
            return found;
        }
        let found = follow::sift(&self.project.files, &self.library, found).found;
        grading::graded(&self.project.config, Some(&self.library), found).found
    }

    /// The same of what a page's rendering found, which may follow from what is known without it.
    pub fn graded_page(&self, found: Vec<Diagnostic>) -> Vec<Diagnostic> {
        if found.is_empty() {
            return found;
        }
        let known = || self.found.iter().cloned();
        let before = self.graded(known().collect());
        let mut all = self.graded(known().chain(found).collect());
        all.retain(|finding| !before.contains(finding));
        all
    }

    /// What the file at `path` is.
    pub fn place(&self, path: &RelPath) -> Option<Place> {
        if let Some(id) = self.addresses.pages.get(path) {
            return Some(Place::Page(*id));
        }
        let made = || self.addresses.indexes.file(self, path).map(Content::Made);
        self.others().get(path).cloned().or_else(made).map(Place::Other)
    }

    fn others(&self) -> &BTreeMap<RelPath, Content> {
        self.addresses.others.get_or_init(|| {
            let (theme, _) = self.with(|renderer| renderer.files());
            let outputs = site::outputs(&self.project.config, &self.library, &self.plan, theme, Vec::new());
            outputs
                .into_iter()
                .filter(|output| !matches!(output.content, Content::Page(_)))
                .map(|output| (output.path, output.content))
                .collect()
        })
    }

    /// The page written to `path`.
    pub fn page_at(&self, path: &RelPath) -> Option<PageId> {
        self.addresses.pages.get(path).copied()
    }

    /// The ids of all pages.
    pub fn pages(&self) -> impl Iterator<Item = PageId> + use<> {
        (0..u32::try_from(self.plan.pages.len()).unwrap_or(u32::MAX)).map(PageId)
    }

    /// The version in which a page last changed.
    pub fn stamp(&self, id: PageId) -> u64 {
        self.stamps[id.0 as usize]
    }
}

impl Addresses {
    fn of(plan: &Plan) -> Self {
        let ids = (0..).map(PageId);
        let pages = plan.pages.iter().zip(ids).map(|(page, id)| (page.output.clone(), id)).collect();
        Self { pages, others: OnceLock::new(), indexes: Indexes::of(plan.editions.len()) }
    }

    /// The same pages, with everything else to be made again.
    pub fn renewed(&self) -> Self {
        Self { pages: self.pages.clone(), others: OnceLock::new(), indexes: self.indexes.renewed() }
    }
}

/// Joins what was read, and plans the pages.
pub fn planned(project: &Project, reading: &Reading, converters: &Converting) -> Planned {
    let (library, scan) = reading.library(&project.files, &project.config);
    let convert = |from: &Locale, document: Option<&Translation>, edition, text: &str| {
        converters.text(from, document, edition, text)
    };
    let (plan, mut found) = resolve::plan(&project.input(&library, &convert));
    found.extend(resolve::corrections::unused(&project.config, &plan, &converters.converters));
    let addresses = Arc::new(Addresses::of(&plan));
    Planned { library: Arc::new(library), scan, plan: Arc::new(plan), found, addresses }
}

/// What the pages of a plan share. Of `before`, the parts of an earlier plan, all is kept that follows from neither the
/// documents nor, if `same_look` says that they are the same, from settings, theme, messages and converters.
pub fn parts(
    project: &Project,
    planned: &Planned,
    converters: &Converting,
    before: Option<&Parts>,
    same_look: bool,
) -> (Parts, Vec<Diagnostic>) {
    staged(project, &planned.library, converters, &planned.plan, |stage| {
        let highlighter = || before.map(|before| Arc::clone(before.highlighter())).unwrap_or_default();
        let (parts, mut found) = match before.filter(|_| same_look) {
            Some(before) => before.again(stage),
            None => Parts::new(stage, highlighter()),
        };
        found.extend(Renderer::new(stage, &parts).files().1);
        (parts, found)
    })
}

/// Lends the stage that these make up.
pub fn staged<R>(
    project: &Project,
    library: &Library,
    converters: &Converting,
    plan: &Plan,
    use_it: impl FnOnce(Stage<'_>) -> R,
) -> R {
    let convert = |from: &Locale, document: Option<&Translation>, edition, text: &str| {
        converters.text(from, document, edition, text)
    };
    let input = project.input(library, &convert);
    use_it(Stage { files: &project.files, input, plan, converters: &converters.converters })
}
