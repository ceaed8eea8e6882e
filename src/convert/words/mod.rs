//! Words mode: decide where words begin and end where it matters, then convert.
//!
//! A scan converts most characters as they come ([`scan`]). A character that some word or neighbour makes into another
//! than its usual counterpart, or that begins a regional term, has the stretch around it divided into the likeliest words
//! ([`lattice`]); the word it stands in decides. All dictionaries are compiled by `build.rs` and read in place
//! ([`tables`]), so that an engine costs nothing to make and threads share it without locks.

mod direction;
mod doubtful;
mod doubts;
mod fits;
#[cfg(test)]
mod kinds;
mod lattice;
mod scan;
#[cfg(test)]
mod sentences;
mod tables;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::ops::Range;

use super::{Edit, Vocabulary};
pub use direction::{Direction, Standard};
pub use doubts::{Doubt, Doubts, Reason, Term};
use scan::Sink;
use tables::{AMBIGUOUS, Tables, VOCABULARIES};

/// The compiled dictionaries, for telling one version of them from another.
pub(super) fn bytes() -> [&'static [u8]; 2] {
    tables::all()
}

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
            Direction::ToTraditional(standard) => (Tables::hant(standard.place()), standard.place(), standard.region()),
            Direction::ToSimplified(standard) => (Tables::hans(standard.place()), standard.place(), standard.region()),
        };
        let used = |topic: Vocabulary, at: usize| match region {
            Some(region) if topics.contains(&topic) => 2 * region + at,
            _ => VOCABULARIES,
        };
        let vocabularies = [used(Vocabulary::Computing, 1), used(Vocabulary::General, 0)];
        let mask =
            vocabularies.iter().filter(|&&which| which < VOCABULARIES).fold(AMBIGUOUS, |mask, which| mask | 2 << which);
        Self { tables, standard, vocabularies, mask }
    }

    /// Convert a text. Borrowed where nothing changes.
    pub fn convert<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let mut copy = Copy { text: text.as_bytes(), read: 0, out: Vec::new() };
        self.scan(text, &[], &mut copy);
        if copy.read == 0 {
            return Cow::Borrowed(text);
        }
        copy.out.extend_from_slice(&copy.text[copy.read..]);
        // What was copied and what replaced it is whole characters, so nothing is ever lost here.
        Cow::Owned(String::from_utf8(copy.out).unwrap_or_default())
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

/// Copies the text with its replacements. Text is copied ahead in pieces, and a character of the same length is written
/// over its source's copy: most replacements then cost a few bytes' store.
struct Copy<'t> {
    text: &'t [u8],
    /// So much of the text is in `out`, as it was or replaced.
    read: usize,
    out: Vec<u8>,
}

impl Copy<'_> {
    /// How much is copied ahead.
    const AHEAD: usize = 1024;

    /// Have the text copied up to `end`, at least.
    #[inline]
    fn reach(&mut self, end: usize) {
        if end > self.read {
            if self.out.capacity() == 0 {
                self.out.reserve(self.text.len() + self.text.len() / 16);
            }
            let to = self.text.len().min(end + Self::AHEAD);
            self.out.extend_from_slice(&self.text[self.read..to]);
            self.read = to;
        }
    }
}

impl Sink for Copy<'_> {
    fn replace(&mut self, range: Range<usize>, by: &'static str) {
        self.reach(range.end);
        let start = self.out.len() - (self.read - range.start);
        if by.len() == range.len() {
            self.out[start..start + by.len()].copy_from_slice(by.as_bytes());
        } else {
            self.out.truncate(start);
            self.out.extend_from_slice(by.as_bytes());
            self.read = range.end;
        }
    }

    #[inline]
    fn replace_one(&mut self, at: usize, by: &'static [u8; 4], _text: impl FnOnce() -> &'static str) {
        self.reach(at + 3);
        let start = self.out.len() - (self.read - at);
        self.out[start..start + 3].copy_from_slice(&by[..3]);
    }
}

impl Sink for Vec<Edit> {
    fn replace(&mut self, range: Range<usize>, by: &'static str) {
        self.push(Edit { range, text: Cow::Borrowed(by) });
    }
}
