//! The stages that every command shares: load, scan, plan. What each of them found wrong is collected on the way.

use super::{Failure, grading, history};
use crate::check::follow;
use crate::config::{self, BaseUrl, Config, EditionId};
use crate::content::{self, Kept, Library, Texts, Translation};
use crate::convert::Converters;
use crate::diagnostic::{self, Diagnostic, Severity};
use crate::locale::Locale;
use crate::render::renderer::Stage;
use crate::resolve::{self, Convert, Input, Plan};
use crate::source::{Files, RelPath};
use std::path::{Path, PathBuf};

/// What a command line may say about a project.
#[derive(Clone, Debug, Default)]
pub struct Overrides {
    /// Where the site will stand, instead of `base-url`.
    pub base_url: Option<String>,
    /// Whether drafts have pages.
    pub drafts: bool,
}

/// A project's settings and the files that they speak of.
#[derive(Clone, Debug)]
pub struct Project {
    /// The settings.
    pub config: Config,
    /// All files that a build reads.
    pub files: Files,
    /// Whether drafts have pages.
    pub drafts: bool,
}

/// What reading the settings gives.
#[derive(Debug)]
pub struct Loaded {
    /// The project; `None` where `book.toml` is no TOML.
    pub project: Option<Project>,
    /// The files, for showing findings.
    pub files: Files,
    /// What is wrong with the settings.
    pub found: Vec<Diagnostic>,
}

/// Reads the settings of the project in `dir`.
///
/// # Errors
/// When there is no such folder, no `book.toml` in it, or the command line is wrong.
pub fn load(dir: &Path, overrides: &Overrides) -> Result<Loaded, Failure> {
    if !dir.is_dir() {
        return Err(Failure::new(format!("there is no folder `{}`", dir.display())));
    }
    let files = Files::disk(dir);
    if !files.is_file(&RelPath::new(config::FILE).expect("`book.toml` is a path")) {
        let message = format!("there is no `{}` in `{}`", config::FILE, dir.display());
        return Err(Failure::new(message).help("run yiben in the folder that holds `book.toml`, or name that folder"));
    }
    let base_url = overrides.base_url.as_deref().map(base_url).transpose()?;
    let (config, files, found) = config::load(&files);
    let project = config.map(|mut config| {
        config.base_url = base_url.unwrap_or(config.base_url);
        Project { config, files: files.clone(), drafts: overrides.drafts }
    });
    Ok(Loaded { project, files, found })
}

fn base_url(text: &str) -> Result<BaseUrl, Failure> {
    BaseUrl::parse(text).map_err(|wrong| {
        Failure::new(format!("`--base-url {text}` {wrong}")).help("write it as `https://example.org/book/`")
    })
}

/// A project whose documents are read and whose pages are planned: everything that rendering needs.
pub struct Book<'p> {
    /// The settings and files.
    pub project: &'p Project,
    /// What the sources say.
    pub library: Library,
    /// The converters of all editions.
    pub converters: Converters,
    /// All pages.
    pub plan: Plan,
}

/// The parts of a book, wherever they are kept.
#[derive(Clone, Copy)]
pub struct Look<'a> {
    /// The settings and files.
    pub project: &'a Project,
    /// What the sources say.
    pub library: &'a Library,
    /// The converters of all editions.
    pub converters: &'a Converters,
    /// All pages.
    pub plan: &'a Plan,
}

impl Book<'_> {
    /// Its parts.
    pub fn look(&self) -> Look<'_> {
        Look { project: self.project, library: &self.library, converters: &self.converters, plan: &self.plan }
    }

    /// Findings with the severities that comments and settings give them, sorted, each once, and without those that only
    /// follow from others.
    pub fn graded(&self, found: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let found = follow::sift(&self.project.files, &self.library, found).found;
        grading::graded(&self.project.config, Some(&self.library), found).found
    }

    /// Whether what was found keeps the site from being published.
    pub fn stops(&self, found: &[Diagnostic]) -> bool {
        diagnostic::gravest(&self.graded(found.to_vec())) == Some(Severity::Error)
    }

    /// How short texts are converted.
    pub fn convert(&self) -> impl Fn(&Locale, Option<&Translation>, EditionId, &str) -> String + Sync {
        |from, document, edition, text| self.converters.text(from, document, edition, text)
    }

    /// What pages are rendered from; `convert` is [`Book::convert`].
    pub fn stage<'a>(&'a self, convert: &'a Convert<'a>) -> Stage<'a> {
        let input = self.project.input(&self.library, convert);
        Stage { files: &self.project.files, input, plan: &self.plan, converters: &self.converters }
    }
}

