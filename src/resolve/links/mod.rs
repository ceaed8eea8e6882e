//! Links: where each destination of a document leads on a given page.
//!
//! 1. [`written`] takes a destination apart;
//! 2. [`find`] looks for what its path means: a document, a page, a file;
//! 3. [`fragment`] checks what stands behind `#`;
//! 4. what leads to nothing is reported at its place, with the nearest name that exists ([`suggest`]).

mod find;
mod fragment;
mod suggest;
mod written;

pub use written::decoded;

use super::alternates;
use super::plan::{PageId, Plan, Target};
use crate::config::{Config, EditionId};
use crate::content::library::{Link, Translation, TranslationId};
use crate::content::tree::LinkKind;
use crate::content::{DocKey, Library};
use crate::diagnostic::{Code, Diagnostic, Subject};
use crate::source::{RelPath, Span};
use find::Hit;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;
use written::Written;

/// Resolves the links of any page of a plan.
pub struct Resolver<'a> {
    config: &'a Config,
    library: &'a Library,
    plan: &'a Plan,
    index: &'a Index,
}

/// The addresses of a site. Made once for a plan.
#[derive(Debug)]
pub struct Index {
    permalinks: FxHashMap<Box<str>, PageId>,
    paths: FxHashMap<RelPath, TranslationId>,
    renamed: FxHashMap<DocKey, DocKey>,
    /// Old addresses, and the pages that they lead to.
    old: FxHashMap<Box<str>, PageId>,
    /// Files that are made and are no pages: feeds, lists for programs.
    made: FxHashSet<Box<str>>,
    assets: FxHashMap<RelPath, RelPath>,
    sources: Vec<Vec<EditionId>>,
}

/// Where a link is written.
struct From<'f> {
    /// The edition of the page that shows it.
    edition: EditionId,
    /// The edition of the locale that it was written in.
    own: EditionId,
    /// The folder of its file, as a key.
    folder: RelPath,
    /// Its file.
    file: Option<&'f RelPath>,
    /// The page that shows it.
    page: Option<PageId>,
}

/// The targets of all links of a page, in the order of [`Translation::links`], and what is wrong with them.
///
/// One page at a time; whoever has many makes one [`Resolver`].
pub fn targets(config: &Config, library: &Library, plan: &Plan, page: PageId) -> (Vec<Target>, Vec<Diagnostic>) {
    let index = Index::new(config, library, plan);
    Resolver::new(config, library, plan, &index).page(page)
}

impl Index {
    /// Indexes the addresses of `plan`.
    pub fn new(config: &Config, library: &Library, plan: &Plan) -> Self {
        let id = |at: usize| PageId(u32::try_from(at).unwrap_or(u32::MAX));
        let mut permalinks = FxHashMap::default();
        for (at, page) in plan.pages.iter().enumerate() {
            permalinks.entry(page.permalink.trim_matches('/').into()).or_insert(id(at));
        }
        let translations = || library.translations.iter();
        let ids = (0..).map(TranslationId);
        let sources = |id| {
            let nobody = |_: &crate::locale::Locale,
                          _: Option<&crate::content::Translation>,
                          _: EditionId,
                          text: &str| text.to_owned();
            super::text::sources(&super::Input { config, library, drafts: false, convert: &nobody }, id)
        };
        let renamed = |t: &Arc<Translation>| (t.path_key != t.key).then(|| (t.path_key.clone(), t.key.clone()));
        Self {
            permalinks,
            paths: translations().zip(ids).map(|(translation, id)| (translation.path.clone(), id)).collect(),
            renamed: translations().filter_map(renamed).collect(),
            old: plan.redirects.iter().map(|old| (old.from.trim_matches('/').into(), old.to)).collect(),
            made: made(config, plan),
            assets: library.assets.iter().map(|asset| (asset.path.clone(), asset.place.clone())).collect(),
            sources: config.edition_ids().map(sources).collect(),
        }
    }
}

