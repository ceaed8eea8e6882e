//! Words mode: decide where words begin and end where it matters, then convert.
//!
//! A scan converts most characters as they come ([`scan`]). A character that some word or neighbour makes into another
//! than its usual counterpart, or that begins a regional term, has the stretch around it divided into the likeliest words
//! ([`lattice`]); the word it stands in decides. All dictionaries are compiled by `build.rs` and read in place
//! ([`tables`]), so that an engine costs nothing to make and threads share it without locks.

mod lattice;
mod direction;
mod scan;
mod tables;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::ops::Range;

use super::{Edit, Vocabulary};
pub use direction::{Direction, Standard};
use scan::Sink;
use tables::{AMBIGUOUS, Tables, VOCABULARIES};

/// An engine for one direction. Copying and making it are cheap; nothing is built.
#[derive(Clone, Copy, Debug)]
pub struct Words {
    tables: Tables,
    standard: usize,
    /// The vocabularies that are used, the more special first, each by its place in the tables; then `VOCABULARIES`.
    vocabularies: [usize; 2],
    /// The flags of characters that matter here.
    mask: u8,
}

impl Words {
    /// The engine for a direction, with the vocabulary of these topics.
    pub fn new(direction: Direction, topics: &[Vocabulary]) -> Self {
        let (tables, standard, region) = match direction {
            Direction::ToTraditional(standard) => (Tables::hant(), standard.place(), standard.region()),
            Direction::ToSimplified(standard) => (Tables::hans(), standard.place(), standard.region()),
        };
        let used = |topic: Vocabulary, at: usize| match region {
            Some(region) if topics.contains(&topic) => 2 * region + at,
            _ => VOCABULARIES,
        };
        let vocabularies = [used(Vocabulary::Computing, 1), used(Vocabulary::General, 0)];
        let mask = vocabularies.iter().filter(|&&which| which < VOCABULARIES).fold(AMBIGUOUS, |mask, which| mask | 2 << which);
        Self { tables, standard, vocabularies, mask }
    }

    /// Convert a text. Borrowed where nothing changes.
    pub fn convert<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let mut copy = Copy { text, done: 0, out: String::new() };
        self.scan(text, &[], &mut copy);
        if copy.done == 0 && copy.out.is_empty() {
            return Cow::Borrowed(text);
        }
        copy.out.push_str(&text[copy.done..]);
        Cow::Owned(copy.out)
    }

    /// What conversion changes in a text, in order. `joints` are the byte offsets, in ascending order, at which edges of
    /// markup stand: a word may span one, at a cost.
    pub fn edits(&self, text: &str, joints: &[usize], out: &mut Vec<Edit>) {
        self.scan(text, joints, out);
    }

    fn vocabularies(&self) -> impl Iterator<Item = usize> + use<> {
        self.vocabularies.into_iter().filter(|&which| which < VOCABULARIES)
    }
}

/// Copies the text with its replacements.
struct Copy<'t> {
    text: &'t str,
    done: usize,
    out: String,
}

impl Sink for Copy<'_> {
    #[inline]
    fn replace(&mut self, range: Range<usize>, by: &'static str) {
        if self.out.capacity() == 0 {
            self.out.reserve(self.text.len() + self.text.len() / 16);
        }
        self.out.push_str(&self.text[self.done..range.start]);
        self.out.push_str(by);
        self.done = range.end;
    }
}

impl Sink for Vec<Edit> {
    fn replace(&mut self, range: Range<usize>, by: &'static str) {
        self.push(Edit { range, text: Cow::Borrowed(by) });
    }
}
