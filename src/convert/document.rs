//! A document's conversion: the tree's runs are read, converted, and written back.
//!
//! Converted is what readers read: headings, paragraphs, cells, captions, titles of alerts, links and images,
//! alternative texts, text and readable attributes in raw HTML, readable arguments of shortcodes. Code, mathematics,
//! destinations, addresses that are their own text, ids and regions marked to stay are left alone.

pub mod correct;
pub mod marked;
pub mod passages;
pub mod review;
mod runs;
pub mod sentences;
mod slot;
pub mod strays;

use super::assemble::{Run, applied};
use super::script::Evidence;
use super::{Converter, Edit, Finding, FindingKind, Leaf, Page};
use crate::content::blocks::Fingerprint;
use crate::content::corrections::Correction;
use crate::content::tree::{Element, HtmlPiece, Node, Text, Tree};
use crate::diagnostic::{Code, Diagnostic, Subject};
use crate::source::{RelPath, Span};
use correct::Verdict;
use runs::{Block, Piece};
pub(super) use slot::{Slot, Syntax};
use std::ops::Range;

/// What a document's conversion gives beside the changed tree.
#[derive(Debug)]
pub struct Outcome {
    /// The page after its last run: converts the document's title and other texts by the rules that its marks give.
    pub page: Page,
    /// What the authors should know.
    pub diagnostics: Vec<Diagnostic>,
}

/// Converts `tree` in place. `path` is the document's file, for the places of findings.
pub fn convert(tree: &mut Tree<'_>, converter: &Converter, path: &RelPath) -> Outcome {
    convert_corrected(tree, converter, path, &[], &[]).0
}

/// The same with what editors corrected by hand, and what became of each correction. `head` are the fingerprints of the
/// document's title and description.
pub fn convert_corrected(
    tree: &mut Tree<'_>,
    converter: &Converter,
    path: &RelPath,
    corrections: &[Correction],
    head: &[Fingerprint],
) -> (Outcome, Vec<Verdict>) {
    let mut reading = Reading::of(tree, converter, path);
    let verdicts = correct::apply(tree, &mut reading.changes, corrections, head);
    for (slot, edits) in reading.changes {
        let text = slot.text_mut(&mut tree.nodes);
        text.text = applied(&text.text, &edits).into_owned().into();
    }
    // A paragraph of nothing but hidden marks is no paragraph.
    for nodes in reading.emptied.into_iter().rev() {
        tree.nodes.drain(nodes);
    }
    (reading.outcome, verdicts)
}

/// What the authors should know of the conversion of `tree`, which is not made.
pub fn findings(tree: &Tree<'_>, converter: &Converter, path: &RelPath) -> Vec<Diagnostic> {
    Reading::outline(tree, converter, path).outcome.diagnostics
}

/// What is to be done to a tree.
pub(super) struct Reading {
    /// Texts that change.
    pub(super) changes: Vec<(Slot, Vec<Edit>)>,
    /// Nodes of paragraphs that nothing is left of, in order.
    emptied: Vec<Range<usize>>,
    pub(super) outcome: Outcome,
}

impl Reading {
    /// Reads and converts every run of `tree`.
    pub(super) fn of(tree: &Tree<'_>, converter: &Converter, path: &RelPath) -> Self {
        Self::by(tree, converter, path, Page::changes)
    }

    /// Reads every run of `tree` and converts none.
    fn outline(tree: &Tree<'_>, converter: &Converter, path: &RelPath) -> Self {
        Self::by(tree, converter, path, |page, leaves| (Vec::new(), page.findings(leaves)))
    }

