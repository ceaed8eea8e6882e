//! A block as a correction sees it: its text in pieces, as the original has it and as the page shows it.

use super::diff::{Piece, distribute};
use super::{Changes, node_texts};
use crate::content::Tree;
use crate::content::blocks::{self};
use crate::content::tree::{Closing, Element, Node};
use crate::convert::Edit;
use crate::convert::assemble::applied;
use crate::convert::document::Slot;
use std::ops::Range;

/// The characters that end a sentence, and those that still belong to it.
const ENDING: &str = "。！？；";
const CLOSING: &str = "。！？；”’」』）》…";

/// A block of the original.
pub(in crate::convert::document) struct Block {
    pub(in crate::convert::document) piece: blocks::Piece,
    parts: Vec<Part>,
}

/// A text of a block. What has no slot stays as it is.
struct Part {
    slot: Option<Slot>,
    text: String,
}

/// A stretch of one part: bytes of the original, and what is shown in their place.
struct Stretch {
    part: usize,
    range: Range<usize>,
    shown: String,
}

/// The blocks of a tree with their texts.
pub(in crate::convert::document) fn blocks(tree: &Tree<'_>) -> Vec<Block> {
    let block = |piece: blocks::Piece| {
        let mut bare = Vec::new();
        let mut parts = Vec::new();
        for at in piece.nodes.clone() {
            match &tree.nodes[at] {
                Node::Open(Element::Link { bare: address, .. }, _) => bare.push(*address),
                Node::Open(Element::Emphasis | Element::Strong | Element::Strikethrough, _) => bare.push(false),
                Node::Close(Closing::Inline) => drop(bare.pop()),
                // An address that is its own text is no text to correct.
                Node::Text(_) if bare.contains(&true) => {}
                node => {
                    let texts = node_texts(at, node).into_iter();
                    parts.extend(texts.map(|(slot, text)| Part { slot, text: text.to_owned() }));
                }
            }
        }
        Block { piece, parts }
    };
    blocks::pieces(tree).into_iter().map(block).collect()
}

impl Block {
    /// The text of the original.
    pub(super) fn source(&self) -> String {
        self.parts.iter().map(|part| part.text.as_str()).collect()
    }

    /// The text that the page shows.
    pub(super) fn shown(&self, changes: &Changes) -> String {
        self.parts.iter().map(|part| applied(&part.text, edits(changes, part.slot))).collect()
    }

    /// Makes the page show `replace` in place of the original's bytes `range`; `None` where that would change code.
    pub(super) fn reword(&self, range: &Range<usize>, replace: &str, changes: &mut Changes) -> Option<()> {
        let (stretches, before, after) = self.stretches(range, changes);
        let pieces: Vec<Piece> = stretches
            .iter()
            .map(|stretch| Piece { text: stretch.shown.clone(), fixed: self.parts[stretch.part].slot.is_none() })
            .collect();
        let texts = distribute(&pieces, &format!("{before}{replace}{after}"))?;
        for (stretch, text) in stretches.into_iter().zip(texts) {
            if let Some(slot) = self.parts[stretch.part].slot
                && text != stretch.shown
            {
                put(changes, slot, Edit { range: stretch.range, text: text.into() });
            }
        }
        Some(())
    }

    /// The stretches of the original's bytes `range`, grown to whole edits; and what the page shows of the grown parts,
    /// before and after.
    fn stretches(&self, range: &Range<usize>, changes: &Changes) -> (Vec<Stretch>, String, String) {
        let (mut before, mut after) = (String::new(), String::new());
        let mut stretches = Vec::new();
        let mut start = 0;
        for (at, part) in self.parts.iter().enumerate() {
            let end = start + part.text.len();
            let (from, to) = (range.start.max(start), range.end.min(end));
            if from < to {
                let edits = edits(changes, part.slot);
                let mut own = from - start..to - start;
                for edit in edits {
                    if edit.range.start < own.start && own.start < edit.range.end {
                        before.push_str(outside(&part.text, edit, edit.range.start..own.start).0);
                        own.start = edit.range.start;
                    }
                    if edit.range.start < own.end && own.end < edit.range.end {
                        after.push_str(outside(&part.text, edit, own.end..edit.range.end).1);
                        own.end = edit.range.end;
                    }
                }
                let shown = applied_within(&part.text, edits, &own);
                stretches.push(Stretch { part: at, range: own, shown });
            }
            start = end;
        }
        (stretches, before, after)
    }

    /// The sentences of the original, each with what the page shows of it. Code belongs to the sentence around it.
    pub(in crate::convert::document) fn sentences(&self, changes: &Changes) -> Vec<(String, String)> {
        let mut sentences: Vec<(String, String)> = Vec::new();
        let mut ended = true;
        for part in &self.parts {
            let prose = part.slot.is_some();
            for step in steps(&part.text, edits(changes, part.slot)) {
                let source = &part.text[step.range];
                let first = source.chars().next().unwrap_or(' ');
                if ended && !CLOSING.contains(first) {
                    sentences.push(Default::default());
                    ended = false;
                }
                if let Some((sentence, shown)) = sentences.last_mut() {
                    sentence.push_str(source);
                    shown.push_str(&step.shown);
                }
                ended |= prose && source.chars().next_back().is_some_and(|c| ENDING.contains(c));
            }
        }
        sentences
    }

