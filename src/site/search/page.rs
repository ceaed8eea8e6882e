//! One page as the index takes it: its tokens, and where its sections are.

use super::tokens::{self, HAN, Short, Taker};
use super::units::Units;
use super::words::{GAP, Reader, Words, near};
use crate::convert::folding::Folding;
use crate::render::Passage;
use std::sync::LazyLock;

/// What the index needs of a page. Small, since those of all editions are held until the indexes are written.
#[derive(Clone, Debug, Default)]
pub struct PageText {
    /// What stands at its places.
    pub units: Units,
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

impl PageText {
    /// The text of a page with this title.
    pub fn new(words: &Words, title: &str, passages: &[Passage]) -> Self {
        let bytes = passages.iter().map(|passage| passage.heading.len() + passage.text.len()).sum::<usize>();
        let mut page = Writer::new(words, title.len() + bytes);
        page.text(title);
        page.gap();
        let title = page.at();
        let mut sections = Vec::with_capacity(passages.len());
        for passage in passages {
            let heading_at = page.at();
            page.text(&passage.heading);
            if page.at() > heading_at {
                page.gap();
            }
            let heading = passage.heading.split_whitespace().collect::<Vec<_>>().join(" ").into();
            sections.push(Section { anchor: passage.anchor.clone(), heading, heading_at, text_at: 0 });
        }
        let headings = page.at() - title;
        for (section, passage) in sections.iter_mut().zip(passages) {
            section.text_at = page.at();
            page.text(&passage.text);
            page.gap();
        }
        Self { units: page.units.fitted(), title, headings, sections }
    }
}

/// The tokens of a few words.
pub fn phrase(words: &Words, text: &str) -> Units {
    let mut page = Writer::new(words, text.len());
    page.text(text);
    page.units
}

/// Tokens as they come.
struct Writer<'w> {
    words: Reader<'w>,
    folded: Folding,
    /// [`KEYS`].
    han: &'static [u16; HAN],
    units: Units,
}

/// The keys of the characters that [`Taker::han`] is given; 0 for one of which [`Reader`] has to be asked.
static KEYS: LazyLock<[u16; HAN]> = LazyLock::new(|| {
    let folded = Folding::get();
    let key = |at| near(folded.character(tokens::han_at(at))).and_then(|key| u16::try_from(key).ok());
    std::array::from_fn(|at| key(at as u16).unwrap_or(0))
});

impl<'w> Writer<'w> {
    fn new(words: &'w Words, bytes: usize) -> Self {
        Self { words: words.reader(), folded: Folding::get(), han: &KEYS, units: Units::of_text(bytes) }
    }

    fn at(&self) -> u32 {
        self.units.places()
    }

    fn text(&mut self, text: &str) {
        tokens::read(text, self);
    }
}

impl Taker for Writer<'_> {
    fn gap(&mut self) {
        self.units.push(GAP);
    }

    #[inline]
    fn character(&mut self, c: char) {
        let key = self.words.character(self.folded.character(c));
        self.units.push(key);
    }

    #[inline]
    fn han(&mut self, at: u16) {
        match self.han.get(usize::from(at)) {
            Some(key) if *key > 0 => self.units.push_near(*key),
            _ => self.character(tokens::han_at(at)),
        }
    }

    #[inline]
    fn short(&mut self, word: Short) {
        let key = self.words.short(word);
        self.units.push(key);
    }

    fn word(&mut self, word: &str) {
        let key = self.words.word(word);
        self.units.push(key);
    }
}
