//! Corrections by hand: an editor's wording in place of what the converter makes of some words of the original.
//!
//! A correction is tied to words of the *original* and to the fingerprint of their block, not to what a converter made of
//! them: so it outlives every dictionary. It holds while the block is unchanged. Where the block has changed but the words
//! are still there it holds as well, and is reported; where they are gone it is reported with both texts.

mod diff;
pub(super) mod view;

use super::{Reading, Slot};
use crate::content::Tree;
use crate::content::blocks::{self, BlockKind, Fingerprint};
use crate::content::corrections::{self, Correction, Sheet};
use crate::content::tree::Node;
use crate::convert::{Converter, Edit};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{RelPath, Span};
use std::collections::BTreeSet;
use std::ops::Range;
use view::{Block, search};

/// How many characters of a text are shown in a message.
const SHOWN: usize = 60;

/// What is to be changed: for each text its edits.
pub(super) type Changes = Vec<(Slot, Vec<Edit>)>;

/// What became of a correction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It holds.
    Holds,
    /// It holds, though the block around its words has changed.
    Around(Span),
    /// Its words are gone. The block that is likest to the one they stood in, and what it says.
    Lost(Option<(Span, String)>),
    /// It would change code, which is the same in every edition.
    Code(Span),
}

/// Why a correction cannot be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The page does not say that in one block.
    NotFound,
    /// It would change code.
    Code,
}

/// A correction that can be written down, with its block in the original.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// The correction.
    pub correction: Correction,
    /// The block.
    pub block: Span,
}

/// Puts the wording of `corrections` into `changes`. `head` are the fingerprints of title and description, whose
/// corrections are made where titles are converted.
pub(super) fn apply(
    tree: &Tree<'_>,
    changes: &mut Changes,
    corrections: &[Correction],
    head: &[Fingerprint],
) -> Vec<Verdict> {
    if corrections.is_empty() {
        return Vec::new();
    }
    let blocks = view::blocks(tree);
    let mut verdicts = vec![Verdict::Holds; corrections.len()];
    // The longer wording first: a shorter one inside it has nothing more to say.
    let mut order: Vec<usize> = (0..corrections.len()).collect();
    order.sort_by_key(|at| (std::cmp::Reverse(corrections[*at].source.len()), *at));
    let mut taken: Vec<(usize, Range<usize>)> = Vec::new();
    for at in order {
        let correction = &corrections[at];
        if correction.block.is_some_and(|block| head.contains(&block)) {
            continue;
        }
        let (places, same) = places(&blocks, correction);
        let Some(first) = places.first() else {
            verdicts[at] = Verdict::Lost(likest(&blocks, &correction.source));
            continue;
        };
        let span = blocks[first.0].piece.span;
        verdicts[at] = if same { Verdict::Holds } else { Verdict::Around(span) };
        for (block, range) in places {
            let overlaps = |(other, there): &(usize, Range<usize>)| {
                *other == block && there.start < range.end && range.start < there.end
            };
            if taken.iter().any(overlaps) {
                continue;
            }
            if blocks[block].reword(&range, &correction.replace, changes).is_none() {
                verdicts[at] = Verdict::Code(blocks[block].piece.span);
            }
            taken.push((block, range));
        }
    }
    verdicts
}

/// Where the words of a correction stand: in its block, or, where there is no such block any more (then the second value
/// is false), wherever they are.
fn places(blocks: &[Block], correction: &Correction) -> (Vec<(usize, Range<usize>)>, bool) {
    let find = |wanted: &dyn Fn(&Block) -> bool| -> Vec<(usize, Range<usize>)> {
        let wanted = blocks.iter().enumerate().filter(|(_, block)| wanted(block));
        wanted
            .flat_map(|(at, block)| {
                search(&block.source(), &correction.source).into_iter().map(move |range| (at, range))
            })
            .collect()
    };
    let own = find(&|block| Some(block.piece.fingerprint()) == correction.block);
    if own.is_empty() { (find(&|_| true), false) } else { (own, true) }
}

/// The block that shares most pairs of characters with `source`, if it shares a third of them.
fn likest(blocks: &[Block], source: &str) -> Option<(Span, String)> {
    let wanted = pairs(source);
    let shared = |block: &Block| pairs(&block.piece.text).intersection(&wanted).count();
    let best = blocks.iter().max_by_key(|block| (shared(block), std::cmp::Reverse(block.piece.span)))?;
    is_like(source, &best.piece.text).then(|| (best.piece.span, best.piece.text.clone()))
}

/// Whether `text` has a third of the pairs of characters that `source` has.
fn is_like(source: &str, text: &str) -> bool {
    let wanted = pairs(source);
    pairs(text).intersection(&wanted).count() * 3 >= wanted.len().max(1)
}

/// The characters that stand beside one another.
fn pairs(text: &str) -> BTreeSet<(char, char)> {
    let chars: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    chars.windows(2).map(|pair| (pair[0], pair[1])).collect()
}

/// Which of the `existing` corrections those that are `made` take the place of, by index: what they were about has
/// changed, and the new ones are about the same words as they are now.
pub fn replaced(tree: &Tree<'_>, existing: &[Correction], made: &[Proposal]) -> Vec<usize> {
    let blocks = view::blocks(tree);
    let is_replaced = |old: &Correction| {
        let (places, same) = places(&blocks, old);
        let lost = if places.is_empty() { likest(&blocks, &old.source).map(|(span, _)| span) } else { None };
        let here = |block: Span| {
            lost == Some(block) || (!same && places.iter().any(|(at, _)| blocks[*at].piece.span == block))
        };
        made.iter().any(|new| here(new.block) && is_like(&old.source, &new.correction.source))
    };
    existing.iter().enumerate().filter(|(_, old)| is_replaced(old)).map(|(at, _)| at).collect()
}

