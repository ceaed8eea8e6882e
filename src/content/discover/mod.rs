//! Discovery: which files are documents, in which locale, and which are assets.
//!
//! A translation is found by its **suffix** (`guide/start.zh-Hans.md`), by its **folder** (`zh-Hans/guide/start.md`) or
//! by an edition's **own source folder**. A file that says nothing belongs to the default edition. `_index.md` is a
//! section's page, `index.md` a bundle whose images lie beside it. Files and folders whose names begin with a dot, and
//! editors' backups (`x~`, `#x#`), are left alone; any other name is taken as it stands.

mod layout;
mod matcher;
mod names;

use super::DocKey;
use super::library::{Asset, DocKind};
use crate::config::{Config, EditionId};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::files::WalkProblem;
use crate::source::{Files, RelPath};
use layout::Layout;

/// A Markdown file that is to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The file.
    pub path: RelPath,
    /// The document's key, as the path gives it.
    pub key: DocKey,
    /// The edition whose locale it is written in.
    pub edition: EditionId,
    /// What sort of document it is.
    pub kind: DocKind,
}

/// All that discovery found.
#[derive(Clone, Debug, Default)]
pub struct Discovery {
    /// The documents, sorted by path.
    pub documents: Vec<Found>,
    /// Every other file, sorted by path.
    pub assets: Vec<Asset>,
    /// The list of authors.
    pub authors: Option<RelPath>,
}

/// The folder of files that go into the site as they stand, with its own paths: `static/logo.svg` is `/logo.svg`.
pub const STATIC: &str = "static";

/// Looks through the source folders.
pub fn discover(files: &Files, config: &Config, found: &mut Vec<Diagnostic>) -> Discovery {
    let mut discovery = Discovery::default();
    let own: Vec<(RelPath, EditionId)> =
        config.edition_ids().filter_map(|id| config.edition(id).source.clone().map(|source| (source, id))).collect();
    if files.is_dir(&config.source) {
        let paths = walk(files, &config.source, found)
            .into_iter()
            .filter(|path| !own.iter().any(|(source, _)| source != &config.source && below(path, source)))
            .collect();
        sort_folder(config, &config.source, None, paths, &own, &mut discovery, found);
    }
    for (source, edition) in &own {
        // A folder that is not there was reported with the configuration that names it.
        if source == &config.source || !files.is_dir(source) {
            continue;
        }
        let nested =
            |path: &RelPath| own.iter().any(|(other, _)| other != source && below(other, source) && below(path, other));
        let paths = walk(files, source, found).into_iter().filter(|path| !nested(path)).collect();
        sort_folder(config, source, Some(*edition), paths, &own, &mut discovery, found);
    }
    add_static(files, &mut discovery, found);
    discovery.documents.sort_by(|a, b| a.path.cmp(&b.path));
    discovery.assets.sort_by(|a, b| a.path.cmp(&b.path));
    discovery
}

fn below(path: &RelPath, folder: &RelPath) -> bool {
    path.strip_prefix(folder).is_some_and(|rest| !rest.is_root())
}

/// The visible files below `folder`; what the walk left out becomes diagnostics.
fn walk(files: &Files, folder: &RelPath, found: &mut Vec<Diagnostic>) -> Vec<RelPath> {
    let walk = files.walk(folder);
    for (path, problem) in walk.problems {
        if path.strip_prefix(folder).is_none_or(|rest| !hidden(&rest)) {
            found.push(problem_of(&path, &problem));
        }
    }
    let visible = |path: &RelPath| path.strip_prefix(folder).is_some_and(|rest| !hidden(&rest));
    let paths: Vec<RelPath> = walk.files.into_iter().filter(visible).collect();
    found.extend(names::unportable(&paths));
    paths
}

fn hidden(path: &RelPath) -> bool {
    let name = path.name();
    path.parts().any(|part| part.starts_with('.'))
        || name.ends_with('~')
        || (name.starts_with('#') && name.ends_with('#'))
}

fn problem_of(path: &RelPath, problem: &WalkProblem) -> Diagnostic {
    let (code, message, help) = match problem {
        WalkProblem::LinkOutside => (
            Code::LinkOutside,
            format!("the symbolic link `{path}` leads out of the source folder"),
            "copy the file into the source folder, or make its real folder the `source` in book.toml",
        ),
        WalkProblem::LinkLoop => (
            Code::LinkOutside,
            format!("the symbolic link `{path}` leads to a folder that holds it"),
            "remove the link: its files would be found without end",
        ),
        WalkProblem::LinkBroken => (
            Code::LinkOutside,
            format!("the symbolic link `{path}` leads to nothing"),
            "remove it, or restore what it led to",
        ),
        WalkProblem::BadName(name) => (
            Code::BadFileName,
            format!("the name `{}` in `{path}` is not portable", name.escape_debug()),
            "rename it: names are UTF-8, without control characters and backslashes",
        ),
        WalkProblem::Unreadable(why) => (
            Code::Unreadable,
            format!("`{path}` could not be read: {why}"),
            "check that it exists and that you may read it",
        ),
    };
    Diagnostic::new(code, path, message).help(help)
}

