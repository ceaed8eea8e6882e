//! Marks: what somebody who sets a converted text beside its source should look at. A change of single characters is what
//! everyone expects of a conversion; a word that became another word, and a doubtful one, are marked.

use super::{Outcome, Reading, correct, runs};
use crate::content::blocks::Fingerprint;
use crate::content::corrections::Correction;
use crate::content::tree::{Node, Tree};
use crate::convert::assemble::{Run, applied};
use crate::convert::script::Survey;
use crate::convert::words::Reason;
use crate::convert::{Converter, Edit};
use crate::diagnostic::Code;
use crate::source::RelPath;
use std::collections::BTreeMap;
use std::ops::Range;

/// One mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The text node, by its index in the converted tree.
    pub node: usize,
    /// The bytes of its converted text.
    pub range: Range<usize>,
    /// What stands there in the source.
    pub source: String,
    /// Why it is marked.
    pub kind: MarkKind,
}

/// Why a place is marked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MarkKind {
    /// More than single characters changed.
    Changed,
    /// An editor corrected it by hand.
    Corrected,
    /// It may be wrong.
    Doubtful {
        /// The whole words in question, as written.
        words: String,
        /// What they became.
        chosen: String,
        /// What they may have to become.
        other: String,
        /// Why.
        reason: Reason,
    },
}

/// Converts `tree` in place as [`super::convert_corrected`] does. The marks are in the order of the text and do not
/// overlap.
pub fn convert(
    tree: &mut Tree<'_>,
    converter: &Converter,
    path: &RelPath,
    corrections: &[Correction],
    head: &[Fingerprint],
) -> (Outcome, Vec<Mark>) {
    let mut reading = Reading::of(tree, converter, path);
    let automatic: BTreeMap<usize, Vec<Edit>> =
        reading.changes.iter().map(|(slot, edits)| (slot.node, edits.clone())).collect();
    correct::apply(tree, &mut reading.changes, corrections, head);
    // A text that is left alone raises no doubts.
    let alone = reading.outcome.diagnostics.iter().any(|found| found.code == Code::WrongScript);
    let mut doubts = if alone { BTreeMap::new() } else { doubts(tree, converter) };
    let mut marks = Vec::new();
    for (slot, edits) in &reading.changes {
        let text = slot.text_mut(&mut tree.nodes);
        let after = applied(&text.text, edits).into_owned();
        if matches!(tree.nodes[slot.node], Node::Text(_)) {
            let before = slot.read(&tree.nodes).text.clone();
            let automatic = automatic.get(&slot.node).map_or(&[][..], Vec::as_slice);
            let by_hand = |edit: &Edit| !corrections.is_empty() && !automatic.contains(edit);
            let doubts = doubts.remove(&slot.node).unwrap_or_default();
            marks.extend(of_text(slot.node, &before, edits, doubts, &by_hand));
        }
        slot.text_mut(&mut tree.nodes).text = after.into();
    }
    // What stays as it is may be doubtful too.
    for (node, doubts) in doubts {
        if let Node::Text(text) = &tree.nodes[node] {
            marks.extend(of_text(node, &text.text.clone(), &[], doubts, &|_| false));
        }
    }
    marks.sort_by_key(|mark| (mark.node, mark.range.start));
    for nodes in reading.emptied.into_iter().rev() {
        for mark in marks.iter_mut().filter(|mark| mark.node >= nodes.end) {
            mark.node -= nodes.len();
        }
        tree.nodes.drain(nodes);
    }
    (reading.outcome, marks)
}

/// A doubt about a part of one node's text.
type Doubtful = (Range<usize>, MarkKind);

/// The doubts about the text nodes of a tree that is not converted yet, by node.
fn doubts(tree: &Tree<'_>, converter: &Converter) -> BTreeMap<usize, Vec<Doubtful>> {
    let blocks = runs::of(&tree.nodes);
    let mut page = converter.page();
    blocks.iter().for_each(|block| page.gather(&block.leaves(&tree.nodes)));
    let mut found: BTreeMap<usize, Vec<Doubtful>> = BTreeMap::new();
    for block in &blocks {
        let leaves = block.leaves(&tree.nodes);
        let run = Run::new(&leaves);
        // Whether a page is about computing is known only after all of it; the review list says so, not a mark in the text.
        let doubts =
            page.doubts(&run, Survey::of(&run.text)).list.into_iter().filter(|doubt| doubt.reason != Reason::Topic);
        for doubt in doubts {
            let kind = MarkKind::Doubtful {
                words: run.text[doubt.range.clone()].to_owned(),
                chosen: doubt.chosen,
                other: doubt.other,
                reason: doubt.reason,
            };
            for (piece, place) in block.pieces.iter().zip(&run.pieces) {
                let part = doubt.range.start.max(place.range.start)..doubt.range.end.min(place.range.end);
                let Some(slot) = piece.slot.filter(|_| part.start < part.end) else { continue };
                if matches!(tree.nodes[slot.node], Node::Text(_)) {
                    let part = part.start - place.range.start..part.end - place.range.start;
                    found.entry(slot.node).or_default().push((part, kind.clone()));
                }
            }
        }
    }
    found
}

