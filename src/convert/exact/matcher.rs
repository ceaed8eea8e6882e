//! One pass over a text: at each place the longest phrase, or else the character.

use super::compile::layout::{Info, Unit, VARIANT, Value};
use super::data::{Alphabet, Trie};
use super::ids;

/// Everything that a pass reads.
#[derive(Clone, Copy, Debug)]
pub(super) struct Matcher<'d> {
    pub alphabet: Alphabet<'d>,
    pub phrases: Trie<'d>,
    /// The phrases of a later stage, matched where none of `phrases` begins.
    pub between: Option<Trie<'d>>,
    /// Whether variants are normalized on the way. Otherwise they are characters that no dictionary knows.
    pub normalizes: bool,
    pub pool: &'d str,
}

/// What happens at one place of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// So many bytes stay as they are.
    Keep(usize),
    /// One character of so many bytes becomes another: its bytes, the first lowest, and their number.
    Character(usize, u32, usize),
    /// One character of so many bytes is a variant that nothing else changes.
    Variant(usize),
    /// So many bytes become a text of the pool.
    Text(usize, Value),
    /// So many bytes are a phrase whose characters are converted one by one.
    ByCharacter(usize),
}

impl Step {
    /// How many bytes of the source the step covers.
    pub fn source(self) -> usize {
        match self {
            Self::Keep(len) | Self::Character(len, ..) | Self::Variant(len) | Self::Text(len, _) => len,
            Self::ByCharacter(len) => len,
        }
    }
}