impl Project {
    /// Reads every document and plans every page.
    pub fn plan(&self, found: &mut Vec<Diagnostic>) -> Book<'_> {
        let (library, mut problems) = content::scan(&self.files, &self.config);
        found.append(&mut problems);
        self.planned(library, found)
    }

    /// The same for a site that is only to be written; as many bodies as fit into `texts` are kept for that.
    pub fn plan_to_write<'t>(&self, texts: &'t Texts, found: &mut Vec<Diagnostic>) -> (Book<'_>, Kept<'t>) {
        let (library, kept, mut problems) = content::scan::scan_to_write(&self.files, &self.config, texts);
        found.append(&mut problems);
        (self.planned(library, found), kept)
    }

    /// The same for a site that is only to be looked at; and the git history is asked what `translations.lock` does not
    /// tell.
    pub fn plan_to_check<'t>(&self, texts: &'t Texts, found: &mut Vec<Diagnostic>) -> (Book<'_>, Kept<'t>) {
        let (mut library, kept, mut problems) = content::scan::scan_to_check(&self.files, &self.config, texts);
        found.append(&mut problems);
        let assumed = history::assume(&self.files, &self.config, &mut library);
        found.extend(assumed.diagnostics(&library));
        (self.planned(library, found), kept)
    }

    /// Reads every document and plans every page; and the git history is asked what `translations.lock` does not tell.
    pub fn plan_by_history(&self, found: &mut Vec<Diagnostic>) -> Book<'_> {
        let (mut library, mut problems) = content::scan(&self.files, &self.config);
        found.append(&mut problems);
        let assumed = history::assume(&self.files, &self.config, &mut library);
        found.extend(assumed.diagnostics(&library));
        self.planned(library, found)
    }

    fn planned(&self, library: Library, found: &mut Vec<Diagnostic>) -> Book<'_> {
        let (converters, problems) = Converters::load(&self.files, &self.config);
        found.extend(problems);
        let (plan, problems) = {
            let convert = |from: &Locale, document: Option<&Translation>, edition, text: &str| {
                converters.text(from, document, edition, text)
            };
            resolve::plan(&self.input(&library, &convert))
        };
        found.extend(problems);
        found.extend(resolve::corrections::unused(&self.config, &plan, &converters));
        Book { project: self, library, converters, plan }
    }

    /// What a plan is made from; `convert` converts short texts.
    pub fn input<'a>(&'a self, library: &'a Library, convert: &'a Convert<'a>) -> Input<'a> {
        Input { config: &self.config, library, drafts: self.drafts, convert }
    }

    /// Findings with the severities that the settings give them, where no document was read. See [`Book::graded`].
    pub fn graded(&self, found: Vec<Diagnostic>) -> Vec<Diagnostic> {
        grading::graded(&self.config, None, found).found
    }

    /// The folders on disk that a build reads, none of which may be written.
    pub fn sources(&self) -> Vec<PathBuf> {
        let named = self.config.editions.iter().filter_map(|edition| edition.source.as_ref());
        let usual = ["theme", "locales", "shortcodes", "static", crate::content::corrections::FOLDER]
            .iter()
            .filter_map(|name| RelPath::new(name).ok());
        let folders = named.cloned().chain([self.config.source.clone()]).chain(usual);
        folders.filter_map(|folder| self.files.disk_path(&folder)).filter(|folder| folder.is_dir()).collect()
    }
}
