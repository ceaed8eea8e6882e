//! What stands behind `#`: an id of the target's text, or of another translation of it at the same place.

use super::Resolver;
use crate::content::Translation;
use crate::resolve::plan::PageId;

/// How many of a document's ids a message names.
const NAMED: usize = 5;

impl Resolver<'_> {
    /// The id on `page` that `fragment` means. A page's ids are those of the text that it is made from, before
    /// conversion. A fragment that only another translation of the document has is followed through the outlines, where
    /// these agree: the third of four headings here is the third of four there.
    ///
    /// The error is help.
    pub(super) fn fragment(&self, page: PageId, fragment: &str) -> Result<String, String> {
        let shown = self.plan.page(page);
        let Some(id) = shown.origin.translation() else { return Ok(fragment.to_owned()) };
        let target = &self.library.translations[id.0 as usize];
        if has(target, fragment) || fragment == "top" {
            return Ok(fragment.to_owned());
        }
        // A text fragment after an id is the browser's own.
        if let Some((id, _)) = fragment.split_once(":~:")
            && (id.is_empty() || has(target, id))
        {
            return Ok(fragment.to_owned());
        }
        let others = self.library.documents.get(&target.key).into_iter().flatten().filter(|other| **other != id);
        let mut elsewhere = None;
        for other in others {
            let other = &self.library.translations[other.0 as usize];
            if let Some(id) = aligned(other, target, fragment) {
                return Ok(id);
            }
            if has(other, fragment) {
                elsewhere.get_or_insert(other);
            }
        }
        Err(self.fragment_help(target, fragment, elsewhere.map(|other| &**other)))
    }

    fn fragment_help(&self, target: &Translation, fragment: &str, elsewhere: Option<&Translation>) -> String {
        if let Some(id) = super::suggest::nearest(fragment, ids(target)) {
            return format!("did you mean `#{id}`?");
        }
        if let Some(other) = elsewhere {
            return format!("`{}` has it, but the headings of the two do not correspond", other.path);
        }
        let known: Vec<String> = ids(target).take(NAMED).map(|id| format!("`#{id}`")).collect();
        let more = if ids(target).nth(NAMED).is_some() { " …" } else { "" };
        if known.is_empty() {
            return format!("it has no heading and no id at all; leave `#{fragment}` away");
        }
        format!("it has {}{more}", known.join(" "))
    }
}

fn ids(translation: &Translation) -> impl Iterator<Item = &str> {
    let headings = translation.outline.iter().map(|heading| &*heading.id);
    headings.chain(translation.anchors.iter().map(|id| &**id))
}

fn has(translation: &Translation, id: &str) -> bool {
    translation.anchors.binary_search_by(|anchor| (**anchor).cmp(id)).is_ok()
        || translation.outline.iter().any(|heading| &*heading.id == id)
}

/// The id in `target` of the heading that stands where `fragment` stands in `other`, if the outlines agree there: on the
/// way down to it each heading is one of as many, and what stands below it has the same shape.
fn aligned(other: &Translation, target: &Translation, fragment: &str) -> Option<String> {
    let at = other.outline.iter().position(|heading| &*heading.id == fragment)?;
    let (here, there) = (levels(other), levels(target));
    let same =
        |there_at: &usize| path(&here, at) == path(&there, *there_at) && below(&here, at) == below(&there, *there_at);
    let found = (0..there.len()).find(same)?;
    Some(target.outline[found].id.to_string())
}

fn levels(translation: &Translation) -> Vec<u8> {
    translation.outline.iter().map(|heading| heading.level).collect()
}

/// The way down to a heading: of each heading above it and of itself the level, its place among its siblings, and how
/// many they are.
fn path(levels: &[u8], at: usize) -> Vec<(u8, usize, usize)> {
    let mut path = Vec::new();
    let mut next = Some(at);
    while let Some(at) = next {
        let level = levels[at];
        let parent = levels[..at].iter().rposition(|above| *above < level);
        let start = parent.map_or(0, |parent| parent + 1);
        let end = levels[at..].iter().position(|below| *below < level).map_or(levels.len(), |length| at + length);
        let siblings = |range: std::ops::Range<usize>| levels[range].iter().filter(|other| **other == level).count();
        path.push((level, siblings(start..at), siblings(start..end)));
        next = parent;
    }
    path
}

/// The levels of the headings below one.
fn below(levels: &[u8], at: usize) -> &[u8] {
    let rest = &levels[at + 1..];
    &rest[..rest.iter().position(|level| *level <= levels[at]).unwrap_or(rest.len())]
}

#[cfg(test)]
mod tests {
    use super::{below, path};

    #[test]
    fn the_way_down_to_a_heading() {
        let levels = [1, 2, 3, 3, 2, 3, 2];
        assert_eq!(path(&levels, 3), [(3, 1, 2), (2, 0, 3), (1, 0, 1)]);
        assert_eq!(path(&levels, 6), [(2, 2, 3), (1, 0, 1)]);
        assert_eq!(below(&levels, 1), [3, 3]);
        assert_eq!(below(&levels, 6), [0u8; 0]);
    }
}