impl Matcher<'_> {
    /// What happens at `at`, which lies inside the text.
    #[inline(always)]
    pub fn step(&self, text: &str, at: usize) -> Step {
        let (symbol, len) = self.read(text.as_bytes(), at);
        self.step_of(text, at, symbol, len, self.info(symbol))
    }

    /// The same, when the character at `at` has been read.
    #[inline(always)]
    pub fn step_of(&self, text: &str, at: usize, symbol: u16, len: usize, info: Info) -> Step {
        if info.base() != 0
            && let Some(step) = self.phrase(text.as_bytes(), at + len, info.base(), len)
        {
            return step;
        }
        const RARE: u64 = Info::OPERATOR | Info::BETWEEN | Info::BY_VALUE;
        if info.has(RARE) || symbol & VARIANT != 0 {
            return self.rare(text, at, symbol, len, info);
        }
        match info.bytes() {
            0 => Step::Keep(len),
            bytes => Step::Character(len, info.low(), bytes),
        }
    }

    /// What one character becomes when no phrase is at stake.
    pub fn character(&self, text: &str, at: usize) -> Step {
        let (symbol, len) = self.read(text.as_bytes(), at);
        self.single(symbol, len, self.info(symbol))
    }

    fn single(&self, symbol: u16, len: usize, info: Info) -> Step {
        match info.bytes() {
            _ if info.has(Info::BY_VALUE) => Step::Text(len, self.phrases.value(info.low())),
            0 if symbol & VARIANT != 0 && self.normalizes => Step::Variant(len),
            0 => Step::Keep(len),
            bytes => Step::Character(len, info.low(), bytes),
        }
    }

    /// Whether one of `phrases` begins at `at`.
    fn phrase_begins(&self, text: &str, at: usize) -> bool {
        let (symbol, len) = self.read(text.as_bytes(), at);
        let base = self.info(symbol).base();
        base != 0 && self.phrase(text.as_bytes(), at + len, base, len).is_some()
    }

    #[cold]
    #[inline(never)]
    fn rare(&self, text: &str, at: usize, symbol: u16, len: usize, info: Info) -> Step {
        if info.has(Info::BETWEEN)
            && let Some(step) = self.between.and_then(|trie| self.later_phrase(&trie, text, at, symbol, len))
        {
            return step;
        }
        if info.has(Info::OPERATOR)
            && info.bytes() == 0
            && let Some(len) = ids::sequence(&text[at..])
        {
            return Step::Keep(len);
        }
        self.single(symbol, len, info)
    }

    /// A phrase of the later stage at `at`. It ends before the next place where one of the earlier phrases begins, for
    /// there a new segment does.
    fn later_phrase(&self, trie: &Trie, text: &str, at: usize, symbol: u16, len: usize) -> Option<Step> {
        let bytes = text.as_bytes();
        let mut base = trie.info(self.plain(symbol)).base();
        let mut end = at + len;
        let mut found = None;
        while base != 0 && end < bytes.len() {
            let (symbol, len) = self.read(bytes, end);
            let Some(unit) = trie.units.step(base, trie.info(self.plain(symbol)).low() as u16) else { break };
            if self.phrase_begins(text, end) {
                break;
            }
            end += len;
            base = unit.base();
            if unit.value() != 0 {
                found = Some(Step::Text(end - at, trie.value(unit.value())));
            }
        }
        found
    }

    /// The longest of `phrases` that goes on at `next`, where the followers of its first character (so many bytes
    /// before) lie at `base`.
    #[inline(always)]
    fn phrase(&self, bytes: &[u8], next: usize, mut base: u32, first: usize) -> Option<Step> {
        let (mut end, mut best, mut best_end) = (next, 0, next);
        while base != 0 && end < bytes.len() {
            let (symbol, len) = self.read(bytes, end);
            let Some(unit) = self.phrases.units.step(base, self.plain(symbol)) else { break };
            end += len;
            base = unit.base();
            if unit.value() != 0 {
                (best, best_end) = (unit.value(), end);
            }
        }
        let len = best_end - next + first;
        match best {
            0 => None,
            Unit::BY_CHARACTER => Some(Step::ByCharacter(len)),
            number => match self.phrases.value(number) {
                Value::BY_CHARACTER => Some(Step::ByCharacter(len)),
                value => Some(Step::Text(len, value)),
            },
        }
    }

    /// The first phrase that begins with some of the ASCII before `at`, but not before `from`, and goes on at `at`.
    #[cold]
    #[inline(never)]
    pub fn ascii_phrase(&self, text: &str, from: usize, at: usize) -> Option<(usize, Step)> {
        let from = from.max(at.saturating_sub(self.phrases.ascii_head));
        let steps = (from..at).map(|start| (start, self.step(text, start)));
        steps.into_iter().find(|(_, step)| matches!(step, Step::Text(..) | Step::ByCharacter(_)))
    }

    /// The same, when the ASCII of `from..at` is all there is, and only if the character at `at` gives reason to look.
    pub fn phrase_from_ascii(&self, text: &str, from: usize, at: usize) -> Option<(usize, Step)> {
        let asks = at < text.len() && self.info(self.read(text.as_bytes(), at).0).has(Info::AFTER_ASCII);
        if asks { self.ascii_phrase(text, from, at) } else { None }
    }

    /// The symbol of the character at `at`, which lies inside the text, and its length in bytes.
    #[inline(always)]
    pub fn read(&self, bytes: &[u8], at: usize) -> (u16, usize) {
        if let Some(&[first, second, third]) = bytes.get(at..at + 3).and_then(|three| three.first_chunk())
            && first & 0xf0 == 0xe0
        {
            let code = u32::from(first & 0xf) << 12 | u32::from(second & 0x3f) << 6 | u32::from(third & 0x3f);
            return (self.alphabet.basic(code), 3);
        }
        self.read_other(bytes, at)
    }

    #[inline(never)]
    fn read_other(&self, bytes: &[u8], at: usize) -> (u16, usize) {
        let tail = |from: usize| bytes[at + from..].iter().map(|byte| u32::from(byte & 0x3f));
        let code = |first: u32, count: usize| tail(1).take(count).fold(first, |sum, bits| sum << 6 | bits);
        let first = u32::from(bytes[at]);
        match first {
            0..0x80 => (self.alphabet.basic(first), 1),
            0x80..0xe0 => (self.alphabet.basic(code(first & 0x1f, 1)), 2),
            0xe0..0xf0 => (self.alphabet.basic(code(first & 0xf, 2)), 3),
            _ => (self.alphabet.symbol(code(first & 0x7, 3)), 4),
        }
    }

    /// What the phrase tries know a symbol as.
    #[inline(always)]
    fn plain(&self, symbol: u16) -> u16 {
        if self.normalizes || symbol & VARIANT == 0 { symbol & !VARIANT } else { 0 }
    }

    /// What a symbol means where matching begins.
    #[inline(always)]
    pub fn info(&self, symbol: u16) -> Info {
        self.phrases.info(self.plain(symbol))
    }
}
