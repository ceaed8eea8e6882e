//! The lattice: over a short stretch of text, the likeliest division into words.

use super::tables::{Cell, Raw, Tables};

/// How many characters a stretch holds at most.
pub(super) const STRETCH: usize = 48;
/// The cost of a character that no dictionary holds.
const UNKNOWN: u32 = 200;
/// The cost of a word that reaches across an edge of markup.
const JOINT: u32 = 10;

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
    pub(super) fn words_at(&self, tables: &Tables, start: usize, each: impl FnMut(usize, u32, u16)) {
        let first = tables.look(tables.root(), self.codes[start]);
        let code = self.codes.get(start + 1).copied().unwrap_or_default();
        let second = Cell::of(first, self.codes[start]).map_or(Raw::default(), |cell| tables.look(cell, code));
        self.words_from(tables, start, [first, second], each);
    }

    /// The same with what stands in the tables for the first two characters.
    #[inline]
    fn words_from(&self, tables: &Tables, start: usize, ahead: [Raw; 2], mut each: impl FnMut(usize, u32, u16)) {
        let mut next = Cell::of(ahead[0], self.codes[start]);
        let single = next.is_some_and(|cell| cell.cost != 0);
        let mut joints = 0;
        let mut end = start + 1;
        while let Some(cell) = next {
            if cell.cost != 0 {
                each(end, u32::from(cell.cost) + joints, cell.form);
            }
            if end == self.len {
                break;
            }
            let code = self.codes[end];
            next = if end == start + 1 { Cell::of(ahead[1], code) } else { tables.step(cell, code) };
            if self.joints[end] {
                joints += JOINT;
            }
            end += 1;
        }
        if !single {
            each(start + 1, UNKNOWN, 0);
        }
    }

    /// The likeliest division. Of equals, the one whose last words are longer. `each` is told every word that was weighed,
    /// with its cost.
    pub(super) fn divide(
        &self,
        tables: &Tables,
        tokens: &mut [Token; STRETCH],
        mut each: impl FnMut(Token, u32),
    ) -> usize {
        // The tables are larger than what a processor keeps near. What the first two characters of every word lead to is
        // fetched at once, so that it need not be waited for one by one.
        let root = tables.root();
        let mut firsts = [Raw::default(); STRETCH];
        for (first, code) in firsts.iter_mut().zip(&self.codes[..self.len]) {
            *first = tables.look(root, *code);
        }
        let mut seconds = [Raw::default(); STRETCH];
        for (at, pair) in self.codes[..self.len].windows(2).enumerate() {
            seconds[at] = Cell::of(firsts[at], pair[0]).map_or(Raw::default(), |cell| tables.look(cell, pair[1]));
        }
        let mut best = [Step { cost: u32::MAX, start: 0, form: 0 }; STRETCH + 1];
        best[0].cost = 0;
        for start in 0..self.len {
            let so_far = best[start].cost;
            self.words_from(tables, start, [firsts[start], seconds[start]], |end, cost, form| {
                each(Token { start, end, form }, cost);
                if so_far + cost < best[end].cost {
                    best[end] = Step { cost: so_far + cost, start: start as u16, form };
                }
            });
        }
        let mut count = 0;
        let mut end = self.len;
        while end > 0 {
            let Step { start, form, .. } = best[end];
            tokens[count] = Token { start: usize::from(start), end, form };
            end = usize::from(start);
            count += 1;
        }
        tokens[..count].reverse();
        count
    }
}

/// The cheapest way to a place: what it costs, and its last word.
#[derive(Clone, Copy)]
struct Step {
    cost: u32,
    start: u16,
    form: u16,
}