    /// What a place on the page is in terms of the original: its words there, what the page shows of them, and `replace`
    /// for all of them. Words that were converted together stay together.
    pub(super) fn words(
        &self,
        range: &Range<usize>,
        replace: &str,
        changes: &Changes,
    ) -> Option<(String, String, String)> {
        let mut source = String::new();
        let (mut first, mut last) = (None, 0);
        let mut shown = 0;
        for part in &self.parts {
            let edits = edits(changes, part.slot);
            for step in steps(&part.text, edits) {
                let end = shown + step.shown.len();
                if shown < range.end && range.start < end {
                    first.get_or_insert(shown);
                    last = end;
                    source.push_str(&part.text[step.range]);
                }
                shown = end;
            }
        }
        let text = self.shown(changes);
        let (first, last) = (first?, last.max(range.end));
        let replace = format!("{}{replace}{}", &text[first..range.start], &text[range.end..last]);
        Some((source, text[first..last].to_owned(), replace))
    }
}

/// One step of a text: an edit, or a character that is shown as it is.
struct Step {
    range: Range<usize>,
    shown: String,
}

fn steps(text: &str, edits: &[Edit]) -> Vec<Step> {
    let plain = |range: Range<usize>| {
        let start = range.start;
        let chars = text[range].char_indices();
        chars.map(move |(at, c)| Step { range: start + at..start + at + c.len_utf8(), shown: c.to_string() })
    };
    let mut steps = Vec::new();
    let mut done = 0;
    for edit in edits {
        steps.extend(plain(done..edit.range.start));
        steps.push(Step { range: edit.range.clone(), shown: edit.text.to_string() });
        done = edit.range.end;
    }
    steps.extend(plain(done..text.len()));
    steps
}

/// What an edit shows for `part` of its bytes: at its beginning, and at its end. Where it has as many characters as it
/// replaces, one stands for one; else the original's own are kept.
fn outside<'a>(text: &'a str, edit: &'a Edit, part: Range<usize>) -> (&'a str, &'a str) {
    let (old, outer) = (&text[edit.range.clone()], &text[part]);
    if old.chars().count() != edit.text.chars().count() {
        return (outer, outer);
    }
    let number = outer.chars().count();
    let first = edit.text.char_indices().nth(number).map_or(edit.text.len(), |(at, _)| at);
    let last = edit.text.char_indices().rev().nth(number.saturating_sub(1)).map_or(0, |(at, _)| at);
    (&edit.text[..first], &edit.text[last..])
}

fn applied_within(text: &str, edits: &[Edit], range: &Range<usize>) -> String {
    let inside = |edit: &&Edit| range.start <= edit.range.start && edit.range.end <= range.end;
    let shifted = edits.iter().filter(inside).map(|edit| Edit {
        range: edit.range.start - range.start..edit.range.end - range.start,
        text: edit.text.clone(),
    });
    applied(&text[range.clone()], &shifted.collect::<Vec<_>>()).into_owned()
}

fn edits(changes: &Changes, slot: Option<Slot>) -> &[Edit] {
    let found = slot.and_then(|slot| changes.iter().find(|(other, _)| *other == slot));
    found.map_or(&[], |(_, edits)| edits.as_slice())
}

/// Puts an edit in place of those inside it.
fn put(changes: &mut Changes, slot: Slot, edit: Edit) {
    let at = changes.iter().position(|(other, _)| *other == slot).unwrap_or_else(|| {
        changes.push((slot, Vec::new()));
        changes.len() - 1
    });
    let edits = &mut changes[at].1;
    edits.retain(|other| other.range.end <= edit.range.start || edit.range.end <= other.range.start);
    let place = edits.partition_point(|other| other.range.start < edit.range.start);
    edits.insert(place, edit);
}

/// Where `text` says `wanted`, whatever white space stands between the characters of both. Places do not overlap.
pub(super) fn search(text: &str, wanted: &str) -> Vec<Range<usize>> {
    let solid = |(_, c): &(usize, char)| !c.is_whitespace();
    let wanted: Vec<char> = wanted.char_indices().filter(solid).map(|(_, c)| c).collect();
    let text: Vec<(usize, char)> = text.char_indices().filter(solid).collect();
    let (mut found, mut at) = (Vec::new(), 0);
    while !wanted.is_empty() && at + wanted.len() <= text.len() {
        let window = &text[at..at + wanted.len()];
        if window.iter().map(|(_, c)| c).eq(&wanted) {
            let (last, c) = window[window.len() - 1];
            found.push(window[0].0..last + c.len_utf8());
            at += wanted.len();
        } else {
            at += 1;
        }
    }
    found
}
