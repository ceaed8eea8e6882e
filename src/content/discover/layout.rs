//! How the files of one source folder say their locales: by folder, by suffix, or not at all.

use super::matcher::{self, Matcher, Tag};
use crate::config::{Config, EditionId};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::RelPath;
use std::collections::{BTreeMap, BTreeSet};

/// Where a file stands, without what its name says about its locale.
pub(super) struct Placed {
    /// The path below the source folder, without locale folder and suffix.
    pub(super) path: RelPath,
    /// The edition that folder or suffix name.
    pub(super) edition: Option<EditionId>,
}

/// The files of one source folder.
pub(super) struct Layout<'c> {
    config: &'c Config,
    root: RelPath,
    edition: Option<EditionId>,
    paths: Vec<RelPath>,
    matcher: Matcher<'c>,
    folders: BTreeMap<String, Folder>,
    said: BTreeSet<String>,
}

/// A file's name without its ending, parted before its last dot; a POSIX name keeps its encoding: `start` and
/// `zh_CN.UTF-8`.
fn suffix_of(stem: &str) -> Option<(&str, &str)> {
    let (mut base, last) = stem.rsplit_once('.')?;
    if last.eq_ignore_ascii_case("utf-8") || last.eq_ignore_ascii_case("utf8") {
        base = base.rsplit_once('.')?.0;
    }
    (!base.is_empty()).then(|| (base, &stem[base.len() + 1..]))
}

/// What a folder at the top of the source folder is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Folder {
    Locale(EditionId),
    LeftOut,
    Doubtful,
}

impl<'c> Layout<'c> {
    /// `edition` is given for an edition's own folder. `others` says that some editions have their own.
    pub(super) fn new(
        config: &'c Config,
        root: &RelPath,
        edition: Option<EditionId>,
        paths: Vec<RelPath>,
        others: bool,
    ) -> Self {
        let mut layout = Self {
            config,
            root: root.clone(),
            edition,
            paths,
            matcher: Matcher::new(config),
            folders: BTreeMap::new(),
            said: BTreeSet::new(),
        };
        if edition.is_none() {
            layout.read_folders(others);
        }
        layout
    }

    pub(super) fn len(&self) -> usize {
        self.paths.len()
    }

    pub(super) fn path(&self, at: usize) -> &RelPath {
        &self.paths[at]
    }

    /// Decides about the folders at the top. `ja` may be a locale or a section; it is taken for a locale only where
    /// every document of the source lies in a folder that reads like one, and at least one edition has such a folder.
    fn read_folders(&mut self, others: bool) {
        let mut tags: BTreeMap<String, Tag> = BTreeMap::new();
        let mut pure = true;
        for path in &self.paths {
            let Some(rest) = path.strip_prefix(&self.root) else { continue };
            match rest.as_str().split_once('/') {
                Some((first, _)) => {
                    if !tags.contains_key(first) {
                        let tag = self.matcher.read(first);
                        tags.insert(first.to_owned(), tag);
                    }
                    pure &= !super::is_markdown(path) || tags[first] != Tag::None;
                }
                None => pure &= !super::is_markdown(path),
            }
        }
        let locales = tags.values().any(|tag| matches!(tag, Tag::Edition(_) | Tag::Equivalent(_)));
        pure &= others || locales;
        for (name, tag) in tags {
            let folder = match tag {
                Tag::Edition(id) | Tag::Equivalent(id) => Folder::Locale(id),
                Tag::Unknown { certain } if certain || pure => Folder::LeftOut,
                Tag::Wrong { .. } if pure => Folder::LeftOut,
                // Beside folders that are locales this one was meant to be one, too; but `hk` may be a section.
                Tag::Wrong { .. } if locales => Folder::Doubtful,
                Tag::Unknown { .. } if matcher::is_plainly_a_language(&name) => Folder::Doubtful,
                _ => continue,
            };
            self.folders.insert(name, folder);
        }
    }

    /// Where the file `at` stands; `None` if it is left out, which is said once for each folder or tag.
    pub(super) fn place(&mut self, at: usize, found: &mut Vec<Diagnostic>) -> Option<Placed> {
        let path = self.paths[at].clone();
        let mut rest = path.strip_prefix(&self.root)?;
        let mut edition = self.edition;
        if let Some((first, below)) = rest.as_str().split_once('/')
            && let Some(folder) = self.folders.get(first).copied()
        {
            let first = first.to_owned();
            match folder {
                Folder::Locale(id) => {
                    self.note_equivalent_folder(&first, id, found);
                    edition = Some(id);
                    rest = RelPath::new(below).ok()?;
                }
                Folder::LeftOut => {
                    self.note_folder(&first, "is left out", found);
                    return None;
                }
                Folder::Doubtful => self.note_folder(&first, "is read as a section", found),
            }
        }
        match self.suffix(&path, &rest, found)? {
            Some((id, path)) => Some(Placed { path, edition: Some(id) }),
            None => Some(Placed { path: rest, edition }),
        }
    }

