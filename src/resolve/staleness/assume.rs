//! What an old site's history lets one assume: which state of the original a translation was made from.

use super::compare::{Change, differences};
use crate::content::blocks::Fingerprint;
use std::collections::BTreeMap;

/// One commit of a translation, with the original as it was then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// The original's blocks.
    pub original: Vec<Fingerprint>,
    /// The translation's blocks.
    pub translation: Vec<Fingerprint>,
}

/// The blocks of the original that a translation was made from, by its commits from the oldest to the newest; `None`
/// without any.
///
/// The first commit translated the original as it stood. A later one brought a changed block up to date if it edited the
/// block of the translation that stands at the same place. Where the two do not have as many blocks, it brought everything
/// up to date if it edited as many blocks as had changed, and else nothing: a mended typing error is no new translation.
pub fn recorded(versions: &[Version]) -> Option<Vec<Fingerprint>> {
    let [first, later @ ..] = versions else { return None };
    let mut record = first.original.clone();
    let mut before = &first.translation;
    for Version { original, translation } in later {
        let open = differences(&record, original);
        let edited = differences(before, translation);
        before = translation;
        if open.is_empty() || edited.is_empty() {
            continue;
        }
        if translation.len() == original.len() {
            record = brought(&record, original, &open, &edited);
        } else if edited.len() >= open.len() {
            record.clone_from(original);
        }
    }
    Some(record)
}

/// The record after a commit that edited some blocks: the original's blocks, but as they were before where the translation
/// was not touched.
fn brought(record: &[Fingerprint], original: &[Fingerprint], open: &[Change], edited: &[Change]) -> Vec<Fingerprint> {
    let touched = |block: usize| edited.iter().any(|change| change.block() == Some(block));
    let left = open.iter().filter_map(|change| Some((change.block()?, change)));
    let left: BTreeMap<usize, &Change> = left.filter(|(block, _)| !touched(*block)).collect();
    let blocks = original.iter().enumerate().filter_map(|(at, print)| match left.get(&at) {
        None => Some(*print),
        Some(Change::Changed { former, .. }) => Some(record[*former]),
        Some(_) => None,
    });
    blocks.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prints(text: &str) -> Vec<Fingerprint> {
        text.bytes().map(|byte| Fingerprint(u32::from(byte))).collect()
    }

    /// What is still open at the end of a history: pairs of original and translation, then the original as it is now.
    fn open(history: &[(&str, &str)], now: &str) -> usize {
        let version = |(original, translation): &(&str, &str)| Version {
            original: prints(original),
            translation: prints(translation),
        };
        let versions: Vec<Version> = history.iter().map(version).collect();
        differences(&recorded(&versions).unwrap(), &prints(now)).len()
    }

    #[test]
    fn an_edit_brings_up_to_date_what_stands_at_its_place() {
        for (history, now, expected, why) in [
            (&[("abc", "ABC")][..], "abc", 0, "translated once, nothing since"),
            (&[("abc", "ABC")], "abx", 1, "the original changed"),
            (&[("abc", "ABC"), ("abx", "QBC")], "abx", 1, "a typing error mended elsewhere clears nothing"),
            (&[("abc", "ABC"), ("abx", "ABX")], "abx", 0, "the changed block was translated"),
            (&[("abc", "ABC"), ("axy", "AXC"), ("axy", "AXY")], "axy", 0, "one after the other"),
            (&[("abc", "ABC"), ("axy", "AXC")], "axy", 1, "one of two"),
            (&[("abc", "ABC"), ("abcd", "ABCD")], "abcd", 0, "a new block, translated"),
            (&[("abc", "AB"), ("abx", "QB")], "abx", 0, "without a common shape, as many edits as changes"),
            (&[("abcd", "AB"), ("axyz", "QB")], "axyz", 3, "and fewer clear nothing"),
        ] {
            assert_eq!(open(history, now), expected, "{why}");
        }
        assert_eq!(recorded(&[]), None);
    }
}
