//! The tokens of a page, each of which takes one place, in as little memory as is cheap to read.

use super::words::{CHARACTERS, Key};

/// A row of tokens. A number of 16 bits is that of a [`Key`]; a larger one takes two, of which the first is one of those that
/// UTF-16 keeps for the same purpose and no character has.
#[derive(Clone, Debug, Default)]
pub struct Units {
    units: Vec<u16>,
    places: u32,
}

/// The first number that begins a longer one; there are as many as eleven bits tell apart.
const LONG: u16 = 0xD800;
/// The bits that all of them have in common.
const MARK: u16 = 0xF800;

impl Units {
    /// None yet, with room for those of about so many bytes of text.
    pub fn of_text(bytes: usize) -> Self {
        Self { units: Vec::with_capacity(bytes / 3), places: 0 }
    }

    /// Adds a token.
    #[inline]
    pub fn push(&mut self, key: Key) {
        if key < CHARACTERS {
            self.units.push(key as u16);
        } else {
            let key = key - CHARACTERS;
            self.units.extend([LONG | (key >> 16) as u16, key as u16]);
        }
        self.places += 1;
    }

    /// Adds the token of a character of 16 bits, which none of UTF-16's surrogates is.
    #[inline]
    pub fn push_near(&mut self, key: u16) {
        self.units.push(key);
        self.places += 1;
    }

    /// How many there are.
    pub fn places(&self) -> u32 {
        self.places
    }

    /// What stands at each place.
    #[inline]
    pub fn keys(&self) -> impl Iterator<Item = Key> + Clone + '_ {
        let mut units = self.units.iter();
        std::iter::from_fn(move || {
            let unit = *units.next()?;
            if unit & MARK != LONG {
                return Some(Key::from(unit));
            }
            Some((Key::from(unit & !MARK) << 16 | Key::from(*units.next()?)) + CHARACTERS)
        })
    }

    /// The same without what was reserved.
    pub fn fitted(mut self) -> Self {
        self.units.shrink_to_fit();
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
