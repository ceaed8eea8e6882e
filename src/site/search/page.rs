//! One page as the index takes it: its tokens, and where its sections are.

use super::tokens::{self, Token};
use crate::convert::folding;
use crate::render::Passage;
use rustc_hash::FxHashMap;

/// What the index needs of a page. Small, since those of all editions are held until the indexes are written.
#[derive(Clone, Debug, Default)]
pub struct PageText {
    tokens: Tokens,
    /// The different words of the page, folded, each with a line's end.
    words: String,
    /// How many places its title takes, with the gap behind it.
    pub title: u32,
    /// How many places all its headings take, each with the gap behind it. They stand behind the title.
    pub headings: u32,
    /// Its sections.
    pub sections: Vec<Section>,
}

/// A section of a page.
#[derive(Clone, Debug, Default)]
pub struct Section {
    /// The id of its heading; empty for the beginning.
    pub anchor: Box<str>,
    /// Its heading.
    pub heading: Box<str>,
    /// Where its heading stands among the page's places.
    pub heading_at: u32,
    /// Where its text begins.
    pub text_at: u32,
}

/// What can be looked for at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    /// A character, folded.
    Character(char),
    /// The word of this number among the page's [`words`](PageText::words).
    Word(u32),
}

impl PageText {
    /// The text of a page with this title.
    pub fn new(title: &str, passages: &[Passage]) -> Self {
        let mut page = Writer::default();
        page.text(title);
        let title = page.gap();
        for passage in passages {
            let at = page.at();
            page.text(&passage.heading);
            if page.at() > at {
                page.gap();
            }
            let heading = passage.heading.split_whitespace().collect::<Vec<_>>().join(" ");
            let section =
                Section { anchor: passage.anchor.clone(), heading: heading.into(), heading_at: at, text_at: 0 };
            page.page.sections.push(section);
        }
        let headings = page.at() - title;
        for (at, passage) in passages.iter().enumerate() {
            page.page.sections[at].text_at = page.at();
            page.text(&passage.text);
            page.gap();
        }
        let mut page = page.page;
        page.tokens.units.shrink_to_fit();
        page.words.shrink_to_fit();
        Self { title, headings, ..page }
    }

    /// The tokens of a few words.
    pub fn phrase(text: &str) -> Self {
        let mut page = Writer::default();
        page.text(text);
        page.page
    }

    /// How many places it takes.
    pub fn places(&self) -> u32 {
        self.tokens.places
    }

    /// What stands at its places, those of gaps left out.
    pub fn keys(&self) -> impl Iterator<Item = (u32, Key)> + '_ {
        self.tokens.keys()
    }

    /// The different words of the page.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.words.split_terminator('\n')
    }
}

/// The tokens of a page, each of which takes one place, in as little memory as is cheap to read: a number of 16 bits is
/// [`GAP`], a word's number below [`FIRST`], or a character's code point; behind [`LONG`] two of them are a larger one.
#[derive(Clone, Debug, Default)]
struct Tokens {
    units: Vec<u16>,
    places: u32,
}

/// No phrase reaches across this.
const GAP: u16 = 0;
/// The first code point of all that stand alone, as [`tokens::stands_alone`] has them.
const FIRST: u16 = 0x0E00;
/// Two numbers follow: the higher and the lower half of one.
const LONG: u16 = u16::MAX;
/// Marks a long number as that of a word.
const WORD: u32 = 1 << 31;

impl Tokens {
    fn gap(&mut self) {
        self.units.push(GAP);
        self.places += 1;
    }

    fn character(&mut self, c: char) {
        match u16::try_from(u32::from(c)) {
            Ok(unit) if (FIRST..LONG).contains(&unit) => self.units.push(unit),
            _ => self.long(u32::from(c)),
        }
        self.places += 1;
    }

    fn word(&mut self, number: u32) {
        match u16::try_from(number + 1) {
            Ok(unit) if unit < FIRST => self.units.push(unit),
            _ => self.long(number | WORD),
        }
        self.places += 1;
    }

    fn long(&mut self, value: u32) {
        self.units.extend([LONG, (value >> 16) as u16, (value & 0xFFFF) as u16]);
    }

    fn keys(&self) -> impl Iterator<Item = (u32, Key)> + '_ {
        let mut units = self.units.iter().copied();
        let mut place = 0;
        std::iter::from_fn(move || {
            loop {
                let unit = units.next()?;
                place += 1;
                let value = match unit {
                    GAP => continue,
                    LONG => u32::from(units.next()?) << 16 | u32::from(units.next()?),
                    word if word < FIRST => u32::from(word - 1) | WORD,
                    character => u32::from(character),
                };
                let key = char::from_u32(value).map_or(Key::Word(value & !WORD), Key::Character);
                return Some((place - 1, key));
            }
        })
    }
}

/// Tokens as they come.
#[derive(Default)]
struct Writer {
    page: PageText,
    known: FxHashMap<Box<str>, u32>,
    key: String,
}

impl Writer {
    fn at(&self) -> u32 {
        self.page.tokens.places
    }

    fn gap(&mut self) -> u32 {
        self.page.tokens.gap();
        self.at()
    }

    fn text(&mut self, text: &str) {
        tokens::tokens(text, |token| match token {
            Token::Character(c) => self.page.tokens.character(folding::character(c)),
            Token::Gap => self.page.tokens.gap(),
            Token::Word(word) => {
                self.key.clear();
                tokens::folded(word, &mut self.key);
                let number = self.word();
                self.page.tokens.word(number);
            }
        });
    }

    /// The number of the word in `key`.
    fn word(&mut self) -> u32 {
        if let Some(number) = self.known.get(self.key.as_str()) {
            return *number;
        }
        let number = u32::try_from(self.known.len()).unwrap_or(0);
        self.page.words.push_str(&self.key);
        self.page.words.push('\n');
        self.known.insert(self.key.as_str().into(), number);
        number
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Whatever is put into few bits comes out of them at its place.
        #[test]
        fn what_is_written_is_read(written in proptest::collection::vec(proptest::option::of((any::<bool>(), any::<char>(), 0..5000_u32)), 0..50)) {
            let mut tokens = Tokens::default();
            let mut wanted = Vec::new();
            for (place, token) in (0_u32..).zip(&written) {
                let key = token.map(|(is_word, c, number)| if is_word { Key::Word(number) } else { Key::Character(c) });
                match key {
                    None => tokens.gap(),
                    Some(Key::Character(c)) => tokens.character(c),
                    Some(Key::Word(number)) => tokens.word(number),
                }
                wanted.extend(key.map(|key| (place, key)));
            }
            prop_assert_eq!(tokens.keys().collect::<Vec<_>>(), wanted);
            prop_assert_eq!(tokens.places as usize, written.len());
        }
    }
}
