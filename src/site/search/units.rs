//! The tokens of a page, each of which takes one place, in as little memory as is cheap to read.

use super::words::{CHARACTERS, GAP, Key};

/// A row of tokens.
#[derive(Clone, Debug, Default)]
pub struct Units {
    row: Vec<u16>,
    long: Vec<Key>,
}

/// What stands in a row for a [`Key`] of more than 16 bits: one of those that UTF-16 keeps for a similar purpose and no
/// character has.
pub const LONG: u16 = 0xD800;

impl Units {
    /// None yet, with room for those of about so many bytes of text.
    pub fn of_text(bytes: usize) -> Self {
        Self { row: Vec::with_capacity(bytes / 3), long: Vec::new() }
    }

    /// Adds a token.
    #[inline]
    pub fn push(&mut self, key: Key) {
        if key < CHARACTERS {
            self.row.push(key as u16);
        } else {
            self.row.push(LONG);
            self.long.push(key);
        }
    }

    /// Adds the token of a character of 16 bits, which none of UTF-16's surrogates is.
    #[inline]
    pub fn push_near(&mut self, key: u16) {
        self.row.push(key);
    }

    /// How many there are.
    pub fn places(&self) -> u32 {
        self.row.len() as u32
    }

    /// What stands at each place, if it has 16 bits; otherwise [`LONG`].
    pub fn row(&self) -> &[u16] {
        &self.row
    }

    /// All pages in one row, each with a gap behind it.
    pub fn together(pages: &[Self]) -> Self {
        let row = Vec::with_capacity(pages.iter().map(|page| page.row.len() + 1).sum());
        let long = Vec::with_capacity(pages.iter().map(|page| page.long.len()).sum());
        let mut all = Self { row, long };
        for page in pages {
            all.row.extend(&page.row);
            all.row.push(GAP as u16);
            all.long.extend(&page.long);
        }
        all
    }

    /// What stands at each place.
    pub fn keys(&self) -> impl Iterator<Item = Key> + Clone + '_ {
        let mut long = self.long.iter();
        self.row.iter().map(move |unit| match *unit {
            LONG => long.next().copied().unwrap_or_default(),
            unit => Key::from(unit),
        })
    }

    /// The same without what was reserved.
    pub fn fitted(mut self) -> Self {
        self.row.shrink_to_fit();
        self.long.shrink_to_fit();
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Whatever is put into few bits comes out of them at its place.
        #[test]
        fn what_is_written_is_read(keys in proptest::collection::vec(prop_oneof![
            0..u32::from(LONG), 0xE000..CHARACTERS, CHARACTERS..CHARACTERS + (1 << 27)], 0..50)) {
            let mut units = Units::default();
            keys.iter().for_each(|key| units.push(*key));
            prop_assert_eq!(units.keys().collect::<Vec<_>>(), keys.clone());
            prop_assert_eq!(units.places() as usize, keys.len());
        }
    }
}
