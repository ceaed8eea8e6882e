//! Numbers for all that can be looked for, the same on every page of a build, so that a page need not hold its own words.

use super::tokens::{self, Short};
use rustc_hash::FxHashMap;
use std::sync::{PoisonError, RwLock, RwLockReadGuard};

/// The number of what can be looked for. A character of 16 bits that stands alone has its code point, a word the next number
/// of all others; one of the few characters beyond is a word. Which number a word gets depends on who came first, and nothing
/// that is written may follow from it.
pub type Key = u32;

/// No phrase reaches across this.
pub const GAP: Key = 0;
/// The first code point of all that stand alone, as [`tokens::stands_alone`] has them.
pub const FIRST: Key = 0x0E00;
/// How many numbers there are for characters of 16 bits; and the first one of the words that find no room below [`FIRST`].
pub const CHARACTERS: Key = 1 << 16;
/// Which word gets the last number.
const LAST: Key = (1 << 27) - 1;

/// The words of a build.
#[derive(Debug, Default)]
pub struct Words(RwLock<Known>);

/// The words that have numbers.
#[derive(Debug, Default)]
struct Known {
    /// By each of their spellings: those of up to eight bytes, which most are; those of up to twice as many, which are these
    /// bytes as well; and all others.
    short: Table,
    middle: FxHashMap<u128, Key>,
    long: FxHashMap<Box<str>, Key>,
    /// Folded, in the order of their numbers.
    words: Vec<Box<str>>,
}

impl Known {
    /// The number of a word, folded or as it is written.
    fn get(&self, word: &str) -> Option<Key> {
        match (Short::of(word), middle(word)) {
            (Some(word), _) => self.short.get(word),
            (_, Some(word)) => self.middle.get(&word).copied(),
            _ => self.long.get(word).copied(),
        }
    }

    /// The number of a word that has none as it is written; a new one if it has none folded either.
    fn add(&mut self, word: &str, folded: &str) -> Key {
        let number = self.get(folded).unwrap_or_else(|| {
            let number = number(self.words.len());
            self.words.push(folded.into());
            self.insert(folded, number);
            number
        });
        self.insert(word, number);
        number
    }

    fn insert(&mut self, word: &str, number: Key) {
        match (Short::of(word), middle(word)) {
            (Some(word), _) => self.short.insert(word, number),
            (_, Some(word)) => _ = self.middle.insert(word, number),
            _ => _ = self.long.insert(word.into(), number),
        }
    }
}

/// The bytes of a word of nine to sixteen of them, in one number; none of them is zero.
#[inline]
fn middle(word: &str) -> Option<u128> {
    let bytes = word.as_bytes();
    // Two halves that may overlap: the same bits fall on each other then.
    let [first, last] = [bytes.first_chunk()?, bytes.last_chunk()?].map(|half| u128::from(u64::from_le_bytes(*half)));
    (word.len() <= 16).then(|| first | last << (8 * (word.len() - 8)))
}

/// Numbers of short words. Each has its place by its bytes, or the next free one behind that; at least every second is free,
/// so that nearly all are found at the first look.
#[derive(Debug)]
struct Table {
    /// As many as a power of two; [`GAP`] where nothing is.
    places: Vec<(Short, Key)>,
    full: usize,
}

impl Default for Table {
    fn default() -> Self {
        Self { places: vec![(Short(0), GAP); 1 << 12], full: 0 }
    }
}

impl Table {
    #[inline]
    fn get(&self, word: Short) -> Option<Key> {
        let (_, key) = self.places[self.place(word)];
        (key != GAP).then_some(key)
    }

    /// Where a word is or would be.
    #[inline]
    fn place(&self, word: Short) -> usize {
        let last = self.places.len() - 1;
        // Only in the highest bits of a product does each bit of a word tell.
        let highest = 64 - self.places.len().trailing_zeros();
        let mut at = (word.0.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> highest) as usize & last;
        while self.places[at].0 != word && self.places[at].1 != GAP {
            at = (at + 1) & last;
        }
        at
    }

    fn insert(&mut self, word: Short, key: Key) {
        let at = self.place(word);
        self.full += usize::from(self.places[at].1 == GAP);
        self.places[at] = (word, key);
        if self.full * 2 > self.places.len() {
            let larger = vec![(Short(0), GAP); self.places.len() * 2];
            for (word, key) in std::mem::replace(&mut self.places, larger) {
                if key != GAP {
                    let at = self.place(word);
                    self.places[at] = (word, key);
                }
            }
        }
    }
}

/// The number of a word by its rank. Those behind the last number share it: a hundred million words are not to be expected.
fn number(rank: usize) -> Key {
    let number = u32::try_from(rank + 1).unwrap_or(LAST).min(LAST);
    if number < FIRST { number } else { number - FIRST + CHARACTERS }
}