/// The files that a build makes beside pages and copies, for those who link to them.
fn made(config: &Config, plan: &Plan) -> FxHashSet<Box<str>> {
    let feeds = config.edition_ids().filter_map(|id| alternates::feed(config, plan, id));
    let llms = config.edition_ids().map(|id| format!("{}/llms.txt", config.edition(id).prefix));
    let sitemap = (!config.base_url.origin.is_empty()).then_some("sitemap.xml");
    let whole = ["robots.txt", "llms.txt"].into_iter().chain(sitemap).map(str::to_owned);
    feeds.chain(llms).chain(whole).map(|path| path.trim_matches('/').into()).collect()
}

impl<'a> Resolver<'a> {
    /// A resolver for `plan`, whose addresses `index` has.
    pub fn new(config: &'a Config, library: &'a Library, plan: &'a Plan, index: &'a Index) -> Self {
        Self { config, library, plan, index }
    }

    /// The targets of all links of a page, and what is wrong with them. A page that is made has no links.
    pub fn page(&self, page: PageId) -> (Vec<Target>, Vec<Diagnostic>) {
        let mut found = Vec::new();
        let Some(id) = self.plan.page(page).origin.translation() else { return (Vec::new(), found) };
        let translation = &self.library.translations[id.0 as usize];
        let from = self.from(page, translation);
        let targets = translation.links.iter().map(|link| self.link(&from, translation, link, &mut found)).collect();
        (targets, found)
    }

    /// Where a name leads that stands in no document: one of book.toml's navigation, say.
    pub fn named(&self, edition: EditionId, destination: &str, kind: LinkKind) -> Target {
        self.named_at(edition, (destination, kind), (&RelPath::root(), Span::default()), &mut Vec::new())
    }

    /// The same for a name that stands at a place, and what is wrong with it.
    pub fn named_at(
        &self,
        edition: EditionId,
        (destination, kind): (&str, LinkKind),
        place: (&RelPath, Span),
        found: &mut Vec<Diagnostic>,
    ) -> Target {
        let from = From { edition, own: edition, folder: RelPath::root(), file: None, page: None };
        self.target(&from, destination, kind).unwrap_or_else(|problem| said(*problem, destination, place, found))
    }

    /// Where a destination leads that stands in a short text of the settings or of the list of authors, written in the
    /// language of `own` and shown in `edition`: as in a document at the top of the source folder. `path` and `span` are its
    /// place.
    pub fn in_settings(
        &self,
        (edition, own): (EditionId, EditionId),
        (destination, kind): (&str, LinkKind),
        (path, span): (&RelPath, Span),
        found: &mut Vec<Diagnostic>,
    ) -> Target {
        let top = self.config.source.join("_index.md").unwrap_or_default();
        let from = From { edition, own, folder: RelPath::root(), file: Some(&top), page: None };
        let target = self.target(&from, destination, kind);
        target.unwrap_or_else(|problem| said(*problem, destination, (path, span), found))
    }

    /// Where a destination leads that stands in the text of a page, as an image that a front matter names.
    pub fn on_page(&self, page: PageId, destination: &str, kind: LinkKind) -> Target {
        let shown = self.plan.page(page);
        let Some(id) = shown.origin.translation() else { return self.named(shown.edition, destination, kind) };
        let from = self.from(page, &self.library.translations[id.0 as usize]);
        let broken = || Target::Broken(destination.to_owned());
        self.target(&from, destination, kind).unwrap_or_else(|problem| problem.target.unwrap_or_else(broken))
    }

    /// Where a link leads that is written with this very site's whole address, and what is wrong with it; `None` for any
    /// other.
    pub fn own_address(&self, page: PageId, link: &Link) -> Option<(Target, Option<Diagnostic>)> {
        let base = &self.config.base_url;
        let rest = link.destination.trim().strip_prefix(&*base.origin).filter(|_| !base.origin.is_empty())?;
        let rest = if rest.is_empty() { "/" } else { rest };
        let path = rest.strip_prefix(&*base.path).map(|inside| format!("/{inside}"))?;
        let id = self.plan.page(page).origin.translation()?;
        let translation = &self.library.translations[id.0 as usize];
        let mut found = Vec::new();
        let from = self.from(page, translation);
        // A whole address names one page, whoever writes it: at the root that of the edition there.
        if let Some((to, written)) = self.exactly(&path) {
            let target = self.on(&from, to, &written, written.fragment.as_deref());
            let target = target.unwrap_or_else(|problem| {
                said(*problem, &link.destination, (&translation.path, link.span), &mut found)
            });
            return Some((target, found.pop()));
        }
        let inside = Link { destination: path.as_str().into(), ..link.clone() };
        let target = self.link(&from, translation, &inside, &mut found);
        let wrong = found.pop().map(|mut wrong| {
            wrong.message = wrong.message.replacen(&format!("`{path}`"), &format!("`{}`", link.destination), 1);
            wrong
        });
        Some((target, wrong))
    }

