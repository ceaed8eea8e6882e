//! One page as the index takes it: its tokens, and where its sections are.

use super::tokens::{self, Token};
use crate::convert::folding;
use crate::render::Passage;
use rustc_hash::FxHashMap;

/// What the index needs of a page. Small, since those of a whole edition are held until its index is written.
#[derive(Clone, Debug, Default)]
pub struct PageText {
    /// A character's code point, a word of `words` with [`WORD`] set, or [`GAP`]; each takes one place.
    pub tokens: Vec<u32>,
    /// The different words of the page, folded.
    pub words: Vec<Box<str>>,
    /// How many places its title takes, with the gap behind it.
    pub title: u32,
    /// How many places all its headings take, each with the gap behind it. They stand behind the title.
    pub headings: u32,
    /// Its sections.
    pub sections: Vec<Section>,
    /// How many bytes of text it has.
    pub bytes: usize,
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

/// Marks a number as an index of [`PageText::words`].
pub const WORD: u32 = 1 << 31;
/// No phrase reaches across this.
pub const GAP: u32 = u32::MAX;

impl PageText {
    /// The text of a page with this title.
    pub fn new(title: &str, passages: &[Passage]) -> Self {
        let bytes = passages.iter().map(|passage| passage.heading.len() + passage.text.len()).sum();
        let mut page = Writer::default();
        // Three bytes are a Han character, or half a word of letters.
        page.page.tokens.reserve(bytes / 3);
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
        page.page.tokens.shrink_to_fit();
        Self { title, headings, bytes, ..page.page }
    }

    /// The tokens of a few words.
    pub fn phrase(text: &str) -> Self {
        let mut page = Writer::default();
        page.text(text);
        page.page
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
        u32::try_from(self.page.tokens.len()).unwrap_or(u32::MAX)
    }

    fn gap(&mut self) -> u32 {
        self.page.tokens.push(GAP);
        self.at()
    }

    fn text(&mut self, text: &str) {
        tokens::tokens(text, |token| {
            let token = match token {
                Token::Character(c) => u32::from(folding::character(c)),
                Token::Gap => GAP,
                Token::Word(word) => {
                    self.key.clear();
                    tokens::folded(word, &mut self.key);
                    self.word()
                }
            };
            self.page.tokens.push(token);
        });
    }

    fn word(&mut self) -> u32 {
        if let Some(at) = self.known.get(self.key.as_str()) {
            return *at;
        }
        let at = u32::try_from(self.page.words.len()).unwrap_or(0) | WORD;
        let word: Box<str> = self.key.as_str().into();
        self.page.words.push(word.clone());
        self.known.insert(word, at);
        at
    }
}