/// The corrections that `find` → `replace` on the converted page asks for: one for each place where the page, with its
/// `existing` corrections, says `find`.
///
/// # Errors
/// When there is no such place, or the wording would change code.
pub fn propose(
    tree: &Tree<'_>,
    converter: &Converter,
    path: &RelPath,
    existing: &[Correction],
    (find, replace): (&str, &str),
) -> Result<Vec<Proposal>, Refusal> {
    let mut changes = Reading::of(tree, converter, path).changes;
    drop(apply(tree, &mut changes, existing, &[]));
    let mut proposals = Vec::new();
    let mut refused = None;
    for block in view::blocks(tree) {
        for range in search(&block.shown(&changes), find) {
            let Some((source, find, replace)) = block.words(&range, replace, &changes) else { continue };
            let places = search(&block.source(), &source);
            let Some(place) = places.first() else { continue };
            if block.reword(place, &replace, &mut changes.clone()).is_none() {
                refused = Some(Refusal::Code);
                continue;
            }
            let fingerprint = Some(block.piece.fingerprint());
            let correction = Correction { source, find, replace, block: fingerprint, span: Span::default() };
            proposals.push(Proposal { correction, block: block.piece.span });
        }
    }
    if proposals.is_empty() { Err(refused.unwrap_or(Refusal::NotFound)) } else { Ok(proposals) }
}

/// The text of a title, a heading or a description with the corrections that are about it.
pub fn headline(text: &str, converted: String, corrections: &[Correction]) -> String {
    let normal = blocks::normal(text);
    let kinds = [BlockKind::Title, BlockKind::Heading, BlockKind::Description];
    let prints = kinds.map(|kind| Some(Fingerprint::of(kind, &normal)));
    let mut shown = converted;
    for correction in corrections.iter().filter(|correction| prints.contains(&correction.block)) {
        if blocks::normal(&correction.source) == normal {
            shown.clone_from(&correction.replace);
        } else if let Some(range) = search(&shown, &correction.find).into_iter().next() {
            shown.replace_range(range, &correction.replace);
        }
    }
    shown
}

/// What is to be said about the corrections of a page; `path` is the file of its original.
pub fn diagnostics(sheet: &Sheet, verdicts: &[Verdict], path: &RelPath) -> Vec<Diagnostic> {
    let verdicts = sheet.list.iter().zip(verdicts);
    verdicts.filter_map(|(correction, verdict)| diagnostic(sheet, correction, verdict, path)).collect()
}

fn diagnostic(sheet: &Sheet, correction: &Correction, verdict: &Verdict, path: &RelPath) -> Option<Diagnostic> {
    let (source, replace) = (cut(&correction.source), cut(&correction.replace));
    let again = "run `yiben fix` for the new text, or delete the correction";
    let confirm = || {
        let page = corrections::page(&sheet.path).map(|(edition, document)| format!("{edition} {document} "));
        let words = format!("\"{0}\" \"{0}\"", blocks::normal(&correction.replace));
        format!("it still holds; look at it, and confirm it: `yiben fix {}{words}`", page.unwrap_or_default())
    };
    let (message, help, place) = match verdict {
        Verdict::Holds => return None,
        Verdict::Around(span) => (
            format!("the text around `{source}` has changed since it was corrected to `{replace}`"),
            confirm(),
            Some((span, "the text as it is now")),
        ),
        Verdict::Lost(Some((span, now))) => (
            format!("`{source}` was corrected to `{replace}`, but the original now says `{}`", cut(now)),
            again.to_owned(),
            Some((span, "the text as it is now")),
        ),
        Verdict::Lost(None) => (
            format!("`{source}` was corrected to `{replace}`, but the original does not say it any more"),
            again.to_owned(),
            None,
        ),
        Verdict::Code(span) => (
            format!("the correction of `{source}` to `{replace}` would change code"),
            "code is the same in every edition; correct the words around it".to_owned(),
            Some((span, "the text as it is now")),
        ),
    };
    let mut finding = Diagnostic::new(Code::CorrectionOutdated, &sheet.path, message).at(correction.span).help(help);
    if let Some((span, label)) = place {
        finding = finding.related(path, Some(*span), label);
    }
    Some(finding)
}

/// A text as a message shows it.
fn cut(text: &str) -> String {
    let text = blocks::normal(text);
    match text.char_indices().nth(SHOWN) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text,
    }
}

/// What a node has that a correction can or cannot change, in the order of the text.
fn node_texts<'t>(at: usize, node: &'t Node<'_>) -> Vec<(Option<Slot>, &'t str)> {
    use super::slot::Part;
    use crate::content::tree::HtmlPiece;
    let slot = |part| Some(Slot { node: at, part });
    match node {
        Node::Text(text) => vec![(slot(Part::Whole), &*text.text)],
        Node::Code(code, _) => vec![(None, &**code)],
        Node::Math { tex, .. } => vec![(None, &**tex)],
        Node::SoftBreak { joined: false } | Node::HardBreak => vec![(None, " ")],
        Node::Html(pieces, _) => {
            let texts = pieces.iter().enumerate().filter_map(|(index, piece)| match piece {
                HtmlPiece::Text(text) => Some((slot(Part::Html(index)), &*text.text)),
                _ => None,
            });
            texts.collect()
        }
        Node::Image { alt, .. } => {
            alt.iter().enumerate().map(|(index, text)| (slot(Part::Alt(index)), &*text.text)).collect()
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests;
