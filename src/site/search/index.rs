//! The places of everything that an edition's pages say, and how it lies in files that a browser fetches by need.
//!
//! All pages stand one after the other in one row of places. For each key, a character or a word, there is the list of its
//! places; a phrase is found where its tokens' places follow each other. Keys lie in their order in files of about
//! [`PART`] bytes; a long list is cut into parts, each in a file of its own, so that only those are fetched in which the
//! rest of a phrase occurs.

use super::bits::{Bits, number};
use super::page::{GAP, PageText, WORD};
use rustc_hash::FxHashMap;

/// How many bytes a file has at least before the next one is begun.
const PART: usize = 6 << 10;
/// How many places one part of a list has at most: about as many as fill a file.
const PLACES: usize = 6 << 10;

/// Lists of places by key.
#[derive(Debug, Default)]
pub struct Places {
    characters: FxHashMap<u32, Vec<u32>>,
    words: FxHashMap<Box<str>, Vec<u32>>,
    end: u32,
}

impl Places {
    /// Adds a page behind all others, and says where it begins.
    pub fn add(&mut self, page: &PageText) -> u32 {
        let start = self.end;
        let mut of_words: Vec<Vec<u32>> = vec![Vec::new(); page.words.len()];
        for (place, token) in (start..).zip(&page.tokens) {
            match *token {
                GAP => {}
                word if word & WORD != 0 => of_words[(word & !WORD) as usize].push(place),
                character => self.characters.entry(character).or_default().push(place),
            }
        }
        for (word, places) in page.words.iter().zip(of_words) {
            self.words.entry(word.clone()).or_default().extend(places);
        }
        self.end = start + u32::try_from(page.tokens.len()).unwrap_or(0) + 1;
        start
    }

    /// How many places there are.
    pub fn end(&self) -> u32 {
        self.end
    }

    /// Whether a character occurs.
    pub fn has(&self, c: char) -> bool {
        self.characters.contains_key(&u32::from(c))
    }

    /// Whether any Chinese is there: its most common character is.
    pub fn has_han(&self) -> bool {
        self.has('的') || self.characters.len() > 20
    }

    /// How often a phrase occurs: the tokens of one text, as [`PageText`] has them.
    pub fn count(&self, phrase: &PageText) -> usize {
        let list = |token: u32| match token {
            word if word & WORD != 0 => self.words.get(&phrase.words[(word & !WORD) as usize]),
            character => self.characters.get(&character),
        };
        let tokens = (0_u32..).zip(&phrase.tokens).filter(|(_, token)| **token != GAP);
        let Some(mut lists) = tokens.map(|(at, token)| Some((at, list(*token)?))).collect::<Option<Vec<_>>>() else {
            return 0;
        };
        lists.sort_by_key(|(_, list)| list.len());
        let Some(((first, rare), others)) = lists.split_first() else { return 0 };
        let begins = rare.iter().filter_map(|place| place.checked_sub(*first));
        begins.filter(|begin| others.iter().all(|(at, list)| list.binary_search(&(begin + at)).is_ok())).count()
    }

    /// The lists in files, in the order of their keys.
    pub fn files(self) -> Vec<Part> {
        let characters = self.characters.into_iter().filter_map(|(c, list)| Some((char::from_u32(c)?.into(), list)));
        let mut lists: Vec<(Box<str>, Vec<u32>)> =
            characters.map(|(c, list): (String, _)| (c.into_boxed_str(), list)).chain(self.words).collect();
        lists.sort_unstable();
        let mut files = Files::new(self.end);
        for (key, list) in &lists {
            for part in list.chunks(PLACES) {
                files.add(key, part);
            }
        }
        files.finish()
    }
}

/// One file of lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its first key.
    pub key: Box<str>,
    /// The first place of that key's list here.
    pub from: u32,
    /// The file.
    pub bytes: Vec<u8>,
}

/// Files as they grow.
struct Files {
    end: u32,
    done: Vec<Part>,
    first: Option<(Box<str>, u32)>,
    last: Box<str>,
    count: u32,
    heads: Vec<u8>,
    places: Bits,
}

impl Files {
    fn new(end: u32) -> Self {
        let (done, heads, places) = Default::default();
        Self { end, done, first: None, last: Box::default(), count: 0, heads, places }
    }

    /// Adds a list. Its head: how many bytes its key shares with the one before and how many follow, in four bits each where
    /// they fit; these bytes; how many places there are. The places of all lists follow in one row of bits.
    fn add(&mut self, key: &str, list: &[u32]) {
        let Some(from) = list.first() else { return };
        // A list takes about as many bytes as it has places.
        if self.count > 0 && self.heads.len() + self.places.size() + list.len() > PART {
            self.close();
        }
        if self.first.is_none() {
            self.first = Some((key.into(), *from));
        }
        let shared = key.bytes().zip(self.last.bytes()).take_while(|(a, b)| a == b).count().min(usize::from(u8::MAX));
        let count = |value: usize| u32::try_from(value).unwrap_or(u32::MAX);
        let more = key.len() - shared;
        if shared < 15 && more < 16 {
            self.heads.push((shared << 4 | more) as u8);
        } else {
            self.heads.push(0xF0);
            number(count(shared), &mut self.heads);
            number(count(more), &mut self.heads);
        }
        self.heads.extend(&key.as_bytes()[shared..]);
        number(count(list.len()), &mut self.heads);
        self.places.list(list, self.end);
        self.count += 1;
        self.last = key.into();
    }

    fn close(&mut self) {
        let Some((key, from)) = self.first.take() else { return };
        let mut bytes = Vec::with_capacity(self.heads.len() + self.places.size() + 4);
        number(std::mem::take(&mut self.count), &mut bytes);
        bytes.append(&mut self.heads);
        bytes.extend(std::mem::take(&mut self.places).finish());
        self.done.push(Part { key, from, bytes });
        self.last = Box::default();
    }

    fn finish(mut self) -> Vec<Part> {
        self.close();
        self.done
    }
}
