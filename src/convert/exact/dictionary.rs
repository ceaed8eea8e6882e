//! OpenCC's dictionaries one by one, with all their matches: for whoever decides about words in another way.

use super::builtin::{ALPHABET, DATA, DICTIONARIES, POOL};
use super::compile::layout::{Unit, VARIANT, Value};
use super::data::{Alphabet, Units};

/// One of OpenCC's dictionaries, but for the one that normalizes. Copying it is free.
#[derive(Clone, Copy, Debug)]
pub struct Dictionary {
    root: u32,
    values: &'static [[u8; 8]],
    alphabet: Alphabet<'static>,
    units: Units<'static>,
}

/// A key that a text begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Match {
    /// The key's length in bytes.
    pub len: usize,
    /// What conversion puts there: the first of the key's values.
    pub value: &'static str,
}

impl Dictionary {
    /// The dictionary of that file name, without its ending: `STPhrases`.
    pub fn named(name: &str) -> Option<Self> {
        let (_, layout) = DICTIONARIES.iter().find(|(known, _)| *known == name)?;
        let (alphabet, units) = (DATA.alphabet(&ALPHABET), DATA.units());
        Some(Self { root: layout.root, values: DATA.values(layout.values), alphabet, units })
    }

    /// The names of all dictionaries, sorted.
    pub fn names() -> impl Iterator<Item = &'static str> {
        DICTIONARIES.iter().map(|(name, _)| *name)
    }

    /// Every key that `text` begins with, the shortest first.
    pub fn matches<'t>(&self, text: &'t str) -> impl Iterator<Item = Match> + use<'t> {
        let Self { values, alphabet, units, .. } = *self;
        let mut base = self.root;
        let mut characters = text.char_indices();
        std::iter::from_fn(move || {
            loop {
                let (at, character) = characters.next().filter(|_| base != 0)?;
                let symbol = alphabet.symbol(u32::from(character));
                // A key that was normalized before it came into the dictionary does not match a variant.
                let unit: Unit = units.step(base, symbol).filter(|_| symbol & VARIANT == 0)?;
                base = unit.base();
                if unit.value() >= Unit::FIRST_VALUE {
                    let number = (unit.value() - Unit::FIRST_VALUE) as usize;
                    let value = Value(u64::from_le_bytes(values[number]));
                    let value = &POOL[value.at()..value.at() + value.bytes()];
                    return Some(Match { len: at + character.len_utf8(), value });
                }
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_matches_of_a_place() {
        let phrases = Dictionary::named("STPhrases").unwrap();
        let found: Vec<_> = phrases.matches("干什么不干").map(|found| (found.len, found.value)).collect();
        assert_eq!(found, [(6, "幹什"), (9, "幹什麼")]);
        let characters = Dictionary::named("STCharacters").unwrap();
        let found: Vec<_> = characters.matches("发展").map(|found| (found.len, found.value)).collect();
        assert_eq!(found, [(3, "發")]);
        assert!(Dictionary::named("STPhrases.txt").is_none());
    }
}
