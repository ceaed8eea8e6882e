//! The lattice: over a short stretch of text, the likeliest division into words.

use super::tables::Tables;

/// How many characters a stretch holds at most.
pub(super) const STRETCH: usize = 48;
/// The cost of a character that no dictionary holds.
const UNKNOWN: u32 = 200;
/// The cost of a word that reaches across an edge of markup.
const JOINT: u32 = 40;

/// A stretch of characters that are being divided.
pub(super) struct Stretch {
    /// The characters' numbers.
    pub(super) codes: [u16; STRETCH],
    /// Where each character begins in the text, and where the last one ends.
    pub(super) offsets: [usize; STRETCH + 1],
    /// Whether an edge of markup stands before the character.
    pub(super) joints: [bool; STRETCH],
    /// How many there are.
    pub(super) len: usize,
    /// The neighbour's number before the first, and after the last.
    pub(super) before: u16,
    pub(super) after: u16,
}

/// A word of the division.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) start: usize,
    pub(super) end: usize,
    /// Its form; 0 for none of its own.
    pub(super) form: u16,
}

impl Stretch {
    pub(super) fn new() -> Self {
        Self { codes: [0; STRETCH], offsets: [0; STRETCH + 1], joints: [false; STRETCH], len: 0, before: 0, after: 0 }
    }

    /// The neighbour before a character.
    pub(super) fn left(&self, at: usize) -> u16 {
        if at == 0 { self.before } else { self.codes[at - 1] }
    }

    /// The neighbour after a character.
    pub(super) fn right(&self, at: usize) -> u16 {
        if at + 1 == self.len { self.after } else { self.codes[at + 1] }
    }

    /// Every word that begins at a place: its end, cost and form. A single character is always among them.
    pub(super) fn words_at(&self, tables: &Tables, start: usize, mut each: impl FnMut(usize, u32, u16)) {
        let mut cell = tables.root();
        let mut joints = 0;
        let mut single = false;
        for end in start + 1..=self.len {
            let Some(next) = tables.step(cell, self.codes[end - 1]) else { break };
            cell = next;
            if end > start + 1 && self.joints[end - 1] {
                joints += JOINT;
            }
            if cell.cost != 0 {
                single |= end == start + 1;
                each(end, u32::from(cell.cost) + joints, cell.form);
            }
        }
        if !single {
            each(start + 1, UNKNOWN, 0);
        }
    }

    /// The likeliest division. Of equals, the one whose last words are longer.
    pub(super) fn divide(&self, tables: &Tables, tokens: &mut [Token; STRETCH]) -> usize {
        let mut best = [(u32::MAX, Token::default()); STRETCH + 1];
        best[0].0 = 0;
        for start in 0..self.len {
            let so_far = best[start].0;
            self.words_at(tables, start, |end, cost, form| {
                if so_far + cost < best[end].0 {
                    best[end] = (so_far + cost, Token { start, end, form });
                }
            });
        }
        let mut count = 0;
        let mut end = self.len;
        while end > 0 {
            tokens[count] = best[end].1;
            end = best[end].1.start;
            count += 1;
        }
        tokens[..count].reverse();
        count
    }
}