    /// The edition that the suffix names, and the path without it; `None` inside if there is none, `None` outside if
    /// the file is left out.
    #[expect(clippy::option_option, reason = "left out, no suffix and a suffix are three things")]
    fn suffix(
        &mut self,
        path: &RelPath,
        rest: &RelPath,
        found: &mut Vec<Diagnostic>,
    ) -> Option<Option<(EditionId, RelPath)>> {
        let Some((stem, ending)) = rest.name().rsplit_once('.') else { return Some(None) };
        let Some((base, text)) = suffix_of(stem) else { return Some(None) };
        let document = super::is_markdown(path);
        let plain = rest.parent().join(&format!("{base}.{ending}")).ok();
        match self.matcher.read(text) {
            Tag::Edition(id) => Some(plain.map(|plain| (id, plain))),
            Tag::Equivalent(id) => {
                if document {
                    self.note_equivalent_suffix(path, text, id, found);
                }
                Some(plain.map(|plain| (id, plain)))
            }
            Tag::Unknown { certain } if document && (certain || self.has_sibling(path, base)) => {
                let message = format!("`{}` is in the locale `{text}`, and no edition has it", path.name());
                let help = format!("add `[editions.{text}]` to book.toml, or rename the file");
                found.push(Diagnostic::new(Code::UnknownLocale, path, message).help(help));
                None
            }
            Tag::Wrong { message, help } if document && self.has_sibling(path, base) => {
                let message = format!("`{}` is left out: {message}", path.name());
                found.push(Diagnostic::new(Code::UnknownLocale, path, message).help(help));
                None
            }
            tag => {
                if document {
                    self.note_part_of_name(path, text, tag, found);
                }
                Some(None)
            }
        }
    }

    /// A lone `start.cn.md`, or `start.zh.md` where several editions could be meant, is published under its whole name,
    /// which nobody who writes for China means; nor a lone `start.fr.md`. The letters of other languages end many a name
    /// (`main.pl`, `notes.it`), so nothing is said of these.
    fn note_part_of_name(&mut self, path: &RelPath, text: &str, tag: Tag, found: &mut Vec<Diagnostic>) {
        let (message, help) = match tag {
            Tag::Wrong { message, help } => (message, help),
            Tag::Unknown { .. } if matcher::is_plainly_a_language(text) => (
                format!("no edition has the locale `{text}`"),
                format!("add `[editions.{text}]` to book.toml, or rename the file"),
            ),
            _ => return,
        };
        let other = |tag: &str| help.contains(&format!("`{tag}`?"));
        let meant =
            help.starts_with("did you mean `zh-") || text.eq_ignore_ascii_case("zh") || other("ja") || other("ko");
        if (meant || matcher::is_plainly_a_language(text)) && self.said.insert(format!(".{text}")) {
            let message = format!("`.{text}` is read as a part of the document's name: {message}");
            found.push(Diagnostic::new(Code::UnknownLocale, path, message).help(help));
        }
    }

    /// Whether the same document stands beside `path` without a suffix, or with an edition's.
    fn has_sibling(&mut self, path: &RelPath, base: &str) -> bool {
        let Ok(prefix) = path.parent().join(&format!("{base}.")) else { return false };
        let start = self.paths.partition_point(|other| other < &prefix);
        let beside: Vec<String> = self.paths[start..]
            .iter()
            .take_while(|other| other.as_str().starts_with(prefix.as_str()))
            .filter(|other| *other != path && super::is_markdown(other))
            .map(|other| other.as_str()[prefix.as_str().len()..].to_owned())
            .collect();
        beside.iter().any(|rest| match rest.rsplit_once('.') {
            None => true,
            Some((text, _)) => matches!(self.matcher.read(text), Tag::Edition(_) | Tag::Equivalent(_)),
        })
    }

    fn note_equivalent_folder(&mut self, name: &str, id: EditionId, found: &mut Vec<Diagnostic>) {
        if !matches!(self.matcher.read(name), Tag::Equivalent(_)) || !self.said.insert(name.to_owned()) {
            return;
        }
        let locale = self.config.edition(id).locale.to_string();
        let own = self.folders.iter().any(|(other, folder)| other != name && *folder == Folder::Locale(id));
        let message = if own {
            format!("the folder `{name}` is read for edition `{locale}`, which has a folder of its own as well")
        } else {
            format!("locale `{locale}` has no content folder; `{name}` exists and is equivalent")
        };
        let place = self.root.join(name).unwrap_or_default();
        let help = format!("name the folder and the edition alike, or set `source = \"{place}\"` in its edition");
        found.push(Diagnostic::new(Code::UnknownLocale, &place, message).help(help));
    }

    /// A suffix is read one file at a time and cannot lose a whole edition, so this is a note.
    fn note_equivalent_suffix(&mut self, path: &RelPath, text: &str, id: EditionId, found: &mut Vec<Diagnostic>) {
        if self.said.insert(format!(".{text}")) {
            let locale = &self.config.edition(id).locale;
            let message = format!("files that end with `.{text}` are read for edition `{locale}`, which is equivalent");
            let mut diagnostic = Diagnostic::new(Code::UnknownLocale, path, message);
            diagnostic.severity = Severity::Note;
            found.push(diagnostic);
        }
    }

    fn note_folder(&mut self, name: &str, what: &str, found: &mut Vec<Diagnostic>) {
        if !self.said.insert(name.to_owned()) {
            return;
        }
        let place = self.root.join(name).unwrap_or_default();
        let (message, help) = match self.matcher.read(name) {
            Tag::Wrong { message, help } => (format!("the folder `{name}` {what}: {message}"), help),
            _ => (
                format!("the folder `{name}` is in a locale that no edition has, and {what}"),
                format!("add `[editions.{name}]` to book.toml, or rename the folder"),
            ),
        };
        found.push(Diagnostic::new(Code::UnknownLocale, &place, message).help(help));
    }
}
