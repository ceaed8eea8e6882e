//! Numbers the characters of a set of dictionaries, the most used first, so that what is hot lies together.

use super::layout::{AlphabetLayout, Part, VARIANT};
use super::store::Store;
use std::collections::{BTreeMap, HashMap};

/// The ideographic description operators: U+2FF0 to U+2FFF.
pub const OPERATORS: std::ops::RangeInclusive<char> = '\u{2ff0}'..='\u{2fff}';

/// Symbols under way. Symbol 0 is every character that no dictionary knows.
#[derive(Debug, Default)]
pub struct Alphabet {
    symbols: HashMap<char, u16>,
    characters: Vec<char>,
    normal: BTreeMap<char, char>,
}

impl Alphabet {
    /// Numbers the characters of `texts` by how often they stand there.
    ///
    /// # Errors
    /// When there are more characters than 15 bits can number.
    pub fn new<'a>(texts: impl Iterator<Item = &'a str>, normal: BTreeMap<char, char>) -> Result<Self, String> {
        let mut counts: BTreeMap<char, u64> = OPERATORS.map(|operator| (operator, 1)).collect();
        for text in texts {
            for character in text.chars() {
                *counts.entry(character).or_default() += 1;
            }
        }
        for result in normal.values() {
            counts.entry(*result).or_default();
        }
        counts.retain(|character, _| !normal.contains_key(character));
        let mut characters: Vec<char> = counts.keys().copied().collect();
        characters.sort_by_key(|character| (std::cmp::Reverse(counts[character]), *character));
        if characters.len() >= usize::from(VARIANT) {
            return Err(format!("the dictionaries hold {} characters; 32,767 are possible", characters.len()));
        }
        characters.insert(0, '\0');
        let symbols = characters.iter().enumerate().skip(1).map(|(at, character)| (*character, at as u16)).collect();
        Ok(Self { symbols, characters, normal })
    }

    /// The symbol of a character; 0 if it has none. Variants have the symbol of what they are variants of.
    pub fn symbol(&self, character: char) -> u16 {
        let character = self.normal.get(&character).copied().unwrap_or(character);
        self.symbols.get(&character).copied().unwrap_or(0)
    }

    /// The characters in the order of their symbols; the first means nothing.
    pub fn characters(&self) -> &[char] {
        &self.characters
    }

    /// Writes the tables by which text is read.
    pub fn store(&self, store: &mut Store) -> AlphabetLayout {
        let mut plane = vec![0u16; 0x10000];
        let mut blocks = vec![0u16; (0x11_0000 - 0x1_0000) / 64];
        let mut astral = vec![0u16; 64];
        let normal = self.normal.keys().map(|variant| (*variant, self.symbol(*variant) | VARIANT));
        let plain = self.characters.iter().skip(1).map(|character| (*character, self.symbol(*character)));
        for (character, symbol) in plain.chain(normal) {
            let code = character as usize;
            if let Some(place) = plane.get_mut(code) {
                *place = symbol;
                continue;
            }
            let block = &mut blocks[(code - 0x1_0000) / 64];
            if *block == 0 {
                *block = (astral.len() / 64) as u16;
                astral.resize(astral.len() + 64, 0);
            }
            astral[usize::from(*block) * 64 + code % 64] = symbol;
        }
        let last = blocks.iter().rposition(|block| *block != 0).map_or(0, |at| at + 1);
        let pair = |(from, to): (&char, &char)| u64::from(*from as u32) | u64::from(*to as u32) << 32;
        let normalized: Vec<u64> = self.normal.iter().map(pair).collect();
        let names = Part { at: store.pool.len(), len: self.characters.len() * 4 };
        for character in &self.characters {
            store.pool.push(*character);
            store.pool.extend(std::iter::repeat_n('\0', 4 - character.len_utf8()));
        }
        AlphabetLayout {
            names,
            plane: store.shorts(&plane),
            blocks: store.shorts(&blocks[..last]),
            astral: store.shorts(&astral),
            normal: store.words(&normalized),
        }
    }
}
