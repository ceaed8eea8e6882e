//! The engines behind a converter, under one name.

use super::route::Route;
use super::{Edit, Mode, Vocabulary};
use std::ops::Range;

/// What finds words and gives them their new form.
#[derive(Clone, Debug)]
pub(super) enum Engine {
    /// Nothing to convert: both ends of the route have the same characters.
    Level,
    /// A short list of words for tests.
    #[cfg(test)]
    Toy(&'static [(&'static str, &'static str)]),
}

impl Engine {
    /// The engine for `route`.
    pub(super) fn new(route: Route, mode: Mode, vocabulary: &[Vocabulary]) -> Self {
        let _ = (route, mode, vocabulary);
        Self::Level
    }

    /// The edits of `text`, in order. A word that spans one of `joints` (offsets, in order) has a cost in words mode.
    pub(super) fn edits(&self, text: &str, joints: &[usize], out: &mut Vec<Edit>) {
        let _ = (text, joints, &out);
        match self {
            Self::Level => {}
            #[cfg(test)]
            Self::Toy(words) => toy(words, text, out),
        }
    }

    /// Whether `range` of `text` may be taken for a word of its own: no known word begins inside it and ends outside,
    /// or the other way round.
    pub(super) fn fits(&self, text: &str, range: &Range<usize>) -> bool {
        let _ = (text, range);
        true
    }
}

#[cfg(test)]
fn toy(words: &[(&str, &'static str)], text: &str, out: &mut Vec<Edit>) {
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let hits = words.iter().filter(|(from, _)| text[at..].starts_with(from));
        match hits.max_by_key(|(from, _)| from.len()) {
            Some((from, to)) => {
                if from != to {
                    out.push(Edit { range: at..at + from.len(), text: (*to).into() });
                }
                at += from.len();
            }
            None => at += c.len_utf8(),
        }
    }
}