    fn from<'f>(&self, page: PageId, translation: &'f Translation) -> From<'f> {
        use crate::content::library::DocKind;
        let edition = self.plan.page(page).edition;
        let key = RelPath::new(translation.path_key.as_str()).unwrap_or_default();
        let plain = matches!(translation.path.name().split('.').next(), Some("index" | "_index"));
        let folder = if translation.kind == DocKind::Page && !plain { key.parent() } else { key };
        let own = self.config.edition_of(&translation.locale).unwrap_or(edition);
        From { edition, own, folder, file: Some(&translation.path), page: Some(page) }
    }

    /// The page at an address below the site's own, and what its destination says.
    fn exactly(&self, path: &str) -> Option<(PageId, Written)> {
        let written = Written::read(path)?;
        let place = written.path.trim_start_matches('/');
        let place = place.strip_suffix("index.html").unwrap_or(place).trim_end_matches('/');
        Some((*self.index.permalinks.get(place)?, written))
    }

    fn link(&self, from: &From<'_>, translation: &Translation, link: &Link, found: &mut Vec<Diagnostic>) -> Target {
        let target = self.target(from, &link.destination, link.kind);
        target.unwrap_or_else(|problem| said(*problem, &link.destination, (&translation.path, link.span), found))
    }

    fn target(&self, from: &From<'_>, destination: &str, kind: LinkKind) -> Result<Target, Box<Problem>> {
        let written = match Written::read(destination) {
            Some(written) => written,
            None => return elsewhere(destination, kind),
        };
        if written.path.is_empty() {
            let (Some(page), Some(fragment)) = (from.page, &written.fragment) else {
                return if destination.is_empty() {
                    Err(nowhere(kind))
                } else {
                    Ok(Target::Elsewhere(destination.to_owned()))
                };
            };
            return self.on(from, page, &written, Some(fragment));
        }
        match self.find(from, &written.path, kind) {
            Some(Hit::Page(page)) => self.on(from, page, &written, written.fragment.as_deref()),
            Some(Hit::Old(page)) => Err(self.old(from, page, &written)),
            Some(Hit::File(place)) => Ok(Target::File(place, written.rest(destination).to_owned())),
            None => Err(self.broken(from, destination, &written, kind)),
        }
    }

    /// The target on `page`, its fragment checked.
    fn on(
        &self,
        from: &From<'_>,
        page: PageId,
        written: &Written,
        fragment: Option<&str>,
    ) -> Result<Target, Box<Problem>> {
        let shown = self.plan.page(page);
        let language = (shown.edition != from.edition).then_some(shown.edition);
        let target = |fragment| Target::Page { page, fragment, query: written.query.clone(), language };
        let Some(fragment) = fragment.filter(|fragment| !fragment.is_empty()) else { return Ok(target(None)) };
        match self.fragment(page, fragment) {
            Ok(fragment) => Ok(target(Some(fragment))),
            Err(help) => Err(Box::new(Problem {
                code: Code::BrokenFragment,
                message: format!("{} has no `#{fragment}`", self.name_of(page)),
                help: Some(help),
                target: Some(target(None)),
                about: self.file_of(page).map(|path| Subject::Document(path.clone())),
            })),
        }
    }

    /// What to say of a link to an old address of `page`.
    fn old(&self, from: &From<'_>, page: PageId, written: &Written) -> Box<Problem> {
        let shown = self.plan.page(page);
        let now = shown.kind.key().map_or_else(|| shown.permalink.clone(), |key| format!("/{key}"));
        let target = self.on(from, page, written, written.fragment.as_deref());
        Box::new(Problem {
            code: Code::RedirectedLink,
            message: format!("`{}` is an old address of {}", written.path, self.name_of(page)),
            help: Some(format!("write `{now}`")),
            target: target.map_or_else(|problem| problem.target, Some),
            about: Some(Subject::Address),
        })
    }

    /// What a message calls a page: the file that its text is in.
    fn name_of(&self, page: PageId) -> String {
        match self.file_of(page) {
            None => format!("`{}`", self.plan.page(page).permalink),
            Some(path) => format!("`{path}`"),
        }
    }

    /// The file that a page's text is in; `None` for a made page.
    fn file_of(&self, page: PageId) -> Option<&RelPath> {
        let id = self.plan.page(page).origin.translation()?;
        Some(&self.library.translations[id.0 as usize].path)
    }

    fn broken(&self, from: &From<'_>, destination: &str, written: &Written, kind: LinkKind) -> Box<Problem> {
        let (code, message) = match kind {
            LinkKind::Image => (Code::MissingImage, format!("there is no file `{destination}` in the site")),
            LinkKind::Link => (Code::BrokenLink, format!("the link `{destination}` leads to nothing")),
            LinkKind::Reference => (Code::BrokenLink, format!("the reference `{destination}` names no document")),
        };
        let outside = || self.is_outside(from, &written.path).then(|| suggest::OUTSIDE.to_owned());
        let help = self
            .near(&from.folder, &written.path, kind)
            .or_else(outside)
            .or_else(|| Some(suggest::how(kind).to_owned()));
        // Files have endings; what has none may be an address that a document's front matter gives it.
        let is_address = kind == LinkKind::Link && !written.path.rsplit('/').next().unwrap_or_default().contains('.');
        let about = is_address.then_some(Subject::Address);
        Box::new(Problem { code, message, help, target: None, about })
    }

    /// Whether a path leads out of every source folder from where it is written.
    fn is_outside(&self, from: &From<'_>, path: &str) -> bool {
        let Some(file) = from.file else { return false };
        let sources = || self.config.editions.iter().filter_map(|edition| edition.source.as_ref());
        let inside = |path: RelPath| sources().chain([&self.config.source]).any(|top| path.strip_prefix(top).is_some());
        path.starts_with("..") && !file.parent().join(path).is_ok_and(inside)
    }
}