    /// Reads every run of `tree`; `convert` gives the edits of each, piece by piece, and what is to be said.
    fn by(
        tree: &Tree<'_>,
        converter: &Converter,
        path: &RelPath,
        convert: impl Fn(&mut Page, &[Leaf<'_>]) -> (Vec<Vec<Edit>>, Vec<Finding>),
    ) -> Self {
        let blocks = runs::of(&tree.nodes);
        let mut page = converter.page();
        let mut diagnostics = Vec::new();
        let runs: Vec<Vec<Leaf<'_>>> = blocks.iter().map(|block| block.leaves(&tree.nodes)).collect();
        if let Some(finding) = wrong_script(&runs, converter, path) {
            page.leave_alone();
            diagnostics.push(finding);
        }
        let (mut changes, mut emptied) = (Vec::new(), Vec::new());
        if is_settled(&runs, converter) {
            return Self { changes, emptied, outcome: Outcome { page, diagnostics } };
        }
        runs.iter().for_each(|leaves| page.gather(leaves));
        for (block, leaves) in blocks.iter().zip(&runs) {
            let (edits, findings) = convert(&mut page, leaves);
            diagnostics.extend(findings.iter().map(|finding| diagnostic(finding, block, &tree.nodes, path)));
            emptied.extend(block.droppable.clone().filter(|_| vanishes(leaves, &edits)));
            for (piece, mut edits) in block.pieces.iter().zip(edits) {
                let Some(slot) = piece.slot else { continue };
                if slot.syntax() == Syntax::Argument {
                    outside_tags(&slot.read(&tree.nodes).text, &mut edits);
                }
                if !edits.is_empty() {
                    changes.push((slot, edits));
                }
            }
        }
        Self { changes, emptied, outcome: Outcome { page, diagnostics } }
    }
}

/// Leaves those of the edits of an argument, which are in order, that stand in no tag of HTML. The text between two edits is
/// looked at once.
fn outside_tags(text: &str, edits: &mut Vec<Edit>) {
    let Some(end) = text.rfind('>') else { return };
    let (mut from, mut open, mut close) = (0, None, None);
    edits.retain(|edit| {
        let at = edit.range.start;
        let last = |c: char| text[from..at].rfind(c).map(|step| from + step);
        (open, close) = (last('<').or(open), last('>').or(close));
        from = at;
        let begins = |open: usize| text[open + 1..].starts_with(|c: char| c == '/' || c.is_ascii_alphabetic());
        !open.is_some_and(|open| begins(open) && close.is_none_or(|close| close < open) && at <= end)
    });
}

/// Whether there is nothing to do: the text stays in its script and region, and holds no conversion mark.
fn is_settled(runs: &[Vec<Leaf<'_>>], converter: &Converter) -> bool {
    // A mark may begin in one leaf and go on in the next.
    let marked = |leaf: &Leaf<'_>| leaf.text.ends_with('-') || leaf.is_marked();
    converter.is_idle(converter.terms()) && converter.quotes().is_none() && !runs.iter().flatten().any(marked)
}

/// Whether nothing of `tree` changes, whatever its runs are: its text stays in its script and region, and no conversion mark
/// can begin in it.
pub fn is_untouched(tree: &Tree<'_>, converter: &Converter) -> bool {
    converter.is_idle(converter.terms()) && converter.quotes().is_none() && !tree.nodes.iter().any(may_be_marked)
}

fn may_be_marked(node: &Node<'_>) -> bool {
    let may = |text: &Text<'_>| text.text.ends_with('-') || Leaf::alone(&text.text).is_marked();
    match node {
        Node::Text(text) => may(text),
        Node::Image { alt, title, .. } => alt.iter().chain(title).any(may),
        Node::CodeBlock { title, .. } | Node::Open(Element::Link { title, .. }, _) => title.as_ref().is_some_and(may),
        Node::Open(Element::Heading { attributes, .. }, _) => attributes.iter().any(|(_, value)| may(value)),
        Node::Open(Element::Shortcode(code), _) | Node::Shortcode(code, _) => {
            code.arguments.iter().any(|argument| may(&argument.value))
        }
        Node::Html(pieces, _) => pieces.iter().any(|piece| match piece {
            HtmlPiece::Attribute(text) | HtmlPiece::Text(text) => may(text),
            _ => false,
        }),
        _ => false,
    }
}

/// Whether a run had a text and has none after `edits`.
fn vanishes(leaves: &[Leaf<'_>], edits: &[Vec<Edit>]) -> bool {
    let blank = |(leaf, edits): (&Leaf<'_>, &Vec<Edit>)| applied(leaf.text, edits).trim().is_empty();
    let mut changes = edits.iter().flatten().peekable();
    // Most changes put something in the text's place, and then there is nothing to try.
    changes.peek().is_some() && changes.all(|edit| edit.text.trim().is_empty()) && leaves.iter().zip(edits).all(blank)
}

impl Block {
    fn leaves<'t>(&self, nodes: &'t [Node<'_>]) -> Vec<Leaf<'t>> {
        let leaf = |piece: &Piece| Leaf {
            text: piece.slot.map_or(" ", |slot| &*slot.read(nodes).text),
            joint: piece.joint,
            keep: piece.keep,
        };
        self.pieces.iter().map(leaf).collect()
    }
}

/// The finding that the document is in the other script than its file says.
fn wrong_script(runs: &[Vec<Leaf<'_>>], converter: &Converter, path: &RelPath) -> Option<Diagnostic> {
    let side = converter.route().from.side();
    let leaves = || runs.iter().flatten().filter(|leaf| !leaf.keep);
    let mut rest: usize = leaves().map(|leaf| leaf.text.len()).sum();
    let mut evidence = Evidence::default();
    for leaves in runs {
        // What stands in conversion marks is of any script.
        if leaves.iter().any(Leaf::is_marked) {
            let run = Run::new(leaves);
            let marks: Vec<Range<usize>> = run.marks().found.into_iter().map(|mark| mark.range).collect();
            run.stretches(&marks).into_iter().for_each(|stretch| evidence.add(&run.text[stretch]));
        } else {
            leaves.iter().filter(|leaf| !leaf.keep).for_each(|leaf| evidence.add(leaf.text));
        }
        rest -= leaves.iter().filter(|leaf| !leaf.keep).map(|leaf| leaf.text.len()).sum::<usize>();
        // A text in its own script says so in its first sentences.
        if evidence.is_beyond_doubt(side, rest) {
            return None;
        }
    }
    evidence.contradicts(side).then(|| {
        let message = format!("the file is said to be {}, but its text is {}", side.name(), side.other().name());
        Diagnostic::new(Code::WrongScript, path, message)
            .help("give the file the locale of its text, or mark the passages that are quoted with `lang`")
    })
}

/// The finding that a passage is in the other script than its document.
pub fn foreign_passage(path: &RelPath) -> Diagnostic {
    let message = "this text is in the other script than its document, and is left as it is";
    Diagnostic::new(Code::WrongScript, path, message)
        .help("write `-{…}-` around it if it is a quotation, or convert it in the source")
}

/// The finding that `words` are Japanese and not marked as such.
pub fn unmarked_japanese(words: &str, path: &RelPath) -> Diagnostic {
    Diagnostic::new(Code::UnmarkedJapanese, path, format!("`{words}` looks Japanese and is left as it is"))
        .help(format!("mark it: `<span lang=\"ja\">{words}</span>`; or put it into the glossary"))
        .about(Subject::Words(words.to_owned()))
}

/// Makes such a finding one about `more` further words of its block as well.
pub fn more_japanese(finding: &mut Diagnostic, more: usize) {
    let Some(Subject::Words(words)) = finding.about.as_deref() else { return };
    let others = if more == 1 { "another passage".to_owned() } else { format!("{more} more passages") };
    finding.message = format!("`{words}` and {others} of this block look Japanese and are left as they are");
    finding.help = Some(format!("mark each: `<span lang=\"ja\">{words}</span>`; or put them into the glossary"));
}

fn diagnostic(finding: &Finding, block: &Block, nodes: &[Node<'_>], path: &RelPath) -> Diagnostic {
    let text = block.pieces.get(finding.leaf).and_then(|piece| piece.slot).map(|slot| slot.read(nodes));
    let words = text.and_then(|text| text.text.get(finding.range.clone())).unwrap_or_default();
    let mut diagnostic = match &finding.kind {
        FindingKind::Mark { message, help } => {
            Diagnostic::new(Code::ConversionMarkup, path, message.as_str()).help(*help)
        }
        FindingKind::Japanese => unmarked_japanese(words, path),
        FindingKind::WrongScript => foreign_passage(path),
    };
    diagnostic.place.span = text.map(|text| {
        // Where an entity or an escape stands in the text, its offsets are not those of the source.
        if text.span.range().len() == text.text.len() {
            let start = text.span.start as usize;
            Span::new(start + finding.range.start, start + finding.range.end)
        } else {
            text.span
        }
    });
    diagnostic
}
