//! After the last event: footnotes get their numbers and their place, headings their ids.

use super::Parsed;
use super::builder::{Builder, Footnotes};
use super::slug::{Ids, slug, unmarked};
use crate::content::library::Heading;
use crate::content::tree::{Closing, Element, Node, Tree};
use crate::diagnostic::Code;
use crate::source::Span;

/// Turns what the builder gathered into a parsed body.
pub fn finish<'s>(mut builder: Builder<'s, '_>) -> Parsed<'s> {
    let mut nodes = std::mem::take(&mut builder.frames.nodes);
    let mut footnotes = std::mem::take(&mut builder.footnotes);
    let written = std::mem::take(&mut footnotes.written);
    let mut anchors = std::mem::take(&mut builder.html.ids);
    anchors.append(&mut builder.ids);
    let (ids, unused) = place_footnotes(&mut nodes, footnotes);
    anchors.extend(ids);
    for (label, span) in unused.into_iter().filter_map(|index| written[index].as_ref()) {
        let message = format!("nothing refers to the footnote `{label}`, and it is not shown");
        let help = format!("write `[^{label}]` where it belongs, or delete it");
        builder.problem(Code::Footnote, *span, message, Some(&help));
    }
    let outline = outline(&mut builder, &anchors);
    give_ids(&mut nodes, &outline);
    let outline: Vec<Heading> = outline;
    anchors.retain(|anchor| !anchor.is_empty());
    anchors.sort_unstable();
    anchors.dedup();
    let first_heading = outline.iter().find(|heading| heading.level == 1).map(|heading| heading.text.to_string());
    Parsed {
        tree: Tree { nodes, links: builder.links },
        outline,
        anchors,
        summary: single_spaced(builder.prose.summary()),
        words: builder.prose.words(),
        minutes: builder.prose.minutes(),
        first_heading,
        diagnostics: builder.diagnostics,
    }
}

/// `text` with one space where blocks and headings between them left several.
fn single_spaced(text: String) -> String {
    if text.contains("  ") {
        text.split(' ').filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    } else {
        text
    }
}

/// The headings with their ids: first those that authors chose, then the others around them.
fn outline(builder: &mut Builder<'_, '_>, anchors: &[Box<str>]) -> Vec<Heading> {
    let mut ids = Ids::default();
    for anchor in anchors {
        ids.reserve(anchor);
    }
    let drafts = std::mem::take(&mut builder.headings);
    let mut given = Vec::with_capacity(drafts.len());
    for draft in &drafts {
        let Some(id) = &draft.id else {
            given.push(None);
            continue;
        };
        if !ids.reserve(id) {
            let message = format!("the id `{id}` is used twice in this document");
            builder.problem(Code::DuplicateAnchor, draft.span, message, Some("the second one gets a number"));
            given.push(Some(ids.unique(id)));
        } else {
            given.push(Some(id.clone()));
        }
    }
    let heading = |(draft, id): (super::builder::HeadingDraft, Option<Box<str>>)| {
        let text = draft.text.trim().to_owned();
        let id = id.unwrap_or_else(|| ids.unique(&slug(&unmarked(&text))));
        Heading { level: draft.level, id, text: text.into(), keep: draft.keep, span: draft.span }
    };
    drafts.into_iter().zip(given).map(heading).collect()
}

/// Writes the ids into the headings' nodes, which hold their number so far.
fn give_ids(nodes: &mut [Node<'_>], outline: &[Heading]) {
    if outline.is_empty() {
        return;
    }
    for node in nodes {
        if let Node::Open(Element::Heading { id, .. }, _) = node
            && let Some(heading) = id.parse::<usize>().ok().and_then(|number| outline.get(number))
        {
            *id = heading.id.clone();
        }
    }
}

/// Numbers the footnotes in the order of first use, puts those that are used at the end, and gives their ids, and the
/// indices of those that are not used.
fn place_footnotes<'s>(nodes: &mut Vec<Node<'s>>, footnotes: Footnotes<'s>) -> (Vec<Box<str>>, Vec<usize>) {
    let mut notes = footnotes.notes;
    let mut numbers = Numbers { of: vec![0; notes.len()], marks: vec![0; notes.len()], order: Vec::new() };
    numbers.number(nodes);
    let mut at = 0;
    while at < numbers.order.len() {
        numbers.number(&mut notes[numbers.order[at]]);
        at += 1;
    }
    let unused = (0..notes.len()).filter(|index| numbers.of[*index] == 0).collect();
    if numbers.order.is_empty() {
        return (Vec::new(), unused);
    }
    nodes.push(Node::Open(Element::Footnotes, Span::default()));
    let mut ids = Vec::new();
    for (number, index) in (1u32..).zip(&numbers.order) {
        let marks = numbers.marks[*index];
        nodes.push(Node::Open(Element::Footnote { number, marks }, Span::default()));
        nodes.append(&mut notes[*index]);
        nodes.push(Node::Close(Closing::Block));
        ids.push(format!("fn-{number}").into());
        ids.extend((1..=marks).map(|mark| crate::content::tree::footnote_mark_id(number, mark).into()));
    }
    nodes.push(Node::Close(Closing::Block));
    (ids, unused)
}

/// The numbers given so far: by index, how many marks each has, and the indices in their order.
struct Numbers {
    of: Vec<u32>,
    marks: Vec<u32>,
    order: Vec<usize>,
}

impl Numbers {
    /// Numbers the marks among `nodes`, which hold the index of their footnote so far.
    fn number(&mut self, nodes: &mut [Node<'_>]) {
        for node in nodes {
            let Node::FootnoteMark { number, occurrence, .. } = node else { continue };
            let index = *number as usize - 1;
            if self.of[index] == 0 {
                self.order.push(index);
                self.of[index] = u32::try_from(self.order.len()).unwrap_or(u32::MAX);
            }
            self.marks[index] += 1;
            *number = self.of[index];
            *occurrence = self.marks[index];
        }
    }
}
