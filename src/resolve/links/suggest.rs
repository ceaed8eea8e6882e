//! The nearest name that exists, for links that lead to nothing.

use super::Resolver;
use crate::content::DocKey;
use crate::source::RelPath;

impl Resolver<'_> {
    /// What the author of a link to `path` may have meant.
    pub(in crate::resolve) fn suggestion(&self, path: &str) -> Option<String> {
        let wanted = path.trim_matches('/');
        let wanted = wanted.strip_suffix(".md").unwrap_or(wanted);
        let name = wanted.rsplit_once('/').map_or(wanted, |(_, name)| name);
        if name.is_empty() {
            return None;
        }
        let keys = || self.library.documents.keys();
        if let Some(key) = self.library.documents.get_key_value(&DocKey::new(wanted)) {
            // There is such a document, and yet no page of it.
            return Some(format!("`{}` is a draft, or no edition has a page of it", key.0));
        }
        let elsewhere = keys().find(|key| key.name() == name).map(DocKey::as_str);
        let files = || self.plan.assets.keys().filter(|place| place.name() == name).map(RelPath::as_str);
        let nearest = || nearest(wanted, keys().map(DocKey::as_str));
        let meant = elsewhere.or_else(|| files().next()).or_else(nearest)?;
        Some(format!("did you mean `/{meant}`?"))
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
