//! The nearest name that exists, for links that lead to nothing.

use super::Resolver;
use crate::content::DocKey;
use crate::content::tree::LinkKind;
use crate::source::RelPath;

impl Resolver<'_> {
    /// What the author of a link to `path` from the top of the source folder may have meant, or how such a link is written.
    pub(in crate::resolve) fn suggestion(&self, path: &str, kind: LinkKind) -> String {
        self.near(&RelPath::root(), path, kind).unwrap_or_else(|| how(kind).to_owned())
    }

    /// What the author of a link to `path`, written in `folder`, may have meant, if anything is near.
    pub(super) fn near(&self, folder: &RelPath, path: &str, kind: LinkKind) -> Option<String> {
        let wanted = path.trim_matches('/');
        let wanted = wanted.strip_suffix(".md").map_or(wanted, |file| {
            let section = ["/_index", "/index"].into_iter().find_map(|index| file.strip_suffix(index));
            section.unwrap_or(file)
        });
        let beside = (!path.starts_with('/')).then(|| folder.join(wanted).ok()).flatten();
        let beside = beside.as_ref().map(RelPath::as_str).filter(|beside| *beside != wanted);
        let places: Vec<&str> = beside.into_iter().chain([wanted]).collect();
        if kind != LinkKind::Image
            && let Some(why) = places.iter().find_map(|place| self.left_out(place))
        {
            return Some(why);
        }
        let meant = |place: &&str| self.meant(place, kind);
        let other_case = places.iter().find_map(|place| self.in_other_case(place, kind));
        let meant = other_case.or_else(|| places.iter().find_map(meant))?;
        let file = Some(folder).filter(|_| !path.starts_with('/')).and_then(|folder| {
            let file = self.as_file(meant, kind, path)?;
            Some(relative(folder.as_str(), &file))
        });
        Some(format!("did you mean `{}`?", file.unwrap_or_else(|| format!("/{meant}"))))
    }

    /// The file of what was meant, below the source folder, where `path` is written as the path of a file; that of a
    /// document is named without its locale.
    fn as_file(&self, meant: &str, kind: LinkKind, path: &str) -> Option<String> {
        let document = self.library.documents.get(&DocKey::new(meant)).filter(|_| kind != LinkKind::Image);
        let Some(ids) = document else {
            return path.rsplit('/').next().is_some_and(|name| name.contains('.')).then(|| meant.to_owned());
        };
        if !path.ends_with(".md") {
            return None;
        }
        let name = self.library.translations[ids.first()?.0 as usize].path.name();
        Some(match name.split('.').next() {
            Some(index @ ("_index" | "index")) if meant.is_empty() => format!("{index}.md"),
            Some(index @ ("_index" | "index")) => format!("{meant}/{index}.md"),
            _ => format!("{meant}.md"),
        })
    }

    /// Why a document has no page, if there is one of that key.
    fn left_out(&self, key: &str) -> Option<String> {
        let (key, ids) = self.library.documents.get_key_value(&DocKey::new(key))?;
        if self.has_page(key) {
            return None;
        }
        let mut texts = ids.iter().map(|id| &self.library.translations[id.0 as usize]);
        Some(match texts.find(|text| text.front.draft) {
            Some(draft) => format!("`{}` is a draft and left out; `--drafts` takes drafts in", draft.path),
            None => format!("no edition has a page of `{key}`"),
        })
    }

    fn has_page(&self, key: &DocKey) -> bool {
        self.config.edition_ids().any(|edition| self.plan.by_document.contains_key(&(key.clone(), edition)))
    }

    /// The documents that have pages.
    fn keys(&self) -> impl Iterator<Item = &DocKey> {
        self.library.documents.keys().filter(|key| self.has_page(key))
    }

    /// The name that differs from `wanted` in capital letters only.
    fn in_other_case(&self, wanted: &str, kind: LinkKind) -> Option<&str> {
        let plain = wanted.to_lowercase();
        let alike = |name: &&str| name.len().abs_diff(plain.len()) < 9 && name.to_lowercase() == plain;
        let document = || self.keys().map(DocKey::as_str).find(alike);
        let file = || self.plan.assets.keys().map(RelPath::as_str).find(alike);
        if kind == LinkKind::Image { file() } else { document().or_else(file) }
    }

    fn meant(&self, wanted: &str, kind: LinkKind) -> Option<&str> {
        let name = wanted.rsplit_once('/').map_or(wanted, |(_, name)| name);
        if name.is_empty() {
            return None;
        }
        let files = || self.plan.assets.keys();
        let document = || self.keys().find(|key| key.name() == name).map(DocKey::as_str);
        let file = || files().find(|place| place.name() == name).map(RelPath::as_str);
        match kind {
            LinkKind::Image => file().or_else(|| nearest(wanted, files().map(RelPath::as_str))),
            _ => document().or_else(file).or_else(|| nearest(wanted, self.keys().map(DocKey::as_str))),
        }
    }
}

/// What to say of a path that leads out of the source folder.
pub(super) const OUTSIDE: &str =
    "it lies outside of the source folder, and readers have only what is in that; copy the file there";

/// What to say of a destination that is not even near a name.
pub(super) fn how(kind: LinkKind) -> &'static str {
    match kind {
        LinkKind::Link => "the source folder has nothing of that name; an address elsewhere begins with `https://`",
        LinkKind::Reference => "a reference is a document's path without its ending, as in `guide/start`",
        LinkKind::Image => "the source folder has no file of that name; put it beside the document",
    }
}

/// `file` as a link in `folder` writes it.
fn relative(folder: &str, file: &str) -> String {
    let (mut above, mut below) = (folder, file);
    while let (Some((one, more)), Some((other, rest))) = (first_part(above), below.split_once('/')) {
        if one != other {
            break;
        }
        (above, below) = (more, rest);
    }
    let steps = above.split('/').filter(|part| !part.is_empty()).count();
    "../".repeat(steps) + below
}

/// The first part of a path, and what follows it.
fn first_part(path: &str) -> Option<(&str, &str)> {
    (!path.is_empty()).then(|| path.split_once('/').unwrap_or((path, "")))
}

/// The name nearest to `wanted`, if it is near: a third of its letters may differ.
pub(super) fn nearest<'n>(wanted: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let length = wanted.chars().count();
    let allowed = (length / 3).clamp(1, 6);
    let near = names.filter(|name| name.len().abs_diff(wanted.len()) <= allowed * 3).filter_map(|name| {
        let distance = strsim::osa_distance(wanted, name);
        (distance <= allowed && distance < length).then_some((distance, name))
    });
    near.min().map(|(_, name)| name)
}
