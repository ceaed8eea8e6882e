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

use super::plan::{Origin, PageId, Plan, Target};
use crate::config::{Config, EditionId};
use crate::content::library::{Link, Translation, TranslationId};
use crate::content::tree::LinkKind;
use crate::content::{DocKey, Library};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::RelPath;
use find::Hit;
use rustc_hash::FxHashMap;
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
            let nobody = |_: &crate::locale::Locale, _: EditionId, text: &str| text.to_owned();
            super::text::sources(&super::Input { config, library, drafts: false, convert: &nobody }, id)
        };
        let renamed = |t: &Arc<Translation>| (t.path_key != t.key).then(|| (t.path_key.clone(), t.key.clone()));
        Self {
            permalinks,
            paths: translations().zip(ids).map(|(translation, id)| (translation.path.clone(), id)).collect(),
            renamed: translations().filter_map(renamed).collect(),
            assets: library.assets.iter().map(|asset| (asset.path.clone(), asset.place.clone())).collect(),
            sources: config.edition_ids().map(sources).collect(),
        }
    }
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
        let from = From { edition, own: edition, folder: RelPath::root(), file: None, page: None };
        match self.target(&from, destination, kind) {
            Ok(target) => target,
            Err(_) => Target::Broken(destination.to_owned()),
        }
    }

    /// Where a destination leads that stands in the text of a page, as an image that a front matter names.
    pub fn on_page(&self, page: PageId, destination: &str, kind: LinkKind) -> Target {
        let shown = self.plan.page(page);
        let Some(id) = shown.origin.translation() else { return self.named(shown.edition, destination, kind) };
        let from = self.from(page, &self.library.translations[id.0 as usize]);
        self.target(&from, destination, kind).unwrap_or_else(|_| Target::Broken(destination.to_owned()))
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

    fn link(&self, from: &From<'_>, translation: &Translation, link: &Link, found: &mut Vec<Diagnostic>) -> Target {
        let destination = &*link.destination;
        match self.target(from, destination, link.kind) {
            Ok(target) => target,
            Err(problem) => {
                let target = problem.target.unwrap_or_else(|| Target::Broken(destination.to_owned()));
                let mut diagnostic = Diagnostic::new(problem.code, &translation.path, problem.message).at(link.span);
                diagnostic.help = problem.help;
                found.push(diagnostic);
                target
            }
        }
    }

    fn target(&self, from: &From<'_>, destination: &str, kind: LinkKind) -> Result<Target, Box<Problem>> {
        let written = match Written::read(destination) {
            Some(written) => written,
            None => return Ok(Target::Elsewhere(destination.to_owned())),
        };
        if written.path.is_empty() {
            let (Some(page), Some(fragment)) = (from.page, &written.fragment) else {
                return if destination.is_empty() && kind != LinkKind::Link {
                    Err(self.broken(destination, &written, kind))
                } else {
                    Ok(Target::Elsewhere(destination.to_owned()))
                };
            };
            return self.on(from, page, &written, Some(fragment));
        }
        match self.find(from, &written.path, kind) {
            Some(Hit::Page(page)) => self.on(from, page, &written, written.fragment.as_deref()),
            Some(Hit::File(place)) => Ok(Target::File(place, written.rest(destination).to_owned())),
            None => Err(self.broken(destination, &written, kind)),
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
            })),
        }
    }

    /// What a message calls a page: the file that its text is in.
    fn name_of(&self, page: PageId) -> String {
        match self.plan.page(page).origin {
            Origin::Made => format!("`{}`", self.plan.page(page).permalink),
            origin => {
                let id = origin.translation().expect("only made pages have no translation");
                format!("`{}`", self.library.translations[id.0 as usize].path)
            }
        }
    }

    fn broken(&self, destination: &str, written: &Written, kind: LinkKind) -> Box<Problem> {
        let (code, message) = match kind {
            LinkKind::Image => (Code::MissingImage, format!("there is no file `{destination}` in the site")),
            LinkKind::Link => (Code::BrokenLink, format!("the link `{destination}` leads to nothing")),
            LinkKind::Reference => (Code::BrokenLink, format!("the reference `{destination}` names no document")),
        };
        let help = Some(self.suggestion(&written.path, kind));
        Box::new(Problem { code, message, help, target: None })
    }
}

/// Why a link leads to nothing, and what stands in for it.
struct Problem {
    code: Code,
    message: String,
    help: Option<String>,
    target: Option<Target>,
}

#[cfg(test)]
mod tests;
