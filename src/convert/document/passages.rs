//! Passages: what a document says, run by run, as its author wrote it, every part with its place in the source.

use super::runs;
use crate::content::tree::{Text, Tree};
use crate::convert::assemble::Run;
use crate::convert::script::Survey;
use crate::convert::{Joint, Leaf};
use crate::source::Span;
use std::cell::OnceCell;
use std::ops::Range;

/// One run of a document: a block's inline text, or a text that stands by itself (a title, an alternative text).
#[derive(Debug)]
pub struct Passage<'t> {
    pub(super) run: Run<'t>,
    /// What its text holds, once somebody has asked.
    survey: OnceCell<Survey>,
    /// Of each piece, where it stands, and whether it stands there as it is; `None` for a line end.
    places: Vec<Option<(Span, bool)>>,
    /// Conversion marks.
    marks: Vec<Range<usize>>,
}

/// The passages of the front matter's texts, each given with the place of its value, and then those of `tree`.
pub fn of<'t>(front: &[(&'t str, Span)], tree: &'t Tree<'_>) -> Vec<Passage<'t>> {
    let texts = front.iter().map(|(text, span)| Passage::new(&[Leaf::alone(text)], vec![Some(value(text, *span))]));
    let runs = runs::of(&tree.nodes);
    let blocks = runs.iter().map(|block| {
        let places = block.pieces.iter().map(|piece| piece.slot.map(|slot| place(slot.read(&tree.nodes))));
        Passage::new(&block.leaves(&tree.nodes), places.collect())
    });
    texts.chain(blocks).collect()
}

fn place(text: &Text<'_>) -> (Span, bool) {
    (text.span, text.is_slice())
}

/// The place of a front matter value, without its quotes.
fn value(text: &str, span: Span) -> (Span, bool) {
    match (span.range().len()).checked_sub(text.len()) {
        Some(0) => (span, true),
        Some(2) => (Span::new(span.start as usize + 1, span.end as usize - 1), true),
        _ => (span, false),
    }
}

impl<'t> Passage<'t> {
    fn new(leaves: &[Leaf<'t>], places: Vec<Option<(Span, bool)>>) -> Self {
        let run = Run::new(leaves);
        let marks = run.marks().found.into_iter().map(|mark| mark.range).collect();
        Self { run, survey: OnceCell::new(), places, marks }
    }

    /// What its text holds.
    pub(super) fn survey(&self) -> Survey {
        *self.survey.get_or_init(|| Survey::of(&self.run.text))
    }

    /// What it says, its pieces one after the other.
    pub fn text(&self) -> &str {
        &self.run.text
    }

    /// The parts of the text that are read as one: between code, pictures, conversion marks, and what is marked to stay.
    pub fn stretches(&self) -> Vec<Range<usize>> {
        self.run.stretches(&self.marks)
    }

    /// Whether the byte `at` of the text is no word of the author's own: marked to stay, or in a conversion mark.
    pub fn is_kept(&self, at: usize) -> bool {
        self.run.keeps(at) || self.marks.iter().any(|mark| mark.contains(&at))
    }

    /// Whether nothing stands inside `range` but its own text: no markup, code, footnote mark or line end.
    pub fn is_together(&self, range: &Range<usize>) -> bool {
        let at = self.run.pieces.partition_point(|piece| piece.range.end <= range.start);
        self.run.pieces.get(at).is_some_and(|piece| range.end <= piece.range.end)
    }

    /// The parts of `range` that stand on different lines of the source.
    pub fn lines(&self, range: &Range<usize>) -> Vec<Range<usize>> {
        let ends = self.run.pieces.iter().zip(&self.places);
        let ends = ends.filter(|(piece, place)| piece.joint == Joint::SoftBreak || place.is_none());
        let inside = ends.map(|(piece, _)| piece.range.start).filter(|at| range.start < *at && *at < range.end);
        let ends: Vec<usize> = inside.chain([range.end]).collect();
        let starts = [range.start].into_iter().chain(ends.iter().copied());
        starts.zip(ends.iter().copied()).map(|(start, end)| start..end).collect()
    }

    /// Where `range` of the text stands in the source. Of a range that markup divides it is the part up to there; where
    /// an entity or an escape stands in the text, the whole piece.
    pub fn place(&self, range: &Range<usize>) -> Span {
        let at = self.run.pieces.partition_point(|piece| piece.range.end <= range.start);
        let (Some(piece), Some(Some((span, exact)))) = (self.run.pieces.get(at), self.places.get(at)) else {
            return self.places.iter().flatten().next().map_or(Span::default(), |(span, _)| *span);
        };
        if !exact {
            return *span;
        }
        let start = range.start - piece.range.start;
        let end = range.end.min(piece.range.end) - piece.range.start;
        Span::new(start, end).shifted(span.start as usize)
    }
}