/// The marks of one text: what was corrected, its doubts, and the edits of more than single characters beside them.
fn of_text(
    node: usize,
    before: &str,
    edits: &[Edit],
    mut doubts: Vec<Doubtful>,
    by_hand: &dyn Fn(&Edit) -> bool,
) -> Vec<Mark> {
    let corrected: Vec<Doubtful> =
        edits.iter().filter(|edit| by_hand(edit)).map(|edit| (edit.range.clone(), MarkKind::Corrected)).collect();
    // What an editor has settled is no longer doubtful.
    doubts.retain(|(range, _)| corrected.iter().all(|(other, _)| other.end <= range.start || range.end <= other.start));
    doubts.extend(corrected);
    let many = |text: &str| text.chars().nth(1).is_some();
    let words =
        edits.iter().filter(|edit| !edit.text.is_empty() && (many(&before[edit.range.clone()]) || many(&edit.text)));
    let changed = words.map(|edit| (edit.range.clone(), MarkKind::Changed));
    let apart =
        |range: &Range<usize>| doubts.iter().all(|(other, _)| other.end <= range.start || range.end <= other.start);
    let changed: Vec<Doubtful> = changed.filter(|(range, _)| apart(range)).collect();
    let marks = doubts.iter().cloned().chain(changed).map(|(range, kind)| Mark {
        node,
        range: after(edits, range.start, false)..after(edits, range.end, true),
        source: before[range].to_owned(),
        kind,
    });
    let mut marks: Vec<Mark> = marks.filter(|mark| mark.range.start < mark.range.end).collect();
    marks.sort_by_key(|mark| mark.range.start);
    // An edit that reaches over the end of a doubt belongs to the mark before it.
    marks.dedup_by(|later, first| later.range.start < first.range.end);
    marks
}

/// Where the byte `at` of a text stands after `edits`: inside of one, at its beginning or at its `end`.
fn after(edits: &[Edit], at: usize, end: bool) -> usize {
    let mut place = at;
    for edit in edits {
        let (from, to) = (edit.range.start, edit.range.end);
        if to <= at {
            place = place + edit.text.len() - (to - from);
        } else if from < at {
            return place - (at - from) + if end { edit.text.len() } else { 0 };
        }
    }
    place
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::markdown::{Options, tree};
    use crate::convert::route::{Route, Variant};

    /// Each mark as the text that it stands on, with what the source says there.
    fn marks(text: &str) -> Vec<(String, String, bool)> {
        let route = Route { from: Variant::Hans, to: Variant::Tw, characters: Default::default() };
        let converter = Converter::new(
            route,
            &crate::convert::Options { vocabulary: route.usual_vocabulary().to_vec(), ..Default::default() },
        );
        let (path, shortcodes) = (RelPath::root(), Default::default());
        let options = Options { path: &path, chinese: true, shortcodes: &shortcodes, measured: false };
        let mut tree = tree(text, 0, &options);
        let (_, marks) = convert(&mut tree, &converter, &path, &[], &[]);
        let read = |mark: Mark| {
            let Node::Text(text) = &tree.nodes[mark.node] else { panic!("a mark stands in a text") };
            let doubtful = matches!(mark.kind, MarkKind::Doubtful { .. });
            (text.text[mark.range].to_owned(), mark.source, doubtful)
        };
        marks.into_iter().map(read).collect()
    }

    #[test]
    fn words_that_became_others_are_marked_and_single_characters_are_not() {
        assert_eq!(marks("这里说的是语言。"), []);
        let found = marks("这个软件很**好**，网络也快。");
        assert_eq!(found[0], ("軟體".into(), "软件".into(), false));
        assert!(found.iter().any(|(to, from, _)| (to.as_str(), from.as_str()) == ("網路", "网络")), "{found:?}");
    }

    #[test]
    fn doubtful_words_are_marked_wherever_they_stand() {
        let found = marks("它走起来像一只鸭子，这个软件叫起来也像一只鸭子。");
        let doubtful: Vec<_> = found.iter().filter(|(_, _, doubtful)| *doubtful).collect();
        assert_eq!(doubtful.len(), 2, "{found:?}");
        assert!(doubtful.iter().all(|(to, from, _)| to.chars().count() == from.chars().count()));
        assert!(found.iter().any(|(to, _, doubtful)| to == "軟體" && !doubtful));
    }

    #[test]
    fn places_follow_the_edits_before_them() {
        let edit = |range, text: &'static str| Edit { range, text: text.into() };
        let edits = [edit(2..4, "abc"), edit(6..8, "")];
        // (byte before, at an end, byte after)
        let cases =
            [(0, false, 0), (2, false, 2), (3, false, 2), (3, true, 5), (4, false, 5), (7, false, 7), (9, true, 8)];
        for (at, end, wanted) in cases {
            assert_eq!(after(&edits, at, end), wanted, "{at}");
        }
    }
}