/// Reports a problem at the place of its link, and gives what stands in for the target.
fn said(problem: Problem, destination: &str, (path, span): (&RelPath, Span), found: &mut Vec<Diagnostic>) -> Target {
    let target = problem.target.unwrap_or_else(|| Target::Broken(destination.to_owned()));
    let mut diagnostic = Diagnostic::new(problem.code, path, problem.message).at(span);
    diagnostic.help = problem.help;
    diagnostic.about = problem.about.map(Box::new);
    found.push(diagnostic);
    target
}

/// An address that is passed through, unless only its author's machine has what it names.
fn elsewhere(destination: &str, kind: LinkKind) -> Result<Target, Box<Problem>> {
    if !destination.trim().get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case("file:")) {
        return Ok(Target::Elsewhere(destination.to_owned()));
    }
    let code = if kind == LinkKind::Image { Code::MissingImage } else { Code::BrokenLink };
    let message = format!("`{destination}` is a file of its author's machine");
    let help = Some("copy it into the source folder, and name it by its path from this file".to_owned());
    Err(Box::new(Problem { code, message, help, target: Some(Target::Elsewhere(destination.to_owned())), about: None }))
}

/// What to say of brackets without an address.
fn nowhere(kind: LinkKind) -> Box<Problem> {
    let (code, what) = match kind {
        LinkKind::Image => (Code::MissingImage, "picture names no file"),
        LinkKind::Link | LinkKind::Reference => (Code::BrokenLink, "link has no address"),
    };
    let help = Some("write where it leads, or take the brackets away".to_owned());
    Box::new(Problem { code, message: format!("the {what}"), help, target: None, about: None })
}

/// Why a link leads to nothing, and what stands in for it.
struct Problem {
    code: Code,
    message: String,
    help: Option<String>,
    target: Option<Target>,
    about: Option<Subject>,
}

#[cfg(test)]
mod tests;
