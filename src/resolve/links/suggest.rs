//! The nearest name that exists, for links that lead to nothing.

use super::Resolver;
use crate::content::DocKey;
use crate::content::tree::LinkKind;
use crate::source::RelPath;

impl Resolver<'_> {
    /// What the author of a link to `path` may have meant, or how such a link is written.
    pub(in crate::resolve) fn suggestion(&self, path: &str, kind: LinkKind) -> String {
        self.near(path, kind).unwrap_or_else(|| how(kind).to_owned())
    }

    /// What the author of a link to `path` may have meant, if anything is near.
    pub(super) fn near(&self, path: &str, kind: LinkKind) -> Option<String> {
        let wanted = path.trim_matches('/');
        let wanted = wanted.strip_suffix(".md").unwrap_or(wanted);
        if let Some((key, _)) = self.library.documents.get_key_value(&DocKey::new(wanted))
            && kind != LinkKind::Image
        {
            // There is such a document, and yet no page of it.
            return Some(format!("`{key}` is a draft, or no edition has a page of it"));
        }
        self.meant(wanted, kind).map(|meant| format!("did you mean `/{meant}`?"))
    }

    fn meant(&self, wanted: &str, kind: LinkKind) -> Option<&str> {
        let name = wanted.rsplit_once('/').map_or(wanted, |(_, name)| name);
        if name.is_empty() {
            return None;
        }
        let keys = || self.library.documents.keys();
        let files = || self.plan.assets.keys();
        let document = || keys().find(|key| key.name() == name).map(DocKey::as_str);
        let file = || files().find(|place| place.name() == name).map(RelPath::as_str);
        match kind {
            LinkKind::Image => file().or_else(|| nearest(wanted, files().map(RelPath::as_str))),
            _ => document().or_else(file).or_else(|| nearest(wanted, keys().map(DocKey::as_str))),
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