impl Words {
    /// The words as they are, to ask for many of them.
    pub fn reader(&self) -> Reader<'_> {
        Reader { all: self, known: Some(self.read()) }
    }

    /// The number of a character that stands alone, if it has one.
    pub fn character(&self, c: char) -> Option<Key> {
        near(c).or_else(|| self.read().get(c.encode_utf8(&mut [0; 4])))
    }

    /// What all numbers lie below.
    pub fn end(&self) -> Key {
        number(self.read().words.len()).max(CHARACTERS) + 1
    }

    /// The numbers for which `wanted` says so, with what they stand for, in the order of that.
    pub fn sorted(&self, wanted: impl Fn(Key) -> bool) -> Vec<(Box<str>, Key)> {
        let characters = (FIRST..CHARACTERS).filter(|key| wanted(*key)).filter_map(char::from_u32);
        let characters = characters.map(|c| (String::from(c).into_boxed_str(), u32::from(c)));
        let known = self.read();
        let words = known.words.iter().enumerate().map(|(rank, word)| (word, number(rank)));
        let words = words.filter(|(_, key)| wanted(*key)).map(|(word, key)| (word.clone(), key));
        let mut all: Vec<_> = characters.chain(words).collect();
        all.sort_unstable();
        all
    }

    fn read(&self) -> RwLockReadGuard<'_, Known> {
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The number that a character has by itself.
#[inline]
pub fn near(c: char) -> Option<Key> {
    let code = u32::from(c);
    (FIRST..CHARACTERS).contains(&code).then_some(code)
}

/// Asks for many words; between new ones they are locked once. While a reader lives, its thread must ask [`Words`] for nothing
/// else: a writer that waits meanwhile would make both wait for ever.
#[derive(Debug)]
pub struct Reader<'w> {
    all: &'w Words,
    known: Option<RwLockReadGuard<'w, Known>>,
}

impl Reader<'_> {
    /// The number of a character that stands alone, folded.
    #[inline]
    pub fn character(&mut self, c: char) -> Key {
        near(c).unwrap_or_else(|| self.far(c))
    }

    #[cold]
    fn far(&mut self, c: char) -> Key {
        let mut bytes = [0; 4];
        let c: &str = c.encode_utf8(&mut bytes);
        self.known(c).unwrap_or_else(|| self.add(c, c))
    }

    /// The number of a word as it is written.
    pub fn word(&mut self, word: &str) -> Key {
        self.known(word).unwrap_or_else(|| self.add(word, &tokens::folded(word)))
    }

    /// The same for a short one.
    #[inline]
    pub fn short(&mut self, word: Short) -> Key {
        let known = self.known.as_ref().and_then(|known| known.short.get(word));
        known.unwrap_or_else(|| self.word(&word.text()))
    }

    fn known(&self, word: &str) -> Option<Key> {
        self.known.as_ref()?.get(word)
    }

    #[cold]
    fn add(&mut self, word: &str, folded: &str) -> Key {
        self.known = None;
        let number = self.all.0.write().unwrap_or_else(PoisonError::into_inner).add(word, folded);
        self.known = Some(self.all.read());
        number
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_has_one_number_however_it_is_written() {
        let words = Words::default();
        let mut reader = words.reader();
        let word = reader.word("ownership");
        for spelling in ["Ownership", "OWNERSHIP", "ｏｗｎｅｒｓｈｉｐ", "ownership"] {
            assert_eq!(reader.word(spelling), word, "{spelling}");
        }
        let short = reader.word("été");
        assert_eq!(reader.word("Ete"), short);
        assert_ne!(short, word);
    }

    #[test]
    fn words_of_all_lengths_keep_their_numbers() {
        let words = Words::default();
        let mut reader = words.reader();
        let all: Vec<String> =
            (1..=20).flat_map(|long| ('a'..='z').map(move |c| String::from(c).repeat(long))).collect();
        // Many short ones beside them, so that the table has to grow.
        let others: Vec<String> = (0..5000).map(|nth| format!("w{nth}")).collect();
        let numbers: Vec<Key> = all.iter().chain(&others).map(|word| reader.word(word)).collect();
        assert_eq!(numbers.iter().collect::<std::collections::BTreeSet<_>>().len(), numbers.len(), "each has its own");
        for (word, number) in all.iter().chain(&others).zip(&numbers) {
            assert_eq!(reader.word(word), *number, "{word}");
            if let Some(short) = Short::of(word) {
                assert_eq!(reader.short(short), *number, "{word}");
            }
        }
    }

    #[test]
    fn characters_have_their_code_points_and_those_beyond_are_words() {
        let words = Words::default();
        let mut reader = words.reader();
        assert_eq!(reader.character('的'), u32::from('的'));
        let beyond = reader.character('𠮷');
        assert_eq!(reader.character('𠮷'), beyond);
        drop(reader);
        assert_eq!(words.character('𠮷'), Some(beyond));
        assert_eq!(words.character('𠀀'), None, "nobody said it");
        assert!(beyond < words.end());
    }

    #[test]
    fn numbers_are_sorted_by_what_they_stand_for_and_never_meet_characters() {
        let words = Words::default();
        let mut reader = words.reader();
        let all: Vec<Key> = (0..5000).rev().map(|nth| reader.word(&format!("w{nth:04}"))).collect();
        drop(reader);
        assert!(all.iter().all(|key| *key != GAP && near(char::from_u32(*key).unwrap_or('a')).is_none()));
        assert!(all.iter().any(|key| *key >= CHARACTERS), "more than there is room for below them");
        let sorted = words.sorted(|key| all.contains(&key));
        assert!(sorted.is_sorted() && sorted.len() == 5000);
        assert_eq!(sorted[7], ("w0007".into(), all[4992]));
    }
}
