//! Numbers for all that can be looked for, the same on every page of a build, so that a page need not hold its own words.

use super::tokens;
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
/// Which word gets the last number that [`super::units`] can write.
const LAST: Key = (1 << 27) - 1;

/// The words of a build.
#[derive(Debug, Default)]
pub struct Words(RwLock<Known>);

/// The words that have numbers.
#[derive(Debug, Default)]
struct Known {
    /// By each of their spellings: those of up to eight bytes, which most are, as these bytes; and all others.
    short: FxHashMap<u64, Key>,
    long: FxHashMap<Box<str>, Key>,
    /// Folded, in the order of their numbers.
    words: Vec<Box<str>>,
}

impl Known {
    /// The number of a word, folded or as it is written.
    fn get(&self, word: &str) -> Option<Key> {
        if word.len() <= 8 { self.short.get(&packed(word)) } else { self.long.get(word) }.copied()
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
        if word.len() <= 8 {
            self.short.insert(packed(word), number);
        } else {
            self.long.insert(word.into(), number);
        }
    }
}

/// The bytes of a short word in one number; none of them is zero.
#[inline]
fn packed(word: &str) -> u64 {
    let word = word.as_bytes();
    // Two halves that may overlap: the same bits fall on each other then.
    if let (Some(first), Some(last)) = (word.first_chunk::<4>(), word.last_chunk::<4>()) {
        let [first, last] = [first, last].map(|half| u64::from(u32::from_le_bytes(*half)));
        return first | last << (8 * (word.len() - 4));
    }
    word.iter().rev().fold(0, |all, byte| all << 8 | u64::from(*byte))
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
