//! A configuration carried out as it is written: normalization, segmentation, then one conversion after another over
//! each segment.

use super::data::Alphabet;
use super::ids;
use super::matcher::{Matcher, Step};
use super::trace::{Piece, each, join, pieces};
use super::write::{self, write};
use crate::convert::exact::compile::alphabet::OPERATORS;
use crate::convert::exact::compile::layout::VARIANT;
use std::borrow::Cow;

/// The stages, each with its own trie.
#[derive(Clone, Debug)]
pub(super) struct Staged<'d> {
    pub alphabet: Alphabet<'d>,
    pub before: Vec<Matcher<'d>>,
    pub segmentation: Option<Matcher<'d>>,
    pub chain: Vec<Matcher<'d>>,
}

/// Texts between two conversions, kept so that their room is used again.
#[derive(Default)]
struct Between {
    from: Vec<u8>,
    to: Vec<u8>,
}

impl Staged<'_> {
    /// Converts all of `text` onto the end of `out`.
    pub fn convert(&self, text: &str, out: &mut Vec<u8>) {
        let mut text = self.normalized(text);
        for stage in &self.before {
            let mut done = Vec::with_capacity(text.len());
            write(stage, &text, text.len(), &mut done);
            text = Cow::Owned(write::text(done));
        }
        let mut between = Between::default();
        self.segments(&text, |segment, result| match result {
            Some(result) => out.extend_from_slice(result.as_bytes()),
            None => self.run(segment, &mut between, out),
        });
    }

    /// Converts all of `text` and says what became of which part.
    pub fn trace(&self, text: &str) -> (String, Vec<Piece>) {
        let normalized = self.normalized(text);
        let mut layers = Vec::new();
        if self.alphabet.normalizes() {
            layers.push(self.normalized_pieces(text));
        }
        let mut text = normalized.into_owned();
        for stage in &self.before {
            let (mut out, mut layer) = (String::new(), Vec::new());
            pieces(stage, &text, &mut out, &mut layer);
            layers.push(layer);
            text = out;
        }
        let (mut out, mut layer) = (String::new(), Vec::new());
        self.segments(&text, |segment, result| match result {
            Some(result) => {
                out.push_str(result);
                layer.push(Piece { source: segment.len(), result: result.len() });
            }
            None => {
                let (result, run) = self.trace_run(segment);
                out.push_str(&result);
                layer.extend(run);
            }
        });
        let first = layers.into_iter().reduce(|first, second| join(&first, &second));
        (out, first.map_or(layer.clone(), |first| join(&first, &layer)))
    }

    /// Calls `visit` with every segment: a phrase with its result, or a stretch in which no phrase begins.
    fn segments(&self, text: &str, mut visit: impl FnMut(&str, Option<&str>)) {
        let Some(segmentation) = &self.segmentation else {
            return visit(text, None);
        };
        let mut run = 0;
        each(segmentation, text, |at, step| {
            if let Step::Text(len, value) = step {
                if run < at {
                    visit(&text[run..at], None);
                }
                let result = &segmentation.pool[value.at()..value.at() + value.bytes()];
                visit(&text[at..at + len], Some(result));
                run = at + len;
            }
        });
        if run < text.len() {
            visit(&text[run..], None);
        }
    }

    fn run(&self, segment: &str, between: &mut Between, out: &mut Vec<u8>) {
        let Some((last, earlier)) = self.chain.split_last() else {
            return out.extend_from_slice(segment.as_bytes());
        };
        let Some((first, middle)) = earlier.split_first() else {
            write(last, segment, segment.len(), out);
            return;
        };
        between.to.clear();
        write(first, segment, segment.len(), &mut between.to);
        for stage in middle {
            std::mem::swap(&mut between.from, &mut between.to);
            between.to.clear();
            let text = str(&between.from);
            write(stage, text, text.len(), &mut between.to);
        }
        let text = str(&between.to);
        write(last, text, text.len(), out);
    }

    fn trace_run(&self, segment: &str) -> (String, Vec<Piece>) {
        let mut text = segment.to_owned();
        // The segmentation goes character by character here, or by whole description sequences.
        let mut layer = characters(segment);
        for stage in &self.chain {
            let (mut out, mut next) = (String::new(), Vec::new());
            pieces(stage, &text, &mut out, &mut next);
            layer = join(&layer, &next);
            text = out;
        }
        (text, layer)
    }

    /// The text with its variants normalized, if the alphabet does that.
    fn normalized<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let variant = |character: char| self.alphabet.symbol(u32::from(character)) & VARIANT != 0;
        if !self.alphabet.normalizes() || !text.chars().any(|character| !character.is_ascii() && variant(character)) {
            return Cow::Borrowed(text);
        }
        let mut out = String::with_capacity(text.len());
        for (at, len) in lengths(text) {
            let part = &text[at..at + len];
            let character = part.chars().next().unwrap_or_default();
            if character.len_utf8() == len && variant(character) {
                out.push(self.alphabet.normal(character));
            } else {
                out.push_str(part);
            }
        }
        Cow::Owned(out)
    }

    fn normalized_pieces(&self, text: &str) -> Vec<Piece> {
        let normal = |at: usize, len: usize| {
            let character = text[at..].chars().next().unwrap_or_default();
            let variant = self.alphabet.symbol(u32::from(character)) & VARIANT != 0;
            if variant { self.alphabet.normal(character).len_utf8() } else { len }
        };
        lengths(text).map(|(at, len)| Piece { source: len, result: normal(at, len) }).collect()
    }
}

fn characters(text: &str) -> Vec<Piece> {
    lengths(text).map(|(_, len)| Piece { source: len, result: len }).collect()
}

/// The characters and whole description sequences of a text: where each begins and how long it is.
fn lengths(text: &str) -> impl Iterator<Item = (usize, usize)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at;
        let character = text[start..].chars().next()?;
        let sequence = OPERATORS.contains(&character).then(|| ids::sequence(&text[start..])).flatten();
        at += sequence.unwrap_or(character.len_utf8());
        Some((start, at - start))
    })
}

fn str(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("a pass over a text gives a text")
}