/// Sorts the files of one source folder into documents and assets.
fn sort_folder(
    config: &Config,
    root: &RelPath,
    edition: Option<EditionId>,
    paths: Vec<RelPath>,
    own: &[(RelPath, EditionId)],
    discovery: &mut Discovery,
    found: &mut Vec<Diagnostic>,
) {
    let mut layout = Layout::new(config, root, edition, paths, !own.is_empty());
    for at in 0..layout.len() {
        let path = layout.path(at).clone();
        let Some(place) = layout.place(at, found) else { continue };
        if path == root.join("authors.toml").unwrap_or_default() {
            discovery.authors.get_or_insert(path);
        } else if is_markdown(&path) {
            let (key, kind) = key_of(&place.path);
            let edition = place.edition.unwrap_or(config.default);
            discovery.documents.push(Found { path, key, edition, kind });
        } else if path.name() != "glossary.csv" {
            let locale = place.edition.map(|id| config.edition(id).locale.clone());
            discovery.assets.push(Asset { path, place: place.path, locale });
        } else {
            found.extend(unread_glossary(config, &path, &place.path));
        }
    }
}

/// What to say of a glossary that lies beside documents and that no folder of the settings names.
fn unread_glossary(config: &Config, path: &RelPath, place: &RelPath) -> Option<Diagnostic> {
    let named = config.folders.iter().filter_map(|folder| folder.glossary.as_ref()).chain(&config.glossary);
    if named.into_iter().any(|named| named == path) {
        return None;
    }
    let folder = place.parent();
    let help = if folder.is_root() {
        format!("write `glossary = \"{path}\"` under `[convert]` in book.toml")
    } else {
        format!("write `glossary = \"{path}\"` under `[folders.\"{folder}\"]` in book.toml")
    };
    let mut finding = Diagnostic::new(Code::ConfigValue, path, "this glossary is not read: book.toml does not name it");
    finding.severity = Severity::Warning;
    Some(finding.help(help))
}

/// The edition that `tag` names in a path, however it is spelled.
pub fn edition_named(config: &Config, tag: &str) -> Option<EditionId> {
    match matcher::read(config, tag) {
        matcher::Tag::Edition(id) | matcher::Tag::Equivalent(id) => Some(id),
        _ => None,
    }
}

/// Whether a file is a document.
pub fn is_markdown(path: &RelPath) -> bool {
    let is = |ending: &str, extension: &str| extension.eq_ignore_ascii_case(ending);
    path.extension().is_some_and(|extension| is("md", extension) || is("markdown", extension))
}

/// The key and sort of the document at `place`, a path below the source folder without locale.
fn key_of(place: &RelPath) -> (DocKey, DocKind) {
    let stem = place.name().rsplit_once('.').map_or(place.name(), |(stem, _)| stem);
    let folder = place.parent();
    match stem {
        "_index" => (DocKey::new(folder.as_str()), DocKind::Section),
        "index" if folder.is_root() => (DocKey::home(), DocKind::Section),
        "index" => (DocKey::new(folder.as_str()), DocKind::Bundle),
        _ if folder.is_root() => (DocKey::new(stem), DocKind::Page),
        _ => (DocKey::new(format!("{folder}/{stem}")), DocKind::Page),
    }
}

/// The files of `static/`. Hidden ones are left out but for those that servers ask for.
fn add_static(files: &Files, discovery: &mut Discovery, found: &mut Vec<Diagnostic>) {
    let folder = RelPath::new(STATIC).unwrap_or_default();
    if !files.is_dir(&folder) {
        return;
    }
    let walk = files.walk(&folder);
    found.extend(walk.problems.iter().map(|(path, problem)| problem_of(path, problem)));
    for path in walk.files {
        let Some(place) = path.strip_prefix(&folder) else { continue };
        let first = place.parts().next().unwrap_or_default();
        if !hidden(&place) || first == ".well-known" || first == ".nojekyll" {
            discovery.assets.push(Asset { path, place, locale: None });
        }
    }
}

#[cfg(test)]
mod tests;
