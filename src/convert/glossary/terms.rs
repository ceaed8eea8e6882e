//! Terms in a text: all layers of a glossary for one route, ready to be found.

use super::{Outcome, Row};
use crate::convert::engine;
use crate::convert::route::{Route, Side};
use rustc_hash::FxHashMap;
use std::ops::Range;
use std::sync::Arc;

/// The terms that are in force somewhere, in layers: the last one is the nearest to the text. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Terms {
    layers: Vec<Arc<Layer>>,
}

/// The terms of one layer, by their first character, the longest first.
#[derive(Debug, Default)]
struct Layer {
    by_first: FxHashMap<char, Vec<(String, Outcome)>>,
}

/// A term found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::convert) struct Match<'t> {
    pub(in crate::convert) range: Range<usize>,
    pub(in crate::convert) outcome: &'t Outcome,
}

impl Terms {
    /// The terms of `rows` on `route`, nearer to the text than those of `self`.
    #[must_use]
    pub fn with_rows(&self, rows: &[Row], route: Route) -> Self {
        self.with(rows.iter().filter_map(|row| row.on(route)).map(|(term, outcome)| (term.to_owned(), outcome)))
    }

    /// A nearer layer of `terms`. Of two for one text the first counts; but of what is forbidden all counts, and what is
    /// forced goes before it.
    #[must_use]
    pub(in crate::convert) fn with(&self, terms: impl IntoIterator<Item = (String, Outcome)>) -> Self {
        let mut layer = Layer::default();
        for (term, outcome) in terms {
            let Some(first) = term.chars().next() else { continue };
            let list = layer.by_first.entry(first).or_default();
            match (list.iter_mut().find(|(known, _)| *known == term).map(|(_, known)| known), outcome) {
                (Some(Outcome::Not(refused)), Outcome::Not(more)) => refused.extend(more),
                (Some(known @ Outcome::Not(_)), outcome @ Outcome::Text(_)) => *known = outcome,
                (Some(_), _) => {}
                (None, outcome) => {
                    let at = list.partition_point(|(known, _)| known.len() >= term.len());
                    list.insert(at, (term, outcome));
                }
            }
        }
        let mut layers = self.layers.clone();
        if !layer.by_first.is_empty() {
            layers.push(Arc::new(layer));
        }
        Self { layers }
    }

    /// Words to be looked for alone: they have no outcome of interest.
    pub fn words(words: impl IntoIterator<Item = String>) -> Self {
        Self::default().with(words.into_iter().map(|word| (word, Outcome::Characters)))
    }

    /// Where the terms stand in `text`: the longest at each place. In a Chinese text of `side` a term is a word of it, not
    /// the end of one and the beginning of the next.
    pub fn places(&self, text: &str, side: Option<Side>) -> Vec<Range<usize>> {
        let fits = |range: &Range<usize>, _: &Outcome| side.is_none_or(|side| engine::fits(text, range, side));
        self.find(text, fits).into_iter().map(|found| found.range).collect()
    }

    /// Whether there is no term at all.
    pub fn is_empty(&self) -> bool {
        self.layers.is_empty()
    }

    /// The terms in `text` from left to right: the longest at each place, of equal ones the nearest. A term for which
    /// `fits` does not hold is passed over.
    pub(in crate::convert) fn find(
        &self,
        text: &str,
        fits: impl Fn(&Range<usize>, &Outcome) -> bool,
    ) -> Vec<Match<'_>> {
        let mut found = Vec::new();
        if self.is_empty() {
            return found;
        }
        let mut from = 0;
        for (at, c) in text.char_indices() {
            if at < from {
                continue;
            }
            if let Some(hit) = self.at(text, at, c, &fits) {
                from = hit.range.end;
                found.push(hit);
            }
        }
        found
    }

    fn at(&self, text: &str, at: usize, c: char, fits: &impl Fn(&Range<usize>, &Outcome) -> bool) -> Option<Match<'_>> {
        let mut candidates: Vec<(&str, &Outcome)> = Vec::new();
        for layer in self.layers.iter().rev() {
            for (term, outcome) in layer.by_first.get(&c).into_iter().flatten() {
                if text[at..].starts_with(term.as_str()) && !candidates.iter().any(|(known, _)| known == term) {
                    candidates.push((term, outcome));
                }
            }
        }
        candidates.sort_by_key(|(term, _)| std::cmp::Reverse(term.len()));
        let hit = |(term, outcome): (&str, _)| Match { range: at..at + term.len(), outcome };
        candidates.into_iter().map(hit).find(|hit| whole(text, &hit.range) && fits(&hit.range, hit.outcome))
    }
}

/// Whether a term that begins or ends with a Latin letter or a digit is a whole word there: `IT` is not in `WITH`.
fn whole(text: &str, range: &Range<usize>) -> bool {
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && c < '\u{2E80}');
    let term = &text[range.clone()];
    let open = latin(term.chars().next()) && latin(text[..range.start].chars().next_back());
    let close = latin(term.chars().next_back()) && latin(text[range.end..].chars().next());
    !open && !close
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(layers: &[&[(&str, &str)]]) -> Terms {
        layers.iter().fold(Terms::default(), |terms, layer| {
            terms.with(layer.iter().map(|(term, text)| ((*term).to_owned(), Outcome::Text((*text).to_owned()))))
        })
    }

    fn found(terms: &Terms, text: &str) -> String {
        let texts = terms.find(text, |_, _| true).into_iter().map(|hit| match hit.outcome {
            Outcome::Text(text) => text.clone(),
            other => format!("{other:?}"),
        });
        texts.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn longer_wins_and_of_equal_ones_the_nearer() {
        let terms = terms(&[&[("程序", "site"), ("程序员", "long"), ("文件", "site")], &[("程序", "page")]]);
        assert_eq!(found(&terms, "程序和程序员的文件"), "page long site");
        assert_eq!(terms.find("程序员", |range, _| range.len() != 9)[0].range, 0..6);
    }

    #[test]
    fn a_latin_term_is_a_whole_word() {
        let terms = terms(&[&[("IT", "資訊科技"), ("U盘", "隨身碟")]]);
        assert_eq!(found(&terms, "WITH IT 和 U盘，YOU盘"), "資訊科技 隨身碟");
    }
}
