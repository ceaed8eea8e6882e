//! What stands behind `#`: an id of the target's text, or of another translation of it at the same place.

use super::Resolver;
use crate::content::Translation;
use crate::resolve::plan::PageId;

impl Resolver<'_> {
    /// The id on `page` that `fragment` means. A page's ids are those of the text that it is made from, before
    /// conversion. A fragment that only another translation of the document has is followed through the outlines, where
    /// these agree: the third heading here is the third heading there.
    ///
    /// The error is help, if there is any to give.
    pub(super) fn fragment(&self, page: PageId, fragment: &str) -> Result<String, Option<String>> {
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
        Err(self.fragment_help(target, fragment, elsewhere))
    }

    fn fragment_help(&self, target: &Translation, fragment: &str, elsewhere: Option<&Translation>) -> Option<String> {
        if let Some(id) = super::suggest::nearest(fragment, ids(target)) {
            return Some(format!("did you mean `#{id}`?"));
        }
        let other = elsewhere?;
        Some(format!("`{}` has it, but the headings of the two do not correspond", other.path))
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

/// The id in `target` of the heading that stands where `fragment` stands in `other`, if the two outlines agree: the
/// same number of headings, each of the same level.
fn aligned(other: &Translation, target: &Translation, fragment: &str) -> Option<String> {
    let at = other.outline.iter().position(|heading| &*heading.id == fragment)?;
    let agree = other.outline.len() == target.outline.len()
        && other.outline.iter().zip(&target.outline).all(|(a, b)| a.level == b.level);
    agree.then(|| target.outline[at].id.to_string())
}
